"""Send replies to messages and store what was sent."""

from __future__ import annotations

import structlog

from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Reply
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.delivery.messages import SentMessage
from bot.telegram.rendering.page import Page, render_page, render_text
from bot.telegram.services import Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TOO_FAST = "问得有点快，请过一会儿再问。"


async def send_reply(services: Services, incoming: IncomingMessage, reply: Reply) -> None:
    """Send the reply to a message and store its exchange. Raises `TelegramError`."""
    await send_page(services, incoming, render_page(reply, services.me), reply.exchange, len(reply.answer.repairs))


async def send_page(
    services: Services, incoming: IncomingMessage, page: Page, exchange: Exchange, repairs: int = 0
) -> None:
    """Send a page in reply to a message and store its exchange; `repairs`: how many names the answer corrected.

    Raises `TelegramError`.
    """
    sent = await _send(services, incoming.conversation, incoming.message, page)
    _store(services, exchange, incoming.conversation, sent, repairs)


async def send_reply_below(services: Services, conversation: ConversationKey, message: int, reply: Reply) -> None:
    """Send the reply as a new message below the bot's message whose button was pressed, and store its exchange."""
    sent = await _send(services, conversation, message, render_page(reply, services.me))
    _store(services, reply.exchange, conversation, sent, len(reply.answer.repairs))


async def send_text(services: Services, incoming: IncomingMessage, text: str, *, quiet: bool = False) -> None:
    """Send a text that has no context for follow-ups; without a sound if `quiet`. Raises `TelegramError`."""
    await _send(services, incoming.conversation, incoming.message, render_text(text), quiet=quiet)
    log.info("said", chat=incoming.conversation.kind)


async def send_message(services: Services, incoming: IncomingMessage, page: Page) -> None:
    """Send a page that has no context for follow-ups. Raises `TelegramError`."""
    await _send(services, incoming.conversation, incoming.message, page)
    log.info("said", chat=incoming.conversation.kind)


async def is_allowed(services: Services, incoming: IncomingMessage) -> bool:
    """Count a question and return whether the throttle admits it; notify the chat of the first refusal.

    Commands of administrators are always admitted: of the bot's, and of those of a group, anonymous ones too.
    """
    asker, chat = incoming.conversation.asker, incoming.conversation.chat
    if incoming.command and (asker in services.settings.admins or (asker == chat and chat < 0)):
        return True
    if services.throttle.take(asker, chat):
        return True
    if incoming.command and chat < 0 and await services.administrators.include(asker, chat):
        return True
    if services.throttle.take_notice(asker, chat):
        await send_text(services, incoming, TOO_FAST, quiet=True)
    else:
        log.info("too_fast", chat=incoming.conversation.kind)
    return False


async def _send(
    services: Services, conversation: ConversationKey, message: int, page: Page, *, quiet: bool = False
) -> SentMessage | None:
    # in a private chat it is plain which message is answered
    reply_to = None if conversation.private else message
    return await services.sender.send(page, conversation.chat, topic=conversation.topic, reply_to=reply_to, quiet=quiet)


def _store(
    services: Services, exchange: Exchange, conversation: ConversationKey, sent: SentMessage | None, repairs: int = 0
) -> None:
    message, chat = (sent.message, sent.chat) if sent else (None, conversation.chat)
    services.answerer.save_sent(exchange, message, chat)
    if sent:
        services.measurements.note_answer(conversation.kind, exchange.kind, repairs)
    log.info("answered" if sent else "not_answered", chat=conversation.kind, kind=exchange.kind, exchange=exchange.id)
