"""The buttons that ask for a picture of an answer, and the picture that they ask for."""

from __future__ import annotations

import re

from telegram import InlineKeyboardButton, User

from bot.pictures.content import build_case_picture, build_map
from bot.pictures.model import MapPicture, Picture
from bot.telegram.conversations.answerer import Reply, is_chat
from bot.telegram.conversations.callback_data import MAX_LENGTH, Operation, encode_action
from bot.telegram.rendering import share_links
from intents.views.matrix import select_cases

PHOTO = "g"
"""The operation of the button 图. It sends a message of its own, so `callback_actions` does not handle it.

Followed by a number, it is the operation of the button below a picture that had no room for all cases: the position of
the first case that it left out.
"""
_OPERATION = re.compile(rf"{PHOTO}(|[1-9][0-9]{{0,8}})")

PHOTO_PAYLOAD = "m"
"""The first letter of the payload of a link to the picture of what the rest of it leads to."""

_KINDS = ("cases", "count", "card", "rank", "units")


def reply_buttons(reply: Reply, me: User) -> list[InlineKeyboardButton]:
    """Return the button of the picture of a list or a card.

    Under an inline message, to whose chat the bot can send nothing, it opens the private chat.
    """
    exchange, answer = reply.exchange, reply.answer
    if reply.query is None or answer.kind not in _KINDS or not len(answer.cases):
        return []
    label = "图" if len(answer.cases) == 1 else "对照图"
    if is_chat(exchange.chat):
        return [_button(label, exchange.id, PHOTO)]
    payload = f"{PHOTO_PAYLOAD}{share_links.reply_payload(reply)}"
    return [InlineKeyboardButton(label, url=share_links.deep_link(me, payload))] if len(payload) <= MAX_LENGTH else []


def parse_start(op: str) -> int | None:
    """Return the position of the case at which the requested picture begins; None for any other operation."""
    match = _OPERATION.fullmatch(op)
    return int(match[1] or 0) if match else None


def picture_buttons(picture: Picture, exchange: int) -> list[InlineKeyboardButton]:
    """Return the buttons below a picture that answers this exchange: the remaining cases, and the answer as text."""
    rest = isinstance(picture, MapPicture) and picture.next
    more = [_button("后面的案例 ›", exchange, f"{PHOTO}{rest}")] if rest else []
    return [*more, _button("文字版", exchange, "o1")]


def reply_picture(reply: Reply, start: int = 0) -> Picture | None:
    """Return the picture of a reply, from the case at this position on; None if it is not about cases."""
    query, engine = reply.query, reply.engine
    if query is None or reply.answer.kind in ("clarify", "none", "refuse", "help"):
        return None
    cases = select_cases(query, engine.index)
    if len(cases) == 1 and not start:  # with a start it continues a map, even if one case is left
        return build_case_picture(cases[0], engine, reply.matched)
    return build_map(query, engine, start)


def _button(label: str, exchange: int, op: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=encode_action(Operation(exchange, op)))
