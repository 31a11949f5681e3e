"""Guest mode: in chats that the bot never joined, it answers mentions and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from bot.telegram.conversations.callback_actions import STALE
from tests.bot.telegram.html_reader import breakable
from tests.e2e.conftest import StartBot
from tests.e2e.harness.bot_process import SLOW_REFILL
from tests.e2e.harness.conversation import Chat, GuestQuery, Telegram, User
from tests.e2e.harness.inline_messages import InlineMessage

JSON = dict[str, Any]


def text(guest: GuestQuery) -> str:
    """Return the text of the answer, without marks for the breaking of lines."""
    return breakable(guest.answer()["input_message_content"]["message_text"])


def shown(telegram: Telegram, guest: GuestQuery) -> InlineMessage:
    """Return the message of the answer."""
    guest.answer()
    calls = [call for call in telegram.calls("answerGuestQuery") if str(call.params["guest_query_id"]) == guest.id]
    return InlineMessage(telegram, calls[0].result["inline_message_id"])


def elsewhere(telegram: Telegram) -> Chat:
    return telegram.supergroup("别处", bot=None)


def asked(user: User, chat: Chat, question: str, **more: Any) -> GuestQuery:
    return user.summons(chat, f"@{user.telegram.username} {question}", **more)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("安徽参与了哪些案例", "共 17 个案例"),
        ("哪些单位做了禁鱼", "已按“禁渔”理解“禁鱼”"),
        ("今天天气怎么样", "您好，我是案例通"),
        ("江徽参与了哪些案例", "您是不是想问"),
        ("最新通知", "选出 22 个"),
        ("最新通知。", "选出 22 个"),
        ("地图", "选出 22 个"),
        ("图 杭州", "地区：杭州 → 2 个案例"),
        ("帮助", "您好，我是案例通"),
        ("", "您好，我是案例通"),
    ],
)
def test_a_mention_is_answered(telegram: Telegram, question: str, answer: str) -> None:
    assert answer in text(asked(telegram.user("李"), elsewhere(telegram), question))


def test_a_mention_at_the_end_and_a_command(telegram: Telegram) -> None:
    li, chat = telegram.user("李"), elsewhere(telegram)
    assert "共 17 个案例" in text(li.summons(chat, f"安徽参与了哪些案例 @{telegram.username}"))
    assert "共 17 个案例" in text(li.summons(chat, f"/ask@{telegram.username} 安徽参与了哪些案例"))
    assert "地区：杭州 → 2 个案例" in text(li.summons(chat, f"/map@{telegram.username} 杭州"))
    assert "选出 22 个" in text(li.summons(chat, f"/map@{telegram.username}"))


def test_a_chat_with_the_same_id_is_another_chat(telegram: Telegram) -> None:
    li = telegram.user("李")
    asked(li, li.private, "江苏参与了哪些最佳案例").answer()
    telegram.settle()
    li.asks("那安徽呢")
    assert "最佳" not in li.next().text.split("\n")[1]
    assert "最佳" in text(asked(li, li.private, "那浙江呢")).split("\n")[1]


def test_follow_ups(telegram: Telegram) -> None:
    li, wang, chat = telegram.user("李"), telegram.user("王"), elsewhere(telegram)
    asked(li, chat, "江苏参与了哪些最佳案例").answer()
    telegram.settle()
    line = text(asked(li, chat, "那安徽呢")).split("\n")[1]
    assert "安徽" in line
    assert "最佳" in line
    assert "最佳" not in text(asked(wang, chat, "安徽呢")).split("\n")[1]
    assert "最佳" not in text(asked(li, elsewhere(telegram), "安徽呢")).split("\n")[1]


def reply_to(telegram: Telegram, message: InlineMessage) -> JSON:
    """Return the bot's message as Telegram includes it in a reply to it."""
    me = {"id": telegram.bot_id, "is_bot": True, "first_name": "案例通", "username": telegram.username}
    chat = {"id": -1001, "type": "supergroup", "title": "别处"}
    return {"reply_to_message": message.now | {"message_id": 77, "date": 0, "chat": chat, "from": me}}


