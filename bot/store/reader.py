"""Read from the database within a bounded time, so that no answer waits for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import database_errors
from bot.store.records import StoreError

READ_SECONDS = 1.0
"""Longest time that a read may take."""

PAUSE_SECONDS = 5.0
"""Time after a failure during which reads fail at once."""


class Reader:
    """Reads single rows. After a failure, reads fail at once for a while: a locked database delays one answer."""

    def __init__(self, engine: AsyncEngine, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` returns seconds and never goes back."""
        self._engine, self._clock = engine, clock
        self._tasks: set[asyncio.Task[Any]] = set()
        self._failed_at = float("-inf")
        self._why = ""

    async def first(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Row[Any] | None:
        """Return the first row that a statement selects. Raises `StoreError`."""
        if self._clock() - self._failed_at < PAUSE_SECONDS:
            raise StoreError(self._why)
        return await self._within_time(self._select(statement, parameters))

    async def close(self) -> None:
        """Wait for the reads that took too long, for a moment: their connections cannot be closed before."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=READ_SECONDS)

    async def _within_time(self, read: Coroutine[Any, Any, Row[Any] | None]) -> Row[Any] | None:
        task = asyncio.create_task(read)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            # not cancelled: a connection whose statement is cancelled has to be closed
            async with asyncio.timeout(READ_SECONDS):
                return await asyncio.shield(task)
        except TimeoutError:
            self._failed_at, self._why = self._clock(), "数据库没有及时回答"
            task.add_done_callback(lambda task: task.cancelled() or task.exception())  # else asyncio logs its error
            raise StoreError(self._why) from None
        except StoreError as error:
            if not isinstance(error.__cause__, OverflowError):  # that one is no fault of the database
                self._failed_at, self._why = self._clock(), str(error)
            raise

    async def _select(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Row[Any] | None:
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).first()
