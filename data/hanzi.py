"""Stroke order and readings of Chinese characters."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Hanzi:
    """The characters of GB 2312. Other characters have neither strokes nor readings."""

    def __init__(self, read: Callable[[], str]) -> None:
        """Create a table that calls `read` for its text on first use: a question without a typo needs none.

        The text has a header, then one line per character with character, strokes and readings, separated by tabs.
        """
        self._read = read
        self.readings = functools.lru_cache(8192)(self._readings)

    @classmethod
    def load(cls) -> Hanzi:
        """Return the shipped table."""
        return cls(lambda: Path(__file__).with_name("hanzi.tsv").read_text("utf-8"))

    @functools.cached_property
    def _rows(self) -> Mapping[str, str]:
        # The rows stay strings: only a few of the 6,763 are ever looked up.
        return {line[0]: line[2:] for line in self._read().splitlines()[1:]}

    def strokes(self, char: str) -> str:
        """Return the stroke order of `char` in h s p n z (横竖撇捺折); empty if unknown."""
        return self._rows.get(char, "").partition("\t")[0]

    def _readings(self, char: str) -> tuple[str, ...]:
        """Return the readings of `char` without tones, ü as v, the most common first; empty if unknown."""
        readings = self._rows.get(char, "").partition("\t")[2]
        return tuple(readings.split(",")) if readings else ()

    def sound_alike(self, one: str, other: str) -> bool:
        """Return whether two characters are the same or share a reading."""
        return one == other or not set(self.readings(one)).isdisjoint(self.readings(other))
