from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.subscriptions.schedule import (
    DAILY,
    DAY_MINUTES,
    NOTICE,
    WEEKDAYS,
    WEEKLY,
    QuietRequest,
    SubscriptionRequest,
    format_minute,
    format_time,
    last_due,
    parse_quiet,
    parse_request,
    quiet_end,
)

NINE = 9 * 60

SAID = {
    "": SubscriptionRequest(NOTICE, ""),
    " 安徽 最佳 ": SubscriptionRequest(NOTICE, "安徽 最佳"),
    "每日 09:00": SubscriptionRequest(DAILY, "", NINE),
    "每天9：00": SubscriptionRequest(DAILY, "", NINE),
    "每日 09:00 安徽 最佳": SubscriptionRequest(DAILY, "安徽 最佳", NINE),
    "每日09:00，安徽": SubscriptionRequest(DAILY, "安徽", NINE),
    "安徽 每日 09:00": SubscriptionRequest(DAILY, "安徽", NINE),
    "每天早上9点": SubscriptionRequest(DAILY, "", NINE),
    "每天 9点半 叉车": SubscriptionRequest(DAILY, "叉车", NINE + 30),
    "每天下午3点20分": SubscriptionRequest(DAILY, "", 15 * 60 + 20),
    "每日晚上8点一刻": SubscriptionRequest(DAILY, "", 20 * 60 + 15),
    "每日 0:00": SubscriptionRequest(DAILY, "", 0),
    "每日 23:59": SubscriptionRequest(DAILY, "", 23 * 60 + 59),
    "daily 09:00 安徽": SubscriptionRequest(DAILY, "安徽", NINE),
    "每日": SubscriptionRequest(DAILY, ""),
    "每天 安徽": SubscriptionRequest(DAILY, "安徽"),
    "每日 24:00": SubscriptionRequest(DAILY, "", wrong_time="24:00"),
    "每日 09:60 安徽": SubscriptionRequest(DAILY, "安徽", wrong_time="09:60"),
    "每日 9:001": SubscriptionRequest(DAILY, "9:001"),
    "09:00": SubscriptionRequest(NOTICE, "", NINE),
    "12": SubscriptionRequest(NOTICE, "", 12 * 60),
    "9:00 安徽": SubscriptionRequest(NOTICE, "安徽", NINE),
    "25": SubscriptionRequest(NOTICE, "", wrong_time="25"),
    "99:00": SubscriptionRequest(NOTICE, "", wrong_time="99:00"),
    "安徽 25:00": SubscriptionRequest(NOTICE, "安徽", wrong_time="25:00"),
    "每周一 09:00": SubscriptionRequest(WEEKLY, "", NINE, "一"),
    "每周三09:00，安徽": SubscriptionRequest(WEEKLY, "安徽", 2 * DAY_MINUTES + NINE, "三"),
    "安徽 每周五 18:00": SubscriptionRequest(WEEKLY, "安徽", 4 * DAY_MINUTES + 18 * 60, "五"),
    "每星期天早上8点半": SubscriptionRequest(WEEKLY, "", 6 * DAY_MINUTES + 8 * 60 + 30, "日"),
    "周一 9点 最佳": SubscriptionRequest(WEEKLY, "最佳", NINE, "一"),
    "每周二 26:00": SubscriptionRequest(WEEKLY, "", None, "二", "26:00"),
    "每周 09:00": SubscriptionRequest(WEEKLY, ""),
    "每周一": SubscriptionRequest(WEEKLY, "", None, "一"),
    "周浦的案例": SubscriptionRequest(NOTICE, "周浦的案例"),
    "安徽每日优鲜": SubscriptionRequest(NOTICE, "安徽每日优鲜"),
    "09:00 每日": SubscriptionRequest(DAILY, "", NINE),
    "安徽 早上9点半 每天": SubscriptionRequest(DAILY, "安徽", NINE + 30),
    "每日 安徽 09:00": SubscriptionRequest(DAILY, "安徽", NINE),
    "每天 安徽 最佳 下午3点": SubscriptionRequest(DAILY, "安徽 最佳", 15 * 60),
    "每天早上九点": SubscriptionRequest(DAILY, "", NINE),
    "每天晚上八点半 安徽": SubscriptionRequest(DAILY, "安徽", 20 * 60 + 30),
    "每日十二点二十分": SubscriptionRequest(DAILY, "", 12 * 60 + 20),
    "每日 二十五点": SubscriptionRequest(DAILY, "", wrong_time="二十五点"),
    "每日 一点通": SubscriptionRequest(DAILY, "一点通"),
    "每日 09:00 第3个": SubscriptionRequest(DAILY, "第3个", NINE),
    "全部": SubscriptionRequest(NOTICE, ""),
    "所有新通知": SubscriptionRequest(NOTICE, ""),
    "新通知": SubscriptionRequest(NOTICE, ""),
    "不限条件": SubscriptionRequest(NOTICE, ""),
    "每日 9点 全部案例": SubscriptionRequest(DAILY, "", NINE),
    "新区": SubscriptionRequest(NOTICE, "新区"),
}


