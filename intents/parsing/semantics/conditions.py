"""Conditions of one list of names (grammar.txt, section 6)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from intents.model.query import (
    EVERYTHING,
    OPERATORS,
    About,
    ByAgency,
    Filter,
    InRegion,
    InTitle,
    Op,
    PlaceCount,
    UnitCount,
    both,
    either,
    negated,
)
from intents.parsing.constituents import Bound, Condition, Mark, Names, Noun, Quantity
from intents.parsing.semantics.effects import SIDES
from intents.parsing.semantics.exclusions import Exclusions

_FLIPPED: dict[Op, Op] = {"==": "==", ">=": "<=", "<=": ">=", ">": "<", "<": ">"}


class Conditions(Exclusions):
    """The actions that make a condition of a list: denied, so many of them, a theme."""

    def asked_of(self, names: Names) -> Condition:
        return replace(self.involves(names), is_asked=True)

    def denied(self, names: Names) -> Condition:
        """没有江苏和安徽, but 不是江苏和安徽都: a negation before a list that a word for “all” closes."""
        every = names.kind == "place" and len(names.filters) == len(self._index.places("province")) > 1  # 非四地
        return self.not_all(names) if names.is_marked or every else self.absent(names)

    def denied_part(self, names: Names) -> Condition:
        """没有上海单位参与的 says which cases are meant, not which units."""
        return self.denied(replace(names, is_units=False))

    def is_not(self, names: Names, agency: Names) -> Condition | None:
        """浙江的参与单位不是认证监督管理处: no agency of that name is there, whichever are elsewhere."""
        place = names.filters[0]
        named = [leaf for leaf in agency.filters if isinstance(leaf, ByAgency) and not leaf.code]
        if not (names.is_units and isinstance(place, InRegion) and len(names.filters) == 1):
            return None
        if agency.kind != "org" or len(named) != len(agency.filters):
            return None
        there = tuple(replace(leaf, code=place.code) for leaf in named)
        return self._condition(replace(agency, filters=there), "not")

    @staticmethod
    def of_any_place(names: Names) -> Condition:
        """四地加起来: of any of them."""
        return Condition(either(*names.filters), ((names, "plain"),))

    def absent_one(self, names: Names, number: int) -> Condition | None:
        """一个都没参加: none of them."""
        return self.absent(names) if number == 1 else None

    def involves_any(self, names: Names) -> Condition | None:
        """至少包括杭州、宁波之一: at least says what 之一 does."""
        return self.involves(names) if names.join == "any" else None

    def together_bounded(self, names: Names) -> Condition | None:
        """三个以上城市联合办理; 三市联合办理 may be all of those before."""
        bounded = all(isinstance(one, PlaceCount) and one.op != "==" for one in names.filters)
        return self.involves(names) if bounded else None

    def absent_everywhere(self, names: Names, number: int) -> Condition | None:
        """是不是一个案例都没参与: whether all cases lack it."""
        if number != 1:
            return None
        return replace(self.absent(names), every=EVERYTHING, is_asked=True)

    def any_absent(self, names: Names) -> Condition | None:
        """至少一方缺席."""
        if len(names.filters) < 2:
            return None
        return self.absent(replace(names, join="any"))

    def absent_asked(self, names: Names) -> Condition:
        """安徽有没有没参与的."""
        return replace(self.absent(names), is_asked=True)

    def itself(self, names: Names) -> Condition:
        """苏州市局自己 only stresses the unit; 江苏自己 is 江苏 alone."""
        return self._condition(names, "plain" if names.kind == "org" else "only")

    def more_than(self, a: Names, b: Names) -> Condition | None:
        """浙江比安徽多参与的: those that the first has and the second lacks."""
        if a.is_units or b.is_units:
            return None  # 江苏单位比浙江多的 is of their numbers
        where = both(self.meaning(a, "plain"), self.meaning(b, "not"))
        return Condition(where, ((a, "plain"), (b, "not")), has_verb=True)

    def all_involved(self, names: Names) -> Condition:
        return self.involves(replace(names, is_marked=True))

    def not_all(self, names: Names) -> Condition:
        return self._condition(names, "not_all" if len(names.filters) > 1 else "not")

    def not_together(self, a: Names, b: Names) -> Condition:
        """浙江未与安徽共同参与: not both of them."""
        return self.not_all(replace(a, filters=(*a.filters, *b.filters), is_joined=True))

    def not_all_of_them(self) -> Condition | None:
        """没有全部参与的案例: of all provinces, where none is named."""
        provinces = tuple(InRegion(place.code) for place in self._index.places("province"))
        return self.not_all(Names("place", provinces, is_marked=True)) if len(provinces) > 1 else None

    def but_not_all(self, condition: Condition) -> Condition | None:
        """杭州或金华参与，但两者不同时参与的."""
        if len(condition.names) != 1 or len(condition.names[0][0].filters) < 2:
            return None
        names, _ = condition.names[0]
        return replace(condition, where=both(condition.where, negated(both(*names.filters))))

    def not_every_of(self, names: Names) -> Condition:
        """没有全部四地参与的; 没有全部安徽 is of one place."""
        return self.not_all(names) if len(names.filters) > 1 else self.denied(names)

    def set_without(self, a: Names, b: Names) -> Condition:
        """江苏参与的案例与安徽参与的案例的差集: with the one, without the other."""
        with_a, without_b = self.involves(a), self.absent(b)
        return Condition(both(with_a.where, without_b.where), (*with_a.names, *without_b.names), has_verb=True)

    def absent_together(self, names: Names) -> Condition:
        """去掉四地联合的: those that all of them are in."""
        return self.not_all(names) if names.is_marked and len(names.filters) > 1 else self.absent(names)

    def negate_names(self, names: Names) -> Condition:
        condition = self._condition(names)
        return replace(condition, where=negated(condition.where), names=((names, "not"),))

    def no_such_number(self, names: Names) -> Condition:
        """没有三个省参与的; 没有一家安徽单位的: none at all."""
        one = names.filters[0]
        if isinstance(one, PlaceCount | UnitCount) and (one.op, one.count) == ("==", 1):
            names = replace(names, filters=(replace(one, op=">="),))
        return self.negate_names(names)

    def negate(self, condition: Condition) -> Condition | None:
        """Deny a whole condition: 不是四地都参与的."""
        if condition.rest or condition.where == EVERYTHING:
            return None
        if len(condition.names) == 1 and condition.every is None:
            names, mode = condition.names[0]
            if mode == "plain" and names.kind != "count":
                return self._condition(names, "not_all" if names.is_marked and len(names.filters) > 1 else "not")
            if mode == "only":
                return self._condition(names, "not_only")
        return replace(condition, where=negated(condition.where), has_verb=True)

    def negate_each(self, condition: Condition) -> Condition | None:
        """有上海的都过滤掉; 两地均未参与 is no number of those that take part."""
        counts = all(names.kind == "count" for names, _ in condition.names)
        return None if counts else self.negate(condition)

    def not_so_many_units(self, quantity: Quantity) -> Condition | None:
        """参与单位不是四家的."""
        if not quantity.is_measured or len(quantity.bounds) > 1:
            return None
        bound = quantity.bounds[0]
        return self.negate_names(Names("count", (UnitCount(bound.op, bound.number),)))

    def just_so_many_absent(self, names: Names) -> Condition | None:
        """只有一个省没参与的: of the places whose number is known to all."""
        known = all(isinstance(part, PlaceCount) and part.level == "province" for part in names.filters)
        return self.so_many_absent(names) if known else None

    def so_many_absent(self, names: Names) -> Condition:
        """三个省没参与: so many of the places are absent, and the rest are there."""
        if not all(isinstance(part, PlaceCount) for part in names.filters):
            return self.negate_names(names)
        flipped = tuple(self._there(part) for part in names.filters if isinstance(part, PlaceCount))
        return self._condition(replace(names, filters=flipped))

    def _there(self, absent: PlaceCount) -> PlaceCount:
        """How many places are there where so many are absent; if more than all are, what no or what every case has."""
        op, count = _FLIPPED[absent.op], len(self._index.places(absent.level)) - absent.count
        return (
            replace(absent, op=op, count=count)
            if count >= 0
            else replace(absent, op=">=" if ">" in op else "<", count=0)
        )

    def some_of(self, names: Names, quantity: Quantity, side: Mark | None = None) -> Condition | None:
        return self._some(names, names.filters, quantity, side)

    def some_absent(self, names: Names, quantity: Quantity, side: Mark | None = None) -> Condition | None:
        return self._some(names, tuple(map(negated, names.filters)), quantity, side)

    def some_missing(self, names: Names, number: int) -> Condition | None:
        """四地中缺一: exactly so many of them are absent."""
        return self._some(names, tuple(map(negated, names.filters)), Quantity((Bound("==", number),)), None)

    def _some(self, names: Names, parts: tuple[Filter, ...], quantity: Quantity, side: Mark | None) -> Condition | None:
        """江苏和安徽至少有一个: so many of those listed."""
        bound = quantity.bounds[0]
        op = SIDES[side.effect] if side is not None else bound.op
        if len(parts) < 2 or len(quantity.bounds) > 1 or names.is_marked:
            return None
        if bound.number > len(parts) or (op == "==" and bound.number == len(parts)):
            return None
        if side is not None and not quantity.is_plain:
            return None
        if op == ">=" and bound.number == 1:
            where = either(*parts)
        else:
            chosen = [
                both(*some, *(negated(part) for part in parts if part not in some))
                for size in range(len(parts) + 1)
                if OPERATORS[op](size, bound.number)
                for some in combinations(parts, size)
            ]
            where = either(*chosen)
        return Condition(where, ((names, "plain"),), has_verb=True)

    def agency_named(self, names: Names) -> Condition | None:
        """单位名称含“知识产权”."""
        return self.plain(found) if (found := self.units_named(names)) is not None else None

    def named_units_of(self, names: Names) -> Noun | None:
        """单位名称含“知识产权”的: those units."""
        found = self.units_named(names)
        return Noun("unit", (self.plain(found),)) if found is not None else None

    def units_named(self, names: Names) -> Names | None:
        """名称含“登记注册”的单位: agencies whose name has the words."""
        words = [word for part in names.filters if isinstance(part, About) for word in part.words]
        agencies = tuple(ByAgency(word) for word in words)
        found = agencies and all(map(self._index.agency_index.agencies, agencies))
        return Names("org", agencies, text=names.text, is_units=True) if found else None

    def with_parts(self, names: Names, parts: Names) -> Names | None:
        """省局及其处室、中心: the bureau, whose parts belong to it."""
        return names if names.kind == "org" and self.units_named(parts) is not None else None

    def theme(self, names: Names) -> Condition:
        return self.plain(_themed(names))

    def theme_absent(self, names: Names) -> Condition:
        return self._condition(_themed(names), "not")

    def titled(self, names: Names) -> Condition | None:
        """标题里有“协同”: the title itself, not an alias."""
        return self.plain(found) if (found := _in_title(names)) is not None else None

    def titled_absent(self, names: Names) -> Condition | None:
        return self._condition(found, "not") if (found := _in_title(names)) is not None else None


def _themed(names: Names) -> Names:
    """The same topics as themes: every case that has the words, not the closest ones."""
    return replace(names, filters=tuple(replace(p, theme=True) if isinstance(p, About) else p for p in names.filters))


def _in_title(names: Names) -> Names | None:
    """The words of topics as words of titles."""
    words = [InTitle("".join(part.words)) for part in names.filters if isinstance(part, About)]
    return replace(names, filters=tuple(words)) if len(words) == len(names.filters) else None
