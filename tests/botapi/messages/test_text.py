from __future__ import annotations

import pytest

from tests.botapi.messages.text import trim, utf16_length, utf16_slice


@pytest.mark.parametrize(("text", "length"), [("", 0), ("案例", 2), ("😀", 2), ("a😀案", 4), ("👨‍👩‍👧", 8)])
def test_units(text: str, length: int) -> None:
    assert utf16_length(text) == length


def test_slices_are_measured_in_utf16_units() -> None:
    assert utf16_slice("a😀案例", 1, 2) == "😀"
    assert utf16_slice("a😀案例", 3, 1) == "案"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  a  ", "a"),
        ("\n\na\nb\n", "a\nb"),
        ("a\r\nb", "a\nb"),
        ("a\x00b\x1fc", "a b c"),
        ("a\u202eb\u2028c", "abc"),
        ("\u3000案\u3000", "案"),
        (" \n ", ""),
    ],
)
def test_text_is_cleaned_and_trimmed(text: str, kept: str) -> None:
    assert trim(text, [])[0] == kept


@pytest.mark.parametrize(
    ("text", "offset", "length", "where"),
    [
        ("  ab", 2, 2, [(0, 2)]),
        ("ab  ", 0, 4, [(0, 2)]),
        ("a\u202eb", 0, 3, [(0, 2)]),
        ("\u202e\u202eab", 3, 1, [(1, 1)]),
        ("ab", 5, 2, []),
        ("a b", 1, 1, []),
    ],
)
def test_entities_stay_within_the_text(text: str, offset: int, length: int, where: list[tuple[int, int]]) -> None:
    _, kept = trim(text, [{"type": "bold", "offset": offset, "length": length}])
    assert [(entity["offset"], entity["length"]) for entity in kept] == where
