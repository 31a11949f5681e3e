"""Services for tests: a real store and answerer, and a Telegram that records what it is told and answers as given."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from zoneinfo import ZoneInfo

from telegram import User
from telegram.error import TelegramError

from bot.store import Store
from bot.telegram.conversations.answerer import Answerer, ConversationKey
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.delivery.messages import SentMessage
from bot.telegram.measurements import Measurements
from bot.telegram.rendering.html import message_length
from bot.telegram.rendering.page import Page
from bot.telegram.services import Services
from intents.engine import Engine

NOW = 1_800_000_000.0
"""2027-01-15 16:00 in Shanghai."""


@dataclass
class FakeServices:
    """The services, the time of their clock, and the messages that were sent, each with its chat."""

    services: Services
    store: Store
    now: list[float]
    sent: list[tuple[int, Page]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    """What Telegram returns by method; an error is raised."""
    calls: list[tuple[str, Any]] = field(default_factory=list)
    """The methods that were called, with their parameters."""

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.now[0] += seconds

    def texts(self) -> list[str]:
        """Return the messages sent since the last call."""
        texts = [page.html for _, page in self.sent]
        self.sent.clear()
        assert all(message_length(html) <= 4096 for html in texts)
        return texts


def fake_services(
    store: Store, engine: Engine, *, data: Path | None = None, admins: Iterable[int] = (), zone: str = "Asia/Shanghai"
) -> FakeServices:
    """Create services with this engine, whose clock stands at `NOW`."""
    now = [NOW]
    sent: list[tuple[int, Page]] = []
    answers: dict[str, Any] = {}
    calls: list[tuple[str, Any]] = []

    async def call(method: str, parameters: Any) -> Any:
        calls.append((method, parameters))
        if isinstance(answers[method], TelegramError):
            raise answers[method]
        return answers[method]

    async def with_retries(run: Callable[[], Awaitable[Any]], **_: Any) -> Any:
        return await run()

    async def send(page: Page, chat: int, **_: Any) -> SentMessage:
        sent.append((chat, page))
        return SentMessage(chat, len(sent))

    services = SimpleNamespace(
        settings=SimpleNamespace(data_dir=data, admins=frozenset(admins), timezone=ZoneInfo(zone)),
        store=store,
        answerer=Answerer(engine, store, lambda: now[0]),
        bot=SimpleNamespace(call=call),
        sender=SimpleNamespace(send=send, with_retries=with_retries),
        me=User(1, "案例通", is_bot=True, username="anlitong_bot"),
        clock=lambda: now[0],
        steady_clock=lambda: now[0],
        telegram_clock=lambda: now[0],
        started_at=NOW,
        release_slot=lambda: None,
        measurements=Measurements(),
    )
    return FakeServices(cast("Services", services), store, now, sent, answers, calls)


def incoming(text: str, chat: int = 7) -> IncomingMessage:
    """Return a private message."""
    return IncomingMessage(ConversationKey(chat, None, chat, private=True), 1, NOW, text)
