"""Generate the units of a case: one place or several, and one to nine of their units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import yaml

from tests.questions.notices import REGIONS, ROOT
from tests.questions.places import Place, Places
from tests.tools.bench.generator.vocabulary import Field, Vocabulary

MOST = 9
"""Units of a case at most, as in the largest of the shipped notice."""
DELTA = ("上海市", "江苏省", "浙江省", "安徽省")
OUTSIDE = ("台湾省", "香港特别行政区", "澳门特别行政区")
"""Provinces without bureaus of market regulation."""
BUREAU = "市场监督管理局"


@dataclass(frozen=True, slots=True)
class Group:
    """The units of a case, and the name of their place in the title."""

    place: str
    """For example 南京, 吴江区, 杨浦与金华 or 长三角."""
    units: tuple[str, ...]


class UnitGenerator:
    """The places that have cases, half of them in the delta, and their units."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        table = Places(REGIONS)
        places = sorted({place for named in table.by_name.values() for place in named}, key=_full)
        self._below: dict[Place, list[Place]] = {}
        for place in places:
            if place.above:
                self._below.setdefault(place.above, []).append(place)
        provinces = [place for place in places if place.level == "province" and place.name not in OUTSIDE]
        self._delta = [place for place in provinces if place.name in DELTA]
        self._others = [place for place in provinces if place.name not in DELTA]
        self._areas = dict(self._read_areas(table))

    def _read_areas(self, table: Places) -> Iterable[tuple[str, list[Place]]]:
        """Yield the areas that titles name, with their members, from the product's data."""
        groups = yaml.safe_load((ROOT / "data" / "aliases.yaml").read_text(encoding="utf-8"))["groups"]
        for group in groups:
            for name in set(group["names"]) & set(self._words.areas):
                members = [table.named(region)[0] for region in group["regions"] if region not in OUTSIDE]
                yield name, members

    def group(self, random: Random, field: Field) -> Group:
        """Return one place or several, at any level, with units of that field."""
        kinds = (self._area, self._province, self._city, self._county, self._pair)
        kind = random.choices(kinds, (10, 16, 40, 18, 16))[0]
        place, units = kind(random, field)
        return Group(place, tuple(units))

    def _area(self, random: Random, field: Field) -> tuple[str, list[str]]:
        name = "长三角" if random.random() < 0.4 else random.choice(self._words.areas)
        members = self._areas[name]
        if len(members) > 4:
            members = random.sample(members, random.randint(3, min(MOST, len(members))))
        department = random.choice(field.departments)
        return name, [_office(place) + (department if place.level == "province" else "") for place in members]

    def _province(self, random: Random, field: Field) -> tuple[str, list[str]]:
        province = self._any_province(random)
        units = [_office(province) + random.choice(field.departments)]
        units += [_office(place) for place in _some(random, self._below[province], random.choice((0, 0, 1, 2, 3, 5)))]
        return province.short, units + self._partners(random, province, field)

    def _city(self, random: Random, field: Field) -> tuple[str, list[str]]:
        city = random.choice(self._below[self._any_province(random)])
        own = random.choice(field.departments) if random.random() < 0.15 and city.level == "city" else ""
        units = [_office(city) + own]
        units += [_office(place) for place in _some(random, self._below.get(city, ()), random.choice((0, 0, 1, 2, 3)))]
        return _called(city), units + self._partners(random, city, field)

    def _county(self, random: Random, field: Field) -> tuple[str, list[str]]:
        county = self._any_county(random)
        own = random.choice(field.sections) if random.random() < 0.15 else ""
        return _called(county), [_office(county) + own, *self._partners(random, county, field)]

    def _pair(self, random: Random, field: Field) -> tuple[str, list[str]]:
        """Return places of several provinces that cooperate."""
        number = random.choice((2, 2, 2, 3, 4))
        if random.random() < 0.5:
            places = [random.choice(self._below[self._any_province(random)]) for _ in range(number)]
        else:
            places = [self._any_county(random) for _ in range(number)]
        places = list(dict.fromkeys(places))
        join = random.choice((*self._words.joins, "、", ""))
        named = join.join(map(_called, places[:2])) if len(places) == 2 else "、".join(map(_called, places))
        units = [_office(place) for place in places]
        return named, units + self._partners(random, places[0], field)

    def _any_province(self, random: Random) -> Place:
        """Return a province: the delta in half of the cases, elsewhere large provinces more often."""
        if random.random() < 0.5:
            return random.choices(self._delta, (3, 5, 5, 4))[0]
        return random.choices(self._others, [len(self._below[place]) for place in self._others])[0]

    def _any_county(self, random: Random) -> Place:
        place = random.choice(self._below[self._any_province(random)])
        return random.choice(self._below[place]) if place in self._below else place

    def _partners(self, random: Random, place: Place, field: Field) -> list[str]:
        """Return further bodies of the same place: mostly none, or one."""
        bodies = self._words.partners[place.level]
        if place.level != "county":
            bodies = (*bodies, *field.institutes)
        if place.level == "province" and place.name.endswith("市"):
            bodies = tuple(body.replace("厅", "局") for body in bodies)
        return [_full(place) + body for body in _some(random, bodies, random.choice((0, 0, 0, 1, 1, 2)))]


def _some(random: Random, population: Sequence[Any], most: int) -> list[Any]:
    return random.sample(population, min(most, len(population)))


def _full(place: Place) -> str:
    return "".join(step.name for step in place.chain)


def _office(place: Place) -> str:
    return _full(place) + BUREAU


def _called(place: Place) -> str:
    """Return the name of a place in titles: 南京, but 吴江区 (吴江 is ambiguous); 积石山 without its peoples."""
    whole = place.name.endswith("旗") or (place.level == "county" and len(place.name) <= 5)
    return place.name if whole else place.short
