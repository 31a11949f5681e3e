from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import About, And, Not, Query, UnitScope
from tests.intents.answers.sample import ANHUI, CODES, GOOD, answer_query
from tests.intents.names import format_cases

UNITS = {
    "of cases": (Query("units", About(("商标",))), "上海市市场监督管理局 浙江省宁波市市场监督管理局", "2/12"),
    "of a place": (
        Query("units", About(("g60",)), UnitScope(within=(CODES["江苏"],))),
        "江苏省苏州市市场监督管理局",
        "2/9",
    ),
    "of a place that few of the cases have": (
        Query("units", GOOD, UnitScope(within=(CODES["宁波"],))),
        "浙江省宁波市市场监督管理局",
        "2/12",
    ),
    "of none": (Query("units", And((ANHUI, Not(ANHUI)))), "", ""),
}


@pytest.mark.parametrize(("query", "units", "cases"), UNITS.values(), ids=UNITS)
def test_agencies_and_their_cases(engine: Engine, query: Query, units: str, cases: str) -> None:
    answer = answer_query(engine, query)
    assert (answer.kind, format_cases(answer.cases)) == ("units", cases)
    assert " ".join(unit.name for unit in answer.agencies) == units
