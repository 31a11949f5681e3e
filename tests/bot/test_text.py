from __future__ import annotations

import pytest

from bot.text import excerpt, printable, replace_surrogates


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("鱼" * 60, "鱼" * 60), ("鱼" * 61, "鱼" * 60 + "……")],
)
def test_an_excerpt_ends_after_sixty_characters(text: str, expected: str) -> None:
    assert excerpt(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("禁渔😀", "禁渔😀"), ("\ud83d\ude00", "😀"), ("a\ud800b\udfff", "a\ufffdb\ufffd")],
)
def test_lone_surrogates_are_replaced(text: str, expected: str) -> None:
    assert replace_surrogates(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("禁渔\n😀", "禁渔\n😀"), ("\x1b[31m红\t\r\x7f\x85", "[31m红"), ("\u202e反\u2066\u200f\u2029", "反")],
)
def test_control_characters_and_marks_of_direction_are_removed(text: str, expected: str) -> None:
    assert printable(text) == expected
