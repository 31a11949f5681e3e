from __future__ import annotations

import pytest

from intents.answers.own_place import ask_whose
from intents.engine import Engine
from intents.model.query import InRegion, Not, Query, Unknown, both
from tests.intents.answers.sample import ANHUI, BEST

OWN = Unknown("我省", "own")
PLACES = ["上海", "江苏", "浙江", "安徽"]
QUERIES = {
    "a condition": Query("count", OWN),
    "denied": Query("cases", Not(OWN)),
    "beside another": Query("cases", both(BEST, OWN)),
    "compared": Query("compare", items=(OWN, Unknown("广东", "place"))),
    "of all cases": Query("yes_no", OWN, every=BEST),
}


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_asker_is_asked_which_place_is_meant(engine: Engine, query: Query) -> None:
    answer = ask_whose(query, engine.index, engine.describer)
    assert answer is not None
    assert (answer.kind, answer.unused) == ("clarify", ("我省",))
    assert len(answer.options) == len(PLACES)
    for place, option in zip(PLACES, answer.options, strict=True):
        assert place in option.question
        assert "我省" not in option.question


def test_a_place_with_a_name_is_not_asked_about(engine: Engine) -> None:
    for where in (ANHUI, Unknown("广东", "place"), InRegion("310000")):
        assert ask_whose(Query("cases", where), engine.index, engine.describer) is None


ASKED = (
    "我省参与了几个案例",
    "我们市没参与的案例",
    "咱们局参与了哪些案例",
    "本省的案例",
    "本单位参与了吗",
)
NAMED = {
    "我省（浙江）参与的案例有几个": "浙江",
    "我们县嘉善参加了哪个": "嘉善",
    "嘉兴市市场监督管理局本局参与的案例": "嘉兴",
    "给我省的名单": "省级",
    "我们安徽参与了几个": "安徽",
}


@pytest.mark.parametrize("question", ASKED)
def test_what_is_the_askers_own_is_asked_about(engine: Engine, question: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == "clarify"
    assert answer.heading.endswith("是哪里？请写出名称，比如：")


@pytest.mark.parametrize(("question", "name"), NAMED.items())
def test_what_is_named_is_answered(engine: Engine, question: str, name: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind != "clarify"
    assert name in answer.understood


def test_a_place_alone_answers_what_was_asked_back(engine: Engine) -> None:
    _, context = engine.ask("我省参与了几个案例", None, 0.0)
    answer, _ = engine.ask("安徽", context, 1.0)
    assert (answer.kind, answer.value) == ("count", 17)


def test_a_place_that_is_named_already_is_not_offered(engine: Engine) -> None:
    answer = ask_whose(Query("cases", both(ANHUI, OWN)), engine.index, engine.describer)
    assert answer is not None
    assert [option.question[:5] for option in answer.options] == ["安徽和上海", "安徽和江苏", "安徽和浙江"]


def test_a_place_that_is_named_twice_is_one_condition(engine: Engine) -> None:
    _, context = engine.ask("安徽参与的案例，我省参与的有几个", None, 0.0)
    answer, _ = engine.ask("安徽", context, 1.0)
    assert "安徽、安徽" not in answer.understood
