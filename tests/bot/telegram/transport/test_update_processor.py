from __future__ import annotations

import asyncio
import gc
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, TypeHandler

from bot.telegram.rate_limit.limits import Limits
from bot.telegram.rate_limit.rate_limiter import RateLimiter
from bot.telegram.transport.update_processor import (
    MAX_CONCURRENT,
    MAX_UNFINISHED_OF_SENDER,
    OrderedUpdateProcessor,
    OrderingKey,
    ordering_key,
)
from tests.bot.telegram.rate_limit.test_rate_limiter import Request
from tests.bot.telegram.virtual_loop import now, run

ANN, BEN, GROUP, OTHER = 1, 2, -10, -20
BARRIER = "barrier"


def user(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "x"}


def chat(number: int) -> dict[str, Any]:
    return {"id": number, "type": "private" if number > 0 else "supergroup"}


def message(asker: int, chat_id: int, **more: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1, "chat": chat(chat_id), "from": user(asker), "text": "x", **more}


def member(chat_id: int) -> dict[str, Any]:
    status = {"user": user(9), "status": "member"}
    return {"chat": chat(chat_id), "from": user(ANN), "date": 1, "old_chat_member": status, "new_chat_member": status}


def update(**content: Any) -> Update:
    return Update.de_json({"update_id": 1, **content})


def asks(asker: int, chat_id: int) -> Update:
    return update(message=message(asker, chat_id))


async def test_a_sender_has_a_bounded_number_of_unfinished_updates() -> None:
    processor, gate = OrderedUpdateProcessor(), asyncio.Event()
    flood = [asks(ANN, ANN) for _ in range(MAX_UNFINISHED_OF_SENDER + 5)]
    admitted = [one for one in flood if processor.admit(one)]
    assert len(admitted) == MAX_UNFINISHED_OF_SENDER
    assert processor.admit(asks(BEN, BEN))
    assert processor.admit(update(my_chat_member=member(GROUP)))
    tasks = [asyncio.create_task(processor.do_process_update(one, gate.wait())) for one in admitted]
    await asyncio.sleep(0)
    assert not processor.admit(asks(ANN, GROUP))
    gate.set()
    await asyncio.gather(*tasks)
    assert [processor.admit(one) for one in flood].count(True) == MAX_UNFINISHED_OF_SENDER


IN_TOPIC = {"message_thread_id": 3, "is_topic_message": True}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"message": message(ANN, ANN)}, OrderingKey((ANN,), (None, ANN))),
        ({"message": message(ANN, GROUP)}, OrderingKey((GROUP,), (None, ANN))),
        ({"edited_message": message(ANN, GROUP)}, OrderingKey((GROUP,), (None, ANN))),
        ({"message": message(ANN, GROUP, **IN_TOPIC)}, OrderingKey((GROUP,), (3, ANN))),
        # a thread of replies is no topic
        ({"message": message(ANN, GROUP, message_thread_id=3)}, OrderingKey((GROUP,), (None, ANN))),
        # an administrator who speaks as the group
        ({"message": message(9, GROUP, sender_chat=chat(GROUP))}, OrderingKey((GROUP,), (None, GROUP))),
        ({"channel_post": {"message_id": 5, "date": 1, "chat": chat(GROUP)}}, OrderingKey((GROUP,), (None, None))),
        # who presses comes after what he asked; the message is the bot's
        (
            {
                "callback_query": {
                    "id": "1",
                    "from": user(ANN),
                    "chat_instance": "",
                    "message": message(9, GROUP, **IN_TOPIC),
                }
            },
            OrderingKey((GROUP,), (3, ANN)),
        ),
        (
            {
                "callback_query": {
                    "id": "1",
                    "from": user(ANN),
                    "chat_instance": "",
                    "message": {"message_id": 5, "date": 0, "chat": chat(GROUP)},
                }
            },
            OrderingKey((GROUP,), (None, ANN)),
        ),
        (
            {"callback_query": {"id": "1", "from": user(ANN), "chat_instance": "", "inline_message_id": "x"}},
            OrderingKey((None,), (None, ANN)),
        ),
        (
            {"inline_query": {"id": "1", "from": user(ANN), "query": "", "offset": ""}},
            OrderingKey((None,), (None, ANN)),
        ),
        ({"my_chat_member": member(GROUP)}, OrderingKey((GROUP,), barrier=True)),
        ({"message": message(ANN, GROUP, migrate_to_chat_id=OTHER)}, OrderingKey((GROUP, OTHER), barrier=True)),
        ({"message": message(ANN, OTHER, migrate_from_chat_id=GROUP)}, OrderingKey((GROUP, OTHER), barrier=True)),
        ({"message": message(ANN, GROUP, migrate_to_chat_id=GROUP)}, OrderingKey((GROUP,), barrier=True)),
        ({}, OrderingKey()),
    ],
)
def test_ordering_keys(content: dict[str, Any], expected: OrderingKey) -> None:
    found = ordering_key(update(**content))
    assert (sorted(found.chats, key=str), found.asker, found.barrier) == (
        sorted(expected.chats, key=str),
        expected.asker,
        expected.barrier,
    )


