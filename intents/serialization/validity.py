"""Check that a stored query still refers to entities of the dataset, which may have changed since."""

from __future__ import annotations

from collections.abc import Iterator

from intents.index.case_index import CaseIndex
from intents.model.query import (
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Leaf,
    OnlyAgencies,
    OnlyRegions,
    Query,
    UnitCount,
    UnitLevel,
    leaves,
)
from intents.parsing.lexicon import Lexicon


class MissingEntityError(LookupError):
    """A query names a case, tier, notice or place that the dataset does not have."""


def check_query(query: Query, index: CaseIndex, lexicon: Lexicon) -> None:
    """Raise `MissingEntityError` if the query names something that the dataset does not have."""
    for leaf in _query_leaves(query):
        if not _exists(leaf, index, lexicon):
            raise MissingEntityError(str(leaf))
    if not all(code in lexicon.regions for code in (*query.scope.within, *query.scope.outside)):
        raise MissingEntityError(str(query.scope))


def _query_leaves(query: Query) -> Iterator[Leaf]:
    scope = query.scope
    conditions: tuple[Filter, ...] = (query.where, *query.items, *scope.parts, *scope.without, *scope.meets)
    for where in (*conditions, *(where for where in (query.every, scope.only) if where is not None)):
        yield from (leaf for leaf, _ in leaves(where))


def _exists(leaf: Leaf, index: CaseIndex, lexicon: Lexicon) -> bool:
    match leaf:
        case IsCase(id):
            return id in index.position_of
        case InTier(name):
            return any(tier.name == name for notice in index.dataset.notices for tier in notice.tiers)
        case InNotice(id):
            return any(notice.id == id for notice in index.dataset.notices)
        case InArea(name):
            return name in index.areas
        case InRegion(code):
            return code in lexicon.regions
        case UnitCount(code=code) | UnitLevel(code=code):
            return not code or code in lexicon.regions
        case OnlyRegions(codes):
            return all(code in lexicon.regions for code in codes)
        case ByAgency(_, code):
            return not code or code in lexicon.regions
        case OnlyAgencies(parts):
            return all(_exists(part, index, lexicon) for part in parts)
    return True
