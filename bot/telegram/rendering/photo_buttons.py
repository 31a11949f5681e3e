"""Which answers there are pictures of: what is drawn, and the button that asks for it."""

from __future__ import annotations

import re

from telegram import InlineKeyboardButton

from bot.pictures.content import build_case_picture, build_map
from bot.pictures.model import MapPicture, Picture
from bot.telegram.conversations.answerer import Reply
from bot.telegram.conversations.callback_data import Operation, data
from intents.views.matrix import mapped
from intents.views.refinements import matched

OP = "g"
"""The operation of the button 图; no answer takes its place, so `steps` does not know it.

With a number it is that of the button below a picture that had no room for all: the position of the first it left out.
"""
_OP = re.compile(rf"{OP}(|[1-9][0-9]{{0,8}})")

_CHATS = 1 << 52
"""The ids of Telegram's chats are less; others stand for messages that were posted where the bot is not."""


def buttons(reply: Reply) -> list[InlineKeyboardButton]:
    """图, under lists of cases and cards; none under what is posted elsewhere, where the bot can send no picture."""
    exchange = reply.exchange
    if not (0 < abs(exchange.chat) < _CHATS) or reply.answer.kind not in ("cases", "count", "card", "rank", "units"):
        return []
    if reply.query is None or not len(reply.answer.cases):
        return []
    return [InlineKeyboardButton("图", callback_data=data(Operation(exchange.id, OP)))]


def start_of(op: str) -> int | None:
    """The position of the case at which the picture begins that a button asks for; None for any other operation."""
    found = _OP.fullmatch(op)
    return int(found[1] or 0) if found else None


def below(sheet: Picture, exchange: int) -> list[InlineKeyboardButton]:
    """The buttons below a picture, which is the answer of this exchange: the rest of the cases, and it in words."""
    rest = isinstance(sheet, MapPicture) and sheet.next
    more = (
        [InlineKeyboardButton("后面的案例 ›", callback_data=data(Operation(exchange, f"{OP}{rest}")))] if rest else []
    )
    return [*more, InlineKeyboardButton("文字版", callback_data=data(Operation(exchange, "o1")))]


def sheet_of(reply: Reply, start: int = 0) -> Picture | None:
    """What the picture of a reply shows, from the case at this position on; None where it is about no cases."""
    query, engine = reply.query, reply.engine
    if query is None or reply.answer.kind in ("clarify", "none", "refuse", "help"):
        return None
    cases = mapped(query, engine.index)
    if len(cases) == 1 and not start:
        marked = reply.matched or matched(query.where, cases[0], engine.index)
        return build_case_picture(cases[0], engine, marked)
    return build_map(query, engine, start)
