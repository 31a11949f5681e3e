"""Actions that deny a condition or a list of names (grammar.txt, section 6)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import (
    EVERYTHING,
    ByAgency,
    InRegion,
    PlaceCount,
    UnitCount,
    Unknown,
    both,
    negated,
)
from intents.parsing.constituents import Condition, Mark, Names, Quantity
from intents.parsing.semantics.effects import NOUNS
from intents.parsing.semantics.exclusions import Exclusions


class Denials(Exclusions):
    """The actions that make the denial of a list or of a condition."""

    def denied(self, names: Names) -> Condition:
        """Return the condition that the names are absent: 没有江苏和安徽.

        Of alternatives none takes part: 没有江苏或安徽. If a word for “all” closes the list, the condition is that not
        all of them take part: 不是江苏和安徽都.
        """
        every = names.kind == "place" and len(names.filters) == len(self._index.places("province")) > 1  # 非四地
        if names.is_marked or every:
            return self.not_all(names)
        return self.absent(replace(names, join="") if names.join == "any" else names)

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

    def absent_one(self, names: Names, number: int) -> Condition | None:
        """Return the condition that the names are absent (一个都没参加), or None for a number other than one."""
        return self.absent(names) if number == 1 else None

    def absent_everywhere(self, names: Names, number: int) -> Condition | None:
        """Return the asked condition that all cases lack the names: 是不是一个案例都没参与.

        For places that no notice names, the asked condition is that they take part: that there are none says it all.
        Return None for a number other than one.
        """
        if number != 1:
            return None
        if all(isinstance(leaf, Unknown) for leaf in names.filters):
            return replace(self.involves(names), is_asked=True)
        return replace(self.absent(names), every=EVERYTHING, is_asked=True)

    def none_anywhere(self, names: Names) -> Condition | None:
        """Return the asked condition that all cases lack the names: 常州是不是没有入选的案例."""
        return self.absent_everywhere(names, 1)

    def none_claimed(self, names: Names) -> Condition | None:
        """Return the condition of `none_anywhere`, or for a place that no notice has a true one: 滨州没有入选吧."""
        unknown = all(isinstance(part, Unknown) for part in names.filters)
        return self.absent_asked(names) if unknown else self.none_anywhere(names)

    def none_asked(self, names: Names, number: int) -> Condition | None:
        """Return the asked condition that the names are absent (上海一家都没有吗), or None for a number but one."""
        return self.absent_asked(names) if number == 1 else None

    def any_absent(self, names: Names) -> Condition | None:
        """Return the condition that any of several names is absent (至少一方缺席), or None for a single name."""
        if len(names.filters) < 2:
            return None
        return self.absent(replace(names, join="any"))

    def absent_asked(self, names: Names) -> Condition:
        """Return the asked condition that the names are absent: 安徽有没有没参与的."""
        return replace(self.absent(names), is_asked=True)

    def not_all(self, names: Names) -> Condition:
        return self._condition(names, "not_all" if len(names.filters) > 1 else "not")

    def absent_asked_in(self, names: Names, domain: Condition) -> Condition:
        """Return the asked condition that a case of a domain lacks the names: 安徽有没有缺席哪个最佳案例."""
        absent = self.absent(names)
        return replace(
            absent, where=both(domain.where, absent.where), names=(*domain.names, *absent.names), is_asked=True
        )

    def any_place_missing(self, level: Mark) -> Condition | None:
        """Return the condition that not all provinces take part (有省市缺席的), or None for another level."""
        return self.not_all_of_them() if NOUNS[level.effect] == "province" else None

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

    def but_not_everyone(self, condition: Condition) -> Condition | None:
        """Return the condition less the cases of all provinces: 安徽参与了但没到齐的.

        Return None if the dataset has a single province.
        """
        several = self.not_all_of_them()
        return replace(condition, where=both(condition.where, several.where)) if several is not None else None

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
            says_who = condition.where == self.meaning(names, mode) and names.join in ("", "each")
            if mode == "plain" and names.kind != "count" and says_who:
                return self._condition(names, "not_all" if names.is_marked and len(names.filters) > 1 else "not")
            if mode == "only":
                return self._condition(names, "not_only")
        return replace(condition, where=negated(condition.where), has_verb=True)

    @staticmethod
    def all_but(condition: Condition) -> Condition | None:
        """Return the condition of all cases but those of a clause: 除了四地都参与的案例还有哪些.

        Return None if it restricts nothing, or only names who takes part (除了安徽都参与的 says who does), or is an
        exception itself, whose 除 this one is: 除浙江以外的案例还有哪些.
        """
        names, mode = condition.names[0] if len(condition.names) == 1 else (None, "")
        listed = names is not None and not (names.is_marked and len(names.filters) > 1)
        plain = mode == "plain" and listed and names is not None and names.kind != "count" and names.join in ("", "any")
        if condition.rest or condition.where == EVERYTHING or plain or mode == "except":
            return None
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
