from __future__ import annotations

import pytest

from intents.dialogue.kinds import kind_of, kinds_of
from intents.model.query import (
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Leaf,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    Unknown,
)

KINDS: list[tuple[Leaf, str]] = [
    (InRegion("340000"), "place"),
    (InArea("苏南"), "place"),
    (OnlyRegions(("340000",)), "place"),
    (ByAgency("计量处"), "org"),
    (OnlyAgencies((ByAgency("计量处"),)), "org"),
    (InTier("最佳"), "tier"),
    (Numbered(1), "number"),
    (About(("叉车",)), "topic"),
    (IsCase("a"), "topic"),
    (PlaceCount("city", ">", 1), "count"),
    (UnitCount(">", 1), "count"),
    (UnitLevel("county"), "count"),
    (InNotice("a"), "notice"),
    (Unknown("江西", "place"), "place"),
    (Unknown("公安局", "unit"), "org"),
    (Unknown("电梯", "topic"), "topic"),
    (Unknown("99", "number"), "number"),
]


@pytest.mark.parametrize(("leaf", "expected"), KINDS)
def test_the_kind_of_a_condition(leaf: Leaf, expected: str) -> None:
    assert kind_of(leaf) == expected


def test_the_kinds_of_all_conditions() -> None:
    where: Filter = And((Not(InRegion("a")), Or((InTier("b"), Not(Numbered(1))))))
    assert kinds_of(where) == {"place", "tier", "number"}
    assert kinds_of(Query().where) == frozenset()
