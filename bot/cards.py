"""An answer laid out as a card: what is said, in which order, once for every surface; and the card as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from data.model import Agency, Case, Dataset, Notice
from intents.answer import Answer, Option, Ranked

SHOWN = 200
"""At most so many rows of a list are written out; the answer itself is never cut."""

NEITHER = "都不是"
"""The choice beside the readings of a question that was not clear; its number is 0."""

_BESIDE = 5
"""What only supports the answer (the cases of units, the units of a yes) is written out up to so many."""


# What a question can smuggle in and a terminal would obey: controls, and marks that turn the writing direction.
_UNPRINTABLE = dict.fromkeys(
    number
    for first, last in ((0x00, 0x09), (0x0B, 0x1F), (0x7F, 0x9F), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069))
    for number in range(first, last + 1)
)


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


@dataclass(frozen=True, slots=True)
class Card:
    """A reply, in the order in which it is read."""

    heading: str
    trail: tuple[str, ...]
    """How the question was understood, and what was repaired."""
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    choices: Section
    """What can be chosen or asked next."""


def card(answer: Answer, dataset: Dataset) -> Card:
    """Lay out `answer`, which came from an engine on `dataset`."""
    return Card(
        heading=answer.heading,
        trail=tuple(_trail(answer, dataset)),
        sections=tuple(section for section in _sections(answer, dataset) if section.rows),
        notes=(*_cut(answer), *answer.notes, *_source(answer, dataset)),
        choices=Section(_invitation(answer), tuple(_choices(answer))),
    )


def choices(answer: Answer) -> dict[int, Option]:
    """The answer's options by the numbers that pick them, which go on from those of its list."""
    listed = len(answer.ranking) if _lists_ranking(answer) else len(answer.cases) if _lists_cases(answer) else 0
    return dict(enumerate(answer.options, listed + 1))


def plain(it: Card) -> str:
    """The card as plain text: lines with nothing at their end, blocks with a blank line between them."""
    blocks = ["\n".join(part for part in (it.heading, *it.trail) if part)]
    blocks += [_list(section) for section in it.sections]
    blocks.append("\n".join(it.notes))
    if it.choices.rows:
        blocks.append(_list(it.choices))
    return printable("\n\n".join(block for block in blocks if block))


def printable(text: str) -> str:
    """The text without control characters (line ends stay) and marks of direction."""
    return text.translate(_UNPRINTABLE)


def line(row: Row) -> str:
    """A row as one line."""
    start = f"{row.label} " if row.label else ""
    return f"{start}{row.text}（{row.remark}）" if row.remark else f"{start}{row.text}"


def _list(section: Section) -> str:
    lines = [line(row) for row in section.rows]
    return "\n".join([section.title, *lines] if section.title else lines)


def _trail(answer: Answer, dataset: Dataset) -> Iterator[str]:
    if answer.kind == "card":
        yield from (_place(case, dataset) for case in answer.cases)
    if answer.understood:
        yield f"理解为：{answer.understood}"
    if answer.repairs:
        yield "；".join(f"已按“{repair.target}”理解“{repair.source}”" for repair in answer.repairs) + "。"


def _choices(answer: Answer) -> Iterator[Row]:
    for number, option in choices(answer).items():
        yield Row(option.label, f"{number}.")
    if answer.kind == "clarify":
        yield Row(NEITHER, "0.")


def _invitation(answer: Answer) -> str:
    """What leads to the choices, where the heading does not lead to them itself."""
    if answer.kind == "clarify" or (answer.kind in ("refuse", "help") and answer.heading.endswith("：")):
        return ""
    return "可以这样问：" if answer.kind in ("refuse", "help") else "也可以问："


def _cut(answer: Answer) -> Iterator[str]:
    for rows, measure in ((answer.cases, "个案例"), (answer.agencies, "个单位"), (answer.ranking, "项")):
        if len(rows) > SHOWN:
            yield f"……等 {len(rows)} {measure}，这里列出前 {SHOWN} {measure}。"


def _sections(answer: Answer, dataset: Dataset) -> Iterator[Section]:
    if _lists_ranking(answer):
        yield Section("", tuple(_ranked(answer.ranking)))
        return
    cases = list(_cases(answer, dataset)) if _lists_cases(answer) else []
    if answer.kind == "units":
        yield from _units(answer.agencies)
        yield from (replace(section, title=f"出自{section.title}") for section in cases)
        return
    yield from cases
    if _lists_units(answer):
        yield from _units(answer.agencies)


