"""Render pictures in a worker process, which is killed when a picture takes too long and started again for the next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import active_children, get_context

import structlog

from bot.pictures import worker
from bot.pictures.model import Picture

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_WAITING = 120
"""Pictures that may wait; at a twentieth of a second each, the last one waits six seconds."""
START_SECONDS = 10.0
"""Time limit for the start of the worker, which imports Pillow and reads the typeface."""
MAX_SECONDS = 4.0
"""Time limit for a picture, after which the worker ends itself; it takes 0.05 s of a processor that may be busy."""
SLACK_SECONDS = 0.5
"""Time that the bot waits beyond it before it kills the worker."""
IDLE_SECONDS = 300.0
"""Time without work after which the worker ends and frees its memory."""


class PictureError(Exception):
    """A picture could not be drawn."""


class BusyError(PictureError):
    """Too many pictures are waiting."""


class Renderer:
    """Draws one picture at a time in a worker process, which starts with the first picture; `close` ends it."""

    def __init__(
        self,
        draw: Callable[[Picture], bytes] = worker.draw,
        *,
        seconds: float = MAX_SECONDS,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        """`draw` runs in the worker, so it must be a module's function; it may take `seconds`."""
        self._draw, self._seconds, self._idle_seconds = draw, seconds, idle_seconds
        self._pool: ProcessPoolExecutor | None = None
        # one picture at a time, because a worker that ends fails all that were submitted
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._idle_timer: asyncio.TimerHandle | None = None

    async def draw(self, picture: Picture) -> bytes:
        """Return the picture as PNG. Raises `PictureError`, and `BusyError` at once if too many pictures wait."""
        if self._waiting >= MAX_WAITING:
            raise BusyError("too many pictures are waiting")
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._render(picture)
        finally:
            self._turn.release()

    async def close(self) -> None:
        """Kill the worker."""
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        await self._kill()

    async def _render(self, picture: Picture) -> bytes:
        if self._idle_timer is not None:
            self._idle_timer.cancel()
        try:
            job, seconds = self._submit(picture)
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(job)
        except worker.DrawingError as error:
            log.error("picture_failed", why=str(error))  # noqa: TRY400 - the traceback is the worker's
            raise PictureError(str(error)) from error
        except (BrokenProcessPool, OSError) as error:
            await self._kill()
            log.warning("picture_failed", why=type(error).__name__)
            raise PictureError(type(error).__name__) from error
        except BaseException:
            await self._kill()  # the worker cannot be interrupted, and the next picture must not wait for this one
            raise
        finally:
            self._idle_timer = asyncio.get_running_loop().call_later(self._idle_seconds, self._retire)

    def _submit(self, picture: Picture) -> tuple[Future[bytes], float]:
        """Return the job, and how many seconds to wait for it. Starts the worker if there is none."""
        job, seconds = partial(worker.run, self._draw, picture, self._seconds), self._seconds + SLACK_SECONDS
        if self._pool is not None:
            with suppress(BrokenProcessPool):  # raised if the worker died since its last picture
                return self._pool.submit(job), seconds
        self._pool = ProcessPoolExecutor(1, get_context("spawn"), worker.start)
        log.info("painter_started")
        return self._pool.submit(job), START_SECONDS + seconds

    def _retire(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False)  # the worker is idle and ends at once

    async def _kill(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            for process in active_children():  # the bot has no other ones
                process.kill()
            await asyncio.to_thread(pool.shutdown)
