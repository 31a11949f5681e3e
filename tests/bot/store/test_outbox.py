from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.store import Announcement, Delivery, Report, Store, StoreError, Subscription

NOW = 1_700_000_000.5
FIRST = Announcement(notice="csj-2022", revision="r1", snapshot="22", at=NOW)
SECOND = Announcement(notice="csj-2022", revision="r2", snapshot="23", at=NOW + 1)
OTHER = Announcement(notice="x@y", revision="r1", snapshot="", at=NOW + 2)


async def subscribe(store: Store, chats: int, kind: str = "notice") -> list[int]:
    made = [
        await store.subscriptions.subscribe(Subscription(id=0, chat=-chat, kind=kind, by=5, at=NOW))
        for chat in range(1, chats + 1)
    ]
    return [one.id for one in made]


async def states(store: Store) -> dict[str, dict[int, str]]:
    async with store._engine.connect() as connection:  # noqa: SLF001
        rows = await connection.execute(text("SELECT occasion, subscription, state FROM outbox ORDER BY id"))
        found: dict[str, dict[int, str]] = {}
        for occasion, subscription, state in rows:
            found.setdefault(occasion, {})[subscription] = state
    return found


async def test_an_announcement_adds_rows_for_active_notice_subscriptions(store: Store, url: str) -> None:
    outbox = store.outbox
    assert await outbox.latest_announcements() == {}
    old = Announcement(notice="old", revision="r", snapshot="旧", at=NOW)
    assert await outbox.announce([old], deliver=False) == 0
    ids = await subscribe(store, 3)
    await subscribe(store, 1, kind="daily")
    await store.subscriptions.suspend(-3, "", NOW)
    assert await outbox.announce([FIRST, OTHER]) == 4
    assert await outbox.announce([FIRST, SECOND]) == 2
    again = await Store.open(url)
    second = Announcement(notice="csj-2022", revision="r2", snapshot="23", previous="r1", at=NOW + 1)
    for reader in (store, again):
        assert await reader.outbox.latest_announcements() == {"old": old, "csj-2022": second, "x@y": OTHER}
        assert await reader.outbox.find_announcement("csj-2022", "r1") == FIRST
        assert await reader.outbox.find_announcement("csj-2022", "r3") is None
    await again.close()
    pending = dict.fromkeys(ids[:2], "pending")
    assert await states(store) == {one.event: pending for one in (FIRST, OTHER, SECOND)}
    assert SECOND.event == "notice:csj-2022@r2"


async def test_a_reverted_revision_is_the_newest_and_is_not_sent_again(store: Store) -> None:
    await subscribe(store, 1)
    back = Announcement(notice="csj-2022", revision="r1", snapshot="22", at=NOW + 5)
    assert [await store.outbox.announce([one]) for one in (FIRST, SECOND, back)] == [1, 1, 0]
    assert await store.outbox.latest_announcements() == {"csj-2022": back}
    third = Announcement(notice="csj-2022", revision="r3", at=NOW + 6)
    await store.outbox.announce([third])
    newest = (await store.outbox.latest_announcements())["csj-2022"]
    assert (newest.revision, newest.previous) == ("r3", "r1")


async def test_reopening_affects_outdated_rows_of_active_subscriptions_only(store: Store) -> None:
    ids = await subscribe(store, 6)
    outbox = store.outbox
    await outbox.announce([FIRST, OTHER])
    sent, outdated, unmatched, ended, lost, cancelled = await outbox.list_due(6, NOW)
    await outbox.mark_sent(sent.id, 7, NOW)
    for row in (outdated, ended, lost):
        await outbox.mark_outdated(row.id, NOW)
    await outbox.mark_skipped(unmatched.id, "why", NOW)
    await store.subscriptions.unsubscribe(ids[3], NOW)
    await store.subscriptions.suspend(-5, "why", NOW)
    await outbox.cancel(FIRST.event, NOW)
    others = [row.id for row in await outbox.list_due(9, NOW + 9)]
    assert await outbox.reopen([OTHER.event, *map(str, range(2000))], NOW) == 0
    assert await outbox.reopen([*map(str, range(2000)), FIRST.event], NOW + 9) == 1
    assert [row.id for row in await outbox.list_due(9, NOW + 9)] == [*others, outdated.id]
    assert not await outbox.begin_sending(cancelled.id, NOW)


async def test_has_row(store: Store) -> None:
    one, other = await subscribe(store, 2)
    await store.outbox.enqueue("daily:1", [one], NOW)
    cases = ((one, "daily:1"), (one, "daily:2"), (other, "daily:1"))
    assert [await store.outbox.has_row(*case) for case in cases] == [True, False, False]


