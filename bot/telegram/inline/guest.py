"""Guest mode: whoever mentions the bot in a chat that it never joined is answered there, as they would be in a group.

https://core.telegram.org/bots/api#guest-mode: the bot gets that one message (and what it replies to), and may answer
it once. The chat's number may also be that of a chat the bot knows, so its exchanges belong to a number of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import structlog
from telegram import Message, Update
from telegram.constants import UpdateType as Kind
from telegram.error import BadRequest
from telegram.ext import MessageHandler, filters

from bot.store import Exchange
from bot.telegram.conversations.answerer import ConversationKey, Question
from bot.telegram.conversations.callback_data import parse_action
from bot.telegram.conversations.incoming import IncomingMessage, parse_message
from bot.telegram.inline.articles import Article, article
from bot.telegram.inline.callbacks import chat_of
from bot.telegram.inline.results import in_words, wants_latest
from bot.telegram.rendering import inline_callback_data, notice_summary
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.page import Page, render_page
from bot.telegram.replies import TOO_FAST
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.transport.throttle import Verdict
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

NAME = "案例通"
_ASKING = ("", "ask", "map")
"""The commands with a question; a picture cannot be sent from here, so it is answered in words."""


def handlers(services: Services) -> list[Handler]:
    """Every message from such a chat."""
    return [MessageHandler(filters.UpdateType.GUEST_MESSAGE, GuestMessages(services).message)]


FEATURE = Feature(frozenset({Kind.GUEST_MESSAGE}), handlers)


class GuestMessages:
    """Answers such messages."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def message(self, update: Update, _context: Any) -> None:
        """The bot was mentioned, or one of its messages replied to."""
        message, services = update.guest_message, self._services
        if message is None or message.guest_query_id is None or not services.is_recent(message):
            return
        incoming = parse_message(message, services.me) or parse_message(message, services.me, addressed=True)
        if incoming is None:
            return
        conversation = ConversationKey(
            chat_of(f"guest {message.chat.id}"), incoming.conversation.topic, incoming.conversation.asker
        )
        verdict = services.throttle.take(conversation.asker, conversation.chat)
        if verdict is Verdict.OK:
            await self._answer(message, replace(incoming, conversation=conversation))
        elif verdict is Verdict.NOTICE:
            await self._send(message.guest_query_id, Article(TOO_FAST, (), escape(TOO_FAST), None))
        else:
            log.info("too_fast", chat="guest")

    async def _answer(self, message: Message, incoming: IncomingMessage) -> None:
        services = self._services
        shown = await self._shown(message, incoming)
        if shown is None:
            log.info("let_pass", chat="guest")  # chit-chat below one of our messages
            return
        post, exchange = shown
        if await self._send(message.guest_query_id or "", post):
            services.release_slot()
            await services.store.add(exchange)
            log.info("answered", chat="guest", kind=exchange.kind, exchange=exchange.id)

    async def _shown(self, message: Message, incoming: IncomingMessage) -> tuple[Article, Exchange] | None:
        """What to answer, and the exchange that it is; None for nothing."""
        services, conversation = self._services, incoming.conversation
        answerer, engine = services.answerer, services.answerer.engine
        if (
            incoming.command == "notice"
            or wants_latest(incoming.text)
            or (incoming.command == "map" and not incoming.text)
        ):
            notice = notice_summary.render_latest_notice(
                conversation, incoming.message, services.answerer, services.me, engine
            )
            if notice is not None:
                return self._post(*notice, engine)
        if not incoming.text or incoming.command not in _ASKING:
            reply = await answerer.answer_help(conversation, incoming.message)
        else:
            card = await self._replied_to(message) if incoming.reply_to is not None else None
            before = card or await services.store.find_last(conversation.chat, conversation.topic, conversation.asker)
            question = Question(
                conversation,
                in_words(incoming.text),
                incoming.at,
                incoming.message,
                incoming.reply_to if card else None,
            )
            reply = await answerer.answer_question(question, engine, before, services.store.next_id())
        if reply.answer.kind == "refuse" and not incoming.direct:
            return None
        return self._post(render_page(reply, services.me), reply.exchange, engine)

    @staticmethod
    def _post(shown: Page, exchange: Exchange, engine: Engine) -> tuple[Article, Exchange]:
        """The page as a post whose buttons name the exchange."""
        source = inline_callback_data.exchange_source(exchange)
        keyboard = inline_callback_data.embed_source(shown.keyboard, source, engine.dataset) if shown.keyboard else None
        return Article(NAME, (), shown.html, keyboard), exchange

    async def _replied_to(self, message: Message) -> Exchange | None:
        """The exchange that the bot's message shows, as its buttons tell; nothing else does: its id is never told."""
        for text in _carried_by(message.reply_to_message):
            button, press = inline_callback_data.decode(text), parse_action(text)
            if press is not None and press.exchange is not None:
                return await self._services.store.find_exchange(press.exchange)
            if button is not None and button.source.kind == inline_callback_data.EXCHANGE:
                return await self._services.store.find_exchange(
                    inline_callback_data.decode_exchange_id(button.source.text) or 0
                )
        return None

    async def _send(self, query: str, post: Article) -> bool:
        """Send the one answer; False where it comes too late. Raises `TelegramError`."""
        call = {"guest_query_id": query, "result": article("a", post)}
        try:
            await self._services.sender.with_retries(lambda: self._services.bot.call("answerGuestQuery", call))
        except BadRequest as error:
            log.info("guest_expired", why=error.message)
            return False
        return True


def _carried_by(message: Message | None) -> Iterator[str]:
    """The callback_data of a message's buttons."""
    markup = message.reply_markup if message else None
    for row in markup.inline_keyboard if markup else ():
        yield from (button.callback_data for button in row if isinstance(button.callback_data, str))
