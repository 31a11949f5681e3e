"""Watch the database while the bot runs, and tell the administrators if something is wrong with it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog

from bot.store import StoreError
from bot.telegram.error_handler import notify_administrators
from bot.telegram.services import Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

CHECK_SECONDS = 15.0
"""Time between two checks."""

MAX_SHARE = 0.01
"""Largest share of the time that checks take: a large database is checked less often."""

FAILS = (
    "数据库出了问题：{why}。提问照常回答，但是新的对话、订阅和群发要等它好了才能记下来。好了会再告诉您。"
    "损坏或者被删除的数据库不会自己好：请停下机器人，从备份恢复。"
)
WORKS = "数据库好了。"


class DatabaseMonitor:
    """Checks the database again and again."""

    def __init__(self, services: Services, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._services, self._sleep = services, sleep
        self._why = ""
        """What is wrong with the database; "" if nothing is."""

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            since = time.monotonic()
            await self.check()
            await self._sleep(max(CHECK_SECONDS, (time.monotonic() - since) / MAX_SHARE))

    async def check(self) -> None:
        """Check the database; tell administrators if it begins or ceases to fail."""
        try:
            await self._services.store.check()
            await self._services.store.check_writable()
        except StoreError as error:
            why = str(error)
        else:
            why = ""
        before, self._why = self._why, why
        if why and not before:
            log.error("database_fails", why=why)
            await notify_administrators(self._services, FAILS.format(why=why))
        elif before and not why:
            log.info("database_works")
            await notify_administrators(self._services, WORKS)
