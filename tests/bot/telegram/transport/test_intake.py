from __future__ import annotations

import asyncio

import pytest
from telegram import Update

from bot.telegram.clocks import TelegramClock
from bot.telegram.transport.intake import Intake, UpdateQueue


async def test_an_update_that_is_not_queued_after_all_is_withdrawn() -> None:
    counted: list[int] = []

    def admit(update: Update) -> bool:
        counted.append(update.update_id)
        return True

    def withdraw(update: Update) -> None:
        counted.remove(update.update_id)

    intake = Intake(UpdateQueue(max_unfinished=1), admit, withdraw, TelegramClock())
    await intake.put(Update(1))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await intake.put(Update(2))
    assert counted == [1]


async def test_the_queue_is_bounded() -> None:
    inbox = UpdateQueue(max_unfinished=2)
    await inbox.put(Update(1))
    await inbox.put(Update(2))
    third = asyncio.create_task(inbox.put(Update(3)))
    await asyncio.sleep(0)
    assert not third.done()
    inbox.get_nowait()
    await asyncio.sleep(0)
    assert not third.done(), "taken out, but not dealt with"
    inbox.task_done()
    await third
    await asyncio.wait_for(inbox.put("the library's sign to stop"), 10)
