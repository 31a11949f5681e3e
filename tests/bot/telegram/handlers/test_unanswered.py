from __future__ import annotations

from bot.store import Exchange, Store
from bot.telegram.handlers.unanswered import LONGEST, MOST, unanswered
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, utf16_length
from intents.engine import Engine
from tests.bot.telegram.fake_services import NOW, fake_services

DAY = 24 * 60 * 60


async def asked(store: Store, question: str, kind: str = "refuse", ago: float = 0) -> None:
    """Someone asked this."""
    await store.add(
        Exchange(id=store.next_id(), chat=7, asker=4711, question=question, kind=kind, revision="x", at=NOW - ago)
    )


async def test_the_most_frequent_come_first_without_who_asked(store: Store, engine: Engine) -> None:
    for text, kind, ago in (
        ("股票代码", "refuse", 0),
        ("江徽", "clarify", 5 * DAY),
        ("江徽", "clarify", 29 * DAY),
        ("太久以前", "refuse", 31 * DAY),
        ("安徽有几个案例", "count", 0),
    ):
        await asked(store, text, kind, ago)
    assert (await unanswered(fake_services(store, engine).services)).splitlines() == [
        "最近 30 天没答上来的问题，次数多的在前：",
        "",
        "2 次 · 江徽（反问了）",
        "1 次 · 股票代码（没听懂）",
    ]


async def test_none(store: Store, engine: Engine) -> None:
    assert await unanswered(fake_services(store, engine).services) == "最近 30 天没有答不上来的问题。"


async def test_all_of_them_fit_into_a_message_each_on_a_line(store: Store, engine: Engine) -> None:
    for number in range(MOST + 5):
        await asked(store, f"{number}\n" + "🐟" * 4000)
    text = await unanswered(fake_services(store, engine).services)
    assert utf16_length(text) <= MAX_MESSAGE_LENGTH
    lines = text.splitlines()[2:]
    assert len(lines) == MOST
    assert max(map(utf16_length, lines)) <= LONGEST + 20
