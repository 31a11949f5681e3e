from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.store.writer import Writer

INSERT = text("INSERT INTO numbers VALUES (:n) ON CONFLICT DO NOTHING")
NEGATE = text("UPDATE numbers SET n = -n WHERE n = :n")


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(f"sqlite+aiosqlite:///{tmp_path}/x.db", isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.exec_driver_sql("CREATE TABLE numbers (n INTEGER PRIMARY KEY CHECK (n <> 13))")
        yield connection
    await engine.dispose()


async def numbers(connection: AsyncConnection) -> list[int]:
    return list((await connection.exec_driver_sql("SELECT n FROM numbers ORDER BY n")).scalars())


async def test_writes_keep_their_order(connection: AsyncConnection) -> None:
    writer = Writer(connection)
    writes = [(INSERT, 1), (NEGATE, 1), (INSERT, 1), (INSERT, 2), (NEGATE, 2)]
    assert await asyncio.gather(*(writer.execute(statement, {"n": n}) for statement, n in writes)) == [1] * 5
    assert await numbers(connection) == [-2, -1, 1]


async def test_a_write_that_fails_fails_alone(connection: AsyncConnection) -> None:
    writer = Writer(connection)
    rows: list[Any] = [1, 13, 2, 2**70, 3]
    results = await asyncio.gather(*(writer.execute(INSERT, {"n": n}) for n in rows), return_exceptions=True)
    assert [result if result == 1 else type(result) for result in results] == [1, IntegrityError, 1, OverflowError, 1]
    assert await numbers(connection) == [1, 2, 3]
    await writer.execute(INSERT, {"n": 4})
    assert await numbers(connection) == [1, 2, 3, 4]


async def test_a_write_is_completed_though_its_caller_is_cancelled(connection: AsyncConnection) -> None:
    writer = Writer(connection)
    tasks = [asyncio.create_task(writer.execute(INSERT, {"n": n})) for n in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result) for result in results] == [int, asyncio.CancelledError, int]
    assert await numbers(connection) == [0, 1, 2]


async def test_a_transaction_is_all_or_nothing_and_writes_wait_for_it(connection: AsyncConnection) -> None:
    writer = Writer(connection)

    async def fail() -> None:
        async with writer.transaction() as transaction:
            await transaction.execute(INSERT, {"n": 1})
            await transaction.execute(INSERT, {"n": 13})

    with pytest.raises(IntegrityError):
        await fail()
    async with writer.transaction() as transaction:
        write = asyncio.create_task(writer.execute(NEGATE, {"n": 2}))
        await asyncio.sleep(0)
        await transaction.execute(INSERT, {"n": 2})
        await transaction.execute(INSERT, {"n": 3})
        assert not write.done()
    assert await write == 1
    assert await numbers(connection) == [-2, 3]


async def test_closing_completes_what_has_begun(connection: AsyncConnection) -> None:
    writer = Writer(connection)
    writes = [asyncio.create_task(writer.execute(INSERT, {"n": n})) for n in range(3)]
    for _ in range(2):
        await asyncio.sleep(0)
    await writer.close()
    assert await asyncio.gather(*writes) == [1, 1, 1]


@pytest.mark.parametrize("turns", range(24))
async def test_a_cancelled_transaction_leaves_the_connection_clean(connection: AsyncConnection, turns: int) -> None:
    writer = Writer(connection)

    async def insert_two() -> None:
        async with writer.transaction() as transaction:
            await transaction.execute(INSERT, {"n": 1})
            await transaction.execute(INSERT, {"n": 2})

    task = asyncio.create_task(insert_two())
    for _ in range(turns):
        await asyncio.sleep(0.0002)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert await writer.execute(INSERT, {"n": 3}) == 1
    assert await writer.execute(INSERT, {"n": 4}) == 1
    async with writer.transaction() as transaction:
        await transaction.execute(INSERT, {"n": 5})
    assert (await numbers(connection))[-3:] == [3, 4, 5]
    assert len(await numbers(connection)) in (3, 5)
