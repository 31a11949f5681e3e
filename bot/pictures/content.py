"""The content of pictures: the map of a query's cases and agencies' places, and the card of a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from math import ceil

from bot.cards.lists import describe_position, find_notice, join_parts, name_notice, name_notice_of, noun_of_cases
from bot.pictures.model import (
    MEANT,
    MEANT_WITHIN,
    NOTHING,
    OWN,
    WITHIN,
    CasePicture,
    Column,
    Group,
    MapPicture,
    Row,
    Unit,
)
from bot.text import printable
from data.model import Agency, Case, Dataset
from data.nouns import CaseNoun
from intents.engine import Engine
from intents.model.query import And, InNotice, Query, conjuncts
from intents.phrasing.interpretation import describe_query
from intents.views.matrix import Cell, Matrix, build_matrix, select_cases
from intents.views.matrix import Group as Cases
from intents.views.matrix import Row as Place

MAX_COLUMNS = (22, 22, 14, 11, 9)
"""Cases that stand side by side if their numbers have 1, 2, 3, 4, or more digits."""

MAX_HEIGHT = 2000
"""Pixels for places and titles: Telegram scales the longer side down to 1,280, and text must stay legible."""
_ROW_HEIGHT, _LINE_HEIGHT = 40, 40
"""Pixels of a place's row, and of a line in the two-column list of titles."""
_LINE_CHARACTERS = 16
"""Characters of a line in the list of titles."""
_MIN_ROWS = 12
MAX_SOURCES = 3
"""Notices that a map names as its source."""


def build_map(query: Query, engine: Engine, start: int = 0) -> MapPicture | None:
    """Build the map of the query's cases from position `start` (from 0) on, as many as fit; None if there are none."""
    selected = select_cases(query, engine.index)
    cases = _select_cases(selected[start : start + MAX_COLUMNS[0]])
    if not cases:
        return None
    end = start + len(cases)
    shown = build_matrix(cases, query, engine.index, _count_rows(cases))
    heads = tuple(_build_group(group, engine, whole=len(cases) == len(selected)) for group in shown.groups)
    title = _choose_title(query, cases, engine)
    noun = noun_of_cases(cases, engine.dataset)
    return MapPicture(
        title=_split_words(title, engine),
        subtitle=join_parts(*_write_subtitle(cases, start, len(selected), noun)),
        groups=heads,
        provinces=tuple(tuple(map(_build_row, rows)) for rows in shown.provinces),
        notes=(*_write_notes(shown), *_write_source(title, cases, engine.dataset)),
        next=end if end < len(selected) else 0,
        noun=noun.noun,
        measure=noun.measure,
    )


def build_case_picture(case: Case, engine: Engine, marked: AbstractSet[Agency] = frozenset()) -> CasePicture:
    """Build the card of a case of the engine's dataset, with a mark on the units in `marked`."""
    dataset = engine.dataset
    place = describe_position(case, dataset, " · ")
    notice = find_notice(case, dataset)
    units = [(unit.place.province.short if unit.place else "其他", unit) for unit in dict.fromkeys(case.agencies)]
    provinces = dict.fromkeys(province for province, _ in units)
    return CasePicture(
        tier=join_parts(name_notice_of(case, dataset), place),
        tone=_tier_position(case, dataset),
        title=_split_words(case.title, engine),
        provinces=tuple(
            (province, tuple(Unit(printable(unit.name), unit in marked) for at, unit in units if at == province))
            for province in provinces
        ),
        notes=(f"出处：《{printable(notice.title)}》" + (f"（{notice.issued}）" if notice.issued else ""),),
    )


# Selection of cases and places.


def _select_cases(cases: Sequence[Case]) -> Sequence[Case]:
    """Return the first of the cases, as many as fit side by side."""
    # from the largest count down: one more case may have a longer number, which narrows all columns
    for count in range(len(cases), 0, -1):
        digits = max(len(str(case.number)) for case in cases[:count])
        if count <= MAX_COLUMNS[min(digits, len(MAX_COLUMNS)) - 1]:
            return cases[:count]
    return cases[:1]


