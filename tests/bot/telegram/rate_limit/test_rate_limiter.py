from __future__ import annotations

import asyncio
import gc
import itertools
import json
import random
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import RetryAfter
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.telegram.rate_limit.chat_queue import ChatQueue, Priority
from bot.telegram.rate_limit.limits import Limits
from bot.telegram.rate_limit.rate_limiter import MAX_WAIT_SECONDS, PATIENCE_SECONDS, Broadcast, RateLimiter
from bot.telegram.rate_limit.scheduler import StoppedError
from tests.bot.telegram.virtual_loop import now, run

# The library warns of a change in its attribute each time that it makes a RetryAfter.
pytestmark = pytest.mark.filterwarnings("ignore:.*retry_after")

ANSWER, BROADCAST = Priority.ANSWER, Priority.BROADCAST
EXACT = Limits(slack=0)
SMALL = Limits(overall=3, group=4, chat=0.5, burst=2, slack=0)
FLIGHT = 0.01
FREE = Limits(overall=1000, group=1000, chat=1000, burst=1000)


@dataclass
class Telegram:
    """A server that records what arrives when and in which chat, and refuses calls as configured."""

    limiter: RateLimiter
    latency: Callable[[], float] = lambda: 0.0
    refusals: dict[Any, list[int]] = field(default_factory=dict)
    """By chat or endpoint: the `RetryAfter` of each call in seconds."""
    arrived: list[tuple[float, Any, int]] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    async def call(self, chat: Any, priority: Priority | Broadcast | None = None, endpoint: str = "sendMessage") -> int:
        """Make a call; `arrived` records it when it is accepted."""
        number = next(self._numbers)

        async def post() -> bool:
            await asyncio.sleep(self.latency())
            refusals = self.refusals.get(chat if chat is not None else endpoint)
            if refusals:
                self.refused.append(now())
                raise RetryAfter(refusals.pop(0))
            self.arrived.append((now(), chat, number))
            return True

        data = {} if chat is None else {"chat_id": chat}
        assert await self.limiter.process_request(post, (), {}, endpoint, data, priority) is True
        return number

    def times(self, *chats: Any) -> list[float]:
        return [round(at, 6) for at, chat, _ in self.arrived if not chats or chat in chats]


def send_at_once(limits: Limits, *calls: tuple[Any, Priority]) -> Telegram:
    """Make all calls at second 0, in this order."""

    async def main() -> Telegram:
        telegram = Telegram(RateLimiter(limits))
        await asyncio.gather(*(telegram.call(chat, priority) for chat, priority in calls))
        return telegram

    return run(main())


def exceeds(times: Sequence[float], size: int, span: float) -> bool:
    return any(late - early < span - 1e-9 for early, late in zip(times, times[size:], strict=False))


# What the limits let through


@pytest.mark.parametrize(
    ("limits", "chats", "times"),
    [
        (EXACT, range(1, 62), [0] * 30 + [1] * 30 + [2]),
        (Limits(), range(1, 32), [0] * 30 + [1.02]),
        (EXACT, [7] * 6, [0, 0, 0, 1, 2, 3]),
        (EXACT, ["7", 7, 7, "7"], [0, 0, 0, 1]),
        # a group: a burst, one a second, and 20 a minute
        (EXACT, [-7] * 23, [0, 0, *range(18), 60, 60, 60]),
        (EXACT, ["@Yu", "@yu"] * 10 + ["@YU"], [0, 0, *range(18), 60]),
        (Limits(), [7] * 5, [0, 0, 0, 1.02, 2.04]),
        (SMALL, [-7] * 6, [0, 0, 2, 4, 60, 60]),
    ],
)
def test_a_burst_of_answers_is_sent_without_delay(limits: Limits, chats: Sequence[Any], times: list[float]) -> None:
    assert send_at_once(limits, *((chat, ANSWER) for chat in chats)).times() == times


def test_broadcasts_are_paced_at_the_full_rate() -> None:
    times = send_at_once(EXACT, *((chat, BROADCAST) for chat in range(1, 1001))).times()
    assert times[-1] <= 1000 / 30
    assert not exceeds(times, 30, 1)
    assert max(late - early for early, late in itertools.pairwise(times)) < 0.11


