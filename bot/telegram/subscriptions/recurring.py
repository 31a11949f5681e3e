"""Enqueue the cases of the day and the weekly digests: once a minute, for the subscriptions that are due."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.store import StoreError
from bot.telegram.services import Services
from bot.telegram.subscriptions.schedule import DAILY, WEEKLY, due_event, last_due

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MINUTE_SECONDS = 60
MAX_DELAY = {DAILY: timedelta(0), WEEKLY: timedelta(days=3)}
"""Days after the day when it was due on which one that was missed is still added."""


class RecurringScheduler:
    """Adds outbox rows of `daily:<date>` and `weekly:<date>`, later if they were missed (see `MAX_DELAY`)."""

    def __init__(self, services: Services, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._services, self._sleep = services, sleep
        self._enqueued: dict[int, str] = {}
        """The last event of each subscription that has a row."""

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
        now = datetime.fromtimestamp(self._services.clock(), self._services.settings.timezone)
        for kind, delay in MAX_DELAY.items():
            due: dict[str, list[int]] = {}
            for subscription in await self._services.store.subscriptions.list_active(kind):
                at = last_due(kind, subscription.minute or 0, now)
                event = due_event(kind, at.date())
                missed = now.date() - at.date() > delay
                # a subscription of after its time begins the next day or week
                if subscription.at < at.timestamp() and not missed and self._enqueued.get(subscription.id) != event:
                    due.setdefault(event, []).append(subscription.id)
            for event, subscriptions in due.items():
                # inserts no row twice, so a restart is harmless
                added = await self._services.store.outbox.enqueue(event, subscriptions, self._services.steady_clock())
                self._enqueued |= dict.fromkeys(subscriptions, event)
                log.info("day", occasion=event, due=added)