def _count_rows(cases: Sequence[Case]) -> int:
    """Return how many rows of places fit above the list of titles."""
    tiers = len({(case.notice, case.tier) for case in cases})
    lines = 2 * tiers + sum(min(ceil(len(case.title) / _LINE_CHARACTERS), 2) for case in cases)
    return max((MAX_HEIGHT - lines // 2 * _LINE_HEIGHT) // _ROW_HEIGHT, _MIN_ROWS)


# Texts.


def _split_words(text: str, engine: Engine) -> tuple[str, ...]:
    return tuple(engine.dictionary.cut(printable(text)))


def _choose_title(query: Query, cases: Sequence[Case], engine: Engine) -> str:
    parts = [part for part in conjuncts(query.where) if part != And()]
    # the query selects one whole notice, whose own title says more than a description
    single = len(engine.dataset.notices) == 1 or any(isinstance(part, InNotice) for part in parts)
    if single and all(isinstance(part, InNotice) for part in parts) and not query.items and query.every is None:
        return find_notice(cases[0], engine.dataset).title
    return describe_query(query, engine.describer)


def _write_subtitle(cases: Sequence[Case], start: int, count: int, noun: CaseNoun) -> Iterator[str]:
    """Yield the counts of cases and places, or which part of the cases is shown."""
    if count > len(cases):
        end = start + len(cases)
        which = f"前 {end}" if not start else f"第 {end}" if len(cases) == 1 else f"第 {start + 1} 到 {end}"
        yield f"图中是{which} {noun.measure}，一共 {noun.counted(count)}"
        return
    places = {unit.place for case in cases for unit in case.agencies if unit.place}
    provinces = {place.province for place in places}
    yield noun.counted(count)
    yield f"{len(provinces)} 个省市" if provinces else ""
    yield f"{len(places - provinces)} 个市县" if places - provinces else ""


def _build_group(group: Cases, engine: Engine, *, whole: bool) -> Group:
    first, dataset = group.cases[0], engine.dataset
    notice = find_notice(first, dataset)
    tier = next(tier for tier in notice.tiers if tier.name == group.tier)
    short, own = name_notice(notice, dataset), tier.name or ""
    brief = min((own, *tier.aliases), key=len) if own else ""
    counted = f"{len(group.cases)} {notice.measure}" if whole else ""
    labels = [
        join_parts(short or ("" if own else notice.noun), own, counted),
        join_parts(short, own),
        join_parts(short, brief),
        own,
        brief,
    ]
    return Group(
        labels=tuple(dict.fromkeys(printable(label) for label in labels if label)),
        tone=_tier_position(first, dataset),
        columns=tuple(Column(case.number, _split_words(case.title, engine)) for case in group.cases),
    )


def _tier_position(case: Case, dataset: Dataset) -> int:
    return [tier.name for tier in find_notice(case, dataset).tiers].index(case.tier)


def _build_row(row: Place) -> Row:
    return Row(printable(row.name), "".join(map(_mark_of, row.cells)), row.count, row.named)


def _mark_of(cell: Cell | None) -> str:
    if cell is None:
        return NOTHING
    if cell.own:
        return MEANT if cell.meant else OWN
    return MEANT_WITHIN if cell.meant else WITHIN


def _write_source(title: str, cases: Sequence[Case], dataset: Dataset) -> Iterator[str]:
    """Yield the notices that the cases are from, unless the title is theirs."""
    notices = dict.fromkeys(find_notice(case, dataset).title for case in cases)
    if list(notices) != [title]:
        named = "".join(f"《{printable(name)}》" for name in list(notices)[:MAX_SOURCES])
        yield f"出处：{named}" + (f"等 {len(notices)} 份通知" if len(notices) > MAX_SOURCES else "")


def _write_notes(shown: Matrix) -> Iterator[str]:
    """Yield the places that have no row of their own because there is no room."""
    merged = [f"{row.name}（{'、'.join(row.within)}）" for rows in shown.provinces for row in rows if row.within]
    if merged:
        yield f"下辖地区并入所在的省市：{'；'.join(merged)}"
