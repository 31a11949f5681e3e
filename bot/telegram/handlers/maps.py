"""Send pictures of answers: /map, and the button 图 of lists and cards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.pictures.model import Picture
from bot.pictures.renderer import BusyError, PictureError
from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Reply
from bot.telegram.conversations.callback_actions import GONE, STALE, UPDATED, find_exchange, restore_reply
from bot.telegram.conversations.callback_data import Operation
from bot.telegram.conversations.dataset_version import has_changed
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.delivery.messages import MediaForbiddenError
from bot.telegram.rendering.captions import explain_picture, render_caption
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.page import Page, render_page
from bot.telegram.rendering.photo_buttons import parse_start, picture_buttons, reply_picture
from bot.telegram.replies import send_page, send_reply, send_text
from bot.telegram.services import Services
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

KIND = "map"
"""The kind of exchanges whose answer is a picture."""

FAILED = "图没有画成，下面是文字。"
FAILED_BELOW = "图没有画成，请看文字。"
NOT_HERE = "这里不让我发图，下面是文字。"
NOT_HERE_BELOW = "这里不让我发图，请看文字。"
BUSY = "要的图还在画，请过一会儿再要。"
HOW_TO = "画案例与地区的对照图：\n· 发“图”或者 /map，画最新的通知\n· 发“{example}”，只画这些\n· 点答案下面的“图”"


@dataclass(frozen=True, slots=True)
class _Request:
    """A picture to draw and send."""

    picture: Picture
    reply: Reply
    conversation: ConversationKey
    reply_to: int | None
    report_failure: Callable[[str, str], Awaitable[None]]
    """Reports a failure: in the first text if the answer in words follows, else in the second."""


async def send_map(services: Services, incoming: IncomingMessage) -> None:
    """Send the picture of an answer or of the latest notice; the answer in words if there is nothing to draw."""
    answerer = services.answerer
    reply = await (
        answerer.ask(incoming.question) if incoming.text else answerer.answer_latest_notice(incoming.conversation)
    )
    await send_picture(services, incoming, reply)


async def send_map_help(services: Services, incoming: IncomingMessage) -> None:
    """Explain how to get a picture."""
    await send_text(services, incoming, HOW_TO.format(example=example_request(services.answerer.engine)))


def example_request(engine: Engine) -> str:
    """Return a message that asks for a picture: 图 杭州."""
    places = engine.index.places("city") or engine.index.places("province")
    return f"图 {places[-1].short}" if places else "图"


async def send_picture(services: Services, incoming: IncomingMessage, reply: Reply) -> None:
    """Send the picture of a reply to a message; the reply in words if there is nothing to draw."""
    # not linked to its question: a picture cannot be edited to text when the question is edited
    reply = replace(reply, exchange=replace(reply.exchange, question_message=None, parent=None))
    picture = reply_picture(reply)
    if picture is None:
        await send_reply(services, incoming, reply)
        return

    async def report_failure(reason: str, _reason_below: str) -> None:
        page = render_page(reply, services.me)
        below = page.below(reason)
        if below is page:  # it has no room for the reason
            await send_text(services, incoming, reason)
        await send_page(services, incoming, below, reply.exchange, len(reply.answer.repairs))

    reply_to = None if incoming.conversation.private else incoming.message
    try:
        await _start(services, _Request(picture, reply, incoming.conversation, reply_to, report_failure))
    except BusyError:
        await send_text(services, incoming, BUSY)


async def send_map_below(
    services: Services, operation: Operation, conversation: ConversationKey, query: str, message: int
) -> None:
    """Send the picture of what a message shows, or the next part of a picture, below the message with the button.

    `query` is the id of the callback query.
    """
    source = await find_exchange(operation.exchange, conversation, services.answerer)
    reply = await restore_reply(source, services.answerer, services.answerer.engine) if source else None
    picture = reply_picture(reply, parse_start(operation.op) or 0) if reply else None
    if source is None or reply is None or picture is None:
        await services.sender.answer_callback(query, GONE if source else STALE)
        return
    reply_to = None if conversation.private else message

    async def report_failure(_reason: str, reason_below: str) -> None:
        await services.sender.send(
            Page(escape(reason_below)), conversation.chat, topic=conversation.topic, reply_to=reply_to
        )

    exchange = replace(
        reply.exchange,
        id=services.store.next_id(),
        asker=conversation.asker,
        question=None,
        question_message=None,
        parent=None,
        at=services.telegram_clock(),
    )
    try:
        await _start(
            services, _Request(picture, replace(reply, exchange=exchange), conversation, reply_to, report_failure)
        )
    except BusyError:
        await services.sender.answer_callback(query, BUSY)
    else:
        await services.sender.answer_callback(
            query, UPDATED if has_changed(source.revision, services.answerer.engine.dataset) else ""
        )


async def _start(services: Services, request: _Request) -> None:
    """Draw and send in a task of its own; the exchange is stored at once for follow-ups. Raises `BusyError`."""
    reply = request.reply
    question = reply.engine.describer.question(reply.query) if reply.query else ""
    exchange = replace(reply.exchange, kind=KIND, options=(question,))
    # first: it raises where too many pictures are waiting, and then nothing may be stored
    services.photos.start(request.conversation.chat, _send(services, request, exchange))
    services.store.remember(exchange)


async def _send(services: Services, request: _Request, exchange: Exchange) -> None:
    reply, conversation = request.reply, request.conversation
    buttons = InlineKeyboardMarkup([picture_buttons(request.picture, exchange.id)])
    page = Page(render_caption(request.picture, explain_picture(request.picture, reply)), buttons)
    try:
        sent = await services.photos.send(request.picture, page, conversation, request.reply_to, services.me.id)
    except BusyError:
        await services.sender.send(
            Page(escape(BUSY)), conversation.chat, topic=conversation.topic, reply_to=request.reply_to
        )
    except PictureError:
        await request.report_failure(FAILED, FAILED_BELOW)
    except MediaForbiddenError:
        await request.report_failure(NOT_HERE, NOT_HERE_BELOW)
    except BadRequest:
        await request.report_failure(FAILED, FAILED_BELOW)
        # administrators should know: the picture itself may be invalid
        raise
    else:
        services.answerer.save_sent(exchange, sent.message if sent else None, sent.chat if sent else conversation.chat)
        if sent:
            services.measurements.note_answer(conversation.kind, KIND)
        log.info("picture_sent" if sent else "not_answered", chat=conversation.kind, kind=reply.answer.kind)
