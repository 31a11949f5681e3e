"""What each intent makes of a query, straight from the query."""

from __future__ import annotations

import pytest

from intents.engine import INTENTS, Engine
from intents.model.answer import Answer, Ranked
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    ByAgency,
    Filter,
    InRegion,
    InTier,
    Not,
    Numbered,
    Query,
    UnitScope,
)
from tests.intents.names import REGIONS, TIERS, short

CODES = {place.short: place.code for place in REGIONS}
SHANGHAI, JIANGSU, ANHUI = (InRegion(CODES[name]) for name in ("上海", "江苏", "安徽"))
BEST, GOOD = map(InTier, TIERS)


def answered(engine: Engine, query: Query) -> Answer:
    return INTENTS[query.ask](query, engine.index, engine.describer)


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
    answer = answered(engine, query)
    assert (answer.kind, short(answer.cases)) == (kind, cases)


def test_a_card_has_its_units(engine: Engine) -> None:
    answer = answered(engine, Query("card", About(("商标",))))
    assert [unit.name for unit in answer.agencies] == ["上海市市场监督管理局", "浙江省宁波市市场监督管理局"]
    assert answer.heading == "打造沪甬商标品牌国际化战略协作新样板"


UNITS = {
    "of cases": (Query("units", About(("商标",))), "上海市市场监督管理局 浙江省宁波市市场监督管理局", "2/12"),
    "of a place": (
        Query("units", About(("g60",)), UnitScope(within=(CODES["江苏"],))),
        "江苏省苏州市市场监督管理局",
        "2/9",
    ),
    "of a place that few of the cases have": (
        Query("units", GOOD, UnitScope(within=(CODES["宁波"],))),
        "浙江省宁波市市场监督管理局",
        "2/12",
    ),
    "of none": (Query("units", And((ANHUI, Not(ANHUI)))), "", ""),
}


@pytest.mark.parametrize(("query", "units", "cases"), UNITS.values(), ids=UNITS)
def test_units_and_the_cases_they_rest_on(engine: Engine, query: Query, units: str, cases: str) -> None:
    answer = answered(engine, query)
    assert (answer.kind, short(answer.cases)) == ("units", cases)
    assert " ".join(unit.name for unit in answer.agencies) == units


COUNTS = {
    "cases": (Query("count", ANHUI), 17),
    "units": (Query("count", EVERYTHING, subject="units"), 88),
    "units of a place": (Query("count", EVERYTHING, UnitScope(within=(CODES["安徽"],)), subject="units"), 20),
    "cities": (Query("count", EVERYTHING, subject="city"), 17),
    "counties": (Query("count", EVERYTHING, subject="county"), 11),
    "provinces of a case": (Query("count", About(("商标",)), subject="province"), 2),
    "nothing": (Query("count", And((ANHUI, Not(ANHUI)))), 0),
}


@pytest.mark.parametrize(("query", "value"), COUNTS.values(), ids=COUNTS)
def test_counts_come_with_what_was_counted(engine: Engine, query: Query, value: int) -> None:
    answer = answered(engine, query)
    assert (answer.kind, answer.value) == ("count", value)
    if query.subject == "cases":
        assert (len(answer.cases), answer.agencies) == (value, ())
    if query.subject == "units":
        assert (len(answer.agencies), answer.cases) == (value, ())


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
    "cases by units": (
        Query("rank", And((GOOD, Not(About(("标准",))), Not(SHANGHAI))), subject="cases", by="units"),
        [("“一地六县”市场监管一体化花开太湖西岸", 6)],
        "2/10",
    ),
    "the fewest alone": (
        Query("rank", EVERYTHING, subject="cases", by="units", least=True),
        [("谱写杨浦金华协同发展新篇章", 2), ("打造沪甬商标品牌国际化战略协作新样板", 2)],
        "2/11 2/12",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("query", "top", "cases"), RANKINGS.values(), ids=RANKINGS)
def test_rankings(engine: Engine, query: Query, top: list[tuple[str, int]], cases: str) -> None:
    answer = answered(engine, query)
    assert answer.kind == "rank"
    assert [(line.name, line.value) for line in answer.ranking[: len(top)]] == top
    if cases:
        assert short(answer.cases) == cases


