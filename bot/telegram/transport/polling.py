"""Long polling: fetch updates and hand them on, through every trouble that passes, saying plainly what it is.

The library's `Updater` would do, but for three things: an update that cannot be read stops it for good (see `updates`),
it takes up to half a minute to stop while it waits to try again, and it fetches without end, so that what a flood has
brought is lost by a restart.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import structlog
from telegram import Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.telegram.transport.client import Bot
from bot.text import excerpt

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

LONG_POLL_SECONDS = 25
"""Seconds that the server may hold a request for which there is nothing yet."""
MAX_BATCH = 50
"""Updates at once."""
MAX_UNFINISHED = 500
"""Updates taken in but not yet dealt with; past it none are fetched, so that a flood stays with Telegram.

Quotas keep the answers that wait for one slow chat to a dozen, so that a few such chats do not take all the room.
"""
RETRY_SECONDS = (1, 2, 4, 8, 15, 30)
"""Seconds to wait after the first failure in a row, the second, …; the last for all that follow."""

CONFLICT = "另一个程序正在用同一个令牌收取消息（409 Conflict）。一个令牌只能有一个程序收取：请停掉其中一个。"
FLOODED = "Telegram 要求等一会儿再收取消息。"
UNREACHABLE = "连不上 Telegram，稍后自动重试。"


class UpdateQueue(asyncio.Queue[Any]):
    """The application's queue of updates, with room for so many that are waiting or being dealt with."""

    def __init__(self, room: int = MAX_UNFINISHED) -> None:
        super().__init__()
        self._room = asyncio.Semaphore(room)

    async def put(self, item: Any) -> None:
        """Hand over an update as soon as there is room; what is no update (the library's sign to stop) at once."""
        if isinstance(item, Update):
            await self._room.acquire()
        await super().put(item)

    def task_done(self) -> None:
        """An update has been dealt with."""
        super().task_done()
        self._room.release()


class Poller:
    """Fetches updates into an inbox."""

    def __init__(
        self,
        bot: Bot,
        inbox: asyncio.Queue[Any],
        kinds: Sequence[str],
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        self._bot, self._inbox, self._kinds, self._sleep = bot, inbox, kinds, sleep
        self._offset: int | None = None
        self._trouble = ""
        """What is the matter at present."""

    async def run(self) -> None:
        """Go on until cancelled; raises `InvalidToken` when the token is no longer good."""
        failures = 0
        while True:
            try:
                updates, after = await self._bot.fetch_updates(
                    self._offset, self._kinds, wait=LONG_POLL_SECONDS, most=MAX_BATCH
                )
            except InvalidToken:
                raise
            except TelegramError as error:
                self._describer(error)
                pause: float = RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
                failures += 1
                if isinstance(error, RetryAfter):
                    pause = error._retry_after.total_seconds()  # noqa: SLF001 - the public one warns of its change
                await self._sleep(pause)
                continue
            if failures:
                log.info("polling_again", after=self._trouble)
            failures, self._trouble = 0, ""
            for update in updates:
                await self._inbox.put(update)
                self._offset = update.update_id + 1
            self._offset = after

    async def confirm(self) -> None:
        """Tell Telegram what has been taken in, which else would come again after a restart."""
        with suppress(TelegramError):
            await self._bot.fetch_updates(self._offset, self._kinds, wait=0, most=1)

    def _describer(self, error: TelegramError) -> None:
        """Say what is the matter, once for as long as it is the same."""
        kind = type(error).__name__
        level = log.debug if kind == self._trouble else log.error if isinstance(error, Conflict) else log.warning
        what = CONFLICT if isinstance(error, Conflict) else FLOODED if isinstance(error, RetryAfter) else UNREACHABLE
        level(
            "polling_fails",
            kind=kind,
            what=what,
            **({} if isinstance(error, Conflict | TimedOut) else {"error": excerpt(error.message)}),
        )
        self._trouble = kind
