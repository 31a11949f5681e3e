from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import About, And, Query
from tests.intents.answers.sample import ANHUI, BEST, GOOD, JIANGSU, SHANGHAI, answer_query
from tests.intents.names import format_cases

TRUTHS: dict[str, tuple[Query, bool, str]] = {
    "there are some": (Query("yes_no", And((ANHUI, About(("叉车",))))), True, "2/4"),
    "there are none": (Query("yes_no", And((ANHUI, About(("商标",))))), False, ""),
    "all are": (
        Query("yes_no", And((SHANGHAI, GOOD, About(("叉车",)))), every=And((GOOD, About(("叉车",))))),
        True,
        "2/4",
    ),
    "all are but": (Query("yes_no", And((BEST, ANHUI)), every=BEST), False, "1/3"),
    "one exceeds the other": (Query("yes_no", items=(SHANGHAI, JIANGSU)), True, ""),
    "one does not": (Query("yes_no", items=(JIANGSU, SHANGHAI)), False, ""),
    "one is less": (Query("yes_no", items=(JIANGSU, SHANGHAI), least=True), True, ""),
}


@pytest.mark.parametrize(("query", "yes", "cases"), TRUTHS.values(), ids=TRUTHS)
def test_yes_or_no_with_evidence(engine: Engine, query: Query, yes: bool, cases: str) -> None:  # noqa: FBT001
    answer = answer_query(engine, query)
    assert (answer.kind, answer.yes, format_cases(answer.cases)) == ("yes_no", yes, cases)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("江苏的单位是否超过20家", "是的，共 23 个单位。"),
        ("参与的城市是不是有30个以上", "不是，共 18 个城市："),
        ("单位数是88，对吧", "是的，共 88 个单位。"),
    ],
)
def test_whether_there_are_so_many_units_or_places(engine: Engine, question: str, heading: str) -> None:
    assert engine.ask(question, None, 0.0)[0].heading.startswith(heading)
