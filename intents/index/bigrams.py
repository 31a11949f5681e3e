"""Find which of many texts hold a part: by the pairs of characters in it, the rarest first."""

from __future__ import annotations

import functools
import itertools
from array import array
from collections.abc import Sequence

from intents.index.bitset import to_mask

_NONE: array[int] = array("I")


class BigramIndex:
    """Some texts, and for each pair of neighbouring characters the positions of those that have it."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.candidate_mask = functools.lru_cache(512)(self._candidate_mask)
        self.candidate_positions = functools.lru_cache(512)(self._candidate_positions)
        self._positions_by_bigram: dict[str, array[int]] = {}
        positions = self._positions_by_bigram
        for position, text in enumerate(texts):
            for pair in set(map("".join, itertools.pairwise(text))):
                if pair in positions:
                    positions[pair].append(position)
                else:
                    positions[pair] = array("I", (position,))

    def _candidate_positions(self, part: str) -> Sequence[int]:
        """The positions that have the rarest pair of `part`, ascending: those with the part, and maybe others."""
        if len(part) < 2:
            return range(len(self._texts))
        return min((self._positions_by_bigram.get(part[at : at + 2], _NONE) for at in range(len(part) - 1)), key=len)

    def has_bigram(self, pair: str) -> bool:
        """Whether any of the texts has a pair of characters."""
        return pair in self._positions_by_bigram

    def _candidate_mask(self, part: str) -> int:
        """The set of those that `rarest` gives."""
        return to_mask(self.candidate_positions(part))

    def positions_of(self, part: str) -> Sequence[int]:
        """The positions of the texts that hold `part`, ascending."""
        if len(part) == 2:
            return self._positions_by_bigram.get(part, _NONE)
        texts = self._texts
        return [position for position in self.candidate_positions(part) if part in texts[position]]
