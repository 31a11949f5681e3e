"""Send and edit messages, through the troubles that pass: what Telegram refuses, and what never comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import structlog
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.store import Chat, Store
from bot.telegram.rate_limit.chat_queue import Priority
from bot.telegram.rate_limit.scheduler import StoppedError
from bot.telegram.rendering.keyboards import plain
from bot.telegram.rendering.page import Page
from bot.telegram.transport.client import Bot

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

PAUSES = (0.5, 1.0, 2.0)
"""Seconds before a call that failed is tried again: once more for each."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SAME = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_NO_PICTURES = ("rights to send photos", "chat_send_photos_forbidden", "chat_send_media_forbidden")
_NO_WAY = (
    "not enough rights",
    "chat not found",
    "have no rights",
    "chat_write_forbidden",
    "topic_closed",
    "thread not found",
)

T = TypeVar("T")


class NoPicturesError(BadRequest):
    """The chat takes messages from the bot, but no pictures."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message went."""

    chat: int
    message: int | None
    """Its id; None where the message went out but Telegram's answer never came."""
    file: str | None = None
    """The file_id of its picture."""


class MessageSender:
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
            "reply_markup": _written(page.keyboard) if page.keyboard else None,
            "link_preview_options": _NO_PREVIEW,
            "disable_notification": quiet or None,
        }
        there = _there(topic, reply_to)

        async def post(to: int) -> Sent:
            place = there | {"chat_id": to} if to == chat else {"chat_id": to}
            return Sent(to, await self._bot.post(message | place, priority))

        return await self._sent(chat, post)

    async def send_photo(
        self, picture: bytes | str, page: Page, chat: int, *, topic: int | None = None, reply_to: int | None = None
    ) -> Sent | None:
        """Send a picture, new or by its file_id, with `page` as its caption; see `send`. Raises `NoPicturesError`."""
        there = _there(topic, reply_to)

        async def post(to: int) -> Sent:
            sent = await self._bot.send_photo(
                to,
                picture,
                page.html,
                parse_mode=ParseMode.HTML,
                reply_markup=page.keyboard,
                filename="anlitong.png",
                rate_limit_args=Priority.ANSWER,
                **(there if to == chat else {}),
            )
            return Sent(to, sent.message_id, sent.photo[-1].file_id if sent.photo else None)

        return await self._sent(chat, post)

    async def _sent(self, chat: int, post: Callable[[int], Awaitable[Sent]]) -> Sent | None:
        """What `post` gives of the chat, or of the one that it has become."""
        try:
            try:
                return await self.tried(lambda: post(chat))
            except ChatMigrated as moved:
                await self._store.migrate(chat, moved.new_chat_id)
                chat = moved.new_chat_id
                return await self.tried(lambda: post(chat))
        except Forbidden as error:
            await self._lost(chat, error.message)
            return None
        except BadRequest as error:
            said = error.message.lower()
            if any(words in said for words in _NO_PICTURES):
                raise NoPicturesError(error.message) from error
            if any(words in said for words in _NO_WAY):
                log.info("not_sent", why=error.message)
                return None
            raise
        except TimedOut as error:
            if not _perhaps_done(error):
                raise
            log.warning("sent_unconfirmed")
            return Sent(chat, None)

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
            if not any(words in said for words in _NO_WAY):
                raise
            log.info("not_edited", why=error.message)
        except ChatMigrated as moved:  # its messages have stayed behind
            await self._store.migrate(chat, moved.new_chat_id)
            return False
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
            await self.tried(lambda: self._bot.edit_message_reply_markup(**_at(chat, message), reply_markup=keyboard))
        except BadRequest as error:
            if not any(words in error.message.lower() for words in (_SAME, *_GONE, *_NO_WAY)):
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


def _written(keyboard: InlineKeyboardMarkup) -> dict[str, Any]:
    return {"inline_keyboard": [[plain(button) for button in row] for row in keyboard.inline_keyboard]}


def _there(topic: int | None, reply_to: int | None) -> dict[str, Any]:
    """Where in a chat a message goes: into a topic, and as a reply if the message that it answers is still there."""
    return {
        "message_thread_id": topic,
        "reply_parameters": ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
    }


def _at(chat: int, message: int | str) -> dict[str, Any]:
    """Where a message is: in a chat; or, sent through the bot to one that it need not be in, by an id of its own."""
    return {"inline_message_id": message} if isinstance(message, str) else {"chat_id": chat, "message_id": message}


def _perhaps_done(error: NetworkError) -> bool:
    """Whether the request went out whole, and only its answer did not come in time."""
    return isinstance(error, TimedOut) and isinstance(error.__cause__, httpx.ReadTimeout)
