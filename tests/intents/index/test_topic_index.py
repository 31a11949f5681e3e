from __future__ import annotations

import pytest

from intents.index.case_index import CaseIndex
from intents.index.topic_index import TopicIndex
from intents.language.dictionary import Dictionary
from intents.model.query import About
from tests.intents.names import DATASET, SUBJECTS, format_cases

FOUND = {
    "a word of several": (About(("标准",)), "1/2 1/3 2/4 2/8"),
    "an alias": (About(("铲车",)), "2/4"),
    "an alias is nearer than a part of another": (About(("消费维权",)), "1/1"),
    "a theme is every case that has it": (About(("消费维权",), theme=True), "1/1 2/5"),
    "two words together": (About(("叉车", "标准")), "2/4"),
    "two words apart": (About(("叉车", "免票")), "2/4 2/5"),
    "rare words count more": (About(("标准", "免票")), "2/5"),
    "the units, where titles say nothing": (About(("稽查",)), "2/6"),
    "titles before units": (About(("计量",)), "1/6"),
    "nothing": (About(("天气",)), ""),
}


@pytest.mark.parametrize(("about", "expected"), FOUND.values(), ids=FOUND)
def test_cases_about_words(index: CaseIndex, about: About, expected: str) -> None:
    assert format_cases(index.select(index.topics.find(about))) == expected


RANKED = {
    "in the title": (About(("叉车",)), 0),
    "in an alias": (About(("铲车",)), 1),
    "all words in the title": (About(("叉车", "检验")), 0),
    "one word in an alias alone": (About(("叉车", "特种设备")), 1),
    "in a unit's name": (About(("安全监察",)), 2),
}


@pytest.mark.parametrize(("about", "expected"), RANKED.values(), ids=RANKED)
def test_rank_of_a_case(index: CaseIndex, about: About, expected: int) -> None:
    assert index.topics.rank(about, index.position_of["csj-2022/2/4"]) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [("长三角", False), ("监管", False), ("的", False), ("", True)],
)
def test_a_word_of_every_case_is_common(index: CaseIndex, part: str, *, expected: bool) -> None:
    assert index.topics.is_common(part) is expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [("叉车", True), ("叉车检验", True), ("车检", False), ("双随机一公开", True), ("稽查", True), ("天气", False)],
)
def test_known_text_consists_of_whole_words(index: CaseIndex, part: str, *, expected: bool) -> None:
    assert index.topics.has_words(part) is expected


def test_nothing_is_common_to_a_single_case(dictionary: Dictionary) -> None:
    topics = TopicIndex(DATASET.cases[:1], dictionary)
    assert not topics.is_common("消费")
    assert topics.find(About(("消费",))) == 1


def test_every_alias_finds_its_case(index: CaseIndex) -> None:
    for position, case in enumerate(index.cases):
        for alias in case.aliases:
            mask = index.topics.find(About((alias.lower(),)))
            assert mask >> position & 1, alias
            assert index.topics.alias_end(f"请问{alias.lower()}", 2) == 2 + len(alias)


def test_words_that_name_subjects(index: CaseIndex) -> None:
    words = set(index.topics.words())
    assert {alias.lower() for alias in SUBJECTS} <= words
    assert "叉车" in words
    assert all(len(word) > 1 for word in words)
