"""The messages that wait for one chat, and the chat's own limits."""

from __future__ import annotations

import asyncio
from enum import IntEnum

from bot.telegram.rate_limit.limits import ALWAYS, Limits, SlidingWindow, TokenBucket

NEVER = float("inf")
"""A time after every other."""

ChatId = int | str
"""A chat's id, or its @username in lower case."""


class Priority(IntEnum):
    """The priority of a message; the `rate_limit_args` of a bot's methods."""

    ANSWER = 0
    """A user waits for it. A call without `rate_limit_args` has it too."""
    BROADCAST = 1
    """Sent when no answer can be sent."""


class Ticket:
    """The place of one message in its chat's queue. A message that Telegram refuses keeps its place."""

    __slots__ = ("future", "key", "number", "priority", "queue", "taken_at")

    future: asyncio.Future[None]
    """Done when the message may go, or never will."""
    queue: ChatQueue

    def __init__(self, key: ChatId, priority: Priority, number: int) -> None:
        self.key = key
        self.priority = priority
        self.number = number
        self.taken_at = NEVER
        """Time at which the message was let go."""


TicketHeap = list[tuple[int, Ticket]]
"""A heap of tickets by number."""


class ChatQueue:
    """The waiting tickets and the limits of a chat; dropped when nothing waits and no limit is used."""

    __slots__ = (
        "_bucket",
        "_passed",
        "_patience",
        "_spare",
        "_window",
        "busy",
        "due_at",
        "halted",
        "listed",
        "refused_since",
        "waiting",
    )

    def __init__(self, limits: Limits, *, group: bool) -> None:
        slower = 1 + limits.slack
        self._bucket = TokenBucket(limits.burst, slower / limits.chat)
        self._window = SlidingWindow(limits.group, 60 * slower) if group else None
        # a broadcast leaves room for an answer in the burst, and for a quarter of a minute's answers in the window
        self._spare = (min(1, limits.burst - 1), limits.group // 4)
        self._patience = limits.group  # answers that may overtake a broadcast: a group's whole minute
        self._passed = 0
        self.waiting: tuple[TicketHeap, TicketHeap] = ([], [])
        """The waiting tickets by priority."""
        self.busy = False
        """True while an answer is being sent: the next one waits for it, so that answers arrive in order."""
        self.halted = ALWAYS
        """The time until which this chat has to wait after a `RetryAfter`."""
        self.refused_since = NEVER
        """The time of the first `RetryAfter` since the chat's last successful message."""
        self.listed: Ticket | None = None
        """The ticket of this queue that the scheduler has among its ready ones."""
        self.due_at = NEVER
        """The time at which the scheduler looks at this queue again."""

    def head(self) -> Ticket | None:
        """Return the next ticket: the first answer, or a broadcast if no answer waits or enough have overtaken it."""
        answers, broadcasts = self.waiting
        if broadcasts and (not answers or self._passed >= self._patience):
            return broadcasts[0][1]
        return answers[0][1] if answers else None

    def free_at(self, priority: Priority) -> float:
        """Return when this chat's limits admit a message; a broadcast leaves a reserve for answers, unless overdue."""
        if self.busy:
            return NEVER  # `release` ends this, after which the scheduler looks at the queue again
        thrifty = priority is Priority.BROADCAST and self._passed < self._patience
        bucket_spare, window_spare = self._spare if thrifty else (0, 0)
        at = max(self.halted, self._bucket.free_at(bucket_spare))
        return at if self._window is None else max(at, self._window.free_at(window_spare))

    def take(self, priority: Priority, now: float) -> None:
        """Count a message that goes out at `now`."""
        self.busy = self.busy or priority is Priority.ANSWER
        self._bucket.take(now)
        if self._window is not None:
            self._window.take(now)
        if priority is Priority.BROADCAST:
            self._passed = 0
        elif self.waiting[Priority.BROADCAST]:
            self._passed += 1

    def release(self, priority: Priority) -> None:
        """Note that the call of a message has ended."""
        self.busy = self.busy and priority is not Priority.ANSWER

    def give_back(self, taken_at: float, priority: Priority) -> None:
        """Uncount the message taken at `taken_at`, which did not go out after all."""
        self.release(priority)
        self._bucket.give_back()
        if self._window is not None:
            self._window.give_back(taken_at)

    def is_idle(self, now: float) -> bool:
        """Return whether a new queue would behave the same."""
        free = self.halted <= now and self._bucket.is_idle(now) and (self._window is None or self._window.is_idle(now))
        return free and not self.busy and not any(self.waiting)
