"""The meanings of the grammar's categories: names, quantities, conditions, and what is asked for."""

from __future__ import annotations

from typing import Literal, NamedTuple

from data.record import record
from intents.model.query import Filter, Op
from intents.parsing.mention import Mention

Kind = Literal["place", "org", "tier", "topic", "number", "notice", "count", "level", "bracket"]
Mode = Literal["plain", "not", "not_all", "only", "others", "not_only", "not_exactly", "except"]
Join = Literal["", "any", "each", "exactly", "at_most", "meets", "only"]
Claim = Literal["", "asked", "stated", "all", "units"]
"""What a number is said of: asked about (是不是只有一项), stated of what is counted (案例数为 2), of all (全部案例), or
of some unit (有单位参与了两个案例)."""


class Mark(NamedTuple):
    """A word that steers meaning, with the effect that it has in this reading."""

    effect: str
    mention: Mention


class Bound(NamedTuple):
    """A comparison with a number."""

    op: Op
    number: int


@record
class Quantity:
    """A number as it is said: two, at least two, two to four, two or three."""

    bounds: tuple[Bound, ...]
    """The comparisons, of which all hold; any of them where `is_either` is set."""
    is_plain: bool = False
    """Whether the quantity is a bare number."""
    is_either: bool = False
    is_vague: bool = False
    """Whether the quantity is “several”, which cannot follow a noun."""
    is_measured: bool = False
    """Whether a measure word follows the number."""
    is_of_cases: bool = False
    """Whether the measure word counts cases, and no agencies or places: 两件."""


def said(number: int) -> Quantity:
    """Return the quantity of a bare number."""
    return Quantity((Bound("==", number),), is_plain=True)


@record
class Names:
    """A list of names of one kind."""

    kind: Kind
    filters: tuple[Filter, ...]
    join: Join = ""
    """How its members combine; all of them by default."""
    is_marked: bool = False
    """Whether a word for “all” closes the list."""
    is_units: bool = False
    """Whether the list ends with a noun for units: 安徽的单位."""
    text: str = ""
    """The words of a single name."""
    has_noun: bool = False
    """Whether the names hold the noun for cases: 最佳案例."""
    is_joined: bool = False
    """Whether a conjunction or a comma joins its members, not mere juxtaposition."""
    is_counted: bool = False
    """Whether their number closes the list: 浙江和上海两家."""
    is_partner: bool = False
    """Whether the names are places or units that others work with: 跟合肥合作的."""
    is_closed: bool = False
    """Whether a word for “and” joins them, so that 或 adds no member."""
    is_clausal: bool = False
    """Whether that word may join clauses, too: 安徽且宁波."""


@record
class Condition:
    """A condition on cases."""

    where: Filter
    names: tuple[tuple[Names, Mode], ...] = ()
    """The lists of names in the condition, each with the mode that the operators give it."""
    has_verb: bool = False
    is_attributive: bool = False
    """Whether the condition ends with 的."""
    is_of_cases: bool = False
    """Whether the condition stands before a noun for cases, and says which are meant."""
    is_of_one: bool = False
    """Whether the condition tells which one case is meant: 安吉那个案例."""
    every: Filter | None = None
    """For a condition on all cases of a domain: the domain."""
    is_asked: bool = False
    """Whether a word inside the condition asks if it holds."""
    is_of_units: bool = False
    """Whether the condition is about all units of a case: 单位都是市局."""
    rest: Literal["", "all", "none"] = ""
    """Whether the condition is also about the places that are not named: all of them, or none."""
    is_or: bool = False
    """Whether the condition consists of clauses joined by 或."""

    @property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of the condition's names."""
        return frozenset(names.kind for names, _ in self.names)


@record
class Noun:
    """A noun with the conditions that stand before it."""

    noun: str
    """case, unit, bureau, province, city, county, place, tier, notice; empty where there is none."""
    conditions: tuple[Condition, ...] = ()
    is_name: bool = False
    """Whether the noun is a name, not a common noun: 药监局."""
    is_every: bool = False
    """Whether all of them are meant: 所有案例."""
    is_whole: bool = False
    """Whether all of it is meant: 整个案例."""


@record
class Ask:
    """Something that is asked for."""

    kind: str
    noun: str = ""
    """What is asked for, counted or ranked."""
    by: str = ""
    """What the ranking is by."""
    conditions: tuple[Condition, ...] = ()
    quantity: Quantity | None = None
    claim: Claim = ""
    mention: Mention | None = None


@record
class Event:
    """One part of a question in its order: a condition, an ask, a noun or a word between them."""

    kind: str
    condition: Condition | None = None
    ask: Ask | None = None
    noun: str = ""
    text: str = ""
    """The words of the event."""
