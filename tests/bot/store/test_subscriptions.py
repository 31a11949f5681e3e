from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text

from bot.store import QUIET, Store, Subscription

NOW = 1_700_000_000.5

WANTED = Subscription(id=0, chat=-100, kind="notice", by=5, at=NOW)


def new_subscription(**changes: Any) -> Subscription:
    return replace(WANTED, **changes)


@pytest.mark.parametrize(
    "subscription",
    [
        WANTED,
        new_subscription(topic=7, query="1|安徽"),
        new_subscription(kind="weekly", minute=8 * 60, quiet_from=22 * 60, quiet_until=7 * 60),
        new_subscription(chat=2**52 - 1, topic=2**52 - 1, kind="daily", minute=540, query="鱼" * 4096, by=-(2**52 - 1)),
    ],
)
async def test_a_subscription_is_read_back(store: Store, url: str, subscription: Subscription) -> None:
    made = await store.subscriptions.subscribe(subscription)
    assert made == replace(subscription, id=made.id)
    again = await Store.open(url)
    for reader in (store, again):
        assert await reader.subscriptions.find(made.id) == made
        assert (
            await reader.subscriptions.list_in_chat(subscription.chat)
            == await reader.subscriptions.list_active(subscription.kind)
            == [made]
        )
    await again.close()


async def test_there_is_one_per_conversation_kind_and_filter(store: Store) -> None:
    others = [
        new_subscription(topic=7),
        new_subscription(chat=-200),
        new_subscription(kind="daily", minute=1),
        new_subscription(query="1"),
        WANTED,
    ]
    made = [await store.subscriptions.subscribe(other) for other in others]
    assert len({one.id for one in made}) == len(others)
    again = await store.subscriptions.subscribe(new_subscription(kind="daily", minute=2, by=6, at=NOW + 1))
    assert again == replace(made[2], minute=2, by=6, at=NOW + 1)
    assert len(await store.subscriptions.list_in_chat(-100)) == 4
    at_once = await asyncio.gather(*(store.subscriptions.subscribe(new_subscription(query="2")) for _ in range(5)))
    assert len({one.id for one in at_once}) == 1


async def messages(store: Store) -> dict[int, int | None]:
    """Return the stored message ids by subscription."""
    async with store._engine.connect() as connection:  # noqa: SLF001
        rows = await connection.execute(text("SELECT subscription, message FROM outbox WHERE state = 'sent'"))
        return {row.subscription: row.message for row in rows}


async def test_an_ended_subscription_can_be_reactivated(store: Store) -> None:
    made = await store.subscriptions.subscribe(WANTED)
    other = await store.subscriptions.subscribe(new_subscription(chat=-200))
    await store.outbox.enqueue("daily:1", [made.id, other.id], NOW)
    assert [await store.subscriptions.unsubscribe(made.id, NOW) for _ in range(2)] == [True, False]
    assert await store.subscriptions.find(made.id) is None
    assert await store.subscriptions.list_in_chat(-100) == []
    assert await store.subscriptions.list_active("notice") == [other]
    assert [row.subscription for row in await store.outbox.list_due(9, NOW)] == [other]
    assert (await store.outbox.make_report("daily:1", NOW)).skipped == 1
    assert await store.subscriptions.subscribe(WANTED) == made
    assert await store.outbox.enqueue("daily:1", [made.id], NOW) == 0
    assert not await store.subscriptions.unsubscribe(99, NOW)


async def test_a_chat_is_suspended_and_resumed(store: Store) -> None:
    lost = [await store.subscriptions.subscribe(one) for one in (WANTED, new_subscription(topic=7))]
    ended = await store.subscriptions.subscribe(new_subscription(topic=8))
    await store.subscriptions.unsubscribe(ended.id, NOW)
    other = await store.subscriptions.subscribe(new_subscription(chat=-200))
    await store.outbox.enqueue("daily:1", [one.id for one in (*lost, other)], NOW)
    assert [await store.subscriptions.suspend(-100, "Forbidden", NOW) for _ in range(2)] == [2, 0]
    assert await store.subscriptions.list_in_chat(-100) == [
        replace(one, active=False, reason="Forbidden") for one in lost
    ]
    assert await store.subscriptions.list_active("notice") == [other]
    report = await store.outbox.make_report("daily:1", NOW)
    assert (report.failed, report.pending, report.retryable, report.reasons) == (2, 1, 0, (("Forbidden", 2),))
    assert await store.outbox.retry("daily:1", NOW) == 0
    assert await store.outbox.enqueue("daily:2", [one.id for one in (*lost, other)], NOW) == 1
    assert [await store.subscriptions.resume(-100) for _ in range(2)] == [2, 0]
    assert await store.subscriptions.list_in_chat(-100) == lost
    assert await store.outbox.retry("daily:1", NOW) == 2