def test_other_objects_have_no_ordering() -> None:
    assert ordering_key("x") == OrderingKey()


@dataclass
class Timeline:
    """Records when each update is handled."""

    processor: OrderedUpdateProcessor
    begun: list[tuple[Any, float]] = field(default_factory=list)
    ended: list[tuple[Any, float]] = field(default_factory=list)

    def receive(
        self, name: Any, what: object, seconds: float = 1, fails: BaseException | None = None
    ) -> asyncio.Task[None]:
        async def handle() -> None:
            self.begun.append((name, now()))
            await asyncio.sleep(seconds)
            self.ended.append((name, now()))
            if fails:
                raise fails

        return asyncio.create_task(self.processor.process_update(what, handle()))


def start_times(*updates: object, max_concurrent: int = MAX_CONCURRENT) -> list[float]:
    """Return when each update begins if all come at second 0 and take a second."""

    async def main() -> list[float]:
        timeline = Timeline(OrderedUpdateProcessor(max_concurrent))
        await asyncio.gather(*(timeline.receive(number, what) for number, what in enumerate(updates)))
        return [at for _, at in sorted(timeline.begun)]

    return run(main())


@pytest.mark.parametrize(
    ("updates", "begins"),
    [
        ([asks(ANN, GROUP)] * 3, [0, 1, 2]),
        ([asks(ANN, GROUP), asks(BEN, GROUP), asks(ANN, OTHER), asks(ANN, GROUP)], [0, 0, 0, 1]),
        ([asks(ANN, GROUP), update(edited_message=message(ANN, GROUP))], [0, 1]),
        ([update(), update(), "x", "x"], [0, 0, 0, 0]),
        # a barrier is alone in its chat
        (
            [
                asks(ANN, GROUP),
                asks(BEN, GROUP),
                update(my_chat_member=member(GROUP)),
                asks(ANN, GROUP),
                asks(BEN, GROUP),
            ],
            [0, 0, 1, 2, 2],
        ),
        ([update(my_chat_member=member(GROUP))] * 2 + [asks(ANN, OTHER)], [0, 1, 0]),
        ([asks(ANN, GROUP)] * 2 + [update(my_chat_member=member(GROUP)), asks(ANN, GROUP)], [0, 1, 2, 3]),
        # a migration is one in both
        (
            [
                asks(ANN, GROUP),
                asks(ANN, OTHER),
                asks(ANN, OTHER),
                update(message=message(ANN, GROUP, migrate_to_chat_id=OTHER)),
                update(message=message(ANN, OTHER, migrate_from_chat_id=GROUP)),
                asks(ANN, GROUP),
                asks(ANN, OTHER),
            ],
            [0, 0, 1, 2, 3, 4, 4],
        ),
    ],
)
def test_start_times(updates: Sequence[object], begins: list[float]) -> None:
    assert start_times(*updates) == begins


def test_concurrency_is_bounded() -> None:
    assert start_times(*(asks(asker, GROUP) for asker in range(1, 41))) == [0] * 16 + [1] * 16 + [2] * 8


def test_a_flooding_asker_does_not_delay_others() -> None:
    assert start_times(*[asks(ANN, ANN)] * 100, *(asks(asker, asker) for asker in range(2, 17)))[100:] == [0] * 15


def test_waiting_for_the_rate_limit_occupies_no_slot() -> None:
    """Two groups above their limits and a private chat."""

    async def main() -> float:
        processor = OrderedUpdateProcessor()
        limiter = RateLimiter(Limits(slack=0), on_wait=processor.release_slot)
        sent = {}

        async def answer(asker: int, chat_id: int) -> None:
            async def post() -> bool:
                await asyncio.sleep(0.05)
                sent[asker] = now()
                return True

            await limiter.process_request(post, (), {}, "sendMessage", {"chat_id": chat_id}, None)

        flood = [(asker, GROUP if asker % 2 else OTHER) for asker in range(10, 60)]
        await asyncio.gather(
            *(processor.process_update(asks(*who), answer(*who)) for who in flood),
            *(processor.process_update(asks(asker, asker), answer(asker, asker)) for asker in (1, 2)),
        )
        assert sent[59] > 60
        # everyone has got his place back
        timeline = Timeline(processor)
        await asyncio.gather(*(timeline.receive(asker, asks(asker, GROUP)) for asker in range(1, 18)))
        assert [round(at - timeline.begun[0][1], 9) for _, at in timeline.begun] == [0] * 16 + [1]
        return max(sent[1], sent[2])

    assert run(main()) == 0.05


