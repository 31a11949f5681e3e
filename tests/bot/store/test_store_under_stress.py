"""The store under random calls, kills, cancelled calls and lost connections."""

from __future__ import annotations

import asyncio
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from bot.store import Exchange, Store
from tests.bot.conftest import ROOT
from tests.bot.store.test_store import NOW, exchange


@pytest.mark.parametrize("seed", range(2))
async def test_cache_and_database_agree_after_random_calls(url: str, seed: int) -> None:  # noqa: C901
    """Compare the store with a simple model over random calls."""
    rng = random.Random(seed)
    store = await Store.open(url)
    rows: dict[int, Exchange] = {}
    chats = [1, -1, -2, -3, -100]

    async def check(reader: Store) -> None:
        for id_ in rng.sample(sorted(rows), min(5, len(rows))):
            assert await reader.find_exchange(id_) == rows[id_]
        for chat, topic, asker in {(row.chat, row.topic, row.asker) for row in rows.values()}:
            left = [row for row in rows.values() if (row.chat, row.topic, row.asker) == (chat, topic, asker)]
            newest = max((row for row in left if row.context), key=lambda row: row.id, default=None)
            assert await reader.find_last(chat, topic, asker) == newest
        for chat, message in {(row.chat, row.answer_message) for row in rows.values() if row.answer_message}:
            newest = max(
                (row for row in rows.values() if (row.chat, row.answer_message) == (chat, message)),
                key=lambda row: row.id,
            )
            assert await reader.find_by_answer(chat, message) == newest

    def some(id_: int) -> Exchange:
        return exchange(
            id_,
            chat=rng.choice(chats),
            topic=rng.choice([None, None, 7]),
            asker=rng.choice([1, 2]),
            context=rng.choice([None, "1", "2"]),
            answer_message=rng.choice([None, 1, 2, 3]),
            at=NOW + rng.randrange(100),
            question=rng.choice([None, "甲", "乙"]),
        )

    for _ in range(200):
        match rng.choice(["add", "add", "add", "revise", "answered", "migrate", "prune", "reopen", "check"]):
            case "add":
                row = some(store.next_id())
                rows[row.id] = row
                await store.add(row)
            case "revise" if rows:
                before = rows[rng.choice(list(rows))]
                row = replace(some(before.id), chat=before.chat, topic=before.topic, asker=before.asker)
                rows[row.id] = row
                await store.add(row)
            case "answered" if rows:
                id_ = rng.choice(list(rows))
                rows[id_] = replace(rows[id_], answer_message=rng.choice([1, 2, 3]))
                await store.set_answer_message(id_, rows[id_].answer_message or 0)
            case "migrate":
                old, new = rng.choice(chats[1:4]), chats[4]
                for row in [row for row in rows.values() if row.chat == old]:
                    rows[row.id] = replace(row, chat=new, question_message=None, answer_message=None)
                await store.migrate(old, new)
            case "prune":
                before_ = NOW + rng.randrange(30)
                old_rows = [row for row in rows.values() if row.at < before_]
                deleted = {row.id for row in old_rows if row.context is None}
                changed = [row for row in old_rows if row.id not in deleted and row.asker]
                rows = {id_: row for id_, row in rows.items() if id_ not in deleted}
                rows |= {row.id: replace(row, asker=0, question=None, question_message=None) for row in changed}
                assert await store.prune(before_, 0, str) == len(deleted) + len(changed)
            case "reopen":
                await store.close()
                store = await Store.open(url)
            case _:
                await check(store)
    again = await Store.open(url)
    for reader in (store, again):
        await check(reader)
        await reader.close()


WRITE_ON = """\
import asyncio, sys
from bot.store import Exchange, Store

async def main():
    store = await Store.open(sys.argv[1])
    async def ask(asker):
        while True:
            id = store.next_id()
            await store.add(
                Exchange(id=id, chat=1, asker=asker, question="x" * 500, kind="cases", context="1", revision="r", at=1)
            )
            print(asker, id, flush=True)
    await asyncio.gather(*map(ask, range(4)))

asyncio.run(main())
"""


def write_until_killed(url: str) -> list[tuple[int, int]]:
    """Return askers and ids of the exchanges that a process had committed before it was killed."""
    command = [sys.executable, "-c", WRITE_ON, url]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(500)]
        process.kill()
        lines += process.stdout
        assert process.wait(10) == -signal.SIGKILL
    whole = (line.split() for line in lines if line.endswith("\n"))
    return [(int(asker), int(id_)) for asker, id_ in whole]


async def test_a_killed_process_loses_no_committed_exchange(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/x.db"
    written = write_until_killed(url)
    store = await Store.open(url)
    for asker, id_ in written:
        found = await store.find_exchange(id_)
        assert found
        assert found.asker == asker
    for asker, id_ in dict(written).items():
        newest = await store.find_last(1, None, asker)
        assert newest
        assert newest.id >= id_
    await store.close()


@pytest.mark.parametrize("turns", range(0, 40, 6))
async def test_a_cancelled_call_does_not_affect_others(store: Store, turns: int) -> None:
    await store.add(exchange(1))
    calls = [
        asyncio.create_task(call)
        for call in (store.prune(0, 0, str), store.add(exchange(2)), store.find_by_answer(1, 1))
    ]
    for _ in range(turns):
        await asyncio.sleep(0)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)
    await store.add(exchange(3))
    assert await store.prune(NOW + 1, 0, str) in (2, 3)
    assert await store.find_exchange(3) == replace(exchange(3), question=None, asker=0)


async def test_a_lost_connection_is_replaced(new_postgres: Callable[[], str]) -> None:
    url = make_url(text := new_postgres())
    store = await Store.open(text)
    rows = [exchange(number, chat=number) for number in range(1, 4)]
    await store.add(rows[0])

    def lose() -> None:
        with psycopg.connect(host=str(url.query["host"]), user="anlitong", dbname="postgres") as other:
            other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [url.database])

    lose()
    await store.add(rows[1])
    lose()
    await asyncio.gather(store.add(rows[2]), store.add(rows[0]))
    lose()
    await store.migrate(1, 9)
    lose()
    assert await store.find_last(9, None, 1) == replace(rows[0], chat=9)
    assert await store.prune(NOW + 1, 0, str) == 3
    await store.close()
