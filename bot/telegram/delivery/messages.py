"""Send and edit messages: retry what may pass, and recognise chats that take no messages from the bot."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx
import structlog
from telegram import InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.store import Chat, Store, StoreError
from bot.telegram.delivery import errors
from bot.telegram.delivery.errors import matches
from bot.telegram.rate_limit.chat_queue import Priority
from bot.telegram.rate_limit.scheduler import StoppedError
from bot.telegram.rendering.keyboards import button_json
from bot.telegram.rendering.page import Page
from bot.telegram.transport.client import Bot, UnconfirmedError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

RETRY_SECONDS = (0.5, 1.0, 2.0)
"""Pauses before a failed call is repeated, one for each attempt after the first: a user waits for the answer."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

T = TypeVar("T")


class MediaForbiddenError(BadRequest):
    """The chat accepts messages from the bot, but no photos, or no files."""


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that was sent."""

    chat: int
    """The chat's id, which is another than asked for if the group has become a supergroup."""
    message: int | None
    """The message's id; None if the request went out but its outcome is unknown."""
    file_id: str | None = None
    """The `file_id` of its photo."""


class MessageSender:
    """Sends and edits messages."""

    def __init__(
        self,
        bot: Bot,
        store: Store,
        clock: Callable[[], float],
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        """`clock` returns seconds since 1970."""
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
    ) -> SentMessage | None:
        """Send `page`, as a reply if the message `reply_to` still exists and without a sound if `quiet`.

        Returns None if the chat accepts no messages from the bot. Raises `TelegramError`.
        """

        async def send_to(target: int) -> SentMessage:
            # a group that became a supergroup has new topics and message ids
            place = {"topic": topic, "reply_to": reply_to} if target == chat else {}
            return SentMessage(
                target, await self._bot.post_message(message_parameters(page, target, quiet=quiet, **place), priority)
            )

        return await self._deliver(chat, send_to)

    async def send_photo(
        self, photo: bytes | str, page: Page, chat: int, *, topic: int | None = None, reply_to: int | None = None
    ) -> SentMessage | None:
        """Send a photo (a PNG, or the `file_id` of one) with `page` as its caption, otherwise like `send`.

        Raises `MediaForbiddenError`, `TelegramError`.
        """

        async def send_to(target: int) -> SentMessage:
            sent = await self._bot.send_photo(
                target,
                photo,
                page.html,
                parse_mode=ParseMode.HTML,
                reply_markup=page.keyboard,
                filename="anlitong.png",
                rate_limit_args=Priority.ANSWER,
                **(_place_parameters(topic, reply_to) if target == chat else {}),
            )
            return SentMessage(target, sent.message_id, sent.photo[-1].file_id if sent.photo else None)

        return await self._deliver(chat, send_to)

    async def send_document(
        self,
        content: bytes,
        filename: str,
        chat: int,
        page: Page | None = None,
        *,
        topic: int | None = None,
        reply_to: int | None = None,
    ) -> SentMessage | None:
        """Send a file with this content, with `page` as its caption, otherwise like `send`.

        Raises `MediaForbiddenError`, `TelegramError`.
        """

        async def send_to(target: int) -> SentMessage:
            sent = await self._bot.send_document(
                target,
                content,
                page.html if page else None,
                parse_mode=ParseMode.HTML,
                reply_markup=page.keyboard if page else None,
                filename=filename,
                disable_content_type_detection=True,
                rate_limit_args=Priority.ANSWER,
                **(_place_parameters(topic, reply_to) if target == chat else {}),
            )
            return SentMessage(target, sent.message_id)

        return await self._deliver(chat, send_to)

    async def edit(self, page: Page, chat: int, message: int | str) -> bool:
        """Make a message of the bot show `page`; return False if the message is gone. Raises `TelegramError`.

        `message` is an id in the chat, or the inline_message_id of a message that was sent through the bot.
        """
        try:
            await self.with_retries(
                lambda: self._bot.edit_message_text(
                    page.html,
                    **_message_reference(chat, message),
                    parse_mode=ParseMode.HTML,
                    reply_markup=page.keyboard,
                    link_preview_options=_NO_PREVIEW,
                    rate_limit_args=Priority.ANSWER,
                ),
                idempotent=True,
            )
        except BadRequest as error:
            if matches(error, *errors.NOT_MODIFIED):  # a second press of the same button
                return True
            if matches(error, *errors.MESSAGE_GONE):
                return False
            if not matches(error, *errors.WRITING_FORBIDDEN):
                raise
            log.info("not_edited", why=error.message)
        except ChatMigrated as moved:  # its messages stay in the old group, where they cannot be edited
            await self._store.migrate(chat, moved.new_chat_id)
            return False
        except Forbidden as error:
            if isinstance(message, str):  # sent by a user: whether the bot may write in that chat is unknown
                return False
            await self._mark_inactive(chat, error.message)
        except UnconfirmedError as error:
            log.warning("edit_unconfirmed", why=error.message)
        return True

    async def edit_keyboard(self, keyboard: InlineKeyboardMarkup, chat: int, message: int | str) -> None:
        """Replace the buttons of a message of the bot (`message`: see `edit`). Raises `TelegramError`."""
        try:
            await self.with_retries(
                lambda: self._bot.edit_message_reply_markup(**_message_reference(chat, message), reply_markup=keyboard),
                idempotent=True,
            )
        except BadRequest as error:
            if not matches(error, *errors.NOT_MODIFIED, *errors.MESSAGE_GONE, *errors.WRITING_FORBIDDEN):
                raise

    async def answer_callback(self, query: str, text: str = "") -> None:
        """Answer the callback query with this id, which ends the button's progress indicator, and show `text` briefly.

        A query that is too old to be answered is only logged.
        """
        try:
            await self.with_retries(lambda: self._bot.answer_callback_query(query, text or None), idempotent=True)
        except BadRequest as error:
            log.info("press_expired", why=error.message)

    async def with_retries(self, call: Callable[[], Awaitable[T]], *, idempotent: bool = False) -> T:
        """Return what `call` returns, repeating it after network errors that may pass.

        A call with an unknown outcome is repeated only if it is `idempotent`: most such messages arrived, a user who
        got none asks again, and the same answer twice would be noise.
        """
        for pause in RETRY_SECONDS:
            try:
                return await call()
            except (BadRequest, RetryAfter, StoppedError):  # BadRequest is a NetworkError, but no repetition helps
                raise
            except NetworkError as error:
                slow = isinstance(error.__cause__, httpx.ReadTimeout)  # it took the whole time that a user waits
                if isinstance(error, UnconfirmedError) and (slow or not idempotent):
                    raise
                log.info("call_again", kind=type(error).__name__, seconds=pause)
            await self._sleep(pause)
        return await call()

    async def _deliver(self, chat: int, send_to: Callable[[int], Awaitable[SentMessage]]) -> SentMessage | None:
        """Return what `send_to` returns for the chat, or for the supergroup that it has become."""
        try:
            try:
                return await self.with_retries(lambda: send_to(chat))
            except ChatMigrated as moved:
                await self._store.migrate(chat, moved.new_chat_id)
                chat = moved.new_chat_id  # the handlers below concern the new chat
                return await self.with_retries(lambda: send_to(chat))
        except Forbidden as error:
            await self._mark_inactive(chat, error.message)
            return None
        except BadRequest as error:
            if matches(error, *errors.MEDIA_FORBIDDEN):
                raise MediaForbiddenError(error.message) from error
            if matches(error, *errors.WRITING_FORBIDDEN):
                log.info("not_sent", why=error.message)
                return None
            raise
        except UnconfirmedError as error:
            log.warning("sent_unconfirmed", why=error.message)
            return SentMessage(chat, None)

    async def _mark_inactive(self, chat: int, reason: str) -> None:
        """Store that the bot may not write in this chat any more."""
        log.info("not_sent", why=reason)
        kind = "private" if chat > 0 else "group"
        with suppress(StoreError):  # the next message to the chat shows it again
            known = await self._store.find_chat(chat)
            await self._store.save_chat(
                Chat(
                    id=chat,
                    type=known.type if known else kind,
                    title=known.title if known else "",
                    forum=known.forum if known else False,
                    active=False,
                    rights="kicked",
                    reason=reason,
                    at=self._clock(),
                )
            )


def message_parameters(
    page: Page, chat: int, *, topic: int | None = None, reply_to: int | None = None, quiet: bool = False
) -> dict[str, Any]:
    """Build the parameters of sendMessage that send `page` (see `MessageSender.send`)."""
    return {
        "chat_id": chat,
        "text": page.html,
        "parse_mode": ParseMode.HTML,
        "reply_markup": _keyboard_json(page.keyboard) if page.keyboard else None,
        "link_preview_options": _NO_PREVIEW,
        "disable_notification": quiet or None,
        **_place_parameters(topic, reply_to),
    }


def _keyboard_json(keyboard: InlineKeyboardMarkup) -> dict[str, Any]:
    return {"inline_keyboard": [[button_json(button) for button in row] for row in keyboard.inline_keyboard]}


def _place_parameters(topic: int | None, reply_to: int | None) -> dict[str, Any]:
    return {
        "message_thread_id": topic,
        "reply_parameters": ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
    }


def _message_reference(chat: int, message: int | str) -> dict[str, Any]:
    """Build the parameters that name a message (see `MessageSender.edit`)."""
    return {"inline_message_id": message} if isinstance(message, str) else {"chat_id": chat, "message_id": message}
