"""Questions while the database cannot be read: which of them need the conversation so far."""

from __future__ import annotations

from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.context import Context
from intents.model.query import IsCase, Query

LOST = "现在读不到前面的对话，接不上这句话，请把问题说完整。"
"""The answer to a question that needs it."""

_INDEPENDENT = (None, "", "own", "headless")
"""The rules by which a question is answered alike with and without a conversation (`intents.dialogue.changes`)."""


def needs_conversation(text: str, engine: Engine, now: float) -> bool:
    """Return whether a text changes the question before it, so that it means little by itself.

    The engine reads it after an example: a list, of which a case was opened. `now` is in seconds since 1970.
    """
    examples = engine.ask("帮助")[0].options
    if not examples:
        return False
    answer, context = engine.ask(examples[0].question, None, now)
    if context is None or not answer.cases:
        return False
    opened: Context = engine.answer(Query("card", IsCase(answer.cases[0].id)), context, now)[1]
    return engine.explain(text, opened, now).rule not in _INDEPENDENT


def ask_again(text: str, engine: Engine) -> Answer:
    """Return the answer that asks for the whole question."""
    return engine.ask("帮助")[0].with_(kind="refuse", question=text, heading=LOST, notes=())
