"""Look at a database without changing it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url

from bot.store.database import POSTGRESQL_OPTIONS, connection_errors, location
from bot.store.migration import Revisions, read_revisions
from bot.store.records import StoreError


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found."""

    location: str
    """The file, or the address without a password."""
    revisions: Revisions | None
    """None if there is no database yet."""


def inspect_database(url: str) -> Inspection:
    """Check the database at a URL of SQLAlchemy, all pages of a SQLite file. Raises `StoreError`."""
    database = make_url(url)
    where = location(database)
    if database.get_backend_name() == "sqlite":
        file = Path(database.database or "")
        return Inspection(where, inspect_file(file) if file.exists() else None)
    engine = create_engine(database, connect_args=dict(POSTGRESQL_OPTIONS), hide_parameters=True)
    return Inspection(where, _read_revisions(engine))


def inspect_file(file: Path) -> Revisions:
    """Check that a file is an intact database of the bot, and return its revisions. Raises `StoreError`."""
    check_database(file)
    return _read_revisions(create_engine("sqlite://", creator=lambda: _open(file)))


def check_database(file: Path) -> None:
    """Check that a file is an intact database of the bot. Raises `StoreError`."""
    try:
        with closing(_open(file)) as opened:
            intact = opened.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            tables = {name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise StoreError(f"{file}: 不是 SQLite 数据库，或者已经损坏") from error
    if not intact:
        raise StoreError(f"{file}: 数据库已经损坏")
    if not {"alembic_version", "exchanges"} <= tables:
        raise StoreError(f"{file}: 不是案例通的数据库")


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


def _read_revisions(engine: Engine) -> Revisions:
    try:
        with connection_errors(engine.url), engine.connect() as connection:
            return read_revisions(connection)
    finally:
        engine.dispose()
