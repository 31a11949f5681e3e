"""Cases have one to nine distinct units in every field."""

from random import Random

import pytest

from data.agency_name import find_doubt
from data.load import load
from data.regions import RegionTable
from tests.tools.bench.generator.units import MOST, UnitGenerator
from tests.tools.bench.generator.vocabulary import Field, vocabulary

NUMBER = 3_000


@pytest.fixture(scope="module")
def unit_generator() -> UnitGenerator:
    return UnitGenerator(vocabulary())


@pytest.mark.parametrize("field", vocabulary().fields, ids=lambda field: field.name)
def test_units(unit_generator: UnitGenerator, field: Field) -> None:
    random = Random(field.name)
    for _ in range(NUMBER):
        units = unit_generator.group(random, field).units
        assert 1 <= len(units) <= MOST
        assert len(set(units)) == len(units), units


def test_the_product_finds_the_place_of_every_unit(unit_generator: UnitGenerator) -> None:
    table = RegionTable(load().regions)
    random = Random(1)
    units = {
        unit for field in vocabulary().fields for _ in range(200) for unit in unit_generator.group(random, field).units
    }
    assert not [unit for unit in units if find_doubt(unit, table)]
