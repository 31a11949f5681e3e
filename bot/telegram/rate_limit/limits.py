"""What may go how often: Telegram's limits, a window that is never overfull, and a bucket that fills again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

ALWAYS = float("-inf")
"""A time before every other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages may go out, sent and edited ones alike.

    The numbers: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this ("short bursts" beyond
    one a second in a chat are allowed there without a number: three is the smallest that lets an answer of some pages,
    or a press right after a question, out at once). That edits count like sends, and together with them:
    https://github.com/tdlib/td/issues/2592. Channels are groups: python-telegram-bot's wiki, “Avoiding flood limits”.
    """

    overall: int = 30
    """In any second, all chats together."""
    group: int = 20
    """In any minute, in one group or channel."""
    chat: float = 1
    """A second in one chat, steadily."""
    burst: int = 3
    """At once in one chat that was quiet."""
    slack: float = 0.02
    """Each limit is kept by so much more time (a fraction): calls do not arrive as evenly spaced as they left."""


class SlidingWindow:
    """At most `size` in any `span` seconds, wherever those begin: it remembers when each of them went.

    A bucket of as many would let twice as many through around the instant at which it is full.
    """

    __slots__ = ("_size", "_span", "_times")

    def __init__(self, size: int, span: float) -> None:
        self._size = size
        self._span = span
        self._times: deque[float] = deque(maxlen=size)

    def free_at(self, spare: int = 0) -> float:
        """The earliest time (seconds) at which one more may go and `spare` (less than `size`) places stay free."""
        over = len(self._times) + spare - self._size
        return ALWAYS if over < 0 else self._times[over] + self._span

    def take(self, now: float) -> None:
        """One goes now."""
        self._times.append(now)

    def give_back(self, taken: float) -> None:
        """The one that was taken at that time did not go after all."""
        self._times.remove(taken)

    def is_idle(self, now: float) -> bool:
        """Whether all that went has left the window."""
        return not self._times or self._times[-1] + self._span <= now


class TokenBucket:
    """At most `size` at once and one more every `every` seconds: never more than size + t/every in t seconds.

    One number tells how full it is: the time at which it will be full again.
    """

    __slots__ = ("_every", "_full", "_size")

    def __init__(self, size: int, every: float) -> None:
        self._size = size
        self._every = every
        self._full = ALWAYS

    def free_at(self, spare: int = 0) -> float:
        """The earliest time (seconds) at which one may be taken and `spare` (less than `size`) stay in it."""
        return self._full - (self._size - 1 - spare) * self._every

    def take(self, now: float) -> None:
        """One is taken now."""
        self._full = max(self._full, now) + self._every

    def give_back(self) -> None:
        """One that was taken comes back."""
        self._full -= self._every

    def is_idle(self, now: float) -> bool:
        """Whether it is full."""
        return self._full <= now
