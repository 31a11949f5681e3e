from __future__ import annotations

import pytest

from intents.answers.remarks import LazyRemarks, case_remarks
from intents.index.case_index import CaseIndex
from intents.model.query import About, And, ByAgency, Filter, InRegion, InTier, Not, Or
from tests.intents.names import DATASET, REGIONS, TIERS

CASES = DATASET.cases
CODES = {place.short: place.code for place in REGIONS}

REMARKS: dict[str, tuple[Filter, dict[str, str]]] = {
    "a place itself": (InRegion(CODES["宁波"]), {}),
    "through a lower place": (InRegion(CODES["常州"]), {"2/10": "经溧阳市"}),
    "through two": (And((InRegion(CODES["湖州"]), InTier(TIERS[1]))), {"2/10": "经长兴县、安吉县"}),
    "a province through its cities": (
        And((InRegion(CODES["安徽"]), About(("八城",)))),
        {"2/8": "经亳州市、安庆市"},
    ),
    "a bureau through a department": (
        And((ByAgency("市场监督管理局", CODES["上海"]), About(("叉车",)))),
        {"2/4": "特种设备安全监察处"},
    ),
    "a bureau in its own name, distinguished from its departments": (
        And((ByAgency("市场监督管理局", CODES["上海"]), Or((About(("叉车",)), About(("商标",)))))),
        {"2/4": "特种设备安全监察处", "2/12": "以本局名义"},
    ),
    "departments in few words": (
        And((ByAgency("市场监督管理局"), InTier(TIERS[0]), About(("计量",)))),
        {"1/6": "上海计量处、江苏计量处、浙江计量处、安徽计量处"},
    ),
    "departments in many words, counted": (
        And((ByAgency("市场监督管理局"), InTier(TIERS[0]), About(("食品安全",)))),
        {"1/7": "4 个部门"},
    ),
    "a department itself": (ByAgency("计量处"), {}),
    "what is excluded": (And((Not(InRegion(CODES["常州"])), InRegion(CODES["宁波"]))), {}),
    "nothing named": (InTier(TIERS[0]), {}),
}


@pytest.mark.parametrize(("where", "expected"), REMARKS.values(), ids=REMARKS)
def test_a_remark_names_the_lower_place_or_department(
    index: CaseIndex, where: Filter, expected: dict[str, str]
) -> None:
    remarks = case_remarks(where, index.select(index.evaluate(where)), index)
    assert {case.partition("/")[2]: remark for case, remark in remarks.items()} == expected


def test_remarks_are_computed_when_read() -> None:
    asked: list[str] = []

    def remark(name: str) -> str:
        asked.append(name)
        return "经合肥市" if name == CASES[1].id else ""

    remarks = LazyRemarks(CASES[:3], remark)
    assert asked == []
    assert remarks[CASES[1].id] == "经合肥市"
    assert remarks.get(CASES[0].id, "") == ""
    assert len(asked) == 2
    assert dict(remarks) == {CASES[1].id: "经合肥市"}
    assert len(remarks) == 1
