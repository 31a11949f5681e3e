"""The vocabulary has no word twice, so that no part of a title is more frequent by mistake."""

from collections import Counter

import pytest

from tests.tools.bench.generator.vocabulary import Field, fields, vocabulary


@pytest.mark.parametrize("field", fields(), ids=lambda field: field.name)
def test_a_field_has_no_word_twice(field: Field) -> None:
    for words in (field.subjects, field.means, field.departments):
        assert max(Counter(words).values()) == 1


def test_subjects_are_of_one_field_each() -> None:
    assert max(Counter(subject for field in fields() for subject in field.subjects).values()) == 1


def test_shares_add_up() -> None:
    for name in ("patterns", "units"):
        assert sum(share for share, _ in vocabulary()[name]) == 100
