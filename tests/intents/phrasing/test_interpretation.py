from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    InTier,
    Not,
    Numbered,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitScope,
    Unknown,
    both,
    negated,
    only_of_level,
)
from intents.phrasing.interpretation import describe_query
from tests.intents.names import REGIONS, TIERS
from tests.intents.phrasing.test_description import NAMED

CODES = {place.short: place.code for place in REGIONS}
SHANGHAI, ANHUI = InRegion(CODES["上海"]), InRegion(CODES["安徽"])
BEST = InTier(TIERS[0])

DESCRIBED = {
    "a place and a tier": (Query("cases", And((ANHUI, BEST))), "地区：安徽；等次：最佳实践案例"),
    "its kind, whatever it is joined by": (Query("cases", Or((SHANGHAI, ANHUI))), "地区：上海或安徽"),
    "one level alone": (Query("cases", only_of_level("city")), "单位：只有市级单位"),
    "one level alone, beside a place": (
        Query("cases", both(ANHUI, only_of_level("city"))),
        "地区：安徽；单位：只有市级单位",
    ),
    "not so many": (Query("cases", negated(UnitCount("==", 4))), "单位数：不是恰好 4 个单位"),
    "a position": (Query("cases", And((BEST, Numbered(2)))), "等次：最佳实践案例；序号：第 2 个"),
    "positions": (
        Query("cases", Or((And((BEST, Numbered(1))), And((BEST, Numbered(-1)))))),
        "序号：最佳实践案例第 1 个、最佳实践案例最后一个",
    ),
    "where a place stands": (
        Query("rank", BEST, subject="province", items=(ANHUI,)),
        "按省市排名，看安徽排第几；等次：最佳实践案例",
    ),
    "a unit": (Query("cases", ByAgency("计量处")), "单位：计量处"),
    "a topic": (Query("cases", About(("叉车",))), "主题：叉车"),
    "counts": (
        Query("cases", And((PlaceCount("city", ">", 2), UnitCount("<=", 9)))),
        "地区数：超过 2 个城市；单位数：不超过 9 个单位",
    ),
}


@pytest.mark.parametrize(("query", "expected"), DESCRIBED.values(), ids=DESCRIBED)
def test_line_of_interpretation(engine: Engine, query: Query, expected: str) -> None:
    assert describe_query(query, engine.describer) == expected


# Each names all of these.
TOLD = {
    "what is excluded": (Query("cases", And((SHANGHAI, Not(ANHUI)))), "上海 没有 安徽"),
    "a tier excluded": (Query("cases", Not(BEST)), "不是 最佳实践案例"),
    "any of": (Query("cases", Or((SHANGHAI, And((ANHUI, BEST))))), "上海 或 安徽 最佳实践案例"),
    "what no notice names": (Query("cases", Unknown("温州", "place")), "温州 未收录"),
    "a rank that no notice has": (Query("cases", Unknown("三等奖", "topic")), "等次 三等奖 未收录"),
    "a notice": (Query("cases", InNotice("csj-2022")), "通知 长三角"),
    "what is compared": (Query("compare", BEST, items=(SHANGHAI, ANHUI)), "上海 安徽 最佳实践案例"),
    "units left out": (Query("units", BEST, UnitScope(outside=(CODES["安徽"],))), "最佳实践案例 不计 安徽"),
    "units by their cases": (Query("units", EVERYTHING, UnitScope(op=">", count=1)), "超过 1 个"),
    "a ranking": (Query("rank", BEST, subject="city", least=True), "最佳实践案例 城市"),
    "cases by units of a place": (
        Query("rank", ANHUI, UnitScope(within=(ANHUI.code,)), subject="cases", by="units"),
        "按安徽单位数给案例排名 地区：安徽",
    ),
    "of all": (Query("yes_no", And((BEST, ANHUI)), every=BEST), "最佳实践案例 都 安徽"),
}


@pytest.mark.parametrize(("query", "words"), TOLD.values(), ids=TOLD)
def test_the_line_of_interpretation_is_complete(engine: Engine, query: Query, words: str) -> None:
    line = describe_query(query, engine.describer)
    assert "\n" not in line
    assert [word for word in words.split() if word not in line] == []


def test_different_queries_have_different_descriptions(engine: Engine) -> None:
    parts: list[Filter] = [part for part, _ in NAMED.values() if not isinstance(part, InNotice)]
    parts += [Not(part) for part in parts]
    queries = [Query(ask, both(part, BEST)) for part in parts for ask in ("cases", "count", "units", "yes_no")]
    assert len({engine.describer.question(query) for query in queries}) == len({*queries})
    lines = {(query.ask, describe_query(query, engine.describer)) for query in queries}
    assert len(lines) == len({*queries})


RESULTS = {
    "cities that take part themselves": ("八城联动有哪些城市", "8 个城市"),
    "cities that only places within them take part for": ("一地六县涉及哪些城市", "4 个城市"),
    "no such places": ("药监局有哪些县参与", "0 个区县"),
    "agencies": ("一地六县有哪些单位", "6 个单位"),
}


@pytest.mark.parametrize(("question", "result"), RESULTS.values(), ids=RESULTS)
def test_the_line_of_interpretation_ends_with_the_result(engine: Engine, question: str, result: str) -> None:
    assert engine.ask(question)[0].understood.partition(" → ")[2] == result
