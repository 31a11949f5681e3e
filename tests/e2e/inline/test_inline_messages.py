"""Inline messages: their buttons work in chats that the bot is not in, later and with other data."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.telegram.conversations.callback_actions import GONE, STALE, UPDATED
from tests.e2e.chats.test_buttons import write_larger_data
from tests.e2e.conftest import StartBot
from tests.e2e.harness.conversation import Telegram
from tests.e2e.harness.inline_messages import send_inline


def test_an_inline_notice_opens_lists_and_returns(telegram: Telegram) -> None:
    li = telegram.user("李")
    message = send_inline(li, "")
    summary = message.text
    assert "22 个" in summary
    best = message.press(li, "最佳实践案例")
    assert "共 11 个案例" in best or "共 10 个案例" in best
    assert message.press(li, "返回") == summary
    assert "地区：安徽" in message.press(telegram.user("王"), "安徽")
    assert message.press(li, "返回") == summary


def test_inline_cards_have_working_buttons(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    message = send_inline(li, "安徽")
    text = message.text
    assert "共 77 个单位" in message.press(wang, "这些案例的单位")
    assert message.press(li, "返回") == text
    assert "共 9 个案例" in message.press(li, "最佳 9")
    message.press(li, "换省份")
    assert "江苏" in message.buttons
    assert "地区：江苏" in message.press(li, "江苏")


def test_an_inline_case_offers_further_questions(telegram: Telegram) -> None:
    li = telegram.user("李")
    message = send_inline(li, "认证监管", "认证监管同向同步同行")
    text = message.text
    assert "出处：" in text
    assert "促进检验检测行业协同发展" in message.press(li, "同单位")
    assert message.press(li, "返回") == text


def test_pages_of_an_inline_list_turn(start_bot: StartBot, tmp_path: Path) -> None:
    bot = start_bot(ANLITONG_DATA_DIR=str(write_larger_data(tmp_path / "data", 60)))
    li = bot.telegram.user("李")
    message = send_inline(li, "第二份案例通知有哪些案例")
    assert "第 1/5 页" in message.text
    assert "第 2/5 页" in message.press(li, "下一页")
    assert "第 3/5 页" in message.press(li, "下一页")


def test_buttons_work_after_a_restart(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    message = send_inline(li, "安徽")
    text = message.text
    bot.restart()
    assert "共 77 个单位" in message.press(li, "这些案例的单位")
    bot.restart()
    assert message.press(li, "返回") == text


def test_buttons_report_changed_data(start_bot: StartBot, tmp_path: Path) -> None:
    folder = write_larger_data(tmp_path / "data", 2)
    bot = start_bot(ANLITONG_DATA_DIR=str(folder))
    li = bot.telegram.user("李")
    kept, gone = send_inline(li, "安徽参与了哪些案例"), send_inline(li, "第二份案例通知有哪些案例")
    case, lost = send_inline(li, "认证监管", "认证监管同向"), send_inline(li, "第二份案例通知有哪些案例", "1. ")
    notice = send_inline(li, "")
    assert "第二份案例通知" in notice.text
    (folder / "notices" / "zz-second.yaml").unlink()
    bot.restart()
    assert "个单位" in kept.press(li, "这些案例的单位", notification=UPDATED)
    assert "促进检验检测行业协同发展" in case.press(li, "同单位", notification=UPDATED)
    assert "复制链接" in lost.buttons
    for message in (gone, notice):
        button = next(button for button in message.buttons.values() if "callback_data" in button)
        assert li.presses_inline(message.identity, button["callback_data"]).notification() == GONE


FORGED = """
q qaaaau. qaaaau.1cr34| qaaaau.安徽 qaaaakaaaaaaaa.1cr34 qaaaab.1cr34 qaaaar990000.1cr34 kaaaas.c naaaao1.zzzzzzzz
naaaao1. haaaao99. xaaaau.1-aaaaaaaa xaaaau.zzzzzzzzzzzzz-aaaaaaaa e1.b e1.p1 x
"""


@pytest.mark.parametrize("text", ["", *FORGED.split()])
def test_forged_data_gets_a_polite_notification(telegram: Telegram, text: str) -> None:
    li = telegram.user("李")
    message = send_inline(li, "安徽")
    before = message.now
    assert li.presses_inline(message.identity, text).notification() in (STALE, GONE)
    assert message.now == before


def test_a_button_of_another_message_does_nothing(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    theirs, mine = send_inline(li, "安徽"), send_inline(wang, "叉车是谁做的")
    theirs.press(li, "最佳 9")
    before = mine.now
    for button in theirs.buttons.values():
        if "callback_data" in button:
            assert wang.presses_inline(mine.identity, button["callback_data"]).notification() in (
                STALE,
                "点得有点快，请过一会儿再点。",
            )
    assert mine.now == before
