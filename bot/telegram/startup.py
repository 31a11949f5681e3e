"""Wait for what the bot needs before it runs."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import structlog

from bot.store import UnreachableError
from bot.telegram.transport.intake import RETRY_SECONDS

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

STEP_SECONDS = 1.0
"""Time for each step of stopping."""

NO_DATABASE = "连不上数据库，稍后自动重试。"

T = TypeVar("T")


async def unless_stopped(stopped: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """Return the result of `work`; cancel it and return None if `stopped` is set first."""
    task, stop = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if task.done():
        return task.result()
    task.cancel()
    await asyncio.wait((task,), timeout=STEP_SECONDS)
    return None


async def when_reachable(work: Callable[[], Awaitable[T]]) -> T:
    """Return the result of `work`, repeating it until the database can be reached. Raises `StoreError`."""
    for attempt in itertools.count():
        try:
            return await work()
        except UnreachableError as error:
            pause = RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)]
            log.warning("database_unreachable", why=str(error), what=NO_DATABASE, seconds=pause)
        await asyncio.sleep(pause)
    raise AssertionError  # not reached: `count` has no end
