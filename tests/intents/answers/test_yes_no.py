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
        ("安徽有没有单位参与了两个案例", "有，1 个单位："),
        ("最佳案例里有单位重复入选吗", "没有符合这些条件的单位。"),
        ("江苏的单位是否超过20家", "是的，共 23 个单位。"),
        ("参与的城市是不是有30个以上", "不是，共 18 个城市："),
        ("单位数是88，对吧", "是的，共 88 个单位。"),
        ("叉车案例是不是四家", "是的，共 4 个单位。"),
        ("知识产权局一共三家，对吗", "不是，共 2 个单位。"),
        ("优秀案例是不是一共13个", "不是，优秀实践案例有 12 个："),
        ("江苏没参与的案例里有安徽的都是优秀吗", "没有，17 个安徽参与的案例江苏都参与了。"),
    ],
)
def test_whether_there_are_so_many_units_or_places(engine: Engine, question: str, heading: str) -> None:
    assert engine.ask(question, None, 0.0)[0].heading.startswith(heading)


DENIED = {
    "杭州参与了叉车吗": "没有，这个案例由上海、江苏、浙江、安徽参与。",
    "宁波参与了叉车吗": "没有，这个案例由上海、江苏、浙江、安徽参与。",
    "安徽参与了谱写杨浦金华协同发展新篇章吗": "没有，这个案例只有上海、浙江。",
    "叉车只有上海参与吗": "不是，这个案例有上海、江苏、浙江、安徽。",
}


@pytest.mark.parametrize(("question", "heading"), DENIED.items())
def test_only_the_places_that_take_part_are_said_to_be_all(engine: Engine, question: str, heading: str) -> None:
    assert engine.ask(question, None, 0.0)[0].heading == heading


ABSENT = {
    "有没有杭州和绍兴都参与、单位不到三家的案例": "没有这样的案例：杭州和绍兴参与的案例有 1 个，它有 8 个单位。",
    "有没有杭州和绍兴都参与、单位全是浙江的案例": (
        "没有这样的案例：杭州和绍兴参与的案例有 1 个，它有上海、江苏、浙江、安徽。"
    ),
    "有没有安徽参与、单位全是浙江的案例": "没有符合这些条件的案例。",
}


@pytest.mark.parametrize(("question", "heading"), ABSENT.items())
def test_the_one_case_that_fails_a_limit_is_told_of(engine: Engine, question: str, heading: str) -> None:
    assert engine.ask(question, None, 0.0)[0].heading == heading


CLAIMS = {
    "参与最多的是浙江，对吗": ("是的，浙江排第 1，22 个案例。", True),
    "四地中参与案例最少的是安徽，是不是": ("是的，安徽从少到多排第 1，17 个案例。", True),
    "上海是不是参与最多的省市": ("不是，上海排第 2，21 个案例。最多的是浙江，22 个案例。", False),
    "最佳案例里参与最多的是上海吗": ("是的，上海并列排第 1，10 个案例。", True),
    "最佳案例里单位最多的省市是浙江吗": ("不是，浙江并列排第 2，10 个单位。最多的是上海，11 个单位。", False),
    "上海和浙江参与的最佳案例一样多吗": ("是的，上海和浙江一样多，都是 10 个。", True),
    "浙江和安徽参与的案例数相同吗": ("不是，浙江 22 个，安徽 17 个，相差 5 个。", False),
    "浙江的单位数跟安徽一样吗": ("不是，浙江 24 个单位，安徽 20 个，相差 4 个。", False),
    "三省一市参与的案例是否一样多": ("不是，浙江最多，22 个；安徽最少，17 个。", False),
}


@pytest.mark.parametrize(("question", "told"), CLAIMS.items(), ids=CLAIMS)
def test_whether_a_place_leads_or_numbers_are_equal(engine: Engine, question: str, told: tuple[str, bool]) -> None:
    answer, _ = engine.ask(question, None, 0.0)
    assert (answer.heading, answer.yes) == told


OF_A_PLACE = {
    "长江禁渔的案例，安徽是执法稽查处参与的吗": True,
    "长江禁渔的案例，上海也是执法稽查处吗": False,
    "满意消费长三角里，江苏的单位是消费者权益保护处，对吗": False,
}


@pytest.mark.parametrize(("question", "yes"), OF_A_PLACE.items(), ids=OF_A_PLACE)
def test_a_unit_that_a_place_is_said_to_have_is_of_that_place(engine: Engine, question: str, *, yes: bool) -> None:
    assert engine.ask(question, None, 0.0)[0].yes is yes
