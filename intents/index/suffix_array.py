"""Find runs of whole words of titles and aliases in a question."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

_MAX_LENGTH = 60
"""The maximum length of a run, in characters."""
_MAX_NEIGHBOURS = 20
"""The number of entries on either side that are searched for an occurrence ending at a word boundary."""


class WordSuffixArray:
    """A suffix array (Manber and Myers, 1990) over the word beginnings of all subjects.

    The subjects are joined to one text; lookups take logarithmic time.
    """

    def __init__(self, subjects: Iterable[str], boundaries_of: Callable[[str], Sequence[int]]) -> None:
        """Index `subjects` (normalized titles and aliases); `boundaries_of` returns the word boundaries of one."""
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
        """The first two characters of all words: most lookups fail on these without touching the array."""
        by_character: dict[str, array[int]] = {}
        for start in starts:
            by_character.setdefault(text[start], array("I")).append(start)
        self._order = array("I")
        self._ranges: dict[str, tuple[int, int]] = {}
        for character in sorted(by_character):  # by first character, to hold few suffix copies at a time
            first = len(self._order)
            self._order.extend(sorted(by_character[character], key=lambda start: text[start : start + _MAX_LENGTH]))
            self._ranges[character] = (first, len(self._order))

    def longest_run_end(self, text: str, start: int) -> int:
        """Return the end of the longest run (of at least two characters) from `start`; `start` if there is none."""
        # Rejects most positions without a search.
        if text[start : start + 2] not in self.prefixes:
            return start
        run = text[start : start + _MAX_LENGTH]
        at = self._insertion_point(run)
        # The neighbours of the insertion point share the longest prefixes with the run.
        for size in range(
            max(_common_prefix_length(run, self._suffix(at - 1)), _common_prefix_length(run, self._suffix(at))), 1, -1
        ):
            if self._ends_at_boundary(run[:size], at):
                return start + size
        return start

    def has_run(self, run: str) -> bool:
        """Return whether `run` occurs in a subject from word boundary to word boundary."""
        return self._ends_at_boundary(run[:_MAX_LENGTH], self._insertion_point(run))

    def _insertion_point(self, run: str) -> int:
        """Return the index of the first suffix that is not less than `run`."""
        text, size = self._text, len(run)
        first, last = self._ranges.get(run[:1], (0, 0))
        return bisect_left(self._order, run, first, last, key=lambda start: text[start : start + size])

    def _suffix(self, at: int) -> str:
        """Return the suffix at an index, at most `_MAX_LENGTH` characters; empty outside the array."""
        if not 0 <= at < len(self._order):
            return ""
        return self._text[self._order[at] : self._order[at] + _MAX_LENGTH]

    def _ends_at_boundary(self, run: str, at: int) -> bool:
        """Return whether an occurrence of `run` near index `at` ends at a word boundary."""
        text, order, size = self._text, self._order, len(run)
        for step in (1, -1):
            first = at if step > 0 else at - 1
            for near in range(first, first + _MAX_NEIGHBOURS * step, step):
                if not 0 <= near < len(order) or not text.startswith(run, order[near]):
                    break
                if self._boundaries[order[near] + size]:
                    return True
        return False


def _common_prefix_length(first: str, second: str) -> int:
    """Return the length of the common prefix."""
    if second.startswith(first):
        return len(first)
    for at, (left, right) in enumerate(zip(first, second, strict=False)):
        if left != right:
            return at
    return min(len(first), len(second))
