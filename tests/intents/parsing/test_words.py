from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention_reader import Reader
from intents.parsing.tokenizer import Tokenizer
from intents.parsing.words import MARKS, words_of

# A text, and for each mention the categories it may have; a mention that says nothing has none.
WORDS = {
    "a place": ("安徽", "PLACE"),
    "a unit": ("计量处", "ORG"),
    "a tier with its noun": ("最佳案例", "TIERCASE"),
    "a tier without": ("最佳", "TIER"),
    "a topic": ("叉车", "TOPIC"),
    "a notice": ("长三角通知", "NOTICE_NAME"),
    "a fact": ("参评", "FACT"),
    "a number before what it counts": ("三个", "NUM MEASURE/FILLER"),
    "a number alone": ("最佳3", "TIER NUM/INDEX"),
    "a word of two effects": ("最多", "AT_MOST/MOST"),
    "a position": ("最后的", "FILLER/LAST DE"),
    "the same word as an adverb": ("最后显示", "FILLER/LAST FILLER/SHOW"),
    "a word without content": ("请问安徽", "- PLACE"),
    "an unknown word": ("龘龘", "UNKNOWN"),
    "a verb of the general language": ("安徽负担的案例", "PLACE VERB/UNKNOWN DE CASE"),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS)
def test_the_categories_of_a_mention(
    index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str, expected: str
) -> None:
    mentions = Reader(index, lexicon, tokenizer.cut(normalize(text).clean)).read()
    told = [
        "/".join(word.category for word in words_of(mention, after)) or "-"
        for mention, after in zip(mentions, (*mentions[1:], None), strict=True)
    ]
    assert " ".join(told) == expected


def test_to_pass_over_a_word_that_may_steer_has_a_price(
    lexicon: Lexicon, index: CaseIndex, tokenizer: Tokenizer
) -> None:
    several = [
        word for word, effects in lexicon.cues.items() if "filler" in effects and set(effects) - {"filler", *MARKS}
    ]
    assert several
    for word in several:
        (mention, *rest) = Reader(index, lexicon, tokenizer.cut(word)).read()
        if rest or mention.sort != "op":
            continue
        costs = {one.category: one.cost for one in words_of(mention, None)}
        assert costs["FILLER"] > min(costs.values())
