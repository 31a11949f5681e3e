"""Handle the updates of one asker in order, and those of different askers concurrently."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from structlog.contextvars import bind_contextvars
from telegram import Update
from telegram.ext import BaseUpdateProcessor

MAX_CONCURRENT = 16
"""Updates handled at a time; the pool of connections has as many."""

MAX_UNFINISHED_OF_SENDER = 10
"""Updates of one sender that wait or are handled: more would wait for limits that the throttle keeps them to anyway."""

MAX_UNFINISHED_TYPING = 40
"""The same for inline queries, of which each keystroke makes one, and which wait for no limits."""

Asker = tuple[int | None, int | None]
"""The topic, and the id of the user or of the chat that they speak for."""


@dataclass(frozen=True, slots=True)
class OrderingKey:
    """Determines which earlier updates an update has to wait for."""

    chats: tuple[int | None, ...] = ()
    """The chat, both chats of a migration, none if order does not matter; None stands for no chat (inline queries)."""
    asker: Asker = (None, None)
    barrier: bool = False
    """True if it changes what is known of its chats: it waits for all before it, and all after it wait for it."""


def ordering_key(update: object) -> OrderingKey:
    """Return the ordering key of an update."""
    if not isinstance(update, Update):
        return OrderingKey()
    message, chat, sender = update.effective_message, update.effective_chat, update.effective_sender
    if chat is None:
        return OrderingKey() if sender is None else OrderingKey((None,), (None, sender.id))
    if update.my_chat_member:
        return OrderingKey((chat.id,), barrier=True)
    if message is None:
        return OrderingKey((chat.id,), (None, sender.id if sender else None))
    if other := message.migrate_to_chat_id or message.migrate_from_chat_id:
        return OrderingKey(tuple({chat.id, other}), barrier=True)
    topic = message.message_thread_id if message.is_topic_message else None
    return OrderingKey((chat.id,), (topic, sender.id if sender else None))


_Sender = tuple[int, bool]
"""The id of a user or of the chat that they speak for, and whether they type an inline query."""


def _flooding_sender(update: Update) -> _Sender | None:
    """Return the sender whose updates are counted; None for an update that is not counted."""
    sender = update.effective_sender
    return None if sender is None or ordering_key(update).barrier else (sender.id, update.inline_query is not None)


Completion = asyncio.Future[None]
"""Done when an update and all that it waited for are finished."""


class _Chat:
    """The unfinished updates of one chat."""

    __slots__ = ("barrier", "last")

    def __init__(self) -> None:
        self.barrier: Completion | None = None
        """The completion of the last barrier."""
        self.last: dict[Asker, Completion] = {}
        """The completion of each asker's last update since that barrier."""

    def join(self, key: OrderingKey, completion: Completion) -> list[Completion]:
        """Add an update; return the completions that it has to wait for."""
        if key.barrier:
            earlier = list(self.last.values())
            if self.barrier is not None:
                earlier.append(self.barrier)
            self.barrier, self.last = completion, {}
            return earlier
        previous = self.last.get(key.asker, self.barrier)
        self.last[key.asker] = completion
        return [] if previous is None else [previous]

    def leave(self, key: OrderingKey, completion: Completion) -> bool:
        """Remove a finished update; return whether none is left."""
        if self.barrier is completion:
            self.barrier = None
        if self.last.get(key.asker) is completion:
            del self.last[key.asker]
        return self.barrier is None and not self.last


