"""The dataset as sets of cases: a set is one int with a bit for each case, and a filter becomes such a set."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Iterable

from data.model import Agency, Case, Dataset, Region
from intents.offices import Offices
from intents.query import (
    OPERATORS,
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Level,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Op,
    Or,
    PlaceCount,
    UnitCount,
    UnitLevel,
    Unknown,
)
from intents.topics import Topics

LEVELS: tuple[Level, ...] = ("province", "city", "county")


class World:
    """Everything an evaluation needs, indexed once; never changed afterwards."""

    def __init__(self, dataset: Dataset, cut: Callable[[str], Iterable[str]]) -> None:
        """`cut` gives the words of a title."""
        self.dataset = dataset
        self.cases: tuple[Case, ...] = dataset.cases
        self.everything = (1 << len(self.cases)) - 1
        self.agencies: tuple[Agency, ...] = tuple({unit: None for case in self.cases for unit in case.agencies})
        self.index = {case.id: position for position, case in enumerate(self.cases)}
        self.topics = Topics(self.cases, cut)
        self.offices = Offices(self.agencies, dataset.agency_aliases, cut)
        self.regions: dict[str, Region] = {}
        self.areas = {name: group.regions for group in dataset.groups if group.area for name in group.names}
        self._regions: dict[str, int] = defaultdict(int)
        self._units: dict[Agency, int] = defaultdict(int)
        self._tiers: dict[str, int] = defaultdict(int)
        self._levels: dict[str, int] = defaultdict(int)
        self._notices: dict[str, int] = defaultdict(int)
        self._numbers: dict[int, int] = defaultdict(int)
        self._unit_counts: dict[int, int] = defaultdict(int)
        self._place_counts: dict[Level, dict[int, int]] = {level: defaultdict(int) for level in LEVELS}
        self._read()

    def _read(self) -> None:
        for position, case in enumerate(self.cases):
            bit = 1 << position
            places = dict.fromkeys(place for unit in case.agencies for place in unit.regions)
            for place in places:
                self.regions[place.code] = place
                self._regions[place.code] |= bit
            for unit in case.agencies:
                self._units[unit] |= bit
                if unit.place is not None:
                    self._levels[unit.place.level] |= bit
            for level in LEVELS:
                self._place_counts[level][sum(place.level == level for place in places)] |= bit
            if case.tier:
                self._tiers[case.tier] |= bit
            self._notices[case.notice] |= bit
            self._numbers[case.number] |= bit
            self._unit_counts[len(case.agencies)] |= bit

    def select(self, mask: int) -> tuple[Case, ...]:
        """The cases of a set, in the notices' order."""
        return tuple(self.cases[position] for position in positions(mask))

    def places(self, level: Level) -> tuple[Region, ...]:
        """The places of a level that some case has, in the notices' order."""
        return tuple(place for place in self.regions.values() if place.level == level)

    def region_cases(self, place: Region) -> int:
        """The cases of one place."""
        return self._regions[place.code]

    def unit_cases(self, unit: Agency) -> int:
        """The cases of one unit."""
        return self._units[unit]

    def agencies_of(self, mask: int) -> tuple[Agency, ...]:
        """The distinct units of a set of cases, in the notices' order."""
        return tuple({unit: None for case in self.select(mask) for unit in case.agencies})

    def evaluate(self, where: Filter) -> int:  # noqa: C901 - one branch a filter
        """The set of cases that meet `where`."""
        match where:
            case And(parts):
                return functools.reduce(int.__and__, map(self.evaluate, parts), self.everything)
            case Or(parts):
                return functools.reduce(int.__or__, map(self.evaluate, parts), 0)
            case Not(part):
                return self.everything & ~self.evaluate(part)
            case InRegion(code):
                return self._regions.get(code, 0)
            case InArea(name):
                return self._any(self._regions.get(place.code, 0) for place in self.areas.get(name, ()))
            case ByAgency():
                return self._any(self._units[unit] for unit in self.offices.units(where))
            case InTier(name):
                return self._tiers.get(name, 0)
            case InNotice(id):
                return self._notices.get(id, 0)
            case Numbered(number, until):
                if number < 0:
                    return self._any(self._from_end(back) for back in range(-number, (-until or -number) - 1, -1))
                return self._any(self._numbers.get(one, 0) for one in range(number, max(number, until) + 1))
            case About():
                return self.topics.find(where)
            case IsCase(id):
                return 1 << self.index[id] if id in self.index else 0
            case OnlyRegions(codes):
                return self._only(codes)
            case OnlyAgencies(parts):
                meant = [self.offices.units(part) for part in parts]
                others = self._any(
                    mask for unit, mask in self._units.items() if not any(unit in units for units in meant)
                )
                each = (self._any(self._units[unit] for unit in units) for units in meant)
                return functools.reduce(int.__and__, each, self.everything) & ~others
            case PlaceCount(level, op, count):
                return self._counted(self._place_counts[level], op, count)
            case UnitCount(op, count):
                return self._counted(self._unit_counts, op, count)
            case UnitLevel(level):
                return self._levels.get(level, 0)
            case Unknown():
                return 0

    def _from_end(self, back: int) -> int:
        tiers = (tier.cases for notice in self.dataset.notices for tier in notice.tiers if len(tier.cases) >= back)
        return self._any(1 << self.index[cases[-back].id] for cases in tiers)

    @staticmethod
    def _any(masks: Iterable[int]) -> int:
        return functools.reduce(int.__or__, masks, 0)

    def _counted(self, counts: dict[int, int], op: Op, count: int) -> int:
        return self._any(mask for value, mask in counts.items() if OPERATORS[op](value, count))

    def _only(self, codes: tuple[str, ...]) -> int:
        """SEMANTICS 4: the places at the level of those named are exactly those."""
        named = [self.regions[code] for code in codes if code in self.regions]
        if len(named) < len(codes):
            return 0
        levels = {place.level for place in named}
        others = self._any(
            self._regions[place.code]
            for place in self.regions.values()
            if place.level in levels and not any(place.within(one) or one.within(place) for one in named)
        )
        all_named = functools.reduce(int.__and__, (self._regions[code] for code in codes), self.everything)
        return all_named & ~others


def positions(mask: int) -> list[int]:
    """The positions of the bits of a set, in order."""
    return [position for position, bit in enumerate(reversed(f"{mask:b}")) if bit == "1"]
