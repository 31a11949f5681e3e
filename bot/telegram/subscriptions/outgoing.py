"""What is sent to a subscription."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.store import Exchange, Subscription
from bot.telegram.rendering.page import Page
from bot.telegram.services import Services


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message, as it is rendered when its turn to be sent has come."""

    page: Page
    exchange: Exchange | None = None
    """What the buttons of `page` refer to: stored before the message is sent, so that they work whatever happens."""
    holds: Callable[[], bool] = lambda: True
    """Whether it may still be sent as it is: asked when its turn has come; if not, it is rendered anew."""


class OutdatedError(Exception):
    """The data does not have what the occasion is of, at present."""


Render = Callable[[Services, Subscription, str], Awaitable[OutgoingMessage | None]]
"""What is to be sent to a subscription on an occasion; None where there is nothing to send to it (any more).

Raises `OutdatedError`.

`bot.telegram.subscriptions.content.render` is the one.
"""
