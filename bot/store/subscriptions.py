"""Subscriptions of chats and topics, with their filters and times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.store import outbox_tables
from bot.store.database import database_errors
from bot.store.records import Subscription
from bot.store.writer import Writer

UNSUBSCRIBED = "已退订"
"""The reason of outbox rows that are skipped because their subscription has ended."""
QUIET = "静默时段"
"""The reason of outbox rows that are postponed to the end of quiet hours; `set_quiet_hours` finds them by it."""


class Subscriptions:
    """The subscriptions (`Store.subscriptions`). Every method raises `StoreError` on database errors.

    `at` is the current time in seconds since 1970.
    """

    def __init__(self, engine: AsyncEngine, writer: Writer) -> None:
        self._engine, self._writer = engine, writer

    async def subscribe(self, subscription: Subscription, instead_of: int | None = None) -> Subscription:
        """Create or reactivate a subscription; return it with its id. The given id is ignored.

        There is at most one per (chat, topic, kind, query): an existing one, active or not, becomes active with the
        minute, quiet hours, subscriber and time of the new one. With the id `instead_of`, that one, if another, ends.
        """
        changeable = ("minute", "by", "at", "quiet_from", "quiet_until")
        row = {name: getattr(subscription, name) for name in ("chat", "kind", *changeable)}
        row |= {"topic": subscription.topic or 0, "query": subscription.query or ""}
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                id_ = (await connection.execute(outbox_tables.SELECT_EQUAL_SUBSCRIPTION, row)).scalar()
                if id_ is None:
                    row |= {"state": outbox_tables.ACTIVE, "reason": ""}
                    id_ = (await connection.execute(outbox_tables.INSERT_SUBSCRIPTION, row)).scalar_one()
                else:
                    changes = {f"new_{name}": row[name] for name in changeable}
                    await connection.execute(outbox_tables.REACTIVATE_SUBSCRIPTION, changes | {"subscription": id_})
                if instead_of is not None and instead_of != id_:
                    await _end(connection, instead_of, subscription.at)
        return replace(subscription, id=id_, active=True, reason="")

    async def unsubscribe(self, subscription: int, at: float) -> bool:
        """End a subscription and skip its pending rows. Return False if there is no such subscription."""
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                return await _end(connection, subscription, at)

    async def find(self, subscription: int) -> Subscription | None:
        """Return the subscription with this id; None if there is none or it has ended."""
        return next(iter(await self._select(outbox_tables.SELECT_SUBSCRIPTION, {"subscription": subscription})), None)

    async def list_in_chat(self, chat: int) -> list[Subscription]:
        """Return the subscriptions of a chat and its topics, suspended ones too, oldest first."""
        return await self._select(outbox_tables.SELECT_SUBSCRIPTIONS_OF_CHAT, {"chat": chat})

    async def list_active(self, kind: str) -> list[Subscription]:
        """Return the active subscriptions of this kind, oldest first."""
        return await self._select(outbox_tables.SELECT_ACTIVE_OF_KIND, {"kind": kind})

    async def set_quiet_hours(self, chat: int, start: int | None, end: int | None, at: float) -> int:
        """Set the quiet hours of all subscriptions of a chat (minutes after midnight); return how many.

        What was postponed for former hours becomes due, to be looked at again.
        """
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                hours = {"of_chat": chat, "start": start, "end": end}
                changed = (await connection.execute(outbox_tables.SET_QUIET_HOURS, hours)).rowcount
                await connection.execute(outbox_tables.DUE_NOW_IN_CHAT, {"of_chat": chat, "why": QUIET, "now": at})
        return changed

    async def suspend(self, chat: int, reason: str, at: float) -> int:
        """Suspend the subscriptions of a chat that refuses messages and fail their pending rows; return how many."""
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                parameters = {"of_chat": chat, "why": reason}
                suspended = (await connection.execute(outbox_tables.SUSPEND_SUBSCRIPTIONS, parameters)).rowcount
                await connection.execute(outbox_tables.FAIL_FOR_SUSPENDED, {"why": reason, "now": at})
        return suspended

    async def resume(self, chat: int) -> int:
        """Reactivate the suspended subscriptions of a chat; return how many."""
        with database_errors(self._engine.url):
            return await self._writer.execute(outbox_tables.RESUME_SUBSCRIPTIONS, {"of_chat": chat})

    async def _select(self, statement: Select[Any], parameters: Mapping[str, Any]) -> list[Subscription]:
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                return [subscription_from_row(row) for row in await connection.execute(statement, parameters)]


async def _end(connection: AsyncConnection, subscription: int, at: float) -> bool:
    """End a subscription and skip its pending rows, within a transaction; return False if there is none."""
    ended = (await connection.execute(outbox_tables.END_SUBSCRIPTION, {"subscription": subscription})).rowcount
    await connection.execute(outbox_tables.SKIP_FOR_ENDED, {"why": UNSUBSCRIBED, "now": at})
    return ended > 0


def subscription_from_row(row: Row[Any]) -> Subscription:
    """Return the subscription whose columns are in this row."""
    return Subscription(
        id=row.id,
        chat=row.chat,
        topic=row.topic or None,
        kind=row.kind,
        query=row.query or None,
        minute=row.minute,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        active=row.state == outbox_tables.ACTIVE,
        reason=row.reason,
        by=row.by,
        at=row.at,
    )


async def move_subscriptions(connection: AsyncConnection, old: int, new: int, at: float) -> None:
    """Give the subscriptions of the chat `old` to `new`, within a transaction; end those that `new` has already."""
    chats = {"old": old, "new": new}
    if (await connection.execute(outbox_tables.END_DUPLICATES, chats)).rowcount:
        await connection.execute(outbox_tables.SKIP_FOR_ENDED, {"why": UNSUBSCRIBED, "now": at})
    await connection.execute(outbox_tables.CLEAR_MESSAGE_IDS, {"old": old})
    await connection.execute(outbox_tables.MOVE_SUBSCRIPTIONS, chats)
