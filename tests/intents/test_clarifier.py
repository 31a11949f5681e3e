from __future__ import annotations

import pytest

from intents.engine import Engine


@pytest.mark.parametrize(
    ("question", "unread"),
    [
        ("杨浦区局有没有跟外省合作过", ("跟外省",)),
        ("安徽有多少个我不清楚", ("不",)),
        ("把质控做好了有几家单位", ("质控做好",)),
        ("手滑了吧这是安徽么还是江苏么", ()),
    ],
)
def test_unread_words_that_stand_together_are_one(engine: Engine, question: str, unread: tuple[str, ...]) -> None:
    answer, _ = engine.ask(question, None, 0.0)
    assert answer.unused == unread


def test_a_refusal_names_unknown_words_rather_than_unread_ones(engine: Engine) -> None:
    answer, _ = engine.ask("长三角一体化里跟快递有关的案例")
    assert (answer.kind, answer.unused) == ("refuse", ("快递",))


def test_words_and_meaning_that_lead_to_one_case_are_answered(engine: Engine) -> None:
    answer, _ = engine.ask("儿童坐车免票那个是谁弄的呀")
    assert answer.kind == "units"
    assert [case.id for case in answer.cases] == ["csj-2022/2/5"]
    assert answer.unused == ("坐车",)


def test_a_place_that_is_only_stressed_is_asked_about(engine: Engine) -> None:
    answer, _ = engine.ask("金华自己参与的案例")
    assert [one.question for one in answer.options] == ["金华参与的案例有哪些", "只有金华参与的案例有哪些"]


@pytest.mark.parametrize("question", ["就上海自己一家参加的案例", "浙江一个省自己搞的有没有", "只有金华自己参与的案例"])
def test_a_place_that_takes_part_alone_is_not_asked_about(engine: Engine, question: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind in ("cases", "yes_no")


@pytest.mark.parametrize(
    "question", ["广东的证照互认案例", "京津冀药品联合采购的案例有吗", "成渝两地证照互认的案例讲一讲"]
)
def test_cases_of_a_province_that_no_notice_names_are_none(engine: Engine, question: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == "none"


def test_words_of_which_each_case_has_but_one_are_asked_about(engine: Engine) -> None:
    answer, _ = engine.ask("老师让孩子研究G60，是第几号案例")
    assert answer.kind == "clarify"
    assert "推进长三角G60科创走廊区域质量提升" in [one.question for one in answer.options]


@pytest.mark.parametrize("question", ["叉车 禁渔", "食品和药品的案例有哪些"])
def test_keywords_and_lists_of_which_each_case_has_one_are_answered(engine: Engine, question: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.kind == "cases"
