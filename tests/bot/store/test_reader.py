from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import Store, StoreError
from bot.store.reader import PAUSE_SECONDS, Reader
from tests.bot.store.test_store import exchange


async def test_reads_fail_at_once_for_a_while_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.store.reader.READ_SECONDS", 0.01)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    now = [0.0]
    reader = Reader(store._engine, lambda: now[0])  # noqa: SLF001
    slow = text("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 500000) SELECT max(i) FROM n")
    with pytest.raises(StoreError, match="没有及时回答"):
        await reader.first(slow, {})  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="没有及时回答"):
        await reader.first(text("SELECT 1"), {})  # type: ignore[arg-type]
    now[0] += PAUSE_SECONDS
    monkeypatch.setattr("bot.store.reader.READ_SECONDS", 30.0)
    assert await reader.first(text("SELECT 1"), {}) == (1,)  # type: ignore[arg-type]
    await reader.close()
    await store.close()


async def test_a_number_that_no_database_holds_does_not_stop_reading(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path}/x.db")
    with pytest.raises(StoreError):
        await store.find_by_answer(1 << 70, 1)
    assert await store.find_by_answer(1, 1) is None
    await store.close()


async def test_a_deleted_or_damaged_file_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "x.db"
    store = await Store.open(f"sqlite+aiosqlite:///{file}")
    await store.add(exchange(1))
    await store.check()
    assert file.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    intact = file.read_bytes()
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(b"x" * 8192)
    with pytest.raises(StoreError, match="损坏"):
        await store.check()
    with file.open("r+b") as opened:
        opened.write(intact)
    await store.check()
    file.unlink()
    with pytest.raises(StoreError, match="被删除或者换掉"):
        await store.check()
    await store.close()
    assert not file.exists()
