"""Send a row of the outbox as one message: where its chat is now, and where in it the bot may still write."""

from __future__ import annotations

from dataclasses import replace

import httpx
import structlog
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.store import Delivery
from bot.telegram.delivery.errors import TOPIC_GONE, matches
from bot.telegram.delivery.messages import message_parameters
from bot.telegram.rate_limit.rate_limiter import Broadcast
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, message_length
from bot.telegram.rendering.page import Page
from bot.telegram.services import Services
from bot.telegram.subscriptions.outgoing import OutgoingMessage

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

PATIENCE = 30.0
"""Seconds that Telegram may take to answer: nobody waits, and without an answer the message is sent again."""

ELSEWHERE = "（原来的话题已经关闭或删除，所以发在这里。）"

_BEFORE_IT_WENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.WriteError,
    httpx.WriteTimeout,
)
"""What hinders a request from reaching Telegram whole."""


class WithdrawnError(Exception):
    """Nothing was sent: before its turn came the row was cancelled or its subscription ended, or it holds no more."""


async def post(services: Services, row: Delivery, outgoing: OutgoingMessage) -> int:
    """Send the letter to the row's subscription, and give the message's id.

    The row is marked as under way when its turn has come. A group that became a supergroup is followed, with all its
    rows; a topic that is closed or gone is left for the forum's general one. Raises `TelegramError` for what hinders
    it for good or for now, `WithdrawnError`, `StoreError`.
    """
    chat, topic, page = row.subscription.chat, row.subscription.topic, outgoing.page
    try:
        return await _post(services, row, outgoing, chat, topic)
    except ChatMigrated as moved:
        await services.store.migrate(chat, moved.new_chat_id)
        log.info("migrated")
        return await _post(services, row, outgoing, moved.new_chat_id, None)
    except BadRequest as error:
        if topic is None or not matches(error, *TOPIC_GONE):
            raise
        log.info("topic_left", why=error.message)
        told = f"{page.html}\n\n{ELSEWHERE}"
        elsewhere = replace(
            outgoing, page=Page(told, page.keyboard) if message_length(told) <= MAX_MESSAGE_LENGTH else page
        )
        return await _post(services, row, elsewhere, chat, None)


async def _post(services: Services, row: Delivery, outgoing: OutgoingMessage, chat: int, topic: int | None) -> int:
    async def on_turn() -> None:
        if not outgoing.holds() or not await services.store.outbox.begin(row.id, services.clock()):
            raise WithdrawnError

    message = message_parameters(outgoing.page, chat, topic=topic)
    return await services.bot.post_message(message, Broadcast(on_turn), read_timeout=PATIENCE)


def perhaps_arrived(error: TelegramError) -> bool:
    """Whether the message may have been sent though no answer tells: the request went out, and nothing sound came.

    An error of Telegram's own (429, 500, 502) is an answer: it says that nothing was done.
    """
    if error.__cause__ is None:
        return type(error) is TelegramError  # a 200 that cannot be read; every other has words of Telegram's
    return not isinstance(error.__cause__, (*_BEFORE_IT_WENT, TelegramError))
