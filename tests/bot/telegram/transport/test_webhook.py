from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram.error import InvalidToken, NetworkError, TelegramError

from bot.telegram.clocks import TelegramClock
from bot.telegram.transport import webhook
from bot.telegram.transport.intake import MAX_REFUSALS, Intake, UpdateQueue
from bot.telegram.transport.webhook import CHECK_SECONDS, REPLACED, ClosedError, WebhookReceiver

URL = "https://bot.example.org/telegram"


class EndedError(Exception):
    """There is no further step."""


class ScriptedBot:
    """A bot whose getWebhookInfo calls return the given steps; after the last it raises `EndedError`."""

    def __init__(self, *steps: Any) -> None:
        self.steps = list(steps)
        self.calls: list[str] = []

    async def call(self, method: str, parameters: Any) -> Any:
        self.calls.append(method)
        if method != "getWebhookInfo":
            assert method == "deleteWebhook" or parameters["url"] == URL
            return True
        if not self.steps:
            raise EndedError
        step = self.steps.pop(0)
        if isinstance(step, TelegramError):
            raise step
        return step


class Receiver:
    """A receiver with its bot, queue, pauses and problems."""

    def __init__(self, *steps: Any, room: int = 500) -> None:
        self.bot, self.queue = ScriptedBot(*steps), UpdateQueue(room)
        self.clock = TelegramClock()
        self.pauses: list[float] = []
        self.problems: list[str] = []
        self.task: asyncio.Task[None] | None = None
        intake = Intake(self.queue, lambda _: True, lambda _: None, self.clock)
        self.receiver = WebhookReceiver(self.bot, intake, ["message"], URL, "secret", self._sleep)  # type: ignore[arg-type]

    async def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.problems.append(self.receiver.problem())

    async def run(self) -> None:
        with pytest.raises(EndedError):
            await self.receiver.run()

    def queued(self) -> list[int]:
        return [self.queue.get_nowait().update_id for _ in range(self.queue.qsize())]


async def open_receiver(room: int = 500) -> Receiver:
    """Return a receiver that takes updates."""
    made, registered = Receiver({"url": "", "pending_update_count": 2}, room=room), asyncio.Event()

    async def wait(_seconds: float) -> None:
        registered.set()
        await asyncio.Event().wait()

    made.receiver._sleep = wait  # noqa: SLF001
    made.task = asyncio.create_task(made.receiver.run())
    await registered.wait()
    return made


async def test_the_webhook_is_set_once_and_again_if_it_was_replaced() -> None:
    other = {"url": "https://other.example.org/x", "pending_update_count": 0}
    own = {"url": URL, "pending_update_count": 0}
    made = Receiver(other, own, other, own)
    await made.run()
    assert made.bot.calls.count("setWebhook") == 2
    assert made.problems == ["", "", REPLACED, ""]
    assert made.pauses == [CHECK_SECONDS] * 4


async def test_it_is_set_at_each_start_since_its_secret_may_have_changed() -> None:
    made = Receiver({"url": URL, "pending_update_count": 0})
    await made.run()
    assert made.bot.calls.count("setWebhook") == 1


async def test_pauses_grow_while_telegram_is_unreachable() -> None:
    made = Receiver(NetworkError("down"), [], NetworkError("down"), {"url": ""}, NetworkError("down"))
    await made.run()
    assert made.pauses == [1, 2, 4, CHECK_SECONDS, 1]


async def test_a_token_is_refused_only_if_that_is_said_again_and_again() -> None:
    refused = InvalidToken("Unauthorized")
    made = Receiver(refused, refused, {"url": URL}, *[refused] * MAX_REFUSALS)
    with pytest.raises(InvalidToken):
        await made.receiver.run()
    assert len(made.pauses) == 5


async def test_a_backlog_that_is_no_number_is_none() -> None:
    made = Receiver({"url": "", "pending_update_count": "many"}, {"url": URL})
    await made.run()
    assert made.bot.calls.count("setWebhook") == 1


async def test_a_delivery_that_failed_is_a_problem_until_it_works() -> None:
    old = {"url": URL, "last_error_date": 5, "last_error_message": "from before the start"}
    new = {"url": URL, "last_error_date": 9, "last_error_message": "Connection refused"}
    made = Receiver(old, old, new, new)
    await made.run()
    assert made.problems == ["", "", "Telegram 送不到 webhook：Connection refused", ""]


async def test_updates_are_queued_once_and_in_order() -> None:
    made = await open_receiver()
    numbers = [5, 6, 5, 7, 6]
    assert all(await asyncio.gather(*(made.receiver.accept({"update_id": number}) for number in numbers)))
    assert made.queued() == [5, 6, 7]


@pytest.mark.parametrize("raw", [None, [], {}, {"update_id": "5"}, 5])
async def test_what_has_no_id_is_no_update(raw: Any) -> None:
    made = await open_receiver()
    assert not await made.receiver.accept(raw)
    assert made.queued() == []


async def test_only_what_waited_for_the_start_is_backlog(monkeypatch: pytest.MonkeyPatch) -> None:
    made, noted = await open_receiver(), []
    monkeypatch.setattr(made.clock, "note", lambda _dates, *, backlog: noted.append(backlog))
    for number in (1, 2, 3):
        await made.receiver.accept({"update_id": number})
    assert noted == [True, True, False]


async def test_with_a_full_queue_telegram_is_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    made = await open_receiver(room=1)
    monkeypatch.setattr(webhook, "PATIENCE_SECONDS", 0.01)
    assert await made.receiver.accept({"update_id": 1})
    with pytest.raises(ClosedError):
        await made.receiver.accept({"update_id": 2})
    assert made.queued() == [1]
    made.queue.task_done()
    assert await made.receiver.accept({"update_id": 2})
    assert made.queued() == [2]


async def test_nothing_is_taken_before_and_after_it_runs() -> None:
    made = Receiver({"url": ""})
    with pytest.raises(ClosedError):
        await made.receiver.accept({"update_id": 1})
    await made.run()
    with pytest.raises(ClosedError):
        await made.receiver.accept({"update_id": 1})
    await made.receiver.end()
    assert made.bot.calls[-1] == "deleteWebhook"
