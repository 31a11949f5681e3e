from __future__ import annotations

from typing import Any

import pytest
from telegram.error import BadRequest, Forbidden, NetworkError

from bot.store import Store
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.subscriptions.permissions import (
    ADMINS_ONLY,
    CHANNEL_ADMINS_ONLY,
    CHANNEL_UNKNOWN,
    HIDDEN,
    NOT_IN_CHANNEL,
    UNKNOWN,
    permission_error,
)
from intents.engine import Engine
from tests.bot.telegram.fake_services import fake_services

GROUP, CHANNEL = -10, -1001
ADMIN, MEMBER = 7, 8
OUTSIDE = Forbidden("bot is not a member of the channel chat")
HIDDEN_LIST = BadRequest("member list is inaccessible")
DOWN = NetworkError("down")
LIST = [{"user": {"id": ADMIN}}]


@pytest.mark.parametrize(
    ("conversation", "channel", "administrators", "error"),
    [
        (ConversationKey(MEMBER, None, MEMBER, private=True), "", LIST, ""),
        (ConversationKey(GROUP, None, ADMIN), "", LIST, ""),
        (ConversationKey(GROUP, None, GROUP), "", LIST, ""),
        (ConversationKey(GROUP, None, MEMBER), "", LIST, ADMINS_ONLY),
        (ConversationKey(GROUP, None, CHANNEL), "", LIST, HIDDEN),
        (ConversationKey(GROUP, None, ADMIN), "", OUTSIDE, UNKNOWN),
        (ConversationKey(GROUP, None, ADMIN), "", DOWN, UNKNOWN),
        (ConversationKey(CHANNEL, None, ADMIN), "公告", LIST, ""),
        (ConversationKey(CHANNEL, None, MEMBER), "公告", LIST, CHANNEL_ADMINS_ONLY.format(title="公告")),
        (ConversationKey(CHANNEL, None, ADMIN), "公告", OUTSIDE, NOT_IN_CHANNEL.format(title="公告")),
        (ConversationKey(CHANNEL, None, ADMIN), "公告", HIDDEN_LIST, NOT_IN_CHANNEL.format(title="公告")),
        (ConversationKey(CHANNEL, None, ADMIN), "公告", DOWN, CHANNEL_UNKNOWN.format(title="公告")),
    ],
)
async def test_who_may_change_subscriptions(
    store: Store, engine: Engine, conversation: ConversationKey, channel: str, administrators: Any, error: str
) -> None:
    fake = fake_services(store, engine)
    fake.answers["getChatAdministrators"] = administrators
    assert await permission_error(fake.services, conversation, channel) == error
