"""Confirm a subscription: what was subscribed to, what it has now, when it is sent first, and its buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards.card import describe_repairs
from bot.store import Subscription
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.keyboards import ButtonRow, Rank, lay_out
from bot.telegram.rendering.notice_summary import render_summary
from bot.telegram.rendering.page import Page
from bot.telegram.replies import send_message, send_page
from bot.telegram.services import Services
from bot.telegram.subscriptions.cards import confirmation_card, linked_bot, render_daily_case
from bot.telegram.subscriptions.conditions import describe_subscription
from bot.telegram.subscriptions.management import management_buttons
from bot.telegram.subscriptions.schedule import DAILY, NOTICE, WEEKLY, due_event, format_minute, format_time, last_due
from bot.telegram.subscriptions.targets import Target
from data.nouns import shared_noun
from intents.engine import Engine
from intents.views.daily_case import pick_daily_case
from intents.views.subscription_filter import SubscriptionFilter
from intents.views.summary import summarize_notice


async def confirm(
    services: Services,
    incoming: IncomingMessage,
    target: Target,
    stored: Subscription,
    before: Subscription | None,
    condition: SubscriptionFilter,
) -> None:
    """Confirm a stored subscription in reply to a message; `before` is the same one as it was before, if any.

    Raises `TelegramError`.
    """
    heading = _heading(stored, before, target, services.answerer.engine)
    if stored.kind == NOTICE:
        await _confirm_notices(services, incoming, stored, condition, heading)
    elif stored.kind == DAILY:
        await _confirm_daily(services, incoming, stored, condition, heading)
    else:
        await _confirm_weekly(services, incoming, stored, condition, heading)


def _heading(stored: Subscription, before: Subscription | None, target: Target, engine: Engine) -> str:
    """Return what was subscribed, followed by the time that no longer applies if it has changed."""
    unchanged = before is not None and before.minute == stored.minute
    where = f"频道《{target.title}》" if target.title else "这里" if unchanged else ""
    heading = f"{where}{'已经订阅过了' if unchanged else '已订阅'}：{describe_subscription(stored, engine)}"
    if before is None or unchanged:
        return heading
    return f"{heading}\n原来的{format_time(before.kind, before.minute or 0)} 不再发。"


async def _confirm_notices(
    services: Services, incoming: IncomingMessage, stored: Subscription, condition: SubscriptionFilter, heading: str
) -> None:
    """Confirm with the latest notice as the subscription shows it."""
    engine = services.answerer.engine
    details = tuple(_repair_lines(condition))
    latest = engine.dataset.notices[-1] if engine.dataset.notices else None
    summary = summarize_notice(latest, condition.query, engine) if latest else None
    me = await linked_bot(services, incoming.conversation)
    if summary is None:
        nothing = [f"最新一份《{latest.title}》里没有符合条件的{latest.noun}，以后有了就发。"] if latest else []
        await _send_managed(services, incoming, "\n".join((heading, *details, *nothing)), stored, managed=me is None)
        return
    card = confirmation_card(heading, details, summary)
    page, exchange = render_summary(
        summary, incoming.conversation, incoming.message, services.answerer, engine, card=card, me=me
    )
    if me is None and page.keyboard:
        rows = [page.keyboard.inline_keyboard[0], management_buttons(stored.id)]
        page = replace(page, keyboard=lay_out(ButtonRow(Rank.CHOICE, row) for row in rows))
    await send_page(services, incoming, page, exchange)


async def _confirm_daily(
    services: Services, incoming: IncomingMessage, stored: Subscription, condition: SubscriptionFilter, heading: str
) -> None:
    """Confirm with the number of matching cases, and with today's case if its time is past."""
    engine, minute = services.answerer.engine, stored.minute or 0
    now = datetime.fromtimestamp(services.clock(), services.settings.timezone)
    count = engine.index.evaluate(condition.query.where).bit_count()
    case = pick_daily_case(condition.query, now.date(), engine)
    noun = shared_noun(engine.dataset.notices)
    lines = [heading, *_repair_lines(condition)]
    me = await linked_bot(services, incoming.conversation)
    if case is None:
        lines.append(f"现在没有符合条件的{noun.noun}，以后有了就发。")
        await _send_managed(services, incoming, "\n".join(lines), stored, managed=me is None)
        return
    lines.append(f"这样的{noun.noun}有 {count} {noun.measure}，全部发过一遍才会重复。")
    if now.hour * 60 + now.minute < minute or stored.chat != incoming.conversation.chat:
        was_sent = await services.store.outbox.has_row(stored.id, due_event(DAILY, now.date()))
        # a row exists if a subscription of an earlier time was served today
        past = now.hour * 60 + now.minute >= minute
        first = (
            f"今天的已经发过，下一个明天 {format_minute(minute)} 发。"
            if was_sent
            else f"第一个{'明天' if past else '今天'} {format_minute(minute)} 发。"
        )
        await _send_managed(services, incoming, "\n".join((*lines, first)), stored, managed=me is None)
        return
    lines.append(f"今天的就在下面，下一个明天 {format_minute(minute)} 发。")
    page, exchange = await render_daily_case(
        services, incoming.conversation, case, condition.query, engine, heading="\n".join(lines)
    )
    if me is None and page.keyboard:
        rows = [*page.keyboard.inline_keyboard, management_buttons(stored.id)]
        page = replace(page, keyboard=lay_out(ButtonRow(Rank.CHOICE, row) for row in rows))
    await send_page(services, incoming, page, exchange)


async def _confirm_weekly(
    services: Services, incoming: IncomingMessage, stored: Subscription, condition: SubscriptionFilter, heading: str
) -> None:
    """Confirm with the day of the first digest and what it has."""
    now = datetime.fromtimestamp(services.clock(), services.settings.timezone)
    first = last_due(WEEKLY, stored.minute or 0, now) + timedelta(days=7)
    lines = [
        heading,
        *_repair_lines(condition),
        f"第一份 {first.month} 月 {first.day} 日发：一周里的新通知和修订；没有的话，发一个案例。",
    ]
    me = await linked_bot(services, incoming.conversation)
    await _send_managed(services, incoming, "\n".join(lines), stored, managed=me is None)


async def _send_managed(
    services: Services, incoming: IncomingMessage, text: str, stored: Subscription, *, managed: bool
) -> None:
    """Send a text with the buttons of a subscription, unless everybody in a channel would see them."""
    rows = [ButtonRow(Rank.CHOICE, management_buttons(stored.id))] if managed else []
    await send_message(services, incoming, Page(escape(text), lay_out(rows)))


def _repair_lines(condition: SubscriptionFilter) -> Iterator[str]:
    if condition.repairs:
        yield describe_repairs(condition.repairs)
