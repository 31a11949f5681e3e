"""A case a day: each minute, what is due by now is put into the outbox."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, time

import structlog

from bot.store import StoreError
from bot.telegram.services import Services
from bot.telegram.subscriptions.schedule import DAILY, daily_event

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MINUTE = 60


class DailyScheduler:
    """Makes the rows of `daily:<date>`; one that was missed is made late on its day, and not after it."""

    def __init__(self, services: Services, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._services, self._sleep = services, sleep
        self._day = date.min
        self._made: set[int] = set()
        """The subscriptions that have that day's row."""

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            try:
                await self.tick()
            except StoreError as error:
                log.error("day_fails", why=str(error))  # noqa: TRY400 - the message says it all
            await self._sleep(MINUTE - self._services.clock() % MINUTE)

    async def tick(self) -> None:
        """Make the rows that are due, which is nothing to those that are there. Raises `StoreError`."""
        now, zone = self._services.clock(), self._services.settings.timezone
        today = datetime.fromtimestamp(now, zone).date()
        if today != self._day:
            self._day, self._made = today, set()
        due = []
        for one in await self._services.store.subscriptions.list_active(DAILY):
            at = datetime.combine(today, time(*divmod(one.minute or 0, MINUTE)), zone).timestamp()
            if one.at < at <= now and one.id not in self._made:  # who came after it is sent the next day's
                due.append(one.id)
        if due:
            made = await self._services.store.outbox.enqueue(daily_event(today), due, now)
            self._made.update(due)
            log.info("day", date=today.isoformat(), due=made)
