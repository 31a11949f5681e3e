"""Stroke order and readings of Chinese characters."""

from __future__ import annotations

import functools
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Hanzi:
    """The characters of GB 2312. Other characters have neither strokes nor readings."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        """`rows`: character → strokes, a tab, readings separated by commas."""
        # The rows stay strings: only a few of the 6,763 are ever looked up.
        self._rows = rows
        self.readings = functools.lru_cache(8192)(self._readings)

    @classmethod
    def load(cls) -> Hanzi:
        """Load the shipped table."""
        lines = (files("data") / "hanzi.tsv").read_text("utf-8").splitlines()
        return cls({line[0]: line[2:] for line in lines[1:]})

    def strokes(self, char: str) -> str:
        """Return the stroke order of `char` in h s p n z (横竖撇捺折); empty if unknown."""
        return self._rows.get(char, "").partition("\t")[0]

    def _readings(self, char: str) -> tuple[str, ...]:
        """Return the readings of `char` without tones, ü as v, the most common first; empty if unknown."""
        readings = self._rows.get(char, "").partition("\t")[2]
        return tuple(readings.split(",")) if readings else ()
