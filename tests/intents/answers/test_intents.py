"""Every intent is a pair, and its examples are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents import answers
from intents.engine import Engine
from intents.language import cues

FOLDER = Path(answers.__file__).parent
INTENTS = cues.read().intents
EXAMPLES = [(intent.name, question) for intent in INTENTS for question in intent.examples]
COUNTEREXAMPLES = [(intent.name, question) for intent in INTENTS for question in intent.counterexamples]


@pytest.mark.parametrize("name", cues.INTENTS)
def test_an_intent_is_a_pair(name: str) -> None:
    assert (FOLDER / f"{name}.py").is_file()
    assert (FOLDER / f"{name}.yaml").is_file()


def test_no_words_are_without_an_intent() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {*cues.INTENTS}


@pytest.mark.parametrize(("name", "question"), EXAMPLES)
def test_an_example_lands_there(engine: Engine, name: str, question: str) -> None:
    assert landed(engine, question) == name


@pytest.mark.parametrize(("name", "question"), COUNTEREXAMPLES)
def test_a_counterexample_does_not(engine: Engine, name: str, question: str) -> None:
    assert landed(engine, question) != name


def landed(engine: Engine, question: str) -> str:
    """The intent that answers; a number that the notice states is told as a count (SEMANTICS 10)."""
    answer, context = engine.ask(question)
    return "notice" if context and context.query.ask == "notice" else answer.kind


@pytest.mark.parametrize("question", [question for _, question in EXAMPLES])
def test_an_example_is_understood_as_it_stands(engine: Engine, question: str) -> None:
    assert engine.ask(question)[0].repairs == ()
