from __future__ import annotations

from typing import Any

import pytest

from bot.store import Store
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.replies import TOO_FAST, is_allowed
from bot.telegram.transport.administrators import RecentAdministrators
from bot.telegram.transport.throttle import Rates, Throttle
from intents.engine import Engine
from tests.bot.telegram.fake_services import NOW, FakeServices, fake_services

GROUP, ADMIN, OWN_ADMIN, MEMBER = -10, 1, 2, 3


@pytest.fixture
def fake(store: Store, engine: Engine) -> FakeServices:
    fake = fake_services(store, engine, admins=[OWN_ADMIN])

    async def administrators(_chat: int) -> list[dict[str, Any]]:
        return [{"user": {"id": ADMIN}}]

    services: Any = fake.services
    services.throttle = Throttle(services.clock, Rates(chat=(1, 60)))
    services.administrators = RecentAdministrators(administrators, services.clock)
    return fake


async def allowed(fake: FakeServices, asker: int, command: str = "") -> bool:
    conversation = ConversationKey(GROUP, None, asker)
    return await is_allowed(fake.services, IncomingMessage(conversation, 1, NOW, "", command))


@pytest.mark.parametrize(
    ("asker", "command", "admitted"),
    [
        (MEMBER, "", False),
        (MEMBER, "status", False),
        (ADMIN, "", False),
        (ADMIN, "status", True),
        (OWN_ADMIN, "", False),
        (OWN_ADMIN, "status", True),
        (GROUP, "", False),
        (GROUP, "status", True),
    ],
)
async def test_when_too_much_is_asked_commands_of_administrators_are_admitted(
    fake: FakeServices, asker: int, command: str, *, admitted: bool
) -> None:
    assert await allowed(fake, MEMBER)
    assert await allowed(fake, asker, command) is admitted
    assert fake.texts() == ([] if admitted else [TOO_FAST])
    # one notice, which an admitted command does not use up
    assert not await allowed(fake, MEMBER)
    assert fake.texts() == ([TOO_FAST] if admitted else [])
