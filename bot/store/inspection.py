"""Look at a database without changing it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine, make_url

from bot.store.backup import check_database
from bot.store.database import POSTGRESQL_OPTIONS, connection_errors, location
from bot.store.migration import Revisions, read_revisions


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
    options = dict(POSTGRESQL_OPTIONS)
    if database.get_backend_name() == "sqlite":
        file = Path(database.database or "")
        if not file.exists():
            return Inspection(where, None)
        check_database(file)
        database = make_url(f"sqlite:///file:{file.absolute()}?mode=ro&uri=true")
        options = {}
    engine = create_engine(database, connect_args=options, hide_parameters=True)
    try:
        with connection_errors(engine.url), engine.connect() as connection:
            return Inspection(where, read_revisions(connection))
    finally:
        engine.dispose()
