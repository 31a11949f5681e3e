"""The buttons of subscriptions: subscribe to what is offered, unsubscribe, and change the condition."""

from __future__ import annotations

import re
from collections.abc import Mapping

from telegram import InlineKeyboardButton

from bot.telegram.conversations.callback_data import MAX_LENGTH
from bot.telegram.rendering.keyboards import MAX_BUTTONS
from intents.engine import Engine

OFFER = re.compile(r"u\.(?P<text>.*)", re.DOTALL)
"""Callback data that subscribes: the arguments of /subscribe."""
CHANGE = re.compile(r"v(?P<id>[1-9][0-9]{0,17})(?:,(?P<message>[1-9][0-9]{0,9}))?(?:\.(?P<text>.*))?", re.DOTALL)
"""Callback data that changes the condition of a subscription to a text; without one, it asks for it.

`message` is the message below which it was asked, and whose buttons name the subscription.
"""


def offer_buttons(offers: Mapping[str, str]) -> list[InlineKeyboardButton]:
    """Return a button for each offer (arguments of /subscribe by label) that callback data has room for."""
    buttons = {label: f"u.{text}" for label, text in offers.items()}
    return [
        InlineKeyboardButton(label, callback_data=data)
        for label, data in buttons.items()
        if len(data.encode()) <= MAX_LENGTH
    ]


def management_buttons(subscription: int) -> list[InlineKeyboardButton]:
    """Return the buttons that end a subscription and change its condition."""
    return [
        InlineKeyboardButton("退订", callback_data=f"s{subscription}"),
        InlineKeyboardButton("改条件", callback_data=f"v{subscription}"),
    ]


def ending_button(subscription: int) -> InlineKeyboardButton:
    """Return the button that ends a subscription below what it delivered, which stays."""
    return InlineKeyboardButton("退订", callback_data=f"s{subscription}.0")


def condition_buttons(subscription: int, message: int, engine: Engine) -> list[InlineKeyboardButton]:
    """Return buttons that change the condition of a subscription: to none, a province, or a tier.

    `message` is the message below which it is asked.
    """
    tiers = [tier for notice in engine.dataset.notices[-1:] for tier in notice.tiers if tier.name]
    texts = [
        "不限条件",
        *(province.short for province in engine.index.places("province")),
        *(min((tier.name or "", *tier.aliases), key=len) for tier in tiers),
    ]
    found = [InlineKeyboardButton(text, callback_data=f"v{subscription},{message}.{text}") for text in texts]
    return [button for button in found if len(str(button.callback_data).encode()) <= MAX_LENGTH][:MAX_BUTTONS]
