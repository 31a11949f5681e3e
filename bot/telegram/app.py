"""Start, run and stop the bot."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import time
from contextlib import AsyncExitStack
from threading import Timer

from bot.pictures.renderer import Renderer
from bot.settings import Settings
from bot.store import Store
from bot.store.instance_lock import instance_lock
from bot.telegram.clocks import SteadyClock, TelegramClock
from bot.telegram.conversations.answerer import Answerer
from bot.telegram.conversations.pending_exchanges import PendingExchanges
from bot.telegram.delivery.messages import MessageSender
from bot.telegram.delivery.photos import PhotoSender
from bot.telegram.delivery.reports import DeliveryReports
from bot.telegram.delivery.tables import TableSender
from bot.telegram.inline.queries import TYPING_RATES
from bot.telegram.measurements import Measurements
from bot.telegram.pulse import Pulse
from bot.telegram.rate_limit.limits import Limits
from bot.telegram.rate_limit.rate_limiter import RateLimiter
from bot.telegram.runner import BotRunner
from bot.telegram.services import Services
from bot.telegram.startup import unless_stopped, when_reachable
from bot.telegram.subscriptions.data_watcher import FileStates, file_states
from bot.telegram.subscriptions.outbox_worker import MAX_DELIVERIES
from bot.telegram.transport.administrators import RecentAdministrators
from bot.telegram.transport.client import TIMEOUT_SECONDS, Bot, Request, RequestPools
from bot.telegram.transport.throttle import Rates, Throttle
from bot.telegram.transport.update_processor import MAX_CONCURRENT, OrderedUpdateProcessor
from intents import engine_cache
from intents.engine import Engine

GC_THRESHOLD = 10_000
"""New objects between two collections: an answer creates thousands of objects and few cycles."""

DEADLINE_SECONDS = 4.75
"""Time after which the process exits even if a database or a thread hangs: stopping takes less than 5 s."""


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
        pulse, measurements = Pulse(settings.state_dir), Measurements()
        pulse_task = asyncio.create_task(pulse.run())
        stack.callback(pulse_task.cancel)
        site = None
        if settings.listen:
            from bot.telegram.web.site import Site

            site = Site(settings, pulse, measurements)
            await site.start()
            stack.push_async_callback(site.close)
        lock = instance_lock(url)
        stack.push_async_callback(lock.close)
        if await unless_stopped(stopped, when_reachable(lock.acquire)) is None:
            return 0
        store = await unless_stopped(stopped, when_reachable(lambda: Store.open(url)))
        if store is None:
            return 0
        stack.push_async_callback(store.close)
        processor = OrderedUpdateProcessor(on_arrival=measurements.note_arrival)
        limiter = RateLimiter(limits, on_wait=processor.release_slot, on_error=measurements.note_failed_call)
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
            administrators=RecentAdministrators(
                lambda chat: bot.call("getChatAdministrators", {"chat_id": chat}), time.monotonic
            ),
            typing_throttle=Throttle(time.monotonic, TYPING_RATES),
            pending_exchanges=pending_exchanges,
            photos=photos,
            tables=TableSender(sender),
            measurements=measurements,
            clock=time.time,
            steady_clock=steady_clock,
            telegram_clock=telegram_clock,
            started_at=steady_clock(),
            release_slot=processor.release_slot,
        )
        runner = BotRunner(services, processor, limiter, stopped, files, lock)
        pulse.lead(store, runner.source, lambda: answerer.engine.dataset.revision)
        if site is not None:
            site.lead(store, runner.source)
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
