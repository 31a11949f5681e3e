"""When a call goes out to Telegram: within its limits, answers first, and after as long a wait as it was told."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.telegram.rate_limit.chat_queue import ChatId, Priority
from bot.telegram.rate_limit.limits import Limits
from bot.telegram.rate_limit.scheduler import SendScheduler, StoppedError

MAX_ATTEMPTS = 5
"""So often a call is made before RetryAfter reaches the caller."""

MAX_WAIT_SECONDS = 30
"""Seconds that a call which is no message waits if told; told longer (setMyName: hours), its caller gets RetryAfter."""

_MESSAGES = ("send", "editMessage", "forwardMessage", "copyMessage")
_TYPING = "sendChatAction"

Result = bool | dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`rate_limit_args` of a call with Priority.BROADCAST whose caller wants to know when its turn has come.

    Told to wait it gets RetryAfter, and sees itself to when it tries again.
    """

    on_turn: Callable[[], Awaitable[None]]
    """Awaited right before the call is made, each time that it is; where it raises, the call is not made."""


class RateLimiter(BaseRateLimiter[Priority | Broadcast]):
    """For ApplicationBuilder.rate_limiter; a bot's methods take the priority as `rate_limit_args`.

    What sends or edits a message counts, once a call. Nothing else does: answerCallbackQuery has no limit
    (https://github.com/tdlib/telegram-bot-api/issues/648), lookups, typing and commands have their own.

    Told to wait (429), a message waits exactly so long and goes out before the later ones of its chat; the other chats
    go on, unless the limit seems to be the whole bot's (Turns.halt). A call that is no message waits alone; typing is
    not worth waiting for, its caller gets RetryAfter.
    """

    def __init__(self, limits: Limits | None = None, on_wait: Callable[[], None] = lambda: None) -> None:
        """`on_wait` is called, in the task of the call, when a call begins to wait (Ordered.step_aside)."""
        self._scheduler = SendScheduler(limits or Limits(), on_wait)
        self._on_wait = on_wait
        self._stopping = asyncio.Event()

    def stop_waiting(self) -> None:
        """Let nothing wait from now on: what waits, or would have to, raises StoppedError; the rest still goes out."""
        self._stopping.set()
        self._scheduler.stop()

    async def initialize(self) -> None:
        """Begin afresh."""
        self._stopping.clear()
        self._scheduler.start()

    async def shutdown(self) -> None:
        """Let nothing wait any longer."""
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
        """Make the call when its turn has come; raises what it raises, RetryAfter only as said above, StoppedError."""
        key = _key(data.get("chat_id")) if endpoint.startswith(_MESSAGES) and endpoint != _TYPING else None
        broadcast = None
        if isinstance(rate_limit_args, Broadcast):
            broadcast, rate_limit_args = rate_limit_args, Priority.BROADCAST
        ticket = self._scheduler.create_ticket(key, rate_limit_args or Priority.ANSWER) if key is not None else None
        for tries in itertools.count(1):
            if ticket is not None:
                await self._scheduler.acquire(ticket)
            try:
                if broadcast is not None:
                    await broadcast.on_turn()
                result = await callback(*args, **kwargs)
                if ticket is not None:
                    self._scheduler.note_success()
                return result  # noqa: TRY300 - what it gives is what was asked for
            except RetryAfter as refused:
                seconds = refused._retry_after.total_seconds()  # noqa: SLF001 - the public one warns of its change
                if ticket is not None:
                    self._scheduler.halt_chat(ticket.key, seconds)
                elif seconds > MAX_WAIT_SECONDS or endpoint == _TYPING:
                    raise
                if broadcast is not None or tries == MAX_ATTEMPTS:
                    raise
            finally:
                if ticket is not None:
                    self._scheduler.release(ticket)
            if ticket is None:
                await self._wait(seconds)
        raise AssertionError

    async def _wait(self, seconds: float) -> None:
        self._on_wait()
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return
        raise StoppedError("Stopping")


def _key(chat: object) -> ChatId | None:
    """The chat that a call names by `chat_id`, None if by none (an inline message)."""
    if chat is None or isinstance(chat, int):
        return chat
    text = str(chat).lower()
    try:
        return int(text)
    except ValueError:
        return text
