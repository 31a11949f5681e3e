from __future__ import annotations

from collections.abc import Iterator

import pytest

from intents.index.lazy_list import LazyCases
from tests.intents.names import DATASET

CASES = DATASET.cases


class Order:
    """Positions that are counted as they are taken."""

    def __init__(self, *positions: int) -> None:
        self.taken, self._positions = 0, positions

    def __iter__(self) -> Iterator[int]:
        for position in self._positions:
            self.taken += 1
            yield position


def some(order: Order, size: int = 5) -> LazyCases:
    return LazyCases(CASES, iter(order), size)


def test_only_what_is_read_is_looked_up() -> None:
    order = Order(3, 1, 4, 1, 5)
    found = some(order)
    assert len(found) == 5
    assert order.taken == 0
    assert found[1] is CASES[1]
    assert list(found[:2]) == [CASES[3], CASES[1]]
    assert order.taken == 2
    assert found[-1] is CASES[5]
    assert order.taken == 5


@pytest.mark.parametrize("at", [slice(None), slice(1, 3), slice(None, None, -1), slice(4, 1, -2), slice(9, None)])
def test_it_is_cut_like_a_list(at: slice) -> None:
    assert list(some(Order(3, 1, 4, 1, 5))[at]) == [CASES[n] for n in (3, 1, 4, 1, 5)][at]


@pytest.mark.parametrize("at", [5, -6])
def test_it_ends(at: int) -> None:
    with pytest.raises(IndexError):
        some(Order(3, 1, 4, 1, 5))[at]


def test_it_equals_what_has_the_same_cases() -> None:
    found = some(Order(0, 1), 2)
    assert found == CASES[:2]
    assert found == some(Order(0, 1), 2)
    assert hash(found) == hash(some(Order(0, 1), 2))
    assert found != CASES[1:3]
    assert found != CASES[:3]
    assert found != 2
    assert repr(some(Order(0, 1), 2)) == "Cases(2: csj-2022/1/1, csj-2022/1/2)"
    assert repr(some(Order(0, 1, 2, 3), 4)).endswith(", …)")
