from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from bot.store import Store
from bot.telegram.conversations.answerer import Answerer
from data.load import load
from intents.engine import Engine


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(load())


@pytest.fixture(scope="session")
def projects() -> Engine:
    """An engine over notices that have 工程 instead of 案例."""
    dataset = load()
    return Engine(replace(dataset, notices=tuple(replace(one, noun="工程", measure="件") for one in dataset.notices)))


@pytest.fixture
async def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Store]:
    """An empty database, which is waited for on a busy machine."""
    monkeypatch.setattr("bot.store.reader.READ_SECONDS", 30.0)
    store = await Store.open(f"sqlite+aiosqlite:///{tmp_path / 'anlitong.db'}")
    yield store
    await store.close()


@pytest.fixture
def clock() -> Iterator[int]:
    """Seconds that advance by one with each call."""
    return count(1_800_000_000)


@pytest.fixture
def answerer(engine: Engine, store: Store, clock: Iterator[int]) -> Answerer:
    return Answerer(engine, store, lambda: float(next(clock)))
