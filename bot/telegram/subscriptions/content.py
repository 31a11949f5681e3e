"""What a subscription is sent on an occasion: a notice in short, what changed in it, or a day's case."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, datetime

import structlog

from bot.store import Announcement, Subscription
from bot.telegram.rendering.notice_summary import render_summary
from bot.telegram.services import Services
from bot.telegram.subscriptions.cards import bare, digest, links, of_day, place, revised, title
from bot.telegram.subscriptions.outgoing import OutdatedError, OutgoingMessage
from data.model import Notice
from data.snapshot import loads as recall
from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.model.query import EVERYTHING, Filter, Query
from intents.serialization.codec import CodecError, loads
from intents.serialization.validity import MissingEntityError, check_query
from intents.views.daily_case import pick_daily_case
from intents.views.notice_diff import NoticeDiff, compare_notices, restrict_cases
from intents.views.subscription_filter import describe_filter
from intents.views.summary import summarize_notice

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

KEPT = 8
"""Comparisons of two revisions that are kept: those that were used last."""


@dataclass(slots=True)
class _Compared:
    """Two revisions of a notice side by side."""

    before: Notice
    changes: NoticeDiff
    index: CaseIndex | None = None
    """One that has the notice as it was; made for the first reader with a condition."""


class OutboxRenderer:
    """Renders the messages of events; what recipients share is cached. `OutboxRenderer().render` is a `Render`."""

    def __init__(self) -> None:
        self._engine: Engine | None = None
        """Whose notices the rest is of."""
        self._announced: dict[tuple[str, str], Announcement | None] = {}
        self._compared: OrderedDict[tuple[str, str, str], _Compared | None] = OrderedDict()
        self._making = asyncio.Lock()

    async def render(self, services: Services, subscription: Subscription, occasion: str) -> OutgoingMessage | None:
        """The message for this subscription; None where there is nothing to send to it, now and later.

        That is where nothing matches its filter, and where the day is over. Raises `OutdatedError` where the revision
        is not the one that the data has (a newer one has an occasion of its own); `StoreError`; `ValueError` for no
        occasion.
        """
        engine = services.answerer.engine
        kind, _, rest = occasion.partition(":")
        if kind == "daily":
            outgoing = await _daily(services, subscription, date.fromisoformat(rest), engine)
        elif kind == "notice":
            name, _, revision = rest.rpartition("@")
            notice = next((one for one in engine.dataset.notices if (one.id, one.revision) == (name, revision)), None)
            if notice is None:
                raise OutdatedError
            outgoing = await self._notice(services, subscription, notice, engine)
        else:
            raise ValueError(occasion)
        if outgoing is None:
            return None
        today = _today(services)
        return replace(outgoing, holds=lambda: services.answerer.engine is engine and _today(services) == today)

    async def _notice(
        self, services: Services, subscription: Subscription, notice: Notice, engine: Engine
    ) -> OutgoingMessage | None:
        query = wanted(subscription, engine)
        if query is None:
            return None
        before = await self._before(services, subscription, notice, engine)
        summary = summarize_notice(notice, query, engine)
        found = NoticeDiff()
        if before is not None and (compared := await self._comparison(before, notice, engine)):
            found = compared.changes
            if query.where != EVERYTHING:
                found = await self._under(compared, query.where, engine)
                if not found or not (summary or found.cases):
                    return None
        if summary is None:
            return OutgoingMessage(bare(notice, found, describe_filter(query, engine))) if found else None
        it = digest(summary) if before is None else revised(summary, found)
        where = place(subscription)
        reader = await links(services, where)
        return OutgoingMessage(*render_summary(summary, where, None, services.answerer, engine, card=it, me=reader))

    async def _before(
        self, services: Services, subscription: Subscription, notice: Notice, engine: Engine
    ) -> Announcement | None:
        """The revision that this reader knows: was sent, or could see when they subscribed; None where it is new."""
        if engine is not self._engine:
            self._engine = engine
            self._announced.clear()
            self._compared.clear()
        received = await services.store.outbox.find_received_revision(subscription.id, notice.id)
        if received not in (None, notice.revision):
            return await self._announcement(services, notice.id, received)
        met = {notice.revision}
        now = await self._announcement(services, notice.id, notice.revision)
        earlier = now.previous if now else None
        while earlier is not None and earlier not in met:
            met.add(earlier)
            known = await self._announcement(services, notice.id, earlier)
            if known is None or known.at <= subscription.at:
                return known
            earlier = known.previous
        return None

    async def _announcement(self, services: Services, notice: str, revision: str) -> Announcement | None:
        key = notice, revision
        if key not in self._announced:
            self._announced[key] = await services.store.outbox.find_announcement(notice, revision)
        return self._announced[key]

    async def _comparison(self, before: Announcement, notice: Notice, engine: Engine) -> _Compared | None:
        key = notice.id, before.revision, notice.revision
        async with self._making:
            if key not in self._compared:
                self._compared[key] = await asyncio.to_thread(_compare, before, notice, engine)
                if len(self._compared) > KEPT:
                    self._compared.popitem(last=False)
            self._compared.move_to_end(key)
            return self._compared[key]

    async def _under(self, compared: _Compared, where: Filter, engine: Engine) -> NoticeDiff:
        async with self._making:
            if compared.index is None:
                was = replace(engine.dataset, notices=(compared.before,))
                compared.index = await asyncio.to_thread(CaseIndex.build, was)
        return restrict_cases(compared.changes, where, compared.index, engine.index)


def _compare(before: Announcement, notice: Notice, engine: Engine) -> _Compared | None:
    try:
        was = recall(before.snapshot, engine.dataset.regions)
    except ValueError:
        log.warning("revision_unreadable", notice=notice.id, revision=before.revision)
        return None
    return _Compared(was, compare_notices(was, notice))


def wanted(subscription: Subscription, engine: Engine) -> Query | None:
    """The query that the subscription keeps; None where the data has no more what it names."""
    if subscription.query is None:
        return Query()
    try:
        query = loads(subscription.query)
        check_query(query, engine.index, engine.lexicon)
    except (CodecError, MissingEntityError):
        return None
    return query


def _today(services: Services) -> date:
    return datetime.fromtimestamp(services.clock(), services.settings.timezone).date()


async def _daily(services: Services, subscription: Subscription, day: date, engine: Engine) -> OutgoingMessage | None:
    """That day's case, on that day; None where there is none, or the day is over."""
    query = wanted(subscription, engine)
    if query is None or _today(services) != day:
        return None
    case = pick_daily_case(query, day, engine)
    if case is None:
        return None
    return OutgoingMessage(*await of_day(services, place(subscription), case, query, engine, above=title(day)))
