from __future__ import annotations

import pytest
from hypothesis import given

from intents.engine import Engine
from intents.model.query import InRegion, IsCase, Query, both
from intents.phrasing.spoken import means_same, spoken_phrases
from tests.intents.names import DATASET, answer_content
from tests.intents.question_strategies import questions

SAID = {
    "安徽 食品": "安徽的食品案例",
    "安徽和浙江的食品案例": "安徽和浙江的食品案例",
    "安徽的计量案例有几个": "安徽的计量案例有几个",
    "安徽参与的最佳案例有哪些单位": "安徽参与的最佳案例有哪些单位",
    "最佳实践案例的单位": "最佳案例有哪些单位",
    "没有安徽的食品案例": "安徽没有参与的食品案例",
    "安徽参与了哪些案例": "安徽参与的案例有哪些",
    "上海或浙江的食品案例": "上海或浙江的食品案例",
}


@pytest.mark.parametrize(("question", "said"), SAID.items())
def test_what_a_person_would_say(engine: Engine, question: str, said: str) -> None:
    _, context = engine.ask(question)
    assert context is not None
    assert engine.say(context.query) == said


def test_a_case_is_said_by_its_title(engine: Engine) -> None:
    case = DATASET.cases[12]
    assert engine.say(Query("card", IsCase(case.id))) == case.title


@given(question=questions())
def test_what_is_said_means_the_query(engine: Engine, question: str) -> None:
    _, context = engine.ask(question)
    assert context is not None
    said, meant = engine.ask(engine.say(context.query))[0], engine.answer(context.query)[0]
    assert answer_content(said)[1:] == answer_content(meant)[1:]


def test_what_is_not_said_in_few_words_has_no_phrase(engine: Engine) -> None:
    for question in ("哪个省参与的案例最多", "江苏和安徽哪个参与得多", "每个最佳案例都有安徽吗"):
        _, context = engine.ask(question)
        assert context is not None
        assert not list(spoken_phrases(context.query, engine.index, engine.describer))


def test_the_order_of_conditions_means_nothing(engine: Engine) -> None:
    one, other = InRegion("340000"), InRegion("330000")
    assert means_same(Query(where=both(one, other)), Query(where=both(other, one)), engine.index)
    assert not means_same(Query(where=both(one, other)), Query(where=one), engine.index)
    assert not means_same(Query(where=one), Query("count", one), engine.index)
