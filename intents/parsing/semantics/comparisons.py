"""Actions for asks that compare: 上海比安徽多参与几个案例, 安徽的单位数跟江苏比."""

from __future__ import annotations

from dataclasses import replace

from intents.parsing.constituents import Ask, Mark, Names, Noun
from intents.parsing.semantics.meaning import Meaning


class Comparisons(Meaning):
    """Builds asks for a comparison by the number of cases or agencies."""

    def than_those(self, kind: str, names: Names) -> Ask:
        """Return the ask for a comparison with the names that follow the comparative: 多于江苏."""
        return Ask(kind, conditions=(self.plain(names),))

    @staticmethod
    def compared_by(kind: str, by: Noun, level: Mark | None = None) -> Ask | None:
        """Return the ask for a comparison by the number of units or cases: 哪个档次参与单位多.

        Return None for another noun.
        """
        of_level = level.effect if level is not None else ""
        return Ask(kind, by.noun, of_level, conditions=by.conditions) if by.noun in ("unit", "case") else None

    @staticmethod
    def compared_count(kind: str, count: Mark) -> Ask | None:
        """Return the ask for a comparison by what a count word counts (哪一档条数多), or None if it counts places."""
        return Comparisons.compared_by(kind, Noun(count.effect.partition("_")[2] or "case"))

    def difference(self, a: Names, b: Names) -> Ask | None:
        """Return the ask to compare two names by the number of their cases: 上海比安徽多参与几个案例.

        Return None if either list has several names or ends as a noun for units.
        """
        single = len(a.filters) == len(b.filters) == 1 and not (a.is_units or b.is_units)
        return Ask("compare", "case", conditions=(self.plain(a), self.plain(b))) if single else None

    def counted_beside(self, count: Mark, names: Names, kind: str = "compare") -> Ask | None:
        """Return the ask to compare, by what the count word counts, with the name after it: 安徽的单位数跟江苏比.

        Return None if several names follow or the count word counts places.
        """
        ask = self.compared_count(kind, count)
        return replace(ask, conditions=(self.plain(names),)) if ask is not None and len(names.filters) == 1 else None

    def tier_beside(self, tiers: Names, names: Names) -> Ask:
        """Return the ask to compare with the names that follow, by the cases of a tier: 江苏的优秀案例跟安徽比."""
        return Ask("compare", conditions=(self.plain(tiers), self.plain(names)))

    def beside_those(self, noun: Mark, names: Names) -> Ask:
        """Return the ask to compare units or cases with those of the names that follow: 江苏的单位跟安徽比."""
        return Ask("compare", noun.effect, conditions=(self.plain(names),))
