"""Questions for one case: the right cases are those of a plain reading of the YAML."""

from collections.abc import Iterable

import pytest
from rapidfuzz.distance import Levenshtein

from tests.questions.notices import Case, World
from tests.tools.bench.questions.one_case import Asker, ask_about, simplified
from tests.tools.bench.questions.query import ONE_CASE, SLIPS, Query
from tests.tools.bench.questions.text_search import squeezed

NUMBER = 12


@pytest.fixture(scope="session")
def questions(world: World) -> list[Query]:
    return ask_about(world, NUMBER, seed=3)


def of(questions: Iterable[Query], *classes: str) -> list[Query]:
    return [query for query in questions if query.klass in classes]


def subject(case: Case) -> str:
    return "\n".join(map(squeezed, case.words))


def test_as_many_of_each_class_and_none_twice(questions: list[Query]) -> None:
    assert [query.klass for query in questions] == [klass for klass in ONE_CASE for _ in range(NUMBER)]
    assert len({(query.klass, query.text) for query in questions}) == len(questions)


def test_the_seed_makes_the_questions(world: World, questions: list[Query]) -> None:
    assert ask_about(world, NUMBER, seed=3) == questions
    assert not set(ask_about(world, 3, seed=4)) & set(questions)


def test_there_is_a_case_that_is_right(world: World, questions: list[Query]) -> None:
    assert all(query.targets and query.targets <= world.cases.keys() for query in questions)


def test_a_title_is_that_of_one_case(world: World, questions: list[Query]) -> None:
    for query in of(questions, "title"):
        (target,) = query.targets
        assert world.cases[target].words[0] == query.text


def test_keywords_are_held_by_the_right_cases_alone(world: World, questions: list[Query]) -> None:
    for query in of(questions, "keywords"):
        words = query.text.split(" ")
        assert len(words) in (2, 3)
        holding = {id for id, case in world.cases.items() if all(word in subject(case) for word in words)}  # noqa: A001
        assert query.targets == holding


def test_with_a_place_only_its_cases_are_right(world: World, questions: list[Query]) -> None:
    for query in of(questions, "keyword + place"):
        named = [
            place
            for name, places in world.places.by_name.items()
            if name in query.text
            for place in places
            if any(place in world.chains[unit] for id in query.targets for unit in world.cases[id].units)  # noqa: A001
        ]
        assert named, query.text
        for target in query.targets:
            assert any(set(named) & set(world.chains[unit]) for unit in world.cases[target].units)


def test_a_slip_is_one_character_that_no_case_has(world: World, questions: list[Query]) -> None:
    for query in of(questions, *SLIPS):
        assert Levenshtein.distance(query.text, query.source) == 1
        assert not [case for case in world.cases.values() if squeezed(query.text) in subject(case)]
        meant = {id for id, case in world.cases.items() if squeezed(query.source) in subject(case)}  # noqa: A001
        assert query.targets & meant


def test_other_scripts_and_manners_keep_the_words(questions: list[Query]) -> None:
    for query in of(questions, "traditional"):
        assert query.text != query.source
        assert simplified(query.text) == query.source
    for query in of(questions, "chatty"):
        assert query.source in query.text
        assert len(query.text) > len(query.source)


def test_characters_that_no_one_writes_are_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.tools.bench.questions.one_case.perturb", lambda _, text: text.replace("监", "監") + "澂")
    with pytest.raises(RuntimeError, match="'traditional'"):
        Asker(world).some("traditional", 1, seed=1)


def test_too_few_cases_say_so(world: World) -> None:
    with pytest.raises(RuntimeError, match="'title'"):
        ask_about(world, len(world.cases) + 1, seed=1)
