"""The services that every handler receives; created once at startup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update, User
from telegram.ext import Application, BaseHandler

from bot.settings import Settings
from bot.store import Store
from bot.telegram.clocks import TelegramClock
from bot.telegram.conversations.answerer import Answerer
from bot.telegram.conversations.pending_exchanges import PendingExchanges
from bot.telegram.delivery.messages import MessageSender
from bot.telegram.delivery.photos import PhotoSender
from bot.telegram.delivery.reports import DeliveryReports
from bot.telegram.delivery.tables import TableSender
from bot.telegram.measurements import Measurements
from bot.telegram.transport.administrators import RecentAdministrators
from bot.telegram.transport.client import Bot
from bot.telegram.transport.throttle import Throttle

MAX_AGE_SECONDS = 600
"""A question that was asked longer than this before the start, by Telegram's time, is not answered."""

Handler = BaseHandler[Update, Any, Any]
TelegramApplication = Application[Any, Any, Any, Any, Any, Any]


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of a running bot."""

    settings: Settings
    bot: Bot
    store: Store
    answerer: Answerer
    sender: MessageSender
    throttle: Throttle
    administrators: RecentAdministrators
    """Of groups: the throttle refuses no command of theirs."""
    delivery_reports: DeliveryReports
    typing_throttle: Throttle
    """For inline queries, of which each keystroke makes one."""
    pending_exchanges: PendingExchanges
    photos: PhotoSender
    tables: TableSender
    measurements: Measurements
    clock: Callable[[], float]
    """Seconds since 1970 by the machine's clock, which may be wrong or jump: for what happens at a time of day."""
    steady_clock: Callable[[], float]
    """The same without jumps: for schedules."""
    telegram_clock: TelegramClock
    """Telegram's time: for the age of messages."""
    started_at: float
    """The time of the start on the steady clock."""
    release_slot: Callable[[], None]
    """Lets another update be handled while the running task does what no user waits for."""

    @property
    def me(self) -> User:
        """The bot's user, available once the bot has been initialised."""
        return self.bot.bot

    def is_recent(self, message: Message) -> bool:
        """Return whether a message was sent or last edited recently enough to be answered."""
        return self.is_recent_date((message.edit_date or message.date).timestamp())

    def is_recent_date(self, date: float) -> bool:
        """Return whether a date of Telegram is at most `MAX_AGE_SECONDS` before the start."""
        return date >= self.telegram_clock.started_at() - MAX_AGE_SECONDS


@dataclass(frozen=True, slots=True)
class Feature:
    """A part of the bot that handles certain updates."""

    update_kinds: frozenset[str]
    """The kinds of updates that it needs (`allowed_updates`)."""
    handlers: Callable[[Services], list[Handler]]
    """Creates its handlers, in the order in which they are asked."""
