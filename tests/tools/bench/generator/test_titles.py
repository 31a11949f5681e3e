"""Titles are unique, but some differ only by the place."""

from random import Random

import pytest

from tests.tools.bench.generator.titles import TitleGenerator
from tests.tools.bench.generator.vocabulary import vocabulary

FIELD = vocabulary().fields[0]


def titles(seed: int, places: tuple[str, ...], number: int) -> list[tuple[str, str]]:
    random = Random(seed)
    makes = TitleGenerator(vocabulary(), random)
    return [(makes.title(FIELD, place), place) for place in random.choices(places, k=number)]


def test_a_title_has_its_subject_and_mostly_its_place() -> None:
    made = titles(1, ("绍兴", "苏州"), 200)
    assert all(any(topic in title for topic in FIELD.topics) for title, _ in made)
    assert 0.6 < sum(place in title for title, place in made) / len(made) < 1


def test_some_titles_recur_for_another_place() -> None:
    made = [title.replace(place, "…") for title, place in titles(2, ("绍兴", "苏州"), 400)]
    assert 5 < len(made) - len(set(made)) < 50


def test_words_can_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.tools.bench.generator.titles.TRIES", 1)
    with pytest.raises(RuntimeError, match="no new title about 食品"):
        titles(3, ("",), 5_000)
