"""Notices that are added and revised while the bot runs or is stopped, and the change of the day."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.conftest import ADMIN, StartBot
from tests.e2e.harness.bot_process import BotProcess
from tests.e2e.harness.conversation import PATIENCE, Telegram, User
from tests.e2e.harness.notice_drafts import BASE, GUANGZHOU, NANNING, SHENZHEN, NoticeDirectory

AWAY = 12
"""Seconds for which Telegram refuses a chat's messages: longer than it takes until changed files are read twice."""

NEW = "新通知：《关于公布优化营商环境案例的通知》"
REVISED = "有修订：《关于公布优化营商环境案例的通知》"


@pytest.fixture
def folder(tmp_path: Path) -> NoticeDirectory:
    return NoticeDirectory(tmp_path / "data")


@pytest.fixture
def bot(start_bot: StartBot, folder: NoticeDirectory) -> BotProcess:
    return start_bot(ANLITONG_DATA_DIR=str(folder.path))


@pytest.fixture
def telegram(bot: BotProcess) -> Telegram:
    return bot.telegram


def subscribed(telegram: Telegram, *conditions: str) -> list[User]:
    """Return people who subscribed in private, each under one of these conditions."""
    found = []
    for condition in conditions:
        one = telegram.user(condition or "全部")
        one.asks(f"/subscribe {condition}")
        assert one.next().text.startswith("已订阅")
        found.append(one)
    return found


def test_a_new_notice_reaches_matching_subscribers_once(
    bot: BotProcess, telegram: Telegram, folder: NoticeDirectory
) -> None:
    everyone, guangzhou, anhui = subscribed(telegram, "", "广州", "安徽")
    folder.write(BASE)
    said = everyone.next()
    assert said.text.splitlines() == [
        NEW,
        "2024-05-06 发布",
        "公布了 3 个案例。",
        "",
        "按等次",
        "· 一等案例：2 个",
        "· 二等案例：1 个",
        "",
        "按省市",
        "· 广东：2 个",
        "· 广西：2 个",
        "",
        "一个案例有几个省市参与，就在几个省市下各算一次。",
    ]
    assert said.buttons == [["全部 3 个案例"], ["一等案例 2 个", "二等案例 1 个"], ["广东 2", "广西 2"], ["退订"]]
    assert "其中符合“地区：广州”的 1 个" in guangzhou.next().text
    anhui.silent()
    bot.restart()
    telegram.settle()
    assert everyone.private.waiting() == []
    everyone.presses(said, "广西 2").notification()
    lists = everyone.next().text
    assert "共 2 个案例" in lists
    assert "信用修复一口办" in lists


def test_a_condition_can_match_names_that_are_new(telegram: Telegram, folder: NoticeDirectory) -> None:
    """Nanning and its tier were in no notice at the time of the subscription."""
    nanning, words = subscribed(telegram, "南宁", "营商环境 一件事")
    folder.write(BASE)
    assert "其中符合“地区：南宁”的 2 个" in nanning.next().text
    words.silent()


def test_a_notice_reaches_groups_topics_and_channels(telegram: Telegram, folder: NoticeDirectory) -> None:
    forum, group, channel = telegram.supergroup("论坛", forum=True), telegram.group("处室"), telegram.channel("公告")
    topic = forum.topic("通知")
    for chat in (topic, group):
        chat.anonymous("/subscribe")
        chat.next()
    channel.posts("/subscribe")
    channel.next()
    folder.write(BASE)
    for chat in (topic, group, channel):
        said = chat.next()
        assert said.text.startswith(NEW)
        assert said.topic == chat.thread
        assert said.reply_to is None
    assert all("url" in button for row in said.keyboard for button in row)
    telegram.user("读者").asks(f"/start {said.keyboard[0][0]['url'].partition('=')[2]}")


