from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.index.bitset import Postings, positions, to_mask
from tests.intents.names import STEADY

SETS = st.sets(st.integers(0, 5000)).map(sorted)


@pytest.mark.parametrize(("one", "expected"), [(0, []), (1, [0]), (0b1011, [0, 1, 3]), (1 << 100, [100])])
def test_positions(one: int, expected: list[int]) -> None:
    assert list(positions(one)) == expected


@STEADY
@given(SETS)
def test_a_set_is_the_sum_of_its_bits(found: list[int]) -> None:
    assert to_mask(found) == sum(1 << position for position in found)
    assert list(positions(to_mask(found))) == found


@STEADY
@given(st.lists(st.sampled_from("甲乙丙"), max_size=40))
def test_what_is_put_at_a_position_is_found_there(keys: list[str]) -> None:
    postings: Postings[str] = Postings()
    for position, key in enumerate(keys):
        postings.add(key, position // 2)
    for key in "甲乙丙":
        expected = sorted({position // 2 for position, one in enumerate(keys) if one == key})
        assert list(postings[key]) == expected
        assert postings.mask(key) == to_mask(expected)
    assert postings.any("甲乙") == postings.mask("甲") | postings.mask("乙")
    assert set(postings) == set(keys)
