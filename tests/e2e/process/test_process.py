"""Starting, stopping, and the messages if the bot cannot run."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.harness.bot_process import ROOT, TOKEN
from tests.e2e.harness.replies import BUSY, PATIENCE

MISSPELT = "安微参与了哪些案例"
QUESTION, ANSWER = "安微参与了哪些案例", "共 17 个案例"


def test_without_a_token(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANLITONG_")}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"], cwd=tmp_path, env=kept | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "ANLITONG_TOKEN" in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_an_unknown_token(start_bot: StartBot) -> None:
    bot = start_bot(polls=False, ANLITONG_TOKEN=f"7000000009:{'another-token-' * 3}")
    assert bot.wait(30) == 2
    assert "不认 ANLITONG_TOKEN 的值" in bot.log
    assert "ANLITONG_API_BASE_URL" in bot.log  # the message names the address, too, as it is not Telegram's own
    assert "another-token" not in bot.log


def test_a_404_page_is_not_taken_for_an_unknown_token(start_bot: StartBot) -> None:
    bot = start_bot(start=False)
    bot.telegram.fails("getMe", "html", status=404)
    bot.start()
    bot.telegram.fails("getUpdates", "html", status=404)
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    assert ANSWER in li.next().text


def test_a_revoked_token(start_bot: StartBot) -> None:
    bot = start_bot()
    bot.telegram.fails("getUpdates", status=401, times=9)
    bot.telegram.user("李").asks(QUESTION)
    assert bot.wait(30) == 2
    assert "ANLITONG_TOKEN" in bot.log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_within_five_seconds(start_bot: StartBot, number: int) -> None:
    bot = start_bot()
    since = time.monotonic()
    assert bot.stop(number) == 0
    assert time.monotonic() - since < 5 + BUSY


def test_answers_in_progress_are_finished(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    bot.telegram.fails("sendMessage", "slow", seconds=2)
    said = li.asks(QUESTION)
    answer = li.next()
    assert ANSWER in answer.text
    asked_at = bot.telegram.calls("sendMessage")[-1].at
    since = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - since < 5 + BUSY
    assert time.monotonic() - asked_at > 2, "it has waited for the response"
    bot.start()
    li.asks("那江苏呢")
    assert "共 20 个案例" in li.next().text
    li.edits(said, "浙江参与了哪些案例")
    assert "共 22 个案例" in answer.edited().text
    assert li.private.waiting() == []


def test_it_ends_in_time_whatever_hangs(start_bot: StartBot) -> None:
    bot = start_bot()
    people = [bot.telegram.user(f"王{number}") for number in range(20)]
    bot.telegram.fails("sendMessage", "hung", seconds=60, times=10)
    bot.telegram.fails("sendMessage", status=429, retry_after=60, times=10)
    for person in people:
        person.asks(QUESTION)
    time.sleep(1)
    bot.telegram.fails("getUpdates", "hung", seconds=60, times=3)
    since = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - since < 5 + BUSY


def test_it_ends_in_time_though_the_database_hangs(start_bot: StartBot) -> None:
    bot = start_bot()
    bot.tracebacks = True
    li = bot.telegram.user("李")
    with closing(sqlite3.connect(bot.state / "anlitong.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        li.asks(QUESTION)
        assert ANSWER in li.next().text
        since = time.monotonic()
        assert bot.stop() == 0
        assert time.monotonic() - since < 5 + BUSY


def test_no_log_quotes_people_and_each_line_names_its_update(start_bot: StartBot) -> None:
    bot = start_bot(ANLITONG_LOG_LEVEL="DEBUG", ANLITONG_LOG_FORMAT="json")
    li = bot.telegram.user("孙悟空", username="sun_wukong")
    group = bot.telegram.supergroup("水帘洞小组")
    li.asks(QUESTION)
    listed = li.next()
    li.presses(listed, "最佳").notification()
    listed.edited()
    li.asks("紫霞仙子在哪里")
    li.next()
    li.types("安徽 食品").answer()
    li.says(group, f"/ask {QUESTION}")
    group.next()
    assert bot.stop() == 0
    for words in ("安徽参与", "孙悟空", "sun_wukong", "水帘洞", "紫霞", "安徽 食品"):
        assert words not in bot.log, words
        assert json.dumps(words)[1:-1] not in bot.log, words
    lines = [json.loads(line) for line in bot.log.splitlines() if '"answered"' in line or '"pressed"' in line]
    assert len({line["update"] for line in lines}) == len(lines) == 4


def test_its_health_is_known(start_bot: StartBot) -> None:
    bot = start_bot()

    def health() -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"ANLITONG_TOKEN": TOKEN, "ANLITONG_STATE_DIR": str(bot.state)}
        command = [sys.executable, "-m", "bot", "health"]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    deadline = time.monotonic() + 30
    while (result := health()).returncode:
        assert time.monotonic() < deadline, result.stdout
        time.sleep(0.5)
    assert result.stdout == "正常\n"
    with closing(sqlite3.connect(bot.state / "anlitong.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        deadline = time.monotonic() + 60
        while not (result := health()).returncode:
            assert time.monotonic() < deadline
            time.sleep(0.5)
        assert "另一个程序一直占用着" in result.stdout


def test_it_starts_while_telegram_is_unreachable(start_bot: StartBot) -> None:
    bot = start_bot(start=False)
    bot.telegram.fails("getMe", "dropped", times=2)
    bot.telegram.fails("getMe", "raw", status=200, body='{"ok": true, "result": null}')
    bot.start()
    assert "连不上 Telegram，稍后自动重试。" in bot.log
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    assert ANSWER in li.next().text


def test_it_ends_while_telegram_is_unreachable(start_bot: StartBot) -> None:
    bot = start_bot(start=False)
    bot.telegram.fails("getMe", "dropped", times=100)
    bot.start(polls=False)
    bot.wait_for_log("连不上")
    since = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - since < 5 + BUSY


@pytest.mark.parametrize("fault", [{"kind": "hung", "seconds": 60}, {"status": 429, "retry_after": 25}])
def test_it_ends_in_time_while_telegram_keeps_it_waiting(start_bot: StartBot, fault: dict[str, Any]) -> None:
    bot = start_bot(start=False)
    bot.telegram.fails("getMe", times=9, **fault)
    bot.start(polls=False)
    bot.wait_for_log("Running upgrade")
    time.sleep(0.5)
    since = time.monotonic()
    assert bot.stop() == 0
    assert time.monotonic() - since < 5 + BUSY


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_while_it_starts(start_bot: StartBot, number: int) -> None:
    bot = start_bot(start=False)
    for tenths in range(7):
        bot.start(polls=False)
        bot.wait_for_signal_handlers()
        time.sleep(tenths / 10)
        assert bot.stop(number) == 0


def test_polling_continues_after_every_fault(start_bot: StartBot) -> None:
    bot = start_bot()
    telegram, li = bot.telegram, bot.telegram.user("李")
    for fault in (
        {"status": 500},
        {"status": 502},
        {"kind": "html"},
        {"kind": "dropped"},
        {"status": 429, "retry_after": 1},
        {"status": 401},
        {"kind": "raw", "status": 200, "body": '{"ok": false}'},
        {"kind": "raw", "status": 429, "body": '{"ok": false, "parameters": {"retry_after": "soon"}}'},
        {"kind": "raw", "status": 200, "body": '{"ok": true, "result": [5]}'},
    ):
        telegram.fails("getUpdates", **fault)
        li.asks(QUESTION)
        assert ANSWER in li.next().text
    assert "polling_again" in bot.log


def test_it_requests_exactly_the_updates_it_handles(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    li.next()
    first, *_, asked = (call.params for call in bot.telegram.calls("getUpdates"))
    assert first["timeout"] == 0, "it shows at once that polling works"
    kinds = set(asked["allowed_updates"])
    assert kinds >= {"message", "edited_message", "callback_query", "my_chat_member"}
    assert not kinds & {"business_message", "poll", "message_reaction", "chat_join_request"}
    assert asked["timeout"] > 0


def test_a_second_poller_is_reported_clearly(start_bot: StartBot) -> None:
    bot = start_bot()
    other = start_bot(beside=bot)
    deadline = time.monotonic() + PATIENCE
    while "另一个程序正在用同一个令牌收取消息" not in bot.log + other.log:
        assert time.monotonic() < deadline, bot.log + other.log
        time.sleep(0.1)
    other.stop()
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    assert ANSWER in li.next(30).text


@pytest.mark.parametrize("level", ["DEBUG", "INFO"])
def test_logs_contain_no_token_questions_or_names(start_bot: StartBot, level: str) -> None:
    bot = start_bot(ANLITONG_LOG_LEVEL=level, ANLITONG_LOG_FORMAT="json")
    li = bot.telegram.user("李时珍", username="lishizhen")
    li.asks("温州有几个案例")
    li.presses(li.next(), data="e1.zz").notification()
    bot.stop()
    assert TOKEN.partition(":")[2] not in bot.log
    if level == "INFO":
        assert "温州" not in bot.log
        assert "李时珍" not in bot.log
        assert "lishizhen" not in bot.log
        events = [json.loads(line)["event"] for line in bot.log.splitlines()]
        assert events.count("answered") == 1
        assert "stopped" in events


def test_a_broken_data_directory_is_reported_clearly(start_bot: StartBot, tmp_path: Path) -> None:
    (tmp_path / "data" / "notices").mkdir(parents=True)
    (tmp_path / "data" / "notices" / "x.yaml").write_text("id: x\ntitle: 5\n")
    bot = start_bot(polls=False, ANLITONG_DATA_DIR=str(tmp_path / "data"))
    assert bot.wait(30) == 2
    assert "x.yaml" in bot.log


def test_a_broken_database_is_reported_clearly(start_bot: StartBot, tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"this is no database" * 100)
    bot = start_bot(polls=False, ANLITONG_DATABASE_URL=f"sqlite:///{tmp_path / 'broken.db'}")
    assert bot.wait(30) == 2
    assert "broken.db" in bot.log


def test_a_person_is_forgotten(start_bot: StartBot) -> None:
    bot = start_bot()
    li, wang = bot.telegram.user("李"), bot.telegram.user("王")
    for one in (li, wang):
        one.asks("/subscribe")
        one.next()
        one.asks(QUESTION)
        answer = one.next()
    group = bot.telegram.group("处室")
    li.says(group, f"/ask {QUESTION}")
    group.next()
    wang.asks("忘记我")
    asked = wang.next()
    wang.presses(asked, "确实删除").notification()
    assert asked.edited().text.startswith("已经删除")
    assert wang.presses(answer, "单位").notification() == "这个按钮已经失效，请重新提问。"
    wang.asks("那江苏呢")
    wang.next()
    wang.asks("/subscriptions")
    assert wang.next().text.startswith("这里没有订阅")
    li.says(group, f"/forget@{bot.telegram.username}")
    li.presses(group.next(), "确实删除").notification()
    bot.stop()
    with closing(sqlite3.connect(bot.state / "anlitong.db")) as database:
        for table in ("exchanges", "subscriptions", "chats"):
            found = {value for row in database.execute(f"SELECT * FROM {table}") for value in row}  # noqa: S608
            assert li.id not in found, table


def test_old_questions_are_not_answered(start_bot: StartBot) -> None:
    bot = start_bot()
    bot.stop()
    li, wang = bot.telegram.user("李"), bot.telegram.user("王")
    li.asks(QUESTION, ago=3600)
    said = wang.asks(QUESTION, ago=300)
    zhao = bot.telegram.user("赵")
    zhao.edits(zhao.asks("你好", ago=3600), QUESTION, edit_date=int(time.time()) - 3600)
    bot.start()
    assert ANSWER in wang.next().text
    li.silent()
    zhao.silent()
    assert said.id


def test_after_ninety_days_only_what_buttons_need_is_left(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    answers = []
    for question in (MISSPELT, "江苏参与了哪些案例"):
        li.asks(question)
        answers.append(li.next())
    bot.stop()
    with closing(sqlite3.connect(bot.state / "anlitong.db")) as database:
        database.execute("UPDATE exchanges SET at = at - 91 * 86400 WHERE question = ?", [MISSPELT])
        database.commit()
    bot.start()
    bot.wait_for_log("exchanges=1")
    with closing(sqlite3.connect(bot.state / "anlitong.db")) as database:
        left = database.execute("SELECT question, asker, question_message FROM exchanges ORDER BY id").fetchall()
        assert not any("微参" in str(value) for row in database.execute("SELECT * FROM exchanges") for value in row)
    assert left[0] == (None, 0, None)
    assert left[1][:2] == ("江苏参与了哪些案例", li.id)
    li.presses(answers[0], "这些案例的单位").notification()
    assert "共 77 个单位" in answers[0].edited().text
    li.asks("优秀的呢", reply_to=answers[1])
    assert "江苏" in li.next().text
