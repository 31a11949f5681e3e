"""Commands, the Chinese words that do the same, menus, and deep links."""

from __future__ import annotations

import re

import pytest

from bot.telegram.conversations.callback_data import start_payload
from data.load import load
from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.conversation import Telegram, User


def test_start_greets_with_examples_that_work(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("/start")
    greeting = li.next()
    assert greeting.text.startswith("您好，我是案例通")
    assert len(greeting.labels) == 4
    assert greeting.keyboard[-1][0]["url"] == f"https://t.me/{telegram.username}?startgroup"
    assert "也可以把我拉进群：我只回答 @ 我的" in greeting.text
    assert greeting.text.endswith("直接问，或者点一个试试：")
    for label in greeting.labels[:3]:
        assert li.presses(greeting, label).notification() == ""
        answer = li.next()
        assert "理解为：" in answer.text
        assert answer.labels


def test_deep_links_open_a_card(telegram: Telegram) -> None:
    li = telegram.user("李")
    case = load().cases[3]
    payload = start_payload(case)
    assert payload is not None
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    li.asks(f"/start {payload}")
    card = li.next()
    assert case.title in card.text
    li.asks("谁做的")
    assert case.agencies[0].name in li.next().text


@pytest.mark.parametrize("payload", ["x", "A" * 64, "c0", "__-_-__", "<b>", "安徽", "1cr34 x y"])
def test_unknown_payloads_greet(telegram: Telegram, payload: str) -> None:
    li = telegram.user("李")
    li.asks(f"/start {payload}")
    assert li.next().text.startswith("您好，我是案例通")


def test_help(telegram: Telegram) -> None:
    li = telegram.user("李")
    for text in ("/help", f"/help@{telegram.username}", "帮助", "帮助。"):
        li.asks(text)
        answer = li.next()
        assert f"@{telegram.username}" in answer.text
        assert "查案例：安徽参与了哪些案例" in answer.text
        assert answer.labels[:6] == ["查案例", "查单位", "统计比较", "对照图", "导出", "订阅"]
        assert len(answer.labels) <= 8


@pytest.mark.parametrize(
    ("task", "answer"),
    [
        ("查案例", "共 17 个案例"),
        ("查单位", "共 4 个单位"),
        ("统计比较", "浙江最多，22 个案例"),
        ("对照图", "案例与地区对照图"),
        ("导出", "安徽参与的案例（17 个案例）"),
        ("订阅", "可以订阅："),
    ],
)
def test_each_task_of_the_help_does_it(telegram: Telegram, task: str, answer: str) -> None:
    li = telegram.user("李")
    li.asks("怎么用")
    assert li.presses(li.next(), task).notification() == ""
    assert li.next().text.startswith(answer)


def test_administrators_see_their_tasks(telegram: Telegram) -> None:
    admin, li = telegram.user("管理员", identity=ADMIN), telegram.user("李")
    admin.asks("/help")
    answer = admin.next()
    assert {"没答上来的", "群发情况"} <= set(answer.labels)
    assert "您是管理员" in answer.text
    admin.presses(answer, "没答上来的").notification()
    assert "答不上来" in (told := admin.next().text) or "没答上来" in told
    li.asks("/help")
    theirs = li.next()
    assert "群发情况" not in theirs.labels
    li.presses(theirs, data="h.broadcasts").notification()
    assert li.next().text == "这个命令只有机器人的管理员能用。"


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("画个图", "案例与地区对照图\n22 个案例 · 4 个省市"),
        ("画一张安徽的图", "案例与地区对照图\n理解为：地区：安徽"),
        ("名单", "共 22 个案例"),
        ("原文链接", "这里没有存通知的全文"),
    ],
)
def test_everyday_words_do_what_they_say(telegram: Telegram, text: str, answer: str) -> None:
    li = telegram.user("李")
    li.asks(text)
    assert li.next().text.startswith(answer)


def test_notice(telegram: Telegram) -> None:
    li = telegram.user("李")
    for text in ("/notice", "最新通知", "通知摘要"):
        li.asks(text)
        summary = li.next()
        for part in ("关于公布长三角", "75 个", "22 个", "最佳实践案例：10 个", "优秀实践案例：12 个", "安徽：17 个"):
            assert part in summary.text
    li.presses(summary, "全部 22 个案例").notification()
    assert "共 22 个案例" in li.next().text
    li.presses(summary, "最佳实践案例 10 个").notification()
    assert "共 10 个案例" in li.next().text
    li.presses(summary, "安徽 17").notification()
    assert "共 17 个案例" in li.next().text
    assert (now := summary.now()) is not None
    assert now.edition == 0
    li.asks("安徽的呢", reply_to=summary)
    assert "共 17 个案例" in li.next().text


def test_chit_chat_in_reply_to_a_summary_is_ignored(telegram: Telegram) -> None:
    group = telegram.supergroup("处室")
    li = telegram.user("李")
    li.says(group, f"@{telegram.username} 最新通知")
    summary = group.next()
    for text in ("恭喜各单位！", "收到", "辛苦了"):
        li.says(group, text, reply_to=summary)
    group.silent()


