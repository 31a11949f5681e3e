"""Actions that join conditions (grammar.txt, section 6)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import both, either, negated
from intents.parsing.constituents import Condition, Mark, Names
from intents.parsing.semantics.conditions import Conditions
from intents.parsing.semantics.lists import Lists


class Clauses(Conditions, Lists):
    """The actions that join conditions."""

    def only_together(self, names: Names, others: Names) -> Condition | None:
        """Return the condition that all of both lists, and nobody else, take part: 浙江只跟上海合作.

        Return None if the two lists cannot be joined.
        """
        joined = self.join(names, others)
        return self.only(joined) if joined is not None else None

    def not_all_listed(self, number: int, level: Mark) -> Condition | None:
        """Return the condition that not all places of a stated number take part: 未覆盖全部四省市的.

        Return None if the dataset has no such number of places.
        """
        names = self.all_places(number, level)
        return self.not_all(replace(names, is_marked=True)) if names is not None else None

    @staticmethod
    def attributive(condition: Condition) -> Condition | None:
        return None if condition.is_attributive else replace(condition, is_attributive=True)

    @staticmethod
    def difference_said(condition: Condition) -> Condition | None:
        """Return the condition that 差集 names (没安徽的，差集), or None if no part of it is denied."""
        return condition if any(mode == "not" for _, mode in condition.names) else None

    def that_one(self, condition: Condition, number: int) -> Condition | None:
        """Return the condition as an attribute of one case: 叉车的那一个.

        Return None for another number: 叉车的那三个 names a number of cases.
        """
        return self.attributive(condition) if number == 1 else None

    def c_and(self, a: Condition, b: Condition) -> Condition | None:
        if a.rest or b.rest or a.every is not None or b.every is not None:
            return None
        if a.names and not b.has_verb and all(mode == "except" for _, mode in a.names):
            b = Condition(negated(b.where), tuple((names, "except") for names, _ in b.names))  # 除了上海和最佳的
        asked = a.is_asked or b.is_asked  # 有没有哪个案例是安徽参加而江苏没参加的
        return Condition(both(a.where, b.where), (*a.names, *b.names), a.has_verb or b.has_verb, is_asked=asked)

    def tier_and(self, names: Names, condition: Condition) -> Condition | None:
        return self.c_and(self.plain(names), condition)

    def has_but_not(self, a: Names, b: Names, asked: Mark | None = None) -> Condition | None:
        """Return the condition that `a` takes part and `b` does not: 江苏有安徽没有."""
        condition = self.c_and(self.involves(a), self.absent(b))
        return replace(condition, is_asked=asked is not None) if condition is not None else None

    def absent_in(self, names: Names, tier: Names) -> Condition | None:
        """Return the condition on the cases of a tier from which the names are absent: 在哪些优秀案例里没参与."""
        return self.c_and(self.absent(names), self.plain(tier))

    def c_or(self, a: Condition, b: Condition) -> Condition | None:
        alike = a.kinds == b.kinds or a.kinds | b.kinds <= {"place", "org"}
        return self.clauses_or(a, b) if alike else None

    def clauses_or(self, a: Condition, b: Condition) -> Condition | None:
        if a.rest or b.rest or a.every is not None or b.every is not None:
            return None
        return Condition(either(a.where, b.where), (*a.names, *b.names), has_verb=True, is_or=True)

    def takes_in(self, names: Names, tiers: Names) -> Condition | None:
        """Return the condition that the names take part in cases of a tier: 安徽在优秀案例里参与的."""
        return self.c_and(self.involves(names), self.plain(tiers))

    def cases_and(self, a: Condition, b: Condition) -> Condition | None:
        """Return the disjunction of two conditions, since each has a noun of its own: 宁波的案例和杨浦的案例.

        Return None if their kinds of names differ.
        """
        return self.c_or(a, b)

    def not_just(self, names: Names, more: Names) -> Condition | None:
        """Return the condition that the names of both lists take part: 不光有上海还有宁波的."""
        return self.c_and(self.involves(names), self.involves(more))

    def c_and_list(self, a: Condition, b: Condition) -> Condition | None:
        """Return the conjunction of two conditions, as one list if both are plain names of one kind: 安徽的和江苏的."""
        if any(mode == "except" for _, mode in a.names):
            return None  # 除了江苏参与的和安徽参与的 leaves out both
        if len(a.names) == len(b.names) == 1 and a.names[0][1] == b.names[0][1] == "plain":
            first, second = a.names[0][0], b.names[0][0]
            if first.kind == second.kind and (joined := self.join(first, second)):
                return self.involves(joined)
        return self.c_and(a, b)

    def neither(self, a: Condition, b: Condition) -> Condition | None:
        alike = a.kinds == b.kinds or a.kinds | b.kinds <= {"place", "org"}
        if a.has_verb or b.has_verb or not alike:
            return None  # 最佳案例且安徽不参与
        first, second = self.negate(a), self.negate(b)
        return self.c_and(first, second) if first is not None and second is not None else None

    @staticmethod
    def any_clause(condition: Condition, number: int | None = None) -> Condition | None:
        return condition if condition.is_or and number in (None, 2) else None
