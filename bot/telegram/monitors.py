"""Watch what the bot depends on, and tell the administrators when something is wrong with it and when it is not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.machine import describe_low_disk, describe_wrong_clock, measure_clock_offset
from bot.settings import Settings
from bot.store import StoreError
from bot.telegram.error_handler import notify_administrators
from bot.telegram.services import Services
from bot.telegram.transport.intake import UpdateSource

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

CHECK_SECONDS = 15.0
"""Time between two checks."""
CLOCK_CHECK_SECONDS = 600.0

MAX_SHARE = 0.01
"""Largest share of the time that checks take: a large database is checked less often."""

Probe = Callable[[], Awaitable[str | None]]
"""Returns what is wrong, "" if nothing is, None if that cannot be told now."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is watched."""

    name: str
    """For the log."""
    probe: Probe
    fails: str
    """What administrators are told when it begins to fail; {why} is what the probe returned."""
    works: str
    """What they are told when that is over."""
    seconds: float = CHECK_SECONDS
    """Time between two checks."""


class Monitor:
    """Checks a subject again and again."""

    def __init__(
        self, services: Services, subject: Subject, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    ) -> None:
        self._services, self._subject, self._sleep = services, subject, sleep
        self._why = ""
        """What is wrong; "" if nothing is."""

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            since = time.monotonic()
            await self.check()
            await self._sleep(max(self._subject.seconds, (time.monotonic() - since) / MAX_SHARE))

    async def check(self) -> None:
        """Check the subject; tell administrators if it begins or ceases to fail."""
        why = await self._subject.probe()
        if why is None:
            return
        before, self._why = self._why, why
        if why and not before:
            log.error("subject_fails", subject=self._subject.name, why=why)
            await notify_administrators(self._services, self._subject.fails.format(why=why))
        elif before and not why:
            log.info("subject_works", subject=self._subject.name)
            await notify_administrators(self._services, self._subject.works)


async def measure_offset(settings: Settings) -> float | None:
    """Return by how many seconds the machine's clock is fast; see `measure_clock_offset`."""
    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    return await asyncio.to_thread(measure_clock_offset, settings.api_base_url, proxy)


def list_subjects(services: Services, source: UpdateSource) -> tuple[Subject, ...]:
    """Return all that is watched."""

    async def probe_database() -> str:
        try:
            await services.store.check()
            await services.store.check_writable()
        except StoreError as error:
            return str(error)
        return ""

    async def probe_source() -> str:
        return source.problem()

    async def probe_disk() -> str | None:
        return await asyncio.to_thread(describe_low_disk, services.settings.state_dir)

    async def probe_clock() -> str | None:
        offset = await measure_offset(services.settings)
        return None if offset is None else describe_wrong_clock(offset)

    return (
        Subject(
            "database",
            probe_database,
            "数据库出了问题：{why}。提问照常回答，但是新的对话、订阅和群发要等它好了才能记下来。好了会再告诉您。"
            "损坏或者被删除的数据库不会自己好：请停下机器人，从备份恢复。",
            "数据库好了。",
        ),
        Subject("source", probe_source, "收取消息出了问题：{why}", "收取消息正常了。"),
        Subject(
            "disk",
            probe_disk,
            "磁盘快满了：{why}。请腾出空间；满了以后，新的对话、订阅和群发记不下来。",
            "磁盘有空间了。",
        ),
        Subject(
            "clock",
            probe_clock,
            "这台机器的时钟不准：{why}。每日订阅会按错误的时间发送，请打开时间同步（NTP）。",
            "这台机器的时钟准了。",
            CLOCK_CHECK_SECONDS,
        ),
    )
