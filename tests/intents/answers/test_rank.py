from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.answer import RankedItem
from intents.model.query import EVERYTHING, About, And, Not, Query, UnitScope
from tests.intents.answers.sample import GOOD, SHANGHAI, answer_query
from tests.intents.names import format_cases
from tests.questions.other_fields import load_engine

RANKINGS: dict[str, tuple[Query, list[tuple[str, int]], str]] = {
    "provinces": (
        Query("rank", EVERYTHING, subject="province"),
        [("浙江", 22), ("上海", 21), ("江苏", 20), ("安徽", 17)],
        "1/1 1/2 1/3 1/4 1/5 1/6 1/7 1/8 1/9 1/10 2/1 2/2 2/3 2/4 2/5 2/6 2/7 2/8 2/9 2/10 2/11 2/12",
    ),
    "provinces, least first": (
        Query("rank", GOOD, subject="province", least=True),
        [("安徽", 8), ("江苏", 10), ("上海", 11), ("浙江", 12)],
        "2/3 2/4 2/5 2/6 2/7 2/8 2/9 2/10",
    ),
    "provinces by units": (
        Query("rank", EVERYTHING, subject="province", by="units"),
        [("浙江", 24), ("江苏", 23), ("上海", 21), ("安徽", 20)],
        "",
    ),
    "provinces by the cases without them": (
        Query("rank", EVERYTHING, subject="province", by="missed"),
        [("安徽", 5), ("江苏", 2), ("上海", 1), ("浙江", 0)],
        "1/3 2/1 2/2 2/11 2/12",
    ),
    "cases by units": (
        Query("rank", And((GOOD, Not(About(("标准",))), Not(SHANGHAI))), subject="cases", by="units"),
        [("“一地六县”市场监管一体化花开太湖西岸", 6)],
        "2/10",
    ),
    "cases by units of a place": (
        Query("rank", SHANGHAI, UnitScope(within=(SHANGHAI.code,)), subject="cases", by="units"),
        [("探索标准化赋能区域发展战略的新路子", 2), ("深入推进“满意消费长三角”行动", 1)],
        "",
    ),
    "the fewest alone": (
        Query("rank", EVERYTHING, subject="cases", by="units", least=True),
        [("谱写杨浦金华协同发展新篇章", 2), ("打造沪甬商标品牌国际化战略协作新样板", 2)],
        "2/11 2/12",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("query", "top", "cases"), RANKINGS.values(), ids=RANKINGS)
def test_rankings(engine: Engine, query: Query, top: list[tuple[str, int]], cases: str) -> None:
    answer = answer_query(engine, query)
    assert answer.kind == "rank"
    assert [(line.name, line.value) for line in answer.ranking[: len(top)]] == top
    if cases:
        assert format_cases(answer.cases) == cases


POSITIONS = {
    "a province": ("安徽排第几", "安徽排第 4，17 个案例："),
    "of a tier": ("优秀案例里安徽排第几名", "安徽排第 4，8 个案例："),
    "a tie": ("苏州排名第几", "苏州并列排第 2，2 个案例："),
    "of another level than the first": ("宜兴排第几", "宜兴并列排第 1，1 个案例："),
}


@pytest.mark.parametrize(("question", "heading"), POSITIONS.values(), ids=POSITIONS)
def test_where_a_place_stands(engine: Engine, question: str, heading: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.heading == heading


def test_a_ranking_of_units_is_whole_and_keeps_ties_in_order(engine: Engine) -> None:
    answer = answer_query(engine, Query("rank", EVERYTHING, subject="units"))
    assert len(answer.ranking) == len(answer.agencies) == 88
    assert [line.value for line in answer.ranking] == [2] * 5 + [1] * 83
    assert [line.name for line in answer.ranking] == [unit.name for unit in answer.agencies]
    order = [unit for unit in engine.index.agencies if unit in answer.agencies[5:]]
    assert list(answer.agencies[5:]) == order
    assert answer.notes  # by bureau too


def test_a_ranking_of_bureaus(engine: Engine) -> None:
    answer = answer_query(engine, Query("rank", EVERYTHING, subject="bureaus"))
    assert answer.ranking[0] == RankedItem("上海市市场监督管理局", 15)
    assert [line.value for line in answer.ranking] == sorted((line.value for line in answer.ranking), reverse=True)


def test_titles_in_a_sentence_stand_side_by_side(engine: Engine) -> None:
    heading = engine.ask("哪个案例参与的单位最少")[0].heading
    assert heading == "《谱写杨浦金华协同发展新篇章》《打造沪甬商标品牌国际化战略协作新样板》的单位并列最少，各 2 个："


def test_a_ranking_of_units_that_no_place_has(engine: Engine) -> None:
    standard = Query("rank", About(("企业登记标准",)), UnitScope(outside=("310000",)), subject="city", by="units")
    assert answer_query(engine, standard).heading == "没有符合这些条件的城市。"


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("企业登记标准的案例缺了哪个省", "没有参与的省市：安徽。"),
        ("哪个省没参与八城联动", "4 个省市都参与了这个案例。"),
    ],
)
def test_the_provinces_that_have_no_part_in_a_case(engine: Engine, question: str, heading: str) -> None:
    assert engine.ask(question, None, 0.0)[0].heading == heading


@pytest.mark.parametrize(
    "question",
    [
        "江苏哪些城市没有案例",
        "江苏没参与的是哪些市",
        "江苏哪些市一个案例都没有",
        "江苏有哪些城市没参加",
        "江苏哪个市没参与",
    ],
)
def test_the_cities_of_a_province_without_a_case(engine: Engine, question: str) -> None:
    answer, _ = engine.ask(question)
    assert answer.heading == "没有参与的城市有 7 个：徐州、南通、连云港、淮安、盐城、泰州、宿迁。"
    assert len(answer.ranking) == 13  # the prefectures of the table
    assert answer.understood == "没有参与的城市；地区：江苏 → 13 项"


def test_the_cities_without_a_case_are_of_the_provinces_of_the_notice(engine: Engine) -> None:
    answer, _ = engine.ask("缺席的城市有哪些")
    assert answer.heading.startswith("没有参与的城市有 23 个：徐州、南通")
    assert len(answer.ranking) == 41


def test_the_counties_without_a_case_of_a_tier(engine: Engine) -> None:
    answer, _ = engine.ask("安徽哪些县没参与优秀案例")
    absent = {line.name for line in answer.ranking if not line.value}
    assert len(answer.ranking) == 104
    assert {"郎溪", "广德"}.isdisjoint(absent)


def test_any_province_may_have_no_part_in_notices_of_the_whole_country() -> None:
    answer, _ = load_engine("seven_twentythird").ask("还有哪些省份一个都没上榜")
    assert answer.heading.startswith("没有参与的省市：山西、福建、江西")
    assert len(answer.ranking) == 34
