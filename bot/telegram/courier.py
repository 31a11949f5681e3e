"""Send and edit messages, through the troubles that pass: what Telegram refuses, and what never comes back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.store import Chat, Store
from bot.telegram.client import Bot
from bot.telegram.limiter import Priority, StoppedError
from bot.telegram.pages import Page

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

PAUSES = (0.5, 1.0, 2.0)
"""Seconds before a call that failed is tried again: once more for each."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SAME = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NO_WAY = (
    "not enough rights",
    "chat not found",
    "have no rights",
    "chat_write_forbidden",
    "topic_closed",
    "thread not found",
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message went."""

    chat: int
    message: int | None
    """Its id; None where the message went out but Telegram's answer never came."""


class Courier:
    """Sends and edits."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        self._bot, self._store, self._clock, self._sleep = bot, store, clock, sleep

    async def send(
        self,
        page: Page,
        chat: int,
        *,
        topic: int | None = None,
        reply_to: int | None = None,
        quiet: bool = False,
        priority: Priority = Priority.ANSWER,
    ) -> Sent | None:
        """Send `page`, as a reply if that message is still there; None where this chat takes no messages from the bot.

        Raises `TelegramError` for what cannot be helped.
        """
        message = {
            "text": page.html,
            "parse_mode": ParseMode.HTML,
            "reply_markup": written(page.keyboard) if page.keyboard else None,
            "link_preview_options": _NO_PREVIEW,
            "disable_notification": quiet or None,
        }
        there = {
            "message_thread_id": topic,
            "reply_parameters": ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
        }
        try:
            try:
                sent = await self.tried(lambda: self._bot.post(message | there | {"chat_id": chat}, priority))
            except ChatMigrated as moved:
                await self._store.migrate(chat, moved.new_chat_id)
                chat = moved.new_chat_id
                sent = await self.tried(lambda: self._bot.post(message | {"chat_id": chat}, priority))
        except Forbidden as error:
            await self._lost(chat, error.message)
            return None
        except BadRequest as error:
            if any(words in error.message.lower() for words in _NO_WAY):
                log.info("not_sent", why=error.message)
                return None
            raise
        except TimedOut as error:
            if not _perhaps_done(error):
                raise
            log.warning("sent_unconfirmed")
            return Sent(chat, None)
        return Sent(chat, sent)

    async def edit(self, page: Page, chat: int, message: int | str) -> bool:
        """Make a message of the bot's (see `_at`) show `page`; False where it is gone. Raises `TelegramError`."""
        try:
            await self.tried(
                lambda: self._bot.edit_message_text(
                    page.html,
                    **_at(chat, message),
                    parse_mode=ParseMode.HTML,
                    reply_markup=page.keyboard,
                    link_preview_options=_NO_PREVIEW,
                    rate_limit_args=Priority.ANSWER,
                )
            )
        except BadRequest as error:
            said = error.message.lower()
            if _SAME in said:
                return True
            if any(words in said for words in _GONE):
                return False
            raise
        except Forbidden as error:
            if isinstance(message, str):
                return False
            await self._lost(chat, error.message)
        except TimedOut as error:
            if not _perhaps_done(error):
                raise
            log.warning("edit_unconfirmed")
        return True

    async def rearrange(self, keyboard: InlineKeyboardMarkup, chat: int, message: int | str) -> None:
        """Put other buttons under a message of the bot's (see `_at`). Raises `TelegramError`."""
        try:
            await self.tried(
                lambda: self._bot.edit_message_reply_markup(**_at(chat, message), reply_markup=keyboard)
            )
        except BadRequest as error:
            if not any(words in error.message.lower() for words in (_SAME, *_GONE)):
                raise

    async def toast(self, press: str, text: str = "") -> None:
        """End the wheel on a pressed button, and show its presser a line; in vain where they pressed it long ago."""
        try:
            await self.tried(lambda: self._bot.answer_callback_query(press, text or None))
        except BadRequest as error:
            log.info("press_expired", why=error.message)

    async def tried(self, call: Callable[[], Awaitable[T]]) -> T:
        """What `call` gives, tried again while what hinders it may pass.

        A call whose answer never comes is not made again: most such messages did arrive, whoever got none asks again,
        and an answer twice would be noise.
        """
        for pause in PAUSES:
            try:
                return await call()
            except (BadRequest, RetryAfter, StoppedError):
                raise
            except NetworkError as error:
                if _perhaps_done(error):
                    raise
                log.info("call_again", kind=type(error).__name__, seconds=pause)
            await self._sleep(pause)
        return await call()

    async def _lost(self, chat: int, why: str) -> None:
        """The bot may not write there any more."""
        log.info("not_sent", why=why)
        known = await self._store.chat(chat)
        kind = "private" if chat > 0 else "group"
        await self._store.see(
            Chat(
                id=chat,
                type=known.type if known else kind,
                title=known.title if known else "",
                forum=known.forum if known else False,
                active=False,
                rights="kicked",
                reason=why,
                at=self._clock(),
            )
        )


def written(keyboard: InlineKeyboardMarkup) -> str:
    """A keyboard as JSON: the library asks each button for every field that a button may have, which shows."""
    rows = [[_button(button) for button in row] for row in keyboard.inline_keyboard]
    return json.dumps({"inline_keyboard": rows}, ensure_ascii=False)


def _button(button: InlineKeyboardButton) -> dict[str, Any]:
    if isinstance(button.callback_data, str):
        return {"text": button.text, "callback_data": button.callback_data}
    if button.switch_inline_query is not None:
        return {"text": button.text, "switch_inline_query": button.switch_inline_query}
    if button.copy_text is not None:
        return {"text": button.text, "copy_text": {"text": button.copy_text.text}}
    return button.to_dict()


def _at(chat: int, message: int | str) -> dict[str, Any]:
    """Where a message is: in a chat; or, sent through the bot to one that it need not be in, by an id of its own."""
    return {"inline_message_id": message} if isinstance(message, str) else {"chat_id": chat, "message_id": message}


def _perhaps_done(error: NetworkError) -> bool:
    """Whether the request went out whole, and only its answer did not come in time."""
    return isinstance(error, TimedOut) and isinstance(error.__cause__, httpx.ReadTimeout)
