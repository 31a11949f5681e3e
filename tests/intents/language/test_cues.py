from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
import yaml

from intents.answers.registry import HANDLERS
from intents.language import cues
from intents.language.normalize import normalize_name
from intents.model.query import Ask

CUES = cues.read_cues()
LANGUAGE = Path(cues.__file__).parent


def test_every_registry_lists_the_same_intents() -> None:
    assert cues.INTENT_NAMES == tuple(HANDLERS) == get_args(Ask)
    assert tuple(intent.name for intent in CUES.intents) == cues.INTENT_NAMES


EFFECTS = {
    "没有": ("neg",),
    "和": ("and", "with"),
    "或者": ("or",),
    "除了": ("except",),
    "至少": ("at_least",),
    "哪些": ("which",),
    "几个": ("howmany",),
    "谁": ("who",),
    "案例": ("case",),
    "单位": ("unit",),
    "吗": ("yes_no",),
    "请问": ("filler",),
}


@pytest.mark.parametrize(("word", "effects"), EFFECTS.items(), ids=EFFECTS)
def test_effects_of_a_cue_word(word: str, effects: tuple[str, ...]) -> None:
    assert CUES.effects[word] == effects


def test_a_word_of_two_effects_has_both() -> None:
    assert set(CUES.effects["最多"]) == {"most", "at_most"}


def test_no_word_stands_twice_in_a_list() -> None:
    files = (LANGUAGE / "cues.yaml", *sorted(LANGUAGE.with_name("answers").glob("*.yaml")))
    lists = [yaml.safe_load(path.read_text("utf-8")) for path in files]
    words = [
        (effect, word)
        for content in lists
        for effect, found in content.get("cues", content).items()
        for word in found.split()
    ]
    assert [pair for pair, number in Counter(words).items() if number > 1] == []


def test_every_cue_word_is_normalized() -> None:
    words = [word for word in CUES.effects if word.isalnum()]  # a name has no signs, a question has some
    assert {word: normalize_name(word) for word in words if word != normalize_name(word)} == {}


@pytest.mark.parametrize("intent", CUES.intents, ids=lambda intent: str(intent.name))
def test_an_intent_has_help_and_examples(intent: cues.Intent) -> None:
    assert intent.help.strip()
    assert intent.examples
    assert intent.counterexamples
    assert not set(intent.examples) & set(intent.counterexamples)


def test_an_example_belongs_to_one_intent() -> None:
    examples = [example for intent in CUES.intents for example in intent.examples]
    assert len(examples) == len(set(examples))
