"""Connect to the database: create it, migrate it and report errors in plain words."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import URL, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.store.migration import migrate
from bot.store.records import StoreError, UnreachableError

TIMEOUT = 10
"""Seconds to wait for a database that is locked by another process or does not answer."""

CONNECTIONS = 4
"""One writes, the others read. Each SQLite connection has a thread."""

POSTGRESQL_OPTIONS: Mapping[str, Any] = {
    "connect_timeout": TIMEOUT,
    # a server that is gone without a word is noticed within a minute
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Options of psycopg."""

_REFUSALS = (
    "authentication failed",
    "no password supplied",
    "does not exist",
    "pg_hba.conf",
    "unsupported startup parameter",  # of PgBouncer
)
"""Parts of PostgreSQL's messages for connections that it will never accept."""

_SQLITE_ERRORS = {
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
    """Return an engine in autocommit mode for the database at this URL, created or migrated if necessary.

    Raises `UnreachableError` if that may help later, else `StoreError`.
    """
    engine = _create_engine(url)
    try:
        with connection_errors(engine.url):
            async with engine.connect() as connection:
                with _without_limit(connection):
                    await connection.run_sync(migrate, location(engine.url))
    except BaseException:
        await engine.dispose()
        raise
    return engine


@contextmanager
def _without_limit(connection: AsyncConnection) -> Iterator[None]:
    """Let the statements of a connection to a server take as long as they need: those of a migration."""
    used = connection.sync_connection
    if used is None or connection.dialect.name == "sqlite":
        yield
        return
    driver: Any = used.connection.driver_connection
    driver.patience = None
    try:
        yield
    finally:
        del driver.patience


async def check(engine: AsyncEngine, identity: FileIdentity | None) -> None:
    """Check a database in use. Raises `StoreError`.

    Of SQLite, all pages are read (0.3 s for 300,000 exchanges, in a thread), and the file has to be the one that was
    opened (`identity`): a file that was deleted goes on working for its connections, and is lost with the process.
    """
    if identity is None:
        with database_errors(engine.url):
            async with engine.connect() as connection:
                await connection.exec_driver_sql("SELECT 1")
    else:
        file = engine.url.database or ""
        if await asyncio.to_thread(file_identity, file) != identity:
            raise StoreError(f"{file}: 文件被删除或者换掉了，还在用的内容会随着进程丢失")
        await asyncio.to_thread(_check_file, file)


FileIdentity = tuple[int, int]
"""The device and the inode of a file."""


def file_identity(file: str) -> FileIdentity | None:
    """Return the identity of a file; None if it does not exist."""
    try:
        status = Path(file).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _check_file(file: str) -> None:
    """Read all of a file in a connection of its own, which has no pages in memory. Raises `StoreError`."""
    try:
        with closing(sqlite3.connect(f"{_file_uri(file)}?mode=rw", timeout=1, uri=True)) as connection:
            intact = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error as error:
        raise StoreError(f"{file}: {_describe(error)}") from error
    if not intact:
        raise StoreError(f"{file}: {_SQLITE_ERRORS[sqlite3.SQLITE_CORRUPT]}")


@contextmanager
def database_errors(url: URL) -> Iterator[None]:
    """Convert database errors to `StoreError`; the message holds no password."""
    try:
        yield
    except (SQLAlchemyError, OverflowError) as error:  # sqlite3 raises the latter for integers over 64 bits
        raise StoreError(f"{location(url)}: {_describe(error)}") from error


@contextmanager
def connection_errors(url: URL) -> Iterator[None]:
    """Do the same while connecting; errors that may pass by themselves become `UnreachableError`."""
    try:
        with database_errors(url):
            yield
    except StoreError as error:
        if _may_pass(error.__cause__):
            raise UnreachableError(str(error)) from error
        raise


def _create_engine(text: str) -> AsyncEngine:
    try:
        url = make_url(text)
        lite = url.get_backend_name() == "sqlite"
        engine = create_async_engine(
            url,
            isolation_level="AUTOCOMMIT",
            pool_size=CONNECTIONS,
            max_overflow=0,  # opening an extra connection costs as much as ten reads
            pool_reset_on_return=None,  # nothing to roll back in autocommit mode, and a reset costs a fifth of a write
            pool_pre_ping=not lite,  # a server may have closed an idle connection
            hide_parameters=True,  # keeps questions out of the logs
            connect_args={"timeout": TIMEOUT, "async_creator_fn": _connect_sqlite} if lite else server_options(),
        )
    except (ArgumentError, ImportError) as error:
        raise StoreError("ANLITONG_DATABASE_URL: 不是数据库的网址") from error
    if lite:
        _prepare_file(Path(url.database or ""))
        event.listen(engine.sync_engine, "connect", _set_pragmas)
    return engine


def server_options() -> dict[str, Any]:
    """Return the options of an asynchronous engine for PostgreSQL."""
    from bot.store.server_connection import ServerConnection  # noqa: PLC0415 - it imports psycopg

    return {**POSTGRESQL_OPTIONS, "async_creator_fn": ServerConnection.connect}


async def _connect_sqlite(file: str, *args: Any, **options: Any) -> aiosqlite.Connection:
    """Return a new SQLite connection; close it again if the caller is cancelled meanwhile."""
    # a file that was deleted while the bot runs must not come back empty
    connection = aiosqlite.connect(f"{_file_uri(file)}?mode=rw", *args, uri=True, **options)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does
    opening = asyncio.ensure_future(_open(connection))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        with suppress(sqlite3.Error):
            await (await opening).close()
        raise


def _file_uri(file: str) -> str:
    return Path(file).absolute().as_uri()


async def _open(connection: aiosqlite.Connection) -> aiosqlite.Connection:
    return await connection


def _prepare_file(file: Path) -> None:
    """Create the file if it is missing and check all of it (0.3 s for 300,000 exchanges). Raises `StoreError`.

    A corrupt file is thus reported at startup instead of by some later question.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{file.parent}: 目录新建不了：{error.strerror}") from error
    with suppress(OSError):  # SQLite says what is wrong with the file
        if not file.exists():
            file.touch(mode=0o600)
        for part in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):  # they hold what people asked
            if part.exists():
                part.chmod(0o600)
    try:
        with closing(sqlite3.connect(file, timeout=TIMEOUT)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        kind = UnreachableError if _may_pass(error) else StoreError
        raise kind(f"{file}: {_describe(error)}") from error
    _check_file(str(file))


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    # NORMAL is safe in WAL mode: a power failure may lose the last commits but never corrupts the file
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _may_pass(error: BaseException | None) -> bool:
    """Return whether an error may pass by itself: a locked file, or a server that cannot be reached."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return cause.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    # psycopg gives no code for a connection that fails
    return isinstance(error, OperationalError) and not any(word in str(cause) for word in _REFUSALS)


def location(url: URL) -> str:
    """Return the database's file, or its address without a password."""
    if url.get_backend_name() == "sqlite":
        return url.database or ""
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)


def _describe(error: Exception) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        # the low byte is the primary code: https://www.sqlite.org/rescode.html
        return _SQLITE_ERRORS.get(cause.sqlite_errorcode & 0xFF, f"数据库出错：{cause}")
    return f"数据库出错：{str(cause).strip().splitlines()[0]}"
