"""Lines break where they may, and fit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.shapes import balance, break_lines, hanging_indent, truncate


def wide(text: str) -> float:
    """A Chinese character is 10 wide, any other 5."""
    return sum(5 if char.isascii() else 10 for char in text)


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("探索新路子", 30, ["探索新", "路子"]),
        (("探索", "新", "路子"), 40, ["探索新", "路子"]),
        (("探索", "新", "路子"), 15, ["探", "索", "新", "路", "子"]),
        ("推进“长江禁渔”协同", 40, ["推进“长", "江禁渔”", "协同"]),
        (("推进", "“", "长江", "禁渔", "”", "协同"), 50, ["推进“长江", "禁渔”协同"]),
        ("长三角G60科创", 40, ["长三角", "G60科创"]),
        ("甲、乙", 20, ["甲、", "乙"]),
        ("共 12 个", 25, ["共 12", "个"]),
        ("a long word", 20, ["a", "long", "word"]),
        ("", 20, [""]),
        ("  甲 \n 乙 ", 100, ["甲 乙"]),
    ],
)
def test_lines(words: str | tuple[str, ...], width: float, lines: list[str]) -> None:
    assert break_lines(words, width, wide) == lines


def test_cut_text_ends_in_an_ellipsis() -> None:
    assert break_lines("一二三四五六七八九", 40, wide, 2) == ["一二三四", "五六七…"]
    assert truncate("一二三", 20, wide) == "一…"
    assert truncate("一二", 20, wide) == "一二"
    assert truncate("一", 5, wide) == "…"


def test_balanced_lines_are_of_similar_width() -> None:
    assert break_lines("一二三四五六", 50, wide) == ["一二三四五", "六"]
    assert balance("一二三四五六", 50, wide) == ["一二三", "四五六"]
    assert balance(("一二", "三四", "五", "六"), 50, wide) == ["一二三四", "五六"]
    assert balance("一二三四五六七八九", 40, wide, 2) == ["一二三四", "五六七…"]
    assert balance("一二三", 50, wide) == ["一二三"]


texts = st.text(st.sampled_from("一二三，。“”（）ab1 、"), max_size=40)


@given(st.lists(texts, max_size=8), st.integers(20, 200))
def test_lines_keep_the_text_and_fit(words: list[str], width: int) -> None:
    for broken in (break_lines(words, width, wide), balance(words, width, wide)):
        assert "".join("".join(broken).split()) == "".join("".join(words).split())
        assert all(wide(line) <= width or len(line) == 1 for line in broken)
        assert all(broken) or broken == [""]
    assert len(balance(words, width, wide)) == len(break_lines(words, width, wide))


@given(texts, st.integers(60, 200))
def test_punctuation_stays_where_it_belongs(text: str, width: int) -> None:
    broken = break_lines(text, width, wide)
    for before, after in pairwise(broken):
        short = len(before) < 4 or len(after) < 4  # nothing but punctuation may have to be broken
        assert short or not (after[0] in "，。”）、" or before[-1] in "“（") or wide(before) > width - 40


def test_an_opening_mark_stands_before_the_margin() -> None:
    assert [round(hanging_indent(line, 50)) for line in ("“八城", "《通知》", "通知", "(1)", "")] == [24, 24, 0, 0, 0]
