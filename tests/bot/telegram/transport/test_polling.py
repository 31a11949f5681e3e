from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Sequence
from typing import Any

import pytest
from structlog.testing import capture_logs
from telegram import Update
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from bot.telegram.clocks import TelegramClock
from bot.telegram.transport.intake import MAX_PAUSE_SECONDS, MAX_REFUSALS, RETRY_SECONDS, Intake, UpdateQueue
from bot.telegram.transport.polling import CONFLICT, Poller

Step = TelegramError | list[int]


class EndedError(Exception):
    """There is no further step."""


class ScriptedBot:
    """A bot whose getUpdates calls return the given steps; after the last it raises `EndedError`."""

    def __init__(self, *steps: Step) -> None:
        self.steps = list(steps)
        self.offsets: list[int | None] = []

    async def fetch_updates(self, offset: int | None, _kinds: Sequence[str], *, wait: int, most: int) -> Any:
        assert wait >= 0
        assert most > 0
        self.offsets.append(offset)
        if not self.steps:
            raise EndedError
        step = self.steps.pop(0)
        if isinstance(step, TelegramError):
            raise step
        return [Update(number) for number in step], step[-1] + 1 if step else offset


async def poll(*steps: Step, refused: Collection[int] = ()) -> tuple[ScriptedBot, list[float], list[int], list[Any]]:
    """Poll a scripted bot; return it, the pauses, the updates and the log."""
    bot, pauses, inbox = ScriptedBot(*steps), [], UpdateQueue()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)

    def admit(update: Update) -> bool:
        return update.update_id not in refused

    intake = Intake(inbox, admit, lambda _: None, TelegramClock())
    poller = Poller(bot, intake, ["message"], sleep)  # type: ignore[arg-type]
    with capture_logs() as logs, pytest.raises(EndedError):
        await poller.run()
    return bot, pauses, [inbox.get_nowait().update_id for _ in range(inbox.qsize())], logs


async def test_offsets_confirm_fetched_updates() -> None:
    bot, pauses, updates, _ = await poll([5, 6], [], [9], [])
    assert bot.offsets == [None, 7, 7, 10, 10]
    assert updates == [5, 6, 9]
    assert pauses == []


async def test_what_is_not_admitted_is_dropped_and_confirmed() -> None:
    bot, _, updates, logs = await poll([5, 6, 7], [], refused={6, 7})
    assert (updates, bot.offsets) == ([5], [None, 8, 8])
    assert [line["event"] for line in logs].count("too_fast") == 2


async def test_a_poller_tells_whether_it_is_stuck() -> None:
    bot: Any = ScriptedBot([1], NetworkError("down"))
    intake = Intake(UpdateQueue(), lambda _: True, lambda _: None, TelegramClock())
    polling, since = Poller(bot, intake, []), time.monotonic()
    assert polling.seconds_since_success() is None
    task = asyncio.create_task(polling.run())
    await asyncio.sleep(0.01)
    assert 0 <= (polling.seconds_since_success() or -1) <= time.monotonic() - since
    assert polling.seconds_stuck() < 0, "it pauses"
    task.cancel()


async def test_pauses_grow_and_reset_after_success() -> None:
    fault = NetworkError("down")
    _, pauses, _, logs = await poll(*[fault] * 8, [], fault)
    assert pauses == [*RETRY_SECONDS, RETRY_SECONDS[-1], RETRY_SECONDS[-1], RETRY_SECONDS[0]]
    assert [line["event"] for line in logs if line["log_level"] != "debug"] == [
        "polling_fails",
        "polling_again",
        "polling_fails",
    ]


async def test_a_conflict_is_logged_once() -> None:
    _, pauses, _, logs = await poll(Conflict("terminated by other getUpdates request"), Conflict("terminated"))
    said = [line for line in logs if line["log_level"] == "error"]
    assert [line["what"] for line in said] == [CONFLICT]
    assert pauses == list(RETRY_SECONDS[:2])


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of the library's own constructor
async def test_retry_after_is_obeyed_within_reason() -> None:
    _, pauses, _, _ = await poll(RetryAfter(7), TimedOut(), RetryAfter(10**6))
    assert pauses == [7, RETRY_SECONDS[1], MAX_PAUSE_SECONDS]


async def test_a_token_is_refused_only_if_that_is_said_again_and_again() -> None:
    refused = InvalidToken("Unauthorized")
    _, pauses, updates, _ = await poll(refused, refused, [5], refused, NetworkError("down"), refused, refused, [6])
    assert updates == [5, 6]
    assert len(pauses) == 6
    with pytest.raises(InvalidToken):
        await poll(*[refused] * MAX_REFUSALS)


async def test_updates_that_come_again_are_handled_once_in_any_order() -> None:
    bot, _, updates, logs = await poll([5, 5, 7, 6, 5], [6, 8])
    assert updates == [5, 7, 6, 8]
    assert bot.offsets == [None, 6, 9]
    assert [line["event"] for line in logs].count("update_repeated") == 3


async def test_repeated_conflicts_are_a_problem() -> None:
    bot: Any = ScriptedBot(*[Conflict("terminated by other getUpdates request")] * 3, [1])

    async def sleep(_seconds: float) -> None:
        problems.append(polling.problem())

    problems: list[str] = []
    intake = Intake(UpdateQueue(), lambda _: True, lambda _: None, TelegramClock())
    polling = Poller(bot, intake, [], sleep)
    with pytest.raises(EndedError):
        await polling.run()
    assert problems == ["", "", CONFLICT]
