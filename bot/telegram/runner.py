"""The bot from its first call to Telegram to its last: its handlers, its background work, and how it stops."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

import structlog
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.settings import Settings
from bot.store import StoreError
from bot.store.instance_lock import InstanceLock
from bot.telegram.conversations.answerer import without_repairs
from bot.telegram.error_handler import ErrorHandler
from bot.telegram.handlers import (
    admin,
    callbacks,
    channels,
    forget,
    help_tasks,
    membership,
    messages,
    subscription_changes,
    subscriptions,
    unanswered,
)
from bot.telegram.handlers.commands import COMMANDS, IN_CHANNELS
from bot.telegram.inline import callbacks as inline_callbacks
from bot.telegram.inline import guest
from bot.telegram.inline import queries as inline_queries
from bot.telegram.monitors import Monitor, list_subjects, measure_offset
from bot.telegram.rate_limit.rate_limiter import RateLimiter
from bot.telegram.services import Feature, Services, TelegramApplication
from bot.telegram.startup import STEP_SECONDS, unless_stopped
from bot.telegram.subscriptions.content import RETENTION_SECONDS, OutboxRenderer
from bot.telegram.subscriptions.data_watcher import DataWatcher, FileStates
from bot.telegram.subscriptions.outbox_worker import OutboxWorker
from bot.telegram.subscriptions.recurring import RecurringScheduler
from bot.telegram.transport.intake import RETRY_SECONDS, UNREACHABLE, Intake, UpdateQueue, UpdateSource
from bot.telegram.transport.polling import Poller
from bot.telegram.transport.profile import MenuEntry, publish_profile
from bot.telegram.transport.update_processor import OrderedUpdateProcessor
from bot.telegram.transport.webhook import WebhookReceiver
from bot.text import excerpt

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

FEATURES: tuple[Feature, ...] = (
    membership.FEATURE,
    messages.feature(COMMANDS),
    guest.FEATURE,
    inline_queries.FEATURE,
    inline_callbacks.FEATURE,
    admin.FEATURE,
    unanswered.FEATURE,
    help_tasks.FEATURE,
    forget.FEATURE,
    subscriptions.FEATURE,
    subscription_changes.FEATURE,
    channels.feature(IN_CHANNELS),
    callbacks.FEATURE,
)
"""All features, in the order in which their handlers are asked."""

DAY_SECONDS = 24 * 60 * 60
BUTTON_SECONDS = 365 * DAY_SECONDS
"""Retention of what the buttons of messages need of their exchanges."""

AGAIN_SECONDS = 30.0
"""Pause after an unexpected error of background work."""

GRACE_SECONDS = 3.0
"""Time for running work to finish when the bot stops."""

REFUSED = "Telegram 不认 ANLITONG_TOKEN 的值：请向 @BotFather 核对，或者换一个新的。"
REFUSED_BY_SERVER = "ANLITONG_API_BASE_URL 那里不认 ANLITONG_TOKEN 的值：请核对这两个设置（网址多半以 /bot 结尾）。"
LOCK_LOST = "数据库中断过，另一个进程趁这时接管了。本进程停下；重新启动后待命。"
STUCK = "收取消息的循环卡住了。本进程停下，等着重新启动。"
STUCK_STATUS = 1
"""The exit status if the bot polls no more."""
LOCK_LOST_STATUS = 1
"""The exit status if another process has taken over."""
TOKEN_REFUSED_STATUS = 2
"""The exit status if Telegram refuses the token."""


async def keep_running(
    work: Callable[[], Coroutine[Any, Any, None]],
    report: Callable[[Exception], Awaitable[None]],
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> None:
    """Run until the work is done; after an unexpected error report it, and begin again. Raises `InvalidToken`."""
    while True:
        try:
            return await work()
        except InvalidToken:
            raise
        except Exception as error:  # noqa: BLE001 - else it would end unnoticed, and the bot go on without it
            await report(error)
            await sleep(AGAIN_SECONDS)


class BotRunner:
    """Runs the bot from its first call to Telegram to its last."""

    def __init__(
        self,
        services: Services,
        processor: OrderedUpdateProcessor,
        limiter: RateLimiter,
        stopped: asyncio.Event,
        files: FileStates,
        lock: InstanceLock,
    ) -> None:
        """`stopped` is set when the bot shall stop; `files` are the data files that were loaded."""
        self._lock = lock
        self._services, self._processor, self._limiter, self._stopped = services, processor, limiter, stopped
        queue = UpdateQueue()
        intake = Intake(queue, processor.admit, processor.withdraw, services.telegram_clock)
        builder = Application.builder().bot(services.bot).updater(None)
        self._application: TelegramApplication = builder.update_queue(queue).concurrent_updates(processor).build()
        for feature in FEATURES:
            self._application.add_handlers(feature.handlers(services))
        error_handler = ErrorHandler(services)
        self._application.add_error_handler(error_handler.handle_error)
        self._outbox_worker = OutboxWorker(services, OutboxRenderer().render, error_handler.report_delivery_error)
        self._watcher = DataWatcher(services, files, error_handler.report)
        self._report_error = error_handler.report
        kinds = sorted(frozenset().union(*(feature.update_kinds for feature in FEATURES)))
        url, secret = services.settings.webhook_url, services.settings.webhook_secret
        self.source: UpdateSource = (
            WebhookReceiver(services.bot, intake, kinds, url, secret) if url else Poller(services.bot, intake, kinds)
        )

    async def run(self, stuck: asyncio.Task[None]) -> int:
        """Run until the bot shall stop, or `stuck` is done because no updates are taken in; return the exit status."""
        try:
            if await unless_stopped(self._stopped, self._connect()) is None:
                return 0
            await self._application.start()
            # new notices are announced before updates are handled: a new subscriber is shown the latest one anyway
            await self._watcher.check()
            work = (self.source.run, *self._background_work())
            tasks = [asyncio.create_task(keep_running(one, self._report_error)) for one in work]
            stop = asyncio.create_task(self._stopped.wait())
            lost = asyncio.create_task(self._lock.wait_until_lost())
            log.info("running", notices=len(self._services.answerer.engine.dataset.notices))
            done, _ = await asyncio.wait((stop, lost, stuck, tasks[0]), return_when=asyncio.FIRST_COMPLETED)
            await self._stop([stop, lost, *tasks], leads=lost not in done)
            if tasks[0] in done:
                tasks[0].result()  # raises InvalidToken
            if lost in done:
                log.critical("lock_lost", what=LOCK_LOST)
                return LOCK_LOST_STATUS
            if stuck in done:
                log.critical("stuck", what=STUCK)
                return STUCK_STATUS
        except InvalidToken:
            official = self._services.settings.api_base_url == Settings.model_fields["api_base_url"].default
            log.critical("token_refused", what=REFUSED if official else REFUSED_BY_SERVER)
            return TOKEN_REFUSED_STATUS
        return 0

    async def _connect(self) -> bool:
        """Initialise the bot, retrying until it succeeds; return True. Raises `InvalidToken`."""
        for attempt in itertools.count():
            try:
                await self._application.initialize()
                await self.source.prepare()
            except InvalidToken:  # repeating the call cannot help
                raise
            except Exception as error:  # noqa: BLE001 - the library's parser raises all kinds
                pause = RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)]
                why = excerpt(error.message) if isinstance(error, TelegramError) else type(error).__name__
                log.warning("not_connected", what=UNREACHABLE, why=why, seconds=pause)
            else:
                return True
            await asyncio.sleep(pause)
        raise AssertionError  # not reached: `count` has no end

    def _background_work(self) -> list[Callable[[], Coroutine[Any, Any, None]]]:
        entries = [MenuEntry(command.name, command.zh, command.en, command.menus) for command in COMMANDS]
        return [
            self._watcher.run,
            *(Monitor(self._services, subject).run for subject in list_subjects(self._services, self.source)),
            RecurringScheduler(self._services).run,
            self._outbox_worker.run,
            self._services.delivery_reports.run,
            lambda: self._services.photos.run(self._report_error),
            self._prune,
            lambda: publish_profile(self._services.bot, entries, self._services.settings.admins),
        ]

    async def _prune(self) -> None:
        while True:
            store, clock = self._services.store, self._services.telegram_clock
            now = clock()
            if not clock.is_known:  # a clock that is months fast must not delete what is to be kept
                now -= await measure_offset(self._services.settings) or 0.0
            before = now - RETENTION_SECONDS
            try:
                pruned = await store.prune(before, now - BUTTON_SECONDS, without_repairs)
                await store.photo_ids.prune(before)
                log.info("pruned", exchanges=pruned)
            except StoreError as error:
                log.error("not_pruned", why=str(error))  # noqa: TRY400 - the message is enough
            await asyncio.sleep(DAY_SECONDS)

    async def _stop(self, tasks: list[asyncio.Task[Any]], *, leads: bool) -> None:
        """Cancel the tasks, finish running updates and deliveries, and close all connections.

        `leads` is False if another process has taken over.
        """
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=STEP_SECONDS)  # first of all, no new work may arrive
        photos = self._services.photos
        await asyncio.gather(
            self._end_source(leads=leads),
            self._drain(),
            self._outbox_worker.stop(GRACE_SECONDS),
            photos.drain(GRACE_SECONDS),
        )
        self._limiter.stop_waiting()  # calls that wait for a limit fail now, and their updates end
        with suppress(TimeoutError):
            async with asyncio.timeout(STEP_SECONDS):
                await self._application.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(STEP_SECONDS / 2):
                await self._application.shutdown()
        log.info("stopped")

    async def _end_source(self, *, leads: bool) -> None:
        if not leads:  # the updates are another process's by now, and so is the webhook
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(STEP_SECONDS):
                await self.source.end()

    async def _drain(self) -> None:
        dropped = await self._processor.drain(GRACE_SECONDS)
        if dropped:
            log.warning("dropped", updates=dropped)
