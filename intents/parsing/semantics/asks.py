"""Actions that make asks: what a question asks for (grammar.txt, section 7)."""

from __future__ import annotations

from dataclasses import replace

from intents.index.case_index import LEVELS
from intents.model.query import EVERYTHING, InRegion, PlaceCount, negated
from intents.parsing.constituents import Ask, Condition, Mark, Names, Noun, Quantity, said
from intents.parsing.semantics.rankings import Rankings


class Asks(Rankings):
    """The actions that make asks."""

    @staticmethod
    def howmany_notices() -> Ask:
        return Ask("howmany", "notice")

    @staticmethod
    def which(mark: Mark, noun: Noun | None = None) -> Ask | None:
        if noun is not None and any(one.has_verb and not one.is_attributive for one in noun.conditions):
            return None  # 哪些质量发展处参与了案例
        if noun is not None and len(mark.mention.text) == 1 and any(map(_is_of_one_place, noun.conditions)):
            return None  # 哪一省参与的案例 asks for the place
        if noun is not None and noun.noun == "unit" and any(map(_is_noun_of_notice, noun.conditions[:1])):
            return None  # 哪些课程有青岛的单位 asks for cases
        if noun is not None and noun.noun == "unit" and mark.mention.has("which_case"):
            return None  # 哪项单位最多 asks which case has the most
        head = noun.noun if noun else "unit" if mark.effect == "which_unit" else ""
        return Ask("which", head, conditions=noun.conditions if noun else (), mention=mark.mention)

    def which_lacks(self, names: Names) -> Ask:
        """Return the ask for the cases without the units of a place: 哪些没有江苏的单位."""
        return Ask("which", "case", conditions=(self.absent(names),))

    def which_units_named(self, mark: Mark, names: Names) -> Ask | None:
        """Return the ask for the units that `units_named` lists, or None: 哪些单位，它们的名字含有“中心”."""
        named = self.units_named(names)
        if named is None:
            return None
        return Ask("which", "unit", conditions=(self.plain(named),), mention=mark.mention)

    def which_named(self, mark: Mark, noun: Noun) -> Ask | None:
        """Return the ask for which units of a name did the case pointed at: 那个案例是哪几个药监局做的.

        Return None for a noun without a name, which may ask anything of the case.
        """
        return self.which(mark, noun) if any(one.kinds <= {"org"} for one in noun.conditions) else None

    @staticmethod
    def shared_units(unit: Mark) -> Ask | None:
        """Return the ask for the units that take part in each of several cases (共同的单位); None for 共同参与单位."""
        return None if unit.mention.has("member_unit") else Ask("shared", "unit")

    def which_units_in(self, mark: Mark, names: Names, cases: Names) -> Ask:
        """Return the ask for the units of a place in given cases: 江苏参与最佳案例的有哪些单位."""
        conditions = (self.plain(cases), self.plain(replace(names, is_units=True)))
        return Ask("which", "unit", conditions=conditions, mention=mark.mention)

    def which_beside(self, mark: Mark, names: Names, partners: Names) -> Ask:
        """Return the ask for the units of a place in the cases of another: 广德跟浙江的哪些单位合作过."""
        cases = replace(self.involves(partners), is_of_cases=True)
        return Ask("which", "unit", conditions=(cases, self.plain(replace(names, is_units=True))), mention=mark.mention)

    def howmany_absent(self, mark: Mark, names: Names) -> Ask:
        """Return the ask for the number of cases that lack the names: 安徽有几个案例没参加."""
        return Ask("howmany", "case", conditions=(self.absent(names),), mention=mark.mention)

    def which_agency_in(self, mark: Mark, names: Names, cases: Names) -> Ask | None:
        """Return the ask for which agencies of a name are in given cases: 哪家药监局做的医疗器械案例.

        Return None if the names are no agencies: 哪个江苏参与的 asks for a case.
        """
        return self.which_units_in(mark, names, cases) if names.kind == "org" else None

    @staticmethod
    def which_of_units(mark: Mark, noun: Noun) -> Ask | None:
        """Return the ask for some of the units of a noun phrase: 江苏的区县局来了哪几家.

        Return None if the phrase is no common noun for units.
        """
        return Asks.which(mark, noun) if noun.noun == "unit" and not noun.is_name else None

    def which_involve(self, mark: Mark, names: Names) -> Ask:
        """Return the ask for which cases involve the names: 哪些是上海单位参与的."""
        return Ask("which", "case", conditions=(self.involves(names),), mention=mark.mention)

    def which_more(self, mark: Mark, a: Names, b: Names) -> Ask | None:
        """Return the ask for the cases that involve `a` and not `b` (浙江比江苏多哪些案例), or None for units."""
        more = self.more_than(a, b)
        return Ask("which", "case", conditions=(more,), mention=mark.mention) if more is not None else None

    @staticmethod
    def howmany(mark: Mark, noun: Noun | None = None) -> Ask:
        head, counted = noun.noun if noun else "", mark.effect.partition("_")[2]
        places = ("case", "place_noun", *LEVELS) if mark.effect == "count_case" else ("case",)  # 苏浙两省的案例数
        if mark.effect == "count_unit" and noun is not None and noun.conditions:
            places = ("case", "place_noun", "province")  # 苏浙两省的单位数, but not 县级单位数
        if mark.effect == "count_case" and noun is not None and noun.conditions:
            places = ("unit", *places)  # 市场监管局与药监局的案例数
        if noun is None or (noun.noun in places and mark.effect.startswith("count_")):  # 最佳案例的单位数
            head = counted
        return Ask("howmany", head, conditions=noun.conditions if noun else (), mention=mark.mention)

    def howmany_called(self, mark: Mark, names: Names) -> Ask | None:
        """Return the ask for the number of agencies of a name (几家药监局参与了案例), or None for other names."""
        units = names.kind == "org" and len(names.filters) == 1
        return Ask("howmany", "unit", conditions=(self.plain(names),), mention=mark.mention) if units else None

    def units_of_level_counted(self, level: Mark, mark: Mark) -> Ask | None:
        """Return the ask for the number of units of a level (省级单位数), or None for places (各省单位数)."""
        return self.howmany(mark, self.units_of_level(level)) if level.mention.has("unit_level") else None

    def claimed_of(self, names: Names, quantity: Quantity) -> Ask | None:
        """Return the ask for whether a tier or a place has so many (最佳是12个吧), or None for a vague quantity."""
        conditions = (self.plain(names),)
        return Ask("hole", conditions=conditions, quantity=quantity, claim="asked") if not quantity.is_vague else None

    def of_both(self, mark: Mark, a: Names, b: Names) -> Ask | None:
        """Return the ask for the cases of both sets, or their number: 嘉兴的案例和湖州的案例，哪些是两边都有的.

        Return None if the two lists cannot be joined.
        """
        names = self.both_sets(a, b)
        if names is None:
            return None
        return Ask(mark.effect, "case", conditions=(self.plain(names),), mention=mark.mention)

    def cases_of_level_alone(self, mark: Mark, level: Mark) -> Ask | None:
        """Return the ask for the cases whose units are all of one level: 哪个案例全是区县局.

        Return None if the word names no level.
        """
        condition = self.only_level(level)
        if condition is None:
            return None
        return Ask(mark.effect, "case", conditions=(condition,), mention=mark.mention)

    def cases_there_alone(self, mark: Mark, names: Names) -> Ask | None:
        """Return the ask for the cases whose units are all of these places: 哪些案例全是上海的单位; None for others."""
        condition = self.units_only_there(names)
        return Ask(mark.effect, "case", conditions=(condition,), mention=mark.mention) if condition else None

    @staticmethod
    def howmany_cases(mark: Mark) -> Ask:
        """Return the ask for the number of cases, where 次 counts them: 参加了几次."""
        return Ask("howmany", "case", mention=mark.mention)

    def howmany_of_level(self, mark: Mark, level: Mark) -> Ask | None:
        """Return the ask for the number of cases with a unit of the level: 有几个是区县局做的.

        Return None if the word names no level.
        """
        condition = self.level_of_units(level)
        return replace(self.howmany(mark), conditions=(condition,)) if condition is not None else None

    @staticmethod
    def counted_noun(mark: Mark) -> Ask:
        return Ask("howmany", mark.effect.partition("_")[2], mention=mark.mention)

    @staticmethod
    def first_of(mark: Mark) -> Mark:
        return mark

    @staticmethod
    def ask(kind: str) -> Ask:
        return Ask(kind)

    @staticmethod
    def which_level(level: Mark) -> Ask:
        """Return the ask for the places of a level: 八个城市是哪些."""
        return Ask("which", level.effect)

    def truth_of_tier(self, names: Names) -> Ask:
        """Return the ask whether the tier is the one named, which the question supposes: 是什么级别，是最佳吗."""
        return Ask("yes_no", conditions=(self.plain(names),))

    def absent_level(self, level: Mark, names: Names | None = None) -> Ask:
        """Return the ask for the places of a level that have no unit in the cases (of a name): 哪个省没参与."""
        return Ask("absent", level.effect, conditions=(self.plain(names),) if names is not None else ())

    def absent_of_all(self, number: int, level: Mark) -> Ask | None:
        """Return the ask for the places of a level without a case (哪些城市一个案例都没有), or None for two or more."""
        return self.absent_level(level) if number == 1 else None

    def absent_within(self, names: Names, level: Mark) -> Ask | None:
        """Return the ask for the places of a level in a place that have no case (江苏没参与的是哪些市).

        None if the names are no single place above that level: 江苏没参与的是哪些单位.
        """
        place = names.filters[0] if len(names.filters) == 1 else None
        region = self._index.regions.get(place.code) if isinstance(place, InRegion) else None
        if region is None or level.effect not in LEVELS[1:]:
            return None
        above = LEVELS.index(region.level) < LEVELS.index(level.effect)
        return Ask("absent", level.effect, conditions=(self.plain(names),)) if above else None

    @staticmethod
    def who_absent() -> Ask:
        """Return the ask for the provinces that have no unit in the cases: 缺了谁."""
        return Ask("absent", "province")

    def which_of_all(self, names: Names) -> Ask | None:
        """Return the ask for one of all provinces (三省一市，哪家), or None if the names are not all of them."""
        every = {InRegion(place.code) for place in self._provinces}
        return Ask("which", "province") if every == set(names.filters) else None

    def units_of(self, names: Names, number: int) -> Ask:
        """Return the ask for the units of a case, with the number that the question states: 追溯体系的四家单位."""
        return Ask("which", "unit", conditions=(self.plain(names),), quantity=said(number))

    def units_of_case(self, names: Names) -> Ask:
        """Return the ask for all units of the case that the names take part in, not only theirs: 宁波那个是谁做的."""
        return Ask("which", "unit", conditions=(replace(self.involves(names), is_of_cases=True),))

    def cases_with(self, mark: Mark, names: Names) -> Ask:
        """Return the ask for which case involves the names: 哪一个有嘉善的单位."""
        return Ask("which", conditions=(self.plain(names),), mention=mark.mention)

    def which_absent(self, names: Names) -> Ask:
        """Return the ask for the cases from which the names are absent: 安徽哪些没参加."""
        return Ask("which", "case", conditions=(Condition(negated(self.plain(names).where), ((names, "not"),)),))

    def card_of(self, names: Names) -> Ask:
        """Return the ask for the card of the case that the names mean: 叉车那个是干嘛的."""
        return Ask("card", conditions=(self.plain(names),))

    def units_called(self, names: Names) -> Ask | None:
        """Return the ask for the agencies of a name: 浙江的计量处全称是什么.

        Return None for places that do not end as a noun for units.
        """
        named = names.kind == "org" or names.is_units
        return Ask("which", "unit", conditions=(self.plain(names),)) if named else None

    def which_units_called(self, names: Names) -> Ask | None:
        """Return the ask for the agencies of a place (上海的参与处室名称), or None if the names are no places."""
        return self.units_called(replace(names, is_units=True)) if names.kind == "place" else None

    def howmany_there(self, mark: Mark, level: Mark, names: Names) -> Ask | None:
        """Return the ask for the number of a place's places of a level: 江苏的城市有几个."""
        return Ask("howmany", level.effect, conditions=(self.plain(names),), mention=mark.mention)

    def places_counted(self, count: Mark, names: Names) -> Ask | None:
        """Return the ask for the number of a place's places of a level: 浙江参与案例的城市数."""
        return self.howmany_there(count, count._replace(effect=count.effect.partition("_")[2]), names)

    def units_there(self, names: Names, number: int) -> Ask | None:
        """Return the ask for the agencies of a place, with the number that the question states: 安徽两家.

        Return None if the names are no places.
        """
        called = self.which_units_called(names)
        return replace(called, quantity=said(number)) if called is not None else None

    def included(self, names: Names) -> Ask | None:
        """Return the ask to include a place (包括上海在内), or None if the names are no places.

        Where cities are counted, the place is one of them anyway; after a list, it is added to the list.
        """
        return Ask("included", conditions=(self.plain(names),)) if names.kind == "place" else None

    @staticmethod
    def which_bureau() -> Ask:
        return Ask("which", "bureau")

    @staticmethod
    def partners(names: Names) -> Ask:
        return Ask("partners", "unit", conditions=(Condition(EVERYTHING, ((names, "plain"),)),))

    def partners_of_level(self, names: Names, level: Mark) -> Ask:
        """Return the ask for the places of a level that work with the names: 上海和哪些城市合作过."""
        return replace(self.partners(names), noun=level.effect)

    @staticmethod
    def which_items(mark: Mark) -> Ask:
        """Return the ask for which cases, since 项 counts cases: 哪两项."""
        return Ask("which", "case", mention=mark.mention)

    def which_so_many(self, mark: Mark, number: int, noun: Noun | None = None) -> Ask | None:
        """Return the ask for which ones of a stated number, units if no noun is given: 哪四家.

        Return None for a question word of several characters: 哪些是四家单位做的 asks for cases.
        """
        asked = self.which(mark, noun or Noun("unit")) if len(mark.mention.text) == 1 else None
        if asked is None or number == 1:
            return asked  # 哪一家 is not only said of one
        return replace(asked, quantity=said(number))

    @staticmethod
    def so_many_units_listed(number: int) -> Ask:
        """Return the ask to list the units, with the number of them that the question states: 参与的6家发一下."""
        return Ask("which", "unit", quantity=said(number))

    @staticmethod
    def which_of_number(mark: Mark, number: int) -> Ask | None:
        """Return the ask for which ones, with the number that is stated (是哪三个), or None for the number one."""
        return Ask("which", quantity=said(number), mention=mark.mention) if number > 1 else None

    def so_many_units_asked(self, mark: Mark, number: int) -> Ask:
        """Return the ask for the units, with the number of them that the question states: 四家单位的全称."""
        return Ask("which", "unit", quantity=said(number), mention=mark.mention)

    @staticmethod
    def which_units(mark: Mark) -> Ask:
        return Ask("which", "unit", mention=mark.mention)

    def which_units_of(self, mark: Mark, level: Mark) -> Ask:
        """Return the ask for the units of a level: 哪些区的局."""
        condition = self.level_of_units(level)
        return Ask("which", "unit", conditions=(condition,) if condition is not None else (), mention=mark.mention)

    def which_units_there(self, mark: Mark, level: Mark, names: Names) -> Ask:
        """Return the ask for the units of a level in places: 浙江的县里头，哪些局."""
        asked = self.which_units_of(mark, level)
        return replace(asked, conditions=(self.plain(names), *asked.conditions))

    def which_places_there(self, mark: Mark, level: Mark, names: Names) -> Ask:
        """Return the ask for the places of a level in others: 浙江的县里有哪些参与了."""
        return Ask("which", level.effect, conditions=(self.plain(names),), mention=mark.mention)

    @staticmethod
    def number_of_level(quantity: Quantity) -> Ask | None:
        """Return an ask that no query holds, for a bounded number of units of a level: 两个以上地级市局.

        Return None for a bare number: 六个县局 are those of a case.
        """
        return None if quantity.is_plain else Ask("other_number")

    @staticmethod
    def fact(mention: object) -> Ask:
        return Ask("fact", mention=mention)  # type: ignore[arg-type]


def _is_noun_of_notice(condition: Condition) -> bool:
    """Return whether a condition is the noun that one of several notices has for its cases: 课程."""
    return condition.kinds == {"notice"} and any(names.has_noun for names, _ in condition.names)


def _is_of_one_place(condition: Condition) -> bool:
    where = condition.where
    return isinstance(where, PlaceCount) and (where.op, where.count) == ("==", 1)
