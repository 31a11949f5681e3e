"""Places and cases as a matrix: which place takes part in which case, by tier and province, with the matches marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from data.model import Agency, Case, Region
from intents.index.case_index import CaseIndex
from intents.index.lazy_list import LazyCases
from intents.index.selection import order_cases, select_agencies
from intents.model.query import ByAgency, InRegion, Leaf, OnlyRegions, Query, UnitScope, both, either, leaves
from intents.views.marked_agencies import names_agency

_LEVELS_OF_DETAIL = (3, 2, 1)
"""Depths at which places get rows: counties within cities, direct members of a province, provinces only."""

OTHER_PLACES = "其他"
"""The row of agencies whose place is in no table."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place takes part in a case."""

    own: bool
    """True if an agency of the place itself takes part; False if only places within it do."""
    meant: bool
    """True if the agency was asked for; always False if that would mark every agency."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place and its part in each case."""

    name: str
    """The short name; preceded by the parent's if another place of the province has the same."""
    cells: tuple[Cell | None, ...]
    """One per case, in the order of the columns; None if the place does not take part."""
    named: bool
    """True if the query names the place."""
    within: tuple[str, ...]
    """Short names of the places within it that have no row of their own."""

    @property
    def count(self) -> int:
        """The number of cases that the place takes part in."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """Adjacent columns: the cases of one tier."""

    notice: str
    """The id of the notice."""
    tier: str | None
    cases: tuple[Case, ...]
    """In order of number."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The places, and the cases that each takes part in."""

    groups: tuple[Group, ...]
    """The columns, in the notices' order."""
    provinces: tuple[tuple[Row, ...], ...]
    """The rows by province, in order of codes: the province's own row for everything within it, then its places."""


def select_cases(query: Query, index: CaseIndex) -> LazyCases:
    """Return the cases that a query is about, in the order of a list, for any intent."""
    where = both(query.where, either(*query.items)) if query.items else query.where
    where = where if query.every is None else query.every
    return order_cases(where, index.evaluate(where), index)


def build_matrix(cases: Sequence[Case], query: Query, index: CaseIndex, rows: int) -> Matrix:
    """Return the matrix of these cases, with the matches of `query` marked.

    Uses the finest level of detail that needs at most `rows` rows; provinces always have rows.
    """
    columns = sorted(cases, key=lambda case: index.position_of[case.id])
    groups = (
        Group(notice, tier, tuple(group))
        for (notice, tier), group in groupby(columns, lambda case: (case.notice, case.tier))
    )
    meant = _marked_agencies(columns, query, index)
    named = _named_codes(query)
    for depth in _LEVELS_OF_DETAIL:
        result = _build_rows(columns, meant, named, depth)
        if sum(map(len, result)) <= rows:
            break
    return Matrix(tuple(groups), result)


def _marked_agencies(cases: Sequence[Case], query: Query, index: CaseIndex) -> frozenset[tuple[int, Agency]]:
    """Return (column, agency) of the agencies asked for; empty if those are all and no place is named."""
    mask = sum(1 << index.position_of[case.id] for case in cases)
    everything = {(column, unit) for column, case in enumerate(cases) for unit in case.agencies}
    if query.ask == "units" and query.scope != UnitScope():
        asked = frozenset(select_agencies(mask, query.scope, index)[0])
        result = {(column, unit) for column, unit in everything if unit in asked}
    else:
        asked_for = list(_positive_leaves(query))
        result = {
            (column, unit) for column, unit in everything if any(names_agency(leaf, unit, index) for leaf in asked_for)
        }
    return frozenset(result if result != everything or _named_codes(query) else ())


def _named_codes(query: Query) -> frozenset[str]:
    """Return the codes of the places that the query asks for."""
    result = set(query.scope.within)
    for leaf in (*_positive_leaves(query), *query.scope.parts):
        match leaf:
            case InRegion(code) | ByAgency(_, code):
                result.add(code)
            case OnlyRegions(codes):
                result.update(codes)
    return frozenset(result - {""})


def _positive_leaves(query: Query) -> Iterator[Leaf]:
    """Yield the conditions that are not excluded."""
    return (leaf for one in (query.where, *query.items) for leaf, positive in leaves(one) if positive)


class _RowBuilder:
    """Collects the cells of one row."""

    def __init__(self, region: Region | None) -> None:
        self.region = region
        self.cells: dict[int, tuple[bool, bool]] = {}
        self.lands = False
        """True if agencies end in this row, rather than in finer rows of places within it."""
        self.within: dict[Region, None] = {}

    def add(self, column: int, *, own: bool, meant: bool) -> None:
        before = self.cells.get(column, (False, False))
        self.cells[column] = (before[0] or own, before[1] or meant)


def _build_rows(
    cases: Sequence[Case], meant: frozenset[tuple[int, Agency]], named: frozenset[str], depth: int
) -> tuple[tuple[Row, ...], ...]:
    provinces: dict[Region | None, dict[Region | None, _RowBuilder]] = {}
    for column, case in enumerate(cases):
        for unit in case.agencies:
            # None: the row of agencies without a known place
            kept: Sequence[Region | None] = unit.regions[:depth] or (None,)
            rows = provinces.setdefault(kept[0], {})
            for region in kept:
                row = rows.setdefault(region, _RowBuilder(region))
                is_lowest = region == kept[-1]
                row.add(column, own=region == unit.place, meant=is_lowest and (column, unit) in meant)
                row.lands |= is_lowest
            if unit.place is not None and unit.place != kept[-1]:
                rows[kept[-1]].within[unit.place] = None
    by_code = sorted(provinces, key=_sort_code)
    return tuple(tuple(_province_rows(provinces[region], range(len(cases)), named)) for region in by_code)


def _province_rows(rows: Mapping[Region | None, _RowBuilder], columns: range, named: frozenset[str]) -> Iterator[Row]:
    """Yield the province's own row, then a row for each place within it that has agencies without finer rows."""
    first, *others = rows.values()
    places = [first, *sorted((row for row in others if row.lands), key=lambda row: _sort_code(row.region))]
    alike = Counter(_short_name(row.region) for row in places)
    for row in places:
        region, name = row.region, _short_name(row.region)
        if alike[name] > 1 and region is not None and region.parent is not None:
            name = region.parent.short + name
        yield Row(
            name,
            tuple(Cell(*row.cells[column]) if column in row.cells else None for column in columns),
            named=_is_named_row(row, named),
            within=tuple(one.short for one in sorted(row.within, key=_sort_code)),
        )


def _is_named_row(row: _RowBuilder, named: frozenset[str]) -> bool:
    """Return whether the query names the row's place, or a place that is only part of this row."""
    return any(region is not None and region.code in named for region in (row.region, *row.within))


def _sort_code(region: Region | None) -> str:
    """Return the sort key of places: counties follow their city; places without a code come last."""
    return (region.code if region else "") or "~"  # ~ sorts after all digits


def _short_name(region: Region | None) -> str:
    return region.short if region else OTHER_PLACES
