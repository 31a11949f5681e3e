"""The lists of an answer as sections of rows: cases by tier, units by province, rankings.

The main list of an answer is shown in part, as a window of it: a page, or the first rows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from data.model import Agency, Case, Dataset, Notice
from data.nouns import CaseNoun, shared_noun
from data.record import record
from intents.model.answer import Answer, RankedItem
from intents.model.query import Query
from intents.parsing.notices.names import FRAME

MAX_LISTED = 200
"""Rows that are examined for their order; in a longer list, sections have no counts. Bounds the work per page."""

MAX_SUPPORTING = 5
"""Supporting rows (the cases of units, the units of a yes) that are listed; more are left out."""

CHECK_MARK = "✓"
"""The label of a unit that the question names."""

_MAX_NAME = 16
"""Characters of a notice's title that stand for its name where people have none."""

T = TypeVar("T")


@record
class Row:
    """One line of a list."""

    text: str
    label: str = "·"
    """A number or a bullet before the text."""
    remark: str = ""
    """Text in brackets after it."""
    case: Case | None = None
    """The case whose title the text is; surfaces with links open it."""
    tail: str = ""
    """What follows the text and is no part of a title: the value of a ranked item."""


@record
class Section:
    """Rows under a title, which may be empty."""

    title: str
    rows: tuple[Row, ...]


def main_list(answer: Answer) -> Sequence[Case] | Sequence[Agency] | Sequence[RankedItem]:
    """Return the answer's main list; its other lists are short."""
    if has_ranking(answer):
        return answer.ranking
    if answer.kind != "units" and has_cases(answer):
        return answer.cases
    return answer.agencies if has_units(answer) else ()


def build_sections(
    answer: Answer,
    dataset: Dataset,
    window: range,
    marked: AbstractSet[Agency] = frozenset(),
    query: Query | None = None,
) -> Iterator[Section]:
    """Yield the main list's rows in `window` (positions from 0), and on its last page the supporting rows."""
    if has_ranking(answer):
        yield Section("", tuple(_ranking_rows(answer, dataset, window, query)))
        return
    supporting = range(MAX_LISTED if window.stop >= len(main_list(answer)) else 0)
    if answer.kind == "units":
        yield from _units(answer.agencies, window, marked)
        if has_cases(answer):
            cases = _cases(answer, dataset, supporting)
            yield from (replace(section, title=f"出自{section.title}") for section in cases)
        return
    if has_cases(answer):
        yield from _cases(answer, dataset, window)
        window = supporting
    if has_units(answer):
        yield from _units(answer.agencies, window, marked)


def has_ranking(answer: Answer) -> bool:
    """Return whether a ranking is listed; the heading suffices for a comparison of two."""
    return len(answer.ranking) > (2 if answer.kind == "compare" else 0)


def has_cases(answer: Answer) -> bool:
    """Return whether cases are listed."""
    few = answer.kind != "units" or len(answer.cases) <= MAX_SUPPORTING
    return answer.kind != "card" and not answer.ranking and len(answer.cases) > 0 and few


def has_units(answer: Answer) -> bool:
    """Return whether units are listed."""
    return answer.kind != "yes_no" or len(answer.agencies) <= MAX_SUPPORTING


# Cases.


def name_notice_of(case: Case, dataset: Dataset) -> str:
    """Return the short name of the case's notice if several are loaded, else ""."""
    return name_notice(find_notice(case, dataset), dataset)


def name_notice(notice: Notice, dataset: Dataset) -> str:
    """Return the notice's short name if several are loaded, else ""."""
    if len(dataset.notices) == 1:
        return ""
    if notice.aliases:
        return min(notice.aliases, key=len)
    short = _shorten_title(notice)
    return f"《{notice.title if short in map(_shorten_title, _others(notice, dataset)) else short}》"


def _shorten_title(notice: Notice) -> str:
    """Return the title; of a long one, the beginning without the words that all begin with."""
    if len(notice.title) <= _MAX_NAME:
        return notice.title
    name = FRAME.sub("", notice.title)
    return name if len(name) <= _MAX_NAME else f"{name[: _MAX_NAME - 1]}…"


def _others(notice: Notice, dataset: Dataset) -> Iterator[Notice]:
    return (other for other in dataset.notices if other.id != notice.id)


def noun_of_cases(cases: Iterable[Case], dataset: Dataset) -> CaseNoun:
    """Return what the notices of the cases call them."""
    notices = {case.notice for case in cases}
    return shared_noun(notice for notice in dataset.notices if notice.id in notices)


def describe_position(case: Case, dataset: Dataset, separator: str = "") -> str:
    """Return the tier and number of the case in full: 最佳实践案例第 3 个; 第 3 件工程 in a notice without tiers."""
    noun = noun_of_cases([case], dataset)
    return f"{case.tier}{separator}第 {case.number} {noun.measure}" if case.tier else noun.ordinal(case.number)


def find_notice(case: Case, dataset: Dataset) -> Notice:
    """Return the notice of the case."""
    return next(notice for notice in dataset.notices if notice.id == case.notice)


def join_parts(*parts: str) -> str:
    """Join the parts that are not empty with middle dots."""
    return " · ".join(part for part in parts if part)