def test_replies_to_a_summary(telegram: Telegram, folder: NoticeDirectory) -> None:
    group = telegram.supergroup("处室")
    group.anonymous("/subscribe")
    group.next()
    folder.write(BASE)
    said = group.next()
    li = telegram.user("李")
    for chat in ("恭喜各位！", "收到", "辛苦了"):
        li.says(group, chat, reply_to=said)
    group.silent()
    li.says(group, "其中二等的有哪些", reply_to=said)
    answer = group.next().text
    assert "信用修复一口办" in answer
    assert "一件事一次办" not in answer


def test_a_revision_says_what_changed(bot: BotProcess, telegram: Telegram, folder: NoticeDirectory) -> None:
    folder.write(BASE)
    bot.wait_for_log("gz-2024@")
    everyone, guangzhou, nanning, anhui = subscribed(telegram, "", "广州", "南宁", "安徽")
    first = (
        ("一件事一次办好", (GUANGZHOU, NANNING)),
        ("开办企业一网通", (SHENZHEN, GUANGZHOU)),
        ("证照联办", (SHENZHEN,)),
    )
    folder.write(replace(BASE, issued="2024-05-07", first=first, second=()))
    assert everyone.next().text.splitlines()[:12] == [
        REVISED,
        "2024-05-07 发布",
        "公布了 3 个案例。",
        "",
        "这次改了什么",
        "· 发布日期：2024-05-06 → 2024-05-07",
        "· 新增 1 个案例：证照联办",
        "· 删去 1 个案例：信用修复一口办",
        "· 改名 1 个案例：一件事一次办 → 一件事一次办好",
        f"· 变动单位 1 个案例：开办企业一网通（增加 {GUANGZHOU}）",
        "",
        "按等次",
    ]
    told = guangzhou.next().text.splitlines()
    assert told[5:9] == [
        "· 发布日期：2024-05-06 → 2024-05-07",
        "· 改名 1 个案例：一件事一次办 → 一件事一次办好",
        f"· 变动单位 1 个案例：开办企业一网通（增加 {GUANGZHOU}）",
        "",
    ]
    assert "删去 1 个案例：信用修复一口办" in nanning.next().text
    anhui.silent()
    folder.write(replace(BASE, issued="2024-05-07", first=first[1:], second=()))
    assert "删去 1 个案例：一件事一次办好" in everyone.next().text
    assert "删去 1 个案例：一件事一次办好" in guangzhou.next().text
    assert nanning.next().text.splitlines() == [
        REVISED,
        "现在没有符合“地区：南宁”的案例了。",
        "",
        "这次改了什么",
        "· 删去 1 个案例：一件事一次办好",
    ]
    folder.write(replace(BASE, issued="2024-05-07", first=first[1:2], second=()))
    assert "删去 1 个案例：证照联办" in everyone.next().text
    for one in (guangzhou, nanning, anhui):
        one.silent()


def test_changed_aliases_and_comments_are_no_revision(
    telegram: Telegram, folder: NoticeDirectory, bot: BotProcess
) -> None:
    folder.write(BASE)
    bot.wait_for_log("gz-2024@")
    (everyone,) = subscribed(telegram, "")
    folder.write_text(
        BASE.text().replace("- title: 开办企业一网通", "- title: 开办企业一网通\n    aliases: [一日办结]"), BASE
    )
    deadline = time.monotonic() + PATIENCE
    while "开办企业" not in asked(telegram.user("李"), "一日办结是谁做的"):  # each time another, who may ask
        assert time.monotonic() < deadline
        time.sleep(0.2)
    everyone.silent()


def asked(who: User, text: str) -> str:
    who.asks(text)
    return who.next().text


def test_notices_added_while_it_was_stopped_are_announced(
    bot: BotProcess, telegram: Telegram, folder: NoticeDirectory
) -> None:
    (everyone,) = subscribed(telegram, "")
    bot.stop()
    folder.write(BASE)
    bot.start()
    assert everyone.next().text.startswith(NEW)
    bot.stop()
    folder.write(replace(BASE, title="关于公布案例的通知"))
    bot.start()
    said = everyone.next().text
    assert said.startswith("有修订：《关于公布案例的通知》")
    assert "· 标题：《关于公布优化营商环境案例的通知》 → 《关于公布案例的通知》" in said
    bot.restart()
    everyone.silent()


