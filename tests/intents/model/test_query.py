from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.model.query import (
    EVERYTHING,
    OPERATORS,
    And,
    Filter,
    InRegion,
    InTier,
    Leaf,
    Not,
    Op,
    Or,
    Query,
    asks_more,
    both,
    conjuncts,
    either,
    leaves,
    negated,
)

A, B, C = InRegion("a"), InRegion("b"), InTier("c")
FILTERS: st.SearchStrategy[Filter] = st.recursive(
    st.sampled_from((A, B, C)),
    lambda inner: (
        inner.map(negated)
        | st.lists(inner, max_size=3).map(lambda parts: both(*parts))
        | st.lists(inner, max_size=3).map(lambda parts: either(*parts))
    ),
    max_leaves=8,
)
"""Filters of the shapes that questions produce."""

BOTH = {
    "nothing": ((), EVERYTHING),
    "one stays itself": ((A,), A),
    "two": ((A, B), And((A, B))),
    "flattened": ((And((A, B)), C), And((A, B, C))),
    "without repetition": ((A, And((B, A)), A), And((A, B))),
    "all of nothing is nothing more": ((EVERYTHING, A), A),
    "an or stays whole": ((Or((A, B)), C), And((Or((A, B)), C))),
}


@pytest.mark.parametrize(("filters", "expected"), BOTH.values(), ids=BOTH)
def test_both(filters: tuple[Filter, ...], expected: Filter) -> None:
    assert both(*filters) == expected


EITHER = {
    "one stays itself": ((A,), A),
    "flattened": ((Or((A, B)), C), Or((A, B, C))),
    "without repetition": ((A, B, A), Or((A, B))),
    "an and stays whole": ((And((A, B)), C), Or((And((A, B)), C))),
    "everything": ((A, EVERYTHING), EVERYTHING),
}


@pytest.mark.parametrize(("filters", "expected"), EITHER.values(), ids=EITHER)
def test_either(filters: tuple[Filter, ...], expected: Filter) -> None:
    assert either(*filters) == expected


@pytest.mark.parametrize(
    ("where", "every", "expected"),
    [
        (A, A, False),
        (And((B, A)), And((A, B)), False),
        (EVERYTHING, A, False),
        (And((A, B)), A, True),
        (A, EVERYTHING, True),
    ],
)
def test_asks_more(where: Filter, every: Filter, *, expected: bool) -> None:
    assert asks_more(where, every) is expected


LEAVES: dict[str, tuple[Filter, list[tuple[Leaf, bool]]]] = {
    "one": (A, [(A, True)]),
    "excluded": (Not(A), [(A, False)]),
    "excluded twice": (Not(Not(A)), [(A, True)]),
    "within": (And((A, Not(Or((B, Not(C)))))), [(A, True), (B, False), (C, True)]),
    "none": (EVERYTHING, []),
}


@pytest.mark.parametrize(("where", "expected"), LEAVES.values(), ids=LEAVES)
def test_leaves(where: Filter, expected: list[tuple[Leaf, bool]]) -> None:
    assert list(leaves(where)) == expected


COMPARISONS: list[tuple[Op, list[int]]] = [
    ("==", [3]),
    (">=", [3, 4]),
    ("<=", [2, 3]),
    (">", [4]),
    ("<", [2]),
]


@pytest.mark.parametrize(("op", "expected"), COMPARISONS)
def test_operators(op: Op, expected: list[int]) -> None:
    assert [value for value in (2, 3, 4) if OPERATORS[op](value, 3)] == expected


@given(FILTERS)
def test_two_negations_cancel(where: Filter) -> None:
    assert negated(negated(where)) == where


@given(FILTERS)
def test_a_filter_is_all_of_its_conditions(where: Filter) -> None:
    assert both(*conjuncts(where)) == where
    assert not any(isinstance(part, And) and part.parts for part in conjuncts(where))
    assert [(leaf, not positive) for leaf, positive in leaves(where)] == list(leaves(Not(where)))


def test_a_query_is_changed_only_in_a_copy() -> None:
    query = Query("cases", A)
    assert query.with_(ask="units") == Query("units", A)
    assert query == Query("cases", A)
