"""Migrations from every revision, with rows in the tables."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, inspect
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store import Store
from bot.store.records import UnreachableError
from bot.store.tables import METADATA

CONFIG = Config()
CONFIG.set_main_option("script_location", str(files("bot") / "migrations"))
HISTORY = [script.revision for script in ScriptDirectory.from_config(CONFIG).walk_revisions()][::-1]
"""From the first to the newest."""


async def on(url: str, act: Callable[[Connection], Any]) -> Any:
    engine: AsyncEngine = create_async_engine(url)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(act)
    finally:
        await engine.dispose()


def upgrade(revision: str) -> Callable[[Connection], None]:
    def act(connection: Connection) -> None:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(files("bot") / "migrations"))
        command.upgrade(config, revision)

    return act


def tables(connection: Connection) -> list[Table]:
    metadata = MetaData()
    metadata.reflect(connection)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def fill(first: int) -> Callable[[Connection], None]:
    """Insert two rows into each table: one with all values, one with the required ones only."""

    def act(connection: Connection) -> None:
        for table in tables(connection):
            for number, sparse in ((first, False), (first + 1, True)):
                row = {
                    column.name: value(column.type.python_type, number, column.name)
                    for column in table.c
                    if not (sparse and column.nullable)
                }
                connection.execute(table.insert(), row)

    return act


def value(kind: type, number: int, name: str) -> Any:
    return "[]" if name == "options" else kind(number)


def contents(connection: Connection) -> dict[str, dict[tuple[Any, ...], dict[str, Any]]]:
    return {
        table.name: {
            tuple(row[column.name] for column in table.primary_key): dict(row)
            for row in connection.execute(table.select()).mappings()
        }
        for table in tables(connection)
    }


def difference(connection: Connection) -> list[Any]:
    differences: list[Any] = compare_metadata(MigrationContext.configure(connection), METADATA)
    return differences


def indexes(connection: Connection) -> dict[str, Any]:
    inspector = inspect(connection)
    return {
        index["name"]: (index["column_names"], {key: str(value) for key, value in index["dialect_options"].items()})
        for table in METADATA.tables
        for index in inspector.get_indexes(table)
        if index["name"]
    }


@pytest.mark.parametrize("start", range(len(HISTORY) + 1))
async def test_every_revision_with_rows_is_upgraded(url: str, tmp_path: Path, start: int) -> None:
    (tmp_path / "state").mkdir()
    for step, revision in enumerate(HISTORY[:start], start=1):
        await on(url, upgrade(revision))
        await on(url, fill(10 * step))
    before = await on(url, contents)
    store = await Store.open(url)
    for step in range(1, start + 1):
        for number in (10 * step, 10 * step + 1):
            assert await store.find_chat(number)
            assert await store.find_exchange(number)
    assert store.next_id() > 10 * start
    await store.close()
    after = await on(url, contents)
    for name, rows in before.items():
        assert after[name].keys() == rows.keys()
        for id_, row in rows.items():  # a migration that changes values has a test of its own
            assert {key: row[key] for key in row.keys() & after[name][id_].keys()}.items() <= after[name][id_].items()
    assert await on(url, difference) == []


async def test_the_newest_revision_has_the_indexes_that_the_tables_name(url: str, tmp_path: Path) -> None:
    store = await Store.open(url)
    await store.close()
    made = await on(url, indexes)
    (tmp_path / "plain").mkdir()
    plain = f"sqlite+aiosqlite:///{tmp_path}/plain/x.db"
    if "postgresql" in url:
        await on(url, METADATA.drop_all)
        plain = url
    await on(plain, METADATA.create_all)
    assert made == await on(plain, indexes)
    assert len(made) >= 4


def test_the_history_is_linear() -> None:
    script = ScriptDirectory.from_config(CONFIG)
    assert script.get_heads() == [HISTORY[-1]]
    assert [script.get_revision(revision).down_revision for revision in HISTORY] == [None, *HISTORY[:-1]]


async def test_a_server_that_stops_amid_a_migration_can_be_reached_later(
    new_postgres: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(connection: Connection, _location: str) -> None:
        connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr("bot.store.migration._upgrade", lose)
    url = new_postgres()
    with pytest.raises(UnreachableError):
        await Store.open(url)
    monkeypatch.undo()
    await (await Store.open(url)).close()


async def test_a_migration_can_be_cancelled(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = asyncio.Event()

    def wait(connection: Connection, _location: str) -> None:
        begun.set()
        while True:
            connection.exec_driver_sql("SELECT 1")

    monkeypatch.setattr("bot.store.migration._upgrade", wait)
    opening = asyncio.create_task(Store.open(url))
    await begun.wait()
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    monkeypatch.undo()
    await (await Store.open(url)).close()
