"""Units of a level (grammar.txt, section 6)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import InRegion, Level, Not, UnitCount, UnitLevel, both, leaves, only_of_level
from intents.parsing.constituents import Condition, Mark, Mode, Names, Noun
from intents.parsing.semantics.clauses import Clauses
from intents.parsing.semantics.effects import NOUNS

_LEVELS: tuple[Level, ...] = ("province", "city", "county")


class Levels(Clauses):
    """The actions that make conditions of the level of units: 县级局参与的."""

    def unit_level(self, level: Mark) -> Condition | None:
        return self._level(level, "plain")

    def one_of_level(self, number: int, level: Mark) -> Condition | None:
        """至少包含一家区县级单位: any unit of the level."""
        return self.unit_level(level) if number == 1 else None

    def units_of_provinces(self) -> Condition:
        """省级参与的."""
        return self._condition(Names("level", (UnitLevel("province"),)), "plain")

    def named_units_of_level(self, level: Mark, names: Names) -> Noun | None:
        """地级市市场监管局: those agencies, of that level."""
        noun = self.units_of_level(level) if names.kind == "org" else None
        return replace(noun, conditions=(*noun.conditions, self.plain(names))) if noun is not None else None

    def level_within(self, names: Names, level: Mark) -> Condition | None:
        """安徽的县级局参与的: an agency of that place and of that level."""
        place = names.filters[0]
        single = len(names.filters) == 1 and isinstance(place, InRegion) and not names.is_marked
        if not single or level.effect == "place_noun" or not isinstance(place, InRegion):
            return None
        return self._condition(Names("level", (UnitLevel(NOUNS[level.effect], place.code),)), "plain")

    def levels_within(self, names: Names, a: Mark, b: Mark) -> Condition | None:
        """安徽的市县局参与的: an agency of that place and of either level."""
        first, second = self.level_within(names, a), self.level_within(names, b)
        if first is None or second is None or a.effect == b.effect:
            return None
        levels = (*first.names[0][0].filters, *second.names[0][0].filters)
        return self._condition(Names("level", levels, "any"), "plain")

    def both_levels(self, a: Mark, b: Mark) -> Condition | None:
        """地级市局与区县局都参与的: an agency of each level."""
        first, second = self.unit_level(a), self.unit_level(b)
        return self.c_and(first, second) if first is not None and second is not None else None

    def agencies_of_level(self, level: Mark, names: Names) -> Condition | None:
        """省级质量发展处所参与的."""
        mine = self.level_of_units(level) if names.kind == "org" else None
        return self.c_and(mine, self.involves(names)) if mine is not None else None

    def lower_level(self, level: Mark) -> Condition | None:
        """区县参与的: places of a level below the first stand for their units."""
        return self.unit_level(level) if level.effect in ("city", "county") else None

    def level_of_units(self, level: Mark) -> Condition | None:
        condition = self._level(level, "plain")
        return replace(condition, has_verb=False) if condition is not None else None

    def level_alone(self, level: Mark) -> Condition | None:
        """市级的, 省里的: units of a level; but 省份的 are places."""
        places = level.effect == "province" and len(level.mention.text) > 1 and not level.mention.has("unit_level")
        return None if places else self.level_of_units(level)

    def units_of_level(self, level: Mark) -> Noun | None:
        condition = self.level_of_units(level)
        return Noun("unit", (condition,)) if condition is not None else None

    def no_unit_level(self, level: Mark) -> Condition | None:
        return self._level(level, "not")

    def not_one_of_level(self, number: int, level: Mark) -> Condition | None:
        """没有一家省级单位: none at all."""
        return self.no_unit_level(level) if number == 1 else None

    def no_levels(self, a: Mark, b: Mark) -> Condition | None:
        """没有市级局或区县局参与的: neither."""
        first, second = self.no_unit_level(a), self.no_unit_level(b)
        return self.c_and(first, second) if first is not None and second is not None else None

    def only_either_level(self, a: Mark, b: Mark) -> Condition | None:
        """仅由县级或区级局参与: one level under two names."""
        return self.only_level(a) if a.effect == b.effect else None

    def only_level_named(self, level: Mark, names: Names) -> Condition | None:
        """均为区县级市场监督管理局的: that every agency is one is said by its level."""
        return self.only_level(level) if names.kind == "org" else None

    def units_of_one_level(self, level: Mark, asked: Mark | None = None) -> Condition | None:
        """单位都是市局: said of all units of a case."""
        alone = self.only_level(level)
        return replace(alone, is_of_units=True, is_asked=asked is not None) if alone is not None else None

    def so_many_of_one_level(self, number: int, level: Mark) -> Condition | None:
        """六个单位都是县级: so many, and all of that level."""
        said = self.units_of_one_level(level)
        return replace(said, where=both(UnitCount("==", number), said.where)) if said is not None else None

    def only_level(self, level: Mark) -> Condition | None:
        """仅有县级局参与的: a unit of that level, and none of another."""
        if level.effect == "place_noun":
            return None
        mine = UnitLevel(NOUNS[level.effect])
        return Condition(only_of_level(mine.level), ((Names("level", (mine,)), "only"),), has_verb=True)

    @staticmethod
    def no_other_level(condition: Condition) -> Condition | None:
        """有县级局、没有其他层级单位的: the level that is named alone."""
        levels = {leaf.level for leaf, positive in leaves(condition.where) if positive and isinstance(leaf, UnitLevel)}
        if len(levels) != 1:
            return None
        others = (Not(UnitLevel(other)) for other in _LEVELS if other not in levels)
        return replace(condition, where=both(condition.where, *others))

    def _level(self, level: Mark, mode: Mode) -> Condition | None:
        if level.effect == "place_noun":
            return None
        return self._condition(Names("level", (UnitLevel(NOUNS[level.effect]),)), mode)
