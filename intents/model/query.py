"""The typed query that a question is parsed into: what is asked, and about which cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal, get_args

from intents.model.record import record

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
    """Cases with an agency whose bureau or department `part` names."""

    part: str
    """The user's name for it: 计量处, 市监局; empty for the bureau of the place itself (金华市局)."""
    code: str = ""
    """The code of the place, if one is named; a bureau must then be that place's own."""


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
    """Cases whose title, aliases or agencies contain the words; the most direct first."""

    words: tuple[str, ...]
    theme: bool = False
    """True if a theme was asked for (跟标准有关的): then every case that has it matches."""


@record
class InTitle:
    """Cases whose title itself has the words: 标题里有“协同”的."""

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
    """Cases with so many different places of a level, within one place if it has a code."""

    level: Level
    op: Op
    count: int
    code: str = ""


@record
class UnitCount:
    """Cases with so many agencies, of one place if it has a code."""

    op: Op
    count: int
    code: str = ""


@record
class UnitLevel:
    """Cases with an agency of a place of this level itself (区县局), of one place if it has a code (安徽的区县局)."""

    level: Level
    code: str = ""


@record
class Unknown:
    """A real place, topic or agency that no notice names, or the asker's own (我市). No case matches."""

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
    """Return the disjunction of the filters, flattened and without repetition; with `EVERYTHING`, it is that."""
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
    """Return the conditions that must all hold."""
    return where.parts if isinstance(where, And) else (where,)


def asks_more(where: Filter, every: Filter) -> bool:
    """Return whether `where` asks anything of the cases of `every` beyond what already defines them."""
    return not set(conjuncts(where)) <= {*conjuncts(every)}


def only_of_level(level: Level) -> Filter:
    """Return the condition that a case has units of a level, and none of another."""
    others = (other for other in get_args(Level) if other != level)
    return both(UnitLevel(level), *(Not(UnitLevel(other)) for other in others))


def level_alone(parts: Sequence[Filter]) -> Level | None:
    """Return the level whose units alone a case has by these conditions; None if they do not say so."""
    levels = (level for level in get_args(Level) if set(conjuncts(only_of_level(level))) <= set(parts))
    return next(levels, None)


def denies_itself(where: Filter) -> bool:
    """Return whether a conjunction wants a condition that it also denies, which nothing meets."""
    parts = conjuncts(where)
    return any(isinstance(part, Not) and part.part in parts for part in parts)


def leaves(where: Filter, *, positive: bool = True) -> list[tuple[Leaf, bool]]:
    """Return each leaf with True if it is required, or False if it is excluded."""
    if isinstance(where, Not):
        return leaves(where.part, positive=not positive)
    if isinstance(where, And | Or):
        return [leaf for part in where.parts for leaf in leaves(part, positive=positive)]
    return [(where, positive)]


def with_themes(where: Filter) -> Filter:
    """Return the filter with each topic as a theme: all cases that have it, not only the closest."""
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
    """Restrictions on the agencies, if agencies are asked for."""

    within: tuple[str, ...] = ()
    """Only agencies in one of these places (codes)."""
    outside: tuple[str, ...] = ()
    """No agencies in these places (codes)."""
    parts: tuple[ByAgency, ...] = ()
    """Only agencies that one of these matches."""
    without: tuple[ByAgency, ...] = ()
    """No agencies that one of these matches."""
    level: Level | None = None
    """Only agencies of places of this level."""
    op: Op | None = None
    """Only agencies with so many cases, by `op` and `count`."""
    count: int = 0
    meets: tuple[Filter, ...] = ()
    """Only agencies with a case in each of these."""
    only: Filter | None = None
    """Only agencies whose cases all match this."""


ALL_UNITS = UnitScope()

Ask = Literal["cases", "card", "units", "count", "rank", "compare", "yes_no", "notice", "help"]


@record
class Query:
    """The intent, and the cases it is about."""

    ask: Ask = "cases"
    where: Filter = EVERYTHING
    scope: UnitScope = ALL_UNITS
    subject: str = "cases"
    """The unit counted, ranked or compared: cases, units, bureaus, notices, or a level of places (province, …)."""
    by: str = "cases"
    """The number that cases or places are ranked or compared by: cases, units, province, city, county.

    A ranking by absence has the places that have no part first; of a count, share or mean; of a claim, number.
    A claim about items with `scope.op` is that their numbers are equal.
    """
    least: bool = False
    """True if the least come first."""
    items: tuple[Filter, ...] = ()
    """The subjects compared, or listed one by one (分别); of a ranking, the place whose position is asked for."""
    every: Filter | None = None
    """For “do all … have …”: the cases that must all match `where`."""
    fact: str = ""
    """The topic of the fact asked for, or of a field of the notice itself."""

    @property
    def level(self) -> Level | None:
        """The level of the places that are asked for; None where units are, of a level or not."""
        named = any(isinstance(leaf, UnitLevel) for leaf, _ in leaves(self.where))
        return None if named else self.scope.level

    @property
    def is_equal(self) -> bool:
        """Whether it asks if the numbers of its items are equal: the operator of its scope says so."""
        return self.ask == "yes_no" and len(self.items) > 1 and self.scope.op is not None

    @property
    def finds_units(self) -> bool:
        """Whether it asks if there are agencies with so many cases: the operator of its scope says how many."""
        return self.ask == "yes_no" and self.subject == "units" and self.by == "cases" and self.scope.op is not None

    def with_(self, **changes: object) -> Query:
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
