"""/subscribe, 订阅: what a chat or a topic wants to be sent from now on is understood, kept and read back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import structlog

from bot.cards.card import describe_repairs
from bot.cli.sessions import excerpt
from bot.store import Subscription
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.handlers.subscriptions import MOST, present, told
from bot.telegram.rendering.notice_summary import shown
from bot.telegram.replies import send_page, send_text
from bot.telegram.services import Services
from bot.telegram.subscriptions.cards import confirmed, links, of_day
from bot.telegram.subscriptions.permissions import refusal
from bot.telegram.subscriptions.schedule import DAILY, SubscriptionRequest, clock, daily_event, parse_request
from intents.engine import Engine
from intents.model.query import EVERYTHING, Query
from intents.serialization.codec import dumps
from intents.views.daily_case import daily
from intents.views.subscription_filter import Condition, condition, examples
from intents.views.summary import summarise

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

LONGEST = 200
"""Characters of a condition: a list of all subscriptions is one message."""

NO_TIME = "每天几点发？请写明时间，从 00:00 到 23:59，例如：/subscribe 每日 09:00"
NO_CONDITION = "“{text}”看不出是什么条件，所以没有订阅。条件可以是地区、等次、单位或者主题，例如：{examples}。"
TOO_LONG = f"条件太长了，请写得短一些：最多 {LONGEST} 个字。"
FULL = f"这里已经有 {MOST} 个订阅了，请先用 /unsubscribe 退掉几个。"


async def subscribe(services: Services, incoming: IncomingMessage) -> None:
    """Subscribe the chat or topic where it was said; `IncomingMessage.text` is what to."""
    engine, wished = services.answerer.engine, parse_request(incoming.text)
    stated = condition(wished.condition[: LONGEST + 1], engine) if wished.condition else Condition(Query(), "")
    refused = await refusal(services, incoming.conversation) or _fault(wished, stated, engine)
    if refused or stated is None:
        await send_text(services, incoming, refused)
        return
    where = incoming.conversation
    new = Subscription(
        id=0,
        chat=where.chat,
        topic=where.topic,
        kind=wished.kind,
        query=dumps(stated.query) if stated.query.where != EVERYTHING else None,
        minute=wished.minute,
        by=where.asker,
        at=services.clock(),
    )
    there = await present(services, where.chat)
    before = next((one for one in there if _same(one, new)), None)
    if before is None and len(there) >= MOST:
        await send_text(services, incoming, FULL)
        return
    kept = await services.store.subscribers.subscribe(new)
    log.info("subscribed", chat=where.kind, kind=new.kind, again=before is not None)
    again = before is not None and before.minute == new.minute
    heading = f"{'这里已经订阅过了' if again else '已订阅'}：{told(new, engine)}"
    if new.kind == DAILY:
        await _daily(services, incoming, kept, stated, _moved(heading, before, new))
    else:
        await _notices(services, incoming, stated, heading)


async def _notices(services: Services, incoming: IncomingMessage, stated: Condition, heading: str) -> None:
    """Show the latest notice, as the subscription would have."""
    engine = services.answerer.engine
    details = tuple(_repaired(stated))
    latest = engine.dataset.notices[-1]
    summary = summarise(latest, stated.query, engine)
    if summary is None:
        nothing = f"最新一份《{latest.title}》里没有符合条件的案例，以后有了就发。"
        await send_text(services, incoming, "\n".join((heading, *details, nothing)))
        return
    it = confirmed(heading, details, summary)
    me = await links(services, incoming.conversation)
    await send_page(
        services,
        incoming,
        *shown(summary, incoming.conversation, incoming.message, services.answerer, engine, it=it, me=me),
    )


def _moved(heading: str, before: Subscription | None, new: Subscription) -> str:
    """The heading, and what is no longer so."""
    if before is None or before.minute == new.minute:
        return heading
    return f"{heading}\n原来的 {clock(before.minute or 0)} 不再发。"


async def _daily(
    services: Services, incoming: IncomingMessage, kept: Subscription, stated: Condition, heading: str
) -> None:
    """Say how many cases there are; show today's, if its time is past."""
    engine, minute = services.answerer.engine, kept.minute or 0
    now = datetime.fromtimestamp(services.clock(), services.settings.timezone)
    count = engine.index.evaluate(stated.query.where).bit_count()
    case = daily(stated.query, now.date(), engine)
    lines = [heading, *_repaired(stated)]
    if case is None:
        await send_text(services, incoming, "\n".join((*lines, "现在没有符合条件的案例，以后有了就发。")))
        return
    lines.append(f"这样的案例有 {count} 个，全部发过一遍才会重复。")
    if now.hour * 60 + now.minute < minute:
        had = await services.store.outbox.made(kept.id, daily_event(now.date()))
        first = f"今天的已经发过，下一个明天 {clock(minute)} 发。" if had else f"第一个今天 {clock(minute)} 发。"
        await send_text(services, incoming, "\n".join((*lines, first)))
        return
    lines.append("今天的时间已过，这就是今天的；下一个明天发。")
    above = "\n".join(lines)
    await send_page(
        services, incoming, *await of_day(services, incoming.conversation, case, stated.query, engine, above=above)
    )


def _fault(wished: SubscriptionRequest, stated: Condition | None, engine: Engine) -> str:
    """What keeps from subscribing to this; empty where nothing does."""
    if wished.kind == DAILY and wished.minute is None:
        return NO_TIME
    if len(wished.condition) > LONGEST:
        return TOO_LONG
    if stated is None:
        offered = "、".join(f"/subscribe {example}" for example in examples(engine))
        return NO_CONDITION.format(text=excerpt(wished.condition), examples=offered)
    return ""


def _same(one: Subscription, other: Subscription) -> bool:
    return (one.topic, one.kind, one.query) == (other.topic, other.kind, other.query)


def _repaired(stated: Condition) -> Iterator[str]:
    if stated.repairs:
        yield describe_repairs(stated.repairs)
