"""The places that have cases: which cases, and unambiguous names."""

from __future__ import annotations

from collections import defaultdict

from tests.questions.notices import NoticeIndex
from tests.questions.places import Place

LONGEST = 15
"""Characters of the longest name of a place."""


class PlaceIndex:
    """The places of the notices' units, as plain tables, so that they can judge an engine."""

    def __init__(self, index: NoticeIndex) -> None:
        self._names = index.places.by_name
        self._chains = index.chains
        self._cases: defaultdict[Place, set[str]] = defaultdict(set)
        for case in index.cases.values():
            for unit in case.units:
                for place in index.chains[unit]:
                    self._cases[place].add(case.id)

    @property
    def places(self) -> list[Place]:
        """Every place that has a case, in the notices' order."""
        return list(self._cases)

    def chain(self, unit: str) -> tuple[Place, ...]:
        """Return the places that a unit belongs to, the province first."""
        return self._chains[unit]

    def cases(self, place: Place) -> frozenset[str]:
        """Return the cases with a unit that belongs to the place, at any depth."""
        return frozenset(self._cases[place])

    def names_in(self, text: str) -> set[str]:
        """Return the names of places in a text, the longest at each position, without overlaps."""
        found = set()
        start = 0
        while start < len(text):
            ends = range(min(len(text), start + LONGEST), start + 1, -1)
            end = next((end for end in ends if text[start:end] in self._names), start + 1)
            if end > start + 1:
                found.add(text[start:end])
            start = end
        return found

    def name(self, place: Place) -> str | None:
        """Return a name that means only this place: 南京, 吴江区, 南京鼓楼区; None if there is no short one."""
        if place.level != "county" and self._names[place.short] == [place]:
            return place.short
        if self._names[place.name] == [place]:
            return place.name
        return f"{place.above.short}{place.name}" if place.above and place.level == "county" else None
