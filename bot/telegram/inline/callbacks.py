"""Handle callback queries of messages that were sent via the bot, inline or as a guest."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind

from bot.store import Exchange
from bot.telegram.callback_queries import InlineMessageCallbackHandler, accept_callback, answering
from bot.telegram.conversations.answerer import ConversationKey
from bot.telegram.conversations.callback_actions import (
    GONE,
    STALE,
    UPDATED,
    ActionResult,
    resolve_action,
    restore_reply,
)
from bot.telegram.conversations.callback_data import (
    BACK,
    CallbackAction,
    Opening,
    Operation,
    case_key,
    find_case,
    parse_action,
)
from bot.telegram.rendering import inline_callback_data, notice_summary
from bot.telegram.rendering.inline_callback_data import OPEN, SelfContainedButton
from bot.telegram.rendering.keyboards import places_keyboard
from bot.telegram.rendering.page import Page, render_page
from bot.telegram.services import Feature, Handler, Services
from data.model import Notice
from intents.model.query import InNotice, IsCase, Query, conjuncts
from intents.serialization.codec import CodecError, dumps_context, loads_context
from intents.serialization.validity import MissingEntityError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

_MAX_CASES = 200
"""Cases of a list that are searched for the one that a button opens; a message lists fewer."""


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of these callback queries."""
    return [InlineMessageCallbackHandler(InlineCallbacks(services).handle)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), create_handlers)


def pseudo_chat_id(name: str) -> int:
    """Return a chat id made of 62 bits of the name's digest; ids of Telegram have at most 52 bits."""
    return 1 << 62 | int.from_bytes(hashlib.blake2b(name.encode(errors="replace"), digest_size=8).digest()) >> 2


