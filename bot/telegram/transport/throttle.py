"""How much one user and one chat may ask before the bot falls silent."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.telegram.rate_limit.limits import TokenBucket

MAX_TRACKED = 10_000
"""So many users and as many chats are kept count of; the one that asked longest ago is forgotten first."""


class Verdict(Enum):
    """What becomes of a question."""

    OK = "ok"
    """It is answered."""
    NOTICE = "notice"
    """It is refused and its asker told so: the first that was refused since the bucket was last full."""
    SILENT = "silent"
    """It is refused without a word."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How many questions may come at once, and after how many seconds one more."""

    user: tuple[int, float] = (8, 2.0)
    chat: tuple[int, float] = (12, 4.0)
    """A group can be sent 20 messages a minute (budget.Limits): more questions than these would wait for minutes."""


class Throttle:
    """Keeps count of who asks how much, in this process only."""

    def __init__(self, clock: Callable[[], float], rates: Rates | None = None) -> None:
        """`clock`: seconds, never going back."""
        rates = rates or Rates()
        self._clock = clock
        self._users = _Counts(*rates.user)
        self._chats = _Counts(*rates.chat)

    def take(self, user: int, chat: int) -> Verdict:
        """Count a question of this user (or of the chat that it speaks as) in this chat, unless it is refused.

        In a private chat (its id is positive) only the user counts.
        """
        now = self._clock()
        counts = [self._users.of(user, now)] + ([self._chats.of(chat, now)] if chat < 0 else [])
        refusing = [count for count in counts if count.bucket.free_at() > now]
        if not refusing:
            for count in counts:
                count.bucket.take(now)
            return Verdict.OK
        if any(count.told for count in refusing):
            return Verdict.SILENT
        for count in refusing:
            count.told = True
        return Verdict.NOTICE


class _Count:
    """One bucket, and whether someone was told that it is empty."""

    __slots__ = ("bucket", "told")

    def __init__(self, size: int, every: float) -> None:
        self.bucket = TokenBucket(size, every)
        self.told = False


class _Counts:
    """The buckets of all users, or of all chats; one that is full again is as good as none."""

    def __init__(self, size: int, every: float) -> None:
        self._new = size, every
        self._counts: OrderedDict[int, _Count] = OrderedDict()

    def of(self, number: int, now: float) -> _Count:
        count = self._counts.pop(number, None)
        if count is None or count.bucket.is_idle(now):
            count = _Count(*self._new)
        for oldest in tuple(itertools.islice(self._counts, 2)):
            if len(self._counts) >= MAX_TRACKED or self._counts[oldest].bucket.is_idle(now):
                del self._counts[oldest]
        self._counts[number] = count
        return count
