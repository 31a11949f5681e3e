"""The state of the whole outbox, for monitoring."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.store.database import database_errors
from bot.store.outbox_tables import FAILED, IS_PENDING, OUTBOX, PENDING, SENT, SKIPPED

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


async def read_outbox_state(engine: AsyncEngine) -> OutboxState:
    """Read all rows (0.2 s for a million). Raises `StoreError`."""
    with database_errors(engine.url):
        async with engine.connect() as connection:
            counts = (await connection.execute(_COUNT_STATES)).all()
            oldest = (await connection.execute(_SELECT_OLDEST)).scalar()
    rows = dict.fromkeys((PENDING, SENT, FAILED, SKIPPED), 0) | {state: rows for state, rows, _ in counts}
    return OutboxState(rows, sum(unconfirmed for *_, unconfirmed in counts), oldest)
