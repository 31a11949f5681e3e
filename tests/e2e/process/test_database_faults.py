"""Answers go on whatever happens to the database."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.bot_process import ROOT, TOKEN, BotProcess
from tests.e2e.harness.conversation import User
from tests.e2e.harness.replies import BUSY, Reply
from tests.postgres import Postgres

QUESTION, ANSWER = "安徽参与了哪些案例", "共 17 个案例"
DELAY = 3.0
"""Seconds within which a question is answered; whoever waits for a locked database waits for ten."""

NOTICED = 300.0
"""Seconds in which the monitor notices a fault: it waits a hundred times as long as its last check took."""


def asked(person: User, text: str, expected: str) -> Reply:
    """Ask a question and check that it is answered in time."""
    since = time.monotonic()
    person.asks(text)
    answer = person.next(30)
    assert expected in answer.text
    assert time.monotonic() - since < DELAY + BUSY
    return answer


def administrator(bot: BotProcess) -> User:
    admin = bot.telegram.user("管理员", identity=ADMIN)
    admin.asks("/status")
    admin.next()
    bot.wait_for_log("pruned")  # once at its start, after which it has nothing in memory
    return admin


def test_a_locked_database_delays_no_answer(start_bot: StartBot) -> None:
    bot = start_bot()
    people = [bot.telegram.user(name) for name in ("李", "王", "张")]
    with closing(sqlite3.connect(bot.state / "anlitong.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        group = bot.telegram.supergroup("处室")
        people[0].says(group, f"/ask {QUESTION}")
        assert ANSWER in group.next(DELAY + BUSY).text
        for person in people:
            asked(person, QUESTION, ANSWER)
        for person in people:
            listed = asked(person, "那江苏呢", "共 20 个案例")
        people[-1].presses(listed, "单位").notification()
        listed.edited()
        time.sleep(12)  # a write gives up meanwhile
        asked(people[0], "那浙江呢", "共 22 个案例")
        other.execute("ROLLBACK")
    bot.wait_for_rows(3, "exchanges WHERE question = '那江苏呢'")  # with the next attempt
    assert bot.log.count("not_remembered") <= 1
    bot.restart()
    asked(people[1], "那浙江呢", "共 22 个案例")


def spoil(file: Path) -> None:
    with file.open("r+b") as opened:
        opened.seek(4096)
        opened.write(os.urandom(file.stat().st_size - 4096))


def delete(file: Path) -> None:
    for part in file.parent.glob(f"{file.name}*"):
        part.unlink()


@pytest.mark.parametrize(("damage", "what"), [(spoil, "损坏"), (delete, "文件被删除或者换掉了")])
def test_a_damaged_database_is_noticed(start_bot: StartBot, damage: Callable[[Path], None], what: str) -> None:
    bot = start_bot()
    admin, li, wang = administrator(bot), bot.telegram.user("李"), bot.telegram.user("王")
    asked(li, QUESTION, ANSWER)
    file = bot.state / "anlitong.db"
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    damage(file)
    for _ in range(3):
        asked(wang, QUESTION, ANSWER)
    asked(li, "那江苏呢", "共 20 个案例")
    assert what in admin.next(NOTICED).text
    asked(bot.telegram.user("张"), QUESTION, ANSWER)
    assert bot.log.count("not_remembered") <= 1
    assert damage is delete or "Traceback" not in bot.log
    bot.tracebacks = True
    bot.kill()
    assert not file.exists() or damage is spoil, "it does not come back empty"


def test_a_backup_is_restored(start_bot: StartBot, tmp_path: Path) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    asked(li, QUESTION, ANSWER)
    bot.wait_for_rows(1, "exchanges WHERE answer_message IS NOT NULL")

    def run(command: str) -> subprocess.CompletedProcess[str]:
        arguments = [sys.executable, "-m", "bot", command, str(tmp_path / "copy.db")]
        environment = os.environ | {"ANLITONG_TOKEN": TOKEN, "ANLITONG_STATE_DIR": str(bot.state)}
        return subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert run("backup").returncode == 0
    assert "请先停下它" in run("restore").stderr
    assert bot.stop() == 0
    (bot.state / "anlitong.db").write_bytes(b"this is no database" * 100)
    bot.start(polls=False)
    assert bot.wait() == 2
    restored = run("restore")
    assert (restored.returncode, restored.stdout.count("原来的数据库在")) == (0, 1)
    bot.start()
    asked(li, "那江苏呢", "共 20 个案例")


def test_a_stopped_server_is_waited_for(start_bot: StartBot, new_postgres: Postgres) -> None:
    bot = start_bot(ANLITONG_DATABASE_URL=new_postgres())
    admin, li, wang = administrator(bot), bot.telegram.user("李"), bot.telegram.user("王")
    asked(li, QUESTION, ANSWER)
    new_postgres.stop()
    try:
        asked(li, "那江苏呢", "共 20 个案例")
        asked(wang, QUESTION, ANSWER)
        asked(wang, "那江苏呢", "共 20 个案例")
        li.asks("/subscribe")
        assert li.next().text == "现在读不到以前的记录，也记不下新的，请稍后再试。"
        assert "数据库出了问题" in admin.next(NOTICED).text
        bot.kill()
        bot.start(polls=False)
        bot.wait_for_log("连不上数据库，稍后自动重试。")
    finally:
        new_postgres.start()
    asked_again = bot.telegram.user("赵")
    asked_again.asks(QUESTION)
    assert ANSWER in asked_again.next(60).text
    new_postgres.stop()
    try:
        asked(li, "上海参与了哪些案例", "个案例")
        assert "数据库出了问题" in admin.next(NOTICED).text
    finally:
        new_postgres.start()
    bot.wait_for_log("remembered_again")
    assert "数据库好了" in admin.next(NOTICED).text


def test_what_cannot_be_read_is_asked_about(start_bot: StartBot, new_postgres: Postgres) -> None:
    bot = start_bot(ANLITONG_DATABASE_URL=new_postgres())
    li = bot.telegram.user("李")
    asked(li, QUESTION, ANSWER)
    bot.restart()
    new_postgres.stop()
    try:
        asked(li, "那江苏呢", "现在读不到前面的对话，接不上这句话，请把问题说完整。")
        asked(li, "江苏参与了哪些案例", "共 20 个案例")
        asked(li, "那安徽呢", ANSWER)
    finally:
        new_postgres.start()
