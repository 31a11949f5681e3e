"""Questions for all cases of a kind: the sets equal those of the gold expressions."""

import re
from collections.abc import Callable
from typing import Any, cast

import pytest

from tests.questions.notices import NoticeIndex
from tests.tools.bench.questions.all_cases import generate_for_all
from tests.tools.bench.questions.query import ALL_CASES, TargetQuestion

NUMBER = 60
Some = Callable[..., frozenset[str]]


@pytest.fixture(scope="module")
def questions(index: NoticeIndex) -> list[TargetQuestion]:
    return generate_for_all(index, NUMBER, seed=5)


@pytest.fixture(scope="module")
def gold(index: NoticeIndex) -> dict[str, Any]:
    return index.vocabulary(index.notices[0])


def test_each_class_has_the_requested_number_of_distinct_questions(questions: list[TargetQuestion]) -> None:
    assert [query.klass for query in questions] == [klass for klass in ALL_CASES for _ in range(NUMBER)]
    assert len({query.text for query in questions}) == len(questions)
    assert all(query.targets for query in questions)


def test_the_seed_makes_the_questions(index: NoticeIndex, questions: list[TargetQuestion]) -> None:
    assert generate_for_all(index, NUMBER, seed=5) == questions


def test_places_and_tiers(index: NoticeIndex, questions: list[TargetQuestion], gold: dict[str, Any]) -> None:
    in_place, of_tier, every = cast("Some", gold["R"]), cast("Some", gold["T"]), gold["ALL"]
    tiers = "|".join(sorted({case.tier for case in index.cases.values() if case.tier}))
    patterns: dict[str, Callable[..., frozenset[str]]] = {
        r"没有(.+)参与的案例有哪些": lambda place: every - in_place(place),
        r"(.+)和(.+)共同参与的案例有哪些": lambda one, other: in_place(one) & in_place(other),
        r"(.+)或(.+)参与的案例": lambda one, other: in_place(one) | in_place(other),
        r"(.+)(?:参与了哪些案例|有哪些案例？|参与了几个案例)": in_place,
        rf"({tiers})有哪些": of_tier,
        rf"没有(.+)参与的({tiers})": lambda place, tier: of_tier(tier) - in_place(place),
        rf"(.+?)(?:的|有几个|参与了哪些)({tiers})(?:有哪些)?": lambda place, tier: of_tier(tier) & in_place(place),
    }
    seen = set()
    for query in questions:
        if query.klass == "unit":
            continue
        pattern, match = next((p, m) for p in patterns if (m := re.fullmatch(p, query.text)))
        try:
            expected = patterns[pattern](*match.groups())
        except LookupError:
            continue  # 南京鼓楼区: gold expressions have no name for it
        assert query.targets == expected, query.text
        seen.add(pattern)
    assert seen == set(patterns)


def test_a_unit_has_its_departments_cases_and_no_others(questions: list[TargetQuestion], gold: dict[str, Any]) -> None:
    by_unit = cast("Some", gold["U"])
    whole = 0
    for query in questions:
        name = re.sub("(参与了|有|做了)(哪些|什么)案例$", "", query.text)
        if query.klass == "unit" and re.match("..+(省|市|自治区).+市场监督管理局", name):
            assert query.targets <= by_unit(name), query.text
            whole += query.targets == by_unit(name)
    assert whole
