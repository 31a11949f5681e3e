"""What every handler works with, made once at the start and handed to each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update, User
from telegram.ext import Application, BaseHandler

from bot.settings import Settings
from bot.store import Store
from bot.telegram.conversations.answerer import Answerer
from bot.telegram.conversations.pending_exchanges import PendingExchanges
from bot.telegram.delivery.messages import MessageSender
from bot.telegram.delivery.photos import PhotoSender
from bot.telegram.delivery.reports import DeliveryReports
from bot.telegram.transport.client import Bot
from bot.telegram.transport.throttle import Throttle

MAX_AGE_SECONDS = 600
"""Seconds: a question asked so long before the start is no longer answered."""

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
    delivery_reports: DeliveryReports
    typing_throttle: Throttle
    """For what is typed inline: every key asks."""
    pending_exchanges: PendingExchanges
    photos: PhotoSender
    clock: Callable[[], float]
    """Seconds since 1970."""
    started_at: float
    """When, on that clock."""
    release_slot: Callable[[], None]
    """Called once nobody waits for what the running task still has to do: it no longer counts among those at once."""

    @property
    def me(self) -> User:
        """Who the bot is, known once it has been initialised."""
        return self.bot.bot

    def is_recent(self, message: Message) -> bool:
        """Whether a message was sent, or edited last, recently enough to be answered."""
        return (message.edit_date or message.date).timestamp() >= self.started_at - MAX_AGE_SECONDS


@dataclass(frozen=True, slots=True)
class Feature:
    """Something the bot does on certain updates."""

    update_kinds: frozenset[str]
    """The kinds of update that it needs (`allowed_updates`)."""
    handlers: Callable[[Services], list[Handler]]
    """Its handlers, in the order in which they are asked."""
