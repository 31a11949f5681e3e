"""Writes, many at a time: what comes in while the database is busy goes out together, in the order it came."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.ext.asyncio import AsyncConnection

GATHER = 0.01
"""Seconds that a write waits for others: of a batch, the ways to the database and back cost more than its rows."""


@dataclass(frozen=True, slots=True)
class _Write:
    statement: Executable
    row: Mapping[str, Any]
    done: asyncio.Future[None]

    def over(self, error: Exception | None = None) -> None:
        if self.done.done():  # whoever waited has been cancelled
            return
        if error:
            self.done.set_exception(error)
        else:
            self.done.set_result(None)


class WriteBatcher:
    """The one connection that writes. It must commit every statement by itself."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._begin = "BEGIN IMMEDIATE" if connection.dialect.name == "sqlite" else "BEGIN"
        self._waiting: list[_Write] = []
        self._busy = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None

    async def write(self, statement: Executable, row: Mapping[str, Any]) -> None:
        """Carry out the statement with these parameters; it is committed afterwards.

        It must come to the same when it is carried out twice, which happens when the database fails halfway. Raises
        what the database raises; the writes beside it are carried out all the same.
        """
        write = _Write(statement, row, asyncio.get_running_loop().create_future())
        self._waiting.append(write)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._drain())
        await write.done

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """The connection, for statements of which all are carried out or none."""
        async with self._busy:
            try:
                await self._connection.exec_driver_sql(self._begin)
            except BaseException as error:  # a cancelled task's too: the next finds the connection as it should be
                await self._connection.rollback()
                if not _lost(error):
                    raise
                await self._connection.exec_driver_sql(self._begin)
            try:
                yield self._connection
                await self._connection.exec_driver_sql("COMMIT")
            except BaseException:
                await self._connection.rollback()
                raise

    async def change(self, statement: Executable, row: Mapping[str, Any]) -> int:
        """Carry out the statement by itself, committed; gives how many rows it changed. Otherwise as `write`."""
        async with self._busy:
            try:
                return await self._execute(statement, [row])
            except Exception as error:
                if not _lost(error):
                    raise
                return await self._execute(statement, [row])

    async def close(self) -> None:
        """Finish what is being written, and let go of the connection."""
        if self._task:
            await self._task
        await self._connection.close()

    async def _drain(self) -> None:
        while self._waiting:
            await asyncio.sleep(GATHER)
            async with self._busy:
                batch, self._waiting = self._waiting, []
                for _, writes in groupby(batch, lambda write: id(write.statement)):
                    await self._carry_out(list(writes))

    async def _carry_out(self, writes: Sequence[_Write], *, again: bool = True) -> None:
        rows = [write.row for write in writes]
        try:
            await self._execute(writes[0].statement, rows)
        except Exception as error:  # noqa: BLE001 - those who wait are told, whatever it is, and nobody waits forever
            if again and (len(writes) > 1 or _lost(error)):
                for write in writes:
                    await self._carry_out([write], again=False)
            else:
                for write in writes:
                    write.over(error)
        else:
            for write in writes:
                write.over()

    async def _execute(self, statement: Executable, rows: Sequence[Mapping[str, Any]]) -> int:
        try:
            return (await self._connection.execute(statement, rows if len(rows) > 1 else rows[0])).rowcount
        except BaseException:
            await self._connection.rollback()  # a connection that was lost is then made anew
            raise


def _lost(error: BaseException) -> bool:
    """Whether the connection was lost, or was left in a transaction that came to nothing: then it is made anew."""
    return isinstance(error, PendingRollbackError) or (isinstance(error, DBAPIError) and error.connection_invalidated)
