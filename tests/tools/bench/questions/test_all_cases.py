"""Questions for all cases of a kind name what their cases have."""

import pytest

from tests.tools.bench.questions.all_cases import SetQuestionGenerator
from tests.tools.bench.questions.corpus import Corpus
from tests.tools.bench.questions.query import ALL_CASES

NUMBER = 30


@pytest.fixture(scope="module")
def generator(corpus: Corpus) -> SetQuestionGenerator:
    return SetQuestionGenerator(corpus)


def test_all_classes_are_there(generator: SetQuestionGenerator) -> None:
    assert tuple(generator.classes) == ALL_CASES


@pytest.mark.parametrize("klass", ALL_CASES)
def test_a_class(klass: str, generator: SetQuestionGenerator, corpus: Corpus) -> None:
    questions = list(generator.questions(klass, NUMBER, seed=1))
    assert len(questions) == NUMBER
    assert questions == list(generator.questions(klass, NUMBER, seed=1))
    cases = corpus.index.cases
    for question in questions:
        for case in question.targets:
            places = {name for place in corpus.places_of(cases[case]) for name in (place.short, place.name)}
            named = "tier" not in klass or cases[case].tier in question.text
            assert named
            assert klass == "tier" or any(place in question.text for place in places)


def test_a_bureau_has_the_cases_of_its_departments(generator: SetQuestionGenerator, corpus: Corpus) -> None:
    for question in generator.questions("unit", NUMBER, seed=2):
        named = [unit for unit in corpus.index.all_units if unit in question.text]
        assert question.targets >= {case.id for case in corpus.cases if set(case.units) & {max(named, key=len)}}