async def test_migration_moves_subscriptions(store: Store) -> None:
    plain, filtered, ended = [
        await store.subscriptions.subscribe(new_subscription(chat=-1, query=query)) for query in (None, "1", "2")
    ]
    await store.subscriptions.unsubscribe(ended.id, NOW)
    twin = await store.subscriptions.subscribe(new_subscription(chat=-100, query="1"))
    other = await store.subscriptions.subscribe(new_subscription(chat=-200))
    await store.outbox.enqueue("daily:1", [plain.id, filtered.id, other.id], NOW)
    await store.outbox.enqueue("daily:2", [plain.id, filtered.id, twin.id], NOW)
    for row in await store.outbox.list_due(9, NOW):
        if row.event == "daily:1":
            await store.outbox.mark_sent(row.id, 10, NOW)
    assert await messages(store) == {plain.id: 10, filtered.id: 10, other.id: 10}
    for _ in range(2):
        await store.migrate(-1, -100)
    assert await messages(store) == {plain.id: None, filtered.id: None, other.id: 10}
    assert await store.subscriptions.list_in_chat(-1) == []
    assert await store.subscriptions.list_in_chat(-100) == [replace(plain, chat=-100), twin]
    assert [row.subscription.id for row in await store.outbox.list_due(9, NOW)] == [plain.id, twin.id]
    assert (await store.outbox.make_report("daily:1", NOW)).sent == 3
    assert (await store.outbox.make_report("daily:2", NOW)).skipped == 1


async def test_one_takes_the_place_of_another(store: Store) -> None:
    former = await store.subscriptions.subscribe(new_subscription(query="1"))
    await store.outbox.enqueue("daily:2027-01-15", [former.id], NOW)
    new = await store.subscriptions.subscribe(new_subscription(query="2"), former.id)
    assert await store.subscriptions.list_in_chat(new.chat) == [new]
    assert await store.outbox.list_due(9, NOW) == []
    assert await store.subscriptions.subscribe(new_subscription(query="2"), new.id) == new
    assert await store.subscriptions.list_in_chat(new.chat) == [new]


async def test_quiet_hours_are_those_of_a_chat_and_make_what_waits_due(store: Store) -> None:
    one, two, other = [await store.subscriptions.subscribe(new_subscription(chat=chat, query=query))
                       for chat, query in ((-100, None), (-100, "1cr34"), (-200, None))]  # fmt: skip
    await store.outbox.enqueue("daily:2027-01-15", [one.id, other.id], NOW)
    for row in await store.outbox.list_due(9, NOW):
        await store.outbox.postpone(row.id, NOW + 3600, QUIET)
    await store.outbox.enqueue("daily:2027-01-16", [one.id], NOW)
    (waiting,) = await store.outbox.list_due(9, NOW)
    await store.outbox.postpone(waiting.id, NOW + 7200, "Flood control exceeded")
    assert await store.subscriptions.set_quiet_hours(-100, 22 * 60, 8 * 60, NOW) == 2
    assert await store.subscriptions.list_in_chat(-100) == [
        replace(row, quiet_from=22 * 60, quiet_until=8 * 60) for row in (one, two)
    ]
    assert await store.subscriptions.list_in_chat(-200) == [other]
    due = await store.outbox.list_due(9, NOW)
    assert [(row.subscription.id, row.event) for row in due] == [(one.id, "daily:2027-01-15")]
    assert await store.subscriptions.set_quiet_hours(-100, None, None, NOW) == 2
    assert await store.subscriptions.list_in_chat(-100) == [one, two]
