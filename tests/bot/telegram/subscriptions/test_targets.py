from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.store import Store
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.subscriptions.targets import NO_CHANNEL, NOT_FOUND, UNREACHABLE, Target, TargetError, find_target
from intents.engine import Engine
from tests.bot.telegram.fake_services import FakeServices, fake_services, incoming

OWN = incoming("").conversation
CHANNEL = ConversationKey(-1001234567, None, 7)
FOUND = {"id": -1001234567, "type": "channel", "title": "公告"}


@pytest.fixture
def fake(store: Store, engine: Engine) -> FakeServices:
    return fake_services(store, engine)


@pytest.mark.parametrize(
    ("text", "found", "target"),
    [
        ("安徽", None, Target(OWN, "安徽")),
        ("", None, Target(OWN, "")),
        ("安徽 @gonggao", None, Target(OWN, "安徽 @gonggao")),
        ("@gonggao", FOUND, Target(CHANNEL, "", "@gonggao ", "公告")),
        ("@gonggao 每日 09:00\n安徽", FOUND, Target(CHANNEL, "每日 09:00\n安徽", "@gonggao ", "公告")),
        ("-1001234567 安徽", FOUND, Target(CHANNEL, "安徽", "-1001234567 ", "公告")),
        ("@gonggao", {**FOUND, "title": None}, Target(CHANNEL, "", "@gonggao ", "@gonggao")),
    ],
)
async def test_targets(fake: FakeServices, text: str, found: dict[str, Any] | None, target: Target) -> None:
    fake.answers["getChat"] = found
    assert await find_target(fake.services, incoming(text)) == target
    assert bool(fake.calls) is (found is not None)


@pytest.mark.parametrize(("text", "chat"), [("@gonggao 安徽", "@gonggao"), ("-1001234567", -1001234567)])
async def test_a_channel_is_found_by_its_name_or_id(fake: FakeServices, text: str, chat: str | int) -> None:
    fake.answers["getChat"] = FOUND
    await find_target(fake.services, incoming(text))
    assert fake.calls == [("getChat", {"chat_id": chat})]


async def test_a_group_names_no_channel(fake: FakeServices) -> None:
    group = replace(incoming("@gonggao 安徽"), conversation=ConversationKey(-10, None, 7))
    assert await find_target(fake.services, group) == Target(group.conversation, "@gonggao 安徽")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (BadRequest("chat not found"), NOT_FOUND),
        (Forbidden("bot is not a member of the channel chat"), NOT_FOUND),
        (NetworkError("down"), UNREACHABLE),
        ({**FOUND, "type": "supergroup"}, NO_CHANNEL),
    ],
)
async def test_channels_that_cannot_be_subscribed(fake: FakeServices, answer: Any, error: str) -> None:
    fake.answers["getChat"] = answer
    with pytest.raises(TargetError) as raised:
        await find_target(fake.services, incoming("@gonggao 安徽"))
    assert str(raised.value) == error.format(name="@gonggao")
