"""The order in which updates are handled: each asker's one after another, different askers' at once."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

MAX_CONCURRENT = 16
"""So many updates are handled at a time; the pool of connections has as many."""

Asker = tuple[int | None, int | None]
"""Topic, and the user or the chat that a message was sent as."""


@dataclass(frozen=True, slots=True)
class OrderingKey:
    """Which updates one has to come after."""

    chats: tuple[int | None, ...] = ()
    """Its chat, both of a migration, none where order means nothing; None for what is in no chat, as inline queries."""
    asker: Asker = (None, None)
    barrier: bool = False
    """It changes what is known of its chats: it comes after all that came before, and before all that came after."""


def ordering_key(update: object) -> OrderingKey:
    """Where an update belongs."""
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


Completion = asyncio.Future[None]
"""Done when an update is finished, and all that it came after."""


class _Chat:
    """What is unfinished in one chat."""

    __slots__ = ("barrier", "last")

    def __init__(self) -> None:
        self.barrier: Completion | None = None
        """The last barrier's."""
        self.last: dict[Asker, Completion] = {}
        """Each asker's last update's since that barrier."""

    def join(self, where: OrderingKey, end: Completion) -> list[Completion]:
        """Put an update behind all that it comes after, and give those."""
        if where.barrier:
            before = list(self.last.values())
            if self.barrier is not None:
                before.append(self.barrier)
            self.barrier, self.last = end, {}
            return before
        earlier = self.last.get(where.asker, self.barrier)
        self.last[where.asker] = end
        return [] if earlier is None else [earlier]

    def leave(self, where: OrderingKey, end: Completion) -> bool:
        """Forget an update that is finished; whether nothing is left."""
        if self.barrier is end:
            self.barrier = None
        if self.last.get(where.asker) is end:
            del self.last[where.asker]
        return self.barrier is None and not self.last


class OrderedUpdateProcessor(BaseUpdateProcessor):
    """For ApplicationBuilder.concurrent_updates.

    Updates that wait for others of their asker, or for their chat's, take none of the AT_ONCE places, nor do those that
    wait for their turn to send: an asker who floods the bot, or a group over its limit, holds nobody else up.
    """

    def __init__(self, at_once: int = MAX_CONCURRENT) -> None:
        # The base's own limit would count those that wait; and it may be passed without waiting, which keeps the order.
        super().__init__(sys.maxsize)
        self._places = asyncio.Semaphore(at_once)
        self._holding: set[asyncio.Task[Any]] = set()
        self._chats: dict[int | None, _Chat] = {}
        self._waiting = 0
        self._unfinished = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    def release_slot(self) -> None:
        """Give up the running task's place among those at once: its update waits for its turn to send.

        Pass it to RateLimiter as `on_wait`. A task without a slot releases nothing.
        """
        task = asyncio.current_task()
        if task in self._holding:
            self._holding.remove(task)
            self._places.release()

    async def drain(self, seconds: float) -> int:
        """Wait until nothing is under way, at most so long; what has not begun by then never will, what has goes on.

        Returns how many are dropped so. Its place is between Updater.stop and Application.stop.
        """
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            pass
        self._closed = True
        return self._waiting

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the coroutine when it is this update's turn; what it raises is raised, and the next ones go on."""
        where = ordering_key(update)
        end: Completion = asyncio.get_running_loop().create_future()
        before = [earlier for chat in where.chats for earlier in self._chats.setdefault(chat, _Chat()).join(where, end)]
        self._unfinished += 1
        self._idle.clear()
        begun = False
        try:
            begun = await self._begin(before)
            if begun:
                await coroutine
        finally:
            self.release_slot()
            if not begun and isinstance(coroutine, Coroutine):
                coroutine.close()
            self._unfinished -= 1
            if not self._unfinished:
                self._idle.set()
            self._finish(where, before, end)

    async def initialize(self) -> None:
        """Begin afresh."""
        self._closed = False

    async def shutdown(self) -> None:
        """Nothing to free: Application.stop has waited for everything."""

    async def _begin(self, before: Sequence[Completion]) -> bool:
        """Wait for those before it and for a place; False if it is too late to begin."""
        self._waiting += 1
        try:
            if pending := [earlier for earlier in before if not earlier.done()]:
                await asyncio.wait(pending)
            await self._places.acquire()
        finally:
            self._waiting -= 1
        if task := asyncio.current_task():
            self._holding.add(task)
        return not self._closed

    def _finish(self, where: OrderingKey, before: Sequence[Completion], end: Completion) -> None:
        """Let those after it go on; if it was cancelled before its turn, once those before it are finished."""
        if pending := next((earlier for earlier in before if not earlier.done()), None):
            pending.add_done_callback(lambda _: self._finish(where, before, end))
            return
        end.set_result(None)
        for chat in where.chats:
            if self._chats[chat].leave(where, end):
                del self._chats[chat]
