from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.store import WRONG_KIND, Chat, Exchange, Store, StoreError, Subscription
from bot.store.lru_cache import MAX_CACHED
from bot.store.store import CHAT_REFRESH_SECONDS

NOW = 1_700_000_000.25
BIG = 2**52 - 1
"""Telegram's ids have at most 52 bits."""

EXCHANGE = Exchange(
    id=1, chat=1, asker=1, question="安徽参与了哪些案例", kind="cases", context="1", revision="r", at=NOW
)
CHAT = Chat(id=1, type="private", at=NOW)


def exchange(id_: int, **changes: Any) -> Exchange:
    return replace(EXCHANGE, id=id_, **changes)


@pytest.mark.parametrize(
    "written",
    [
        EXCHANGE,
        exchange(BIG, chat=-BIG, topic=BIG, asker=-BIG, question_message=BIG, answer_message=BIG, parent=BIG, page=9),
        exchange(2, question=None, context=None, options=("安徽参与了哪些案例", "“二”\n\t\0\ud800", "")),
        exchange(
            3, question="👨‍👩‍👧 <b>&amp;</b>\u202e\u2028'\";--" + "鱼" * 4_096, context="1|" + "x" * 4_096, kind=""
        ),
    ],
)
async def test_a_saved_exchange_is_read_back(store: Store, url: str, written: Exchange) -> None:
    await store.add(written)
    again = await Store.open(url)
    for found in (await store.find_exchange(written.id), await again.find_exchange(written.id)):
        assert found == written
    assert await store.find_exchange(written.id + 1) is None
    await again.close()


@pytest.mark.parametrize(("text", "kept"), [("a\0b", "a\ufffdb"), ("\ud800x", "\ufffdx"), ("\ud83d\ude00", "😀")])
async def test_characters_that_no_database_holds_are_replaced(store: Store, url: str, text: str, kept: str) -> None:
    await store.add(exchange(1, question=text))
    await store.save_chat(replace(CHAT, title=text, reason=text, type=text, rights=text))
    again = await Store.open(url)
    assert await again.find_exchange(1) == exchange(1, question=kept)
    assert await again.find_chat(1) == replace(CHAT, title=kept, reason=kept, type=kept, rights=kept)
    await again.close()


async def test_a_chat_is_read_as_saved_last(store: Store, url: str) -> None:
    assert await store.find_chat(1) is None
    seen = [
        CHAT,
        replace(CHAT, title="甲", type="supergroup", forum=True, rights="administrator"),
        replace(CHAT, active=False, rights="kicked", reason="bot was kicked", at=NOW + 1),
    ]
    for chat in seen:
        await store.save_chat(chat)
        again = await Store.open(url)
        assert await store.find_chat(1) == await again.find_chat(1) == chat
        await again.close()


@pytest.mark.parametrize(
    ("later", "written"), [(1, False), (CHAT_REFRESH_SECONDS - 1, False), (CHAT_REFRESH_SECONDS, True)]
)
async def test_an_unchanged_chat_is_written_once_an_hour(
    store: Store, url: str, later: float, *, written: bool
) -> None:
    await store.save_chat(CHAT)
    await store.save_chat(replace(CHAT, at=NOW + later))
    again = await Store.open(url)
    assert await again.find_chat(1) == replace(CHAT, at=NOW + later * written)
    await again.close()


def test_ids_increase_across_restarts_and_clock_changes(tmp_path: Path) -> None:
    async def ids(clock: Callable[[], int], *, write: bool) -> list[int]:
        store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/x.db", clock)
        found = [store.next_id() for _ in range(3)]
        if write:
            await store.add(exchange(found[-1]))
        await store.close()
        return found

    runs = [(5_000_000, True), (2_000_000, True), (6_000_000, False), (6_001_000, True)]
    found = [asyncio.run(ids(partial(int, now), write=write)) for now, write in runs]
    assert found == [[5000, 5001, 5002], [5003, 5004, 5005], [6000, 6001, 6002], [6001, 6002, 6003]]


