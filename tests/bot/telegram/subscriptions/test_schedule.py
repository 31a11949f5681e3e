from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.subscriptions.schedule import DAILY, NOTICE, SubscriptionRequest, format_minute, parse_request

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
    "每日 24:00": SubscriptionRequest(DAILY, ""),
    "每日 09:60 安徽": SubscriptionRequest(DAILY, "安徽"),
    "每日 9:001": SubscriptionRequest(DAILY, "9:001"),
    "09:00": SubscriptionRequest(NOTICE, "09:00"),
    "安徽每日优鲜": SubscriptionRequest(NOTICE, "安徽每日优鲜"),
    "09:00 每日": SubscriptionRequest(DAILY, "", NINE),
    "安徽 早上9点半 每天": SubscriptionRequest(DAILY, "安徽", NINE + 30),
    "每日 安徽 09:00": SubscriptionRequest(DAILY, "安徽", NINE),
    "每天 安徽 最佳 下午3点": SubscriptionRequest(DAILY, "安徽 最佳", 15 * 60),
    "每天早上九点": SubscriptionRequest(DAILY, "", NINE),
    "每天晚上八点半 安徽": SubscriptionRequest(DAILY, "安徽", 20 * 60 + 30),
    "每日十二点二十分": SubscriptionRequest(DAILY, "", 12 * 60 + 20),
    "每日 二十五点": SubscriptionRequest(DAILY, ""),
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
    assert found.kind == DAILY or found.condition in (text.strip(), "")
    assert found.minute is None or found.minute in range(24 * 60)
