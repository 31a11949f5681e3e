"""The sender with a real store and limiter, against the local Bot API server."""

from __future__ import annotations

import asyncio
import time
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
from bot.telegram.subscriptions.outbox_delivery import ELSEWHERE
from bot.telegram.subscriptions.outbox_worker import (
    BROKEN,
    CUT_OFF,
    LONGEST,
    NO_ANSWER,
    UNANSWERED,
    UNDER_WAY,
    OutboxWorker,
)
from bot.telegram.subscriptions.outgoing import OutdatedError, OutgoingMessage
from bot.telegram.transport.client import Bot, Request
from tests.botapi.server import Server
from tests.e2e.harness.bot_process import TOKEN
from tests.e2e.harness.conversation import Chat, Telegram

OCCASION = Announcement(notice="x", revision="1", at=0).event
MANY = 1_000_000


@dataclass
class Post:
    """A sender at work, and the world that it sends to."""

    telegram: Telegram
    store: Store
    services: Services
    sender: OutboxWorker
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
        return await self.store.outbox.make_report(OCCASION, 0)

    async def until(self, sure: Callable[[Report], bool]) -> Report:
        """Wait until the report is so."""
        async with asyncio.timeout(10):
            while not sure(report := await self.report()):  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.01)
        return report

    async def settled(self) -> None:
        """Wait until nothing is under way."""
        await eventually(lambda: not self.sender._under_way)  # noqa: SLF001

    def later(self, seconds: float) -> None:
        """Let time pass."""
        self.clock[0] += seconds
        self.store.outbox.work_available.set()

    def restarted(self) -> OutboxWorker:
        """Another sender for the same outbox."""
        return OutboxWorker(self.services, self._rendered, self._reports, lambda: 0.5, self._sleeps)

    async def _rendered(self, _services: Services, subscription: Subscription, occasion: str) -> OutgoingMessage | None:
        assert occasion == OCCASION
        outgoing: OutgoingMessage | None = self.render(subscription)
        return outgoing

    async def _reports(self, error: Exception) -> None:
        self.reported.append(error)

    async def _sleeps(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0.01)


