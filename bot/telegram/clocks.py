"""Clocks that stay right while the machine's clock is wrong or jumps."""

from __future__ import annotations

import time
from collections.abc import Callable

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
    """Telegram's time as its messages show it, in seconds since 1970; until the first, that of the machine.

    Messages never arrive before their date, so the one that arrived soonest after it tells the time.
    """

    def __init__(self, wall: Callable[[], float] = time.time, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._offset: float | None = None

    def note(self, date: float) -> None:
        """Note the date of a message that has just arrived."""
        if date > self._wall() + _MAX_AHEAD_SECONDS:
            return
        offset = date - self._monotonic()
        self._offset = offset if self._offset is None else max(self._offset, offset)

    def __call__(self) -> float:
        """Return the time."""
        return self._wall() if self._offset is None else self._monotonic() + self._offset
