from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import About, And, Not, Numbered, Query
from tests.intents.answers.sample import ANHUI, BEST, GOOD, answer_query
from tests.intents.names import format_cases

CASES: dict[str, tuple[Query, str, str]] = {
    "a set": (Query("cases", And((ANHUI, GOOD))), "cases", "2/3 2/4 2/5 2/6 2/7 2/8 2/9 2/10"),
    "an empty set": (Query("cases", And((ANHUI, Not(ANHUI)))), "cases", ""),
    "the nearest first": (Query("cases", About(("标准",), theme=True)), "cases", "1/2 1/3 2/4 2/8"),
    "a card": (Query("card", And((BEST, Numbered(3)))), "card", "1/3"),
    "a card of several is a list": (Query("card", Numbered(3)), "cases", "1/3 2/3"),
    "a card of none is an empty list": (Query("card", Numbered(13)), "cases", ""),
}


@pytest.mark.parametrize(("query", "kind", "cases"), CASES.values(), ids=CASES)
def test_cases(engine: Engine, query: Query, kind: str, cases: str) -> None:
    answer = answer_query(engine, query)
    assert (answer.kind, format_cases(answer.cases)) == (kind, cases)