@pytest.mark.parametrize(
    ("endpoint", "counts"),
    [
        ("sendMessage", True),
        ("sendDocument", True),
        ("editMessageText", True),
        ("editMessageReplyMarkup", True),
        ("copyMessage", True),
        ("sendChatAction", False),
        ("answerCallbackQuery", False),
        ("getChatMember", False),
        ("getChatAdministrators", False),
        ("deleteMessage", False),
        ("setMyCommands", False),
        ("editForumTopic", False),
    ],
)
def test_only_messages_count(endpoint: str, *, counts: bool) -> None:
    async def main() -> list[float]:
        telegram = Telegram(RateLimiter(EXACT))
        await asyncio.gather(*(telegram.call(7, endpoint=endpoint) for _ in range(4)))
        await telegram.call(7)
        return telegram.times()

    assert run(main()) == ([0, 0, 0, 1, 2] if counts else [0] * 5)


def test_lookups_do_not_wait_for_messages() -> None:
    async def main() -> None:
        telegram = Telegram(RateLimiter(EXACT))
        waiting = [asyncio.ensure_future(telegram.call(7)) for _ in range(9)]
        await telegram.call(7, endpoint="sendChatAction")
        await telegram.call(None, endpoint="answerCallbackQuery")
        assert now() == 0
        await asyncio.gather(*waiting)

    run(main())


# Who goes first


def test_answers_go_before_broadcasts() -> None:
    async def main() -> list[Any]:
        telegram = Telegram(RateLimiter(EXACT))
        calls = [asyncio.ensure_future(telegram.call(chat, BROADCAST)) for chat in range(1, 101)]
        await asyncio.sleep(1.5)
        calls += [asyncio.ensure_future(telegram.call(chat)) for chat in (201, 202, 202, 203)]
        await asyncio.sleep(5 / 30)
        chats = [chat for _, chat, _ in telegram.arrived]
        assert max(at for at, chat, _ in telegram.arrived if chat > 200) - 1.5 < 5 / 30
        await asyncio.gather(*calls)
        return chats[chats.index(201) :][:4]

    assert run(main()) == [201, 202, 202, 203]


def test_broadcasts_leave_room_for_answers_in_each_chat() -> None:
    """One of a burst of three and five of a group's twenty places: an answer does not wait for a report's edits."""
    assert send_at_once(EXACT, *[(7, BROADCAST)] * 4).times() == [0, 0, 1, 2]
    group = send_at_once(EXACT, *[(-7, BROADCAST)] * 16).times()
    assert group[-2:] == [13, 60]

    async def main() -> float:
        telegram = Telegram(RateLimiter(EXACT))
        calls = [asyncio.ensure_future(telegram.call(-7, BROADCAST)) for _ in range(16)]
        await asyncio.sleep(20)
        await asyncio.gather(*(telegram.call(-7) for _ in range(3)))
        last = now()
        await asyncio.gather(*calls)
        return last

    assert run(main()) == 20


@pytest.mark.parametrize(("chats", "chat", "sent"), [([7], 7, 20), ([-7], -7, 61), (range(1, 400), 999, 2)])
def test_a_steady_flow_of_answers_does_not_starve_broadcasts(chats: Sequence[int], chat: int, sent: float) -> None:
    async def main() -> float:
        telegram = Telegram(RateLimiter(EXACT))
        answers = [asyncio.create_task(telegram.call(chat)) for chat in itertools.islice(itertools.cycle(chats), 3000)]
        await asyncio.sleep(0)
        await telegram.call(chat, BROADCAST)
        at = now()
        for answer in answers:
            answer.cancel()
        await asyncio.wait(answers)
        return at

    assert run(main()) == pytest.approx(sent, abs=1)


@dataclass(frozen=True)
class Call:
    """A call of a generated scenario."""

    pause: float
    chat: int
    priority: Priority
    patience: float | None
    """Seconds after which it is cancelled."""


