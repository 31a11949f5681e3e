"""Which answers there are pictures of: what is drawn, and the button that asks for it."""

from __future__ import annotations

import re

from telegram import InlineKeyboardButton

from bot.pictures.content import card_of, map_of
from bot.pictures.model import MapPicture, Picture
from bot.telegram.conversations.answerer import Reply
from bot.telegram.conversations.callback_data import Operation, encode_action
from intents.views.matrix import select_cases
from intents.views.refinements import matching_agencies

PHOTO = "g"
"""The operation of the button 图; no answer takes its place, so `steps` does not know it.

With a number it is that of the button below a picture that had no room for all: the position of the first it left out.
"""
_OP = re.compile(rf"{PHOTO}(|[1-9][0-9]{{0,8}})")

_CHATS = 1 << 52
"""The ids of Telegram's chats are less; others stand for messages that were posted where the bot is not."""


def reply_buttons(reply: Reply) -> list[InlineKeyboardButton]:
    """图, under lists of cases and cards; none under what is posted elsewhere, where the bot can send no picture."""
    exchange = reply.exchange
    if not (0 < abs(exchange.chat) < _CHATS) or reply.answer.kind not in ("cases", "count", "card", "rank", "units"):
        return []
    if reply.query is None or not len(reply.answer.cases):
        return []
    return [InlineKeyboardButton("图", callback_data=encode_action(Operation(exchange.id, PHOTO)))]


def parse_start(op: str) -> int | None:
    """The position of the case at which the picture begins that a button asks for; None for any other operation."""
    found = _OP.fullmatch(op)
    return int(found[1] or 0) if found else None


def picture_buttons(sheet: Picture, exchange: int) -> list[InlineKeyboardButton]:
    """The buttons below a picture, which is the answer of this exchange: the rest of the cases, and it in words."""
    rest = isinstance(sheet, MapPicture) and sheet.next
    more = (
        [InlineKeyboardButton("后面的案例 ›", callback_data=encode_action(Operation(exchange, f"{PHOTO}{rest}")))]
        if rest
        else []
    )
    return [*more, InlineKeyboardButton("文字版", callback_data=encode_action(Operation(exchange, "o1")))]


def reply_picture(reply: Reply, start: int = 0) -> Picture | None:
    """What the picture of a reply shows, from the case at this position on; None where it is about no cases."""
    query, engine = reply.query, reply.engine
    if query is None or reply.answer.kind in ("clarify", "none", "refuse", "help"):
        return None
    cases = select_cases(query, engine.index)
    if len(cases) == 1 and not start:
        marked = reply.matched or matching_agencies(query.where, cases[0], engine.index)
        return card_of(cases[0], engine, marked)
    return map_of(query, engine, start)
