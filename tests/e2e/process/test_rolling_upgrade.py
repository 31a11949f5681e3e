"""A next release takes over from this one, migrates, and makes way for this one again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bot.store.test_migrations import HISTORY
from tests.e2e.conftest import StartBot
from tests.e2e.harness.bot_process import ROOT
from tests.e2e.harness.sample_notices import TITLES, SampleNotices
from tests.postgres import Postgres

STANDBY = "另一个进程正在用这个数据库"
NEWEST = HISTORY[-1]
NEXT = f"{len(HISTORY) + 1:04d}_{len(HISTORY):04d}"
MIGRATION = f'''
"""Add what this release does not know."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade() -> None:
    """Upgrade from revision {NEWEST}."""
    op.add_column("chats", sa.Column("language", sa.Text))
    op.add_column("outbox", sa.Column("channel", sa.Text, nullable=False, server_default="x"))
    op.create_table("votes", sa.Column("id", sa.Integer, primary_key=True))
'''


@pytest.fixture
def next_release(tmp_path: Path) -> Path:
    """Return the folder of this program with one more migration."""
    folder = tmp_path / "next"
    for package in ("bot", "data", "intents"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "bot" / "migrations" / "versions" / f"r{NEXT}_next.py").write_text(MIGRATION, "utf-8")
    return folder


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_releases_replace_each_other_under_load(
    start_bot: StartBot, database: str, request: pytest.FixtureRequest, tmp_path: Path, next_release: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    if database == "postgresql":
        server: Postgres = request.getfixturevalue("new_postgres")
        url = server()
    news = SampleNotices(tmp_path / "data")
    settings = {"ANLITONG_DATA_DIR": str(news.folder), "ANLITONG_DATABASE_URL": url}
    this = start_bot(start=False)
    this.environment |= settings
    this.start()
    people = [this.telegram.user(f"王{number}") for number in range(40)]
    for person in people:
        person.asks("/subscribe")
    for person in people:
        person.next()
    people[0].asks("安徽参与了哪些案例")
    assert "共 17 个案例" in people[0].next().text
    following = start_bot(start=False, beside=this)
    following.folder = next_release
    following.environment |= settings
    following.start(polls=False)
    following.wait_for_log(STANDBY)
    titles = iter(TITLES)
    news.add(next(titles))
    people[0].next()
    assert this.stop() == 0, "amid the broadcast"
    following.wait_for_log(f"Running upgrade {NEWEST} -> {NEXT}")
    for person in people[1:]:
        person.next()
    people[0].asks("那江苏呢")
    assert "共 20 个案例" in people[0].next().text
    this.start(polls=False)
    this.wait_for_log(STANDBY)
    news.add(next(titles))
    people[0].next()
    assert following.stop() == 0
    this.wait_for_log("database_newer")
    for person in people[1:]:
        person.next()
    people[0].asks("那浙江呢")
    assert "共 22 个案例" in people[0].next().text
    people[0].asks("/subscribe 每日 09:00 安徽")
    assert "已订阅：每天 09:00" in people[0].next().text
    this.telegram.settle()
    assert [len(person.private.waiting()) for person in people] == [0] * len(people), "nobody got one twice"
