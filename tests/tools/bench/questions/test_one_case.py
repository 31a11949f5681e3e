"""Questions for one case: the right cases are those of a plain reading of the YAML."""

from collections.abc import Iterable

import pytest
from rapidfuzz.distance import Levenshtein

from tests.questions.notices import Case, NoticeIndex
from tests.tools.bench.questions.one_case import QuestionGenerator, generate_from, to_simplified
from tests.tools.bench.questions.query import ONE_CASE, SLIPS, TargetQuestion
from tests.tools.bench.questions.text_search import without_punctuation

NUMBER = 12


@pytest.fixture(scope="session")
def questions(index: NoticeIndex) -> list[TargetQuestion]:
    return generate_from(index, NUMBER, seed=3)


def of(questions: Iterable[TargetQuestion], *classes: str) -> list[TargetQuestion]:
    return [query for query in questions if query.klass in classes]


def subject(case: Case) -> str:
    return "\n".join(map(without_punctuation, case.words))


def test_each_class_has_the_requested_number_of_distinct_questions(questions: list[TargetQuestion]) -> None:
    assert [query.klass for query in questions] == [klass for klass in ONE_CASE for _ in range(NUMBER)]
    assert len({(query.klass, query.text) for query in questions}) == len(questions)


def test_the_seed_makes_the_questions(index: NoticeIndex, questions: list[TargetQuestion]) -> None:
    assert generate_from(index, NUMBER, seed=3) == questions
    assert not set(generate_from(index, 3, seed=4)) & set(questions)


def test_every_question_has_a_right_case(index: NoticeIndex, questions: list[TargetQuestion]) -> None:
    assert all(query.targets and query.targets <= index.cases.keys() for query in questions)


def test_a_title_is_that_of_one_case(index: NoticeIndex, questions: list[TargetQuestion]) -> None:
    for query in of(questions, "title"):
        (target,) = query.targets
        assert index.cases[target].words[0] == query.text


def test_only_the_right_cases_contain_the_keywords(index: NoticeIndex, questions: list[TargetQuestion]) -> None:
    for query in of(questions, "keywords"):
        words = query.text.split(" ")
        assert len(words) in (2, 3)
        holding = {id for id, case in index.cases.items() if all(word in subject(case) for word in words)}  # noqa: A001
        assert query.targets == holding


def test_with_a_place_only_its_cases_are_right(index: NoticeIndex, questions: list[TargetQuestion]) -> None:
    for query in of(questions, "keyword + place"):
        named = [
            place
            for name, places in index.places.by_name.items()
            if name in query.text
            for place in places
            if any(place in index.chains[unit] for id in query.targets for unit in index.cases[id].units)  # noqa: A001
        ]
        assert named, query.text
        for target in query.targets:
            assert any(set(named) & set(index.chains[unit]) for unit in index.cases[target].units)


def test_a_slip_is_one_character_that_no_case_has(index: NoticeIndex, questions: list[TargetQuestion]) -> None:
    for query in of(questions, *SLIPS):
        assert Levenshtein.distance(query.text, query.source) == 1
        assert not [case for case in index.cases.values() if without_punctuation(query.text) in subject(case)]
        meant = {id for id, case in index.cases.items() if without_punctuation(query.source) in subject(case)}  # noqa: A001
        assert query.targets & meant


def test_other_scripts_and_manners_keep_the_words(questions: list[TargetQuestion]) -> None:
    for query in of(questions, "traditional"):
        assert query.text != query.source
        assert to_simplified(query.text) == query.source
    for query in of(questions, "chatty"):
        assert query.source in query.text
        assert len(query.text) > len(query.source)


def test_characters_that_nobody_writes_are_excluded(index: NoticeIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.tools.bench.questions.one_case.perturb", lambda _, text: text.replace("监", "監") + "澂")
    with pytest.raises(RuntimeError, match="'traditional'"):
        QuestionGenerator(index).questions("traditional", 1, seed=1)


def test_too_few_cases_raise_an_error(index: NoticeIndex) -> None:
    with pytest.raises(RuntimeError, match="'title'"):
        generate_from(index, len(index.cases) + 1, seed=1)
