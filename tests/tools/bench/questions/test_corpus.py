"""What is right for a question is found by plain search."""

import random

import pytest

from tests.tools.bench.questions.corpus import Corpus, distance_to_part, plain


@pytest.mark.parametrize(
    ("text", "whole", "distance"),
    [
        ("电梯维保", "推行老旧电梯维保新模式", 0),
        ("电剃维保", "推行老旧电梯维保新模式", 1),
        ("电维保", "推行老旧电梯维保新模式", 1),
        ("电梯的维保", "推行老旧电梯维保新模式", 1),
        ("梯电维保", "推行老旧电梯维保新模式", 1),
        ("气瓶", "推行老旧电梯维保新模式", 2),
        ("电梯", "", 2),
    ],
)
def test_distance_to_the_nearest_part(text: str, whole: str, distance: int) -> None:
    assert distance_to_part(text, whole) == distance


def test_the_bit_vectors_agree_with_the_table() -> None:
    some = random.Random(1)
    for _ in range(2_000):
        text, whole = ("".join(some.choices("甲乙丙", k=some.randint(least, 9))) for least in (1, 0))
        assert distance_to_part(text, whole) == _by_table(text, whole)


def _by_table(text: str, whole: str) -> int:
    """Return the distance by the table of Sellers, whose first row is zero."""
    before: list[int] = []
    row = [0] * (len(whole) + 1)
    for i, char in enumerate(text):
        now = [i + 1]
        for j, other in enumerate(whole):
            cost = min(row[j] + (char != other), row[j + 1] + 1, now[j] + 1)
            if i and j and char == whole[j - 1] and text[i - 1] == other:
                cost = min(cost, before[j - 1] + 1)
            now.append(cost)
        before, row = row, now
    return min(row)


def test_containing_looks_at_titles_and_aliases(corpus: Corpus) -> None:
    case = next(case for case in corpus.cases if len(case.words) > 1)
    assert case.id in corpus.containing([case.words[0][2:8], case.words[1]])
    assert corpus.containing(["查无此词"]) == frozenset()


def test_a_place_has_the_cases_of_the_places_below(corpus: Corpus) -> None:
    case = next(case for case in corpus.cases if any(place.level == "county" for place in corpus.places_of(case)))
    chain = next(corpus.index.chains[unit] for unit in case.units if corpus.index.chains[unit][-1].level == "county")
    assert all(case.id in corpus.at(place.name) for place in chain)


def test_nearest_is_the_case_with_the_fewest_edits(corpus: Corpus) -> None:
    case = corpus.cases[0]
    title = plain(case.words[0])
    assert corpus.nearest(title, 1) == (0, frozenset({case.id}))
    assert corpus.nearest(title[:3] + "燚" + title[4:], 1) == (1, frozenset({case.id}))
    assert corpus.nearest("燚" * len(title), 1) == (2, frozenset())