async def test_ids_are_not_reused_after_a_crash(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/x.db"
    seen: set[int] = set()
    for _ in range(3):
        store = await Store.open(url)
        found = {store.next_id() for _ in range(50)}  # none of them is saved
        assert not found & seen
        seen |= found
        await store.close()


async def test_the_last_exchange_is_the_newest_of_the_conversation_with_a_context(store: Store, url: str) -> None:
    rows = [
        exchange(1),
        exchange(2),
        exchange(3, context=None),
        exchange(4, asker=2),
        exchange(5, topic=7),
        exchange(6, chat=2, context=None),
    ]
    for row in rows:
        await store.add(row)
    again = await Store.open(url)
    for reader in (store, again, again):
        assert await reader.find_last(1, None, 1) == rows[1]
        assert await reader.find_last(1, None, 2) == rows[3]
        assert await reader.find_last(1, 7, 1) == rows[4]
        assert await reader.find_last(2, None, 1) is None
        assert await reader.find_last(1, 8, 1) is None
    await again.close()


async def test_messages_find_their_newest_exchange(store: Store) -> None:
    await store.add(exchange(1, question_message=10))
    assert await store.find_by_answer(1, 11) is None
    await store.set_answer_message(1, 11)
    first = exchange(1, question_message=10, answer_message=11)
    assert (
        await store.find_exchange(1) == await store.find_last(1, None, 1) == await store.find_by_answer(1, 11) == first
    )
    await store.add(second := exchange(2, question_message=10, answer_message=11))
    assert await store.find_by_answer(1, 11) == await store.find_by_question(1, 10) == second
    assert await store.find_by_answer(2, 11) is None
    assert await store.find_by_question(1, 11) is None
    await store.set_answer_message(99, 11)  # an exchange that does not exist
    assert await store.find_exchange(99) is None


async def test_an_exchange_is_found_while_it_is_written(store: Store) -> None:
    await store.add(exchange(1, question_message=10, answer_message=11))
    second = exchange(2, question_message=10, answer_message=11)
    writing = asyncio.create_task(store.add(second))
    await asyncio.sleep(0)
    assert await store.find_exchange(2) == second
    assert (
        await store.find_by_answer(1, 11)
        == await store.find_by_question(1, 10)
        == await store.find_last(1, None, 1)
        == second
    )
    await writing
    revising = asyncio.create_task(store.add(revised := replace(second, page=4)))
    await asyncio.sleep(0)
    assert await store.find_exchange(2) == await store.find_by_answer(1, 11) == revised
    await revising


async def test_a_revised_exchange_replaces_the_old_one(store: Store) -> None:
    await store.add(exchange(1))
    await store.add(exchange(2))
    await store.add(revised := exchange(2, question="那江苏呢", page=3))
    assert await store.find_last(1, None, 1) == await store.find_exchange(2) == revised
    await store.add(exchange(2, context=None))
    assert await store.find_last(1, None, 1) == exchange(1)


async def test_migration_moves_all_rows_of_a_group(store: Store, url: str) -> None:
    await store.save_chat(replace(CHAT, id=-1, type="group", title="甲"))
    await store.save_chat(CHAT)
    await store.add(exchange(1, chat=-1, question_message=10, answer_message=11))
    await store.add(exchange(2, chat=-1, topic=3, asker=5))
    await store.add(exchange(3))
    for _ in range(2):  # both chats send an update
        await store.migrate(-1, -100)
    again = await Store.open(url)
    for reader in (store, again):
        assert await reader.find_chat(-1) is None
        assert await reader.find_chat(-100) == replace(CHAT, id=-100, type="supergroup", title="甲")
        assert await reader.find_last(-100, None, 1) == exchange(1, chat=-100)
        assert await reader.find_last(-100, 3, 5) == exchange(2, chat=-100, topic=3, asker=5)
        assert await reader.find_last(-1, None, 1) is None
        assert await reader.find_by_answer(-100, 11) is None
        assert (await reader.find_exchange(3), await reader.find_chat(1)) == (exchange(3), CHAT)
    await again.close()


async def test_migration_keeps_a_supergroup_that_is_known(store: Store) -> None:
    await store.save_chat(replace(CHAT, id=-1, type="group", title="旧"))
    await store.save_chat(new := replace(CHAT, id=-100, type="supergroup", title="新"))
    await store.migrate(-1, -100)
    await store.migrate(-100, -100)
    assert await store.find_chat(-100) == new
    assert await store.find_chat(-1) is None


async def test_a_failed_migration_is_rolled_back(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    await store.save_chat(replace(CHAT, id=-1, type="group"))
    await store.add(answered := exchange(1, chat=-1, answer_message=11))
    with closing(sqlite3.connect(tmp_path / "x.db")) as other:
        other.execute("CREATE TRIGGER no BEFORE UPDATE ON chats BEGIN SELECT RAISE(ABORT, '不行'); END")
        with pytest.raises(StoreError, match="不行"):
            await store.migrate(-1, -100)
        other.execute("DROP TRIGGER no")
    again = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    assert await again.find_by_answer(-1, 11) == await again.find_last(-1, None, 1) == answered
    await again.close()
    await store.migrate(-1, -100)
    assert await store.find_last(-100, None, 1) == exchange(1, chat=-100)
    await store.close()


async def test_pruning_keeps_what_buttons_need(store: Store, url: str) -> None:
    rows = [
        exchange(1, context="1", options=("甲",), at=NOW - 1, question_message=5, answer_message=6),
        exchange(2, context="2", question=None, at=NOW - 1),
        exchange(3, context=None, options=("乙",), kind="help", at=NOW - 1),
        exchange(4, context=None, options=("typed",), kind="clarify", at=NOW - 1),
        exchange(5, context=None, kind="refuse", at=NOW - 1),
        exchange(6, context="1", at=NOW - 11),
        exchange(7, chat=2, context=None, kind="refuse"),
        exchange(-8, context=None, kind=WRONG_KIND, parent=1, at=NOW - 1),
    ]
    for row in rows:
        await store.add(row)

    def impersonal(context: str) -> str | None:
        return {"1": "i", "2": "j"}.get(context)

    assert [await store.prune(NOW, NOW - 10, impersonal) for _ in range(2)] == [7, 0]
    kept = {
        1: replace(rows[0], asker=0, question=None, question_message=None, context="i"),
        2: replace(rows[1], asker=0, context="j"),
        3: replace(rows[2], asker=0, question=None),
        7: rows[6],
    }
    again = await Store.open(url)
    for reader in (store, again):
        assert {id_: await reader.find_exchange(id_) for id_ in range(1, 8)} == {
            id_: kept.get(id_) for id_ in range(1, 8)
        }
        assert await reader.find_exchange(-8) is None
        assert await reader.find_last(1, None, 1) is None
    await again.close()


async def test_finished_rows_and_ended_subscriptions_are_pruned(store: Store) -> None:
    new = Subscription(id=0, chat=1, kind="notice", by=1, at=NOW)
    kept, ended = [await store.subscriptions.subscribe(replace(new, chat=chat)) for chat in (1, 2)]
    for event in ("daily:1", "daily:2", "daily:3"):
        await store.outbox.enqueue(event, [kept.id, ended.id], NOW)
    for row in await store.outbox.list_due(9, NOW):
        if row.event != "daily:3":
            await store.outbox.mark_sent(row.id, 5, NOW + (row.event == "daily:2"))
    await store.subscriptions.unsubscribe(ended.id, NOW)
    await store.prune(NOW + 1, 0, lambda context: context)
    assert set((await store.outbox.list_events(daily=9)).values()) == {"daily:2", "daily:3"}
    await store.prune(NOW + 2, 0, lambda context: context)
    assert [row.event for row in await store.outbox.list_due(9, NOW)] == ["daily:3"]
    async with store._engine.connect() as connection:  # noqa: SLF001
        left = (await connection.exec_driver_sql("SELECT id FROM subscriptions")).all()
    assert [row[0] for row in left] == [kept.id]


async def test_a_person_is_forgotten_at_once(store: Store, url: str) -> None:
    await store.save_chat(CHAT)
    for number, (chat, asker) in enumerate([(1, 1), (-5, 1), (-5, 2), (1, 0), (0, 1)], start=1):
        await store.add(exchange(number, chat=chat, asker=asker))
    new = Subscription(id=0, chat=1, kind="notice", by=1, at=NOW)
    private = await store.subscriptions.subscribe(new)
    group = await store.subscriptions.subscribe(replace(new, chat=-5))
    await store.outbox.enqueue("daily:1", [private.id, group.id], NOW)
    for number, (parent, asker) in enumerate([(2, 2), (3, 1), (3, 2)]):  # the first repeats what the person asked
        await store.add(exchange(-9 + number, chat=-5, asker=asker, kind=WRONG_KIND, context=None, parent=parent))
    store.remember(exchange(6, chat=-5, asker=1))
    assert await store.forget(1) in (6, 7)  # the one that is remembered may be written already
    again = await Store.open(url)
    for reader in (store, again):
        assert [number for number in range(-9, 7) if await reader.find_exchange(number)] == [-7, 3]
        assert await reader.find_chat(1) is None
        assert await reader.subscriptions.list_in_chat(1) == []
        assert [one.by for one in await reader.subscriptions.list_in_chat(-5)] == [0]
        assert [row.subscription.chat for row in await reader.outbox.list_due(9, NOW)] == [-5]
    await again.close()


async def test_an_integer_over_64_bits_is_refused(store: Store) -> None:
    calls = [store.add(exchange(2**70)), store.find_last(-(2**70), None, 1), store.save_chat(replace(CHAT, id=2**70))]
    results = await asyncio.gather(*calls, store.add(exchange(1)), return_exceptions=True)
    assert [type(result) for result in results] == [StoreError, StoreError, StoreError, type(None)]
    assert await store.find_exchange(1) == exchange(1)


async def test_rows_beyond_the_cache_are_found(store: Store) -> None:
    chats = range(1, MAX_CACHED + 200)
    await asyncio.gather(*(store.add(exchange(chat, chat=chat)) for chat in chats))
    await asyncio.gather(*(store.save_chat(replace(CHAT, id=chat)) for chat in chats))
    for chat in (1, 100, 200, chats[-1]):
        assert await store.find_last(chat, None, 1) == await store.find_exchange(chat) == exchange(chat, chat=chat)
        assert await store.find_chat(chat) == replace(CHAT, id=chat)


async def test_each_asker_has_an_answer_of_their_own_to_a_message(store: Store) -> None:
    for id_, asker in ((1, 5), (2, 6), (3, 5)):
        await store.add(exchange(id_, asker=asker, question_message=9, answer_message=20 + id_))
    for asker, expected in ((5, 3), (6, 2), (7, None)):
        found = await store.find_by_question(1, 9, asker=asker)
        assert (found and found.id) == expected


async def test_recent_exchanges_of_a_kind_are_listed(store: Store, url: str) -> None:
    ids = [int((NOW + seconds) * 1e6) for seconds in (0, 10, 20, 30)]
    for id_, kind in zip(ids, ("report", "cases", "report", "report"), strict=True):
        await store.add(exchange(id_, kind=kind))
    assert [one.id for one in await store.list_recent("report", NOW + 5)] == ids[2:]
    store.remember(exchange(ids[3] + 1, kind="report"))
    again = await Store.open(url)
    assert [one.id for one in await store.list_recent("report", NOW + 25)] == [ids[3], ids[3] + 1]
    await again.close()
