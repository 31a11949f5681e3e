from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from bot.store import Store, StoreError
from bot.telegram.delivery.messages import SentMessage
from bot.telegram.monitors import Monitor, Subject, list_subjects
from bot.telegram.rendering.page import Page


def services(told: list[str], store: object = None) -> Any:
    async def send(page: Page, chat: int, **_: object) -> SentMessage:
        told.append(page.html)
        return SentMessage(chat, 1)

    settings = SimpleNamespace(admins=frozenset({1}))
    return SimpleNamespace(store=store, sender=SimpleNamespace(send=send), settings=settings)


async def test_administrators_hear_once_that_something_fails_and_works_again() -> None:
    told: list[str] = []
    outcomes: list[str | None] = ["", "满了", "满了", None, "又一种", "", "", None]

    async def probe() -> str | None:
        return outcomes.pop(0)

    monitor = Monitor(services(told), Subject("disk", probe, "磁盘：{why}", "磁盘好了。"))
    with capture_logs() as logs:
        for _ in range(len(outcomes)):
            await monitor.check()
    assert told == ["磁盘：满了", "磁盘好了。"]
    assert [line["event"] for line in logs] == ["subject_fails", "subject_works"]


@pytest.mark.parametrize("fails", ["check", "check_writable"])
async def test_a_database_that_cannot_be_read_or_written_fails(store: Store, fails: str) -> None:
    async def raises() -> None:
        raise StoreError("x.db: 磁盘满了")

    database, *_ = list_subjects(services([], store), cast("Any", None))
    assert await database.probe() == ""
    setattr(store, fails, raises)
    assert await database.probe() == "x.db: 磁盘满了"
