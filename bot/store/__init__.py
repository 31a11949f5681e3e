"""Persistent state: chats, exchanges, subscriptions and the outbox. All SQL is in this package."""

from bot.store.outbox import Outbox, OutboxState
from bot.store.records import (
    MAX_CHAT_ID,
    WRONG_KIND,
    Announcement,
    Chat,
    Delivery,
    Exchange,
    QuestionCount,
    Report,
    StoreError,
    Subscription,
    UnansweredQuestion,
    UnreachableError,
)
from bot.store.store import Store
from bot.store.subscriptions import QUIET, Subscriptions

__all__ = [
    "MAX_CHAT_ID",
    "QUIET",
    "WRONG_KIND",
    "Announcement",
    "Chat",
    "Delivery",
    "Exchange",
    "Outbox",
    "OutboxState",
    "QuestionCount",
    "Report",
    "Store",
    "StoreError",
    "Subscription",
    "Subscriptions",
    "UnansweredQuestion",
    "UnreachableError",
]
