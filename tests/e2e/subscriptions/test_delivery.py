"""A new notice reaches every subscriber once, whatever goes wrong on the way."""

from __future__ import annotations

import re
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.bot_process import BotProcess
from tests.e2e.harness.clock_shift import set_shift
from tests.e2e.harness.conversation import Chat, Telegram, User
from tests.e2e.harness.replies import BUSY, PATIENCE, Reply
from tests.e2e.harness.sample_notices import TITLES, SampleNotices

FIRST, SECOND, THIRD = TITLES


class Town:
    """A bot, its notices, and the owner of every group."""

    def __init__(self, bot: BotProcess, news: SampleNotices) -> None:
        self.bot, self.news = bot, news
        self.telegram: Telegram = bot.telegram
        self.owner: User = self.telegram.user("李")

    def subscribes(self, *chats: Chat, wish: str = "") -> None:
        """Let the owner subscribe these chats or topics."""
        for chat in chats:
            if chat.type != "private":
                self.owner.becomes(chat, "creator")
            self.owner.says(chat, f"/subscribe@{self.telegram.username} {wish}")
            assert chat.next().text.startswith("已订阅")

    def admin(self) -> User:
        """The bot's administrator, who talks to it."""
        admin = self.telegram.user("管理员", identity=ADMIN)
        admin.asks("/broadcasts")
        admin.next()
        return admin


@pytest.fixture
def town(start_bot: StartBot, tmp_path: Path) -> Town:
    news = SampleNotices(tmp_path / "data")
    return Town(start_bot(ANLITONG_DATA_DIR=str(news.folder)), news)


def is_about(reply: Reply, name: str) -> bool:
    """Return whether a message announces this notice."""
    return reply.text.startswith(f"新通知：《{TITLES[name]}》")


def test_every_kind_of_chat_gets_it_once(town: Town) -> None:
    telegram, owner = town.telegram, town.owner
    group, supergroup, forum = telegram.group("一"), telegram.supergroup("二"), telegram.supergroup("三", forum=True)
    topic = [forum.topic(name) for name in ("一般", "通知")][1]
    channel, silent = telegram.channel("四"), telegram.supergroup("五")
    town.subscribes(owner.private, group, supergroup, topic)
    channel.posts("/subscribe")
    assert channel.next().text.startswith("已订阅")
    town.news.add(FIRST)
    for chat in (owner.private, group, supergroup, topic, channel):
        assert is_about(chat.next(), FIRST)
    town.bot.restart()
    for chat in (owner.private, group, supergroup, topic, channel, silent):
        chat.silent()
    town.news.add(SECOND)
    assert is_about(topic.next(), SECOND)
    assert forum.waiting()[-1].topic == topic.thread


def test_its_buttons_work_after_a_restart(town: Town) -> None:
    town.subscribes(town.owner.private)
    town.news.add(FIRST)
    summary = town.owner.next()
    town.bot.restart()
    town.owner.presses(summary, next(label for label in summary.labels if label.startswith("全部"))).notification()
    assert "个案例" in town.owner.next().text


def test_a_delivered_notice_stays_when_its_subscription_is_ended(town: Town) -> None:
    town.subscribes(town.owner.private)
    town.news.add(FIRST)
    summary = town.owner.next()
    assert town.owner.presses(summary, "退订").notification() == "已退订。"
    assert town.owner.next().text.startswith("这里没有订阅。")
    assert summary.now().edition == 0  # type: ignore[union-attr]
    assert town.owner.presses(summary, "退订").notification() == "这个订阅已经不在了。"
    town.owner.silent()


def test_the_list_that_is_sent_below_a_notice_is_edited_by_its_own_buttons(town: Town) -> None:
    town.subscribes(town.owner.private)
    town.owner.asks("/subscribe 每周一 09:00")
    town.owner.next()
    town.news.add(FIRST)
    town.owner.presses(town.owner.next(), "退订").notification()
    rest = town.owner.next()
    assert rest.labels == ["退订 1"]
    assert town.owner.presses(rest, "退订 1").notification() == "已退订。"
    assert rest.edited().text.startswith("这里没有订阅。")
    town.owner.silent()


