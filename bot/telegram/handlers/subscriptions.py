"""What a chat is subscribed to, as a list with a button to end each: /subscriptions and /unsubscribe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import UpdateType as Kind

from bot.cards.card import Card
from bot.cards.lists import Row, Section
from bot.store import Subscription
from bot.telegram.callback_queries import PatternCallbackHandler, accept_callback
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.html import render_card as as_message
from bot.telegram.rendering.page import Page
from bot.telegram.replies import send_text
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.subscriptions.content import load_query
from bot.telegram.subscriptions.permissions import permission_error
from bot.telegram.subscriptions.schedule import DAILY, format_minute
from intents.engine import Engine
from intents.views.subscription_filter import describe_filter, example_filters

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MOST = 20
"""Subscriptions of one chat, with all its topics."""

NONE = "这里没有订阅。\n/subscribe 订阅新通知\n/subscribe {example} 只要符合条件的\n/subscribe 每日 09:00 每天一个案例"
ENDED = "已退订。"
GONE = "这个订阅已经不在了。"

_DATA = re.compile(r"s(?:all|[1-9][0-9]{0,17})\Z")
"""The callback_data that ends a subscription by its id, or all of a chat's."""
_ALL = "sall"
_ACROSS = 4


def told(one: Subscription, engine: Engine) -> str:
    """A subscription in words: 每天 09:00 一个案例（条件：地区：安徽）."""
    what = f"每天 {format_minute(one.minute or 0)} 一个案例" if one.kind == DAILY else "新通知和修订的摘要"
    query = load_query(one, engine)
    if query is None:
        return f"{what}（条件里的内容，数据里已经没有了，暂时不发）"
    said = describe_filter(query, engine)
    return f"{what}（条件：{said}）" if said else f"{what}（不限条件）"


async def subscriptions(services: Services, incoming: IncomingMessage) -> None:
    """Say what this chat is subscribed to."""
    await _show(services, incoming, "这里的订阅：")


async def unsubscribe(services: Services, incoming: IncomingMessage) -> None:
    """Let its owner and administrators choose what to end."""
    refused = await permission_error(services, incoming.conversation)
    if refused:
        await send_text(services, incoming, refused)
    else:
        await _show(services, incoming, "要退订哪一个？")


async def _show(services: Services, incoming: IncomingMessage, heading: str) -> None:
    conversation = incoming.conversation
    page = await _page(services, conversation, heading)
    reply_to = None if conversation.private else incoming.message
    await services.sender.send(page, conversation.chat, topic=conversation.topic, reply_to=reply_to)


async def _page(services: Services, conversation: ConversationKey, heading: str) -> Page:
    """The chat's subscriptions, those of other topics too, and a button to end each."""
    engine = services.answerer.engine
    found = await present(services, conversation.chat)
    rows = tuple(
        Row(told(one, engine), f"{number}.", _remark(one, conversation)) for number, one in enumerate(found, 1)
    )
    if not found:
        example = next(iter(example_filters(engine)), "")
        return Page(escape(NONE.format(example=example)))
    return Page(as_message(Card(heading, (), (Section("", rows),), (), Section("", ()))).html, _keyboard(found))


async def present(services: Services, chat: int) -> list[Subscription]:
    """The subscriptions of a chat where somebody speaks to the bot: if they rested, they do so no longer."""
    subscribers = services.store.subscriptions
    found = await subscribers.list_in_chat(chat)
    if all(one.active for one in found):
        return found
    await subscribers.resume(chat)
    return await subscribers.list_in_chat(chat)


def _remark(one: Subscription, conversation: ConversationKey) -> str:
    """Where it is sent to, if not here."""
    return "" if one.topic == conversation.topic else "发到别的话题" if one.topic else "发到 General 话题"


def _keyboard(found: Sequence[Subscription]) -> InlineKeyboardMarkup:
    each = [InlineKeyboardButton(f"退订 {n}", callback_data=f"s{one.id}") for n, one in enumerate(found, 1)]
    rows = [each[first : first + _ACROSS] for first in range(0, len(each), _ACROSS)]
    return InlineKeyboardMarkup(
        [*rows, [InlineKeyboardButton("全部退订", callback_data=_ALL)]] if len(found) > 1 else rows
    )


# Presses.


def handlers(services: Services) -> list[Handler]:
    """The presses of those buttons."""

    async def pressed(update: Update, _context: Any) -> None:
        query = update.callback_query
        if query is None:
            return
        conversation = await accept_callback(services, query)
        if conversation is None or query.message is None:
            return
        if refused := await permission_error(services, conversation):
            await services.sender.answer_callback(query.id, refused)
            return
        ended = await _end(services, conversation, query.data or "")
        await services.sender.answer_callback(query.id, ENDED if ended else GONE)
        await services.sender.edit(
            await _page(services, conversation, "这里的订阅："), conversation.chat, query.message.message_id
        )
        log.info("unsubscribed", chat=conversation.kind, count=ended)

    return [PatternCallbackHandler(pressed, _DATA)]


async def _end(services: Services, conversation: ConversationKey, data: str) -> int:
    """End what is meant, of this chat only: a forged button may hold any id. Gives how many."""
    found = await services.store.subscriptions.list_in_chat(conversation.chat)
    ended = [one.id for one in found if data in (_ALL, f"s{one.id}")]
    return sum([await services.store.subscriptions.unsubscribe(one, services.clock()) for one in ended])


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), handlers)
