"""Reload the data when its files change, and announce new and revised notices."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path

import structlog

from bot.store import Announcement, StoreError
from bot.telegram.error_handler import notify_administrators
from bot.telegram.services import Services
from bot.telegram.threads import run_in_thread
from data.faults import DataError, Fault
from data.files import NOTICES
from data.load import ALIASES, REGIONS, TOPICS
from data.model import Dataset
from data.snapshot import dumps
from intents import engine_cache
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

SETTLE_SECONDS = 1.0
"""Seconds without a change before the files are read, since editors and copies write in several steps.

The first half of a file may be a valid notice with fewer cases, and an announcement cannot be taken back.
"""
POLL_SECONDS = 2.0
"""Seconds between two checks of the files. They are polled because network file systems send no change events."""
RETRY_SECONDS = 60.0
"""Seconds before the files are read again after an error that is none of theirs, such as a lack of memory."""
MAX_FAULTS = 10
"""Faults in one message to administrators."""

BROKEN = "数据改得不对，没有换上，现在用的还是原来的："
LEFT_OUT = "有的通知写得不对，没有用上，其余的照常回答："
FIXED = "数据改对了，已经换上。"

FileStates = Mapping[str, tuple[int, int, int, int]]
"""Inode, size, mtime and ctime (in ns) by path: at least one of them changes with the file."""


def file_states(directory: Path | None) -> FileStates:
    """Return the states of the data files in a directory; empty for None, the bundled data, which never changes."""
    if directory is None:
        return {}
    states = {}
    for path in (*(directory / name for name in (REGIONS, ALIASES, TOPICS)), *_notice_files(directory)):
        try:
            status = path.stat()
        except OSError:
            continue
        states[str(path)] = status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
    return states


def _notice_files(directory: Path) -> list[Path]:
    try:
        return list((directory / NOTICES).iterdir())
    except OSError:
        return []


class DataWatcher:
    """Replaces `Answerer.engine` when the data changes, and announces notices."""

    def __init__(self, services: Services, states: FileStates, report: Callable[[Exception], Awaitable[None]]) -> None:
        """`states` was taken before the present engine was built; `report` sends an error to administrators."""
        self._services, self._states, self._report = services, states, report
        self._read_again = 0.0
        """When files that could not be read because of another error than their faults are read again."""
        self._announced = False
        """True once the present data is announced."""
        self._faults: frozenset[str] = frozenset()
        """The present faults of the files, which administrators were sent."""
        self._told: Engine | None = None
        """The engine whose faults administrators were sent."""
        self._prepared: Engine | None = None
        """The engine whose offers are prepared."""

    async def run(self) -> None:
        """Run until cancelled; return once bundled data, which never changes, is announced."""
        while True:
            await self.check()
            await self._prepare_offers()
            if self._services.settings.data_dir is None and self._announced:
                return
            await asyncio.sleep(POLL_SECONDS)

    async def check(self) -> None:
        """Reload the data if its files have changed, and announce what is not announced yet."""
        try:
            reloaded = await self._reload()
            try:
                if not self._announced:
                    await announce(self._services, self._services.answerer.engine.dataset)
                    self._announced = True
            finally:
                # only now: those who subscribe before the announcement would get the notice twice
                if reloaded:
                    await run_in_thread(_release_previous_engine)
                await self._tell_left_out()
        except StoreError as error:
            log.error("not_announced", why=str(error))  # noqa: TRY400 - the message is enough
        except Exception as error:  # noqa: BLE001 - the bot continues with the old data after any error
            await self._report(error)

    async def _prepare_offers(self) -> None:
        """Load what the engine needs only for a question that it does not understand, before one is asked."""
        engine = self._services.answerer.engine
        if engine is self._prepared:
            return
        self._prepared = engine
        try:
            await run_in_thread(engine.offers.prepare)
        except Exception as error:  # noqa: BLE001 - the bot answers without offers
            await self._report(error)

    async def _reload(self) -> bool:
        """Return whether there is a new engine."""
        directory = self._services.settings.data_dir
        before, states = self._states, await asyncio.to_thread(file_states, directory)
        while states != before:
            await asyncio.sleep(SETTLE_SECONDS)
            before, states = states, await asyncio.to_thread(file_states, directory)
        if states == self._states or self._services.steady_clock() < self._read_again:
            return False
        previous, self._states = self._states, states  # set before reading: a change while reading is noticed
        try:
            engine = await run_in_thread(engine_cache.open_engine, directory)
        except DataError as error:
            await self._report_faults(error.faults, BROKEN)
            return False
        except Exception:
            # no fault of the files: read again later, although they do not change
            self._states, self._read_again = previous, self._services.steady_clock() + RETRY_SECONDS
            raise
        self._services.answerer.engine = engine
        self._announced = False
        log.info("data_read", revision=engine.dataset.revision, notices=len(engine.dataset.notices))
        return True

    async def _tell_left_out(self) -> None:
        """Tell administrators once which notices of new data are left out, or that all are well again."""
        engine = self._services.answerer.engine
        if engine is self._told:
            return
        self._told = engine
        if engine.dataset.faults:
            await self._report_faults(engine.dataset.faults, LEFT_OUT)
        elif self._faults:
            self._faults = frozenset()
            await notify_administrators(self._services, FIXED)

    async def _report_faults(self, errors: Iterable[Fault], heading: str) -> None:
        """Report to administrators the faults that were not reported yet."""
        faults = [str(fault) for fault in errors if fault.severity == "error"]
        new = [fault for fault in faults if fault not in self._faults]
        self._faults = frozenset(faults)
        log.warning("data_broken", faults=faults[:MAX_FAULTS], count=len(faults))
        if new:
            more = [f"……还有 {len(new) - MAX_FAULTS} 处"] if len(new) > MAX_FAULTS else []
            await notify_administrators(self._services, "\n".join((heading, "", *new[:MAX_FAULTS], *more)))


async def announce(services: Services, dataset: Dataset) -> None:
    """Announce the notices that are new or revised since the last announcement. Raises `StoreError`.

    A database without any announcements is new: notices are recorded but not sent. Deliveries that were outdated
    because the file of their notice was missing or different for a while become pending again.
    """
    known = await services.store.outbox.latest_announcements()
    now = services.steady_clock()
    changed = [one for one in dataset.notices if one.id not in known or known[one.id].revision != one.revision]
    if changed:
        snapshots = await asyncio.to_thread(lambda: [dumps(notice) for notice in changed])
        announcements = [
            Announcement(notice=notice.id, revision=notice.revision, snapshot=snapshot, at=now)
            for notice, snapshot in zip(changed, snapshots, strict=True)
        ]
        added = await services.store.outbox.announce(announcements, deliver=bool(known))
        log.info("announced", notices=[announcement.event for announcement in announcements], deliveries=added)
    present = [f"notice:{notice.id}@{notice.revision}" for notice in dataset.notices]
    if reopened := await services.store.outbox.reopen(present, now):
        log.info("reopened", deliveries=reopened)


def _release_previous_engine() -> None:
    """Unfreeze, collect, freeze again: the first engine is frozen, so that the collector would never free it."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
