"""Sets of positions as integers with one bit per position, and an inverted index of such sets."""

from __future__ import annotations

import functools
import re
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

_NONZERO_BYTE = re.compile(rb"[^\0]")
# Precomputed, so that the loop over a set tests no bits.
_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
_CACHED_SETS = 512
"""The maximum number of sets that an index caches; a set over 100,000 positions takes 13 kB."""


def to_mask(ascending: Sequence[int]) -> int:
    """Return the set of the positions, which must be ascending."""
    if not ascending:
        return 0
    flags = bytearray((ascending[-1] >> 3) + 1)
    for position in ascending:
        flags[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(flags, "little")


def positions(mask: int) -> Iterator[int]:
    """Yield the positions of a set in ascending order. A regular expression skips zero bytes at the speed of C."""
    flags = mask.to_bytes((mask.bit_length() + 7) >> 3, "little")
    for match in _NONZERO_BYTE.finditer(flags):
        start = match.start()
        for bit in _BITS[flags[start]]:
            yield start * 8 + bit


class Postings(Generic[Key]):
    """Key → the positions that have it, stored as an array; its set is built when first asked for."""

    def __init__(self) -> None:
        self._positions: dict[Key, array[int]] = {}
        self.mask = functools.lru_cache(_CACHED_SETS)(self._mask)

    def add(self, key: Key, position: int) -> None:
        """Add `position` to `key`. Positions must be added in ascending order; repetitions are ignored."""
        postings = self._positions.get(key)
        if postings is None:
            self._positions[key] = array("I", (position,))
        elif postings[-1] != position:
            postings.append(position)

    def __getitem__(self, key: Key) -> Sequence[int]:
        return self._positions.get(key, ())

    def __iter__(self) -> Iterator[Key]:
        return iter(self._positions)

    def _mask(self, key: Key) -> int:
        return to_mask(self[key])

    def any(self, keys: Iterable[Key]) -> int:
        """Return the set of positions that have any of the keys."""
        return functools.reduce(int.__or__, map(self.mask, keys), 0)
