"""Measure how long the outbox takes to find what is due among many rows."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import Store

ROWS = 1_000_000
QUERIES = 500
LIMIT = 32
"""Rows of one query, as the outbox worker takes them."""

SUBSCRIPTIONS = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)
    INSERT INTO subscriptions (id, chat, topic, kind, query, state, reason, by, at)
    SELECT i, -i, 0, 'notice', '', 'active', '', 1, 0 FROM n
"""
OUTBOX = """
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)
    INSERT INTO outbox (id, subscription, occasion, state, attempts, unanswered, not_before, reason, at)
    SELECT i, 1 + i % 10000, 'notice:n@' || (i / 10000), CASE WHEN i % 100 = 0 THEN 'pending' ELSE 'sent' END,
        1, 0, i, '', i
    FROM n
"""

MOST_MILLISECONDS = 2.0
"""Guarantee: the time of one query, 90th percentile."""


@dataclass(frozen=True, slots=True)
class QueryFigures:
    """Milliseconds of a query."""

    database: str
    rows: int
    pending: int
    p50: float
    p90: float


def measure_due_queries(folder: Path, *, url: str | None = None, rows: int = ROWS) -> list[QueryFigures]:
    """Query with few and with all of the rows pending. `url`: a PostgreSQL database; None for SQLite."""
    folder.mkdir(parents=True, exist_ok=True)
    address = url or f"sqlite+aiosqlite:///{folder / 'queries.db'}"
    database = "PostgreSQL" if url else "SQLite"
    return asyncio.run(_measure(address, database, rows))


async def _measure(url: str, database: str, rows: int) -> list[QueryFigures]:
    figures = []
    await (await Store.open(url)).close()
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.execute(text(SUBSCRIPTIONS))
        await connection.execute(text(OUTBOX), {"rows": rows})
    figures.append(await _query(url, engine.dialect.name, database, rows, rows // 100))
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE outbox SET state = 'pending'"))
    figures.append(await _query(url, engine.dialect.name, database, rows, rows))
    await engine.dispose()
    return figures


async def _query(url: str, dialect: str, database: str, rows: int, pending: int) -> QueryFigures:
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:  # as a server does by itself after some time
        await connection.execute(text("VACUUM ANALYZE outbox" if dialect == "postgresql" else "ANALYZE"))
    await engine.dispose()
    store = await Store.open(url)
    taken = []
    for number in range(QUERIES):
        begun = time.perf_counter()
        found = await store.outbox.list_due(LIMIT, float(rows), [-number])
        taken.append(1000 * (time.perf_counter() - begun))
        assert len(found) == LIMIT
    await store.close()
    return QueryFigures(database, rows, pending, median(taken), quantiles(taken, n=10)[8])
