"""Who has subscribed to what: chats and topics, with their filters and times."""

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
"""Why what waits for a subscription that is ended is skipped."""


class Subscriptions:
    """The subscriptions (`Store.subscriptions`). Every method raises `StoreError` where the database fails."""

    def __init__(self, engine: AsyncEngine, writer: Writer) -> None:
        """For `Store`."""
        self._engine, self._writer = engine, writer

    async def subscribe(self, wanted: Subscription) -> Subscription:
        """Subscribe (the id is of no account, give 0), and give the subscription as it is now, with its id.

        There is one for each (chat, topic, kind, query): where it was there already, active or ended, it becomes active
        again with this minute, subscriber and time.
        """
        row = {name: getattr(wanted, name) for name in ("chat", "kind", "minute", "by", "at")}
        row |= {"topic": wanted.topic or 0, "query": wanted.query or ""}
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                known = (await connection.execute(outbox_tables.THE_SAME, row)).scalar()
                if known is None:
                    known = (
                        await connection.execute(
                            outbox_tables.SUBSCRIBE, row | {"state": outbox_tables.ACTIVE, "reason": ""}
                        )
                    ).scalar_one()
                else:
                    changed = {f"new_{name}": row[name] for name in ("minute", "by", "at")}
                    await connection.execute(outbox_tables.SUBSCRIBE_AGAIN, changed | {"subscription": known})
        return replace(wanted, id=known, active=True, reason="")

    async def unsubscribe(self, subscription: int, at: float) -> bool:
        """End a subscription; what waits to be sent to it is skipped. False where there is none.

        `at` is now, in seconds since 1970.
        """
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                ended = (await connection.execute(outbox_tables.END, {"subscription": subscription})).rowcount
                await connection.execute(outbox_tables.SKIP_OF_ENDED, {"why": UNSUBSCRIBED, "now": at})
        return ended > 0

    async def find(self, subscription: int) -> Subscription | None:
        """The subscription with this id; None where there is none, or it was ended."""
        return next(iter(await self._all(outbox_tables.SUBSCRIPTION, {"subscription": subscription})), None)

    async def list_in_chat(self, chat: int) -> list[Subscription]:
        """The subscriptions of this chat and its topics, those that are not active too, the oldest first."""
        return await self._all(outbox_tables.OF_CHAT, {"chat": chat})

    async def list_active(self, kind: str) -> list[Subscription]:
        """All active ones of this kind, the oldest first."""
        return await self._all(outbox_tables.OF_KIND, {"kind": kind})

    async def suspend(self, chat: int, reason: str, at: float) -> int:
        """The chat takes no messages any more: its subscriptions are not active, what waits for them has failed.

        `at` is now, in seconds since 1970. Gives how many subscriptions there were.
        """
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                lost = (await connection.execute(outbox_tables.LOSE, {"of_chat": chat, "why": reason})).rowcount
                await connection.execute(outbox_tables.FAIL_OF_LOST, {"why": reason, "now": at})
        return lost

    async def resume(self, chat: int) -> int:
        """The chat takes messages again; gives how many subscriptions are active anew."""
        with database_errors(self._engine.url):
            return await self._writer.execute(outbox_tables.RESTORE, {"of_chat": chat})

    async def _all(self, statement: Select[Any], parameters: Mapping[str, Any]) -> list[Subscription]:
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                return [subscription(row) for row in await connection.execute(statement, parameters)]


def subscription(row: Row[Any]) -> Subscription:
    """The subscription whose columns are in this row."""
    return Subscription(
        id=row.id,
        chat=row.chat,
        topic=row.topic or None,
        kind=row.kind,
        query=row.query or None,
        minute=row.minute,
        active=row.state == outbox_tables.ACTIVE,
        reason=row.reason,
        by=row.by,
        at=row.at,
    )


async def move(connection: AsyncConnection, old: int, new: int, at: float) -> None:
    """Give the chat `old`'s subscriptions to `new`, within a transaction; those that it has already are ended."""
    chats = {"old": old, "new": new}
    if (await connection.execute(outbox_tables.END_TWINS, chats)).rowcount:
        await connection.execute(outbox_tables.SKIP_OF_ENDED, {"why": UNSUBSCRIBED, "now": at})
    await connection.execute(outbox_tables.FORGET_MESSAGES, {"old": old})
    await connection.execute(outbox_tables.MOVE_SUBSCRIPTIONS, chats)
