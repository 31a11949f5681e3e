from __future__ import annotations

import pytest

from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.lexicon import Lexicon
from intents.parsing.parser import ROUNDS, doubled
from tests.intents.names import format_filter

TWICE = {
    "what is not understood, before the word": ("优优秀案例", "优秀案例", "优优→优"),
    "what says the same": ("里没没有江苏的", "里没有江苏的", "没没→没"),
    "in two places": ("参参与的优优秀案例", "参与的优秀案例", "参参→参 优优→优"),
    "a word that repeats": ("看看安徽的", "看看安徽的", ""),
    "a place that begins as another word ends": ("上海和和平区参与的", "上海和和平区参与的", ""),
    "nothing": ("安徽的案例", "安徽的案例", ""),
    "more than a slip": ("的" * (ROUNDS + 2) + "案例", "的" * (ROUNDS + 2) + "案例", ""),
}


@pytest.mark.parametrize(("raw", "clean", "repairs"), TWICE.values(), ids=TWICE)
def test_what_was_typed_twice_is_typed_once(understanding: Interpreter, raw: str, clean: str, repairs: str) -> None:
    text = normalize(raw)
    found, reading, made = understanding.undoubled(text, understanding.read(text.clean))
    assert found.clean == clean
    assert " ".join(f"{one.source}→{one.target}" for one in made) == repairs
    assert repairs == "" or next(doubled(reading), None) is None


SPACED = {
    "a sentence is read as if it had none": ("安徽 参与了 哪些 案例", False),
    "one subject": ("叉车 检验 标准 体系", False),
    "no blank": ("安徽参与了哪些案例", False),
    "names that make another word together": ("上海 州", True),
}


@pytest.mark.parametrize(("raw", "apart"), SPACED.values(), ids=SPACED)
def test_blanks_count_where_they_explain_more(understanding: Interpreter, raw: str, *, apart: bool) -> None:
    text, _ = understanding.spaced(normalize(raw))
    assert bool(text.blanks) == apart


def test_brackets_beyond_counting_are_passed_over(understanding: Interpreter, lexicon: Lexicon) -> None:
    deep = "(" * 40 + "安徽或者江苏" + ")" * 40 + "参与的案例"
    assert format_filter(understanding.read(deep).query.where, lexicon) == "安徽 | 江苏"