def test_a_filter_without_matches_is_skipped(town: Town) -> None:
    admin, wang = town.admin(), town.telegram.user("王")
    town.subscribes(town.owner.private, wish="四川")
    wang.asks("/subscribe 北京")
    wang.next()
    town.news.add(FIRST)
    assert is_about(wang.next(), FIRST)
    town.owner.silent()
    admin.asks("/broadcasts")
    admin.next().with_text("已发送 1，失败 0，跳过 1，未发 0")


@pytest.mark.parametrize(
    "fault",
    [{"status": 500}, {"status": 502}, {"kind": "html"}, {"kind": "dropped"}, {"status": 429, "retry_after": 2}],
)
def test_a_transient_fault_delays_only_its_chat(town: Town, fault: dict[str, Any]) -> None:
    hit, other = town.telegram.supergroup("一"), town.telegram.supergroup("二")
    town.subscribes(hit, other)
    town.telegram.fails("sendMessage", chat=hit, **fault)
    town.news.add(FIRST)
    sooner, later = other.next(), hit.next()
    assert is_about(sooner, FIRST)
    assert is_about(later, FIRST)
    assert sooner.number < later.number
    first, second = town.telegram.calls("sendMessage", chat=hit)[-2:]
    assert second.at - first.at >= fault.get("retry_after", 0)
    hit.silent()


def test_repeatedly_dropped_connections(town: Town) -> None:
    town.subscribes(town.owner.private)
    town.telegram.fails("sendMessage", "dropped", chat=town.owner.private, times=2)
    town.news.add(FIRST)
    assert is_about(town.owner.next(80), FIRST)
    town.owner.silent()


def test_copies_are_bounded(town: Town) -> None:
    admin = town.admin()
    town.subscribes(town.owner.private)
    town.telegram.fails("sendMessage", "late", chat=town.owner.private, times=100)
    town.news.add(FIRST)
    town.bot.wait_for_log("trouble", 120)
    assert admin.next().text.startswith("群发（见 /broadcasts）出了意外")
    assert len(town.owner.private.waiting()) == 3
    admin.asks("/broadcasts")
    report = admin.next().with_text("已发送 0，失败 1，跳过 0，未发 0")
    assert "没有回音 3 次" in report.text


def test_no_copy_is_spent_while_telegram_is_down(town: Town) -> None:
    town.subscribes(town.owner.private)
    town.telegram.fails("sendMessage", "unanswered", chat=town.owner.private)
    town.telegram.fails("getMe", "dropped", times=2)
    town.news.add(FIRST)
    for _ in range(2):
        assert is_about(town.owner.next(80), FIRST)
    town.owner.silent()


def test_waiting_chats_delay_no_others(town: Town) -> None:
    people = [town.telegram.user(f"王{number}") for number in range(100)]
    for one in people:
        one.asks("/subscribe")
    for one in people:
        one.next(60)
    told = people[::5]
    others = [one for one in people if one not in told]
    for one in told:
        town.telegram.fails("sendMessage", chat=one.private, status=429, retry_after=20)
    town.news.add(FIRST)
    sooner, later = ([one.next(60) for one in those] for those in (others, told))
    assert all(is_about(reply, FIRST) for reply in (*sooner, *later))
    assert max(reply.number for reply in sooner) < min(reply.number for reply in later)


def test_an_unacknowledged_message_is_sent_again_and_counted(town: Town) -> None:
    admin = town.admin()
    town.subscribes(town.owner.private)
    town.telegram.fails("sendMessage", "unanswered", chat=town.owner.private)
    town.news.add(FIRST)
    for _ in range(2):
        assert is_about(town.owner.next(), FIRST)
    town.owner.silent()
    admin.asks("/broadcasts")
    report = admin.next().with_text("已发送 1，失败 0，跳过 0，未发 0")
    assert "没有回音 1 次" in report.text


