from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import WRONG_KIND, Exchange, Store
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.handlers.status import (
    MAX_LENGTH,
    MAX_NOTICES,
    MAX_QUESTIONS,
    format_duration,
    status_text,
    unanswered_text,
)
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, utf16_length
from intents.engine import Engine
from tests.bot.telegram.fake_services import NOW, fake_services

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "不到一分钟"),
        (59.9, "不到一分钟"),
        (MINUTE, "1 分钟"),
        (HOUR - 1, "59 分钟"),
        (HOUR, "1 小时 0 分钟"),
        (DAY - 1, "23 小时 59 分钟"),
        (DAY, "1 天 0 小时"),
        (400 * DAY + 5 * HOUR + 59 * MINUTE, "400 天 5 小时"),
    ],
)
def test_durations(seconds: float, text: str) -> None:
    assert format_duration(seconds) == text


async def test_only_the_latest_notices_are_named(store: Store, engine: Engine) -> None:
    notice = engine.dataset.notices[0]
    services = fake_services(store, engine).services
    many = tuple(replace(notice, id=f"n-{number}", title=f"{number:03}{'长' * 100}") for number in range(99))
    services.answerer.engine = Engine(replace(engine.dataset, notices=many))
    text = await status_text(services, ConversationKey(7, None, 7, private=True))
    assert utf16_length(text) <= MAX_MESSAGE_LENGTH
    named = [line[3:6] for line in text.splitlines() if line.startswith("· 《")]
    assert named == [f"{number:03}" for number in range(99 - MAX_NOTICES, 99)]
    assert f"最近的 {MAX_NOTICES} 份：" in text


async def add_question(store: Store, question: str, kind: str = "refuse", ago: float = 0) -> None:
    """Save an exchange with this question."""
    await store.add(
        Exchange(id=store.next_id(), chat=7, asker=4711, question=question, kind=kind, revision="x", at=NOW - ago)
    )


async def test_unanswered_questions_are_sorted_by_frequency(store: Store, engine: Engine) -> None:
    for text, kind, ago in (
        ("股票代码", "refuse", 0),
        ("江徽", "clarify", 5 * DAY),
        ("江徽", "clarify", 29 * DAY),
        ("太久以前", "refuse", 31 * DAY),
        ("安徽有几个案例", "count", 0),
        ("安徽有几个案例", WRONG_KIND, 1 * DAY),
    ):
        await add_question(store, text, kind, ago)
    assert (await unanswered_text(fake_services(store, engine).services)).splitlines() == [
        "最近 30 天没答上来、答得不对的问题，次数多的在前：",
        "",
        "2 次 · 江徽（反问了）",
        "1 次 · 股票代码（没听懂）",
        "1 次 · 安徽有几个案例（有人说答得不对）",
    ]


async def test_no_unanswered_questions(store: Store, engine: Engine) -> None:
    assert await unanswered_text(fake_services(store, engine).services) == "最近 30 天没有答不上来、答得不对的问题。"


async def test_unanswered_questions_fit_into_one_message(store: Store, engine: Engine) -> None:
    for number in range(MAX_QUESTIONS + 5):
        await add_question(store, f"{number}\n" + "🐟" * 4000)
    text = await unanswered_text(fake_services(store, engine).services)
    assert utf16_length(text) <= MAX_MESSAGE_LENGTH
    lines = text.splitlines()[2:]
    assert len(lines) == MAX_QUESTIONS
    assert max(map(utf16_length, lines)) <= MAX_LENGTH + 20
