"""An answer laid out as a card: what is said, in which order, once for every surface; and the card as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.cards.lists import (
    MAX_LISTED,
    Row,
    Section,
    build_sections,
    find_notice,
    has_cases,
    has_ranking,
    join_parts,
    name_notice_of,
)
from data.model import Agency, Case, Dataset
from intents.model.answer import Answer, Option, Repair

__all__ = [
    "MAX_LISTED",
    "NEITHER",
    "Card",
    "Row",
    "Section",
    "build_card",
    "describe_repairs",
    "explain",
    "format_row",
    "number_options",
    "printable",
    "to_plain_text",
]

NEITHER = "都不是"
"""The choice beside the readings of a question that was not clear; its number is 0."""

# What a question can smuggle in and a terminal would obey: controls, and marks that turn the writing direction.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Card:
    """A reply, in the order in which it is read."""

    heading: str
    explanation: tuple[str, ...]
    """How the question was understood, and what was repaired."""
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    choices: Section
    """What can be chosen or asked next."""


def build_card(
    answer: Answer, dataset: Dataset, window: range | None = None, marked: AbstractSet[Agency] = frozenset()
) -> Card:
    """Lay out `answer`, which came from an engine on `dataset`; `marked` are units to mark.

    `window` are the positions (from 0) of its main list that are laid out, for a surface that has pages; without it
    the first are, and a note says so where there are more.
    """
    shown = range(MAX_LISTED) if window is None else window
    return Card(
        heading=answer.heading,
        explanation=tuple(explain(answer, dataset)),
        sections=tuple(section for section in build_sections(answer, dataset, shown, marked) if section.rows),
        notes=(*(_cut(answer) if window is None else ()), *answer.notes, *_source(answer, dataset)),
        choices=Section(_invitation(answer), tuple(_choices(answer))),
    )


def number_options(answer: Answer) -> dict[int, Option]:
    """The answer's options by the numbers that pick them, which go on from those of its list."""
    listed = len(answer.ranking) if has_ranking(answer) else len(answer.cases) if has_cases(answer) else 0
    return dict(enumerate(answer.options, listed + 1))


def to_plain_text(card: Card) -> str:
    """The card as plain text: lines with nothing at their end, blocks with a blank line between them."""
    blocks = ["\n".join(part for part in (card.heading, *card.explanation) if part)]
    blocks += [_list(section) for section in card.sections]
    blocks.append("\n".join(card.notes))
    if card.choices.rows:
        blocks.append(_list(card.choices))
    return printable("\n\n".join(block for block in blocks if block))


def printable(text: str) -> str:
    """The text without control characters (line ends stay) and marks of direction."""
    return _UNPRINTABLE.sub("", text)


def format_row(row: Row) -> str:
    """A row as one line."""
    start = f"{row.label} " if row.label else ""
    return f"{start}{row.text}（{row.remark}）" if row.remark else f"{start}{row.text}"


def describe_repairs(repairs: Iterable[Repair]) -> str:
    """What was read as something else, as a sentence."""
    return "；".join(f"已按“{repair.target}”理解“{repair.source}”" for repair in repairs) + "。"


def _list(section: Section) -> str:
    lines = [format_row(row) for row in section.rows]
    return "\n".join([section.title, *lines] if section.title else lines)


def explain(answer: Answer, dataset: Dataset) -> Iterator[str]:
    """The lines below the heading: where a case stands, how the question was understood, and what was repaired."""
    if answer.kind == "card":
        yield from (_place(case, dataset) for case in answer.cases)
    if answer.understood:
        yield f"理解为：{answer.understood}"
    if answer.repairs:
        yield describe_repairs(answer.repairs)


def _choices(answer: Answer) -> Iterator[Row]:
    for number, option in number_options(answer).items():
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
        if len(rows) > MAX_LISTED:
            yield f"……等 {len(rows)} {measure}，这里列出前 {MAX_LISTED} {measure}。"


def _source(answer: Answer, dataset: Dataset) -> Iterator[str]:
    """The notice that a case's card rests on, with its date where it carries one."""
    for case in answer.cases if answer.kind == "card" else ():
        notice = find_notice(case, dataset)
        yield f"出处：《{notice.title}》" + (f"（{notice.issued}）" if notice.issued else "")


def _place(case: Case, dataset: Dataset) -> str:
    """The case's tier and number in full."""
    place = f"{case.tier}第 {case.number} 个" if case.tier else f"第 {case.number} 个案例"
    return join_parts(name_notice_of(case, dataset), place)
