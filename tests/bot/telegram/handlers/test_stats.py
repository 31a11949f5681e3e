"""The text of /stats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import WRONG_KIND, Exchange, Store
from bot.telegram.handlers.stats import MAX_QUESTIONS, stats_text
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, utf16_length
from intents.engine import Engine
from tests.bot.telegram.fake_services import NOW, fake_services

HOUR, DAY = 3600, 86400
LI = 4711


async def add(store: Store, *rows: tuple[str, str, float], chat: int = LI) -> None:
    """Save an exchange for each question, kind and age in seconds."""
    for question, kind, ago in rows:
        row = Exchange(id=store.next_id(), chat=chat, asker=LI, question=question, kind=kind, revision="x", at=NOW)
        await store.add(replace(row, at=NOW - ago))


async def test_questions_by_day_kind_and_surface(store: Store, engine: Engine) -> None:
    await add(store, ("帮助", "help", 0), ("安徽", "cases", 0), ("安徽", "cases", 1), ("几个", "count", 2))
    await add(store, ("江徽", "clarify", HOUR), ("安徽", WRONG_KIND, 1), ("天气", "refuse", 15 * HOUR))
    await add(store, ("安徽", "cases", 17 * HOUR), ("西藏", "none", 17 * HOUR), chat=-100)
    await add(store, ("安徽", "cases", 6 * DAY), chat=1 << 62)
    await add(store, ("以前", "cases", 7 * DAY), ("太久", "cases", 31 * DAY), ("刚好", "cases", 29 * DAY))
    assert (await stats_text(fake_services(store, engine).services)).splitlines() == [
        "最近 7 天的提问：",
        "",
        "01-15 今天：5 个，答了 3 个，反问 1 个，没听懂 1 个，有人说答得不对 1 个",
        "01-14 周四：2 个，答了 2 个",
        "01-13 周三：没有",
        "01-12 周二：没有",
        "01-11 周一：没有",
        "01-10 周日：没有",
        "01-09 周六：1 个，答了 1 个",
        "",
        "一共：8 个，答了 6 个，反问 1 个，没听懂 1 个，有人说答得不对 1 个",
        "答的是：案例 4，数量 1，通知里没有的 1",
        "问的地方：私聊 5，群 2，别的聊天 1",
        "",
        "最近 30 天问得最多的：",
        "",
        "4 次 · 安徽",
        "1 次 · 几个",
        "1 次 · 江徽",
        "1 次 · 西藏",
        "1 次 · 以前",
        "1 次 · 刚好",
    ]


async def test_before_the_first_question(store: Store, engine: Engine) -> None:
    lines = (await stats_text(fake_services(store, engine).services)).splitlines()
    assert len(lines) == 11
    assert lines[-1] == "一共：没有"


@pytest.mark.parametrize(("zone", "day"), [("UTC", "01-14 周四"), ("Asia/Shanghai", "01-15 今天")])
async def test_a_day_begins_at_midnight_of_the_time_zone(store: Store, engine: Engine, zone: str, day: str) -> None:
    await add(store, ("安徽", "cases", 10 * HOUR))
    text = await stats_text(fake_services(store, engine, zone=zone).services)
    assert next(line.partition("：")[0] for line in text.splitlines() if line.endswith("：1 个，答了 1 个")) == day


async def test_it_fits_into_one_message(store: Store, engine: Engine) -> None:
    await add(store, *[(f"{number}\n" + "🐟" * 4000, "cases", number) for number in range(MAX_QUESTIONS + 5)])
    text = await stats_text(fake_services(store, engine).services)
    assert utf16_length(text) <= MAX_MESSAGE_LENGTH
    assert sum(line.startswith("1 次 · ") for line in text.splitlines()) == MAX_QUESTIONS
