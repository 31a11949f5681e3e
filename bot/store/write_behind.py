"""Write exchanges in the background, so that no answer waits for the database."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog

from bot.store.lru_cache import MAX_CACHED
from bot.store.records import Exchange, StoreError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

RETRY_SECONDS = 5.0
"""Seconds before a write that failed is repeated."""

CLOSING_SECONDS = 1.5
"""Longest time to wait until all is written."""


class WriteBehind:
    """Exchanges that are to be written, at most `MAX_CACHED`: the oldest are dropped while the database fails."""

    def __init__(
        self,
        write: Callable[[Exchange], Awaitable[None]],
        on_written: Callable[[Exchange], None],
        on_dropped: Callable[[Exchange], None],
    ) -> None:
        """`write` raises `StoreError`; one of the others is called with what is no longer to be written."""
        self._write, self._on_written, self._on_dropped = write, on_written, on_dropped
        self._exchanges: dict[int, Exchange] = {}
        self.problem = ""
        """Why the last attempt to write failed; "" if it did not."""
        self._task: asyncio.Task[None] | None = None

    def put(self, exchange: Exchange) -> None:
        """Write an exchange soon, instead of an earlier version of it."""
        self._exchanges[exchange.id] = exchange
        if len(self._exchanges) > MAX_CACHED:
            self._on_dropped(self._exchanges.pop(next(iter(self._exchanges))))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    def move(self, old: int, new: int) -> list[Exchange]:
        """Move what is left of the chat `old` to `new`, where its message ids mean nothing; return it."""
        moved = [one for one in self._exchanges.values() if one.chat == old]
        moved = [replace(one, chat=new, question_message=None, answer_message=None) for one in moved]
        self._exchanges |= {one.id: one for one in moved}
        return moved

    def drop(self, asker: int) -> list[Exchange]:
        """Drop what is left of a person, in their private chat and elsewhere; return it."""
        dropped = [one for one in self._exchanges.values() if asker in (one.asker, one.chat)]
        for one in dropped:
            del self._exchanges[one.id]
        return dropped

    async def flush(self) -> None:
        """Wait until all is written, if the database allows it soon."""
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=CLOSING_SECONDS)

    async def close(self) -> None:
        """Write what is left, if the database allows it soon."""
        await self.flush()
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        """Write until nothing is left; wait while the database does not allow it."""
        failing = False
        while self._exchanges:
            exchange = next(iter(self._exchanges.values()))
            try:
                await self._write(exchange)
            except StoreError as error:
                if not failing:
                    log.error("not_remembered", why=str(error))  # noqa: TRY400 - the message is enough
                failing, self.problem = True, str(error)
                if self._exchanges.get(exchange.id) is exchange:  # as the last one: it may be the only one that fails
                    self._exchanges[exchange.id] = self._exchanges.pop(exchange.id)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            self.problem = ""
            if self._exchanges.get(exchange.id) is exchange:  # else it was replaced, and is written again
                del self._exchanges[exchange.id]
                self._on_written(exchange)
        if failing:
            log.info("remembered_again")
