"""What a character looks and sounds like: its stroke order and its readings."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Hanzi:
    """The characters of GB 2312; other characters have neither strokes nor readings."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        """`rows`: character → strokes, tab, readings with commas; taken apart only when asked for."""
        self._rows = rows
        self.readings = functools.lru_cache(8192)(self._readings)

    @classmethod
    def load(cls) -> Hanzi:
        """The shipped table."""
        lines = (files("data") / "hanzi.tsv").read_text("utf-8").splitlines()
        return cls({line[0]: line[2:] for line in lines[1:]})

    def strokes(self, char: str) -> str:
        """The stroke order of `char` in h s p n z (横竖撇捺折); "" where it is not known."""
        return self._rows.get(char, "").partition("\t")[0]

    def _readings(self, char: str) -> tuple[str, ...]:
        """The readings of `char` without tones, ü as v, the commonest first; () where it has none."""
        readings = self._rows.get(char, "").partition("\t")[2]
        return tuple(readings.split(",")) if readings else ()
