"""Runs of words of titles and aliases, found in a question: a run begins and ends where a word does."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

_MAX_LENGTH = 60
"""Characters of a run, at most."""
_MAX_NEIGHBOURS = 20
"""Places that are looked at, on either side, for a run that a word's border does not fit."""


class WordSuffixArray:
    """The subjects as one text, with the borders of its words, and these in the order of what follows them.

    A suffix array (Manber and Myers, 1990) over the words' beginnings: what stands anywhere is found in log time.
    """

    def __init__(self, subjects: Iterable[str], boundaries_of: Callable[[str], Sequence[int]]) -> None:
        """`subjects` are squeezed titles and aliases; `borders_of` gives where the words of one begin and end."""
        subjects = tuple(subjects)
        self._text = text = "\n".join(subjects)
        self._boundaries = boundaries = bytearray(len(text) + 1)
        starts = array("I")
        position = 0
        for subject in subjects:
            for boundary in boundaries_of(subject):
                boundaries[position + boundary] = 1
                if boundary < len(subject):
                    starts.append(position + boundary)
            position += len(subject) + 1
        self.prefixes = frozenset(text[start : start + 2] for start in starts)
        """What the words begin with."""
        by_character: dict[str, array[int]] = {}
        for start in starts:
            by_character.setdefault(text[start], array("I")).append(start)
        self._order = array("I")
        self._ranges: dict[str, tuple[int, int]] = {}
        for character in sorted(by_character):  # by parts, so that few suffixes are held at a time
            first = len(self._order)
            self._order.extend(sorted(by_character[character], key=lambda start: text[start : start + _MAX_LENGTH]))
            self._ranges[character] = (first, len(self._order))

    def longest_run_end(self, text: str, start: int) -> int:
        """The end of the longest run from `start`, two characters at least; `start` where there is none."""
        if text[start : start + 2] not in self.prefixes:
            return start
        run = text[start : start + _MAX_LENGTH]
        at = self._insertion_point(run)
        for size in range(max(_common(run, self._suffix(at - 1)), _common(run, self._suffix(at))), 1, -1):
            if self._ends_at_boundary(run[:size], at):
                return start + size
        return start

    def has_run(self, run: str) -> bool:
        """Whether `run` stands in a subject, from a word's border to a word's border."""
        return self._ends_at_boundary(run[:_MAX_LENGTH], self._insertion_point(run))

    def _insertion_point(self, run: str) -> int:
        """The first of the beginnings after which no less than `run` follows."""
        text, size = self._text, len(run)
        first, last = self._ranges.get(run[:1], (0, 0))
        return bisect_left(self._order, run, first, last, key=lambda start: text[start : start + size])

    def _suffix(self, at: int) -> str:
        """What follows a beginning."""
        if not 0 <= at < len(self._order):
            return ""
        return self._text[self._order[at] : self._order[at] + _MAX_LENGTH]

    def _ends_at_boundary(self, run: str, at: int) -> bool:
        """Whether one of the places around `at` that begin with `run` ends it at a border."""
        text, order, size = self._text, self._order, len(run)
        for step in (1, -1):
            first = at if step > 0 else at - 1
            for near in range(first, first + _MAX_NEIGHBOURS * step, step):
                if not 0 <= near < len(order) or not text.startswith(run, order[near]):
                    break
                if self._boundaries[order[near] + size]:
                    return True
        return False


def _common(one: str, other: str) -> int:
    """The length of what both begin with."""
    if other.startswith(one):
        return len(one)
    for at, (mine, yours) in enumerate(zip(one, other, strict=False)):
        if mine != yours:
            return at
    return min(len(one), len(other))
