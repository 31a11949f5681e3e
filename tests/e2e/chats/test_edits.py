"""An edited question edits its answer."""

from __future__ import annotations

import time

import pytest

from tests.e2e.conftest import StartBot
from tests.e2e.harness.conversation import Telegram


def test_an_edited_question_edits_its_answer(telegram: Telegram) -> None:
    li = telegram.user("李")
    said = li.asks("安徽参与了哪些案例")
    answer = li.next()
    li.edits(said, "江苏参与了哪些案例")
    assert "共 20 个案例" in answer.edited().text
    li.silent()


def test_an_identical_edit_is_no_error(telegram: Telegram) -> None:
    li = telegram.user("李")
    said = li.asks("安徽参与了哪些案例")
    answer = li.next()
    li.edits(said, "安徽参与了哪些案例")
    li.edits(said, "安徽参与了哪些案例？")
    li.silent()
    now = answer.now()
    assert now is not None
    assert now.text == answer.text


def test_an_edit_in_a_group(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    li = telegram.user("李")
    said = li.says(group, f"@{telegram.username} 安徽参与了哪些案例")
    answer = group.next()
    li.edits(said, f"@{telegram.username} 江苏参与了哪些案例")
    answer = answer.edited()
    assert "共 20 个案例" in answer.text
    li.edits(said, "浙江参与了哪些案例")
    assert "共 22 个案例" in answer.edited().text
    group.silent()


def test_an_edit_that_adds_the_mention_is_answered(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    li = telegram.user("李")
    said = li.says(group, "安徽参与了哪些案例")
    group.silent()
    li.edits(said, f"@{telegram.username} 安徽参与了哪些案例")
    answer = group.next()
    assert "共 17 个案例" in answer.text
    assert answer.reply_to == said.id


def test_an_old_message_that_is_edited_is_not_answered(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    li = telegram.user("李")
    said = li.says(group, "安徽参与了哪些案例", ago=3600)
    li.edits(said, f"@{telegram.username} 安徽参与了哪些案例")
    group.silent()


def test_an_edited_follow_up_goes_on_from_the_same_question(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("安徽参与了哪些最佳案例")
    li.next()
    said = li.asks("那江苏呢")
    answer = li.next()
    li.asks("叉车是谁做的")
    li.next()
    li.edits(said, "那浙江呢")
    line = answer.edited().text.split("理解为")[1].split("\n")[0]
    assert "浙江" in line
    assert "最佳" in line


def test_a_deleted_answer_is_sent_again(telegram: Telegram) -> None:
    li = telegram.user("李")
    said = li.asks("安徽参与了哪些案例")
    li.next()
    telegram.fails("editMessageText", chat=li.private, status=400, description="Bad Request: message to edit not found")
    li.edits(said, "江苏参与了哪些案例")
    anew = li.next()
    assert "共 20 个案例" in anew.text
    li.edits(said, "浙江参与了哪些案例")
    assert "共 22 个案例" in anew.edited().text


def test_an_edit_to_a_text_that_is_no_question_says_so(telegram: Telegram) -> None:
    li = telegram.user("李")
    said = li.asks("安徽参与了哪些案例")
    answer = li.next()
    li.edits(said, "今天天气怎么样")
    assert answer.edited().text.startswith("您好，我是案例通")


def test_edits_work_after_a_restart(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    said = li.asks("安徽参与了哪些案例")
    answer = li.next()
    bot.restart()
    li.edits(said, "江苏参与了哪些案例", edit_date=int(time.time()))
    assert "共 20 个案例" in answer.edited().text


def test_an_edited_command_is_no_command(telegram: Telegram) -> None:
    li = telegram.user("李")
    said = li.asks("/help")
    li.next()
    li.edits(said, "/notice")
    li.silent()


@pytest.mark.parametrize("text", ["帮助", "怎么用"])
def test_an_edit_to_help_shows_what_a_new_message_gets(telegram: Telegram, text: str) -> None:
    li = telegram.user("李")
    li.asks(text)
    expected = li.next()
    said = li.asks("安徽参与了哪些案例")
    answer = li.next()
    li.edits(said, text)
    answer = answer.edited()
    assert answer.text == expected.text
    assert answer.labels == expected.labels