# What happens at one instant is what goes wrong: pauses and patience fall upon the instants at which places come free.
INSTANTS = st.sampled_from([0.0, 0.0, 0.0, 1 / 3, 0.5, 1.0, 2.0, 58.0])
CALLS = st.lists(
    st.builds(Call, INSTANTS, st.sampled_from([1, 2, 3, 4, -1, -2]), st.sampled_from(Priority), st.none() | INSTANTS),
    max_size=60,
)


@given(CALLS, st.dictionaries(st.sampled_from([1, 2, 3, -1]), st.lists(st.sampled_from([1, 7, 90]), max_size=2)))
def test_limits_and_order_hold_for_any_calls(calls: list[Call], refusals: dict[int, list[int]]) -> None:
    async def main() -> tuple[Telegram, list[tuple[Call, asyncio.Task[int]]]]:
        telegram = Telegram(RateLimiter(SMALL), refusals=refusals)
        tasks = []
        for call in calls:
            await asyncio.sleep(call.pause)
            task = asyncio.create_task(telegram.call(call.chat, call.priority))
            if call.patience is not None:
                asyncio.get_running_loop().call_later(call.patience, task.cancel)
            tasks.append((call, task))
        await asyncio.wait_for(asyncio.gather(*(task for _, task in tasks), return_exceptions=True), 9999)
        return telegram, tasks

    telegram, tasks = run(main())
    assert not exceeds(telegram.times(), SMALL.overall, 1)
    for chat in {call.chat for call in calls}:
        times = telegram.times(chat)
        assert chat > 0 or not exceeds(times, SMALL.group, 60)
        for first, start in enumerate(times):
            for last in range(first, len(times)):
                assert last - first + 1 <= SMALL.burst + (times[last] - start) * SMALL.chat + 1e-6
    numbers = {number for _, _, number in telegram.arrived}
    assert all(task.result() in numbers for _, task in tasks if sent(task))
    for call, task in tasks:  # an answer may be given up while its chat is refused, a broadcast is not
        assert sent(task) or call.patience is not None or (call.priority is ANSWER and refused(task))
    for chat, priority in itertools.product({call.chat for call in calls}, Priority):
        done = {task.result() for call, task in tasks if call.chat == chat and call.priority is priority and sent(task)}
        arrived = [number for _, _, number in telegram.arrived if number in done]
        assert arrived == sorted(arrived)


def sent(task: asyncio.Task[int]) -> bool:
    return not task.cancelled() and not task.exception()


def refused(task: asyncio.Task[int]) -> bool:
    return not task.cancelled() and isinstance(task.exception(), RetryAfter)


@given(CALLS)
def test_no_call_waits_longer_than_the_limits_demand(calls: list[Call]) -> None:
    """Calls of one priority go as early as a simple simulation of the limits allows."""

    async def main() -> Telegram:
        telegram = Telegram(RateLimiter(SMALL), lambda: FLIGHT)
        tasks = []
        for call in calls:
            await asyncio.sleep(call.pause)
            tasks.append(asyncio.create_task(telegram.call(call.chat)))
        await asyncio.gather(*tasks)
        return telegram

    assert run(main()).times() == [round(at, 6) for at in simulate(calls, SMALL)]


def simulate(calls: list[Call], limits: Limits) -> list[float]:
    """Return the arrival times if the call that is free first always goes, the oldest first among equals."""
    came, at = [], 0.0
    for call in calls:
        at += call.pause
        came.append((at, call.chat))
    gone: list[tuple[float, int]] = []

    def soonest(at: float, chat: int) -> float:
        here, all_ = [when for when, other in gone if other == chat], [when for when, _ in gone]
        free = [at, *all_[-1:], *(when + FLIGHT for when in here[-1:])]
        if len(all_) >= limits.overall:
            free.append(all_[-limits.overall] + 1)
        if chat < 0 and len(here) >= limits.group:
            free.append(here[-limits.group] + 60)
        full = 0.0
        for when in here:
            full = max(full, when) + 1 / limits.chat
        return max(*free, full - (limits.burst - 1) / limits.chat)

    while came:
        heads = {chat: place for place, (_, chat) in reversed(list(enumerate(came)))}
        when, place = min((round(soonest(*came[place]), 9), place) for place in heads.values())
        gone.append((when, came.pop(place)[1]))
    return [when + FLIGHT for when, _ in gone]