def test_a_hung_message_delays_no_answer(town: Town) -> None:
    hung, other = (town.telegram.user(name) for name in ("王", "张"))
    for one in (hung, other):
        one.asks("/subscribe")
        one.next()
    town.telegram.fails("sendMessage", "hung", seconds=60, chat=hung.private)
    town.news.add(FIRST)
    assert is_about(other.next(), FIRST)
    until = time.monotonic() + PATIENCE
    while all(call.status for call in town.telegram.calls("sendMessage", chat=hung.private)):
        assert time.monotonic() < until, "the announcement does not begin"
        time.sleep(0.05)
    hung.asks("安徽参与了哪些案例")
    assert "共 17 个案例" in hung.next().text
    assert is_about(hung.next(60), FIRST)
    hung.silent()


def test_a_migrated_group_is_followed(town: Town) -> None:
    told, untold = town.telegram.group("一"), town.telegram.group("二")
    town.subscribes(told, untold)
    moved = told.migrate()
    town.telegram.settle()
    elsewhere = town.telegram.supergroup("二")
    town.telegram.fails(
        "sendMessage",
        chat=untold,
        status=400,
        description="Bad Request: group chat was upgraded to a supergroup chat",
        parameters={"migrate_to_chat_id": elsewhere.id},
    )
    town.news.add(FIRST)
    assert is_about(moved.next(), FIRST)
    assert is_about(elsewhere.next(), FIRST)
    town.owner.becomes(elsewhere, "creator")
    town.owner.says(elsewhere, f"/subscriptions@{town.telegram.username}")
    assert elsewhere.next().text.startswith("这里的订阅")
    town.news.add(SECOND)
    assert is_about(moved.next(), SECOND)
    assert is_about(elsewhere.next(), SECOND)
    assert told.waiting() == untold.waiting() == []


def test_a_chat_that_removes_and_adds_the_bot(town: Town) -> None:
    admin = town.admin()
    group, wang = town.telegram.supergroup("一"), town.telegram.user("王")
    town.subscribes(group)
    wang.asks("/subscribe")
    wang.next()
    town.owner.makes_bot(group, "kicked")
    wang.blocks()
    town.news.add(FIRST)
    town.news.add(SECOND)
    reports = _reports(admin, 2)
    for reason in ("bot was kicked from the supergroup chat", "bot was blocked by the user"):
        assert reason in reports
    town.owner.makes_bot(group, "member")
    assert group.next().text.startswith("大家好")
    wang.unblocks()
    town.news.add(THIRD)
    assert is_about(group.next(), THIRD)
    assert is_about(wang.next(), THIRD)


def test_a_chat_not_found_resumes_when_it_writes(town: Town) -> None:
    admin, li, wang = town.admin(), town.owner, town.telegram.user("王")
    for one in (li, wang):
        one.asks("/subscribe 北京")
        one.next()
        town.telegram.fails("sendMessage", chat=one.private, status=400, description="Bad Request: chat not found")
    town.news.add(FIRST)
    assert "· chat not found（2 条）" in _reports(admin, 2)
    li.asks("/subscriptions")
    assert li.next().text.splitlines()[2:] == ["1. 新通知和修订的摘要（条件：地区：北京）"]
    wang.asks("/subscribe 安徽")
    wang.next()
    town.news.add(SECOND)
    for one in (li, wang):
        assert is_about(one.next(), SECOND)


def _reports(admin: User, failed: int) -> str:
    """Return the newest report with `failed` failed or untried messages in total."""
    deadline = time.monotonic() + PATIENCE
    while True:
        admin.asks("/broadcasts")
        report = admin.next()
        texts = [report.text]
        for label in report.labels:
            if label.startswith("《"):
                admin.presses(report, label).notification()
                texts.append(report.edited().text)
        if sum(f"失败 {failed}" in text for text in texts):
            return "\n".join(texts)
        assert time.monotonic() < deadline, texts
        time.sleep(1)


