from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, TelegramError, TimedOut

from bot.store import Store
from bot.telegram.delivery.messages import RETRY_SECONDS, MessageSender, SentMessage
from bot.telegram.rate_limit.scheduler import StoppedError
from bot.telegram.rendering.page import Page
from bot.telegram.transport.client import UnconfirmedError

PAGE = Page("<b>共 1 个案例</b>", InlineKeyboardMarkup([[InlineKeyboardButton("1", callback_data="e1.b")]]))


def timed_out(cause: Exception) -> TimedOut:
    error = TimedOut()
    error.__cause__ = cause
    return error


def unconfirmed(cause: Exception) -> UnconfirmedError:
    error = UnconfirmedError(str(cause))
    error.__cause__ = cause
    return error


SILENCE = unconfirmed(httpx.ReadTimeout("silence"))
DROPPED = unconfirmed(httpx.RemoteProtocolError("disconnected"))
NO_WAY_THERE = timed_out(httpx.ConnectTimeout("nobody there"))
BAD_GATEWAY = NetworkError("Bad Gateway")


class ScriptedBot:
    """A bot whose calls fail with the given errors and then succeed."""

    def __init__(self, *steps: TelegramError) -> None:
        self.steps = list(steps)
        self.calls: list[Mapping[str, Any]] = []

    async def post_message(self, message: Mapping[str, Any], _priority: object, **_: Any) -> int:
        await self.edit_message_text(**message)
        return 40 + len(self.calls)

    async def edit_message_text(self, *_: Any, **parameters: Any) -> None:
        self.calls.append(parameters)
        if self.steps:
            raise self.steps.pop(0)


async def send(
    store: Store, *steps: TelegramError, **where: Any
) -> tuple[ScriptedBot, list[float], SentMessage | None]:
    """Send a message through a scripted bot; return the bot, the pauses and the result."""
    bot, pauses = ScriptedBot(*steps), list[float]()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    sender = MessageSender(bot, store, lambda: 5.0, sleep)  # type: ignore[arg-type]
    return bot, pauses, await sender.send(PAGE, -100, **where)


@pytest.mark.parametrize("passing", [BAD_GATEWAY, NO_WAY_THERE])
async def test_transient_errors_are_retried(store: Store, passing: TelegramError) -> None:
    bot, pauses, came = await send(store, passing, passing)
    assert (len(bot.calls), pauses, came) == (3, list(RETRY_SECONDS[:2]), SentMessage(-100, 43))


async def test_repeated_failures_are_raised(store: Store) -> None:
    with pytest.raises(NetworkError):
        await send(store, *[BAD_GATEWAY] * 4)


@pytest.mark.parametrize("outcome", [SILENCE, DROPPED])
async def test_a_message_with_an_unknown_outcome_counts_as_sent(store: Store, outcome: TelegramError) -> None:
    bot, pauses, came = await send(store, outcome)
    assert (len(bot.calls), pauses, came) == (1, [], SentMessage(-100, None))


@pytest.mark.parametrize("final", [BadRequest("Can't parse entities"), StoppedError("Stopping")])
async def test_refused_calls_are_not_repeated(store: Store, final: TelegramError) -> None:
    with pytest.raises(type(final)):
        await send(store, final)


async def test_a_chat_that_blocks_the_bot_is_stored_as_inactive(store: Store) -> None:
    _, _, came = await send(store, Forbidden("Forbidden: bot was kicked from the group chat"))
    assert came is None
    chat = await store.find_chat(-100)
    assert chat is not None
    assert (chat.active, chat.reason) == (False, "Forbidden: bot was kicked from the group chat")


@pytest.mark.parametrize(
    "why", ["Not enough rights to send text messages to the chat", "Topic_closed", "Chat not found"]
)
async def test_chats_without_writing_rights_get_nothing(store: Store, why: str) -> None:
    assert (await send(store, BadRequest(why)))[2] is None


async def test_a_migrated_group_is_followed_without_topic_and_reply(store: Store) -> None:
    bot, _, came = await send(store, ChatMigrated(-100777), topic=3, reply_to=9)
    assert came == SentMessage(-100777, 42)
    first, second = bot.calls
    assert (first["chat_id"], first["message_thread_id"], first["reply_parameters"].message_id) == (-100, 3, 9)
    assert first["reply_parameters"].allow_sending_without_reply
    assert second["chat_id"] == -100777
    assert second["message_thread_id"] is second["reply_parameters"] is None


@pytest.mark.parametrize(
    ("step", "there"),
    [
        (BadRequest("Message is not modified: specified new message content is the same"), True),
        (BadRequest("Message to edit not found"), False),
        (BadRequest("Message can't be edited"), False),
        (BadRequest("Not enough rights to send text messages to the chat"), True),
        (BadRequest("Topic_closed"), True),
        (ChatMigrated(-100777), False),
        (SILENCE, True),
        (DROPPED, True),
        (Forbidden("Forbidden: bot was blocked by the user"), True),
    ],
)
async def test_outcomes_of_edits(store: Store, step: TelegramError, *, there: bool) -> None:
    sender = MessageSender(ScriptedBot(step), store, lambda: 5.0)  # type: ignore[arg-type]
    assert await sender.edit(PAGE, -100, 42) is there
