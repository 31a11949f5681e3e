from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.store import instance_lock
from bot.store.instance_lock import FileLock


@pytest.fixture(autouse=True)
def haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance_lock, "POLL_SECONDS", 0.01)


def test_one_at_a_time_has_it(tmp_path: Path) -> None:
    first, second = (FileLock.beside(tmp_path / "state" / "a.db") for _ in range(2))
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()


def test_who_waits_for_a_file_that_was_replaced_waits_for_the_new_one(tmp_path: Path) -> None:
    first, second, third = (FileLock.beside(tmp_path / "a.db") for _ in range(3))
    assert first.take()
    assert not second.take()
    (tmp_path / "a.db.lock").unlink()
    assert third.take()
    first.release()
    assert not second.take()


@pytest.mark.parametrize("whole_directory", [False, True])
async def test_it_is_taken_again_if_its_file_was_deleted(tmp_path: Path, *, whole_directory: bool) -> None:
    folder = tmp_path / "state"
    first, second = (FileLock.beside(folder / "a.db") for _ in range(2))
    assert first.take()
    waiting = asyncio.create_task(first.wait_until_lost())
    (folder / "a.db.lock").unlink()
    if whole_directory:
        folder.rmdir()
    async with asyncio.timeout(10):
        while not (folder / "a.db.lock").exists():  # noqa: ASYNC110 - another process would see no more
            await asyncio.sleep(0.01)
    assert not second.take()
    assert not waiting.done()
    waiting.cancel()


async def test_it_is_lost_if_another_process_was_faster(tmp_path: Path) -> None:
    first, second = (FileLock.beside(tmp_path / "a.db") for _ in range(2))
    assert first.take()
    (tmp_path / "a.db.lock").unlink()
    assert second.take()
    async with asyncio.timeout(10):
        await first.wait_until_lost()
