"""The kinds of the conditions of a query, and parts of queries by kind."""

from __future__ import annotations

from collections.abc import Sequence

from intents.index.case_index import LEVELS
from intents.model.query import (
    About,
    Ask,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    InTitle,
    IsCase,
    Leaf,
    Level,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    both,
    conjuncts,
    leaves,
)

HOLDERS = frozenset(("place", "org"))
NAMED = frozenset(("topic", "number"))
"""Kinds of conditions: whose cases they are, and what a case is named by."""


def kind_of(leaf: Leaf) -> str:
    """Return the kind of name or quantity that a condition tests: place, org, tier, number, topic, count or notice."""
    match leaf:
        case InRegion() | InArea() | OnlyRegions():
            return "place"
        case ByAgency() | OnlyAgencies():
            return "org"
        case InTier():
            return "tier"
        case Numbered():
            return "number"
        case About() | InTitle() | IsCase():
            return "topic"
        case PlaceCount() | UnitCount() | UnitLevel():
            return "count"
        case InNotice():
            return "notice"
    return {"place": "place", "unit": "org", "topic": "topic", "number": "number", "own": "place"}[leaf.what]


def kinds_of(where: Filter) -> frozenset[str]:
    """Return the kinds of all conditions of a filter."""
    return frozenset(kind_of(leaf) for leaf, _ in leaves(where))


def level_of(query: Query) -> Level | None:
    """Return the level of the places that a query counts or ranks, or None if it counts or ranks something else."""
    return next((level for level in LEVELS if level == query.subject), None)


def without_scope(query: Query) -> Filter:
    """Return the conditions of a query without the places that only say whose agencies are meant (`scope.within`)."""
    whose = set(map(InRegion, query.scope.within))
    parts = conjuncts(query.where)
    return both(*(part for part in parts if not whose.issuperset(part.parts if isinstance(part, Or) else (part,))))


def last_of(parts: Sequence[Filter]) -> list[Filter]:
    """Return the places and agencies at the end of the conditions, or else the last condition; [] if there is none."""
    if not parts or not kinds_of(parts[-1]) <= HOLDERS:
        return list(parts[-1:])
    start = next((at for at in range(len(parts), 0, -1) if not kinds_of(parts[at - 1]) <= HOLDERS), 0)
    return list(parts[start:])


def listed(query: Query) -> Ask:
    """Return the ask of a query if it is count, units or yes_no, else “cases”: the ask for a list in its place."""
    return query.ask if query.ask in ("count", "units", "yes_no") else "cases"
