"""Fetch updates by long polling, retry after errors and log their cause once.

The library's `Updater` is not used for three reasons: an update that it cannot parse stops it for good (see `updates`),
it takes up to 30 s to stop while it waits to retry, and it fetches without bound, so that a restart loses the updates
of a flood.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import Conflict, RetryAfter, TelegramError, TimedOut

from bot.telegram.transport.client import Bot
from bot.telegram.transport.intake import UNREACHABLE, Backoff, Intake
from bot.text import excerpt

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

LONG_POLL_SECONDS = 25
"""Seconds for which the server may hold a request while there are no updates."""
MAX_BATCH = 50
"""Updates in one response."""
CONFLICTS, CONFLICT_SECONDS = 3, 300.0
"""As many conflicts in this time are a problem; a single one comes from the poll of a process that has ended."""

CONFLICT = "另一个程序正在用同一个令牌收取消息（409 Conflict）。一个令牌只能有一个程序收取：请停掉其中一个。"
FLOODED = "Telegram 要求等一会儿再收取消息。"


class Poller:
    """Fetches updates into a queue."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        kinds: Sequence[str],
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        """`kinds` are the kinds of updates to fetch (`allowed_updates`)."""
        self._bot, self._intake, self._kinds, self._sleep = bot, intake, kinds, sleep
        self._has_backlog = True
        """False once a batch was not full: what comes later was sent while the bot polled."""
        self._offset: int | None = None
        self._error_kind = ""
        """The type of the present error; "" while there is none."""
        self._succeeded_at: float | None = None
        self._alive_until = time.monotonic()
        """The time until which nothing but a pause is to be expected."""
        self._conflicts: deque[float] = deque(maxlen=CONFLICTS)
        """The times of the last conflicts."""

    def seconds_since_success(self) -> float | None:
        """Return the time since the last successful poll; None before the first."""
        return None if self._succeeded_at is None else time.monotonic() - self._succeeded_at

    def seconds_stuck(self) -> float:
        """Return the time since the last attempt to poll, or since the pause after it."""
        return time.monotonic() - self._alive_until

    def problem(self) -> str:
        """Return that another program polls, if there have been enough conflicts lately."""
        recent = [at for at in self._conflicts if time.monotonic() - at < CONFLICT_SECONDS]
        return CONFLICT if len(recent) >= CONFLICTS else ""

    async def prepare(self) -> None:
        """Remove a webhook: while one is set, polling fails. Raises `TelegramError`."""
        await self._bot.delete_webhook()

    async def run(self) -> None:
        """Fetch until cancelled. Raises `InvalidToken` if the token is revoked."""
        backoff = Backoff()
        while True:
            self._alive_until = time.monotonic()
            try:
                updates, next_offset = await self._bot.fetch_updates(
                    self._offset,
                    self._kinds,
                    wait=0 if self._succeeded_at is None else LONG_POLL_SECONDS,  # the first shows that polling works
                    most=MAX_BATCH,
                )
            except TelegramError as error:
                pause = backoff.seconds_after(error)
                if isinstance(error, Conflict):
                    self._conflicts.append(time.monotonic())
                self._log_error(error)
                self._alive_until = time.monotonic() + pause
                await self._sleep(pause)
                continue
            self._succeeded_at = time.monotonic()
            if self._error_kind:
                log.info("polling_again", after=self._error_kind)
            backoff, self._error_kind = Backoff(), ""
            self._intake.note_dates(updates, backlog=self._has_backlog)
            self._has_backlog = self._has_backlog and len(updates) >= MAX_BATCH
            for update in updates:
                await self._intake.put(update)
                self._offset = update.update_id + 1  # one by one: a cancelled `put` leaves the rest to be fetched again
            self._offset = next_offset

    async def end(self) -> None:
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
