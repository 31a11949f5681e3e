"""What polling and a webhook have in common: they take updates in, and tell how well that goes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import structlog
from telegram import Message, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.telegram.clocks import TelegramClock

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_UNFINISHED = 500
"""Updates that were taken in and are not handled yet; above it none are, so that a flood stays with Telegram.

One sender has at most `MAX_UNFINISHED_OF_SENDER` of them, so that a few that flood the bot do not fill the queue.
"""
MAX_REMEMBERED = 10_000
"""Ids of updates by which one that comes again is recognised."""

RETRY_SECONDS = (1, 2, 4, 8, 15, 30)
"""Pauses after the first, second, … failure in a row; the last one repeats."""

MAX_PAUSE_SECONDS = 300.0
"""Longest pause after a 429: a call that comes early is only refused again."""
MAX_REFUSALS = 3
"""Refusals of the token in a row that are believed: during an outage Telegram may refuse one that is valid."""

UNREACHABLE = "连不上 Telegram，稍后自动重试。"


class UpdateSource(Protocol):
    """Takes updates in while it runs."""

    async def prepare(self) -> None:
        """Do what the source needs of Telegram before it runs. Raises `TelegramError`."""
        ...

    async def run(self) -> None:
        """Take updates in until cancelled. Raises `InvalidToken` if the token is revoked."""
        ...

    async def end(self) -> None:
        """Tell Telegram that no more updates are taken, once `run` has ended."""
        ...

    def seconds_since_success(self) -> float | None:
        """Return the time since it last worked; None before it did."""
        ...

    def seconds_stuck(self) -> float:
        """Return the time since it was last seen to run."""
        ...

    def problem(self) -> str:
        """Return what administrators should know; "" if nothing is wrong."""
        ...


class Backoff:
    """The pauses between failures in a row."""

    def __init__(self) -> None:
        self._failures = self._refusals = 0

    def seconds_after(self, error: TelegramError) -> float:
        """Return the pause after a call that failed. Raises the error if the token is refused again and again."""
        self._refusals = self._refusals + 1 if isinstance(error, InvalidToken) else 0
        if self._refusals >= MAX_REFUSALS:
            raise error
        pause = float(RETRY_SECONDS[min(self._failures, len(RETRY_SECONDS) - 1)])
        self._failures += 1
        if isinstance(error, RetryAfter):
            pause = min(error._retry_after.total_seconds(), MAX_PAUSE_SECONDS)  # noqa: SLF001 - the public one warns
        return pause


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


class Intake:
    """Notes the dates of updates and puts those that are admitted into the queue, each once."""

    def __init__(
        self,
        queue: asyncio.Queue[Any],
        admit: Callable[[Update], bool],
        withdraw: Callable[[Update], None],
        clock: TelegramClock,
    ) -> None:
        """Updates that are not admitted are dropped; one that is not queued after all is withdrawn.

        `clock` is told the dates of messages before they are queued.
        """
        self._queue, self._admit, self._withdraw, self._clock = queue, admit, withdraw, clock
        self._seen: OrderedDict[int, None] = OrderedDict()

    def note_dates(self, updates: Sequence[Update], *, backlog: bool) -> None:
        """Tell the clock of the dates of updates that have arrived; `backlog` if they may have waited before."""
        self._clock.note([date for date in map(_date, updates) if date is not None], backlog=backlog)

    async def put(self, update: Update) -> None:
        """Queue an update as soon as there is room, or drop it, also if it came before."""
        if update.update_id in self._seen:
            log.info("update_repeated", update=update.update_id)
        elif not self._admit(update):
            log.info("too_fast", update=update.update_id)
        else:
            try:
                await self._queue.put(update)
            except BaseException:
                self._withdraw(update)
                raise
        self._seen[update.update_id] = None
        if len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)


def _date(update: Update) -> float | None:
    """Return the date of an update's message, in seconds since 1970; None if it has none that is new."""
    # a button says when its message was sent, not when it was pressed
    message = None if update.callback_query else update.effective_message
    return (message.edit_date or message.date).timestamp() if isinstance(message, Message) else None
