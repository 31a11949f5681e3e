"""The library's rate limiter: hold calls back to keep Telegram's limits, and repeat those refused with 429."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.error import RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

from bot.telegram.rate_limit.chat_queue import ChatId, Priority, Ticket
from bot.telegram.rate_limit.limits import Limits
from bot.telegram.rate_limit.scheduler import SendScheduler, StoppedError

PATIENCE_SECONDS = 60
"""Longest time for which answers wait while Telegram refuses the messages of their chat; then `RetryAfter` is raised.

A message with the priority `BROADCAST` waits for the end of a longer `RetryAfter`.
"""

MAX_WAIT_SECONDS = 30
"""The same for a call that is no message: a `RetryAfter` may be long (setMyName: hours)."""

_MESSAGES = ("send", "editMessage", "forwardMessage", "copyMessage")
_TYPING = "sendChatAction"

Result = bool | dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`rate_limit_args` of a call with `Priority.BROADCAST` whose caller is notified before it is made.

    `RetryAfter` is raised at once: the caller decides when to try again.
    """

    on_turn: Callable[[], Awaitable[None]]
    """Awaited right before each attempt; if it raises, the call is not made."""


class RateLimiter(BaseRateLimiter[Priority | Broadcast]):
    """For `ApplicationBuilder.rate_limiter`; a bot's methods take the priority as `rate_limit_args`.

    Calls that send or edit a message count, one each. Others do not: answerCallbackQuery has no limit
    (https://github.com/tdlib/telegram-bot-api/issues/648); look-ups, chat actions and commands have their own.

    A message refused with 429 waits exactly as long as `RetryAfter` says and goes before the later ones of its chat.
    Other chats continue, unless the limit seems to be the whole bot's (`SendScheduler.halt_chat`). A call that is no
    message waits alone; a chat action ("typing") fails, as it would come too late. All this up to a minute: a user does
    not wait longer, and an update that is held back occupies a place in the queue.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        on_wait: Callable[[], None] = lambda: None,
        on_error: Callable[[str, TelegramError], None] = lambda _method, _error: None,
    ) -> None:
        """`on_wait` is called in the task of the call when it begins to wait (`release_slot` of the processor).

        `on_error` is told the method and the error of each attempt that failed.
        """
        self._scheduler = SendScheduler(limits or Limits(), on_wait)
        self._on_wait, self._on_error = on_wait, on_error
        self._stopping = asyncio.Event()

    def stop_waiting(self) -> None:
        """Raise `StoppedError` from now on for calls that wait or would have to; others still go out."""
        self._stopping.set()
        self._scheduler.stop()

    async def initialize(self) -> None:
        """Start, again after a shutdown."""
        self._stopping.clear()
        self._scheduler.start()

    async def shutdown(self) -> None:
        """Stop waiting."""
        self.stop_waiting()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Result]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Priority | Broadcast | None,
    ) -> Result:
        """Make the call when the limits admit it. Raises what it raises, `RetryAfter` and `StoppedError`."""
        # sendChatAction begins like the methods that send messages, but sends none
        key = _key(data.get("chat_id")) if endpoint.startswith(_MESSAGES) and endpoint != _TYPING else None
        broadcast = None
        if isinstance(rate_limit_args, Broadcast):
            broadcast, rate_limit_args = rate_limit_args, Priority.BROADCAST
        ticket = self._scheduler.create_ticket(key, rate_limit_args or Priority.ANSWER) if key is not None else None
        loop = asyncio.get_running_loop()
        asked_at, refused_since = loop.time(), math.inf
        while True:
            if ticket is not None:
                self._check_patience(ticket)
                await self._scheduler.acquire(ticket)
            try:
                if broadcast is not None:
                    await broadcast.on_turn()
                result = await self._call(endpoint, callback(*args, **kwargs))
                if ticket is not None:
                    self._scheduler.note_success(ticket)
                return result  # noqa: TRY300 - `else` would hide that this is the normal way
            except RetryAfter as refused:
                seconds = refused._retry_after.total_seconds()  # noqa: SLF001 - the public one warns of its change
                refused_since = min(refused_since, loop.time())
                if ticket is not None:
                    may_wait = self._may_wait(ticket, asked_at, seconds)
                else:
                    may_wait = endpoint != _TYPING and loop.time() + seconds <= refused_since + MAX_WAIT_SECONDS
                if broadcast is not None or not may_wait:
                    raise
            finally:
                if ticket is not None:
                    self._scheduler.release(ticket)
            if ticket is None:  # a ticket waits in `acquire` instead
                await self._wait(seconds)

    async def _call(self, endpoint: str, call: Awaitable[Result]) -> Result:
        try:
            return await call
        except TelegramError as error:
            self._on_error(endpoint, error)
            raise

    def _may_wait(self, ticket: Ticket, asked_at: float, seconds: float) -> bool:
        """Let the chat of a message that was refused wait; return whether the message may be sent after that."""
        refused_since = self._scheduler.halt_chat(ticket.key, seconds)
        until = asyncio.get_running_loop().time() + seconds
        if ticket.priority is Priority.BROADCAST or until <= max(refused_since, asked_at) + PATIENCE_SECONDS:
            return True
        self._scheduler.give_up(ticket.key, seconds)  # the chat's later answers are no better off
        return False

    def _check_patience(self, ticket: Ticket) -> None:
        """Raise `RetryAfter` if the chat of an answer has to wait for too long."""
        seconds = self._scheduler.halted_seconds(ticket.key)
        if ticket.priority is Priority.ANSWER and seconds > PATIENCE_SECONDS:
            raise RetryAfter(math.ceil(seconds))

    async def _wait(self, seconds: float) -> None:
        self._on_wait()
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return
        raise StoppedError("Stopping")


def _key(chat: object) -> ChatId | None:
    """Return the chat that a call names; None if none, as when it edits an inline message."""
    if chat is None or isinstance(chat, int):
        return chat
    text = str(chat).lower()  # usernames are not case-sensitive, and an id may come as a string
    try:
        return int(text)
    except ValueError:
        return text