# Cancelled calls


def test_a_cancelled_call_frees_its_place() -> None:
    async def main() -> list[float]:
        telegram = Telegram(RateLimiter(EXACT))
        calls = [asyncio.create_task(telegram.call(7)) for _ in range(6)]
        await asyncio.sleep(0.5)
        calls[3].cancel()
        calls[4].cancel()
        await asyncio.wait(calls)
        return telegram.times()

    assert run(main()) == [0, 0, 0, 1]


@pytest.mark.parametrize("chat", [-7, 7])
@pytest.mark.parametrize("before", [True, False])
def test_a_call_cancelled_when_admitted_gives_its_place_back(chat: int, *, before: bool) -> None:
    async def main() -> list[tuple[float, Any, int]]:
        telegram = Telegram(RateLimiter(Limits(overall=2, group=1, chat=0.01, burst=1, slack=0)))
        calls = [asyncio.create_task(telegram.call(number)) for number in (1, 2, chat, 3, 4)]
        # at the same instant: before it is let go, or before it knows
        if not before:
            await asyncio.sleep(0)
        asyncio.get_running_loop().call_at(1, calls[2].cancel)
        await asyncio.wait(calls)
        await telegram.call(chat)
        await telegram.call(5, BROADCAST)
        return telegram.arrived

    assert run(main()) == [(0, 1, 0), (0, 2, 1), (1, 3, 3), (1, 4, 4), (2, chat, 5), (2, 5, 6)]


# Told to wait


def test_retry_after_delays_only_its_chat_and_keeps_the_order() -> None:
    async def main() -> Telegram:
        telegram = Telegram(RateLimiter(EXACT), refusals={7: [12]})
        first = asyncio.create_task(telegram.call(7))
        await asyncio.sleep(2)
        await asyncio.gather(first, telegram.call(7), telegram.call(8), telegram.call(7, endpoint="getChat"))
        return telegram

    telegram = run(main())
    assert telegram.refused == [0]
    assert sorted(telegram.arrived) == [(2, 7, 3), (2, 8, 2), (12, 7, 0), (12, 7, 1)]


@pytest.mark.parametrize("refusals", [[], [5], [5, 5], [5, 1]])
def test_messages_of_a_chat_arrive_in_order(refusals: list[int]) -> None:
    latencies = deque([0.3, 0.2, 0.1])

    async def main() -> Telegram:
        telegram = Telegram(RateLimiter(EXACT), lambda: latencies.popleft() if latencies else 0, {7: refusals})
        await asyncio.gather(*(telegram.call(7) for _ in range(4)))
        return telegram

    assert [number for _, _, number in run(main()).arrived] == [0, 1, 2, 3]


def test_answers_do_not_wait_for_a_slow_broadcast() -> None:
    latencies = deque([30, 0, 2, 0])

    async def main() -> list[tuple[float, int]]:
        telegram = Telegram(RateLimiter(EXACT), lambda: latencies.popleft() if latencies else 0)
        calls = []
        for priority in (BROADCAST, ANSWER, ANSWER, ANSWER):
            calls.append(asyncio.create_task(telegram.call(7, priority)))
            await asyncio.sleep(2)
        await asyncio.gather(*calls)
        return [(at, number) for at, _, number in telegram.arrived]

    assert run(main()) == [(2, 1), (6, 2), (6, 3), (30, 0)]


def test_halted_and_busy_chats_are_not_forgotten() -> None:
    latencies = deque([0, 50])

    async def main() -> list[tuple[float, Any, int]]:
        telegram = Telegram(RateLimiter(EXACT), lambda: latencies.popleft() if latencies else 0, {7: [100]})
        call, slow = asyncio.create_task(telegram.call(7)), asyncio.create_task(telegram.call(8))
        await asyncio.sleep(1)
        call.cancel()
        for other in range(9, 29):
            await asyncio.sleep(2)
            await telegram.call(other)
        await asyncio.gather(slow, telegram.call(7), telegram.call(8))
        return [message for message in telegram.arrived if message[1] in {7, 8}]

    assert run(main()) == [(50, 8, 1), (50, 8, 23), (100, 7, 22)]