def test_a_subscriber_during_downtime_sees_a_new_notice_once(
    bot: BotProcess, telegram: Telegram, folder: NoticeDirectory
) -> None:
    (everyone,) = subscribed(telegram, "")
    bot.stop()
    folder.write(BASE)
    li = telegram.user("李")
    li.asks("/subscribe")
    bot.start()
    assert "最新一份：《关于公布优化营商环境案例的通知》" in li.next().text
    assert everyone.next().text.startswith(NEW)
    li.silent()


def test_on_an_empty_database_nothing_old_is_announced(start_bot: StartBot, folder: NoticeDirectory) -> None:
    folder.write(BASE)
    bot = start_bot(start=False, ANLITONG_DATA_DIR=str(folder.path))
    li = bot.telegram.user("李")
    li.asks("/subscribe")
    bot.start()
    assert "最新一份：《关于公布优化营商环境案例的通知》" in li.next().text
    li.silent()
    bot.restart()
    li.silent()


def test_a_missed_revision_is_included_in_the_next_differences(
    bot: BotProcess, telegram: Telegram, folder: NoticeDirectory
) -> None:
    """The first revision is superseded before its turn."""
    folder.write(BASE)
    bot.wait_for_log("gz-2024@")
    (everyone,) = subscribed(telegram, "")
    telegram.fails("sendMessage", status=429, retry_after=AWAY, chat=everyone.private)
    before = telegram.calls("sendMessage")[-1].number
    folder.write(replace(BASE, issued="2024-06-01"))
    telegram.awaits("sendMessage", after=before)
    folder.write(replace(BASE, issued="2024-06-01", second=()))
    said = everyone.next().text
    assert "· 发布日期：2024-05-06 → 2024-06-01" in said
    assert "· 删去 1 个案例：信用修复一口办" in said
    everyone.silent()


def test_a_reverted_revision(bot: BotProcess, telegram: Telegram, folder: NoticeDirectory) -> None:
    """Each revision comes to a subscription once; if it returns, to those who have not had it."""
    told, waits = subscribed(telegram, "", "广州")
    telegram.fails("sendMessage", status=429, retry_after=AWAY, chat=waits.private)
    folder.write(BASE)
    assert told.next().text.startswith(NEW)
    folder.write(replace(BASE, issued="2024-06-01"))
    assert "· 发布日期：2024-05-06 → 2024-06-01" in told.next().text
    said = waits.next().text
    assert said.startswith(NEW)
    assert "2024-06-01 发布" in said
    folder.write(BASE)
    assert "· 发布日期：2024-06-01 → 2024-05-06" in waits.next().text
    bot.restart()
    told.silent()
    assert waits.private.waiting() == []
    folder.write(replace(BASE, issued="2024-06-02"))
    assert "· 发布日期：2024-06-01 → 2024-06-02" in told.next().text
    assert "· 发布日期：2024-05-06 → 2024-06-02" in waits.next().text


def test_a_file_deleted_during_its_announcement_and_restored(
    bot: BotProcess, telegram: Telegram, folder: NoticeDirectory
) -> None:
    told, waits, other = subscribed(telegram, "", "广州", "广西")
    for one in (waits, other):
        telegram.fails("sendMessage", status=429, retry_after=AWAY, chat=one.private)
    folder.write(BASE)
    assert told.next().text.startswith(NEW)
    file = folder.path / "notices" / f"{BASE.id}.yaml"
    file.rename(folder.path / "away")
    bot.wait_for_log("data_read", times=2)
    bot.wait_for_rows(2, "outbox WHERE state = 'skipped'")
    assert waits.private.waiting() == other.private.waiting() == []
    (folder.path / "away").rename(file)
    for one in (waits, other):
        assert one.next().text.startswith(NEW)
    told.silent()
    file.touch()
    told.silent()


