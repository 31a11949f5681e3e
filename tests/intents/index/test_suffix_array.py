from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.index.suffix_array import WordSuffixArray

SUBJECTS = ("推进|长江|禁渔", "叉车|检验|标准", "长江|大桥")


def boundaries(text: str) -> list[int]:
    words = next(subject.split("|") for subject in SUBJECTS if subject.replace("|", "") == text)
    return [0, *accumulate(map(len, words))]


SPANS = WordSuffixArray((subject.replace("|", "") for subject in SUBJECTS), boundaries)


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("长江", True),
        ("长江禁渔", True),
        ("推进长江禁渔", True),
        ("长江大桥", True),  # its second place
        ("江禁", False),
        ("叉车检", False),
        ("禁渔叉车", False),
        ("大江", False),
    ],
)
def test_a_run_lies_between_word_boundaries(run: str, *, expected: bool) -> None:
    assert SPANS.has_run(run) is expected


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("长江禁渔的案例", 0, "长江禁渔"),
        ("请问叉车检验在哪", 2, "叉车检验"),
        ("叉车检", 0, "叉车"),
        ("长江大", 0, "长江"),
        ("天气", 0, ""),
        ("长江", 1, ""),
    ],
)
def test_longest_run(text: str, start: int, expected: str) -> None:
    assert text[start : SPANS.longest_run_end(text, start)] == expected


def test_a_boundary_is_found_after_many_mismatches() -> None:
    subjects = [*["甲乙" + "丙" * size for size in range(1, 15)], "乙丙"]
    assert WordSuffixArray(subjects, lambda text: [0, len(text)]).has_run("乙丙")


@given(st.text("推进长江禁渔叉车检验标准大桥", max_size=12), st.integers(0, 11))
def test_a_longest_run_is_a_run(text: str, start: int) -> None:
    end = SPANS.longest_run_end(text, start)
    assert end == start or SPANS.has_run(text[start:end])
    further = [stop for stop in range(end + 1, len(text) + 1) if start < len(text) and SPANS.has_run(text[start:stop])]
    assert not further
