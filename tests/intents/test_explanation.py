from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.engine import Engine
from intents.explanation import Meaning, Passed
from intents.model.context import Context
from intents.parsing.chart import DROPPED
from intents.parsing.grammar import shipped, shipped_lines
from tests.intents.names import PLACES, SUBJECTS
from tests.intents.question_strategies import questions

EXPLAINED: dict[str, tuple[str, dict[str, Any]]] = {
    "a count": (
        "安徽却没参与的最佳案例有几个",
        {"kind": "count", "rule": None, "last": None, "unaccounted": (), "passed": (Passed("有", "HAVE", 0.3),)},
    ),
    "a word without a use": (
        "仅安徽倒数的案例",
        {"kind": "clarify", "passed": (Passed("倒数", "REVERSE", DROPPED, is_dropped=True),)},
    ),
    "a word that the query does not hold": ("禁渔的两个案例有哪些", {"kind": "clarify", "unaccounted": ("2个案例",)}),
    "a word that gives none of the grammar": ("安徽居然参与的案例", {"passed": (Passed("居然", "", 0.0),)}),
    "a noun of its own": ("除了上海，剩下三个省都参与的案例有哪些", {"kind": "cases"}),
    "a repair": ("禁鱼", {"kind": "card", "text": "禁渔", "left_out": ()}),
    "a remark": ("我是小王让我问一下安徽的案例有哪些", {"left_out": ("我是小王让我问一下",)}),
    "another subject": ("今天天气怎么样", {"kind": "refuse", "query": None, "rule": None}),
    "a text without words": ("？", {"kind": "help", "tokens": (), "constructions": (), "cost": 0.0, "read": None}),
}


@pytest.mark.parametrize(("question", "expected"), EXPLAINED.values(), ids=EXPLAINED)
def test_a_question_is_explained(engine: Engine, question: str, expected: dict[str, Any]) -> None:
    explanation = engine.explain(question)
    assert {name: getattr(explanation, name) for name in expected} == expected


MEANINGS = {
    "安徽": [Meaning("place", "安徽")],
    "没": [Meaning("cue", "neg")],
    "最佳案例": [Meaning("tier", "最佳实践案例")],
    "两": [Meaning("number", "2")],
    "三省一市": [Meaning("group", "上海、江苏、浙江、安徽")],
    "龘": [Meaning("unknown")],
    "电梯": [Meaning("field")],
}


@pytest.mark.parametrize(("word", "meanings"), MEANINGS.items(), ids=MEANINGS)
def test_a_token_has_all_that_it_may_stand_for(engine: Engine, word: str, meanings: list[Meaning]) -> None:
    tokens = engine.explain(f"{word}参与的案例").tokens
    assert [list(piece.meanings) for piece in tokens if piece.text == word] == [meanings]


def test_constructions_are_the_derivation_from_the_top(engine: Engine) -> None:
    found = engine.explain("安徽没参与的").constructions
    assert [(one.depth, one.production.partition(" ")[0], one.text) for one in found] == [
        (0, "C", "安徽没参与的"),
        (1, "C", "安徽没参与"),
        (2, "{L}", "安徽"),
        (3, "p", "安徽"),
        (2, "take", "参与"),
    ]
    assert found[1].production == "C -> P NEG take = lacks(P)"


def test_a_production_is_shown_as_it_is_written() -> None:
    for production in shipped().productions:
        line = shipped_lines()[production.line - 1]
        assert line.startswith(f"{production.left} -> {production.right}")
        assert not production.example or not line.endswith(production.example)


# The questions before, the question, the rule, and the query before and after.
DIALOGUES = {
    "swap": (["安徽参与了哪些案例"], "那江苏呢", "swap", "安徽参与的案例有哪些", "江苏参与的案例有哪些"),
    "own": (["安徽参与了哪些案例"], "最佳案例一共几个", "own", "安徽参与的案例有哪些", "最佳实践案例一共有几个"),
    "turn": (["安徽参与了哪些案例"], "那没参与的呢", "turn", "安徽参与的案例有哪些", "安徽没有参与的案例有哪些"),
    "undo": (
        ["安徽参与了哪些案例", "那江苏呢"],
        "上一步",
        "undo",
        "江苏参与的案例有哪些",
        "安徽参与的案例有哪些",
    ),
    "anew": (["安徽参与了哪些案例"], "算了，江苏参与了哪些案例", None, None, "江苏参与的案例有哪些"),
    "alone": ([], "江苏参与了哪些案例", None, None, "江苏参与的案例有哪些"),
}


def context_after(engine: Engine, asked: list[str]) -> Context | None:
    context = None
    for question in asked:
        _, context = engine.ask(question, context, 0.0)
    return context


@pytest.mark.parametrize(("asked", "question", "rule", "before", "after"), DIALOGUES.values(), ids=DIALOGUES)
def test_a_follow_up_is_explained(
    engine: Engine, asked: list[str], question: str, rule: str | None, before: str | None, after: str
) -> None:
    explanation = engine.explain(question, context_after(engine, asked), 0.0)
    assert explanation.rule == rule
    assert (explanation.last.question if explanation.last else None) == before
    assert explanation.query
    assert explanation.query.question == after


def test_a_conversation_that_expired_is_not_gone_on_from(engine: Engine) -> None:
    context = context_after(engine, ["安徽参与了哪些案例"])
    assert engine.explain("那江苏呢", context, 10_000.0).last is None


WORDS = st.sampled_from((*PLACES, *SUBJECTS, *"没只和或的呢第二个最多几谁（）()，、？", "那", "算了", "上一步", "天气"))
TEXTS = st.lists(WORDS, max_size=8).map("".join) | questions() | st.text(max_size=20)


@given(TEXTS, TEXTS, TEXTS)
def test_explaining_never_raises_and_changes_no_answer(engine: Engine, first: str, text: str, after: str) -> None:
    _, context = engine.ask(first, None, 0.0)
    answer, following = engine.ask(text, context, 1.0)
    then = engine.ask(after, following, 2.0)
    explanation = engine.explain(text, context, 1.0)
    assert (explanation.kind, explanation.heading) == (answer.kind, answer.heading)
    assert engine.ask(text, context, 1.0) == (answer, following)
    assert engine.ask(after, following, 2.0) == then
