"""The button 答得不对 below answers."""

from __future__ import annotations

from telegram import InlineKeyboardButton

from bot.telegram.conversations.answerer import NO_ASSERTION, Reply, is_chat
from bot.telegram.conversations.callback_data import WRONG, Operation, encode_action


def reply_buttons(reply: Reply) -> list[InlineKeyboardButton]:
    """Return the button for an answer to somebody's question; none for a case opened by a button or a link."""
    answer, exchange = reply.answer, reply.exchange
    # nobody types what an inline message answers
    by_link = exchange.question is None and is_chat(exchange.chat)
    opened = answer.kind == "card" and (reply.has_back or by_link)
    if reply.query is None or answer.kind in NO_ASSERTION or opened or not exchange.asker:
        return []
    return [InlineKeyboardButton("答得不对", callback_data=encode_action(Operation(exchange.id, WRONG)))]