@pytest.mark.parametrize("deleted", [False, True])
def test_a_closed_or_deleted_topic(town: Town, *, deleted: bool) -> None:
    forum = town.telegram.supergroup("一", forum=True)
    closed, other = [forum.topic(name) for name in ("一般", "通知", "别的")][1:]
    town.subscribes(closed, other)
    while forum.waiting():
        forum.next()
    end: Callable[[], None] = closed.delete_topic if deleted else closed.close
    end()
    town.news.add(FIRST)
    fallen, in_topic = sorted((forum.next(), forum.next()), key=lambda reply: reply.topic or 0)
    assert (fallen.topic, in_topic.topic) == (None, other.thread)
    assert is_about(fallen, FIRST)
    assert is_about(in_topic, FIRST)
    assert fallen.text.endswith("（原来的话题已经关闭或删除，所以发在这里。）")
    assert not in_topic.text.endswith("）")


def test_a_refused_message_is_reported_to_administrators_once(town: Town) -> None:
    admin = town.admin()
    groups = [town.telegram.supergroup("一") for _ in range(3)]
    town.subscribes(*groups)
    for group in groups[:2]:
        town.telegram.fails("sendMessage", chat=group, status=400, description="Bad Request: something quite new")
    town.news.add(FIRST)
    assert is_about(groups[2].next(), FIRST)
    told = admin.next().text
    assert told.startswith("群发（见 /broadcasts）出了意外")
    assert "something quite new" in told
    admin.silent()
    admin.asks("/broadcasts")
    report = admin.next().with_text("已发送 1，失败 2，跳过 0，未发 0")
    assert "· something quite new（2 条）" in report.text
    admin.asks("/retry")
    assert admin.next().text.startswith("2 条已重新排队。")
    for group in groups[:2]:
        assert is_about(group.next(), FIRST)


def test_a_kill_loses_nothing_and_repeats_nothing_recorded(town: Town) -> None:
    admin = town.admin()
    people = [town.telegram.user(f"王{number}") for number in range(40)]
    for person in people:
        person.asks("/subscribe")
    for person in people:
        person.next()
    town.news.add(FIRST)
    people[0].next()
    time.sleep(0.3)
    town.bot.kill()
    town.bot.start()
    admin.asks("/broadcasts")
    said = admin.next().with_text("未发 0")
    report = said.text
    counts = Counter({person.id: len(person.private.waiting()) for person in people})
    counts[people[0].id] += 1
    assert "已发送 40，失败 0，跳过 0，未发 0" in report
    unanswered = int(report.partition("没有回音 ")[2].partition(" ")[0] or 0)
    with sqlite3.connect(town.bot.state / "anlitong.db") as database:
        rows = database.execute("SELECT occasion, state, subscription, message FROM outbox").fetchall()
    assert all(re.fullmatch(rf"notice:{FIRST}@[0-9a-f]{{12}}", occasion) for occasion, *_ in rows)
    assert len({occasion for occasion, *_ in rows}) == 1
    assert len({subscription for *_, subscription, _ in rows}) == len(rows) == len(people)
    assert all(state == "sent" and message for _, state, _, message in rows)
    assert all(counts[person.id] for person in people)
    assert counts.total() <= len(people) + unanswered


