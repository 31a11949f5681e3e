"""Databases for tests: SQLite files, and a temporary PostgreSQL server if PostgreSQL is installed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store import Store
from tests.postgres import new_postgres

__all__ = ["new_postgres"]


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for a database that a busy machine delays."""
    monkeypatch.setattr("bot.store.reader.READ_SECONDS", 30.0)
    monkeypatch.setattr("bot.store.write_behind.CLOSING_SECONDS", 30.0)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'state' / 'anlitong.db'}"
    made: str = request.getfixturevalue("new_postgres")()
    return made


@pytest.fixture
async def store(url: str) -> AsyncIterator[Store]:
    """Open a store."""
    store = await Store.open(url)
    yield store
    await store.close()
