from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.parsing.chart import CONSTITUENT, DROPPED, Chart, Edge, Step, Word, cost_of
from intents.parsing.grammar import Grammar, parse


class Actions:
    """Meanings that show the derivation: each a text."""

    @staticmethod
    def same(value: object) -> object:
        return value

    @staticmethod
    def pair(first: str, second: str | None) -> str:
        return f"<{first}{second or '-'}>"

    @staticmethod
    def alike(first: str, second: str) -> str | None:
        return f"{first}={second}" if first == second else None


def chart(grammar: Grammar) -> Chart:
    return Chart(grammar, Actions(), frozenset(("S", "T")))


def words(text: str) -> list[list[Word]]:
    """Each letter as a word of its own category; a|b is a word with two readings."""
    return [[Word(one, one) for one in word.split("|")] for word in text.split()]


def told(steps: Sequence[Step]) -> str:
    """Constituents as category:meaning, words passed over in round brackets, words dropped with a question mark."""
    parts = (
        f"{step.edge.category}:{step.edge.value}"
        if step.is_constituent
        else f"?{step.edge.category}"
        if step.is_dropped
        else f"({step.edge.category})"
        for step in steps
    )
    return " ".join(parts)


# A grammar, words, and the path that is taken.
PATHS = {
    "one constituent": ("S -> A B = pair(A, B)", "A B", "S:<AB>"),
    "one large before two small": ("S -> A\nS -> B\nS -> A B = pair(A, B)", "A B", "S:<AB>"),
    "two small where the large one costs more": ("S -> A\nS -> B\nS -> A B = pair(A, B) @1.5", "A B", "S:A S:B"),
    "the cheaper of two categories": ("S -> A @.3\nT -> A @.2", "A", "T:A"),
    "the cheaper of two derivations": ("S -> x\nx -> A = pair(A, A) @.4\nx -> A @.1", "A", "S:A"),
    "through a category": ("x -> A B = pair(A, B)\nS -> x C = pair(x, C)", "A B C", "S:<<AB>C>"),
    "a category after a word": ("x -> B C = pair(B, C)\nS -> A x = pair(A, x)", "A B C", "S:<A<BC>>"),
    "what a category after a word begins with": (
        "x -> B\ny -> x C = pair(x, C)\nS -> A y = pair(A, y)",
        "A B C",
        "S:<A<BC>>",
    ),
    "a word that one reading of the next goes on with": ("S -> A B = pair(A, B)\nT -> C", "A C|B", "S:<AB>"),
    "left recursion": ("S -> A\nS -> S B = pair(S, B)", "A B B", "S:<<AB>B>"),
    "a loop does not cost": ("S -> x\nx -> A\nx -> y\ny -> x", "A", "S:A"),
    "an absent symbol": ("S -> a:A b:B? = pair(a, b)", "A", "S:<A->"),
    "a word passed over": ("loose .1: D\nS -> A", "A D", "S:A (D)"),
    "a word that no production uses": ("S -> A", "A X", "S:A ?X"),
    "only such words": ("S -> A", "X Y", "?X ?Y"),
    "a dear constituent before a dropped word": ("S -> A\nS -> A X = pair(A, X) @40", "A X", "S:<AX>"),
    "a dropped word before a dearer constituent": ("S -> A\nS -> A X = pair(A, X) @60", "A X", "S:A ?X"),
    "a meaning that does not fit": ("S -> a:A b:A|B = alike(a, b)\nT -> A\nT -> B", "A B", "T:A T:B"),
    "a meaning that fits": ("S -> a:A b:A|B = alike(a, b)\nT -> A\nT -> B", "A A", "S:A=A"),
    "the reading of a word that fits": ("S -> A B = pair(A, B)\nT -> C", "C|A B", "S:<AB>"),
    "what is no top is no constituent": ("x -> A\nS -> B", "A", "?A"),
    "nothing": ("S -> A", "", ""),
    # At the same cost, the first production and the first reading.
    "a tie of productions": ("S -> A\nT -> A", "A", "S:A"),
    "the same tie, the other way": ("T -> A\nS -> A", "A", "T:A"),
    "a tie of readings": ("S -> A\nS -> B", "B|A", "S:B"),
}


@pytest.mark.parametrize(("grammar", "text", "expected"), PATHS.values(), ids=PATHS)
def test_the_cheapest_path(grammar: str, text: str, expected: str) -> None:
    assert told(chart(parse(grammar)).parse(words(text))) == expected


