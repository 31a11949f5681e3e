"""Clocks that stay right while the machine's clock is wrong or jumps."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

_MAX_AHEAD_SECONDS = 24 * 60 * 60
"""A date that is further ahead of the machine's clock is not Telegram's."""


class SteadyClock:
    """Seconds since 1970 by the machine's clock at the start, whatever becomes of that clock: for schedules."""

    def __init__(self, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._offset = wall() - monotonic()

    def __call__(self) -> float:
        """Return the time."""
        return self._monotonic() + self._offset


class TelegramClock:
    """Telegram's time as its messages show it, in seconds since 1970; until the first, that of the machine."""

    def __init__(self, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._begun_at = monotonic()
        self._offset: float | None = None
        self._started_at: float | None = None

    def note(self, dates: Sequence[float], *, backlog: bool) -> None:
        """Note the dates of messages that have just arrived; `backlog` tells whether they may have waited before."""
        dates = [date for date in dates if date <= self._wall() + _MAX_AHEAD_SECONDS]
        if not dates:
            return
        self._offset = dates[-1] - self._monotonic()
        if backlog or self._started_at is None:
            started_at = max(dates) - (self._monotonic() - self._begun_at)
            self._started_at = started_at if self._started_at is None else max(self._started_at, started_at)

    @property
    def is_known(self) -> bool:
        """Whether a message has shown the time."""
        return self._offset is not None

    def __call__(self) -> float:
        """Return the time."""
        return self._wall() if self._offset is None else self._monotonic() + self._offset

    def started_at(self) -> float:
        """Return the time of the start, as the newest of the messages shows it that waited for the bot."""
        return self._wall() if self._started_at is None else self._started_at
