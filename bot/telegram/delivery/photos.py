"""Pictures on their way: drawn beside what else goes on, uploaded once, and sent again by what Telegram calls them."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram.error import BadRequest, NetworkError, RetryAfter

from bot.pictures.model import Picture, compute_digest
from bot.pictures.renderer import BusyError, Renderer
from bot.store import Store
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.delivery.messages import MessageSender, Sent
from bot.telegram.rate_limit.rate_limiter import StoppedError
from bot.telegram.rendering.page import Page

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MOST = 200
"""So many pictures are on their way at once, whether they are drawn or known."""
EACH = 4
"""So many are being drawn for one chat: in a group several people may want one."""


class Photos:
    """Sends pictures in tasks of its own: no update waits for one, nor does whoever asks something else meanwhile."""

    def __init__(self, painter: Renderer, store: Store, sender: MessageSender, clock: Callable[[], float]) -> None:
        """`clock` gives seconds since 1970."""
        self._painter, self._store, self._sender, self._clock = painter, store, sender, clock
        self._tasks: set[asyncio.Task[None]] = set()
        self._waiting: Counter[int] = Counter()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._errors: asyncio.Queue[Exception] = asyncio.Queue()

    def begin(self, chat: int, work: Coroutine[Any, Any, None]) -> None:
        """Do this work, which sends a picture to a chat, aside. Raises `BusyError` where many are drawn for it."""
        if self._waiting[chat] >= EACH or len(self._tasks) >= MOST:
            work.close()
            raise BusyError("pictures are on their way")
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)

    async def send(
        self, sheet: Picture, page: Page, conversation: ConversationKey, reply_to: int | None, bot: int
    ) -> Sent | None:
        """Send the picture of a sheet with `page` below it; None where the chat takes nothing from the bot.

        `bot` is the bot's id: the same file has another name for another bot. Raises `PictureError`, `TelegramError`.
        """
        key = f"{bot}:{compute_digest(sheet)}"

        def put(picture: bytes | str) -> Awaitable[Sent | None]:
            return self._sender.send_photo(
                picture, page, conversation.chat, topic=conversation.topic, reply_to=reply_to
            )

        async with self._locks.setdefault(key, asyncio.Lock()):  # who wants the same meanwhile gets it by its name
            known = await self._store.pictures.find(key)
            if known is None:
                sent = await put(await self._drawn(sheet, conversation.chat))
                if sent is not None and sent.file is not None:
                    await self._store.pictures.keep(key, sent.file, self._clock())
                return sent
        try:
            return await put(known)
        except BadRequest as error:
            if "file" not in error.message.lower():
                raise
            log.info("picture_lost", why=error.message)
            await self._store.pictures.forget(key)
        return await self.send(sheet, page, conversation, reply_to, bot)

    async def run(self, report: Callable[[Exception], Awaitable[None]]) -> None:
        """Report what nobody foresaw, for ever."""
        while True:
            await report(await self._errors.get())

    async def settle(self, seconds: float) -> None:
        """Wait until nothing is on its way, at most so long; what is then is dropped."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                log.warning("pictures_dropped", count=len(late))

    async def close(self) -> None:
        """End the process that draws."""
        await self._painter.close()

    async def _drawn(self, sheet: Picture, chat: int) -> bytes:
        if self._waiting[chat] >= EACH:
            raise BusyError("many are being drawn for the chat")
        self._waiting[chat] += 1
        try:
            return await self._painter.draw(sheet)
        finally:
            self._waiting[chat] -= 1
            self._waiting += Counter()  # without those that have none

    def _over(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, StoppedError):
            log.warning("dropped", why="the bot stops, and Telegram's limits do not allow it to be sent now")
        elif isinstance(error, NetworkError | RetryAfter) and not isinstance(error, BadRequest):
            log.warning("not_sent", why=type(error).__name__)
        elif isinstance(error, Exception):
            self._errors.put_nowait(error)
