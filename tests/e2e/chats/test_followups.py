"""Follow-ups: per chat, topic and asker, or by a reply to a card."""

from __future__ import annotations

from tests.e2e.conftest import StartBot
from tests.e2e.harness.conversation import Telegram


def test_fragments_follow_up_the_last_question(telegram: Telegram) -> None:
    li = telegram.user("李")
    for text, part in (
        ("安徽参与了哪些最佳案例", "安徽"),
        ("那江苏呢", "地区：江苏"),
        ("优秀的呢", "优秀"),
        ("第二个", "出处："),
        ("谁做的", "共"),
    ):
        li.asks(text)
        answer = li.next()
        assert part in answer.text


def test_conversations_are_separate(telegram: Telegram) -> None:
    li, wang = telegram.user("李"), telegram.user("王")
    group, other = telegram.supergroup("处室"), telegram.supergroup("别处")
    li.says(group, f"@{telegram.username} 安徽参与了哪些最佳案例")
    group.next()
    wang.says(group, f"@{telegram.username} 那江苏呢")
    assert "最佳" not in group.next().text.split("理解为")[1].split("\n")[0]
    li.says(other, f"@{telegram.username} 那江苏呢")
    assert "最佳" not in other.next().text.split("理解为")[1].split("\n")[0]
    li.says(group, f"@{telegram.username} 那江苏呢")
    assert "最佳" in group.next().text.split("理解为")[1].split("\n")[0]


def test_a_reply_follows_up_the_card_it_replies_to(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("安徽参与了哪些最佳案例")
    first = li.next()
    li.asks("宁波参与了哪些案例")
    li.next()
    li.asks("那江苏呢", reply_to=first)
    assert "最佳" in li.next().text.split("理解为")[1].split("\n")[0]


def test_after_fifteen_minutes_only_a_reply_inherits(telegram: Telegram) -> None:
    li = telegram.user("李")
    li.asks("安徽参与了哪些最佳案例", ago=400)
    card = li.next()
    li.asks("那江苏呢", ago=0, date=int(__import__("time").time()) + 600)
    assert "最佳" not in li.next().text.split("理解为")[1].split("\n")[0]
    li.asks("那江苏呢", reply_to=card, date=int(__import__("time").time()) + 600)
    assert "最佳" in li.next().text.split("理解为")[1].split("\n")[0]


def test_follow_ups_survive_a_restart(start_bot: StartBot) -> None:
    bot = start_bot()
    li = bot.telegram.user("李")
    li.asks("安徽参与了哪些最佳案例")
    li.next()
    bot.restart()
    li.asks("那江苏呢")
    assert "最佳" in li.next().text.split("理解为")[1].split("\n")[0]


def test_a_burst_of_one_asker_is_answered_in_order(telegram: Telegram) -> None:
    li = telegram.user("李")
    questions = ["安徽参与了哪些案例", "那江苏呢", "那浙江呢", "那上海呢", "第一个", "谁做的"]
    for question in questions:
        li.asks(question)
    parts = ["地区：安徽", "地区：江苏", "地区：浙江", "地区：上海", "出处：", "单位"]
    assert [part for part in parts if part not in li.next().text] == []
