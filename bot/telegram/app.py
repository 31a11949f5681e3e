"""The bot as a whole: what it is made of, how it starts, runs and stops."""

from __future__ import annotations

import asyncio
import gc
import itertools
import os
import signal
import time
from collections.abc import Coroutine
from contextlib import suppress
from threading import Timer
from typing import Any, TypeVar

import structlog
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.pictures.renderer import Renderer
from bot.settings import Settings
from bot.store import Store, StoreError
from bot.telegram.conversations.answerer import Answerer
from bot.telegram.conversations.pending_exchanges import PendingExchanges
from bot.telegram.delivery.messages import MessageSender
from bot.telegram.delivery.photos import PhotoSender
from bot.telegram.delivery.reports import DeliveryReports
from bot.telegram.error_handler import ErrorHandler
from bot.telegram.handlers import admin, callbacks, channels, membership, messages, subscriptions
from bot.telegram.handlers.commands import COMMANDS, IN_CHANNELS
from bot.telegram.inline import callbacks as inline_callbacks
from bot.telegram.inline import guest
from bot.telegram.inline import queries as inline_queries
from bot.telegram.rate_limit.limits import Limits
from bot.telegram.rate_limit.rate_limiter import RateLimiter
from bot.telegram.services import Feature, Services, TelegramApplication
from bot.telegram.subscriptions.content import OutboxRenderer
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
"""All that the bot does, in the order in which an update is offered."""

RETENTION_SECONDS = 90 * 24 * 60 * 60
"""Seconds for which the wording of questions is kept, and what Telegram calls pictures."""
DAY_SECONDS = 24 * 60 * 60

GC_THRESHOLD = 10_000
"""New objects after which the garbage collector looks for rings: an answer makes thousands of objects and few rings."""

GRACE_SECONDS = 3.0
"""Seconds that what is in flight has to be done with once the bot is to stop; all of it takes less than five."""
STEP_SECONDS = 1.0
"""Seconds for each further step of stopping."""
DEADLINE_SECONDS = 4.75
"""Seconds after which the process just ends: a database may hang, or a thread that reads data."""

REFUSED = "Telegram 不认 ANLITONG_TOKEN 的值：请向 @BotFather 核对，或者换一个新的。"
REFUSED_BY_SERVER = "ANLITONG_API_BASE_URL 那里不认 ANLITONG_TOKEN 的值：请核对这两个设置（网址多半以 /bot 结尾）。"
TOKEN_REFUSED_STATUS = 2
"""The status to leave with when the token is refused."""

T = TypeVar("T")


def main(settings: Settings, *, limits: Limits | None = None, rates: Rates | None = None) -> int:
    """Run the bot until a signal ends it; gives the status to leave with. Raises `DataError`, `StoreError`."""
    files = file_states(settings.data_dir)
    engine = engine_cache.open_engine(settings.data_dir)  # before the loop, which could hear no signal while it is made
    gc.freeze()  # it is there to stay
    gc.set_threshold(GC_THRESHOLD)
    return asyncio.run(_serve(settings, engine, files, limits or Limits(), rates or Rates()))


async def _serve(settings: Settings, engine: Engine, files: FileStates, limits: Limits, rates: Rates) -> int:
    stopped = asyncio.Event()

    def stop() -> None:
        stopped.set()
        deadline = Timer(DEADLINE_SECONDS, os._exit, (0,))
        deadline.daemon = True  # it holds up no end that comes before
        deadline.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop)
    store = await _unless_stopped(stopped, Store.open(settings.database_url.get_secret_value()))
    if store is None:
        return 0
    try:
        ordered = OrderedUpdateProcessor()
        limiter = RateLimiter(limits, on_wait=ordered.release_slot)
        bot = _bot(settings, limiter)
        answerer, sender = Answerer(engine, store, time.time), MessageSender(bot, store, time.time)
        pending_exchanges, photos = PendingExchanges(store), PhotoSender(Renderer(), store, sender, time.time)
        services = Services(
            settings=settings,
            bot=bot,
            store=store,
            answerer=answerer,
            sender=sender,
            delivery_reports=DeliveryReports(store, sender, lambda: answerer.engine, time.time),
            throttle=Throttle(time.monotonic, rates),
            typing_throttle=Throttle(time.monotonic, inline_queries.TYPING_RATES),
            pending_exchanges=pending_exchanges,
            photos=photos,
            clock=time.time,
            started_at=time.time(),
            release_slot=ordered.release_slot,
        )
        try:
            return await BotRunner(services, ordered, limiter, stopped, files).status()
        finally:
            await pending_exchanges.close()
            await photos.close()
    finally:
        await store.close()


def _bot(settings: Settings, limiter: RateLimiter) -> Bot:
    proxy = settings.proxy.get_secret_value() if settings.proxy else None
    return Bot(
        settings.token.get_secret_value(),
        base_url=settings.api_base_url,
        base_file_url=settings.api_file_url,
        request=RequestPools.create(MAX_CONCURRENT + MAX_DELIVERIES, proxy),
        get_updates_request=Request(connection_pool_size=1, proxy=proxy, connect_timeout=TIMEOUT_SECONDS),
        rate_limiter=limiter,
    )


