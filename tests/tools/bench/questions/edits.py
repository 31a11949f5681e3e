"""What happens to a text when it is typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

import opencc
import pypinyin

COMMON = bytes(
    byte
    for high in range(0xB0, 0xD8)
    for low in range(0xA1, 0xFF)
    if (high, low) <= (0xD7, 0xF9)
    for byte in (high, low)
).decode("gb2312")
"""The 3,755 characters of the first level of GB 2312, those in common use."""

Edit = Callable[[str, Random], str | None]
"""A text → the text with one edit; None if it cannot be made."""


def replaced(text: str, random: Random) -> str | None:
    at = _place(text, random)
    return text[:at] + random.choice(COMMON) + text[at + 1 :]


def added(text: str, random: Random) -> str | None:
    at = _place(text, random)
    return text[:at] + random.choice(COMMON) + text[at:]


def dropped(text: str, random: Random) -> str | None:
    at = _place(text, random)
    return text[:at] + text[at + 1 :]


def swapped(text: str, random: Random) -> str | None:
    at = random.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def homophone(text: str, random: Random) -> str | None:
    """Replace a character by another of the same sound, whatever its tone."""
    at = _place(text, random)
    others = [char for char in _same_sound(_sound(text[at])) if char != text[at]]
    return text[:at] + random.choice(others) + text[at + 1 :] if others else None


def typo(text: str, random: Random) -> str | None:
    return random.choice((replaced, added, dropped, swapped))(text, random)


def two_typos(text: str, random: Random) -> str | None:
    once = typo(text, random)
    return once and typo(once, random)


def traditional(text: str) -> str:
    return str(_converter().convert(text))


def _place(text: str, random: Random) -> int:
    return random.randrange(len(text))


def _sound(char: str) -> str:
    return str(pypinyin.lazy_pinyin(char)[0])


@cache
def _same_sound(sound: str) -> list[str]:
    return [char for char in COMMON if _sound(char) == sound]


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")
