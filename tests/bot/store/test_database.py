from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, make_url, text
from sqlalchemy.exc import OperationalError

from bot.store import Store, StoreError
from bot.store.database import connect
from bot.store.server_connection import ServerConnection
from tests.bot.conftest import ROOT
from tests.bot.store.test_store import EXCHANGE
from tests.postgres import Postgres

OPEN = """\
import asyncio, sys
from bot.store import Store, StoreError

async def main():
    try:
        store = await Store.open(sys.argv[1])
    except StoreError as error:
        sys.exit(str(error))
    await store.close()

asyncio.run(main())
"""


def sqlite_url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def error_message(url: str) -> str:
    with pytest.raises(StoreError) as told:
        await Store.open(url)
    return str(told.value)


async def test_a_missing_folder_is_created(tmp_path: Path) -> None:
    store = await Store.open(sqlite_url(tmp_path / "a" / "b" / "x.db"))
    await store.close()
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
    assert sorted(file.name for file in (tmp_path / "a" / "b").iterdir()) == ["x.db"]


async def test_sqlite_is_set_up_for_one_writer_and_many_readers(tmp_path: Path) -> None:
    store = await Store.open(sqlite_url(tmp_path / "x.db"))
    with closing(sqlite3.connect(tmp_path / "x.db")) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    await store.close()


def spoil_header(file: Path) -> None:
    file.write_bytes(b"not a database at all\n" * 1000)


def spoil_page(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 5] = os.urandom(4096 * 2)
    file.write_bytes(content)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 4096 * 3 + 100])


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (spoil_header, "不是 SQLite 数据库，或者已经损坏"),
        (spoil_page, "数据库已经损坏"),
        (truncate, "数据库已经损坏"),
    ],
)
async def test_a_corrupt_file_is_reported(tmp_path: Path, spoil: Callable[[Path], None], what: str) -> None:
    file = tmp_path / "x.db"
    store = await Store.open(sqlite_url(file))
    await store.add(EXCHANGE)
    await store.close()
    spoil(file)
    assert await error_message(sqlite_url(file)) == f"{file}: {what}"


async def test_a_folder_in_place_of_the_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "x.db").mkdir()
    assert await error_message(sqlite_url(tmp_path / "x.db")) == f"{tmp_path / 'x.db'}: 打不开，也新建不了"
    (tmp_path / "file").touch()
    assert (
        await error_message(sqlite_url(tmp_path / "file" / "x.db")) == f"{tmp_path / 'file'}: 目录新建不了：File exists"
    )


async def test_other_tables_are_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as other:
        other.execute("CREATE TABLE exchanges (rate REAL)")
    assert (
        await error_message(sqlite_url(tmp_path / "x.db"))
        == f"{tmp_path / 'x.db'}: 数据库出错：table exchanges already exists"
    )
    with closing(sqlite3.connect(tmp_path / "x.db")) as other:
        assert other.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("exchanges",)]


@pytest.mark.parametrize("url", ["", "x", "nonsql://h/db", "sqlite+nodriver:///x.db"])
async def test_an_invalid_url_is_reported(url: str) -> None:
    assert await error_message(url) == "ANLITONG_DATABASE_URL: 不是数据库的网址"


async def test_an_unreachable_server_is_reported_without_the_password() -> None:
    told = await error_message("postgresql+psycopg://user:geheim@127.0.0.1:1/db?application_name=geheim")
    assert told.startswith("postgresql://user:***@127.0.0.1:1/db: 数据库出错：")
    assert "geheim" not in told


@contextmanager
def read_only_path(file: Path) -> Iterator[Path]:
    """Provide a folder with a copy of the file that this process cannot write, not even as root."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(file, folder)
        (Path(folder) / file.name).chmod(0o444)
        Path(folder).chmod(0o555)
        os.seteuid(65_534 if user == 0 else user)
        try:
            yield Path(folder)
        finally:
            os.seteuid(user)
            Path(folder).chmod(0o755)


async def test_missing_write_permission_is_reported(tmp_path: Path) -> None:
    store = await Store.open(sqlite_url(tmp_path / "x.db"))  # imports all modules, so that the next call is fast
    await store.close()
    with read_only_path(tmp_path / "x.db") as folder:
        assert await error_message(sqlite_url(folder / "x.db")) == f"{folder / 'x.db'}: 没有写的权限"
        assert await error_message(sqlite_url(folder / "y.db")) == f"{folder / 'y.db'}: 打不开，也新建不了"
        assert (
            await error_message(sqlite_url(folder / "y" / "x.db")) == f"{folder / 'y'}: 目录新建不了：Permission denied"
        )


def test_processes_that_start_at_once_share_one_database(url: str) -> None:
    starts = [subprocess.Popen([sys.executable, "-c", OPEN, url], cwd=ROOT, stderr=subprocess.PIPE) for _ in range(6)]
    assert [(start.communicate(timeout=60)[1], start.returncode) for start in starts] == [(b"", 0)] * 6


async def test_a_database_newer_than_the_program_is_reported_and_left_alone(url: str) -> None:
    store = await Store.open(url)
    await store.add(EXCHANGE)
    async with store._engine.connect() as connection:  # noqa: SLF001 - nothing else writes what no version of it would
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    await store.close()
    told = await error_message(url)
    assert "数据库比程序新（它的版本是 9999，程序只认识到 " in told
    assert told.startswith((f"{make_url(url).database}: ", "postgresql://"))


async def test_no_statement_waits_for_ever_for_a_server(
    new_postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await Store.open(new_postgres())
    monkeypatch.setattr(ServerConnection, "patience", 0.2)
    slow = text("UPDATE alembic_version SET version_num = version_num WHERE pg_sleep(60) IS NULL")
    with pytest.raises(OperationalError):
        await store._writer.execute(slow, {})  # noqa: SLF001
    monkeypatch.undo()
    await store.check_writable()
    await store.close()


async def test_a_migration_may_take_as_long_as_it_needs(
    new_postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    def migrate_slowly(connection: Connection, _location: str) -> None:
        connection.exec_driver_sql("SELECT pg_sleep(1)")

    monkeypatch.setattr("bot.store.database.migrate", migrate_slowly)
    monkeypatch.setattr(ServerConnection, "patience", 0.5)
    await (await connect(new_postgres())).dispose()
