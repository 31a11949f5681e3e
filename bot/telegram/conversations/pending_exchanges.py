"""Exchanges that an inline result may need: held in memory while the user types, then saved."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.store import Exchange, Store

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

    def forget(self, user: int) -> None:
        """Discard the exchanges of a user."""
        self.keep(user, ())

    async def find(self, exchange: int) -> Exchange | None:
        """Return the exchange with this id, saving it if it is pending. Raises `StoreError`."""
        for rows in self._exchanges.values():
            if row := rows.get(exchange):
                self._store.remember(row)  # it was posted, so it must survive a restart
                return row
        return await self._store.find_exchange(exchange)

    def close(self) -> None:
        """Save all pending exchanges."""
        for timer in self._timers.values():
            timer.cancel()
        for user in tuple(self._exchanges):
            self._save(user)

    async def _save_when_quiet(self, user: int) -> None:
        await self._sleep(QUIET_SECONDS)
        del self._timers[user]
        self._save(user)

    def _save(self, user: int) -> None:
        for row in self._exchanges.pop(user, {}).values():
            self._store.remember(row)
