"""Handle inline-button presses: answer every callback query and show the result in the message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind
from telegram.ext import CallbackQueryHandler

from bot.telegram.callback_queries import accept_callback, answering
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.callback_actions import ActionResult, resolve_action, restore_reply
from bot.telegram.conversations.callback_data import Operation, parse_action
from bot.telegram.handlers import export, maps
from bot.telegram.rendering import export_buttons, photo_buttons
from bot.telegram.rendering.keyboards import places_keyboard
from bot.telegram.rendering.page import render_page
from bot.telegram.replies import send_reply_below
from bot.telegram.services import Feature, Handler, Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of all callback queries that no other feature handles."""
    return [CallbackQueryHandler(Callbacks(services).handle)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)


class Callbacks:
    """Handles callback queries of answers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, update: Update, _context: Any) -> None:
        """Answer the query and show what the button leads to."""
        query = update.callback_query
        if query is None:
            return
        services, action = self._services, parse_action(query.data or "")
        conversation = await accept_callback(services, query, valid=action is not None)
        if conversation is None or action is None or query.message is None:
            return
        if isinstance(action, Operation) and photo_buttons.parse_start(action.op) is not None:
            # a message of text cannot be edited into a photo, so the picture is a message of its own
            await maps.send_map_below(services, action, conversation, query.id, query.message.message_id)
            return
        if isinstance(action, Operation) and (form := export_buttons.parse_form(action.op)):
            await export.send_export_below(services, action, form, conversation, query.id, query.message.message_id)
            return
        result = await resolve_action(action, conversation, services.answerer)
        show = self._show_apart if _belongs_to_another(result, conversation) else self._show
        async with answering(services, query, result.callback_answer):
            await show(result, conversation, query.message.message_id)
        target = result.reply.answer.kind if result.reply else "places" if result.places else "nothing"
        services.measurements.note_answer("button", target)
        log.info("pressed", chat=conversation.kind, leads_to=target)

    async def _show(self, result: ActionResult, conversation: ConversationKey, message: int) -> None:
        services, reply = self._services, result.reply
        if result.places and result.exchange is not None:
            keyboard = places_keyboard(result.places, result.exchange.id, result.page, result.places_page)
            await services.sender.edit_keyboard(keyboard, conversation.chat, message)
        elif reply is not None and result.is_new_message:
            await send_reply_below(services, conversation, message, reply)
        elif reply is not None:
            shown = render_page(reply, services.me, result.page)
            await services.sender.edit(shown, conversation.chat, message)
            services.store.remember(replace(reply.exchange, answer_message=message, page=shown.number))

    async def _show_apart(self, result: ActionResult, conversation: ConversationKey, message: int) -> None:
        """Show the result in a reply of the presser's own, one for each person and message."""
        services, row = self._services, result.exchange
        reply = result.reply
        if reply is None and row is not None:
            reply = await restore_reply(row, services.answerer, services.answerer.engine)
        if reply is None:
            return
        answer = await services.store.find_by_question(conversation.chat, message, asker=conversation.asker)
        exchange = replace(
            reply.exchange,
            id=services.store.next_id(),
            topic=conversation.topic,
            asker=conversation.asker,
            question=None,
            question_message=message,
            at=services.answerer.clock(),
        )
        reply = replace(reply, exchange=exchange)
        shown = render_page(reply, services.me, result.page)
        if result.places:
            keyboard = places_keyboard(result.places, exchange.id, shown.number, result.places_page)
            shown = replace(shown, keyboard=keyboard)
        chat, answer_message = conversation.chat, answer.answer_message if answer else None
        if answer_message is None or not await services.sender.edit(shown, chat, answer_message):
            sent = await services.sender.send(shown, chat, topic=conversation.topic, reply_to=message)
            chat, answer_message = (sent.chat, sent.message) if sent else (chat, None)
        services.answerer.save_sent(replace(exchange, page=shown.number), answer_message, chat)


def _belongs_to_another(result: ActionResult, conversation: ConversationKey) -> bool:
    """Return whether the result would replace what somebody else in the group asked for."""
    row = result.exchange
    return (
        not conversation.private and row is not None and row.asker != conversation.asker and not result.is_new_message
    )
