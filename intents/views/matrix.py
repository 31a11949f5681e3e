"""Places and cases as a matrix: who takes part in what, by tier and by province, with what was asked for marked."""

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
from intents.views.refinements import names_agency

_LEVELS_OF_DETAIL = (3, 2, 1)
"""How deep places are told apart: counties within cities, what lies directly in a province, provinces alone."""

_OTHER_PLACES = "其他"
"""Stands for the place of units of which no table knows it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place takes part in a case."""

    own: bool
    """Whether by a unit of the place itself; else by places within it."""
    meant: bool
    """Whether by a unit that was asked for; never where that tells none apart."""


@dataclass(frozen=True, slots=True)
class Row:
    """A place, and what it has to do with each case."""

    name: str
    """Its short name; behind that of the place above it, where another of the province has the same."""
    cells: tuple[Cell | None, ...]
    """One a case, in the order of the columns; None where it takes no part."""
    named: bool
    """Whether the query names the place."""
    within: tuple[str, ...]
    """The short names of the places within it that have no row of their own."""

    @property
    def count(self) -> int:
        """In how many of the cases it takes part."""
        return sum(cell is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Group:
    """Columns side by side: cases of one tier."""

    notice: str
    """The notice's id."""
    tier: str | None
    cases: tuple[Case, ...]
    """By number."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who takes part in what."""

    groups: tuple[Group, ...]
    """The columns, in the notices' order."""
    provinces: tuple[tuple[Row, ...], ...]
    """By province, in the order of their codes: its own row, which has all within it, then its places."""


def select_cases(query: Query, index: CaseIndex) -> LazyCases:
    """The cases that a query is about, in the order in which they are listed, whatever it asks of them."""
    where = both(query.where, either(*query.items)) if query.items else query.where
    where = where if query.every is None else query.every
    return order_cases(where, index.evaluate(where), index)


def build_matrix(cases: Sequence[Case], query: Query, index: CaseIndex, rows: int) -> Matrix:
    """The matrix of these cases, with what `query` asks for marked.

    Counties are told apart as far as that takes at most so many rows; else cities; provinces always.
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
    """Column and unit of what was asked for; nothing where all of it was, or none."""
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
    return frozenset(result if result != everything else ())


def _named_codes(query: Query) -> frozenset[str]:
    """The codes of the places that the query asks for."""
    result = set(query.scope.within)
    for leaf in (*_positive_leaves(query), *query.scope.parts):
        match leaf:
            case InRegion(code) | ByAgency(_, code):
                result.add(code)
            case OnlyRegions(codes):
                result.update(codes)
    return frozenset(result - {""})


def _positive_leaves(query: Query) -> Iterator[Leaf]:
    """The conditions that are not excluded."""
    return (leaf for one in (query.where, *query.items) for leaf, positive in leaves(one) if positive)


class _RowBuilder:
    """A row in the making."""

    def __init__(self, region: Region | None) -> None:
        self.region = region
        self.cells: dict[int, tuple[bool, bool]] = {}
        self.lands = False
        """Whether units are told of here, rather than of places within it that have rows of their own."""
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
    """Its own row first; a place that takes part only by places that have rows has none, but for the province."""
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
    """Whether the query names the row's place, or one that has no row but this."""
    return any(region is not None and region.code in named for region in (row.region, *row.within))


def _sort_code(region: Region | None) -> str:
    """What places are ordered by: cities are followed by their counties; what no table knows comes last."""
    return (region.code if region else "") or "~"


def _short_name(region: Region | None) -> str:
    return region.short if region else _OTHER_PLACES