async def eventually(sure: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not sure():  # noqa: ASYNC110 - nothing tells of it
            await asyncio.sleep(0.01)


@asynccontextmanager
async def posting(folder: Path, *, running: bool = True, limits: Limits | None = None) -> AsyncIterator[Post]:
    limiter = RateLimiter(limits or Limits(overall=MANY, group=MANY, chat=MANY, burst=MANY))
    with Server(TOKEN) as server:
        bot = Bot(
            TOKEN,
            base_url=f"{server.url}/bot",
            request=Request(connection_pool_size=8, httpx_kwargs={"trust_env": False}),
            rate_limiter=limiter,
        )
        store = await Store.open(f"sqlite+aiosqlite:///{folder}/x.db")
        await bot.initialize()
        clock = [1_700_000_000.0]
        services = cast("Services", SimpleNamespace(bot=bot, store=store, clock=lambda: clock[0]))
        post = Post(Telegram(server), store, services, cast("OutboxWorker", None), clock, [])
        post.sender = post.restarted()
        task = asyncio.create_task(post.sender.run()) if running else None
        try:
            yield post
        finally:
            if task:
                task.cancel()
            await post.sender.stop(0)
            await bot.shutdown()
            await store.close()


async def test_everyone_gets_it_once(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        groups = [post.telegram.supergroup("处室") for _ in range(40)]
        await post.subscribes(*groups)
        for _ in range(2):
            await post.announces()
        report = await post.until(lambda report: report.sent == 40)
        assert (report.pending, report.unanswered) == (0, 0)
        for group in groups:
            (message,) = group.waiting()
            assert message.html == "<b>通知</b>"
        await post.subscribes(late := post.telegram.supergroup("后来"))
        post.later(LONGEST)
        await asyncio.sleep(0.05)
        assert late.waiting() == []


async def test_buttons_work_whatever_happens(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        group = post.telegram.supergroup("处室")
        exchange = Exchange(id=7, chat=group.id, asker=1, question=None, kind="summary", revision="r", at=0)
        post.render = lambda _: OutgoingMessage(Page("通知"), exchange)
        await post.subscribes(group)
        post.telegram.fails("sendMessage", status=500)
        await post.announces()
        await post.until(lambda report: bool(report.reasons))
        assert await post.store.find_exchange(7) == exchange
        post.later(LONGEST)
        await post.until(lambda report: report.sent == 1)
        await post.settled()
        assert await post.store.find_exchange(7) == replace(exchange, answer_message=group.next().id)


@pytest.mark.parametrize(
    ("fault", "unanswered"),
    [
        ({"status": 500}, 0),
        ({"status": 502}, 0),
        ({"kind": "html"}, 0),
        ({"kind": "dropped"}, 1),
        ({"kind": "unanswered"}, 1),
    ],
)
async def test_what_passes_is_tried_again(tmp_path: Path, fault: dict[str, Any], unanswered: int) -> None:
    async with posting(tmp_path) as post:
        group, other = post.telegram.supergroup("处室"), post.telegram.supergroup("别处")
        await post.subscribes(group, other)
        post.telegram.fails("sendMessage", chat=group, times=2, **fault)
        await post.announces()
        report = await post.until(lambda report: report.sent == 1 and bool(report.reasons))
        assert (report.pending, len(other.waiting())) == (1, 1)

        def more(than: int) -> bool:
            return len(post.telegram.calls("sendMessage", chat=group)) > than

        for wait in (1, 2):  # doubled each time
            first = len(post.telegram.calls("sendMessage", chat=group))
            post.later(wait * 0.9)
            await asyncio.sleep(0.05)
            assert not more(first)
            post.later(wait * 0.2)
            await eventually(partial(more, first))
            await asyncio.sleep(0.05)
        report = await post.until(lambda report: report.sent == 2)
        assert report.unanswered == 2 * unanswered
        assert len(group.waiting()) == (3 if fault == {"kind": "unanswered"} else 1)
        assert post.reported == []


@pytest.mark.parametrize(
    ("fault", "most"), [({"kind": "slow", "seconds": 1}, UNANSWERED), ({"kind": "unanswered"}, CUT_OFF)]
)
async def test_a_message_that_is_never_answered_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: dict[str, Any], most: int
) -> None:
    monkeypatch.setattr("bot.telegram.subscriptions.outbox_delivery.PATIENCE", 0.5)
    async with posting(tmp_path) as post:
        group = post.telegram.supergroup("处室")
        await post.subscribes(group)
        post.telegram.fails("sendMessage", **fault, times=most + 1)
        await post.announces()
        for number in range(1, most + 1):
            await post.until(partial(_unanswered, number))
            post.later(2 * LONGEST)
        report = await post.until(lambda report: report.failed == 1)
        assert report.reasons == ((NO_ANSWER, 1),)
        assert len(group.waiting()) == most


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: bot was blocked by the user"),
        (400, "Bad Request: chat not found"),
    ],
)
async def test_a_chat_that_takes_no_messages(tmp_path: Path, status: int, why: str) -> None:
    async with posting(tmp_path) as post:
        group = post.telegram.supergroup("处室")
        (subscription,) = await post.subscribes(group)
        post.telegram.fails("sendMessage", status=status, description=why)
        await post.announces()
        report = await post.until(lambda report: report.failed == 1)
        assert report.reasons == ((why.removeprefix("Bad Request: "), 1),)
        (lost,) = await post.store.subscriptions.list_in_chat(group.id)
        assert not lost.active
        await post.store.subscriptions.resume(group.id)
        assert await post.store.subscriptions.list_in_chat(group.id) == [subscription]
        assert post.reported == []