@pytest.mark.parametrize(("text", "expected"), SAID.items(), ids=SAID)
def test_requests(text: str, expected: SubscriptionRequest) -> None:
    assert parse_request(text) == expected


@given(st.integers(0, 24 * 60 - 1), st.sampled_from(["", "安徽", "安徽 最佳"]))
def test_every_time_is_parsed_as_formatted(minute: int, condition: str) -> None:
    assert parse_request(f"每日 {format_minute(minute)} {condition}") == SubscriptionRequest(DAILY, condition, minute)


@given(st.text())
def test_any_text_is_parsed(text: str) -> None:
    found = parse_request(text)
    has_time = found.minute is not None or found.wrong_time
    assert found.kind != NOTICE or has_time or found.condition in (text.strip(), "")
    assert found.minute is None or found.minute in range(7 * DAY_MINUTES if found.kind == WEEKLY else DAY_MINUTES)


@given(st.sampled_from([DAILY, WEEKLY]), st.integers(0, 7 * DAY_MINUTES - 1))
def test_times_are_parsed_as_formatted(kind: str, minute: int) -> None:
    minute %= DAY_MINUTES if kind == DAILY else 7 * DAY_MINUTES
    day = WEEKDAYS[minute // DAY_MINUTES] if kind == WEEKLY else ""
    assert parse_request(format_time(kind, minute)) == SubscriptionRequest(kind, "", minute, day)


QUIET = {
    "静默 22:00-08:00": QuietRequest(22 * 60, 8 * 60),
    "静默22点到8点": QuietRequest(22 * 60, 8 * 60),
    "免打扰 晚上10点半至早上7点": QuietRequest(22 * 60 + 30, 7 * 60),
    "静默 10:00-08:00 确定": QuietRequest(10 * 60, 8 * 60, sure=True),
    "静默 关": QuietRequest(),
    "静默 取消": QuietRequest(),
    "安徽": None,
    "": None,
}


@pytest.mark.parametrize(("text", "expected"), QUIET.items(), ids=QUIET)
def test_quiet_hours(text: str, expected: QuietRequest | None) -> None:
    assert parse_quiet(text) == expected


@pytest.mark.parametrize("text", ["静默", "静默 22:00", "静默 22:00-22:00", "静默 25:00-08:00", "静默 夜里"])
def test_quiet_hours_that_are_none(text: str) -> None:
    with pytest.raises(ValueError, match="静默"):
        parse_quiet(text)


@pytest.mark.parametrize(
    ("hours", "now", "end"),
    [
        ((22 * 60, 8 * 60), "15 23:00", "16 08:00"),
        ((22 * 60, 8 * 60), "15 07:59", "15 08:00"),
        ((22 * 60, 8 * 60), "15 08:00", None),
        ((22 * 60, 8 * 60), "15 22:00", "16 08:00"),
        ((12 * 60, 14 * 60), "15 13:00", "15 14:00"),
        ((12 * 60, 14 * 60), "15 14:00", None),
        ((None, None), "15 13:00", None),
    ],
)
def test_the_end_of_quiet_hours(hours: tuple[int | None, int | None], now: str, end: str | None) -> None:
    zone = ZoneInfo("Asia/Shanghai")

    def at(text: str) -> float:
        return datetime.strptime(f"2027-01-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=zone).timestamp()

    assert quiet_end(*hours, at(now), zone) == (at(end) if end else None)


@given(st.integers(0, 7 * DAY_MINUTES - 1), st.datetimes(timezones=st.just(UTC)))
def test_a_weekly_subscription_was_due_last_within_a_week(minute: int, now: datetime) -> None:
    due = last_due(WEEKLY, minute, now)
    assert timedelta(0) <= now - due < timedelta(days=7)
    assert due.weekday() * DAY_MINUTES + due.hour * 60 + due.minute == minute