def test_a_file_written_in_parts(telegram: Telegram, folder: NoticeDirectory) -> None:
    """Each part of the file is a valid notice."""
    admin = administrator(telegram)
    (everyone,) = subscribed(telegram, "")
    file, text = folder.path / "notices" / f"{BASE.id}.yaml", BASE.text()
    pieces = [text[: text.index(title)] for title in ("  - title: 开办", "- name: 二等")]
    for so_far in (piece + "#\n" * number for piece in pieces for number in range(4)):
        file.write_text(so_far, "utf-8")
        time.sleep(0.25)  # far from the second for which a file must rest, even where this comes late
    file.write_text(text, "utf-8")
    assert "公布了 3 个案例。" in everyone.next().text
    for who in (admin, everyone):
        who.silent()


def test_two_notices_at_once(telegram: Telegram, folder: NoticeDirectory) -> None:
    (everyone,) = subscribed(telegram, "")
    for number in (2024, 2025):
        folder.write(replace(BASE, id=f"gz-{number}", title=f"{number} 年的通知", issued=f"{number}-01-01"))
    assert [everyone.next().text.splitlines()[0] for _ in range(2)] == [
        "新通知：《2024 年的通知》",
        "新通知：《2025 年的通知》",
    ]
    everyone.silent()


def test_a_faulty_notice_is_left_out_and_told(telegram: Telegram, folder: NoticeDirectory) -> None:
    admin = administrator(telegram)
    (everyone,) = subscribed(telegram, "")
    broken = BASE.text().replace("title: 一件事一次办", "titel: 一件事一次办")
    folder.write_text(broken, BASE)
    said = admin.next().text.splitlines()
    assert said[0] == "有的通知写得不对，没有用上，其余的照常回答："
    assert all(line.startswith("notices/gz-2024.yaml: tiers[0].cases[0]") for line in said[2:])
    status = asked(everyone, "/status")
    assert "22 个案例" in status
    assert f"· {said[2]}" in status
    folder.write_text(f"{broken}\n", BASE)
    admin.silent()
    folder.write_text(broken.replace("issued: '2024-05-06'", "issued: 去年"), BASE)
    again = admin.next().text.splitlines()
    assert len(again) == 3
    assert again[2].startswith("notices/gz-2024.yaml: issued: ")
    everyone.silent()
    folder.write(BASE)
    assert admin.next().text == "数据改对了，已经换上。"
    assert everyone.next().text.startswith(NEW)
    assert "25 个案例" in asked(everyone, "/status")
    folder.write_text(broken, BASE)
    assert admin.next().text.splitlines()[2:] == said[2:]


def administrator(telegram: Telegram) -> User:
    admin = telegram.user("管理员", identity=ADMIN)
    admin.asks("/start")
    admin.next()
    return admin


def test_the_status_shows_the_revision(telegram: Telegram, folder: NoticeDirectory, bot: BotProcess) -> None:
    li = telegram.user("李")
    before = asked(li, "/status")
    folder.write(BASE)
    bot.wait_for_log("data_read")
    telegram.settle()
    after = asked(li, "/status")
    revisions = [text.split("版本：")[1].splitlines()[0] for text in (before, after)]
    assert revisions[0] != revisions[1]


def test_answers_continue_and_buttons_report_changed_data(telegram: Telegram, folder: NoticeDirectory) -> None:
    li = telegram.user("李")
    li.asks("安徽参与了哪些案例")
    old = li.next()
    (everyone,) = subscribed(telegram, "")
    folder.write(BASE)
    while not everyone.private.waiting():
        assert "共 17 个案例" in asked(telegram.user("王"), "安徽参与了哪些案例")  # each time another, who may ask
    li.presses(old, "这些案例的单位").notification()
    assert "单位" in old.edited().text


