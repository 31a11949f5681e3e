"""Conversations of the command line: each keeps its context, and text that is no question is refused."""

from __future__ import annotations

import time
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.text import MAX_QUESTION_LENGTH, SHORTENED, TOO_LONG, excerpt, question_in
from data.record import record

if TYPE_CHECKING:
    from collections.abc import Callable

    from intents.engine import Engine
    from intents.explanation import Explanation
    from intents.model.answer import Answer
    from intents.model.context import Context
    from intents.model.query import Query

NOT_UTF_8 = "这不是 UTF-8 编码的文字，读不出来"

MAX_CONVERSATIONS = 10_000
"""Conversations that are remembered; the one that was idle longest is dropped first."""


@record
class Question:
    """An incoming question."""

    text: str
    chat: str | None = None
    """The conversation it belongs to; None for a question without one."""
    error: str = ""
    """The reason why it cannot be asked, with an excerpt in `text`; "" if it can be asked."""


@record
class Reply:
    """An outgoing answer."""

    answer: Answer
    error: str = ""
    """The reason for a refusal, with an answer of kind `refuse`; "" if the question was asked."""
    query: Query | None = None
    """The query that was answered; None if nothing was understood, or the answer asks back."""


class Sessions:
    """Asks the engine within conversations. Not thread-safe; several instances may share an engine."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self.dataset = engine.dataset
        self.engine = engine
        self._clock = clock
        self._contexts: OrderedDict[str, Context] = OrderedDict()
        self._asked: tuple[str, Context | None, float] | None = None
        """What the engine was last asked; None where the last question could not be asked."""

    def reply(self, question: Question) -> Reply:
        """Answer the question in the context of its conversation, if it has one."""
        self._asked = None
        if question.error:
            return self._refuse(question.text, question.error)
        text = question_in(question.text)
        if text is None:
            return self._refuse(excerpt(question.text), TOO_LONG)
        # popped and set again, so that the order of the dictionary is that of use
        context = self._contexts.pop(question.chat, None) if question.chat is not None else None
        self._asked = (text, context, self._clock())
        answer, new_context = self.engine.ask(*self._asked)
        if len(question.text) > MAX_QUESTION_LENGTH:
            answer = answer.with_(notes=(SHORTENED, *answer.notes))
        if question.chat is not None and new_context is not None:
            self._contexts[question.chat] = new_context
            if len(self._contexts) > MAX_CONVERSATIONS:
                self._contexts.popitem(last=False)
        answered = new_context is not None and new_context is not context and answer.kind not in ("clarify", "refuse")
        return Reply(answer, query=new_context.query if new_context is not None and answered else None)

    def explain(self) -> Explanation | None:
        """Return how the last question came to its answer; None before the first, and if it could not be asked."""
        return self.engine.explain(*self._asked) if self._asked is not None else None

    def help(self) -> Answer:
        """Return the help, whose options are questions that have an answer."""
        return self.engine.ask("帮助")[0]

    def tasks(self) -> dict[str, str]:
        """Return what can be asked for, each with a question that has an answer."""
        from intents.answers.help import TASKS, examples  # noqa: PLC0415 - it is loaded with the engine

        asked = examples(self.engine.index)
        return {label: asked[name] for name, label in TASKS.items()}

    def _refuse(self, text: str, error: str) -> Reply:
        answer = replace(self.help(), question=text, kind="refuse", heading=f"{error}。", notes=())
        return Reply(answer, error)
