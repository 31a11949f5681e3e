"""Answer whoever was heard: send, and remember what was sent."""

from __future__ import annotations

import structlog

from bot.store import Exchange, StoreError
from bot.telegram.conversations.answerer import Reply, Where
from bot.telegram.conversations.incoming import Heard
from bot.telegram.delivery.messages import Sent
from bot.telegram.rendering.page import Page, page, sentence
from bot.telegram.services import House
from bot.telegram.transport.throttle import Verdict

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TOO_FAST = "问得有点快，请过一会儿再问。"


class ForgottenError(StoreError):
    """Whoever asked has their answer, but it could not be remembered: its buttons and follow-ups may not work."""


async def answer(house: House, heard: Heard, reply: Reply) -> None:
    """Send the reply to a message, and remember it."""
    await show(house, heard, page(reply, house.me), reply.exchange)


async def show(house: House, heard: Heard, shown: Page, exchange: Exchange) -> None:
    """Send this page in reply to a message, and remember the exchange that it is."""
    await _remember(house, exchange, heard.where, await _send(house, heard, shown))


async def answer_below(house: House, where: Where, message: int, reply: Reply) -> None:
    """Send the reply as a message of its own, below the bot's message with the button that was pressed."""
    reply_to = None if where.private else message
    sent = await house.courier.send(page(reply, house.me), where.chat, topic=where.topic, reply_to=reply_to)
    await _remember(house, reply.exchange, where, sent)


async def say(house: House, heard: Heard, text: str, *, quiet: bool = False) -> None:
    """Send a sentence that nobody follows up; `quiet` without a sound."""
    await _send(house, heard, sentence(text), quiet=quiet)
    log.info("said", chat=heard.where.kind)


async def admitted(house: House, heard: Heard) -> bool:
    """Whether the asker may ask now; who asks too fast is told so once."""
    verdict = house.quota.take(heard.where.asker, heard.where.chat)
    if verdict is Verdict.NOTICE:
        await say(house, heard, TOO_FAST, quiet=True)
    elif verdict is Verdict.SILENT:
        log.info("too_fast", chat=heard.where.kind)
    return verdict is Verdict.OK


async def _send(house: House, heard: Heard, shown: Page, *, quiet: bool = False) -> Sent | None:
    where = heard.where
    reply_to = None if where.private else heard.message
    return await house.courier.send(shown, where.chat, topic=where.topic, reply_to=reply_to, quiet=quiet)


async def _remember(house: House, exchange: Exchange, where: Where, sent: Sent | None) -> None:
    house.step_aside()
    try:
        await house.door.sent(exchange, sent.message if sent else None, sent.chat if sent else where.chat)
    except StoreError as error:
        raise ForgottenError(str(error)) from error
    log.info("answered" if sent else "not_answered", chat=where.kind, kind=exchange.kind, exchange=exchange.id)
