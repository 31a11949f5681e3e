from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import Query, UnitScope
from tests.intents.answers.sample import answer_query

NOTICES = {
    "a fact": (Query("notice", fact="备忘录"), "notice", None, "2019"),
    "a fact with a number": (Query("notice", fact="参评"), "notice", 75, "75"),
    "its number": (Query("notice", fact="参评", subject="number"), "count", 75, "75"),
    "what part was chosen": (Query("notice", fact="参评", subject="share"), "count", 29.3, "占 29.3%"),
    "how many were not": (Query("notice", fact="参评", subject="rest"), "count", 53, "其余 53 个没有入选"),
    "no such fact": (Query("notice", fact="天气"), "notice", None, "没有说明"),
    "its date": (Query("notice", fact="@issued"), "notice", None, "没有"),
    "its issuers": (Query("notice", fact="@issuers"), "notice", None, "上海市市场监督管理局"),
    "whom it is for": (Query("notice", fact="@addressed"), "notice", None, "上海市药品监督管理局"),
    "in short": (Query("notice", fact="@summary"), "notice", None, "最佳实践案例 10 个、优秀实践案例 12 个"),
}


@pytest.mark.parametrize(("query", "kind", "value", "words"), NOTICES.values(), ids=NOTICES)
def test_facts_and_fields_of_a_notice(engine: Engine, query: Query, kind: str, value: float | None, words: str) -> None:
    answer = answer_query(engine, query)
    assert (answer.kind, answer.value) == (kind, value)
    assert words in answer.heading


@pytest.mark.parametrize(("number", "yes"), [(75, True), (76, False)])
def test_a_claimed_number_of_a_fact(engine: Engine, number: int, yes: bool) -> None:  # noqa: FBT001 - a table's column
    claim = Query("notice", scope=UnitScope(op="==", count=number), subject="number", by="number", fact="参评")
    answer = answer_query(engine, claim)
    assert (answer.kind, answer.yes) == ("yes_no", yes)
    assert "75" in answer.heading


def test_a_fact_of_several_notices_names_each(several: Engine) -> None:
    answer = answer_query(several, Query("notice", fact="参评", subject="number"))
    assert (answer.kind, answer.value) == ("notice", None)  # which of three?
    assert all(notice.title in answer.heading for notice in several.dataset.notices)
    dated = answer_query(several, Query("notice", fact="@issued")).heading
    assert "2024-11-18" in dated
