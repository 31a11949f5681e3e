"""Exchanges that a posted message may need: kept while somebody types, written once they stop."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.store import Exchange, Store, StoreError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

QUIET_SECONDS = 1.5
"""Seconds without a key: who has posted a result needs longer until they have typed the bot's name for another one."""


class PendingExchanges:
    """What each user's last keystroke may come to; earlier ones come to nothing."""

    def __init__(self, store: Store, sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep) -> None:
        self._store, self._sleep = store, sleep
        self._kept: dict[int, dict[int, Exchange]] = {}
        self._waiting: dict[int, asyncio.Task[None]] = {}

    def keep(self, user: int, rows: Sequence[Exchange]) -> None:
        """Write these once the user has typed nothing else for a while, and forget what they had typed before."""
        if waiting := self._waiting.pop(user, None):
            waiting.cancel()
        self._kept.pop(user, None)
        if rows:
            self._kept[user] = {row.id: row for row in rows}
            self._waiting[user] = asyncio.create_task(self._later(user))

    async def find(self, exchange: int) -> Exchange | None:
        """The exchange with this id, written by now if it was not. Raises `StoreError`."""
        for rows in self._kept.values():
            if row := rows.get(exchange):
                await self._store.add(row)
                return row
        return await self._store.exchange(exchange)

    async def close(self) -> None:
        """Write what is still kept. Raises `StoreError`."""
        for waiting in self._waiting.values():
            waiting.cancel()
        for user in tuple(self._kept):
            await self._write(user)

    async def _later(self, user: int) -> None:
        await self._sleep(QUIET_SECONDS)
        del self._waiting[user]
        try:
            await self._write(user)
        except StoreError as error:
            log.warning("draft_lost", why=str(error))

    async def _write(self, user: int) -> None:
        rows = self._kept.get(user, {})
        for row in rows.values():
            await self._store.add(row)
        if self._kept.get(user) is rows:
            del self._kept[user]
