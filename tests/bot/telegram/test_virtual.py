from __future__ import annotations

import asyncio

import pytest

from tests.bot.telegram.virtual import now, run


def test_time_passes_when_everyone_waits() -> None:
    async def main() -> list[float]:
        await asyncio.gather(asyncio.sleep(3600), asyncio.sleep(0.25))
        first = now()
        await asyncio.sleep(1)
        return [first, now()]

    assert run(main()) == [3600, 3601]


def test_an_error_that_would_only_be_logged_is_one() -> None:
    async def main() -> None:
        asyncio.get_running_loop().call_later(1, lambda: 1 / 0)
        await asyncio.sleep(2)

    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        run(main())


def test_waiting_for_ever_is_an_error() -> None:
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(AssertionError, match="for ever"):
        run(main())
