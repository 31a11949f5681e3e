"""One chat's line: who waits in it to send, and what the chat's limits still let through."""

from __future__ import annotations

import asyncio
from enum import IntEnum

from bot.telegram.rate_limit.limits import ALWAYS, Limits, SlidingWindow, TokenBucket

NEVER = float("inf")
"""A time after every other."""

ChatId = int | str
"""A chat: its id, or its @username in lower case."""


class Priority(IntEnum):
    """Who goes first; `rate_limit_args` of a bot's methods."""

    ANSWER = 0
    """Someone waits for it; what None means too."""
    BROADCAST = 1
    """It goes when no answer can go."""


class Ticket:
    """One message's place in its chat's line; it keeps it when Telegram refuses it, and goes before later ones."""

    __slots__ = ("future", "key", "number", "priority", "queue", "taken")

    future: asyncio.Future[None]
    """Done when it may go, or never will."""
    queue: ChatQueue

    def __init__(self, key: ChatId, priority: Priority, number: int) -> None:
        self.key = key
        self.priority = priority
        self.number = number
        self.taken = NEVER
        """When it went."""


Queue = list[tuple[int, Ticket]]
"""A heap, by number."""


class ChatQueue:
    """What is known of a chat while something waits for it or counts against its limits."""

    __slots__ = ("_bucket", "_passed", "_patience", "_spare", "_window", "busy", "due", "halted", "listed", "queues")

    def __init__(self, limits: Limits, *, group: bool) -> None:
        slower = 1 + limits.slack
        self._bucket = TokenBucket(limits.burst, slower / limits.chat)
        self._window = SlidingWindow(limits.group, 60 * slower) if group else None
        self._spare = (min(1, limits.burst - 1), limits.group // 4)
        self._patience = limits.group
        self._passed = 0
        self.queues: tuple[Queue, Queue] = ([], [])
        """Those that wait, by priority."""
        self.busy = False
        """Whether an answer is under way: the next goes when it has arrived, so that they arrive in their order."""
        self.halted = ALWAYS
        """Till when Telegram told this chat to wait."""
        self.listed: Ticket | None = None
        """The one of them that stands among those of all chats that are ready."""
        self.due = NEVER
        """When this line is looked at again."""

    def head(self) -> Ticket | None:
        """Who is next: the first answer; the first broadcast if there is none, or if it has let enough answers by."""
        answers, broadcasts = self.queues
        if broadcasts and (not answers or self._passed >= self._patience):
            return broadcasts[0][1]
        return answers[0][1] if answers else None

    def free_at(self, priority: Priority) -> float:
        """When this chat's limits let one go. A broadcast leaves something over for answers, unless it let many by."""
        if self.busy:
            return NEVER
        thrifty = priority is Priority.BROADCAST and self._passed < self._patience
        of_bucket, of_window = self._spare if thrifty else (0, 0)
        at = max(self.halted, self._bucket.free_at(of_bucket))
        return at if self._window is None else max(at, self._window.free_at(of_window))

    def take(self, priority: Priority, now: float) -> None:
        """One goes now."""
        self.busy = self.busy or priority is Priority.ANSWER
        self._bucket.take(now)
        if self._window is not None:
            self._window.take(now)
        if priority is Priority.BROADCAST:
            self._passed = 0
        elif self.queues[Priority.BROADCAST]:
            self._passed += 1

    def release(self, priority: Priority) -> None:
        """One is no longer under way."""
        self.busy = self.busy and priority is not Priority.ANSWER

    def give_back(self, taken: float, priority: Priority) -> None:
        """The one that was taken at that time did not go after all."""
        self.release(priority)
        self._bucket.give_back()
        if self._window is not None:
            self._window.give_back(taken)

    def is_idle(self, now: float) -> bool:
        """Whether a new one would do as well."""
        free = self.halted <= now and self._bucket.is_idle(now) and (self._window is None or self._window.is_idle(now))
        return free and not self.busy and not any(self.queues)
