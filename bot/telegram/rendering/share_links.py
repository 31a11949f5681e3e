"""Passing answers on: 分享 and 复制链接 under a card, and what deep links open."""

from __future__ import annotations

import base64
from contextlib import suppress
from urllib.parse import quote, urlencode

from telegram import CopyTextButton, InlineKeyboardButton, User

from bot.store import Exchange
from bot.telegram.conversations.answerer import Answerer, ConversationKey, Question, Reply, restore_context
from bot.telegram.conversations.callback_actions import open_case as opened_case
from bot.telegram.conversations.callback_data import MAX_LENGTH, CaseKey, parse_payload, start_payload
from bot.telegram.conversations.dataset_version import named_notices, version_stamp
from bot.telegram.conversations.pending_exchanges import PendingExchanges
from bot.telegram.rendering import inline_callback_data
from bot.text import printable
from data.model import Dataset, Notice
from intents.model.query import IsCase, Query
from intents.serialization.validity import MissingEntityError

QUESTION_KIND = "inline"
"""The kind of an exchange that only keeps a question which was typed inline."""

LATEST_NOTICE = "最新通知"
"""What is typed inline for the latest notice in short."""

_TYPED = 256
"""Characters of an inline query: https://core.telegram.org/bots/api#inlinequery."""
_WORDS, _ROW = "w", inline_callback_data.EXCHANGE
"""The first letters of payloads that hold a question, and an exchange; `press.started` reads the others."""
_CODE = "gb18030"
"""It has every character, and a Chinese one in two bytes."""


def reply_buttons(reply: Reply, me: User) -> list[InlineKeyboardButton]:
    """分享 and 复制链接 for what a reply shows; none where nothing was understood that one could pass on."""
    if reply.query is None or reply.answer.kind in ("help", "refuse", "clarify"):
        return []
    question = reply.engine.describer.question(_shown(reply, reply.query))
    return _buttons(question, question, reply_payload(reply), me)


def notice_buttons(notice: Notice, dataset: Dataset, me: User) -> list[InlineKeyboardButton]:
    """The same for a notice in short; inline, only the latest is."""
    typed = LATEST_NOTICE if notice is dataset.notices[-1] else ""
    return _buttons(
        typed, f"《{notice.title}》", inline_callback_data.NOTICE + inline_callback_data.notice_source(notice).text, me
    )


def _buttons(typed: str, said: str, payload: str, me: User) -> list[InlineKeyboardButton]:
    """The buttons for what is typed inline; where that cannot be, a link is shared, and what is said of it."""
    link = deep_link(me, payload)
    elsewhere = urlencode({"url": link, "text": said}, quote_via=quote)
    share = InlineKeyboardButton("分享", url=f"https://t.me/share/url?{elsewhere}")
    if me.supports_inline_queries is not False and 0 < len(typed) <= _TYPED:
        share = InlineKeyboardButton("分享", switch_inline_query=typed)
    return [share, InlineKeyboardButton("复制链接", copy_text=CopyTextButton(link))]


def deep_link(me: User, payload: str) -> str:
    """The deep link with this payload."""
    return f"https://t.me/{me.username}?start={payload}"


def reply_payload(reply: Reply) -> str:
    """What a link carries to what a reply shows: a case, a query, or else its exchange."""
    short = self_contained_payload(reply)
    return short if short is not None else exchange_payload(reply.exchange)


def exchange_payload(row: Exchange) -> str:
    """The payload that leads to what an exchange holds."""
    return _ROW + inline_callback_data.exchange_source(row).text


def self_contained_payload(reply: Reply) -> str | None:
    """The payload, where it needs no exchange."""
    if reply.answer.kind == "card":
        return start_payload(reply.answer.cases[0])
    if reply.query is None or named_notices(reply.query):  # it names cases by their places, which may be others' later
        return None
    return start_payload(reply.query)


def question_payload(text: str) -> str | None:
    """The payload of a link that asks a question; None for one of more than 23 Chinese characters or so."""
    with suppress(UnicodeEncodeError):
        written = _WORDS + base64.urlsafe_b64encode(text.encode(_CODE)).decode().rstrip("=")
        return written if len(written) <= MAX_LENGTH else None
    return None


def question_exchange(text: str, conversation: ConversationKey, dataset: Dataset, answerer: Answerer) -> Exchange:
    """An exchange that keeps a question which nobody has asked yet."""
    return Exchange(
        id=answerer.store.next_id(),
        chat=conversation.chat,
        asker=conversation.asker,
        question=text,
        kind=QUESTION_KIND,
        revision=version_stamp(dataset),
        at=answerer.clock(),
    )


def linked_notice(payload: str, dataset: Dataset) -> Notice | None:
    """The notice that a link leads to, if it leads to one that is (still) there."""
    return (
        inline_callback_data.find_notice(payload[1:], dataset)
        if payload.startswith(inline_callback_data.NOTICE)
        else None
    )


async def open_link(
    payload: str, conversation: ConversationKey, message: int, answerer: Answerer, pending_exchanges: PendingExchanges
) -> Reply | None:
    """What a link leads to, as the answer to the message that opened it; None where that is nothing (any more)."""
    target = parse_payload(payload)
    if isinstance(target, CaseKey):
        return await opened_case(target, conversation, answerer)
    words = decode_question(payload)
    if payload.startswith(_ROW):
        row = await pending_exchanges.find(inline_callback_data.decode_exchange_id(payload[1:]) or 0)
        if row is None or inline_callback_data.exchange_source(row).text != payload[1:]:
            return None
        context = restore_context(row, answerer.engine)
        target = context.query if context else None
        words = row.question if row.kind == QUESTION_KIND else None
    if words is not None:
        return await answerer.ask(Question(conversation, words, answerer.clock(), message))
    if target is None:
        return None
    with suppress(MissingEntityError):
        return await answerer.answer_query(target, conversation, answerer.engine)
    return None


def decode_question(payload: str) -> str | None:
    """The question that `asking` wrote; None for any other payload."""
    with suppress(ValueError):
        text = base64.urlsafe_b64decode(payload[1:] + "=" * (-(len(payload) - 1) % 4)).decode(_CODE)
        return text if question_payload(text) == payload and text == printable(text) and text.strip() else None
    return None


def _shown(reply: Reply, query: Query) -> Query:
    """The query of what is shown: of one case, where the conditions came to it."""
    return Query("card", IsCase(reply.answer.cases[0].id)) if reply.answer.kind == "card" else query
