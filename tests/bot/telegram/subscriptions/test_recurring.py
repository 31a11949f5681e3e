from __future__ import annotations

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.store import Store, Subscription
from bot.telegram.subscriptions.recurring import RecurringScheduler
from bot.telegram.subscriptions.schedule import DAILY, WEEKLY
from intents.engine import Engine
from tests.bot.telegram.fake_services import FakeServices, fake_services

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR, DAY = 3600.0, 86400.0
NINE = 9 * 60


def at(day: int, hour: int, minute: int = 0) -> float:
    return datetime(2027, 1, day, hour, minute, tzinfo=SHANGHAI).timestamp()


@pytest.fixture
def fake(store: Store, engine: Engine) -> FakeServices:
    return fake_services(store, engine)


async def subscribe(fake: FakeServices, minute: int, when: float, *, chat: int = 7) -> Subscription:
    new = Subscription(id=0, chat=chat, kind=DAILY, minute=minute, by=chat, at=when)
    return await fake.store.subscriptions.subscribe(new)


async def due(fake: FakeServices) -> list[tuple[str, int]]:
    rows = await fake.store.outbox.list_due(100, fake.now[0])
    return [(row.event, row.subscription.id) for row in rows]


async def test_a_row_is_added_at_its_minute(fake: FakeServices) -> None:
    one = await subscribe(fake, NINE, at(14, 12))
    clock = RecurringScheduler(fake.services)
    expected: list[tuple[str, int]] = []
    for now, new in (
        (at(15, 8, 59), []),
        (at(15, 9), [("daily:2027-01-15", one.id)]),
        (at(15, 9, 1), []),
        (at(15, 23, 59), []),
        (at(16, 0), []),
        (at(16, 9), [("daily:2027-01-16", one.id)]),
    ):
        fake.now[0] = now
        await clock.tick()
        expected += new
        assert await due(fake) == expected


async def test_a_missed_row_is_added_later_on_the_same_day_only(fake: FakeServices) -> None:
    one = await subscribe(fake, NINE, at(10, 12))
    for now, expected in ((at(15, 23, 59), ["daily:2027-01-15"]), (at(17, 8), ["daily:2027-01-15"])):
        fake.now[0] = now
        await RecurringScheduler(fake.services).tick()
        assert [occasion for occasion, _ in await due(fake)] == expected
    assert (await due(fake))[0][1] == one.id


async def test_a_restart_adds_no_second_row(fake: FakeServices) -> None:
    await subscribe(fake, NINE, at(14, 12))
    fake.now[0] = at(15, 9, 30)
    for _ in range(3):
        await RecurringScheduler(fake.services).tick()
    assert len(await due(fake)) == 1


async def test_a_subscription_after_its_time_begins_the_next_day(fake: FakeServices) -> None:
    clock = RecurringScheduler(fake.services)
    fake.now[0] = at(15, 10)
    await subscribe(fake, NINE, at(15, 9, 30))
    later = await subscribe(fake, NINE + 120, at(15, 9, 30), chat=8)
    await clock.tick()
    assert await due(fake) == []
    fake.now[0] = at(15, 11)
    await clock.tick()
    assert await due(fake) == [("daily:2027-01-15", later.id)]
    fake.now[0] = at(16, 9)
    await clock.tick()
    assert len(await due(fake)) == 2


async def test_a_time_skipped_by_daylight_saving(store: Store, engine: Engine) -> None:
    """On 2026-03-29 there was no half past two in Berlin."""
    fake = fake_services(store, engine, zone="Europe/Berlin")
    zone = fake.services.settings.timezone
    await subscribe(fake, 2 * 60 + 30, datetime(2026, 3, 20, tzinfo=zone).timestamp())
    fake.now[0] = datetime(2026, 3, 29, 4, tzinfo=zone).timestamp()
    await RecurringScheduler(fake.services).tick()
    assert [occasion for occasion, _ in await due(fake)] == ["daily:2026-03-29"]


async def test_it_runs_every_full_minute(fake: FakeServices) -> None:
    pauses: list[float] = []

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        fake.later(seconds)
        if len(pauses) == 3:
            raise asyncio.CancelledError

    fake.now[0] = at(15, 8, 58) + 12.5
    one = await subscribe(fake, NINE, at(14, 12))
    with pytest.raises(asyncio.CancelledError):
        await RecurringScheduler(fake.services, sleep).run()
    assert pauses == [47.5, 60, 60]
    assert await due(fake) == [("daily:2027-01-15", one.id)]


async def test_a_digest_is_added_once_a_week_and_later_if_it_was_missed(fake: FakeServices) -> None:
    # 2027-01-15 is a Friday
    new = Subscription(id=0, chat=7, kind=WEEKLY, minute=4 * 24 * 60 + NINE, by=7, at=at(14, 12))
    one = await fake.store.subscriptions.subscribe(new)
    clock = RecurringScheduler(fake.services)
    expected: list[tuple[str, int]] = []
    for now, new_rows in (
        (at(15, 8, 59), []),
        (at(15, 9), [("weekly:2027-01-15", one.id)]),
        (at(16, 9), []),
        (at(25, 9), [("weekly:2027-01-22", one.id)]),
        (at(29, 8), []),
    ):
        fake.now[0] = now
        await clock.tick()
        expected += new_rows
        assert await due(fake) == expected
    fake.now[0] = at(15, 9) + 25 * DAY  # four days after it was due
    await RecurringScheduler(fake.services).tick()
    assert await due(fake) == expected
