"""The rule for migrations: the former release goes on with the new schema (CONTRIBUTING.md)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from structlog.testing import capture_logs

from bot.store import Exchange, Store, StoreError, Subscription
from tests.bot.store.schema_rules import broken_rules
from tests.bot.store.test_migrations import HISTORY, on, upgrade

STEPS = [
    (re.sub(r"^[0-9]{4}_", "", revision) if "_" in revision else former, revision)
    for former, revision in itertools.pairwise(HISTORY)
]
"""The oldest revision whose program can use a revision, and this."""


def reflect(connection: sa.Connection) -> sa.MetaData:
    metadata = sa.MetaData()
    metadata.reflect(connection)
    for table in metadata.tables.values():  # which `reflect` leaves out
        for check in sa.inspect(connection).get_check_constraints(table.name):
            table.append_constraint(sa.CheckConstraint(check["sqltext"]))
    return metadata


def change(edit: Callable[[Operations], object]) -> Callable[[sa.Connection], None]:
    """Return what changes the schema as a migration does."""

    def act(connection: sa.Connection) -> None:
        edit(Operations(MigrationContext.configure(connection)))

    return act


@pytest.fixture
async def newest(url: str, tmp_path: Path) -> str:
    """Return the URL of a database of the newest revision."""
    (tmp_path / "state").mkdir()
    await on(url, upgrade("head"))
    return url


@pytest.mark.parametrize(("oldest", "revision"), STEPS)
async def test_a_migration_leaves_what_older_programs_use(url: str, tmp_path: Path, oldest: str, revision: str) -> None:
    (tmp_path / "state").mkdir()
    oldest = next(known for known in HISTORY if known.startswith(oldest))
    await on(url, upgrade(oldest))
    before = await on(url, reflect)
    await on(url, upgrade(revision))
    assert broken_rules(before, await on(url, reflect)) == []


def test_each_revision_names_the_oldest_program_that_can_use_it() -> None:
    assert HISTORY[:3] == ["0001", "0002", "0003"]
    for number, revision in enumerate(HISTORY[3:], start=4):
        assert re.fullmatch(rf"{number:04d}_[0-9]{{4}}", revision)
        assert revision[5:] < revision[:4]


NEXT = len(HISTORY) + 1
"""The number of the revision after the newest."""

EXPANSIONS: list[Callable[[Operations], object]] = [
    lambda op: op.add_column("chats", sa.Column("language", sa.Text)),
    lambda op: op.add_column("exchanges", sa.Column("seconds", sa.Double, nullable=False, server_default="0")),
    lambda op: op.create_table("votes", sa.Column("id", sa.Integer, primary_key=True), sa.Column("vote", sa.Text)),
    lambda op: op.create_index("outbox_done", "outbox", ["done"]),
    lambda op: op.drop_index("exchanges_worded", "exchanges"),
]


@pytest.mark.parametrize("expand", EXPANSIONS)
async def test_an_expansion_breaks_no_rule(newest: str, expand: Callable[[Operations], object]) -> None:
    before = await on(newest, reflect)
    await on(newest, change(expand))
    assert broken_rules(before, await on(newest, reflect)) == []


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (lambda op: op.drop_table("pictures"), "pictures: is gone"),
        (lambda op: op.rename_table("pictures", "photos"), "pictures: is gone"),
        (lambda op: op.drop_column("chats", "rights"), "chats.rights: is gone"),
        (lambda op: op.alter_column("chats", "rights", new_column_name="may"), "chats.rights: is gone"),
        (
            lambda op: op.execute("ALTER TABLE chats ADD COLUMN owner BIGINT NOT NULL DEFAULT 0 CHECK (owner >= 0)"),
            "chats: CheckConstraint",
        ),
        (lambda op: op.create_index("x", "chats", ["title"], unique=True), "chats: unique ['title'] is new"),
        (
            lambda op: op.create_table(
                "votes",
                sa.Column("id", sa.Integer, primary_key=True),
                sa.Column("chat", sa.BigInteger, sa.ForeignKey("chats.id")),
            ),
            "votes: rows of chats cannot be deleted while this table refers to them",
        ),
    ],
)
async def test_what_breaks_older_programs_is_found(
    newest: str, edit: Callable[[Operations], object], fault: str
) -> None:
    before = await on(newest, reflect)
    await on(newest, change(edit))
    assert any(found.startswith(fault) for found in broken_rules(before, await on(newest, reflect)))


def test_changed_columns_are_found() -> None:
    def schema(*columns: sa.Column[Any]) -> sa.MetaData:
        metadata = sa.MetaData()
        sa.Table("t", metadata, sa.Column("id", sa.Integer, primary_key=True), *columns)
        return metadata

    before = schema(sa.Column("a", sa.Text), sa.Column("b", sa.Integer))
    after = schema(
        sa.Column("a", sa.Text, nullable=False), sa.Column("b", sa.Text), sa.Column("c", sa.Text, nullable=False)
    )
    assert broken_rules(before, after) == [
        "t.a: may not be empty any more",
        "t.b: was INTEGER, is TEXT",
        "t.c: is new and has no default",
    ]


def set_revision(revision: str) -> Callable[[sa.Connection], None]:
    def act(connection: sa.Connection) -> None:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})

    return act


@pytest.mark.parametrize("revision", [f"{NEXT:04d}_{NEXT - 1:04d}", "0009_0002"])
async def test_this_program_goes_on_with_a_later_schema_that_allows_it(newest: str, revision: str) -> None:
    for expand in EXPANSIONS:
        await on(newest, change(expand))
    await on(newest, set_revision(revision))
    with capture_logs() as logs:
        store = await Store.open(newest)
    assert [line["event"] for line in logs] == ["database_newer"]
    asked = Exchange(
        id=store.next_id(),
        chat=7,
        topic=None,
        asker=7,
        question="安徽参与了哪些案例",
        question_message=1,
        kind="cases",
        context="x",
        options=(),
        parent=None,
        revision="r",
        at=1.0,
    )
    await store.add(asked)
    await store.subscriptions.subscribe(Subscription(id=0, chat=7, kind="notice", by=7, at=1.0))
    assert await store.outbox.enqueue("daily:2027-01-01", [1], 1.0) == 1
    (row,) = await store.outbox.list_due(9, 2.0)
    assert await store.outbox.begin_sending(row.id, 2.0)
    await store.outbox.mark_sent(row.id, 5, 3.0)
    assert await store.find_last(7, None, 7) == asked
    assert await store.forget(7)
    await store.close()
    assert (
        await on(newest, lambda connection: MigrationContext.configure(connection).get_current_revision()) == revision
    )


@pytest.mark.parametrize(
    "revision", [f"{NEXT:04d}", f"{NEXT + 1:04d}_{NEXT:04d}", "9999", f"{NEXT:04d}_{NEXT - 1:04d}x"]
)
async def test_a_later_schema_that_does_not_allow_it_is_refused(newest: str, revision: str) -> None:
    await on(newest, set_revision(revision))
    with pytest.raises(StoreError, match="数据库比程序新"):
        await Store.open(newest)
