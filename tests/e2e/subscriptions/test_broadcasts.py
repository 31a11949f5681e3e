"""Administrators follow a broadcast, retry what failed, and cancel what is pending."""

from __future__ import annotations

import sqlite3
import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.bot_process import BotProcess
from tests.e2e.harness.conversation import Telegram, User
from tests.e2e.harness.replies import PATIENCE, Reply
from tests.e2e.harness.sample_notices import TITLES, SampleNotices

FIRST, SECOND, _ = TITLES
MANY = 120
"""Subscribers: they keep the outbox worker busy for four seconds."""


@pytest.fixture
def news(tmp_path: Path) -> SampleNotices:
    return SampleNotices(tmp_path / "data")


@pytest.fixture
def bot(start_bot: StartBot, news: SampleNotices) -> BotProcess:
    return start_bot(ANLITONG_DATA_DIR=str(news.folder))


@pytest.fixture
def telegram(bot: BotProcess) -> Telegram:
    return bot.telegram


@pytest.fixture
def admin(telegram: Telegram) -> User:
    admin = telegram.user("管理员", identity=ADMIN)
    admin.asks("/start")
    admin.next()
    return admin


def subscribed(telegram: Telegram, count: int) -> list[User]:
    people = [telegram.user(f"王{number}") for number in range(count)]
    for person in people:
        person.asks("/subscribe")
    for person in people:
        person.next(60)
    return people


def test_only_administrators_see_broadcasts(telegram: Telegram, admin: User, news: SampleNotices) -> None:
    (wang,) = subscribed(telegram, 1)
    admin.asks("/broadcasts")
    assert admin.next().text == "还没有群发过通知。"
    admin.asks("/retry")
    assert admin.next().text == "没有可以重试的。"
    news.add(FIRST)
    wang.next()
    for command in ("/broadcasts", "/retry"):
        wang.asks(command)
        assert wang.next().text == "这个命令只有机器人的管理员能用。"
    group = telegram.supergroup("处室")
    admin.says(group, f"/broadcasts@{telegram.username}")
    report = group.next()
    assert report.text.startswith(f"《{TITLES[FIRST]}》")
    assert wang.presses(report, "刷新").notification() == "这个按钮已经失效，请重新发送 /broadcasts。"
    menu = telegram.commands("chat")
    assert not menu or {"broadcasts", "retry"} <= menu.keys()


def test_forged_and_stale_report_buttons_do_nothing(admin: User) -> None:
    admin.asks("/broadcasts")
    said = admin.next()
    for data in ("b1.c", "b1.y", "b99.s", "b99.r", f"b{10**17}.s", f"b{10**30}.s", "b0.s", "b1.x", "b-1.s"):
        assert "失效" in admin.presses(said, data=data).notification()
    admin.silent()


def test_a_report_is_updated_during_sending(telegram: Telegram, admin: User, news: SampleNotices) -> None:
    people = subscribed(telegram, MANY)
    news.add(FIRST)
    people[0].next()
    admin.asks("/broadcasts")
    report = admin.next()
    assert report.text.startswith(f"《{TITLES[FIRST]}》")
    assert "速度：" in report.text
    assert any(label.startswith("取消未发的") for label in report.labels)
    telegram.fails("editMessageText", status=502, times=4)  # the number of attempts of one edit
    report = report.with_text("未发 0", 60)
    assert f"已发送 {MANY}，失败 0，跳过 0，未发 0" in report.text
    assert report.text.splitlines()[-1].startswith("用时 ")
    assert report.labels == ["刷新"]


def test_cancelling_needs_a_confirmation(telegram: Telegram, admin: User, news: SampleNotices) -> None:
    people = subscribed(telegram, MANY)
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    around = "-".join((now + timedelta(hours=hours)).strftime("%H:%M") for hours in (-1, 2))
    for person in people[-5:]:  # they are left to be cancelled, however late it is confirmed
        person.asks(f"/subscribe 静默 {around}")
        person.next()
    news.add(FIRST)
    people[0].next()
    admin.asks("/broadcasts")
    report = admin.next()
    admin.presses(report, "取消未发的").notification()
    asked = report.edited()
    assert [label.partition(" ")[0] for label in asked.labels] == ["确实取消这", "不取消"]
    notification = admin.presses(asked, "确实取消这").notification()
    assert notification.startswith("取消了 ")
    skipped = MANY - _final(asked.edited(), admin, people)
    assert 0 < skipped <= int(notification.split()[1])  # one that is being sent may still arrive


