"""The lists of an answer as rows under titles: cases by tier, units by province, rankings; of each what is shown of it.

What an answer is mainly made of is one list, of which a window is laid out: a page of it, or all that a surface shows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from data.model import Agency, Case, Dataset, Notice
from intents.model.answer import Answer, Ranked

MAX_LISTED = 200
"""So many rows of a list are looked at to see how it is ordered; of a longer one nothing is counted."""

MAX_SUPPORTING = 5
"""What only supports the answer (the cases of units, the units of a yes) is written out up to so many."""

CHECK_MARK = "✓"
"""Stands before a unit by which a case was found."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list."""

    text: str
    label: str = "·"
    """What stands before it: a number or a bullet."""
    remark: str = ""
    """What stands in brackets after it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A list with its title, which may be empty."""

    title: str
    rows: tuple[Row, ...]


def main_list(answer: Answer) -> Sequence[Case] | Sequence[Agency] | Sequence[Ranked]:
    """The list that the answer is mainly made of; whatever else it lists is short."""
    if has_ranking(answer):
        return answer.ranking
    if answer.kind != "units" and has_cases(answer):
        return answer.cases
    return answer.agencies if has_units(answer) else ()


def build_sections(
    answer: Answer, dataset: Dataset, window: range, marked: AbstractSet[Agency] = frozenset()
) -> Iterator[Section]:
    """The rows of the main list at the positions in `window` (from 0), and past its end what supports the answer."""
    if has_ranking(answer):
        yield Section("", tuple(_ranked(answer.ranking, window)))
        return
    beside = range(MAX_LISTED if window.stop >= len(main_list(answer)) else 0)
    if answer.kind == "units":
        yield from _units(answer.agencies, window, marked)
        if has_cases(answer):
            cases = _cases(answer, dataset, beside)
            yield from (replace(section, title=f"出自{section.title}") for section in cases)
        return
    if has_cases(answer):
        yield from _cases(answer, dataset, window)
        window = beside
    if has_units(answer):
        yield from _units(answer.agencies, window, marked)


def has_ranking(answer: Answer) -> bool:
    """Whether there is a ranking to list; of two that are compared, the heading tells all."""
    return len(answer.ranking) > (2 if answer.kind == "compare" else 0)


def has_cases(answer: Answer) -> bool:
    """Whether there are cases to list."""
    few = answer.kind != "units" or len(answer.cases) <= MAX_SUPPORTING
    return answer.kind != "card" and not answer.ranking and len(answer.cases) > 0 and few


def has_units(answer: Answer) -> bool:
    """Whether there are units to list."""
    return answer.kind != "yes_no" or len(answer.agencies) <= MAX_SUPPORTING


# Cases.


def name_notice_of(case: Case, dataset: Dataset) -> str:
    """The short name of the case's notice where several are loaded; else nothing."""
    return name_notice(find_notice(case, dataset), dataset)


def name_notice(notice: Notice, dataset: Dataset) -> str:
    """The notice's short name where several are loaded; else nothing."""
    if len(dataset.notices) == 1:
        return ""
    return min(notice.aliases, key=len) if notice.aliases else f"《{notice.title}》"


def find_notice(case: Case, dataset: Dataset) -> Notice:
    """The notice that the case is of."""
    return next(notice for notice in dataset.notices if notice.id == case.notice)


def join_parts(*parts: str) -> str:
    """Those parts that there are, with points between them."""
    return " · ".join(part for part in parts if part)


