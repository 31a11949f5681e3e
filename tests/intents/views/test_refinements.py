from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.model import Tier
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.query import InNotice, InRegion, IsCase, Query, both
from intents.serialization.codec import loads
from intents.views.marked_agencies import matching_agencies
from intents.views.refinements import (
    PLACES_OP,
    Refinement,
    apply_refinement,
    list_place_refinements,
    list_refinements,
)
from tests.intents.names import DATASET, REGIONS, answer_content, format_cases
from tests.intents.query_strategies import OWN_NAMES, queries
from tests.intents.question_strategies import questions

CODES = {place.short: place.code for place in REGIONS}

OFFERED = {
    "安徽参与了哪些案例": "换省份 这些案例的单位 最佳 9 优秀 8",
    "安徽参与的优秀案例": "换省份 这些案例的单位 最佳 9 全部 17 去掉“安徽”",
    "最佳案例有哪些": "选省份 这些案例的单位 优秀 12 全部 22",
    "浙江和江苏都参与的案例": "这些案例的单位 最佳 10 优秀 10 去掉“江苏”",
    "浙江或者江苏参与的案例有几个": "这些案例的单位 最佳 10 优秀 12 要全部都参与",
    "上海和安徽都参与的有几个": "这些案例的单位 最佳 9 优秀 7 任一参与即可 去掉“上海” 去掉“安徽”",
    "关于标准的案例": "选省份 这些案例的单位 最佳 2 优秀 2",
    "金华市局的案例": "换省份 这些案例的单位",
    "没有安徽的案例": "换省份 这些案例的单位 最佳 1 优秀 4",
    "有没有安徽没参与的最佳案例": "优秀 4 全部 5 去掉“没有安徽”",
    "安徽有哪些单位参与了最佳案例": "案例列表 换省份 只看优秀 不限等次 去掉“安徽”",
    "除了安徽还有哪些单位": "换省份 只看最佳 只看优秀",
    "几个城市参与": "选省份 案例列表 只看最佳",
    "哪个省参与的案例最多": "从少到多 案例列表 只看最佳 只看优秀",
    "参与单位最少的案例": "从多到少 案例列表 选省份 只看最佳 只看优秀",
    "江苏和安徽哪个参与得多": "只看最佳 只看优秀",
    "多少个案例参评": "案例列表",
    "讲讲满意消费": "",
    "介绍一下金华杨浦那个案例": "同单位的其他案例",
    "安徽和温州都参与的": "去掉“温州” 上海 江苏 浙江",
    "温州的案例": "上海 江苏 浙江 安徽",
    "怎么用": "",
    "今天天气怎么样": "",
}


def ask_for_query(engine: Engine, question: str) -> tuple[Answer, tuple[Refinement, ...]]:
    answer, context = engine.ask(question)
    return answer, list_refinements(context.query if context else Query("help"), answer, engine)


@pytest.mark.parametrize(("question", "labels"), OFFERED.items(), ids=OFFERED)
def test_refinements_of_a_query(engine: Engine, question: str, labels: str) -> None:
    assert " ".join(refinement.label for refinement in ask_for_query(engine, question)[1]) == labels


LED_TO = {
    ("安徽参与了哪些案例", "u"): "（安徽参与）的案例有哪些单位",
    ("安徽参与了哪些案例", "t0"): "安徽参与的最佳实践案例有哪些",
    ("安徽参与的优秀案例", "t0"): "安徽参与的最佳实践案例有哪些",
    ("安徽参与的优秀案例", "T"): "安徽参与的案例有哪些",
    ("安徽参与的优秀案例", "d0"): "优秀实践案例有哪些",
    ("安徽参与的优秀案例", "r320000"): "江苏参与的优秀实践案例有哪些",
    ("没有安徽的案例", "r310000"): "上海没有参与的案例有哪些",
    ("优秀案例", "r310000"): "上海参与的优秀实践案例有哪些",
    ("只有上海和浙江的案例", "r340000"): None,
    ("浙江消保委的案例", "r340000"): None,  # the same case
    ("浙江标准化处的案例", "r340000"): None,
    ("浙江知识产权处的案例", "r310000"): None,
    ("上海市监局的案例", "r340000"): "安徽市监局参与的案例有哪些",
    ("宁波市局的案例", "r340000"): "安徽省局参与的案例有哪些",
    ("最佳案例有哪些单位", "r340000"): "最佳实践案例里，安徽有哪些单位",
    ("安徽有哪些单位参与了最佳案例", "r310000"): "最佳实践案例里，上海有哪些单位",
    ("安徽有哪些单位参与了最佳案例", "d0"): "（最佳实践案例）的案例有哪些单位",
    ("优秀案例有哪些消保委", "d1"): "（优秀实践案例）的案例有哪些单位",
    ("除了安徽还有哪些单位", "r310000"): "除了上海还有哪些单位",
    ("上海和安徽都参与的有几个", "y"): "上海或者安徽参与的案例一共有几个",
    ("浙江或者江苏参与的案例有几个", "l"): "浙江和江苏参与的案例一共有几个",
    ("哪个省参与的案例最多", "v"): "哪个省市参与最少",
    ("哪个省参与的案例最多", "r310000"): None,
    ("安徽参与了哪些案例", PLACES_OP): None,
    ("安徽参与了哪些案例", "t2"): None,
    ("安徽参与了哪些案例", "t"): None,
    ("安徽参与了哪些案例", "r340000"): None,
    ("安徽参与了哪些案例", "r110000"): None,
    ("安徽参与了哪些案例", "d0"): None,
    ("安徽参与了哪些案例", ""): None,
    ("安徽参与了哪些案例", "p2"): None,
}


