"""Handlers and the guard that all callback queries share."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog
from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.ext import CallbackQueryHandler

from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.callback_actions import STALE, TOO_FAST
from bot.telegram.conversations.incoming import message_topic
from bot.telegram.services import Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A callback query that was accepted, of a message in a chat."""

    query: CallbackQuery
    conversation: ConversationKey
    message: int
    """The id of the message with the button."""
    match: re.Match[str]
    """The query's data, as the pattern of its handler parsed them."""


class PatternCallbackHandler(CallbackQueryHandler[Any, Any]):
    """Handles callback queries all of whose data match a pattern, and which are accepted (`accept_callback`)."""

    def __init__(
        self,
        services: Services,
        handle: Callable[[ButtonPress], Awaitable[None]],
        pattern: re.Pattern[str],
        *,
        stale: str = STALE,
        admins_only: bool = False,
    ) -> None:
        """With `admins_only`, other users get the answer `stale`, as for a button that has expired."""

        async def accept_and_handle(update: Update, context: Any) -> None:
            query = update.callback_query
            if query is None:
                return
            valid = not admins_only or query.from_user.id in services.settings.admins
            conversation = await accept_callback(services, query, valid=valid, stale=stale, throttled=not admins_only)
            if conversation is not None and query.message is not None:
                await handle(ButtonPress(query, conversation, query.message.message_id, context.match))

        super().__init__(accept_and_handle, pattern)
        self._pattern = pattern

    def check_update(self, update: object) -> Any:
        """Return the match; None if the query has no data or other data."""
        query = update.callback_query if isinstance(update, Update) else None
        return self._pattern.fullmatch(query.data) if query is not None and query.data else None


class InlineMessageCallbackHandler(CallbackQueryHandler[Any, Any]):
    """Handles callback queries from messages that were sent via the bot (inline or as a guest)."""

    def check_update(self, update: object) -> Any:
        """Return a true value if the query has an inline message id."""
        query = update.callback_query if isinstance(update, Update) else None
        return super().check_update(update) if query and query.inline_message_id else None


async def accept_callback(
    services: Services,
    query: CallbackQuery,
    conversation: ConversationKey | None = None,
    *,
    valid: bool = True,
    stale: str = STALE,
    throttled: bool = True,
) -> ConversationKey | None:
    """Return the conversation of a callback query that may be handled; else answer the query and return None.

    `conversation` is that of the message with the button unless given. `stale` is the answer to a query that is not
    `valid` or belongs to no message.
    """
    conversation = conversation or _conversation(query)
    if conversation is None or not valid:
        await services.sender.answer_callback(query.id, stale)
        log.info("press_unknown")
        return None
    if throttled and not services.throttle.take(conversation.asker, conversation.chat):
        await services.sender.answer_callback(query.id, TOO_FAST)
        log.info("too_fast", chat="inline" if query.inline_message_id else conversation.kind)
        return None
    return conversation


@asynccontextmanager
async def answering(services: Services, query: CallbackQuery, text: str = "") -> AsyncIterator[None]:
    """Answer a callback query while the body shows what the button leads to.

    Clients show the button as pending until the answer, and the body may wait for rate limits: neither waits for the
    other. Raises `TelegramError`.
    """
    answer = asyncio.create_task(services.sender.answer_callback(query.id, text))
    try:
        yield
    finally:
        await answer


def _conversation(query: CallbackQuery) -> ConversationKey | None:
    """Return the conversation of the message with the button; None for a message that was sent inline."""
    message = query.message
    if message is None:
        return None
    thread = message_topic(message) if isinstance(message, Message) else None  # an inaccessible message has no thread
    return ConversationKey(message.chat.id, thread, query.from_user.id, private=message.chat.type == ChatType.PRIVATE)
