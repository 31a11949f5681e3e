"""Render the messages of subscriptions: a new notice, the changes of a revised one, or the case of a day."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import structlog

from bot.store import Announcement, Subscription
from bot.telegram.rendering.keyboards import ButtonRow, Rank, lay_out
from bot.telegram.rendering.notice_summary import render_summary
from bot.telegram.services import Services
from bot.telegram.subscriptions.cards import (
    conversation_of,
    daily_heading,
    empty_notice_page,
    linked_bot,
    new_notice_card,
    render_daily_case,
    revised_notice_card,
    weekly_card,
    weekly_heading,
)
from bot.telegram.subscriptions.conditions import load_query
from bot.telegram.subscriptions.management import ending_button
from bot.telegram.subscriptions.outgoing import OutdatedError, OutgoingMessage
from bot.telegram.subscriptions.schedule import DAILY, WEEKLY
from data.model import Notice
from data.snapshot import loads as load_snapshot
from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.model.query import EVERYTHING, Filter, Query
from intents.views.daily_case import pick_daily_case
from intents.views.notice_diff import NoticeDiff, compare_notices, restrict_cases
from intents.views.subscription_filter import describe_filter
from intents.views.summary import summarize_notice

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

RETENTION_SECONDS = 90 * 24 * 60 * 60
"""Retention of the outbox rows that say which revision was sent."""
WEEK_SECONDS = 7 * 24 * 60 * 60
NO_NEWS = "过去一周没有新的通知。看一个案例："
NO_MATCHING_NEWS = "过去一周没有符合条件的新通知。看一个案例："
MAX_COMPARISONS = 8
"""Comparisons of two revisions in memory; the least recently used are dropped."""


@dataclass(slots=True)
class _Comparison:
    """An earlier revision of a notice and its difference to the present one."""

    before: Notice
    diff: NoticeDiff
    index: CaseIndex | None = None
    """The index of `before`; built for the first subscription with a filter."""


class OutboxRenderer:
    """Renders the messages of events; what recipients share is cached. `OutboxRenderer().render` is a `Render`."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        """The engine that the caches belong to."""
        self._announcements: dict[tuple[str, str], Announcement | None] = {}
        self._comparisons: OrderedDict[tuple[str, str, str], _Comparison | None] = OrderedDict()
        self._lock = asyncio.Lock()

    async def render(self, services: Services, subscription: Subscription, event: str) -> OutgoingMessage | None:
        """Return the message for a subscription; None if there is nothing to send, now or later.

        That is the case if nothing matches its filter or the day is over. Raises `OutdatedError` if the data does not
        contain the revision (a newer one has its own event), `StoreError`, and `ValueError` if the event is malformed.
        """
        engine = services.answerer.engine
        kind, _, rest = event.partition(":")
        if kind == DAILY:
            outgoing = await _render_daily(services, subscription, date.fromisoformat(rest), engine)
        elif kind == WEEKLY:
            outgoing = await _render_weekly(services, subscription, date.fromisoformat(rest), engine)
        elif kind == "notice":
            name, _, revision = rest.rpartition("@")
            notice = next((one for one in engine.dataset.notices if (one.id, one.revision) == (name, revision)), None)
            if notice is None:
                raise OutdatedError
            outgoing = await self._render_notice(services, subscription, notice, engine)
        else:
            raise ValueError(event)
        if outgoing is None:
            return None
        outgoing = await _with_ending(services, subscription, outgoing)
        today = _today(services)  # the message may wait long for its turn, until new data or a new day
        return replace(outgoing, is_current=lambda: services.answerer.engine is engine and _today(services) == today)

    async def _render_notice(
        self, services: Services, subscription: Subscription, notice: Notice, engine: Engine
    ) -> OutgoingMessage | None:
        query = load_query(subscription, engine)
        if query is None:
            return None
        before = await self._known_revision(services, subscription, notice, engine)
        summary = summarize_notice(notice, query, engine)
        diff = NoticeDiff()
        if before is not None and (comparison := await self._compare(before, notice, engine)):
            diff = comparison.diff
            if query.where != EVERYTHING:  # changes of other cases are no news to this subscription
                diff = await self._restrict(comparison, query.where, engine)
                if not diff or not (summary or diff.cases):
                    return None
        if summary is None:
            return OutgoingMessage(empty_notice_page(notice, diff, describe_filter(query, engine))) if diff else None
        card = new_notice_card(summary) if before is None else revised_notice_card(summary, diff)
        conversation = conversation_of(subscription)
        me = await linked_bot(services, conversation)
        return OutgoingMessage(
            *render_summary(summary, conversation, None, services.answerer, engine, card=card, me=me)
        )

    async def _known_revision(
        self, services: Services, subscription: Subscription, notice: Notice, engine: Engine
    ) -> Announcement | None:
        """Return the revision that was sent last or present when subscribing; None if the notice is new to them."""
        if engine is not self._engine:
            self._engine = engine
            self._announcements.clear()
            self._comparisons.clear()
        received = await services.store.outbox.find_received_revision(subscription.id, notice.id)
        if received not in (None, notice.revision):
            return await self._find_announcement(services, notice.id, received)
        visited = {notice.revision}  # a notice that was reverted leads back to itself
        newest = await self._find_announcement(services, notice.id, notice.revision)
        previous = newest.previous if newest else None
        while previous is not None and previous not in visited:
            visited.add(previous)
            announcement = await self._find_announcement(services, notice.id, previous)
            # present when they subscribed, or sent so long ago that its row is gone: they know it
            known_until = max(subscription.at, services.clock() - RETENTION_SECONDS)
            if announcement is None or announcement.at <= known_until:
                return announcement
            previous = announcement.previous
        return None

    async def _find_announcement(self, services: Services, notice: str, revision: str) -> Announcement | None:
        key = notice, revision
        if key not in self._announcements:
            self._announcements[key] = await services.store.outbox.find_announcement(notice, revision)
        return self._announcements[key]

    async def _compare(self, before: Announcement, notice: Notice, engine: Engine) -> _Comparison | None:
        key = notice.id, before.revision, notice.revision
        async with self._lock:  # its recipients are served concurrently; one of them compares
            if key not in self._comparisons:
                # a large notice would hold up answers
                self._comparisons[key] = await asyncio.to_thread(_compare, before, notice, engine)
                if len(self._comparisons) > MAX_COMPARISONS:
                    self._comparisons.popitem(last=False)
            self._comparisons.move_to_end(key)
            return self._comparisons[key]

    async def _restrict(self, comparison: _Comparison, where: Filter, engine: Engine) -> NoticeDiff:
        async with self._lock:
            if comparison.index is None:
                dataset = replace(engine.dataset, notices=(comparison.before,))
                comparison.index = await asyncio.to_thread(CaseIndex.build, dataset)
        return restrict_cases(comparison.diff, where, comparison.index, engine.index)


def _compare(announcement: Announcement, notice: Notice, engine: Engine) -> _Comparison | None:
    try:
        before = load_snapshot(announcement.snapshot, engine.dataset.regions)
    except ValueError:  # a region of it may have been removed from the data
        log.warning("revision_unreadable", notice=notice.id, revision=announcement.revision)
        return None
    return _Comparison(before, compare_notices(before, notice))


async def _with_ending(services: Services, subscription: Subscription, outgoing: OutgoingMessage) -> OutgoingMessage:
    """Add the button that ends the subscription, unless everybody in a channel would see it."""
    if await linked_bot(services, conversation_of(subscription)) is not None:
        return outgoing
    page = outgoing.page
    rows = [ButtonRow(Rank.USE, row) for row in page.keyboard.inline_keyboard] if page.keyboard else []
    keyboard = lay_out([*rows, ButtonRow(Rank.CHOICE, [ending_button(subscription.id)])])
    return replace(outgoing, page=replace(page, keyboard=keyboard))


def _today(services: Services) -> date:
    return datetime.fromtimestamp(services.clock(), services.settings.timezone).date()


async def _render_daily(
    services: Services, subscription: Subscription, day: date, engine: Engine
) -> OutgoingMessage | None:
    query = load_query(subscription, engine)
    # quiet hours may end the next day
    last = day if subscription.quiet_from is None else day + timedelta(days=1)
    if query is None or not day <= _today(services) <= last:
        return None
    return await _render_case(services, subscription, query, day, engine, daily_heading(day))


async def _render_weekly(
    services: Services, subscription: Subscription, day: date, engine: Engine
) -> OutgoingMessage | None:
    """Render the notices of the week before a day that have cases for the subscription; without any, a case."""
    query = load_query(subscription, engine)
    if query is None or not timedelta(0) <= _today(services) - day < timedelta(days=7):
        return None
    since = max(subscription.at, datetime.combine(day, time(), services.settings.timezone).timestamp() - WEEK_SECONDS)
    announced = await services.store.outbox.latest_announcements()
    summaries = [
        summary
        for notice in engine.dataset.notices
        if notice.id in announced
        and announced[notice.id].revision == notice.revision
        and announced[notice.id].at > since
        and (summary := summarize_notice(notice, query, engine))
    ]
    if not summaries:
        no_news = NO_NEWS if query.where == EVERYTHING else NO_MATCHING_NEWS
        return await _render_case(services, subscription, query, day, engine, f"{weekly_heading(day)}\n{no_news}")
    conversation = conversation_of(subscription)
    me = await linked_bot(services, conversation)
    card = weekly_card(weekly_heading(day), summaries)
    return OutgoingMessage(
        *render_summary(summaries[-1], conversation, None, services.answerer, engine, card=card, me=me)
    )


async def _render_case(
    services: Services, subscription: Subscription, query: Query, day: date, engine: Engine, heading: str
) -> OutgoingMessage | None:
    """Render the case of a day that meets the query; None if none does."""
    case = pick_daily_case(query, day, engine)
    if case is None:
        return None
    conversation = conversation_of(subscription)
    return OutgoingMessage(*await render_daily_case(services, conversation, case, query, engine, heading=heading))
