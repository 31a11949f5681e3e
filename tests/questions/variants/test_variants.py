from __future__ import annotations

import itertools
import random
from pathlib import Path

import pytest
import yaml

from data.load import load
from intents.engine import Engine
from intents.model.answer import Answer

FAMILIES = yaml.safe_load((Path(__file__).parent / "families.yaml").read_text("utf-8"))
SAMPLE = 60
"""Questions of a family that are asked, at most."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(load())


def questions_of(slots: list[list[str]]) -> list[str]:
    every = ["".join(words) for words in itertools.product(*slots)]
    return every if len(every) <= SAMPLE else random.Random(1).sample(every, SAMPLE)


def content(answer: Answer) -> tuple[object, ...]:
    """Return what an answer says; a list of one case is its card."""
    kind = "cases" if answer.kind == "card" else answer.kind
    cases = tuple(case.id for case in answer.cases) if kind in ("cases", "none") else ()
    units = tuple(sorted(unit.name for unit in answer.agencies)) if kind == "units" else ()
    lines = tuple((line.name, line.value) for line in answer.ranking)
    heading = answer.heading if kind == "notice" else ""
    return kind, answer.value, answer.yes, cases, units, lines, heading


@pytest.mark.parametrize("name", FAMILIES)
def test_all_wordings_get_one_answer(engine: Engine, name: str) -> None:
    family, context = FAMILIES[name], None
    for question in family.get("after", ()):
        _, context = engine.ask(question, context, 0.0)
    found: dict[tuple[object, ...], list[str]] = {}
    for question in questions_of(family["slots"]):
        answer, _ = engine.ask(question, context, 0.0)
        found.setdefault(content(answer), []).append(question)
    assert len(found) == 1, sorted(found.values(), key=len)[:-1]
    (kind, *_), _ = found.popitem()
    assert kind not in ("clarify", "refuse", "help")
