from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.botapi.server import Server
from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.bot_process import TOKEN, BotProcess
from tests.e2e.harness.conversation import Telegram

ECHO = ("-m", "tests.e2e.throughput.echo_bot")


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """A bot that repeats every message."""
    with Server(TOKEN) as server:
        echo = BotProcess(server, tmp_path_factory.mktemp("echo"), {}, ECHO)
        try:
            echo.start()
            yield echo
        finally:
            echo.close()


@pytest.fixture
def telegram(bot: BotProcess) -> Telegram:
    return bot.telegram


def test_in_private(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    li.asks("一")
    wang.asks("二")
    li.asks("三")
    assert (li.next().text, li.next().text, wang.next().text) == ("一", "三", "二")
    li.silent()


def test_in_a_group_and_its_topic(telegram: Telegram) -> None:
    li = telegram.user("李")
    group = telegram.group("长三角工作组")
    said = li.says(group, "安徽")
    reply = group.next()
    assert (reply.text, reply.reply_to, reply.topic) == ("安徽", said.id, None)
    forum = telegram.supergroup("论坛", forum=True)
    topic = forum.topic("安徽")
    li.says(topic, "浙江")
    assert topic.next().topic == topic.thread
    li.says(forum, "上海")
    assert [forum.next().text, forum.next().topic] == ["浙江", None]


def test_a_failed_silence_check_names_the_messages(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("一")
    with pytest.raises(AssertionError, match=r"not silent: .*一"):
        li.silent()


def test_a_missing_message_reports_the_latest_events(telegram: Telegram) -> None:
    li = telegram.user("李")
    group = telegram.group("悄悄", privacy=True)
    li.says(group, "没人听见")
    group.silent()
    with pytest.raises(AssertionError, match="nothing came in chat") as caught:
        group.next(timeout=0.1)
    assert "called: sendMessage" in str(caught.value)


def test_restart_and_stop(start_bot: StartBot) -> None:
    bot = start_bot(arguments=ECHO)
    li = bot.telegram.user("李")
    first = bot.pid
    bot.kill()
    li.asks("一")
    bot.restart(SOMETHING="else")
    assert (li.next().text, bot.pid != first, bot.environment["SOMETHING"]) == ("一", True, "else")
    assert bot.stop() == 0
    assert not bot.running


def test_a_failed_start_reports_the_reason(start_bot: StartBot) -> None:
    with pytest.raises(AssertionError, match="status 3:\nno such luck"):
        start_bot(arguments=("-c", "import sys; sys.stderr.write('no such luck'); sys.exit(3)"))


@pytest.mark.parametrize(
    ("written", "fault"), [(TOKEN.partition(":")[2], "the token"), ("Traceback (most recent call last)", "Traceback")]
)
def test_secrets_and_tracebacks_in_the_log_are_detected(tmp_path: Path, written: str, fault: str) -> None:
    with Server(TOKEN) as server:
        bot = BotProcess(server, tmp_path, {}, ("-c", f"import sys; sys.stderr.write({written!r})"))
        bot.start(polls=False)
        assert bot.wait() == 0
        with pytest.raises(AssertionError, match=fault):
            bot.check_log()


def test_faults_reach_the_bot(telegram: Telegram) -> None:
    li = telegram.user("李")
    telegram.fails("getUpdates", status=502)
    li.asks("一")
    assert li.next().text == "一"
    before = telegram.calls()[-1].number
    telegram.fails("sendMessage", "unanswered", chat=li.private)
    li.asks("二")
    assert li.next().text == "二"
    call = telegram.awaits("sendMessage", after=before)
    assert (call.params["text"], call.status) == ("二", 200)


def test_someone_with_a_known_id_comes_back(telegram: Telegram) -> None:
    admin = telegram.user("管理员", identity=ADMIN)
    admin.asks("一")
    assert admin.next().text == "一"
    again = telegram.user("管理员", identity=ADMIN)
    assert again.private.waiting() == []
    again.asks("二")
    assert again.next().text == "二"