@pytest.mark.parametrize(("question", "op"), LED_TO)
def test_query_of_a_refinement(engine: Engine, question: str, op: str) -> None:
    _, context = engine.ask(question)
    assert context is not None
    query = apply_refinement(context.query, op, engine)
    assert (query and engine.describer.question(query)) == LED_TO[question, op]


def test_other_cases_of_the_same_agencies(engine: Engine) -> None:
    query = apply_refinement(Query("card", IsCase("csj-2022/2/11")), "s", engine)
    assert query is not None
    assert format_cases(engine.answer(query)[0].cases) == "2/9"


def list_steps(query: Query, answer: Answer, engine: Engine) -> list[Refinement]:
    refined = list_refinements(query, answer, engine)
    assert len(refined) <= 8
    assert len({refinement.op for refinement in refined}) == len(refined)
    menu = list_place_refinements(query, engine) if PLACES_OP in {refinement.op for refinement in refined} else ()
    return [*(refinement for refinement in refined if refinement.op != PLACES_OP), *menu]


@given(question=questions())
def test_each_refinement_is_exact_and_changes_the_answer(engine: Engine, question: str) -> None:
    answer, context = engine.ask(question)
    assert context is not None
    for refinement in list_steps(context.query, answer, engine):
        assert refinement.query is not None
        assert re.fullmatch("[A-Za-z0-9]{1,24}", refinement.op)
        assert apply_refinement(context.query, refinement.op, engine) == refinement.query
        result, _ = engine.answer(refinement.query)
        assert result.kind not in ("none", "refuse", "clarify", "help"), refinement
        assert answer_content(result)[1:] != answer_content(answer)[1:], refinement
        assert result.cases or result.agencies or result.ranking or result.kind == "notice", refinement
        assert answer_content(engine.ask(result.question)[0]) == answer_content(result), result.question
        assert result.question not in {option.question for option in answer.options}


@settings(max_examples=60)
@given(query=queries(OWN_NAMES))
def test_any_query_can_be_refined(engine: Engine, query: Query) -> None:
    answer, _ = engine.answer(query)
    for refinement in list_steps(query, answer, engine):
        assert refinement.query is not None
        assert engine.answer(refinement.query)[0].kind not in ("none", "refuse")


def test_refinements_do_not_repeat_options(engine: Engine) -> None:
    answer, refined = ask_for_query(engine, "浙江和江苏都参与的案例")
    assert [option.label for option in answer.options] == ["浙江或江苏任一参与"]
    assert "y" not in {refinement.op for refinement in refined}


def test_several_notices(several: Engine) -> None:
    notices = several.dataset.notices
    for notice in notices:
        query = Query(where=InNotice(notice.id))
        for refinement in list_refinements(query, several.answer(query)[0], several):
            if refinement.query is not None:
                answer, _ = several.answer(refinement.query)
                assert len(answer.cases) or len(answer.agencies)
                assert {case.notice for case in answer.cases} <= {notice.id}
    query = Query(where=both(InNotice(notices[0].id), loads("1cr11").where))
    labels = [refinement.label for refinement in list_refinements(query, several.answer(query)[0], several)]
    assert "不限通知" in labels or not several.index.evaluate(query.where)


@pytest.mark.parametrize(("tiers", "offered"), [(4, 4), (5, 5), (6, 0)])
def test_all_tiers_are_offered_or_none(tiers: int, offered: int) -> None:
    (notice, *_) = DATASET.notices
    made = []
    for at in range(tiers):
        name = f"{'甲乙丙丁戊己'[at]}级案例"
        cases = tuple(
            replace(case, id=f"n/{at + 1}/1", notice="n", tier=name, number=1) for case in notice.cases[at : at + 1]
        )
        made.append(Tier(name, (), cases))
    several = Engine(replace(DATASET, notices=(replace(notice, id="n", tiers=tuple(made)),)))
    query = Query()
    found = list_refinements(query, several.answer(query)[0], several)
    assert sum(refinement.op[0] == "t" for refinement in found) == offered


