from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.model.query import EVERYTHING, About, And, Not, Query, UnitScope
from tests.intents.answers.sample import ANHUI, BEST, CODES, GOOD, answer_query

COUNTS = {
    "cases": (Query("count", ANHUI), 17),
    "units": (Query("count", EVERYTHING, subject="units"), 88),
    "units of a place": (Query("count", EVERYTHING, UnitScope(within=(CODES["安徽"],)), subject="units"), 20),
    "cities": (Query("count", EVERYTHING, subject="city"), 18),
    "counties": (Query("count", EVERYTHING, subject="county"), 11),
    "provinces of a case": (Query("count", About(("商标",)), subject="province"), 2),
    "notices": (Query("count", ANHUI, subject="notices"), 1),
    "no notice": (Query("count", And((ANHUI, Not(ANHUI))), subject="notices"), 0),
    "nothing": (Query("count", And((ANHUI, Not(ANHUI)))), 0),
}


@pytest.mark.parametrize(("query", "value"), COUNTS.values(), ids=COUNTS)
def test_counts_come_with_what_was_counted(engine: Engine, query: Query, value: int) -> None:
    answer = answer_query(engine, query)
    assert (answer.kind, answer.value) == ("count", value)
    if query.subject == "cases":
        assert (len(answer.cases), answer.agencies) == (value, ())
    if query.subject == "units":
        assert (len(answer.agencies), answer.cases) == (value, ())


SHARES = {
    "of all cases": (
        Query("count", ANHUI, by="share", every=EVERYTHING),
        77.3,
        17,
        "占 77.3%（22 个案例中的 17 个）：",
    ),
    "of a tier": (
        Query("count", And((GOOD, ANHUI)), by="share", every=GOOD),
        66.7,
        8,
        "占 66.7%（12 个案例中的 8 个）：",
    ),
    "all of it": (Query("count", GOOD, by="share", every=GOOD), 100.0, 12, "占 100.0%（12 个案例中的 12 个）："),
    "none of it": (Query("count", BEST, by="share", every=GOOD), 0.0, 0, "占 0.0%（12 个案例中的 0 个）："),
    "of nothing": (
        Query("count", ANHUI, by="share", every=And((BEST, GOOD))),
        0.0,
        0,
        "占 0.0%（0 个案例中的 0 个）：",
    ),
}


@pytest.mark.parametrize(("query", "value", "size", "heading"), SHARES.values(), ids=SHARES)
def test_a_share_is_a_percentage_of_a_domain(
    engine: Engine, query: Query, value: float, size: int, heading: str
) -> None:
    answer = answer_query(engine, query)
    assert (answer.kind, answer.value, len(answer.cases), answer.heading) == ("count", value, size, heading)


MEANS = {
    "units": (Query("count", EVERYTHING, subject="units", by="mean"), 4.2, "平均每个案例 4.2 个单位（22 个案例）。"),
    "units of a tier": (
        Query("count", BEST, subject="units", by="mean"),
        4.0,
        "平均每个案例 4.0 个单位（10 个案例）。",
    ),
    "provinces": (Query("count", BEST, subject="province", by="mean"), 3.9, "平均每个案例 3.9 个省市（10 个案例）。"),
    "of nothing": (
        Query("count", And((BEST, GOOD)), subject="units", by="mean"),
        0.0,
        "平均每个案例 0.0 个单位（0 个案例）。",
    ),
}


@pytest.mark.parametrize(("query", "value", "heading"), MEANS.values(), ids=MEANS)
def test_a_mean_is_of_each_case(engine: Engine, query: Query, value: float, heading: str) -> None:
    answer = answer_query(engine, query)
    assert (answer.kind, answer.value, answer.heading) == ("count", value, heading)


# A question, its value, and the line of interpretation.
ASKED = {
    "安徽参与的案例占比": (77.3, "地区：安徽；占全部案例 → 77.3%"),
    "最佳案例占比": (45.5, "等次：最佳实践案例；占全部案例 → 45.5%"),
    "优秀案例里安徽占百分之几": (66.7, "等次：优秀实践案例；地区：安徽；占优秀实践案例 → 66.7%"),
    "安徽参与的最佳案例占最佳案例的多少": (90.0, "地区：安徽；等次：最佳实践案例；占最佳实践案例 → 90.0%"),
    "平均每个案例几个单位": (4.2, "全部案例 → 平均 4.2 个单位"),
    "最佳案例平均涉及几个省": (3.9, "等次：最佳实践案例 → 平均 3.9 个省市"),
}


@pytest.mark.parametrize(("question", "value", "understood"), [(key, *rest) for key, rest in ASKED.items()], ids=ASKED)
def test_shares_and_means_are_asked_for(engine: Engine, question: str, value: float, understood: str) -> None:
    answer, _ = engine.ask(question)
    assert (answer.kind, answer.value, answer.understood) == ("count", value, understood)
