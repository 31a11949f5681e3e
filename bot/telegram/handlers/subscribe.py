"""/subscribe: parse, store and confirm a subscription of a chat or topic."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog

from bot.cards.card import describe_repairs
from bot.store import Subscription
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers.subscriptions import MAX_SUBSCRIPTIONS, describe_subscription, list_resumed
from bot.telegram.rendering.notice_summary import render_summary
from bot.telegram.replies import send_page, send_text
from bot.telegram.services import Services
from bot.telegram.subscriptions.cards import confirmation_card, linked_bot, render_daily_case
from bot.telegram.subscriptions.permissions import permission_error
from bot.telegram.subscriptions.schedule import DAILY, SubscriptionRequest, daily_event, format_minute, parse_request
from bot.text import excerpt
from intents.engine import Engine
from intents.model.query import EVERYTHING, Query
from intents.serialization.codec import dumps
from intents.views.daily_case import pick_daily_case
from intents.views.subscription_filter import SubscriptionFilter, example_filters, parse_filter
from intents.views.summary import summarize_notice

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_CONDITION = 200
"""Characters of a condition: the list of all subscriptions must fit into one message."""

NO_TIME = "每天几点发？请写明时间，从 00:00 到 23:59，例如：/subscribe 每日 09:00"
NO_CONDITION = "“{text}”看不出是什么条件，所以没有订阅。条件可以是地区、等次、单位或者主题，例如：{examples}。"
TOO_LONG = f"条件太长了，请写得短一些：最多 {MAX_CONDITION} 个字。"
FULL = f"这里已经有 {MAX_SUBSCRIPTIONS} 个订阅了，请先用 /unsubscribe 退掉几个。"


async def subscribe(services: Services, incoming: IncomingMessage) -> None:
    """Subscribe the chat or topic of the message; its text holds the arguments."""
    engine, request = services.answerer.engine, parse_request(incoming.text)
    # cut before parsing, which takes long for long texts; the extra character lets it be rejected below
    condition = (
        parse_filter(request.condition[: MAX_CONDITION + 1], engine)
        if request.condition
        else SubscriptionFilter(Query(), "")
    )
    error = await permission_error(services, incoming.conversation) or _request_error(request, condition, engine)
    if error or condition is None:
        await send_text(services, incoming, error)
        return
    conversation = incoming.conversation
    new = Subscription(
        id=0,
        chat=conversation.chat,
        topic=conversation.topic,
        kind=request.kind,
        query=dumps(condition.query) if condition.query.where != EVERYTHING else None,
        minute=request.minute,
        by=conversation.asker,
        at=services.clock(),
    )
    existing = await list_resumed(services, conversation.chat)
    # subscribing again is allowed when the limit is reached: it changes the time
    before = next((one for one in existing if _is_same(one, new)), None)
    if before is None and len(existing) >= MAX_SUBSCRIPTIONS:
        await send_text(services, incoming, FULL)
        return
    stored = await services.store.subscriptions.subscribe(new)
    log.info("subscribed", chat=conversation.kind, kind=new.kind, again=before is not None)
    unchanged = before is not None and before.minute == new.minute
    heading = f"{'这里已经订阅过了' if unchanged else '已订阅'}：{describe_subscription(new, engine)}"
    if new.kind == DAILY:
        await _confirm_daily(services, incoming, stored, condition, _with_old_time(heading, before, new))
    else:
        await _confirm_notices(services, incoming, condition, heading)


async def _confirm_notices(
    services: Services, incoming: IncomingMessage, condition: SubscriptionFilter, heading: str
) -> None:
    """Confirm with the latest notice as the subscription shows it."""
    engine = services.answerer.engine
    details = tuple(_repair_lines(condition))
    latest = engine.dataset.notices[-1]
    summary = summarize_notice(latest, condition.query, engine)
    if summary is None:
        nothing = f"最新一份《{latest.title}》里没有符合条件的案例，以后有了就发。"
        await send_text(services, incoming, "\n".join((heading, *details, nothing)))
        return
    card = confirmation_card(heading, details, summary)
    me = await linked_bot(services, incoming.conversation)
    await send_page(
        services,
        incoming,
        *render_summary(summary, incoming.conversation, incoming.message, services.answerer, engine, card=card, me=me),
    )


def _with_old_time(heading: str, before: Subscription | None, new: Subscription) -> str:
    """Return the heading, followed by the time that no longer applies if it has changed."""
    if before is None or before.minute == new.minute:
        return heading
    return f"{heading}\n原来的 {format_minute(before.minute or 0)} 不再发。"


async def _confirm_daily(
    services: Services, incoming: IncomingMessage, stored: Subscription, condition: SubscriptionFilter, heading: str
) -> None:
    """Confirm with the number of matching cases, and with today's case if its time is past."""
    engine, minute = services.answerer.engine, stored.minute or 0
    now = datetime.fromtimestamp(services.clock(), services.settings.timezone)
    count = engine.index.evaluate(condition.query.where).bit_count()
    case = pick_daily_case(condition.query, now.date(), engine)
    lines = [heading, *_repair_lines(condition)]
    if case is None:
        await send_text(services, incoming, "\n".join((*lines, "现在没有符合条件的案例，以后有了就发。")))
        return
    lines.append(f"这样的案例有 {count} 个，全部发过一遍才会重复。")
    if now.hour * 60 + now.minute < minute:
        was_sent = await services.store.outbox.has_row(stored.id, daily_event(now.date()))
        # a row exists if a subscription of an earlier time was served today
        first = (
            f"今天的已经发过，下一个明天 {format_minute(minute)} 发。"
            if was_sent
            else f"第一个今天 {format_minute(minute)} 发。"
        )
        await send_text(services, incoming, "\n".join((*lines, first)))
        return
    lines.append("今天的时间已过，这就是今天的；下一个明天发。")
    heading = "\n".join(lines)
    await send_page(
        services,
        incoming,
        *await render_daily_case(services, incoming.conversation, case, condition.query, engine, heading=heading),
    )


def _request_error(request: SubscriptionRequest, condition: SubscriptionFilter | None, engine: Engine) -> str:
    """Return why the request cannot be stored; empty if it can."""
    if request.kind == DAILY and request.minute is None:
        return NO_TIME
    if len(request.condition) > MAX_CONDITION:
        return TOO_LONG
    if condition is None:
        offers = "、".join(f"/subscribe {example}" for example in example_filters(engine))
        return NO_CONDITION.format(text=excerpt(request.condition), examples=offers)
    return ""


def _is_same(one: Subscription, other: Subscription) -> bool:
    return (one.topic, one.kind, one.query) == (other.topic, other.kind, other.query)


def _repair_lines(condition: SubscriptionFilter) -> Iterator[str]:
    if condition.repairs:
        yield describe_repairs(condition.repairs)
