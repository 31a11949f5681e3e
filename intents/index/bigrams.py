"""An index of character bigrams: finds the texts that contain a part by the rarest bigram of the part."""

from __future__ import annotations

import functools
import itertools
from array import array
from collections.abc import Iterable, Iterator, Sequence

from intents.index.bitset import to_mask

_NONE: array[int] = array("I")
_FREQUENT = 128
"""The set of texts with a bigram is precomputed if more than one text in this many has the bigram."""


class BigramIndex:
    """Texts, and the positions of the texts that contain each bigram."""

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
        frequent = max(64, len(texts) // _FREQUENT)
        self._frequent = {pair: to_mask(some) for pair, some in positions.items() if len(some) > frequent}

    def shared(self, pairs: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Yield (number, set of the texts that have exactly so many of the bigrams `pairs`), the largest number first.

        The numbers of all texts are added at once, bit by bit: `digits[i]` is the set of the texts whose number has the
        binary digit i.
        """
        digits: list[int] = []
        for pair in pairs:
            carry = self._frequent.get(pair) or to_mask(self._positions_by_bigram.get(pair, _NONE))
            for place, digit in enumerate(digits):
                digits[place], carry = digit ^ carry, digit & carry
                if not carry:
                    break
            if carry:
                digits.append(carry)
        for number in range((1 << len(digits)) - 1, 0, -1):
            found = (1 << len(self._texts)) - 1
            for place in range(len(digits) - 1, -1, -1):
                found = found & digits[place] if number >> place & 1 else found & ~digits[place]
                if not found:
                    break
            if found:
                yield number, found

    def _candidate_positions(self, part: str) -> Sequence[int]:
        """Return, ascending, the positions of the texts with the rarest bigram of `part`.

        All texts that contain `part` are among them, and possibly others.
        """
        if len(part) < 2:
            return range(len(self._texts))
        # The rarest bigram leaves the fewest texts to search.
        return min((self._positions_by_bigram.get(part[at : at + 2], _NONE) for at in range(len(part) - 1)), key=len)

    def has_bigram(self, pair: str) -> bool:
        """Return whether any text contains the two characters."""
        return pair in self._positions_by_bigram

    def _candidate_mask(self, part: str) -> int:
        """Return `candidate_positions` as a set."""
        return to_mask(self.candidate_positions(part))

    def positions_of(self, part: str) -> Sequence[int]:
        """Return the positions of the texts that contain `part`, ascending."""
        # A bigram's postings are exact; no text needs to be searched.
        if len(part) == 2:
            return self._positions_by_bigram.get(part, _NONE)
        texts = self._texts
        return [position for position in self.candidate_positions(part) if part in texts[position]]
