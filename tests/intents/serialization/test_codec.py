from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.engine import Engine
from intents.model.answer import Repair
from intents.model.context import Context
from intents.model.query import (
    About,
    And,
    ByAgency,
    InNotice,
    InRegion,
    InTier,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitScope,
    Unknown,
)
from intents.serialization.codec import CodecError, dumps, dumps_context, loads, loads_context, loads_repairs
from intents.serialization.validity import MissingEntityError
from tests.intents.query_strategies import ANY_NAME, OWN_NAMES, queries
from tests.intents.question_strategies import questions

FEWER_EXAMPLES = settings(max_examples=80)

ANHUI, HEFEI, SHANGHAI = InRegion("340000"), InRegion("340100"), InRegion("310000")
BEST = InTier("最佳实践案例")

# What is stored today is read tomorrow: these texts never change.
WRITTEN = {
    "1c()": Query(),
    "1cr34": Query("cases", ANHUI),
    "1d(r3401,t最佳实践案例,n3)": Query("card", And((HEFEI, BEST, Numbered(3)))),
    "1u(r34,t最佳实践案例);w34;lci": Query("units", And((ANHUI, BEST)), UnitScope(within=("340000",), level="city")),
    "1n[r310101,!r31]": Query("count", Or((InRegion("310101"), Not(SHANGHAI)))),
    "1r();sprovince;-": Query("rank", subject="province", least=True),
    "1m();ir31;ir34": Query("compare", items=(SHANGHAI, ANHUI)),
    "1y(t最佳实践案例,r34);et最佳实践案例": Query("yes_no", And((BEST, ANHUI)), every=BEST),
    "1t();snumber;f参评": Query("notice", subject="number", fact="参评"),
    "1h()": Query("help"),
    "1ca+叉车+标准*": Query("cases", About(("叉车", "标准"), theme=True)),
    "1cb计量处+33": Query("cases", ByAgency("计量处", "330000")),
    "1c(o+31+33,ppr>=2,x温州+p)": Query(
        "cases", And((OnlyRegions(("310000", "330000")), PlaceCount("province", ">=", 2), Unknown("温州", "place")))
    ),
    "1c{b消保委,b+3307}": Query("cases", OnlyAgencies((ByAgency("消保委"), ByAgency("", "330700")))),
    "1c(dcsj-2022,n-2+-1)": Query("cases", And((InNotice("csj-2022"), Numbered(-2, -1)))),
    "1cta~,b~~~)": Query("cases", InTier("a,b~)")),
    "1cr'x": Query("cases", InRegion("x")),
}


@pytest.mark.parametrize(("text", "query"), WRITTEN.items(), ids=WRITTEN)
def test_text_of_a_query(text: str, query: Query) -> None:
    assert dumps(query) == text
    assert loads(text) == query


@FEWER_EXAMPLES
@given(query=queries(ANY_NAME))
def test_every_query_round_trips(query: Query) -> None:
    assert loads(dumps(query)) == query


@FEWER_EXAMPLES
@given(question=questions())
def test_texts_of_common_queries_are_short(engine: Engine, question: str) -> None:
    _, context = engine.ask(question)
    assert context is not None
    text = dumps(context.query)
    assert loads(text) == context.query
    assert len(text) <= 60


CONTEXTS = st.builds(
    Context,
    queries(ANY_NAME),
    st.none() | queries(ANY_NAME),
    st.none() | queries(ANY_NAME),
    st.text(max_size=9),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
)
REPAIRS = st.lists(st.builds(Repair, st.text(max_size=9), st.text(max_size=9)), max_size=3)


@FEWER_EXAMPLES
@given(context=CONTEXTS, repairs=REPAIRS)
def test_a_context_round_trips_with_its_repairs(context: Context, repairs: list[Repair]) -> None:
    text = dumps_context(context, repairs)
    assert loads_context(text) == context
    assert loads_repairs(text) == tuple(repairs)


FOREIGN = (
    "",
    "1",
    "c()",
    "2cr34",
    "1cr34 ",
    " 1cr34",
    "1cr34;",
    "1cr340000",
    "1cr3400",
    "1cr340",
    "1cr",
    "1cr三四",
    "1c(r34",
    "1c(r34,)",
    "1c(,r34)",
    "1c(r34))",
    "1kr34",
    "1c",
    "1cq34",
    "1cn03",
    "1cn3+0",
    "1cn٣",
    "1cn99999999999",
    "1c{r34}",
    "1cppr=>2",
    "1c();zz",
    "1c();scases",
    "1c();-;-",
    "1c();f;w34",
    "1c()|a1.0",
    "1n();sbureaus",
    "1r();snumber",
    "1c();bnumber",
    "1m();ir31",
    "1y();ir31",
    "1t();f@nothing",
    "1t()",
    "1" + "c!" * 10,
    "1c" + "!" * 100_000 + "r34",
    "1c(r34,())",
    "1c[]",
    "1c!()",
    "1c{}",
    "1ca",
    "1co",
    "1cb",
    "1cn0+3",
    "1cn3+2",
    "1cn-2+1",
    "1cn3+-1",
    "1r()",
    "1r();sunits;i[]",
    "1y();e!()",
    "1u();ma",
    "1yr31;er31",
    "1y();e()",
    "1u();y[]",
    "1u();pb",
)


@pytest.mark.parametrize("text", FOREIGN, ids=lambda text: text[:20])
def test_any_other_text_is_rejected(text: str) -> None:
    with pytest.raises(CodecError):
        loads(text)


@pytest.mark.parametrize(
    "text", ["", "1c()|a", "1c()|anan", "1c()|ae", "1c()|a1", "1c()|l", "1c()|r|r", "1m()", "1c()|lm()"]
)
def test_any_other_context_is_rejected(text: str) -> None:
    with pytest.raises(CodecError):
        loads_context(text)


@FEWER_EXAMPLES
@given(
    query=queries(ANY_NAME),
    at=st.integers(0),
    char=st.sampled_from("rtn(),;+~!x1") | st.characters(),
    cut=st.booleans(),
)
def test_a_tampered_text_is_another_query_or_rejected(query: Query, at: int, char: str, *, cut: bool) -> None:
    text = dumps(query)
    at %= len(text)
    forged = text[:at] + char + text[at + cut :]
    try:
        read = loads(forged)
    except CodecError:
        return
    assert dumps(read) == forged


# A query from a link can be anybody's work.


@FEWER_EXAMPLES
@given(query=queries(ANY_NAME) | queries(OWN_NAMES))
def test_every_query_that_is_read_is_answered_or_reported_missing(engine: Engine, query: Query) -> None:
    try:
        answer, context = engine.answer(loads(dumps(query)), now=0.0)
    except MissingEntityError:
        return
    assert answer.question
    assert context.query == query