def test_a_ranking_of_units_is_whole_and_keeps_ties_in_order(engine: Engine) -> None:
    answer = answered(engine, Query("rank", EVERYTHING, subject="units"))
    assert len(answer.ranking) == len(answer.agencies) == 88
    assert [line.value for line in answer.ranking] == [2] * 5 + [1] * 83
    assert [line.name for line in answer.ranking] == [unit.name for unit in answer.agencies]
    order = [unit for unit in engine.index.agencies if unit in answer.agencies[5:]]
    assert list(answer.agencies[5:]) == order
    assert answer.notes  # by bureau too


def test_a_ranking_of_bureaus(engine: Engine) -> None:
    answer = answered(engine, Query("rank", EVERYTHING, subject="bureaus"))
    assert answer.ranking[0] == Ranked("上海市市场监督管理局", 15)
    assert [line.value for line in answer.ranking] == sorted((line.value for line in answer.ranking), reverse=True)


COMPARED: dict[str, tuple[tuple[Filter, ...], str, Filter, list[tuple[str, int]]]] = {
    "places": ((JIANGSU, SHANGHAI), "cases", EVERYTHING, [("上海", 21), ("江苏", 20)]),
    "places, of some cases": ((ANHUI, SHANGHAI), "cases", GOOD, [("上海", 11), ("安徽", 8)]),
    "tiers": ((BEST, GOOD), "cases", EVERYTHING, [("优秀实践案例", 12), ("最佳实践案例", 10)]),
    "by units": ((ANHUI, JIANGSU), "units", EVERYTHING, [("江苏", 23), ("安徽", 20)]),
    "departments": ((ByAgency("计量处"), ByAgency("药监局")), "cases", EVERYTHING, [("计量处", 1), ("药监局", 1)]),
}


@pytest.mark.parametrize(("items", "by", "where", "expected"), COMPARED.values(), ids=COMPARED)
def test_comparisons_come_larger_first(
    engine: Engine, items: tuple[Filter, ...], by: str, where: Filter, expected: list[tuple[str, int]]
) -> None:
    answer = answered(engine, Query("compare", where, items=items, by=by))
    assert [(line.name, line.value) for line in answer.ranking] == expected
    assert (answer.kind, answer.cases, answer.agencies, answer.value) == ("compare", (), (), None)


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
def test_yes_or_no_with_the_evidence(engine: Engine, query: Query, yes: bool, cases: str) -> None:  # noqa: FBT001
    answer = answered(engine, query)
    assert (answer.kind, answer.yes, short(answer.cases)) == ("yes_no", yes, cases)


NOTICES = {
    "a fact": (Query("notice", fact="备忘录"), "notice", None, "2019"),
    "a fact with a number": (Query("notice", fact="参评"), "notice", 75, "75"),
    "its number": (Query("notice", fact="参评", subject="number"), "count", 75, "75"),
    "no such fact": (Query("notice", fact="天气"), "notice", None, "没有说明"),
    "its date": (Query("notice", fact="@issued"), "notice", None, "没有"),
    "its issuers": (Query("notice", fact="@issuers"), "notice", None, "上海市市场监督管理局"),
    "whom it is for": (Query("notice", fact="@addressed"), "notice", None, "上海市药品监督管理局"),
    "in short": (Query("notice", fact="@summary"), "notice", None, "最佳实践案例 10 个、优秀实践案例 12 个"),
}


@pytest.mark.parametrize(("query", "kind", "value", "words"), NOTICES.values(), ids=NOTICES)
def test_what_the_notice_states(engine: Engine, query: Query, kind: str, value: int | None, words: str) -> None:
    answer = answered(engine, query)
    assert (answer.kind, answer.value) == (kind, value)
    assert words in answer.heading


def test_several_notices_are_told_apart(several: Engine) -> None:
    answer = answered(several, Query("notice", fact="参评", subject="number"))
    assert (answer.kind, answer.value) == ("notice", None)  # which of three?
    assert all(notice.title in answer.heading for notice in several.dataset.notices)
    dated = answered(several, Query("notice", fact="@issued")).heading
    assert "2024-11-18" in dated


def test_help_offers_questions_that_work(engine: Engine, several: Engine) -> None:
    for one in (engine, several):
        answer = answered(one, Query("help"))
        assert answer.kind == "help"
        assert len(answer.options) in (2, 3)
        for option in answer.options:
            assert one.ask(option.question)[0].kind in ("cases", "count", "units", "card")
