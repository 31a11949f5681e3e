from __future__ import annotations

import pytest

from intents.answers.own_place import ask_whose, places_like
from intents.engine import Engine

PLACES = ["上海", "江苏", "浙江", "安徽"]


def test_the_question_is_asked_back_with_places() -> None:
    answer = ask_whose("我省", ["上海参与的案例", "江苏参与的案例", "江苏参与的案例"])
    assert (answer.kind, answer.unused) == ("clarify", ("我省",))
    assert answer.heading == "“我省”是哪里？请写出名称，比如："
    assert [option.question for option in answer.options] == ["上海参与的案例", "江苏参与的案例"]


def test_without_a_question_the_name_is_asked_for() -> None:
    assert ask_whose("我局", ()).heading == "“我局”是哪里？请写出名称。"


def test_places_are_of_the_level_of_the_word(engine: Engine) -> None:
    assert [place.short for place in places_like(("province",), engine.index)] == PLACES
    assert {place.level for place in places_like(("city",), engine.index)} == {"city"}
    assert places_like(("unit",), engine.index) == places_like(("province",), engine.index)


ASKED = {
    "我省参与了几个案例": "上海参与的案例一共有几个",
    "我省没参与的案例": "上海没有参与的案例有哪些",
    "只有我省参与的案例": "只有上海参与的案例有哪些",
    "我省有哪些单位参与了": "上海有哪些单位",
    "咱们局参与了哪些案例": "上海参与的案例有哪些",
    "本省的案例": "上海参与的案例有哪些",
    "我省比江苏多吗": "上海比江苏多吗",
}


@pytest.mark.parametrize(("question", "first"), ASKED.items())
def test_what_is_the_askers_own_is_asked_about(engine: Engine, question: str, first: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == "clarify"
    assert answer.options[0].question == first


def test_a_place_that_is_named_already_is_not_offered(engine: Engine) -> None:
    answer, _ = engine.ask("我省和江苏都参与的案例")
    assert not any(option.question.count("江苏") > 1 for option in answer.options)


NAMED = {
    "我省（浙江）参与的案例有几个": 22,
    "我们县嘉善参与了几个": 1,
    "我是浙江的，我省参与了几个": 22,
    "嘉兴市市场监督管理局本局参与的案例有几个": 1,
    "给我省的名单有几个": 18,
    "我们安徽参与了几个": 17,
}


@pytest.mark.parametrize(("question", "value"), NAMED.items())
def test_what_is_named_is_answered(engine: Engine, question: str, value: int) -> None:
    assert engine.ask(question)[0].value == value


FOLLOWED = {
    "我省参与了几个案例": ("count", 17),
    "我省没参与的案例有几个": ("count", 5),
}


@pytest.mark.parametrize(("question", "expected"), FOLLOWED.items())
def test_a_place_alone_answers_what_was_asked_back(engine: Engine, question: str, expected: tuple[str, int]) -> None:
    _, context = engine.ask(question, None, 0.0)
    answer, _ = engine.ask("安徽", context, 1.0)
    assert (answer.kind, answer.value) == expected


def test_a_comparison_is_answered_as_one(engine: Engine) -> None:
    _, context = engine.ask("我省比江苏多吗", None, 0.0)
    answer, _ = engine.ask("安徽", context, 1.0)
    assert (answer.kind, answer.yes) == ("yes_no", False)
