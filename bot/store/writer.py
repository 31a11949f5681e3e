"""Write to the database: one statement, or one transaction, at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncConnection


class Writer:
    """Serialises all writes over one connection, which must commit every statement by itself."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        # takes SQLite's write lock at once: taken later, it could fail after some statements
        self._begin = "BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "BEGIN"
        self._lock = asyncio.Lock()

    async def execute(self, statement: Executable, parameters: Mapping[str, Any]) -> int:
        """Execute and commit the statement; return the number of rows that it changed.

        The statement must be idempotent: it is executed again if the connection is lost. It is completed even if the
        caller is cancelled. Raises what the database driver raises.
        """
        return await asyncio.shield(self._execute(statement, parameters))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Return the connection within a transaction: committed at the end, rolled back on an error."""
        async with self._lock:
            try:
                await self._connection.exec_driver_sql(self._begin)
            except BaseException as error:  # a cancelled task must leave the connection clean, too
                await self._connection.rollback()
                if not _is_connection_lost(error):
                    raise
                await self._connection.exec_driver_sql(self._begin)
            try:
                yield self._connection
                await self._connection.exec_driver_sql("COMMIT")
            except BaseException:
                await self._connection.rollback()
                raise

    async def close(self) -> None:
        """Wait for the writes that have begun and close the connection."""
        async with self._lock:
            await self._connection.close()

    async def _execute(self, statement: Executable, parameters: Mapping[str, Any]) -> int:
        async with self._lock:
            try:
                return await self._execute_once(statement, parameters)
            except Exception as error:
                if not _is_connection_lost(error):
                    raise
                return await self._execute_once(statement, parameters)

    async def _execute_once(self, statement: Executable, parameters: Mapping[str, Any]) -> int:
        try:
            return (await self._connection.execute(statement, parameters)).rowcount
        except BaseException:
            await self._connection.rollback()  # makes SQLAlchemy replace a lost connection at the next use
            raise


def _is_connection_lost(error: BaseException) -> bool:
    """Return whether the connection was lost or has an unfinished transaction; a rollback then renews it."""
    return isinstance(error, PendingRollbackError) or (isinstance(error, DBAPIError) and error.connection_invalidated)
