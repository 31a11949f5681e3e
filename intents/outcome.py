"""The outcome of a question: its reading, the decision, and the answer."""

from __future__ import annotations

from typing import NamedTuple

from intents.interpreter import Understood
from intents.model.answer import Answer, Repair
from intents.model.context import Context
from intents.model.query import Query
from intents.parsing.reading import Reading


class Decision(NamedTuple):
    """The decision about a question: a query to answer, or an answer."""

    query: Query | None
    """The query to answer; None if the dataset is not asked."""
    answer: Answer | None
    """The answer if the dataset is not asked: a clarification, a refusal or a reply."""
    reading: Reading | None
    """The reading that the decision is about; None for a text without words."""
    rule: str | None = None
    """The rule for changes that decided, or "undo"; "" where none applied, None where none was tried."""
    offered: Query | None = None
    """The query that a clarification offers."""
    note: str = ""
    """What the answer has to say of how the question was read, besides its query."""


class Outcome(NamedTuple):
    """An answer, with the reading and the decision that led to it."""

    answer: Answer
    context: Context | None
    """The context for the next question."""
    decision: Decision
    found: Understood | None = None
    """The question as far as it could be read; None for a text without words."""
    last: Query | None = None
    """The query of the last question, if there is a context."""
    repairs: tuple[Repair, ...] = ()
    """The repairs made in reading the question, whether or not the answer states them."""
