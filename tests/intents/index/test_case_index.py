from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.model import Case, Region
from intents.engine import Engine
from intents.index.case_index import LEVELS, CaseIndex
from intents.model.query import (
    EVERYTHING,
    OPERATORS,
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    InTitle,
    IsCase,
    Level,
    Not,
    Numbered,
    OnlyRegions,
    Op,
    Or,
    PlaceCount,
    UnitCount,
    UnitLevel,
    Unknown,
)
from tests.intents.names import DATASET, REGIONS, TIERS, format_cases

CODES = {place.short: place.code for place in REGIONS}
OPS: tuple[Op, ...] = get_args(Op)


def only(*names: str) -> OnlyRegions:
    return OnlyRegions(tuple(CODES[name] for name in names))


EVALUATED: dict[str, tuple[Filter, str]] = {
    "a province": (And((InRegion(CODES["上海"]), InTier(TIERS[1]))), "2/1 2/2 2/3 2/4 2/5 2/6 2/7 2/8 2/9 2/11 2/12"),
    "a city": (InRegion(CODES["金华"]), "2/9 2/11"),
    "a city through its county": (InRegion(CODES["常州"]), "2/10"),
    "a city itself and through its county": (InRegion(CODES["苏州"]), "2/2 2/9"),
    "a county": (InRegion(CODES["嘉善"]), "2/2"),
    "a place that no case has": (InRegion("360000"), ""),
    "an area": (InArea("苏南"), "2/2 2/8 2/9 2/10"),
    "an area that no case has": (InArea("苏北"), ""),
    "an area that is none": (InArea("火星"), ""),
    "a tier": (InTier(TIERS[0]), "1/1 1/2 1/3 1/4 1/5 1/6 1/7 1/8 1/9 1/10"),
    "a tier that is none": (InTier("入围"), ""),
    "a notice": (And((InNotice("csj-2022"), only("上海", "浙江"))), "2/11 2/12"),
    "a number": (Numbered(3), "1/3 2/3"),
    "a number of one tier alone": (Numbered(11), "2/11"),
    "a number past the end": (Numbered(13), ""),
    "a range": (Numbered(1, 3), "1/1 1/2 1/3 2/1 2/2 2/3"),
    "the last": (Numbered(-1), "2/12"),
    "the last of a tier": (And((InTier(TIERS[0]), Numbered(-1))), "1/10"),
    "the last of each tier": (And((Or((InTier(TIERS[0]), InTier(TIERS[1]))), Numbered(-1))), "1/10 2/12"),
    "from the end": (Numbered(-11), "2/2"),
    "past the beginning of a tier": (And((InTier(TIERS[1]), Numbered(-13))), ""),
    "past the beginning": (Numbered(-23), ""),
    "a case": (IsCase("csj-2022/2/4"), "2/4"),
    "a case that is none": (IsCase("csj-2022/3/1"), ""),
    "a department": (ByAgency("计量处"), "1/6"),
    "a bureau of a place": (ByAgency("药监局", CODES["浙江"]), "1/9"),
    "the bureau of the place": (ByAgency("", CODES["金华"]), "2/9 2/11"),
    "a bureau, not those below": (ByAgency("市场监督管理局", CODES["苏州"]), "2/9"),
    "a bureau with its departments": (
        ByAgency("市场监督管理局", CODES["上海"]),
        "1/1 1/2 1/3 1/4 1/5 1/6 1/7 1/8 2/1 2/3 2/4 2/6 2/7 2/8 2/12",
    ),
    "a topic": (About(("标准",)), "1/2 1/3 2/4 2/8"),
    "only two provinces": (only("上海", "浙江"), "2/11 2/12"),
    "only one province": (only("江苏"), ""),
    "only a district and a city": (only("杨浦", "金华"), "2/11"),
    "only a province and a city of another": (only("上海", "宁波"), "2/12"),
    "only a city, beside a municipality": (only("宁波"), ""),
    "only places that are known": (OnlyRegions((CODES["上海"], "360000")), ""),
    "two provinces": (PlaceCount("province", "==", 2), "2/11 2/12"),
    "several cities": (PlaceCount("city", ">=", 2), "2/2 2/8 2/9 2/10 2/11 2/12"),
    "several cities of a province": (PlaceCount("city", ">=", 2, "340000"), "2/8 2/9"),
    "three counties": (PlaceCount("county", "==", 3), "2/2"),
    "words of a title": (InTitle("协同"), "2/6 2/7 2/11"),
    "many units": (UnitCount(">", 5), "2/8 2/9 2/10"),
    "few units": (UnitCount("<", 3), "2/11 2/12"),
    "units of a place": (UnitCount(">=", 2, CODES["安徽"]), "2/8 2/9 2/10"),
    "no unit of a place": (UnitCount("<", 1, CODES["上海"]), "2/10"),
    "a unit of a level in a place": (UnitLevel("county", CODES["安徽"]), "2/10"),
    "what no notice names": (Unknown("江西", "place"), ""),
    "all of": (And((InRegion(CODES["安徽"]), InTier(TIERS[1]), Not(InRegion(CODES["上海"])))), "2/10"),
    "any of": (Or((InRegion(CODES["宁波"]), Numbered(-1))), "2/12"),
    "any of nothing": (Or(()), ""),
}  # fmt: skip


