from __future__ import annotations

import pytest

from bot.pictures.fonts import FILES, find_font, split_by_font, with_glyphs
from bot.pictures.model import CasePicture, Unit

SC, JP = FILES[0], FILES[2]


def test_a_character_is_drawn_by_the_first_typeface_that_has_it() -> None:
    assert [find_font(char) for char in "a安龘→"] == [SC] * 4
    assert find_font("𠮷") == JP
    assert find_font("🏆") is None
    assert list(split_by_font("吉野家𠮷野家")) == [(SC, "吉野家"), (JP, "𠮷"), (SC, "野家")]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("安徽 9 个", "安徽 9 个"),
        ("🏆最佳✅", "最佳"),
        ("最佳 👨‍👩‍👧 案例", "最佳 案例"),
        ("\U00030000字", "〓字"),
        ("☎️", "☎"),
        ("", ""),
    ],
)
def test_what_no_typeface_has_is_left_out(text: str, drawn: str) -> None:
    picture = CasePicture(text, 0, (text, "案例"), ((text, (Unit(text, marked=True),)),), (text,))
    assert with_glyphs(picture) == CasePicture(
        drawn, 0, (drawn, "案例"), ((drawn, (Unit(drawn, marked=True),)),), (drawn,)
    )
