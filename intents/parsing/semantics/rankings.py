"""Actions that ask for rankings, and for a number for each (grammar.txt, section 7)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import InRegion, UnitCount
from intents.parsing.constituents import Ask, Condition, Mark, Names, Noun, said
from intents.parsing.semantics.effects import NOUNS
from intents.parsing.semantics.shares import Shares


class Rankings(Shares):
    """The actions that make asks for rankings, and for a number for each of several."""

    @staticmethod
    def rank_word(kind: str) -> str:
        return kind

    @staticmethod
    def same_rank(a: str, b: str) -> str | None:
        """Return the order that is said twice (最少，从少到多排), or None if the two differ."""
        return a if a == b else None

    def ranked_among(self, names: Names) -> Ask | None:
        """Return the ask for the position among all provinces: 安徽在四省市中排第几.

        Return None if the names are not exactly all provinces.
        """
        every = {InRegion(place.code) for place in self._index.places("province")}
        return Ask("ranked_where") if set(names.filters) == every and not names.join else None

    @staticmethod
    def ordered(ask: Ask, kind: str) -> Ask | None:
        """Return the ask for a ranking whose order is said twice: 参与单位最多的三个案例，按降序.

        Return None if the two orders differ.
        """
        return ask if ask.kind == kind else None

    @staticmethod
    def rank(kind: str, by: Noun | None = None, of: Noun | None = None) -> Ask | None:
        """Return the ask for a ranking, or None for a bound: 单位最多五家的案例."""
        if by is not None and by.noun == "unit" and _has_bare_count(of):
            return None
        counted = by.conditions if by else ()
        if by is not None and by.noun == "unit" and (of is None or of.noun == "case"):
            counted = tuple(map(_as_units, counted))  # 药监局最多的案例
        conditions = (*counted, *(of.conditions if of else ()))
        if of is not None and of.noun in ("unit", "bureau"):  # 浙江参与案例最多的单位: the units of 浙江
            conditions = tuple(replace(one, is_of_cases=one.is_of_cases and one.is_attributive) for one in conditions)
        return Ask(kind, of.noun if of else "", by.noun if by else "", conditions)

    @staticmethod
    def at(kind: str, number: int) -> Ask:
        """Return a position in a ranking, from its most or its least: 排第二, 倒数第一."""
        return Ask(kind, quantity=said(number))

    @classmethod
    def last_place(cls, number: int = 1) -> Ask | None:
        """Return the last position in a ranking (最后一名), or None for several."""
        return cls.at("least", 1) if number == 1 else None

    def placed(self, names: Names, at: Ask, count: Mark | None = None) -> Ask | None:
        """Return the ask for whether a place has a position (浙江排第二吗), or None for several places."""
        by = count.effect.partition("_")[2] if count is not None else ""
        alone = len(names.filters) == 1
        return Ask("placed", at.kind, by, (self.plain(names),), at.quantity) if alone else None

    @staticmethod
    def rank_cases(kind: str) -> Ask:
        """Return the ask for the case with the most or the fewest units: 哪个参与单位最多."""
        return Ask(kind, "case", "unit")

    @staticmethod
    def rank_count(kind: str, count: Mark, of: Noun | None = None) -> Ask | None:
        """Return the ask for a ranking by a number, or None for a bound: 单位数最多五家的案例."""
        by = count.effect.partition("_")[2]
        if by == "unit" and _has_bare_count(of):
            return None
        return Ask(kind, of.noun if of else "", by, of.conditions if of else ())

    def rank_units_of_level(self, kind: str, level: Mark) -> Ask | None:
        """Return the ask for a ranking by the number of units of a level: 各省的县级单位数量排名.

        Return None if the word names no level.
        """
        condition = self.level_of_units(level)
        return Ask(kind, by="unit", conditions=(condition,)) if condition is not None else None

    def rank_places(self, kind: str, by: Noun, places: Names) -> Ask | None:
        """Return the ask for a ranking of listed places: 按参与单位数量给三省一市排名.

        Return None for a single place or places of different levels.
        """
        if len(places.filters) < 2:
            return None
        levels = {self._index.regions[part.code].level for part in places.filters if isinstance(part, InRegion)}
        level = levels.pop() if len(levels) == 1 else ""
        return Ask(kind, level, by.noun, (*by.conditions, self.plain(places))) if level else None

    def rank_count_places(self, kind: str, count: Mark, places: Names) -> Ask | None:
        return self.rank_places(kind, Noun(count.effect.partition("_")[2]), places)

    def rank_count_of_tier(self, kind: str, count: Mark, places: Names, tier: Names) -> Ask | None:
        """Return the ask for a ranking of listed places by what they have in a tier: 四地优秀案例数量排名.

        Return None for a single place or places of different levels.
        """
        by = Noun(count.effect.partition("_")[2], conditions=(self.plain(tier),))
        return self.rank_places(kind, by, places)

    def each_named(self, noun: Noun) -> Ask | None:
        """Return the ask for a number for each of a noun: 各省.

        Return None for cases with units of a level: 每个省的案例 counts places.
        """
        levelled = any("level" in one.kinds and not one.has_verb for one in noun.conditions)
        return None if levelled and noun.noun == "case" else self.each(noun)

    @staticmethod
    def each(noun: Noun) -> Ask:
        return Ask("each_noun", noun.noun, conditions=noun.conditions)

    def grouped(self, noun: Noun) -> Ask:
        """Return the ask for a number for each of a noun, even if no number is named: 按省分组."""
        return replace(self.each(noun), by="group")

    def listed_by(self, noun: Noun) -> Ask:
        """Return the ask for the number of cases of each of a noun, or for units in that order: 按省统计."""
        return replace(self.each(noun), by="list")

    @classmethod
    def each_level_as_unit(cls, level: Mark) -> Ask | None:
        """Return the ask for a number for each place of a level: 以城市为单位统计.

        Return None if the word means units of the level: 按市级单位.
        """
        return None if level.mention.has("unit_level") else cls.each_of_level(level)

    @staticmethod
    def each_of_level(level: Mark) -> Ask:
        """Return the ask for a number for each place of a level: 按省份案例数."""
        return Ask("each_noun", level.effect, by="group")

    def each_of_tiers(self) -> Ask | None:
        """Return the ask for the number of cases of each tier (按等次统计案例数), or None for fewer than two tiers."""
        tiers = self.all_tiers()
        return Ask("howmany", "case", conditions=(self.plain(tiers),)) if tiers is not None else None

    def each_of_number(self, number: int, level: Mark) -> Ask:
        """Return the ask for a number for each place of the level: 四个省各参与了几个.

        If the level has another number of places, return an ask that no query holds, so that the bot asks back.
        """
        return Ask("each_noun" if self._counts_all(number, level) else "other_number", level.effect)

    def each_of_number_in(self, number: int, level: Mark, tiers: Names) -> Ask:
        """Return the ask of `each_of_number`, limited to the cases of a tier: 四个省市在最佳案例里各有几个."""
        return replace(self.each_of_number(number, level), conditions=(self.plain(tiers),))

    def units_of_number(self, number: int, level: Mark) -> Ask:
        """Return the ask of `each_of_number` for numbers of units: 四省市的参与单位数各是多少."""
        return replace(self.each_of_number(number, level), by="units")

    def rank_of_each(self, kind: str, level: Mark, by: Noun) -> Ask | None:
        """Return the ask for a ranking of the places of a level: 各地优秀案例排个名."""
        return self.rank(kind, by, Noun(level.effect))

    @staticmethod
    def most_by_level(level: Mark, of: Mark | None = None) -> Ask:
        """Return the ask for a ranking of cases, or of places, by their places of a level: 哪个案例涉及的城市更多."""
        return Ask("most", of.effect if of is not None else "case", level.effect)

    @staticmethod
    def rank_provinces(kind: str) -> Ask:
        """Return the ask for a ranking of provinces, which 谁 means there: 谁第二."""
        return Ask(kind, "province")

    @staticmethod
    def rank_of_level(kind: str, level: Mark) -> Ask:
        """Return the ask for the place of a level with the most or the fewest: 哪个省最少."""
        return Ask(kind, level.effect)

    def rank_level_in(self, kind: str, level: Mark, names: Names) -> Ask:
        """Return the ask for a ranking of a place's places of a level: 安徽的地级市里参与最多的是哪个."""
        return Ask(kind, level.effect, conditions=(self.plain(names),))

    def rank_listed_by_units(self, kind: str, number: int, level: Mark) -> Ask | None:
        """Return the ask for a ranking of all places by their units: 四个省市中哪一个的参与单位最多.

        Return None if the number is not that of the places.
        """
        return Ask(kind, level.effect, "unit") if self.all_places(number, level) is not None else None

    def rank_of_number(self, kind: str, number: int, level: Mark, by: Noun) -> Ask | None:
        """Return the ask for a ranking of the places of the level: 四个省案例排名.

        If the level has another number of places, return an ask that no query holds, so that the bot asks back.
        """
        return self.rank(kind, by, Noun(level.effect)) if self._counts_all(number, level) else Ask("other_number")

    def rank_of_all(self, kind: str, number: int) -> Ask | None:
        """Return the ask for a ranking of all provinces (四家排个名), or None if there is another number of them."""
        return Ask(kind, "province", "case") if number == len(self._provinces) else None

    def rank_level_all(self, number: int, level: Mark) -> Ask | None:
        """Return the ask for a ranking of all places of a level: 四个省市排一遍.

        Return None for another number of them.
        """
        return Ask("most", level.effect) if self._counts_all(number, level) else None

    def _counts_all(self, number: int, level: Mark) -> bool:
        return number == len(self._index.places(NOUNS[level.effect]))


def _has_bare_count(noun: Noun | None) -> bool:
    """Return whether a noun has a number of units without their noun and without a verb: 五家的案例."""
    conditions = noun.conditions if noun is not None else ()
    return any(isinstance(one.where, UnitCount) and not one.has_verb for one in conditions)


def _as_units(condition: Condition) -> Condition:
    """Return the condition as one that says which units are counted, unless it has a verb."""
    if condition.has_verb:
        return condition
    return replace(condition, names=tuple((replace(names, is_units=True), mode) for names, mode in condition.names))