def test_a_reply_to_its_message_follows_it_up(telegram: Telegram) -> None:
    li, wang, chat = telegram.user("李"), telegram.user("王"), elsewhere(telegram)
    message = shown(telegram, asked(li, chat, "江苏参与了哪些最佳案例"))
    telegram.settle()
    line = text(wang.summons(chat, "那安徽呢", **reply_to(telegram, message))).split("\n")[1]
    assert "安徽" in line
    assert "最佳" in line
    message.press(li, "全部 20")
    assert "最佳" not in text(wang.summons(chat, "那安徽呢", **reply_to(telegram, message))).split("\n")[1]


def test_chit_chat_in_reply_to_its_message_is_ignored(telegram: Telegram) -> None:
    li, wang, chat = telegram.user("李"), telegram.user("王"), elsewhere(telegram)
    message = shown(telegram, asked(li, chat, "安徽参与了哪些案例"))
    before = len(telegram.calls("answerGuestQuery"))
    wang.summons(chat, "哈哈太好了", **reply_to(telegram, message))
    telegram.settle()
    assert len(telegram.calls("answerGuestQuery")) == before


def test_its_buttons_work_after_a_restart(start_bot: StartBot) -> None:
    bot = start_bot()
    li, wang = bot.telegram.user("李"), bot.telegram.user("王")
    chat = elsewhere(bot.telegram)
    message = shown(bot.telegram, asked(li, chat, "哪些单位做了禁鱼"))
    unclear = shown(bot.telegram, asked(li, chat, "江徽参与了哪些案例"))
    refused = shown(bot.telegram, asked(li, chat, "今天天气怎么样"))
    notice = shown(bot.telegram, asked(li, chat, "最新通知"))
    first = message.text
    bot.telegram.settle()
    bot.restart()
    message.press(wang, "选省份")
    assert "单位所在：上海" in message.press(li, "上海")
    assert message.press(li, "返回") == first
    assert "共 17 个案例" in unclear.press(li, "安徽")
    assert "您是不是想问" in unclear.press(li, "返回")
    assert unclear.press(wang, "都不是").startswith("那请换个说法再问")
    assert "共 17 个案例" in refused.press(wang, "安徽参与了哪些案例")
    assert "地区：安徽" in notice.press(wang, "安徽")
    assert "选出 22 个" in notice.press(wang, "返回")


def test_a_forged_button_does_nothing(telegram: Telegram) -> None:
    li, wang, chat = telegram.user("李"), telegram.user("王"), elsewhere(telegram)
    li.asks("安徽参与了哪些案例")
    private = li.next()
    message = shown(telegram, asked(wang, chat, "叉车是谁做的"))
    telegram.settle()
    exchange = private.keyboard[0][0]["callback_data"].partition(".")[2]
    for forged in (f"xaaaau.{exchange}-aaaaaaaa", f"e{exchange}.u", f"e{exchange}.p1"):
        assert wang.presses_inline(message.identity, forged).notification() == STALE


def test_other_bots_and_old_messages_are_ignored(telegram: Telegram) -> None:
    chat, li = elsewhere(telegram), telegram.user("李")
    before = len(telegram.calls("answerGuestQuery"))
    asked(telegram.other_bot("别的", "other_bot"), chat, "安徽参与了哪些案例")
    asked(li, chat, "安徽参与了哪些案例", date=1_000_000_000)
    telegram.settle()
    assert len(telegram.calls("answerGuestQuery")) == before


def test_asking_too_fast_gets_one_notice(start_bot: StartBot) -> None:
    telegram = start_bot(arguments=SLOW_REFILL).telegram
    li, chat = telegram.user("李"), elsewhere(telegram)
    asking = [asked(li, chat, "安徽") for _ in range(14)]
    answers = [text(guest) for guest in asking[:9]]
    assert answers[-1] == "问得有点快，请过一会儿再问。"


def test_transient_faults_are_retried_and_expired_queries_dropped(start_bot: StartBot) -> None:
    bot = start_bot()
    li, chat = bot.telegram.user("李"), elsewhere(bot.telegram)
    bot.telegram.fails("answerGuestQuery", status=500)
    assert "共 17 个案例" in text(asked(li, chat, "安徽参与了哪些案例"))
    bot.telegram.fails("answerGuestQuery", status=400)
    asked(li, chat, "安徽参与了哪些案例")
    bot.wait_for_log("guest_expired")
    assert "trouble" not in bot.log
