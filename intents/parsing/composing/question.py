"""The events of one question, and what they say: nouns, conditions, and which units are meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from intents.index.case_index import CaseIndex
from intents.model.query import (
    EVERYTHING,
    ByAgency,
    Filter,
    InRegion,
    Level,
    PlaceCount,
    UnitLevel,
    UnitScope,
    both,
    either,
    leaves,
    negated,
    with_themes,
)
from intents.parsing.constituents import Ask, Condition, Event, Names
from intents.parsing.semantics.actions import Semantics

_UNIT_KINDS = ("place", "org")


@dataclass(slots=True)
class Question:
    """The events of one question."""

    index: CaseIndex
    semantics: Semantics
    events: list[Event]
    conditions: list[Condition] = field(init=False)
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = frozenset(event.kind for event in self.events)
        if not self.kinds.isdisjoint(("all", "sum", "together")):
            self.events = [event for event in self.events if not self._counts_named(event)]
        self.events = [self._of_own_measure(event) for event in self.events]
        if "each" in self.kinds:
            self.events = [self._apart(event) for event in self.events]
        if "only_those" in self.kinds:
            self._limit_to_those()
        self.conditions = [event.condition for event in self.events if event.condition is not None]

    def _limit_to_those(self) -> None:
        """Make the condition on the places listed before exclude all others: 浙江和上海一起搞的，只有他们两家的."""
        for at in range(self.position("only_those") - 1, -1, -1):
            condition = self.events[at].condition
            names, mode = condition.names[0] if condition is not None and len(condition.names) == 1 else (None, "")
            if names is not None and names.kind == "place" and mode == "plain":
                self.events[at] = replace(self.events[at], condition=self.semantics.only(names))
                return

    def _of_own_measure(self, event: Event) -> Event:
        """Return the event with cases as its noun, if a measure word for units counts cases there; else unchanged.

        Some notices count their cases as others count units: 门店有几家, 大学参与的是哪家.
        """
        ask, said = event.ask, event.ask.mention if event.ask is not None else None
        if ask is None or said is None or ask.noun != "unit" or event.text != said.text:
            return event
        if not (said.has("howmany") and said.has("howmany_unit")) and not (
            said.has("which") and said.has("which_unit")
        ):
            return event
        conditions = [one.condition for one in self.events if one.condition is not None]
        done = any(one.has_verb and one.is_attributive for one in conditions)
        verb = self.has("take") or any(one.has_verb and not one.is_attributive for one in conditions)
        alone = all(said.text.endswith(notice.measure) for notice in self.index.dataset.notices)  # 永州有几家
        verb = verb and not (alone and not self.has("take"))
        of_cases = done or not verb or self.has("selected", "case") or any("tier" in one.kinds for one in conditions)
        return replace(event, ask=replace(ask, noun="case")) if of_cases and not self.has("unit") else event

    def _counts_named(self, event: Event) -> bool:
        """Return whether an event only repeats the number of the places that are named: 安徽与浙江，即两省都参与的."""
        where = event.condition.where if event.condition is not None else None
        if event.condition is None or not isinstance(where, PlaceCount) or where.op != "==" or where.code:
            return False
        lists = (names for one in self.events if one.condition is not None for names, _ in one.condition.names)
        named = any(names.kind == "place" and len(names.filters) == where.count for names in lists)
        return named and all(mode == "plain" for _, mode in event.condition.names)

    def _apart(self, event: Event) -> Event:
        """Return the event with each of its listed places on its own, not all together, wherever 分别 stands.

        An event without such a list is returned unchanged.
        """
        condition = event.condition
        if condition is None or len(condition.names) != 1:
            return event
        names, mode = condition.names[0]
        if (
            mode not in ("plain", "not")
            or names.is_marked
            or names.join
            or len(names.filters) < 2
            or names.kind not in _UNIT_KINDS
        ):
            return event
        apart = replace(names, join="each")
        where = self.semantics.meaning(apart, mode)
        return replace(event, condition=replace(condition, where=where, names=((apart, mode),)))

    def has(self, *kinds: str) -> bool:
        """Return whether the question has an event of one of these kinds."""
        return not self.kinds.isdisjoint(kinds)

    def find(self, *kinds: str) -> Ask | None:
        """Return the first ask of these kinds, or None if there is none."""
        return next((event.ask for event in self.events if event.ask and event.kind in kinds), None)

    def position(self, *kinds: str) -> int:
        """Return the position of the first event of these kinds, or -1 if there is none."""
        return next((at for at, event in enumerate(self.events) if event.kind in kinds), -1)

    def nouns(self, start: int = 0, end: int | None = None) -> list[str]:
        """Return the nouns of the events from `start` to `end`, in order.

        A list of places or bureaus that ends as a noun for units counts as units: 安徽的单位.
        """
        return [noun for event in self.events[start:end] for noun in self._nouns_of(event)]

    @staticmethod
    def _nouns_of(event: Event) -> Iterator[str]:
        """Yield the noun of an event, or that of each of its lists that ends as a noun for units."""
        if event.noun:
            yield event.noun
        elif event.condition is not None and not event.condition.is_attributive:
            yield from ("unit" for names, mode in event.condition.names if names.is_units and mode == "plain")

    @classmethod
    def named_by(cls, event: Event) -> Iterator[str]:
        """Yield the noun that an event asks for, then its own nouns."""
        if event.ask is not None and event.ask.noun:
            yield event.ask.noun
        yield from cls._nouns_of(event)

    @property
    def has_tier_noun(self) -> bool:
        """Whether a tier's name holds the noun for cases: 最佳案例."""
        return any(names.has_noun for condition in self.conditions for names, _ in condition.names)

    @property
    def names_cases(self) -> bool:
        """Whether a noun for cases, or a tier, is named."""
        return (
            self.has("case")
            or any(event.ask is not None and "case" in (event.ask.noun, event.ask.by) for event in self.events)
            or any("tier" in condition.kinds for condition in self.conditions)
        )

    def where(self, without: Sequence[Condition] = ()) -> Filter:
        """Return the filter of all conditions but those of `without`; 或 joins all left of it with all right of it."""
        alternatives: list[list[Condition]] = [[]]
        for event in self.events:
            if event.condition is not None and not any(event.condition is one for one in without):
                alternatives[-1].append(event.condition)
            elif event.kind == "or" and alternatives[-1]:
                alternatives.append([])
        found = [both(*self._parts(some)) for some in alternatives if some]
        return either(*found) if len(found) > 1 else found[0] if found else EVERYTHING

    def _parts(self, conditions: Sequence[Condition]) -> list[Filter]:
        """Return the filters of a conjunction of conditions.

        Conditions of one disjoint kind that stand apart are alternatives: 最佳的和优秀的.
        """
        parts: list[Filter] = []
        last: tuple[str, int] | None = None
        for condition in conditions:
            names, mode = condition.names[0] if len(condition.names) == 1 else (None, "")
            disjoint = names is not None and mode == "plain" and names.kind in ("tier", "number", "notice")
            if names is not None and disjoint and last is not None and last[0] == names.kind:
                said = {leaf for leaf, _ in leaves(parts[last[1]])}
                shared = [leaf for leaf, _ in leaves(condition.where) if leaf in said]
                narrowed = bool(shared) and names.kind == "notice"  # 2022年的仪器通知
                parts[last[1]] = either(*shared) if narrowed else either(parts[last[1]], condition.where)
                continue
            if names is not None and disjoint:
                last = (names.kind, len(parts))
            parts.append(self._rest(condition) if condition.rest else condition.where)
        return parts

    def _rest(self, condition: Condition) -> Filter:
        """Return the filter of a condition on the provinces that none names: all of them take part, or none does."""
        named = {
            leaf.code
            for one in self.conditions
            for names, _ in one.names
            for leaf in names.filters
            if isinstance(leaf, InRegion)
        }
        rest = [InRegion(place.code) for place in self.index.places("province") if place.code not in named]
        return both(condition.where, *(rest if condition.rest == "all" else map(negated, rest)))

    def themed(self, where: Filter) -> Filter:
        """Return the filter with topics as themes, where cases are asked for: every case that has the theme."""
        return with_themes(where) if self.has("about", "which", "list", "case") or "case" in self.nouns() else where

    def _is_left_out(self, names: Names, mode: str) -> bool:
        """Return whether the units of these names are to be left out: 除了安徽还有谁."""
        if names.kind not in _UNIT_KINDS:
            return False
        if mode == "except":
            return not any(condition.rest for condition in self.conditions)
        if mode == "plain":
            excepted = any(mode == "except" for condition in self.conditions for _, mode in condition.names)
            beyond = self.has("more") and self.has("who", "unit") and not names.is_units  # not 安徽的单位还有谁
            return (beyond or self.has("other_units", "who_else")) and not self.has("and") and not excepted
        of_units = any(names.is_units for one in self.conditions for names, mode in one.names if mode == "not")
        return mode == "not" and (of_units or names.kind == "org") and not self.has("take")

    def for_units(self) -> Filter:
        """Return the filter on the cases whose units are asked for."""
        out = [
            condition
            for condition in self.conditions
            if len(condition.names) == 1 and self._is_left_out(*condition.names[0]) and condition.names[0][1] != "plain"
        ]
        meets, only = self._over_all_cases()
        if meets or only is not None:
            rest = [one for one in self.conditions if not one.kinds <= {"tier"} and not any(one is o for o in out)]
            rest = [one for one in rest if not any(_is_no_partner(names, mode) for names, mode in one.names)]
            return both(either(*meets) if meets else only or EVERYTHING, *(one.where for one in rest))
        named = ((at, event.condition) for at, event in enumerate(self.events) if event.condition is not None)
        several = [one for at, one in named if _lists_places(one) and not self._names_their_case(at, one)]
        provinces = {InRegion(place.code) for place in self.index.places("province")}
        places = [one.names[0][0].filters for one in several]
        some = (either(*listed) for listed in places if set(listed) != provinces)
        return both(self.where([*out, *several]), *some, *self._partners())

    def _names_their_case(self, at: int, condition: Condition) -> bool:
        """Return whether the places at `at` say which case is meant: 杨浦金华案例由谁参与, 沪甬那个几家单位."""
        after = [event.kind for event in self.events[at + 1 : at + 2]]
        return self._says_which_cases(at, condition) or after in (["case"], ["point"])

    def _partners(self) -> Iterator[Filter]:
        """Yield the filters on the cases of those whose partners are asked for: 和上海一起的单位."""
        asks = (event.ask for event in self.events if event.ask is not None and event.kind == "partners")
        for condition in (one for ask in asks for one in ask.conditions):
            yield from (self.semantics.meaning(names, mode) for names, mode in condition.names)

    def _over_all_cases(self) -> tuple[tuple[Filter, ...], Filter | None]:
        """Return the filters that some case of a unit must meet each, and the one that all its cases must meet.

        既参与最佳又参与优秀的单位 has the former, 只参与最佳的单位 the latter; without either, they are () and None.
        """
        for condition in self.conditions:
            for names, mode in condition.names:
                if names.join == "meets":
                    return names.filters, None
                if names.join == "only":
                    return (), names.filters[0]
                if _is_no_partner(names, mode):
                    return (), negated(either(*names.filters))  # 没和上海合作过的城市
        return (), None

    def scope(self, level: Level | None = None) -> UnitScope:
        """Return the scope of the query: which of the cases' units are meant, of `level` if it is given."""
        within = [leaf.code for leaf in self._unit_levels() if leaf.code and level is None]
        outside: list[str] = []
        parts: list[ByAgency] = []
        without: list[ByAgency] = []
        op, count = None, 0
        for at, event in enumerate(self.events):
            if event.ask is not None and event.ask.quantity is not None and event.kind == "cases":
                quantity = event.ask.quantity
                if not quantity.is_plain or event.ask.claim in ("stated", "all") or self._is_of_units(at):
                    op, count = quantity.bounds[0]
            of_partners = (event.ask is not None and event.kind == "partners") or (
                _names_partner(event.condition) and not self._says_which_cases(at, event.condition)
            )
            conditions = (
                event.ask.conditions if event.ask is not None and event.kind == "partners" else (event.condition,)
            )
            for condition in conditions:
                for names, mode in condition.names if condition is not None else ():
                    for leaf in names.filters:
                        if isinstance(leaf, InRegion) and names.kind in _UNIT_KINDS:
                            if of_partners or self._is_left_out(names, mode):
                                outside.append(leaf.code)
                            elif mode in ("plain", "only") and (
                                names.is_units or not self._says_which_cases(at, condition)
                            ):
                                within.append(leaf.code)
                        elif isinstance(leaf, ByAgency) and (of_partners or self._is_left_out(names, mode)):
                            without.append(leaf)
                        elif (
                            isinstance(leaf, ByAgency)
                            and mode == "plain"
                            and (names.is_units or not self._says_which_cases(at, condition))
                        ):
                            parts.append(leaf)
        meets, only = self._over_all_cases()
        level = level or self._level_of_units()
        return UnitScope(tuple(within), tuple(outside), tuple(parts), tuple(without), level, op, count, meets, only)

    def _is_of_units(self, at: int) -> bool:
        """Return whether the number of cases at `at` is that of each unit: 浙江参与了两个案例的单位."""
        before = self.events[at - 1].condition if at else None
        said = before is not None and before.has_verb and not before.is_attributive
        return said and "unit" in (noun for event in self.events[at + 1 : at + 3] for noun in self.named_by(event))

    def _level_of_units(self) -> Level | None:
        """Return the level of the units that are asked for (县级局有几家), or None if none is named."""
        named = self._unit_levels()
        return named[0].level if named else None

    def _unit_levels(self) -> list[UnitLevel]:
        """Return the levels that say which units are meant: 区县局参与了几家.

        Those that say which cases are meant are not among them: 区县局参与的案例有几家单位.
        """
        of_units = (one for one in self.conditions if not (one.has_verb and (one.is_attributive or one.is_of_cases)))
        named = (names for one in of_units for names, mode in one.names if mode == "plain")
        return [leaf for names in named for leaf in names.filters if isinstance(leaf, UnitLevel)]

    def _says_which_cases(self, at: int, condition: Condition | None) -> bool:
        """Return whether the condition at `at` says which cases are meant, not units: 上海参与的案例有哪些单位."""
        if condition is None or condition.is_of_cases:
            return True
        if not (condition.has_verb and condition.is_attributive):
            return False
        following = self.events[at + 1 : at + 3]
        for event in following:
            if event.noun == "case" or (event.condition is not None and "tier" in event.condition.kinds):
                return True
        # 南京参与的那个，牵头的是谁
        return "point" in [event.kind for event in following] and self.has("who") and not self.has("unit")


def _is_no_partner(names: Names, mode: str) -> bool:
    """Return whether the names are those of a place that the units asked for never work with: 没和上海合作过的城市."""
    return names.is_partner and mode == "not"


def _lists_places(condition: Condition) -> bool:
    """Return whether a condition lists places whose units are asked for, of each place its own: 宁波和金华的单位.

    四地都参与的 is no such list.
    """
    names, mode = condition.names[0] if len(condition.names) == 1 else (None, "")
    if names is None or names.kind != "place" or mode != "plain" or names.is_marked:
        return False
    places = all(isinstance(leaf, InRegion) for leaf in names.filters)
    return places and len(names.filters) > 1 and condition.where == both(*names.filters)


def _names_partner(condition: Condition | None) -> bool:
    """Return whether a condition names the places that others work with: 跟合肥合作的城市."""
    names = condition.names[0][0] if condition is not None and len(condition.names) == 1 else None
    return names is not None and names.kind == "place" and names.is_partner
