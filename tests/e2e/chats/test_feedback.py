"""答得不对: what is stored for administrators, and what is offered instead."""

from __future__ import annotations

import pytest

from bot.telegram.conversations.wrong_answers import EXAMPLES, KNOWN, READINGS, THANKS_ONLY
from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.conversation import Telegram

BUTTON = "答得不对"
BOTH = "安徽和上海参与的案例"


@pytest.fixture
def telegram(start_bot: StartBot) -> Telegram:
    return start_bot().telegram


def unanswered(telegram: Telegram) -> str:
    admin = telegram.user("管理员", identity=ADMIN)
    admin.asks("/unanswered")
    return admin.next().text


def test_a_wrong_answer_reaches_administrators(telegram: Telegram) -> None:
    li, wang, group = telegram.user("李"), telegram.user("王"), telegram.supergroup("处室")
    li.asks(BOTH)
    answer = li.next()
    assert li.presses(answer, BUTTON).notification() == ""
    thanks = li.next()
    assert thanks.text.startswith(READINGS)
    assert answer.now().edition == 0  # type: ignore[union-attr]
    assert li.presses(answer, BUTTON).notification() == KNOWN
    wang.says(group, f"@{telegram.username} {BOTH}")
    asked = group.next()
    wang.presses(asked, BUTTON).notification()
    assert group.next().reply_to == asked.id
    text = unanswered(telegram)
    assert text.splitlines()[2:] == [f"2 次 · {BOTH}（有人说答得不对）"]
    assert "李" not in text


@pytest.mark.parametrize("text", ["答错了", "不对", "你答得不对。"])
def test_words_do_what_the_button_does(telegram: Telegram, text: str) -> None:
    li = telegram.user("李")
    li.asks(BOTH)
    li.next()
    li.asks(text)
    thanks = li.next()
    assert thanks.text.startswith(READINGS)
    li.asks(text)
    assert li.next().text == KNOWN
    assert f"1 次 · {BOTH}（有人说答得不对）" in unanswered(telegram)


def test_words_without_an_answer_before_them_report_nothing(telegram: Telegram) -> None:
    li, group = telegram.user("李"), telegram.group("处室")
    li.asks("答错了")
    assert li.next().text.startswith("您好，我是案例通")
    li.says(group, f"/help@{telegram.username}")
    li.says(group, "不对", reply_to=group.next())
    group.silent()
    assert "有人说答得不对" not in unanswered(telegram)


@pytest.mark.parametrize("text", ["不对", "错了"])
def test_a_change_is_taken_back_and_not_reported(telegram: Telegram, text: str) -> None:
    li = telegram.user("李")
    li.asks("安徽参与了哪些案例")
    li.next()
    li.asks("那江苏呢")
    li.next()
    li.asks(text)
    assert "共 17 个案例" in li.next().text


@pytest.mark.parametrize(
    ("text", "button"), [("下一页", "“下一页 ›”"), ("分享给同事", "“分享”"), ("怎么转发", "“分享”")]
)
def test_buttons_that_are_asked_for_in_words_are_named(telegram: Telegram, text: str, button: str) -> None:
    li = telegram.user("李")
    li.asks(text)
    assert button in li.next().text


def test_another_reading_is_one_tap_away(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks(BOTH)
    li.presses(li.next(), BUTTON).notification()
    thanks = li.next()
    [any_of_them] = [label for label in thanks.labels if "任一" in label]
    assert li.presses(thanks, any_of_them).notification() == ""
    assert "安徽或上海" in li.next().text
    assert (now := thanks.now()) is not None
    assert now.edition == 0


def test_without_another_reading_it_is_told_how_to_ask(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("最佳实践案例一共几个")
    li.presses(li.next(), BUTTON).notification()
    thanks = li.next()
    assert thanks.text.startswith(EXAMPLES)
    li.presses(thanks, thanks.labels[0]).notification()
    assert "理解为：" in li.next().text


def test_refusals_have_no_button(telegram: Telegram) -> None:
    li = telegram.user("李")
    for text in ("今天天气怎么样", "江徽", "帮助", "谢谢"):
        li.asks(text)
        assert BUTTON not in li.next().labels


def test_below_inline_messages(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    query = li.types("安徽参与了哪些案例")
    result = query.answer()["results"][0]
    message = query.choose(result, telegram.supergroup("别处", bot=None))
    data = next(
        button["callback_data"]
        for row in result["reply_markup"]["inline_keyboard"]
        for button in row
        if button["text"] == BUTTON
    )
    assert message is not None
    assert len(data.encode()) <= 64
    for who, said in ((li, THANKS_ONLY), (li, KNOWN), (wang, THANKS_ONLY)):
        assert who.presses_inline(message, data).notification() == said
    assert "2 次 · 安徽参与的案例有哪些（有人说答得不对）" in unanswered(telegram)


def test_forgetting_takes_reports_along(telegram: Telegram) -> None:
    li, wang, group = telegram.user("李"), telegram.user("王"), telegram.supergroup("处室")
    li.says(group, f"@{telegram.username} {BOTH}")
    wang.presses(group.next(), BUTTON).notification()
    group.next()
    assert BOTH in unanswered(telegram)
    li.asks("忘记我")
    li.presses(li.next(), "确实删除").notification()
    assert BOTH not in unanswered(telegram)


def test_reports_survive_a_restart(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    li.asks(BOTH)
    answer = li.next()
    li.presses(answer, BUTTON).notification()
    li.next()
    bot.restart()
    assert li.presses(answer, BUTTON).notification() == KNOWN
    assert f"1 次 · {BOTH}" in unanswered(bot.telegram)


def test_statistics_are_for_administrators(telegram: Telegram) -> None:
    li, wang, group = telegram.user("李"), telegram.user("王"), telegram.supergroup("处室")
    for who, text in ((li, BOTH), (li, "今天天气怎么样"), (wang, BOTH), (wang, "江徽"), (wang, "/export 杭州")):
        who.asks(text)
        answer = who.next()
    wang.says(group, f"@{telegram.username} {BOTH}")
    answer = group.next()
    li.presses(answer, BUTTON).notification()
    group.next()
    admin = telegram.user("管理员", identity=ADMIN)
    admin.asks("/stats")
    text = admin.next().text
    assert "今天：6 个，答了 4 个，反问 1 个，没听懂 1 个，有人说答得不对 1 个" in text
    assert "答的是：案例 3，表格 1" in text
    assert "问的地方：私聊 5，群 1" in text
    assert f"3 次 · {BOTH}" in text
    assert "李" not in text
    assert str(li.id) not in text
    li.asks("/stats")
    assert li.next().text == "这个命令只有机器人的管理员能用。"
