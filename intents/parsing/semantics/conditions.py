"""Actions that make a condition of one list of names (grammar.txt, section 6)."""

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
    """The actions that make a condition of a list: its denial, a number of its members, a theme."""

    def asked_of(self, names: Names) -> Condition:
        return replace(self.involves(names), is_asked=True)

    def denied(self, names: Names) -> Condition:
        """Return the condition that the names are absent: 没有江苏和安徽.

        If a word for “all” closes the list, the condition is that not all of them take part: 不是江苏和安徽都.
        """
        every = names.kind == "place" and len(names.filters) == len(self._index.places("province")) > 1  # 非四地
        return self.not_all(names) if names.is_marked or every else self.absent(names)

    def denied_part(self, names: Names) -> Condition:
        """Return the denial of the names as places: 没有上海单位参与的 says which cases are meant, not which units."""
        return self.denied(replace(names, is_units=False))

    def is_not(self, names: Names, agency: Names) -> Condition | None:
        """Return the condition that one place has no agency of a name in the case: 浙江的参与单位不是认证监督管理处.

        Other places may have one. Return None if `names` are not the units of one place, or `agency` is no agency
        without a place.
        """
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
        """Return the condition that any of the places takes part: 四地加起来."""
        return Condition(either(*names.filters), ((names, "plain"),))

    def absent_one(self, names: Names, number: int) -> Condition | None:
        """Return the condition that the names are absent (一个都没参加), or None for a number other than one."""
        return self.absent(names) if number == 1 else None

    def involves_any(self, names: Names) -> Condition | None:
        """Return the condition that any of the names takes part: 至少 repeats what 之一 says (至少包括杭州、宁波之一).

        Return None if nothing but 至少 says so.
        """
        return self.involves(names) if names.join == "any" else None

    def together_bounded(self, names: Names) -> Condition | None:
        """Return the condition that a bounded number of places take part together: 三个以上城市联合办理.

        Return None for a bare number: 三市联合办理 may be all of those before.
        """
        bounded = all(isinstance(one, PlaceCount) and one.op != "==" for one in names.filters)
        return self.involves(names) if bounded else None

    def absent_everywhere(self, names: Names, number: int) -> Condition | None:
        """Return the asked condition that all cases lack the names: 是不是一个案例都没参与.

        Return None for a number other than one.
        """
        if number != 1:
            return None
        return replace(self.absent(names), every=EVERYTHING, is_asked=True)

    def any_absent(self, names: Names) -> Condition | None:
        """Return the condition that any of several names is absent (至少一方缺席), or None for a single name."""
        if len(names.filters) < 2:
            return None
        return self.absent(replace(names, join="any"))

    def absent_asked(self, names: Names) -> Condition:
        """Return the asked condition that the names are absent: 安徽有没有没参与的."""
        return replace(self.absent(names), is_asked=True)

    def itself(self, names: Names) -> Condition:
        """Return the condition that an agency takes part, or that a place takes part alone (江苏自己).

        苏州市局自己 only stresses the agency.
        """
        return self._condition(names, "plain" if names.kind == "org" else "only")

    def more_than(self, a: Names, b: Names) -> Condition | None:
        """Return the condition that `a` takes part and `b` does not: 浙江比安徽多参与的.

        Return None if either ends as a noun for units.
        """
        if a.is_units or b.is_units:
            return None  # 江苏单位比浙江多的 is of their numbers
        where = both(self.meaning(a, "plain"), self.meaning(b, "not"))
        return Condition(where, ((a, "plain"), (b, "not")), has_verb=True)

    def all_involved(self, names: Names) -> Condition:
        return self.involves(replace(names, is_marked=True))

    def not_all(self, names: Names) -> Condition:
        return self._condition(names, "not_all" if len(names.filters) > 1 else "not")

    def not_together(self, a: Names, b: Names) -> Condition:
        """Return the condition that the names of both lists do not all take part: 浙江未与安徽共同参与."""
        return self.not_all(replace(a, filters=(*a.filters, *b.filters), is_joined=True))

    def not_all_of_them(self) -> Condition | None:
        """Return the condition that not all provinces take part, where none is named: 没有全部参与的案例.

        Return None if the dataset has a single province.
        """
        provinces = tuple(InRegion(place.code) for place in self._index.places("province"))
        return self.not_all(Names("place", provinces, is_marked=True)) if len(provinces) > 1 else None

    def but_not_all(self, condition: Condition) -> Condition | None:
        """Return the condition less the cases that all its names share: 杭州或金华参与，但两者不同时参与的.

        Return None if it is not made of one list of several names.
        """
        if len(condition.names) != 1 or len(condition.names[0][0].filters) < 2:
            return None
        names, _ = condition.names[0]
        return replace(condition, where=both(condition.where, negated(both(*names.filters))))

    def not_every_of(self, names: Names) -> Condition:
        """Return the condition that not all of several names take part: 没有全部四地参与的.

        A single name is denied: 没有全部安徽.
        """
        return self.not_all(names) if len(names.filters) > 1 else self.denied(names)

    def set_without(self, a: Names, b: Names) -> Condition:
        """Return the condition that `a` takes part and `b` does not: 江苏参与的案例与安徽参与的案例的差集."""
        with_a, without_b = self.involves(a), self.absent(b)
        return Condition(both(with_a.where, without_b.where), (*with_a.names, *without_b.names), has_verb=True)

    def absent_together(self, names: Names) -> Condition:
        """Return the condition that the names are absent.

        If a word for “all” closes a list, only the cases that all of its names share are excluded: 去掉四地联合的.
        """
        return self.not_all(names) if names.is_marked and len(names.filters) > 1 else self.absent(names)

    def negate_names(self, names: Names) -> Condition:
        condition = self._condition(names)
        return replace(condition, where=negated(condition.where), names=((names, "not"),))

    def no_such_number(self, names: Names) -> Condition:
        """Return the denial of a number of places or units: 没有三个省参与的; one means any: 没有一家安徽单位的."""
        one = names.filters[0]
        if isinstance(one, PlaceCount | UnitCount) and (one.op, one.count) == ("==", 1):
            names = replace(names, filters=(replace(one, op=">="),))
        return self.negate_names(names)

    def negate(self, condition: Condition) -> Condition | None:
        """Return the denial of a whole condition: 不是四地都参与的.

        Return None if it restricts nothing or speaks of the places that are not named.
        """
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
        """Return the denial of a condition: 有上海的都过滤掉.

        Return None if it only counts: 两地均未参与 is no number of those that take part.
        """
        counts = all(names.kind == "count" for names, _ in condition.names)
        return None if counts else self.negate(condition)

    def not_so_many_units(self, quantity: Quantity) -> Condition | None:
        """Return the condition that a case does not have so many units: 参与单位不是四家的.

        Return None for a quantity without a measure word or with several bounds.
        """
        if not quantity.is_measured or len(quantity.bounds) > 1:
            return None
        bound = quantity.bounds[0]
        return self.negate_names(Names("count", (UnitCount(bound.op, bound.number),)))

    def just_so_many_absent(self, names: Names) -> Condition | None:
        """Return the condition that exactly so many provinces are absent: 只有一个省没参与的.

        Return None for other places and for units, whose total the asker need not know.
        """
        known = all(isinstance(part, PlaceCount) and part.level == "province" for part in names.filters)
        return self.so_many_absent(names) if known else None

    def so_many_absent(self, names: Names) -> Condition:
        """Return the condition that so many places are absent and the rest take part: 三个省没参与.

        Numbers of units are denied.
        """
        if not all(isinstance(part, PlaceCount) for part in names.filters):
            return self.negate_names(names)
        flipped = tuple(self._there(part) for part in names.filters if isinstance(part, PlaceCount))
        return self._condition(replace(names, filters=flipped))

    def _there(self, absent: PlaceCount) -> PlaceCount:
        """Return the number of places that take part where so many of their level are absent.

        If more are absent than the level has, no case has the number or, if it is an upper bound, every case has.
        """
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
        """Return the condition that exactly so many of the names are absent: 四地中缺一.

        Return None if the list is too short for the number.
        """
        return self._some(names, tuple(map(negated, names.filters)), Quantity((Bound("==", number),)), None)

    def _some(self, names: Names, parts: tuple[Filter, ...], quantity: Quantity, side: Mark | None) -> Condition | None:
        """Return the condition that so many of the parts hold: 江苏和安徽至少有一个.

        Return None if the list or the quantity does not fit, or a word for “all” closes the list.
        """
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
        """Return the condition that a case has an agency whose name has the words: 单位名称含“知识产权”.

        Return None if no agency has.
        """
        return self.plain(found) if (found := self.units_named(names)) is not None else None

    def named_units_of(self, names: Names) -> Noun | None:
        """Return the noun phrase of the units whose name has the words: 单位名称含“知识产权”的.

        Return None if no agency has.
        """
        found = self.units_named(names)
        return Noun("unit", (self.plain(found),)) if found is not None else None

    def units_named(self, names: Names) -> Names | None:
        """Return the list of agencies whose name has the words: 名称含“登记注册”的单位.

        Return None if one of the topics is in no agency's name.
        """
        words = [word for part in names.filters if isinstance(part, About) for word in part.words]
        agencies = tuple(ByAgency(word) for word in words)
        found = agencies and all(map(self._index.agency_index.agencies, agencies))
        return Names("org", agencies, text=names.text, is_units=True) if found else None

    def with_parts(self, names: Names, parts: Names) -> Names | None:
        """Return the bureau, since its parts belong to it: 省局及其处室、中心.

        Return None if the names are no agencies, or the parts are in no agency's name.
        """
        return names if names.kind == "org" and self.units_named(parts) is not None else None

    def theme(self, names: Names) -> Condition:
        return self.plain(_themed(names))

    def theme_absent(self, names: Names) -> Condition:
        return self._condition(_themed(names), "not")

    def titled(self, names: Names) -> Condition | None:
        """Return the condition that the title itself, not an alias, has the words: 标题里有“协同”.

        Return None if the names are no topics.
        """
        return self.plain(found) if (found := _in_title(names)) is not None else None

    def titled_absent(self, names: Names) -> Condition | None:
        return self._condition(found, "not") if (found := _in_title(names)) is not None else None


def _themed(names: Names) -> Names:
    """Return the names with their topics as themes: every case that has the words, not the closest ones."""
    return replace(names, filters=tuple(replace(p, theme=True) if isinstance(p, About) else p for p in names.filters))


def _in_title(names: Names) -> Names | None:
    """Return the names with their topics as words of titles, or None if one is no topic."""
    words = [InTitle("".join(part.words)) for part in names.filters if isinstance(part, About)]
    return replace(names, filters=tuple(words)) if len(words) == len(names.filters) else None
