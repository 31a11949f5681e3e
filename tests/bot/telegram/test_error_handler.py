from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Chat, Message, Update, User
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.delivery.messages import SentMessage
from bot.telegram.error_handler import LIMITED, REPORT_INTERVAL_SECONDS, SORRY, ErrorHandler, describe_error
from bot.telegram.rate_limit.scheduler import StoppedError
from bot.telegram.rendering.page import Page
from intents.engine import Engine

ME = User(7, "案例通", is_bot=True, username="anlitong_bot")
LI = User(11, "李", is_bot=False)
ASKED = Message(5, datetime(2026, 11, 24, tzinfo=UTC), Chat(11, "private"), from_user=LI, text="安徽")


@dataclass
class ErrorScenario:
    """Services with two administrators, of whom the second has blocked the bot."""

    now: float = 1_000_000.0
    told: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = SimpleNamespace(admins=frozenset({2, 1}))
        services = SimpleNamespace(settings=settings, steady_clock=lambda: self.now, sender=self, me=ME)
        self.troubles = ErrorHandler(services)  # type: ignore[arg-type]

    async def send(self, page: Page, chat: int, **_: object) -> SentMessage | None:
        if chat == 2:
            raise NetworkError("nobody there")
        self.told.append((chat, page.html))
        return None

    async def meets(self, error: Exception, update: Update | None = None) -> None:
        await self.troubles.handle_error(update, SimpleNamespace(error=error))


def raise_and_catch(engine: Any, question: object) -> Exception:
    """Return the error that the engine raises for an object that is no question."""
    try:
        engine.ask(question)
    except Exception as error:  # noqa: BLE001 - that it raises is the point
        return error
    raise AssertionError


async def test_a_kind_of_error_is_reported_once_an_hour(engine: Engine) -> None:
    scene = ErrorScenario()
    with capture_logs() as logs:
        for _ in range(3):
            await scene.meets(raise_and_catch(engine, 5))
        await scene.meets(BadRequest("Can't parse entities"))
        scene.now += REPORT_INTERVAL_SECONDS - 1
        await scene.meets(raise_and_catch(engine, 5))
        assert len(scene.told) == 2
        scene.now += 1
        await scene.meets(raise_and_catch(engine, 5))
    assert [chat for chat, _ in scene.told] == [1, 1, 1]
    digest, what = describe_error(raise_and_catch(engine, 5))
    assert f"代号 {digest}：{what}" in scene.told[0][1]
    assert "intents." in what
    assert sum(line["event"] == "trouble" for line in logs) == 6


async def test_expected_errors_are_not_reported() -> None:
    scene = ErrorScenario()
    passing: list[TelegramError] = [NetworkError("Bad Gateway"), TimedOut(), StoppedError("Stopping")]
    for error in passing:
        await scene.meets(error)
    assert scene.told == []


@pytest.mark.parametrize("update", [Update(1, message=ASKED), Update(1, edited_message=ASKED)])
async def test_the_asker_gets_an_apology(update: Update) -> None:
    scene = ErrorScenario()
    with capture_logs():
        await scene.meets(ValueError("nobody foresaw it"), update)
    assert [html for chat, html in scene.told if chat == 11] == [SORRY]


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # the library warns each time it makes RetryAfter
async def test_a_chat_that_telegram_refused_is_told_once() -> None:
    scene = ErrorScenario()
    with capture_logs():
        for _ in range(3):
            await scene.meets(RetryAfter(90), Update(1, message=ASKED))
        assert scene.told == []
        await asyncio.sleep(0)
        await scene.meets(RetryAfter(90), Update(2))  # an update without a message
        await asyncio.sleep(0)
    assert scene.told == [(11, LIMITED)]
