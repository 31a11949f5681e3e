"""Ask the questions through the engine, dialogues turn by turn, and record the answers."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from tests.questions.gold import Item, Turn


class AnswerEngine(Protocol):
    """The part of the engine that is used here: a question and its context → the answer and the next context."""

    def ask(self, text: str, context: Any = None) -> tuple[Any, Any]: ...


@dataclass(frozen=True)
class ActualAnswer:
    """An answer, reduced to what is compared and shown."""

    kind: str
    understood: str = ""
    repairs: tuple[tuple[str, str], ...] = ()
    cases: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    value: float | None = None
    yes: bool | None = None
    ranking: tuple[tuple[str, float], ...] = ()
    options: tuple[str, ...] = ()
    """The questions offered."""


@dataclass(frozen=True)
class AskedTurn:
    """A turn, its answer, and the context to ask it again in other words."""

    item: Item
    index: int
    got: ActualAnswer
    before: Any
    """The context before the question; None for the first."""
    seconds: float

    @property
    def turn(self) -> Turn:
        return self.item.turns[self.index]


class UnloadableEngine:
    """Replaces an engine whose data cannot be loaded: every question fails with the reason."""

    def __init__(self, reason: Exception) -> None:
        self._reason = reason

    def ask(self, text: str, context: Any = None) -> tuple[Any, Any]:  # noqa: ARG002 -- the engine's signature
        raise self._reason


@cache
def load_engine(data: Path | None) -> AnswerEngine:
    """Return the engine for a data directory; None for the shipped data."""
    from data.load import load  # noqa: PLC0415 -- questions can be checked without the product
    from intents.engine import Engine  # noqa: PLC0415

    try:
        engine: AnswerEngine = Engine(load(data))
    except Exception as error:  # noqa: BLE001 -- each of its questions reports it
        return UnloadableEngine(error)
    return engine


def ask(engine: AnswerEngine, text: str, context: Any = None) -> tuple[ActualAnswer, Any, float]:
    """Return the answer, the context after it and the seconds it took. An exception becomes kind `error`."""
    began = time.perf_counter()
    try:
        answer, after = engine.ask(text, context)
        got = _reduce(answer)
    except Exception as error:  # noqa: BLE001 -- it is counted and shown
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(frame.filename).name}:{frame.lineno}"
        got, after = ActualAnswer("error", f"{type(error).__name__}: {error} ({where})"), context
    return got, after, time.perf_counter() - began


def ask_all(items: Iterable[Item]) -> Iterator[AskedTurn]:
    """Ask every turn of every item; the turns of a dialogue share a context."""
    for item in items:
        context = None
        engine = load_engine(item.data)
        for index, turn in enumerate(item.turns):
            got, after, seconds = ask(engine, turn.ask, context)
            yield AskedTurn(item, index, got, context, seconds)
            context = after


def _reduce(answer: Any) -> ActualAnswer:
    return ActualAnswer(
        kind=answer.kind,
        understood=answer.understood or "",
        repairs=tuple((repair.source, repair.target) for repair in answer.repairs),
        cases=tuple(case.id for case in answer.cases),
        agencies=tuple(agency.name for agency in answer.agencies),
        value=answer.value,
        yes=answer.yes,
        ranking=tuple((rank.name, rank.value) for rank in answer.ranking),
        options=tuple(option.question for option in answer.options),
    )
