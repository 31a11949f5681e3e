"""The outbox: one row per subscription and event, from the time it is due to its outcome."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store import announcement_tables, outbox_tables
from bot.store.database import database_errors
from bot.store.outbox_tables import FAILED, IS_PENDING, OUTBOX, PENDING, SENT, SKIPPED
from bot.store.records import Announcement, Delivery, Report
from bot.store.subscriptions import subscription_from_row
from bot.store.writer import Writer

CANCELLED = "已取消"
"""The reason of rows that were skipped by `Outbox.cancel`."""
OUTDATED = "通知已经更新或撤下"
"""The reason of rows that were skipped by `Outbox.mark_outdated`; `Outbox.reopen` finds them by it."""

_MAX_EVENTS = 500
"""Events in one statement: SQLite takes 999 parameters in old builds."""

_O = OUTBOX.c
_COUNT_STATES = select(_O.state, func.count(), func.coalesce(func.sum(_O.unanswered), 0)).group_by(_O.state)
_SELECT_OLDEST = select(_O.not_before).where(IS_PENDING).order_by(_O.not_before).limit(1)


@dataclass(frozen=True, slots=True)
class OutboxState:
    """All rows at once; those that were finished more than 90 days ago are deleted."""

    rows: Mapping[str, int]
    """The number of rows by state: pending, sent, failed, skipped."""
    unconfirmed: int
    """Sends whose outcome is unknown: no more messages than these can have arrived twice."""
    oldest: float | None
    """When the oldest pending row was due, in seconds since 1970."""


class Outbox:
    """Rows to deliver and announced revisions (`Store.outbox`). Every method raises `StoreError` on database errors.

    An event is `notice:<id>@<revision>`, `daily:<date>` or `weekly:<date>`; a subscription has at most one row for
    each. A row is pending until it is sent, failed or skipped. Times are seconds since 1970.
    """

    def __init__(self, engine: AsyncEngine, writer: Writer) -> None:
        self._engine, self._writer = engine, writer
        dialect = engine.dialect.name
        self._insert_announcement = announcement_tables.insert_announcement(dialect)
        self._enqueue_notice = outbox_tables.insert_deliveries(dialect, outbox_tables.NOTICE_SUBSCRIBERS)
        self._enqueue_given = outbox_tables.insert_deliveries(dialect, outbox_tables.GIVEN_SUBSCRIBERS)
        self.work_available = asyncio.Event()
        """Set when rows are added or become pending; the consumer clears it."""

    async def latest_announcements(self) -> dict[str, Announcement]:
        """Return the newest announced revision of every notice, by the notice's id."""
        rows = await self._select(announcement_tables.SELECT_ANNOUNCEMENTS, {})
        return {row.notice: Announcement(**row._asdict()) for row in rows}

    async def find_announcement(self, notice: str, revision: str) -> Announcement | None:
        """Return the announcement of a revision."""
        rows = await self._select(announcement_tables.SELECT_ANNOUNCEMENT, {"notice": notice, "revision": revision})
        return Announcement(**rows[0]._asdict()) if rows else None

    async def announce(self, announcements: Sequence[Announcement], *, deliver: bool = True) -> int:
        """Record revisions in this order and add a row for every active notice subscription; return how many.

        All in one transaction. Rows that exist are left as they are. Filters are not applied here but when a row is
        rendered. With `deliver` False no rows are added: a new database records old notices without sending them.
        `previous` is ignored and set to the newest recorded revision.
        """
        added = 0
        with database_errors(self._engine.url):
            async with self._writer.transaction() as connection:
                for announcement in announcements:
                    key = {"notice": announcement.notice, "revision": announcement.revision}
                    previous = (await connection.execute(announcement_tables.SELECT_PREVIOUS_REVISION, key)).scalar()
                    row = key | {"said": announcement.snapshot, "before": previous, "at": announcement.at}
                    await connection.execute(self._insert_announcement, row)
                    if deliver:
                        event = {"event": announcement.event, "now": announcement.at}
                        added += max((await connection.execute(self._enqueue_notice, event)).rowcount, 0)
        self.work_available.set()
        return added

    async def enqueue(self, event: str, subscriptions: Collection[int], at: float) -> int:
        """Add a row for each of these subscriptions that is active and has none for the event; return how many."""
        parameters = {"event": event, "now": at, "subscriptions": list(subscriptions)}
        added = await self._execute(self._enqueue_given, parameters) if subscriptions else 0
        self.work_available.set()
        return added

    async def list_due(self, limit: int, now: float, excluded_chats: Collection[int] = ()) -> list[Delivery]:
        """Return the oldest due rows, at most `limit`, for other chats than the excluded ones."""
        parameters = {"limit": limit, "now": now, "excluded": list(excluded_chats)}
        return [
            Delivery(
                id=row.delivery,
                event=row.event,
                subscription=subscription_from_row(row),
                attempts=row.attempts,
                unanswered=row.unanswered,
            )
            for row in await self._select(outbox_tables.SELECT_DUE, parameters)
        ]

    async def find_received_revision(self, subscription: int, notice: str) -> str | None:
        """Return the revision of the notice that was sent to the subscription last; None if none was."""
        prefix = f"notice:{notice}@"
        parameters = {"subscription": subscription, "beginning": prefix, "length": len(prefix)}
        rows = await self._select(outbox_tables.SELECT_RECEIVED_EVENTS, parameters)
        revisions = (row.event.removeprefix(prefix) for row in rows)
        # an id may contain @, so the prefix of notice x also matches events of a notice x@y
        return next((revision for revision in revisions if "@" not in revision), None)

    async def next_due_time(self, excluded_chats: Collection[int] = ()) -> float | None:
        """Return when the next pending row for other chats is due; None if there is no such row."""
        rows = await self._select(outbox_tables.SELECT_NEXT_DUE_TIME, {"excluded": list(excluded_chats)})
        return rows[0][0] if rows else None

    async def has_row(self, subscription: int, event: str) -> bool:
        """Return whether the subscription has a row for the event, in any state."""
        return bool(await self._select(outbox_tables.SELECT_ROW, {"subscription": subscription, "event": event}))

    async def recover(self, latest: float) -> int:
        """Count the sends that were interrupted by the end of the process as unanswered; return how many.

        Rows that are due later than `latest` become due then. Must be called before anything is sent.
        """
        await self._execute(outbox_tables.BRING_FORWARD, {"latest": latest})
        return await self._execute(outbox_tables.MARK_INTERRUPTED, {})

    async def begin_sending(self, delivery: int, mark: float) -> bool:
        """Mark the row as being sent, since the time `mark`, which identifies who sends it.

        Return False if it must not be sent: it is no longer pending, or someone else is sending it.
        """
        return await self._execute(outbox_tables.BEGIN_SENDING, {"delivery": delivery, "mark": mark}) > 0

    async def mark_sent(self, delivery: int, message: int, now: float) -> None:
        """Record that the row was delivered as this message."""
        await self._execute(outbox_tables.MARK_SENT, {"delivery": delivery, "as_message": message, "now": now})

    async def mark_skipped(self, delivery: int, reason: str, now: float) -> None:
        """Record that there is nothing to send for the row."""
        await self._execute(outbox_tables.MARK_SKIPPED, {"delivery": delivery, "why": reason, "now": now})

    async def mark_outdated(self, delivery: int, now: float) -> None:
        """Skip a row whose revision the data does not contain at present; `reopen` undoes it."""
        await self.mark_skipped(delivery, OUTDATED, now)

    async def reopen(self, events: Sequence[str], now: float) -> int:
        """Make outdated rows of these events pending again; return how many.

        A notice whose file was missing for a while, or was reverted, is then sent to those who have not received it.
        """
        reopened = 0
        for first in range(0, len(events), _MAX_EVENTS):
            parameters = {"events": list(events[first : first + _MAX_EVENTS]), "outdated": OUTDATED, "now": now}
            reopened += await self._execute(outbox_tables.REOPEN_OUTDATED, parameters)
        if reopened:
            self.work_available.set()
        return reopened

    async def mark_failed(self, delivery: int, reason: str, now: float) -> None:
        """Record that the row cannot be sent."""
        await self._execute(outbox_tables.MARK_FAILED, {"delivery": delivery, "why": reason, "now": now})

    async def postpone(self, delivery: int, until: float, reason: str, *, answered: bool = True) -> None:
        """Make the row due at `until`. `answered` is False if it is unknown whether the message arrived."""
        parameters = {"delivery": delivery, "then": until, "why": reason, "unconfirmed": int(not answered)}
        await self._execute(outbox_tables.POSTPONE, parameters)

    async def list_events(self, **limits: int) -> dict[int, str]:
        """Return the newest events that have rows, newest first, by a number that identifies the event.

        `limits` bounds each kind: notice=8, daily=3.
        """
        rows = [
            row
            for kind, limit in limits.items()
            for row in await self._select(
                outbox_tables.SELECT_EVENTS, {"kind": kind, "length": len(kind), "limit": limit}
            )
        ]
        return {row.number: row.event for row in sorted(rows, key=lambda row: -row.number)}

    async def make_report(self, event: str, since: float) -> Report:
        """Return the state of an event's deliveries; its `recent_` fields count from `since` on."""
        (counts,) = await self._select(outbox_tables.SELECT_COUNTS, {"event": event, "since": since})
        reasons = await self._select(outbox_tables.SELECT_REASONS, {"event": event})
        return Report(event=event, reasons=tuple((row[0], row[1]) for row in reasons), **counts._asdict())

    async def read_state(self) -> OutboxState:
        """Read the state of all rows (0.2 s for a million)."""
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                counts = (await connection.execute(_COUNT_STATES)).all()
                oldest = (await connection.execute(_SELECT_OLDEST)).scalar()
        rows = dict.fromkeys((PENDING, SENT, FAILED, SKIPPED), 0) | {state: rows for state, rows, _ in counts}
        return OutboxState(rows, sum(unconfirmed for *_, unconfirmed in counts), oldest)

    async def retry(self, event: str, now: float) -> int:
        """Make failed rows of active subscriptions pending again; return how many."""
        retried = await self._execute(outbox_tables.RETRY_FAILED, {"event": event, "now": now})
        self.work_available.set()
        return retried

    async def cancel(self, event: str, now: float) -> int:
        """Skip the pending rows of an event; return how many. One that is being sent may still arrive."""
        return await self._execute(outbox_tables.CANCEL_EVENT, {"event": event, "why": CANCELLED, "now": now})

    async def _select(self, statement: Select[Any], parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
        with database_errors(self._engine.url):
            async with self._engine.connect() as connection:
                return (await connection.execute(statement, parameters)).all()

    async def _execute(self, statement: Executable, parameters: Mapping[str, Any]) -> int:
        with database_errors(self._engine.url):
            return await self._writer.execute(statement, parameters)