def test_it_works_with_postgresql(start_bot: StartBot, new_postgres: Callable[[], str], tmp_path: Path) -> None:
    news = SampleNotices(tmp_path / "data")
    town = Town(start_bot(ANLITONG_DATA_DIR=str(news.folder), ANLITONG_DATABASE_URL=new_postgres()), news)
    admin, group = town.admin(), town.telegram.group("处室")
    people = [town.telegram.user(f"王{number}") for number in range(30)]
    town.subscribes(group, *(person.private for person in people[:1]))
    for person in people[1:]:
        person.asks("/subscribe 北京")
        person.next()
    moved = group.migrate()
    town.telegram.fails("sendMessage", chat=people[0].private, status=502)
    people[1].blocks()
    news.add(FIRST)
    people[2].next()
    town.bot.kill()
    town.bot.start()
    admin.asks("/broadcasts")
    said = admin.next().with_text("未发 0")
    assert "已发送 30，失败 1，跳过 0，未发 0" in said.text
    for chat in (moved, *(person.private for person in (people[0], *people[3:]))):
        assert is_about(chat.next(), FIRST)
    people[1].unblocks()
    (town.news.folder / "notices" / f"{FIRST}.yaml").unlink()
    news.add(SECOND)
    assert is_about(people[1].next(), SECOND)
    news.add(FIRST)
    admin.asks("/retry")
    assert admin.next().text.startswith("1 条已重新排队。")
    assert is_about(people[1].next(), FIRST)
    assert people[1].private.waiting() == []


def test_a_notice_added_during_downtime_is_sent_at_the_start(town: Town) -> None:
    town.subscribes(town.owner.private)
    town.bot.stop()
    town.news.add(FIRST)
    town.bot.start()
    assert is_about(town.owner.next(), FIRST)
    town.owner.silent()


def test_it_stops_in_time_while_it_sends(town: Town) -> None:
    people = [town.telegram.user(f"王{number}") for number in range(40)]
    for person in people:
        person.asks("/subscribe")
    for person in people:
        person.next()
    town.telegram.fails("sendMessage", "hung", seconds=60, times=3, chat=people[5].private)
    town.news.add(FIRST)
    people[0].next()
    since = time.monotonic()
    assert town.bot.stop() == 0
    assert time.monotonic() - since < 5 + BUSY
    town.bot.start()
    for person in (*people[1:5], people[-1]):
        person.next()
    town.telegram.settle()
    for person in people[1:5]:
        assert person.private.waiting() == []


def test_what_falls_into_quiet_hours_comes_after_them(town: Town) -> None:
    li, wang = town.telegram.user("李"), town.telegram.user("王")
    for one in (li, wang):
        one.asks("/subscribe")
        one.next()
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    around = "-".join((now + timedelta(hours=hours)).strftime("%H:%M") for hours in (-1, 2))
    li.asks(f"/subscribe 静默 {around}")
    li.next()
    town.news.add(FIRST)
    assert is_about(wang.next(), FIRST)
    li.silent()
    town.bot.restart()
    li.silent()
    li.asks("/subscribe 静默 关")
    assert sorted(reply.text[:4] for reply in (li.next(), li.next())) == ["新通知：", "静默已经"]


def test_a_weekly_digest_has_the_notices_of_the_week(start_bot: StartBot, tmp_path: Path) -> None:
    shift = tmp_path / "shift"
    set_shift(shift, 0)
    news = SampleNotices(tmp_path / "data")
    arguments = ("-m", "tests.e2e.harness.shifted_clock", "run")
    bot = start_bot(arguments=arguments, SHIFT=str(shift), ANLITONG_DATA_DIR=str(news.folder))
    li = bot.telegram.user("李")
    due = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
    li.asks(f"/subscribe 每周{'一二三四五六日'[due.weekday()]} {due:%H:%M}")
    li.next()
    news.add(FIRST)
    bot.wait_for_log("notices=2")
    bot.wait_for_log(f"notice:{FIRST}@")
    set_shift(shift, 25 * 3600)
    bot.restart()
    digest = li.next()
    lines = digest.text.splitlines()
    assert lines[:2] == [f"每周汇总 · {due.month} 月 {due.day} 日", "过去一周有 1 份新通知或者修订。"]
    assert lines[3].startswith(f"1. 《{TITLES[FIRST]}》（")
    set_shift(shift, (24 * 7 + 25) * 3600)
    bot.restart()
    without = li.next().text.splitlines()
    assert without[0].startswith("每周汇总 · ")
    assert without[1] == "过去一周没有新的通知。看一个案例："
    bot.restart()
    li.silent()