def test_releasing_twice_or_without_a_slot_releases_none() -> None:
    async def main() -> list[float]:
        processor = OrderedUpdateProcessor(1)
        timeline = Timeline(processor)

        async def aside() -> None:
            processor.release_slot()
            processor.release_slot()
            await asyncio.sleep(5)

        processor.release_slot()
        first = asyncio.create_task(processor.process_update(asks(9, GROUP), aside()))
        await asyncio.gather(first, *(timeline.receive(asker, asks(asker, GROUP)) for asker in (1, 2, 3)))
        return [at for _, at in timeline.begun]

    assert run(main()) == [0, 1, 2]


@pytest.mark.parametrize("fails", [ValueError("x"), asyncio.CancelledError()])
def test_an_error_does_not_stop_the_next_update(fails: BaseException) -> None:
    async def main() -> list[tuple[Any, float]]:
        timeline = Timeline(OrderedUpdateProcessor(1))
        first = timeline.receive("first", asks(ANN, GROUP), fails=fails)
        await asyncio.gather(first, timeline.receive("second", asks(ANN, GROUP)), return_exceptions=True)
        with pytest.raises(type(fails)):
            await first
        return timeline.begun

    assert run(main()) == [("first", 0), ("second", 1)]


@pytest.mark.parametrize("cancelled", [[1], [2], [1, 2], [3], [2, 3]])
def test_a_cancelled_update_keeps_the_order(cancelled: list[int]) -> None:
    async def main() -> Timeline:
        timeline = Timeline(OrderedUpdateProcessor())
        tasks = [timeline.receive(number, asks(ANN, GROUP), 5) for number in range(3)]
        tasks += [
            timeline.receive(3, update(my_chat_member=member(GROUP)), 5),
            timeline.receive(4, asks(BEN, GROUP), 5),
        ]
        await asyncio.sleep(1)
        for number in cancelled:
            tasks[number].cancel()
        await asyncio.wait(tasks)
        return timeline

    left = [number for number in range(5) if number not in cancelled]
    timeline = run(main())
    assert timeline.begun == [(number, 5 * turn) for turn, number in enumerate(left)]


# When the bot stops


def test_draining_finishes_running_updates_and_drops_waiting_ones() -> None:
    async def main() -> tuple[int, float, Timeline]:
        timeline = Timeline(OrderedUpdateProcessor(2))
        tasks = [timeline.receive(number, asks(asker, GROUP), 5) for number, asker in enumerate((ANN, ANN, BEN, 3, 4))]
        await asyncio.sleep(1)
        dropped = await timeline.processor.drain(3)
        at = now()
        tasks.append(timeline.receive("late", asks(5, GROUP)))
        await asyncio.gather(*tasks)
        assert await timeline.processor.drain(3) == 0
        assert now() == 5
        await timeline.processor.shutdown()
        await timeline.processor.initialize()
        await timeline.receive("anew", asks(ANN, GROUP))
        return dropped, at, timeline

    dropped, at, timeline = run(main())
    assert (dropped, at) == (3, 4)
    assert set(timeline.ended) == {(0, 5), (2, 5), ("anew", 6)}


def test_draining_ends_with_the_last_update() -> None:
    async def main() -> tuple[int, float]:
        timeline = Timeline(OrderedUpdateProcessor())
        assert await timeline.processor.drain(9) == 0
        await timeline.processor.initialize()
        task = timeline.receive("x", asks(ANN, GROUP), 2)
        await asyncio.sleep(0)
        dropped = await timeline.processor.drain(9)
        await task
        return dropped, now()

    assert run(main()) == (0, 2)


