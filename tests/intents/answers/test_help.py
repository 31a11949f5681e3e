from __future__ import annotations

from dataclasses import replace

import pytest

from intents.answers.help import TASKS, examples
from intents.engine import Engine
from intents.model.query import Query
from tests.intents.answers.sample import answer_query
from tests.intents.names import DATASET

KINDS = {
    "cases": {"cases"},
    "count": {"count"},
    "units": {"units", "card", "rank"},
    "compare": {"rank", "count"},
}


@pytest.fixture(scope="module")
def bare() -> Engine:
    """An engine over a notice without units (and so without places), tiers and aliases."""
    notice = DATASET.notices[0]
    cases = tuple(replace(case, tier=None, agencies=(), aliases=()) for case in notice.tiers[0].cases)
    notice = replace(notice, tiers=(replace(notice.tiers[0], name=None, aliases=(), cases=cases),))
    return Engine(replace(DATASET, notices=(notice,)))


def test_examples_have_answers_of_their_kinds(engine: Engine, several: Engine, bare: Engine) -> None:
    for each in (engine, several, bare):
        asked = examples(each.index)
        assert {*TASKS, "count"} == {*asked}
        for name, question in asked.items():
            assert each.ask(question)[0].kind in KINDS[name], question


def test_help_offers_questions_that_work(engine: Engine, bare: Engine) -> None:
    assert [option.question for option in answer_query(engine, Query("help")).options] == [
        "安徽参与了哪些案例",
        "最佳实践案例一共几个",
        "叉车是谁做的",
    ]
    assert answer_query(bare, Query("help")).options[0].question == "有哪些案例"