def _cases(answer: Answer, dataset: Dataset, window: range) -> Iterator[Section]:
    """Yield the cases by tier; in one section if their order (by rank) mixes the tiers."""
    known = answer.cases[:MAX_LISTED]
    # a tier that begins twice shows that the order is not the notice's
    tiers = [tier for tier, _ in groupby(known, _tier)]
    mixed = len(tiers) > len(set(tiers))
    sizes = Counter(map(_tier, known)) if len(known) == len(answer.cases) else Counter()
    numbered = mixed or not _is_tier(known, len(answer.cases), dataset)
    rows = list(enumerate(_slice(known if window.stop <= len(known) else answer.cases, window), window.start + 1))
    named = _need_names(answer, known, dataset)
    # the tier at the end of the page before, whose title is marked as continued
    before = None if mixed or not window.start else _tier(answer.cases[window.start - 1])
    for tier, group in groupby(rows, lambda row: None if mixed else _tier(row[1])):
        part = list(group)
        notice = name_notice_of(part[0][1], dataset) if named else ""
        name = "" if mixed else join_parts(notice, part[0][1].tier or "")
        yield Section(
            _title(
                name,
                sizes[tier] if tier else 0,
                noun_of_cases([part[0][1]], dataset).measure,
                continued=tier is not None and tier == before,
            ),
            tuple(
                Row(
                    case.title,
                    f"{position}.",
                    remark=_remark(case, answer, dataset, numbered=numbered, named=mixed and named),
                    case=case,
                )
                for position, case in part
            ),
        )
        before = None


def _tier(case: Case) -> tuple[str, str | None]:
    return case.notice, case.tier


def _is_tier(known: Sequence[Case], count: int, dataset: Dataset) -> bool:
    """Return whether the list is one complete tier in order, so that positions equal the cases' numbers."""
    if any(case.number != position for position, case in enumerate(known, 1)):
        return False
    tiers = find_notice(known[0], dataset).tiers
    return count == sum(len(tier.cases) for tier in tiers if tier.name == known[0].tier)


def _need_names(answer: Answer, known: Sequence[Case], dataset: Dataset) -> bool:
    """Return whether the list says of which notice the cases are; a name that is part of a title only parts notices."""
    if len(dataset.notices) == 1:
        return False
    return bool(find_notice(known[0], dataset).aliases) or len({case.notice for case in (*known, answer.cases[-1])}) > 1


def _remark(case: Case, answer: Answer, dataset: Dataset, *, numbered: bool, named: bool) -> str:
    """Return the remark on a case: its number, unless its position equals it, and why it was found."""
    own = _number(case, dataset) if numbered else ""
    if named:
        own = join_parts(name_notice_of(case, dataset), own)
    return "，".join(part for part in (own, answer.remarks.get(case.id, "")) if part)


def _number(case: Case, dataset: Dataset) -> str:
    """Return the case's number as people say it: 最佳 3."""
    notice = find_notice(case, dataset)
    tier = next(tier for tier in notice.tiers if tier.name == case.tier)
    name = min((tier.name or "", *tier.aliases), key=len)
    return f"{name} {case.number}" if tier.name else f"原文第 {case.number} {notice.measure}"


# Units.


def _units(agencies: Sequence[Agency], window: range, marked: AbstractSet[Agency]) -> Iterator[Section]:
    """Yield the units by province, in the order in which provinces first occur; a long list in its own order."""
    whole = len(agencies) <= MAX_LISTED
    provinces: dict[str, list[Agency]] = {}
    for agency in agencies if whole else _slice(agencies, window):
        provinces.setdefault(agency.place.province.short if agency.place else "其他", []).append(agency)
    counted = whole and len(agencies) > len(provinces)
    start = 0 if whole else window.start
    for province, units in provinces.items():
        inside = range(max(window.start - start, 0), max(window.stop - start, 0))
        rows = (Row(unit.name, CHECK_MARK if unit in marked else "·") for unit in _slice(units, inside))
        title = _title(province, len(units) if counted else 0, "个", continued=inside.start > 0)
        yield Section(title, tuple(rows))
        start += len(units)


# Rankings.


def _ranking_rows(answer: Answer, dataset: Dataset, window: range, query: Query | None) -> Iterator[Row]:
    """Yield a row for each ranked item; equal values share a rank."""
    ranking = answer.ranking
    # of cases the units or places are counted, of places and units the cases
    counts_cases = query is None or (query.subject != "cases" and query.by != "units")
    measure = noun_of_cases(answer.cases[:MAX_LISTED], dataset).measure if counts_cases else "个"
    cases = _ranked_cases(answer, dataset, window)
    sign = -1 if ranking[0].value >= ranking[-1].value else 1  # most first, or least first
    rank = 0
    for position, ranked in enumerate(_slice(ranking, window), window.start + 1):
        # the first row of a page may share its rank with rows of pages before, so the rank is searched
        if not rank or ranked.value != ranking[position - 2].value:
            rank = bisect_left(ranking, sign * ranked.value, key=lambda ranked: sign * ranked.value) + 1
        yield Row(ranked.name, f"{rank}.", tail=f"：{ranked.value} {measure}", case=cases.get(position - 1))


def _ranked_cases(answer: Answer, dataset: Dataset, window: range) -> dict[int, Case]:
    """Return the ranked cases by position; empty if places or units are ranked."""
    ranking = answer.ranking
    if not answer.cases or answer.cases[0].title != ranking[0].name:
        return {}
    positions = range(window.start, min(window.stop, len(ranking)))
    found = {at: answer.cases[at] for at in positions if at < len(answer.cases)}
    missing = {ranking[at].name: at for at in positions if at not in found}
    if missing:  # of the least, the answer has only the first cases
        named = [case for case in dataset.cases if case.title in missing]
        titles = Counter(case.title for case in named)
        found |= {missing[case.title]: case for case in named if titles[case.title] == 1}
    return found


def _slice(rows: Sequence[T], window: range) -> Sequence[T]:
    return rows[window.start : window.stop]


def _title(name: str, count: int, measure: str, *, continued: bool) -> str:
    """Return a name with a count and whether the list continues from the page before: 上海（30 个，续）."""
    remarks = "，".join(part for part in (f"{count} {measure}" if count else "", "续" if continued else "") if part)
    return f"{name}（{remarks}）" if name and remarks else name
