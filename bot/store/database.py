"""Opening a database: making it, bringing it up to the newest revision, and saying what is wrong with it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import aiosqlite
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.records import StoreError

PATIENCE = 10
"""Seconds to wait for a database that another process is writing, or that does not answer."""

CONNECTIONS = 4
"""One writes, the others read; each of SQLite's has a thread."""

_LOCK = 0x616C74
"""PostgreSQL's number for the lock under which one process at a time migrates; any number that nobody else takes."""

_SQLITE = {
    sqlite3.SQLITE_NOTADB: "不是 SQLite 数据库，或者已经损坏",
    sqlite3.SQLITE_CORRUPT: "数据库已经损坏",
    sqlite3.SQLITE_READONLY: "没有写的权限",
    sqlite3.SQLITE_PERM: "没有写的权限",
    sqlite3.SQLITE_CANTOPEN: "打不开，也新建不了",
    sqlite3.SQLITE_BUSY: "另一个程序一直占用着",
    sqlite3.SQLITE_FULL: "磁盘满了",
    sqlite3.SQLITE_IOERR: "磁盘读写出错",
}


async def connect(url: str) -> AsyncEngine:
    """An engine for the database at this URL, which is at the newest revision; every statement commits by itself.

    Raises `StoreError`.
    """
    engine = _engine(url)
    try:
        with database_errors(engine.url):
            async with engine.connect() as connection:
                await connection.run_sync(_migrate)
    except BaseException:
        await engine.dispose()
        raise
    return engine


@contextmanager
def database_errors(url: URL) -> Iterator[None]:
    """Tell what a database raises within as `StoreError`, without a password."""
    try:
        yield
    except (SQLAlchemyError, OverflowError) as error:  # SQLite's driver raises the latter by itself
        raise StoreError(f"{_where(url)}: {_what(error)}") from error


def _engine(text: str) -> AsyncEngine:
    try:
        url = make_url(text)
        lite = url.get_backend_name() == "sqlite"
        engine = create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            pool_size=CONNECTIONS,
            max_overflow=0,  # one more that is opened for a moment costs as much as ten reads
            pool_reset_on_return=None,  # nothing to roll back, and each time costs a fifth of a write
            pool_pre_ping=not lite,
            hide_parameters=True,  # what people asked is not for the logs
            connect_args={"timeout": PATIENCE, "async_creator_fn": _sqlite} if lite else {"connect_timeout": PATIENCE},
        )
    except (ArgumentError, ImportError) as error:
        raise StoreError("ANLITONG_DATABASE_URL: 不是数据库的网址") from error
    if lite:
        _prepare(Path(url.database or ""))
        event.listen(engine.sync_engine, "connect", _set_up)
    return engine


async def _sqlite(*args: Any, **options: Any) -> aiosqlite.Connection:
    """A connection of SQLite's. One that is made while whoever wants it is cancelled is closed, not left to linger."""
    connection = aiosqlite.connect(*args, **options)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does
    making = asyncio.ensure_future(_made(connection))
    try:
        return await asyncio.shield(making)
    except asyncio.CancelledError:
        with suppress(sqlite3.Error):
            await (await making).close()
        raise


async def _made(connection: aiosqlite.Connection) -> aiosqlite.Connection:
    return await connection


def _prepare(file: Path) -> None:
    """Make the file if it is not there; tell what is wrong with it.

    It is read as a whole (300,000 exchanges: 0.3 s): what is broken is told now, not when a question comes upon it.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{file.parent}: 目录新建不了：{error.strerror}") from error
    try:
        with closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error as error:
        raise StoreError(f"{file}: {_what(error)}") from error
    if not sound:
        raise StoreError(f"{file}: {_SQLITE[sqlite3.SQLITE_CORRUPT]}")


def _set_up(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _migrate(connection: Connection) -> None:
    lite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if lite else "BEGIN")
    try:
        if not lite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        _upgrade(connection)
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise


def _upgrade(connection: Connection) -> None:
    with as_file(files("bot") / "migrations") as history:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(history).replace("%", "%%"))
        script = ScriptDirectory.from_config(config)
        current, newest = MigrationContext.configure(connection).get_current_revision(), script.get_current_head()
        if current is not None and current not in {known.revision for known in script.walk_revisions()}:
            raise StoreError(
                f"{_where(connection.engine.url)}: 数据库比程序新（它的版本是 {current}，程序只认识到 {newest}）。"
                "请升级程序，或者用 ANLITONG_DATABASE_URL 换一个数据库"
            )
        if current != newest:
            command.upgrade(config, "head")


def _where(url: URL) -> str:
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _what(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _SQLITE.get(cause.sqlite_errorcode & 0xFF, f"数据库出错：{cause}")
    return f"数据库出错：{str(cause).strip().splitlines()[0]}"
