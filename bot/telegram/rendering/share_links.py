"""The buttons 分享 and 复制链接 of a reply, and the payloads of the deep links that they share."""

from __future__ import annotations

import base64
from contextlib import suppress
from urllib.parse import quote, urlencode

from telegram import CopyTextButton, InlineKeyboardButton, User

from bot.cards.card import as_shown
from bot.store import Exchange
from bot.telegram.conversations.answerer import Answerer, ConversationKey, Question, Reply, is_chat, restore_context
from bot.telegram.conversations.callback_actions import open_linked_case
from bot.telegram.conversations.callback_data import (
    MAX_LENGTH,
    Opening,
    case_key,
    case_payload,
    parse_payload,
    start_payload,
)
from bot.telegram.conversations.dataset_version import named_notices, version_stamp
from bot.telegram.conversations.pending_exchanges import PendingExchanges
from bot.telegram.rendering import inline_callback_data
from bot.text import printable
from data.model import Case, Dataset, Notice
from intents.model.query import IsCase, Query
from intents.serialization.validity import MissingEntityError

QUESTION_KIND = "inline"
"""The kind of an exchange that only stores a question which was typed inline."""

LATEST_NOTICE = "最新通知"
"""The inline query for the summary of the latest notice."""

_MAX_INLINE_QUERY = 256
"""Characters of an inline query: https://core.telegram.org/bots/api#inlinequery."""
_QUESTION, _EXCHANGE = "w", inline_callback_data.EXCHANGE
"""The first letters of payloads with a question and with an exchange; `parse_payload` parses the others."""
_ENCODING = "gb18030"
"""Encodes all of Unicode, and most Chinese characters in two bytes instead of UTF-8's three."""


def reply_buttons(reply: Reply, me: User) -> list[InlineKeyboardButton]:
    """Return 分享 for a reply, with 复制链接 for a card; none for one without anything to share."""
    answer = as_shown(reply.answer)
    if reply.query is None or answer.is_empty or answer.kind in ("help", "refuse", "clarify"):
        return []
    question = reply.engine.say(_shown_query(reply, reply.query))
    link = deep_link(me, reply_payload(reply))
    share = _share_button(question, question, link, me)
    return (
        [share, InlineKeyboardButton("复制链接", copy_text=CopyTextButton(link))] if answer.kind == "card" else [share]
    )


def notice_button(notice: Notice, dataset: Dataset, me: User) -> InlineKeyboardButton:
    """Return 分享 for the summary of a notice."""
    # an inline query can only ask for the latest notice
    inline_query = LATEST_NOTICE if notice is dataset.notices[-1] else ""
    payload = inline_callback_data.NOTICE + inline_callback_data.notice_source(notice).text
    return _share_button(inline_query, f"《{notice.title}》", deep_link(me, payload), me)


def _share_button(inline_query: str, text: str, link: str, me: User) -> InlineKeyboardButton:
    """Return 分享, which is an inline query, or shares the link and `text` where that is not possible."""
    if me.supports_inline_queries is not False and 0 < len(inline_query) <= _MAX_INLINE_QUERY:
        return InlineKeyboardButton("分享", switch_inline_query=inline_query)
    parameters = urlencode({"url": link, "text": text}, quote_via=quote)
    return InlineKeyboardButton("分享", url=f"https://t.me/share/url?{parameters}")


def case_link(case: Case, reply: Reply, me: User) -> str:
    """Return the link that opens a case of a reply's list."""
    # elsewhere than in a private chat it opens another chat, where the list is not known
    listing = reply.exchange.id if is_chat(reply.exchange.chat) and reply.exchange.chat > 0 else None
    return deep_link(me, case_payload(Opening(case_key(case), listing)))


def deep_link(me: User, payload: str) -> str:
    """Return the deep link with this payload."""
    return f"https://t.me/{me.username}?start={payload}"


def reply_payload(reply: Reply) -> str:
    """Return the payload for a reply: its case or its query, or else its exchange."""
    payload = self_contained_payload(reply)
    return payload if payload is not None else exchange_payload(reply.exchange)


def exchange_payload(row: Exchange) -> str:
    """Return the payload for a stored exchange."""
    return _EXCHANGE + inline_callback_data.exchange_source(row).text


def self_contained_payload(reply: Reply) -> str | None:
    """Return the payload for a reply that needs no exchange; None if it does."""
    if reply.answer.kind == "card":
        return start_payload(reply.answer.cases[0])
    # a query names cases by their places in a notice, where other cases may be later
    if reply.query is None or named_notices(reply.query):
        return None
    return start_payload(reply.query)


def question_payload(text: str) -> str | None:
    """Return the payload for a question; None if it is too long (about 23 Chinese characters fit)."""
    with suppress(UnicodeEncodeError):
        payload = _QUESTION + base64.urlsafe_b64encode(text.encode(_ENCODING)).decode().rstrip("=")
        return payload if len(payload) <= MAX_LENGTH else None
    return None


def question_exchange(text: str, conversation: ConversationKey, dataset: Dataset, answerer: Answerer) -> Exchange:
    """Build an exchange that stores a question before anyone has asked it."""
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
    """Return the notice of a payload; None if it has none, or one that the data does not have."""
    return (
        inline_callback_data.find_notice(payload[1:], dataset)
        if payload.startswith(inline_callback_data.NOTICE)
        else None
    )


async def open_link(
    payload: str, conversation: ConversationKey, message: int, answerer: Answerer, pending_exchanges: PendingExchanges
) -> Reply | None:
    """Answer the message that opened a link; return None if the link leads nowhere (any more)."""
    target = parse_payload(payload)
    if isinstance(target, Opening):
        return await open_linked_case(target, conversation, message, answerer)
    question = decode_question(payload)
    if payload.startswith(_EXCHANGE):
        row = await pending_exchanges.find(inline_callback_data.decode_exchange_id(payload[1:]) or 0)
        # ids can be guessed: the digest shows that the link was made for this exchange
        if row is None or inline_callback_data.exchange_source(row).text != payload[1:]:
            return None
        context = restore_context(row, answerer.engine)
        target = context.query if context else None
        question = row.question if row.kind == QUESTION_KIND else None
    if question is not None:
        return await answerer.ask(Question(conversation, question, answerer.clock(), message))
    if target is None:
        return None
    with suppress(MissingEntityError):
        return await answerer.answer_query(target, conversation, answerer.engine)
    return None


def decode_question(payload: str) -> str | None:
    """Return the question of a payload that `question_payload` wrote; None for any other."""
    with suppress(ValueError):
        text = base64.urlsafe_b64decode(payload[1:] + "=" * (-(len(payload) - 1) % 4)).decode(_ENCODING)
        # anyone can write a link, which the bot then quotes: no control characters
        return text if question_payload(text) == payload and text == printable(text) and text.strip() else None
    return None


def _shown_query(reply: Reply, query: Query) -> Query:
    """Return the query for what the reply shows: for a card, that of its case."""
    return Query("card", IsCase(reply.answer.cases[0].id)) if reply.answer.kind == "card" else query
