"""Which units are meant where units are asked for, and of which cases."""

from __future__ import annotations

from intents.model.query import (
    ByAgency,
    Filter,
    InRegion,
    Level,
    Op,
    UnitScope,
    both,
    either,
)
from intents.parsing.condition_groups import Group
from intents.parsing.mention import Mention
from intents.parsing.reading import QuestionView
from intents.parsing.token_cursor import NOUNS

_UNIT_SORTS = ("place", "org")


class UnitScoping(QuestionView):
    """Tells the units that are asked for from the cases they are asked of."""

    def _partners(self) -> bool:
        """安徽和谁合作, 和上海一起的单位: those beside the places named are asked for."""
        for at, mention in enumerate(self._mentions[:-1]):
            if mention.has("and") and mention.text in ("和", "跟", "与", "同"):
                after = self._mentions[at + 1]
                if after.has("who", "which"):
                    return True
                if after.sort == "place" and (at == 0 or self._mentions[at - 1].sort != "place"):
                    ahead = self._mentions[at + 2 : at + 5]
                    if any(
                        m.has("all") and m.text in ("一起", "合作", "联合", "共同", "联手", "携手", "搭档")
                        for m in ahead
                    ):
                        return True
        return False

    def _for_units(self, where: Filter) -> Filter:
        """The cases whose units are asked for: 除了安徽还有谁 leaves out units, not cases."""
        left_out = [group for group in self._groups if self._leaves_out(group)]
        meets, only = self._tiers_of_units()
        if meets or only:
            tiers = [either(*meets)] if meets else [only] if only else []
            return both(*tiers, *(self._meaning(group) for group in self._groups if group.sort != "tier"))
        if not left_out:
            return where
        kept = [group for group in self._groups if group not in left_out or group.mode == "plain"]
        return both(*(self._meaning(group) for group in kept))

    def _leaves_out(self, group: Group) -> bool:
        if group.sort not in _UNIT_SORTS:
            return False
        if group.mode == "except":
            return True
        if self._has("more") and self._has("who", "unit") and not self._has("and") and group.mode == "plain":
            return True  # 吴江区局参与的那个案例还有谁
        after = self._mentions[group.last + 1 : group.last + 3]
        return group.mode == "not" and any(mention.has("unit") for mention in after) and not self._has("take")

    def _says_how_many(self, mention: Mention) -> bool:
        """参与了两个案例的单位: exactly so many."""
        at = self._mentions.index(mention)
        verb = any(one.has("take") for one in self._mentions[max(0, at - 3) : at])
        which = self._find("which", "who")
        asked = 0 <= which < at and (self._mentions[which].has("who") or self._noun_after(which) in ("unit", *NOUNS))
        return verb and (asked or (self._has("unit", "who") and self._noun_after(at, 4) == "unit"))

    def _of_cases(self, group: Group) -> bool:
        """Whether it says which cases are meant, not which units: 安徽和浙江共同参与的案例里有哪些单位."""
        verb = of = group.first > 0 and self._mentions[group.first - 1].has("have")
        for mention in self._mentions[group.last + 1 :]:
            if mention.has("which", "who", "howmany", "unit") and not mention.points:
                return False
            if verb and of and (mention.has("case") or mention.sort == "tier"):
                return True
            verb |= mention.has("take")
            of |= verb and mention.has("de")
        return False

    def _unit_scope(self, level: Level | None = None) -> UnitScope:
        within: list[str] = []
        outside: list[str] = []
        parts: list[ByAgency] = []
        without: list[ByAgency] = []
        op: Op | None = None
        count = 0
        partners = self._partners()
        for group in self._groups:
            for one in group.filters:
                if isinstance(one, InRegion) and group.sort == "place":
                    if self._leaves_out(group) or (partners and group.mode == "plain"):
                        outside.append(one.code)
                    elif group.mode in ("plain", "only") and not self._of_cases(group):
                        within.append(one.code)
                elif isinstance(one, ByAgency) and self._leaves_out(group):
                    without.append(one)
                elif isinstance(one, ByAgency) and group.sort == "org" and group.mode == "plain":
                    parts.append(one)
        for mention in self._mentions:
            if mention.sort == "cases" and (mention.op or self._says_how_many(mention)):
                op, count = mention.op or "==", mention.number
        meets, only = self._tiers_of_units()
        return UnitScope(tuple(within), tuple(outside), tuple(parts), tuple(without), level, op, count, meets, only)

    def _tiers_of_units(self) -> tuple[tuple[Filter, ...], Filter | None]:
        """既参与最佳又参与优秀的单位, 只参与最佳的单位: what has to hold over all cases of a unit."""
        tiers = [group for group in self._groups if group.sort == "tier" and group.mode == "plain" and not group.any]
        named = tuple(one for group in tiers for one in group.filters)
        verb = self._find("take")
        if not named or verb < 0 or self._noun_after(verb, 6) != "unit" or self._has("case"):
            return (), None
        if len(named) > 1 and self._has("all"):
            return named, None
        return (), named[0] if len(named) == 1 and self._has("only") else None
