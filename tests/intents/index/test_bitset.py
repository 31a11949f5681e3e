from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.index.bitset import Postings, positions, to_mask

SETS = st.sets(st.integers(0, 5000)).map(sorted)


@pytest.mark.parametrize(("mask", "expected"), [(0, []), (1, [0]), (0b1011, [0, 1, 3]), (1 << 100, [100])])
def test_positions(mask: int, expected: list[int]) -> None:
    assert list(positions(mask)) == expected


@given(SETS)
def test_a_mask_is_the_sum_of_its_bits(ascending: list[int]) -> None:
    assert to_mask(ascending) == sum(1 << position for position in ascending)
    assert list(positions(to_mask(ascending))) == ascending


@given(st.lists(st.sampled_from("甲乙丙"), max_size=40))
def test_postings_return_added_positions(keys: list[str]) -> None:
    postings: Postings[str] = Postings()
    for position, key in enumerate(keys):
        postings.add(key, position // 2)
    for key in "甲乙丙":
        expected = sorted({position // 2 for position, added in enumerate(keys) if added == key})
        assert list(postings[key]) == expected
        assert postings.mask(key) == to_mask(expected)
    assert postings.any("甲乙") == postings.mask("甲") | postings.mask("乙")
    assert set(postings) == set(keys)
