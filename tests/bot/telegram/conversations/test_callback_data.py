from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.conversations.callback_data import (
    BACK,
    MAX_LENGTH,
    NEITHER,
    CallbackAction,
    CaseKey,
    Opening,
    Operation,
    case_key,
    case_payload,
    encode_action,
    find_case,
    parse_action,
    parse_payload,
    start_payload,
)
from data.model import Dataset, Tier
from intents.model.query import Query
from intents.serialization.codec import loads
from tests.bot.sample import BARE, BEST, GOOD, NOTICE, ONE, TWO, case
from tests.intents.names import DATASET
from tests.intents.query_strategies import ANY_NAME, queries

DIGESTS = st.text("abcdefghijklmnopqrstuvwxyz234567", min_size=8, max_size=8)
KEYS = st.builds(CaseKey, DIGESTS, DIGESTS, st.integers(1, 999), st.integers(1, 10**6))
EXCHANGES = st.integers(0, 2**63 - 1)
OPS = st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=24)
PRESSES: st.SearchStrategy[CallbackAction] = st.builds(Operation, EXCHANGES, OPS) | st.builds(
    Opening, KEYS, st.none() | EXCHANGES
)


@given(press=PRESSES)
def test_actions_survive_encoding(press: CallbackAction) -> None:
    text = encode_action(press)
    assert len(text.encode("ascii")) <= MAX_LENGTH
    assert parse_action(text) == press


# Buttons that were sent stay: these texts never change.
WRITTEN: dict[str, CallbackAction] = {
    "e0.b": Operation(0, BACK),
    "ez.p12": Operation(35, "p12"),
    "e1y2p0ij32e8e7.r340000": Operation(2**63 - 1, "r340000"),
    "cuttriowe67eqe4hd1-3": Opening(case_key(DATASET.cases[2])),
    "cuttriowe67eqe4hd1-3.zz": Opening(case_key(DATASET.cases[2]), 35 * 36 + 35),
}


@pytest.mark.parametrize(("text", "press"), WRITTEN.items(), ids=WRITTEN)
def test_actions_have_stable_encodings(text: str, press: CallbackAction) -> None:
    assert encode_action(press) == text


FORGED = (
    "",
    "e",
    "e1",
    "e1.",
    "e.b",
    "e01.b",
    "eA.b",
    "e1.b ",
    "e1.b\n",
    "e-1.b",
    "e1.r'; DROP TABLE exchanges",
    "e1.安徽",
    "e1." + "b" * 25,
    "e" + "z" * 14 + ".b",
    "c",
    "cuttriowe67eqe4hd",
    "cuttriowe67eqe4hd1",
    "cuttriowe67eqe4hd01-3",
    "cuttriowe67eqe4hd1-03",
    "cUTTRIOWEgmrhrhyw1-3",
    "cuttriowe67eqe4hd1-3.",
    "cuttriowe67eqe4hd1-3.0z",
    "cuttriowe67eqe4hd1-3.1.1",
    "x1.b",
    "e٣.b",
)


@pytest.mark.parametrize("text", FORGED)
def test_forged_callback_data_is_rejected(text: str) -> None:
    assert parse_action(text) is None


@given(text=st.text() | st.text("ec0123.-azb", max_size=30))
def test_any_text_parses_to_its_own_action_or_none(text: str) -> None:
    press = parse_action(text)
    assert press is None or encode_action(press) == text


@pytest.mark.parametrize(
    ("op", "page", "option"),
    [
        ("p1", 1, None),
        ("p4750", 4750, None),
        ("p0", None, None),
        ("p01", None, None),
        ("p", None, None),
        ("p9999999999", None, None),
        ("o1", None, 0),
        ("o3", None, 2),
        ("o0", None, None),
        ("oo1", None, None),
        (BACK, None, None),
        (NEITHER, None, None),
    ],
)
def test_operations_name_a_page_or_an_option(op: str, page: int | None, option: int | None) -> None:
    press = Operation(1, op)
    assert (press.page, press.option) == (page, option)


# Cases, while the data changes.


def with_tiers(*tiers: Tier) -> Dataset:
    return replace(ONE, notices=(replace(NOTICE, tiers=tiers),))


