"""Render and send pictures in tasks of their own: each is uploaded once and later sent by its `file_id`."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram.error import BadRequest

from bot.pictures.model import Picture, compute_digest
from bot.pictures.renderer import BusyError, Renderer
from bot.store import Store, StoreError
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.delivery.errors import FILE_ID_INVALID, log_if_expected, matches
from bot.telegram.delivery.messages import MessageSender, SentMessage
from bot.telegram.rendering.page import Page

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_TASKS = 200
"""Pictures being rendered or sent at a time; each task holds a reply in memory."""
MAX_PER_CHAT = 4
"""Pictures being rendered for one chat: in a group several people may ask for one."""


class PhotoSender:
    """Sends pictures in tasks of their own, so that no update waits for one, nor does the user's next question."""

    def __init__(self, renderer: Renderer, store: Store, sender: MessageSender, clock: Callable[[], float]) -> None:
        """`clock` returns seconds since 1970."""
        self._renderer, self._store, self._sender, self._clock = renderer, store, sender, clock
        self._tasks: set[asyncio.Task[None]] = set()
        self._rendering: Counter[int] = Counter()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._errors: asyncio.Queue[Exception] = asyncio.Queue()

    def start(self, chat: int, work: Coroutine[Any, Any, None]) -> None:
        """Start a task for `work`, which sends a picture or a table to a chat. Raises `BusyError` if too many run."""
        if self._rendering[chat] >= MAX_PER_CHAT or len(self._tasks) >= MAX_TASKS:
            work.close()  # otherwise Python warns that it was never awaited
            raise BusyError("pictures are on their way")
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finish)

    async def send(
        self, picture: Picture, page: Page, conversation: ConversationKey, reply_to: int | None, bot: int
    ) -> SentMessage | None:
        """Send a picture with `page` as its caption; return None if the chat accepts no messages from the bot.

        `bot` is the bot's id: a `file_id` is valid for one bot. Raises `PictureError`, `TelegramError`.
        """
        key = f"{bot}:{compute_digest(picture)}"

        def send_photo(photo: bytes | str) -> Awaitable[SentMessage | None]:
            return self._sender.send_photo(photo, page, conversation.chat, topic=conversation.topic, reply_to=reply_to)

        async with self._locks.setdefault(key, asyncio.Lock()):  # the same picture is rendered and uploaded once
            known = None
            with suppress(StoreError):  # it is rendered again
                known = await self._store.photo_ids.find(key)
            if known is None:
                sent = await send_photo(await self._render(picture, conversation.chat))
                if sent is not None and sent.file_id is not None:
                    with suppress(StoreError):
                        await self._store.photo_ids.save(key, sent.file_id, self._clock())
                return sent
        try:
            return await send_photo(known)
        except BadRequest as error:
            if not matches(error, *FILE_ID_INVALID):
                raise
            log.info("picture_lost", why=error.message)
            with suppress(StoreError):
                await self._store.photo_ids.delete(key)
        return await self.send(picture, page, conversation, reply_to, bot)

    async def run(self, report: Callable[[Exception], Awaitable[None]]) -> None:
        """Report unexpected errors of the tasks until cancelled."""
        while True:
            await report(await self._errors.get())

    async def drain(self, seconds: float) -> None:
        """Wait up to `seconds` until all pictures are sent; cancel those that are not."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                log.warning("pictures_dropped", count=len(late))

    async def close(self) -> None:
        """End the rendering process."""
        await self._renderer.close()

    async def _render(self, picture: Picture, chat: int) -> bytes:
        if self._rendering[chat] >= MAX_PER_CHAT:  # again: others may have begun since `start`
            raise BusyError("many are being drawn for the chat")
        self._rendering[chat] += 1
        try:
            return await self._renderer.draw(picture)
        finally:
            self._rendering[chat] -= 1
            self._rendering += Counter()  # drops the chats whose count is 0

    def _finish(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception) and not log_if_expected(error):
            self._errors.put_nowait(error)
