"""Questions without an answer that an alias of a case would answer, for administrators."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from bot.store import WRONG_KIND, UnansweredQuestion
from data.model import Case
from intents.engine import Engine

MAX_ALIAS = 8
"""Characters of a question that may itself be an alias; of a longer one the word that was not understood is."""
MIN_ALIAS = 2
MAX_SUGGESTIONS = 8
"""Buttons below a message."""
_MARKS = "。.!！?？~～,，、 \n"


@dataclass(frozen=True, slots=True)
class AliasSuggestion:
    """An alias for a case."""

    question: str
    """The question that the alias would answer."""
    alias: str
    case: Case

    @property
    def digest(self) -> str:
        """Forty bits that name the question in a button."""
        return base64.b32encode(
            hashlib.blake2b(self.question.encode(errors="replace"), digest_size=5).digest()
        ).decode()


def suggest_aliases(
    rows: Iterable[UnansweredQuestion], engine: Engine, chosen: Iterable[tuple[str, str]] = ()
) -> list[AliasSuggestion]:
    """Return at most `MAX_SUGGESTIONS` suggestions for the questions that the engine still asks about.

    Where it offers several cases, it only guesses: the case has to be the one that people chose. `chosen` has questions
    with what was asked instead.
    """
    choices: dict[str, set[str]] = {}
    for question, instead in chosen:
        choices.setdefault(question, set()).add(instead)
    cases = {case.title: case for case in engine.dataset.cases}
    found: dict[str, AliasSuggestion] = {}
    for row in rows:
        if len(found) == MAX_SUGGESTIONS:
            break
        if row.kind == WRONG_KIND:  # it has an answer
            continue
        answer, _ = engine.ask(row.question)
        offered = [cases[option.question] for option in answer.options if option.question in cases]
        if len(offered) > 1:
            offered = [case for case in offered if case.title in choices.get(row.question, ())]
        if answer.kind != "clarify" or len(offered) != 1:
            continue
        text = row.question.strip(_MARKS)
        alias = text if len(text) <= MAX_ALIAS else max(answer.unused, key=len, default="")
        if MIN_ALIAS <= len(alias) <= MAX_ALIAS:
            found.setdefault(alias, AliasSuggestion(row.question, alias, offered[0]))
    return list(found.values())