@pytest.mark.parametrize(("where", "expected"), EVALUATED.values(), ids=EVALUATED)
def test_cases_that_match_a_filter(index: CaseIndex, where: Filter, expected: str) -> None:
    assert format_cases(index.select(index.evaluate(where))) == expected


def test_an_empty_condition_matches_every_case(index: CaseIndex) -> None:
    assert index.select(index.evaluate(EVERYTHING)) == DATASET.cases
    assert len(DATASET.cases) == 22


def test_agencies_are_distinct(index: CaseIndex) -> None:
    assert len(index.agencies) == len({unit.name for unit in index.agencies}) == 88
    assert index.agencies_of(index.everything) == index.agencies


@pytest.mark.parametrize(
    ("level", "names"),
    [
        ("province", "上海 江苏 浙江 安徽"),
        ("city", "上海 苏州 嘉兴 南京 扬州 镇江 杭州 绍兴 亳州 安庆 湖州 金华 合肥 芜湖 宣城 无锡 常州 宁波"),
        ("county", "青浦 吴江 嘉善 松江 宜兴 溧阳 长兴 安吉 郎溪 广德 杨浦"),
    ],
)
def test_places_are_distinct_and_in_notice_order(index: CaseIndex, level: Level, names: str) -> None:
    assert " ".join(place.short for place in index.places(level)) == names


def test_several_notices(several: Engine) -> None:
    index = several.index
    assert {case.notice for case in index.select(index.evaluate(InNotice("jjj-2024")))} == {"jjj-2024"}
    tierless = index.select(index.evaluate(Not(Or(tuple(InTier(case.tier) for case in index.cases if case.tier)))))
    assert {case.notice for case in tierless} == {"chuanyu-2023"}
    last = [case.id for case in index.select(index.evaluate(Numbered(-1)))]
    ends = [notice.cases[-1].id for notice in several.dataset.notices]
    assert last == ends


# The same, told from the model alone.


def places(case: Case, level: Level) -> set[Region]:
    """Those that count: a municipality is a city too."""
    found = {place for unit in case.agencies for place in unit.regions}
    cities = {place for place in found if level == "city" and place.code == CODES["上海"]}
    return {place for place in found if place.level == level} | cities


def assert_cases(index: CaseIndex, where: Filter, test: Callable[[Case], bool]) -> None:
    assert index.select(index.evaluate(where)) == tuple(case for case in index.cases if test(case))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("op", OPS)
def test_counts_of_places(index: CaseIndex, level: Level, op: Op) -> None:
    for count in range(12):
        assert_cases(index, PlaceCount(level, op, count), lambda case: OPERATORS[op](len(places(case, level)), count))  # noqa: B023
        assert_cases(index, UnitCount(op, count), lambda case: OPERATORS[op](len(case.agencies), count))  # noqa: B023


def test_every_place_has_the_cases_of_its_agencies(index: CaseIndex) -> None:
    for place in REGIONS:
        assert_cases(index, InRegion(place.code), lambda case: any(unit.is_within(place) for unit in case.agencies))  # noqa: B023


@given(
    st.lists(st.sampled_from(REGIONS), min_size=1, max_size=4, unique=True).filter(
        lambda r: len({p.level for p in r}) == 1
    )
)
def test_only_places_of_one_level(index: CaseIndex, named: list[Region]) -> None:
    def only_those(case: Case) -> bool:
        return places(case, named[0].level) == set(named)

    assert_cases(index, OnlyRegions(tuple(place.code for place in named)), only_those)


LEAVES = [where for where, _ in EVALUATED.values() if not isinstance(where, And | Or)]
FILTERS: st.SearchStrategy[Filter] = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(And, st.lists(inner, max_size=3).map(tuple))
        | st.builds(Or, st.lists(inner, max_size=3).map(tuple))
    ),
    max_leaves=6,
)


@given(FILTERS, FILTERS)
def test_filters_are_sets(index: CaseIndex, first: Filter, second: Filter) -> None:
    a, b = index.evaluate(first), index.evaluate(second)
    assert index.evaluate(Not(first)) == index.everything - a
    assert index.evaluate(And((first, second))) == a & b
    assert index.evaluate(Or((first, second))) == a | b
    assert index.evaluate(Not(And((first, second)))) == index.evaluate(Or((Not(first), Not(second))))
