"""Drain the outbox: send what is due, behind the answers, and write down what came of each."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import structlog
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError, TimedOut

from bot.store import Delivery, StoreError
from bot.telegram.delivery.errors import CHAT_NOT_FOUND, matches
from bot.telegram.rate_limit.scheduler import StoppedError
from bot.telegram.services import Services
from bot.telegram.subscriptions.outbox_delivery import WithdrawnError, perhaps_arrived, post
from bot.telegram.subscriptions.outgoing import OutdatedError, OutgoingMessage, Render

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

UNDER_WAY = 32
"""So many are under way or wait for their turn: at 30 a second, those whose answers take a second each."""

ROOM = 4
"""Others are begun once there is room for so many: they are looked for together."""

LONGEST = 60.0
"""Seconds that a row waits at most, but for chance, before it is tried again."""

UNANSWERED = 3
"""So often a message is sent whose answer does not come in time, then it is given up: each of them may have arrived."""

CUT_OFF = 10
"""The same where the connection breaks off instead: mostly nothing has arrived, and it passes within minutes."""

PAUSE = 5.0
"""Seconds to wait for a database that fails."""

NOTHING = "没有符合条件的内容"
NO_ANSWER = "Telegram 一直没有回音，可能已经送达"
BROKEN = "内容生成出错，详情见日志"


class OutboxWorker:
    """Sends what is in the outbox, for as long as `run` runs.

    A message whose answer never comes (the connection breaks, time runs out, the process is killed) may have arrived or
    not; Telegram cannot be asked. It is sent again: a group that gets a notice twice is better off than one that never
    hears of it. That is done at most `UNANSWERED` times in all, since where answers are merely slow each of them has
    arrived; `CUT_OFF` times where the connection broke off; after a kill it is always done. All of these are counted in
    the row (`unanswered`) and in its occasion's report.

    In a chat one goes at a time, the oldest first: what waits for a chat's own limits keeps nothing else waiting.

    What is answered is never sent again: before the call is made the row is marked as under way, so that where nothing
    can be written nothing is sent; and what came of it is written down before the row may be taken up anew.
    """

    def __init__(
        self,
        services: Services,
        render: Render,
        report: Callable[[Exception], Awaitable[None]],
        chance: Callable[[], float] = random.random,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """`report` tells administrators of an error; `chance` gives a number from 0 to 1, to spread attempts."""
        self._services, self._render, self._report = services, render, report
        self._chance, self._sleep = chance, sleep
        self._outbox = services.store.outbox
        self._under_way: dict[int, asyncio.Task[None]] = {}
        """By the chat that it goes to."""

    async def run(self) -> None:
        """Go on until cancelled; what is under way then is given up by `stop`."""
        await self._recover()
        while True:
            try:
                await self._fill()
                pause = await self._idle_for()
            except StoreError as error:
                log.error("outbox_fails", why=str(error))  # noqa: TRY400 - the message says it all
                pause = PAUSE
            except Exception as error:  # noqa: BLE001 - whatever it is, the rest has to go out
                await self._report(error)
                pause = PAUSE
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._outbox.work_available.wait()
            self._outbox.work_available.clear()

    async def stop(self, seconds: float) -> None:
        """Give what is under way so long to be finished; the rest is taken up after the next start."""
        tasks = list(self._under_way.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _recover(self) -> None:
        lost = 0
        with suppress(StoreError):
            lost = await self._outbox.recover()
        if lost:
            log.warning("unanswered", sends=lost, what="they were under way when the process ended, and are sent again")

    async def _fill(self) -> None:
        """Begin with as many rows as there is room for, as soon as there is room for some."""
        room = UNDER_WAY - len(self._under_way)
        while room >= ROOM and (rows := await self._outbox.list_due(room, self._services.clock(), self._under_way)):
            for row in rows:
                chat = row.subscription.chat
                if chat not in self._under_way:
                    task = self._under_way[chat] = asyncio.create_task(self._deliver(row))
                    task.add_done_callback(partial(self._done, chat))
            room = UNDER_WAY - len(self._under_way)

    def _done(self, chat: int, _task: asyncio.Task[None]) -> None:
        del self._under_way[chat]
        self._outbox.work_available.set()

    async def _idle_for(self) -> float | None:
        """Seconds until a row is due that nothing else will tell of; None where there is none."""
        if UNDER_WAY - len(self._under_way) < ROOM:
            return None
        at = await self._outbox.next_due_time(self._under_way)
        return None if at is None else max(at - self._services.clock(), 0.0)

    async def _deliver(self, row: Delivery) -> None:
        """Send one, and write down what came of it."""
        try:
            try:
                outgoing = await self._render(self._services, row.subscription, row.event)
            except OutdatedError:
                await self._outbox.mark_outdated(row.id, self._services.clock())
                return
            if outgoing is None:
                await self._written(lambda: self._outbox.mark_skipped(row.id, NOTHING, self._services.clock()))
            else:
                await self._send(row, outgoing)
        except StoreError as error:
            log.error("outbox_fails", why=str(error))  # noqa: TRY400
            await self._sleep(PAUSE)
        except Exception as error:  # noqa: BLE001 - nothing that one row holds may stop the others
            await self._written(lambda: self._outbox.mark_failed(row.id, BROKEN, self._services.clock()))
            await self._report(error)

    async def _send(self, row: Delivery, outgoing: OutgoingMessage) -> None:
        services = self._services
        if outgoing.exchange is not None:
            await services.store.add(outgoing.exchange)
        try:
            message = await post(services, row, outgoing)
        except WithdrawnError:
            return
        except StoppedError:  # perhaps after Telegram had told it to wait
            await self._outbox.postpone(row.id, services.clock(), "")
            return
        except TelegramError as error:
            await self._failed(row, error)
            return
        await self._written(lambda: self._outbox.mark_sent(row.id, message, services.clock()))
        if outgoing.exchange is not None:
            await services.store.set_answer_message(outgoing.exchange.id, message)

    async def _failed(self, row: Delivery, error: TelegramError) -> None:
        """Lose the chat, fail the row, or try it again."""
        why, now = error.message, self._services.clock()
        log.info("not_delivered", delivery=row.id, kind=type(error).__name__, why=why)
        if isinstance(error, Forbidden) or (isinstance(error, BadRequest) and matches(error, *CHAT_NOT_FOUND)):
            chat = row.subscription.chat
            await self._written(lambda: self._services.store.subscriptions.suspend(chat, why, now))
        elif isinstance(error, BadRequest):
            await self._written(lambda: self._outbox.mark_failed(row.id, why, now))
            await self._report(error)
        elif not perhaps_arrived(error):
            wait = self._wait(row, error)
            await self._written(lambda: self._outbox.postpone(row.id, now + wait, why))
        else:
            wait = self._wait(row, error)
            await self._written(lambda: self._outbox.postpone(row.id, now + wait, why, answered=False))
            if row.unanswered + 1 >= (UNANSWERED if isinstance(error, TimedOut) else CUT_OFF):
                await self._written(lambda: self._outbox.mark_failed(row.id, NO_ANSWER, now))

    def _wait(self, row: Delivery, error: TelegramError) -> float:
        """Seconds until the next attempt: as told, or doubled each time, and spread so that not all come at once."""
        if isinstance(error, RetryAfter):
            return error._retry_after.total_seconds()  # noqa: SLF001 - the public one warns of its change
        return min(LONGEST, 2.0 ** min(row.attempts, 10)) * (0.5 + self._chance())

    async def _written(self, write: Callable[[], Awaitable[object]]) -> None:
        """Carry out the write, however long the database fails: until then the row is not taken up again."""
        while True:
            try:
                await write()
            except StoreError as error:
                log.error("outbox_fails", why=str(error))  # noqa: TRY400
                await self._sleep(PAUSE)
            else:
                return
