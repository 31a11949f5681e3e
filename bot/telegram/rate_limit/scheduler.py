"""Whose ticket it is to send: what waits for Telegram's limits, and in which order it goes."""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict
from collections.abc import Callable
from heapq import heapify, heappop, heappush

from telegram.error import TelegramError

from bot.telegram.rate_limit.chat_queue import NEVER, ChatId, ChatQueue, Priority, Queue, Ticket
from bot.telegram.rate_limit.limits import ALWAYS, Limits, SlidingWindow, TokenBucket

MIN_HALTED_CHATS = 3
"""So many chats told to wait till the same second, and no message gone in between: the limit is the whole bot's."""


class StoppedError(TelegramError):
    """The call would have had to wait, and the bot is stopping: nothing was sent."""


class SendScheduler:
    """Lets messages go one by one, on the running loop's clock.

    Within a chat they go in the order they came, answers before broadcasts, each when the answer before has arrived (no
    answer waits for a broadcast that Telegram leaves without one; the sender sends a chat one at a time anyway); over
    all chats the first to have come goes first, of those that their chats let go. Broadcasts are paced besides: places
    in the window then come free evenly, and an answer amidst a broadcast waits for a thirtieth of a second, not for a
    whole one. (A place kept for answers would cost a thirtieth of the rate.) Answers without end don't stop the
    broadcasts: after `overall` answers one of them goes.
    """

    def __init__(self, limits: Limits, on_wait: Callable[[], None]) -> None:
        """`on_wait`: see RateLimiter."""
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
        self._ready: tuple[Queue, Queue] = ([], [])
        self._delayed: list[tuple[float, int, ChatQueue]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._stopped = False

    def create_ticket(self, key: ChatId, priority: Priority) -> Ticket:
        """A place at the end of this chat's queue."""
        return Ticket(key, priority, next(self._numbers))

    async def acquire(self, ticket: Ticket) -> None:
        """Return when it may go; it counts as gone then, and as under way until `arrived`.

        Raises StoppedError; cancelled, it takes nothing.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        ticket.queue = self._chat_queue(ticket.key, now)
        if (
            self._may_skip_queue(ticket)
            and max(ticket.queue.free_at(ticket.priority), self._free_at(ticket.priority)) <= now
        ):
            self._grant(ticket, now)
            return
        if self._stopped:
            raise StoppedError("Stopping")
        ticket.taken = NEVER
        ticket.future = loop.create_future()
        heappush(ticket.queue.queues[ticket.priority], (ticket.number, ticket))
        self._enqueue(ticket.queue, now)
        self._dispatch(now)
        if not ticket.future.done():
            self._on_wait()
        try:
            await ticket.future
        except asyncio.CancelledError:
            self._cancel(ticket, loop.time())
            raise
        if ticket.taken == NEVER:
            raise StoppedError("Stopping")

    def release(self, ticket: Ticket) -> None:
        """Its call is over, whatever came of it."""
        ticket.queue.release(ticket.priority)
        if ticket.queue.head() is not None:
            now = asyncio.get_running_loop().time()
            self._enqueue(ticket.queue, now)
            self._dispatch(now)

    def halt_chat(self, key: ChatId, seconds: float) -> None:
        """Telegram told this chat to wait so long.

        It does not tell whether the limit is the chat's or the whole bot's (https://github.com/tdlib/td/issues/715);
        where it is the bot's, others are usually told "the same retry_after time"
        (https://github.com/tdlib/td/issues/1062). So all wait when ALIKE chats have to wait till the same second. Where
        a message went out in between it is those chats' own.
        """
        now = asyncio.get_running_loop().time()
        until = now + seconds
        queue = self._chat_queue(key, now)
        queue.halted = until
        self._halted_until = {other: at for other, at in self._halted_until.items() if at > now} | {key: until}
        alike = [at for at in self._halted_until.values() if abs(at - until) <= 1]
        if len(alike) >= MIN_HALTED_CHATS:
            self._halted = max(self._halted, *alike)

    def note_success(self) -> None:
        """A message went out: no limit of the whole bot's is in force."""
        self._halted_until.clear()

    def start(self) -> None:
        """Let wait again."""
        self._stopped = False

    def stop(self) -> None:
        """Whoever waits, or would have to, gets StoppedError from now on."""
        self._stopped = True
        for queue in self._queues.values():
            for _, ticket in itertools.chain(*queue.queues):
                if not ticket.future.done():
                    ticket.future.set_result(None)
            queue.queues, queue.listed, queue.due = ([], []), None, NEVER
        self._ready, self._delayed = ([], []), []
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _chat_queue(self, key: ChatId, now: float) -> ChatQueue:
        """The chat's queue. Two others are looked at, and forgotten where nothing is lost by it."""
        for _ in range(min(2, len(self._queues))):
            other, queue = self._queues.popitem(last=False)
            if not queue.is_idle(now):
                self._queues[other] = queue
        if (found := self._queues.get(key)) is None:
            found = self._queues[key] = ChatQueue(self._limits, group=isinstance(key, str) or key < 0)
        return found

    def _may_skip_queue(self, ticket: Ticket) -> bool:
        """Whether nobody waits whom it might have to let by."""
        return (
            not any(self._ready if ticket.priority or self._is_broadcast_due() else self._ready[:1])
            and ticket.queue.head() is None
        )

    def _is_broadcast_due(self) -> bool:
        """Whether the broadcasts have let enough answers by."""
        return self._passed >= self._patience

    def _free_at(self, priority: Priority) -> float:
        """When the whole bot's limits let one go."""
        at = max(self._halted, self._window.free_at())
        return max(at, self._pace.free_at()) if priority is Priority.BROADCAST and not self._is_broadcast_due() else at

    def _grant(self, ticket: Ticket, now: float) -> None:
        ticket.taken = now
        ticket.queue.take(ticket.priority, now)
        self._window.take(now)
        self._pace.take(now)
        if ticket.priority is Priority.BROADCAST:
            self._passed = 0
        elif self._ready[Priority.BROADCAST]:
            self._passed += 1

    def _cancel(self, ticket: Ticket, now: float) -> None:
        """It was cancelled: what it took is given back, or its place in the queue freed."""
        queue = ticket.queue.queues[ticket.priority]
        if ticket.taken < NEVER:
            self._window.give_back(ticket.taken)
            self._pace.give_back()
            ticket.queue.give_back(ticket.taken, ticket.priority)
        elif (entry := (ticket.number, ticket)) in queue:
            queue.remove(entry)
            heapify(queue)
        self._enqueue(ticket.queue, now)
        self._dispatch(now)

    def _enqueue(self, queue: ChatQueue, now: float) -> None:
        """Put the queue's head where it belongs: among those that are ready, or to be looked at later."""
        ticket = queue.head()
        if ticket is None or ticket is queue.listed:
            return
        at = queue.free_at(ticket.priority)
        if at <= now:
            queue.listed = ticket
            heappush(self._ready[ticket.priority], (ticket.number, ticket))
        elif at < queue.due:
            queue.due = at
            heappush(self._delayed, (at, next(self._numbers), queue))

    def _first_ready(self, priority: Priority, now: float) -> Ticket | None:
        """The first that is ready; what stands before it and is its queue's next no more goes."""
        ready = self._ready[priority]
        while ready:
            ticket = ready[0][1]
            queue = ticket.queue
            if ticket is queue.listed and ticket is queue.head():
                if not ticket.future.done():
                    return ticket
                heappop(queue.queues[priority])  # cancelled; its task has only not come to know
            heappop(ready)
            if ticket is queue.listed:
                queue.listed = None
                self._enqueue(queue, now)
        return None

    def _next(self, now: float) -> Ticket | None:
        answer, broadcast = self._first_ready(Priority.ANSWER, now), self._first_ready(Priority.BROADCAST, now)
        return broadcast if answer is None or (broadcast is not None and self._is_broadcast_due()) else answer

    def _dispatch(self, now: float) -> None:
        """Let go whoever may go now, and wake up when the next may."""
        while self._delayed and self._delayed[0][0] <= now:
            at, _, queue = heappop(self._delayed)
            if at == queue.due:
                queue.due = NEVER
                self._enqueue(queue, now)
        at = NEVER
        while (ticket := self._next(now)) is not None:
            if (free := self._free_at(ticket.priority)) > now:
                at = free
                break
            heappop(self._ready[ticket.priority])
            heappop(ticket.queue.queues[ticket.priority])
            ticket.queue.listed = None
            self._grant(ticket, now)
            ticket.future.set_result(None)
            self._enqueue(ticket.queue, now)
        self._set_timer(min(at, self._delayed[0][0]) if self._delayed else at)

    def _set_timer(self, at: float) -> None:
        """Pump again at that time, or sooner."""
        if self._timer is not None and self._timer.when() > at:
            self._timer.cancel()
            self._timer = None
        if self._timer is None and at < NEVER:
            self._timer = asyncio.get_running_loop().call_at(at, self._on_timer)

    def _on_timer(self) -> None:
        self._timer = None
        self._dispatch(asyncio.get_running_loop().time())
