"""Actions that make conditions on the level of units (grammar.txt, section 6)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import InRegion, Level, Not, UnitCount, UnitLevel, both, leaves, only_of_level
from intents.parsing.constituents import Condition, Mark, Mode, Names, Noun
from intents.parsing.semantics.clauses import Clauses
from intents.parsing.semantics.effects import NOUNS

_LEVELS: tuple[Level, ...] = ("province", "city", "county")


class Levels(Clauses):
    """The actions that make conditions on the level of units: 县级局参与的."""

    def unit_level(self, level: Mark) -> Condition | None:
        return self._level(level, "plain")

    def one_of_level(self, number: int, level: Mark) -> Condition | None:
        """Return the condition that any unit of the level takes part: 至少包含一家区县级单位.

        Return None for a number other than one, or if the word names no level.
        """
        return self.unit_level(level) if number == 1 else None

    def units_of_provinces(self) -> Condition:
        """Return the condition that a unit of the province level takes part: 省级参与的."""
        return self._condition(Names("level", (UnitLevel("province"),)), "plain")

    def named_units_of_level(self, level: Mark, names: Names) -> Noun | None:
        """Return the noun phrase of the agencies of a name and a level: 地级市市场监管局.

        Return None if the names are no agencies or the word names no level.
        """
        noun = self.units_of_level(level) if names.kind == "org" else None
        return replace(noun, conditions=(*noun.conditions, self.plain(names))) if noun is not None else None

    def units_called_of_level(self, level: Mark, names: Names) -> Noun | None:
        """Return the noun phrase as `named_units_of_level` does, for a word that is said of units: 县级的市场监管局.

        Return None for a word for places: 三省的药监局.
        """
        return self.named_units_of_level(level, names) if level.mention.has("unit_level") else None

    def level_within(self, names: Names, level: Mark) -> Condition | None:
        """Return the condition that an agency of one place and of a level takes part: 安徽的县级局参与的.

        Return None if the names are not a single place or the word names no level.
        """
        place = names.filters[0]
        single = len(names.filters) == 1 and isinstance(place, InRegion) and not names.is_marked
        if not single or level.effect == "place_noun" or not isinstance(place, InRegion):
            return None
        return self._condition(Names("level", (UnitLevel(NOUNS[level.effect], place.code),)), "plain")

    def level_beside(self, a: Names, level: Mark, b: Names) -> Condition | None:
        """Return the condition that `level_within` and that `b` takes part: 安徽的县和上海一起做的.

        Return None for what is None there.
        """
        within = self.level_within(a, level)
        beside = self.involves(b)
        return within and replace(beside, where=both(within.where, beside.where), names=(*within.names, *beside.names))

    def either_level(self, a: Mark, b: Mark) -> Condition | None:
        """Return the condition that an agency of either level takes part: 有市县局参与的.

        Return None if a word names no level or the two levels do not differ.
        """
        first, second = self.unit_level(a), self.unit_level(b)
        if first is None or second is None or a.effect == b.effect:
            return None
        levels = (*first.names[0][0].filters, *second.names[0][0].filters)
        return self._condition(Names("level", levels, "any"), "plain")

    def levels_within(self, names: Names, a: Mark, b: Mark) -> Condition | None:
        """Return the condition that an agency of one place and of either level takes part: 安徽的市县局参与的.

        Return None if the names are not a single place or the two levels do not differ.
        """
        first, second = self.level_within(names, a), self.level_within(names, b)
        if first is None or second is None or a.effect == b.effect:
            return None
        levels = (*first.names[0][0].filters, *second.names[0][0].filters)
        return self._condition(Names("level", levels, "any"), "plain")

    def both_levels(self, a: Mark, b: Mark) -> Condition | None:
        """Return the condition that an agency of each level takes part: 地级市局与区县局都参与的.

        Return None if a word names no level.
        """
        first, second = self.unit_level(a), self.unit_level(b)
        return self.c_and(first, second) if first is not None and second is not None else None

    def agencies_of_level(self, level: Mark, names: Names) -> Condition | None:
        """Return the condition that a unit of the level and the named agencies take part: 省级质量发展处所参与的.

        Return None if the names are no agencies or the word names no level.
        """
        mine = self.level_of_units(level) if names.kind == "org" else None
        return self.c_and(mine, self.involves(names)) if mine is not None else None

    def agencies_of_level_within(self, place: Names, level: Mark, names: Names) -> Condition | None:
        """Return the condition of `agencies_of_level` for the units of one place: 浙江的县级市场监管局参与的."""
        mine = self.level_within(place, level) if names.kind == "org" else None
        whose = self.c_and(self.plain(place), mine) if mine is not None else None
        return self.c_and(whose, self.involves(names)) if whose is not None else None

    def lower_level(self, level: Mark) -> Condition | None:
        """Return the condition that a unit of the city or county level takes part: 区县参与的.

        The places stand for their units. Return None for another level.
        """
        return self.unit_level(level) if level.effect in ("city", "county") else None

    def level_of_units(self, level: Mark) -> Condition | None:
        condition = self._level(level, "plain")
        return replace(condition, has_verb=False) if condition is not None else None

    def level_alone(self, level: Mark) -> Condition | None:
        """Return the condition on units of a level, without a noun for them: 市级的, 省里的.

        Return None if the word names places: 省份的.
        """
        places = level.effect == "province" and len(level.mention.text) > 1 and not level.mention.has("unit_level")
        return None if places else self.level_of_units(level)

    def units_of_level(self, level: Mark) -> Noun | None:
        condition = self.level_of_units(level)
        return Noun("unit", (condition,)) if condition is not None else None

    def except_level(self, level: Mark) -> Condition | None:
        """Return the condition that leaves out units of the level (除了省级单位); None if the word names no level."""
        return self._level(level, "except")

    def units_of_other_levels(self, level: Mark) -> Noun | None:
        """Return the noun phrase for the units of all other levels (非省级单位), or None for a word without a level."""
        left_out = self.except_level(level)
        return Noun("unit", (replace(left_out, is_attributive=True),)) if left_out is not None else None

    def units_of_two_levels(self, a: Mark, b: Mark) -> Noun | None:
        """Return the noun phrase for the units of two levels (市县级单位), or None unless these are two."""
        named = {NOUNS.get(one.effect) for one in (a, b)}
        rest = [level for level in _LEVELS if level not in named]
        if len(rest) != 1:
            return None
        left_out = self._condition(Names("level", (UnitLevel(rest[0]),)), "except")
        return Noun("unit", (replace(left_out, is_attributive=True),))

    def no_unit_level(self, level: Mark) -> Condition | None:
        return self._level(level, "not")

    def not_one_of_level(self, number: int, level: Mark) -> Condition | None:
        """Return the condition that no unit of the level takes part: 没有一家省级单位.

        Return None for a number other than one, or if the word names no level.
        """
        return self.no_unit_level(level) if number == 1 else None

    def no_levels(self, a: Mark, b: Mark) -> Condition | None:
        """Return the condition that no unit of either level takes part: 没有市级局或区县局参与的.

        Return None if a word names no level.
        """
        first, second = self.no_unit_level(a), self.no_unit_level(b)
        return self.c_and(first, second) if first is not None and second is not None else None

    def only_either_level(self, a: Mark, b: Mark) -> Condition | None:
        """Return the condition that only units of one level with two names take part: 仅由县级或区级局参与.

        Return None if the two names stand for different levels.
        """
        return self.only_level(a) if a.effect == b.effect else None

    def only_level_named(self, level: Mark, names: Names) -> Condition | None:
        """Return the condition that only units of the level take part: 均为区县级市场监督管理局的.

        The level says already that each is an agency of the name. Return None if the names are no agencies.
        """
        return self.only_level(level) if names.kind == "org" else None

    def units_of_one_level(self, level: Mark, asked: Mark | None = None) -> Condition | None:
        """Return the condition that all units of a case are of the level (单位都是市局), or None without a level."""
        alone = self.only_level(level)
        return replace(alone, is_of_units=True, is_asked=asked is not None) if alone is not None else None

    def so_many_of_one_level(self, number: int, level: Mark, asked: Mark | None = None) -> Condition | None:
        """Return the condition that a case has so many units, all of the level: 六个单位都是县级.

        Return None if the word names no level.
        """
        said = self.units_of_one_level(level, asked)
        return replace(said, where=both(UnitCount("==", number), said.where)) if said is not None else None

    def only_level(self, level: Mark) -> Condition | None:
        """Return the condition that a case has a unit of the level and none of another: 仅有县级局参与的.

        Return None if the word names no level.
        """
        if level.effect == "place_noun":
            return None
        mine = UnitLevel(NOUNS[level.effect])
        return Condition(only_of_level(mine.level), ((Names("level", (mine,)), "only"),), has_verb=True)

    def throughout_of_level(self, every: Mark, level: Mark) -> Condition | None:
        """Return the condition of `only_level` (全由区县局完成的), or None for 所有区县局参与的案例."""
        return self.only_level(level) if not every.mention.has("quantifier") else None

    @staticmethod
    def no_other_level(condition: Condition) -> Condition | None:
        """Return the condition with units of all other levels excluded: 有县级局、没有其他层级单位的.

        Return None unless it names exactly one level.
        """
        levels = {leaf.level for leaf, positive in leaves(condition.where) if positive and isinstance(leaf, UnitLevel)}
        if len(levels) != 1:
            return None
        others = (Not(UnitLevel(other)) for other in _LEVELS if other not in levels)
        return replace(condition, where=both(condition.where, *others))

    def _level(self, level: Mark, mode: Mode) -> Condition | None:
        if level.effect == "place_noun":
            return None
        return self._condition(Names("level", (UnitLevel(NOUNS[level.effect]),)), mode)
