from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.mention_reader import Reader
from intents.parsing.tokenizer import Tokenizer
from tests.intents.names import format_filter

# The mentions that are no operators, each with what it names.
MENTIONED = {
    # places
    "a place": ("安徽参与了哪些案例", "place:安徽"),
    "its parent before it": ("江苏苏州参与的", "place:苏州"),
    "its parent by 的": ("江苏省的苏州市", "place:苏州"),
    "not its parent": ("浙江 杨浦", "place:浙江 place:杨浦"),
    "two provinces, though one has a district of that name": ("天津河北", "place:?place:天津 place:?place:河北"),
    "a group": ("三省一市", "place:上海,江苏,浙江,安徽"),
    "a group before a number": ("沪浙两地", "place:上海,浙江 num:"),
    "an area": ("苏南的案例", "place:苏南"),
    "an area that every case has": ("长三角的案例", ""),
    "an area elsewhere": ("珠三角都参与", "place:?place:珠三角"),
    "a place elsewhere": ("江西的案例", "place:?place:江西"),
    "joined by a word that is a county too": ("合肥市会同芜湖市", "place:合肥 place:芜湖"),
    "that county": ("会同参与了哪些案例", "place:?place:会同"),
    "a common word asked for as a place": ("和平参与了吗", "place:?place:和平"),
    # units
    "a department": ("计量处做的", "org:[计量处]"),
    "of a place": ("浙江计量处", "org:浙江[计量处]"),
    "of a place by 的": ("浙江的计量处", "org:浙江[计量处]"),
    "of two places": ("上海和江苏的计量处", "org:上海[计量处],江苏[计量处]"),
    "of either": ("上海或江苏的计量处", "org:上海[计量处] | 江苏[计量处]"),
    "a bureau of a place": ("金华市局", "org:金华[]"),
    "by its full name": ("江苏省吴江区市场监督管理局", "org:吴江[市场监督管理局]"),
    "a department that the place lacks": ("安徽标准创新管理处", "org:?unit:安徽标准创新管理处"),
    # words for doing something together
    "one with nothing to join": ("联动 名城", "topic:联动 topic:名城"),
    "with one place": ("杭州联动", "place:杭州 topic:联动"),
    "with two": ("杭州和绍兴联动", "place:杭州 place:绍兴"),
    "amid talk": ("实验室之间联动", "topic:实验室"),
    # numbers, which only the grammar gives a meaning
    "a number": ("第3个最佳案例", "num: tier:最佳实践案例"),
    "behind a tier": ("最佳3", "tier:最佳实践案例 num:"),
    "in latin letters": ("优秀案例no.5", "tier:优秀实践案例 num:"),
    "circled": ("⑥", "num:"),
    "of places": ("至少三个省市", "num:"),
    "a tier that has a number in its name": ("第一档", "tier:最佳实践案例"),
    # topics, facts, notices
    "a topic": ("叉车和免票", "topic:叉车 topic:免票"),
    "the longest run": ("食品安全信息追溯", "topic:食品安全信息追溯"),
    "of the field": ("电梯案例", "topic:?topic:电梯"),
    "a fact": ("参评案例", "fact:"),
    "a notice": ("长三角通知", "notice:csj-2022"),
    "unknown words, together": ("今天天气", "unknown:"),
    "an adverb of the general dictionary in the place of a noun": ("果实的案例", "unknown:"),
    "before the noun itself": ("霍乱案例有哪些", "unknown:"),
    "behind 的": ("安徽的积分", "place:安徽 unknown:"),
    "at the end": ("安徽高速", "place:安徽 unknown:"),
    "as the subject": ("首相参与了哪些案例", "unknown:"),
    "in its own place": ("安徽高速参与的案例", "place:安徽"),
    "what no one takes part by": ("安徽退出的案例", "place:安徽 unknown:"),
    "a year": ("2018年的", "num:"),
    "an occasion is no case": ("第一次会议", "num: unknown:"),
}


@pytest.mark.parametrize(("text", "expected"), MENTIONED.values(), ids=MENTIONED)
def test_what_is_mentioned(index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str, expected: str) -> None:
    found = read(text, index, lexicon, tokenizer)
    told = [f"{m.sort}:{','.join(format_filter(one, lexicon) for one in m.filters)}" for m in found if m.sort != "op"]
    assert " ".join(told) == expected


OPERATORS = {
    "and": ("安徽和江苏", "和"),
    "or": ("安徽或者江苏", "或者"),
    "not": ("没有安徽", "没有"),
    "whether": ("有没有安徽", "有没有"),
    "only": ("只有安徽", "只有"),
    "except": ("除了安徽以外", "除了 以外"),
}


@pytest.mark.parametrize(("text", "expected"), OPERATORS.values(), ids=OPERATORS)
def test_the_words_between(index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, text: str, expected: str) -> None:
    found = read(text, index, lexicon, tokenizer)
    assert " ".join(mention.text for mention in found if mention.sort == "op") == expected


def test_an_operator_has_its_effects(index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer) -> None:
    not_, place = read("没有安徽", index, lexicon, tokenizer)
    assert not_.has("neg")
    assert not not_.has("all")
    assert not place.has("neg")
    assert place.text == "安徽"


def read(text: str, index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer) -> tuple[Mention, ...]:
    return Reader(index, lexicon, tokenizer.cut(normalize(text).clean)).read()
