"""Exchanges that an inline result may need: held in memory while the user types, then saved."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog

from bot.store import Exchange, Store, StoreError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

QUIET_SECONDS = 1.5
"""A user who has posted a result needs longer than this to type the bot's name for another one."""


class PendingExchanges:
    """The exchanges of each user's latest inline query; those of earlier queries are discarded."""

    def __init__(self, store: Store, sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep) -> None:
        self._store, self._sleep = store, sleep
        self._exchanges: dict[int, dict[int, Exchange]] = {}
        """By user, then by id."""
        self._timers: dict[int, asyncio.Task[None]] = {}
        """By user."""

    def keep(self, user: int, rows: Sequence[Exchange]) -> None:
        """Save these once the user stops typing; discard those of the user's earlier query."""
        if timer := self._timers.pop(user, None):
            timer.cancel()
        self._exchanges.pop(user, None)
        if rows:
            self._exchanges[user] = {row.id: row for row in rows}
            self._timers[user] = asyncio.create_task(self._save_when_quiet(user))

    async def find(self, exchange: int) -> Exchange | None:
        """Return the exchange with this id, saving it first if it is pending. Raises `StoreError`."""
        for rows in self._exchanges.values():
            if row := rows.get(exchange):
                await self._store.add(row)  # it was posted, so it must survive a restart
                return row
        return await self._store.find_exchange(exchange)

    async def close(self) -> None:
        """Save all pending exchanges. Raises `StoreError`."""
        for timer in self._timers.values():
            timer.cancel()
        for user in tuple(self._exchanges):
            await self._save(user)

    async def _save_when_quiet(self, user: int) -> None:
        await self._sleep(QUIET_SECONDS)
        del self._timers[user]
        try:
            await self._save(user)
        except StoreError as error:
            log.warning("draft_lost", why=str(error))

    async def _save(self, user: int) -> None:
        rows = self._exchanges.get(user, {})
        for row in rows.values():
            await self._store.add(row)
        if self._exchanges.get(user) is rows:  # else the user typed on while they were saved
            del self._exchanges[user]
