"""Actions that ask for a share or a mean (grammar.txt, section 7)."""

from __future__ import annotations

from intents.parsing.constituents import Ask, Condition, Names, Noun
from intents.parsing.mention import Mention
from intents.parsing.semantics.levels import Levels


class Shares(Levels):
    """The actions that make asks for shares and means."""

    @staticmethod
    def mean_of(number: int) -> Ask | None:
        """Return the ask for the mean over single cases (平均一个案例), or None for a number other than one."""
        return Ask("mean") if number == 1 else None

    def share_of(self, names: Names, noun: Noun | None = None) -> Ask:
        return Ask("share", conditions=(*(noun.conditions if noun else ()), self.plain(names)))

    @staticmethod
    def share_within(noun: Noun, of: Condition) -> Ask:
        """Return the ask for a noun's share in the cases of a condition: 安徽参与的最佳案例占安徽参与案例的比例."""
        return Ask("share", "set", conditions=(*noun.conditions, of))

    @staticmethod
    def share_of_all() -> Ask:
        """Return the ask for the share in all cases: 安徽参与的最佳案例占全部案例的比例."""
        return Ask("share", "every")

    @staticmethod
    def share_of_units() -> Ask:
        """Return the ask for the share in all units: 占全部单位的百分之几."""
        return Ask("share", "unit")

    def share_of_units_at(self, names: Names) -> Ask:
        """Return the ask for the share of the names' units in all units: 全部单位中，安徽的单位占比."""
        return Ask("share", "unit", conditions=(self.plain(names),))

    def share_of_cases_at(self, names: Names) -> Ask:
        """Return the ask for the share of the names' cases in all cases: 安徽在全部案例中的占比."""
        return Ask("share", conditions=(self.involves(names),))

    def share_of_them(self, condition: Condition) -> Ask:
        """Return the ask for the share of the cases shown before in those of a condition: 它们占安徽参与案例的多少."""
        return Ask("share", "set", conditions=(condition,))

    @staticmethod
    def selection_share(fact: Mention | None = None) -> Ask:
        """Return the ask for the share that the notice selected of its candidates: 入选案例占参评案例的百分之几."""
        return Ask("selection_share", mention=fact)
