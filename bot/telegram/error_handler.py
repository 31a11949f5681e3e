"""Handle unexpected errors: log them, report each kind to administrators once an hour, and apologise to the asker."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

import structlog
from telegram import Message, Update
from telegram.error import RetryAfter, TelegramError

from bot.store import StoreError
from bot.telegram.conversations.incoming import parse_message
from bot.telegram.delivery.errors import log_if_expected
from bot.telegram.rate_limit.chat_queue import Priority
from bot.telegram.rendering.page import render_text
from bot.telegram.replies import send_text
from bot.telegram.services import Services
from data.error_line import own_line

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

REPORT_INTERVAL_SECONDS = 60 * 60
"""Interval between two reports of the same kind of error to administrators."""
MAX_KINDS = 100
"""Kinds of errors that are remembered; beyond it all are forgotten and reported again."""

_WRAPPERS = ("bot.telegram.rate_limit.rate_limiter", "bot.telegram.delivery.messages")
"""Modules that every call passes through: their caller identifies an error better."""

MAX_LATE_NOTES = 200
"""Chats that are told later, when Telegram takes their messages again; each has one note."""

SORRY = "抱歉，刚才出了点问题，没有答成。请稍后再问一次。"
NO_MEMORY = "现在读不到以前的记录，也记不下新的，请稍后再试。"
LIMITED = "刚才 Telegram 不让我发消息，有的问题没有答成。请再问一次。"


class ErrorHandler:
    """The application's error handler."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._reported_at: dict[str, float] = {}
        """The time of the last report by digest."""
        self._late_notes: dict[int, asyncio.Task[None]] = {}
        """By chat."""

    async def handle_error(self, update: object, context: Any) -> None:
        """Handle an error that a handler raised."""
        error: Exception = context.error
        if isinstance(error, RetryAfter):
            self._note_later(update)
        if isinstance(error, StoreError):  # the monitor reports the database
            log.info("no_memory")
            await self._apologise(update, NO_MEMORY)
        elif not log_if_expected(error):
            await self.report(error)
            await self._apologise(update, SORRY)

    async def report_delivery_error(self, error: Exception) -> None:
        """Handle an error in the delivery of a broadcast."""
        await self.report(error, "群发（见 /broadcasts）")

    async def report(self, error: Exception, context: str = "") -> None:
        """Log an unexpected error and report it to administrators; `context` says what the bot was doing."""
        digest, description = describe_error(error)
        # Telegram's own words say what is wrong; the traceback of any other error is needed
        details = {} if isinstance(error, TelegramError) else {"exc_info": error}
        log.error("trouble", digest=digest, what=description, **details)
        now = self._services.steady_clock()
        if now - self._reported_at.get(digest, -REPORT_INTERVAL_SECONDS) < REPORT_INTERVAL_SECONDS:
            return
        if len(self._reported_at) >= MAX_KINDS:
            self._reported_at.clear()  # unlikely, and a repeated report does less harm than a lost one
        self._reported_at[digest] = now
        text = (
            f"{context}出了意外，代号 {digest}：{description}。详情见日志里的同一个代号；同样的意外一小时内不再报告。"
        )
        await notify_administrators(self._services, text)

    async def _apologise(self, update: object, text: str) -> None:
        if not isinstance(update, Update):
            return
        try:
            if update.callback_query:
                await self._services.sender.answer_callback(update.callback_query.id, text)
            elif (message := update.message or update.edited_message) and (
                incoming := parse_message(message, self._services.me)
            ):
                await send_text(self._services, incoming, text)
        except TelegramError as error:
            log.warning("asker_not_told", why=type(error).__name__)

    def _note_later(self, update: object) -> None:
        """Tell a chat that it got no answer, once Telegram's limits allow it."""
        message = update.effective_message if isinstance(update, Update) else None
        incoming = parse_message(message, self._services.me) if isinstance(message, Message) else None
        if incoming is None or len(self._late_notes) >= MAX_LATE_NOTES:
            return
        chat, topic = incoming.conversation.chat, incoming.conversation.topic

        async def send() -> None:
            try:
                await self._services.sender.send(render_text(LIMITED), chat, topic=topic, priority=Priority.BROADCAST)
            except (TelegramError, StoreError) as error:
                log.warning("asker_not_told", why=type(error).__name__)

        if chat not in self._late_notes:
            task = self._late_notes[chat] = asyncio.create_task(send())
            task.add_done_callback(lambda _: self._late_notes.pop(chat, None))


async def notify_administrators(services: Services, text: str) -> None:
    """Send the text to each administrator; log those it cannot reach."""
    for admin in sorted(services.settings.admins):
        try:
            await services.sender.send(render_text(text), admin)
        except TelegramError as error:
            log.warning("administrator_not_told", why=type(error).__name__)


def describe_error(error: BaseException) -> tuple[str, str]:
    """Return a digest that identifies the kind of an error, and its description: type, message and line of code."""
    # other messages may quote what people wrote
    text = error.message if isinstance(error, TelegramError) else str(error) if isinstance(error, StoreError) else ""
    description = f"{type(error).__name__}{text and f': {text}'} ({own_line(error, _WRAPPERS)})"
    return hashlib.sha256(description.encode()).hexdigest()[:8], description
