from __future__ import annotations

from dataclasses import replace

import pytest

from bot.store import Store
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.handlers.status import SHOWN, span, status
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, utf16_length
from intents.engine import Engine
from tests.bot.telegram.fake_services import fake_services

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("seconds", "said"),
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
def test_spans(seconds: float, said: str) -> None:
    assert span(seconds) == said


async def test_of_many_notices_the_latest_are_named(store: Store, engine: Engine) -> None:
    notice = engine.dataset.notices[0]
    services = fake_services(store, engine).services
    many = tuple(replace(notice, id=f"n-{number}", title=f"{number:03}{'长' * 100}") for number in range(99))
    services.answerer.engine = Engine(replace(engine.dataset, notices=many))
    text = await status(services, ConversationKey(7, None, 7, private=True))
    assert utf16_length(text) <= MAX_MESSAGE_LENGTH
    named = [line[3:6] for line in text.splitlines() if line.startswith("· 《")]
    assert named == [f"{number:03}" for number in range(99 - SHOWN, 99)]
    assert f"最近的 {SHOWN} 份：" in text
