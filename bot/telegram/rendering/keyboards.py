"""The keyboard of a message: rows of buttons, few enough that a phone shows them below the answer.

What opens a case is a link in the text. A button changes the answer, or does something with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, islice, pairwise
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards.card import NEITHER as NEITHER_LABEL
from bot.telegram.conversations.callback_data import BACK, NEITHER, PLACES_PAGE, Operation, encode_action
from bot.telegram.rendering.html import MAX_LABEL_CHARACTERS, RenderedMessage, displayable
from intents.model.answer import Answer
from intents.views.refinements import Refinement

MAX_BUTTONS = 8
"""Buttons of a message."""
PREVIOUS, NEXT = "‹ 上一页", "下一页 ›"
_TIER_OPS = "tT"
"""The first letters of the operations that choose a tier (`intents.views.refinements`)."""
_ROW_COLUMNS, _PADDING_COLUMNS = 40, 2
"""Columns of a row of buttons on a phone, and of a button besides its label; a Chinese character takes two."""
YES, NO = "y", "n"
"""The answers to a question, at the end of callback data."""

Buttons = list[InlineKeyboardButton]


class Rank(IntEnum):
    """The importance of a row: where the buttons are too many, those of the last ranks are left out."""

    CHOICE = 0
    """What the user is asked to choose, and the way back."""
    USE = 1
    """What can be done with the answer: a picture, a file, sharing, saying that it is wrong."""
    TIERS = 2
    """The answer for another tier: all of them or none."""
    CHANGES = 3
    """The answer to a question next to it."""


@dataclass(frozen=True, slots=True)
class ButtonRow:
    """Buttons that belong together; a phone breaks them into several rows if they are too wide for one."""

    rank: Rank
    buttons: Sequence[InlineKeyboardButton]


def lay_out(rows: Iterable[ButtonRow]) -> InlineKeyboardMarkup | None:
    """Return a keyboard of the rows, in their order, with at most `MAX_BUTTONS` buttons; None without any."""
    rows = list(rows)
    free = MAX_BUTTONS
    kept: dict[int, Sequence[InlineKeyboardButton]] = {}
    for position in sorted(range(len(rows)), key=lambda position: rows[position].rank):
        row = rows[position]
        whole = row.rank is not Rank.TIERS or len(row.buttons) <= free
        kept[position] = row.buttons[:free] if whole else ()
        free -= len(kept[position])
    packed = [row for position in range(len(rows)) for row in _pack(kept[position])]
    return InlineKeyboardMarkup(packed) if packed else None


def answer_rows(
    answer: Answer,
    exchange: int,
    message: RenderedMessage,
    refinements: Sequence[Refinement] = (),
    use: Sequence[InlineKeyboardButton] = (),
    *,
    back: bool = False,
) -> Iterator[ButtonRow]:
    """Yield the rows of an answer: options (with 都不是), pages, tiers, changes, `use`, and 返回 if `back`."""
    for option in _options(answer, exchange, message):
        yield ButtonRow(Rank.CHOICE, [option])
    yield ButtonRow(Rank.CHOICE, list(_pages(exchange, message)))
    tiers = [refinement for refinement in refinements if refinement.op[0] in _TIER_OPS]
    yield ButtonRow(Rank.TIERS, [_button(tier.label, exchange, tier.op) for tier in tiers])
    changes = [refinement for refinement in refinements if refinement not in tiers]
    yield ButtonRow(Rank.CHANGES, [_button(change.label, exchange, change.op) for change in changes])
    yield ButtonRow(Rank.USE, use)
    yield ButtonRow(Rank.CHOICE, [_button("‹ 返回", exchange, BACK)] if back else [])


def places_keyboard(
    places: Sequence[Refinement], exchange: int, page: int, places_page: int = 1
) -> InlineKeyboardMarkup:
    """Return buttons for the provinces to choose from (`list_place_refinements`) and back to page `page`."""
    buttons = [_button(place.label, exchange, place.op) for place in places]
    turn_to = f"{encode_action(Operation(exchange, PLACES_PAGE))}{{}}".format
    back = ButtonRow(Rank.CHOICE, [_button("‹ 返回", exchange, f"p{page}")])
    return lay_out([*page_of(buttons, places_page, 1, turn_to), back]) or InlineKeyboardMarkup([])


def yes_or_no(data: str, yes: str, no: str) -> InlineKeyboardMarkup:
    """Return a button for each answer to a question: its label, and `data` with `YES` or `NO` as its callback data."""
    buttons = [
        InlineKeyboardButton(label, callback_data=f"{data}.{answer}") for label, answer in ((yes, YES), (no, NO))
    ]
    return InlineKeyboardMarkup([buttons])


def page_of(
    buttons: Sequence[InlineKeyboardButton], page: int, others: int, turn: Callable[[int], str]
) -> list[ButtonRow]:
    """Return rows with the buttons of a page (from 1), and one that turns to the pages beside it.

    All are on one page if that leaves room for `others` more. `turn` returns the callback data for a page.
    """
    if len(buttons) + others <= MAX_BUTTONS:
        return [ButtonRow(Rank.CHOICE, buttons)]
    size = MAX_BUTTONS - others - 2
    last = -(-len(buttons) // size)
    page = min(max(page, 1), last)
    turns = [(PREVIOUS, page - 1)] * (page > 1) + [(NEXT, page + 1)] * (page < last)
    return [
        ButtonRow(Rank.CHOICE, buttons[(page - 1) * size : page * size]),
        ButtonRow(Rank.CHOICE, [InlineKeyboardButton(label, callback_data=turn(number)) for label, number in turns]),
    ]


def button_json(button: InlineKeyboardButton) -> dict[str, Any]:
    """Return a button as JSON; faster than the library's `to_dict`, which looks at every field a button may have."""
    if isinstance(button.callback_data, str):
        return {"text": button.text, "callback_data": button.callback_data}
    if button.switch_inline_query is not None:
        return {"text": button.text, "switch_inline_query": button.switch_inline_query}
    if button.copy_text is not None:
        return {"text": button.text, "copy_text": {"text": button.copy_text.text}}
    return button.to_dict()


