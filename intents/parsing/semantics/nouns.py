"""Actions that make nouns with their conditions (grammar.txt, sections 2 and 7)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import About, ByAgency, InTitle, UnitCount, UnitLevel
from intents.parsing.constituents import Condition, Mark, Names, Noun, Quantity
from intents.parsing.semantics.meaning import Meaning


class Nouns(Meaning):
    """The actions that make noun phrases."""

    @staticmethod
    def noun_phrase(noun: Mark) -> Noun:
        return Noun(noun.effect)

    @staticmethod
    def unit_names() -> Noun:
        """Return the noun phrase of units, where their names are asked for: 处室名称."""
        return Noun("unit")

    @staticmethod
    def tier_with_noun(names: Names) -> Names:
        """Return the tier that a noun for cases follows: 特别奖|展览."""
        return replace(names, has_noun=True)

    def tier_phrase(self, names: Names) -> Noun:
        return Noun("case", (self.plain(names),))

    def unit_phrase(self, names: Names) -> Noun | None:
        return Noun("unit", (self.plain(names),), is_name=True) if names.kind == "org" or names.is_units else None

    def units_in(self, names: Names, cases: Names) -> Noun:
        """Return the noun phrase of a place's units in given cases: 浙江参与长江禁渔案例的部门."""
        return Noun("unit", (self.plain(cases), self.plain(replace(names, is_units=True))))

    @staticmethod
    def every_phrase(noun: Noun) -> Noun:
        return replace(noun, is_every=True)

    def every_of_number(self, noun: Noun, number: int) -> Noun | None:
        """Return the noun phrase with all cases meant (全部22个案例), or None if there is another number of them."""
        return replace(noun, is_every=True) if noun.noun == "case" and self.whole_number(number) else None

    def whole_number(self, number: int) -> Noun | None:
        """Return the noun phrase of all cases (22个案例里), or None if there is another number of them."""
        return Noun("case") if number == self._index.everything.bit_count() else None

    def whole_units(self, number: int) -> Noun | None:
        """Return the noun phrase of all units (88家单位里), or None if there is another number of them."""
        return Noun("unit") if number == len(self._index.agencies) else None

    @staticmethod
    def standing(noun: Noun) -> Noun | None:
        """Return a noun phrase that stands outside every ask, or None for a name, which is a condition there."""
        return None if noun.is_name else noun

    def more_phrase(self, condition: Condition, noun: Noun) -> Noun | None:
        if condition.every is not None or (noun.is_name and any(names.has_noun for names, _ in condition.names)):
            return None  # 有几个最佳案例是药监局做的
        if isinstance(condition.where, UnitLevel) and condition.has_verb and not condition.is_attributive:
            return None  # 多少个地级市参与了案例 asks for places
        if noun.noun == "unit" and not noun.is_name:
            condition = self._as_called(condition)
        of_cases = condition.is_of_cases or (condition.has_verb and noun.noun == "case")
        return Noun(
            noun.noun,
            is_name=noun.is_name,
            conditions=(replace(condition, is_of_cases=of_cases), *noun.conditions),
        )

    def _as_called(self, condition: Condition) -> Condition:
        """Return the condition on units whose names have a topic's words, if no title has them: 执法稽查的单位.

        Any other condition is returned unchanged.
        """
        names, mode = condition.names[0] if len(condition.names) == 1 else (None, "")
        subject = names.filters[0] if names is not None and len(names.filters) == 1 else None
        if names is None or mode != "plain" or not isinstance(subject, About):
            return condition
        word = "".join(subject.words)
        called = ByAgency(word)
        if self._index.evaluate(InTitle(word)) or not self._index.agency_index.agencies(called):
            return condition
        return replace(
            self.plain(replace(names, kind="org", filters=(called,))),
            is_attributive=condition.is_attributive,
            has_verb=condition.has_verb,
        )

    def cases_of_units(self, quantity: Quantity) -> Noun:
        """Return the noun phrase of the cases with so many units, whose noun is left out: 正好五家的案例."""
        counts = tuple(UnitCount(bound.op, bound.number) for bound in quantity.bounds)
        names = Names("count", counts, "any" if quantity.is_either else "")
        return Noun("case", conditions=(replace(self.plain(names), is_attributive=True, is_of_cases=True),))

    @staticmethod
    def every_of_notice(mark: Mark) -> Noun | None:
        """Return the noun for all cases of a whole notice (整份通知里), or None for all notices (全部通知里)."""
        return Noun("case", is_whole=True) if mark.mention.has("whole") else None

    @staticmethod
    def every_case() -> Noun:
        return Noun("case", is_whole=True)
