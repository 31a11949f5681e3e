from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.model.query import About, InRegion, conjuncts
from intents.parsing.keywords import keywords

FOUND = {
    "a verb for taking part and a keyword": ("推动免票", ("推动", "免票"), ()),
    "a word that steers nothing": ("信息服务 平台", ("信息", "服务平台"), ()),
    "with a place": ("安徽推动免票", ("推动", "免票"), ("340000",)),
}


def read(understanding: Interpreter, index: CaseIndex, raw: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    text = normalize(raw)
    query = keywords(understanding.read(text.clean, text.blanks), index)
    if query is None:
        return None
    parts = conjuncts(query.where)
    words = next(part.words for part in parts if isinstance(part, About))
    return words, tuple(part.code for part in parts if isinstance(part, InRegion))


@pytest.mark.parametrize(("raw", "words", "places"), FOUND.values(), ids=FOUND)
def test_words_that_titles_have(
    understanding: Interpreter, index: CaseIndex, raw: str, words: tuple[str, ...], places: tuple[str, ...]
) -> None:
    assert read(understanding, index, raw) == (words, places)


@pytest.mark.parametrize(
    "raw",
    [
        "推动免票的有哪些",
        "免票",
        "推动叉车",
        "没有推动免票",
        "两个推动免票",
        "推动免票是谁做的",
        "安徽参与",
        "推动",
        "",
    ],
)
def test_what_is_no_more_than_a_question_or_a_keyword(understanding: Interpreter, index: CaseIndex, raw: str) -> None:
    assert read(understanding, index, raw) is None
