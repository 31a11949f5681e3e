"""The typefaces: Noto Sans SC and its siblings, under the SIL Open Font License, from the package justmytype-intl-cjk.

The siblings have characters that Noto Sans SC lacks. What none of them has is left out: a box would say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from importlib.resources import as_file, files
from itertools import groupby
from typing import Any, TypeVar

from PIL import ImageFont

FILES = (
    "fonts/ofl/notosanssc/NotoSansSC[wght].ttf",
    "fonts/ofl/notosanstc/NotoSansTC[wght].ttf",
    "fonts/ofl/notosansjp/NotoSansJP[wght].ttf",
    "fonts/ofl/notosanskr/NotoSansKR[wght].ttf",
)
"""In the order in which a character is looked for."""
MISSING_HANZI = "〓"
"""Stands for a Chinese character that no typeface has, as in print."""

_PROBE_SIZE = 24
_NOT_A_CHARACTER = "\U0010ffff"
_SPACES = re.compile(" {2,}")

T = TypeVar("T")


@cache
def load_font(size: int, weight: int, file: str = FILES[0]) -> ImageFont.FreeTypeFont:
    """Load a typeface in a size (pixels) and a weight (100 to 900)."""
    with as_file(files("justmytype_intl_cjk") / file) as path:
        font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def measure_text(text: str, size: int, weight: int) -> float:
    """Return the width of a text in pixels, as the sum of its characters' widths: only Latin letters are kerned."""
    return sum([_advance(char, size, weight) for char in text])


def split_by_font(text: str) -> Iterator[tuple[str, str]]:
    """Yield the runs of a text with the file of the typeface that draws each."""
    for file, run in groupby(text, lambda char: find_font(char) or FILES[0]):
        yield file, "".join(run)


@lru_cache(100_000)
def find_font(char: str) -> str | None:
    """Return the file of the first typeface that has a character; None if none has."""
    with suppress(UnicodeEncodeError):
        char.encode("gb2312")  # Noto Sans SC has all of it
        return FILES[0]
    return next((file for file in FILES if _has_glyph(char, file)), None)


def with_glyphs(value: T) -> T:
    """Return a picture, or any part of it, whose texts have only characters that can be drawn."""
    return _with_glyphs(value)  # type: ignore[no-any-return]


def _with_glyphs(value: Any) -> Any:
    if isinstance(value, str):
        return _drawable(value)
    if isinstance(value, tuple):
        return tuple(map(_with_glyphs, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _with_glyphs(getattr(value, field.name)) for field in fields(value)})
    return value


def _drawable(text: str) -> str:
    if text.isascii():
        return text
    kept = "".join(char if find_font(char) else _stand_in(char) for char in text)
    return text if kept == text else _SPACES.sub(" ", kept)


def _stand_in(char: str) -> str:
    return MISSING_HANZI if unicodedata.category(char) == "Lo" else ""


def _has_glyph(char: str, file: str) -> bool:
    return char.isspace() or _mask(char, file) != _missing_mask(file)


def _mask(char: str, file: str) -> bytes:
    return bytes(load_font(_PROBE_SIZE, 400, file).getmask(char))


@cache
def _missing_mask(file: str) -> bytes:
    """Return what a typeface draws for a character that it lacks."""
    return _mask(_NOT_A_CHARACTER, file)


@lru_cache(100_000)
def _advance(char: str, size: int, weight: int) -> float:
    return load_font(size, weight, find_font(char) or FILES[0]).getlength(char)
