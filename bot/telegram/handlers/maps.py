"""Pictures of answers: /map, and the button 图 under lists and cards."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog
from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.cards.card import trail
from bot.pictures.model import Sheet
from bot.pictures.renderer import BusyError, PictureError
from bot.store import Exchange
from bot.telegram.conversations.answerer import Question, Reply, Where
from bot.telegram.conversations.callback_actions import GONE, STALE, UPDATED, redrawn, row_of
from bot.telegram.conversations.dataset_version import changed
from bot.telegram.conversations.incoming import Heard
from bot.telegram.delivery.messages import NoPicturesError
from bot.telegram.rendering.captions import caption
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.keyboards import Operation
from bot.telegram.rendering.page import Page
from bot.telegram.rendering.photo_buttons import below, sheet_of, start_of
from bot.telegram.replies import answer, say
from bot.telegram.services import House
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

    sheet: Sheet
    reply: Reply
    where: Where
    reply_to: int | None
    failed: Callable[[str, str], Awaitable[None]]
    """Says that there is none: in the first words where the answer follows, else in the second."""


async def draw(house: House, heard: Heard) -> None:
    """The picture of what was asked, or of the latest notice; where there is nothing to draw, the answer in words."""
    reply = await (_asked(house, heard) if heard.text else _whole(house, heard))
    # once edited it is asked anew: no text can take a picture's place
    reply = replace(reply, exchange=replace(reply.exchange, question_message=None, parent=None))
    sheet = sheet_of(reply)
    if sheet is None:
        await answer(house, heard, reply)
        return

    async def failed(why: str, _below: str) -> None:
        notes = (why, *reply.answer.notes)
        await answer(house, heard, replace(reply, answer=reply.answer.with_(notes=notes)))

    reply_to = None if heard.where.private else heard.message
    try:
        await _begin(house, _Wanted(sheet, reply, heard.where, reply_to, failed))
    except BusyError:
        await say(house, heard, BUSY)


async def pressed(house: House, press: Operation, where: Where, query: str, message: int) -> None:
    """The picture of what the message shows whose button 图 was pressed (`query` is the press's id), below it.

    Or the rest of what a picture shows.
    """
    row = await row_of(press.exchange, where, house.door)
    reply = await redrawn(row, house.door, house.door.engine) if row else None
    sheet = sheet_of(reply, start_of(press.op) or 0) if reply else None
    if row is None or reply is None or sheet is None:
        await house.courier.toast(query, GONE if row else STALE)
        return
    reply_to = None if where.private else message

    async def failed(_why: str, below: str) -> None:
        await house.courier.send(Page(escape(below)), where.chat, topic=where.topic, reply_to=reply_to)

    exchange = replace(
        reply.exchange,
        id=house.store.next_id(),
        asker=where.asker,
        question=None,
        question_message=None,
        parent=None,
        at=house.clock(),
    )
    try:
        await _begin(house, _Wanted(sheet, replace(reply, exchange=exchange), where, reply_to, failed))
    except BusyError:
        await house.courier.toast(query, BUSY)
    else:
        await house.courier.toast(query, UPDATED if changed(row.revision, house.door.engine.dataset) else "")


async def _asked(house: House, heard: Heard) -> Reply:
    return await house.door.ask(Question(heard.where, heard.text, heard.at, heard.message, heard.reply_to))


async def _whole(house: House, heard: Heard) -> Reply:
    engine = house.door.engine
    several = engine.dataset.notices[-1:] if len(engine.dataset.notices) > 1 else ()
    query = Query(where=InNotice(several[0].id)) if several else Query()
    return await house.door.queried(query, heard.where, engine)


async def _begin(house: House, wanted: _Wanted) -> None:
    """Have it drawn and sent aside; what is asked meanwhile may follow it up. Raises `BusyError`."""
    reply = wanted.reply
    question = reply.engine.phraser.question(reply.query) if reply.query else ""
    exchange = replace(reply.exchange, kind=KIND, options=(question,))
    house.photos.begin(wanted.where.chat, _send(house, wanted, exchange))
    await house.store.add(exchange)


async def _send(house: House, wanted: _Wanted, exchange: Exchange) -> None:
    reply, where = wanted.reply, wanted.where
    words = trail(reply.answer.with_(cases=()), reply.engine.dataset)
    buttons = InlineKeyboardMarkup([below(wanted.sheet, exchange.id)])
    page = Page(caption(wanted.sheet, tuple(words)), buttons)
    try:
        sent = await house.photos.send(wanted.sheet, page, where, wanted.reply_to, house.me.id)
    except BusyError:
        await house.courier.send(Page(escape(BUSY)), where.chat, topic=where.topic, reply_to=wanted.reply_to)
    except PictureError:
        await wanted.failed(FAILED, FAILED_BELOW)
    except NoPicturesError:
        await wanted.failed(NOT_HERE, NOT_HERE_BELOW)
    except BadRequest:
        await wanted.failed(FAILED, FAILED_BELOW)
        raise
    else:
        await house.door.sent(exchange, sent.message if sent else None, sent.chat if sent else where.chat)
        log.info("picture_sent" if sent else "not_answered", chat=where.kind, kind=reply.answer.kind)