# Days.


def daily(telegram: Telegram, text: str) -> User:
    li = telegram.user("李")
    li.asks(f"/subscribe 每日 {text}")
    assert li.next().text.startswith("已订阅")
    return li


def test_a_daily_case_is_sent_at_its_time(start_bot: StartBot) -> None:
    """The time zone is set and a day ahead of others."""
    zone = ZoneInfo("Pacific/Kiritimati")
    telegram = start_bot(ANLITONG_TIMEZONE=zone.key).telegram
    if (left := 60 - time.time() % 60) < 10 or datetime.now(zone).strftime("%H:%M") == "23:59":
        time.sleep(left + 1)
    then = datetime.now(zone) + timedelta(minutes=1)
    li = telegram.user("李")
    li.asks(f"/subscribe 每日 {then:%H:%M} 安徽")
    assert li.next().text.endswith(f"第一个今天 {then:%H:%M} 发。")
    assert li.private.waiting() == []
    said = li.next(90).text
    assert said.startswith(f"每日一例 · {then.month} 月 {then.day} 日\n")
    assert "安徽" in said
    assert datetime.now(zone).strftime("%H:%M") == f"{then:%H:%M}"
    li.silent()


def aged(bot: BotProcess, seconds: float = 2 * 24 * 60 * 60) -> None:
    """Make all subscriptions older by `seconds`."""
    with sqlite3.connect(bot.state / "anlitong.db") as database:
        database.execute("UPDATE subscriptions SET at = at - ?", (seconds,))


def test_a_missed_daily_case_is_sent_late_and_once(bot: BotProcess, telegram: Telegram) -> None:
    li = daily(telegram, "00:00 安徽")
    bot.stop()
    aged(bot)
    bot.start()
    said = li.next()
    assert said.text.startswith("每日一例 · ")
    assert "安徽" in said.text
    li.asks("谁做的", reply_to=said)
    assert "个单位" in li.next().text
    bot.restart()
    li.silent()


def test_a_daily_case_of_a_past_day_is_not_sent(bot: BotProcess, telegram: Telegram) -> None:
    li = daily(telegram, "00:00")
    bot.stop()
    aged(bot)
    with sqlite3.connect(bot.state / "anlitong.db") as database:
        (number,) = database.execute("SELECT id FROM subscriptions").fetchone()
        database.execute(
            "INSERT INTO outbox (subscription, occasion, state, attempts, unanswered, not_before, reason, at)"
            " VALUES (?, 'daily:2024-05-06', 'pending', 0, 0, 0, '', 0)",
            (number,),
        )
    bot.start()
    li.next()
    li.silent()
    bot.wait_for_rows(0, "outbox WHERE state = 'pending'")
    with sqlite3.connect(bot.state / "anlitong.db") as database:
        states = dict(database.execute("SELECT occasion, state FROM outbox"))
    assert states.pop("daily:2024-05-06") == "skipped"
    assert [*states.values()] == ["sent"]


def test_changing_the_time_sends_no_second_case_a_day(bot: BotProcess, telegram: Telegram) -> None:
    li = daily(telegram, "00:00")
    bot.stop()
    aged(bot)
    bot.start()
    assert li.next().text.startswith("每日一例 · ")
    li.asks("/subscribe 每日 23:59")
    assert li.next().text.splitlines() == [
        "已订阅：每天 23:59 一个案例（不限条件）",
        "原来的每天 00:00 不再发。",
        "这样的案例有 22 个，全部发过一遍才会重复。",
        "今天的已经发过，下一个明天 23:59 发。",
    ]
    li.asks("/subscriptions")
    assert li.next().text.splitlines()[2:] == ["1. 每天 23:59 一个案例（不限条件）"]


def test_a_daily_case_is_not_sent_before_its_time(bot: BotProcess, telegram: Telegram) -> None:
    li = daily(telegram, "23:59")
    bot.stop()
    aged(bot)
    bot.start()
    li.silent()
