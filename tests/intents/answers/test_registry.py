"""Every intent has its module and its YAML, and the questions in the YAML are answered as it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from intents import answers
from intents.engine import Engine
from intents.language import cues

FOLDER = Path(answers.__file__).parent
INTENTS = cues.read_cues().intents
EXAMPLES = [(intent.name, question) for intent in INTENTS for question in intent.examples]
COUNTEREXAMPLES = [(intent.name, question) for intent in INTENTS for question in intent.counterexamples]


@pytest.mark.parametrize("name", cues.INTENT_NAMES)
def test_an_intent_has_a_module_and_a_yaml_file(name: str) -> None:
    assert (FOLDER / f"{name}.py").is_file()
    assert (FOLDER / f"{name}.yaml").is_file()


def test_every_yaml_file_belongs_to_an_intent() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == {*cues.INTENT_NAMES}


@pytest.mark.parametrize(("name", "question"), EXAMPLES)
def test_an_example_is_answered_by_its_intent(engine: Engine, name: str, question: str) -> None:
    assert intent_of_answer(engine, question) == name


@pytest.mark.parametrize(("name", "question"), COUNTEREXAMPLES)
def test_a_counterexample_is_answered_by_another_intent(engine: Engine, name: str, question: str) -> None:
    assert intent_of_answer(engine, question) != name


def intent_of_answer(engine: Engine, question: str) -> str:
    """Return the intent that answers; a number that the notice states is answered as a count (SEMANTICS 10)."""
    answer, context = engine.ask(question)
    return "notice" if context and context.query.ask == "notice" else answer.kind


@pytest.mark.parametrize("question", [question for _, question in EXAMPLES])
def test_an_example_needs_no_repair(engine: Engine, question: str) -> None:
    assert engine.ask(question)[0].repairs == ()
