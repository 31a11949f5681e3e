from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.language.normalize import normalize, normalize_name
from intents.parsing.tokenizer import Tokenizer
from tests.intents.names import AGENCY_NAMES, PLACES, SUBJECTS

CUT = {
    "a question": ("安徽参与了哪些案例", "安徽 参与 了 哪些 案例"),
    "a full name": ("安徽省参与的", "安徽省 参与 的"),
    "letters alone": ("皖没参与", "皖 没 参与"),
    "letters run together": ("沪苏浙都参与的", "沪苏浙 都 参与 的"),
    "letters of a group": ("江浙沪皖", "江浙沪皖"),
    "letters of places elsewhere": ("京津冀", "京津冀"),
    "a group": ("三省一市", "三省一市"),
    "a number before its noun": ("两地合作", "两 地 合作"),
    "an ordinal": ("第3个最佳案例", "第 3 个 最佳案例"),
    "a number of two characters": ("十二个优秀案例", "十二 个 优秀案例"),
    "a year": ("2019年1月", "2019 年 1 月"),
    "a title whatever stands in it": ("双随机、一公开", "双随机、一公开"),
    "a run of a title": ("探索标准化赋能区域发展", "探索标准化赋能区域发展"),
    "latin letters": ("g60安徽", "g60 安徽"),
    "a department": ("浙江计量处", "浙江 计量处"),
    "an abbreviation": ("特设处做的", "特设处 做 的"),
    "a number within a unit": ("12315中心", "12315中心"),
    "not": ("没有安徽", "没有 安徽"),
    "whether": ("有没有安徽", "有没有 安徽"),
    "a verb said twice": ("安徽上没上榜", "安徽 上没 上榜"),
    "a verb said twice, which denies": ("叉车算不算最佳案例", "叉车 算不 算 最佳案例"),
    "a negation": ("安徽没上榜", "安徽 没上榜"),
    "a hesitation before 不到": ("呃不到三家", "呃 不到 三 家"),
    "a correction": ("杭州呃不湖州", "杭州 呃不 湖州"),
    "a place before one elsewhere that has its end": ("上海城区", "上海 城区"),
    "who": ("叉车是谁做的", "叉车 是谁 做 的"),
    "a noun of two characters that steer only beside others": ("叉车年限的案例", "叉车 年限 的 案例"),
    "a verb of such characters": ("应为安徽", "应 为 安徽"),
    "unknown words": ("今天天气怎么样", "今天 天气 怎么样"),
    "separators": ("安徽，江苏、浙江", "安徽 ， 江苏 、 浙江"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("text", "words"), CUT.values(), ids=CUT)
def test_the_likeliest_cut(tokenizer: Tokenizer, text: str, words: str) -> None:
    assert [text[token.start : token.end] for token in tokenizer.cut(text)] == words.split()


NUMBERS = {
    "digits": ("第3个", [3]),
    "chinese": ("前三个", [3]),
    "two": ("两地", [2]),
    "ten and two": ("十二个", [12]),
    "within a word": ("一地六县", []),
    "within a group": ("三省一市", []),
    "none": ("安徽", []),
}


@pytest.mark.parametrize(("text", "expected"), NUMBERS.values(), ids=NUMBERS)
def test_numbers(tokenizer: Tokenizer, text: str, expected: list[int]) -> None:
    assert [token.number for token in tokenizer.cut(text) if token.number is not None] == expected


KINDS = {
    "place": ("安徽", "place"),
    "place by a letter": ("皖", "place"),
    "places by letters": ("沪苏", "group"),
    "area": ("长三角", "area"),
    "tier": ("最佳", "tier"),
    "department": ("特设处", "org"),
    "topic": ("铲车", "topic"),
    "fact": ("备忘录", "fact"),
    "notice": ("长三角通知", "notice"),
    "small word": ("哪些", "cue"),
}


@pytest.mark.parametrize(("word", "kind"), KINDS.values(), ids=KINDS)
def test_what_a_token_may_stand_for(tokenizer: Tokenizer, word: str, kind: str) -> None:
    (token,) = tokenizer.cut(word)
    assert kind in {term.kind for term in token.terms}


def test_a_cue_has_its_effects(tokenizer: Tokenizer) -> None:
    (token,) = tokenizer.cut("没有")
    assert token.has("all", "neg")
    assert not token.has("all")
    assert token.term("place") is None


def test_without_the_names_of_facts(tokenizer: Tokenizer) -> None:
    assert [token.text for token in tokenizer.cut("谁搞的") if token.term("fact")] == ["谁搞的"]
    assert [token.text for token in tokenizer.cut("谁搞的", facts=False) if token.term("fact")] == []


@pytest.mark.parametrize(("word", "expected"), [("天气", True), ("天", False), ("两地", False), ("餐与", False)])
def test_words_of_the_general_dictionary(tokenizer: Tokenizer, word: str, *, expected: bool) -> None:
    assert tokenizer.known(word) is expected


WORDS = st.sampled_from(
    (*PLACES, *AGENCY_NAMES, *SUBJECTS, *"的和或没第个，、(三十2ab", "参与", "案例", "哪些", "没有")
)


@given(st.text().map(lambda raw: normalize(raw).clean) | st.lists(WORDS, max_size=12).map("".join))
def test_the_tokens_make_up_the_text(tokenizer: Tokenizer, text: str) -> None:
    position = 0
    for token in tokenizer.cut(text):
        assert token.start == position < token.end
        position = token.end
        assert token.text in (text[token.start : position], normalize_name(text[token.start : position]))
    assert position == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("特别奖有哪些案例", "特别奖 有哪些 案例"),
        ("创新奖的案例", "创新奖 的 案例"),
        ("哪些案例获得奖", "哪些 案例 获得 奖"),
        ("江苏拿了几个奖", "江苏 拿 了 几个 奖"),
    ],
)
def test_a_word_and_the_ending_of_a_prize_are_its_name(tokenizer: Tokenizer, text: str, words: str) -> None:
    assert " ".join(token.text for token in tokenizer.cut(text)) == words


def test_a_word_that_a_fact_is_called_stays_whole_without_facts(tokenizer: Tokenizer) -> None:
    assert [token.text for token in tokenizer.cut("溧阳申报了", facts=False)] == ["溧阳", "申报", "了"]
