from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.subscriptions.schedule import DAILY, NOTICE, Wish, clock, wish

NINE = 9 * 60

SAID = {
    "": Wish(NOTICE, ""),
    " 安徽 最佳 ": Wish(NOTICE, "安徽 最佳"),
    "每日 09:00": Wish(DAILY, "", NINE),
    "每天9：00": Wish(DAILY, "", NINE),
    "每日 09:00 安徽 最佳": Wish(DAILY, "安徽 最佳", NINE),
    "每日09:00，安徽": Wish(DAILY, "安徽", NINE),
    "安徽 每日 09:00": Wish(DAILY, "安徽", NINE),
    "每天早上9点": Wish(DAILY, "", NINE),
    "每天 9点半 叉车": Wish(DAILY, "叉车", NINE + 30),
    "每天下午3点20分": Wish(DAILY, "", 15 * 60 + 20),
    "每日晚上8点一刻": Wish(DAILY, "", 20 * 60 + 15),
    "每日 0:00": Wish(DAILY, "", 0),
    "每日 23:59": Wish(DAILY, "", 23 * 60 + 59),
    "daily 09:00 安徽": Wish(DAILY, "安徽", NINE),
    "每日": Wish(DAILY, ""),
    "每天 安徽": Wish(DAILY, "安徽"),
    "每日 24:00": Wish(DAILY, ""),
    "每日 09:60 安徽": Wish(DAILY, "安徽"),
    "每日 9:001": Wish(DAILY, "9:001"),
    "09:00": Wish(NOTICE, "09:00"),
    "安徽每日优鲜": Wish(NOTICE, "安徽每日优鲜"),
    "09:00 每日": Wish(DAILY, "", NINE),
    "安徽 早上9点半 每天": Wish(DAILY, "安徽", NINE + 30),
    "每日 安徽 09:00": Wish(DAILY, "安徽", NINE),
    "每天 安徽 最佳 下午3点": Wish(DAILY, "安徽 最佳", 15 * 60),
    "每天早上九点": Wish(DAILY, "", NINE),
    "每天晚上八点半 安徽": Wish(DAILY, "安徽", 20 * 60 + 30),
    "每日十二点二十分": Wish(DAILY, "", 12 * 60 + 20),
    "每日 二十五点": Wish(DAILY, ""),
    "每日 一点通": Wish(DAILY, "一点通"),
    "每日 09:00 第3个": Wish(DAILY, "第3个", NINE),
    "全部": Wish(NOTICE, ""),
    "所有新通知": Wish(NOTICE, ""),
    "新通知": Wish(NOTICE, ""),
    "不限条件": Wish(NOTICE, ""),
    "每日 9点 全部案例": Wish(DAILY, "", NINE),
    "新区": Wish(NOTICE, "新区"),
}


@pytest.mark.parametrize(("text", "expected"), SAID.items(), ids=SAID)
def test_what_is_wished_for(text: str, expected: Wish) -> None:
    assert wish(text) == expected


@given(st.integers(0, 24 * 60 - 1), st.sampled_from(["", "安徽", "安徽 最佳"]))
def test_every_time_is_read_as_it_is_written(minute: int, condition: str) -> None:
    assert wish(f"每日 {clock(minute)} {condition}") == Wish(DAILY, condition, minute)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    found = wish(text)
    assert found.kind == DAILY or found.condition in (text.strip(), "")
    assert found.minute is None or found.minute in range(24 * 60)
