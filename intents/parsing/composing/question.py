"""The events of one question, and what they say: nouns, conditions, and which units are meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from intents.index.case_index import CaseIndex
from intents.model.query import (
    EVERYTHING,
    Filter,
    InRegion,
    PlaceCount,
    both,
    either,
    leaves,
    negated,
    with_themes,
)
from intents.parsing.constituents import Ask, Condition, Event
from intents.parsing.semantics.actions import Semantics

HOLDER_KINDS = ("place", "org")
"""Kinds of names that may say whose cases, or whose agencies, are meant."""


@dataclass(slots=True)
class Question:
    """The events of one question."""

    index: CaseIndex
    semantics: Semantics
    events: list[Event]
    domain: Filter | None = None
    """The filter on the cases that the events are said of, if they follow the words for a domain."""
    conditions: list[Condition] = field(init=False)
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = frozenset(event.kind for event in self.events)
        if not self.kinds.isdisjoint(("all", "sum", "together")):
            self.events = [event for event in self.events if not self._counts_named(event)]
        self.events = [self._of_own_measure(event) for event in self.events]
        if "each" in self.kinds and not self._lists_tiers_first():
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
        sizes = [len(names.filters) for names in lists if names.kind == "place"]
        named = where.count in (*sizes, sum(sizes))  # 苏州、杭州，还有合肥，三个城市都参与的
        return named and all(mode == "plain" for _, mode in event.condition.names)

    def _lists_tiers_first(self) -> bool:
        """Return whether “each” refers to tiers: 最佳和优秀里，江浙沪都参与的各有几个."""
        conditions = (event.condition for event in self.events if event.condition is not None)
        lists = [names for one in conditions for names, mode in one.names if mode == "plain" and len(names.filters) > 1]
        return bool(lists) and lists[0].kind == "tier"

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
            or names.kind not in HOLDER_KINDS
            or condition.where != self.semantics.meaning(names, mode)
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
        named = (names for condition in self.conditions for names, _ in condition.names)
        return any(names.has_noun and names.kind == "tier" for names in named)

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
                again = [leaf for leaf, _ in leaves(condition.where)]
                shared = [leaf for leaf in again if leaf in said]
                if shared == again:
                    parts[last[1]] = condition.where  # 两档案例里，最佳的有哪些
                elif shared and names.kind == "notice":
                    parts[last[1]] = either(*shared)  # 2022年的仪器通知
                else:
                    parts[last[1]] = either(parts[last[1]], condition.where)
                continue
            if names is not None and disjoint:
                last = (names.kind, len(parts))
            parts.append(self.filter_of(condition))
        return parts

    def filter_of(self, condition: Condition) -> Filter:
        """Return the filter of a condition; of one on the provinces that none names, that all or none take part."""
        if not condition.rest:
            return condition.where
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
