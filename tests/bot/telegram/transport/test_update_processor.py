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
from bot.telegram.transport.update_processor import MAX_CONCURRENT, OrderedUpdateProcessor, OrderingKey, ordering_key
from tests.bot.telegram.rate_limit.test_rate_limiter import Request
from tests.bot.telegram.virtual import now, run

ANN, BEN, GROUP, OTHER = 1, 2, -10, -20
BARRIER = "barrier"


def user(number: int) -> dict[str, Any]:
    return {"id": number, "is_bot": False, "first_name": "x"}


def chat(number: int) -> dict[str, Any]:
    return {"id": number, "type": "private" if number > 0 else "supergroup"}


def message(asker: int, where: int, **more: Any) -> dict[str, Any]:
    return {"message_id": 5, "date": 1, "chat": chat(where), "from": user(asker), "text": "x", **more}


def member(where: int) -> dict[str, Any]:
    status = {"user": user(9), "status": "member"}
    return {"chat": chat(where), "from": user(ANN), "date": 1, "old_chat_member": status, "new_chat_member": status}


def update(**content: Any) -> Update:
    return Update.de_json({"update_id": 1, **content})


def asks(asker: int, where: int) -> Update:
    return update(message=message(asker, where))


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
def test_places(content: dict[str, Any], expected: OrderingKey) -> None:
    found = ordering_key(update(**content))
    assert (sorted(found.chats, key=str), found.asker, found.barrier) == (
        sorted(expected.chats, key=str),
        expected.asker,
        expected.barrier,
    )


def test_what_is_no_update_has_no_place() -> None:
    assert ordering_key("x") == OrderingKey()


@dataclass
class Day:
    """What was handled when."""

    ordered: OrderedUpdateProcessor
    begun: list[tuple[Any, float]] = field(default_factory=list)
    ended: list[tuple[Any, float]] = field(default_factory=list)

    def comes(
        self, name: Any, what: object, seconds: float = 1, fails: BaseException | None = None
    ) -> asyncio.Task[None]:
        async def handle() -> None:
            self.begun.append((name, now()))
            await asyncio.sleep(seconds)
            self.ended.append((name, now()))
            if fails:
                raise fails

        return asyncio.create_task(self.ordered.process_update(what, handle()))


def handled(*updates: object, at_once: int = MAX_CONCURRENT) -> list[float]:
    """When each begins, if all come at second 0 and take a second."""

    async def main() -> list[float]:
        day = Day(OrderedUpdateProcessor(at_once))
        await asyncio.gather(*(day.comes(number, what) for number, what in enumerate(updates)))
        return [at for _, at in sorted(day.begun)]

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
def test_when_each_begins(updates: Sequence[object], begins: list[float]) -> None:
    assert handled(*updates) == begins


def test_no_more_than_so_many_at_once() -> None:
    assert handled(*(asks(asker, GROUP) for asker in range(1, 41))) == [0] * 16 + [1] * 16 + [2] * 8


def test_who_floods_the_bot_holds_nobody_else_up() -> None:
    assert handled(*[asks(ANN, ANN)] * 100, *(asks(asker, asker) for asker in range(2, 17)))[100:] == [0] * 15


def test_who_waits_to_send_holds_nobody_up() -> None:
    """Two groups over their limits, and a private chat."""

    async def main() -> float:
        ordered = OrderedUpdateProcessor()
        limiter = RateLimiter(Limits(slack=0), on_wait=ordered.release_slot)
        sent = {}

        async def answer(asker: int, where: int) -> None:
            async def post() -> bool:
                await asyncio.sleep(0.05)
                sent[asker] = now()
                return True

            await limiter.process_request(post, (), {}, "sendMessage", {"chat_id": where}, None)

        flood = [(asker, GROUP if asker % 2 else OTHER) for asker in range(10, 60)]
        await asyncio.gather(
            *(ordered.process_update(asks(*who), answer(*who)) for who in flood),
            *(ordered.process_update(asks(asker, asker), answer(asker, asker)) for asker in (1, 2)),
        )
        assert sent[59] > 60
        # everyone has got his place back
        day = Day(ordered)
        await asyncio.gather(*(day.comes(asker, asks(asker, GROUP)) for asker in range(1, 18)))
        assert [round(at - day.begun[0][1], 9) for _, at in day.begun] == [0] * 16 + [1]
        return max(sent[1], sent[2])

    assert run(main()) == 0.05


def test_stepping_aside_twice_or_without_a_place_frees_none() -> None:
    async def main() -> list[float]:
        ordered = OrderedUpdateProcessor(1)
        day = Day(ordered)

        async def aside() -> None:
            ordered.release_slot()
            ordered.release_slot()
            await asyncio.sleep(5)

        ordered.release_slot()
        first = asyncio.create_task(ordered.process_update(asks(9, GROUP), aside()))
        await asyncio.gather(first, *(day.comes(asker, asks(asker, GROUP)) for asker in (1, 2, 3)))
        return [at for _, at in day.begun]

    assert run(main()) == [0, 1, 2]


@pytest.mark.parametrize("fails", [ValueError("x"), asyncio.CancelledError()])
def test_an_error_in_one_does_not_stop_the_next(fails: BaseException) -> None:
    async def main() -> list[tuple[Any, float]]:
        day = Day(OrderedUpdateProcessor(1))
        first = day.comes("first", asks(ANN, GROUP), fails=fails)
        await asyncio.gather(first, day.comes("second", asks(ANN, GROUP)), return_exceptions=True)
        with pytest.raises(type(fails)):
            await first
        return day.begun

    assert run(main()) == [("first", 0), ("second", 1)]


