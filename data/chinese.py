"""Convert traditional characters to simplified ones, one for one."""

from __future__ import annotations

import functools

import opencc


@functools.cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplify(text: str) -> str:
    """Return `text` in simplified characters; it keeps its length, so that positions stay valid."""
    converted = str(_converter().convert(text))
    # A few phrases convert to another length.
    if len(converted) != len(text):
        converted = "".join(
            normalized if len(normalized := str(_converter().convert(char))) == 1 else char for char in text
        )
    if "乾" not in text:
        return converted
    # 乾 is not converted to 干: in this field it occurs in names (乾安县).
    return "".join("乾" if before == "乾" else after for before, after in zip(text, converted, strict=True))
