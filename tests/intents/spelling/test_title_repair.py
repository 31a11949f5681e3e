from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intents.spelling.title_repair import differing

DIFFERING = {
    "a character": ("先行赔拂", "先行赔付", "赔拂 → 赔付"),
    "the first": ("差车检验", "叉车检验", "差车 → 叉车"),
    "one left out": ("食品经营可", "食品经营许可", "营可 → 营许可"),
    "one put in": ("长江向禁渔", "长江禁渔", "江向禁 → 江禁"),
    "two out of place": ("叉车验检", "叉车检验", "验检 → 检验"),
}


@pytest.mark.parametrize(("stretch", "passage", "expected"), DIFFERING.values(), ids=DIFFERING)
def test_what_differs_is_told_with_what_stands_beside_it(stretch: str, passage: str, expected: str) -> None:
    start, end, word = differing(stretch, passage)
    assert f"{stretch[start:end]} → {word}" == expected


@given(st.text("长江禁渔", max_size=6), st.text("长江禁渔", max_size=6))
def test_putting_it_there_makes_the_passage(stretch: str, passage: str) -> None:
    assume(stretch)
    start, end, word = differing(stretch, passage)
    assert stretch[:start] + word + stretch[end:] == passage
