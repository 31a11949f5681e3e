"""Start, run and stop the bot."""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import signal
import time
from collections.abc import Coroutine
from contextlib import AsyncExitStack, suppress
from threading import Timer
from typing import Any

import structlog
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.pictures.renderer import Renderer
from bot.settings import Settings
from bot.store import Store, StoreError
from bot.store.instance_lock import InstanceLock, instance_lock
from bot.telegram.clocks import SteadyClock, TelegramClock
from bot.telegram.conversations.answerer import Answerer, without_repairs
from bot.telegram.conversations.pending_exchanges import PendingExchanges
from bot.telegram.database_monitor import DatabaseMonitor
from bot.telegram.delivery.messages import MessageSender
from bot.telegram.delivery.photos import PhotoSender
from bot.telegram.delivery.reports import DeliveryReports
from bot.telegram.error_handler import ErrorHandler
from bot.telegram.handlers import admin, callbacks, channels, membership, messages, subscriptions
from bot.telegram.handlers.commands import COMMANDS, IN_CHANNELS
from bot.telegram.inline import callbacks as inline_callbacks
from bot.telegram.inline import guest
from bot.telegram.inline import queries as inline_queries
from bot.telegram.pulse import Pulse
from bot.telegram.rate_limit.limits import Limits
from bot.telegram.rate_limit.rate_limiter import RateLimiter
from bot.telegram.services import Feature, Services, TelegramApplication
from bot.telegram.startup import STEP_SECONDS, unless_stopped, when_reachable
from bot.telegram.subscriptions.content import RETENTION_SECONDS, OutboxRenderer
from bot.telegram.subscriptions.daily import DailyScheduler
from bot.telegram.subscriptions.data_watcher import DataWatcher, FileStates, file_states
from bot.telegram.subscriptions.outbox_worker import MAX_DELIVERIES, OutboxWorker
from bot.telegram.transport.client import TIMEOUT_SECONDS, Bot, Request, RequestPools
from bot.telegram.transport.polling import RETRY_SECONDS, UNREACHABLE, Poller, UpdateQueue
from bot.telegram.transport.profile import MenuEntry, publish_profile
from bot.telegram.transport.throttle import Rates, Throttle
from bot.telegram.transport.update_processor import MAX_CONCURRENT, OrderedUpdateProcessor
from bot.text import excerpt
from intents import engine_cache
from intents.engine import Engine

log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)

FEATURES: tuple[Feature, ...] = (
    membership.FEATURE,
    messages.feature(COMMANDS),
    guest.FEATURE,
    inline_queries.FEATURE,
    inline_callbacks.FEATURE,
    admin.FEATURE,
    subscriptions.FEATURE,
    channels.feature(IN_CHANNELS),
    callbacks.FEATURE,
)
"""All features, in the order in which their handlers are asked."""

DAY_SECONDS = 24 * 60 * 60
BUTTON_SECONDS = 365 * DAY_SECONDS
"""Retention of what the buttons of messages need of their exchanges."""

GC_THRESHOLD = 10_000
"""New objects between two collections: an answer creates thousands of objects and few cycles."""

GRACE_SECONDS = 3.0
"""Time for running work to finish when the bot stops."""
DEADLINE_SECONDS = 4.75
"""Time after which the process exits even if a database or a thread hangs: stopping takes less than 5 s."""

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


def main(settings: Settings, *, limits: Limits | None = None, rates: Rates | None = None) -> int:
    """Run the bot until SIGINT or SIGTERM; return the exit status. Raises `DataError`, `StoreError`."""
    files = file_states(settings.data_dir)  # before the data is read: a change meanwhile is noticed by the watcher
    engine = engine_cache.open_engine(settings.data_dir)  # before the loop, which handles no signals while this runs
    gc.freeze()  # the engine lives as long as the process: never look through it for garbage
    gc.set_threshold(GC_THRESHOLD)
    return asyncio.run(_serve(settings, engine, files, limits or Limits(), rates or Rates()))


