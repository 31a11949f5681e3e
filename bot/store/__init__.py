"""Everything SQL: what the bot remembers of chats, of its exchanges in them, and of what it is to send them."""

from bot.store.outbox import Outbox
from bot.store.records import (
    Announced,
    Chat,
    Delivery,
    Exchange,
    Report,
    StoreError,
    Subscription,
    Unanswered,
)
from bot.store.store import Store
from bot.store.subscriptions import Subscriptions

__all__ = [
    "Announced",
    "Chat",
    "Delivery",
    "Exchange",
    "Outbox",
    "Report",
    "Store",
    "StoreError",
    "Subscription",
    "Subscriptions",
    "Unanswered",
]