def _lists_ranking(answer: Answer) -> bool:
    """Of two that are compared, the heading tells all."""
    return len(answer.ranking) > (2 if answer.kind == "compare" else 0)


def _lists_cases(answer: Answer) -> bool:
    if answer.kind == "units":
        return len(answer.cases) <= _BESIDE
    return answer.kind != "card" and not answer.ranking


def _lists_units(answer: Answer) -> bool:
    return answer.kind != "yes_no" or len(answer.agencies) <= _BESIDE


def _cases(answer: Answer, dataset: Dataset) -> Iterator[Section]:
    """The cases under their tiers; in one list where the order, best first, mixes these."""
    rows = list(enumerate(islice(answer.cases, SHOWN), 1))
    groups = [list(group) for _, group in groupby(rows, lambda row: (row[1].notice, row[1].tier))]
    mixed = len(groups) > len({(case.notice, case.tier) for _, case in rows})
    whole = len(rows) == len(answer.cases)
    numbered = mixed or not _is_tier(rows, len(answer.cases), dataset)
    for group in [rows] if mixed else groups:
        name = "" if mixed else _group(group[0][1], dataset)
        yield Section(
            f"{name}（{len(group)} 个）" if name and whole else name,
            tuple(
                Row(case.title, f"{position}.", _remark(case, answer, dataset, numbered=numbered, mixed=mixed))
                for position, case in group
            ),
        )


def _is_tier(rows: Sequence[tuple[int, Case]], count: int, dataset: Dataset) -> bool:
    """Whether the list is one whole tier in order, so that a position is the case's own number."""
    if not rows or any(case.number != position for position, case in rows):
        return False
    first = rows[0][1]
    return count == sum(case.tier == first.tier for case in _notice(first, dataset).cases)


def _remark(case: Case, answer: Answer, dataset: Dataset, *, numbered: bool, mixed: bool) -> str:
    """What stands beside a case: its own number, as its position is that in the list, and how it was found."""
    own = _number(case, dataset) if numbered else ""
    if mixed:
        own = _joined(_which(case, dataset), own)
    return "，".join(part for part in (own, answer.marks.get(case.id, "")) if part)


def _units(agencies: Sequence[Agency]) -> Iterator[Section]:
    """The units under their provinces, in the order in which these come first."""
    provinces: dict[str, list[Row]] = {}
    for agency in islice(agencies, SHOWN):
        province = agency.place.province.short if agency.place else "其他"
        provinces.setdefault(province, []).append(Row(agency.name))
    whole = len(agencies) <= SHOWN
    for province, rows in provinces.items():
        count = f"（{len(rows)} 个）" if whole and len(agencies) > len(provinces) else ""
        yield Section(f"{province}{count}", tuple(rows))


def _ranked(ranking: Sequence[Ranked]) -> Iterator[Row]:
    """A place in the ranking each; who ties shares the place."""
    place = 0
    for position, ranked in enumerate(islice(ranking, SHOWN), 1):
        if position == 1 or ranked.value != ranking[position - 2].value:
            place = position
        yield Row(f"{ranked.name}：{ranked.value}", f"{place}.")


def _notice(case: Case, dataset: Dataset) -> Notice:
    return next(notice for notice in dataset.notices if notice.id == case.notice)


def _source(answer: Answer, dataset: Dataset) -> Iterator[str]:
    """The notice that a case's card rests on, with its date where it carries one."""
    for case in answer.cases if answer.kind == "card" else ():
        notice = _notice(case, dataset)
        yield f"出处：《{notice.title}》" + (f"（{notice.issued}）" if notice.issued else "")


def _group(case: Case, dataset: Dataset) -> str:
    """The name of the case's tier, after the notice's where there are several."""
    return _joined(_which(case, dataset), case.tier or "")


def _place(case: Case, dataset: Dataset) -> str:
    """The case's tier and number in full."""
    place = f"{case.tier}第 {case.number} 个" if case.tier else f"第 {case.number} 个案例"
    return _joined(_which(case, dataset), place)


def _number(case: Case, dataset: Dataset) -> str:
    """The case's own number as people say it: 最佳 3."""
    tier = next(tier for tier in _notice(case, dataset).tiers if tier.name == case.tier)
    name = min((tier.name or "", *tier.aliases), key=len)
    return f"{name} {case.number}" if tier.name else f"原文第 {case.number} 个"


def _which(case: Case, dataset: Dataset) -> str:
    """The notice's short name where several are loaded."""
    if len(dataset.notices) == 1:
        return ""
    notice = _notice(case, dataset)
    return min(notice.aliases, key=len) if notice.aliases else f"《{notice.title}》"


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
