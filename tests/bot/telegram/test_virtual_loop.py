from __future__ import annotations

import asyncio

import pytest

from tests.bot.telegram.virtual_loop import now, run


def test_the_clock_advances_when_all_tasks_wait() -> None:
    async def main() -> list[float]:
        await asyncio.gather(asyncio.sleep(3600), asyncio.sleep(0.25))
        first = now()
        await asyncio.sleep(1)
        return [first, now()]

    assert run(main()) == [3600, 3601]


def test_errors_that_asyncio_would_only_log_are_raised() -> None:
    async def main() -> None:
        asyncio.get_running_loop().call_later(1, lambda: 1 / 0)
        await asyncio.sleep(2)

    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        run(main())


def test_a_deadlock_is_an_error() -> None:
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(AssertionError, match="for ever"):
        run(main())
