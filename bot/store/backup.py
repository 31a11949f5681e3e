"""Back up and restore a SQLite database. PostgreSQL has tools of its own: `pg_dump` and `pg_restore`."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import make_url

from bot.store.instance_lock import FileLock
from bot.store.records import StoreError

MAX_COPIES = 10
"""Copies made before migrations that are kept, the newest."""

NOT_SQLITE = "只能备份和恢复 SQLite 数据库；PostgreSQL 用 pg_dump 和 pg_restore"
RUNNING = "机器人还在用这个数据库，请先停下它"


def back_up(url: str, target: Path) -> None:
    """Write a consistent copy of the database at a URL to a file, while the bot runs. Raises `StoreError`."""
    file = _database_file(url)
    if not file.exists():
        raise StoreError(f"{file}: 没有这个数据库")
    copy_database(file, target)


def restore(url: str, source: Path, clock: Callable[[], float] = time.time) -> Path | None:
    """Put a backup in the place of the database at a URL; return where the former one is now, None if there was none.

    The backup is checked first. Raises `StoreError`, also if the bot is running.
    """
    file = _database_file(url)
    if not source.is_file():
        raise StoreError(f"{source}: 没有这个文件")
    check_database(source)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = FileLock.beside(file)
    if not lock.take():
        raise StoreError(f"{file}: {RUNNING}")
    try:
        former = _put_aside(file, clock) if file.exists() else None
        copy_database(source, file)
    finally:
        lock.release()
    return former


def copy_database(source: Path, target: Path) -> None:
    """Copy a database, which may be in use, and check the copy before it replaces `target`. Raises `StoreError`."""
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.")  # readable by its owner only
        os.close(descriptor)
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}") from error
    copy = Path(name)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as opened,
            closing(sqlite3.connect(copy)) as made,
        ):
            opened.backup(made)
            made.execute("PRAGMA journal_mode = DELETE")  # a copy is one file
        check_database(copy)
        copy.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{source}: 复制不了：{error}") from error
    finally:
        copy.unlink(missing_ok=True)


def check_database(file: Path) -> None:
    """Check that a file is an intact database of the bot. Raises `StoreError`."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            intact = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise StoreError(f"{file}: 不是 SQLite 数据库，或者已经损坏") from error
    if not intact:
        raise StoreError(f"{file}: 数据库已经损坏")
    if not {"alembic_version", "exchanges"} <= tables:
        raise StoreError(f"{file}: 不是案例通的数据库")


def copy_before_migration(file: Path, revision: str, clock: Callable[[], float] = time.time) -> None:
    """Copy a database of an older revision to `backups` beside it; keep the newest copies. Raises `StoreError`."""
    folder = file.parent / "backups"
    copy_database(file, folder / f"{file.stem}-{_stamp(clock())}-{revision}{file.suffix}")
    for old in sorted(folder.glob(f"{file.stem}-*{file.suffix}"))[:-MAX_COPIES]:
        old.unlink(missing_ok=True)


def _database_file(url: str) -> Path:
    database = make_url(url)
    if database.get_backend_name() != "sqlite":
        raise StoreError(NOT_SQLITE)
    return Path(database.database or "")


def _put_aside(file: Path, clock: Callable[[], float]) -> Path:
    """Rename a database with what belongs to it; return its new name."""
    former = file.with_name(f"{file.name}.{_stamp(clock())}")
    file.rename(former)
    for part in ("-wal", "-shm"):  # a write-ahead log belongs to its database
        with suppress(FileNotFoundError):
            file.with_name(f"{file.name}{part}").rename(former.with_name(f"{former.name}{part}"))
    return former


def _stamp(now: float) -> str:
    return time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
