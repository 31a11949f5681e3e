from __future__ import annotations

from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

from bot.store import Store
from bot.telegram.handlers.subscribe import subscribe
from intents.engine import Engine
from tests.bot.telegram.fake_services import FakeServices, fake_services, incoming

CHANNEL = -1001


@pytest.fixture
def fake(store: Store, engine: Engine) -> FakeServices:
    return fake_services(store, engine)


def answers(fake: FakeServices, administrators: list[int] | TelegramError) -> None:
    """Let Telegram answer with a channel and these administrators."""

    async def call(method: str, _parameters: Any) -> Any:
        if method == "getChat":
            return {"id": CHANNEL, "type": "channel", "title": "公告"}
        if isinstance(administrators, TelegramError):
            raise administrators
        return [{"user": {"id": user}} for user in administrators]

    async def with_retries(run: Any, **_: Any) -> Any:
        return await run()

    services: Any = fake.services
    services.bot = type("Bot", (), {"call": staticmethod(call)})
    services.sender.with_retries = with_retries


@pytest.mark.parametrize(
    ("administrators", "answer"),
    [
        ([8], "您不是频道《公告》的管理员"),
        (Forbidden("bot is not a member of the channel chat"), "我不在频道《公告》里"),
        (BadRequest("member list is inaccessible"), "我不在频道《公告》里"),
        (NetworkError("down"), "现在问不到谁是频道《公告》的管理员"),
    ],
)
async def test_who_may_not_subscribe_a_channel_leaves_no_trace(
    fake: FakeServices, administrators: list[int] | TelegramError, answer: str
) -> None:
    answers(fake, administrators)
    await subscribe(fake.services, incoming("@gonggao 安徽"))
    assert fake.texts()[0].startswith(answer)
    assert await fake.store.find_chat(CHANNEL) is None
    assert await fake.store.subscriptions.list_in_chat(CHANNEL) == []


async def test_a_subscribed_channel_is_known_as_one(fake: FakeServices) -> None:
    answers(fake, [7])
    await subscribe(fake.services, incoming("@gonggao 安徽"))
    assert "频道《公告》已订阅" in fake.texts()[0]
    chat = await fake.store.find_chat(CHANNEL)
    assert chat is not None
    assert (chat.type, chat.title) == ("channel", "公告")
