"""Connections to PostgreSQL on which no statement waits for ever. Imported only if the database is one."""

from __future__ import annotations

import asyncio
from typing import Any

import psycopg

STATEMENT_SECONDS = 30.0
"""Longest time that a statement may take. A server that hangs, on a disk perhaps, keeps its connections alive."""


class ServerConnection(psycopg.AsyncConnection[Any]):
    """A connection that is closed if the server does not respond; the error is psycopg's own for a lost connection."""

    patience: float | None = STATEMENT_SECONDS
    """Longest time that a statement may take in seconds; None for no limit."""

    async def wait(self, *arguments: Any, **keywords: Any) -> Any:
        """Wait for the server. Raises `psycopg.OperationalError` if it takes too long."""
        try:
            async with asyncio.timeout(self.patience):
                return await super().wait(*arguments, **keywords)
        except TimeoutError:
            self.pgconn.finish()
            raise psycopg.OperationalError(f"no response within {self.patience:.0f} s") from None
