"""Generated notices load without fault, have the requested number of cases, and are reproducible."""

import json
from pathlib import Path

import pytest

from data.load import check, load
from tests.questions.notices import NoticeIndex
from tests.tools.bench.conftest import CASES
from tests.tools.bench.generator import notices
from tests.tools.bench.generator.units import MOST


def test_the_product_finds_no_fault(made_up: Path) -> None:
    assert check(made_up) == []


def test_as_many_cases_as_asked_for_in_several_notices(made_up: Path) -> None:
    dataset = load(made_up)
    assert len(dataset.cases) == CASES
    assert {len(notice.tiers) for notice in dataset.notices} == {1, 2, 3}
    assert all(unit.place for case in dataset.cases for unit in case.agencies)


def test_no_title_occurs_twice_and_some_cases_have_aliases(index: NoticeIndex) -> None:
    assert len({case.words[0] for case in index.cases.values()}) == CASES
    assert 0.1 < sum(len(case.words) > 1 for case in index.cases.values()) / CASES < 0.4


def test_keywords_and_places_stand_in_the_title(made_up: Path, index: NoticeIndex) -> None:
    remembered = json.loads((made_up / "keywords.json").read_text(encoding="utf-8"))
    assert remembered.keys() == index.cases.keys()
    for name, one in remembered.items():
        assert len(one["keywords"]) >= 2
        assert all(word in index.cases[name].words[0] for word in (*one["keywords"], *one["places"]))


def test_units_are_distinct_and_of_any_number(index: NoticeIndex) -> None:
    numbers = {len(case.units) for case in index.cases.values()}
    assert {1, 2, 3, 4} <= numbers
    assert max(numbers) <= MOST
    assert all(len(set(case.units)) == len(case.units) for case in index.cases.values())


def test_places_are_of_every_level_and_cover_the_country(index: NoticeIndex) -> None:
    chains = list(index.chains.values())
    assert {chain[-1].level for chain in chains} == {"province", "city", "county"}
    assert len({chain[0] for chain in chains}) > 25


@pytest.mark.parametrize(("cases", "files"), [(3, 5), (5_000, 5), (26_000, 6)])
def test_no_file_has_too_many(cases: int, files: int, tmp_path: Path) -> None:
    notices.write(tmp_path, cases, seed=1)
    assert len(list((tmp_path / "notices").iterdir())) == files
    assert len(json.loads((tmp_path / "keywords.json").read_text(encoding="utf-8"))) == cases


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
