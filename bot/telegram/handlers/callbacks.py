"""Buttons: whoever presses one is always answered, and the message shows what it leads to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind
from telegram.ext import CallbackQueryHandler

from bot.store import Exchange
from bot.telegram.callback_queries import accept_callback
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.callback_actions import ActionResult, resolve_action
from bot.telegram.conversations.callback_data import Operation, parse_action
from bot.telegram.handlers import maps
from bot.telegram.rendering import photo_buttons
from bot.telegram.rendering.keyboards import places_keyboard
from bot.telegram.rendering.page import render_page
from bot.telegram.replies import send_reply_below
from bot.telegram.services import Feature, Handler, Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def handlers(services: Services) -> list[Handler]:
    """Every press, whatever its button carries."""
    return [CallbackQueryHandler(Callbacks(services).pressed)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), handlers)


class Callbacks:
    """Answers presses."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def pressed(self, update: Update, _context: Any) -> None:
        """A button was pressed."""
        query = update.callback_query
        if query is None:
            return
        services, press = self._services, parse_action(query.data or "")
        conversation = await accept_callback(services, query, valid=press is not None)
        if conversation is None or press is None or query.message is None:
            return
        if isinstance(press, Operation) and photo_buttons.parse_start(press.op) is not None:
            await maps.pressed(services, press, conversation, query.id, query.message.message_id)
            return
        taken = await resolve_action(press, conversation, services.answerer)
        await services.sender.answer_callback(query.id, taken.callback_answer)
        await self._show(taken, conversation, query.message.message_id)
        what = taken.reply.answer.kind if taken.reply else "places" if taken.places else "nothing"
        log.info("pressed", chat=conversation.kind, leads_to=what)

    async def _show(self, taken: ActionResult, conversation: ConversationKey, message: int) -> None:
        services, reply = self._services, taken.reply
        if taken.places and taken.exchange is not None:
            await services.sender.edit_keyboard(
                places_keyboard(taken.places, taken.exchange, taken.page), conversation.chat, message
            )
        elif reply is not None and taken.is_new_message:
            await send_reply_below(services, conversation, message, reply)
        elif reply is not None:
            shown = render_page(reply, services.me, taken.page)
            await services.sender.edit(shown, conversation.chat, message)
            services.release_slot()
            exchange: Exchange = replace(reply.exchange, answer_message=message, page=shown.number)
            await (services.store.revise if taken.is_stored else services.store.add)(exchange)
