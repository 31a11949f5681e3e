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
from bot.telegram.conversations.answerer import Question, Where
from bot.telegram.conversations.incoming import Heard, hear
from bot.telegram.inline.articles import Post, article
from bot.telegram.inline.callbacks import chat_of
from bot.telegram.inline.results import in_words, wants_latest
from bot.telegram.rendering import briefs, inline_callback_data
from bot.telegram.rendering.html import escape
from bot.telegram.rendering.keyboards import parse
from bot.telegram.rendering.page import Page, page
from bot.telegram.replies import TOO_FAST
from bot.telegram.services import Feature, Handler, House
from bot.telegram.transport.throttle import Verdict
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

NAME = "案例通"
_ASKING = ("", "ask", "map")
"""The commands with a question; a picture cannot be sent from here, so it is answered in words."""


def handlers(house: House) -> list[Handler]:
    """Every message from such a chat."""
    return [MessageHandler(filters.UpdateType.GUEST_MESSAGE, Guests(house).message)]


FEATURE = Feature(frozenset({Kind.GUEST_MESSAGE}), handlers)


class Guests:
    """Answers such messages."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def message(self, update: Update, _context: Any) -> None:
        """The bot was mentioned, or one of its messages replied to."""
        message, house = update.guest_message, self._house
        if message is None or message.guest_query_id is None or not house.fresh(message):
            return
        heard = hear(message, house.me) or hear(message, house.me, addressed=True)
        if heard is None:
            return
        where = Where(chat_of(f"guest {message.chat.id}"), heard.where.topic, heard.where.asker)
        verdict = house.quota.take(where.asker, where.chat)
        if verdict is Verdict.OK:
            await self._answer(message, replace(heard, where=where))
        elif verdict is Verdict.NOTICE:
            await self._send(message.guest_query_id, Post(TOO_FAST, (), escape(TOO_FAST), None))
        else:
            log.info("too_fast", chat="guest")

    async def _answer(self, message: Message, heard: Heard) -> None:
        house = self._house
        shown = await self._shown(message, heard)
        if shown is None:
            log.info("let_pass", chat="guest")  # chit-chat below one of our messages
            return
        post, exchange = shown
        if await self._send(message.guest_query_id or "", post):
            house.step_aside()
            await house.store.add(exchange)
            log.info("answered", chat="guest", kind=exchange.kind, exchange=exchange.id)

    async def _shown(self, message: Message, heard: Heard) -> tuple[Post, Exchange] | None:
        """What to answer, and the exchange that it is; None for nothing."""
        house, where = self._house, heard.where
        door, engine = house.door, house.door.engine
        if heard.command == "notice" or wants_latest(heard.text) or (heard.command == "map" and not heard.text):
            notice = briefs.latest(where, heard.message, house, engine)
            if notice is not None:
                return self._post(*notice, engine)
        if not heard.text or heard.command not in _ASKING:
            reply = await door.help(where, heard.message)
        else:
            card = await self._replied_to(message) if heard.reply_to is not None else None
            before = card or await house.store.last(where.chat, where.topic, where.asker)
            question = Question(where, in_words(heard.text), heard.at, heard.message, heard.reply_to if card else None)
            reply = await door.asked(question, engine, before, house.store.next_id())
        if reply.answer.kind == "refuse" and not heard.direct:
            return None
        return self._post(page(reply, house.me), reply.exchange, engine)

    @staticmethod
    def _post(shown: Page, exchange: Exchange, engine: Engine) -> tuple[Post, Exchange]:
        """The page as a post whose buttons name the exchange."""
        source = inline_callback_data.of_row(exchange)
        keyboard = inline_callback_data.carry(shown.keyboard, source, engine.dataset) if shown.keyboard else None
        return Post(NAME, (), shown.html, keyboard), exchange

    async def _replied_to(self, message: Message) -> Exchange | None:
        """The exchange that the bot's message shows, as its buttons tell; nothing else does: its id is never told."""
        for text in _carried_by(message.reply_to_message):
            button, press = inline_callback_data.read(text), parse(text)
            if press is not None and press.exchange is not None:
                return await self._house.store.exchange(press.exchange)
            if button is not None and button.source.sort == inline_callback_data.ROW:
                return await self._house.store.exchange(inline_callback_data.row_of(button.source.text) or 0)
        return None

    async def _send(self, query: str, post: Post) -> bool:
        """Send the one answer; False where it comes too late. Raises `TelegramError`."""
        call = {"guest_query_id": query, "result": article("a", post)}
        try:
            await self._house.courier.tried(lambda: self._house.bot.call("answerGuestQuery", call))
        except BadRequest as error:
            log.info("guest_expired", why=error.message)
            return False
        return True


def _carried_by(message: Message | None) -> Iterator[str]:
    """The callback_data of a message's buttons."""
    markup = message.reply_markup if message else None
    for row in markup.inline_keyboard if markup else ():
        yield from (button.callback_data for button in row if isinstance(button.callback_data, str))