class OrderedUpdateProcessor(BaseUpdateProcessor):
    """For `ApplicationBuilder.concurrent_updates`.

    Updates that wait for earlier ones, or for the rate limiter, occupy no slot: an asker who floods the bot, or a group
    over its limit, does not delay others.
    """

    def __init__(self, max_concurrent: int = MAX_CONCURRENT, on_arrival: Callable[[], None] = lambda: None) -> None:
        """`on_arrival` is called in the task of each update before it waits."""
        # the base class's own limit would count updates that wait; unlimited, it does not change their order
        super().__init__(sys.maxsize)
        self._on_arrival = on_arrival
        self._slots = asyncio.Semaphore(max_concurrent)
        self._holding: set[asyncio.Task[Any]] = set()
        self._chats: dict[int | None, _Chat] = {}
        self._of_sender: Counter[_Sender] = Counter()
        """The number of admitted updates that are not finished."""
        self._waiting = 0
        self._unfinished = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    def admit(self, update: Update) -> bool:
        """Count an update that is about to be queued; return False for one that is to be dropped.

        The sender has too many unfinished updates then. What changes the state of a chat is never dropped.
        """
        sender = _flooding_sender(update)
        if sender is None:
            return True
        if self._of_sender[sender] >= (MAX_UNFINISHED_TYPING if update.inline_query else MAX_UNFINISHED_OF_SENDER):
            return False
        self._of_sender[sender] += 1
        return True

    def release_slot(self) -> None:
        """Release the slot of the running task, whose update waits for the rate limiter.

        Pass it to RateLimiter as `on_wait`. A task without a slot releases nothing.
        """
        task = asyncio.current_task()
        if task in self._holding:
            self._holding.remove(task)
            self._slots.release()

    async def drain(self, seconds: float) -> int:
        """Wait until all updates are handled, up to `seconds`; those that have not begun by then are dropped.

        Returns the number of dropped updates. To be called after polling has stopped and before `Application.stop`.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            pass
        self._closed = True
        return self._waiting

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the coroutine when this update may be handled. Raises what it raises; later updates continue."""
        if isinstance(update, Update):  # each update has a task of its own, and so has the context of its log records
            bind_contextvars(update=update.update_id)
        self._on_arrival()
        key = ordering_key(update)
        completion: Completion = asyncio.get_running_loop().create_future()
        before = [
            earlier for chat in key.chats for earlier in self._chats.setdefault(chat, _Chat()).join(key, completion)
        ]
        self._unfinished += 1
        self._idle.clear()
        begun = False
        try:
            begun = await self._begin(before)
            if begun:
                await coroutine
        finally:
            self.release_slot()
            if not begun and isinstance(coroutine, Coroutine):  # otherwise Python warns that it was never awaited
                coroutine.close()
            self._unfinished -= 1
            self.withdraw(update)
            if not self._unfinished:
                self._idle.set()
            self._finish(key, before, completion)

    def withdraw(self, update: object) -> None:
        """Count an admitted update no longer: it is finished, or was not queued after all."""
        sender = _flooding_sender(update) if isinstance(update, Update) else None
        if sender is None:
            return
        self._of_sender[sender] -= 1
        if self._of_sender[sender] <= 0:
            del self._of_sender[sender]

    async def initialize(self) -> None:
        """Start, again after a shutdown."""
        self._closed = False

    async def shutdown(self) -> None:
        """Do nothing: `Application.stop` has waited for all updates."""

    async def _begin(self, before: Sequence[Completion]) -> bool:
        """Wait for the earlier updates and for a slot; return False if it is too late to begin."""
        self._waiting += 1
        try:
            if pending := [earlier for earlier in before if not earlier.done()]:
                await asyncio.wait(pending)
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        if task := asyncio.current_task():
            self._holding.add(task)
        return not self._closed  # `drain` may have given up while this waited

    def _finish(self, key: OrderingKey, before: Sequence[Completion], completion: Completion) -> None:
        """Let later updates begin."""
        # an update that was cancelled early finishes after those it waited for: the next may not overtake them
        if pending := next((earlier for earlier in before if not earlier.done()), None):
            pending.add_done_callback(lambda _: self._finish(key, before, completion))
            return
        completion.set_result(None)
        for chat in key.chats:
            if self._chats[chat].leave(key, completion):  # memory is bounded by the unfinished updates
                del self._chats[chat]