def test_status(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("/status")
    text = li.next().text
    for part in ("1 份通知、22 个案例、88 个单位", "版本：", "已运行："):
        assert part in text
    group = telegram.supergroup("处室", bot="administrator")
    li.says(group, f"/status@{telegram.username}")
    text = group.next().text
    assert "我在这里是：管理员" in text
    assert "隐私模式" in text


def test_an_unknown_command_leads_to_help(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("/foo 安徽")
    assert "/help" in li.next().text


def test_unanswered_is_for_administrators(start_bot: StartBot) -> None:
    bot = start_bot()
    telegram = bot.telegram
    li, wang = telegram.user("李"), telegram.user("王")
    for who, text in (
        (li, "今天天气怎么样"),
        (wang, "今天天气怎么样"),
        (li, "股票代码是多少"),
        (li, "谢谢"),
        (li, "你好"),
        (li, "安徽参与了哪些案例"),
    ):
        who.asks(text)
        who.next()
    made = telegram.control.call("user", name="管理员", identity=ADMIN)
    admin = User(telegram, made["id"], "管理员", telegram.user("谁").private.__class__(telegram, ADMIN, "private"))
    admin.asks("/unanswered")
    text = admin.next().text
    assert "2 次 · 今天天气怎么样" in text
    assert text.index("今天天气怎么样") < text.index("股票代码是多少")
    for other in ("安徽", "谢谢", "你好"):
        assert other not in text
    assert "李" not in text
    assert str(li.id) not in text
    li.asks("/unanswered")
    assert li.next().text == "这个命令只有机器人的管理员能用。"


def test_nothing_is_forgotten_before_it_is_confirmed(telegram: Telegram) -> None:
    li, wang, group = telegram.user("李"), telegram.user("王"), telegram.group("处室")
    li.asks("/subscribe 安徽")
    li.next()
    li.asks("/forget")
    asked = li.next()
    assert asked.text.startswith("确实要删除吗？")
    assert asked.labels == ["确实删除", "不删"]
    li.presses(asked, "不删").notification()
    kept = asked.edited()
    assert (kept.text, kept.labels) == ("没有删除，什么都还在。", [])
    li.asks("我的订阅")
    assert li.next().text.startswith("这里的订阅")
    li.says(group, f"/forget@{telegram.username}")
    in_group = group.next()
    assert wang.presses(in_group, "确实删除").notification() == "这是问别人的。要删除您自己的记录，请发 /forget。"
    li.asks("我的订阅")
    assert li.next().text.startswith("这里的订阅")
    assert li.presses(in_group, "确实删除").notification() == ""
    assert in_group.edited().text.startswith("已经删除")
    li.asks("我的订阅")
    assert li.next().text.startswith("这里没有订阅")


def test_what_an_anonymous_administrator_asked_is_deleted_by_an_administrator(telegram: Telegram) -> None:
    group, owner, member = telegram.supergroup("处室"), telegram.user("群主"), telegram.user("成员")
    owner.becomes(group, "creator")
    group.anonymous("/forget")
    asked = group.next()
    assert member.presses(asked, "确实删除").notification().startswith("这是问别人的")
    assert owner.presses(asked, "确实删除").notification() == ""
    assert asked.edited().text.startswith("已经删除")


def test_menus_and_descriptions(start_bot: StartBot) -> None:
    bot = start_bot()
    telegram = bot.telegram
    last = telegram.awaits("setMyShortDescription", after=telegram.awaits("setMyShortDescription").number)
    managing = ["subscribe", "subscriptions", "unsubscribe"]
    last_ones = ["help", "status", "forget"]
    assert list(telegram.commands("all_private_chats", "zh")) == ["notice", "map", "export", *managing, *last_ones]
    assert list(telegram.commands("all_group_chats", "zh")) == ["ask", "notice", "map", "export", *last_ones]
    assert telegram.commands("all_chat_administrators", "zh").keys() >= {"ask", "notice"}
    assert telegram.commands("all_private_chats", "zh")["notice"] == "最新通知"
    assert telegram.commands("all_private_chats")["notice"] == "The latest notice"
    profile = telegram.profile()
    assert profile["description"]["zh"].startswith("用中文问官方的案例名单")
    assert profile["description"][""].startswith("Ask in Chinese")
    assert profile["short_description"].keys() == {"zh", ""}
    bot.restart()
    telegram.settle()
    telegram.awaits("getMyShortDescription", after=last.number)
    bot.stop()
    later = [call.method for call in telegram.calls() if call.number > last.number]
    assert [method for method in later if method.startswith("set")] == []


def test_administrators_have_their_own_menu(start_bot: StartBot) -> None:
    bot = start_bot(start=False)
    bot.telegram.control.call("user", name="管理员", identity=ADMIN)
    bot.telegram.control.call("says", user=ADMIN, chat=ADMIN, text="/start")
    bot.start()
    bot.telegram.awaits("setMyShortDescription", after=bot.telegram.awaits("setMyShortDescription").number)
    menus = bot.telegram.profile()["commands"]
    assert any("unanswered" in str(listed) for scope, listed in menus.items() if str(ADMIN) in scope)
