from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.rate_limit.limits import TokenBucket
from bot.telegram.transport.throttle import MAX_TRACKED, MIN_GREETING_SECONDS, Rates, Throttle

OK, NOTICE, SILENT = "answered", "refused, and the chat is told", "refused"

ANN, BEN, GROUP, OTHER = 1, 2, -10, -20


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def verdict(throttle: Throttle, user: int, chat: int) -> str:
    if throttle.take(user, chat):
        return OK
    return NOTICE if throttle.take_notice(user, chat) else SILENT


@pytest.mark.parametrize(
    ("rates", "asked", "verdicts"),
    [
        (Rates(user=(2, 2)), [(0, ANN, ANN)] * 4, [OK, OK, NOTICE, SILENT]),
        (Rates(user=(2, 2)), [(0, ANN, ANN)] * 2 + [(0, BEN, BEN)], [OK, OK, OK]),
        # one comes back every two seconds, without a further word
        (Rates(user=(1, 2)), [(0, ANN, ANN), (1, ANN, ANN), (1.9, ANN, ANN), (2, ANN, ANN)], [OK, NOTICE, SILENT, OK]),
        (Rates(user=(2, 2)), [(0, ANN, ANN)] * 3 + [(2, ANN, ANN), (3, ANN, ANN)], [OK, OK, NOTICE, OK, SILENT]),
        # full again: the next refusal is the first again
        (Rates(user=(1, 2)), [(0, ANN, ANN)] * 2 + [(2, ANN, ANN)] * 2, [OK, NOTICE, OK, NOTICE]),
        # a user's bucket is one over all chats, each of which is told once
        (
            Rates(user=(1, 2)),
            [(0, ANN, ANN), (0, ANN, GROUP), (0, ANN, OTHER), (0, ANN, GROUP)],
            [OK, NOTICE, NOTICE, SILENT],
        ),
        # even if the chat's own bucket stays full
        (Rates((1, 99), (2, 5)), [(0, ANN, ANN), (0, ANN, GROUP), (9, ANN, GROUP)], [OK, NOTICE, SILENT]),
        # several who ask too fast in one chat
        (
            Rates(user=(1, 9)),
            [(0, ANN, GROUP), (0, BEN, GROUP), (1, ANN, GROUP), (1, BEN, GROUP)],
            [OK, OK, NOTICE, SILENT],
        ),
        # a chat's bucket is one for all who are in it; it is told once
        (Rates(chat=(1, 2)), [(0, ANN, GROUP), (0, BEN, GROUP), (0, ANN, GROUP)], [OK, NOTICE, SILENT]),
        (Rates(chat=(1, 2)), [(0, ANN, GROUP), (0, ANN, OTHER)], [OK, OK]),
        (Rates(chat=(1, 9)), [(0, ANN, ANN)] * 8, [OK] * 8),
        # what is refused is not counted: neither against the chat …
        (Rates((1, 9), (2, 9)), [(0, ANN, GROUP)] * 3 + [(0, BEN, GROUP)], [OK, NOTICE, SILENT, OK]),
        # … nor against the user
        (Rates((2, 9), (1, 9)), [(0, ANN, GROUP)] * 3 + [(0, ANN, ANN)], [OK, NOTICE, SILENT, OK]),
        # one user's silence is not the chat's
        (
            Rates((2, 9), (2, 9)),
            [(0, ANN, ANN)] * 3 + [(0, BEN, GROUP)] * 2 + [(0, ANN, GROUP), (0, 3, GROUP)],
            [OK, OK, NOTICE, OK, OK, NOTICE, SILENT],
        ),
        # an administrator who speaks as the group
        (Rates(chat=(1, 2)), [(0, GROUP, GROUP)] * 2, [OK, NOTICE]),
    ],
)
def test_verdicts(rates: Rates, asked: list[tuple[float, int, int]], verdicts: list[str]) -> None:
    clock = Clock()
    throttle = Throttle(clock, rates)
    given_ = []
    for at, user, chat in asked:
        clock.now = at
        given_.append(verdict(throttle, user, chat))
    assert given_ == verdicts


def test_a_refusal_that_nobody_is_told_of_leaves_the_notice() -> None:
    throttle = Throttle(Clock(), Rates(chat=(1, 9)))
    assert [throttle.take(ANN, GROUP) for _ in range(3)] == [True, False, False]
    assert verdict(throttle, BEN, GROUP) == NOTICE


def test_default_rates() -> None:
    throttle = Throttle(Clock())
    assert [verdict(throttle, ANN, ANN) for _ in range(10)] == [OK] * 8 + [NOTICE, SILENT]
    assert [verdict(throttle, user, GROUP) for user in range(10, 24)] == [OK] * 12 + [NOTICE, SILENT]


@given(
    st.lists(
        st.tuples(st.sampled_from([0, 0, 0.5, 1, 7]), st.sampled_from([ANN, BEN]), st.sampled_from([GROUP, OTHER]))
    )
)
def test_rates_hold(asked: list[tuple[float, int, int]]) -> None:
    clock = Clock()
    throttle = Throttle(clock, Rates((3, 2), (4, 1)))
    taken: dict[int, list[float]] = {}
    for pause, user, chat in asked:
        clock.now += pause
        if throttle.take(user, chat):
            for who in (user, chat):
                taken.setdefault(who, []).append(clock.now)
    for who, times in taken.items():
        size, every = (3, 2) if who > 0 else (4, 1)
        for first, start in enumerate(times):
            for last in range(first, len(times)):
                assert last - first + 1 <= size + (times[last] - start) / every


def test_memory_is_bounded() -> None:
    clock = Clock()
    throttle = Throttle(clock)

    def remembered() -> int:
        gc.collect()  # buckets that earlier tests left in reference cycles must not vanish between two counts
        return sum(isinstance(thing, TokenBucket) for thing in gc.get_objects())

    before = remembered()
    for user in range(1, MAX_TRACKED + 2000):
        throttle.take(user, user)
    assert remembered() - before == MAX_TRACKED
    clock.now = 100
    for user in range(1, MAX_TRACKED):
        throttle.take(user, user)
        clock.now += 1
    assert remembered() - before < 10


def test_a_greeting_counts_for_nothing_but_a_flood_of_them_does() -> None:
    clock = Clock()
    throttle = Throttle(clock, Rates(user=(2, 100), chat=(2, 100)))
    for _ in range(3):
        assert throttle.take(ANN, GROUP)
        throttle.give_back(ANN, GROUP)
        clock.now += MIN_GREETING_SECONDS
    verdicts = []
    for _ in range(4):
        verdicts.append(verdict(throttle, ANN, GROUP))
        throttle.give_back(ANN, GROUP)
    assert verdicts == [OK, OK, OK, NOTICE]