def _pages(exchange: int, message: RenderedMessage) -> Iterator[InlineKeyboardButton]:
    if message.page > 1:
        yield _button(PREVIOUS, exchange, f"p{message.page - 1}")
    if message.page < message.pages:
        yield _button(NEXT, exchange, f"p{message.page + 1}")


def _options(answer: Answer, exchange: int, message: RenderedMessage) -> Iterator[InlineKeyboardButton]:
    # options that are the listed cases (第 3 个 of each tier) are links in the list already
    are_cases = 1 < len(answer.options) == len(message.cases)
    for number, option in enumerate(answer.options if not are_cases else (), 1):
        yield _button(option.label, exchange, f"o{number}")
    if answer.kind == "clarify":
        yield _button(NEITHER_LABEL, exchange, NEITHER)


def _pack(buttons: Sequence[InlineKeyboardButton]) -> list[Buttons]:
    """Return as few rows as a phone shows with whole labels, as even as they can be.

    The buttons of a row are equally wide, so the widest label counts for each.
    """
    widths = [sum(1 + (not char.isascii()) for char in button.text) + _PADDING_COLUMNS for button in buttons]
    for rows in range(1, len(buttons) + 1):
        fitting = [sizes for sizes in _splits(len(buttons), rows) if _fits(widths, sizes)]
        if fitting:
            sizes = min(fitting, key=lambda sizes: (max(sizes), *(-size for size in sizes)))
            left = iter(buttons)
            return [list(islice(left, size)) for size in sizes]
    return [[button] for button in buttons]


def _splits(count: int, rows: int) -> Iterator[tuple[int, ...]]:
    """Yield each way to split so many buttons into rows, as the sizes of the rows."""
    for ends in combinations(range(1, count), rows - 1):
        yield tuple(end - start for start, end in pairwise((0, *ends, count)))


def _fits(widths: Sequence[int], sizes: Sequence[int]) -> bool:
    left = iter(widths)
    widest = [max(islice(left, size)) for size in sizes]
    return all(size == 1 or size * width <= _ROW_COLUMNS for size, width in zip(sizes, widest, strict=True))


def _button(label: str, exchange: int, op: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(_label(label), callback_data=encode_action(Operation(exchange, op)))


def _label(text: str) -> str:
    text = " ".join(displayable(text).split()) or "……"  # Telegram refuses an empty label
    return text if len(text) <= MAX_LABEL_CHARACTERS else f"{text[: MAX_LABEL_CHARACTERS - 1]}…"
