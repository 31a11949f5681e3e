"""Intent `rank`: places, agencies, cases or notices, ordered by a number."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from data.model import Agency, Notice, Region
from data.nouns import CaseNoun
from intents.answers.cases import no_cases
from intents.index.bitset import positions
from intents.index.case_index import LEVELS, CaseIndex
from intents.index.selection import noun_of, select_agencies
from intents.model.answer import Answer, RankedItem
from intents.model.query import And, Filter, InNotice, InRegion, Level, Query, UnitScope, both, conjuncts, leaves
from intents.phrasing.description import Describer
from intents.phrasing.words import LEVEL_NAMES

Item = TypeVar("Item", bound=Hashable)

_MAX_NAMES = 6
"""The maximum number of names in one sentence; of more tied names, the first three and the number are given."""


def answer(query: Query, index: CaseIndex, describer: Describer) -> Answer:
    """Return the whole ranking; `cases` of the answer are the ranked cases, or the cases of the items at the top."""
    mask = index.evaluate(query.where)
    if query.subject == "cases":
        return _rank_cases(query, mask, index, describer)
    if query.subject == "notices":
        return _rank_notices(query, mask, index)
    if query.subject in LEVELS:
        return _rank_places(query, mask, index)
    return _rank_agencies(query, mask, index)


def _sort_by_value(items: Iterable[Item], value: Callable[[Item], int], *, least: bool) -> list[tuple[Item, int]]:
    """Return the items with their values, largest (or least) first; ties keep their order."""
    return sorted(((item, value(item)) for item in items), key=lambda pair: pair[1] if least else -pair[1])


def _rank_cases(query: Query, mask: int, index: CaseIndex, describer: Describer) -> Answer:
    def value(position: int) -> int:
        case = index.cases[position]
        if query.by == "units":
            return len(select_agencies(1 << position, query.scope, index)[0])
        places = {place for unit in case.agencies for place in unit.regions}
        return sum(place.counts_as(query.by) for place in places)  # type: ignore[arg-type]

    ranked = _sort_by_value(positions(mask), value, least=query.least)
    # Of the least, only the tied cases are listed: the list would end with the cases that have most.
    shown = [position for position, count in ranked if not query.least or count == ranked[0][1]]
    lines = tuple(RankedItem(index.cases[position].title, count) for position, count in ranked)
    cases = tuple(index.cases[position] for position in shown)
    counted = describer.units_name(query.scope) if query.by == "units" else LEVEL_NAMES[query.by]
    heading = _case_heading(lines, counted, query) if lines else no_cases(index)
    return Answer("rank", heading, cases=cases, ranking=lines)


def _rank_places(query: Query, mask: int, index: CaseIndex) -> Answer:
    scope = query.scope
    within = [index.regions[code] for code in scope.within if code in index.regions]
    outside = [index.regions[code] for code in scope.outside if code in index.regions]
    # Places without a matching case rank with 0, but only places of the notices asked about.
    notices = both(*(part for part in conjuncts(query.where) if not isinstance(part, And) and is_about_notices(part)))
    base = index.evaluate(notices)
    taking = [place for place in index.places(query.subject) if index.region_cases(place) & base]  # type: ignore[arg-type]
    places = [
        place
        for place in (_divisions(query, base, within, index) if query.by == "absence" else taking)
        if (not within or any(place.is_within(region) for region in within))
        and not any(place.is_within(region) for region in outside)
    ]

    agencies, _ = select_agencies(mask, UnitScope(level=scope.level), index)

    def cases(place: Region) -> int:
        taken = index.region_cases(place)
        return mask & (~taken if query.by == "missed" else taken)

    def value(place: Region) -> int:
        if query.by == "units":
            return sum(unit.is_within(place) for unit in agencies)
        return cases(place).bit_count()

    ranked = [
        pair
        for pair in _sort_by_value(places, value, least=query.least)
        if pair[1] or query.subject == "province" or query.by in ("absence", "missed")
    ]
    top = 0
    for place, count in ranked:
        if count == ranked[0][1]:
            top |= cases(place)
    lines = tuple(RankedItem(place.short, count) for place, count in ranked)
    counted = CaseNoun("单位") if query.by == "units" else noun_of(mask, index)
    heading = _absence(lines, mask, query) if query.by == "absence" else _heading(lines, counted, query)
    for item in query.items:
        asked = index.regions.get(item.code) if isinstance(item, InRegion) else None
        heading = _standing(ranked, asked, counted, query) if asked is not None else heading
    absent = sum(not line.value for line in lines) if query.by == "absence" else None
    return Answer("rank", heading, cases=index.select(top), ranking=lines, value=absent)


def _divisions(query: Query, base: int, within: Sequence[Region], index: CaseIndex) -> Sequence[Region]:
    """Return the places of which some may be absent: the provinces of the cases `base`, or all divisions in `within`.

    Without `within`, the divisions are those of these provinces. Cases of more than half of the provinces are of the
    whole country, so that any province may be absent.
    """
    provinces = [place for place in index.places("province") if index.region_cases(place) & base]
    level: Level = query.subject  # type: ignore[assignment]
    if level != "province":
        return index.divisions(level, within or provinces)
    country = [place for place in index.dataset.regions if place.counts_as("province") and not place.further]
    return country if len(provinces) * 2 > len(country) else provinces


def _rank_notices(query: Query, mask: int, index: CaseIndex) -> Answer:
    def value(notice: Notice) -> int:
        own = mask & index.evaluate(InNotice(notice.id))
        return len(select_agencies(own, query.scope, index)[0]) if query.by == "units" else own.bit_count()

    notices = [notice for notice in index.dataset.notices if mask & index.evaluate(InNotice(notice.id))]
    ranked = _sort_by_value(notices, value, least=query.least)
    lines = tuple(RankedItem(f"《{notice.title}》", count) for notice, count in ranked)
    top = sum(mask & index.evaluate(InNotice(notice.id)) for notice, count in ranked if count == ranked[0][1])
    counted = CaseNoun("单位") if query.by == "units" else noun_of(top, index)
    return Answer("rank", _heading(lines, counted, query), cases=index.select(top), ranking=lines)


def _absence(lines: Sequence[RankedItem], mask: int, query: Query) -> str:
    """Return the sentence that names the places without a case: 没有参与的省市：上海."""
    names = [line.name for line in lines if not line.value]
    level = LEVEL_NAMES[query.subject]
    if names:
        counted = f"有 {len(names)} 个" if query.subject != "province" else ""
        return f"没有参与的{level}{counted}：{'、'.join(names)}。"
    return f"{len(lines)} 个{level}都参与了{'这个' if mask.bit_count() == 1 else '这些'}案例。"


def _standing(ranked: Sequence[tuple[Region, int]], asked: Region, noun: CaseNoun, query: Query) -> str:
    """Return the sentence with the position of one place in the ranking: 安徽排第 4，17 个案例."""
    value = next((value for place, value in ranked if place == asked), None)
    if value is None:
        return f"{asked.short}不在这个排名里："
    position = 1 + sum(other < value if query.least else other > value for _, other in ranked)
    tied = "并列" if sum(other == value for _, other in ranked) > 1 else ""
    order = "从少到多" if query.least else ""
    return f"{asked.short}{order}{tied}排第 {position}，{noun.counted(value)}："


def is_about_notices(part: Filter) -> bool:
    """Return whether the condition only restricts the notices."""
    return all(isinstance(leaf, InNotice) and positive for leaf, positive in leaves(part))


def _rank_agencies(query: Query, mask: int, index: CaseIndex) -> Answer:
    noun = noun_of(mask, index)
    agencies_found, _ = select_agencies(mask, query.scope, index)
    bureaus: dict[str, int] = {}
    for unit in agencies_found:
        # departments of a bureau may share a case, which counts once
        bureaus[unit.bureau_name] = bureaus.get(unit.bureau_name, 0) | index.unit_cases(unit) & mask
    by_bureau = _sort_by_value(bureaus, lambda office: bureaus[office].bit_count(), least=query.least)
    of_bureaus = tuple(RankedItem(office, count) for office, count in by_bureau)
    if query.subject == "bureaus":
        top = [office for office, count in by_bureau if count == by_bureau[0][1]]
        cases = index.select(sum(bureaus[office] for office in top[:1]))
        return Answer(
            "rank", _heading(of_bureaus, noun, query), cases=cases, agencies=agencies_found, ranking=of_bureaus
        )
    ranked = _sort_by_value(agencies_found, lambda unit: (index.unit_cases(unit) & mask).bit_count(), least=query.least)
    lines = tuple(RankedItem(unit.name, count) for unit, count in ranked)
    top_cases = 0
    for unit, count in ranked:
        if count == ranked[0][1]:
            top_cases |= index.unit_cases(unit) & mask
    agencies: tuple[Agency, ...] = tuple(unit for unit, _ in ranked)
    return Answer(
        "rank",
        _heading(lines, noun, query),
        cases=index.select(top_cases),
        agencies=agencies,
        ranking=lines,
        notes=_bureau_notes(of_bureaus, noun) if len(of_bureaus) < len(lines) else (),
    )


def _bureau_notes(lines: Sequence[RankedItem], noun: CaseNoun) -> tuple[str, ...]:
    """Return a note with the totals by bureau; ties are never split.

    The ranking itself lists agencies as the notice writes them, so that departments of one bureau are separate.
    """
    named: list[str] = []
    shown = 0
    for value, group in groupby(lines, key=lambda line: line.value):
        tied = [line.name for line in group]
        if shown + len(tied) > _MAX_NAMES:
            break
        shown += len(tied)
        named.append(f"{'、'.join(tied)}{'各' if len(tied) > 1 else ''} {noun.counted(value)}")
    if shown < len(lines):
        named.append(_describe_rest(lines[shown:], noun))
    return (f"按局合计：{'；'.join(named)}。",)


def _describe_rest(lines: Sequence[RankedItem], noun: CaseNoun) -> str:
    least, most = sorted((lines[0].value, lines[-1].value))
    values = f"{least}" if least == most else f"{least} 至 {most}"
    return f"其余 {len(lines)} 个局各 {values} {noun.measure}"


def _heading(lines: Sequence[RankedItem], noun: CaseNoun, query: Query) -> str:
    if not lines:
        return f"没有符合这些条件的{LEVEL_NAMES.get(query.subject, '单位')}。"
    names, tied = _describe_top(lines, query)
    missed = "没有参与的" if query.by == "missed" else ""
    return f"{names}{missed}{tied}，{'' if tied == _superlative(query) else '各 '}{noun.counted(lines[0].value)}："


def _case_heading(lines: Sequence[RankedItem], counted: str, query: Query) -> str:
    names, tied = _describe_top([RankedItem(f"《{line.name}》", line.value) for line in lines], query)
    return f"{names}的{counted}{tied}，{'有' if tied == _superlative(query) else '各'} {lines[0].value} 个："


def _superlative(query: Query) -> str:
    return "最少" if query.least else "最多"


def _describe_top(lines: Sequence[RankedItem], query: Query) -> tuple[str, str]:
    """Return the names at the top, and whether they share the position: 最多, 并列最多, 一样多."""
    top = [line.name for line in lines if line.value == lines[0].value]
    comma = "" if top[0].startswith("《") else "、"  # titles stand side by side
    names = comma.join(top) if len(top) <= _MAX_NAMES else f"{comma.join(top[:3])}等 {len(top)} 个"
    if len(top) == 1:
        return names, _superlative(query)
    return names, "一样多" if len(top) == len(lines) else f"并列{_superlative(query)}"