def _final(report: Reply, admin: User, people: list[User]) -> int:
    """Wait until the report says what has arrived, and return how many got it: `people`, the first of whom took it.

    One that was being sent counts as skipped until its outcome is recorded.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        got = sum(len(person.private.waiting()) for person in people) + 1
        if f"已发送 {got}，失败 0，跳过 {MANY - got}，未发 0" in report.text:
            return got
        assert time.monotonic() < deadline, (got, report.text)
        time.sleep(2)  # as often as anybody may press for long
        admin.presses(report, "刷新").notification()
        report = report.now() or report


def test_failed_messages_can_be_retried(telegram: Telegram, admin: User, news: SampleNotices) -> None:
    one, two = subscribed(telegram, 2)
    telegram.fails("sendMessage", chat=one.private, status=400, description="Bad Request: something quite new")
    news.add(FIRST)
    two.next()
    assert "something quite new" in admin.next().text
    admin.asks("/broadcasts")
    report = admin.next().with_text("已发送 1，失败 1，跳过 0，未发 0")
    assert "· something quite new（1 条）" in report.text
    assert admin.presses(report, "重试失败的 1 条").notification() == "1 条已重新排队。"
    one.next()
    report = report.with_text("已发送 2")
    assert "失败" not in report.text.splitlines()[-1] or "失败 0" in report.text


def test_daily_events_do_not_displace_notices(
    bot: BotProcess, telegram: Telegram, admin: User, news: SampleNotices
) -> None:
    (one,) = subscribed(telegram, 1)
    telegram.fails("sendMessage", chat=one.private, status=400, description="Bad Request: something quite new")
    news.add(FIRST)
    assert "something quite new" in admin.next().text
    bot.stop()
    with sqlite3.connect(bot.state / "anlitong.db") as database:
        database.executemany(
            "INSERT INTO outbox (subscription, occasion, state, attempts, unanswered, not_before, reason, at)"
            " SELECT id, ?, 'sent', 1, 0, 0, '', 0 FROM subscriptions",
            [(f"daily:2024-05-{day:02}",) for day in range(1, 21)],
        )
    bot.start()
    admin.asks("/broadcasts")
    report = admin.next()
    assert report.text.startswith("每日一例（2024-05-20）")
    assert [label for label in report.labels if "每日" in label] == ["每日一例（2024-05-19）", "每日一例（2024-05-18）"]
    assert sum(label.startswith("《") for label in report.labels) == 1
    admin.asks("/retry")
    assert admin.next().text.startswith("1 条已重新排队。")
    assert TITLES[FIRST] in one.next().text


def test_each_event_has_its_report(telegram: Telegram, admin: User, news: SampleNotices) -> None:
    (one,) = subscribed(telegram, 1)
    for name in (FIRST, SECOND):
        news.add(name)
        one.next()
    admin.asks("/broadcasts")
    report = admin.next()
    assert report.text.startswith(f"《{TITLES[SECOND]}》")
    other = next(label for label in report.labels if label.startswith("《"))
    admin.presses(report, other).notification()
    assert report.edited().text.startswith(f"《{TITLES[FIRST]}》")


def test_a_report_is_brought_up_to_date_after_a_restart(
    telegram: Telegram, bot: BotProcess, admin: User, news: SampleNotices
) -> None:
    (wang,) = subscribed(telegram, 1)
    telegram.fails("sendMessage", chat=wang.private, status=500, times=3)
    news.add(FIRST)
    bot.wait_for_log("not_delivered")
    admin.asks("/broadcasts")
    report = admin.next()
    assert "未发 1" in report.text
    telegram.settle()
    bot.kill()
    bot.start()
    wang.next()
    report = report.with_text("已发送 1")
    assert "未发 0" in report.text
    bot.restart()
    admin.asks("安徽参与了哪些案例")
    admin.next()
    assert (now := report.now()) is not None
    assert now.edition == report.edition
