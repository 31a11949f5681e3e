"""Back up and restore a SQLite database. PostgreSQL has tools of its own: `pg_dump` and `pg_restore`."""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url

from bot.store.database import file_identity
from bot.store.inspection import check_database, inspect_file
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
    _check_other(target, file)
    copy_database(file, target)


def restore(url: str, source: Path, clock: Callable[[], float] = time.time) -> Path | None:
    """Put a backup in the place of the database at a URL; return where the former one is now, None if there was none.

    The backup is checked and copied first. Raises `StoreError`, also if the bot is running; nothing has changed then.
    """
    file = _database_file(url)
    if not source.is_file():
        raise StoreError(f"{source}: 没有这个文件")
    _check_other(source, file)
    revisions = inspect_file(source)
    if not revisions.is_usable:
        raise StoreError(f"{source}: {revisions.describe_newer()}")
    lock = FileLock.beside(file)
    if not lock.take():
        raise StoreError(f"{file}: {RUNNING}")
    try:
        with _checked_copy(source, file) as copy:
            former = _put_aside(file, clock)
            copy.replace(file)
    finally:
        lock.release()
    return former


def copy_database(source: Path, target: Path) -> None:
    """Copy a database, which may be in use, and check the copy before it replaces `target`. Raises `StoreError`."""
    with _checked_copy(source, target) as copy:
        copy.replace(target)


@contextmanager
def _checked_copy(source: Path, target: Path) -> Iterator[Path]:
    """Yield a checked copy of a database, beside `target`, and delete it if it is still there. Raises `StoreError`."""
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
        yield copy
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"{source}: 复制不了：{error}") from error
    finally:
        copy.unlink(missing_ok=True)


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


def _check_other(given: Path, file: Path) -> None:
    """Check that a file is none of those of the database, which copying would destroy. Raises `StoreError`."""
    own = [file.with_name(f"{file.name}{part}") for part in ("", "-wal", "-shm", ".lock")]
    linked = given.exists() and file_identity(str(given)) == file_identity(str(file))
    if linked or given.resolve() in [path.resolve() for path in own]:
        raise StoreError(f"{given}: 是机器人正在用的数据库，请写另一个文件")


def _put_aside(file: Path, clock: Callable[[], float]) -> Path | None:
    """Rename a database with what belongs to it; return its new name, None if there is none.

    A write-ahead log is renamed even if its database is gone: beside another one it would be taken for its own.
    """
    former = file.with_name(f"{file.name}.{_stamp(clock())}")
    existed = file.exists()
    for part in ("", "-wal", "-shm"):
        with suppress(FileNotFoundError):
            file.with_name(f"{file.name}{part}").rename(former.with_name(f"{former.name}{part}"))
    return former if existed else None


def _stamp(now: float) -> str:
    return time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
