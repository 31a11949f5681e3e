"""Runs of words of titles and aliases, found in a question: a run begins and ends where a word does."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_LONGEST = 60
"""Characters of a run, at most."""
_TRIED = 20
"""Occurrences that are looked at for a run that a word's border does not fit."""


class Spans:
    """The subjects as one text, with the borders of its words."""

    def __init__(self, subjects: Iterable[str], cut: Callable[[str], Iterable[str]]) -> None:
        """`subjects` are squeezed titles and aliases; `cut` gives the words of one."""
        self._text = "\n".join(subjects)
        self._borders = bytearray(len(self._text) + 1)
        position = 0
        for subject in self._text.split("\n"):
            for word in cut(subject):
                self._borders[position] = 1
                position += len(word)
            self._borders[position] = 1
            position += 1

    def longest(self, text: str, start: int) -> int:
        """The end of the longest run from `start`; `start` where there is none."""
        end, found = start + 1, start
        while end <= min(len(text), start + _LONGEST) and text[start:end] in self._text:
            if self.has(text[start:end]):
                found = end
            end += 1
        return found

    def has(self, run: str) -> bool:
        """Whether `run` stands in a subject, from a word's border to a word's border."""
        position = self._text.find(run)
        for _ in range(_TRIED):
            if position < 0:
                break
            if self._borders[position] and self._borders[position + len(run)]:
                return True
            position = self._text.find(run, position + 1)
        return False
