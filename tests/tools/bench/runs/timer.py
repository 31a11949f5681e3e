"""One question and the time that it takes."""

from __future__ import annotations

import time

from intents.engine import Engine
from intents.model.answer import Answer


def timed(engine: Engine, question: str) -> tuple[Answer, float]:
    """The answer and its seconds; what the engine raises, which it never should, says what was asked."""
    began = time.perf_counter()
    try:
        answer, _ = engine.ask(question)
    except Exception as error:
        error.add_note(f"asked: {question!r}")
        raise
    return answer, time.perf_counter() - began