@pytest.mark.parametrize("cancelled", [[1], [2], [1, 2], [3], [2, 3]])
def test_one_that_is_cancelled_before_its_turn_keeps_the_order(cancelled: list[int]) -> None:
    async def main() -> Day:
        day = Day(OrderedUpdateProcessor())
        tasks = [day.comes(number, asks(ANN, GROUP), 5) for number in range(3)]
        tasks += [day.comes(3, update(my_chat_member=member(GROUP)), 5), day.comes(4, asks(BEN, GROUP), 5)]
        await asyncio.sleep(1)
        for number in cancelled:
            tasks[number].cancel()
        await asyncio.wait(tasks)
        return day

    left = [number for number in range(5) if number not in cancelled]
    day = run(main())
    assert day.begun == [(number, 5 * turn) for turn, number in enumerate(left)]


# When the bot stops


def test_what_has_begun_finishes_and_what_has_not_never_begins() -> None:
    async def main() -> tuple[int, float, Day]:
        day = Day(OrderedUpdateProcessor(2))
        tasks = [day.comes(number, asks(asker, GROUP), 5) for number, asker in enumerate((ANN, ANN, BEN, 3, 4))]
        await asyncio.sleep(1)
        dropped = await day.ordered.drain(3)
        at = now()
        tasks.append(day.comes("late", asks(5, GROUP)))
        await asyncio.gather(*tasks)
        assert await day.ordered.drain(3) == 0
        assert now() == 5
        await day.ordered.shutdown()
        await day.ordered.initialize()
        await day.comes("anew", asks(ANN, GROUP))
        return dropped, at, day

    dropped, at, day = run(main())
    assert (dropped, at) == (3, 4)
    assert set(day.ended) == {(0, 5), (2, 5), ("anew", 6)}


def test_settling_takes_no_longer_than_there_is_to_do() -> None:
    async def main() -> tuple[int, float]:
        day = Day(OrderedUpdateProcessor())
        assert await day.ordered.drain(9) == 0
        await day.ordered.initialize()
        task = day.comes("x", asks(ANN, GROUP), 2)
        await asyncio.sleep(0)
        dropped = await day.ordered.drain(9)
        await task
        return dropped, now()

    assert run(main()) == (0, 2)


def test_with_the_library() -> None:
    """A hundred at once from one asker, every third an error, and one from another; all is done before it stops."""

    async def main() -> tuple[list[tuple[int, int, float]], list[int], float]:
        handled: list[tuple[int, int, float]] = []
        errors: list[int] = []
        ordered = OrderedUpdateProcessor()

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

        limiter = RateLimiter(Limits(chat=9, burst=9), ordered.release_slot)
        builder = ApplicationBuilder().token("1:x").request(Request()).get_updates_request(Request()).updater(None)
        application = builder.rate_limiter(limiter).concurrent_updates(ordered).build()
        application.add_handler(TypeHandler(Update, handle))
        application.add_error_handler(trouble)
        async with application:
            await application.start()
            for number in range(100):
                what = {"update_id": number, "message": message(ANN, GROUP)}
                await application.update_queue.put(Update.de_json(what, application.bot))
            await application.update_queue.put(asks(BEN, GROUP))
            await asyncio.sleep(0.5)
            assert await ordered.drain(200) == 0
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
def test_whatever_comes_the_order_holds_and_everything_ends(comes: list[Any], at_once: int) -> None:
    async def main() -> Day:
        day = Day(OrderedUpdateProcessor(at_once))
        tasks = []
        for number, ((who, where), pause, seconds, fails, patience) in enumerate(comes):
            await asyncio.sleep(pause)
            what = update(my_chat_member=member(where)) if who == BARRIER else asks(who, where)
            task = day.comes(number, what, seconds, fails)
            tasks.append(task)
            if patience is not None:
                asyncio.get_running_loop().call_later(patience, task.cancel)
        await asyncio.wait_for(asyncio.gather(*tasks, return_exceptions=True), 9999)
        assert all(patience is not None or task.done() for task, (*_, patience) in zip(tasks, comes, strict=True))
        return day

    day = run(main())
    begun, ended = dict(day.begun), dict(day.ended)
    assert set(begun) >= {number for number, (*_, patience) in enumerate(comes) if patience is None}
    places = [what for what, *_ in comes]
    for earlier, (who, where) in enumerate(places):
        for later, (other, there) in enumerate(places[earlier + 1 :], earlier + 1):
            if where == there and (who == other or BARRIER in (who, other)) and later in begun and earlier in begun:
                assert ended.get(earlier, begun[earlier]) <= begun[later]
                assert [n for n, _ in day.begun].index(earlier) < [n for n, _ in day.begun].index(later)
    for number, at in day.begun:
        under_way = [n for n, start in day.begun if start <= at < ended.get(n, 0) and n != number]
        assert len(under_way) <= at_once - (ended.get(number, 0) > at)


def test_memory_is_freed_when_nothing_is_under_way() -> None:
    def count(kind: str) -> int:
        gc.collect()  # objects that earlier tests left in reference cycles must not vanish between two counts
        return sum(type(thing).__name__ == kind for thing in gc.get_objects())

    async def main() -> list[int]:
        ordered = OrderedUpdateProcessor()
        chats, futures = count("_Chat"), count("Future")
        day = Day(ordered)
        updates = [asks(asker, -asker) for asker in range(1, 200)] + [update(my_chat_member=member(-7))]
        await asyncio.gather(*(day.comes(number, what) for number, what in enumerate(updates * 2)))
        return [count("_Chat") - chats, count("Future") - futures]

    assert run(main()) == [0, 0]
