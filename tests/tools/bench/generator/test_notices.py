"""Generated notices load without fault, have the requested number of cases, and are reproducible."""

import re
from pathlib import Path
from random import Random

import pytest

from data.load import check, load
from tests.questions.notices import NoticeIndex
from tests.tools.bench.conftest import CASES
from tests.tools.bench.generator import notices
from tests.tools.bench.generator.units import MOST
from tests.tools.bench.questions.text_search import without_punctuation


def test_the_product_finds_no_fault(made_up: Path) -> None:
    assert check(made_up) == []


def test_as_many_cases_as_asked_for_in_several_notices(made_up: Path) -> None:
    dataset = load(made_up)
    assert len(dataset.cases) == CASES
    assert len(dataset.notices) == notices.FEWEST_FILES
    assert {len(notice.tiers) for notice in dataset.notices} == {1, 2, 3}
    assert all(case.agencies[0].place for case in dataset.cases)


def test_titles_differ_by_more_than_signs(index: NoticeIndex) -> None:
    titles = [without_punctuation(case.words[0]) for case in index.cases.values()]
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if re.search(r"(..+)\1", title)]


def test_units_are_distinct_and_of_any_number(index: NoticeIndex) -> None:
    numbers = {len(case.units) for case in index.cases.values()}
    assert {1, 2, 3, 4} <= numbers
    assert max(numbers) <= MOST
    assert all(len(set(case.units)) == len(case.units) for case in index.cases.values())


def test_places_cover_the_country_and_half_are_in_the_delta(index: NoticeIndex) -> None:
    provinces = [
        {chain[0].short for unit in case.units if (chain := index.chains[unit])} for case in index.cases.values()
    ]
    delta = sum(bool(found & {"上海", "江苏", "浙江", "安徽"}) for found in provinces)
    assert 0.4 < delta / len(provinces) < 0.8
    assert len(set().union(*provinces)) > 20


def test_some_cases_have_other_names(index: NoticeIndex) -> None:
    assert 0.1 < sum(len(case.words) > 1 for case in index.cases.values()) / CASES < 0.4


@pytest.mark.parametrize("cases", [1, 3, 999, 10_000, 100_000, 123_457])
def test_no_file_has_too_many(cases: int) -> None:
    sizes = list(notices.file_sizes(cases, Random(cases)))
    assert sum(sizes) == cases
    assert min(sizes) > 0
    assert max(sizes) <= 10_000


def test_the_seed_makes_the_notices(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        assert notices.main([str(tmp_path / name), "--cases", "40", "--seed", str(seed)]) == 0
    one, again, other = (
        {file.name: file.read_bytes() for file in (tmp_path / name / "notices").iterdir()}
        for name in ("one", "again", "other")
    )
    assert one == again
    assert one.keys() == other.keys()
    assert not set(one.values()) & set(other.values())
