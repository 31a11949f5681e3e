"""The outbox worker with a real store and limiter, against the local Bot API server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import text

from bot.store import Announcement, Exchange, Report, Store, Subscription
from bot.telegram.rate_limit.limits import Limits
from bot.telegram.rate_limit.rate_limiter import RateLimiter
from bot.telegram.rendering.page import Page
from bot.telegram.services import Services
from bot.telegram.subscriptions.outbox_delivery import TOPIC_GONE_NOTE
from bot.telegram.subscriptions.outbox_worker import (
    BROKEN,
    MAX_DELAY_SECONDS,
    MAX_DELIVERIES,
    MAX_INTERRUPTED,
    NO_ANSWER,
    UNCONFIRMED_DELAYS_SECONDS,
    OutboxWorker,
)
from bot.telegram.subscriptions.outgoing import OutdatedError, OutgoingMessage
from bot.telegram.transport.client import Bot, Request
from tests.botapi.server import Server
from tests.e2e.harness.bot_process import TOKEN
from tests.e2e.harness.conversation import Chat, Telegram

EVENT = Announcement(notice="x", revision="1", at=0).event
MANY = 1_000_000


@dataclass
class Harness:
    """An outbox worker with a store and a Bot API server."""

    telegram: Telegram
    store: Store
    services: Services
    worker: OutboxWorker
    clock: list[float]
    reported: list[Exception]
    render: Callable[[Subscription], Any] = lambda _: OutgoingMessage(Page("<b>通知</b>"))
    slept: list[float] = field(default_factory=list)

    async def subscribes(self, *chats: Chat) -> list[Subscription]:
        wanted = [Subscription(id=0, chat=chat.id, topic=chat.thread, kind="notice", by=1, at=0) for chat in chats]
        return [await self.store.subscriptions.subscribe(one) for one in wanted]

    async def announces(self) -> None:
        await self.store.outbox.announce([Announcement(notice="x", revision="1", at=self.clock[0])])

    async def report(self) -> Report:
        return await self.store.outbox.make_report(EVENT, 0)

    async def wait_until(self, condition: Callable[[Report], bool]) -> Report:
        """Wait until the report meets the condition."""
        async with asyncio.timeout(30):
            while not condition(report := await self.report()):  # noqa: ASYNC110 - there is no event to wait for
                await asyncio.sleep(0.01)
        return report

    async def wait_until_idle(self) -> None:
        """Wait until no delivery is running."""
        await eventually(lambda: not self.worker._tasks)  # noqa: SLF001

    def advance(self, seconds: float) -> None:
        """Advance the clock."""
        self.clock[0] += seconds
        self.store.outbox.work_available.set()

    def new_worker(self) -> OutboxWorker:
        """Return another worker for the same outbox, as after a restart."""
        return OutboxWorker(self.services, self._rendered, self._reports, lambda: 0.5, self._sleeps)

    async def _rendered(self, _services: Services, subscription: Subscription, event: str) -> OutgoingMessage | None:
        assert event == EVENT
        outgoing: OutgoingMessage | None = self.render(subscription)
        return outgoing

    async def _reports(self, error: Exception) -> None:
        self.reported.append(error)

    async def _sleeps(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0.01)


async def eventually(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not condition():  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.01)


@asynccontextmanager
async def running_worker(
    directory: Path, *, running: bool = True, limits: Limits | None = None
) -> AsyncIterator[Harness]:
    limiter = RateLimiter(limits or Limits(overall=MANY, group=MANY, chat=MANY, burst=MANY))
    with Server(TOKEN) as server:
        bot = Bot(
            TOKEN,
            base_url=f"{server.url}/bot",
            request=Request(connection_pool_size=8, httpx_kwargs={"trust_env": False}),
            rate_limiter=limiter,
        )
        store = await Store.open(f"sqlite+aiosqlite:///{directory}/x.db")
        await bot.initialize()
        clock = [1_700_000_000.0]
        services = cast("Services", SimpleNamespace(bot=bot, store=store, steady_clock=lambda: clock[0]))
        harness = Harness(Telegram(server), store, services, cast("OutboxWorker", None), clock, [])
        harness.worker = harness.new_worker()
        task = asyncio.create_task(harness.worker.run()) if running else None
        try:
            yield harness
        finally:
            if task:
                task.cancel()
                await asyncio.wait({task})  # the store can be closed when nothing reads from it
            await harness.worker.stop(0)
            await bot.shutdown()
            await store.close()


async def test_every_subscription_receives_a_message_once(tmp_path: Path) -> None:
    async with running_worker(tmp_path) as harness:
        groups = [harness.telegram.supergroup("处室") for _ in range(40)]
        await harness.subscribes(*groups)
        for _ in range(2):
            await harness.announces()
        report = await harness.wait_until(lambda report: report.sent == 40)
        assert (report.pending, report.unanswered) == (0, 0)
        for group in groups:
            (message,) = group.waiting()
            assert message.html == "<b>通知</b>"
        await harness.subscribes(late := harness.telegram.supergroup("后来"))
        harness.advance(MAX_DELAY_SECONDS)
        await asyncio.sleep(0.05)
        assert late.waiting() == []


async def test_the_exchange_is_stored_before_sending(tmp_path: Path) -> None:
    async with running_worker(tmp_path) as harness:
        group = harness.telegram.supergroup("处室")
        exchange = Exchange(id=7, chat=group.id, asker=1, question=None, kind="summary", revision="r", at=0)
        harness.render = lambda _: OutgoingMessage(Page("通知"), exchange)
        await harness.subscribes(group)
        harness.telegram.fails("sendMessage", status=500)
        await harness.announces()
        await harness.wait_until(lambda report: bool(report.reasons))
        assert await harness.store.find_exchange(7) == exchange
        harness.advance(MAX_DELAY_SECONDS)
        await harness.wait_until(lambda report: report.sent == 1)
        await harness.wait_until_idle()
        assert await harness.store.find_exchange(7) == replace(exchange, answer_message=group.next().id)


@pytest.mark.parametrize(
    ("fault", "waits", "unanswered", "arrived"),
    [
        ({"status": 500}, (1, 2), 0, 1),
        ({"status": 502}, (1, 2), 0, 1),
        ({"kind": "html"}, (1, 2), 0, 1),
        ({"kind": "dropped"}, UNCONFIRMED_DELAYS_SECONDS, 2, 1),
        ({"kind": "unanswered"}, UNCONFIRMED_DELAYS_SECONDS, 2, 3),
        ({"kind": "late"}, UNCONFIRMED_DELAYS_SECONDS, 2, 3),
        ({"kind": "cut"}, UNCONFIRMED_DELAYS_SECONDS, 2, 3),
    ],
)
async def test_temporary_errors_are_retried(
    tmp_path: Path, fault: dict[str, Any], waits: tuple[float, float], unanswered: int, arrived: int
) -> None:
    async with running_worker(tmp_path) as harness:
        group, other = harness.telegram.supergroup("处室"), harness.telegram.supergroup("别处")
        await harness.subscribes(group, other)
        harness.telegram.fails("sendMessage", chat=group, times=2, **fault)
        await harness.announces()
        report = await harness.wait_until(lambda report: report.sent == 1 and bool(report.reasons))
        assert (report.pending, len(other.waiting())) == (1, 1)

        def more(than: int) -> bool:
            return len(harness.telegram.calls("sendMessage", chat=group)) > than

        for wait in waits:
            first = len(harness.telegram.calls("sendMessage", chat=group))
            harness.advance(wait * 0.9)
            await asyncio.sleep(0.05)
            assert not more(first)
            harness.advance(wait * 0.2)
            await eventually(partial(more, first))
            await harness.wait_until_idle()  # the next wait begins when the outcome is recorded
        report = await harness.wait_until(lambda report: report.sent == 2)
        assert report.unanswered == unanswered
        assert len(group.waiting()) == arrived
        assert harness.reported == []


@pytest.mark.parametrize("fault", [{"kind": "slow", "seconds": 1}, {"kind": "unanswered"}])
async def test_a_message_without_answers_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any]
) -> None:
    most = 1 + len(UNCONFIRMED_DELAYS_SECONDS)
    monkeypatch.setattr("bot.telegram.subscriptions.outbox_delivery.TIMEOUT_SECONDS", 0.5)
    async with running_worker(tmp_path) as harness:
        group = harness.telegram.supergroup("处室")
        await harness.subscribes(group)
        harness.telegram.fails("sendMessage", **fault, times=most + 1)
        await harness.announces()
        for number in range(1, most + 1):
            await harness.wait_until(partial(_unanswered, number))
            harness.advance(2 * MAX_DELAY_SECONDS)
        report = await harness.wait_until(lambda report: report.failed == 1)
        assert report.reasons == ((NO_ANSWER, 1),)
        assert len(group.waiting()) == most
        await eventually(lambda: len(harness.reported) == 1)


async def test_no_repetition_is_spent_while_telegram_is_unreachable(tmp_path: Path) -> None:
    async with running_worker(tmp_path) as harness:
        group = harness.telegram.supergroup("处室")
        await harness.subscribes(group)
        harness.telegram.fails("sendMessage", "unanswered")
        harness.telegram.fails("getMe", status=502, times=5)
        await harness.announces()
        await harness.wait_until(partial(_unanswered, 1))
        for number in range(2, 7):
            harness.advance(2 * MAX_DELAY_SECONDS)
            await eventually(lambda number=number: len(harness.telegram.calls("getMe")) == number)  # type: ignore[misc]
            await harness.wait_until_idle()
        assert len(group.waiting()) == 1
        harness.advance(2 * MAX_DELAY_SECONDS)
        report = await harness.wait_until(lambda report: report.sent == 1)
        assert (report.unanswered, len(group.waiting())) == (1, 2)


async def test_repeated_kills_do_not_repeat_a_message_forever(tmp_path: Path) -> None:
    async with running_worker(tmp_path, running=False) as harness:
        await harness.subscribes(group := harness.telegram.supergroup("处室"))
        await harness.announces()
        (row,) = await harness.store.outbox.list_due(1, harness.clock[0])
        for _ in range(MAX_INTERRUPTED):
            await harness.store.outbox.begin_sending(row.id, harness.clock[0])
            await harness.store.outbox.recover(harness.clock[0])
        task = asyncio.create_task(harness.worker.run())
        report = await harness.wait_until(lambda report: report.failed == 1)
        task.cancel()
        assert report.reasons == ((NO_ANSWER, 1),)
        assert group.waiting() == []


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: bot was blocked by the user"),
        (400, "Bad Request: chat not found"),
    ],
)
async def test_a_chat_that_refuses_messages_is_suspended(tmp_path: Path, status: int, why: str) -> None:
    async with running_worker(tmp_path) as harness:
        group = harness.telegram.supergroup("处室")
        (subscription,) = await harness.subscribes(group)
        harness.telegram.fails("sendMessage", status=status, description=why)
        await harness.announces()
        report = await harness.wait_until(lambda report: report.failed == 1)
        assert report.reasons == ((why.removeprefix("Bad Request: "), 1),)
        (lost,) = await harness.store.subscriptions.list_in_chat(group.id)
        assert not lost.active
        await harness.store.subscriptions.resume(group.id)
        assert await harness.store.subscriptions.list_in_chat(group.id) == [subscription]
        assert harness.reported == []


async def test_a_refused_message_fails_and_is_reported(tmp_path: Path) -> None:
    async with running_worker(tmp_path) as harness:
        groups = [harness.telegram.supergroup("处室") for _ in range(3)]
        await harness.subscribes(*groups)
        harness.telegram.fails("sendMessage", chat=groups[1], status=400, description="Bad Request: PEER_ID_INVALID")
        await harness.announces()
        report = await harness.wait_until(lambda report: report.sent == 2 and report.failed == 1)
        assert report.reasons == (("PEER_ID_INVALID", 1),)
        assert [str(error) for error in harness.reported] == ["PEER_ID_INVALID"]
        await harness.store.outbox.retry(EVENT, harness.clock[0])
        assert (await harness.wait_until(lambda report: report.sent == 3)).failed == 0


async def test_a_group_that_became_a_supergroup_is_followed(tmp_path: Path) -> None:
    async with running_worker(tmp_path) as harness:
        group = harness.telegram.group("处室")
        (subscription,) = await harness.subscribes(group)
        moved = group.migrate()
        await harness.announces()
        await harness.wait_until(lambda report: report.sent == 1)
        assert moved.next().html == "<b>通知</b>"
        assert await harness.store.subscriptions.list_in_chat(moved.id) == [replace(subscription, chat=moved.id)]
        assert await harness.store.subscriptions.list_in_chat(group.id) == []


@pytest.mark.parametrize("deleted", [False, True])
async def test_a_closed_or_deleted_topic_is_left(tmp_path: Path, *, deleted: bool) -> None:
    async with running_worker(tmp_path) as harness:
        forum = harness.telegram.supergroup("处室", forum=True)
        topics = [forum.topic(name) for name in ("一般", "通知", "别的")][1:]  # the server's first is the general one
        await harness.subscribes(*topics)
        if deleted:
            topics[0].delete_topic()
        else:
            topics[0].close()
        await harness.announces()
        await harness.wait_until(lambda report: report.sent == 2)
        assert TOPIC_GONE_NOTE not in topics[1].next().text
        fallen = [message for message in forum.waiting() if message.topic is None]
        assert [message.text for message in fallen] == [f"通知\n\n{TOPIC_GONE_NOTE}"]


async def test_rows_without_content_are_skipped_and_faulty_ones_fail(tmp_path: Path) -> None:
    async with running_worker(tmp_path) as harness:
        groups = [harness.telegram.supergroup("处室") for _ in range(3)]
        await harness.subscribes(*groups)

        def render(subscription: Subscription) -> OutgoingMessage | None:
            if subscription.chat == groups[0].id:
                return None
            if subscription.chat == groups[1].id:
                raise ValueError("a fault of ours")
            return OutgoingMessage(Page("通知"))

        harness.render = render
        await harness.announces()
        report = await harness.wait_until(lambda report: report.sent == 1 and report.failed == 1)
        assert (report.skipped, report.reasons) == (1, ((BROKEN, 1),))
        assert [str(error) for error in harness.reported] == ["a fault of ours"]
        assert groups[0].waiting() == groups[1].waiting() == []


async def test_a_row_cancelled_while_waiting_is_not_sent(tmp_path: Path) -> None:
    async with running_worker(tmp_path, limits=Limits(overall=MANY, group=MANY, chat=1 / 3, burst=1)) as harness:
        forum = harness.telegram.supergroup("处室", forum=True)
        topics = [forum.topic(f"{number}") for number in range(5)]
        await harness.subscribes(*topics)
        await harness.announces()
        await harness.wait_until(lambda report: report.sent == 1)
        assert await harness.store.outbox.cancel(EVENT, harness.clock[0]) == 4
        await harness.wait_until_idle()
        assert len([message for topic in topics for message in topic.waiting()]) == 1
        assert (await harness.report()).skipped == 4


async def test_a_sent_message_is_not_repeated_while_the_database_fails(tmp_path: Path) -> None:
    async with running_worker(tmp_path) as harness:
        group = harness.telegram.supergroup("处室")
        await harness.subscribes(group)
        await _sql(
            harness,
            "CREATE TRIGGER no BEFORE UPDATE ON outbox WHEN NEW.state = 'sent' BEGIN SELECT RAISE(ABORT, ''); END",
        )
        await harness.announces()
        await eventually(lambda: len(harness.slept) >= 3)
        harness.advance(MAX_DELAY_SECONDS)
        await _sql(harness, "DROP TRIGGER no")
        await harness.wait_until(lambda report: report.sent == 1)
        assert len(group.waiting()) == 1


async def test_nothing_is_sent_if_nothing_can_be_written(tmp_path: Path) -> None:
    async with running_worker(tmp_path) as harness:
        group = harness.telegram.supergroup("处室")
        await harness.subscribes(group)
        await _sql(harness, "CREATE TRIGGER no BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, ''); END")
        await harness.announces()
        await eventually(lambda: len(harness.slept) >= 3)
        assert group.waiting() == []
        await _sql(harness, "DROP TRIGGER no")
        await harness.wait_until(lambda report: report.sent == 1)
        assert len(group.waiting()) == 1


async def test_an_outdated_message_is_rendered_again(tmp_path: Path) -> None:
    said = ["旧的", "新的"]

    def render(_: Subscription) -> OutgoingMessage:
        text = said.pop(0)
        return OutgoingMessage(Page(text), is_current=lambda: text == "新的")

    async with running_worker(tmp_path) as harness:
        group = harness.telegram.supergroup("处室")
        harness.render = render
        await harness.subscribes(group)
        await harness.announces()
        report = await harness.wait_until(lambda report: report.sent == 1)
        assert report.unanswered == 0
        assert [message.text for message in group.waiting()] == ["新的"]


async def test_a_missing_revision_is_sent_once_the_data_has_it(tmp_path: Path) -> None:
    there: list[bool] = []

    def render(_: Subscription) -> OutgoingMessage:
        if not there:
            raise OutdatedError
        return OutgoingMessage(Page("通知"))

    async with running_worker(tmp_path) as harness:
        group = harness.telegram.supergroup("处室")
        harness.render = render
        await harness.subscribes(group)
        await harness.announces()
        await harness.wait_until(lambda report: report.skipped == 1)
        there.append(True)
        assert await harness.store.outbox.reopen([EVENT], harness.clock[0]) == 1
        await harness.wait_until(lambda report: report.sent == 1)
        assert len(group.waiting()) == 1


async def test_a_chat_that_waits_delays_no_other(tmp_path: Path) -> None:
    """Neither chats that Telegram makes wait nor one with many topics delay others."""
    async with running_worker(tmp_path, limits=Limits(overall=MANY, group=MANY, chat=1, burst=1)) as harness:
        forum = harness.telegram.supergroup("处室", forum=True)
        told = [harness.telegram.supergroup("等") for _ in range(MAX_DELIVERIES)]
        others = [harness.telegram.supergroup("别处") for _ in range(MAX_DELIVERIES)]
        await harness.subscribes(*(forum.topic(f"{number}") for number in range(MAX_DELIVERIES)))
        await harness.subscribes(*(chat for pair in zip(told, others, strict=True) for chat in pair))
        for chat in told:
            harness.telegram.fails("sendMessage", chat=chat, status=429, retry_after=100)
        await harness.announces()
        await eventually(lambda: all(chat.waiting() for chat in others))
        assert len(forum.waiting()) < MAX_DELIVERIES
        report = await harness.wait_until(lambda report: bool(report.reasons))
        assert report.unanswered == 0
        assert not any(chat.waiting() for chat in told)
        harness.advance(99)
        await asyncio.sleep(0.2)
        assert not any(chat.waiting() for chat in told)


async def test_interrupted_sends_are_repeated_and_counted(tmp_path: Path) -> None:
    async with running_worker(tmp_path, running=False) as harness:
        groups = [harness.telegram.supergroup("处室") for _ in range(3)]
        await harness.subscribes(*groups)
        await harness.announces()
        rows = await harness.store.outbox.list_due(3, harness.clock[0])
        for row in rows[:2]:
            await harness.store.outbox.begin_sending(row.id, harness.clock[0])
        await harness.store.outbox.mark_sent(rows[0].id, 1, harness.clock[0])
        task = asyncio.create_task(harness.worker.run())
        report = await harness.wait_until(lambda report: report.sent == 3)
        task.cancel()
        assert report.unanswered == 1
        assert [len(group.waiting()) for group in groups] == [0, 1, 1]


async def test_running_deliveries_are_completed_at_a_stop(tmp_path: Path) -> None:
    async with running_worker(tmp_path, running=False) as harness:
        groups = [harness.telegram.supergroup("处室") for _ in range(3)]
        await harness.subscribes(*groups)
        harness.telegram.fails("sendMessage", "slow", chat=groups[0], seconds=0.3)
        harness.telegram.fails("sendMessage", "hung", chat=groups[1], seconds=30)
        await harness.announces()
        task = asyncio.create_task(harness.worker.run())
        await harness.wait_until(lambda report: report.sent >= 1)
        task.cancel()
        await harness.worker.stop(3)
        report = await harness.report()
        assert (report.sent, report.pending) == (2, 1)
        assert await harness.store.outbox.recover(harness.clock[0]) == 1


def _unanswered(number: int, report: Report) -> bool:
    return report.unanswered == number


async def _sql(harness: Harness, statement: str) -> None:
    async with harness.store._engine.connect() as connection:  # noqa: SLF001
        await connection.execute(text(statement))
