from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import EVERYTHING, ByAgency, Filter, Not, Query
from tests.intents.answers.sample import ANHUI, BEST, GOOD, JIANGSU, SHANGHAI, answer_query

COMPARED: dict[str, tuple[tuple[Filter, ...], str, Filter, list[tuple[str, int]]]] = {
    "places": ((JIANGSU, SHANGHAI), "cases", EVERYTHING, [("上海", 21), ("江苏", 20)]),
    "places, of some cases": ((ANHUI, SHANGHAI), "cases", GOOD, [("上海", 11), ("安徽", 8)]),
    "tiers": ((BEST, GOOD), "cases", EVERYTHING, [("优秀实践案例", 12), ("最佳实践案例", 10)]),
    "by units": ((ANHUI, JIANGSU), "units", EVERYTHING, [("江苏", 23), ("安徽", 20)]),
    "absence": ((Not(JIANGSU), Not(SHANGHAI)), "cases", EVERYTHING, [("江苏", 2), ("上海", 1)]),
    "departments": ((ByAgency("计量处"), ByAgency("药监局")), "cases", EVERYTHING, [("计量处", 1), ("药监局", 1)]),
}


@pytest.mark.parametrize(("items", "by", "where", "expected"), COMPARED.values(), ids=COMPARED)
def test_comparisons_are_sorted_largest_first(
    engine: Engine, items: tuple[Filter, ...], by: str, where: Filter, expected: list[tuple[str, int]]
) -> None:
    answer = answer_query(engine, Query("compare", where, items=items, by=by))
    assert [(line.name, line.value) for line in answer.ranking] == expected
    assert (answer.kind, answer.cases, answer.agencies, answer.value) == ("compare", (), (), None)


RESTRICTED = {
    "which has more": ("浙江和安徽的区县局，哪边家数多", [("浙江", 3), ("安徽", 2)]),
    "how many each": ("浙江和安徽各有几家区县局", [("浙江", 3), ("安徽", 2)]),
    "of tiers": ("最佳和优秀哪个区县局多", [("优秀实践案例", 11), ("最佳实践案例", 0)]),
    "of a place": ("最佳和优秀里上海的单位哪个多", [("最佳实践案例", 11), ("优秀实践案例", 10)]),
    "not of a place": ("最佳和优秀案例中，除上海以外的单位哪个多", [("优秀实践案例", 40), ("最佳实践案例", 29)]),
    "all units, in cases of a place": (
        "上海参与的案例里，最佳和优秀哪个单位多",
        [("优秀实践案例", 44), ("最佳实践案例", 40)],
    ),
    "all units, in cases with such": ("县级局参与的案例里，浙江和安徽谁的单位多", [("浙江", 7), ("安徽", 5)]),
}


@pytest.mark.parametrize(("question", "expected"), RESTRICTED.values(), ids=RESTRICTED)
def test_only_the_units_meant_are_counted(engine: Engine, question: str, expected: list[tuple[str, int]]) -> None:
    answer, _ = engine.ask(question, None, 0.0)
    assert [(line.name, line.value) for line in answer.ranking] == expected
