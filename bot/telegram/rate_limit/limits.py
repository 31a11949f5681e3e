"""Telegram's rate limits, and the counters that keep to them: a sliding window and a token bucket."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

ALWAYS = float("-inf")
"""A time before every other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's limits; edits count like sent messages.

    The figures: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. It allows "short
    bursts" beyond one message a second in a chat without a figure; three is the smallest burst that sends an answer of
    some pages, or an answer right after a button press, at once. That edits count together with sent messages:
    https://github.com/tdlib/td/issues/2592. Channels have the limits of groups: python-telegram-bot's wiki, “Avoiding
    flood limits”.
    """

    overall: int = 30
    """Messages in any second, over all chats."""
    group: int = 20
    """Messages in any minute, in one group or channel."""
    chat: float = 1
    """Messages a second in one chat, sustained."""
    burst: int = 3
    """Messages at once in a chat that was quiet."""
    slack: float = 0.02
    """Fraction by which each period is lengthened: calls do not arrive as evenly spaced as they left."""


class SlidingWindow:
    """At most `size` events in any period of `span` seconds: remembers the time of each.

    A token bucket of the same size would let twice as many through around the moment at which it is full.
    """

    __slots__ = ("_size", "_span", "_times")

    def __init__(self, size: int, span: float) -> None:
        self._size = size
        self._span = span
        self._times: deque[float] = deque(maxlen=size)

    def free_at(self, spare: int = 0) -> float:
        """Return the earliest time (seconds) at which one fits and `spare` (less than `size`) places stay free."""
        # one fits once `excess` + 1 of the oldest have left the window
        excess = len(self._times) + spare - self._size
        return ALWAYS if excess < 0 else self._times[excess] + self._span

    def take(self, now: float) -> None:
        """Count one at `now`."""
        self._times.append(now)

    def give_back(self, taken_at: float) -> None:
        """Remove the one counted at `taken_at`, which did not go out after all."""
        self._times.remove(taken_at)  # not the last one: others may have been counted since

    def is_idle(self, now: float) -> bool:
        """Return whether all that were counted have left the window."""
        return not self._times or self._times[-1] + self._span <= now


class TokenBucket:
    """At most `size` at once and one more every `every` seconds: at most size + t/every in t seconds.

    Its whole state is the time at which it will be full again.
    """

    __slots__ = ("_every", "_full_at", "_size")

    def __init__(self, size: int, every: float) -> None:
        self._size = size
        self._every = every
        self._full_at = ALWAYS

    def free_at(self, spare: int = 0) -> float:
        """Return the earliest time (seconds) at which one can be taken and `spare` (less than `size`) remain."""
        return self._full_at - (self._size - 1 - spare) * self._every  # the time at which 1 + `spare` tokens are back

    def take(self, now: float) -> None:
        """Take one token at `now`."""
        self._full_at = max(self._full_at, now) + self._every

    def give_back(self) -> None:
        """Return a token that was not used."""
        self._full_at -= self._every

    def is_idle(self, now: float) -> bool:
        """Return whether the bucket is full."""
        return self._full_at <= now
