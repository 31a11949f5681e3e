"""Intent `compare`: two or more items with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.index.case_index import CaseIndex
from intents.index.selection import noun_of, select_agencies
from intents.model.answer import Answer, RankedItem
from intents.model.query import About, ByAgency, Filter, InRegion, IsCase, Not, Numbered, Query, conjuncts
from intents.phrasing.description import Describer


def count_of_item(item: Filter, query: Query, index: CaseIndex) -> int:
    """Return the number of cases (or agencies, by `query.by`) that an item has among the cases asked about."""
    mask = index.evaluate(item) & index.evaluate(query.where)
    if query.by != "units":
        return mask.bit_count()
    agencies, _ = select_agencies(mask, replace(query.scope, op=None), index)
    if isinstance(item, InRegion):
        return sum(unit.is_within(index.regions[item.code]) for unit in agencies)
    if isinstance(item, ByAgency):
        return sum(unit in index.agency_index.agencies(item) for unit in agencies)
    return len(agencies)


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return each item with its number, the largest first; of items that are all denied, the names alone."""
    denied = [item.part for item in query.items if isinstance(item, Not)]
    missed = len(denied) == len(query.items)
    names = [_item_name(item, index, describer) for item in (denied if missed else query.items)]
    counts = [count_of_item(item, query, index) for item in query.items]
    lines = sorted(map(RankedItem, names, counts), key=lambda line: -line.value)
    told = "没有参与的案例，" if missed else ""
    return Answer("compare", f"{told}{describe_difference(lines, query, index)}。", ranking=tuple(lines))


def _item_name(item: Filter, index: CaseIndex, describer: Describer) -> str:
    """Return the name of an item; for an item that refers to a single case, the title of this case."""
    names_case = any(isinstance(part, About | IsCase | Numbered) for part in conjuncts(item))
    mask = index.evaluate(item) if names_case else 0
    return index.select(mask)[0].title if mask.bit_count() == 1 else describer.name(item)


def describe_difference(lines: Sequence[RankedItem], query: Query, index: CaseIndex) -> str:
    """Return the difference as text: 江苏 20 个，安徽 17 个，相差 3 个.

    Of more than two items, the first and the last are named.
    """
    of_units = query.by == "units"
    measure = "个" if of_units else noun_of(index.evaluate(query.where), index).measure
    noun = f"{measure}单位" if of_units else measure
    first, last = lines[0], lines[-1]
    apart = abs(first.value - last.value)
    if all(line.value == first.value for line in lines):
        names = "、".join(line.name for line in lines[:-1]) + f"和{last.name}"
        return f"{names}一样多，都是 {first.value} {noun}"
    if len(lines) == 2:
        return f"{first.name} {first.value} {noun}，{last.name} {last.value} {measure}，相差 {apart} {measure}"
    return f"{first.name}最多，{first.value} {noun}；{last.name}最少，{last.value} {measure}"
