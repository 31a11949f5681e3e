from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.store.write_batcher import WriteBatcher

PUT = text("INSERT INTO numbers VALUES (:n) ON CONFLICT DO NOTHING")
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


async def test_what_waits_together_goes_out_together(connection: AsyncConnection) -> None:
    sent: list[str] = []

    def listen(*arguments: Any) -> None:
        sent.append(arguments[2])

    event.listen(connection.sync_connection, "before_cursor_execute", listen)
    writer = WriteBatcher(connection)
    await asyncio.gather(*(writer.write(PUT, {"n": n}) for n in range(13)))
    assert len(sent) == 1
    assert await numbers(connection) == list(range(13))


async def test_the_order_is_kept(connection: AsyncConnection) -> None:
    writer = WriteBatcher(connection)
    writes = [(PUT, 1), (NEGATE, 1), (PUT, 1), (PUT, 2), (NEGATE, 2)]
    await asyncio.gather(*(writer.write(statement, {"n": n}) for statement, n in writes))
    assert await numbers(connection) == [-2, -1, 1]


async def test_one_that_fails_fails_alone(connection: AsyncConnection) -> None:
    writer = WriteBatcher(connection)
    rows: list[Any] = [1, 13, 2, 2**70, 3]
    results = await asyncio.gather(*(writer.write(PUT, {"n": n}) for n in rows), return_exceptions=True)
    assert [type(result) for result in results] == [type(None), IntegrityError, type(None), OverflowError, type(None)]
    assert await numbers(connection) == [1, 2, 3]
    await writer.write(PUT, {"n": 4})
    assert await numbers(connection) == [1, 2, 3, 4]


async def test_who_gives_up_waiting_holds_nobody_up(connection: AsyncConnection) -> None:
    writer = WriteBatcher(connection)
    tasks = [asyncio.create_task(writer.write(PUT, {"n": n})) for n in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), asyncio.CancelledError, type(None)]
    assert await numbers(connection) == [0, 1, 2]


async def test_a_transaction_is_all_or_nothing_and_writes_wait_for_it(connection: AsyncConnection) -> None:
    writer = WriteBatcher(connection)

    async def fail() -> None:
        async with writer.transaction() as alone:
            await alone.execute(PUT, {"n": 1})
            await alone.execute(PUT, {"n": 13})

    with pytest.raises(IntegrityError):
        await fail()
    async with writer.transaction() as alone:
        beside = asyncio.create_task(writer.write(NEGATE, {"n": 2}))
        await asyncio.sleep(0)
        await alone.execute(PUT, {"n": 2})
        await alone.execute(PUT, {"n": 3})
        assert not beside.done()
    await beside
    assert await numbers(connection) == [-2, 3]


async def test_closing_finishes_what_was_begun(connection: AsyncConnection) -> None:
    writer = WriteBatcher(connection)
    write = asyncio.create_task(writer.write(PUT, {"n": 1}))
    await asyncio.sleep(0)
    await writer.close()
    assert write.done()


@pytest.mark.parametrize("turns", range(24))
async def test_a_transaction_that_is_cancelled_spoils_nothing(connection: AsyncConnection, turns: int) -> None:
    writer = WriteBatcher(connection)

    async def put() -> None:
        async with writer.transaction() as alone:
            await alone.execute(PUT, {"n": 1})
            await alone.execute(PUT, {"n": 2})

    task = asyncio.create_task(put())
    for _ in range(turns):
        await asyncio.sleep(0.0002)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await writer.write(PUT, {"n": 3})
    assert await writer.change(PUT, {"n": 4}) == 1
    async with writer.transaction() as alone:
        await alone.execute(PUT, {"n": 5})
    assert (await numbers(connection))[-3:] == [3, 4, 5]
    assert len(await numbers(connection)) in (3, 5)
