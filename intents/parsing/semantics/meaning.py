"""The filter that a list of names stands for under each mode of its operator."""

from __future__ import annotations

from itertools import combinations

from intents.index.case_index import CaseIndex
from intents.model.query import (
    ByAgency,
    Filter,
    InRegion,
    Not,
    OnlyAgencies,
    OnlyRegions,
    Unknown,
    both,
    either,
    negated,
)
from intents.parsing.constituents import Condition, Mode, Names

_DISJOINT = ("tier", "number", "topic", "notice")
"""Kinds of which a case has one name only, so that 最佳和优秀 is either."""


class Meaning:
    """The basic actions, which all others use: the condition of a list of names under a mode."""

    def __init__(self, index: CaseIndex) -> None:
        self._index = index
        self._provinces = index.places("province")

    @staticmethod
    def same(value: object) -> object:
        return value

    @staticmethod
    def literal(value: str) -> str:
        return value

    def _condition(self, names: Names, mode: Mode = "plain", *, has_verb: bool = True) -> Condition:
        return Condition(self.meaning(names, mode), ((names, mode),), has_verb)

    def plain(self, names: Names) -> Condition:
        return self._condition(names, has_verb=False)

    def involves(self, names: Names) -> Condition:
        return self._condition(names)

    def absent(self, names: Names) -> Condition:
        return self._condition(names, "not")

    def meaning(self, names: Names, mode: Mode) -> Filter:
        """Return the filter on cases that a list of names stands for under a mode."""
        parts = names.filters
        if names.join in ("exactly", "at_most") and mode in ("plain", "not"):
            return one_of(parts if mode == "plain" else tuple(map(negated, parts)), at_most=names.join == "at_most")
        match mode:
            case "not" | "except":
                either_absent = names.join in ("any", "each") and mode == "not"
                return (either if either_absent else both)(*map(negated, parts))
            case "not_all":
                return Not(both(*parts))
            case "only" | "others" | "not_only":
                return self._exactly(names, mode)
            case "not_exactly":
                return negated(self._exactly(names, mode))
        several = names.kind in _DISJOINT and len(parts) > 1 and not any(isinstance(part, Unknown) for part in parts)
        apart = several and not self._index.evaluate(both(*parts))
        return either(*parts) if names.join or apart else both(*parts)

    def _exactly(self, names: Names, mode: Mode) -> Filter:
        """Return the filter for “only” (只有) and the modes derived from it, on places and agencies.

        Places that no notice names stay in it, so that no case matches.
        """
        parts = names.filters
        agencies = tuple(part for part in parts if isinstance(part, ByAgency))
        if agencies and len(agencies) == len(parts):
            only = OnlyAgencies(agencies)
            return {"not_only": both(*agencies, Not(only)), "others": both(*map(Not, agencies))}.get(mode, only)
        unknown = [part for part in parts if isinstance(part, Unknown)]
        codes = tuple(part.code for part in parts if isinstance(part, InRegion))
        if unknown or not codes:
            return both(*unknown) if unknown else both(*parts)
        if mode == "others":
            level = self._index.regions[codes[0]].level
            rest = [place.code for place in self._index.places(level) if place.code not in codes]
            return both(*(InRegion(code) for code in rest), *(Not(part) for part in parts))
        if mode == "not_only":
            return both(*parts, Not(OnlyRegions(codes)))
        if names.join:
            return either(*(OnlyRegions((code,)) for code in codes))
        return OnlyRegions(codes)


def one_of(parts: tuple[Filter, ...], *, at_most: bool) -> Filter:
    """Return the filter that exactly one of the parts holds, or at most one."""
    if at_most:
        return both(*(negated(both(*pair)) for pair in combinations(parts, 2)))
    return either(*(both(one, *(negated(other) for other in parts if other != one)) for one in parts))
