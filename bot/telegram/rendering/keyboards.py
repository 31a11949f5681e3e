"""The buttons under a message: cases by number, pages, choices, refinements, and the way back."""

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

_ACROSS = 8
"""Buttons in a row, where each is a number: Telegram shows no more side by side."""
_FEW = 3
"""So many cases are opened by title, more by number."""
_JUMP = 3
"""Of more pages than these the first and the last can be turned to at once."""
_ROWS = 3
"""Rows of refinements."""
_WIDTH, _PADDING = 40, 4
"""Columns of a row of buttons on a phone, and those a button takes besides its label (a Chinese character is two)."""
_PLACES = 4
"""Places in a row."""

Buttons = list[InlineKeyboardButton]


def answer_keyboard(
    answer: Answer,
    exchange: int,
    message: RenderedMessage,
    refinements: Sequence[Refinement] = (),
    *,
    back: bool = False,
) -> InlineKeyboardMarkup | None:
    """The buttons under an answer: open a case, turn pages, options (with 都不是), refinements, 返回."""
    rows = [
        *_cases(answer, exchange, message),
        *_pages(exchange, message),
        *_options(answer, exchange, message),
        *_packed(_button(one.label, exchange, one.op) for one in refinements),
        *([[_button("‹ 返回", exchange, BACK)]] if back else []),
    ]
    return InlineKeyboardMarkup(rows) if rows else None


def places_keyboard(places: Sequence[Refinement], exchange: int, page: int) -> InlineKeyboardMarkup:
    """The provinces to choose from (`refinements.places`), with a button back to page `page` of the answer."""
    rows = _even([_button(place.label, exchange, place.op) for place in places], _PLACES)
    return InlineKeyboardMarkup([*rows, [_button("‹ 返回", exchange, f"p{page}")]])


def button_json(button: InlineKeyboardButton) -> dict[str, Any]:
    """A button as plain JSON: the library asks each for every field that a button may have, which shows."""
    if isinstance(button.callback_data, str):
        return {"text": button.text, "callback_data": button.callback_data}
    if button.switch_inline_query is not None:
        return {"text": button.text, "switch_inline_query": button.switch_inline_query}
    if button.copy_text is not None:
        return {"text": button.text, "copy_text": {"text": button.copy_text.text}}
    return button.to_dict()


def _cases(answer: Answer, exchange: int, message: RenderedMessage) -> Iterator[Buttons]:
    """A button for each case of the page."""
    by_title = len(message.cases) <= _FEW
    buttons = []
    for position, case in zip(message.cases, answer.cases[message.cases.start : message.cases.stop], strict=True):
        label = _label(f"{position + 1}. {case.title}") if by_title else f"{position + 1}"
        buttons.append(InlineKeyboardButton(label, callback_data=encode_action(Opening(case_key(case), exchange))))
    yield from _even(buttons, 1 if by_title else _ACROSS)


def _pages(exchange: int, message: RenderedMessage) -> Iterator[Buttons]:
    page, pages = message.page, message.pages
    far = pages > _JUMP
    to = {
        "« 1": 1 if far and page > 2 else 0,
        "‹ 上一页": page - 1,
        "下一页 ›": page + 1 if page < pages else 0,
        f"{pages} »": pages if far and page < pages - 1 else 0,
    }
    if pages > 1:
        yield [_button(label, exchange, f"p{number}") for label, number in to.items() if number]


def _options(answer: Answer, exchange: int, message: RenderedMessage) -> Iterator[Buttons]:
    each_a_case = 1 < len(answer.options) == len(message.cases) <= _FEW  # 第 3 个 of each tier: its title says more
    for number, option in enumerate(answer.options if not each_a_case else (), 1):
        yield [_button(option.label, exchange, f"o{number}")]
    if answer.kind == "clarify":
        yield [_button(NEITHER_LABEL, exchange, NEITHER)]


def _packed(buttons: Iterable[InlineKeyboardButton]) -> list[Buttons]:
    """As many side by side as a phone shows whole, in a few rows."""
    rows: list[Buttons] = []
    left = 0
    for button in buttons:
        width = sum(1 + (not char.isascii()) for char in button.text) + _PADDING
        if width > left:
            rows.append([])
            left = _WIDTH
        rows[-1].append(button)
        left -= width
    return rows[:_ROWS]


def _even(buttons: Buttons, most: int) -> list[Buttons]:
    """Rows of at most so many, none much shorter than another."""
    rows = -(-len(buttons) // most)
    ends = [len(buttons) * row // rows for row in range(rows + 1)] if rows else [0]
    return [buttons[start:end] for start, end in pairwise(ends)]


def _button(label: str, exchange: int, op: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(_label(label), callback_data=encode_action(Operation(exchange, op)))


def _label(text: str) -> str:
    text = " ".join(displayable(text).split()) or "……"  # an empty label is refused
    return text if len(text) <= MAX_LABEL_CHARACTERS else f"{text[: MAX_LABEL_CHARACTERS - 1]}…"
