"""The ways to ask about one condition agree: the list of its cases decides what each other answer must be.

Some of the questions may be asked back, but none may be answered otherwise.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Collection

import pytest

from data.model import Case
from intents.engine import Engine
from intents.index.selection import select_places
from intents.model.answer import Answer
from intents.model.query import Level

Cases = frozenset[str]
CONDITIONS = {
    "a place": "安徽参与",
    "no place": "安徽没参与",
    "a verb of absence": "安徽缺席",
    "all of two": "江苏和安徽都参与",
    "none of two": "江苏和安徽都没参与",
    "one of two": "江苏或安徽参与",
    "a list": "江浙沪参与",
    "exactly one of two": "上海和江苏恰好一个参与",
    "not together": "上海和江苏没有同时参与",
    "only": "只有上海和浙江参与",
    "both, and not a third": "上海、浙江参与而江苏没参与",
    "all but one": "除了安徽其他三地都参与",
    "all": "四地都参与",
    "a number of places": "三个省参与",
    "at least": "至少三个省参与",
    "fewer": "不到四个省参与",
    "more units": "超过五家单位参与",
    "units of a place": "安徽有两家以上单位参与",
    "more than one of a place": "上海不止一家单位参与",
    "a level": "区县局参与",
    "no level": "没有省级单位参与",
    "an agency": "药监局参与",
    "a city": "苏州参与",
    "no cities": "苏州没参与、南京也没参与",
    "a title": "标题里有标准",
}
"""Conditions, as they stand before 的案例."""


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 1)


def _counts(answer: Answer) -> int | float | None:
    return 0 if answer.kind == "none" or (answer.value is None and not answer.cases) else answer.value


BEST, ALL = 10, 22
FORMS: dict[str, tuple[str, Callable[[Answer, Cases, Cases, Cases], bool]]] = {
    # the answer, the cases of the condition, the best ones of them, all cases
    "number": ("{}的案例有几个", lambda got, mine, _, __: _counts(got) == len(mine)),
    "number after": ("有几个案例是{}的", lambda got, mine, _, __: _counts(got) == len(mine)),
    "truth": ("有没有{}的案例", lambda got, mine, _, __: bool(got.yes) == bool(mine)),
    "list": ("列出{}的案例", lambda got, mine, _, __: _ids(got) == mine),
    "which": ("哪些案例是{}的", lambda got, mine, _, __: _ids(got) == mine),
    "which, without 的": ("哪些案例{}", lambda got, mine, _, __: _ids(got) == mine),
    "share": ("{}的案例占全部案例的比例", lambda got, mine, _, __: (got.value or 0) == _share(len(mine), ALL)),
    "of a tier": ("{}的最佳案例有哪些", lambda got, _, best, __: _ids(got) == best),
    "in a tier": ("最佳案例里{}的有哪些", lambda got, _, best, __: _ids(got) == best),
    "number in a tier": ("{}的案例里最佳有几个", lambda got, _, best, __: _counts(got) == len(best)),
    "share of a tier": ("最佳案例里{}的占多少", lambda got, _, best, __: (got.value or 0) == _share(len(best), BEST)),
    "the rest": ("除了{}的案例还有哪些", lambda got, mine, _, every: _ids(got) == every - mine),
    "all": ("所有案例都是{}的吗", lambda got, mine, _, every: got.yes == (mine == every)),
    "first": ("{}的第一个案例", lambda got, mine, _, __: _ids(got) <= mine and len(got.cases) == min(1, len(mine))),
    "most units": ("{}的案例里单位最多的是哪个", lambda got, mine, _, __: _ids(got) <= mine),
    "each tier": (
        "最佳和优秀里{}的各有几个",
        lambda got, mine, best, _: sorted(line.value for line in got.ranking) == sorted((len(best), len(mine - best))),
    ),
}
"""Ways to ask about a condition, each with whether an answer agrees with its list."""
NOT_ALL = {("a list", "the rest")}
"""除了江浙沪参与的案例 leaves out those of each of them (SEMANTICS 3)."""


def _ids(answer: Answer) -> Cases:
    return frozenset(case.id for case in answer.cases)


def _listed(engine: Engine, question: str) -> Cases:
    answer, _ = engine.ask(question, None, 0.0)
    assert answer.kind in ("cases", "card", "none")
    return _ids(answer)


def _answered(engine: Engine, questions: Collection[str]) -> list[tuple[str, Answer]]:
    """Return the questions that are not asked back, with their answers; they must be more than half."""
    answers = [(question, engine.ask(question, None, 0.0)[0]) for question in questions]
    answered = [(question, answer) for question, answer in answers if answer.kind not in ("clarify", "refuse")]
    assert len(answered) * 2 > len(questions)
    return answered


@pytest.mark.parametrize("name", CONDITIONS)
def test_the_ways_to_ask_about_a_condition_agree(engine: Engine, name: str) -> None:
    condition = CONDITIONS[name]
    mine, every = _listed(engine, f"{condition}的案例有哪些"), _listed(engine, "所有案例有哪些")
    best = mine & _listed(engine, "最佳案例有哪些")
    questions = {wording.format(condition): form for form, (wording, _) in FORMS.items() if (name, form) not in NOT_ALL}
    for question, answer in _answered(engine, questions):
        _, agrees = FORMS[questions[question]]
        assert agrees(answer, mine, best, every), (question, answer.understood)


BOUNDS: dict[str, Callable[[int, int], bool]] = {
    "至少{}": operator.ge,
    "不少于{}": operator.ge,
    "{}以上": operator.ge,
    "{}及以上": operator.ge,
    "超过{}": operator.gt,
    "不止{}": operator.gt,
    "最多{}": operator.le,
    "不超过{}": operator.le,
    "{}以下": operator.le,
    "不到{}": operator.lt,
    "少于{}": operator.lt,
    "{}不到": operator.lt,
    "正好{}": operator.eq,
    "只有{}": operator.eq,
    "仅{}": operator.eq,
}
"""Words for a bound around a number, and what they mean."""
OF_CASES = (
    "{q}{noun}参与的案例有哪些",
    "参与{noun}{q}的案例有哪些",
    "哪些案例有{q}{noun}参与",
    "{noun}{q}的案例有几个",
    "由{q}{noun}完成的案例",
    "{noun}数{q}的案例",
)
OF_UNITS = (
    "参与了{q}案例的单位有哪些",
    "哪些单位参与了{q}案例",
    "哪些单位参与了{q}",
    "案例数{q}的单位",
    "参与案例{q}的单位有哪些",
    "参与的案例{q}的单位有哪些",
)
"""Where the bound may stand in a question for cases, and for units."""


@pytest.mark.parametrize(("bound", "holds"), BOUNDS.items(), ids=BOUNDS)
@pytest.mark.parametrize(("noun", "number"), [("单位", "四家"), ("省市", "三个")])
def test_a_bound_means_the_same_wherever_it_stands(
    engine: Engine, noun: str, number: str, bound: str, holds: Callable[[int, int], bool]
) -> None:
    limit = "零一二三四".index(number[0])
    counts = {case.id: len(case.agencies) if noun == "单位" else len(_provinces(case)) for case in engine.index.cases}
    expected = {case for case, count in counts.items() if holds(count, limit)}
    questions = [wording.format(q=bound.format(number), noun=noun) for wording in OF_CASES]
    for question, answer in _answered(engine, questions):
        assert _ids(answer) == expected, (question, answer.understood)


@pytest.mark.parametrize(("bound", "holds"), BOUNDS.items(), ids=BOUNDS)
def test_a_bound_on_cases_means_the_same_wherever_it_stands(
    engine: Engine, bound: str, holds: Callable[[int, int], bool]
) -> None:
    taken = Counter(unit.name for case in engine.index.cases for unit in case.agencies)
    expected = {unit for unit, count in taken.items() if holds(count, 2)}
    for question, answer in _answered(engine, [wording.format(q=bound.format("两个")) for wording in OF_UNITS]):
        assert {unit.name for unit in answer.agencies} == expected, (question, answer.understood)


def _provinces(case: Case) -> set[str]:
    return {place.code for unit in case.agencies for place in unit.regions if place.counts_as("province")}


DOMAINS = ("最佳案例", "安徽参与的案例", "安徽没参与的案例", "四地都参与的案例")
LEVELS_ASKED: dict[str, Level] = {"省": "province", "城市": "city", "区县": "county"}
RANKED = (
    "{d}里哪个{s}参与{o}",
    "{d}里参与{o}的{s}是哪个",
    "{d}中参与{o}的是哪个{s}",
    "{d}里参与案例{o}的{s}",
    "{d}里哪个{s}的案例{o}",
    "{d}里各{s}参与了几个，哪个{o}",
    "哪个{s}在{d}里{o}",
)
"""Where the domain, what is ranked and the superlative may stand."""


@pytest.mark.parametrize("domain", DOMAINS)
@pytest.mark.parametrize("subject", [*LEVELS_ASKED, "单位"])
@pytest.mark.parametrize(("superlative", "leads"), [("最多", max), ("最少", min)])
def test_a_ranking_is_the_same_however_it_is_asked_for(
    engine: Engine, domain: str, subject: str, superlative: str, leads: Callable[..., int]
) -> None:
    mine = _listed(engine, f"{domain}有哪些")
    counts: Counter[str] = Counter()
    for case in engine.index.cases:
        if case.id in mine:
            counts.update(_ranked_in(case, subject))
    if subject == "省":
        counts.update({place: 0 for place in ("上海", "江苏", "浙江", "安徽") if place not in counts})
    questions = [wording.format(d=domain, s=subject, o=superlative) for wording in RANKED]
    for question, answer in _answered(engine, questions):
        top = [line.value for line in answer.ranking[:1]]
        assert top == ([leads(counts.values())] if counts else []), (question, answer.understood)


def _ranked_in(case: Case, subject: str) -> set[str]:
    if subject == "单位":
        return {unit.name for unit in case.agencies}
    return {place.short for place in select_places(case.agencies, LEVELS_ASKED[subject])}


PAIRS = (("浙江", "上海"), ("苏州", "杭州"), ("最佳", "优秀"), ("市场监管局", "药监局"))
COMPARED: dict[str, Callable[[int, int], bool] | None] = {
    "{d}{a}和{b}哪个多": None,
    "{d}{a}比{b}多几个": None,
    "{d}{a}与{b}的案例数相差多少": None,
    "{d}{a}和{b}各有几个": None,
    "{d}{a}多还是{b}多": None,
    "{d}拿{a}跟{b}比，谁多": None,
    "{d}{a}比{b}多吗": operator.gt,
    "{d}{a}参与的案例比{b}少吗": operator.lt,
    "{d}{a}和{b}一样多吗": operator.eq,
}
"""Ways to compare two numbers of cases, with the relation that is asked about."""


@pytest.mark.parametrize("domain", ["", "安徽参与的案例里，"])
@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_a_comparison_is_the_same_however_it_is_asked_for(engine: Engine, domain: str, first: str, second: str) -> None:
    mine = _listed(engine, "安徽参与的案例有哪些" if domain else "所有案例有哪些")
    numbers = [len(mine & _listed(engine, f"{name}参与的案例有哪些")) for name in (first, second)]
    relations = {wording.format(d=domain, a=first, b=second): relation for wording, relation in COMPARED.items()}
    for question, answer in _answered(engine, relations):
        relation = relations[question]
        values = [line.value for line in answer.ranking]
        agrees = sorted(values) == sorted(numbers) if relation is None else answer.yes == relation(*numbers)
        assert agrees, (question, answer.understood)
