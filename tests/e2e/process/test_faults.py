"""Faults between the bot and Telegram."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.conversation import Chat, Telegram

QUESTION, ANSWER = "安徽参与了哪些案例", "共 17 个案例"


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 500},
        {"status": 502, "times": 2},
        {"kind": "html"},
        {"kind": "html", "status": 403},
        {"kind": "raw", "status": 200, "body": '{"ok": false}'},
        {"status": 429, "retry_after": 1},
        {"status": 429, "retry_after": 1, "times": 7},
    ],
)
def test_transient_faults_do_not_prevent_an_answer(telegram: Telegram, fault: dict[str, Any]) -> None:
    li = telegram.user("李")
    telegram.fails("sendMessage", chat=li.private, **fault)
    said = li.asks(QUESTION)
    answer = li.next()
    assert ANSWER in answer.text
    telegram.fails("editMessageText", chat=li.private, **fault)
    li.edits(said, "江苏参与了哪些案例")
    assert "共 20 个案例" in answer.edited().text
    li.silent()


@pytest.mark.parametrize("fault", ["unanswered", "late", "cut", "dropped"])
def test_an_answer_with_an_unknown_outcome_is_not_repeated(telegram: Telegram, fault: str) -> None:
    li = telegram.user("李")
    telegram.fails("sendMessage", fault, chat=li.private)
    said = li.asks(QUESTION)
    if fault != "dropped":
        assert ANSWER in li.next().text
    li.silent()  # no copy and no apology
    li.asks("那江苏呢")
    assert "共 20 个案例" in li.next().text
    li.edits(said, "浙江参与了哪些案例")
    assert "共 22 个案例" in li.next().text


@pytest.mark.parametrize("fault", ["unanswered", "late", "cut", "dropped"])
def test_an_edit_with_an_unknown_outcome_is_repeated(telegram: Telegram, fault: str) -> None:
    li = telegram.user("李")
    said = li.asks(QUESTION)
    answer = li.next()
    telegram.fails("editMessageText", fault, chat=li.private, times=2)
    li.edits(said, "江苏参与了哪些案例")
    assert "共 20 个案例" in answer.edited().text
    li.silent()


def test_flood_control_delays_only_its_chat(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    telegram.fails("sendMessage", chat=li.private, status=429, retry_after=5)
    since = time.monotonic()
    li.asks(QUESTION)
    wang.asks(QUESTION)
    sooner, later = wang.next(), li.next()
    assert time.monotonic() - since >= 5
    assert ANSWER in sooner.text
    assert ANSWER in later.text
    assert sooner.number < later.number


def test_an_unacknowledged_answer_is_not_sent_twice(telegram: Telegram) -> None:
    li = telegram.user("李")
    telegram.fails("sendMessage", "slow", chat=li.private, seconds=12)
    li.asks(QUESTION)
    answer = li.next()
    assert ANSWER in answer.text
    li.asks("那江苏呢")
    assert "共 20 个案例" in li.next().text
    li.presses(answer, "单位").notification()
    answer.edited()
    li.silent()


@pytest.mark.parametrize("description", ["Forbidden: bot was blocked by the user", "Forbidden: user is deactivated"])
def test_a_user_who_blocked_the_bot_gets_no_retries(telegram: Telegram, description: str) -> None:
    li = telegram.user("李")
    telegram.fails("sendMessage", chat=li.private, status=403, description=description)
    li.asks(QUESTION)
    li.silent()
    li.asks(QUESTION)
    assert ANSWER in li.next().text


@pytest.mark.parametrize(
    "description",
    [
        "Bad Request: not enough rights to send text messages to the chat",
        "Bad Request: chat not found",
        "Bad Request: TOPIC_CLOSED",
        "Bad Request: message thread not found",
        "Bad Request: CHAT_WRITE_FORBIDDEN",
    ],
)
def test_it_is_silent_without_permission_to_write(telegram: Telegram, description: str) -> None:
    group = telegram.supergroup("处室")
    telegram.fails("sendMessage", chat=group, status=400, description=description)
    telegram.user("李").says(group, f"/ask {QUESTION}")
    group.silent()


def test_an_unexpected_error_is_reported_once(start_bot: StartBot) -> None:
    bot = start_bot()
    telegram = bot.telegram
    telegram.control.call("user", name="管理员", identity=ADMIN)
    admin = Chat(telegram, ADMIN, "private")
    telegram.control.call("says", user=ADMIN, chat=ADMIN, text="/start")
    admin.next()
    li, wang = telegram.user("李"), telegram.user("王")
    for who in (li, wang):
        telegram.fails("sendMessage", chat=who.private, status=400, description="Bad Request: something quite new")
        who.asks(QUESTION)
        assert who.next().text == "抱歉，刚才出了点问题，没有答成。请稍后再问一次。"
    report = admin.next()
    assert "出了意外，代号 " in report.text
    assert "BadRequest: something quite new" in report.text
    assert "安徽" not in report.text
    admin.silent()
    assert bot.log.count("something quite new") == 2


def test_a_button_is_answered_despite_an_unexpected_error(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    li.asks(QUESTION)
    card = li.next()
    bot.telegram.fails("editMessageText", status=400, description="Bad Request: something quite new")
    assert li.presses(card, "单位").notification() is not None
    li.silent()
    li.presses(card, "单位")
    card.edited()


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 400, "description": "Bad Request: query is too old"}])
def test_a_press_that_cannot_be_answered_still_works(telegram: Telegram, fault: dict[str, Any]) -> None:
    li = telegram.user("李")
    li.asks(QUESTION)
    card = li.next()
    telegram.fails("answerCallbackQuery", **fault)
    li.presses(card, "单位")
    card.edited()
