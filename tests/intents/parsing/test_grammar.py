from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.events import TOPS
from intents.parsing.grammar import LISTS, Grammar, Production, parse, shipped
from intents.parsing.semantics.actions import Semantics

# A line, and the rules it comes to: the left side, the symbols, and for each argument a position, a text or nothing.
RULES = {
    "one symbol": ("p -> PLACE", ["p: PLACE (0)"]),
    "an action and its argument": ("C -> ONLY P = only(P)", ["C: ONLY P (1)"]),
    "an action without arguments": ("A -> WHO = ask()", ["A: WHO ()"]),
    "a named symbol": ("P -> a:P and b:p = join(a, b)", ["P: P and p (0, 2)"]),
    "an alternative": ("C -> NEG|NEG_RIGHT P = absent(P)", ["C: NEG P (1)", "C: NEG_RIGHT P (1)"]),
    "an optional symbol": ("C -> P DE? BEYOND = except_for(P)", ["C: P DE BEYOND (0)", "C: P BEYOND (0)"]),
    "an absent argument": ("m -> FRONT n:NUM? = first(n)", ["m: FRONT NUM (1)", "m: FRONT (None)"]),
    "an optional alternative": ("C -> P OR|AND? = plain(P)", ["C: P OR (0)", "C: P AND (0)", "C: P (0)"]),
    "a literal": ("any -> ANY = literal('any')", ["any: ANY (any)"]),
    "a literal None": ("A -> rk np = rank(rk, None, np)", ["A: rk np (0, None, 1)"]),
    "without an action, the symbol of its own category": ("P -> DE P", ["P: DE P (1)"]),
    "without an action or such a symbol, the first": ("np -> MEASURE UNIT", ["np: MEASURE UNIT (0)"]),
    "each kind of list": ("{L} -> {l}", [f"{name}: {name.lower()} (0)" for name in LISTS]),
}


@pytest.mark.parametrize(("line", "expected"), RULES.values(), ids=RULES)
def test_a_line_is_written_out(line: str, expected: list[str]) -> None:
    found = [
        f"{rule.left}: {' '.join(rule.symbols)} ({', '.join(map(str, rule.arguments))})" for rule in parse(line).rules
    ]
    assert found == expected


def test_a_line_has_a_cost_and_an_example() -> None:
    assert parse("\n# names\nC -> P take = involves(P) @.25   | 安徽 参与的案例\n").productions == (
        Production(3, "C", "P take", "involves", ("P",), 0.25, "安徽 参与的案例"),
    )


def test_what_is_not_said_is_free_and_has_no_example() -> None:
    (production,) = parse("p -> PLACE").productions
    assert (production.action, production.arguments, production.cost, production.example) == ("same", (), 0.0, "")


def test_words_that_may_be_passed_over_have_a_price() -> None:
    assert parse("loose 0.1: DE STOP\nloose 20: UNKNOWN").loose == {"DE": 0.1, "STOP": 0.1, "UNKNOWN": 20.0}


BAD = {
    "no arrow": ("C P = plain(P)", "C P = plain(P)"),
    "an open bracket": ("C -> P = plain(P", "C -> P = plain(P"),
    "a cost that is no number": ("C -> P = plain(P) @cheap", "C -> P = plain(P) @cheap"),
    "an argument that no symbol has": ("C -> P = plain(T)", "no symbol T"),
    "a price without words": ("loose 0.1:", "loose 0.1:"),
}


@pytest.mark.parametrize(("line", "told"), BAD.values(), ids=BAD)
def test_a_bad_line_is_named(line: str, told: str) -> None:
    with pytest.raises(ValueError, match=r"^grammar line 3: ") as raised:
        parse(f"# names\np -> PLACE\n{line}\nP -> p")
    assert str(raised.value) == f"grammar line 3: {told}"


GRAMMAR: Grammar = shipped()
EXAMPLES = [production for production in GRAMMAR.productions if production.example]


def test_every_action_is_defined() -> None:
    assert [one.action for one in GRAMMAR.productions if not callable(getattr(Semantics, one.action, None))] == []


def test_every_category_that_is_made_is_used() -> None:
    used = {symbol for rule in GRAMMAR.rules for symbol in rule.symbols} | TOPS
    assert sorted({rule.left for rule in GRAMMAR.rules} - used) == []


def test_every_category_in_small_letters_is_made() -> None:
    made = {rule.left for rule in GRAMMAR.rules}
    used = {symbol for rule in GRAMMAR.rules for symbol in rule.symbols}
    assert sorted(symbol for symbol in used - made if symbol.islower()) == []


UNNEEDED = frozenset(
    (
        "最佳的和优秀的案例",
        "分别列出江苏和安徽的案例",
        "都有江苏和安徽的案例",
        "广德跟郎溪这俩地方参加的",
        "三省一市都参与的",
        "两个或三个省参与的",
        "有三个省参与的案例",
        "参与的没有安徽",
        "四地都参与的除外",
        "不是四地都参与的案例",
        "参与的只有江苏",
        "最佳案例来一份",
        "跟上海没关系的案例",
        "跟食品没有关系的",
        "所有案例都有浙江吗",
        "叉车那个",
        "案例有几个",
        "按参与单位数量从多到少排一下案例",
        "按参与单位数量给所有案例排名",
        "按参与单位数量给三省一市排名",
        "参与单位最多的案例",
        "和上海一起的",
        "取第一名的详情",
    )
)
"""Examples that are read without the production they stand beside; one that comes to need it must leave."""


@pytest.mark.parametrize("production", EXAMPLES, ids=lambda one: f"{one.line} {one.example}")
def test_an_example_needs_its_production(understanding: Interpreter, production: Production) -> None:
    reading = understanding.read(normalize(production.example).clean)
    used = {one.line for step in reading.steps for one in step.edge.productions()}
    assert (production.line in used) is (production.example not in UNNEEDED)
    assert reading.dropped == ()


def test_only_examples_of_the_grammar_are_unneeded() -> None:
    assert {one.example for one in EXAMPLES} >= UNNEEDED
    assert len({one.example for one in EXAMPLES}) == len(EXAMPLES)
