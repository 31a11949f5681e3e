from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Not,
    Numbered,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitScope,
    Unknown,
    both,
)
from tests.intents.names import REGIONS, TIERS

CODES = {place.short: place.code for place in REGIONS}
SHANGHAI, ANHUI = InRegion(CODES["上海"]), InRegion(CODES["安徽"])
BEST = InTier(TIERS[0])

NAMED: dict[str, tuple[Filter, str]] = {
    "a place": (ANHUI, "安徽"),
    "a place elsewhere": (InRegion("360000"), "江西"),
    "an area": (InArea("苏南"), "苏南"),
    "a department": (ByAgency("计量处"), "计量处"),
    "a department of a place": (ByAgency("计量处", CODES["浙江"]), "浙江计量处"),
    "a bureau of a place": (ByAgency("", CODES["金华"]), "金华局"),
    "a tier": (BEST, "最佳实践案例"),
    "a notice that is none": (InNotice("x"), "x"),
    "a case": (IsCase("csj-2022/2/4"), "构建长三角地区叉车检验标准体系"),
    "a number": (Numbered(3), "第 3 个"),
    "the last": (Numbered(-1), "最后一个"),
    "from the end": (Numbered(-2), "倒数第 2 个"),
    "words": (About(("叉车", "标准")), "叉车 标准"),
    "words as the notice writes them": (About(("g60",)), "G60"),
    "only": (OnlyRegions((CODES["上海"], CODES["浙江"])), "只有上海、浙江"),
    "so many places": (PlaceCount("province", "==", 2), "恰好 2 个省市"),
    "so many cities": (PlaceCount("city", ">=", 2), "至少 2 个城市"),
    "so many units": (UnitCount("<", 3), "少于 3 个单位"),
}


@pytest.mark.parametrize(("part", "expected"), NAMED.values(), ids=NAMED)
def test_name_of_a_condition(engine: Engine, part: Filter, expected: str) -> None:
    assert engine.describer.name(part) == expected


DESCRIBED = {
    "a place and a tier": (Query("cases", And((ANHUI, BEST))), "地区：安徽；等次：最佳实践案例"),
    "its kind, whatever it is joined by": (Query("cases", Or((SHANGHAI, ANHUI))), "地区：上海 或 安徽"),
    "a unit": (Query("cases", ByAgency("计量处")), "单位：计量处"),
    "a topic": (Query("cases", About(("叉车",))), "主题：叉车"),
    "counts": (
        Query("cases", And((PlaceCount("city", ">", 2), UnitCount("<=", 9)))),
        "地区数：超过 2 个城市；单位数：不超过 9 个单位",
    ),
}


@pytest.mark.parametrize(("query", "expected"), DESCRIBED.values(), ids=DESCRIBED)
def test_line_of_interpretation(engine: Engine, query: Query, expected: str) -> None:
    assert engine.describer.describe(query) == expected


# Each names all of these.
TOLD = {
    "what is excluded": (Query("cases", And((SHANGHAI, Not(ANHUI)))), "上海 没有 安徽"),
    "a tier excluded": (Query("cases", Not(BEST)), "不是 最佳实践案例"),
    "any of": (Query("cases", Or((SHANGHAI, And((ANHUI, BEST))))), "上海 或 安徽 最佳实践案例"),
    "what no notice names": (Query("cases", Unknown("温州", "place")), "温州 未收录"),
    "a notice": (Query("cases", InNotice("csj-2022")), "通知 长三角"),
    "what is compared": (Query("compare", BEST, items=(SHANGHAI, ANHUI)), "上海 安徽 最佳实践案例"),
    "units left out": (Query("units", BEST, UnitScope(outside=(CODES["安徽"],))), "最佳实践案例 不计 安徽"),
    "units by their cases": (Query("units", EVERYTHING, UnitScope(op=">", count=1)), "超过 1 个"),
    "a ranking": (Query("rank", BEST, subject="city", least=True), "最佳实践案例 城市"),
    "of all": (Query("yes_no", And((BEST, ANHUI)), every=BEST), "最佳实践案例 都 安徽"),
}


@pytest.mark.parametrize(("query", "words"), TOLD.values(), ids=TOLD)
def test_the_line_of_interpretation_is_complete(engine: Engine, query: Query, words: str) -> None:
    line = engine.describer.describe(query)
    assert "\n" not in line
    assert [word for word in words.split() if word not in line] == []


def test_different_queries_have_different_descriptions(engine: Engine) -> None:
    parts: list[Filter] = [part for part, _ in NAMED.values() if not isinstance(part, InNotice)]
    parts += [Not(part) for part in parts]
    queries = [Query(ask, both(part, BEST)) for part in parts for ask in ("cases", "count", "units", "yes_no")]
    assert len({engine.describer.question(query) for query in queries}) == len({*queries})
    lines = {(query.ask, engine.describer.describe(query)) for query in queries}
    assert len(lines) == len({*queries})


def test_several_notices_are_distinguished(several: Engine) -> None:
    names = {several.describer.name(InNotice(notice.id)) for notice in several.dataset.notices}
    assert len(names) == len(several.dataset.notices)
