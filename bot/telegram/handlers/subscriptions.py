"""/subscriptions and /unsubscribe: list the subscriptions of a chat, with a button to end each."""

from __future__ import annotations

import re
from collections.abc import Sequence

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import UpdateType as Kind

from bot.cards.card import Card
from bot.cards.lists import Row, Section
from bot.store import Subscription
from bot.telegram.callback_queries import ButtonPress, PatternCallbackHandler, answering
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.html import render_card as as_message
from bot.telegram.rendering.keyboards import ButtonRow, Rank, lay_out, page_of
from bot.telegram.rendering.page import Page
from bot.telegram.replies import send_message, send_text
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.subscriptions.conditions import describe_subscription
from bot.telegram.subscriptions.permissions import permission_error
from bot.telegram.subscriptions.schedule import format_minute
from bot.telegram.subscriptions.targets import TargetError, find_target
from intents.views.subscription_filter import example_filters

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_SUBSCRIPTIONS = 20
"""Subscriptions of one chat, including its topics."""

NONE = (
    "这里没有订阅。\n· 订阅新通知：/subscribe\n· 只要符合条件的：<code>/subscribe {example}</code>\n"
    "· 每天一个案例：<code>/subscribe 每天 09:00</code>\n· 每周一份汇总：<code>/subscribe 每周一 09:00</code>"
)
"""HTML: a link would drop what stands after a command, code is copied."""
ENDED = "已退订。"
GONE = "这个订阅已经不在了。"
HERE = "这里的订阅："

_DATA = re.compile(r"s(?P<turn>p)?(?P<id>all|[1-9][0-9]{0,17})(?:\.(?P<page>[0-9]))?")
"""Callback data that ends a subscription by its id, or all of a chat, and shows a page of the list's buttons.

With `turn`, nothing is ended: the id only names the chat. With page 0, the message keeps its content, and the list is
sent below it (`management.ending_button`).
"""
_ALL = "all"


async def send_subscriptions(services: Services, incoming: IncomingMessage) -> None:
    """Send the list of the subscriptions of this chat, or of a channel that the text names."""
    try:
        target = await find_target(services, incoming)
    except TargetError as why:
        await send_text(services, incoming, str(why))
        return
    if target.title and (error := await permission_error(services, target.conversation, target.title)):
        await send_text(services, incoming, error)
        return
    heading = f"频道《{target.title}》的订阅：" if target.title else HERE
    page = await list_page(services, target.conversation, heading, elsewhere=bool(target.title))
    await send_message(services, incoming, page)


async def send_unsubscribe_menu(services: Services, incoming: IncomingMessage) -> None:
    """Send the list for choosing what to end, to those who may."""
    try:
        target = await find_target(services, incoming)
    except TargetError as why:
        await send_text(services, incoming, str(why))
        return
    if error := await permission_error(services, target.conversation, target.title):
        await send_text(services, incoming, error)
    else:
        page = await list_page(services, target.conversation, "要退订哪一个？", elsewhere=bool(target.title))
        await send_message(services, incoming, page)


async def list_page(
    services: Services, conversation: ConversationKey, heading: str = HERE, *, elsewhere: bool = False, page: int = 1
) -> Page:
    """Return the list of the chat's subscriptions, those of other topics too, with a button to end each.

    `elsewhere` is True if it is shown in another chat; `page` (from 1) is that of the buttons.
    """
    engine = services.answerer.engine
    subscriptions = await list_resumed(services, conversation.chat)
    rows = tuple(
        Row(describe_subscription(one, engine), f"{number}.", _topic_remark(one, conversation))
        for number, one in enumerate(subscriptions, 1)
    )
    if not subscriptions:
        example = next(iter(example_filters(engine)), "")
        return Page(NONE.format(example=escape(example)))
    card = Card(heading, (), (Section("", rows),), _quiet_notes(subscriptions), Section("", ()))
    keyboard = _keyboard(subscriptions, page, with_all=len(subscriptions) > 1 and not elsewhere)
    return Page(as_message(card).html, keyboard)


async def list_resumed(services: Services, chat: int) -> list[Subscription]:
    """Return the subscriptions of a chat; resume suspended ones, since the bot has just received a message from it."""
    store = services.store.subscriptions
    subscriptions = await store.list_in_chat(chat)
    if all(subscription.active for subscription in subscriptions):
        return subscriptions
    await store.resume(chat)
    return await store.list_in_chat(chat)


async def find_managed(
    services: Services, conversation: ConversationKey, subscription: int
) -> tuple[Subscription | None, ConversationKey]:
    """Return the subscription that a button names, and the chat whose administrators may change it.

    That is the chat of the button, or a channel, which its administrators manage in private. None for a subscription
    that is not there any more, or is that of another chat: a forged button may name any.
    """
    found = await services.store.subscriptions.find(subscription)
    if found is not None and found.chat != conversation.chat:
        if conversation.private and found.chat < 0:
            return found, ConversationKey(found.chat, found.topic, conversation.asker)
        found = None
    return found, conversation


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of these buttons."""

    async def handle(press: ButtonPress) -> None:
        query, conversation, match = press.query, press.conversation, press.match
        store, chat, shown = services.store.subscriptions, conversation, int(match["page"] or 1)
        if match["id"] == _ALL:
            subscriptions = await store.list_in_chat(conversation.chat)
        else:
            found, chat = await find_managed(services, conversation, int(match["id"]))
            subscriptions = [found] if found else []
        if error := await permission_error(services, chat):
            await services.sender.answer_callback(query.id, error if chat is conversation else GONE)
            return
        ended = 0
        if not match["turn"]:
            ended = sum([await store.unsubscribe(one.id, services.clock()) for one in subscriptions])
        answer = ENDED if ended else "" if match["turn"] and subscriptions else GONE
        async with answering(services, query, answer):
            # the list is shown again even if nothing was ended: it may be outdated
            page = await list_page(services, chat, elsewhere=chat is not conversation, page=shown or 1)
            if shown:
                await services.sender.edit(page, conversation.chat, press.message)
            elif ended:
                reply_to = None if conversation.private else press.message
                await services.sender.send(page, conversation.chat, topic=conversation.topic, reply_to=reply_to)
        log.info("unsubscribed", chat=conversation.kind, count=ended)

    return [PatternCallbackHandler(services, handle, _DATA)]


def _topic_remark(subscription: Subscription, conversation: ConversationKey) -> str:
    """Return where the subscription is sent to, unless it is this topic."""
    if subscription.topic == conversation.topic:
        return ""
    return "发到别的话题" if subscription.topic else "发到 General 话题"


def _quiet_notes(subscriptions: Sequence[Subscription]) -> tuple[str, ...]:
    hours = {(one.quiet_from, one.quiet_until) for one in subscriptions if one.quiet_from is not None}
    return tuple(
        f"静默：{format_minute(start or 0)} 到 {format_minute(end or 0)} 不发，过后补发。"
        for start, end in sorted(hours)
    )


def _keyboard(subscriptions: Sequence[Subscription], page: int, *, with_all: bool) -> InlineKeyboardMarkup | None:
    ending = [
        InlineKeyboardButton(f"退订 {number}", callback_data=f"s{one.id}.{page}")
        for number, one in enumerate(subscriptions, 1)
    ]
    rows = page_of(ending, page, int(with_all), lambda number: f"sp{subscriptions[0].id}.{number}")
    everything = [InlineKeyboardButton("全部退订", callback_data=f"s{_ALL}")] if with_all else []
    return lay_out([*rows, ButtonRow(Rank.CHOICE, everything)])


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)
