"""Whose turn it is to send: what waits for Telegram's limits, and in which order it goes."""

from __future__ import annotations

import asyncio
import itertools
from collections import OrderedDict
from collections.abc import Callable
from heapq import heapify, heappop, heappush

from telegram.error import TelegramError

from bot.telegram.rate_limit.chat_queue import NEVER, ChatQueue, Key, Priority, Queue, Ticket
from bot.telegram.rate_limit.limits import ALWAYS, Limits, SlidingWindow, TokenBucket

ALIKE = 3
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
        self._told: dict[Key, float] = {}
        self._lines: OrderedDict[Key, ChatQueue] = OrderedDict()
        self._numbers = itertools.count()
        self._ready: tuple[Queue, Queue] = ([], [])
        self._later: list[tuple[float, int, ChatQueue]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._stopped = False

    def turn(self, key: Key, priority: Priority) -> Ticket:
        """A place at the end of this chat's line."""
        return Ticket(key, priority, next(self._numbers))

    async def take(self, turn: Ticket) -> None:
        """Return when it may go; it counts as gone then, and as under way until `arrived`.

        Raises StoppedError; cancelled, it takes nothing.
        """
        loop = asyncio.get_running_loop()
        now = loop.time()
        turn.line = self._line(turn.key, now)
        if self._unopposed(turn) and max(turn.line.free_at(turn.priority), self._free_at(turn.priority)) <= now:
            self._go(turn, now)
            return
        if self._stopped:
            raise StoppedError("Stopping")
        turn.taken = NEVER
        turn.future = loop.create_future()
        heappush(turn.line.queues[turn.priority], (turn.number, turn))
        self._place(turn.line, now)
        self._pump(now)
        if not turn.future.done():
            self._on_wait()
        try:
            await turn.future
        except asyncio.CancelledError:
            self._forget(turn, loop.time())
            raise
        if turn.taken == NEVER:
            raise StoppedError("Stopping")

    def arrived(self, turn: Ticket) -> None:
        """Its call is over, whatever came of it."""
        turn.line.arrived(turn.priority)
        if turn.line.head() is not None:
            now = asyncio.get_running_loop().time()
            self._place(turn.line, now)
            self._pump(now)

    def halt(self, key: Key, seconds: float) -> None:
        """Telegram told this chat to wait so long.

        It does not tell whether the limit is the chat's or the whole bot's (https://github.com/tdlib/td/issues/715);
        where it is the bot's, others are usually told "the same retry_after time"
        (https://github.com/tdlib/td/issues/1062). So all wait when ALIKE chats have to wait till the same second. Where
        a message went out in between it is those chats' own.
        """
        now = asyncio.get_running_loop().time()
        until = now + seconds
        line = self._line(key, now)
        line.halted = until
        self._told = {other: at for other, at in self._told.items() if at > now} | {key: until}
        alike = [at for at in self._told.values() if abs(at - until) <= 1]
        if len(alike) >= ALIKE:
            self._halted = max(self._halted, *alike)

    def went(self) -> None:
        """A message went out: no limit of the whole bot's is in force."""
        self._told.clear()

    def start(self) -> None:
        """Let wait again."""
        self._stopped = False

    def stop(self) -> None:
        """Whoever waits, or would have to, gets StoppedError from now on."""
        self._stopped = True
        for line in self._lines.values():
            for _, turn in itertools.chain(*line.queues):
                if not turn.future.done():
                    turn.future.set_result(None)
            line.queues, line.listed, line.due = ([], []), None, NEVER
        self._ready, self._later = ([], []), []
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _line(self, key: Key, now: float) -> ChatQueue:
        """The chat's line. Two others are looked at, and forgotten where nothing is lost by it."""
        for _ in range(min(2, len(self._lines))):
            other, line = self._lines.popitem(last=False)
            if not line.idle(now):
                self._lines[other] = line
        if (found := self._lines.get(key)) is None:
            found = self._lines[key] = ChatQueue(self._limits, group=isinstance(key, str) or key < 0)
        return found

    def _unopposed(self, turn: Ticket) -> bool:
        """Whether nobody waits whom it might have to let by."""
        return not any(self._ready if turn.priority or self._owed() else self._ready[:1]) and turn.line.head() is None

    def _owed(self) -> bool:
        """Whether the broadcasts have let enough answers by."""
        return self._passed >= self._patience

    def _free_at(self, priority: Priority) -> float:
        """When the whole bot's limits let one go."""
        at = max(self._halted, self._window.free_at())
        return max(at, self._pace.free_at()) if priority is Priority.BROADCAST and not self._owed() else at

    def _go(self, turn: Ticket, now: float) -> None:
        turn.taken = now
        turn.line.take(turn.priority, now)
        self._window.take(now)
        self._pace.take(now)
        if turn.priority is Priority.BROADCAST:
            self._passed = 0
        elif self._ready[Priority.BROADCAST]:
            self._passed += 1

    def _forget(self, turn: Ticket, now: float) -> None:
        """It was cancelled: what it took is given back, or its place in the line freed."""
        queue = turn.line.queues[turn.priority]
        if turn.taken < NEVER:
            self._window.give_back(turn.taken)
            self._pace.give_back()
            turn.line.give_back(turn.taken, turn.priority)
        elif (entry := (turn.number, turn)) in queue:
            queue.remove(entry)
            heapify(queue)
        self._place(turn.line, now)
        self._pump(now)

    def _place(self, line: ChatQueue, now: float) -> None:
        """Put the line's head where it belongs: among those that are ready, or to be looked at later."""
        turn = line.head()
        if turn is None or turn is line.listed:
            return
        at = line.free_at(turn.priority)
        if at <= now:
            line.listed = turn
            heappush(self._ready[turn.priority], (turn.number, turn))
        elif at < line.due:
            line.due = at
            heappush(self._later, (at, next(self._numbers), line))

    def _top(self, priority: Priority, now: float) -> Ticket | None:
        """The first that is ready; what stands before it and is its line's next no more goes."""
        ready = self._ready[priority]
        while ready:
            turn = ready[0][1]
            line = turn.line
            if turn is line.listed and turn is line.head():
                if not turn.future.done():
                    return turn
                heappop(line.queues[priority])  # cancelled; its task has only not come to know
            heappop(ready)
            if turn is line.listed:
                line.listed = None
                self._place(line, now)
        return None

    def _next(self, now: float) -> Ticket | None:
        answer, broadcast = self._top(Priority.ANSWER, now), self._top(Priority.BROADCAST, now)
        return broadcast if answer is None or (broadcast is not None and self._owed()) else answer

    def _pump(self, now: float) -> None:
        """Let go whoever may go now, and wake up when the next may."""
        while self._later and self._later[0][0] <= now:
            at, _, line = heappop(self._later)
            if at == line.due:
                line.due = NEVER
                self._place(line, now)
        at = NEVER
        while (turn := self._next(now)) is not None:
            if (free := self._free_at(turn.priority)) > now:
                at = free
                break
            heappop(self._ready[turn.priority])
            heappop(turn.line.queues[turn.priority])
            turn.line.listed = None
            self._go(turn, now)
            turn.future.set_result(None)
            self._place(turn.line, now)
        self._wake(min(at, self._later[0][0]) if self._later else at)

    def _wake(self, at: float) -> None:
        """Pump again at that time, or sooner."""
        if self._timer is not None and self._timer.when() > at:
            self._timer.cancel()
            self._timer = None
        if self._timer is None and at < NEVER:
            self._timer = asyncio.get_running_loop().call_at(at, self._woken)

    def _woken(self) -> None:
        self._timer = None
        self._pump(asyncio.get_running_loop().time())
