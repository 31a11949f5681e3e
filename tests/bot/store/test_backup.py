from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from bot.store import Store, StoreError
from bot.store.backup import MAX_COPIES, NOT_SQLITE, RUNNING, back_up, copy_before_migration, restore
from bot.store.instance_lock import FileLock
from tests.bot.store.test_store import exchange


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "anlitong.db"


def url_of(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def test_a_backup_is_made_while_the_database_is_in_use_and_restored(file: Path, tmp_path: Path) -> None:
    store = await Store.open(url_of(file))
    await store.add(exchange(1))
    back_up(url_of(file), tmp_path / "copy.db")
    await store.add(exchange(2))
    await store.close()
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600
    former = restore(url_of(file), tmp_path / "copy.db", lambda: 0.0)
    store = await Store.open(url_of(file))
    assert (await store.find_exchange(1), await store.find_exchange(2)) == (exchange(1), None)
    await store.close()
    assert former is not None
    with closing(sqlite3.connect(former)) as opened:
        assert opened.execute("SELECT count(*) FROM exchanges").fetchone() == (2,)


def create(file: Path) -> None:
    async def run() -> None:
        await (await Store.open(url_of(file))).close()

    asyncio.run(run())


def test_a_corrupt_database_is_put_aside(file: Path, tmp_path: Path) -> None:
    create(file)
    back_up(url_of(file), tmp_path / "copy.db")
    file.write_bytes(b"nonsense" * 1000)
    former = restore(url_of(file), tmp_path / "copy.db")
    assert former is not None
    assert former.read_bytes().startswith(b"nonsense")
    create(file)


def test_what_is_no_backup_is_refused_and_changes_nothing(file: Path, tmp_path: Path) -> None:
    create(file)
    before = file.read_bytes()
    other = tmp_path / "other.db"
    with pytest.raises(StoreError, match="没有这个文件"):
        restore(url_of(file), other)
    for content, what in ((b"nonsense" * 1000, "不是 SQLite 数据库，或者已经损坏"), (b"", "不是案例通的数据库")):
        other.write_bytes(content)
        with pytest.raises(StoreError, match=what):
            restore(url_of(file), other)
    assert file.read_bytes() == before
    with pytest.raises(StoreError, match="没有这个数据库"):
        back_up(url_of(tmp_path / "missing.db"), other)
    for act in (back_up, restore):
        with pytest.raises(StoreError, match=NOT_SQLITE):
            act("postgresql+psycopg://h/d", other)


@pytest.mark.parametrize("name", ["anlitong.db", "../state/anlitong.db", "anlitong.db-wal", "link.db", "same.db"])
def test_the_database_is_no_backup_of_itself(file: Path, name: str) -> None:
    create(file)
    file.with_name("link.db").symlink_to(file)
    file.with_name("same.db").hardlink_to(file)
    file.with_name("anlitong.db-wal").touch()
    before = file.stat()
    for act in (back_up, restore):
        with pytest.raises(StoreError, match="请写另一个文件"):
            act(url_of(file), file.parent / name)
    assert file.stat() == before


def test_a_backup_that_cannot_be_copied_leaves_the_database_in_its_place(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create(file)
    back_up(url_of(file), tmp_path / "copy.db")

    def fail(_file: Path) -> None:
        raise sqlite3.OperationalError("disk full")

    monkeypatch.setattr("bot.store.backup.check_database", fail)
    before = {path.name for path in file.parent.iterdir()}
    with pytest.raises(StoreError, match="disk full"):
        restore(url_of(file), tmp_path / "copy.db")
    assert {path.name for path in file.parent.iterdir()} == before | {"anlitong.db.lock"}


def test_a_backup_of_a_later_release_is_refused(file: Path, tmp_path: Path) -> None:
    create(file)
    back_up(url_of(file), tmp_path / "copy.db")
    for revision, usable in (("9999_0001", True), ("9999_9998", False)):
        with closing(sqlite3.connect(tmp_path / "copy.db")) as opened, opened:
            opened.execute("UPDATE alembic_version SET version_num = ?", [revision])
        with nullcontext() if usable else pytest.raises(StoreError, match="数据库比程序新"):
            restore(url_of(file), tmp_path / "copy.db", lambda usable=usable: 4e9 + usable)  # type: ignore[misc]
    create(file)


def test_a_log_left_behind_is_not_taken_for_that_of_the_backup(file: Path, tmp_path: Path) -> None:
    create(file)
    back_up(url_of(file), tmp_path / "copy.db")
    file.unlink()
    file.with_name("anlitong.db-wal").write_bytes(b"of another database")
    assert restore(url_of(file), tmp_path / "copy.db", lambda: 4e9) is None
    assert not file.with_name("anlitong.db-wal").exists()
    (kept,) = file.parent.glob("anlitong.db.2*-wal")
    assert kept.read_bytes() == b"of another database"


def test_nothing_is_restored_while_the_bot_runs(file: Path, tmp_path: Path) -> None:
    create(file)
    back_up(url_of(file), tmp_path / "copy.db")
    lock = FileLock.beside(file)
    assert lock.take()
    with pytest.raises(StoreError, match=RUNNING):
        restore(url_of(file), tmp_path / "copy.db")
    lock.release()
    restore(url_of(file), tmp_path / "copy.db")


async def test_a_copy_is_made_before_a_migration_and_the_newest_are_kept(file: Path) -> None:
    store = await Store.open(url_of(file))
    await store.add(exchange(1))
    async with store._engine.connect() as connection:  # noqa: SLF001

        def downgrade(bare: object) -> None:
            config = Config(attributes={"connection": bare})
            config.set_main_option("script_location", str(Path("bot/migrations").absolute()))
            command.stamp(config, "0002")

        await connection.run_sync(downgrade)
        await connection.exec_driver_sql("DROP TABLE pictures")
        for column in ("quiet_from", "quiet_until"):
            await connection.exec_driver_sql(f"ALTER TABLE subscriptions DROP COLUMN {column}")
    await store.close()
    await (await Store.open(url_of(file))).close()
    (copy,) = (file.parent / "backups").iterdir()
    assert copy.name.endswith("-0002.db")
    with closing(sqlite3.connect(copy)) as opened:
        assert opened.execute("SELECT count(*) FROM exchanges").fetchone() == (1,)
    for second in range(MAX_COPIES + 3):
        copy_before_migration(file, "0003", lambda second=second: 4e9 + second)  # type: ignore[misc]
    kept = sorted(path.name for path in (file.parent / "backups").iterdir())
    assert len(kept) == MAX_COPIES
    assert copy.name not in kept
