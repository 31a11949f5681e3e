"""The generated cases as they can be searched without the engine, so that what is right for a question is known."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from tests.questions.notices import Case, NoticeIndex, folder
from tests.questions.places import Place


def plain(text: str) -> str:
    """Return only letters, digits and characters, in lower case."""
    return "".join(filter(str.isalnum, text)).lower()


class Corpus:
    """The cases of a generated directory."""

    def __init__(self, directory: Path) -> None:
        self.index = NoticeIndex(folder(directory / "notices"))
        self.cases: list[Case] = list(self.index.cases.values())
        remembered = json.loads((directory / "keywords.json").read_text(encoding="utf-8"))
        self.keywords: dict[str, list[str]] = {name: one["keywords"] for name, one in remembered.items()}
        """The words that a reader remembers of each case, as they stand in its title."""
        self.title_places: dict[str, list[str]] = {name: one["places"] for name, one in remembered.items()}
        self._names = [(case.id, "\n".join(map(plain, case.words))) for case in self.cases]

    def containing(self, texts: Iterable[str]) -> frozenset[str]:
        """Return the cases that have each of the texts in their title or an alias."""
        found = self._names
        for text in map(plain, texts):
            found = [(case, names) for case, names in found if text in names]
        return frozenset(case for case, _ in found)

    def places_of(self, case: Case) -> set[Place]:
        """Return the places of a case's units, with those that contain them."""
        return {place for unit in case.units for place in self.index.chains[unit]}

    def at(self, name: str) -> frozenset[str]:
        """Return the cases with a unit in the place of that name."""
        return frozenset().union(*(self._by_place.get(place, ()) for place in self.index.places.named(name)))

    def nearest(self, text: str, edits: int) -> tuple[int, frozenset[str]]:
        """Return the distance of the text to the nearest part of any title or alias, and the cases that are so near.

        The distance is that of optimal string alignment; beyond `edits` there are no cases.
        """
        text = plain(text)
        # One of so many pieces is free of edits.
        step = -(-len(text) // (edits + 1))
        pieces = [text[start : start + step] for start in range(0, len(text), step)]
        near = {case: names for piece in pieces for case, names in self._names if piece in names}
        distances = [(distance_to_part(text, name), case) for case, names in near.items() for name in names.split("\n")]
        least = min((distance for distance, _ in distances), default=edits + 1)
        return least, frozenset(case for distance, case in distances if distance == least <= edits)

    @cached_property
    def _by_place(self) -> dict[Place, set[str]]:
        found: dict[Place, set[str]] = {}
        for case in self.cases:
            for place in self.places_of(case):
                found.setdefault(place, set()).add(case.id)
        return found


def distance_to_part(text: str, whole: str) -> int:
    """Return the optimal string alignment distance of the text to the nearest part of `whole`.

    Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances, 2003, section 4; a match may
    begin anywhere, so nothing is carried into the lowest bit. Names are his.
    """
    every, last = (1 << len(text)) - 1, 1 << (len(text) - 1)
    where: dict[str, int] = {}
    for place, char in enumerate(text):
        where[char] = where.get(char, 0) | 1 << place
    vp, vn, d0, before = every, 0, 0, 0
    distance = least = len(text)
    for char in whole:
        pm = where.get(char, 0)
        transposed = ((~d0 & pm) << 1) & before
        d0 = (((pm & vp) + vp) ^ vp) | pm | vn | transposed
        hp, hn = vn | ~(d0 | vp), d0 & vp
        distance += bool(hp & last) - bool(hn & last)
        least = min(least, distance)
        hp, hn = hp << 1 & every, hn << 1 & every
        vp, vn, before = (hn | ~(d0 | hp)) & every, hp & d0, pm
    return least
