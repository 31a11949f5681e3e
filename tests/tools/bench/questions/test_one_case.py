"""Every class gives different questions, whose right cases fit them."""

import pytest

from tests.tools.bench.questions.corpus import Corpus, plain
from tests.tools.bench.questions.one_case import FRAMES, QuestionGenerator
from tests.tools.bench.questions.query import ONE_CASE

NUMBER = 25


@pytest.fixture(scope="module")
def generator(corpus: Corpus) -> QuestionGenerator:
    return QuestionGenerator(corpus)


def test_all_classes_are_there(generator: QuestionGenerator) -> None:
    assert tuple(generator.classes) == ONE_CASE


@pytest.mark.parametrize("klass", ONE_CASE)
def test_a_class(klass: str, generator: QuestionGenerator, corpus: Corpus) -> None:
    questions = list(generator.questions(klass, NUMBER, seed=1))
    assert len({question.text for question in questions}) == NUMBER
    assert all(question.targets for question in questions)
    assert questions == list(generator.questions(klass, NUMBER, seed=1))
    if "keywords" in klass and "run together" not in klass:
        for question in questions:
            assert question.targets == corpus.containing(question.text.split())


def test_a_part_is_in_its_title(generator: QuestionGenerator) -> None:
    for question in generator.questions("part", NUMBER, seed=2):
        assert question.text in plain(question.source)
        assert len(question.text) < len(plain(question.source))


def test_edits_leave_the_source_nearest(generator: QuestionGenerator, corpus: Corpus) -> None:
    for question in generator.questions("two typos", NUMBER, seed=2):
        assert question.targets == corpus.nearest(question.text, 2)[1]
        assert question.text != question.source


def test_the_frames_differ() -> None:
    assert len(set(FRAMES)) == len(FRAMES) >= 20
    assert all(frame.count("{}") == 1 for frame in FRAMES)


def test_too_few_questions_are_an_error(generator: QuestionGenerator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.tools.bench.questions.one_case.TRIES", 5)
    with pytest.raises(RuntimeError, match="too few questions: title"):
        list(generator.questions("title", 10, seed=1))
