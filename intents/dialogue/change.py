"""The fragment and the conversation that it continues, as the rules for changes take them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.model import Agency, Notice
from intents.dialogue.kinds import kinds_of, level_of
from intents.dialogue.references import points_back
from intents.index.case_index import CaseIndex
from intents.index.selection import place_at
from intents.model.context import Context
from intents.model.query import (
    EVERYTHING,
    And,
    Filter,
    InNotice,
    Not,
    Numbered,
    Op,
    Or,
    Query,
    conjuncts,
    either,
)
from intents.parsing.constituents import Ask, Condition
from intents.parsing.reading import Reading

_SAYS_NOTHING = frozenset(("filler", "function", "stop"))
"""The effects of words that `Change.begins` passes over at the start of a fragment."""


@dataclass
class Change:
    """A fragment and the conversation that it continues: the input of each rule."""

    reading: Reading
    context: Context
    index: CaseIndex
    nth: Callable[[Query, int | Numbered], Filter]
    """A function that returns the cases at a position, or a range of positions, of a list, as a condition."""
    size: Callable[[Query], int]
    """A function that returns the length of a list."""
    ranking: Callable[[Query], Sequence[tuple[str, int]]]
    """A function that returns the lines of a ranking."""
    agencies: Callable[[Query], Sequence[Agency]]
    """A function that returns the agencies of an answer."""
    new: Query = field(init=False)
    """The query that the fragment has by itself."""
    old: Query = field(init=False)
    """The last query; where it asked if there are agencies with so many cases, it lists these agencies instead."""
    events: list[str] = field(init=False)
    """The kinds of the fragment's events, in order, without those that only separate."""
    held: frozenset[str] = field(init=False)
    """The same kinds as a set."""
    parts: tuple[Filter, ...] = field(init=False)
    """The conditions of the fragment's query that must all hold."""
    kinds: frozenset[str] = field(init=False)
    """The kinds of the fragment's conditions and compared items, as `kind_of` returns them."""

    def __post_init__(self) -> None:
        self.new, self.old = self.reading.query, self.context.query
        if self.old.finds_units:  # those it found are shown
            self.old = self.old.with_(ask="units", subject="cases")
        self.events = [event.kind for event in self.reading.events if event.kind not in ("stop", "comma", "ignored")]
        self.held = frozenset(self.events)
        self.parts = tuple(part for part in conjuncts(self.new.where) if part != And())
        self.kinds = frozenset().union(*map(kinds_of, self.parts), *map(kinds_of, self.new.items))
        if self.events[-2:] == ["howmany", "particle"]:
            self.events.pop()  # 江苏有几个嘛
        asked = self.reading.has(*_QUESTIONING) and not self.has("that")  # 案例数呢 has no word that asks
        if self.events[-1:] == ["ne"] and asked and self.names_case:
            self.events.pop()  # 最佳案例有几个呢: a particle, where a whole question is asked
        self.held = frozenset(self.events)  # without the particles
        if self._is_of_leaders():
            self.old = Query("cases", self.leaders(self.old))

    def _is_of_leaders(self) -> bool:
        """Return whether the fragment asks of the cases that share the first place of a ranking (其中有金华的)."""
        ranked = self.old.ask == "rank" and self.old.subject == "cases" and self.old.least
        pointed = points_back(self) and self.new.ask not in ("rank", "compare")
        return ranked and pointed and isinstance(self.leaders(self.old), Or)

    # What the fragment holds.

    def has(self, *kinds: str) -> bool:
        """Return whether the fragment has an event of one of these kinds."""
        return not self.held.isdisjoint(kinds)

    @property
    def ends_attributive(self) -> bool:
        """Whether the fragment ends with an attributive condition (优秀的), even if 那些 or 列一下 follows it."""
        passed = ("stop", "ignored", "there", "list", "show")
        condition = next((event for event in reversed(self.reading.events) if event.kind not in passed), None)
        if condition is not None and condition.kind == "de":
            return True
        return condition is not None and condition.condition is not None and condition.condition.is_attributive

    @property
    def leaves_out(self) -> bool:
        """Whether the fragment has a word for leaving out (不要江苏的)."""
        at_end = any(last.has("neg_right", "neg_left") for last in self.reading.mentions[-1:])
        return at_end or self.reading.has("neg_right", "except", "beyond")

    def top(self, position: int = 1) -> Filter | None:
        """Return the place at a position of the last ranking, counted from 1, or from -1 at its end.

        None if the last query ranked no places or ranked them by absence, or if no place or several have the position.
        """
        level = level_of(self.old)
        if level is None or self.old.ask != "rank" or self.old.by == "absence":
            return None
        return place_at(position, self.ranking(self.old), level, self.index)

    def leaders(self, ranking: Query) -> Filter:
        """Return the condition for the cases that share a ranking's first place; for an empty one, its conditions."""
        lines = self.ranking(ranking)
        ties = sum(value == lines[0][1] for _, value in lines)
        return either(*(self.nth(ranking, position) for position in range(1, ties + 1))) if ties else ranking.where

    @property
    def asks(self) -> bool:
        """Whether the fragment names what it asks for.

        The noun of another notice only says which notice is meant (书房呢).
        """
        named = "notice" in self.kinds and self.new.ask == "cases" and not self.has("which", "list", "show")
        return self.reading.asks and not named

    @property
    def names_unit(self) -> bool:
        """Whether the fragment names agencies as what it asks for (其他单位, 另有哪些参与单位)."""
        return self.has("unit") or any(event.ask and event.ask.noun == "unit" for event in self.reading.events)

    @cached_property
    def before(self) -> tuple[Filter, ...]:
        """The conditions that the last query took over from an earlier one; empty if it was a question of its own."""
        last = set(conjuncts(self.old.where))  # 其中最佳的 → 数量: the number is of the same cases
        queries = (conjuncts(query.where) for query in self.context.earlier if set(conjuncts(query.where)) != last)
        kept = tuple(part for part in next(queries, ()) if part != And() and part not in self.context.said)
        return kept if set(kept) < set(conjuncts(self.old.where)) else ()

    @property
    def took_over(self) -> bool:
        """Whether the last question named no condition of its own and kept those of the one before (它有哪些单位)."""
        return bool(self.context.earlier) and set(conjuncts(self.context.earlier[0].where)) == set(
            conjuncts(self.old.where)
        )

    @property
    def is_of_case_shown(self) -> bool:
        """Whether the last question was about the one case that a list or a card before it showed."""
        mask = self.index.evaluate(self.old.where)
        shown = (query.where for query in self.context.earlier if query.ask in ("cases", "card"))
        return mask.bit_count() == 1 and any(self.index.evaluate(where) == mask for where in shown)

    def begins(self, *effects: str) -> bool:
        """Return whether the fragment's first word, after courtesy and exclamations, has one of these effects."""
        first = next((one for one in self.reading.mentions if one.effects - _SAYS_NOTHING or one.sort != "op"), None)
        return first is not None and first.has(*effects)

    def asks_of(self, *kinds: str) -> list[Ask]:
        """Return the asks of the fragment's events of these kinds, in order."""
        return [event.ask for event in self.reading.events if event.kind in kinds and event.ask is not None]

    def find(self, *kinds: str) -> Ask | None:
        """Return the first ask of these kinds, or None if there is none."""
        return next(iter(self.asks_of(*kinds)), None)

    @property
    def asks_count(self) -> bool:
        """Whether the fragment asks how many."""
        return self.new.ask == "count"

    @property
    def notices_of_last(self) -> list[Notice]:
        """The notices that have all cases of the last query; empty if it had no case."""
        last = self.index.evaluate(self.old.where)
        notices = self.index.dataset.notices if last else ()
        return [notice for notice in notices if not last & ~self.index.evaluate(InNotice(notice.id))]

    @property
    def numbers(self) -> list[int]:
        """The plain numbers that the fragment gives for what was shown (两个都参与了吗, 剩下那九个)."""
        said = (ask.quantity for ask in self.asks_of("hole", "other") if ask.quantity is not None)
        return [quantity.bounds[0].number for quantity in said if quantity.is_plain]

    @property
    def in_turn(self) -> bool:
        """Whether the fragment asks the same of another name with 又 (江苏的又是几个, 江苏又有哪些)."""
        asks = self.asks_count or self.has("which")
        asks = asks and not (
            self.names_case and all(isinstance(part, Not) for part in self.parts)
        )  # 缺了安徽的案例又有几个
        return asks and self.reading.has("yet") and bool(self.parts) and not self.has("those", "inside_those")

    @property
    def asks_truth(self) -> bool:
        """Whether the fragment asks if something holds."""
        return self.new.ask == "yes_no"

    @cached_property
    def conditions(self) -> list[Condition]:
        """The conditions of the fragment, in order."""
        return [event.condition for event in self.reading.events if event.condition is not None]

    @cached_property
    def names_case(self) -> bool:
        """Whether the fragment has a noun for cases (案例, 最佳案例)."""
        if any(one.is_of_one or any(names.has_noun for names, _ in one.names) for one in self.conditions):
            return True  # 杨浦金华那个案例
        return self.has("case") or any(
            event.ask is not None and "case" in (event.ask.noun, event.ask.by) and event.kind != "cases"
            for event in self.reading.events
        )

    @property
    def refers(self) -> bool:
        """Whether the fragment refers to what was said (其中, 那…呢)."""
        return self.has("those", "that", "ne", "inside_those") or points_back(self)

    @property
    def lists_units(self) -> bool:
        """Whether the last question asked for agencies or for their number."""
        return self.old.ask == "units" or (self.old.ask == "count" and self.old.subject == "units")

    @property
    def one_by_one(self) -> tuple[Filter, ...]:
        """The conditions of the fragment; if it is a single disjunction, its alternatives (江苏或者浙江的)."""
        joined = self.parts[0] if len(self.parts) == 1 else None
        return joined.parts if isinstance(joined, Or) else tuple(self.parts)

    def comparison(self, held: Op, said: Op) -> Op:
        """Return the operator for the fragment's number: `held` if a number alone revises the last one, else `said`.

        For example 放宽到两个, after 至少三个, means at least two.
        """
        return held if said == "==" and self.reading.has("revise") else said

    @property
    def shares_no_cases(self) -> bool:
        """Whether the fragment asks for a share of cases (占比呢) after a question that counted agencies or places."""
        counted = self.old.ask == "units" or (self.old.ask == "count" and self.old.subject != "cases")
        return counted and self.new.by == "share" and self.new.where == EVERYTHING and self.new.subject != "units"


_QUESTIONING = ("which", "who", "howmany")
"""Effects of the words that make a question without a particle."""
OWN = Query("help", fact="own question")
"""The result of a rule where the fragment is a question of its own."""
UNCLEAR = Query("help", fact="unclear")
"""The result of a rule where nothing shown explains what the fragment refers to, so that the bot must ask."""
