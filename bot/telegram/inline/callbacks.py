"""Buttons of messages that were sent through the bot, inline or as a guest, to chats that it need not be in."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import Any

import structlog
from telegram import Update
from telegram.constants import UpdateType as Kind

from bot.store import Exchange
from bot.telegram.callback_queries import InlineMessageCallbackHandler, accept_callback
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

_LOOKED_AT = 200
"""So many cases of a list are looked through for one that a button opens; its message lists fewer."""


def handlers(services: Services) -> list[Handler]:
    """Every such press."""
    return [InlineMessageCallbackHandler(InlineCallbacks(services).pressed)]


FEATURE = Feature(frozenset({Kind.CALLBACK_QUERY}), handlers)


def chat_of(name: str) -> int:
    """A number that no chat of Telegram's has (those have 52 bits) for what has only a name: 62 bits of its digest."""
    return 1 << 62 | int.from_bytes(hashlib.blake2b(name.encode(errors="replace"), digest_size=8).digest()) >> 2


class InlineCallbacks:
    """Answers such presses. The exchanges of a message belong to a chat of its own (`chat_of`)."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def pressed(self, update: Update, _context: Any) -> None:
        """A button was pressed."""
        query, services = update.callback_query, self._services
        if query is None or query.inline_message_id is None:
            return
        conversation = ConversationKey(chat_of(query.inline_message_id), None, query.from_user.id)
        if await accept_callback(services, query, conversation) is None:
            return
        summary = await self._summary(query.data or "", conversation)
        if summary is not None:
            await services.sender.answer_callback(query.id)
            await services.store.add(summary[1])  # before its buttons can be pressed
            await services.sender.edit(summary[0], conversation.chat, query.inline_message_id)
            return
        taken = await self._taken(query.data or "", conversation)
        await services.sender.answer_callback(query.id, taken.callback_answer)
        await self._show(taken, conversation, query.inline_message_id)
        log.info("pressed", chat="inline", leads_to=taken.reply.answer.kind if taken.reply else "nothing")

    async def _show(self, taken: ActionResult, conversation: ConversationKey, message: str) -> None:
        services, reply = self._services, taken.reply
        if taken.places and taken.exchange is not None:
            await services.sender.edit_keyboard(
                places_keyboard(taken.places, taken.exchange, taken.page), conversation.chat, message
            )
        elif reply is not None:
            shown = render_page(reply, services.me, taken.page)
            exchange: Exchange = replace(reply.exchange, page=shown.number)
            await (services.store.revise if taken.is_stored else services.store.add)(exchange)
            await services.sender.edit(shown, conversation.chat, message)

    async def _taken(self, text: str, conversation: ConversationKey) -> ActionResult:
        """What a press leads to; all of it in the message itself: nothing can be answered below."""
        answerer, button = self._services.answerer, inline_callback_data.decode(text)
        outdated = False
        if button is None:
            press = parse_action(text)
        else:
            outdated = button.stamp != inline_callback_data.revision_digest(answerer.engine.dataset)
            row = await self._row(button, conversation)
            if isinstance(row, str):
                return ActionResult(row)
            await answerer.store.add(row)  # what the press leads to leads back to it
            press = await self._press(button, row)
        if press is None:
            return ActionResult(GONE if outdated else STALE)
        taken = await resolve_action(press, conversation, answerer)
        if taken.reply is None:
            return taken
        parent = press.exchange if taken.is_new_message else taken.reply.exchange.parent
        reply = replace(taken.reply, exchange=replace(taken.reply.exchange, parent=parent))
        return replace(taken, reply=reply, callback_answer=taken.callback_answer or (UPDATED if outdated else ""))

    async def _press(self, button: SelfContainedButton, row: Exchange) -> CallbackAction | None:
        if not button.op.startswith(OPEN):
            return Operation(row.id, button.op)
        again = await restore_reply(row, self._services.answerer, self._services.answerer.engine)
        cases = again.answer.cases[:_LOOKED_AT] if again else ()
        case = next((case for case in cases if inline_callback_data.open_operation(case) == button.op), None)
        return Opening(case_key(case), row.id) if case else None

    # What the message shows, as an exchange.

    async def _row(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        """The exchange that the button's message stands for; what to say where there is none."""
        with suppress(MissingEntityError):
            match button.source.kind:
                case inline_callback_data.QUERY:
                    return await self._asked(button, conversation)
                case inline_callback_data.CASE:
                    return await self._case(button, conversation)
                case inline_callback_data.NOTICE:
                    return self._notice(button, conversation)
                case inline_callback_data.HELP:
                    return (await self._services.answerer.answer_help(conversation)).exchange
                case _:
                    return await self._kept(button, conversation)
        return GONE

    async def _asked(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        found = inline_callback_data.decode_query(button.source.text)
        if found is None:
            return STALE
        query, repairs = found
        row = (await self._services.answerer.answer_query(query, conversation, self._services.answerer.engine)).exchange
        return replace(row, context=dumps_context(loads_context(row.context or ""), repairs))

    async def _case(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        answerer = self._services.answerer
        named = inline_callback_data.decode_case(button.source.text)
        case = find_case(named, answerer.engine.dataset) if named else None
        if case is None:
            return GONE if named else STALE
        return (await answerer.answer_query(Query("card", IsCase(case.id)), conversation, answerer.engine)).exchange

    def _notice(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        notice = inline_callback_data.find_notice(button.source.text, self._services.answerer.engine.dataset)
        shown = self._render_notice(notice, conversation)
        return shown[1] if shown else GONE

    async def _kept(self, button: SelfContainedButton, conversation: ConversationKey) -> Exchange | str:
        kept = await self._services.pending_exchanges.find(
            inline_callback_data.decode_exchange_id(button.source.text) or 0
        )
        if kept is None or inline_callback_data.exchange_source(kept) != button.source:
            return STALE
        return replace(
            kept,
            id=self._services.store.next_id(),
            chat=conversation.chat,
            topic=None,
            asker=conversation.asker,
            answer_message=None,
        )

    # A notice in short, which is no answer, is drawn by itself.

    async def _summary(self, text: str, conversation: ConversationKey) -> tuple[Page, Exchange] | None:
        """The notice in short that a press leads back to; None for any other press."""
        press, store = parse_action(text), self._services.store
        if not isinstance(press, Operation) or press.op != BACK:
            return None
        row = await store.find_exchange(press.exchange)
        above = (
            await store.find_exchange(row.parent)
            if row and row.chat == conversation.chat and row.parent is not None
            else None
        )
        if above is None or above.kind != notice_summary.SUMMARY_KIND or above.context is None:
            return None
        try:
            conditions = conjuncts(loads_context(above.context).query.where)
        except CodecError:  # of a version that this one does not read
            return None
        named = {part.id for part in conditions if isinstance(part, InNotice)}
        dataset = self._services.answerer.engine.dataset
        notice = next((notice for notice in dataset.notices if notice.id in named or not named), None)
        return self._render_notice(notice, conversation)

    def _render_notice(self, notice: Notice | None, conversation: ConversationKey) -> tuple[Page, Exchange] | None:
        if notice is None:
            return None
        answerer = self._services.answerer
        return notice_summary.render_notice(notice, conversation, None, answerer, self._services.me, answerer.engine)