async def test_what_telegram_refuses_is_told(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        groups = [post.telegram.supergroup("处室") for _ in range(3)]
        await post.subscribes(*groups)
        post.telegram.fails("sendMessage", chat=groups[1], status=400, description="Bad Request: PEER_ID_INVALID")
        await post.announces()
        report = await post.until(lambda report: report.sent == 2 and report.failed == 1)
        assert report.reasons == (("PEER_ID_INVALID", 1),)
        assert [str(error) for error in post.reported] == ["PEER_ID_INVALID"]
        await post.store.outbox.retry(OCCASION, post.clock[0])
        assert (await post.until(lambda report: report.sent == 3)).failed == 0


async def test_a_group_that_has_become_a_supergroup(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        group = post.telegram.group("处室")
        (subscription,) = await post.subscribes(group)
        moved = group.migrate()
        await post.announces()
        await post.until(lambda report: report.sent == 1)
        assert moved.next().html == "<b>通知</b>"
        assert await post.store.subscriptions.list_in_chat(moved.id) == [replace(subscription, chat=moved.id)]
        assert await post.store.subscriptions.list_in_chat(group.id) == []


@pytest.mark.parametrize("deleted", [False, True])
async def test_a_topic_that_is_closed_or_gone(tmp_path: Path, *, deleted: bool) -> None:
    async with posting(tmp_path) as post:
        forum = post.telegram.supergroup("处室", forum=True)
        topics = [forum.topic(name) for name in ("一般", "通知", "别的")][1:]  # the server's first is the general one
        await post.subscribes(*topics)
        if deleted:
            topics[0].delete_topic()
        else:
            topics[0].close()
        await post.announces()
        await post.until(lambda report: report.sent == 2)
        assert ELSEWHERE not in topics[1].next().text
        fallen = [message for message in forum.waiting() if message.topic is None]
        assert [message.text for message in fallen] == [f"通知\n\n{ELSEWHERE}"]


async def test_nothing_to_send_and_nothing_that_can_be_sent(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        groups = [post.telegram.supergroup("处室") for _ in range(3)]
        await post.subscribes(*groups)

        def render(subscription: Subscription) -> OutgoingMessage | None:
            if subscription.chat == groups[0].id:
                return None
            if subscription.chat == groups[1].id:
                raise ValueError("a fault of ours")
            return OutgoingMessage(Page("通知"))

        post.render = render
        await post.announces()
        report = await post.until(lambda report: report.sent == 1 and report.failed == 1)
        assert (report.skipped, report.reasons) == (1, ((BROKEN, 1),))
        assert [str(error) for error in post.reported] == ["a fault of ours"]
        assert groups[0].waiting() == groups[1].waiting() == []


async def test_what_is_cancelled_before_its_turn_is_not_sent(tmp_path: Path) -> None:
    async with posting(tmp_path, limits=Limits(overall=MANY, group=MANY, chat=1, burst=1)) as post:
        forum = post.telegram.supergroup("处室", forum=True)
        topics = [forum.topic(f"{number}") for number in range(5)]
        await post.subscribes(*topics)
        await post.announces()
        await post.until(lambda report: report.sent == 1)
        assert await post.store.outbox.cancel(OCCASION, post.clock[0]) == 4
        await asyncio.sleep(1.2)
        assert len([message for topic in topics for message in topic.waiting()]) == 1
        assert (await post.report()).skipped == 4


async def test_what_arrived_is_not_sent_again_while_the_database_fails(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        group = post.telegram.supergroup("处室")
        await post.subscribes(group)
        await _sql(
            post, "CREATE TRIGGER no BEFORE UPDATE ON outbox WHEN NEW.state = 'sent' BEGIN SELECT RAISE(ABORT, ''); END"
        )
        await post.announces()
        await eventually(lambda: len(post.slept) >= 3)
        post.later(LONGEST)
        await _sql(post, "DROP TRIGGER no")
        await post.until(lambda report: report.sent == 1)
        assert len(group.waiting()) == 1


async def test_where_nothing_can_be_written_nothing_is_sent(tmp_path: Path) -> None:
    async with posting(tmp_path) as post:
        group = post.telegram.supergroup("处室")
        await post.subscribes(group)
        await _sql(post, "CREATE TRIGGER no BEFORE UPDATE ON outbox BEGIN SELECT RAISE(ABORT, ''); END")
        await post.announces()
        await eventually(lambda: len(post.slept) >= 3)
        assert group.waiting() == []
        await _sql(post, "DROP TRIGGER no")
        await post.until(lambda report: report.sent == 1)
        assert len(group.waiting()) == 1


async def test_what_holds_no_more_when_its_turn_comes_is_made_anew(tmp_path: Path) -> None:
    said = ["旧的", "新的"]

    def render(_: Subscription) -> OutgoingMessage:
        text = said.pop(0)
        return OutgoingMessage(Page(text), holds=lambda: text == "新的")

    async with posting(tmp_path) as post:
        group = post.telegram.supergroup("处室")
        post.render = render
        await post.subscribes(group)
        await post.announces()
        report = await post.until(lambda report: report.sent == 1)
        assert report.unanswered == 0
        assert [message.text for message in group.waiting()] == ["新的"]


async def test_what_the_data_has_not_waits_until_it_has_it(tmp_path: Path) -> None:
    there: list[bool] = []

    def render(_: Subscription) -> OutgoingMessage:
        if not there:
            raise OutdatedError
        return OutgoingMessage(Page("通知"))

    async with posting(tmp_path) as post:
        group = post.telegram.supergroup("处室")
        post.render = render
        await post.subscribes(group)
        await post.announces()
        await post.until(lambda report: report.skipped == 1)
        there.append(True)
        assert await post.store.outbox.reopen([OCCASION], post.clock[0]) == 1
        await post.until(lambda report: report.sent == 1)
        assert len(group.waiting()) == 1


async def test_chats_that_have_to_wait_keep_no_others_waiting(tmp_path: Path) -> None:
    """Those that are told to wait, and one with many topics within its own limits."""
    async with posting(tmp_path, limits=Limits(overall=MANY, group=MANY, chat=1, burst=1)) as post:
        forum = post.telegram.supergroup("处室", forum=True)
        told = [post.telegram.supergroup("等") for _ in range(UNDER_WAY)]
        others = [post.telegram.supergroup("别处") for _ in range(UNDER_WAY)]
        await post.subscribes(*(forum.topic(f"{number}") for number in range(UNDER_WAY)))
        await post.subscribes(*(chat for pair in zip(told, others, strict=True) for chat in pair))
        for chat in told:
            post.telegram.fails("sendMessage", chat=chat, status=429, retry_after=100)
        since = time.monotonic()
        await post.announces()
        await eventually(lambda: all(chat.waiting() for chat in others))
        assert time.monotonic() - since < 5
        report = await post.until(lambda report: bool(report.reasons))
        assert report.unanswered == 0
        assert not any(chat.waiting() for chat in told)
        post.later(99)
        await asyncio.sleep(0.2)
        assert not any(chat.waiting() for chat in told)


async def test_what_a_crash_interrupted_is_sent_again_and_counted(tmp_path: Path) -> None:
    async with posting(tmp_path, running=False) as post:
        groups = [post.telegram.supergroup("处室") for _ in range(3)]
        await post.subscribes(*groups)
        await post.announces()
        rows = await post.store.outbox.list_due(3, post.clock[0])
        for row in rows[:2]:
            await post.store.outbox.begin_sending(row.id, post.clock[0])
        await post.store.outbox.mark_sent(rows[0].id, 1, post.clock[0])
        task = asyncio.create_task(post.sender.run())
        report = await post.until(lambda report: report.sent == 3)
        task.cancel()
        assert report.unanswered == 1
        assert [len(group.waiting()) for group in groups] == [0, 1, 1]


async def test_what_is_in_flight_is_finished_when_it_stops(tmp_path: Path) -> None:
    async with posting(tmp_path, running=False) as post:
        groups = [post.telegram.supergroup("处室") for _ in range(3)]
        await post.subscribes(*groups)
        post.telegram.fails("sendMessage", "slow", chat=groups[0], seconds=0.3)
        post.telegram.fails("sendMessage", "hung", chat=groups[1], seconds=30)
        await post.announces()
        task = asyncio.create_task(post.sender.run())
        await post.until(lambda report: report.sent == 1)
        task.cancel()
        await post.sender.stop(0.5)
        report = await post.report()
        assert (report.sent, report.pending) == (2, 1)
        assert await post.store.outbox.recover() == 1


def _unanswered(number: int, report: Report) -> bool:
    return report.unanswered == number


async def _sql(post: Post, statement: str) -> None:
    async with post.store._engine.connect() as connection:  # noqa: SLF001
        await connection.execute(text(statement))
