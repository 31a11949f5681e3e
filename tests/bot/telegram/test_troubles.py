from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from structlog.testing import capture_logs
from telegram.error import BadRequest, NetworkError, TelegramError, TimedOut

from bot.telegram.courier import Sent
from bot.telegram.limiter import StoppedError
from bot.telegram.pages import Page
from bot.telegram.troubles import SPAN, Troubles, kind
from intents.engine import Engine


@dataclass
class Scene:
    """A house with two administrators, of whom the second has blocked the bot."""

    now: float = 1_000_000.0
    told: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        settings = SimpleNamespace(admins=frozenset({2, 1}))
        self.troubles = Troubles(SimpleNamespace(settings=settings, clock=lambda: self.now, courier=self))  # type: ignore[arg-type]

    async def send(self, page: Page, chat: int) -> Sent | None:
        if chat == 2:
            raise NetworkError("nobody there")
        self.told.append((chat, page.html))
        return None

    async def meets(self, error: Exception) -> None:
        await self.troubles.trouble(None, SimpleNamespace(error=error))


def raised(engine: Any, question: object) -> Exception:
    """What the engine raises for what is no question."""
    try:
        engine.ask(question)
    except Exception as error:  # noqa: BLE001 - that it raises is the point
        return error
    raise AssertionError


async def test_one_of_a_kind_an_hour(engine: Engine) -> None:
    scene = Scene()
    with capture_logs() as logs:
        for _ in range(3):
            await scene.meets(raised(engine, 5))
        await scene.meets(BadRequest("Can't parse entities"))
        scene.now += SPAN - 1
        await scene.meets(raised(engine, 5))
        assert len(scene.told) == 2
        scene.now += 1
        await scene.meets(raised(engine, 5))
    assert [chat for chat, _ in scene.told] == [1, 1, 1]
    digest, what = kind(raised(engine, 5))
    assert f"代号 {digest}：{what}" in scene.told[0][1]
    assert "intents." in what
    assert sum(line["event"] == "trouble" for line in logs) == 6


async def test_what_passes_is_no_news() -> None:
    scene = Scene()
    passing: list[TelegramError] = [NetworkError("Bad Gateway"), TimedOut(), StoppedError("Stopping")]
    for error in passing:
        await scene.meets(error)
    assert scene.told == []