BEST_TIER, GOOD_TIER = NOTICE.tiers
FOUND = {
    "where it was": (ONE, "n/1/2"),
    "renumbered": (with_tiers(replace(BEST_TIER, cases=(case(1, 1, "乙"), case(1, 2, "甲"))), GOOD_TIER), "n/1/1"),
    "in another tier": (
        with_tiers(replace(BEST_TIER, cases=BEST[:1]), replace(GOOD_TIER, cases=(case(2, 1, "乙"),))),
        "n/2/1",
    ),
    "of another title": (with_tiers(replace(BEST_TIER, cases=(BEST[0], case(1, 2, "乙二"))), GOOD_TIER), None),
    "taken out": (with_tiers(replace(BEST_TIER, cases=BEST[:1]), GOOD_TIER), None),
    "with its tier": (with_tiers(GOOD_TIER), None),
    "with its notice": (replace(ONE, notices=TWO.notices[1:]), None),
    "the same title in another notice": (
        replace(ONE, notices=(replace(TWO.notices[1], tiers=(Tier(None, (), (case(0, 2, "乙", notice="m"),)),)),)),
        None,
    ),
    "no data": (replace(ONE, notices=()), None),
}


@pytest.mark.parametrize(("dataset", "id"), FOUND.values(), ids=FOUND)
def test_a_case_is_found_after_changes_of_the_notice(dataset: Dataset, id: str | None) -> None:  # noqa: A002
    found = find_case(case_key(BEST[1]), dataset)
    assert (found and found.id) == id


def test_every_case_is_found_by_its_own_key() -> None:
    for dataset in (DATASET, TWO):
        for one in dataset.cases:
            assert find_case(case_key(one), dataset) is one
    assert len({case_key(one) for one in (*BEST, *GOOD, *BARE)}) == 6


@pytest.mark.parametrize(("tier", "number"), [(0, 1), (1, 0), (99, 1), (1, 99), (0, 0)])
def test_a_key_with_wrong_numbers_finds_the_case_by_title(tier: int, number: int) -> None:
    assert find_case(replace(case_key(BEST[1]), tier=tier, number=number), ONE) is BEST[1]


# Deep links.


def test_payloads_of_cases() -> None:
    for one in DATASET.cases:
        payload = start_payload(one)
        assert payload is not None
        assert parse_payload(payload) == Opening(case_key(one))
        from_list = case_payload(Opening(case_key(one), 2**62))
        assert len(from_list) <= MAX_LENGTH
        assert parse_payload(from_list) == Opening(case_key(one), 2**62)


def link(query: Query) -> str | None:
    payload = start_payload(query)
    if payload is not None:
        assert len(payload) <= MAX_LENGTH
        assert not set(payload) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")
        assert parse_payload(payload) == query
    return payload


@given(query=queries(ANY_NAME))
def test_payloads_of_queries(query: Query) -> None:
    link(query)


@pytest.mark.parametrize("text", ["1cr34", "1c(r34,t最佳实践案例)", "1u(r34,t优秀实践案例);w34", "1r();sprovince"])
def test_usual_queries_have_links(text: str) -> None:
    assert link(loads(text))


def test_long_queries_have_no_payload() -> None:
    assert link(loads("1ca+长江禁渔+叉车检验+检验检测+标准化")) is None


OTHER_LINKS = (
    "",
    "q",
    "c",
    "qMWNyMzQ=",  # padded
    "qMWNyMzQ0",
    "qMWNyMzR",
    "q安徽",
    "qZm9v",
    "q____",
    "q" + "A" * 64,
    "xMWNyMzQ",
    "cuttriowe67eqe4hd1-3.1",
    "cuttriowe67eqe4hd1-03",
    "e1.b",
    "hello",
    "../../etc/passwd",
)


@pytest.mark.parametrize("payload", OTHER_LINKS)
def test_malformed_payloads_are_rejected(payload: str) -> None:
    assert parse_payload(payload) is None


@given(payload=st.text() | st.text("cq0123abcXYZ_-", max_size=64))
def test_any_text_parses_to_its_own_target_or_none(payload: str) -> None:
    parse_payload(payload)
