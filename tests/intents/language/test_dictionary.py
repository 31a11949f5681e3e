from __future__ import annotations

import pickle
import sys

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.language.dictionary import Dictionary, add_prefixes, make_tokenizer

SMALL = Dictionary("长江 30\n长江大桥 5\n大桥 20\n市长 10\n南京 40\n南京市 15", "江大桥\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("南京市长江大桥", "南京市 长江大桥"),
        ("南京市长", "南京 市长"),
        ("龘龘", "龘 龘"),  # no guessing at unknown words
    ],
)
def test_cut_splits_text_into_words(text: str, words: str) -> None:
    assert SMALL.cut(text) == words.split()


@pytest.mark.parametrize(
    ("word", "expected"),
    [("长江", True), ("江大桥", True), ("江大", False), ("江", False), ("", False), ("长江\n", False)],
)
def test_has_word(word: str, *, expected: bool) -> None:
    assert SMALL.has_word(word) is expected


def test_prefixes_have_frequency_zero() -> None:
    assert add_prefixes({"长江大桥": 5, "长江": 3}) == {"长": 0, "长江": 3, "长江大": 0, "长江大桥": 5}


def test_prefixes_of_further_words_are_added_to_those_known() -> None:
    known = add_prefixes({"长江大桥": 5})
    assert add_prefixes({"长江": 3, "大运河": 2}, known) == known | {"长江": 3, "大": 0, "大运": 0, "大运河": 2}


def test_an_empty_dictionary_cuts_into_characters() -> None:
    assert list(make_tokenizer({}).cut("长江", HMM=False)) == ["长", "江"]


def test_the_private_tokenizer_does_not_change_the_shared_one() -> None:
    assert make_tokenizer({"长江大桥": 5}) is not jieba.dt
    assert not jieba.dt.initialized
    assert "长江大桥" not in jieba.dt.FREQ


def test_replaced_modules_are_restored_after_the_import() -> None:
    assert sys.modules.get("pkg_resources", "absent") is not None


@pytest.mark.parametrize("word", ["案例", "没有", "参与", "天气", "哪些"])
def test_shipped_words(dictionary: Dictionary, word: str) -> None:
    assert dictionary.has_word(word)
    assert dictionary.frequencies[word] > 0


@given(st.text())
def test_the_words_of_a_text_join_to_the_text(dictionary: Dictionary, text: str) -> None:
    assert "".join(dictionary.cut(text)) == text


@pytest.mark.parametrize(
    ("word", "expected"), [("上传", True), ("负担", True), ("案例", False), ("龘", False), ("", False)]
)
def test_verbs(dictionary: Dictionary, word: str, *, expected: bool) -> None:
    assert dictionary.is_verb(word) is expected


def test_verbs_are_one_a_line() -> None:
    dictionary = Dictionary("", verbs="上传\n负担\n")
    assert dictionary.is_verb("负担")
    assert not dictionary.is_verb("上传负担")


def test_words_without_content_have_frequencies(dictionary: Dictionary) -> None:
    assert dictionary.function_words["一定"] > dictionary.function_words["一举"] > 0
    assert {"究竟", "居然", "一直"} <= dictionary.function_words.keys()
    assert not {"案例", "参与", "安徽"} & dictionary.function_words.keys()


@pytest.mark.parametrize(("word", "expected"), [("果实", True), ("公开", True), ("居然", False), ("案例", False)])
def test_function_words_that_name_a_subject(dictionary: Dictionary, word: str, *, expected: bool) -> None:
    assert dictionary.names_subject(word) is expected
    assert word in dictionary.function_words or not expected


def test_a_word_list_that_lacks_a_frequency_is_an_error() -> None:
    with pytest.raises(ValueError, match="shorter"):
        Dictionary("", function_words="一定 5 一举")


def test_a_pickled_dictionary_knows_its_words(dictionary: Dictionary) -> None:
    copy = pickle.loads(pickle.dumps(dictionary))  # noqa: S301 - our own
    assert copy.is_verb("上传")
    assert copy.names_subject("果实")
    assert copy.function_words == dictionary.function_words
    assert copy.cut("安徽参与的案例") == dictionary.cut("安徽参与的案例")
