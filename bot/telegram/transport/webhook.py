"""Take in the updates that Telegram posts to the bot's web server, and keep the webhook registered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.telegram.transport.client import Bot
from bot.telegram.transport.intake import UNREACHABLE, Backoff, Intake
from bot.telegram.transport.updates import parse_update
from bot.text import excerpt

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

CONNECTIONS = 1
"""Connections of Telegram: with one, updates come one after the other, in the order in which they would be polled."""
CHECK_SECONDS = 60.0
"""Time between two checks that the webhook is registered."""
PATIENCE_SECONDS = 25.0
"""Time for which an update waits for room in the queue; then Telegram is told to post it again."""

REPLACED = "webhook 被别的程序换掉了，已经重新设置。一个 token 只能有一个程序收取消息：请停掉另一个。"
UNDELIVERED = "Telegram 送不到 webhook：{why}"


class ClosedError(Exception):
    """No update is taken in now; Telegram is to post it again later."""


class WebhookReceiver:
    """An `UpdateSource` whose updates `accept` is called with."""

    def __init__(
        self,
        bot: Bot,
        intake: Intake,
        kinds: Sequence[str],
        url: str,
        secret: str,
        sleep: Callable[[float], Awaitable[Any]] = asyncio.sleep,
    ) -> None:
        """`kinds` are the kinds of updates to ask for; Telegram posts them to `url` with the `secret`."""
        self._bot, self._intake, self._sleep = bot, intake, sleep
        self._url = url
        self._registration = {
            "url": url,
            "secret_token": secret,
            "allowed_updates": list(kinds),
            "max_connections": CONNECTIONS,
        }
        self._running = False
        self._registered = False
        self._backlog = 0
        """The number of updates to come that waited for the start."""
        self._lock = asyncio.Lock()
        self._succeeded_at: float | None = None
        self._alive_until = time.monotonic()
        self._failed_at: int | None = None
        """Telegram's time of the last failed delivery that it told of."""
        self._problem = ""

    def seconds_since_success(self) -> float | None:
        """Return the time since the registration was last checked; None before that."""
        return None if self._succeeded_at is None else time.monotonic() - self._succeeded_at

    def seconds_stuck(self) -> float:
        """Return the time since the last check, or since the pause after it."""
        return time.monotonic() - self._alive_until

    def problem(self) -> str:
        """Return what is wrong with the webhook, as of the last check; "" if nothing is."""
        return self._problem

    async def prepare(self) -> None:
        """Do nothing: the webhook is registered once updates can be handled."""

    async def run(self) -> None:
        """Keep the webhook registered until cancelled. Raises `InvalidToken`."""
        backoff, failing = Backoff(), False
        self._running = True
        try:
            while True:
                self._alive_until = time.monotonic()
                try:
                    await self._check()
                except TelegramError as error:
                    pause = backoff.seconds_after(error)
                    (log.debug if failing else log.warning)(
                        "webhook_fails", what=UNREACHABLE, error=excerpt(error.message)
                    )
                    failing = True
                else:
                    backoff, failing, pause = Backoff(), False, CHECK_SECONDS
                    self._succeeded_at = time.monotonic()
                self._alive_until = time.monotonic() + pause
                await self._sleep(pause)
        finally:
            self._running = False

    async def end(self) -> None:
        """Remove the webhook: Telegram keeps the updates until this bot or a standby starts."""
        if self._registered:
            with suppress(TelegramError):
                await self._bot.call("deleteWebhook", {})

    async def accept(self, raw: Any) -> bool:
        """Queue an update, given as JSON, unless it was posted before; return False if it is none.

        Raises `ClosedError` while the bot starts or stops, or if the queue stays full.
        """
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._lock:  # in the order of arrival
                if not self._running:
                    raise ClosedError
                update = parse_update(raw, self._bot)
                if update is None:
                    return False
                self._intake.note_dates([update], backlog=self._backlog > 0)
                await self._intake.put(update)
                self._backlog = max(self._backlog - 1, 0)
        except TimeoutError:
            raise ClosedError from None
        return True

    async def _check(self) -> None:
        """Register the webhook if it is not, and note what Telegram tells of it. Raises `TelegramError`."""
        info: Any = await self._bot.call("getWebhookInfo", {})
        if not isinstance(info, Mapping):
            raise TelegramError("Telegram's answer holds no webhook")
        was_replaced = self._registered and info.get("url") != self._url
        if not self._registered:
            waiting = info.get("pending_update_count")
            self._backlog = waiting if isinstance(waiting, int) else 0
        if was_replaced or not self._registered:
            await self._bot.call("setWebhook", self._registration)
            self._registered = True
            log.info("webhook_set")
        failed_at = info.get("last_error_date")
        has_failed = self._failed_at is not None and failed_at not in (None, self._failed_at)
        self._failed_at = failed_at or 0
        self._problem = (
            REPLACED
            if was_replaced
            else UNDELIVERED.format(why=excerpt(str(info.get("last_error_message", ""))))
            if has_failed
            else ""
        )
