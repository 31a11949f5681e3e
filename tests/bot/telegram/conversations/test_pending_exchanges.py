from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.store import Exchange, Store
from bot.telegram.conversations.pending_exchanges import QUIET_SECONDS, PendingExchanges


def row(number: int) -> Exchange:
    return Exchange(id=number, chat=0, asker=11, question=None, kind="cases", context="1c", revision="", at=0.0)


class Clock:
    """A clock that tests advance."""

    def __init__(self) -> None:
        self.now = 0.0
        self._waiting: list[tuple[float, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        done = asyncio.Event()
        self._waiting.append((self.now + seconds, done))
        await done.wait()

    async def passes(self, seconds: float) -> None:
        await asyncio.sleep(0)  # who was to wait begins to
        self.now += seconds
        for at, done in self._waiting:
            if at <= self.now:
                done.set()
        for _ in range(200):
            await asyncio.sleep(0.001)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def pending_exchanges(store: Store, clock: Clock) -> AsyncIterator[PendingExchanges]:
    pending_exchanges = PendingExchanges(store, clock.sleep)
    yield pending_exchanges
    pending_exchanges.close()


async def test_exchanges_are_saved_when_typing_stops(
    pending_exchanges: PendingExchanges, store: Store, clock: Clock
) -> None:
    pending_exchanges.keep(11, [row(1), row(2)])
    await clock.passes(QUIET_SECONDS / 2)
    assert await store.find_exchange(1) is None
    await clock.passes(QUIET_SECONDS / 2)
    assert (await store.find_exchange(1), await store.find_exchange(2)) == (row(1), row(2))


async def test_exchanges_of_earlier_queries_are_discarded(
    pending_exchanges: PendingExchanges, store: Store, clock: Clock
) -> None:
    pending_exchanges.keep(11, [row(1)])
    pending_exchanges.keep(12, [row(5)])
    await clock.passes(QUIET_SECONDS / 2)
    pending_exchanges.keep(11, [row(2)])
    await clock.passes(QUIET_SECONDS / 2)
    pending_exchanges.keep(11, [])
    await clock.passes(QUIET_SECONDS)
    pending_exchanges.close()
    assert [await store.find_exchange(number) for number in (1, 2, 5)] == [None, None, row(5)]


async def test_a_wanted_exchange_is_saved_at_once(pending_exchanges: PendingExchanges, store: Store) -> None:
    pending_exchanges.keep(11, [row(1), row(2)])
    assert await pending_exchanges.find(2) == row(2)
    pending_exchanges.keep(11, [])
    assert (await store.find_exchange(1), await store.find_exchange(2)) == (None, row(2))
    assert await pending_exchanges.find(2) == row(2)
    assert await pending_exchanges.find(3) is None


async def test_closing_saves_pending_exchanges(pending_exchanges: PendingExchanges, store: Store) -> None:
    pending_exchanges.keep(11, [row(1)])
    pending_exchanges.keep(12, [row(2)])
    pending_exchanges.close()
    assert (await store.find_exchange(1), await store.find_exchange(2)) == (row(1), row(2))