class InlineCallbacks:
    """Handles these callback queries. Each message is a chat of its own (`pseudo_chat_id`) to the store."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, update: Update, _context: Any) -> None:
        """Answer the query and show the result in the message."""
        query, services = update.callback_query, self._services
        if query is None or query.inline_message_id is None:
            return
        conversation = ConversationKey(pseudo_chat_id(query.inline_message_id), None, query.from_user.id)
        if await accept_callback(services, query, conversation) is None:
            return
        summary = await self._previous_summary(query.data or "", conversation)
        if summary is not None:
            page, exchange = summary
            services.store.remember(exchange)
            async with answering(services, query):
                await services.sender.edit(page, conversation.chat, query.inline_message_id)
            return
        result = await self._resolve(query.data or "", conversation)
        async with answering(services, query, result.callback_answer):
            await self._show(result, conversation, query.inline_message_id)
        target = result.reply.answer.kind if result.reply else "nothing"
        services.measurements.note_answer("button", target)
        log.info("pressed", chat="inline", leads_to=target)

    async def _show(self, result: ActionResult, conversation: ConversationKey, message: str) -> None:
        services, reply = self._services, result.reply
        if result.places and result.exchange is not None:
            keyboard = places_keyboard(result.places, result.exchange.id, result.page, result.places_page)
            await services.sender.edit_keyboard(keyboard, conversation.chat, message)
        elif reply is not None:
            shown = render_page(reply, services.me, result.page)
            services.store.remember(replace(reply.exchange, page=shown.number))
            await services.sender.edit(shown, conversation.chat, message)

    async def _resolve(self, data: str, conversation: ConversationKey) -> ActionResult:
        """Return what the button does, always in the message itself: the bot cannot send messages to its chat."""
        answerer, button = self._services.answerer, inline_callback_data.decode(data)
        outdated = False
        if button is None:
            action = parse_action(data)
        else:
            outdated = button.stamp != inline_callback_data.revision_digest(answerer.engine.dataset)
            exchange = await self._source_exchange(button, conversation)
            if isinstance(exchange, str):
                return ActionResult(exchange)
            answerer.store.remember(exchange)  # the result leads back to it
            action = await self._decode_action(button, exchange)
        # of another version's data the button may have been valid, so it is not called expired
        if action is None:
            return ActionResult(GONE if outdated else STALE)
        result = await resolve_action(action, conversation, answerer)
        if result.reply is None:
            return result
        parent = action.exchange if result.is_new_message else result.reply.exchange.parent
        reply = replace(result.reply, exchange=replace(result.reply.exchange, parent=parent))
        return replace(result, reply=reply, callback_answer=result.callback_answer or (UPDATED if outdated else ""))

    async def _decode_action(self, button: SelfContainedButton, exchange: Exchange) -> CallbackAction | None:
        if not button.op.startswith(OPEN):
            return Operation(exchange.id, button.op)
        reply = await restore_reply(exchange, self._services.answerer, self._services.answerer.engine)
        cases = reply.answer.cases[:_MAX_CASES] if reply else ()
        case = next((case for case in cases if inline_callback_data.open_operation(case) == button.op), None)
        return Opening(case_key(case), exchange.id) if case else None

    async def _source_exchange(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        """Return the exchange that the button's message shows; an error message if there is none."""
        with suppress(MissingEntityError):
            match button.source.kind:
                case inline_callback_data.QUERY:
                    return await self._query_exchange(button, conversation)
                case inline_callback_data.CASE:
                    return await self._case_exchange(button, conversation)
                case inline_callback_data.NOTICE:
                    return self._notice_exchange(button, conversation)
                case inline_callback_data.HELP:
                    return (await self._services.answerer.answer_help(conversation)).exchange
                case _:
                    return await self._stored_exchange(button, conversation)
        return GONE

    async def _query_exchange(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        decoded = inline_callback_data.decode_query(button.source.text)
        if decoded is None:
            return STALE
        query, repairs = decoded
        answerer = self._services.answerer
        exchange = (await answerer.answer_query(query, conversation, answerer.engine)).exchange
        return replace(exchange, context=dumps_context(loads_context(exchange.context or ""), repairs))

    async def _case_exchange(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        answerer = self._services.answerer
        name = inline_callback_data.decode_case(button.source.text)
        case = find_case(name, answerer.engine.dataset) if name else None
        if case is None:
            return GONE if name else STALE
        return (await answerer.answer_query(Query("card", IsCase(case.id)), conversation, answerer.engine)).exchange

    def _notice_exchange(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        notice = inline_callback_data.find_notice(button.source.text, self._services.answerer.engine.dataset)
        rendered = self._render_notice(notice, conversation)
        return rendered[1] if rendered else GONE

    async def _stored_exchange(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        stored = await self._services.pending_exchanges.find(
            inline_callback_data.decode_exchange_id(button.source.text) or 0
        )
        if stored is None or inline_callback_data.exchange_source(stored) != button.source:
            return STALE
        return replace(
            stored,
            id=self._services.store.next_id(),
            chat=conversation.chat,
            topic=None,
            asker=conversation.asker,
            answer_message=None,  # Telegram does not tell the bot the id of that message
        )

    async def _previous_summary(self, data: str, conversation: ConversationKey) -> tuple[Page, Exchange] | None:
        """Return the notice summary that the button leads back to; None for any other button.

        A summary is not an answer, so that `resolve_action` cannot restore it.
        """
        action, store = parse_action(data), self._services.store
        if not isinstance(action, Operation) or action.op != BACK:
            return None
        exchange = await store.find_exchange(action.exchange)
        # a forged id may be that of another chat's exchange
        if exchange is None or exchange.chat != conversation.chat or exchange.parent is None:
            return None
        parent = await store.find_exchange(exchange.parent)
        if parent is None or parent.kind != notice_summary.SUMMARY_KIND or parent.context is None:
            return None
        try:
            conditions = conjuncts(loads_context(parent.context).query.where)
        except CodecError:  # written by another version
            return None
        ids = {condition.id for condition in conditions if isinstance(condition, InNotice)}
        dataset = self._services.answerer.engine.dataset
        notice = next((notice for notice in dataset.notices if notice.id in ids or not ids), None)
        return self._render_notice(notice, conversation)

    def _render_notice(self, notice: Notice | None, conversation: ConversationKey) -> tuple[Page, Exchange] | None:
        if notice is None:
            return None
        answerer = self._services.answerer
        return notice_summary.render_notice(notice, conversation, None, answerer, self._services.me, answerer.engine)
