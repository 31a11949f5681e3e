from __future__ import annotations

import pytest

from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter
from intents.language.normalize import normalize
from intents.parsing.lexicon import Lexicon
from intents.parsing.lists import MIN_FOLDED, fold_lists
from intents.parsing.mention import Mention
from intents.parsing.mention_reader import Reader
from intents.parsing.tokenizer import Tokenizer
from tests.intents.names import format_filter

LONG = "上海、江苏、浙江、安徽、合肥、芜湖"
FOLDED = {
    "a long list": (LONG, ["place 6"]),
    "by 和": ("上海和江苏和浙江和安徽和合肥和芜湖", ["place 6"]),
    "by 或": (f"{LONG}或者宣城", ["place 7 any"]),
    "amid a question": (f"没有{LONG}的案例", ["op", "place 6", "op", "op"]),
    "topics": ("叉车、免票、禁渔、商标、标准、计量", ["topic 6"]),
    "one name twice": (f"{LONG}、上海", ["place 6"]),
    "a short list": ("上海、江苏、安徽", ["place 1", "op", "place 1", "op", "place 1"]),
    "two kinds": ("上海、江苏、叉车、免票", ["place 1", "op", "place 1", "op", "topic 1", "op", "topic 1"]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), FOLDED.values(), ids=FOLDED)
def test_long_lists_are_one_mention(
    index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str, expected: list[str]
) -> None:
    mentions = Reader(index, lexicon, tokenizer.cut(normalize(text).clean)).read()
    assert [told(mention) for mention in fold_lists(mentions)] == expected


def told(mention: Mention) -> str:
    size = f" {len(mention.filters)}" if mention.filters else ""
    return f"{mention.sort}{size}{' any' if mention.is_either else ''}"


@pytest.mark.parametrize("word", ["和", "或者"])
@pytest.mark.parametrize("size", range(2, MIN_FOLDED + 3))
def test_a_folded_list_means_what_a_short_one_means(
    understanding: Interpreter, lexicon: Lexicon, word: str, size: int
) -> None:
    names = ["上海", "江苏", "浙江", "安徽", "合肥", "芜湖", "宣城", "嘉兴"][:size]
    where = understanding.read(f"{word.join(names)}参与的案例").query.where
    assert format_filter(where, lexicon) == (" & " if word == "和" else " | ").join(names)


def test_all_places_of_the_notice_may_be_listed(engine: Engine) -> None:
    shorts = [place.short for place in engine.index.regions.values()]
    assert len(engine.ask(f"{'或'.join(shorts)}参与的案例")[0].cases) == 22
