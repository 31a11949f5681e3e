"""Actions that make conditions that exclude: only these, all but these, the rest (grammar.txt, section 6)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import (
    EVERYTHING,
    ByAgency,
    InRegion,
    PlaceCount,
    UnitCount,
    both,
    negated,
)
from intents.parsing.constituents import Condition, Mark, Names, Noun
from intents.parsing.semantics.meaning import Meaning


class Exclusions(Meaning):
    """The actions that make a condition on the presence or absence of others than the names."""

    def only(self, names: Names) -> Condition:
        return self._condition(names, "only")

    def units_only_there(self, names: Names, asked: Mark | None = None) -> Condition | None:
        """Return the condition that all units of a case are of these places or bureaus: 单位全是浙江的, 单位都是药监局.

        Return None if the names are neither.
        """
        whose = all(isinstance(one, InRegion | ByAgency) for one in names.filters)
        return replace(self.only(names), is_of_units=True, is_asked=asked is not None) if whose else None

    def only_agencies(self, names: Names) -> Condition | None:
        """Return the condition that only agencies of these names take part (全是知识产权局的案例); None for places."""
        return self.only(names) if names.kind == "org" else None

    def throughout_of_agencies(self, every: Mark, names: Names) -> Condition | None:
        """Return the condition of `only_agencies` (全是药监局的案例), or None for 所有药监局参与的案例."""
        return self.only_agencies(names) if not every.mention.has("quantifier") else None

    def so_many_only_there(self, number: int, names: Names, asked: Mark | None = None) -> Condition | None:
        """Return the condition that a case has so many units, all of these places or bureaus: 四家单位全是药监局.

        Return None if the names are neither.
        """
        said = self.units_only_there(names, asked)
        return replace(said, where=both(UnitCount("==", number), said.where)) if said is not None else None

    def only_asked(self, names: Names) -> Condition:
        """Return the condition that only the names take part, as a question of truth: 上海有没有单独完成的案例."""
        return replace(self.only(names), is_asked=True)

    def only_within(self, names: Names, part: Names, asked: Mark | None = None) -> Condition | None:
        """Return the condition that, of the places within one, only those of `part` take part: 江苏只有苏州参与.

        Return None if these are not of one level within a single place.
        """
        outer = names.filters[0]
        regions, places = self._index.regions, [one.code for one in part.filters if isinstance(one, InRegion)]
        above = regions.get(outer.code) if isinstance(outer, InRegion) and len(names.filters) == 1 else None
        inner = [regions[code] for code in places if code in regions]
        if above is None or len(inner) != len(part.filters) or len({place.level for place in inner}) != 1:
            return None
        if not all(above in place.chain and place is not above for place in inner):
            return None
        alone = PlaceCount(inner[0].level, "==", len(inner), above.code)
        where = both(*part.filters, alone)
        return Condition(where, ((names, "plain"), (part, "plain")), has_verb=True, is_asked=asked is not None)

    def only_these(self, names: Names, side: Mark) -> Condition | None:
        """Return the condition that only the names take part: 地区恰好是上海和浙江.

        Return None if the word does not say exactly: 地区=上海 says nothing of others.
        """
        return self.only(names) if side.effect == "exactly" else None

    def only_so_many(self, names: Names, number: int) -> Condition | None:
        """Return the condition that only the names take part, whose number is stated: 就上海跟浙江两家搞的.

        Return None if the list has another number of names.
        """
        return self.only(names) if len(names.filters) == number else None

    def only_absent(self, names: Names) -> Condition | None:
        """Return the condition that the names are absent and all other provinces take part: 只缺安徽的.

        Return None if the names are not all provinces.
        """
        named = [part.code for part in names.filters if isinstance(part, InRegion)]
        provinces = [place.code for place in self._index.places("province")]
        if names.kind != "place" or not set(named) <= set(provinces):
            return None
        present = (InRegion(code) for code in provinces if code not in named)
        where = both(*present, *(negated(InRegion(code)) for code in named))
        return Condition(where, ((names, "not"),), has_verb=True)

    def others(self, names: Names) -> Condition:
        return self._condition(names, "others")

    def not_only(self, names: Names) -> Condition:
        return self._condition(names, "not_only")

    def not_exactly(self, names: Names) -> Condition:
        return self._condition(names, "not_exactly")

    def except_for(self, names: Names) -> Condition:
        """Return the condition that excludes the names: 除了安徽.

        If a word for “all” closes a list, the condition is that not all of its names take part: 除了四地都参加的.
        """
        marked = names.is_marked and len(names.filters) > 1
        return self._condition(names, "not_all" if marked else "except")

    def other_units(self, names: Names) -> Noun:
        """Return the noun phrase for the units of other places or agencies: 不是安徽的单位."""
        return Noun("unit", conditions=(replace(self.except_for(names), is_attributive=True),))

    def only_of_all(self, every: Names, names: Names) -> Condition | None:
        """Return the condition that only the names take part, of all provinces: 三省一市中只有江苏; else None."""
        provinces = {InRegion(place.code) for place in self._index.places("province")}
        return self.only(names) if set(names.filters) < set(every.filters) == provinces else None

    def except_both(self, a: Names, b: Names) -> Condition:
        """Return the condition that excludes the names of both lists: 除了江苏参与的和安徽参与的."""
        first, second = self.except_for(a), self.except_for(b)
        return Condition(both(first.where, second.where), (*first.names, *second.names), has_verb=True)

    def nobody_else(self, condition: Condition) -> Condition | None:
        if len(condition.names) != 1:
            return None
        names, mode = condition.names[0]
        if mode not in ("plain", "only") or names.kind not in ("place", "org"):
            return None
        return replace(self.only(names), is_asked=condition.is_asked)

    def only_count(self, names: Names) -> Condition | None:
        plain = all(isinstance(part, PlaceCount | UnitCount) and part.op == "==" for part in names.filters)
        return self._condition(names) if plain else None

    def rest_of(self, number: int | None = None) -> int:
        return number or 0

    def rest_all(self) -> Condition:
        return Condition(EVERYTHING, has_verb=True, rest="all")

    def rest_none(self) -> Condition:
        return Condition(EVERYTHING, has_verb=True, rest="none")

    def beyond_rest(self, names: Names) -> Condition | None:
        """Return the condition that all provinces but the names take part: 除了安徽都参与了的.

        Return None if no province is left: 除了四地都参与的.
        """
        if {InRegion(place.code) for place in self._index.places("province")} <= set(names.filters):
            return None
        return Condition(self.meaning(names, "not"), ((names, "except"),), has_verb=True, rest="all")
