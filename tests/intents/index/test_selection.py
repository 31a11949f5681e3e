from __future__ import annotations

import functools

import pytest

from intents.index.case_index import CaseIndex
from intents.index.selection import noun_of, order_cases, select_agencies
from intents.model.query import EVERYTHING, About, And, ByAgency, Filter, InNotice, InRegion, Not, UnitScope
from tests.intents.names import REGIONS, format_cases
from tests.questions.other_fields import load_engine

CODES = {place.short: place.code for place in REGIONS}

ORDERED: dict[str, tuple[Filter, str]] = {
    "the notice's order": (InRegion(CODES["金华"]), "2/9 2/11"),
    "titles before aliases": (About(("标准",), theme=True), "1/2 1/3 2/4 2/8"),
    "the nearest first": (About(("知识产权",), theme=True), "1/10 2/12"),
    "two topics are in the notice's order": (And((About(("标准",)), Not(About(("叉车",))))), "1/2 1/3 2/8"),
}


@pytest.mark.parametrize(("where", "expected"), ORDERED.values(), ids=ORDERED)
def test_order_of_a_list(index: CaseIndex, where: Filter, expected: str) -> None:
    assert format_cases(order_cases(where, index.evaluate(where), index)) == expected


def test_title_matches_come_before_alias_matches(index: CaseIndex) -> None:
    where = About(("消费者权益",), theme=True)
    selected = order_cases(where, index.evaluate(where), index)
    ranks = [index.topics.rank(where, index.position_of[case.id]) for case in selected]
    assert ranks == sorted(ranks)
    assert len(selected) > 1


G60 = About(("g60",))
SCOPED: dict[str, tuple[Filter, UnitScope, str]] = {
    "all": (About(("商标",)), UnitScope(), "上海市市场监督管理局 浙江省宁波市市场监督管理局"),
    "of a place": (G60, UnitScope(within=(CODES["江苏"],)), "江苏省苏州市市场监督管理局"),
    "of two places": (
        G60,
        UnitScope(within=(CODES["江苏"], CODES["合肥"])),
        "江苏省苏州市市场监督管理局 安徽省合肥市市场监督管理局",
    ),
    "beside places": (
        G60,
        UnitScope(outside=(CODES["浙江"], CODES["安徽"])),
        "上海市松江区市场监督管理局 江苏省苏州市市场监督管理局",
    ),
    "of a level": (G60, UnitScope(level="county"), "上海市松江区市场监督管理局"),
    "a department": (
        EVERYTHING,
        UnitScope(parts=(ByAgency("信息应用研究中心"),)),
        "上海市市场监督管理局信息应用研究中心",
    ),
    "with several cases": (
        EVERYTHING,
        UnitScope(op=">", count=1),
        (
            "浙江省市场监督管理局合格评定监督管理处 安徽省市场监督管理局认证认可与检验检测监督管理处 "
            "上海市市场监督管理局 浙江省杭州市市场监督管理局 浙江省金华市市场监督管理局"
        ),
    ),
    "none": (About(("商标",)), UnitScope(within=(CODES["安徽"],)), ""),
}


@pytest.mark.parametrize(("where", "scope", "expected"), SCOPED.values(), ids=SCOPED)
def test_agencies_in_scope(index: CaseIndex, where: Filter, scope: UnitScope, expected: str) -> None:
    mask = index.evaluate(where)
    selected, rest = select_agencies(mask, scope, index)
    assert " ".join(unit.name for unit in selected) == expected
    assert rest == functools.reduce(int.__or__, (index.unit_cases(unit) & mask for unit in selected), 0)


def test_the_noun_of_the_notices() -> None:
    index = load_engine("seven").index
    nouns = {name: noun_of(index.evaluate(InNotice(name)), index) for name in ("jinzhi-25", "gx-2023", "gzfy-2024")}
    assert nouns == {"jinzhi-25": ("工程", "件"), "gx-2023": ("案例", "个"), "gzfy-2024": ("项目", "个")}
    assert noun_of(index.everything, index) == ("案例", "个")