async def _unless_stopped(stopped: asyncio.Event, work: Coroutine[Any, Any, T]) -> T | None:
    """What the work gives; None where the bot is to stop before it is done, and the work is given up."""
    task, stop = asyncio.create_task(work), asyncio.create_task(stopped.wait())
    await asyncio.wait((task, stop), return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if task.done():
        return task.result()
    task.cancel()
    await asyncio.wait((task,), timeout=STEP_SECONDS)
    return None


class BotRunner:
    """One run of the bot, from the first word with Telegram to the last."""

    def __init__(
        self,
        services: Services,
        ordered: OrderedUpdateProcessor,
        limiter: RateLimiter,
        stopped: asyncio.Event,
        files: FileStates,
    ) -> None:
        """`stopped` is set when the bot is to stop; `files` are those that the data was read from."""
        self._services, self._ordered, self._limiter, self._stopped = services, ordered, limiter, stopped
        inbox = UpdateQueue()
        builder = Application.builder().bot(services.bot).updater(None).update_queue(inbox).concurrent_updates(ordered)
        self._application: TelegramApplication = builder.build()
        for feature in FEATURES:
            self._application.add_handlers(feature.handlers(services))
        troubles = ErrorHandler(services)
        self._application.add_error_handler(troubles.handle_error)
        self._sender = OutboxWorker(services, OutboxRenderer().render, troubles.report_delivery_error)
        self._watcher = DataWatcher(services, files, troubles.report)
        self._report = troubles.report
        kinds = sorted(frozenset().union(*(feature.update_kinds for feature in FEATURES)))
        self._poller = Poller(services.bot, inbox, kinds)

    async def status(self) -> int:
        """Run until it is to stop; gives the status to leave with."""
        try:
            if await _unless_stopped(self._stopped, self._connect()) is None:
                return 0
            await self._application.start()
            await self._watcher.check()  # before anyone can subscribe to what they are then shown anyway
            tasks = [asyncio.create_task(work) for work in (self._poller.run(), *self._chores())]
            stop = asyncio.create_task(self._stopped.wait())
            log.info("running", notices=len(self._services.answerer.engine.dataset.notices))
            await asyncio.wait((stop, tasks[0]), return_when=asyncio.FIRST_COMPLETED)
            refused = tasks[0].done()
            await self._stop([stop, *tasks])
            if refused:
                tasks[0].result()
        except InvalidToken:
            ours = self._services.settings.api_base_url == Settings.model_fields["api_base_url"].default
            log.critical("token_refused", what=REFUSED if ours else REFUSED_BY_SERVER)
            return TOKEN_REFUSED_STATUS
        return 0

    async def _connect(self) -> bool:
        """Get to know who the bot is, for as long as it takes; True then. Raises `InvalidToken`."""
        for attempt in itertools.count():
            try:
                await self._application.initialize()
                await self._services.bot.delete_webhook()  # where one is set, nothing can be polled
            except InvalidToken:
                raise
            except TelegramError as error:
                pause = RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)]
                log.warning("not_connected", what=UNREACHABLE, why=excerpt(error.message), seconds=pause)
            else:
                return True
            await asyncio.sleep(pause)
        raise AssertionError

    def _chores(self) -> list[Coroutine[Any, Any, None]]:
        """What goes on beside."""
        entries = [MenuEntry(command.name, command.zh, command.en, command.menus) for command in COMMANDS]
        return [
            self._watcher.run(),
            DailyScheduler(self._services).run(),
            self._sender.run(),
            self._services.delivery_reports.run(),
            self._services.photos.run(self._report),
            self._prune(),
            publish_profile(self._services.bot, entries, self._services.settings.admins),
        ]

    async def _prune(self) -> None:
        while True:
            before = self._services.clock() - RETENTION_SECONDS
            try:
                forgotten = await self._services.store.prune(before)
                await self._services.store.photo_ids.prune(before)
                log.info("pruned", questions=forgotten)
            except StoreError as error:
                log.error("not_pruned", why=str(error))  # noqa: TRY400 - the message says it all
            await asyncio.sleep(DAY_SECONDS)

    async def _stop(self, tasks: list[asyncio.Task[Any]]) -> None:
        """Fetch no more, finish what is in flight, and let go of everything."""
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=STEP_SECONDS)
        photos = self._services.photos
        await asyncio.gather(
            self._confirm(), self._settle(), self._sender.stop(GRACE_SECONDS), photos.drain(GRACE_SECONDS)
        )
        self._limiter.stop_waiting()
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
                await self._poller.confirm()

    async def _settle(self) -> None:
        dropped = await self._ordered.drain(GRACE_SECONDS)
        if dropped:
            log.warning("dropped", updates=dropped)
