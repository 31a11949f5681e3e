"""Questions put together from two conditions and a request, against an evaluation of their own on the notice's cases.

Strangers seldom ask such questions, but these show which constructions take names from each other.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Collection, Sequence
from typing import Any

import pytest

from data.model import Case
from intents.engine import Engine
from intents.model.answer import Answer
from tests.intents.names import ALL_CASE_IDS

ALL_CASES = len(ALL_CASE_IDS)

Holds = Callable[[Case], bool]
Asked = Callable[[Sequence[Case]], object]
"""What the answer must be, of the cases that the conditions select."""

SEED, SAMPLE = 20261202, 900
ASKED = 0.2
"""The part of the questions that may be asked about: 江苏没参与的案例里，江苏有几个 states and denies one thing."""
PROVINCES = ("上海", "江苏", "浙江", "安徽")


def has(case: Case, place: str) -> bool:
    return any(place in agency.name for agency in case.agencies)


def provinces(case: Case) -> frozenset[str]:
    return frozenset(place for place in PROVINCES if has(case, place))


def units(case: Case, place: str = "") -> int:
    return sum(place in agency.name for agency in case.agencies)


CONDITIONS: dict[str, Holds] = {
    "上海参与": lambda case: has(case, "上海"),
    "有安徽单位参与": lambda case: has(case, "安徽"),
    "杭州参与": lambda case: has(case, "杭州"),
    "没有安徽参与": lambda case: not has(case, "安徽"),
    "江苏没参与": lambda case: not has(case, "江苏"),
    "江苏和浙江都参与": lambda case: has(case, "江苏") and has(case, "浙江"),
    "既有安徽又有上海参与": lambda case: has(case, "安徽") and has(case, "上海"),
    "宁波或者金华参与": lambda case: has(case, "宁波") or has(case, "金华"),
    "江苏和安徽都没参与": lambda case: not has(case, "江苏") and not has(case, "安徽"),
    "上海参与但江苏没参与": lambda case: has(case, "上海") and not has(case, "江苏"),
    "四地都参与": lambda case: len(provinces(case)) == len(PROVINCES),
    "三省一市没有都参与": lambda case: len(provinces(case)) < len(PROVINCES),
    "至少三个省市参与": lambda case: len(provinces(case)) >= 3,
    "不到三个省市参与": lambda case: len(provinces(case)) < 3,
    "单位超过四家": lambda case: units(case) > 4,
    "有两家以上浙江单位": lambda case: units(case, "浙江") >= 2,
    "有消保委参与": lambda case: has(case, "消费者权益保护委员会"),
    "药监局没参与": lambda case: not has(case, "药品监督管理局"),
}
JOINED = ("{a}，而且{b}的案例", "{a}且{b}的案例", "{a}的案例里{b}的案例")


def by_place(cases: Sequence[Case], asked: Collection[str] = PROVINCES) -> dict[str, int]:
    return {place: sum(has(case, place) for case in cases) for place in asked}


def by_tier(cases: Sequence[Case]) -> dict[str, int]:
    return {tier: sum(case.tier == tier for case in cases) for tier in ("最佳实践案例", "优秀实践案例")}


def names(cases: Sequence[Case], place: str = "") -> set[str]:
    return {agency.name for case in cases for agency in case.agencies if place in agency.name}


REQUESTS: dict[str, Asked] = {
    "{them}有哪些": lambda cases: {case.id for case in cases},
    "{them}有几个": len,
    "有没有{them}": bool,
    "{them}一共涉及多少家单位": lambda cases: len(names(cases)),
    "{them}里有哪些浙江的单位": lambda cases: names(cases, "浙江"),
    "{them}里上海的单位有几家": lambda cases: len(names(cases, "上海")),
    "{them}里，浙江和江苏哪个多": lambda cases: by_place(cases, ("浙江", "江苏")),
    "{them}里最佳和优秀各有几个": by_tier,
    "{them}按省份排名": by_place,
    "{them}里有几个有南京": lambda cases: sum(has(case, "南京") for case in cases),
    "{them}里安徽没参与的有几个": lambda cases: sum(not has(case, "安徽") for case in cases),
    "{them}里有没有杭州的": lambda cases: any(has(case, "杭州") for case in cases),
    "{them}是不是都有浙江参与": lambda cases: all(has(case, "浙江") for case in cases),
    "{them}占全部案例的百分之几": lambda cases: round(100 * len(cases) / ALL_CASES, 1),
}


def answered(answer: Answer, wanted: object) -> object:
    """Return the part of an answer that is compared with `wanted`."""
    match wanted:
        case bool():
            return bool(answer.yes)
        case int() | float():
            return answer.value or 0
        case dict():
            ranked = {line.name: line.value for line in answer.ranking}
            return {name: ranked.get(name, 0) for name in wanted}
    found: set[Any] = {unit.name for unit in answer.agencies} if answer.kind == "units" else set()
    return found or {case.id for case in answer.cases}


PAIRS = list(itertools.product(itertools.permutations(CONDITIONS, 2), JOINED, REQUESTS))


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_request_of_cases_that_meet_two_conditions(engine: Engine, request_: str) -> None:
    ours = [pair for pair in random.Random(SEED).sample(PAIRS, SAMPLE) if pair[2] == request_]
    asked, wrong = 0, []
    for (a, b), joined, _ in ours:
        text = request_.format(them=joined.format(a=a, b=b))
        cases = [case for case in engine.dataset.cases if CONDITIONS[a](case) and CONDITIONS[b](case)]
        answer, wanted = engine.ask(text)[0], REQUESTS[request_](cases)
        of_one = request_ == "{them}按省份排名" and len(cases) == 1  # by units then
        if not cases or of_one:
            continue
        if answer.kind in ("clarify", "refuse"):
            asked += 1
        elif answered(answer, wanted) != wanted:
            wrong.append((text, answered(answer, wanted), wanted))
    assert not wrong
    assert asked <= len(ours) * ASKED
