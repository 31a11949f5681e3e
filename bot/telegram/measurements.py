"""Counts of what the bot does, for `/metrics`: kept in plain numbers, so that nothing is imported to keep them."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar

from telegram.error import TelegramError

LATENCY_BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Upper bounds of the classes of latency, in seconds."""

_arrived_at: ContextVar[float | None] = ContextVar("arrived_at", default=None)
"""When the update of the running task arrived; each update has a task, and so a context, of its own."""


class Histogram:
    """Durations, counted by classes."""

    def __init__(self) -> None:
        self.counts = [0] * (len(LATENCY_BOUNDS) + 1)
        """The number of durations in each class; the last has no upper bound."""
        self.total = 0.0
        """Their sum in seconds."""

    def add(self, seconds: float) -> None:
        """Count a duration."""
        self.counts[bisect_left(LATENCY_BOUNDS, seconds)] += 1
        self.total += seconds


class Measurements:
    """Counts since the start of the process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` returns seconds and never goes back."""
        self._clock = clock
        self.answers: Counter[tuple[str, str]] = Counter()
        """By surface (private, group, guest, inline, button) and kind of answer; one for each that was shown."""
        self.repairs: Counter[str] = Counter()
        """Answers with a repaired typing error, by surface."""
        self.latency = Histogram()
        """From the arrival of an update to the end of sending its answer."""
        self.failed_calls: Counter[tuple[str, str]] = Counter()
        """By method and class of error."""

    def note_arrival(self) -> None:
        """Note that the update of the running task has just arrived."""
        _arrived_at.set(self._clock())

    def note_answer(self, surface: str, kind: str, repairs: int = 0) -> None:
        """Count an answer that was sent or shown; `repairs` is the number of typing errors that were repaired."""
        self.answers[surface, kind] += 1
        self.repairs[surface] += bool(repairs)
        if (since := _arrived_at.get()) is not None:
            self.latency.add(self._clock() - since)

    def note_failed_call(self, method: str, error: TelegramError) -> None:
        """Count a call of the Bot API that failed."""
        self.failed_calls[method, type(error).__name__] += 1
