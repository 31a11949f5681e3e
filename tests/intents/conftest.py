from __future__ import annotations

from pathlib import Path

import pytest

from data.hanzi import Hanzi
from data.load import load
from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter
from intents.language.dictionary import Dictionary, load_dictionary
from intents.parsing.lexicon import Lexicon
from intents.parsing.tokenizer import Tokenizer
from tests.intents.names import DATASET

SEVERAL = Path(__file__).parents[1] / "questions" / "data" / "both"
"""Three invented notices: one without tiers and date, two of one series."""


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine(DATASET)


@pytest.fixture(scope="session")
def several() -> Engine:
    """An engine over three notices with other places and tiers."""
    return Engine(load(SEVERAL))


@pytest.fixture(scope="session")
def index(engine: Engine) -> CaseIndex:
    return engine.index


@pytest.fixture(scope="session")
def lexicon(engine: Engine) -> Lexicon:
    return engine.lexicon


@pytest.fixture(scope="session")
def dictionary() -> Dictionary:
    return load_dictionary()


@pytest.fixture(scope="session")
def tokenizer(index: CaseIndex, lexicon: Lexicon, dictionary: Dictionary) -> Tokenizer:
    return Tokenizer(index, lexicon, dictionary)


@pytest.fixture(scope="session")
def understanding(index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, dictionary: Dictionary) -> Interpreter:
    return Interpreter(index, lexicon, tokenizer, dictionary, Hanzi.load())
