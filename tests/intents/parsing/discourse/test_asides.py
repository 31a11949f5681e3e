from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize
from intents.parsing.discourse.asides import without_asides, without_preface
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
ASIDES = {
    "a clause of another subject": ("昨天下雨了，安徽参与了哪些案例", "安徽参与了哪些案例"),
    "a denial that names nothing": ("空口无凭，安徽参与了哪些案例", "安徽参与了哪些案例"),
    "a case of which the name is not understood": ("禁鱼那个，江苏是谁去的", "禁鱼那个，江苏是谁去的"),
    "all clauses ask": ("安徽参与了哪些案例，江苏呢", "安徽参与了哪些案例，江苏呢"),
    "no clause asks": ("昨天下雨了，今天也下", "昨天下雨了，今天也下"),
    "one clause": ("安徽参与了哪些案例", "安徽参与了哪些案例"),
}


@pytest.mark.parametrize(("text", "kept"), PREFACES.values(), ids=PREFACES)
def test_what_is_said_before_the_question(
    index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str, kept: str
) -> None:
    assert words(without_preface(read(index, lexicon, tokenizer, text))) == kept


@pytest.mark.parametrize(("text", "kept"), ASIDES.values(), ids=ASIDES)
def test_clauses_that_ask_nothing(
    index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str, kept: str
) -> None:
    assert words(without_asides(read(index, lexicon, tokenizer, text), lambda _: False)) == kept


def read(index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str) -> tuple[Mention, ...]:
    return Reader(index, lexicon, tokenizer.cut(normalize(text).clean)).read()


def words(mentions: tuple[Mention, ...]) -> str:
    return "".join(mention.text for mention in mentions)


def test_a_clause_that_names_something_else_stays(index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer) -> None:
    mentions = read(index, lexicon, tokenizer, "我想看叉车培训，江苏参与了吗")
    assert words(without_asides(mentions, lambda _: False)) == words(mentions)
    for others in (
        without_asides(mentions, lambda _: True),
        without_asides(mentions, lambda _: False, naming=True),
    ):
        assert words(others) == "江苏参与了吗"
