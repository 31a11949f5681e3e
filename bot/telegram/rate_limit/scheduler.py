"""Schedule outgoing messages under Telegram's rate limits: in order within a chat, answers before broadcasts."""

from __future__ import annotations

import asyncio
import itertools
import math
from collections import OrderedDict
from collections.abc import Callable
from heapq import heapify, heappop, heappush

from telegram.error import RetryAfter, TelegramError

from bot.telegram.rate_limit.chat_queue import NEVER, ChatId, ChatQueue, Priority, Ticket, TicketHeap
from bot.telegram.rate_limit.limits import ALWAYS, Limits, SlidingWindow, TokenBucket

MIN_HALTED_CHATS = 3
"""Chats halted until the same second, with no message sent in between, that show a limit of the whole bot."""


class StoppedError(TelegramError):
    """The call would have to wait and the bot is stopping: nothing was sent."""


class SendScheduler:
    """Admits messages one by one, on the running loop's clock.

    Within a chat, messages go in the order of their tickets, answers before broadcasts, each after the answer before it
    has arrived. (No answer waits for a broadcast that Telegram leaves without a response; the outbox sends one at a
    time to a chat anyway.) Over all chats, the oldest of the tickets that their chats admit goes first.

    Broadcasts are also paced, so that places in the window become free evenly and an answer amid a broadcast waits for
    a thirtieth of a second instead of a whole one. (A place reserved for answers would cost a thirtieth of the rate.)
    A steady flow of answers does not starve broadcasts: after `overall` answers one of them goes.
    """

    def __init__(self, limits: Limits, on_wait: Callable[[], None]) -> None:
        """`on_wait`: see `RateLimiter`."""
        self._limits = limits
        self._on_wait = on_wait
        self._window = SlidingWindow(limits.overall, 1 + limits.slack)
        self._pace = TokenBucket(min(3, limits.overall), 1 / limits.overall)
        self._patience = limits.overall
        self._passed = 0
        self._halted = ALWAYS
        self._halted_until: dict[ChatId, float] = {}
        self._queues: OrderedDict[ChatId, ChatQueue] = OrderedDict()
        self._numbers = itertools.count()
        self._ready: tuple[TicketHeap, TicketHeap] = ([], [])
        self._delayed: list[tuple[float, int, ChatQueue]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._stopped = False

    def create_ticket(self, key: ChatId, priority: Priority) -> Ticket:
        """Create a ticket at the end of this chat's queue."""
        return Ticket(key, priority, next(self._numbers))

    async def acquire(self, ticket: Ticket) -> None:
        """Return when the message may go; from then until `release` it counts as being sent.

        Raises `StoppedError`, `RetryAfter` (see `give_up`). If cancelled, nothing is counted.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        ticket.queue = queue = self._chat_queue(ticket.key, now)
        if self._is_first(ticket) and max(queue.free_at(ticket.priority), self._free_at(ticket.priority)) <= now:
            self._admit(ticket, now)  # the usual case: no future, no heap
            return
        if self._stopped:
            raise StoppedError("Stopping")
        ticket.taken_at = NEVER
        ticket.future = loop.create_future()
        heappush(queue.waiting[ticket.priority], (ticket.number, ticket))
        self._list_head(queue, now)
        self._dispatch(now)
        if not ticket.future.done():  # `_dispatch` may have admitted it at once
            self._on_wait()
        try:
            await ticket.future
        except asyncio.CancelledError:
            self._cancel(ticket, loop.time())
            raise
        if ticket.taken_at == NEVER:  # woken by `stop`, not admitted
            raise StoppedError("Stopping")

    def release(self, ticket: Ticket) -> None:
        """Note that the call has ended, with or without success."""
        ticket.queue.release(ticket.priority)
        if ticket.queue.head() is not None:
            now = asyncio.get_running_loop().time()
            self._list_head(ticket.queue, now)
            self._dispatch(now)

    def halted_seconds(self, key: ChatId) -> float:
        """Return the seconds for which a chat has to wait after a `RetryAfter`, its own or the whole bot's."""
        now = asyncio.get_running_loop().time()
        queue = self._queues.get(key)
        return max(self._halted, queue.halted if queue else ALWAYS) - now

    def halt_chat(self, key: ChatId, seconds: float) -> float:
        """Let a chat wait, as Telegram's RetryAfter says; let all wait if the limit seems to be the whole bot's.

        Returns the time of the chat's first `RetryAfter` since its last successful message.

        Telegram does not say whose limit it is (https://github.com/tdlib/td/issues/715). If it is the bot's, other
        chats usually get "the same retry_after time" (https://github.com/tdlib/td/issues/1062), so all wait when
        `MIN_HALTED_CHATS` chats have to wait until the same second. A message sent in between shows that the limits
        are the chats' own.
        """
        now = asyncio.get_running_loop().time()
        until = now + seconds
        queue = self._chat_queue(key, now)
        queue.halted, queue.refused_since = until, min(queue.refused_since, now)
        self._halted_until = {other: at for other, at in self._halted_until.items() if at > now} | {key: until}
        alike = [at for at in self._halted_until.values() if abs(at - until) <= 1]  # RetryAfter counts whole seconds
        if len(alike) >= MIN_HALTED_CHATS:
            self._halted = max(self._halted, *alike)
        return queue.refused_since

    def give_up(self, key: ChatId, seconds: float) -> None:
        """Raise a `RetryAfter` of so many seconds for all answers that wait in a chat."""
        now = asyncio.get_running_loop().time()
        queue = self._chat_queue(key, now)
        for _, ticket in queue.waiting[Priority.ANSWER]:
            if not ticket.future.done():
                ticket.future.set_exception(RetryAfter(math.ceil(seconds)))
        queue.waiting[Priority.ANSWER].clear()
        self._list_head(queue, now)
        self._dispatch(now)

    def note_success(self, ticket: Ticket) -> None:
        """Note that a message was sent: no limit of its chat or of the whole bot is in force."""
        ticket.queue.refused_since = NEVER
        self._halted_until.clear()

    def start(self) -> None:
        """Allow waiting again."""
        self._stopped = False

    def stop(self) -> None:
        """Raise `StoppedError` for all that wait, and from now on instead of waiting."""
        self._stopped = True
        for queue in self._queues.values():
            for _, ticket in itertools.chain(*queue.waiting):
                if not ticket.future.done():
                    ticket.future.set_result(None)
            queue.waiting, queue.listed, queue.due_at = ([], []), None, NEVER
        self._ready, self._delayed = ([], []), []
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _chat_queue(self, key: ChatId, now: float) -> ChatQueue:
        # dropping at most two idle queues a call bounds both memory and the time of a call
        for _ in range(min(2, len(self._queues))):
            other, queue = self._queues.popitem(last=False)
            if not queue.is_idle(now):
                self._queues[other] = queue
        if (known := self._queues.get(key)) is None:
            # a @username is a channel's or a group's; the ids of groups and channels are negative
            known = self._queues[key] = ChatQueue(self._limits, group=isinstance(key, str) or key < 0)
        return known

    def _is_first(self, ticket: Ticket) -> bool:
        """Return whether no waiting ticket goes before this new one."""
        # an answer goes before waiting broadcasts, unless one is overdue
        ready = self._ready if ticket.priority or self._is_broadcast_overdue() else self._ready[:1]
        return not any(ready) and ticket.queue.head() is None

    def _is_broadcast_overdue(self) -> bool:
        """Return whether enough answers have overtaken the broadcasts."""
        return self._passed >= self._patience

    def _free_at(self, priority: Priority) -> float:
        """Return when the whole bot's limits admit a message."""
        at = max(self._halted, self._window.free_at())
        if priority is Priority.BROADCAST and not self._is_broadcast_overdue():
            return max(at, self._pace.free_at())
        return at

    def _admit(self, ticket: Ticket, now: float) -> None:
        ticket.taken_at = now
        ticket.queue.take(ticket.priority, now)
        self._window.take(now)
        self._pace.take(now)
        if ticket.priority is Priority.BROADCAST:
            self._passed = 0
        elif self._ready[Priority.BROADCAST]:
            self._passed += 1

    def _cancel(self, ticket: Ticket, now: float) -> None:
        """Give back what a cancelled ticket took, or remove it from its queue."""
        heap = ticket.queue.waiting[ticket.priority]
        if ticket.taken_at < NEVER:
            self._window.give_back(ticket.taken_at)
            self._pace.give_back()
            ticket.queue.give_back(ticket.taken_at, ticket.priority)
        elif (entry := (ticket.number, ticket)) in heap:
            heap.remove(entry)
            heapify(heap)
        self._list_head(ticket.queue, now)
        self._dispatch(now)

    def _list_head(self, queue: ChatQueue, now: float) -> None:
        """List the queue's head among the ready tickets, or the queue among those to look at later."""
        ticket = queue.head()
        if ticket is None or ticket is queue.listed:
            return
        at = queue.free_at(ticket.priority)
        if at <= now:
            queue.listed = ticket
            heappush(self._ready[ticket.priority], (ticket.number, ticket))
        elif at < queue.due_at:
            queue.due_at = at
            # the number decides between equal times: queues cannot be compared
            heappush(self._delayed, (at, next(self._numbers), queue))

    def _first_ready(self, priority: Priority, now: float) -> Ticket | None:
        """Return the first ready ticket, dropping those before it that are no longer the head of their queue."""
        ready = self._ready[priority]
        while ready:
            ticket = ready[0][1]
            queue = ticket.queue
            if ticket is queue.listed and ticket is queue.head():
                if not ticket.future.done():
                    return ticket
                heappop(queue.waiting[priority])  # cancelled, but its task has not run since
            heappop(ready)
            if ticket is queue.listed:
                queue.listed = None
                self._list_head(queue, now)  # its next ticket takes the place of the one dropped
        return None

    def _next_ticket(self, now: float) -> Ticket | None:
        answer, broadcast = self._first_ready(Priority.ANSWER, now), self._first_ready(Priority.BROADCAST, now)
        return broadcast if answer is None or (broadcast is not None and self._is_broadcast_overdue()) else answer

    def _dispatch(self, now: float) -> None:
        """Admit all that may go now, and set the timer for the next."""
        while self._delayed and self._delayed[0][0] <= now:
            at, _, queue = heappop(self._delayed)
            if at == queue.due_at:  # else the queue was listed again for another time
                queue.due_at = NEVER
                self._list_head(queue, now)
        at = NEVER
        while (ticket := self._next_ticket(now)) is not None:
            if (free := self._free_at(ticket.priority)) > now:
                at = free
                break
            heappop(self._ready[ticket.priority])
            heappop(ticket.queue.waiting[ticket.priority])
            ticket.queue.listed = None
            self._admit(ticket, now)
            ticket.future.set_result(None)
            self._list_head(ticket.queue, now)
        self._set_timer(min(at, self._delayed[0][0]) if self._delayed else at)

    def _set_timer(self, at: float) -> None:
        """Dispatch again at that time or earlier."""
        if self._timer is not None and self._timer.when() > at:
            self._timer.cancel()
            self._timer = None
        if self._timer is None and at < NEVER:
            self._timer = asyncio.get_running_loop().call_at(at, self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        self._dispatch(asyncio.get_running_loop().time())