def test_no_meaning_is_looked_for_where_a_cheaper_edge_has_one() -> None:
    class Counted(Actions):
        calls: ClassVar[list[str]] = []

        @classmethod
        def pair(cls, first: str, second: str | None) -> str:
            cls.calls.append(f"{first}{second}")
            return Actions.pair(first, second)

    read = parse("S -> A B = pair(A, B)\nS -> A C = pair(A, C) @.5\nx -> C\nS -> A x = pair(A, x)")
    steps = Chart(read, Counted(), frozenset(("S",))).parse([[Word("A", "a")], [Word("B", "b"), Word("C", "c")]])
    assert (told(steps), Counted.calls) == ("S:<ab>", ["ab"])


def test_what_was_parsed_before_decides_no_tie() -> None:
    parser = chart(parse("S -> a:A b:B = pair(a, b)\nT -> a:A b:B|C = pair(a, b)"))
    parser.parse(words("A C"))
    assert told(parser.parse(words("A B"))) == "S:<AB>"


COSTS = {
    "a constituent": ("S -> A", "A", CONSTITUENT),
    "with its productions": ("x -> A @.3\nS -> x B = pair(x, B) @.5", "A B", CONSTITUENT + 0.8),
    "a word passed over": ("loose .1: D\nS -> A", "D A", CONSTITUENT + 0.1),
    "a word dropped": ("S -> A", "X A", CONSTITUENT + DROPPED),
    "nothing": ("S -> A", "", 0.0),
}


@pytest.mark.parametrize(("grammar", "text", "expected"), COSTS.values(), ids=COSTS)
def test_what_a_path_costs(grammar: str, text: str, expected: float) -> None:
    read = parse(grammar)
    assert cost_of(chart(read).parse(words(text)), read.loose) == pytest.approx(expected)


def test_a_reading_of_a_word_has_a_cost() -> None:
    read = parse("S -> A\nT -> B")
    (step,) = chart(read).parse([[Word("A", "a", 2.0), Word("B", "b", 1.0)]])
    assert (step.edge.category, step.edge.cost) == ("T", 1.0)


def test_a_derivation_lists_its_productions_from_the_top() -> None:
    (step,) = chart(parse("S -> x B = pair(x, B)\nx -> y\ny -> A")).parse(words("A B"))
    assert [one.line for one in step.edge.productions()] == [1, 2, 3]


RECURSIVE = parse(
    "loose .2: D\nS -> A\nS -> S S = pair(S, S) @.1\nS -> A B = pair(A, B)\nT -> B C = pair(B, C) @.3\nT -> B"
)
TEXTS = st.lists(st.sampled_from("ABCDX"), max_size=10).map(" ".join)


@given(TEXTS)
def test_a_path_covers_every_word_once(text: str) -> None:
    steps = chart(RECURSIVE).parse(words(text))
    assert [at for step in steps for at in range(step.edge.start, step.edge.end)] == list(range(len(text.split())))


@given(TEXTS)
def test_a_path_is_the_same_every_time(text: str) -> None:
    one, other = (told(chart(RECURSIVE).parse(words(text))) for _ in range(2))
    assert one == other


@given(TEXTS)
def test_a_path_is_no_dearer_than_word_by_word(text: str) -> None:
    alone = {"A": CONSTITUENT, "B": CONSTITUENT, "C": DROPPED, "D": 0.2, "X": DROPPED}
    cost = cost_of(chart(RECURSIVE).parse(words(text)), RECURSIVE.loose)
    assert cost <= sum(alone[word] for word in text.split()) + 1e-9


@given(TEXTS, TEXTS)
def test_two_texts_side_by_side_are_no_dearer_than_apart(first: str, second: str) -> None:
    parser = chart(RECURSIVE)
    costs = [cost_of(parser.parse(words(text)), RECURSIVE.loose) for text in (first, second, f"{first} {second}")]
    assert costs[2] <= costs[0] + costs[1] + 1e-9


def test_an_edge_is_the_cheapest_of_its_category_and_span() -> None:
    complete = chart(RECURSIVE)._edges(words("A B A B A B"))  # noqa: SLF001 - paths show only the edges they take
    spans = [(edge.start, edge.end, edge.category) for edges in complete for edge in edges]
    assert len(spans) == len(set(spans))


def test_a_leaf_has_no_productions() -> None:
    assert list(Edge(0, 1, "A", None, 0.0).productions()) == []
