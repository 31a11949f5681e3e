"""Has pictures drawn, one after another, by a process beside that is ended where it takes too long, and made anew."""

from __future__ import annotations

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from subprocess import DEVNULL

import structlog

from bot.pictures.model import Picture
from bot.pictures.pipe import DRAWN, HEADER, READY, SECONDS, framed

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

CHILD = (sys.executable, "-m", "bot.pictures.worker")
WAITING = 120
"""So many pictures wait for their turn; at a twentieth of a second each, nobody waits long."""
START = 10.0
"""Seconds for the process to begin: it reads the typeface."""
SLACK = 0.5
"""Seconds more than it may take, in which it ends by itself."""
IDLE = 300.0
"""Seconds without a picture after which the process ends, and takes no memory."""


class PictureError(Exception):
    """A picture could not be drawn."""


class BusyError(PictureError):
    """Too many are waiting."""


class Renderer:
    """Draws. Starts its process with the first picture; `close` ends it."""

    def __init__(self, command: Sequence[str] = CHILD, *, seconds: float = SECONDS + SLACK, idle: float = IDLE) -> None:
        """`command` starts the process; a picture that takes more than `seconds` ends it."""
        self._command, self._seconds, self._idle = tuple(command), seconds, idle
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._rest: asyncio.TimerHandle | None = None

    async def draw(self, sheet: Picture) -> bytes:
        """The picture as PNG. Raises `PictureError`, and `BusyError` at once where too many wait."""
        if self._waiting >= WAITING:
            raise BusyError("too many pictures are wanted")
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        try:
            return await self._drawn(framed(pickle.dumps(sheet)))
        finally:
            self._turn.release()

    async def close(self) -> None:
        """End the process."""
        if self._rest is not None:
            self._rest.cancel()
        await self._end()

    async def _drawn(self, frame: bytes) -> bytes:
        if self._rest is not None:
            self._rest.cancel()
        try:
            process = await self._living()
            async with asyncio.timeout(self._seconds):
                answer = await _asked(process, frame)
        except (TimeoutError, EOFError, OSError) as error:
            await self._end()
            log.warning("picture_failed", why=type(error).__name__)
            raise PictureError(type(error).__name__) from error
        except BaseException:
            await self._end()  # what it still sends is no answer to the next
            raise
        self._rest = asyncio.get_running_loop().call_later(self._idle, self._retire)
        if answer[:1] != DRAWN:
            what = answer[1:].decode("utf-8", "replace")
            log.error("picture_failed", why=what)
            raise PictureError(what)
        return answer[1:]

    async def _living(self) -> Process:
        """The process, begun if there is none or if it is dead. Raises what starting it raises."""
        if self._process is not None and self._process.returncode is None:
            return self._process
        environment = {name: value for name, value in os.environ.items() if not name.startswith("ANLITONG_")}
        # in a group of its own, for Ctrl-C is not meant for it; in another session being nice to the bot has no effect
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, process_group=0
        )
        async with asyncio.timeout(START):
            if await _frame(self._process) != READY:
                raise EOFError
        log.info("painter_started")
        return self._process

    def _retire(self) -> None:
        """Let the process end, as nothing more comes."""
        process, self._process = self._process, None
        if process is not None and process.stdin is not None:
            process.stdin.close()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()


async def _asked(process: Process, frame: bytes) -> bytes:
    if process.stdin is None:
        raise EOFError
    process.stdin.write(frame)
    await process.stdin.drain()
    return await _frame(process)


async def _frame(process: Process) -> bytes:
    """The next frame that it sends. Raises `EOFError` where it ends before, `OSError`."""
    if process.stdout is None:
        raise EOFError
    header = await process.stdout.readexactly(HEADER.size)
    return await process.stdout.readexactly(*HEADER.unpack(header))
