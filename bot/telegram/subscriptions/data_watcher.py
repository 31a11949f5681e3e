"""The data as it is now: read anew when its files change; a notice that is new or says something else is announced."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import structlog

from bot.store import Announcement, StoreError
from bot.telegram.error_handler import notify_administrators
from bot.telegram.services import Services
from data.faults import DataError
from data.files import NOTICES
from data.load import ALIASES, REGIONS, TOPICS
from data.model import Dataset
from data.snapshot import dumps
from intents import engine_cache

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

SETTLED = 1.0
"""Seconds without a change after which the files are read: an editor writes in several steps, a copy takes its time.

Half a file may be a sound notice, of fewer cases, and what is announced cannot be taken back.
"""
EVERY = 2.0
"""Seconds between two looks at the files. A file watcher would not do: network file systems send it no events."""
SHOWN = 10
"""So many faults are told in one message."""

BROKEN = "数据改得不对，没有换上，现在用的还是原来的："
MENDED = "数据改对了，已经换上。"

P = ParamSpec("P")
T = TypeVar("T")

Files = Mapping[str, tuple[int, int, int, int]]
"""Each file by its path: what changes with it (inode, size, and the times of its content and of itself)."""


def look(directory: Path | None) -> Files:
    """The files that the data in a folder is made of; nothing for the data that comes along, which never changes."""
    if directory is None:
        return {}
    found = {}
    for path in (*(directory / name for name in (REGIONS, ALIASES, TOPICS)), *_notices(directory)):
        try:
            status = path.stat()
        except OSError:
            continue
        found[str(path)] = status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
    return found


def _notices(directory: Path) -> list[Path]:
    try:
        return list((directory / NOTICES).iterdir())
    except OSError:
        return []


class Watcher:
    """Keeps `Door.engine` what the files say, and tells subscribers what is new."""

    def __init__(self, services: Services, seen: Files, report: Callable[[Exception], Awaitable[None]]) -> None:
        """`seen` is what `look` gave before the present engine was made; `report` tells administrators of an error."""
        self._services, self._seen, self._report = services, seen, report
        self._announced = False
        """Whether all that the present data says is announced."""
        self._faults: frozenset[str] = frozenset()
        """What is wrong with the files, and has been told."""

    async def run(self) -> None:
        """Go on until cancelled."""
        while True:
            await self.check()
            if self._services.settings.data_dir is None and self._announced:  # bundled data never changes
                return
            await asyncio.sleep(EVERY)

    async def check(self) -> None:
        """Take in what the files say now; announce what is not announced yet."""
        try:
            taken_in = await self._read()
            try:
                if not self._announced:
                    await announce(self._services, self._services.answerer.engine.dataset)
                    self._announced = True
            finally:
                if taken_in:
                    await self._afterwards()
        except StoreError as error:
            log.error("not_announced", why=str(error))  # noqa: TRY400 - the message says it all
        except Exception as error:  # noqa: BLE001 - the old data goes on answering, whatever the new is
            await self._report(error)

    async def _read(self) -> bool:
        """Whether there is something new, which is answered from now on."""
        directory = self._services.settings.data_dir
        before, seen = self._seen, await asyncio.to_thread(look, directory)
        while seen != before:
            await asyncio.sleep(SETTLED)
            before, seen = seen, await asyncio.to_thread(look, directory)
        if seen == self._seen:
            return False
        self._seen = seen  # what changes while it is read is seen the next time
        try:
            engine = await _aside(engine_cache.open_engine, directory)
        except DataError as error:
            await self._broken(error)
            return False
        self._services.answerer.engine = engine
        self._announced = False
        log.info("data_read", revision=engine.dataset.revision, notices=len(engine.dataset.notices))
        return True

    async def _afterwards(self) -> None:
        """What can wait until it is announced: whoever subscribes in between would be told twice."""
        if self._faults:
            self._faults = frozenset()
            await notify_administrators(self._services, MENDED)
        await _aside(_let_go)

    async def _broken(self, error: DataError) -> None:
        """Tell those faults that are not told yet."""
        faults = [str(fault) for fault in error.faults if fault.severity == "error"]
        new = [fault for fault in faults if fault not in self._faults]
        self._faults = frozenset(faults)
        log.warning("data_broken", faults=faults[:SHOWN], count=len(faults))
        if new:
            more = [f"……还有 {len(new) - SHOWN} 处"] if len(new) > SHOWN else []
            await notify_administrators(self._services, "\n".join((BROKEN, "", *new[:SHOWN], *more)))


async def announce(services: Services, dataset: Dataset) -> None:
    """Announce the notices that are new to the database, or say something else. Raises `StoreError`.

    Where it knows of none at all, they are written down without a word: whoever comes finds them there. What was on its
    way when its notice's file went away, or said something else for a while, is sent after all.
    """
    known = await services.store.outbox.latest_announcements()
    now = services.clock()
    fresh = [one for one in dataset.notices if one.id not in known or known[one.id].revision != one.revision]
    if fresh:
        said = await asyncio.to_thread(lambda: [dumps(one) for one in fresh])
        rows = [
            Announcement(notice=one.id, revision=one.revision, snapshot=text, at=now)
            for one, text in zip(fresh, said, strict=True)
        ]
        made = await services.store.outbox.announce(rows, deliver=bool(known))
        log.info("announced", notices=[row.event for row in rows], deliveries=made)
    present = [f"notice:{one.id}@{one.revision}" for one in dataset.notices]
    if reopened := await services.store.outbox.reopen(present, now):
        log.info("reopened", deliveries=reopened)


async def _aside(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the work comes to, done in a thread of its own that the end of the process does not wait for."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def finish(settle: Callable[[Any], None], outcome: Any) -> None:
        if not done.done():  # whoever waited has been cancelled
            settle(outcome)

    def run() -> None:
        try:
            outcome, settle = work(*args, **kwargs), done.set_result
        except Exception as error:  # noqa: BLE001 - it is raised where it is waited for
            outcome, settle = error, done.set_exception  # type: ignore[assignment]
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(finish, settle, outcome)

    threading.Thread(target=run, daemon=True).start()
    found: T = await done
    return found


def _let_go() -> None:
    """Free the engine that was there before: the first one is among what is never looked through for garbage."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
