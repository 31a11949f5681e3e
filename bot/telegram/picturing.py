"""Which answers there are pictures of: what is drawn, and the button that asks for it."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.pictures.sheet import Sheet
from bot.pictures.showing import card_of, map_of
from bot.telegram.buttons import Operation, data
from bot.telegram.door import Reply
from intents.matrix import mapped
from intents.refine import matched

OP = "g"
"""The operation of the button 图; no answer takes its place, so `steps` does not know it."""

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


def sheet_of(reply: Reply) -> Sheet | None:
    """What the picture of a reply shows; None where it is about no cases."""
    query, engine = reply.query, reply.engine
    if query is None or reply.answer.kind in ("clarify", "none", "refuse", "help"):
        return None
    cases = mapped(query, engine.world)
    if len(cases) == 1:
        marked = reply.matched or matched(query.where, cases[0], engine.world)
        return card_of(cases[0], engine, marked)
    return map_of(query, engine)
