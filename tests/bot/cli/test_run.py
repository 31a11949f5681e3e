"""`anlitong run` up to its first poll; the end-to-end tests cover the rest."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.bot.conftest import ROOT

KEY = "AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
TOKEN = f"123456:{KEY}"
NOBODY_LISTENS = "http://127.0.0.1:1/bot"

Started = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def started(tmp_path: Path) -> Started:
    """Run the bot in a directory of its own with these settings only; it fails early."""

    def started(command: tuple[str, ...] = ("-m", "bot", "run"), **settings: str) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ANLITONG_")}
        given = {f"ANLITONG_{name}": value for name, value in settings.items()}
        return subprocess.run(
            [sys.executable, *command],
            cwd=tmp_path,
            env=kept | {"PYTHONPATH": str(ROOT)} | given,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return started


def test_without_a_token_it_says_what_to_do(started: Started) -> None:
    result = started()
    assert (result.returncode, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("ANLITONG_TOKEN: 没有设置。")
    assert "@BotFather" in line


def test_all_invalid_settings_are_reported_together(started: Started, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("ANLITONG_ADMINS=甲\nANLITONG_PROXY=http://u:geheim@\n", "utf-8")
    result = started(LOG_LEVEL="loud")
    names = [line.partition(":")[0] for line in result.stderr.splitlines()]
    assert names == ["ANLITONG_TOKEN", "ANLITONG_PROXY", "ANLITONG_ADMINS", "ANLITONG_LOG_LEVEL"]
    assert "geheim" not in result.stderr
    assert (result.returncode, result.stdout) == (2, "")
    assert not (tmp_path / "state").exists()


def test_an_unusable_database_is_reported(started: Started, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    file = tmp_path / "state" / "anlitong.db"
    file.write_bytes(b"nonsense" * 1000)
    result = started(TOKEN=TOKEN, API_BASE_URL=NOBODY_LISTENS)
    assert result.stderr.splitlines()[-1] == f"{file}: 不是 SQLite 数据库，或者已经损坏"
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_an_unknown_setting_is_told(started: Started, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "anlitong.db").write_bytes(b"nonsense" * 1000)
    result = started(TOKEN=TOKEN, API_BASE_URL=NOBODY_LISTENS, ADMIN="5")
    assert "没有 ANLITONG_ADMIN 这个设置" in result.stderr
    assert "没有 ANLITONG_TOKEN" not in result.stderr


def test_a_database_newer_than_the_program_is_reported(started: Started, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.commit()
    result = started(TOKEN=TOKEN, API_BASE_URL=NOBODY_LISTENS, DATABASE_URL="sqlite:///x.db")
    assert result.stderr.splitlines()[-1].startswith("x.db: 数据库比程序新（它的版本是 9999，")
    assert result.returncode == 2


def test_broken_data_ends_the_bot_with_every_fault(started: Started, tmp_path: Path) -> None:
    (tmp_path / "notices").mkdir()
    (tmp_path / "notices" / "a.yaml").write_text("id: b\ntitle: 5\n", "utf-8")
    result = started(TOKEN=TOKEN, API_BASE_URL=NOBODY_LISTENS, DATA_DIR=".")
    faults = result.stderr.splitlines()
    assert len(faults) > 1
    assert all(fault.startswith("notices/a.yaml: ") for fault in faults)
    assert result.returncode == 2


BROKEN = """\
import sys
from bot.telegram import app

def main(settings):
    raise ValueError(settings.token.get_secret_value())

app.main = main
sys.argv = ["anlitong", "run"]

from bot.cli.main import run
run()
"""


def test_an_unexpected_error_is_logged_without_the_token(started: Started) -> None:
    result = started(("-c", BROKEN), TOKEN=TOKEN, LOG_FORMAT="json")
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert "出了意外，机器人停了" in line
    assert "ValueError: ***" in line
    assert KEY not in line


INHERITED = """\
import subprocess, sys
from bot.telegram import app

app.main = lambda settings: subprocess.run(["env"], check=False).returncode
sys.argv = ["anlitong", "run"]

from bot.cli.main import run
run()
"""


def test_a_child_process_inherits_no_setting(started: Started) -> None:
    result = started(("-c", INHERITED), TOKEN=TOKEN, LOG_FORMAT="json")
    assert "PYTHONPATH=" in result.stdout
    assert "ANLITONG" not in result.stdout
    assert result.returncode == 0
