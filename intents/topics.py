"""Match free words to cases: titles and aliases first, the names of units where these say nothing."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Iterable

from data.model import Case
from intents.query import About
from intents.spans import Spans
from intents.text import squeeze

_QUOTED = re.compile("“([^”]{2,})”")


class Topics:
    """The subjects of the cases, searchable by any part of their words."""

    def __init__(self, cases: tuple[Case, ...], cut: Callable[[str], Iterable[str]]) -> None:
        """`cut` gives the words of a title."""
        self._titles = [squeeze(case.title) for case in cases]
        self._aliases = [
            tuple(map(squeeze, (*case.aliases, *_QUOTED.findall(case.title)))) for case in cases
        ]  # what a title puts in quotes is a name of its own: “八城联动”
        self._subjects = [
            "\n".join((title, *aliases)) for title, aliases in zip(self._titles, self._aliases, strict=True)
        ]
        self._units = ["\n".join(unit.bureau + unit.department for unit in case.agencies) for case in cases]
        self._cut = cut
        self._runs = Spans((one for subject in self._subjects for one in subject.split("\n")), cut)
        self._units_runs = Spans(dict.fromkeys(one for units in self._units for one in units.split("\n")), cut)
        self._names = frozenset(alias for aliases in self._aliases for alias in aliases)
        self.holding = functools.lru_cache(8192)(self._holding)
        self.find = functools.lru_cache(4096)(self._find)

    def words(self) -> Iterable[str]:
        """The words that name subjects: aliases, and the words of titles."""
        units = (
            word for names in self._units for name in names.split("\n") for word in self._cut(name) if len(word) > 1
        )
        titles = (word for title in self._titles for word in self._cut(title) if len(word) > 1)
        return dict.fromkeys((*(alias for aliases in self._aliases for alias in aliases), *titles, *units))

    def longest(self, text: str, start: int) -> int:
        """The end of the longest run of words from `start` that a title or an alias has; `start` if there is none."""
        return self._runs.longest(text, start)

    def alias(self, text: str) -> bool:
        """Whether `text` is a whole alias of some case."""
        return text in self._names

    def _holding(self, part: str) -> tuple[int, int, int]:
        """The cases with `part` in the title, in an alias, in a unit's name (without the place)."""
        title = alias = unit = 0
        for position, subject in enumerate(self._subjects):
            bit = 1 << position
            if part in self._titles[position]:
                title |= bit
            if part in subject:
                alias |= bit
            if part in self._units[position]:
                unit |= bit
        return title, alias, unit

    def known(self, part: str) -> bool:
        """Whether any case has `part`, in whole words, in its subject or its units."""
        return self._runs.has(part) or self._units_runs.has(part)

    def common(self, part: str) -> bool:
        """Whether every case has it, so that it is no condition (SEMANTICS 1)."""
        return len(self._subjects) > 1 and self.holding(part)[1] == (1 << len(self._subjects)) - 1

    def _owners(self, part: str) -> int:
        """The cases that it names outright: in the title, or as a whole alias."""
        return sum(
            1 << position
            for position, aliases in enumerate(self._aliases)
            if part in self._titles[position] or part in aliases
        )

    def _find(self, about: About) -> int:
        """The cases about the words: all of them, else the closest."""
        masks = []
        for word in about.words:
            _, subject, unit = self.holding(word)
            owners = 0 if about.theme else self._owners(word)
            masks.append(owners or subject or unit)
        together = functools.reduce(int.__and__, masks)
        if together:
            return together
        together = functools.reduce(
            int.__and__, (self.holding(word)[1] | self.holding(word)[2] for word in about.words)
        )
        return together or self._closest(masks)

    def _closest(self, masks: list[int]) -> int:
        scores: dict[int, float] = {}
        for mask in masks:
            weight = math.log(1 + len(self._subjects) / max(1, mask.bit_count()))
            for position in range(len(self._subjects)):
                if mask >> position & 1:
                    scores[position] = scores.get(position, 0) + weight
        best = max(scores.values(), default=0)
        return sum(1 << position for position, score in scores.items() if score >= best * 0.99)

    def rank(self, about: About, position: int) -> int:
        """How directly a case is about the words: 0 in its title, 1 in an alias, 2 otherwise."""
        if all(word in self._titles[position] for word in about.words):
            return 0
        return 1 if all(word in self._subjects[position] for word in about.words) else 2
