"""Actions that make positions in a list: 第三个, 前两个, 最佳案例的最后一个 (grammar.txt, section 4)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import InTier, Numbered, both, conjuncts
from intents.parsing.constituents import Ask, Condition, Mark, Names, Noun
from intents.parsing.semantics.meaning import Meaning


class Ordinals(Meaning):
    """The actions that make positions."""

    @staticmethod
    def ordinal(number: int) -> Names:
        return Names("number", (Numbered(number),))

    def second(self) -> Condition:
        """Return the condition on the second case: 其次."""
        return self.plain(self.ordinal(2))

    def second_asked(self, mark: Mark, noun: Noun | None = None) -> Ask:
        """Return the ask for what is the second, with the noun that is asked for: 其次是哪个省."""
        kind, plain = ("which", "unit") if mark.effect == "which_unit" else (mark.effect, "")
        named, conditions = (noun.noun, noun.conditions) if noun is not None else (plain, ())
        return Ask(kind, named, conditions=(self.second(), *conditions), mention=mark.mention)

    @classmethod
    def ordinal_pair(cls, first: int, second: int) -> Names:
        """Return the list of two positions: 第2、3个."""
        numbers = (*cls.ordinal(first).filters, *cls.ordinal(second).filters)
        return Names("number", numbers, is_joined=True)

    @staticmethod
    def ordinals(first: int, last: int) -> Names | None:
        return Names("number", (Numbered(first, last),)) if first < last else None

    @staticmethod
    def numbers(number: int, names: Names) -> Names:
        """Return the list of positions with one more put first: 2、4、6 号."""
        return replace(names, filters=(Numbered(number), *names.filters))

    @staticmethod
    def first(number: int = 1) -> Names:
        return Names("number", (Numbered(1, number if number > 1 else 0),))

    @staticmethod
    def last(number: int = 1) -> Names:
        return Names("number", (Numbered(-number, -1 if number > 1 else 0),))

    @staticmethod
    def from_end(number: int) -> Names:
        return Names("number", (Numbered(-number),))

    @staticmethod
    def tier_number(names: Names, number: int) -> Names:
        """Return a tier and the number in it as a single name: 最佳3."""
        return Names("number", (both(*names.filters, Numbered(number)),))

    def tier_numbered(self, names: Names, first: int, last: int) -> Names | None:
        """Return a range of positions in a tier (优秀案例6至10), or None if it does not ascend."""
        ordinals = self.ordinals(first, last)
        return self.tier_ordinal(names, ordinals) if ordinals is not None else None

    @staticmethod
    def tier_ordinal(names: Names, number: Names) -> Names | None:
        """Return a position in a tier as a single name: 最佳案例第1个, or 第一个最佳案例 beside another.

        Return None for several tiers or positions.
        """
        ordinal = number.filters[0]
        if len(number.filters) > 1 or len(names.filters) > 1 or not isinstance(ordinal, Numbered):
            return None
        return Names("number", (both(*names.filters, ordinal),))

    def first_of_tier(self, names: Names) -> Names | None:
        """Return the first position of a tier (优秀案例排第一的), or None for several tiers."""
        return self.tier_ordinal(names, self.ordinal(1))

    def card_of_first(self, names: Names) -> Ask | None:
        """Return the ask for the card of a tier's first case (最佳案例里排第一的是什么), or None for several tiers."""
        found = self.first_of_tier(names)
        return Ask("card", conditions=(self.plain(found),)) if found is not None else None

    def tier_last(self, names: Names) -> Names | None:
        """Return the last position of a tier (优秀末位), or None for several tiers."""
        return self.tier_ordinal(names, self.last())

    @staticmethod
    def tier_range(a: Names, b: Names) -> Names | None:
        """Return the range between two positions of one tier: 最佳3到最佳6.

        Return None if the tiers differ or the range does not ascend from the start of the tier.
        """
        (tier, first), (other, last) = (conjuncts(names.filters[0]) for names in (a, b))
        if tier != other or not isinstance(first, Numbered) or not isinstance(last, Numbered):
            return None
        if not 0 < first.number < last.number:
            return None  # 优秀最后一个到优秀第3个
        return replace(a, filters=(both(tier, Numbered(first.number, last.number)),))

    @staticmethod
    def tier_numbers(a: Names, number: Names) -> Names | None:
        """Return the list of two positions of one tier: 优秀案例第一个和最后一个.

        Return None unless each side is a single position and the first names its tier.
        """
        first, *others = conjuncts(a.filters[0])
        if others and isinstance(first, InTier) and len(a.filters) == 1 and len(number.filters) == 1:
            return replace(a, filters=(*a.filters, both(first, number.filters[0])), is_joined=True)
        return None

    def case_number(self, number: int) -> Condition:
        return self.plain(Names("number", (Numbered(number),)))
