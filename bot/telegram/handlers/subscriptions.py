"""/subscriptions and /unsubscribe: list the subscriptions of a chat, with a button to end each."""

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
from bot.telegram.callback_queries import PatternCallbackHandler, accept_callback, answering
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

MAX_SUBSCRIPTIONS = 20
"""Subscriptions of one chat, including its topics."""

NONE = "这里没有订阅。\n/subscribe 订阅新通知\n/subscribe {example} 只要符合条件的\n/subscribe 每日 09:00 每天一个案例"
ENDED = "已退订。"
GONE = "这个订阅已经不在了。"

_DATA = re.compile(r"s(?:all|[1-9][0-9]{0,17})\Z")
"""Callback data that ends a subscription by its id, or all of a chat."""
_ALL = "sall"
_BUTTONS_PER_ROW = 4


def describe_subscription(subscription: Subscription, engine: Engine) -> str:
    """Describe a subscription in words: 每天 09:00 一个案例（条件：地区：安徽）."""
    content = (
        f"每天 {format_minute(subscription.minute or 0)} 一个案例"
        if subscription.kind == DAILY
        else "新通知和修订的摘要"
    )
    query = load_query(subscription, engine)
    if query is None:
        return f"{content}（条件里的内容，数据里已经没有了，暂时不发）"
    condition = describe_filter(query, engine)
    return f"{content}（条件：{condition}）" if condition else f"{content}（不限条件）"


async def send_subscriptions(services: Services, incoming: IncomingMessage) -> None:
    """Send the list of this chat's subscriptions."""
    await _send_list(services, incoming, "这里的订阅：")


async def send_unsubscribe_menu(services: Services, incoming: IncomingMessage) -> None:
    """Send the list for choosing what to end, to those who may."""
    error = await permission_error(services, incoming.conversation)
    if error:
        await send_text(services, incoming, error)
    else:
        await _send_list(services, incoming, "要退订哪一个？")


async def _send_list(services: Services, incoming: IncomingMessage, heading: str) -> None:
    conversation = incoming.conversation
    page = await _list_page(services, conversation, heading)
    reply_to = None if conversation.private else incoming.message
    await services.sender.send(page, conversation.chat, topic=conversation.topic, reply_to=reply_to)


async def _list_page(services: Services, conversation: ConversationKey, heading: str) -> Page:
    """Return the list of the chat's subscriptions, those of other topics too, with a button to end each."""
    engine = services.answerer.engine
    subscriptions = await list_resumed(services, conversation.chat)
    rows = tuple(
        Row(describe_subscription(one, engine), f"{number}.", _topic_remark(one, conversation))
        for number, one in enumerate(subscriptions, 1)
    )
    if not subscriptions:
        example = next(iter(example_filters(engine)), "")
        return Page(escape(NONE.format(example=example)))
    return Page(as_message(Card(heading, (), (Section("", rows),), (), Section("", ()))).html, _keyboard(subscriptions))


async def list_resumed(services: Services, chat: int) -> list[Subscription]:
    """Return the subscriptions of a chat; resume suspended ones, since the bot has just received a message from it."""
    store = services.store.subscriptions
    subscriptions = await store.list_in_chat(chat)
    if all(subscription.active for subscription in subscriptions):
        return subscriptions
    await store.resume(chat)
    return await store.list_in_chat(chat)


def _topic_remark(subscription: Subscription, conversation: ConversationKey) -> str:
    """Return where the subscription is sent to, unless it is this topic."""
    if subscription.topic == conversation.topic:
        return ""
    return "发到别的话题" if subscription.topic else "发到 General 话题"


def _keyboard(subscriptions: Sequence[Subscription]) -> InlineKeyboardMarkup:
    buttons = [
        InlineKeyboardButton(f"退订 {number}", callback_data=f"s{one.id}")
        for number, one in enumerate(subscriptions, 1)
    ]
    rows = [buttons[first : first + _BUTTONS_PER_ROW] for first in range(0, len(buttons), _BUTTONS_PER_ROW)]
    return InlineKeyboardMarkup(
        [*rows, [InlineKeyboardButton("全部退订", callback_data=_ALL)]] if len(subscriptions) > 1 else rows
    )


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of these buttons."""

    async def handle_callback(update: Update, _context: Any) -> None:
        query = update.callback_query
        if query is None:
            return
        conversation = await accept_callback(services, query)
        if conversation is None or query.message is None:
            return
        if error := await permission_error(services, conversation):
            await services.sender.answer_callback(query.id, error)
            return
        ended = await _unsubscribe(services, conversation, query.data or "")
        async with answering(services, query, ENDED if ended else GONE):
            # the list is shown again even if nothing was ended: it may be outdated
            page = await _list_page(services, conversation, "这里的订阅：")
            await services.sender.edit(page, conversation.chat, query.message.message_id)
        log.info("unsubscribed", chat=conversation.kind, count=ended)

    return [PatternCallbackHandler(handle_callback, _DATA)]


async def _unsubscribe(services: Services, conversation: ConversationKey, data: str) -> int:
    """End the subscriptions that the data names, of this chat only; return how many."""
    # a forged button may hold the id of another chat's subscription
    subscriptions = await services.store.subscriptions.list_in_chat(conversation.chat)
    ids = [one.id for one in subscriptions if data in (_ALL, f"s{one.id}")]
    return sum([await services.store.subscriptions.unsubscribe(id_, services.clock()) for id_ in ids])


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)
