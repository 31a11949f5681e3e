"""The desk that questions come to: it keeps the conversations apart and turns away what is no question."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.text import excerpt
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.context import Context

LONGEST = 4096
"""A question has at most so many characters."""

TOO_LONG = f"问题超过 {LONGEST} 个字符，请问得短一些"
NOT_UTF_8 = "这不是 UTF-8 编码的文字，读不出来"

CONVERSATIONS = 10_000
"""So many are remembered; the one that was silent longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Question:
    """What came in."""

    text: str
    chat: str | None = None
    """The conversation that it belongs to; None for one of its own."""
    error: str = ""
    """Why it cannot be asked; "" if it can. Then `text` is as much of it as is worth showing."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes out."""

    answer: Answer
    error: str = ""
    """Why the question could not be asked; the answer then is of kind `refuse`."""


class Sessions:
    """Asks the engine, one question after another. Not for several threads: each has its own desk, on one engine."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self.dataset = engine.dataset
        self._engine = engine
        self._clock = clock
        self._contexts: OrderedDict[str, Context] = OrderedDict()

    def reply(self, question: Question) -> Reply:
        """Answer the question, within its conversation if it has one."""
        if question.error:
            return self._refusal(question.text, question.error)
        if len(question.text) > LONGEST:
            return self._refusal(excerpt(question.text), TOO_LONG)
        context = self._contexts.pop(question.chat, None) if question.chat is not None else None
        answer, after = self._engine.ask(question.text, context, self._clock())
        if question.chat is not None and after is not None:
            self._contexts[question.chat] = after
            if len(self._contexts) > CONVERSATIONS:
                self._contexts.popitem(last=False)
        return Reply(answer)

    def help(self) -> Answer:
        """What can be asked, with questions that work."""
        return self._engine.ask("帮助")[0]

    def _refusal(self, text: str, error: str) -> Reply:
        answer = replace(self.help(), question=text, kind="refuse", heading=f"{error}。", notes=())
        return Reply(answer, error)
