"""Order a set of cases, and select the agencies and places of a set of cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from data.model import Agency, Region
from data.nouns import CaseNoun, shared_noun
from intents.index.bitset import positions
from intents.index.case_index import CaseIndex
from intents.index.lazy_list import LazyCases
from intents.model.query import (
    OPERATORS,
    About,
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    IsCase,
    Level,
    Or,
    Query,
    UnitLevel,
    UnitScope,
    leaves,
)


def noun_of(mask: int, index: CaseIndex) -> CaseNoun:
    """Return the noun and measure word that the notices of these cases use; 案例 and 个 if the notices differ."""
    if index.common_noun is not None:
        return index.common_noun
    return shared_noun(notice for notice in index.dataset.notices if index.evaluate(InNotice(notice.id)) & mask)


def order_cases(where: Filter, mask: int, index: CaseIndex) -> LazyCases:
    """Return the cases of a set in answer order.

    Cases picked from a list keep the order in which they were picked; with a single topic the most direct cases come
    first; otherwise the cases stand in the order of the notices.
    """
    if isinstance(where, Or) and all(isinstance(part, IsCase) for part in where.parts):
        picked = [part.id for part in where.parts if isinstance(part, IsCase)]
        found = sorted(positions(mask), key=lambda at: picked.index(index.cases[at].id))
        return LazyCases(index.cases, iter(found), len(found))
    about = [leaf for leaf, positive in leaves(where) if positive and isinstance(leaf, About)]
    # Ranks by several topics would not be comparable.
    if len(about) != 1:
        return index.select(mask)
    topics = index.topics
    order = (at for rank in topics.RANKS for at in positions(mask) if topics.rank(about[0], at) == rank)
    return LazyCases(index.cases, order, mask.bit_count())


def select_agencies(mask: int, scope: UnitScope, index: CaseIndex) -> tuple[tuple[Agency, ...], int]:
    """Return the agencies of a set of cases that are in scope, and the set of cases that have one of them."""
    within = [index.regions[code] for code in scope.within if code in index.regions]
    outside = [index.regions[code] for code in scope.outside if code in index.regions]
    meant = frozenset(unit for part in scope.parts for unit in index.agency_index.agencies(part))
    agencies_out = [part for part in scope.without if isinstance(part, ByAgency)]
    excluded = frozenset(unit for part in agencies_out for unit in index.agency_index.agencies(part))
    levels_out = {part.level for part in scope.without if isinstance(part, UnitLevel)}
    meets = [index.evaluate(where) for where in scope.meets]
    # An agency with any case outside `scope.only` is excluded.
    outside_only = ~index.evaluate(scope.only) if scope.only is not None else 0
    agencies: list[Agency] = []
    covered = 0
    for unit in index.agencies_of(mask):
        own = index.unit_cases(unit)
        cases = own & mask
        if own & outside_only or (meets and not all(own & one for one in meets)):
            continue
        if within and not any(unit.is_within(region) for region in within):
            continue
        if (excluded and unit in excluded) or (outside and any(unit.is_within(region) for region in outside)):
            continue
        if scope.parts and unit not in meant:
            continue
        if scope.level and (unit.place is None or unit.place.level != scope.level):
            continue
        if levels_out and unit.place is not None and unit.place.level in levels_out:
            continue
        if scope.op and not OPERATORS[scope.op](cases.bit_count(), scope.count):
            continue
        agencies.append(unit)
        covered |= cases
    return tuple(agencies), covered


def select_places(agencies: Iterable[Agency], level: Level) -> tuple[Region, ...]:
    """Return the places of a level that have an agency, directly or through a place within them."""
    return tuple(dict.fromkeys(place for unit in agencies for place in unit.regions if place.counts_as(level)))


def select_busy_places(
    mask: int, scope: UnitScope, level: Level, index: CaseIndex
) -> tuple[tuple[Region, ...], tuple[Agency, ...], int]:
    """Return the places of a level whose number of cases satisfies the scope, their agencies and their cases.

    A place takes part through any agency within it (SEMANTICS 1), so that its cases are more than those of one agency.
    """
    agencies, _ = select_agencies(mask, replace(scope, op=None, level=None, meets=(), only=None), index)
    meets = [index.evaluate(where) for where in scope.meets]
    outside_only = ~index.evaluate(scope.only) if scope.only is not None else 0
    places, covered = [], 0
    for place in select_places(agencies, level):
        every = index.evaluate(InRegion(place.code))
        if every & outside_only or not all(every & one for one in meets):
            continue
        cases = every & mask
        if scope.op is None or OPERATORS[scope.op](cases.bit_count(), scope.count):
            places.append(place)
            covered |= cases
    return tuple(places), tuple(unit for unit in agencies if any(map(unit.is_within, places))), covered


def listed_count(query: Query, index: CaseIndex) -> int:
    """Return the number of cases, places or agencies that a query for one of these lists finds."""
    mask = index.evaluate(query.where)
    if query.ask == "cases":
        return mask.bit_count()
    if query.level is not None:
        return len(select_busy_places(mask, query.scope, query.level, index)[0])
    return len(select_agencies(mask, query.scope, index)[0])


def agencies_named(parts: Iterable[Filter], index: CaseIndex) -> Iterator[Agency]:
    """Yield the agencies that the conditions name."""
    for leaf in (leaf for part in parts for leaf, _ in leaves(part)):
        if isinstance(leaf, ByAgency):
            yield from index.agency_index.agencies(leaf)


def place_at(position: int, lines: Sequence[tuple[str, int]], level: Level, index: CaseIndex) -> InRegion | None:
    """Return the place at a position of a ranking of the places of a level, as (name, value).

    The position is counted from 1, or from -1 at the end. None if no place or several have the position.
    """
    if not 0 < abs(position) <= len(lines):
        return None
    tied = [name for name, value in lines if value == lines[position - (position > 0)][1]]
    places = [place for place in index.places(level) if tied == [place.short]]
    return InRegion(places[0].code) if len(places) == 1 else None
