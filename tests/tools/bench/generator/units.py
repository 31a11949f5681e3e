"""Units of generated cases: bureaus and departments of real places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from tests.questions.notices import REGIONS
from tests.questions.places import Place, Places
from tests.tools.bench.generator.vocabulary import Field, vocabulary

BUREAU = "市场监督管理局"
SHORT_NAMES = 0.5
"""The share of counties, other than districts, whose units leave out the city above: 江苏省宜兴市市场监督管理局."""
MOST = 9


@dataclass(frozen=True, slots=True)
class Group:
    """The units of a case, their places, and the name of the place in the title."""

    units: tuple[str, ...]
    places: frozenset[Place]
    """With the places that contain them."""
    name: str
    neighbour: str
    """The name of another place of the group; empty if there is none."""


class UnitGenerator:
    """Generates the units of one case at a time."""

    def __init__(self) -> None:
        table = Places(REGIONS)
        every = {place for named in table.by_name.values() for place in named}
        self._abbreviations: dict[str, str] = vocabulary()["provinces"]
        known = [place for place in every if place.chain[0].short in self._abbreviations]
        # A name that two places share says nothing about a case, and neither do 城区, 郊区 and 矿区.
        distinct = (p for p in known if len(table.named(p.short)) == 1 and not p.short.endswith("区"))
        self._known = sorted(distinct, key=lambda place: place.name)
        self._levels = {level: [p for p in self._known if p.level == level] for level in ("province", "city", "county")}
        self._below: dict[tuple[Place | None, str], list[Place]] = {}
        for place in self._known:
            for above in place.chain[:-1]:
                self._below.setdefault((above, place.level), []).append(place)

    def group(self, random: Random, field: Field) -> Group:
        """Return one to nine units of one of the compositions in the vocabulary."""
        shares = vocabulary()["units"]
        composition = random.choices([name for _, name in shares], [share for share, _ in shares])[0]
        places = self._places(composition, random)[:MOST]
        units = [self._unit(place, random, field) for place in places]
        if len(units) < MOST and places[0].level == "city" and random.random() < 0.2:
            units.append(_full_name(places[0]) + random.choice(vocabulary()["partners"]).removeprefix("市"))
        name, neighbour = places[0].short, places[1].short if len(places) > 1 else ""
        if composition == "provinces" and random.random() < 0.5:
            name, neighbour = "".join(self._abbreviations[place.short] for place in places), ""
        return Group(tuple(dict.fromkeys(units)), frozenset(_with_above(places)), name, neighbour)

    def elsewhere(self, random: Random, group: Group) -> str:
        """Return the name of a city or county in a province where the group has no unit."""
        provinces = {place.chain[0] for place in group.places}
        while (place := random.choice(self._levels[random.choice(("city", "county"))])).chain[0] in provinces:
            pass
        return place.short

    def _places(self, composition: str, random: Random) -> list[Place]:
        provinces = self._levels["province"]
        match composition:
            case "one province":
                return [random.choice(provinces)]
            case "one city":
                return [random.choice(self._levels["city"])]
            case "one county":
                return [random.choice(self._levels["county"])]
            case "city and counties":
                city = random.choice([city for city in self._levels["city"] if self._below.get((city, "county"))])
                return [city, *self._some(random, self._below[city, "county"], 4)]
            case "cities of one province":
                province = random.choice([p for p in provinces if len(self._below.get((p, "city"), ())) > 1])
                return self._some(random, self._below[province, "city"], MOST, least=2)
            case "provinces":
                return self._some(random, provinces, 4, least=2)
            case _:
                return self._some(random, self._levels["city"], 6, least=2)

    def _some(self, random: Random, places: list[Place], most: int, least: int = 1) -> list[Place]:
        return random.sample(places, min(len(places), random.randint(least, most)))

    def _unit(self, place: Place, random: Random, field: Field) -> str:
        """Return a bureau; of provinces mostly a department of it."""
        short = place.level == "county" and not place.name.endswith("区") and random.random() < SHORT_NAMES
        name = place.chain[0].name + place.name if short else _full_name(place)
        department = random.random() < {"province": 0.9, "city": 0.3, "county": 0.05}[place.level]
        return name + BUREAU + (random.choice(field.departments) if department else "")


def _full_name(place: Place) -> str:
    return "".join(above.name for above in place.chain)


def _with_above(places: Iterable[Place]) -> set[Place]:
    return {above for place in places for above in place.chain}
