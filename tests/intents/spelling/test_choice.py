from __future__ import annotations

import pytest

from data.hanzi import Hanzi
from intents.engine import Engine
from intents.interpreter import Interpreter
from intents.language.dictionary import Dictionary
from intents.language.normalize import normalize
from intents.spelling.candidates import SpellingIndex
from intents.spelling.choice import Chooser
from intents.spelling.repairer import Repairer
from intents.spelling.title_search import TitleSearch
from intents.spelling.vocabulary import vocabulary


@pytest.fixture(scope="module")
def chooser(engine: Engine, dictionary: Dictionary, understanding: Interpreter) -> Chooser:
    speller = SpellingIndex(vocabulary(engine.index, engine.lexicon), Hanzi.load())
    passages = TitleSearch(engine.index.topics, speller.likeness)
    mender = Repairer(speller, passages, dictionary, engine.lexicon, understanding.read)
    return Chooser(mender, speller, engine.lexicon)


CHOSEN = {
    "what sounds the same": ("苏洲", ["苏州"]),
    "a small word": ("浙江没参予的案例", ["参与"]),
    "two that are as near": ("吴善", ["吴江", "嘉善", ""]),
    "one that is not near enough to be made": ("绍新", ["绍兴", ""]),
    "another subject": ("今天天气怎么样", []),
}
"""The repairs; several are offered, and the text itself after them."""


@pytest.mark.parametrize(("raw", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_what_is_made_or_offered(chooser: Chooser, understanding: Interpreter, raw: str, expected: list[str]) -> None:
    text = normalize(raw)
    chosen = chooser.chosen(text, understanding.read(text.clean))
    assert [one.repair.target for one in chosen] == expected


@pytest.mark.parametrize(("raw", "likely"), [("绍新", True), ("吴善", False)])
def test_the_only_repair_that_makes_a_name_is_likely(
    chooser: Chooser, understanding: Interpreter, raw: str, *, likely: bool
) -> None:
    text = normalize(raw)
    reading = understanding.read(text.clean)
    assert chooser.is_likely(chooser.chosen(text, reading)[0], reading) is likely
