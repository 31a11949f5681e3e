"""Bring a database to the program's revision, and judge databases of other revisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.store.records import StoreError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_LOCK = 0x616C74
"""Key of the PostgreSQL advisory lock under which one process at a time migrates; an arbitrary number."""

_COMPATIBLE = re.compile(r"[0-9]{4}_([0-9]{4})")
"""A revision, and the oldest revision whose program can use it."""


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revision of a database, and that of the program."""

    current: str | None
    """None for an empty database."""
    newest: str
    is_known: bool
    """False if the database is from a later release."""

    @property
    def is_usable(self) -> bool:
        """Whether the program can use the database as it is, or once it is upgraded."""
        compatible = _COMPATIBLE.fullmatch(self.current or "")
        return self.is_known or (compatible is not None and compatible[1] <= self.newest[:4])

    def describe_newer(self) -> str:
        """Return what to do with a database that is too new."""
        return (
            f"数据库比程序新（它的版本是 {self.current}，程序只认识到 {self.newest}）。"
            "请升级程序，或者用 ANLITONG_DATABASE_URL 换一个数据库"
        )


def migrate(connection: Connection, location: str) -> None:
    """Upgrade a database, in one transaction under a lock: several processes may start at once.

    A database of a later release that this program can use is left as it is. Raises `StoreError`, which names the
    `location`, if it cannot.
    """
    lite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if lite else "BEGIN")
    try:
        if not lite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        _upgrade(connection, location)
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        with suppress(
            SQLAlchemyError
        ):  # a lost connection has ended the transaction, and its own error is to be raised
            connection.exec_driver_sql("ROLLBACK")
        raise


def read_revisions(connection: Connection) -> Revisions:
    """Return the revisions of a database and of the program."""
    with _configuration(connection) as config:
        script = ScriptDirectory.from_config(config)
        current = MigrationContext.configure(connection).get_current_revision()
        known = {known.revision for known in script.walk_revisions()}
        return Revisions(current, script.get_current_head() or "", current is None or current in known)


@contextmanager
def _configuration(connection: Connection) -> Iterator[Config]:
    with as_file(files("bot") / "migrations") as directory:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(directory).replace("%", "%%"))  # % starts an interpolation
        yield config


def _upgrade(connection: Connection, location: str) -> None:
    revisions = read_revisions(connection)
    if not revisions.is_usable:
        raise StoreError(f"{location}: {revisions.describe_newer()}")
    if not revisions.is_known:
        log.warning("database_newer", revision=revisions.current, newest=revisions.newest)
        return
    if revisions.current == revisions.newest:
        return
    if revisions.current is not None and connection.dialect.name == "sqlite":
        from bot.store.backup import copy_before_migration  # noqa: PLC0415 - it imports a module that imports this one

        copy_before_migration(Path(connection.engine.url.database or ""), revisions.current)
    with _configuration(connection) as config:
        command.upgrade(config, "head")
