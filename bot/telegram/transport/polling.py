"""Fetch updates by long polling, retry after errors and log their cause once.

The library's `Updater` is not used for three reasons: an update that it cannot parse stops it for good (see `updates`),
it takes up to 30 s to stop while it waits to retry, and it fetches without bound, so that a restart loses the updates
of a flood.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import structlog
from telegram import Message, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError, TimedOut

from bot.telegram.clocks import TelegramClock
from bot.telegram.transport.client import Bot
from bot.text import excerpt

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

LONG_POLL_SECONDS = 25
"""Seconds for which the server may hold a request while there are no updates."""
MAX_BATCH = 50
"""Updates in one response."""
MAX_UNFINISHED = 500
"""Fetched updates that are not handled yet; above it none are fetched, so that a flood stays with Telegram.

One sender has at most `MAX_UNFINISHED_OF_SENDER` of them, so that a few that flood the bot do not fill the queue.
"""
RETRY_SECONDS = (1, 2, 4, 8, 15, 30)
"""Pauses after the first, second, … failure in a row; the last one repeats."""

CONFLICT = "另一个程序正在用同一个令牌收取消息（409 Conflict）。一个令牌只能有一个程序收取：请停掉其中一个。"
FLOODED = "Telegram 要求等一会儿再收取消息。"
UNREACHABLE = "连不上 Telegram，稍后自动重试。"


class UpdateQueue(asyncio.Queue[Any]):
    """The application's queue of updates, bounded by the number of waiting and running ones."""

    def __init__(self, max_unfinished: int = MAX_UNFINISHED) -> None:
        super().__init__()
        self._capacity = asyncio.Semaphore(max_unfinished)

    async def put(self, item: Any) -> None:
        """Put an update as soon as there is room; anything else (the library's stop signal) at once."""
        if isinstance(item, Update):
            await self._capacity.acquire()
        await super().put(item)

    def task_done(self) -> None:
        """Note that an update was handled."""
        super().task_done()
        self._capacity.release()


class Poller:
    """Fetches updates into a queue."""

    def __init__(
        self,
        bot: Bot,
        queue: asyncio.Queue[Any],
        kinds: Sequence[str],
        admit: Callable[[Update], bool],
        clock: TelegramClock,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        """`kinds` are the kinds of updates to fetch (`allowed_updates`); those not admitted are dropped.

        `clock` is told the dates of messages before they are queued.
        """
        self._bot, self._queue, self._kinds, self._sleep = bot, queue, kinds, sleep
        self._admit, self._clock = admit, clock
        self._has_backlog = True
        """False once a batch was not full: what comes later was sent while the bot polled."""
        self._offset: int | None = None
        self._error_kind = ""
        """The type of the present error; "" while there is none."""
        self._succeeded_at: float | None = None
        self._alive_until = time.monotonic()
        """The time until which nothing but a pause is to be expected."""

    def seconds_since_success(self) -> float | None:
        """Return the time since the last successful poll; None before the first."""
        return None if self._succeeded_at is None else time.monotonic() - self._succeeded_at

    def seconds_stuck(self) -> float:
        """Return the time since the last attempt to poll, or since the pause after it."""
        return time.monotonic() - self._alive_until

    async def run(self) -> None:
        """Fetch until cancelled. Raises `InvalidToken` if the token is revoked."""
        failures = 0
        while True:
            self._alive_until = time.monotonic()
            try:
                updates, next_offset = await self._bot.fetch_updates(
                    self._offset, self._kinds, wait=LONG_POLL_SECONDS, most=MAX_BATCH
                )
            except InvalidToken:  # repeating the call cannot help
                raise
            except TelegramError as error:
                self._log_error(error)
                pause: float = RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
                failures += 1
                if isinstance(error, RetryAfter):
                    pause = error._retry_after.total_seconds()  # noqa: SLF001 - the public one warns of its change
                self._alive_until = time.monotonic() + pause
                await self._sleep(pause)
                continue
            self._succeeded_at = time.monotonic()
            if failures:
                log.info("polling_again", after=self._error_kind)
            failures, self._error_kind = 0, ""
            self._clock.note([date for date in map(_date, updates) if date is not None], backlog=self._has_backlog)
            self._has_backlog = self._has_backlog and len(updates) >= MAX_BATCH
            for update in updates:
                if self._admit(update):
                    await self._queue.put(update)
                else:
                    log.info("too_fast", update=update.update_id)
                self._offset = update.update_id + 1  # one by one: a cancelled `put` leaves the rest to be fetched again
            self._offset = next_offset

    async def confirm(self) -> None:
        """Confirm the updates fetched so far, which would otherwise come again after a restart."""
        with suppress(TelegramError):
            # a call confirms all updates before its offset
            await self._bot.fetch_updates(self._offset, self._kinds, wait=0, most=1)

    def _log_error(self, error: TelegramError) -> None:
        """Log the error; the same one in a row is logged once, then only at debug level."""
        kind = type(error).__name__
        level = log.debug if kind == self._error_kind else log.error if isinstance(error, Conflict) else log.warning
        what = CONFLICT if isinstance(error, Conflict) else FLOODED if isinstance(error, RetryAfter) else UNREACHABLE
        level(
            "polling_fails",
            kind=kind,
            what=what,
            **({} if isinstance(error, Conflict | TimedOut) else {"error": excerpt(error.message)}),
        )
        self._error_kind = kind


def _date(update: Update) -> float | None:
    """Return the date of an update's message, in seconds since 1970; None if it has none that is new."""
    # a button says when its message was sent, not when it was pressed
    message = None if update.callback_query else update.effective_message
    return (message.edit_date or message.date).timestamp() if isinstance(message, Message) else None
