"""`anlitong doctor` with a real Bot API server, and databases in every state."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.store import Store
from tests.bot.conftest import ROOT
from tests.bot.store.test_migrations import HISTORY
from tests.botapi.server import Server
from tests.e2e.harness.bot_process import TOKEN
from tests.postgres import Postgres, new_postgres

__all__ = ["new_postgres"]

NEWEST, NEXT, AFTER_NEXT = (f"{len(HISTORY) + step:04d}" for step in range(3))
"""Our newest revision, and those of later programs."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(TOKEN, privacy=True) as served:
        yield served


def examine(server: Server, folder: Path, **settings: str) -> tuple[dict[str, str], int]:
    """Return each finding by its subject, and the exit status."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ANLITONG_")} | {
        "ANLITONG_TOKEN": TOKEN,
        "ANLITONG_API_BASE_URL": f"{server.url}/bot",
        "ANLITONG_STATE_DIR": str(folder / "state"),
        "NO_PROXY": "127.0.0.1",
        "PYTHONPATH": str(ROOT),
    }
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "doctor"],
        cwd=folder,
        env=environment | {f"ANLITONG_{name}": value for name, value in settings.items()},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert TOKEN.partition(":")[2] not in ended.stdout + ended.stderr
    assert ended.stderr == "" or ended.returncode == 2
    lines = (line.split("  ", 1) for line in ended.stdout.splitlines())
    return {rest.partition("：")[0]: f"{level} {rest.partition('：')[2]}" for level, rest in lines}, ended.returncode


def make_database(file: Path) -> None:
    async def make() -> None:
        await (await Store.open(f"sqlite+aiosqlite:///{file}")).close()

    asyncio.run(make())


def test_a_new_installation_is_all_right(server: Server, tmp_path: Path) -> None:
    found, status = examine(server, tmp_path)
    assert status == 0
    assert [*found] == [
        *("设置", "token", "隐私模式", "webhook", "数据库", "数据", "字体", "时钟", "磁盘"),
    ]
    assert all(text.startswith("正常") for text in found.values()), found
    assert "@" in found["token"]
    assert "还没有" in found["数据库"]
    assert not (tmp_path / "state").exists(), "nothing is changed"


def test_a_database_in_use_is_all_right(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "state" / "anlitong.db"
    make_database(file)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        found, status = examine(server, tmp_path)
    assert (found["数据库"], found["数据库版本"], status) == (f"正常 {file}", f"正常 {HISTORY[-1]}", 0)


@pytest.mark.parametrize(
    ("revision", "level", "said"),
    [
        ("0002", "正常", f"机器人启动时升级到 {HISTORY[-1]}"),
        (f"{NEXT}_{NEWEST}", "提醒", "比程序新，但是可以用"),
        (f"{AFTER_NEXT}_{NEXT}", "问题", "请升级程序"),
    ],
)
def test_other_revisions(server: Server, tmp_path: Path, revision: str, level: str, said: str) -> None:
    file = tmp_path / "state" / "anlitong.db"
    make_database(file)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        connection.commit()
    found, status = examine(server, tmp_path)
    assert found["数据库版本"].startswith(level)
    assert said in found["数据库版本"]
    assert status == (1 if level == "问题" else 0)


def test_a_corrupt_database_is_a_fault(server: Server, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "anlitong.db").write_bytes(b"this is no database" * 1000)
    found, status = examine(server, tmp_path)
    assert (found["数据库"][:2], status) == ("问题", 1)
    assert "损坏" in found["数据库"]


def test_postgresql_that_runs_and_that_is_stopped(server: Server, tmp_path: Path, new_postgres: Postgres) -> None:
    url = new_postgres()
    found, status = examine(server, tmp_path, DATABASE_URL=url)
    assert ("还没有" in found["数据库"], status) == (True, 0)
    found, status = examine(server, tmp_path, DATABASE_URL="postgresql://u:geheim@127.0.0.1:1/d")
    assert (found["数据库"][:2], status) == ("问题", 1)
    assert "geheim" not in str(found)


def test_webhooks_that_are_not_as_set(server: Server, tmp_path: Path) -> None:
    httpx.get(f"{server.url}/bot{TOKEN}/setWebhook?url=http://127.0.0.1:1/x", trust_env=False)
    found, status = examine(server, tmp_path)
    assert found["webhook"].startswith("提醒 还设着 http://127.0.0.1:1/x")
    own = {"LISTEN": "127.0.0.1:8080", "WEBHOOK_URL": "http://127.0.0.1:8080/telegram"}
    assert "机器人启动时会设为" in examine(server, tmp_path, **own)[0]["webhook"]
    httpx.get(f"{server.url}/bot{TOKEN}/deleteWebhook", trust_env=False)
    assert status == 0


@pytest.mark.parametrize(
    ("settings", "subject", "said"),
    [
        ({"TOKEN": "7000000001:" + "x" * 35}, "token", "Telegram 不认 ANLITONG_TOKEN 的值"),
        ({"API_BASE_URL": "http://127.0.0.1:1/bot"}, "token", "连不上"),
        ({"DATA_DIR": "none"}, "数据", "none"),
    ],
)
def test_faults_say_what_to_do(
    server: Server, tmp_path: Path, settings: dict[str, str], subject: str, said: str
) -> None:
    found, status = examine(server, tmp_path, **settings)
    assert found[subject].startswith("问题")
    assert said in found[subject]
    assert status == 1


def test_unusable_settings_are_reported(server: Server, tmp_path: Path) -> None:
    assert examine(server, tmp_path, LOG_LEVEL="loud") == ({}, 2)
