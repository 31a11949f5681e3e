"""What a question comes to: how it was read, what was decided, and the answer."""

from __future__ import annotations

from typing import NamedTuple

from intents.interpreter import Understood
from intents.model.answer import Answer, Repair
from intents.model.context import Context
from intents.model.query import Query
from intents.parsing.reading import Reading


class Decision(NamedTuple):
    """What is asked of the dataset."""

    query: Query | None
    """None where nothing is asked."""
    answer: Answer | None
    """The answer where nothing is asked: a clarification, a refusal or a reply."""
    reading: Reading | None
    """The reading that was decided on; None for a text without words."""
    rule: str | None = None
    """The rule for changes that decided, or "undo"; "" where none applied, None where none was tried."""
    offered: Query | None = None
    """The query that a clarification offers."""


class Outcome(NamedTuple):
    """An answer, and what led to it."""

    answer: Answer
    context: Context | None
    """The context for the next question."""
    decision: Decision
    found: Understood | None = None
    """The question as far as it could be read; None for a text without words."""
    last: Query | None = None
    """The question before, if the conversation goes on from one."""
    repairs: tuple[Repair, ...] = ()
    """What was read as something else, whether or not the answer says so."""
