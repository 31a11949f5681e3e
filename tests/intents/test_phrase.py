from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.phrase import Phraser
from intents.query import (
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
    "a notice": (InNotice("csj-2022"), "关于公布长三角市场监管一体化发展“最佳实践案例”的通知"),
    "a notice that is none": (InNotice("x"), "x"),
    "a case": (IsCase("csj-2022/2/4"), "构建长三角地区叉车检验标准体系"),
    "a number": (Numbered(3), "第 3 个"),
    "a range": (Numbered(1, 3), "第 1 至 3 个"),
    "the last": (Numbered(-1), "最后一个"),
    "from the end": (Numbered(-2), "倒数第 2 个"),
    "words": (About(("叉车", "标准")), "叉车 标准"),
    "only": (OnlyRegions((CODES["上海"], CODES["浙江"])), "只有上海、浙江"),
    "so many places": (PlaceCount("province", "==", 2), "恰好 2 个省市"),
    "so many cities": (PlaceCount("city", ">=", 2), "至少 2 个城市"),
    "so many units": (UnitCount("<", 3), "少于 3 个单位"),
    "unknown": (Unknown("温州", "place"), "温州"),
    "not": (Not(ANHUI), "不含安徽"),
    "not any": (Not(Or((SHANGHAI, ANHUI))), "不含（上海 或 安徽）"),
    "and": (And((SHANGHAI, Not(ANHUI))), "上海 且 不含安徽"),
    "or": (Or((SHANGHAI, And((ANHUI, BEST)))), "上海 或 （安徽 且 最佳实践案例）"),
}


@pytest.mark.parametrize(("part", "expected"), NAMED.values(), ids=NAMED)
def test_a_condition_in_a_few_words(engine: Engine, part: Filter, expected: str) -> None:
    assert engine.phraser.name(part) == expected


DESCRIBED = {
    "nothing": (Query(), ""),
    "a place and a tier": (Query("cases", And((ANHUI, BEST))), "地区：安徽；等次：最佳实践案例"),
    "its kind, whatever it is joined by": (Query("cases", Or((SHANGHAI, ANHUI))), "地区：上海 或 安徽"),
    "its kind, negated": (Query("cases", Not(BEST)), "等次：不含最佳实践案例"),
    "a unit": (Query("cases", ByAgency("计量处")), "单位：计量处"),
    "a topic": (Query("cases", About(("叉车",))), "主题：叉车"),
    "counts": (
        Query("cases", And((PlaceCount("city", ">", 2), UnitCount("<=", 9)))),
        "地区数：超过 2 个城市；单位数：不超过 9 个单位",
    ),
    "what is compared": (Query("compare", BEST, items=(SHANGHAI, ANHUI)), "上海、安徽；等次：最佳实践案例"),
    "units left out": (Query("units", BEST, UnitScope(outside=(CODES["安徽"],))), "等次：最佳实践案例；不计安徽的单位"),
    "units by their cases": (Query("units", EVERYTHING, UnitScope(op=">", count=1)), "参与案例数超过 1 个"),
}


@pytest.mark.parametrize(("query", "expected"), DESCRIBED.values(), ids=DESCRIBED)
def test_the_line_of_interpretation(engine: Engine, query: Query, expected: str) -> None:
    assert engine.phraser.describe(query) == expected


ASKED = {
    "everything": (Query(), "全部案例"),
    "a place": (Query("cases", ANHUI), "安徽参与的案例"),
    "not": (Query("cases", Not(ANHUI)), "安徽没有参与的案例"),
    "and": (Query("cases", And((SHANGHAI, Not(ANHUI)))), "上海参与，安徽没有参与的案例"),
    "or": (Query("cases", Or((SHANGHAI, ANHUI))), "上海参与或者安徽参与的案例"),
    "only": (Query("cases", OnlyRegions((CODES["上海"], CODES["浙江"]))), "只有上海和浙江参与的案例"),
    "a tier": (Query("cases", And((ANHUI, BEST))), "安徽参与的最佳实践案例"),
    "a number": (Query("cases", And((Numbered(3), BEST))), "第3个最佳实践案例"),
    "a topic": (Query("cases", About(("叉车",))), "关于叉车的案例"),
    "places counted": (Query("cases", PlaceCount("province", ">=", 3)), "至少三个省市参与的案例"),
    "units counted": (Query("cases", UnitCount("<", 12)), "少于十二个单位的案例"),
    "how many": (Query("count", ANHUI), "安徽参与的案例一共有几个案例"),
    "whether": (Query("yes_no", Not(ANHUI)), "有没有安徽没有参与的案例"),
    "which units": (Query("units", BEST), "最佳实践案例有哪些单位"),
    "a card": (Query("card", And((Numbered(3), BEST))), "介绍一下第3个最佳实践案例"),
}


@pytest.mark.parametrize(("query", "expected"), ASKED.values(), ids=ASKED)
def test_the_canonical_question(engine: Engine, query: Query, expected: str) -> None:
    assert engine.phraser.question(query) == expected


def test_several_notices_are_told_apart(several: Engine) -> None:
    say = Phraser(several.world, several.lexicon)
    titles = {say.name(InNotice(notice.id)) for notice in several.dataset.notices}
    assert titles == {notice.title for notice in several.dataset.notices}
