"""Find the cases with a text in their title or an alias; a plain search, so that it can judge an engine."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

from tests.questions.notices import NoticeIndex


def without_punctuation(text: str) -> str:
    """Return only letters, digits and characters, in lower case: a title without punctuation."""
    return "".join(filter(str.isalnum, text)).lower()


class TextSearch:
    """The titles and aliases of the cases of a directory."""

    def __init__(self, index: NoticeIndex) -> None:
        self._lines: list[str] = []
        self._owners: list[str] = []
        self._titles: dict[str, list[str]] = {}
        for case in index.cases.values():
            self._titles.setdefault(without_punctuation(case.words[0]), []).append(case.id)
            for name in case.words:
                self._lines.append(without_punctuation(name))
                self._owners.append(case.id)
        self._text = "\n".join(self._lines)

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts

    def with_title(self, title: str) -> frozenset[str]:
        """Return the cases with that title, ignoring punctuation."""
        return frozenset(self._titles.get(without_punctuation(title), ()))

    def containing(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the cases that contain every one of the texts, each in the title or in an alias."""
        found = [frozenset(self._owners[line] for line in self._having(without_punctuation(text))) for text in texts]
        return frozenset.intersection(*found)

    def with_one_more_character(self, text: str, *, whole: bool) -> frozenset[str]:
        """Return the cases with a title or alias that contains (`whole`: is) `text` plus one character somewhere."""
        text = without_punctuation(text)
        middle = len(text) // 2
        # Wherever the extra character stands, one half of the text is unchanged.
        near = {line for half in (text[:middle], text[middle:]) for line in self._having(half)}
        slips = "|".join(f"{re.escape(text[:at])}.{re.escape(text[at:])}" for at in range(len(text) + 1))
        pattern = re.compile(slips)
        match = pattern.fullmatch if whole else pattern.search
        return frozenset(self._owners[line] for line in near if match(self._lines[line]))

    def _having(self, text: str) -> Iterator[int]:
        at = self._text.find(text)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._text.find(text, self._starts[line + 1])
