"""Passing answers on: 分享 and 复制链接 under a card, and what deep links open."""

from __future__ import annotations

import base64
from contextlib import suppress
from urllib.parse import quote, urlencode

from telegram import CopyTextButton, InlineKeyboardButton, User

from bot.telegram import carried
from bot.telegram.door import Door, Question, Reply, Where, recalled
from bot.telegram.drafts import Drafts
from bot.telegram.press import LONGEST, CaseKey, start_payload, started
from bot.telegram.stamps import notices_named
from bot.telegram.steps import opened as opened_case
from intents.query import IsCase, Query
from intents.stored import Gone

DRAFT = "inline"
"""The kind of an exchange that only keeps a question which was typed inline."""

_TYPED = 256
"""Characters of an inline query: https://core.telegram.org/bots/api#inlinequery."""
_WORDS, _ROW = "w", carried.ROW
"""The first letters of payloads that hold a question, and an exchange; `press.started` reads the others."""
_CODE = "gb18030"
"""It has every character, and a Chinese one in two bytes."""


def buttons(reply: Reply, me: User) -> list[InlineKeyboardButton]:
    """分享 and 复制链接 for what a reply shows; none where nothing was understood that one could pass on."""
    if reply.query is None or reply.answer.kind in ("help", "refuse", "clarify"):
        return []
    question = reply.engine.phraser.question(_shown(reply, reply.query))
    link = address(me, payload(reply))
    elsewhere = urlencode({"url": link, "text": question}, quote_via=quote)
    share = InlineKeyboardButton("分享", url=f"https://t.me/share/url?{elsewhere}")
    if me.supports_inline_queries and len(question) <= _TYPED:
        share = InlineKeyboardButton("分享", switch_inline_query=question)
    return [share, InlineKeyboardButton("复制链接", copy_text=CopyTextButton(link))]


def address(me: User, payload: str) -> str:
    """The deep link with this payload."""
    return f"https://t.me/{me.username}?start={payload}"


def payload(reply: Reply) -> str:
    """What a link carries to what a reply shows: a case, a query, or else its exchange."""
    short = self_contained(reply)
    return short if short is not None else _ROW + carried.of_row(reply.exchange).text


def self_contained(reply: Reply) -> str | None:
    """The payload, where it needs no exchange."""
    if reply.answer.kind == "card":
        return start_payload(reply.answer.cases[0])
    if reply.query is None or notices_named(reply.query):  # it names cases by their places, which may be others' later
        return None
    return start_payload(reply.query)


def asking(text: str) -> str | None:
    """The payload of a link that asks a question; None for one of more than 23 Chinese characters or so."""
    with suppress(UnicodeEncodeError):
        written = _WORDS + base64.urlsafe_b64encode(text.encode(_CODE)).decode().rstrip("=")
        return written if len(written) <= LONGEST else None
    return None


async def opened(payload: str, where: Where, message: int, door: Door, drafts: Drafts) -> Reply | None:
    """What a link leads to, as the answer to the message that opened it; None where that is nothing (any more)."""
    target = started(payload)
    if isinstance(target, CaseKey):
        return await opened_case(target, where, door)
    words = _asked(payload)
    if payload.startswith(_ROW):
        row = await drafts.find(carried.row_of(payload[1:]) or 0)
        if row is None or carried.of_row(row).text != payload[1:]:
            return None
        context = recalled(row, door.engine)
        target = context.query if context else None
        words = row.question if row.kind == DRAFT else None
    if words is not None:
        return await door.ask(Question(where, words, door.clock(), message))
    if target is None:
        return None
    with suppress(Gone):
        return await door.queried(target, where, door.engine)
    return None


def _asked(payload: str) -> str | None:
    """The question that `asking` wrote; None for any other payload."""
    with suppress(ValueError):
        text = base64.urlsafe_b64decode(payload[1:] + "=" * (-(len(payload) - 1) % 4)).decode(_CODE)
        return text if asking(text) == payload else None
    return None


def _shown(reply: Reply, query: Query) -> Query:
    """The query of what is shown: of one case, where the conditions came to it."""
    return Query("card", IsCase(reply.answer.cases[0].id)) if reply.answer.kind == "card" else query
