"""Answer whoever was heard: send, and remember what was sent."""

from __future__ import annotations

import structlog

from bot.store import Exchange, StoreError
from bot.telegram.conversations.answerer import ConversationKey, Reply
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.delivery.messages import SentMessage
from bot.telegram.rendering.page import Page, render_page, render_text
from bot.telegram.services import Services
from bot.telegram.transport.throttle import Verdict

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TOO_FAST = "问得有点快，请过一会儿再问。"


class ForgottenError(StoreError):
    """Whoever asked has their answer, but it could not be remembered: its buttons and follow-ups may not work."""


async def send_reply(services: Services, incoming: IncomingMessage, reply: Reply) -> None:
    """Send the reply to a message, and remember it."""
    await send_page(services, incoming, render_page(reply, services.me), reply.exchange)


async def send_page(services: Services, incoming: IncomingMessage, shown: Page, exchange: Exchange) -> None:
    """Send this page in reply to a message, and remember the exchange that it is."""
    await _remember(services, exchange, incoming.conversation, await _send(services, incoming, shown))


async def send_reply_below(services: Services, conversation: ConversationKey, message: int, reply: Reply) -> None:
    """Send the reply as a message of its own, below the bot's message with the button that was pressed."""
    reply_to = None if conversation.private else message
    sent = await services.sender.send(
        render_page(reply, services.me), conversation.chat, topic=conversation.topic, reply_to=reply_to
    )
    await _remember(services, reply.exchange, conversation, sent)


async def send_text(services: Services, incoming: IncomingMessage, text: str, *, quiet: bool = False) -> None:
    """Send a sentence that nobody follows up; `quiet` without a sound."""
    await _send(services, incoming, render_text(text), quiet=quiet)
    log.info("said", chat=incoming.conversation.kind)


async def is_allowed(services: Services, incoming: IncomingMessage) -> bool:
    """Whether the asker may ask now; who asks too fast is told so once."""
    verdict = services.throttle.take(incoming.conversation.asker, incoming.conversation.chat)
    if verdict is Verdict.NOTICE:
        await send_text(services, incoming, TOO_FAST, quiet=True)
    elif verdict is Verdict.SILENT:
        log.info("too_fast", chat=incoming.conversation.kind)
    return verdict is Verdict.OK


async def _send(
    services: Services, incoming: IncomingMessage, shown: Page, *, quiet: bool = False
) -> SentMessage | None:
    conversation = incoming.conversation
    reply_to = None if conversation.private else incoming.message
    return await services.sender.send(
        shown, conversation.chat, topic=conversation.topic, reply_to=reply_to, quiet=quiet
    )


async def _remember(
    services: Services, exchange: Exchange, conversation: ConversationKey, sent: SentMessage | None
) -> None:
    services.release_slot()
    try:
        await services.answerer.save_sent(
            exchange, sent.message if sent else None, sent.chat if sent else conversation.chat
        )
    except StoreError as error:
        raise ForgottenError(str(error)) from error
    log.info("answered" if sent else "not_answered", chat=conversation.kind, kind=exchange.kind, exchange=exchange.id)
