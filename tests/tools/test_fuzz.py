from __future__ import annotations

from unicodedata import category

import pytest

from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.context import Context
from tests.intents.names import DATASET
from tests.tools.fuzz import MAX_TURNS, Questions, failures


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(DATASET)


def dialogues(engine: Engine, seed: int) -> list[tuple[str, ...]]:
    questions = Questions(engine.dataset, engine.cues.effects, seed)
    return [questions.dialogue() for _ in range(200)]


def test_no_random_question_raises(engine: Engine) -> None:
    assert [failure.error for failure in failures(engine, seed=1, questions=1_000)] == []


def test_the_dialogue_that_raises_is_yielded(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = (turns for turns in dialogues(engine, 1) if len(turns) == MAX_TURNS)
    ask = engine.ask

    def failing(text: str, context: Context | None, now: float) -> tuple[Answer, Context | None]:
        if text == first[1]:
            raise KeyError(text)
        return ask(text, context, now)

    monkeypatch.setattr(engine, "ask", failing)
    failure = next(failures(engine, seed=1, questions=2_000))
    assert failure.turns == first[:2]
    assert "KeyError" in failure.error


def test_a_seed_makes_the_same_questions(engine: Engine) -> None:
    assert dialogues(engine, 1) == dialogues(engine, 1) != dialogues(engine, 2)


def test_the_questions_hold_characters_of_every_kind(engine: Engine) -> None:
    text = "".join(turn for turns in dialogues(engine, 1) for turn in turns)
    assert {"Lo", "Nd", "No", "Po", "Zs", "Cc", "Cf", "Cn", "Co", "Cs"} <= set(map(category, text))
    places = [place.short for place in engine.index.places("province")]
    tiers = [tier.name for notice in engine.dataset.notices for tier in notice.tiers if tier.name]
    for words in (places, [name[:2] for name in tiers], ["哪", "几", "谁"]):
        assert any(word in text for word in words), words
