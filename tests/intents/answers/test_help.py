from __future__ import annotations

from intents.engine import Engine
from intents.model.query import Query
from tests.intents.answers.sample import answer_query


def test_help_offers_questions_that_work(engine: Engine, several: Engine) -> None:
    for each in (engine, several):
        answer = answer_query(each, Query("help"))
        assert answer.kind == "help"
        assert len(answer.options) in (2, 3)
        for option in answer.options:
            assert each.ask(option.question)[0].kind in ("cases", "count", "units", "card")
