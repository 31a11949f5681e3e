from __future__ import annotations

from collections.abc import Iterator

import pytest

from intents.index.lazy_list import LazyCases
from tests.intents.names import DATASET

CASES = DATASET.cases


class CountingOrder:
    """Positions, with a count of those taken."""

    def __init__(self, *positions: int) -> None:
        self.taken, self._positions = 0, positions

    def __iter__(self) -> Iterator[int]:
        for position in self._positions:
            self.taken += 1
            yield position


def lazy_cases(order: CountingOrder, size: int = 5) -> LazyCases:
    return LazyCases(CASES, iter(order), size)


def test_only_cases_that_are_read_are_looked_up() -> None:
    order = CountingOrder(3, 1, 4, 1, 5)
    cases = lazy_cases(order)
    assert len(cases) == 5
    assert order.taken == 0
    assert cases[1] is CASES[1]
    assert list(cases[:2]) == [CASES[3], CASES[1]]
    assert order.taken == 2
    assert cases[-1] is CASES[5]
    assert order.taken == 5


@pytest.mark.parametrize("at", [slice(None), slice(1, 3), slice(None, None, -1), slice(4, 1, -2), slice(9, None)])
def test_slices_equal_those_of_a_list(at: slice) -> None:
    assert list(lazy_cases(CountingOrder(3, 1, 4, 1, 5))[at]) == [CASES[n] for n in (3, 1, 4, 1, 5)][at]


@pytest.mark.parametrize("at", [5, -6])
def test_an_index_beyond_the_end_raises(at: int) -> None:
    with pytest.raises(IndexError):
        lazy_cases(CountingOrder(3, 1, 4, 1, 5))[at]


def test_equality_with_a_sequence_of_the_same_cases() -> None:
    cases = lazy_cases(CountingOrder(0, 1), 2)
    assert cases == CASES[:2]
    assert cases == lazy_cases(CountingOrder(0, 1), 2)
    assert hash(cases) == hash(lazy_cases(CountingOrder(0, 1), 2))
    assert cases != CASES[1:3]
    assert cases != CASES[:3]
    assert cases != 2
    assert repr(lazy_cases(CountingOrder(0, 1), 2)) == "Cases(2: csj-2022/1/1, csj-2022/1/2)"
    assert repr(lazy_cases(CountingOrder(0, 1, 2, 3), 4)).endswith(", …)")
