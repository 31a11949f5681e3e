"""The vocabulary has no duplicates, so that no unit and no part of a title occurs twice."""

from collections import Counter

import pytest

from tests.tools.bench.generator.vocabulary import Field, Words, vocabulary

WORDS = vocabulary()


def repeated(words: Words) -> list[str]:
    return [word for word, number in Counter(words).items() if number > 1]


@pytest.mark.parametrize("field", WORDS.fields, ids=lambda field: field.name)
def test_a_field_has_no_word_twice(field: Field) -> None:
    for words in (field.topics, (*field.means, *WORDS.means), field.departments, field.sections):
        assert repeated(words) == []
    for level in ("province", "city"):
        assert repeated((*field.institutes, *WORDS.partners[level])) == []


def test_topics_are_of_one_field_each() -> None:
    assert repeated(tuple(topic for field in WORDS.fields for topic in field.topics)) == []


def test_notices_have_a_key_each() -> None:
    assert repeated(tuple(notice.key for notice in WORDS.notices)) == []
    assert all(notice.tiers for notice in WORDS.notices)
