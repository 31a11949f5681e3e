"""Answer guest messages: mentions of the bot in chats that it is not a member of.

The bot receives only that message and the one it replies to, and may answer once:
https://core.telegram.org/bots/api#guest-mode. The chat may also be one that the bot is a member of, so exchanges of
guest messages have a chat id of their own.
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
from bot.telegram.conversations.answerer import ConversationKey, Question, is_polite
from bot.telegram.conversations.callback_data import parse_action
from bot.telegram.conversations.incoming import IncomingMessage, parse_message
from bot.telegram.inline.articles import Article, inline_result
from bot.telegram.inline.callbacks import pseudo_chat_id
from bot.telegram.inline.results import wants_latest, without_map_word
from bot.telegram.rendering import inline_callback_data, notice_summary
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.page import Page, render_page
from bot.telegram.replies import TOO_FAST
from bot.telegram.services import Feature, Handler, Services
from bot.telegram.transport.client import UnconfirmedError
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

HEADLINE = "案例通"
_QUESTION_COMMANDS = ("", "ask", "map")
"""Commands that take a question. /map is answered in words, since guest answers cannot be pictures."""


def create_handlers(services: Services) -> list[Handler]:
    """Return the handler of guest messages."""
    return [MessageHandler(filters.UpdateType.GUEST_MESSAGE, GuestMessages(services).handle)]


FEATURE = Feature(frozenset({Kind.GUEST_MESSAGE}), create_handlers)


class GuestMessages:
    """Answers guest messages."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def handle(self, update: Update, _context: Any) -> None:
        """Answer a message that mentions the bot or replies to it."""
        message, services = update.guest_message, self._services
        if message is None or message.guest_query_id is None or not services.is_recent(message):
            return
        # Telegram only delivers guest messages that address the bot, so one without a mention is a reply
        incoming = parse_message(message, services.me) or parse_message(message, services.me, addressed=True)
        if incoming is None:
            return
        conversation = ConversationKey(
            pseudo_chat_id(f"guest {message.chat.id}"), incoming.conversation.topic, incoming.conversation.asker
        )
        if services.throttle.take(conversation.asker, conversation.chat):
            await self._answer(message, replace(incoming, conversation=conversation))
        elif services.throttle.take_notice(conversation.asker, conversation.chat):
            await self._send(message.guest_query_id, Article(TOO_FAST, (), escape(TOO_FAST), None))
        else:
            log.info("too_fast", chat="guest")

    async def _answer(self, message: Message, incoming: IncomingMessage) -> None:
        services = self._services
        rendered = await self._render(message, incoming)
        if rendered is None:
            # a reply to the bot that is no question is chit-chat
            log.info("let_pass", chat="guest")
            return
        article, exchange = rendered
        if await self._send(message.guest_query_id or "", article):
            services.store.remember(exchange)
            services.measurements.note_answer("guest", exchange.kind)
            log.info("answered", chat="guest", kind=exchange.kind, exchange=exchange.id)

    async def _render(self, message: Message, incoming: IncomingMessage) -> tuple[Article, Exchange] | None:
        """Return the answer and its exchange; None if the message needs no answer."""
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
                return self._article(*notice, engine)
        if not incoming.text or incoming.command not in _QUESTION_COMMANDS:
            reply = await answerer.answer_help(conversation, incoming.message)
        else:
            replied = await self._replied_exchange(message) if incoming.reply_to is not None else None
            before = replied or await services.store.find_last(
                conversation.chat, conversation.topic, conversation.asker
            )
            question = Question(
                conversation,
                without_map_word(incoming.text),
                incoming.at,
                incoming.message,
                incoming.reply_to if replied else None,
            )
            reply = await answerer.answer_question(question, engine, before, services.store.next_id())
            if is_polite(reply.answer):
                services.throttle.give_back(conversation.asker, conversation.chat)
        if reply.answer.kind == "refuse" and not incoming.direct:
            return None
        return self._article(render_page(reply, services.me), reply.exchange, engine)

    @staticmethod
    def _article(page: Page, exchange: Exchange, engine: Engine) -> tuple[Article, Exchange]:
        """Return the page as an article whose buttons refer to the exchange."""
        source = inline_callback_data.exchange_source(exchange)
        keyboard = inline_callback_data.embed_source(page.keyboard, source, engine.dataset) if page.keyboard else None
        return Article(HEADLINE, (), page.html, keyboard), exchange

    async def _replied_exchange(self, message: Message) -> Exchange | None:
        """Return the exchange that the message replied to shows.

        Its buttons identify it, since Telegram does not reveal the ids of guest answers to the bot.
        """
        for text in _callback_data_of(message.reply_to_message):
            button, action = inline_callback_data.decode(text), parse_action(text)
            if action is not None and action.exchange is not None:
                return await self._services.store.find_exchange(action.exchange)
            if button is not None and button.source.kind == inline_callback_data.EXCHANGE:
                return await self._services.store.find_exchange(
                    inline_callback_data.decode_exchange_id(button.source.text) or 0
                )
        return None

    async def _send(self, query: str, article: Article) -> bool:
        """Send the answer; return False if it is too late. Raises `TelegramError`."""
        call = {"guest_query_id": query, "result": inline_result("a", article)}
        try:
            await self._services.sender.with_retries(lambda: self._services.bot.call("answerGuestQuery", call))
        except BadRequest as error:
            log.info("guest_expired", why=error.message)
            return False
        except UnconfirmedError as error:
            log.warning("guest_unconfirmed", why=error.message)
        return True


def _callback_data_of(message: Message | None) -> Iterator[str]:
    """Yield the callback_data of a message's buttons."""
    markup = message.reply_markup if message else None
    for row in markup.inline_keyboard if markup else ():
        yield from (button.callback_data for button in row if isinstance(button.callback_data, str))
