"""Let one process at a time use a database: the others wait as standbys, and one of them takes over when it ends."""

from __future__ import annotations

import asyncio
import fcntl
import itertools
import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol, Self

import structlog
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import NullPool

from bot.store.database import connection_errors, server_options
from bot.store.records import StoreError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

POLL_SECONDS = 1.0
"""Time between two attempts to take the lock, and between two checks of the connection that holds it."""

TIMEOUT_SECONDS = 10.0
"""Longest time that a check of the connection may take."""

_KEY = 0x616C75
"""Key of the PostgreSQL advisory lock; an arbitrary number, other than that of migrations."""

_SERVER_OPTIONS = "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=2"
"""The server releases the lock of a machine that is gone within 15 seconds."""

STANDBY = "另一个进程正在用这个数据库。本进程待命，等它结束就接着运行。"


class InstanceLock(Protocol):
    """The right to use a database."""

    async def acquire(self) -> bool:
        """Wait until no other process has the lock, and take it; return True.

        Raises `UnreachableError` if a server cannot be reached, `StoreError`.
        """
        ...

    async def wait_until_lost(self) -> None:
        """Return when another process has taken the lock: after an interruption of the server, or if its file went."""
        ...

    async def close(self) -> None:
        """Release the lock."""
        ...


def instance_lock(url: str) -> InstanceLock:
    """Return the lock of the database at a URL of SQLAlchemy. Raises `StoreError`."""
    try:
        database = make_url(url)
    except ArgumentError as error:
        raise StoreError("ANLITONG_DATABASE_URL: 不是数据库的网址") from error
    if database.get_backend_name() == "sqlite":
        return FileLock.beside(Path(database.database or ""))
    return ServerLock(url)


class FileLock:
    """A lock on a file beside the database, which the system releases when the process ends."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._descriptor: int | None = None

    @classmethod
    def beside(cls, database: Path) -> Self:
        """Return the lock of a database file."""
        return cls(database.with_name(f"{database.name}.lock"))

    def take(self) -> bool:
        """Take the lock if it is free; return whether it was. Raises `StoreError`."""
        if not self._is_in_place():
            self.release()
        try:
            if self._descriptor is None:
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            raise StoreError(f"{self._file}: {error.strerror}") from error
        return self._is_in_place()

    def _is_in_place(self) -> bool:
        """Return whether the file that was opened still has its name: others lock the one that has it now."""
        try:
            return self._descriptor is not None and os.path.samestat(os.fstat(self._descriptor), self._file.stat())
        except OSError:
            return False

    def release(self) -> None:
        """Release the lock."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    async def acquire(self) -> bool:
        """Wait for the lock and take it; return True. Raises `StoreError`."""
        for attempt in itertools.count():
            if self.take():
                return True
            _log_standby(attempt)
            await asyncio.sleep(POLL_SECONDS)
        raise AssertionError  # not reached: `count` has no end

    async def wait_until_lost(self) -> None:
        """Take the lock again whenever its file was deleted or replaced; return if another process was faster."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            with suppress(StoreError):  # as long as the directory is missing, no other process has the lock either
                if not self._is_in_place() and not self.take():
                    return

    async def close(self) -> None:
        """Release the lock."""
        self.release()


class ServerLock:
    """An advisory lock of PostgreSQL, which the server releases when its connection ends."""

    def __init__(self, url: str) -> None:
        options = server_options() | {"options": _SERVER_OPTIONS}
        self._engine = create_async_engine(
            url, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args=options, hide_parameters=True
        )
        self._connection: AsyncConnection | None = None

    async def acquire(self) -> bool:
        """Wait for the lock and take it; return True. Raises `StoreError`."""
        for attempt in itertools.count():
            if await self._try():
                return True
            _log_standby(attempt)
            await asyncio.sleep(POLL_SECONDS)
        raise AssertionError  # not reached: `count` has no end

    async def wait_until_lost(self) -> None:
        """Take the lock again whenever its connection breaks; return if another process was faster."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                async with asyncio.timeout(TIMEOUT_SECONDS):
                    if not await (self._try() if self._connection is None else self._ping(self._connection)):
                        return
            except (StoreError, TimeoutError):
                await self._disconnect()

    async def close(self) -> None:
        """Release the lock."""
        await self._disconnect()
        await self._engine.dispose()

    async def _try(self) -> bool:
        """Connect if necessary and take the lock if it is free. Raises `StoreError`."""
        with connection_errors(self._engine.url):
            try:
                self._connection = self._connection or await self._engine.connect()
                found = await self._connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({_KEY})")
                return bool(found.scalar())
            except BaseException:
                await self._disconnect()
                raise

    async def _ping(self, connection: AsyncConnection) -> bool:
        with connection_errors(self._engine.url):
            await connection.exec_driver_sql("SELECT 1")
        return True

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()
            await connection.close()


def _log_standby(attempt: int) -> None:
    if not attempt:
        log.warning("standby", what=STANDBY)
