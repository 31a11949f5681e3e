"""Actions for asks that change the last query: conditions given up, names replaced or added, and the rest."""

from __future__ import annotations

from intents.parsing.constituents import Ask, Mark, Names, said
from intents.parsing.semantics.meaning import Meaning


class ContextChanges(Meaning):
    """Builds asks to change what was asked before."""

    def given_up(self, names: Names) -> Ask:
        """Return the ask to drop the condition on these names from the context: 不要合肥这个条件了."""
        return Ask("given_up", conditions=(self.plain(names),))

    @staticmethod
    def freed(what: Mark | str) -> Ask:
        """Return the ask to drop all conditions of a kind from the context: 不管哪个省, 不管哪一档."""
        return Ask("unlimited", what if isinstance(what, str) else what.effect)

    @staticmethod
    def freed_notices(mark: Mark) -> Ask | None:
        """Return the ask to drop the notice from the context (全部通知里呢), or None for all of one (整个通知里)."""
        return None if mark.mention.has("whole") else ContextChanges.freed("notice")

    @staticmethod
    def every_notice(number: int) -> Ask:
        """Return the ask for all notices, which are as many: 两份通知都算上."""
        return Ask("every_notice", quantity=said(number))

    @staticmethod
    def freed_tiers(names: Names) -> Ask | None:
        """Return the ask to drop the tier from the context (不管最佳还是优秀), or None if a single tier is named."""
        return ContextChanges.freed("tier_noun") if len(names.filters) > 1 else None

    def replaced(self, a: Names, b: Names) -> Ask:
        """Return the ask to put the names `b` in the place of `a` in the context: 把芜湖换成亳州."""
        return Ask("replaced", conditions=(self.plain(a), self.plain(b)))

    def absent_replaced(self, names: Names) -> Ask:
        """Return the ask to put the names in the place of those that are absent: 没参与的换成安徽."""
        return Ask("absent_replaced", conditions=(self.plain(names),))

    @staticmethod
    def any_of_them(number: int) -> Ask | None:
        """Return the ask for any of the names listed before (有一个参加就行的), or None for a number other than one."""
        return Ask("any") if number == 1 else None

    @staticmethod
    def other(noun: Mark | None = None, number: int | None = None) -> Ask:
        quantity = said(number) if number is not None else None
        return Ask("other", noun.effect if noun is not None else "", quantity=quantity)

    @staticmethod
    def other_number(number: int) -> Ask:
        """Return the ask for the rest, with the number of it that the question states: 剩下那九个."""
        return ContextChanges.other(number=number)

    def too(self, names: Names) -> Ask:
        """Return the ask to add the names to those of the context as an alternative: 或者宁波的也行."""
        return Ask("too", conditions=(self.plain(names),))
