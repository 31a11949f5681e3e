"""The dataset as sets of cases: a set is an integer with one bit per case, and a filter evaluates to such a set."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from functools import cached_property

from data.model import Agency, Case, Dataset, Region
from data.nouns import CaseNoun, shared_noun
from intents.index.agency_index import AgencyIndex
from intents.index.bitset import Postings, positions, to_mask
from intents.index.lazy_list import LazyCases
from intents.index.topic_index import TopicIndex
from intents.language.dictionary import Dictionary, load_dictionary
from intents.model.query import (
    OPERATORS,
    About,
    And,
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    InTitle,
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
    leaves,
)

LEVELS: tuple[Level, ...] = ("province", "city", "county")


class CaseIndex:
    """A dataset with all indexes that evaluation needs. Immutable; built once."""

    def __init__(self, dataset: Dataset, dictionary: Dictionary) -> None:
        """Index the dataset; `dictionary` splits titles and agency names into words."""
        self.dataset = dataset
        self.dictionary = dictionary
        self.cases: tuple[Case, ...] = dataset.cases
        self.everything = (1 << len(self.cases)) - 1
        self.position_of = {case.id: position for position, case in enumerate(self.cases)}
        self.regions: dict[str, Region] = {}
        self.areas = {name: group.regions for group in dataset.groups if group.area for name in group.names}
        self._regions: Postings[str] = Postings()
        self._units: Postings[Agency] = Postings()
        self._tiers: Postings[str] = Postings()
        self._levels: Postings[Level] = Postings()
        self._notices: Postings[str] = Postings()
        self._numbers: Postings[int] = Postings()
        self._unit_counts: Postings[int] = Postings()
        self._place_counts: dict[Level, Postings[int]] = {level: Postings() for level in LEVELS}
        for position, case in enumerate(self.cases):
            self._add_case(position, case)
        self.agencies: tuple[Agency, ...] = tuple(self._units)
        self.topics = TopicIndex(self.cases, dictionary)
        self.agency_index = AgencyIndex(self.agencies, dataset.agency_aliases, dictionary.boundaries)

    @classmethod
    def build(cls, dataset: Dataset) -> CaseIndex:
        """Return the index of a dataset, with the shipped dictionary extended by the words of the dataset itself."""
        dictionary = load_dictionary()
        dictionary.learn(
            (name for case in dataset.cases for name in (case.title, *case.aliases)),
            (
                *dataset.topics,
                # Single characters (沪) are left out: as words they would split others.
                *(name for group in dataset.groups for name in group.names if len(name) > 1),
                *(
                    name
                    for region in dataset.regions
                    if not region.further
                    for name in (region.name, region.short)
                    if len(name) > 1
                ),
            ),
        )
        return cls(dataset, dictionary)

    def _add_case(self, position: int, case: Case) -> None:
        places = dict.fromkeys(place for unit in case.agencies for place in unit.regions)
        for place in places:
            self.regions[place.code] = place
            self._regions.add(place.code, position)
        for unit in case.agencies:
            self._units.add(unit, position)
            if unit.place is not None:
                self._levels.add(unit.place.level, position)
        for level in LEVELS:
            self._place_counts[level].add(sum(place.counts_as(level) for place in places), position)
        if case.tier:
            self._tiers.add(case.tier, position)
        self._notices.add(case.notice, position)
        self._numbers.add(case.number, position)
        self._unit_counts.add(len(case.agencies), position)

    @cached_property
    def common_noun(self) -> CaseNoun | None:
        """The noun and measure word that all notices use for their cases; None if the notices differ."""
        notices = self.dataset.notices
        alike = len({(notice.noun, notice.measure) for notice in notices}) == 1
        return shared_noun(notices) if alike else None

    @cached_property
    def plain_alias(self) -> str:
        """The shortest alias that the title of its case contains, else the shortest alias; empty if there is none.

        An alias that its title contains explains itself.
        """
        aliases = [(alias, alias in case.title) for case in self.cases for alias in case.aliases]
        contained = [alias for alias, within in aliases if within]
        return min(contained or [alias for alias, _ in aliases], key=len, default="")

    def short_tier(self, name: str) -> str:
        """Return the shortest name or alias of a tier that no other tier has; its full name if there is none."""
        tiers = {tier.name: tier.aliases for notice in self.dataset.notices for tier in notice.tiers if tier.name}
        taken = {alias for other in tiers if other != name for alias in (other, *tiers[other])}
        return min((name, *tiers.get(name, ())), key=lambda alias: (alias in taken, len(alias)))

    def select(self, mask: int) -> LazyCases:
        """Return the cases of a set, in the order of the notices."""
        return LazyCases(self.cases, positions(mask), mask.bit_count())

    def places(self, level: Level) -> tuple[Region, ...]:
        """Return the places of a level that take part in any case, in the order of the notices."""
        return tuple(place for place in self.regions.values() if place.counts_as(level))

    def divisions(self, level: Level, within: Sequence[Region]) -> tuple[Region, ...]:
        """Return all present divisions of a level in these places, whether or not they take part in any case."""
        places = (place for place in self.dataset.regions if place.counts_as(level) and not place.further)
        return tuple(place for place in places if any(place.is_within(region) for region in within))

    def region_cases(self, place: Region) -> int:
        """Return the set of cases in which a place takes part."""
        return self._regions.mask(place.code)

    def unit_cases(self, unit: Agency) -> int:
        """Return the set of cases in which an agency takes part."""
        return self._units.mask(unit)

    def agencies_of(self, mask: int) -> tuple[Agency, ...]:
        """Return the distinct agencies of a set of cases, in the order of the notices."""
        return tuple({unit: None for case in self.select(mask) for unit in case.agencies})

    def evaluate(self, where: Filter) -> int:  # noqa: C901 - one branch a filter
        """Return the set of cases that match `where`."""
        match where:
            case And(parts):
                found, in_tiers = self.everything, _name_tier(parts)
                for part in parts:
                    found &= self._numbered_parts(part, in_tiers=in_tiers)
                return found
            case Or(parts):
                return functools.reduce(int.__or__, map(self.evaluate, parts), 0)
            case Not(part):
                # The complement of an int has infinitely many bits.
                return self.everything & ~self.evaluate(part)
            case InRegion(code):
                return self._regions.mask(code)
            case InArea(name):
                return self._regions.any(place.code for place in self.areas.get(name, ()))
            case ByAgency():
                return self._units.any(self.agency_index.agencies(where))
            case InTier(name):
                return self._tiers.mask(name)
            case InNotice(id):
                return self._notices.mask(id)
            case Numbered():
                return self._numbered(where, in_tiers=False)
            case About():
                return self.topics.find(where)
            case InTitle(words):
                return self.topics.titled(words)
            case IsCase(id):
                return 1 << self.position_of[id] if id in self.position_of else 0
            case OnlyRegions(codes):
                return self._only_regions(codes)
            case OnlyAgencies(parts):
                return self._only_agencies([self.agency_index.agencies(part) for part in parts])
            case PlaceCount(level, op, count, ""):
                return self._with_count(self._place_counts[level], op, count)
            case PlaceCount(level, op, count, code):
                return self._with_places_of(code, level, op, count)
            case UnitCount(op, count, ""):
                return self._with_count(self._unit_counts, op, count)
            case UnitCount(op, count, code):
                return self._with_units_of(code, op, count)
            case UnitLevel(level, ""):
                return self._levels.mask(level)
            case UnitLevel(level, code):
                return self._units.any(
                    unit for unit in self._units if unit.place and unit.place.level == level and _is_of(unit, code)
                )
            case Unknown():
                return 0

    def _numbered_parts(self, where: Filter, *, in_tiers: bool) -> int:
        """Return the set of cases that match `where`; with `in_tiers`, numbers from the end count within each tier.

        This also holds for the numbers in a disjunction (最佳案例里第一个和最后一个).
        """
        if isinstance(where, Or):
            found = (self._numbered_parts(part, in_tiers=in_tiers) for part in where.parts)
            return functools.reduce(int.__or__, found, 0)
        return self._numbered(where, in_tiers=in_tiers) if isinstance(where, Numbered) else self.evaluate(where)

    def _numbered(self, where: Numbered, *, in_tiers: bool) -> int:
        """Return the set of cases with these numbers.

        A negative number counts from the end of each notice, or with `in_tiers` of each of its tiers.
        """
        number, until = where.number, where.until
        if number > 0:
            return self._numbers.any(range(number, min(max(number, until), len(self.cases)) + 1))
        # Tiers differ in size, so the position from the end differs too.
        notices = self.dataset.notices
        lists = [tier.cases for notice in notices for tier in notice.tiers] if in_tiers else [n.cases for n in notices]
        backs = range(-number, (-until or -number) - 1, -1)
        found = [self.position_of[cases[-back].id] for cases in lists for back in backs if len(cases) >= back]
        return to_mask(sorted(found))

    def _with_units_of(self, code: str, op: Op, count: int) -> int:
        """Return the cases whose number of agencies within a place satisfies `op` and `count`.

        A case without an agency there has the number 0.
        """
        own = self._regions.mask(code)
        numbers = ((at, sum(_is_of(unit, code) for unit in self.cases[at].agencies)) for at in positions(own))
        found = to_mask([at for at, number in numbers if OPERATORS[op](number, count)])
        return found | (self.everything & ~own if OPERATORS[op](0, count) else 0)

    def _with_places_of(self, code: str, level: Level, op: Op, count: int) -> int:
        """Return the cases whose number of places of a level within a place satisfies `op` and `count`.

        A case without an agency there has the number 0.
        """
        own = self._regions.mask(code)
        numbers = ((at, len(_places_within(self.cases[at], code, level))) for at in positions(own))
        found = to_mask([at for at, number in numbers if OPERATORS[op](number, count)])
        return found | (self.everything & ~own if OPERATORS[op](0, count) else 0)

    @staticmethod
    def _with_count(counts: Postings[int], op: Op, count: int) -> int:
        return counts.any(value for value in counts if OPERATORS[op](value, count))

    def _only_agencies(self, meant: list[frozenset[Agency]]) -> int:
        """Return the cases that have an agency of each of the sets, and no other agency."""
        every = functools.reduce(int.__and__, map(self._units.any, meant), self.everything)
        units = frozenset().union(*meant)
        return to_mask([at for at in positions(every) if units.issuperset(self.cases[at].agencies)])

    def _only_regions(self, codes: tuple[str, ...]) -> int:
        """Return the cases whose places, at the level of the named places, are exactly these (SEMANTICS 4)."""
        named = [self.regions[code] for code in codes if code in self.regions]
        # A place that no notice names takes part in no case.
        if len(named) < len(codes):
            return 0
        all_named = functools.reduce(int.__and__, map(self._regions.mask, codes), self.everything)
        levels = {place.level for place in named}
        # With places of several levels, other places are allowed within or above those named.
        others = self._regions.any(
            place.code
            for place in self.regions.values()
            if any(place.counts_as(level) for level in levels)
            and not any(place.is_within(one) or one.is_within(place) for one in named)
        )
        return all_named & ~others


def _places_within(case: Case, code: str, level: Level) -> set[str]:
    """Return the codes of the places of a level within a place to which agencies of the case belong."""
    places = {place for unit in case.agencies if _is_of(unit, code) for place in unit.regions}
    return {place.code for place in places if place.counts_as(level) and place.code != code}


def _name_tier(parts: Iterable[Filter]) -> bool:
    """Return whether one of the conditions names a tier."""
    return any(isinstance(leaf, InTier) for part in parts for leaf, _ in leaves(part))


def _is_of(unit: Agency, code: str) -> bool:
    return any(place.code == code for place in unit.regions)
