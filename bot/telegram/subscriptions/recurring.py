"""Enqueue the case of the day: once a minute, for the daily subscriptions that are due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time

import structlog

from bot.store import StoreError
from bot.telegram.services import Services
from bot.telegram.subscriptions.schedule import DAILY, daily_event

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MINUTE_SECONDS = 60


class DailyScheduler:
    """Adds outbox rows of `daily:<date>`. One that was missed is added later on the same day, but not after it."""

    def __init__(self, services: Services, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._services, self._sleep = services, sleep
        self._day = date.min
        self._enqueued: set[int] = set()
        """The subscriptions that have a row of that day."""

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            try:
                await self.tick()
            except StoreError as error:
                log.error("day_fails", why=str(error))  # noqa: TRY400 - the message is enough
            await self._sleep(MINUTE_SECONDS - self._services.clock() % MINUTE_SECONDS)

    async def tick(self) -> None:
        """Add the rows that are due and not there yet. Raises `StoreError`."""
        now, zone = self._services.clock(), self._services.settings.timezone
        today = datetime.fromtimestamp(now, zone).date()
        if today != self._day:
            self._day, self._enqueued = today, set()
        due = []
        for subscription in await self._services.store.subscriptions.list_active(DAILY):
            at = datetime.combine(today, time(*divmod(subscription.minute or 0, 60)), zone).timestamp()
            # a subscription of after its time begins the next day
            if subscription.at < at <= now and subscription.id not in self._enqueued:
                due.append(subscription.id)
        if due:
            # inserts no row twice, so a restart is harmless
            added = await self._services.store.outbox.enqueue(daily_event(today), due, self._services.steady_clock())
            self._enqueued.update(due)
            log.info("day", date=today.isoformat(), due=added)
