from __future__ import annotations

import pytest

from data.hanzi import Hanzi

HANZI = Hanzi.load()


@pytest.mark.parametrize(
    ("char", "readings"),
    [
        ("叉", ("cha",)),
        ("广", ("guang",)),
        ("会", ("hui", "kuai")),
        ("重", ("zhong", "chong")),
        ("六", ("liu", "lu")),
        ("绿", ("lv", "lu")),
        ("甬", ("yong",)),
        ("亳", ("bo",)),
        ("a", ()),
        ("檢", ()),
        ("", ()),
    ],
)
def test_readings(char: str, readings: tuple[str, ...]) -> None:
    assert HANZI.readings(char) == readings


@pytest.mark.parametrize(("char", "strokes"), [("一", "h"), ("七", "hz"), ("餐", ""), ("a", "")])
def test_strokes(char: str, strokes: str) -> None:
    assert HANZI.strokes(char) == strokes


def test_all_of_gb2312() -> None:
    characters = [
        bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
    ]
    known = [char for char in characters if char]
    assert len(known) == 6763
    assert [char for char in known if not HANZI.readings(char)] == []
    assert all(reading.isascii() and reading.isalpha() for char in known for reading in HANZI.readings(char))
    assert sum(bool(HANZI.strokes(char)) for char in known) == 5785
