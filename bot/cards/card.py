"""An answer as a card, the order of its parts for all surfaces, and the card as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from bot.cards import lists
from bot.cards.lists import MAX_LISTED, Row, Section
from bot.text import printable
from data.model import Agency, Case, Dataset
from data.record import record
from intents.model.answer import Answer, Option, Repair
from intents.model.query import IsCase, Query

NEITHER = "都不是"
"""The last option of an ambiguous question; its number is 0."""

REPHRASE = "那请换个说法再问，比如："
"""The heading of the help that answers `NEITHER`."""


@record
class Card:
    """The parts of a reply in reading order."""

    heading: str
    explanation: tuple[str, ...]
    """Lines on how the question was understood and which spellings were repaired."""
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    choices: Section
    """The options that the user can choose or ask next."""


def build_card(
    answer: Answer,
    dataset: Dataset,
    query: Query | None = None,
    *,
    window: range | None = None,
    marked: AbstractSet[Agency] = frozenset(),
) -> Card:
    """Build the card of an answer to `query` of an engine on `dataset`, with a mark on the units in `marked`.

    `window` is the range of positions (from 0) of the main list to show, for a surface with pages. Without it the first
    `MAX_LISTED` rows are shown, and a note says so if there are more.
    """
    answer, shown = as_shown(answer), range(MAX_LISTED) if window is None else window
    sections = lists.build_sections(answer, dataset, shown, marked, query)
    return Card(
        heading=answer.heading,
        explanation=tuple(explain(answer, dataset, query)),
        sections=tuple(section for section in sections if section.rows),
        notes=(*(_describe_cut(answer, dataset) if window is None else ()), *answer.notes, *_source(answer, dataset)),
        choices=Section(_invitation(answer), tuple(_choice_rows(answer))),
    )


def as_shown(answer: Answer) -> Answer:
    """Return the answer as it is shown: a list of one case is its card (SEMANTICS 9)."""
    if answer.kind != "cases" or len(answer.cases) != 1:
        return answer
    (case,) = answer.cases
    return answer.with_(kind="card", heading=case.title, agencies=case.agencies)


def number_options(answer: Answer) -> dict[int, Option]:
    """Return the options by the numbers that choose them, which continue those of the answer's list."""
    answer = as_shown(answer)
    listed = len(answer.ranking) if lists.has_ranking(answer) else len(answer.cases) if lists.has_cases(answer) else 0
    return dict(enumerate(answer.options, listed + 1))


def to_plain_text(card: Card) -> str:
    """Return the card as plain text, with blank lines between its blocks."""
    blocks = ["\n".join(part for part in (card.heading, *card.explanation) if part)]
    blocks += [_format_section(section) for section in card.sections]
    blocks.append("\n".join(card.notes))
    if card.choices.rows:
        blocks.append(_format_section(card.choices))
    return printable("\n\n".join(block for block in blocks if block))


def format_row(row: Row) -> str:
    """Format a row as one line."""
    start = f"{row.label} " if row.label else ""
    return f"{start}{row.text}{row.tail}" + (f"（{row.remark}）" if row.remark else "")


def describe_repairs(repairs: Iterable[Repair]) -> str:
    """Write the repairs as a sentence."""
    return "；".join(f"已按“{repair.target}”理解“{repair.source}”" for repair in repairs) + "。"


def _format_section(section: Section) -> str:
    lines = [format_row(row) for row in section.rows]
    return "\n".join([section.title, *lines] if section.title else lines)


def explain(answer: Answer, dataset: Dataset, query: Query | None = None) -> Iterator[str]:
    """Yield the lines below the heading: a case's position, the understanding of the question, and its repairs.

    Of a query for one case that was picked, there is nothing to understand: its title is the heading.
    """
    answer = as_shown(answer)
    if answer.kind == "card":
        yield from (_describe_position(case, answer, dataset) for case in answer.cases)
    picked = answer.kind == "card" and query is not None and isinstance(query.where, IsCase)
    if answer.understood and not picked:
        yield f"理解为：{answer.understood}"
    if answer.repairs:
        yield describe_repairs(answer.repairs)


def _choice_rows(answer: Answer) -> Iterator[Row]:
    for number, option in number_options(answer).items():
        yield Row(option.label, f"{number}.")
    if answer.kind == "clarify":
        yield Row(NEITHER, "0.")


def _invitation(answer: Answer) -> str:
    """Return the words before the choices; "" if the heading leads to them."""
    if answer.kind == "clarify" or (answer.kind in ("refuse", "help") and answer.heading.endswith("：")):
        return ""
    return "可以这样问：" if answer.kind in ("refuse", "help") else "也可以问："


def _describe_cut(answer: Answer, dataset: Dataset) -> Iterator[str]:
    noun = lists.noun_of_cases(answer.cases[:MAX_LISTED], dataset)
    of_cases = f"{noun.measure}{noun.noun}"
    for rows, measure in ((answer.cases, of_cases), (answer.agencies, "个单位"), (answer.ranking, "项")):
        if len(rows) > MAX_LISTED:
            yield f"……等 {len(rows)} {measure}，这里列出前 {MAX_LISTED} {measure}。"


def _source(answer: Answer, dataset: Dataset) -> Iterator[str]:
    """Yield the source of a case's card: its notice, and the date if there is one."""
    for case in answer.cases if answer.kind == "card" else ():
        notice = lists.find_notice(case, dataset)
        yield f"出处：《{notice.title}》" + (f"（{notice.issued}）" if notice.issued else "")


def _describe_position(case: Case, answer: Answer, dataset: Dataset) -> str:
    """Return the tier and number of the case in full, and through what it meets the conditions."""
    place, remark = lists.describe_position(case, dataset), answer.remarks.get(case.id, "")
    return lists.join_parts(lists.name_notice_of(case, dataset), place) + (f"（{remark}）" if remark else "")
