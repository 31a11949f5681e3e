from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import EVERYTHING, About, And, Not, Query, UnitScope
from tests.intents.answers.sample import ANHUI, CODES, answer_query

COUNTS = {
    "cases": (Query("count", ANHUI), 17),
    "units": (Query("count", EVERYTHING, subject="units"), 88),
    "units of a place": (Query("count", EVERYTHING, UnitScope(within=(CODES["安徽"],)), subject="units"), 20),
    "cities": (Query("count", EVERYTHING, subject="city"), 17),
    "counties": (Query("count", EVERYTHING, subject="county"), 11),
    "provinces of a case": (Query("count", About(("商标",)), subject="province"), 2),
    "nothing": (Query("count", And((ANHUI, Not(ANHUI)))), 0),
}


@pytest.mark.parametrize(("query", "value"), COUNTS.values(), ids=COUNTS)
def test_counts_come_with_what_was_counted(engine: Engine, query: Query, value: int) -> None:
    answer = answer_query(engine, query)
    assert (answer.kind, answer.value) == ("count", value)
    if query.subject == "cases":
        assert (len(answer.cases), answer.agencies) == (value, ())
    if query.subject == "units":
        assert (len(answer.agencies), answer.cases) == (value, ())
