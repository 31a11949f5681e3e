from __future__ import annotations

import pytest
from telegram.error import InvalidToken

from bot.telegram.runner import AGAIN_SECONDS, keep_running


async def test_work_begins_again_after_an_unexpected_error() -> None:
    steps: list[Exception | None] = [KeyError("x"), OSError("y"), None]
    reported: list[Exception] = []
    pauses: list[float] = []

    async def work() -> None:
        if step := steps.pop(0):
            raise step

    async def report(error: Exception) -> None:
        reported.append(error)

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    await keep_running(work, report, sleep)
    assert [type(error) for error in reported] == [KeyError, OSError]
    assert pauses == [AGAIN_SECONDS] * 2
    steps.append(InvalidToken("revoked"))
    with pytest.raises(InvalidToken):
        await keep_running(work, report, sleep)
