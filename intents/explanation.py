"""Explain an answer: the tokens, the constructions of the cheapest path, the unused words, and the query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from intents.model.answer import Repair
from intents.model.query import Query
from intents.outcome import Outcome
from intents.parsing import grammar
from intents.parsing.chart import Edge, cost_of, price_of
from intents.parsing.constituents import Event, Mark
from intents.parsing.events import text_of
from intents.parsing.mention import Mention, Sort
from intents.parsing.reading import Reading
from intents.parsing.terms import Kind, Term, Token
from intents.parsing.words import BEGIN, END, words_of
from intents.phrasing.description import Describer


class Meaning(NamedTuple):
    """One meaning that a token may have."""

    kind: Kind | Literal["number", "unknown"]
    name: str = ""
    """A cue's effect, the names of places or tiers, a unit, a number; "" where the kind says it all."""


class Piece(NamedTuple):
    """A token, and the kind of mention that it was read as a part of."""

    text: str
    sort: Sort
    meanings: tuple[Meaning, ...]


class Construction(NamedTuple):
    """A production of the cheapest derivation."""

    depth: int
    """The number of constructions that contain this one."""
    line: int
    """The number of the production's line in grammar.txt."""
    production: str
    """The text of that line, without the example."""
    text: str
    """The words that the construction covers."""


class Passed(NamedTuple):
    """A word that no construction uses."""

    text: str
    category: str
    """The word's category in the grammar; "" for a word that gives none."""
    price: float
    is_dropped: bool = False
    """Whether the word steers meaning, so that the answer asks about it."""


class Part(NamedTuple):
    """An event of the question."""

    kind: str
    text: str
    meaning: str
    """The condition as a clause; for an ask, what is asked for, counted or ranked; "" for other events."""


class Stated(NamedTuple):
    """A query in words."""

    ask: str
    question: str
    """The question that is interpreted as exactly this query."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a question came to its answer."""

    text: str
    """The question as it was read: normalized and repaired."""
    tokens: tuple[Piece, ...]
    left_out: tuple[str, ...]
    """The words left out before the parse: a remark, a story, what the speaker takes back."""
    constructions: tuple[Construction, ...]
    passed: tuple[Passed, ...]
    cost: float
    """The cost of the whole path."""
    events: tuple[Part, ...]
    repairs: tuple[Repair, ...]
    rule: str | None
    """The rule for changes that decided, or "undo"; "" where none applied, None where none was tried."""
    last: Stated | None
    """The last question, if the conversation continues it."""
    read: Stated | None
    """The query of the question by itself."""
    query: Stated | None
    """The query after the change that is answered, or that a clarification offers; None for neither."""
    unaccounted: tuple[str, ...]
    """The words that a construction uses, but that the query does not hold."""
    kind: str
    """The kind of the answer."""
    heading: str
    """The first sentence of the answer."""


def explain(outcome: Outcome, describer: Describer) -> Explanation:
    """Return the explanation of an outcome; `describer` is that of the engine that made it."""
    decision, reading = outcome.decision, outcome.decision.reading
    loose = grammar.shipped().loose
    text = outcome.found.text.clean if outcome.found is not None else ""
    return Explanation(
        text=text,
        tokens=tuple(_pieces(reading.mentions, describer)) if reading else (),
        left_out=tuple(_left_out(text, reading.mentions)) if reading else (),
        constructions=tuple(_constructions(reading)) if reading else (),
        passed=tuple(_passed(reading)) if reading else (),
        cost=cost_of(reading.steps, loose) if reading else 0.0,
        events=tuple(_part(event, describer) for event in reading.events) if reading else (),
        repairs=outcome.repairs,
        rule=decision.rule,
        last=_stated(outcome.last, describer),
        read=_stated(reading.query if reading else None, describer),
        query=_stated(decision.query or decision.offered, describer),
        unaccounted=reading.unaccounted if reading else (),
        kind=outcome.answer.kind,
        heading=outcome.answer.heading,
    )


def _pieces(mentions: Sequence[Mention], describer: Describer) -> Iterator[Piece]:
    for mention in mentions:
        for token in mention.tokens:
            yield Piece(token.text, mention.sort, tuple(_meanings(token, describer)))


def _meanings(token: Token, describer: Describer) -> Iterator[Meaning]:
    if token.number is not None:
        yield Meaning("number", str(token.number))
    for term in token.terms:
        yield Meaning(term.kind, _name(term, describer))
    if token.number is None and not token.terms:
        yield Meaning("unknown")


def _name(term: Term, describer: Describer) -> str:
    value: Any = term.value
    match term.kind:
        case "place":
            return "/".join(map(describer.place_name, value))
        case "group":
            return "、".join(map(describer.place_name, value))
        case "tier":
            return "、".join(value)
        case "org":
            return describer.name(value)
    return "" if value is None else str(value)


def _left_out(text: str, mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield the parts of a text that no mention covers; none if the mentions are not of this text."""
    tokens = [token for mention in mentions for token in mention.tokens if token.start < token.end]
    if any(text[token.start : token.end] != token.text for token in tokens):
        return
    end = 0
    for token in (*sorted(tokens, key=lambda one: one.start), Token("", len(text), len(text))):
        between = text[end : token.start]
        if any(char.isalnum() for char in between):
            yield between.strip("，、")
        end = max(end, token.end)


def _constructions(reading: Reading) -> Iterator[Construction]:
    for step in reading.steps:
        yield from _derivation(step.edge, 0)


def _derivation(edge: Edge, depth: int) -> Iterator[Construction]:
    if edge.production is not None:
        line = edge.production.line
        yield Construction(depth, line, grammar.shipped_lines()[line - 1], text_of(edge))
    for child in edge.children:
        yield from _derivation(child, depth + 1)


def _passed(reading: Reading) -> Iterator[Passed]:
    """Yield the words of the path outside every constituent, then those that give no word of the grammar."""
    loose = grammar.shipped().loose
    for step in reading.steps:
        if not step.is_constituent and step.edge.category not in (BEGIN.category, END.category):
            yield Passed(text_of(step.edge), step.edge.category, price_of(step, loose), step.is_dropped)
    for mention in reading.mentions:
        if not words_of(mention, None):
            yield Passed(mention.text, "", 0.0)


def _part(event: Event, describer: Describer) -> Part:
    if event.condition is not None:
        return Part(event.kind, event.text, describer.clause(event.condition.where))
    if event.ask is not None:
        return Part(event.kind, event.text, " ".join(filter(None, map(_effect, (event.ask.noun, event.ask.by)))))
    return Part(event.kind, event.text, "")


def _effect(asked: object) -> str:
    # the grammar's action `other` keeps its noun as a Mark
    return asked.effect if isinstance(asked, Mark) else str(asked)


def _stated(query: Query | None, describer: Describer) -> Stated | None:
    return Stated(query.ask, describer.question(query)) if query is not None else None
