"""Write the heartbeat while the bot runs, and end the process if polling is stuck."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import structlog

from bot.heartbeat import INTERVAL_SECONDS, Heartbeat, notify_systemd, write_heartbeat
from bot.store import Store, StoreError
from bot.telegram.transport.intake import UpdateSource

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

STUCK_SECONDS = 300.0
"""Time without an attempt to poll after which the process ends, to be started again."""


class Pulse:
    """Writes heartbeats: of a standby until `lead` is called."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._source: UpdateSource | None = None
        self._store: Store | None = None
        self._revision: Callable[[], str] = str
        self._failing = False
        self.last: Heartbeat | None = None
        """The last heartbeat, whether it could be written or not."""

    def lead(self, store: Store, source: UpdateSource, revision: Callable[[], str]) -> None:
        """Write the heartbeats of a bot that takes in updates from now on; `revision` returns that of its data."""
        self._store, self._source, self._revision = store, source, revision

    async def run(self) -> None:
        """Run until cancelled; return if the source of updates is stuck."""
        lag = 0.0
        while True:
            if self._source is not None and self._source.seconds_stuck() > STUCK_SECONDS:
                return
            await self._beat(lag)
            due = time.monotonic() + INTERVAL_SECONDS
            await asyncio.sleep(INTERVAL_SECONDS)
            lag = max(time.monotonic() - due, 0.0)

    async def _beat(self, lag: float) -> None:
        heartbeat = Heartbeat(at=time.time(), standby=True)
        if self._source is not None and self._store is not None:
            database, overdue = "", 0.0
            try:
                async with asyncio.timeout(INTERVAL_SECONDS):
                    await self._store.check_writable()
                    due = await self._store.outbox.next_due_time()
                    overdue = max(time.time() - due, 0.0) if due is not None else 0.0
            except (StoreError, TimeoutError) as error:
                database = str(error) or "数据库没有及时回答"
            heartbeat = Heartbeat(
                at=time.time(),
                polled=self._source.seconds_since_success(),
                lag=lag,
                database=database,
                overdue=overdue,
                dataset=self._revision(),
            )
        self.last = heartbeat
        try:
            await asyncio.to_thread(write_heartbeat, self._directory, heartbeat)
        except OSError as error:
            if not self._failing:
                log.warning("no_heartbeat", why=error.strerror)
            self._failing = True
        else:
            self._failing = False
        with suppress(OSError):  # whether the heartbeat could be written or not: the process is not stuck
            await asyncio.to_thread(notify_systemd, os.environ)
