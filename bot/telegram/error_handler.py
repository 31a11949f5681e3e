"""What nobody foresaw: the log gets it whole, administrators one of a kind an hour, and whoever asked one sentence."""

from __future__ import annotations

import hashlib
import traceback
from typing import Any

import structlog
from telegram import Update
from telegram.error import TelegramError

from bot.store import StoreError
from bot.telegram.conversations.incoming import parse_message
from bot.telegram.delivery.errors import log_if_expected
from bot.telegram.rendering.page import render_text
from bot.telegram.replies import ForgottenError, send_text
from bot.telegram.services import Services

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

REPORT_INTERVAL_SECONDS = 60 * 60
"""Seconds in which administrators hear of one kind of error once."""
MAX_KINDS = 100
"""So many kinds are told apart; should there be more, they are told as new."""

_OURS = ("bot.", "intents.", "data.")
_ON_THE_WAY = ("bot.telegram.rate_limit.rate_limiter", "bot.telegram.delivery.messages")
"""Every call comes through them."""

SORRY = "抱歉，刚才出了点问题，没有答成。请稍后再问一次。"


class ErrorHandler:
    """The application's error handler."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._told: dict[str, float] = {}

    async def handle_error(self, update: object, context: Any) -> None:
        """An error that came up from a handler."""
        error: Exception = context.error
        if not log_if_expected(error):
            await self.report(error)
            if not isinstance(error, ForgottenError):
                await self._apologise(update)

    async def report_delivery_error(self, error: Exception) -> None:
        """The same for what goes out by itself: administrators are told where they see it."""
        await self.report(error, "群发（见 /broadcasts）")

    async def report(self, error: Exception, where: str = "") -> None:
        """Put an error that nobody foresaw into the log, and tell administrators of it, and where it was."""
        digest, what = describe_error(error)
        details = {} if isinstance(error, TelegramError) else {"exc_info": error}
        log.error("trouble", digest=digest, what=what, **details)
        await self._tell(digest, what, where)

    async def _tell(self, digest: str, what: str, where: str) -> None:
        now = self._services.clock()
        if now - self._told.get(digest, -REPORT_INTERVAL_SECONDS) < REPORT_INTERVAL_SECONDS:
            return
        if len(self._told) >= MAX_KINDS:
            self._told.clear()
        self._told[digest] = now
        text = f"{where}出了意外，代号 {digest}：{what}。详情见日志里的同一个代号；同样的意外一小时内不再报告。"
        await notify_administrators(self._services, text)

    async def _apologise(self, update: object) -> None:
        if not isinstance(update, Update):
            return
        try:
            if update.callback_query:
                await self._services.sender.answer_callback(update.callback_query.id, SORRY)
            elif (message := update.message or update.edited_message) and (
                incoming := parse_message(message, self._services.me)
            ):
                await send_text(self._services, incoming, SORRY)
        except TelegramError as error:
            log.warning("asker_not_told", why=type(error).__name__)


async def notify_administrators(services: Services, text: str) -> None:
    """Send the text to each administrator; log those it cannot reach."""
    for admin in sorted(services.settings.admins):
        try:
            await services.sender.send(render_text(text), admin)
        except TelegramError as error:
            log.warning("administrator_not_told", why=type(error).__name__)


def describe_error(error: BaseException) -> tuple[str, str]:
    """What tells one kind of error from another: a digest, and what it is of: the type, Telegram's words, our place."""
    place = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = frame.f_globals.get("__name__", "")
        if module.startswith(_OURS) and module not in _ON_THE_WAY:
            place = f"{module}:{line}"
    said = error.message if isinstance(error, TelegramError) else str(error) if isinstance(error, StoreError) else ""
    what = f"{type(error).__name__}{said and f': {said}'} ({place})"
    return hashlib.sha256(what.encode()).hexdigest()[:8], what
