"""The places that a query names, and the same query of another place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intents.model.query import And, ByAgency, Filter, InRegion, Not, OnlyAgencies, OnlyRegions, Or, Query


def place_codes(query: Query) -> frozenset[str]:
    """The codes of the places that its conditions and its units name."""
    found: set[str] = set()

    def noted(code: str) -> str:
        found.add(code)
        return code

    _changed(query, noted)
    return frozenset(found)


def with_place(query: Query, code: str) -> Query:
    """The query with that place in the stead of every place that it names; negations stay."""
    return _changed(query, lambda _: code)


def _changed(query: Query, change: Callable[[str], str]) -> Query:
    scope = query.scope
    return query.with_(
        where=_filter(query.where, change),
        scope=replace(
            scope,
            within=tuple(map(change, scope.within)),
            outside=tuple(map(change, scope.outside)),
            parts=tuple(_office(part, change) for part in scope.parts),
            without=tuple(_office(part, change) for part in scope.without),
        ),
    )


def _filter(one: Filter, change: Callable[[str], str]) -> Filter:
    match one:
        case And(parts):
            return And(tuple(_filter(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(_filter(part, change) for part in parts))
        case Not(part):
            return Not(_filter(part, change))
        case InRegion(code):
            return InRegion(change(code))
        case OnlyRegions(place_codes):
            return OnlyRegions(tuple(map(change, place_codes)))
        case ByAgency():
            return _office(one, change)
        case OnlyAgencies(parts):
            return OnlyAgencies(tuple(_office(part, change) for part in parts))
    return one


def _office(one: ByAgency, change: Callable[[str], str]) -> ByAgency:
    return replace(one, code=change(one.code)) if one.code else one
