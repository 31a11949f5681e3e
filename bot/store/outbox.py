"""What is to be sent: a row for each subscription and occasion, from the moment it is due to what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Executable, Row, Select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import outbox_tables
from bot.store.database import database_errors
from bot.store.records import Announcement, Delivery, Report
from bot.store.subscriptions import subscription
from bot.store.writer import Writer

CANCELLED = "已取消"
"""Why what was cancelled is skipped."""
OUTDATED = "通知已经更新或撤下"
"""Why a revision is skipped that the data does not have (any more): see `Outbox.reopen`."""

_AT_ONCE = 500
"""Occasions in one statement: a database takes so many parameters and no more."""


class Outbox:
    """The outbox (`Store.outbox`), and what was announced. Every method raises `StoreError` where the database fails.

    An occasion is `notice:<id>@<revision>` or `daily:<date>`; a subscription gets each once. A row is pending until it
    is sent, failed or skipped. Times are seconds since 1970.
    """

    def __init__(self, engine: AsyncEngine, writer: Writer) -> None:
        """For `Store`."""
        self._engine, self._writer = engine, writer
        self._announce = outbox_tables.announce(engine.dialect.name)
        self._to_notices = outbox_tables.enqueue(engine.dialect.name, outbox_tables.TO_NOTICES)
        self._to_these = outbox_tables.enqueue(engine.dialect.name, outbox_tables.TO_THESE)
        self.work_available = asyncio.Event()
        """Set when rows have been made or made pending; whoever waits for it clears it."""

    async def latest_announcements(self) -> dict[str, Announcement]:
        """The newest revision of every notice that was ever announced, by the notice's id; empty at first."""
        return {row.notice: Announcement(**row._asdict()) for row in await self._rows(outbox_tables.NEWEST, {})}

    async def find_announcement(self, notice: str, revision: str) -> Announcement | None:
        """What is known of a revision."""
        rows = await self._rows(outbox_tables.ANNOUNCEMENT, {"notice": notice, "revision": revision})
        return Announcement(**rows[0]._asdict()) if rows else None

    async def announce(self, notices: Sequence[Announcement], *, deliver: bool = True) -> int:
        """Write down these revisions, in this order, and for each a row for every active subscription to notices.

        All of it or nothing. Whether something is to be sent under its filter is told when it is sent. A row that is
        there already stays as it is. Where `deliver` is False no rows are made: what is old when the database is new.
        `previous` need not be given: it is the newest that was known. Gives how many rows were made.
        """
        made = 0
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                for one in notices:
                    key = {"notice": one.notice, "revision": one.revision}
                    before = (await connection.execute(outbox_tables.BEFORE, key)).scalar()
                    await connection.execute(
                        self._announce, key | {"said": one.snapshot, "before": before, "at": one.at}
                    )
                    if deliver:
                        rows = {"of": one.event, "now": one.at}
                        made += max((await connection.execute(self._to_notices, rows)).rowcount, 0)
        self.work_available.set()
        return made

    async def enqueue(self, event: str, subscriptions: Collection[int], at: float) -> int:
        """A row for each of these subscriptions that is active and has none for the occasion; gives how many."""
        row = {"of": event, "now": at, "subscriptions": list(subscriptions)}
        made = await self._execute(self._to_these, row) if subscriptions else 0
        self.work_available.set()
        return made

    async def list_due(self, limit: int, now: float, but: Collection[int] = ()) -> list[Delivery]:
        """The oldest rows that are due, at most `limit`, without those for the chats `but`."""
        return [
            Delivery(
                id=row.delivery,
                event=row.event,
                subscription=subscription(row),
                attempts=row.attempts,
                unanswered=row.unanswered,
            )
            for row in await self._rows(outbox_tables.DUE, {"limit": limit, "now": now, "but": list(but)})
        ]

    async def find_received_revision(self, subscription: int, notice: str) -> str | None:
        """The revision of this notice that the subscription was sent last; None where it was sent none."""
        beginning = f"notice:{notice}@"
        parameters = {"subscription": subscription, "beginning": beginning, "length": len(beginning)}
        rows = await self._rows(outbox_tables.RECEIVED, parameters)
        revisions = (row.event.removeprefix(beginning) for row in rows)
        return next((revision for revision in revisions if "@" not in revision), None)  # else of a notice x@y

    async def next_due_time(self, but: Collection[int] = ()) -> float | None:
        """When the next pending row is due, those for the chats `but` aside; None where there is no other."""
        rows = await self._rows(outbox_tables.NEXT_AT, {"but": list(but)})
        return rows[0][0] if rows else None

    async def has_row(self, subscription: int, event: str) -> bool:
        """Whether the subscription has its row for the occasion, whatever has come of it."""
        return bool(await self._rows(outbox_tables.MADE, {"subscription": subscription, "of": event}))

    async def recover(self) -> int:
        """Before anything is sent: count the sends that were under way when the process ended; gives how many."""
        return await self._execute(outbox_tables.RECOVER, {})

    async def begin_sending(self, delivery: int, now: float) -> bool:
        """Sending begins now; False where the row is no longer pending, and must not be sent."""
        return await self._execute(outbox_tables.BEGIN, {"delivery": delivery, "now": now}) > 0

    async def mark_sent(self, delivery: int, message: int, now: float) -> None:
        """It arrived as this message: written at once, since until then a crash would send it again."""
        await self._execute(outbox_tables.ARRIVED, {"delivery": delivery, "as_message": message, "now": now})

    async def mark_skipped(self, delivery: int, reason: str, now: float) -> None:
        """There is nothing to send to this subscription."""
        await self._execute(outbox_tables.SKIP, {"delivery": delivery, "why": reason, "now": now})

    async def mark_outdated(self, delivery: int, now: float) -> None:
        """The data does not have this revision at present: what it has `reopen`s later is changed after this."""
        await self._execute(outbox_tables.SKIP, {"delivery": delivery, "why": OUTDATED, "now": now})

    async def reopen(self, events: Sequence[str], now: float) -> int:
        """Make pending again what is `outdated`, of occasions that the data has (again); gives how many rows.

        A notice whose file was gone for a while, or that says again what it said before, comes to whom it had not.
        """
        reopened = 0
        for first in range(0, len(events), _AT_ONCE):
            present = list(events[first : first + _AT_ONCE])
            reopened += await self._execute(
                outbox_tables.REOPEN, {"present": present, "outdated": OUTDATED, "now": now}
            )
        if reopened:
            self.work_available.set()
        return reopened

    async def mark_failed(self, delivery: int, reason: str, now: float) -> None:
        """It cannot be sent."""
        await self._execute(outbox_tables.FAIL, {"delivery": delivery, "why": reason, "now": now})

    async def postpone(self, delivery: int, then: float, reason: str, *, answered: bool = True) -> None:
        """It is tried again from `then` on; `answered` is False where nobody knows whether it arrived."""
        await self._execute(
            outbox_tables.POSTPONE, {"delivery": delivery, "then": then, "why": reason, "lost": int(not answered)}
        )

    async def list_events(self, **limits: int) -> dict[int, str]:
        """The occasions that there are rows for, by a number that each keeps; the newest first.

        `limits` says for each kind how many at most: notice=8, daily=3.
        """
        found = [
            row
            for kind, limit in limits.items()
            for row in await self._rows(outbox_tables.OCCASIONS, {"kind": kind, "length": len(kind), "limit": limit})
        ]
        return {row.number: row.event for row in sorted(found, key=lambda row: -row.number)}

    async def make_report(self, event: str, since: float) -> Report:
        """What came of the occasion so far; `recent` counts from `since` on."""
        (counts,) = await self._rows(outbox_tables.REPORT, {"of": event, "since": since})
        reasons = await self._rows(outbox_tables.REASONS, {"of": event})
        return Report(event=event, reasons=tuple((row[0], row[1]) for row in reasons), **counts._asdict())

    async def retry(self, event: str, now: float) -> int:
        """Make pending again what failed, where the subscription is active; gives how many."""
        again = await self._execute(outbox_tables.RETRY, {"of": event, "now": now})
        self.work_available.set()
        return again

    async def cancel(self, event: str, now: float) -> int:
        """Skip what is pending; gives how many. What is being sent at this moment may still arrive."""
        return await self._execute(outbox_tables.CANCEL, {"of": event, "why": CANCELLED, "now": now})

    async def _rows(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).all()

    async def _execute(self, statement: Executable, parameters: Mapping[str, Any]) -> int:
        with database_errors(self._engine.url):
            return await self._writer.execute(statement, parameters)
