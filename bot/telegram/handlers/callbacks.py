"""Buttons: whoever presses one is always answered, and the message shows what it leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog
from telegram import CallbackQuery, Message, Update
from telegram.constants import ChatType
from telegram.constants import UpdateType as Kind
from telegram.ext import CallbackQueryHandler

from bot.store import Exchange
from bot.telegram.conversations.answerer import Where
from bot.telegram.conversations.callback_actions import STALE, Step, step
from bot.telegram.conversations.incoming import topic
from bot.telegram.handlers import maps
from bot.telegram.rendering import photo_buttons
from bot.telegram.rendering.keyboards import Operation, menu, parse
from bot.telegram.rendering.page import page
from bot.telegram.replies import answer_below
from bot.telegram.services import Feature, Handler, House
from bot.telegram.transport.throttle import Verdict

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

TOO_FAST = "点得有点快，请过一会儿再点。"


def handlers(house: House) -> list[Handler]:
    """Every press, whatever its button carries."""
    return [CallbackQueryHandler(Presses(house).pressed)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), handlers)


class Presses:
    """Answers presses."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def pressed(self, update: Update, _context: Any) -> None:
        """A button was pressed."""
        query = update.callback_query
        if query is None:
            return
        house, where = self._house, _where(query)
        press = parse(query.data or "")
        if where is None or press is None or query.message is None:
            await house.courier.toast(query.id, STALE)
            log.info("press_unknown")
            return
        if house.quota.take(where.asker, where.chat) is not Verdict.OK:
            await house.courier.toast(query.id, TOO_FAST)
            log.info("too_fast", chat=where.kind)
            return
        if isinstance(press, Operation) and photo_buttons.start_of(press.op) is not None:
            await maps.pressed(house, press, where, query.id, query.message.message_id)
            return
        taken = await step(press, where, house.door)
        await house.courier.toast(query.id, taken.toast)
        await self._show(taken, where, query.message.message_id)
        what = taken.reply.answer.kind if taken.reply else "places" if taken.places else "nothing"
        log.info("pressed", chat=where.kind, leads_to=what)

    async def _show(self, taken: Step, where: Where, message: int) -> None:
        house, reply = self._house, taken.reply
        if taken.places and taken.exchange is not None:
            await house.courier.rearrange(menu(taken.places, taken.exchange, taken.page), where.chat, message)
        elif reply is not None and taken.fresh:
            await answer_below(house, where, message, reply)
        elif reply is not None:
            shown = page(reply, house.me, taken.page)
            await house.courier.edit(shown, where.chat, message)
            house.step_aside()
            exchange: Exchange = replace(reply.exchange, answer_message=message, page=shown.number)
            await (house.store.revise if taken.known else house.store.add)(exchange)


def _where(query: CallbackQuery) -> Where | None:
    """The conversation that a press belongs to; None for a button in a message sent inline."""
    message = query.message
    if message is None:
        return None
    there = topic(message) if isinstance(message, Message) else None  # one too old is only named
    return Where(message.chat.id, there, query.from_user.id, private=message.chat.type == ChatType.PRIVATE)
