"""The typed query that a question is parsed into: the intent and the conditions of the cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, get_args

from data.record import record

Level = Literal["province", "city", "county"]
Op = Literal["==", ">=", "<=", ">", "<"]
UnknownKind = Literal["place", "topic", "unit", "number", "own"]

OPERATORS: dict[Op, Callable[[int, int], bool]] = {
    "==": int.__eq__,
    ">=": int.__ge__,
    "<=": int.__le__,
    ">": int.__gt__,
    "<": int.__lt__,
}


@record
class InRegion:
    """Cases with an agency of the place, at any depth."""

    code: str


@record
class InArea:
    """Cases with an agency in any place of an area (长三角)."""

    name: str


@record
class ByAgency:
    """Cases with an agency whose bureau or department is called `part`."""

    part: str
    """The name that the user gave, 计量处, 市监局; empty for the bureau of the place itself (金华市局)."""
    code: str = ""
    """The code of the place, if one is named; a bureau must then be that place's own."""
    own: bool = False
    """Whether a bureau takes part in its own name, and none of its departments is meant."""


@record
class InTier:
    """Cases of the tiers with this name."""

    name: str


@record
class InNotice:
    """Cases of one notice."""

    id: str


@record
class Numbered:
    """Cases with this number in their tier; negative numbers count from the end."""

    number: int
    until: int = 0
    """The last number of a range (前三个 is 1 to 3, 最后两个 is -2 to -1); 0 for a single number."""


@record
class About:
    """Cases whose title, aliases or agencies contain the words."""

    words: tuple[str, ...]
    theme: bool = False
    """Whether a theme was asked for (跟标准有关的), so that every case that has it matches."""


@record
class InTitle:
    """Cases whose title contains the words: 标题里有“协同”的."""

    words: str


@record
class IsCase:
    """One case by its id, as picked from a list."""

    id: str


@record
class OnlyRegions:
    """Cases whose places, at the level of the named places, are exactly those named."""

    codes: tuple[str, ...]


@record
class OnlyAgencies:
    """Cases with an agency for each of the parts, and no agency that matches none of them."""

    parts: tuple[ByAgency, ...]


@record
class PlaceCount:
    """Cases whose number of places of a level satisfies `op` and `count`; only within one place if it has a code."""

    level: Level
    op: Op
    count: int
    code: str = ""


@record
class UnitCount:
    """Cases whose number of agencies satisfies `op` and `count`; only agencies of one place if it has a code."""

    op: Op
    count: int
    code: str = ""


@record
class UnitLevel:
    """Cases with an agency of a place of this level itself: 区县局, or with the code of a place 安徽的区县局."""

    level: Level
    code: str = ""


@record
class Unknown:
    """A condition that no case meets: a name that no notice has, a number past the end, or 我市."""

    name: str
    what: UnknownKind


@record
class And:
    """Cases that match all parts; all cases if there are no parts."""

    parts: tuple[Filter, ...] = ()


@record
class Or:
    """Cases that match any part."""

    parts: tuple[Filter, ...]


@record
class Not:
    """Cases that do not match the part."""

    part: Filter


