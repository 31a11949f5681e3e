from __future__ import annotations

import functools

import pytest

from intents.engine import Engine
from intents.model.query import About, And, Not, Numbered, Query
from tests.intents.answers.sample import ANHUI, BEST, GOOD, answer_query
from tests.intents.names import format_cases
from tests.questions.other_fields import load_engine

CASES: dict[str, tuple[Query, str, str]] = {
    "a set": (Query("cases", And((ANHUI, GOOD))), "cases", "2/3 2/4 2/5 2/6 2/7 2/8 2/9 2/10"),
    "an empty set": (Query("cases", And((ANHUI, Not(ANHUI)))), "cases", ""),
    "the nearest first": (Query("cases", About(("标准",), theme=True)), "cases", "1/2 1/3 2/4 2/8"),
    "a card": (Query("card", And((BEST, Numbered(3)))), "card", "1/3"),
    "a card of several is a list": (Query("card", Numbered(3)), "cases", "1/3 2/3"),
    "a card of none is an empty list": (Query("card", Numbered(13)), "cases", ""),
}


@pytest.mark.parametrize(("query", "kind", "cases"), CASES.values(), ids=CASES)
def test_cases(engine: Engine, query: Query, kind: str, cases: str) -> None:
    answer = answer_query(engine, query)
    assert (answer.kind, format_cases(answer.cases)) == (kind, cases)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("宁波的最佳案例", "宁波没有最佳实践案例。"),
        ("有没有宁波的最佳案例", "宁波没有最佳实践案例。"),
        ("宁波和安徽都参与的案例", "没有符合这些条件的案例。"),
    ],
)
def test_which_tier_a_place_misses(engine: Engine, question: str, heading: str) -> None:
    assert engine.ask(question)[0].heading == heading


@pytest.mark.parametrize(
    ("question", "heading", "understood"),
    [
        ("台中参与了哪些工程", "共 1 件工程：", "地区：台中 → 1 件工程"),
        ("一共有几件", "共 10 件工程：", "全部工程 → 10 件工程"),
        ("有没有台中的", "有，1 件工程：", "地区：台中 → 是"),
        ("所有工程都有台中吗", "不是，10 件工程里有 9 个例外：", "每件工程都有台中？ → 否"),
        ("台中占百分之几", "占 10.0%（10 件工程中的 1 件）：", "地区：台中；占全部工程 → 10.0%"),
        ("平均每件几个单位", "平均每件工程 1.0 个单位（10 件工程）。", "全部工程 → 平均 1.0 个单位"),
        ("哪个省参与最多", "台湾最多，6 件工程：", "按省市排名 → 1 项"),
        ("台北和台中哪个多", "台中 1 件，台北 0 件，相差 1 件。", "比较：台北（未收录）、台中 → 2 项"),
        ("有几个单位参与了三件以上工程", "没有符合这些条件的单位。", "参与至少 3 件工程的单位 → 0 个单位"),
    ],
)
def test_answers_name_cases_as_the_notice_does(question: str, heading: str, understood: str) -> None:
    answer, _ = works().ask(question)
    assert (answer.heading, answer.understood) == (heading, understood)


def test_the_ranks_there_are_stand_beside_one_that_no_notice_has(engine: Engine) -> None:
    answer, _ = engine.ask("二等奖有哪些")
    assert (answer.kind, answer.heading) == ("none", "通知里没有二等奖：最佳实践案例 10 个、优秀实践案例 12 个。")


@functools.cache
def works() -> Engine:
    """Return an engine over a notice of public works, 件 and 工程."""
    return load_engine("jinzhi-25")


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("江苏和浙江参与的最佳的第15到18个", "没有第 15 个（这个列表一共 10 个）。"),
        ("江苏和浙江参与的最佳的倒数第15个", "没有倒数第 15 个（这个列表一共 10 个）。"),
        ("苏州的前8个案例", "共 2 个案例："),
        ("苏州的最后5个案例", "共 2 个案例："),
    ],
)
def test_positions_past_the_end_of_a_list(engine: Engine, question: str, heading: str) -> None:
    assert engine.ask(question)[0].heading == heading