async def _serve(settings: Settings, engine: Engine, files: FileStates, limits: Limits, rates: Rates) -> int:
    stopped = asyncio.Event()

    def stop() -> None:
        stopped.set()
        deadline = Timer(DEADLINE_SECONDS, os._exit, (0,))
        deadline.daemon = True  # does not delay an earlier exit
        deadline.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    url = settings.database_url.get_secret_value()
    async with AsyncExitStack() as stack:
        pulse = Pulse(settings.state_dir)
        pulse_task = asyncio.create_task(pulse.run())
        stack.callback(pulse_task.cancel)
        lock = instance_lock(url)
        stack.push_async_callback(lock.close)
        if await unless_stopped(stopped, when_reachable(lock.acquire)) is None:
            return 0
        store = await unless_stopped(stopped, when_reachable(lambda: Store.open(url)))
        if store is None:
            return 0
        stack.push_async_callback(store.close)
        processor = OrderedUpdateProcessor()
        limiter = RateLimiter(limits, on_wait=processor.release_slot)
        bot = _create_bot(settings, limiter)
        steady_clock, telegram_clock = SteadyClock(), TelegramClock()
        answerer = Answerer(engine, store, telegram_clock, on_wait=processor.release_slot)
        sender = MessageSender(bot, store, time.time)
        photos = PhotoSender(Renderer(), store, sender, time.time)
        stack.push_async_callback(photos.close)
        pending_exchanges = PendingExchanges(store)
        stack.callback(pending_exchanges.close)
        services = Services(
            settings=settings,
            bot=bot,
            store=store,
            answerer=answerer,
            sender=sender,
            delivery_reports=DeliveryReports(store, sender, lambda: answerer.engine, steady_clock),
            throttle=Throttle(time.monotonic, rates),
            typing_throttle=Throttle(time.monotonic, inline_queries.TYPING_RATES),
            pending_exchanges=pending_exchanges,
            photos=photos,
            clock=time.time,
            steady_clock=steady_clock,
            telegram_clock=telegram_clock,
            started_at=steady_clock(),
            release_slot=processor.release_slot,
        )
        runner = BotRunner(services, processor, limiter, stopped, files, lock)
        pulse.lead(store, runner.poller, lambda: answerer.engine.dataset.revision)
        return await runner.run(pulse_task)
    raise AssertionError  # not reached: the stack suppresses no error


def _create_bot(settings: Settings, limiter: RateLimiter) -> Bot:
    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    return Bot(
        settings.token.get_secret_value(),
        base_url=settings.api_base_url,
        base_file_url=settings.api_file_url,
        request=RequestPools.create(MAX_CONCURRENT + MAX_DELIVERIES, proxy),
        get_updates_request=Request(connection_pool_size=1, proxy=proxy, connect_timeout=TIMEOUT_SECONDS),
        rate_limiter=limiter,
    )


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
        self.poller = Poller(services.bot, queue, kinds, processor.admit, services.telegram_clock)

    async def run(self, stuck: asyncio.Task[None]) -> int:
        """Run until the bot shall stop, or `stuck` is done because it polls no more; return the exit status."""
        try:
            if await unless_stopped(self._stopped, self._connect()) is None:
                return 0
            await self._application.start()
            # new notices are announced before updates are handled: a new subscriber is shown the latest one anyway
            await self._watcher.check()
            tasks = [asyncio.create_task(work) for work in (self.poller.run(), *self._background_work())]
            stop = asyncio.create_task(self._stopped.wait())
            lost = asyncio.create_task(self._lock.wait_until_lost())
            log.info("running", notices=len(self._services.answerer.engine.dataset.notices))
            done, _ = await asyncio.wait((stop, lost, stuck, tasks[0]), return_when=asyncio.FIRST_COMPLETED)
            await self._stop([stop, lost, *tasks])
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
                await self._services.bot.delete_webhook()  # getUpdates fails while a webhook is set
            except InvalidToken:  # repeating the call cannot help
                raise
            except TelegramError as error:
                pause = RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)]
                log.warning("not_connected", what=UNREACHABLE, why=excerpt(error.message), seconds=pause)
            else:
                return True
            await asyncio.sleep(pause)
        raise AssertionError  # not reached: `count` has no end

    def _background_work(self) -> list[Coroutine[Any, Any, None]]:
        entries = [MenuEntry(command.name, command.zh, command.en, command.menus) for command in COMMANDS]
        return [
            self._watcher.run(),
            DatabaseMonitor(self._services).run(),
            DailyScheduler(self._services).run(),
            self._outbox_worker.run(),
            self._services.delivery_reports.run(),
            self._services.photos.run(self._report_error),
            self._prune(),
            publish_profile(self._services.bot, entries, self._services.settings.admins),
        ]

    async def _prune(self) -> None:
        while True:
            now, store = self._services.telegram_clock(), self._services.store
            before = now - RETENTION_SECONDS
            try:
                pruned = await store.prune(before, now - BUTTON_SECONDS, without_repairs)
                await store.photo_ids.prune(before)
                log.info("pruned", exchanges=pruned)
            except StoreError as error:
                log.error("not_pruned", why=str(error))  # noqa: TRY400 - the message is enough
            await asyncio.sleep(DAY_SECONDS)

    async def _stop(self, tasks: list[asyncio.Task[Any]]) -> None:
        """Cancel the tasks, finish running updates and deliveries, and close all connections."""
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=STEP_SECONDS)  # first of all, no new work may arrive
        photos = self._services.photos
        await asyncio.gather(
            self._confirm(), self._drain(), self._outbox_worker.stop(GRACE_SECONDS), photos.drain(GRACE_SECONDS)
        )
        self._limiter.stop_waiting()  # calls that wait for a limit fail now, and their updates end
        with suppress(TimeoutError):
            async with asyncio.timeout(STEP_SECONDS):
                await self._application.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(STEP_SECONDS / 2):
                await self._application.shutdown()
        log.info("stopped")

    async def _confirm(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(STEP_SECONDS):
                await self.poller.confirm()

    async def _drain(self) -> None:
        dropped = await self._processor.drain(GRACE_SECONDS)
        if dropped:
            log.warning("dropped", updates=dropped)
