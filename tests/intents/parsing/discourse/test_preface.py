from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize
from intents.parsing.discourse.preface import without_preface
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.mention_reader import Reader
from intents.parsing.tokenizer import Tokenizer

PREFACES = {
    "who asks, and of whom": ("我是小王让我问一下安徽参与了哪些案例", "安徽参与了哪些案例"),
    "what names a condition is kept": ("我是安徽的小王问一下有哪些案例", "我是安徽的小王问一下有哪些案例"),
    "what is understood is kept": ("请问安徽参与了哪些案例", "请问安徽参与了哪些案例"),
    "what is followed by no question is kept": ("我是小王让我问一下", "我是小王让我问一下"),
}


@pytest.mark.parametrize(("text", "kept"), PREFACES.values(), ids=PREFACES)
def test_what_is_said_before_the_question(
    index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str, kept: str
) -> None:
    assert words(without_preface(read(index, lexicon, tokenizer, text))) == kept


def read(index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str) -> tuple[Mention, ...]:
    return Reader(index, lexicon, tokenizer.cut(normalize(text).clean)).read()


def words(mentions: tuple[Mention, ...]) -> str:
    return "".join(mention.text for mention in mentions)
