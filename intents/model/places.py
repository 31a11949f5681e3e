"""The places that a query names, and the replacement of these places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intents.model.query import (
    And,
    ByAgency,
    Filter,
    InRegion,
    Not,
    OnlyAgencies,
    OnlyRegions,
    Or,
    Query,
    UnitCount,
    UnitLevel,
)


def place_codes(query: Query) -> frozenset[str]:
    """Return the codes of the places that the query's conditions and scope name."""
    codes: set[str] = set()

    def record(code: str) -> str:
        codes.add(code)
        return code

    # The replacement visits every place, so replacing each by itself collects the codes.
    _replace_places(query, record)
    return frozenset(codes)


def with_place(query: Query, code: str) -> Query:
    """Return the query with each place that it names replaced by `code`; negations stay."""
    return _replace_places(query, lambda _: code)


def _replace_places(query: Query, change: Callable[[str], str]) -> Query:
    scope = query.scope
    return query.with_(
        where=_replace_in_filter(query.where, change),
        scope=replace(
            scope,
            within=tuple(map(change, scope.within)),
            outside=tuple(map(change, scope.outside)),
            parts=tuple(_replace_in_agency(part, change) for part in scope.parts),
            without=tuple(
                _replace_in_agency(part, change) if isinstance(part, ByAgency) else part for part in scope.without
            ),
        ),
    )


def _replace_in_filter(where: Filter, change: Callable[[str], str]) -> Filter:
    match where:
        case And(parts):
            return And(tuple(_replace_in_filter(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(_replace_in_filter(part, change) for part in parts))
        case Not(part):
            return Not(_replace_in_filter(part, change))
        case InRegion(code):
            return InRegion(change(code))
        case OnlyRegions(place_codes):
            return OnlyRegions(tuple(map(change, place_codes)))
        case ByAgency():
            return _replace_in_agency(where, change)
        case UnitCount() | UnitLevel():
            return replace(where, code=change(where.code)) if where.code else where
        case OnlyAgencies(parts):
            return OnlyAgencies(tuple(_replace_in_agency(part, change) for part in parts))
    return where


def _replace_in_agency(agency: ByAgency, change: Callable[[str], str]) -> ByAgency:
    return replace(agency, code=change(agency.code)) if agency.code else agency
