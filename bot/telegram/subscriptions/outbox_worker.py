"""Send what is due in the outbox, with lower priority than answers, and record the outcomes."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import structlog
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.store import QUIET, Delivery, StoreError
from bot.telegram.delivery.errors import CHAT_NOT_FOUND, matches
from bot.telegram.rate_limit.scheduler import StoppedError
from bot.telegram.services import Services
from bot.telegram.subscriptions.outbox_delivery import WithdrawnError, deliver
from bot.telegram.subscriptions.outgoing import OutdatedError, OutgoingMessage, Render
from bot.telegram.subscriptions.schedule import quiet_end
from bot.telegram.transport.client import UnconfirmedError

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

MAX_DELIVERIES = 32
"""Deliveries at a time, waiting ones included: enough for 30 a second if each takes a second."""

MIN_BATCH = 4
"""Free places that are filled at once, to save queries."""

MAX_DELAY_SECONDS = 60.0
"""Longest time before an attempt is repeated; jitter changes it by up to a half."""

UNCONFIRMED_DELAYS_SECONDS = (2.0, 40.0)
"""Pauses before a message whose outcome is unknown is repeated, one for each repetition; then its row fails.

They are few, since each repetition may be a duplicate, and the last is long, for what a longer fault has swallowed.
"""

MAX_INTERRUPTED = 10
"""Unknown outcomes, those of killed processes included, after which a row is not sent again."""

RETRY_SECONDS = 5.0
"""Seconds before a database operation that failed is repeated."""

NOTHING = "没有符合条件的内容"
NO_ANSWER = "Telegram 一直没有回音，可能已经送达"
BROKEN = "内容生成出错，详情见日志"


class OutboxWorker:
    """Sends the due rows of the outbox while `run` runs.

    Delivery is at least once: a message with an unknown outcome (`UnconfirmedError`, a killed process) may have
    arrived, which Telegram cannot be asked, and is sent again, twice at most, and only once Telegram answers another
    call; after kills up to `MAX_INTERRUPTED` times in all. These attempts are counted in the row (`unanswered`) and in
    the report of the event.

    Each chat has one delivery at a time, oldest first, so that a chat's own limits delay no other chat.

    A message with an answer is never sent again: the row is marked before the call, and its outcome is recorded before
    the row can be taken again.
    """

    def __init__(
        self,
        services: Services,
        render: Render,
        report: Callable[[Exception], Awaitable[None]],
        jitter: Callable[[], float] = random.random,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`report` sends an error to administrators; `jitter` returns a number from 0 to 1."""
        self._services, self._render, self._report = services, render, report
        self._jitter, self._sleep = jitter, sleep
        self._outbox = services.store.outbox
        self._tasks: dict[int, asyncio.Task[None]] = {}
        """The running deliveries by chat."""
        self._marks: dict[int, float] = {}
        """The marks of rows whose sending began, until their outcome is recorded."""
        self._database_fails = False
        """True once it was logged that the database fails, until it works."""

    async def run(self) -> None:
        """Run until cancelled; `stop` then ends the running deliveries."""
        await self._recover()
        while True:
            try:
                await self._fill()
                pause = await self._seconds_until_due()
                self._database_fails = False
            except StoreError as error:
                self._log_failure(error)
                pause = RETRY_SECONDS
            except Exception as error:  # noqa: BLE001 - no error may stop the other deliveries
                await self._report(error)
                pause = RETRY_SECONDS
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._outbox.work_available.wait()
            self._outbox.work_available.clear()

    async def stop(self, seconds: float) -> None:
        """Wait this long for running deliveries and cancel the rest, which are repeated after the next start."""
        tasks = list(self._tasks.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _log_failure(self, error: StoreError) -> None:
        if not self._database_fails:
            log.error("outbox_fails", why=str(error))
        self._database_fails = True

    async def _recover(self) -> None:
        while True:
            try:
                # a clock that was wrong before the start may have put rows off for hours
                lost = await self._outbox.recover(self._services.steady_clock() + MAX_DELAY_SECONDS)
            except StoreError as error:
                self._log_failure(error)
                await self._sleep(RETRY_SECONDS)
            else:
                break
        if lost:
            log.warning("unanswered", sends=lost, what="they were under way when the process ended, and are sent again")

    async def _fill(self) -> None:
        """Start due deliveries up to the limit, unless few places are free."""
        free = MAX_DELIVERIES - len(self._tasks)
        while free >= MIN_BATCH and (
            rows := await self._outbox.list_due(free, self._services.steady_clock(), self._tasks)
        ):
            for row in rows:
                chat = row.subscription.chat
                if chat not in self._tasks:  # several rows of one chat may be due
                    task = self._tasks[chat] = asyncio.create_task(self._deliver(row))
                    task.add_done_callback(partial(self._done, chat))
            free = MAX_DELIVERIES - len(self._tasks)

    def _done(self, chat: int, _task: asyncio.Task[None]) -> None:
        del self._tasks[chat]
        self._outbox.work_available.set()

    async def _seconds_until_due(self) -> float | None:
        """Return the seconds until the next row is due; None to wait for `work_available` only."""
        if MAX_DELIVERIES - len(self._tasks) < MIN_BATCH:
            return None
        at = await self._outbox.next_due_time(self._tasks)
        return None if at is None else max(at - self._services.steady_clock(), 0.0)

    async def _deliver(self, row: Delivery) -> None:
        """Render and send one message and record the outcome."""
        try:
            if (until := self._quiet_until(row)) is not None:
                await self._outbox.postpone(row.id, until, QUIET)
                return
            try:
                outgoing = await self._render(self._services, row.subscription, row.event)
            except OutdatedError:
                await self._outbox.mark_outdated(row.id, self._services.steady_clock())
                return
            if outgoing is None:
                await self._write(lambda: self._outbox.mark_skipped(row.id, NOTHING, self._services.steady_clock()))
            else:
                await self._send(row, outgoing)
        except StoreError as error:
            self._log_failure(error)
            await self._sleep(RETRY_SECONDS)  # keeps the chat occupied, so that the row is not taken again at once
            return
        except Exception as error:  # noqa: BLE001 - a faulty row may not stop the others
            await self._write(lambda: self._outbox.mark_failed(row.id, BROKEN, self._services.steady_clock()))
            await self._report(error)
        self._marks.pop(row.id, None)

    def _quiet_until(self, row: Delivery) -> float | None:
        """Return when the quiet hours of the row's subscription end, on the steady clock; None outside of them."""
        services, one = self._services, row.subscription
        if one.quiet_from is None:
            return None
        now = services.clock()
        end = quiet_end(one.quiet_from, one.quiet_until, now, services.settings.timezone)
        return None if end is None else services.steady_clock() + end - now

    async def _send(self, row: Delivery, outgoing: OutgoingMessage) -> None:
        services = self._services
        if row.unanswered and not await self._may_repeat(row):
            return
        if outgoing.exchange is not None:
            await services.store.add(outgoing.exchange)
        try:
            message = await deliver(services, row, outgoing, self._marks.setdefault(row.id, services.steady_clock()))
        except WithdrawnError:
            return
        except StoppedError:  # the row is marked if Telegram had asked to wait
            await self._outbox.postpone(row.id, services.steady_clock(), "")
            return
        except TelegramError as error:
            await self._failed(row, error)
            return
        await self._write(lambda: self._outbox.mark_sent(row.id, message, services.steady_clock()))
        if outgoing.exchange is not None:
            await services.store.set_answer_message(outgoing.exchange.id, message)

    async def _may_repeat(self, row: Delivery) -> bool:
        """Return whether to send a message again that may have arrived; else fail or postpone its row."""
        if row.unanswered >= MAX_INTERRUPTED:
            await self._write(lambda: self._outbox.mark_failed(row.id, NO_ANSWER, self._services.steady_clock()))
            return False
        try:
            await self._services.bot.call("getMe", {})  # while Telegram is unreachable, no repetition is spent
        except TelegramError as error:
            until, why = self._services.steady_clock() + self._backoff(row), error.message
            await self._write(lambda: self._outbox.postpone(row.id, until, why))
            return False
        return True

    async def _failed(self, row: Delivery, error: TelegramError) -> None:
        """Suspend the chat, fail the row or postpone it."""
        why, now = error.message, self._services.steady_clock()
        log.info("not_delivered", delivery=row.id, kind=type(error).__name__, why=why)
        if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and matches(error, *CHAT_NOT_FOUND)):
            chat = row.subscription.chat
            await self._write(lambda: self._services.store.subscriptions.suspend(chat, why, now))
        elif isinstance(error, BadRequest):
            # the message itself is invalid, which administrators should know
            await self._write(lambda: self._outbox.mark_failed(row.id, why, now))
            await self._report(error)
        elif not isinstance(error, UnconfirmedError):
            delay = self._retry_delay(row, error)
            await self._write(lambda: self._outbox.postpone(row.id, now + delay, why))
        else:
            delay = self._retry_delay(row, error)
            await self._write(lambda: self._outbox.postpone(row.id, now + delay, why, answered=False))
            if row.unanswered >= len(UNCONFIRMED_DELAYS_SECONDS):
                await self._write(lambda: self._outbox.mark_failed(row.id, NO_ANSWER, now))
                await self._report(error)

    def _retry_delay(self, row: Delivery, error: TelegramError) -> float:
        """Return the seconds until the next attempt: as Telegram says, or doubled each time, with jitter."""
        if isinstance(error, RetryAfter):
            return error._retry_after.total_seconds()  # noqa: SLF001 - the public attribute emits a deprecation warning
        if isinstance(error, UnconfirmedError) and row.unanswered < len(UNCONFIRMED_DELAYS_SECONDS):
            return UNCONFIRMED_DELAYS_SECONDS[row.unanswered] * (0.5 + self._jitter())
        return self._backoff(row)

    def _backoff(self, row: Delivery) -> float:
        # a float overflows at 2 ** 1024
        return min(MAX_DELAY_SECONDS, 2.0 ** min(row.attempts, 10)) * (0.5 + self._jitter())

    async def _write(self, write: Callable[[], Awaitable[object]]) -> None:
        """Repeat the write until the database works; meanwhile the row is not taken again."""
        while True:
            try:
                await write()
            except StoreError as error:
                self._log_failure(error)
                await self._sleep(RETRY_SECONDS)
            else:
                return
