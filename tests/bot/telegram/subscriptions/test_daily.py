from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.store import Store, Subscription
from bot.telegram.subscriptions.daily import DailyScheduler
from bot.telegram.subscriptions.schedule import DAILY
from intents.engine import Engine
from tests.bot.telegram.fake_services import FakeServices, fake_services

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, DAY = 3600.0, 86400.0
NINE = 9 * 60


def at(day: int, hour: int, minute: int = 0) -> float:
    return datetime(2027, 1, day, hour, minute, tzinfo=SHANGHAI).timestamp()


@pytest.fixture
def here(store: Store, engine: Engine) -> FakeServices:
    return fake_services(store, engine)


async def subscribes(here: FakeServices, minute: int, when: float, *, chat: int = 7) -> Subscription:
    new = Subscription(id=0, chat=chat, kind=DAILY, minute=minute, by=chat, at=when)
    return await here.store.subscribers.subscribe(new)


async def due(here: FakeServices) -> list[tuple[str, int]]:
    rows = await here.store.outbox.pending(100, here.now[0])
    return [(row.occasion, row.subscription.id) for row in rows]


async def test_the_minute_comes_and_passes(here: FakeServices) -> None:
    one = await subscribes(here, NINE, at(14, 12))
    clock = DailyScheduler(here.services)
    expected: list[tuple[str, int]] = []
    for now, new in (
        (at(15, 8, 59), []),
        (at(15, 9), [("daily:2027-01-15", one.id)]),
        (at(15, 9, 1), []),
        (at(15, 23, 59), []),
        (at(16, 0), []),
        (at(16, 9), [("daily:2027-01-16", one.id)]),
    ):
        here.now[0] = now
        await clock.tick()
        expected += new
        assert await due(here) == expected


async def test_one_that_was_missed_is_late_the_same_day_or_not_at_all(here: FakeServices) -> None:
    one = await subscribes(here, NINE, at(10, 12))
    for now, expected in ((at(15, 23, 59), ["daily:2027-01-15"]), (at(17, 8), ["daily:2027-01-15"])):
        here.now[0] = now
        await DailyScheduler(here.services).tick()
        assert [occasion for occasion, _ in await due(here)] == expected
    assert (await due(here))[0][1] == one.id


async def test_a_restart_makes_no_second_row(here: FakeServices) -> None:
    await subscribes(here, NINE, at(14, 12))
    here.now[0] = at(15, 9, 30)
    for _ in range(3):
        await DailyScheduler(here.services).tick()
    assert len(await due(here)) == 1


async def test_who_comes_after_the_time_waits_for_the_next_day(here: FakeServices) -> None:
    clock = DailyScheduler(here.services)
    here.now[0] = at(15, 10)
    await subscribes(here, NINE, at(15, 9, 30))
    later = await subscribes(here, NINE + 120, at(15, 9, 30), chat=8)
    await clock.tick()
    assert await due(here) == []
    here.now[0] = at(15, 11)
    await clock.tick()
    assert await due(here) == [("daily:2027-01-15", later.id)]
    here.now[0] = at(16, 9)
    await clock.tick()
    assert len(await due(here)) == 2


async def test_a_time_that_the_clocks_leave_out(store: Store, engine: Engine) -> None:
    """On 2026-03-29 there was no half past two in Berlin."""
    here = fake_services(store, engine, zone="Europe/Berlin")
    zone = here.services.settings.timezone
    await subscribes(here, 2 * 60 + 30, datetime(2026, 3, 20, tzinfo=zone).timestamp())
    here.now[0] = datetime(2026, 3, 29, 4, tzinfo=zone).timestamp()
    await DailyScheduler(here.services).tick()
    assert [occasion for occasion, _ in await due(here)] == ["daily:2026-03-29"]


async def test_it_looks_each_full_minute(here: FakeServices) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        here.later(seconds)
        if len(pauses) == 3:
            raise asyncio.CancelledError

    here.now[0] = at(15, 8, 58) + 12.5
    one = await subscribes(here, NINE, at(14, 12))
    with pytest.raises(asyncio.CancelledError):
        await DailyScheduler(here.services, sleep).run()
    assert pauses == [47.5, 60, 60]
    assert await due(here) == [("daily:2027-01-15", one.id)]