MATCHED = {
    ("1cr34", "1/1"): "安徽省市场监督管理局12315投诉举报处置指挥中心",
    ("1cr34", "2/8"): "安徽省亳州市市场监督管理局 安徽省安庆市市场监督管理局",
    ("1c!r34", "2/12"): "",
    ("1cb市监局", "2/12"): "",
    ("1cb标准化处+33", "1/2"): "浙江省市场监督管理局标准化处",
    ("1co+31+33", "2/11"): "",
    ("1c(r3302,t优秀实践案例)", "2/12"): "浙江省宁波市市场监督管理局",
    ("1clci", "2/12"): "浙江省宁波市市场监督管理局",
    ("1c{b市场监督管理局+31,b市场监督管理局+3302}", "2/12"): "",
    ("1ca+叉车", "2/4"): "",
    ("1c()", "2/4"): "",
}


@pytest.mark.parametrize(("query", "case"), MATCHED)
def test_agencies_through_which_a_case_matches(engine: Engine, query: str, case: str) -> None:
    refinement = next(refinement for refinement in DATASET.cases if refinement.id == f"csj-2022/{case}")
    refined = matching_agencies(loads(query).where, refinement, engine.index)
    assert " ".join(unit.name for unit in refinement.agencies if unit in refined) == MATCHED[query, case]


@settings(max_examples=40)
@given(place=st.sampled_from(REGIONS), case=st.sampled_from(DATASET.cases))
def test_agencies_of_a_place_are_marked(engine: Engine, place: object, case: object) -> None:
    region = next(refinement for refinement in REGIONS if refinement == place)
    refinement = next(refinement for refinement in DATASET.cases if refinement == case)
    inside = {unit for unit in refinement.agencies if unit.is_within(region)}
    expected = inside if len(inside) < len(refinement.agencies) else set()
    assert matching_agencies(InRegion(region.code), refinement, engine.index) == expected


def test_the_condition_of_one_case_is_dropped_in_few_words(engine: Engine) -> None:
    query = Query("yes_no", both(IsCase("csj-2022/2/4"), InRegion("340000")))
    labels = [refinement.label for refinement in list_refinements(query, engine.answer(query)[0], engine)]
    assert "不限这个案例" in labels


NOTHING = {
    "温州的案例": "上海参与的案例有哪些",
    "温州参与了几个案例": "上海参与的案例一共有几个",
    "没有浙江的案例": "上海没有参与的案例有哪些",
    "安徽和温州都参与的": "安徽参与的案例有哪些",
    "第30个最佳案例": "最佳实践案例有哪些",
}
WAYS_ON = {
    "只有一个省参与的案例": "上海的案例 江苏的案例 浙江的案例 安徽的案例",
    "上海的电梯案例": "去掉“电梯” 江苏的案例 浙江的案例 安徽的案例",
    "没有浙江的案例": "上海 江苏 安徽",
    "特等奖有哪些": "最佳 10 优秀 12",
    "第99个案例": "最佳 10 优秀 12",
    "第30个最佳案例": "去掉“第 30 个” 优秀 12",
    "宁波的最佳案例": "去掉“宁波” 宁波的案例 1 上海 江苏 浙江 安徽",
}


@pytest.mark.parametrize(("question", "labels"), WAYS_ON.items())
def test_ways_on_say_what_they_ask(engine: Engine, question: str, labels: str) -> None:
    answer, refined = ask_for_query(engine, question)
    assert answer.is_empty
    assert " ".join(refinement.label for refinement in refined) == labels
    query = engine.ask(question)[1].query  # type: ignore[union-attr]
    assert [apply_refinement(query, step.op, engine) for step in refined] == [step.query for step in refined]


def test_units_that_are_listed_are_not_offered(engine: Engine) -> None:
    for question, offered in (("上海有没有参与叉车的案例", False), ("上海有没有参与标准的案例", True)):
        _, refined = ask_for_query(engine, question)
        assert ("u" in {refinement.op for refinement in refined}) == offered


@pytest.mark.parametrize(("question", "first"), NOTHING.items())
def test_the_ways_on_from_an_answer_with_nothing_in_it(engine: Engine, question: str, first: str) -> None:
    answer, refined = ask_for_query(engine, question)
    assert answer.is_empty
    assert refined[0].query is not None
    assert engine.describer.question(refined[0].query) == first
