"""Actions that make a condition of one list of names (grammar.txt, section 6)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from intents.model.query import (
    OPERATORS,
    About,
    ByAgency,
    Filter,
    InRegion,
    InTitle,
    Op,
    PlaceCount,
    both,
    either,
    negated,
)
from intents.parsing.constituents import Bound, Condition, Mark, Names, Noun, Quantity
from intents.parsing.semantics.denials import Denials
from intents.parsing.semantics.effects import SIDES

_FLIPPED: dict[Op, Op] = {"==": "==", ">=": "<=", "<=": ">=", ">": "<", "<": ">"}


class Conditions(Denials):
    """The actions that make a condition of a list: its denial, a number of its members, a theme."""

    def asked_of(self, names: Names) -> Condition:
        return replace(self.involves(names), is_asked=True)

    def present_with(self, names: Names, link: Mark) -> Condition | None:
        """Return the condition that the names take part (溧阳和宜兴同在的), or None if the word joins clauses: 且有."""
        return None if link.mention.has("furthermore") else self.involves(names)

    def lacks(self, names: Names) -> Condition | None:
        """Return the condition that the names are absent: 安徽没参与的.

        Return None if a conjunction of clauses joins them without 都: 有安徽且宁波没参与的 denies the last alone.
        """
        return None if names.is_clausal and not names.is_marked else self.absent(names)

    @staticmethod
    def of_any_place(names: Names) -> Condition:
        """Return the condition that any of the places takes part: 四地加起来."""
        return Condition(either(*names.filters), ((names, "plain"),))

    def involves_any(self, names: Names) -> Condition | None:
        """Return the condition that any of the names takes part: 至少 repeats what 之一 says (至少包括杭州、宁波之一).

        Return None if nothing but 至少 says so.
        """
        return self.involves(names) if names.join == "any" else None

    def together_bounded(self, names: Names) -> Condition | None:
        """Return the condition that a bounded number of places take part together: 三个以上城市联合办理.

        Return None for a bare number: 三市联合办理 may be all of those before.
        """
        bounded = all(isinstance(one, PlaceCount) and one.op != "==" for one in names.filters)
        return self.involves(names) if bounded else None

    def itself(self, names: Names) -> Condition:
        """Return the condition that an agency takes part, or that a place takes part alone (江苏自己).

        苏州市局自己 only stresses the agency.
        """
        return self._condition(names, "plain" if names.kind == "org" else "only")

    def more_than(self, a: Names, b: Names) -> Condition | None:
        """Return the condition that `a` takes part and `b` does not: 浙江比安徽多参与的.

        Return None if either ends as a noun for units.
        """
        if a.is_units or b.is_units:
            return None  # 江苏单位比浙江多的 is of their numbers
        where = both(self.meaning(a, "plain"), self.meaning(b, "not"))
        return Condition(where, ((a, "plain"), (b, "not")), has_verb=True)

    def all_involved(self, names: Names) -> Condition:
        return self.involves(replace(names, is_marked=True))

    def just_so_many_absent(self, names: Names) -> Condition | None:
        """Return the condition that exactly so many provinces are absent: 只有一个省没参与的.

        Return None for other places and for units, whose total the asker need not know.
        """
        known = all(isinstance(part, PlaceCount) and part.level == "province" for part in names.filters)
        return self.so_many_absent(names) if known else None

    def so_many_absent(self, names: Names) -> Condition:
        """Return the condition that so many places are absent and the rest take part: 三个省没参与.

        Numbers of units are denied.
        """
        if not all(isinstance(part, PlaceCount) for part in names.filters):
            return self.negate_names(names)
        flipped = tuple(self._there(part) for part in names.filters if isinstance(part, PlaceCount))
        return self._condition(replace(names, filters=flipped))

    def so_many_missing(self, mark: Mark, names: Names) -> Condition:
        """Return the condition that so many places are missing (缺一个省), or that it is not so many (不含一个省的)."""
        return self.so_many_absent(names) if mark.mention.has("short_of") else self.negate_names(names)

    def _there(self, absent: PlaceCount) -> PlaceCount:
        """Return the number of places that take part where so many of their level are absent.

        If more are absent than the level has, no case has the number or, if it is an upper bound, every case has.
        """
        op, count = _FLIPPED[absent.op], len(self._index.places(absent.level)) - absent.count
        return (
            replace(absent, op=op, count=count)
            if count >= 0
            else replace(absent, op=">=" if ">" in op else "<", count=0)
        )

    def some_of(self, names: Names, quantity: Quantity, side: Mark | None = None) -> Condition | None:
        return self._some(names, names.filters, quantity, side)

    def one_of_two(self, names: Names, one: int, other: int) -> Condition | None:
        """Return the condition that one of two names takes part and the other does not: 一家在，另一家不在.

        Return None for other numbers of names.
        """
        if (one, other) != (1, 1) or len(names.filters) != 2:
            return None
        return self._some(names, names.filters, Quantity((Bound("==", 1),)), None)

    def some_absent(self, names: Names, quantity: Quantity, side: Mark | None = None) -> Condition | None:
        return self._some(names, tuple(map(negated, names.filters)), quantity, side)

    def some_missing(self, names: Names, number: int) -> Condition | None:
        """Return the condition that exactly so many of the names are absent: 四地中缺一.

        Return None if the list is too short for the number.
        """
        return self._some(names, tuple(map(negated, names.filters)), Quantity((Bound("==", number),)), None)

    def _some(self, names: Names, parts: tuple[Filter, ...], quantity: Quantity, side: Mark | None) -> Condition | None:
        """Return the condition that so many of the parts hold: 江苏和安徽至少有一个.

        Return None if the list or the quantity does not fit, or a word for “all” closes the list.
        """
        bound = quantity.bounds[0]
        op = SIDES[side.effect] if side is not None else bound.op
        if len(parts) < 2 or len(quantity.bounds) > 1 or names.is_marked:
            return None
        if bound.number > len(parts) or (op == "==" and bound.number == len(parts)):
            return None
        if side is not None and not quantity.is_plain:
            return None
        if op == ">=" and bound.number == 1:
            where = either(*parts)
        else:
            chosen = [
                both(*some, *(negated(part) for part in parts if part not in some))
                for size in range(len(parts) + 1)
                if OPERATORS[op](size, bound.number)
                for some in combinations(parts, size)
            ]
            where = either(*chosen)
        return Condition(where, ((names, "plain"),), has_verb=True)

    def agency_named(self, names: Names) -> Condition | None:
        """Return the condition that a case has an agency whose name has the words: 单位名称含“知识产权”.

        Return None if no agency has.
        """
        return self.plain(found) if (found := self.units_named(names)) is not None else None

    def named_units_of(self, names: Names) -> Noun | None:
        """Return the noun phrase of the units whose name has the words: 单位名称含“知识产权”的.

        Return None if no agency has.
        """
        found = self.units_named(names)
        return Noun("unit", (self.plain(found),)) if found is not None else None

    @staticmethod
    def unit_there(units: Names, places: Names) -> Condition | None:
        """Return the condition, as asked, that a unit of such a name is of a place: 计量处是不是安徽的.

        Return None unless units and then a place are named, one of each.
        """
        (unit, *more), (place, *others) = units.filters, places.filters
        if not isinstance(unit, ByAgency) or unit.code or not isinstance(place, InRegion) or more or others:
            return None
        there = Names("org", (ByAgency(unit.part, place.code),), text=units.text)
        return Condition(there.filters[0], ((there, "plain"),), has_verb=True, is_asked=True)

    def units_named(self, names: Names) -> Names | None:
        """Return the list of agencies whose name has the words: 名称含“登记注册”的单位.

        Return None if one of the topics is in no agency's name.
        """
        words = [word for part in names.filters if isinstance(part, About) for word in part.words]
        words += [part.words for part in names.filters if isinstance(part, InTitle)]
        agencies = tuple(ByAgency(word) for word in words)
        found = agencies and all(map(self._index.agency_index.agencies, agencies))
        return Names("org", agencies, text=names.text, is_units=True) if found else None

    def units_named_among(self, names: Names, among: Names) -> Names | None:
        """Return the list of `units_named`, if all of its agencies have the other name, too: 名字里带机电的公司.

        Return None if not, or if a place is named.
        """
        named = self.units_named(names)
        agencies = self._index.agency_index.agencies
        kinds = [agencies(one) for one in among.filters if isinstance(one, ByAgency)]
        if named is None or len(kinds) != len(among.filters):
            return None
        found = {agency for one in named.filters if isinstance(one, ByAgency) for agency in agencies(one)}
        return named if all(found <= set(kind) for kind in kinds) else None

    def with_parts(self, names: Names, parts: Names) -> Names | None:
        """Return the bureau, since its parts belong to it: 省局及其处室、中心.

        Return None if the names are no agencies, or the parts are in no agency's name.
        """
        return names if names.kind == "org" and self.units_named(parts) is not None else None

    def theme(self, names: Names) -> Condition:
        return self.plain(_themed(names))

    def theme_absent(self, names: Names) -> Condition:
        return self._condition(_themed(names), "not")

    def titled(self, names: Names) -> Condition | None:
        """Return the condition that the title itself, not an alias, has the words: 标题里有“协同”.

        Return None if the names are no topics.
        """
        return self.plain(found) if (found := _in_title(names)) is not None else None

    def titled_absent(self, names: Names) -> Condition | None:
        return self._condition(found, "not") if (found := _in_title(names)) is not None else None


def _themed(names: Names) -> Names:
    """Return the names with their topics as themes: every case that has the words, not the closest ones."""
    return replace(names, filters=tuple(replace(p, theme=True) if isinstance(p, About) else p for p in names.filters))


def _in_title(names: Names) -> Names | None:
    """Return the names with their topics as words of titles, or None if one is no topic."""
    words = [InTitle("".join(part.words)) for part in names.filters if isinstance(part, About | InTitle)]
    return replace(names, filters=tuple(words)) if len(words) == len(names.filters) else None
