"""Messages to subscriptions."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.store import Exchange, Subscription
from bot.telegram.rendering.page import Page
from bot.telegram.services import Services


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message as rendered shortly before it is sent."""

    page: Page
    exchange: Exchange | None = None
    """The exchange that the buttons of `page` refer to; stored before sending, so that they work in any case."""
    is_current: Callable[[], bool] = lambda: True
    """Asked right before sending: if it returns False, the message is rendered again."""


class OutdatedError(Exception):
    """The data does not contain what the event is about, at present."""


Render = Callable[[Services, Subscription, str], Awaitable[OutgoingMessage | None]]
"""Returns the message for a subscription and an event; None if there is nothing to send. Raises `OutdatedError`.

Implemented by `bot.telegram.subscriptions.content.OutboxRenderer.render`.
"""
