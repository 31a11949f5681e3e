"""Deliver a row of the outbox, to where its chat has moved if necessary."""

from __future__ import annotations

from dataclasses import replace

import structlog
from telegram.error import BadRequest, ChatMigrated

from bot.store import Delivery
from bot.telegram.delivery.errors import TOPIC_GONE, matches
from bot.telegram.delivery.messages import message_parameters
from bot.telegram.rate_limit.rate_limiter import Broadcast
from bot.telegram.rendering.html import MAX_MESSAGE_LENGTH, message_length
from bot.telegram.rendering.page import Page
from bot.telegram.services import Services
from bot.telegram.subscriptions.outgoing import OutgoingMessage

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 30.0
"""Seconds to wait for Telegram's answer: long, since nobody waits and a message without an answer is sent again."""

TOPIC_GONE_NOTE = "（原来的话题已经关闭或删除，所以发在这里。）"


class WithdrawnError(Exception):
    """Nothing was sent: while waiting, the row was cancelled, its subscription ended or its message became outdated."""


async def deliver(services: Services, delivery: Delivery, outgoing: OutgoingMessage, mark: float) -> int:
    """Send the message to the subscription of the delivery; return the id of the message. `mark`: see `begin_sending`.

    Moves all rows of a group that became a supergroup to it; sends to the forum's general topic if the topic is closed
    or deleted. Raises `TelegramError`, `WithdrawnError`, `StoreError`.
    """
    chat, topic, page = delivery.subscription.chat, delivery.subscription.topic, outgoing.page
    try:
        return await _send(services, delivery, outgoing, mark, chat, topic)
    except ChatMigrated as moved:
        await services.store.migrate(chat, moved.new_chat_id)
        log.info("migrated")
        return await _send(services, delivery, outgoing, mark, moved.new_chat_id, None)
    except BadRequest as error:
        if topic is None or not matches(error, *TOPIC_GONE):
            raise
        log.info("topic_left", why=error.message)
        html = f"{page.html}\n\n{TOPIC_GONE_NOTE}"
        elsewhere = replace(
            outgoing, page=Page(html, page.keyboard) if message_length(html) <= MAX_MESSAGE_LENGTH else page
        )
        return await _send(services, delivery, elsewhere, mark, chat, None)


async def _send(
    services: Services, delivery: Delivery, outgoing: OutgoingMessage, mark: float, chat: int, topic: int | None
) -> int:
    # marked right before the call: where nothing can be written, nothing is sent
    async def on_turn() -> None:
        if not outgoing.is_current() or not await services.store.outbox.begin_sending(delivery.id, mark):
            raise WithdrawnError

    message = message_parameters(outgoing.page, chat, topic=topic)
    return await services.bot.post_message(message, Broadcast(on_turn), read_timeout=TIMEOUT_SECONDS)
