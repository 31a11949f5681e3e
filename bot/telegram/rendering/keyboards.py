"""The buttons of an answer: its cases, pages, options and refinements, and the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.cards.card import NEITHER as NEITHER_LABEL
from bot.telegram.conversations.callback_data import (
    BACK,
    NEITHER,
    Opening,
    Operation,
    case_key,
    encode_action,
)
from bot.telegram.rendering.html import MAX_LABEL_CHARACTERS, RenderedMessage, displayable
from intents.model.answer import Answer
from intents.views.refinements import Refinement

_MAX_NUMBERS_IN_ROW = 8
"""Buttons with numbers in a row: Telegram shows no more next to each other."""
_MAX_TITLES = 3
"""Cases whose buttons have titles; those of longer lists have numbers."""
_MAX_PAGES_WITHOUT_JUMP = 3
"""With more pages, there are buttons to the first and the last one."""
_MAX_REFINEMENT_ROWS = 3
"""Rows of refinements: more would push the answer off a phone's screen."""
_ROW_COLUMNS, _PADDING_COLUMNS = 40, 4
"""Columns of a row of buttons on a phone, and of a button besides its label; a Chinese character takes two."""
_PLACES_IN_ROW = 4
"""Names of provinces are short: four fit on a phone."""

Buttons = list[InlineKeyboardButton]


def answer_keyboard(
    answer: Answer,
    exchange: int,
    message: RenderedMessage,
    refinements: Sequence[Refinement] = (),
    *,
    back: bool = False,
) -> InlineKeyboardMarkup | None:
    """Return the buttons of an answer: cases, pages, options (with 都不是), refinements, and 返回 if `back`."""
    rows = [
        *_cases(answer, exchange, message),
        *_pages(exchange, message),
        *_options(answer, exchange, message),
        *_pack(_button(refinement.label, exchange, refinement.op) for refinement in refinements),
        *([[_button("‹ 返回", exchange, BACK)]] if back else []),
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def places_keyboard(places: Sequence[Refinement], exchange: int, page: int) -> InlineKeyboardMarkup:
    """Return buttons for the provinces to choose from (`list_place_refinements`) and back to page `page`."""
    rows = _distribute([_button(place.label, exchange, place.op) for place in places], _PLACES_IN_ROW)
    return InlineKeyboardMarkup([*rows, [_button("‹ 返回", exchange, f"p{page}")]])


def button_json(button: InlineKeyboardButton) -> dict[str, Any]:
    """Return a button as JSON; faster than the library's `to_dict`, which looks at every field a button may have."""
    if isinstance(button.callback_data, str):
        return {"text": button.text, "callback_data": button.callback_data}
    if button.switch_inline_query is not None:
        return {"text": button.text, "switch_inline_query": button.switch_inline_query}
    if button.copy_text is not None:
        return {"text": button.text, "copy_text": {"text": button.copy_text.text}}
    return button.to_dict()


def _cases(answer: Answer, exchange: int, message: RenderedMessage) -> Iterator[Buttons]:
    """Yield rows with a button for each case of the page."""
    by_title = len(message.cases) <= _MAX_TITLES
    buttons = []
    for position, case in zip(message.cases, answer.cases[message.cases.start : message.cases.stop], strict=True):
        label = _label(f"{position + 1}. {case.title}") if by_title else f"{position + 1}"
        buttons.append(InlineKeyboardButton(label, callback_data=encode_action(Opening(case_key(case), exchange))))
    yield from _distribute(buttons, 1 if by_title else _MAX_NUMBERS_IN_ROW)


def _pages(exchange: int, message: RenderedMessage) -> Iterator[Buttons]:
    page, pages = message.page, message.pages
    jump = pages > _MAX_PAGES_WITHOUT_JUMP
    targets = {  # 0 for no button
        "« 1": 1 if jump and page > 2 else 0,  # on page 2, ‹ leads to page 1 as well
        "‹ 上一页": page - 1,
        "下一页 ›": page + 1 if page < pages else 0,
        f"{pages} »": pages if jump and page < pages - 1 else 0,
    }
    if pages > 1:
        yield [_button(label, exchange, f"p{number}") for label, number in targets.items() if number]


def _options(answer: Answer, exchange: int, message: RenderedMessage) -> Iterator[Buttons]:
    # options that are the listed cases (第 3 个 of each tier) already have buttons with titles, which say more
    are_cases = 1 < len(answer.options) == len(message.cases) <= _MAX_TITLES
    for number, option in enumerate(answer.options if not are_cases else (), 1):
        yield [_button(option.label, exchange, f"o{number}")]
    if answer.kind == "clarify":
        yield [_button(NEITHER_LABEL, exchange, NEITHER)]


def _pack(buttons: Iterable[InlineKeyboardButton]) -> list[Buttons]:
    """Fill rows with as many buttons as a phone shows with whole labels; drop those beyond the last row."""
    rows: list[Buttons] = []
    free = 0
    for button in buttons:
        width = sum(1 + (not char.isascii()) for char in button.text) + _PADDING_COLUMNS
        if width > free:
            rows.append([])
            free = _ROW_COLUMNS
        rows[-1].append(button)
        free -= width
    return rows[:_MAX_REFINEMENT_ROWS]


def _distribute(buttons: Buttons, max_in_row: int) -> list[Buttons]:
    """Distribute buttons over rows whose lengths differ by at most one."""
    rows = -(-len(buttons) // max_in_row)
    ends = [len(buttons) * row // rows for row in range(rows + 1)] if rows else [0]
    return [buttons[start:end] for start, end in pairwise(ends)]


def _button(label: str, exchange: int, op: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(_label(label), callback_data=encode_action(Operation(exchange, op)))


def _label(text: str) -> str:
    text = " ".join(displayable(text).split()) or "……"  # Telegram refuses an empty label
    return text if len(text) <= MAX_LABEL_CHARACTERS else f"{text[: MAX_LABEL_CHARACTERS - 1]}…"
