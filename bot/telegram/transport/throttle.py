"""Limit how often one user and one chat may ask."""

from __future__ import annotations

import itertools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.telegram.rate_limit.limits import TokenBucket

MAX_TRACKED = 10_000
"""Users, and as many chats, whose requests are counted; the least recently active are forgotten first."""


MIN_GREETING_SECONDS = 10.0
"""Seconds in which one greeting of a user counts for nothing: a flood of them is one, too."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests allowed at once, and the seconds after which one more is."""

    user: tuple[int, float] = (8, 2.0)
    chat: tuple[int, float] = (12, 4.0)
    """A group may be sent 20 messages a minute (`Limits.group`): more questions than these would wait for minutes."""


class Throttle:
    """Counts the requests of users and chats, in memory."""

    def __init__(self, clock: Callable[[], float], rates: Rates | None = None) -> None:
        """`clock` returns seconds and never goes back."""
        rates = rates or Rates()
        self._clock = clock
        self._users = _Counters(*rates.user)
        self._chats = _Counters(*rates.chat)

    def take(self, user: int, chat: int) -> bool:
        """Count a request of this user (or the chat that they speak for) in this chat; return False if it is refused.

        In a private chat (whose id is positive) only the user's requests count.
        """
        now = self._clock()
        counters = self._counters(user, chat, now)
        # counted by all or none: a refused request must not use up the chat's allowance
        if any(counter.bucket.free_at() > now for counter in counters):
            return False
        for counter in counters:
            counter.bucket.take(now)
        return True

    def take_notice(self, user: int, chat: int) -> bool:
        """Return whether to tell the chat that this user's request is refused: once until its bucket is full again."""
        now = self._clock()
        told = self._counters(user, chat, now)[-1]  # the chat's: whoever asks too fast in it, it is told once
        if told.notified_until is not None:
            return False
        told.notified_until = now + told.refill_seconds
        return True

    def give_back(self, user: int, chat: int) -> None:
        """Count the last request no longer, as it was a greeting; of several in a row, all but the first stay."""
        now = self._clock()
        counters = self._counters(user, chat, now)
        if counters[0].given_until > now:
            return
        counters[0].given_until = now + MIN_GREETING_SECONDS
        for counter in counters:
            counter.bucket.give_back()

    def _counters(self, user: int, chat: int, now: float) -> list[_Counter]:
        """Return the counters of a request, that of its chat last; a private chat has its user's."""
        return [self._users.get(user, now), *([self._chats.get(chat, now)] if chat < 0 else [])]


class _Counter:
    """A bucket, and who was told what of it."""

    __slots__ = ("bucket", "given_until", "notified_until", "refill_seconds")

    def __init__(self, size: int, every: float) -> None:
        self.bucket = TokenBucket(size, every)
        self.refill_seconds = size * every
        self.notified_until: float | None = None
        """When the chat may be notified again, at the earliest; None if it was not notified."""
        self.given_until = 0.0
        """Until when no greeting is given back."""

    def is_idle(self, now: float) -> bool:
        """Return whether there is nothing to remember."""
        until = 0.0 if self.notified_until is None else self.notified_until
        return self.bucket.is_idle(now) and max(until, self.given_until) <= now


class _Counters:
    """The counters of all users, or of all chats."""

    def __init__(self, size: int, every: float) -> None:
        self._size, self._every = size, every
        self._counters: OrderedDict[int, _Counter] = OrderedDict()

    def get(self, key: int, now: float) -> _Counter:
        counter = self._counters.pop(key, None)
        if counter is None or counter.is_idle(now):  # a new counter also forgets that someone was notified
            counter = _Counter(self._size, self._every)
        for oldest in tuple(itertools.islice(self._counters, 2)):  # a bounded clean-up with each call
            if len(self._counters) >= MAX_TRACKED or self._counters[oldest].is_idle(now):
                del self._counters[oldest]
        self._counters[key] = counter  # as the last one: their order is that of activity
        return counter
