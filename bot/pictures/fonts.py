"""The typeface: Noto Sans SC, under the SIL Open Font License, from the package justmytype-intl-cjk."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import as_file, files

from PIL import ImageFont

FILE = "fonts/ofl/notosanssc/NotoSansSC[wght].ttf"


@cache
def load_font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    """Load the typeface in a size (pixels) and a weight (100 to 900)."""
    with as_file(files("justmytype_intl_cjk") / FILE) as path:
        font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


def measure_text(text: str, size: int, weight: int) -> float:
    """Return the width of a text in pixels, as the sum of its characters' widths: only Latin letters are kerned."""
    return sum([_advance(char, size, weight) for char in text])


@lru_cache(100_000)
def _advance(char: str, size: int, weight: int) -> float:
    return load_font(size, weight).getlength(char)
