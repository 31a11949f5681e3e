"""Edits change what they say, and nothing else."""

from random import Random

import pypinyin
import pytest

from tests.tools.bench.questions import edits
from tests.tools.bench.questions.corpus import distance_to_part

TEXT = "推行老旧电梯按需维保新模式"


@pytest.mark.parametrize(
    ("edit", "longer"), [(edits.replaced, 0), (edits.added, 1), (edits.dropped, -1), (edits.swapped, 0)]
)
def test_one_edit(edit: edits.Edit, longer: int) -> None:
    for seed in range(100):
        text = edit(TEXT, Random(seed))
        assert text is not None
        assert len(text) == len(TEXT) + longer
        assert distance_to_part(text, TEXT) <= 1


def test_a_homophone_sounds_the_same() -> None:
    made = {edits.homophone(TEXT, Random(seed)) for seed in range(100)}
    assert len(made) > 20
    assert all(text and pypinyin.lazy_pinyin(text) == pypinyin.lazy_pinyin(TEXT) for text in made)


def test_common_characters() -> None:
    assert len(edits.COMMON) == 3755
    assert (edits.COMMON[0], edits.COMMON[-1]) == ("啊", "座")


def test_traditional() -> None:
    assert edits.traditional("电梯维保") == "電梯維保"