async def test_a_failed_announcement_is_rolled_back(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    await subscribe(store, 3)
    async with store._engine.connect() as connection:  # noqa: SLF001
        await connection.execute(
            text(
                "CREATE TRIGGER no BEFORE INSERT ON outbox WHEN NEW.subscription = 3 BEGIN SELECT RAISE(ABORT, ''); END"
            )
        )
        with pytest.raises(StoreError):
            await store.outbox.announce([FIRST])
        assert (await store.outbox.latest_announcements(), await states(store)) == ({}, {})
        await connection.execute(text("DROP TRIGGER no"))
    assert await store.outbox.announce([FIRST]) == 3
    await store.close()


async def test_there_is_one_row_per_subscription_and_event(store: Store) -> None:
    ids = await subscribe(store, 3, kind="daily")
    made = await asyncio.gather(*(store.outbox.enqueue("daily:1", ids[:2], NOW) for _ in range(4)))
    assert sum(made) == 2
    assert await store.outbox.enqueue("daily:1", ids, NOW) == 1
    assert await store.outbox.enqueue("daily:2", [], NOW) == 0
    assert await store.outbox.enqueue("daily:2", [99], NOW) == 0
    assert await states(store) == {"daily:1": dict.fromkeys(ids, "pending")}


async def test_due_rows(store: Store) -> None:
    ids = await subscribe(store, 4)
    outbox = store.outbox
    assert await outbox.next_due_time() is None
    await outbox.enqueue("daily:1", ids, NOW)
    rows = await outbox.list_due(9, NOW)
    assert rows[0] == Delivery(
        id=rows[0].id,
        event="daily:1",
        subscription=(await store.subscriptions.list_in_chat(-1))[0],
        attempts=0,
        unanswered=0,
    )
    assert [row.subscription.id for row in rows] == ids
    assert await outbox.list_due(9, NOW - 1) == []
    assert await outbox.list_due(2, NOW, [rows[0].subscription.chat]) == rows[1:3]
    await outbox.postpone(rows[0].id, NOW + 30, "Bad Gateway")
    await outbox.postpone(rows[1].id, NOW + 20, "Timed out", answered=False)
    assert await outbox.list_due(9, NOW + 19) == rows[2:]
    assert [row.unanswered for row in await outbox.list_due(9, NOW + 30)] == [0, 0, 1, 0]
    assert await outbox.next_due_time([row.subscription.chat for row in rows[2:]]) == NOW + 20
    assert (await outbox.make_report("daily:1", NOW)).reasons == (("Bad Gateway", 1), ("Timed out", 1))


@pytest.mark.parametrize("how", ["sent", "failed", "skipped", "cancelled", "postponed"])
async def test_outcomes_of_a_row(store: Store, how: str) -> None:
    (one,) = await subscribe(store, 1)
    outbox = store.outbox
    await outbox.enqueue("daily:1", [one], NOW)
    (row,) = await outbox.list_due(1, NOW)
    assert await outbox.begin_sending(row.id, NOW)
    assert await outbox.begin_sending(row.id, NOW), "the same sender, elsewhere"
    assert not await outbox.begin_sending(row.id, NOW + 1), "another sender"
    ends: dict[str, Callable[[], Any]] = {
        "sent": lambda: outbox.mark_sent(row.id, 77, NOW + 2),
        "failed": lambda: outbox.mark_failed(row.id, "why", NOW),
        "skipped": lambda: outbox.mark_skipped(row.id, "why", NOW),
        "cancelled": lambda: outbox.cancel("daily:1", NOW),
        "postponed": lambda: outbox.postpone(row.id, NOW, "why"),
    }
    await ends[how]()
    assert await outbox.begin_sending(row.id, NOW) == (how == "postponed")
    assert await outbox.recover(NOW) == (how == "postponed")
    report = await outbox.make_report("daily:1", NOW)
    expected = {"cancelled": "skipped", "postponed": "pending"}.get(how, how)
    assert {state: getattr(report, state) for state in ("sent", "failed", "skipped", "pending")} == {
        "sent": 0,
        "failed": 0,
        "skipped": 0,
        "pending": 0,
    } | {expected: 1}
    if how in ("failed", "skipped", "cancelled"):
        await outbox.mark_failed(row.id, "another", NOW)  # ignored: the row has its final state
        assert (await outbox.make_report("daily:1", NOW)).reasons == ((("why", 1),) if how == "failed" else ())
        await outbox.mark_sent(row.id, 77, NOW)  # it arrived in spite of that
        assert (await outbox.make_report("daily:1", NOW)).sent == 1


async def test_interrupted_sends_are_counted_once(store: Store) -> None:
    ids = await subscribe(store, 3)
    await store.outbox.enqueue("daily:1", ids, NOW)
    rows = await store.outbox.list_due(3, NOW)
    for row in rows:
        await store.outbox.begin_sending(row.id, NOW)
    await store.outbox.mark_sent(rows[0].id, 7, NOW)
    assert [await store.outbox.recover(NOW) for _ in range(2)] == [2, 0]
    assert [(row.attempts, row.unanswered) for row in await store.outbox.list_due(3, NOW)] == [(1, 1), (1, 1)]
    assert (await store.outbox.make_report("daily:1", NOW)).unanswered == 2


async def test_reports(store: Store) -> None:
    ids = await subscribe(store, 6)
    outbox = store.outbox
    await outbox.enqueue("daily:1", ids, NOW)
    await outbox.enqueue("daily:2", ids[:1], NOW)
    await outbox.enqueue("daily:1", ids, NOW)
    rows = await outbox.list_due(6, NOW)
    assert list((await outbox.list_events(daily=9, notice=9)).values()) == ["daily:2", "daily:1"]
    assert list((await outbox.list_events(daily=1)).items()) == [(rows[-1].id + 1, "daily:2")]
    for row, at in zip(rows, (1, 5, 7), strict=False):
        await outbox.mark_sent(row.id, 1, NOW + at)
    for row in rows[3:5]:
        await outbox.mark_failed(row.id, "Bad Request: 1", NOW)
    await outbox.mark_failed(rows[5].id, "Bad Request: 0", NOW)
    await store.subscriptions.suspend(-4, "Forbidden", NOW)
    assert await outbox.make_report("daily:1", NOW + 5) == Report(
        event="daily:1",
        sent=3,
        failed=3,
        retryable=2,
        reasons=(("Bad Request: 1", 2), ("Bad Request: 0", 1)),
        recent_sent=2,
        recent_since=NOW + 5,
        first_sent_at=NOW + 1,
        last_sent_at=NOW + 7,
    )
    assert await outbox.make_report("daily:3", NOW) == Report(event="daily:3")
    assert await outbox.retry("daily:1", NOW + 9) == 2
    assert [row.subscription.chat for row in await outbox.list_due(9, NOW + 9) if row.event == "daily:1"] == [-5, -6]
    assert await outbox.cancel("daily:1", NOW) == 2
    assert await outbox.list_due(9, NOW + 9) == await outbox.list_due(9, NOW)
    assert (await outbox.make_report("daily:2", NOW)).pending == 1


async def test_the_received_revision_is_the_one_sent_last(store: Store) -> None:
    first, second = await subscribe(store, 2)
    outbox = store.outbox
    similar = Announcement(notice="csj-2022@r", revision="9", at=NOW)
    await outbox.announce([FIRST, SECOND, similar])
    rows = {(row.event, row.subscription.id): row.id for row in await outbox.list_due(9, NOW + 9)}
    assert await outbox.find_received_revision(first, "csj-2022") is None
    await outbox.mark_sent(rows[similar.event, first], 1, NOW)
    assert await outbox.find_received_revision(first, "csj-2022") is None
    await outbox.mark_sent(rows[FIRST.event, first], 1, NOW)
    await outbox.mark_failed(rows[SECOND.event, first], "", NOW)
    assert await outbox.find_received_revision(first, "csj-2022") == "r1"
    assert await outbox.find_received_revision(second, "csj-2022") is None
    await outbox.mark_sent(rows[SECOND.event, first], 1, NOW + 1)
    assert await outbox.find_received_revision(first, "csj-2022") == "r2"


@pytest.mark.parametrize("seed", range(2))
async def test_random_calls_agree_with_a_model(store: Store, seed: int) -> None:
    """Compare the outbox with a simple model over random calls."""
    rng = random.Random(seed)
    outbox, ids = store.outbox, await subscribe(store, 5)
    model: dict[tuple[str, int], str] = {}
    rows: dict[tuple[str, int], int] = {}
    for _ in range(150):
        occasion = f"daily:{rng.randrange(3)}"
        key = rng.choice(sorted(model)) if model else ("", 0)
        match rng.choice(["enqueue", "begin", "sent", "failed", "skipped", "cancel", "retry", "recover"]):
            case "enqueue":
                some = rng.sample(ids, 2)
                new = [(occasion, one) for one in some if (occasion, one) not in model]
                assert await outbox.enqueue(occasion, some, NOW) == len(new)
                model |= dict.fromkeys(new, "pending")
                rows |= {(row.event, row.subscription.id): row.id for row in await outbox.list_due(99, NOW)}
            case "begin" if model:
                assert await outbox.begin_sending(rows[key], NOW) == (model[key] == "pending")
            case "sent" if model:
                await outbox.mark_sent(rows[key], 1, NOW)
                model[key] = "sent"
            case "failed" | "skipped" as how if model:
                await getattr(outbox, f"mark_{how}")(rows[key], "why", NOW)
                model[key] = how if model[key] == "pending" else model[key]
            case "cancel":
                there = [one for one, state in model.items() if one[0] == occasion and state == "pending"]
                assert await outbox.cancel(occasion, NOW) == len(there)
                model |= dict.fromkeys(there, "skipped")
            case "retry":
                there = [one for one, state in model.items() if one[0] == occasion and state == "failed"]
                assert await outbox.retry(occasion, NOW) == len(there)
                model |= dict.fromkeys(there, "pending")
            case "recover":
                await outbox.recover(NOW)
    found = {(occasion, one): state for occasion, ends in (await states(store)).items() for one, state in ends.items()}
    assert found == model
