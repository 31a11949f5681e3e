"""Properties that hold for every question, whatever names it is composed of."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.files import shipped_folder
from data.model import Region
from intents.answers.registry import HANDLERS
from intents.engine import MAX_LENGTH, Engine
from intents.index.case_index import LEVELS
from intents.language.cues import read_cues
from intents.language.normalize import MAX_CHARACTERS
from intents.model.answer import Answer, Kind
from intents.model.query import (
    EVERYTHING,
    About,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Not,
    Numbered,
    OnlyRegions,
    Op,
    PlaceCount,
    Query,
    UnitCount,
    UnitScope,
    both,
    either,
)
from tests.intents.names import (
    AGENCIES,
    AGENCY_NAMES,
    ALL_CASE_IDS,
    DATASET,
    PLACES,
    REGIONS,
    SUBJECTS,
    TIERS,
    answer_content,
    case_ids,
)
from tests.intents.question_strategies import PAIRS, TRIPLES, VARIATIONS, name_lists, questions

# A composed question is answered exactly: clauses, and the places that a matching case has.

ALL_FOUR = frozenset(itertools.product((True, False), repeat=2))
ONE = frozenset({(True, True), (True, False)})
BOTH = frozenset({(True, True)})
NEITHER = frozenset({(False, False)})
FIRST_ALONE = frozenset({(True, False)})
CLAUSES: dict[str, frozenset[tuple[bool, ...]]] = {
    "{a}参与的": ONE,
    "{a}没有参与的": ALL_FOUR - ONE,
    "不含{a}的": ALL_FOUR - ONE,
    "{a}缺席的": ALL_FOUR - ONE,
    "除了{a}以外的": ALL_FOUR - ONE,
    "{a}和{b}都参与的": BOTH,
    "{a}、{b}参与的": BOTH,
    "{a}与{b}一起参与的": BOTH,
    "{a}跟{b}联合做的": BOTH,
    "既有{a}又有{b}的": BOTH,
    "不仅{a}参与而且{b}也参与的": BOTH,
    "{a}或者{b}参与的": ALL_FOUR - NEITHER,
    "{a}还是{b}参与的": ALL_FOUR - NEITHER,
    "{a}和{b}都没有参与的": NEITHER,
    "{a}没参与、{b}也没参与的": NEITHER,
    "除了{a}和{b}以外的": NEITHER,
    "{a}或者{b}没有参与的": ALL_FOUR - BOTH,
    "{a}和{b}没都参与的": ALL_FOUR - BOTH,
    "{a}参与、{b}没参与的": FIRST_ALONE,
    "{a}参与但{b}没有参与的": FIRST_ALONE,
    "有{a}没有{b}的": FIRST_ALONE,
    "没有{b}但有{a}的": FIRST_ALONE,
}
"""Clause → whether a matching case has the first place, and the second."""


@pytest.mark.parametrize("clause", CLAUSES)
@settings(max_examples=25)
@given(places=PAIRS, tier=st.sampled_from(("", "最佳", "优秀")), whole=st.booleans())
def test_a_composed_question_is_answered_exactly(
    engine: Engine, clause: str, places: list[Region], tier: str, *, whole: bool
) -> None:
    expected = [
        case
        for case in DATASET.cases
        if (not tier or (case.tier or "").startswith(tier))
        and tuple(any(unit.is_within(place) for unit in case.agencies) for place in places) in CLAUSES[clause]
    ]
    a, b = (place.name if whole else place.short for place in places)
    noun = f"{clause.format(a=a, b=b)}{tier}案例"
    listed, counted, asked = (engine.ask(form.format(noun))[0] for form in ("{}有哪些", "{}一共有几个", "有没有{}"))
    assert list(listed.cases) == expected, listed.question
    assert counted.value == len(expected), counted.question
    assert asked.yes is bool(expected), asked.question


# |A| + |not A| = all.

OPPOSITES = {
    "没有参与": ("{a}参与的案例有哪些", "{a}没有参与的案例有哪些"),
    "没参与": ("{a}参与了哪些案例", "{a}没参与哪些案例"),
    "没有": ("有{a}的案例有哪些", "没有{a}的案例有哪些"),
    "不包括": ("包括{a}的案例", "不包括{a}的案例"),
    "除了": ("{a}的案例", "除了{a}以外的案例"),
    "of a number": ("{a}参与的案例有几个", "{a}没有参与的案例有几个"),
    "neither": ("{a}或者{b}参与的案例", "{a}和{b}都没有参与的案例"),
    "one absent": ("{a}和{b}都参与的案例", "{a}或者{b}没有参与的案例"),
    "none of three": ("{a}、{b}或者{c}参与的案例", "{a}、{b}和{c}都没有参与的案例"),
    "one of three absent": ("{a}、{b}和{c}都参与的案例", "{a}、{b}或者{c}没有参与的案例"),
    "a unit": ("{unit}参与的案例有哪些", "{unit}没有参与的案例有哪些"),
    "a unit and a place": ("{unit}或者{a}参与的案例", "{unit}和{a}都没有参与的案例"),
    "a theme": ("关于{topic}的案例有哪些", "不是关于{topic}的案例有哪些"),
    "a subject": ("和{topic}有关的案例有哪些", "和{topic}无关的案例有哪些"),
    "a tier": ("{tier}案例有哪些", "不是{tier}的案例有哪些"),
    "so many places": ("至少{n}个{level}参与的案例", "少于{n}个{level}参与的案例"),
    "more places": ("超过{n}个{level}参与的案例", "不超过{n}个{level}参与的案例"),
    "exactly": ("恰好{n}个{level}参与的案例", "不是恰好{n}个{level}参与的案例"),
    "so many units": ("至少{n}个单位参与的案例", "少于{n}个单位参与的案例"),
}


@pytest.mark.parametrize(("one", "other"), OPPOSITES.values(), ids=OPPOSITES)
@settings(max_examples=25)
@given(data=st.data())
def test_a_condition_and_its_opposite_are_all_cases(engine: Engine, one: str, other: str, data: st.DataObject) -> None:
    a, b, c = (place.short for place in data.draw(TRIPLES))
    names = {
        "a": a,
        "b": b,
        "c": c,
        "n": data.draw(st.sampled_from("一二三四五六七八九")),
        "level": data.draw(st.sampled_from(("省", "省市", "城市", "区县"))),
        "tier": data.draw(st.sampled_from(("最佳", "优秀", *TIERS))),
        "topic": data.draw(st.sampled_from(SUBJECTS)),
        "unit": data.draw(st.sampled_from(AGENCY_NAMES)),
    }
    first, second = engine.ask(one.format(**names))[0], engine.ask(other.format(**names))[0]
    assert {first.kind, second.kind} <= {"cases", "count"}
    assert case_ids(first) | case_ids(second) == ALL_CASE_IDS
    assert not case_ids(first) & case_ids(second)


# The order of a list and of conditions does not matter.

JOINED = {
    "all": "{}都参与了哪些案例",
    "all, counted": "{}都参与的案例有几个",
    "whether all": "有没有{}都参与的案例",
    "none": "{}都没有参与的案例",
    "only": "只有{}参与的案例",
    "their units": "{}参与的案例有哪些单位",
    "compared": "{}哪个参与得多",
    "of a tier": "{}参与过的最佳案例",
    "at the end": "哪些案例{}都参与了",
    "bare": "{}",
}


@pytest.mark.parametrize("question", JOINED.values(), ids=JOINED)
@settings(max_examples=40)
@given(names=name_lists(), joint=st.sampled_from("和与跟、及或"))
def test_the_order_of_a_list_does_not_matter(engine: Engine, question: str, names: list[str], joint: str) -> None:
    answers = [engine.ask(question.format(joint.join(order)))[0] for order in itertools.permutations(names)]
    assert len({unordered(answer) for answer in answers}) == 1


def unordered(answer: Answer) -> tuple[object, ...]:
    units = frozenset(unit.name for unit in answer.agencies)
    return answer.kind, case_ids(answer), units, answer.value, answer.yes, frozenset(answer.ranking)


@pytest.mark.parametrize(
    "names",
    [
        ("最佳", "优秀"),
        ("叉车", "免票"),
        ("叉车", "安徽"),
        ("安徽", "最佳"),
        ("最佳", "计量处"),
        ("双随机", "商标", "禁渔"),
    ],
    ids="/".join,
)
def test_the_order_of_conditions_does_not_matter(engine: Engine, names: tuple[str, ...]) -> None:
    answers = [engine.ask(f"{' '.join(order)} 案例")[0] for order in itertools.permutations(names)]
    assert len({unordered(answer) for answer in answers}) == 1


# Variations of writing change no answer.


@pytest.mark.parametrize("write", VARIATIONS.values(), ids=VARIATIONS)
@settings(max_examples=200)
@given(question=questions(), choice=st.integers(0, 255))
def test_variations_of_writing_do_not_change_the_answer(
    engine: Engine, write: Callable[[str, int], str], question: str, choice: int
) -> None:
    assert answer_content(engine.ask(write(question, choice))[0]) == answer_content(engine.ask(question)[0])


@settings(max_examples=300)
@given(questions())
def test_a_question_of_known_names_is_answered(engine: Engine, question: str) -> None:
    answer = engine.ask(question)[0]
    assert answer.kind not in ("refuse", "clarify", "help")
    assert answer.repairs == ()
    assert answer.understood


# ask(question(query)) is query.

CODES = st.sampled_from([place.code for place in REGIONS])
PLACE = CODES.map(InRegion)
TIER = st.sampled_from(TIERS).map(InTier)
PROVINCES = st.sampled_from(("320000", "330000", "340000"))
COUNT: st.SearchStrategy[Filter] = st.builds(
    PlaceCount, st.sampled_from(LEVELS), st.sampled_from(get_args(Op)), st.integers(2, 12)
) | st.builds(
    PlaceCount, st.sampled_from(("city", "county")), st.sampled_from(get_args(Op)), st.integers(2, 12), PROVINCES
)
COUNT |= st.builds(UnitCount, st.sampled_from(get_args(Op)), st.integers(2, 12), st.just("") | CODES)
ONLY = st.lists(CODES, min_size=1, max_size=3, unique=True).map(lambda codes: OnlyRegions(tuple(codes)))
WORDS = ("标准", "消费维权", "知识产权", "质量", "叉车", "禁渔", "食品安全", "双随机", "企业登记", "示范区")
TOPIC = st.builds(About, st.sampled_from(WORDS).map(lambda word: (word,)), st.just(True))  # noqa: FBT003
UNIT = st.sampled_from(("计量处", "药监局", "消保委", "标准化处", "执法稽查处")).map(ByAgency)
UNIT_OF_ALL = st.sampled_from(("计量处", "药监局", "消保委")).map(ByAgency)
"""Agencies that are the only ones of their cases."""
AREA = st.sampled_from(("苏南", "苏中", "苏北", "浙北", "皖南")).map(InArea)
NUMBER = st.builds(Numbered, st.integers(1, 12)) | st.sampled_from((Numbered(-1), Numbered(-2)))
CASE = st.sampled_from([case.id for case in DATASET.cases]).map(IsCase)
EITHER = st.lists(PLACE, min_size=2, max_size=3, unique=True).map(lambda parts: either(*parts))
PRESENT_ABSENT = st.lists(PLACE, min_size=2, max_size=4, unique=True).flatmap(
    lambda parts: st.lists(st.booleans(), min_size=len(parts), max_size=len(parts)).map(
        lambda absent: both(*(Not(part) if no else part for part, no in zip(parts, absent, strict=True)))
    )
)
FAMILIES: dict[str, st.SearchStrategy[Filter]] = {
    "everything": st.just(EVERYTHING),
    "a place": PLACE,
    "not a place": PLACE.map(Not),
    "places present and absent": PRESENT_ABSENT,
    "any of some places": EITHER,
    "only some places": ONLY,
    "a tier": TIER,
    "not a tier": TIER.map(Not),
    "a place and a tier": st.builds(both, PLACE, TIER),
    "no such place and a tier": st.builds(both, PLACE.map(Not), TIER),
    "places and a tier": st.builds(both, PRESENT_ABSENT, TIER),
    "any of some places and a tier": st.builds(both, EITHER, TIER),
    "only some places and a tier": st.builds(both, ONLY, TIER),
    "so many places or units": COUNT,
    "not so many": COUNT.map(Not),
    "so many, and a tier": st.builds(both, COUNT, TIER),
    "so many, and a place": st.builds(both, PLACE, COUNT),
    "a theme": TOPIC,
    "no such theme": TOPIC.map(Not),
    "a theme and a place": st.builds(both, PLACE, TOPIC),
    "a theme and a tier": st.builds(both, TOPIC, TIER),
    "a unit": UNIT_OF_ALL,
    "not a unit": UNIT.map(Not),
    "an area": AREA,
    "a number": NUMBER,
    "a number in a tier": st.builds(both, NUMBER, TIER),
    "the first few of a tier": st.builds(both, st.builds(Numbered, st.just(1), st.integers(2, 12)), TIER),
    "a case": CASE,
    "the notice": st.just(InNotice("csj-2022")),
    "not all of some places": st.lists(PLACE, min_size=2, max_size=3, unique=True).map(lambda parts: Not(both(*parts))),
    "none of some places": EITHER.map(Not),
    "one thing or another": st.builds(either, PLACE, st.builds(both, PLACE, TIER)),
    "across kinds": st.builds(either, PLACE, TIER),
}
"""Filters of the shapes that questions produce."""


@pytest.mark.parametrize("ask", ["cases", "units", "count", "yes_no"])
@pytest.mark.parametrize("family", FAMILIES)
@settings(max_examples=10)
@given(data=st.data())
def test_the_question_of_a_query_means_the_query(engine: Engine, family: str, ask: str, data: st.DataObject) -> None:
    query = Query(ask, data.draw(FAMILIES[family]))  # type: ignore[arg-type]
    assert_understood_again(engine, query)


def assert_understood_again(engine: Engine, query: Query) -> None:
    question = engine.describer.question(query)
    answer, context = engine.ask(question)
    assert context is not None, question
    assert context.query.ask == query.ask, question
    assert engine.index.evaluate(context.query.where) == engine.index.evaluate(query.where), question
    direct = HANDLERS[query.ask](query, engine.index, engine.describer)
    assert frozenset(answer.agencies) == frozenset(direct.agencies) or answer.kind in ("card", "none"), question
    assert (answer.value or 0, answer.yes or False) == (direct.value or 0, direct.yes or False), question
    assert answer.repairs == (), question


SCOPES = {
    "units of a place": st.builds(lambda code: Query("units", InRegion(code), UnitScope(within=(code,))), CODES),
    "units of a place, in a tier": st.builds(
        lambda code, tier: Query("units", both(InRegion(code), tier), UnitScope(within=(code,))), CODES, TIER
    ),
    "units beside a place": st.builds(lambda code, tier: Query("units", tier, UnitScope(outside=(code,))), CODES, TIER),
    "units with several cases": st.builds(
        lambda op, count: Query("units", EVERYTHING, UnitScope(op=op, count=count)),
        st.sampled_from((">", ">=")),
        st.integers(2, 3),
    ),
    "how many units of a place": st.builds(
        lambda code: Query("count", InRegion(code), UnitScope(within=(code,)), subject="units"), CODES
    ),
    "a department's units": st.builds(lambda unit: Query("units", unit, UnitScope(parts=(unit,))), UNIT),
    "how many units": st.builds(lambda tier: Query("count", tier, subject="units"), TIER),
    "how many places": st.builds(
        lambda tier, level: Query("count", tier, subject=level), TIER, st.sampled_from(LEVELS)
    ),
}


@pytest.mark.parametrize("family", SCOPES)
@settings(max_examples=15)
@given(data=st.data())
def test_the_question_of_a_query_for_agencies_means_the_query(engine: Engine, family: str, data: st.DataObject) -> None:
    assert_understood_again(engine, data.draw(SCOPES[family]))


@settings(max_examples=300)
@given(questions())
def test_the_query_of_a_question_has_a_question_of_its_own(engine: Engine, question: str) -> None:
    answer, context = engine.ask(question)
    assert context is not None
    again = engine.ask(engine.describer.question(context.query))[0]
    assert (case_ids(again), again.value, again.yes, again.ranking) == (
        case_ids(answer),
        answer.value,
        answer.yes,
        answer.ranking,
    )
    assert frozenset(again.agencies) == frozenset(answer.agencies) or "card" in (again.kind, answer.kind)


THEMES = {
    "whether": ("有没有关于消费维权的案例", "关于消费维权的案例有哪些"),
    "whose units": ("关于消费维权的案例有哪些单位", "关于消费维权的案例有哪些"),
    "whether, of a tier": ("有没有关于知识产权的优秀案例", "关于知识产权的优秀案例有哪些"),
}


@pytest.mark.parametrize(("question", "listed"), THEMES.values(), ids=THEMES)
def test_a_theme_is_every_case_that_has_it_for_every_intent(engine: Engine, question: str, listed: str) -> None:
    assert case_ids(engine.ask(question)[0]) == case_ids(engine.ask(listed)[0])


@pytest.mark.parametrize("word", ["推进", "开展", "主体"])
def test_a_word_of_a_title_is_a_theme(engine: Engine, word: str) -> None:
    expected = {case.id for case in DATASET.cases if any(word in name for name in (case.title, *case.aliases))}
    assert case_ids(engine.ask(f"关于{word}的案例有哪些")[0]) == expected


# A known name is never taken for another.

ASKED = ("{}", "{}参与了哪些案例")


@pytest.mark.parametrize("question", ASKED)
def test_a_place_of_the_notice_stays_itself(engine: Engine, question: str) -> None:
    for place in REGIONS:
        for name in (place.name, place.short, *place.aliases):
            answer, _ = engine.ask(question.format(name))
            assert (answer.kind, answer.repairs) == ("cases", ()), name
            meant = engine.lexicon.letters.get(name, place.code)  # 宁 is 南京, and 宁夏
            assert case_ids(answer) == {
                case.id for case in engine.index.select(engine.index.evaluate(InRegion(meant)))
            }, name


LETTERS = ("黑", "新", "台")
SHARED = {"城区", "矿区", "郊区", "东区", "西区", "南区", "北区", "中区"}
"""Names that several places share, so that none of them is meant."""
WORDS_TOO = {"比如", "合作"}
"""Counties whose names are cue words."""


@pytest.mark.parametrize("question", ASKED)
def test_a_place_elsewhere_stays_itself(engine: Engine, question: str) -> None:
    ours = {name for place in REGIONS for name in (place.short, place.name, *place.aliases)}
    skipped = ours | SHARED | WORDS_TOO | {*LETTERS}
    astray = {}
    for place in DATASET.regions:
        names = {place.name} if place.further else {place.name, place.short, *place.aliases}
        for name in names - skipped:
            answer, _ = engine.ask(question.format(name))
            subject = engine.index.topics.has_words(name)  # 太湖
            if answer.repairs or answer.kind not in (("card", "cases") if subject else ("none",)):
                astray[name] = (answer.kind, answer.understood, answer.repairs)
    assert astray == {}


@pytest.mark.xfail(reason="a letter that is a common word too is refused, where others, like 赣, are names")
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_of_a_place_elsewhere_is_its_name(engine: Engine, name: str) -> None:
    assert engine.ask(f"{name}参与了哪些案例")[0].kind == "none"


@pytest.mark.parametrize("name", [*LETTERS, *sorted(SHARED)])
def test_a_place_elsewhere_is_at_least_no_other_place(engine: Engine, name: str) -> None:
    assert engine.ask(f"{name}参与了哪些案例")[0].kind in ("none", "clarify", "refuse")


ELSEWHERE = [
    "江西",
    "常德",
    "安康",
    "惠安",
    "河南",
    "湖北",
    "杭锦",
    "宁夏",
    "温州",
    "台州",
    "徐州",
    "蚌埠",
    "淮安",
    "宿州",
    "滁州",
]


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_place_elsewhere_is_what_the_answer_is_about(engine: Engine, name: str) -> None:
    for question in (
        "{}",
        "{}参与了哪些案例",
        "{}有几个案例",
        "有没有{}的案例",
        "安徽和{}都参与的案例",
        "只有{}参与的案例",
    ):
        answer, _ = engine.ask(question.format(name))
        assert (answer.kind, answer.repairs) == ("none", ()), question
        assert name in answer.understood
        assert name in answer.heading


@pytest.mark.parametrize("question", ASKED)
def test_a_unit_stays_itself(engine: Engine, question: str) -> None:
    for unit in AGENCIES:
        answer, _ = engine.ask(question.format(unit.name))
        expected = {
            case.id for case in DATASET.cases if any(one.bureau_name == unit.bureau_name for one in case.agencies)
        }
        if unit.department:
            expected = {case.id for case in DATASET.cases if unit in case.agencies}
        assert answer.kind in ("cases", "card"), unit.name
        assert answer.repairs == (), unit.name
        assert case_ids(answer) == expected, unit.name


@pytest.mark.parametrize("question", ["{}", "{}参与了哪些案例"])
def test_a_department_stays_itself(engine: Engine, question: str) -> None:
    for name in (*engine.index.agency_index.names, *engine.dataset.agency_aliases):
        answer, _ = engine.ask(question.format(name))
        assert answer.kind in ("cases", "card", "none"), name
        assert answer.repairs == ()


@pytest.mark.parametrize("question", ["{}", "{}案例有哪些", "{}有几个"])
def test_a_tier_stays_itself(engine: Engine, question: str) -> None:
    for notice in DATASET.notices:
        for tier in notice.tiers:
            for name in (tier.name or "", *tier.aliases):
                answer, _ = engine.ask(question.format(name))
                assert answer.repairs == (), name
                assert case_ids(answer) == {case.id for case in tier.cases}, name


@pytest.mark.parametrize("question", ["{}", "{}的案例", "{}是谁做的", "{}案例详情", "介绍一下{}", "介绍一下{}那个案例"])
def test_a_subject_stays_itself(engine: Engine, question: str) -> None:
    for case in DATASET.cases:
        for name in {case.title, *case.aliases} - ({FRAMED} if question.startswith("介绍") else set()):
            answer, _ = engine.ask(question.format(name))
            assert answer.repairs == (), name
            assert case.id in case_ids(answer), name


CUES = read_cues().effects
VERBS = [
    word
    for word in (shipped_folder() / "verbs.txt").read_text("utf-8").split()
    if len(word) == 2 and not any(part in CUES for part in (word, *word))
]
"""Verbs of the general dictionary that have no meaning here, nor has a character of theirs."""


@given(st.sampled_from(VERBS), st.sampled_from(("{}的案例有哪些", "有几个{}案例", "{}参与了哪些案例")))
def test_a_verb_that_nobody_does_is_a_subject(engine: Engine, verb: str, question: str) -> None:
    answer = engine.ask(question.format(verb))[0]
    assert answer.kind not in ("cases", "count") or len(answer.cases) < len(DATASET.cases)


FRAMED = "以“五统一”推动认证监管同向同步同行"


@pytest.mark.parametrize("question", ["介绍一下{}", "介绍一下{}那个案例"])
def test_a_title_that_begins_with_a_small_word_stays_itself(engine: Engine, question: str) -> None:
    assert engine.ask(question.format(FRAMED))[0].kind == "card"


def test_a_fact_stays_itself(engine: Engine) -> None:
    for notice in DATASET.notices:
        for fact in notice.facts:
            for name in (fact.topic, *fact.aliases):
                answer, _ = engine.ask(name)
                assert (answer.kind in ("notice", "count"), answer.repairs) == (True, ()), name
                assert fact.text in answer.heading or answer.value == fact.value, name


# Any text gets an answer, and every answer conforms to the contract.

HOLDS: dict[Kind, set[str]] = {
    "cases": {"cases", "options"},
    "card": {"cases", "agencies"},
    "units": {"cases", "agencies"},
    "count": {"cases", "agencies", "value"},
    "rank": {"cases", "agencies", "ranking"},
    "compare": {"ranking"},
    "yes_no": {"cases", "agencies", "yes"},
    "notice": {"value"},
    "clarify": {"options"},
    "none": {"value", "yes"},
    "refuse": {"options"},
    "help": {"options"},
}
"""Fields that an answer of each kind may have (SEMANTICS, the table at the end)."""
FIELDS = ("cases", "agencies", "value", "yes", "ranking", "options")


def assert_conforms(answer: Answer, question: str) -> None:
    held = {name for name in FIELDS if getattr(answer, name) not in ((), None)}
    assert held <= HOLDS[answer.kind], question
    assert answer.question == question
    assert answer.heading
    match answer.kind:
        case "card":
            (case,) = answer.cases
            assert answer.agencies == case.agencies
        case "count":
            assert answer.value is not None
            assert not answer.cases or not answer.agencies
        case "yes_no":
            assert answer.yes is not None
        case "rank" | "compare":
            values = [line.value for line in answer.ranking]
            assert values in (sorted(values), sorted(values, reverse=True))
        case "none":
            assert answer.value in (0, None)
            assert answer.yes in (False, None)
        case "clarify":
            assert 1 <= len(answer.options) <= 3
        case "refuse" | "help":
            assert 2 <= len(answer.options) <= 3
            assert answer.repairs == ()
    assert len(set(case_ids(answer))) == len(answer.cases)
    assert len({unit.name for unit in answer.agencies}) == len(answer.agencies)


def test_the_contract_covers_every_kind() -> None:
    assert set(HOLDS) == set(get_args(Kind))


ADVERSARIAL = {
    "negations": "没有" * 2000,
    "onlys": "只有" * 300,
    "excepts": "除了" * 300,
    "ands": "和" * MAX_CHARACTERS,
    "opening brackets": "(" * MAX_CHARACTERS,
    "closing brackets": ")" * MAX_CHARACTERS,
    "pairs of brackets": "()" * (MAX_CHARACTERS // 2),
    "nested brackets": "（" * 1000 + "安徽" + "）" * 1000,
    "places": "安徽和" * (MAX_CHARACTERS // 3),
    "letters of places": "沪苏浙皖" * (MAX_CHARACTERS // 4),
    "a unit": "上海市市场监督管理局计量处" * 200,
    "a title": "探索标准化赋能区域发展战略的新路子" * 200,
    "ordinals": "第九" * (MAX_CHARACTERS // 2),
    "digits": "9" * MAX_CHARACTERS,
    "numerals": "十" * MAX_CHARACTERS,
    "slips": "安微" * (MAX_CHARACTERS // 2),
    "pinyin": "anhui" * (MAX_CHARACTERS // 5),
    "latin": "x" * MAX_CHARACTERS,
    "separators": "，、" * (MAX_CHARACTERS // 2),
    "blanks": " " * MAX_CHARACTERS,
    "question marks": "？" * MAX_CHARACTERS,
    "nulls": "\0" * MAX_CHARACTERS,
    "emoji": "👍" * MAX_CHARACTERS,
    "surrogates": "\ud83d" * MAX_CHARACTERS,
    "combining": "安" + "\u0301" * (MAX_CHARACTERS - 1),
    "right to left": "\u202e安徽\u202c" * (MAX_CHARACTERS // 4),
    "beyond the first plane": "𠮷" * MAX_CHARACTERS,
    "characters that are several": "㍿" * 500,
    "conditions": "安徽参与或者江苏没有参与，" * (MAX_CHARACTERS // 13),
    "questions": "安徽参与了哪些案例？" * (MAX_CHARACTERS // 10),
    "longer than is read": "安徽参与了哪些案例，" * MAX_CHARACTERS,
}


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL)
def test_repeated_words_get_an_answer(engine: Engine, text: str) -> None:
    for part in (text[:MAX_LENGTH], text):
        assert_conforms(engine.ask(part)[0], part)


CHARACTERS = st.characters(exclude_categories=["Cs"])
"""Any character of any plane except lone surrogates."""
PLANES = st.text(CHARACTERS)
SMALL = "没有 除了 只有 或者 和 哪些 几个 最多 吗 谁 第 三 个 省 以上 至少 案例 单位 的 ， （ ） 参与 江西 天气".split()  # noqa: SIM905
PIECES = st.sampled_from((*PLACES, *AGENCY_NAMES, *SUBJECTS, *TIERS, *SMALL))


@settings(max_examples=400)
@given(PLANES | st.lists(PIECES | PLANES, max_size=12).map("".join))
def test_any_text_gets_an_answer(engine: Engine, text: str) -> None:
    assert_conforms(engine.ask(text)[0], text)


@settings(max_examples=15)
@given(st.text(CHARACTERS, min_size=1, max_size=8) | PIECES, st.integers(1, MAX_LENGTH))
def test_any_text_repeated_gets_an_answer(engine: Engine, text: str, times: int) -> None:
    long = (text * times)[:MAX_LENGTH]
    assert_conforms(engine.ask(long)[0], long)


@settings(max_examples=200)
@given(st.lists(st.lists(PIECES, max_size=6).map("".join) | questions() | PLANES, min_size=2, max_size=5))
def test_any_dialogue_gets_its_answers(engine: Engine, turns: list[str]) -> None:
    context = None
    for turn in turns:
        answer, context = engine.ask(turn, context, 0.0)
        assert_conforms(answer, turn)


# Every option that is offered has an answer.


@settings(max_examples=300)
@given(questions())
def test_options_of_an_answer_have_an_answer(engine: Engine, question: str) -> None:
    for option in engine.ask(question)[0].options:
        assert engine.ask(option.question)[0].kind not in ("clarify", "refuse", "none"), option.question


@settings(max_examples=300)
@given(questions(), st.integers(0, 99), st.sampled_from(("", *"参末鱼微列徽江淮和没有个龘")))
def test_options_for_a_typing_error_have_an_answer(engine: Engine, question: str, place: int, char: str) -> None:
    at = place % len(question)
    for option in engine.ask(question[:at] + char + question[at + 1 :])[0].options:
        answer = engine.ask(option.question)[0]
        assert answer.kind not in ("clarify", "refuse"), option.question
        assert answer.repairs == (), option.question


INSTEAD = [
    *("今天天气怎么样", "怎么用", "安徽的天气", "黑", "第3个案例"),
    *("江苏和安徽都末参与的", "末参与的案例有哪些", "哪些单参与了不止一个案例"),
]


@pytest.mark.parametrize("question", INSTEAD)
def test_options_of_a_refusal_have_an_answer(engine: Engine, question: str) -> None:
    options = engine.ask(question)[0].options
    assert options
    for option in options:
        answer = engine.ask(option.question)[0]
        assert answer.kind not in ("clarify", "refuse", "none"), option.question
        assert answer.repairs == ()


def test_options_for_a_number_answer_with_that_number(engine: Engine) -> None:
    answers = [engine.ask(option.question)[0] for option in engine.ask("第3个案例")[0].options]
    assert [[case.id for case in answer.cases] for answer in answers] == [["csj-2022/1/3"], ["csj-2022/2/3"]]


# One engine serves several threads.


def test_eight_threads_get_the_same_answers() -> None:
    names = itertools.cycle(zip(PLACES, PLACES[5:], SUBJECTS, strict=False))
    asked = [
        question.format(a, b, topic)
        for question, (a, b, topic) in zip(
            (
                "{0}和{1}都参与的案例",
                "{2}是谁做的",
                "{0}没有参与的案例有几个",
                "安微和{1}",
                "第3个案例",
                "今天天气怎么样",
            )
            * 20,
            names,
            strict=False,
        )
    ]
    alone = Engine(DATASET)
    expected = [alone.ask(question)[0] for question in asked]
    shared, start = Engine(DATASET), Barrier(8)

    def ask_all(offset: int) -> list[Answer]:
        start.wait()
        order = [*range(offset, len(asked)), *range(offset)]
        answers = {at: shared.ask(asked[at])[0] for at in order}
        return [answers[at] for at in range(len(asked))]

    with ThreadPoolExecutor(8) as threads:
        for answers in threads.map(ask_all, range(0, len(asked), len(asked) // 8)):
            assert answers == expected


@given(PAIRS)
def test_an_answer_is_the_same_whenever_it_is_asked(engine: Engine, places: list[Region]) -> None:
    first, second = (place.short for place in places)
    before = engine.ask(f"{first}参与了哪些案例")[0]
    engine.ask(f"{second}没有参与的案例有几个")
    assert engine.ask(f"{first}参与了哪些案例")[0] == before