@pytest.mark.parametrize(("endpoint", "patience"), [("sendMessage", PATIENCE_SECONDS), ("getMe", MAX_WAIT_SECONDS)])
def test_patience_is_bounded(endpoint: str, patience: int) -> None:
    chat = 7 if endpoint == "sendMessage" else None

    async def main() -> None:
        refusals = {chat or endpoint: [3] * (patience // 3)}
        telegram = Telegram(RateLimiter(EXACT), refusals=refusals)
        await telegram.call(chat, endpoint=endpoint)
        assert now() == patience
        since = now()
        refusals[chat or endpoint] += [3] * 100
        with pytest.raises(RetryAfter):
            await telegram.call(chat, endpoint=endpoint)
        assert now() == since + patience

    run(main())


def test_all_answers_of_a_chat_that_is_refused_give_up_together() -> None:
    async def main() -> None:
        telegram = Telegram(RateLimiter(EXACT), refusals={7: [5] * 100})
        results = await asyncio.gather(*(telegram.call(7) for _ in range(12)), return_exceptions=True)
        assert {type(result) for result in results} == {RetryAfter}
        assert now() == PATIENCE_SECONDS

    run(main())


def test_answers_do_not_begin_a_long_wait_but_broadcasts_do() -> None:
    async def main() -> None:
        telegram = Telegram(RateLimiter(EXACT), refusals={7: [PATIENCE_SECONDS + 2]})
        for _ in range(2):
            with pytest.raises(RetryAfter):
                await telegram.call(7)
        assert now() == 0
        await telegram.call(7, BROADCAST)
        assert now() == PATIENCE_SECONDS + 2
        await telegram.call(7)

    run(main())


@pytest.mark.parametrize(
    ("endpoint", "seconds", "waits"),
    [("setMyName", MAX_WAIT_SECONDS, True), ("setMyName", MAX_WAIT_SECONDS + 1, False), ("sendChatAction", 1, False)],
)
def test_other_calls_wait_alone_and_briefly(endpoint: str, seconds: int, *, waits: bool) -> None:
    async def main() -> None:
        telegram = Telegram(RateLimiter(EXACT), refusals={endpoint: [seconds]})
        call = asyncio.create_task(telegram.call(None, endpoint=endpoint))
        await asyncio.sleep(0)
        await telegram.call(7)
        await telegram.call(None, endpoint="getMe")
        assert now() == 0
        await asyncio.wait([call])
        assert now() == (seconds if waits else 0)
        assert (call.exception() is None) is waits

    run(main())


@pytest.mark.parametrize(
    ("refusals", "until"),
    [
        ({1: [9], 2: [9]}, 1),
        ({1: [9], 2: [9], 3: [9]}, 9),
        ({1: [9], 2: [8], 3: [9]}, 9),
        ({1: [9], 2: [20], 3: [60]}, 1),
        ({1: [9, 9, 9]}, 1),
    ],
)
def test_three_chats_with_the_same_retry_after_halt_all(refusals: dict[Any, list[int]], until: float) -> None:
    async def main() -> float:
        telegram = Telegram(RateLimiter(EXACT), refusals=refusals)
        calls = [asyncio.create_task(telegram.call(chat)) for chat in (1, 2, 3)]
        await asyncio.sleep(1)
        await telegram.call(8)
        sent = now()
        await asyncio.gather(*calls)
        return sent

    assert run(main()) == until


def test_a_message_sent_in_between_keeps_halts_apart() -> None:
    async def main() -> float:
        telegram = Telegram(RateLimiter(EXACT), refusals={1: [9], 2: [9], 3: [9]})
        calls = []
        for chat in (1, 4, 2, 5, 3):
            calls.append(asyncio.create_task(telegram.call(chat)))
            await asyncio.sleep(0.1)
        await telegram.call(8)
        sent = now()
        await asyncio.gather(*calls)
        return sent

    assert run(main()) == pytest.approx(0.5)


def test_expired_halts_do_not_count() -> None:
    async def main() -> float:
        telegram = Telegram(RateLimiter(EXACT), refusals={1: [1], 2: [1], 3: [1]})
        for chat in (1, 2):
            await telegram.call(chat)
        call = asyncio.create_task(telegram.call(3))
        await asyncio.sleep(0.5)
        await telegram.call(8)
        sent = now()
        await call
        return sent

    assert run(main()) == 2.5


# Waiting and stopping


def test_on_wait_is_called_once_for_a_waiting_call() -> None:
    async def main() -> list[tuple[str, float]]:
        waits: list[tuple[str, float]] = []

        def on_wait() -> None:
            task = asyncio.current_task()
            waits.append((task.get_name() if task else "", now()))

        telegram = Telegram(RateLimiter(EXACT, on_wait), refusals={8: [3], "getMe": [4]})
        for _ in range(2):
            await telegram.call(7, BROADCAST)
        third = asyncio.create_task(telegram.call(7, BROADCAST), name="third")
        await asyncio.sleep(0)
        await telegram.call(7)  # it goes before the broadcast that waits, at once
        await asyncio.create_task(telegram.call(7), name="answer")
        await asyncio.create_task(telegram.call(8), name="refused")
        await asyncio.create_task(telegram.call(None, endpoint="getMe"), name="lookup")
        await third
        return waits

    assert run(main()) == [("third", 0), ("answer", 0), ("refused", 1), ("lookup", 4)]


def test_on_turn_is_awaited_before_a_broadcast() -> None:
    async def main() -> None:
        telegram = Telegram(RateLimiter(SMALL), refusals={1: [5]})
        told: list[tuple[float, str]] = []

        async def tell(what: str) -> None:
            told.append((now(), what))
            if what == "withdrawn":
                raise LookupError

        def broadcast(what: str) -> Broadcast:
            return Broadcast(lambda: tell(what))

        results = await asyncio.gather(
            *(telegram.call(chat, ANSWER) for chat in range(10, 13)),
            *(telegram.call(chat, broadcast(what)) for chat, what in ((1, "refused"), (2, "withdrawn"), (3, "sent"))),
            return_exceptions=True,
        )
        assert [type(result) for result in results[3:]] == [RetryAfter, LookupError, int]
        assert [what for _, what in told] == ["refused", "withdrawn", "sent"]
        assert telegram.times(1, 2, 3) == [round(told[2][0], 6)]
        assert min(told)[0] >= 1

    run(main())


def test_stopping_ends_all_waiting() -> None:
    async def main() -> list[Any]:
        telegram = Telegram(RateLimiter(EXACT), refusals={"getMe": [5, 5], 8: [5]})
        calls = [asyncio.create_task(telegram.call(7)) for _ in range(5)]
        calls += [asyncio.create_task(telegram.call(None, endpoint="getMe")), asyncio.create_task(telegram.call(8))]
        await asyncio.sleep(0.5)
        telegram.limiter.stop_waiting()
        results = await asyncio.gather(*calls, return_exceptions=True)
        assert now() == 0.5
        with pytest.raises(StoppedError):
            await telegram.call(7)
        await telegram.call(9)
        await asyncio.sleep(2)
        await telegram.call(7)
        await telegram.limiter.shutdown()
        await telegram.limiter.initialize()
        refused = asyncio.create_task(telegram.call(None, endpoint="getMe"))
        await asyncio.gather(*(telegram.call(7) for _ in range(4)), refused)
        assert now() == 7.5
        return results

    results = run(main())
    assert results[:3] == [0, 1, 2]
    assert [type(result) for result in results[3:]] == [StoppedError] * 4


def test_memory_is_bounded() -> None:
    def kept(kind: type) -> int:
        gc.collect()  # what other tests left behind goes first
        return sum(isinstance(thing, kind) for thing in gc.get_objects())

    async def main() -> list[int]:
        telegram = Telegram(RateLimiter(FREE), refusals={-1: [86400]})
        waiting = asyncio.create_task(telegram.call(-1))
        counts = []
        for chat in range(1, 5001):
            await telegram.call(-chat - 1)
            await asyncio.sleep(1)
            if chat % 1000 == 0:
                counts.append(kept(ChatQueue) - lines)
        calls = [asyncio.create_task(telegram.call(-1)) for _ in range(1000)]
        await asyncio.sleep(1)
        for call in calls:
            call.cancel()
        await asyncio.wait(calls)
        del calls, call
        counts.append(kept(asyncio.Future) - futures)
        waiting.cancel()
        return counts

    lines, futures = kept(ChatQueue), kept(asyncio.Future)
    *counts, waiting = run(main())
    assert all(count <= 200 for count in counts)
    assert waiting < 20


# With the library, and a broadcast as a whole


class Request(BaseRequest):
    """A request object that records calls and answers them."""

    def __init__(self) -> None:
        self.asked: list[tuple[float, str, dict[str, Any]]] = []
        self.refusals = [3]

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        assert method == "POST"
        endpoint = url.rsplit("/", 1)[-1]
        self.asked.append((now(), endpoint, request_data.parameters if request_data else {}))
        if endpoint == "editMessageText" and self.refusals:
            parameters = {"retry_after": self.refusals.pop()}
            return 429, json.dumps(
                {"ok": False, "error_code": 429, "parameters": parameters, "description": ""}
            ).encode()
        chat = {"id": 7, "type": "private"}
        results = {"getMe": {"id": 1, "is_bot": True, "first_name": "b", "username": "b"}, "answerCallbackQuery": True}
        result = results.get(endpoint, {"message_id": 1, "date": 1, "chat": chat, "text": "x"})
        return 200, json.dumps({"ok": True, "result": result}).encode()


def test_with_the_library() -> None:
    async def main() -> list[tuple[float, str]]:
        request = Request()
        bot: ExtBot[Priority | Broadcast] = ExtBot("1:x", request=request, rate_limiter=RateLimiter(EXACT))
        async with bot:
            await asyncio.gather(
                *(bot.send_message(7, "x", rate_limit_args=BROADCAST) for _ in range(3)),
                bot.send_message(7, "y"),
                bot.answer_callback_query("1"),
                bot.edit_message_text("z", chat_id="8", message_id=1),
            )
        return [(round(at, 6), f"{endpoint} {data.get('text', '')}".strip()) for at, endpoint, data in request.asked]

    assert run(main()) == [
        (0, "getMe"),
        (0, "sendMessage x"),
        (0, "sendMessage x"),
        (0, "sendMessage y"),
        (0, "answerCallbackQuery"),
        (0, "editMessageText z"),
        (2, "sendMessage x"),
        (3, "editMessageText z"),
    ]


@pytest.mark.parametrize("questions", [0, 5, 10])
def test_a_broadcast_to_a_thousand_chats_amid_questions(questions: int) -> None:
    """Takes at most 1.05 of the time that the limits demand, answers within a second, and is never refused."""
    random_ = random.Random(questions)
    waits: list[float] = []

    async def main() -> tuple[Telegram, float]:
        telegram = Telegram(RateLimiter(), lambda: 0.05 + random_.uniform(-0.009, 0.009))
        broadcast = asyncio.gather(
            *(telegram.call(random_.choice((1, -1)) * chat, BROADCAST) for chat in range(1, 1001))
        )

        async def answer() -> None:
            start = now()
            await telegram.call(random_.randint(2000, 9000))
            waits.append(now() - start)

        answers = []
        while not broadcast.done():
            await asyncio.sleep(random_.expovariate(questions) if questions else 60)
            answers.append(asyncio.create_task(answer()))
        await asyncio.gather(*answers)
        return telegram, max(at for at, chat, _ in telegram.arrived if abs(chat) <= 1000)

    telegram, took = run(main())
    before = [at for at in telegram.times() if at <= took]
    assert took <= 1.05 * len(before) / 30
    assert not exceeds(telegram.times(), 30, 1)
    assert max(waits, default=0) <= 0.5
    assert Counter(chat for _, chat, _ in telegram.arrived).most_common(1)[0][1] < 5