def _cases(answer: Answer, dataset: Dataset, window: range) -> Iterator[Section]:
    """The cases under their tiers; in one list where the order, best first, mixes these."""
    known = answer.cases[:MAX_LISTED]
    tiers = [tier for tier, _ in groupby(known, _tier)]
    mixed = len(tiers) > len(set(tiers))
    sizes = Counter(map(_tier, known)) if len(known) == len(answer.cases) else Counter()
    numbered = mixed or not _is_tier(known, len(answer.cases), dataset)
    rows = list(enumerate(_part(known if window.stop <= len(known) else answer.cases, window), window.start + 1))
    before = None if mixed or not window.start else _tier(answer.cases[window.start - 1])
    for tier, group in groupby(rows, lambda row: None if mixed else _tier(row[1])):
        part = list(group)
        name = "" if mixed else join_parts(name_notice_of(part[0][1], dataset), part[0][1].tier or "")
        yield Section(
            _title(name, sizes[tier] if tier else 0, continued=tier is not None and tier == before),
            tuple(
                Row(case.title, f"{position}.", _remark(case, answer, dataset, numbered=numbered, mixed=mixed))
                for position, case in part
            ),
        )
        before = None


def _tier(case: Case) -> tuple[str, str | None]:
    return case.notice, case.tier


def _is_tier(known: Sequence[Case], count: int, dataset: Dataset) -> bool:
    """Whether the list is one whole tier in order, so that a position is the case's own number."""
    if any(case.number != position for position, case in enumerate(known, 1)):
        return False
    tiers = find_notice(known[0], dataset).tiers
    return count == sum(len(tier.cases) for tier in tiers if tier.name == known[0].tier)


def _remark(case: Case, answer: Answer, dataset: Dataset, *, numbered: bool, mixed: bool) -> str:
    """What stands beside a case: its own number, unless its position is that, and how it was found."""
    own = _number(case, dataset) if numbered else ""
    if mixed:
        own = join_parts(name_notice_of(case, dataset), own)
    return "，".join(part for part in (own, answer.marks.get(case.id, "")) if part)


def _number(case: Case, dataset: Dataset) -> str:
    """The case's own number as people say it: 最佳 3."""
    tier = next(tier for tier in find_notice(case, dataset).tiers if tier.name == case.tier)
    name = min((tier.name or "", *tier.aliases), key=len)
    return f"{name} {case.number}" if tier.name else f"原文第 {case.number} 个"


# Units.


def _units(agencies: Sequence[Agency], window: range, marked: AbstractSet[Agency]) -> Iterator[Section]:
    """The units under their provinces, in the order in which these come first; a long list as it comes."""
    whole = len(agencies) <= MAX_LISTED
    provinces: dict[str, list[Agency]] = {}
    for agency in agencies if whole else _part(agencies, window):
        provinces.setdefault(agency.place.province.short if agency.place else "其他", []).append(agency)
    counted = whole and len(agencies) > len(provinces)
    start = 0 if whole else window.start
    for province, units in provinces.items():
        inside = range(max(window.start - start, 0), max(window.stop - start, 0))
        rows = (Row(unit.name, CHECK_MARK if unit in marked else "·") for unit in _part(units, inside))
        title = _title(province, len(units) if counted else 0, continued=inside.start > 0)
        yield Section(title, tuple(rows))
        start += len(units)


# Rankings.


def _ranked(ranking: Sequence[Ranked], window: range) -> Iterator[Row]:
    """A place in the ranking each; who ties shares the place."""
    down = -1 if ranking[0].value >= ranking[-1].value else 1  # most first, or least first
    place = 0
    for position, ranked in enumerate(_part(ranking, window), window.start + 1):
        if not place or ranked.value != ranking[position - 2].value:
            place = bisect_left(ranking, down * ranked.value, key=lambda one: down * one.value) + 1
        yield Row(f"{ranked.name}：{ranked.value}", f"{place}.")


def _part(rows: Sequence[T], window: range) -> Sequence[T]:
    return rows[window.start : window.stop]


def _title(name: str, count: int, *, continued: bool) -> str:
    """A name with how many there are, and whether the list goes on from the page before: 上海（30 个，续）."""
    remarks = "，".join(part for part in (f"{count} 个" if count else "", "续" if continued else "") if part)
    return f"{name}（{remarks}）" if name and remarks else name