def test_with_the_library() -> None:
    """A hundred updates of one asker, every third failing, and one of another; all are handled before the stop."""

    async def main() -> tuple[list[tuple[int, int, float]], list[int], float]:
        handled: list[tuple[int, int, float]] = []
        errors: list[int] = []
        processor = OrderedUpdateProcessor()

        async def handle(what: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
            await asyncio.sleep(1)
            asker = what.effective_user.id if what.effective_user else 0
            handled.append((asker, what.update_id, now()))
            await context.bot.send_message(asker, "x")
            if not what.update_id % 3:
                raise ValueError

        async def trouble(what: object, _: ContextTypes.DEFAULT_TYPE) -> None:
            assert isinstance(what, Update)
            errors.append(what.update_id)

        limiter = RateLimiter(Limits(chat=9, burst=9), processor.release_slot)
        builder = ApplicationBuilder().token("1:x").request(Request()).get_updates_request(Request()).updater(None)
        application = builder.rate_limiter(limiter).concurrent_updates(processor).build()
        application.add_handler(TypeHandler(Update, handle))
        application.add_error_handler(trouble)
        async with application:
            await application.start()
            for number in range(100):
                what = {"update_id": number, "message": message(ANN, GROUP)}
                await application.update_queue.put(Update.de_json(what, application.bot))
            await application.update_queue.put(asks(BEN, GROUP))
            await asyncio.sleep(0.5)
            assert await processor.drain(200) == 0
            await application.stop()
            ended = now()
        return handled, errors, ended

    handled, errors, ended = run(main())
    assert [number for asker, number, _ in handled if asker == ANN] == list(range(100))
    assert [at for asker, _, at in handled if asker == BEN] == [1]
    assert errors == list(range(0, 100, 3))
    assert ended == 100


# Whatever comes

WHAT = st.one_of(
    st.tuples(st.sampled_from([ANN, BEN, 3]), st.sampled_from([GROUP, OTHER])),
    st.tuples(st.just(BARRIER), st.sampled_from([GROUP, OTHER])),
)
COMES = st.tuples(
    WHAT,
    st.sampled_from([0, 0, 0.5, 1]),
    st.sampled_from([0, 0.5, 1, 3]),
    st.sampled_from([None, None, ValueError("x")]),
    st.sampled_from([None, None, None, 0.0, 0.5, 1.0, 2.0]),
)


@given(st.lists(COMES, max_size=40), st.integers(1, 4))
def test_order_holds_for_any_updates(comes: list[Any], max_concurrent: int) -> None:
    async def main() -> Timeline:
        timeline = Timeline(OrderedUpdateProcessor(max_concurrent))
        tasks = []
        for number, ((who, chat_id), pause, seconds, fails, patience) in enumerate(comes):
            await asyncio.sleep(pause)
            what = update(my_chat_member=member(chat_id)) if who == BARRIER else asks(who, chat_id)
            task = timeline.receive(number, what, seconds, fails)
            tasks.append(task)
            if patience is not None:
                asyncio.get_running_loop().call_later(patience, task.cancel)
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 9999)
        assert all(patience is not None or task.done() for task, (*_, patience) in zip(tasks, comes, strict=True))
        return timeline

    timeline = run(main())
    begun, ended = dict(timeline.begun), dict(timeline.ended)
    assert set(begun) >= {number for number, (*_, patience) in enumerate(comes) if patience is None}
    places = [what for what, *_ in comes]
    for earlier, (who, chat_id) in enumerate(places):
        for later, (other, there) in enumerate(places[earlier + 1 :], earlier + 1):
            if chat_id == there and (who == other or BARRIER in (who, other)) and later in begun and earlier in begun:
                assert ended.get(earlier, begun[earlier]) <= begun[later]
                assert [n for n, _ in timeline.begun].index(earlier) < [n for n, _ in timeline.begun].index(later)
    for number, at in timeline.begun:
        under_way = [n for n, start in timeline.begun if start <= at < ended.get(n, 0) and n != number]
        assert len(under_way) <= max_concurrent - (ended.get(number, 0) > at)


def test_memory_is_freed_when_idle() -> None:
    def count(kind: str) -> int:
        gc.collect()  # objects that earlier tests left in reference cycles must not vanish between two counts
        return sum(type(thing).__name__ == kind for thing in gc.get_objects())

    async def main() -> list[int]:
        processor = OrderedUpdateProcessor()
        chats, futures = count("_Chat"), count("Future")
        timeline = Timeline(processor)
        updates = [asks(asker, -asker) for asker in range(1, 200)] + [update(my_chat_member=member(-7))]
        await asyncio.gather(*(timeline.receive(number, what) for number, what in enumerate(updates * 2)))
        gc.collect()
        return [count("_Chat") - chats, count("Future") - futures]

    assert run(main()) == [0, 0]
