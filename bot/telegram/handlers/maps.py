"""Pictures of answers: /map, and the button 图 under lists and cards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.cards.card import explain
from bot.pictures.model import Picture
from bot.pictures.renderer import BusyError, PictureError
from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Question, Reply
from bot.telegram.conversations.callback_actions import GONE, STALE, UPDATED, redrawn, row_of
from bot.telegram.conversations.callback_data import Operation
from bot.telegram.conversations.dataset_version import changed
from bot.telegram.conversations.incoming import IncomingMessage
from bot.telegram.delivery.messages import NoPicturesError
from bot.telegram.rendering.captions import caption
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.page import Page
from bot.telegram.rendering.photo_buttons import below, sheet_of, start_of
from bot.telegram.replies import answer, send_text
from bot.telegram.services import Services
from intents.model.query import InNotice, Query

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

KIND = "map"
"""The kind of an exchange whose answer is a picture."""

FAILED = "图没有画成，下面是文字。"
FAILED_BELOW = "图没有画成，请看文字。"
NOT_HERE = "这里不让我发图，下面是文字。"
NOT_HERE_BELOW = "这里不让我发图，请看文字。"
BUSY = "要的图还在画，请过一会儿再要。"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A picture that somebody waits for."""

    sheet: Picture
    reply: Reply
    conversation: ConversationKey
    reply_to: int | None
    failed: Callable[[str, str], Awaitable[None]]
    """Says that there is none: in the first words where the answer follows, else in the second."""


async def draw(services: Services, incoming: IncomingMessage) -> None:
    """The picture of what was asked, or of the latest notice; where there is nothing to draw, the answer in words."""
    reply = await (_asked(services, incoming) if incoming.text else _whole(services, incoming))
    # once edited it is asked anew: no text can take a picture's place
    reply = replace(reply, exchange=replace(reply.exchange, question_message=None, parent=None))
    sheet = sheet_of(reply)
    if sheet is None:
        await answer(services, incoming, reply)
        return

    async def failed(why: str, _below: str) -> None:
        notes = (why, *reply.answer.notes)
        await answer(services, incoming, replace(reply, answer=reply.answer.with_(notes=notes)))

    reply_to = None if incoming.conversation.private else incoming.message
    try:
        await _begin(services, _Wanted(sheet, reply, incoming.conversation, reply_to, failed))
    except BusyError:
        await send_text(services, incoming, BUSY)


async def pressed(
    services: Services, press: Operation, conversation: ConversationKey, query: str, message: int
) -> None:
    """The picture of what the message shows whose button 图 was pressed (`query` is the press's id), below it.

    Or the rest of what a picture shows.
    """
    row = await row_of(press.exchange, conversation, services.answerer)
    reply = await redrawn(row, services.answerer, services.answerer.engine) if row else None
    sheet = sheet_of(reply, start_of(press.op) or 0) if reply else None
    if row is None or reply is None or sheet is None:
        await services.sender.toast(query, GONE if row else STALE)
        return
    reply_to = None if conversation.private else message

    async def failed(_why: str, below: str) -> None:
        await services.sender.send(Page(escape(below)), conversation.chat, topic=conversation.topic, reply_to=reply_to)

    exchange = replace(
        reply.exchange,
        id=services.store.next_id(),
        asker=conversation.asker,
        question=None,
        question_message=None,
        parent=None,
        at=services.clock(),
    )
    try:
        await _begin(services, _Wanted(sheet, replace(reply, exchange=exchange), conversation, reply_to, failed))
    except BusyError:
        await services.sender.toast(query, BUSY)
    else:
        await services.sender.toast(query, UPDATED if changed(row.revision, services.answerer.engine.dataset) else "")


async def _asked(services: Services, incoming: IncomingMessage) -> Reply:
    return await services.answerer.ask(
        Question(incoming.conversation, incoming.text, incoming.at, incoming.message, incoming.reply_to)
    )


async def _whole(services: Services, incoming: IncomingMessage) -> Reply:
    engine = services.answerer.engine
    several = engine.dataset.notices[-1:] if len(engine.dataset.notices) > 1 else ()
    query = Query(where=InNotice(several[0].id)) if several else Query()
    return await services.answerer.queried(query, incoming.conversation, engine)


async def _begin(services: Services, wanted: _Wanted) -> None:
    """Have it drawn and sent aside; what is asked meanwhile may follow it up. Raises `BusyError`."""
    reply = wanted.reply
    question = reply.engine.describer.question(reply.query) if reply.query else ""
    exchange = replace(reply.exchange, kind=KIND, options=(question,))
    services.photos.begin(wanted.conversation.chat, _send(services, wanted, exchange))
    await services.store.add(exchange)


async def _send(services: Services, wanted: _Wanted, exchange: Exchange) -> None:
    reply, conversation = wanted.reply, wanted.conversation
    words = explain(reply.answer.with_(cases=()), reply.engine.dataset)
    buttons = InlineKeyboardMarkup([below(wanted.sheet, exchange.id)])
    page = Page(caption(wanted.sheet, tuple(words)), buttons)
    try:
        sent = await services.photos.send(wanted.sheet, page, conversation, wanted.reply_to, services.me.id)
    except BusyError:
        await services.sender.send(
            Page(escape(BUSY)), conversation.chat, topic=conversation.topic, reply_to=wanted.reply_to
        )
    except PictureError:
        await wanted.failed(FAILED, FAILED_BELOW)
    except NoPicturesError:
        await wanted.failed(NOT_HERE, NOT_HERE_BELOW)
    except BadRequest:
        await wanted.failed(FAILED, FAILED_BELOW)
        raise
    else:
        await services.answerer.sent(exchange, sent.message if sent else None, sent.chat if sent else conversation.chat)
        log.info("picture_sent" if sent else "not_answered", chat=conversation.kind, kind=reply.answer.kind)
