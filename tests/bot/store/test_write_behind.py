from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.store import Store, StoreError
from bot.store.lru_cache import MAX_CACHED
from tests.bot.store.test_store import exchange


@contextmanager
def write_failure(file: Path) -> Iterator[None]:
    """Make the database refuse exchanges, as on a full disk."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON exchanges BEGIN SELECT RAISE(ABORT, 'full'); END")
        yield
        other.execute("DROP TRIGGER full")


async def eventually_written(file: Path, count: int) -> None:
    with closing(sqlite3.connect(file)) as other:
        async with asyncio.timeout(30):
            while other.execute("SELECT count(*) FROM exchanges").fetchone() != (count,):  # noqa: ASYNC110
                await asyncio.sleep(0.01)


async def eventually_logged(logs: Sequence[object], count: int) -> None:
    async with asyncio.timeout(30):
        while len(logs) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@pytest.fixture(autouse=True)
def _retries_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.write_behind.RETRY_SECONDS", 0.02)


async def test_exchanges_are_found_and_written_later(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    store = await Store.open(f"sqlite+aiosqlite:///{file}")
    with capture_logs() as logs:
        with write_failure(file):
            for number in (1, 2):
                store.remember(exchange(number, question_message=number, answer_message=10 + number))
            store.remember(revised := exchange(1, page=3, question_message=1, answer_message=11))
            await eventually_logged(logs, 1)
            assert await store.find_exchange(1) == await store.find_by_answer(1, 11) == revised
            assert await store.find_last(1, None, 1) == await store.find_by_question(1, 2)
            with pytest.raises(StoreError):
                await store.add(exchange(3))
        await eventually_written(file, 2)
        await eventually_logged(logs, 2)
    assert [line["event"] for line in logs] == ["not_remembered", "remembered_again"]
    assert await store.find_exchange(1) == revised
    await store.close()


async def test_they_are_written_before_the_store_closes(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    for number in range(1, 101):
        store.remember(exchange(number))
    await store.close()
    await eventually_written(tmp_path / "x.db", 100)


async def test_their_number_is_bounded(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    store = await Store.open(f"sqlite+aiosqlite:///{file}")
    with capture_logs(), write_failure(file):
        for number in range(1, MAX_CACHED + 11):
            store.remember(exchange(number))
        assert await store.find_exchange(10) is None
        assert await store.find_exchange(11) == exchange(11)
    await store.close()


async def always_writable(store: Store) -> None:
    """Check it again and again: the last one written says nothing of the one that fails, which is tried next."""
    while True:
        await store.check_writable()
        await asyncio.sleep(0.01)


async def test_one_that_fails_keeps_no_other_from_being_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.write_behind.CLOSING_SECONDS", 0.1)
    file = tmp_path / "x.db"
    store = await Store.open(f"sqlite+aiosqlite:///{file}")
    with capture_logs():
        store.remember(exchange(1, answer_message=1 << 70))  # more than a database can hold
        for number in (2, 3):
            store.remember(exchange(number))
        await eventually_written(file, 2)
        with pytest.raises(StoreError):
            await asyncio.wait_for(always_writable(store), 10)
        await store.close()


async def test_they_move_with_their_chat(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    store = await Store.open(f"sqlite+aiosqlite:///{file}")
    with capture_logs(), write_failure(file):
        store.remember(exchange(1, chat=-1, question_message=10))
        await store.migrate(-1, -100)
        assert await store.find_last(-100, None, 1) == exchange(1, chat=-100)
    await eventually_written(file, 1)
    await store.close()
    again = await Store.open(f"sqlite+aiosqlite:///{file}")
    assert await again.find_exchange(1) == replace(exchange(1), chat=-100)
    await again.close()