Leaf = (
    InRegion
    | InArea
    | ByAgency
    | InTier
    | InNotice
    | Numbered
    | About
    | InTitle
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
    """Return the conjunction of the filters, flattened and without repetition."""
    if len(filters) == 1 and not isinstance(filters[0], And):
        return filters[0]
    parts: list[Filter] = []
    for where in filters:
        for part in where.parts if isinstance(where, And) else (where,):
            if part not in parts:
                parts.append(part)
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def either(*filters: Filter) -> Filter:
    """Return the disjunction of the filters, flattened and without repetition; `EVERYTHING` if one of them is that."""
    if EVERYTHING in filters:
        return EVERYTHING
    parts: list[Filter] = []
    for where in filters:
        for part in where.parts if isinstance(where, Or) else (where,):
            if part not in parts:
                parts.append(part)
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def negated(where: Filter) -> Filter:
    """Return the negation; two negations cancel."""
    return where.part if isinstance(where, Not) else Not(where)


def conjuncts(where: Filter) -> tuple[Filter, ...]:
    """Return the conditions that must all hold: the parts of a conjunction, or the filter itself."""
    return where.parts if isinstance(where, And) else (where,)


def asks_more(where: Filter, every: Filter) -> bool:
    """Return whether `where` has a condition that is not among those of `every`."""
    return not set(conjuncts(where)) <= {*conjuncts(every)}


def only_of_level(level: Level) -> Filter:
    """Return the condition that a case has agencies of a level and none of another level."""
    others = (other for other in get_args(Level) if other != level)
    return both(UnitLevel(level), *(Not(UnitLevel(other)) for other in others))


def level_alone(parts: Sequence[Filter]) -> Level | None:
    """Return the level of which all agencies of a case must be by these conditions; None if they do not say so."""
    levels = (level for level in get_args(Level) if set(conjuncts(only_of_level(level))) <= set(parts))
    return next(levels, None)


def denies_itself(where: Filter) -> bool:
    """Return whether a conjunction contains both a condition and its negation, so that nothing meets it."""
    parts = conjuncts(where)
    return any(isinstance(part, Not) and set(conjuncts(part.part)) <= set(parts) for part in parts)


def leaves(where: Filter, *, positive: bool = True) -> list[tuple[Leaf, bool]]:
    """Return each leaf with True if it is required, or False if it is excluded."""
    if isinstance(where, Not):
        return leaves(where.part, positive=not positive)
    if isinstance(where, And | Or):
        return [leaf for part in where.parts for leaf in leaves(part, positive=positive)]
    return [(where, positive)]


def with_themes(where: Filter) -> Filter:
    """Return the filter with each topic as a theme, so that all cases that have it match, not only the closest."""
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


@record
class UnitScope:
    """Restrictions on the agencies that a query asks for or counts."""

    within: tuple[str, ...] = ()
    """Only agencies in one of these places (codes)."""
    outside: tuple[str, ...] = ()
    """No agencies in these places (codes)."""
    parts: tuple[ByAgency, ...] = ()
    """Only agencies that one of these matches."""
    without: tuple[ByAgency | UnitLevel, ...] = ()
    """No agencies that one of these matches, and none of these levels."""
    level: Level | None = None
    """Only agencies of places of this level."""
    op: Op | None = None
    """Only agencies whose number of cases satisfies `op` and `count`."""
    count: int = 0
    meets: tuple[Filter, ...] = ()
    """Only agencies with a case in each of these."""
    only: Filter | None = None
    """Only agencies whose cases all match this."""


ALL_UNITS = UnitScope()


def at_position(number: int) -> UnitScope:
    """Return the scope of a claim that one item has this position in a ranking (`Query.position`)."""
    return UnitScope(op="==", count=number) if number > 1 else ALL_UNITS


Ask = Literal["cases", "card", "units", "count", "rank", "compare", "yes_no", "notice", "help"]


@record
class Query:
    """The intent of a question and the cases that it is about."""

    ask: Ask = "cases"
    where: Filter = EVERYTHING
    scope: UnitScope = ALL_UNITS
    subject: str = "cases"
    """What is counted, ranked or compared: cases, units, bureaus, notices, or a level of places (province, …)."""
    by: str = "cases"
    """The number by which items are ranked or compared: cases, units, province, city, county.

    `absence` ranks the places without a case first, `missed` ranks places by the number of cases without them. A count
    may have `share` or `mean`, a claim about a number has `number`. A claim about several items with `scope.op` is that
    their numbers are equal, one about a single item that its position is `scope.count`.
    """
    least: bool = False
    """Whether the items with the least numbers come first, or the claim is about the least."""
    items: tuple[Filter, ...] = ()
    """The items compared, or listed one by one (分别); in a ranking, the place whose position is asked for."""
    every: Filter | None = None
    """The domain of a claim about all cases (“do all … have …”) or of a share; None for other queries."""
    fact: str = ""
    """The topic of the fact asked for, or `@` and the name of a field of the notice."""

    @property
    def level(self) -> Level | None:
        """The level of the places that are asked for; None if agencies are asked for."""
        named = any(isinstance(leaf, UnitLevel) for leaf, _ in leaves(self.where))
        return None if named else self.scope.level

    @property
    def is_equal(self) -> bool:
        """Whether the query asks if the numbers of its items are equal, which the operator of its scope says."""
        return self.ask == "yes_no" and len(self.items) > 1 and self.scope.op is not None

    @property
    def position(self) -> int:
        """The position that a claim about one item gives it (浙江排第二吗); 1 for a claim that it comes first."""
        return self.scope.count if self.scope.op is not None else 1

    @property
    def finds_units(self) -> bool:
        """Whether the query asks if there are agencies whose number of cases satisfies its scope."""
        return self.ask == "yes_no" and self.subject == "units" and self.by == "cases" and self.scope.op is not None

    def with_(self, **changes: object) -> Query:
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
