"""Hypothesis strategies for queries of every shape that can be answered, whether or not people ask them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from hypothesis import strategies as st

from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    Ask,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    InTitle,
    IsCase,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Op,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    Unknown,
    conjuncts,
)
from tests.intents.names import AGENCY_NAMES, ALL_CASE_IDS, DATASET, REGIONS, SUBJECTS, TIERS

Names = Mapping[str, st.SearchStrategy[str]]

ANY_NAME: Names = dict.fromkeys(
    ("code", "area", "office", "tier", "notice", "word", "case", "stranger"),
    st.text(max_size=8) | st.text("[](){},;+|*~!'=-19", max_size=4),
)
"""Arbitrary text for every name."""
OWN_NAMES: Names = {
    "code": st.sampled_from([place.code for place in REGIONS]),
    "area": st.sampled_from([name for group in DATASET.groups if group.area for name in group.names]),
    "office": st.sampled_from(AGENCY_NAMES),
    "tier": st.sampled_from(TIERS),
    "notice": st.sampled_from([notice.id for notice in DATASET.notices]),
    "word": st.sampled_from(SUBJECTS),
    "case": st.sampled_from(sorted(ALL_CASE_IDS)),
    "stranger": st.sampled_from(("温州", "反垄断", "教育局", "第 99 个")),
}
"""Names of the shipped data."""

_INTS = st.integers(-9, 99)
_MEASURES = st.sampled_from(("cases", "units", *LEVELS))


def filters(names: Names) -> st.SearchStrategy[Filter]:
    """Conditions of every kind, nested."""
    levels, ops = st.sampled_from(LEVELS), st.sampled_from(get_args(Op))
    leaf: st.SearchStrategy[Any] = st.one_of(
        st.builds(InRegion, names["code"]),
        st.builds(InArea, names["area"]),
        agencies(names),
        st.builds(InTier, names["tier"]),
        st.builds(InNotice, names["notice"]),
        st.builds(Numbered, st.integers(-9, 99)),
        st.builds(Numbered, st.integers(1, 9), st.integers(10, 12)),
        st.builds(Numbered, st.integers(-9, -3), st.integers(-2, -1)),
        st.builds(About, _tuples(names["word"]), st.booleans()),
        st.builds(InTitle, names["word"]),
        st.builds(IsCase, names["case"]),
        st.builds(OnlyRegions, _tuples(names["code"])),
        st.builds(OnlyAgencies, _tuples(agencies(names))),
        st.builds(PlaceCount, levels, ops, _INTS, st.just("") | names["code"]),
        st.builds(UnitCount, ops, _INTS, st.just("") | names["code"]),
        st.builds(UnitLevel, levels, st.just("") | names["code"]),
        st.builds(Unknown, names["stranger"], st.sampled_from(("place", "topic", "unit", "number"))),
    )
    return st.recursive(
        leaf,
        lambda part: st.builds(And, _tuples(part)) | st.builds(Or, _tuples(part)) | st.builds(Not, part),
        max_leaves=6,
    )


def agencies(names: Names) -> st.SearchStrategy[ByAgency]:
    """Agencies with and without a place."""
    return st.builds(ByAgency, names["office"], st.just("") | names["code"]).filter(
        lambda strategy: strategy.part or strategy.code
    )


def _tuples(strategy: st.SearchStrategy[Any], least: int = 1) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=least, max_size=3).map(tuple)


def _tuples_or_empty(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return _tuples(strategy, 0)


@st.composite
def queries(draw: st.DrawFn, names: Names) -> Query:
    """Queries of every intent with every field, however unusual."""
    any_filter = filters(names)
    scope = st.builds(
        UnitScope,
        within=_tuples_or_empty(names["code"]),
        outside=_tuples_or_empty(names["code"]),
        parts=_tuples_or_empty(agencies(names)),
        without=_tuples_or_empty(agencies(names)),
        level=st.none() | st.sampled_from(LEVELS),
        op=st.none() | st.sampled_from(get_args(Op)),
        count=_INTS,
        meets=_tuples_or_empty(any_filter),
        only=st.none() | any_filter,
    )
    ask = draw(st.sampled_from(get_args(Ask)))
    items = {"compare": (2, 4), "yes_no": draw(st.sampled_from(((0, 0), (1, 1), (2, 3))))}.get(ask, (0, 2))
    items = (0, 1) if ask == "rank" else items
    leads = ask == "yes_no" and items == (1, 1)
    item = names["code"].map(InRegion) if ask == "rank" or leads else any_filter
    subject = draw(_MEASURES | st.just("bureaus") if ask == "rank" else _MEASURES)
    own = {"count": ("share", "mean"), "yes_no": ("number",), "rank": ("absence", "missed")}
    further = st.sampled_from(own.get(ask, ("cases",)))
    by = draw((_MEASURES | further).filter(lambda by: by != "cases" or ask != "rank" or subject != "cases"))
    where = draw(st.just(EVERYTHING) | any_filter)
    every = draw(st.none() | st.just(EVERYTHING) | any_filter)
    if every is not None and set(conjuncts(where)) <= {*conjuncts(every), EVERYTHING}:
        every = None
    if (by in ("absence", "missed") or leads) and subject not in LEVELS:
        subject = "province"
    if by == "mean" and subject in ("cases", "notices"):
        subject = "units"
    if by == "share" and every is None:
        every = EVERYTHING
    fact = st.sampled_from(("@summary", "@issuers")) | names["word"].map(lambda word: word.lstrip("@") or "参评")
    return Query(
        ask,
        where,
        draw(st.just(UnitScope()) | scope),
        subject=subject,
        by=by,
        least=draw(st.booleans()),
        items=tuple(draw(st.lists(item, min_size=items[0], max_size=items[1]))),
        every=every,
        fact=draw(fact),
    )
