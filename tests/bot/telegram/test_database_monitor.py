from __future__ import annotations

from types import SimpleNamespace

from structlog.testing import capture_logs

from bot.store import StoreError
from bot.telegram.database_monitor import FAILS, WORKS, DatabaseMonitor
from bot.telegram.delivery.messages import SentMessage
from bot.telegram.rendering.page import Page


async def test_administrators_hear_once_that_the_database_fails_and_works_again() -> None:
    told: list[str] = []
    outcomes = ["", "x.db: 损坏", "x.db: 损坏", "x.db: 别的", "", ""]

    async def check() -> None:
        if why := outcomes.pop(0):
            raise StoreError(why)

    async def check_writable() -> None:
        pass

    async def send(page: Page, chat: int, **_: object) -> SentMessage:
        told.append(page.html)
        return SentMessage(chat, 1)

    services = SimpleNamespace(
        store=SimpleNamespace(check=check, check_writable=check_writable),
        sender=SimpleNamespace(send=send),
        settings=SimpleNamespace(admins=frozenset({1})),
    )
    monitor = DatabaseMonitor(services)  # type: ignore[arg-type]
    with capture_logs() as logs:
        for _ in range(len(outcomes)):
            await monitor.check()
    assert told == [FAILS.format(why="x.db: 损坏"), WORKS]
    assert [line["event"] for line in logs] == ["database_fails", "database_works"]
