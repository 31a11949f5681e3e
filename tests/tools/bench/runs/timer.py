"""Time one question by the processor time of its thread, since other programs share the machine."""

from __future__ import annotations

import time

from intents.engine import Engine
from intents.model.answer import Answer


def time_question(engine: Engine, question: str) -> tuple[Answer, float]:
    """Return the answer and its seconds. An exception of the engine gets a note with the question."""
    began = time.thread_time()
    try:
        answer, _ = engine.ask(question)
    except Exception as error:
        error.add_note(f"asked: {question!r}")
        raise
    return answer, time.thread_time() - began
