"""The typed query that a question becomes: what is asked for, and of which cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

Level = Literal["province", "city", "county"]
Op = Literal["==", ">=", "<=", ">", "<"]

OPERATORS: dict[Op, Callable[[int, int], bool]] = {
    "==": int.__eq__,
    ">=": int.__ge__,
    "<=": int.__le__,
    ">": int.__gt__,
    "<": int.__lt__,
}


@dataclass(frozen=True, slots=True)
class InRegion:
    """Cases with a unit that belongs to the place, at any depth."""

    code: str


@dataclass(frozen=True, slots=True)
class InArea:
    """Cases with a unit in any of an area's places (长三角)."""

    name: str


@dataclass(frozen=True, slots=True)
class ByAgency:
    """Cases with a unit whose bureau or department is meant by `part`."""

    part: str
    """As the user names it: 计量处, 市监局; "" for the bureau of the place itself (金华市局)."""
    code: str = ""
    """The place's code, if one is named; a bureau is then that place's own."""


@dataclass(frozen=True, slots=True)
class InTier:
    """Cases of the tiers of that name."""

    name: str


@dataclass(frozen=True, slots=True)
class InNotice:
    """Cases of one notice."""

    id: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """Cases with that number in their tier; -1 is the last."""

    number: int
    until: int = 0
    """The last number of a range (前三个 is 1 to 3, 最后两个 -2 to -1); 0 for a single one."""


@dataclass(frozen=True, slots=True)
class About:
    """Cases whose title, aliases or units have the words, best first."""

    words: tuple[str, ...]
    theme: bool = False
    """Whether a theme was asked for (跟标准有关的), which means every case that has it."""


@dataclass(frozen=True, slots=True)
class IsCase:
    """One case by its id: what a pick from a list comes to."""

    id: str


@dataclass(frozen=True, slots=True)
class OnlyRegions:
    """Cases whose places, at the level of those named, are exactly those."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OnlyAgencies:
    """Cases all of whose units are meant by one of the parts, and that have one of each."""

    parts: tuple[ByAgency, ...]


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """Cases with so many different places of a level."""

    level: Level
    op: Op
    count: int


@dataclass(frozen=True, slots=True)
class UnitCount:
    """Cases with so many units."""

    op: Op
    count: int


@dataclass(frozen=True, slots=True)
class UnitLevel:
    """Cases with a unit of a place of that level itself (区县局)."""

    level: Level


@dataclass(frozen=True, slots=True)
class Unknown:
    """A real place, topic or unit that no notice names: no case."""

    name: str
    what: Literal["place", "topic", "unit", "number"]


@dataclass(frozen=True, slots=True)
class And:
    """Cases that meet every part; all cases, where there is none."""

    parts: tuple[Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """Cases that meet any part."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Cases that do not meet the part."""

    part: Filter


Leaf = (
    InRegion
    | InArea
    | ByAgency
    | InTier
    | InNotice
    | Numbered
    | About
    | IsCase
    | OnlyRegions
    | OnlyAgencies
    | PlaceCount
    | UnitCount
    | UnitLevel
    | Unknown
)
Filter = Leaf | And | Or | Not

EVERYTHING = And()


def both(*filters: Filter) -> Filter:
    """All of them, flattened and without repetition."""
    parts: list[Filter] = []
    for where in filters:
        for part in where.parts if isinstance(where, And) else (where,):
            if part not in parts:
                parts.append(part)
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def either(*filters: Filter) -> Filter:
    """Any of them, flattened and without repetition."""
    parts: list[Filter] = []
    for where in filters:
        for part in where.parts if isinstance(where, Or) else (where,):
            if part not in parts:
                parts.append(part)
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def negated(where: Filter) -> Filter:
    """The opposite; two negations cancel."""
    return where.part if isinstance(where, Not) else Not(where)


def conjuncts(where: Filter) -> tuple[Filter, ...]:
    """The conditions that all have to hold."""
    return where.parts if isinstance(where, And) else (where,)


def leaves(where: Filter, *, positive: bool = True) -> Iterator[tuple[Leaf, bool]]:
    """Every leaf, and whether it is asked for (True) or excluded (False)."""
    if isinstance(where, Not):
        yield from leaves(where.part, positive=not positive)
    elif isinstance(where, And | Or):
        for part in where.parts:
            yield from leaves(part, positive=positive)
    else:
        yield where, positive


def with_themes(where: Filter) -> Filter:
    """The same with every topic as a theme: not the closest cases, but all that have it."""
    match where:
        case About(words):
            return About(words, theme=True)
        case And(parts):
            return And(tuple(map(with_themes, parts)))
        case Or(parts):
            return Or(tuple(map(with_themes, parts)))
        case Not(part):
            return negated(with_themes(part))
    return where


@dataclass(frozen=True, slots=True)
class UnitScope:
    """Which of the cases' units are meant, where units are asked for."""

    within: tuple[str, ...] = ()
    """Only units in one of these places (codes)."""
    outside: tuple[str, ...] = ()
    """No units in these places (codes)."""
    parts: tuple[ByAgency, ...] = ()
    """Only units that one of these means."""
    without: tuple[ByAgency, ...] = ()
    """No units that one of these means."""
    level: Level | None = None
    """Only units of places of that level."""
    op: Op | None = None
    """Only units with so many of the cases …"""
    count: int = 0
    meets: tuple[Filter, ...] = ()
    """Only units that have a case in each of these."""
    only: Filter | None = None
    """Only units all of whose cases are such."""


Ask = Literal["cases", "card", "units", "count", "rank", "compare", "yes_no", "notice", "help"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for, and of which cases."""

    ask: Ask = "cases"
    where: Filter = EVERYTHING
    scope: UnitScope = field(default_factory=UnitScope)
    subject: str = "cases"
    """What is counted, ranked or compared: cases, units, bureaus, or places of a level (province, city, county)."""
    by: str = "cases"
    """What cases or places are ranked or compared by: cases, units, province, city, county."""
    least: bool = False
    """Least first."""
    items: tuple[Filter, ...] = ()
    """What is compared, or listed one by one (分别)."""
    every: Filter | None = None
    """For “do all … have …”: the cases of which all must be in `where`."""
    fact: str = ""
    """The topic of the fact asked for, or of the notice itself."""

    def with_(self, **changes: object) -> Query:
        """A copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
