"""What is asked for (grammar.txt, section 7)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import EVERYTHING, InRegion, PlaceCount, negated
from intents.parsing.constituents import Ask, Condition, Mark, Names, Noun, Quantity, said
from intents.parsing.semantics.effects import NOUNS
from intents.parsing.semantics.shares import Shares


class Asks(Shares):
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
        head = noun.noun if noun else "unit" if mark.effect == "which_unit" else ""
        return Ask("which", head, conditions=noun.conditions if noun else (), mention=mark.mention)

    def which_units_in(self, mark: Mark, names: Names, cases: Names) -> Ask:
        """江苏参与最佳案例的有哪些单位: those of the place, in these cases."""
        conditions = (self.plain(cases), self.plain(replace(names, is_units=True)))
        return Ask("which", "unit", conditions=conditions, mention=mark.mention)

    def which_agency_in(self, mark: Mark, names: Names, cases: Names) -> Ask | None:
        """哪家药监局做的医疗器械案例: which of the agencies so called; 哪个江苏参与的 asks for a case."""
        return self.which_units_in(mark, names, cases) if names.kind == "org" else None

    @staticmethod
    def which_of_units(mark: Mark, noun: Noun) -> Ask | None:
        """江苏的区县局来了哪几家: which of the units that are named."""
        return Asks.which(mark, noun) if noun.noun == "unit" and not noun.is_name else None

    def which_involve(self, mark: Mark, names: Names) -> Ask:
        """哪些是上海单位参与的: which of the cases."""
        return Ask("which", "case", conditions=(self.involves(names),), mention=mark.mention)

    @staticmethod
    def howmany(mark: Mark, noun: Noun | None = None) -> Ask:
        head, counted = noun.noun if noun else "", mark.effect.partition("_")[2]
        if noun is None or (noun.noun == "case" and mark.effect.startswith("count_")):  # 最佳案例的单位数
            head = counted
        return Ask("howmany", head, conditions=noun.conditions if noun else (), mention=mark.mention)

    def of_both(self, mark: Mark, a: Names, b: Names) -> Ask | None:
        """嘉兴的案例和湖州的案例，哪些是两边都有的: the cases of both."""
        names = self.both_sets(a, b)
        if names is None:
            return None
        return Ask(mark.effect, "case", conditions=(self.plain(names),), mention=mark.mention)

    def cases_of_level_alone(self, mark: Mark, level: Mark) -> Ask | None:
        """哪个案例全是区县局: the cases whose units are all of a level."""
        condition = self.only_level(level)
        if condition is None:
            return None
        return Ask(mark.effect, "case", conditions=(condition,), mention=mark.mention)

    @staticmethod
    def howmany_cases(mark: Mark) -> Ask:
        """参加了几次: in how many cases."""
        return Ask("howmany", "case", mention=mark.mention)

    def howmany_of_level(self, mark: Mark, level: Mark) -> Ask | None:
        """有几个是区县局做的: cases with a unit of that level."""
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

    def than_those(self, kind: str, names: Names) -> Ask:
        """多于江苏: compared with what stands after it."""
        return Ask(kind, conditions=(self.plain(names),))

    @staticmethod
    def compared_by(kind: str, by: Noun, level: Mark | None = None) -> Ask | None:
        """哪个档次参与单位多: what is compared, by another number than that of cases."""
        of_level = level.effect if level is not None else ""
        return Ask(kind, by.noun, of_level, conditions=by.conditions) if by.noun in ("unit", "case") else None

    @staticmethod
    def compared_count(kind: str, count: Mark) -> Ask | None:
        """哪一档条数多."""
        return Asks.compared_by(kind, Noun(count.effect.partition("_")[2] or "case"))

    def difference(self, a: Names, b: Names) -> Ask | None:
        """上海比安徽多参与几个案例: compared by the number of their cases."""
        single = len(a.filters) == len(b.filters) == 1 and not (a.is_units or b.is_units)
        return Ask("compare", "case", conditions=(self.plain(a), self.plain(b))) if single else None

    def counted_beside(self, count: Mark, names: Names, kind: str = "compare") -> Ask | None:
        """安徽的单位数跟江苏比: compared by that number with what stands after it."""
        ask = self.compared_count(kind, count)
        return replace(ask, conditions=(self.plain(names),)) if ask is not None and len(names.filters) == 1 else None

    def tier_beside(self, tiers: Names, names: Names) -> Ask:
        """江苏的优秀案例跟安徽比: the cases of a tier, compared with those of what stands after it."""
        return Ask("compare", conditions=(self.plain(tiers), self.plain(names)))

    def beside_those(self, noun: Mark, names: Names) -> Ask:
        """江苏的单位跟安徽比: the units, compared with those of what stands after them."""
        return Ask("compare", noun.effect, conditions=(self.plain(names),))

    @staticmethod
    def which_level(level: Mark) -> Ask:
        """八个城市是哪些: the places."""
        return Ask("which", level.effect)

    @staticmethod
    def absent_level(level: Mark) -> Ask:
        """哪个省没参与: the places of the level without a unit."""
        return Ask("absent", level.effect)

    @staticmethod
    def who_absent() -> Ask:
        """缺了谁: the provinces without a unit."""
        return Ask("absent", "province")

    def which_of_all(self, names: Names) -> Ask | None:
        """三省一市，哪家: which of all places of the first level."""
        every = {InRegion(place.code) for place in self._provinces}
        return Ask("which", "province") if every == set(names.filters) else None

    def given_up(self, names: Names) -> Ask:
        """不要合肥这个条件了: that condition goes."""
        return Ask("given_up", conditions=(self.plain(names),))

    @staticmethod
    def freed(what: Mark | str) -> Ask:
        """不管哪个省, 不管哪一档: conditions of that kind go."""
        return Ask("unlimited", what if isinstance(what, str) else what.effect)

    def replaced(self, a: Names, b: Names) -> Ask:
        """把芜湖换成亳州: one name in the place of another."""
        return Ask("replaced", conditions=(self.plain(a), self.plain(b)))

    def units_of(self, names: Names, number: int) -> Ask:
        """追溯体系的四家单位: those of the case, which are said to be so many."""
        return Ask("which", "unit", conditions=(self.plain(names),), quantity=said(number))

    def units_of_case(self, names: Names) -> Ask:
        """宁波那个是谁做的: all of the case, not those of the place alone."""
        return Ask("which", "unit", conditions=(replace(self.involves(names), is_of_cases=True),))

    def cases_with(self, mark: Mark, names: Names) -> Ask:
        """哪一个有嘉善的单位: which case."""
        return Ask("which", conditions=(self.plain(names),), mention=mark.mention)

    def which_absent(self, names: Names) -> Ask:
        """安徽哪些没参加: the cases without it."""
        return Ask("which", "case", conditions=(Condition(negated(self.plain(names).where), ((names, "not"),)),))

    def card_of(self, names: Names) -> Ask:
        """叉车那个是干嘛的: what the case is."""
        return Ask("card", conditions=(self.plain(names),))

    def units_called(self, names: Names) -> Ask | None:
        """浙江的计量处全称是什么: the agencies of that name."""
        named = names.kind == "org" or names.is_units
        return Ask("which", "unit", conditions=(self.plain(names),)) if named else None

    def which_units_called(self, names: Names) -> Ask | None:
        """上海的参与处室名称: the agencies of the place."""
        return self.units_called(replace(names, is_units=True)) if names.kind == "place" else None

    def units_there(self, names: Names, number: int) -> Ask | None:
        """安徽两家: the agencies of the place, which are said to be so many."""
        called = self.which_units_called(names)
        return replace(called, quantity=said(number)) if called is not None else None

    def included(self, names: Names) -> Ask | None:
        """包括上海在内, where cities are counted: it is one of them anyway; after a list, it is added."""
        return Ask("included", conditions=(self.plain(names),)) if names.kind == "place" else None

    @staticmethod
    def which_bureau() -> Ask:
        return Ask("which", "bureau")

    @staticmethod
    def any_of_them(number: int) -> Ask | None:
        """有一个参加就行的: any of those that were named."""
        return Ask("any") if number == 1 else None

    @staticmethod
    def other(noun: Mark | None = None, number: int | None = None) -> Ask:
        quantity = said(number) if number is not None else None
        return Ask("other", noun.effect if noun is not None else "", quantity=quantity)

    @staticmethod
    def other_number(number: int) -> Ask:
        """剩下那九个: the rest, which is said to be so many."""
        return Asks.other(number=number)

    @staticmethod
    def partners(names: Names) -> Ask:
        return Ask("partners", "unit", conditions=(Condition(EVERYTHING, ((names, "plain"),)),))

    def partners_of_level(self, names: Names, level: Mark) -> Ask:
        """上海和哪些城市合作过: the places of that level."""
        return replace(self.partners(names), noun=level.effect)

    @staticmethod
    def rank_word(kind: str) -> str:
        return kind

    @staticmethod
    def same_rank(a: str, b: str) -> str | None:
        """最少，从少到多排: the order is said twice."""
        return a if a == b else None

    def ranked_among(self, names: Names) -> Ask | None:
        """安徽在四省市中排第几: where it is among all of them."""
        every = {InRegion(place.code) for place in self._index.places("province")}
        return Ask("ranked_where") if set(names.filters) == every and not names.join else None

    @staticmethod
    def ordered(ask: Ask, kind: str) -> Ask | None:
        """参与单位最多的三个案例，按降序: the order of a ranking is said twice."""
        return ask if ask.kind == kind else None

    @staticmethod
    def rank(kind: str, by: Noun | None = None, of: Noun | None = None) -> Ask:
        counted = by.conditions if by else ()
        if by is not None and by.noun == "unit" and (of is None or of.noun == "case"):
            counted = tuple(map(_as_units, counted))  # 药监局最多的案例
        conditions = (*counted, *(of.conditions if of else ()))
        if of is not None and of.noun in ("unit", "bureau"):  # 浙江参与案例最多的单位: the units of 浙江
            conditions = tuple(replace(one, is_of_cases=one.is_of_cases and one.is_attributive) for one in conditions)
        return Ask(kind, of.noun if of else "", by.noun if by else "", conditions)

    @staticmethod
    def rank_cases(kind: str) -> Ask:
        """哪个参与单位最多: which case has most."""
        return Ask(kind, "case", "unit")

    @staticmethod
    def which_items(mark: Mark) -> Ask:
        """哪两项: cases, which are counted so."""
        return Ask("which", "case", mention=mark.mention)

    def which_so_many(self, mark: Mark, number: int, noun: Noun | None = None) -> Ask | None:
        """哪四家: a number follows the bare word, of one character; 哪些是四家单位做的 asks which cases."""
        asked = self.which(mark, noun or Noun("unit")) if len(mark.mention.text) == 1 else None
        if asked is None or number == 1:
            return asked  # 哪一家 is not only said of one
        return replace(asked, quantity=said(number))

    @staticmethod
    def so_many_units_listed(number: int) -> Ask:
        """参与的6家发一下: the units, of which there are so many."""
        return Ask("which", "unit", quantity=said(number))

    @staticmethod
    def which_of_number(mark: Mark, number: int) -> Ask | None:
        """是哪三个: which, where they are said to be so many."""
        return Ask("which", quantity=said(number), mention=mark.mention) if number > 1 else None

    def so_many_units_asked(self, mark: Mark, number: int) -> Ask:
        """四家单位的全称: those units, which are said to be so many."""
        return Ask("which", "unit", quantity=said(number), mention=mark.mention)

    @staticmethod
    def which_units(mark: Mark) -> Ask:
        return Ask("which", "unit", mention=mark.mention)

    def which_units_of(self, mark: Mark, level: Mark) -> Ask:
        """哪些区的局: the units of that level."""
        condition = self.level_of_units(level)
        return Ask("which", "unit", conditions=(condition,) if condition is not None else (), mention=mark.mention)

    @staticmethod
    def rank_count(kind: str, count: Mark, of: Noun | None = None) -> Ask:
        by = count.effect.partition("_")[2]
        return Ask(kind, of.noun if of else "", by, of.conditions if of else ())

    def rank_units_of_level(self, kind: str, level: Mark) -> Ask | None:
        """各省的县级单位数量排名: by the number of units of that level."""
        condition = self.level_of_units(level)
        return Ask(kind, by="unit", conditions=(condition,)) if condition is not None else None

    def rank_places(self, kind: str, by: Noun, places: Names) -> Ask | None:
        """按参与单位数量给三省一市排名: several places."""
        if len(places.filters) < 2:
            return None
        levels = {self._index.regions[part.code].level for part in places.filters if isinstance(part, InRegion)}
        level = levels.pop() if len(levels) == 1 else ""
        return Ask(kind, level, by.noun, (*by.conditions, self.plain(places))) if level else None

    def rank_count_places(self, kind: str, count: Mark, places: Names) -> Ask | None:
        return self.rank_places(kind, Noun(count.effect.partition("_")[2]), places)

    def rank_count_of_tier(self, kind: str, count: Mark, places: Names, tier: Names) -> Ask | None:
        """四地优秀案例数量排名: the places by their cases of the tier."""
        by = Noun(count.effect.partition("_")[2], conditions=(self.plain(tier),))
        return self.rank_places(kind, by, places)

    def too(self, names: Names) -> Ask:
        """或者宁波的也行: those of that name besides."""
        return Ask("too", conditions=(self.plain(names),))

    def each_named(self, noun: Noun) -> Ask | None:
        """各省; 每个省的案例 counts places, not the cases of units of that level."""
        levelled = any("level" in one.kinds and not one.has_verb for one in noun.conditions)
        return None if levelled and noun.noun == "case" else self.each(noun)

    @staticmethod
    def each(noun: Noun) -> Ask:
        return Ask("each_noun", noun.noun, conditions=noun.conditions)

    def grouped(self, noun: Noun) -> Ask:
        """按省分组: a number for each, named or not."""
        return replace(self.each(noun), by="group")

    def listed_by(self, noun: Noun) -> Ask:
        """按省统计: a number of cases for each, or units in that order."""
        return replace(self.each(noun), by="list")

    @classmethod
    def each_level_as_unit(cls, level: Mark) -> Ask | None:
        """以城市为单位统计: by cities; 按市级单位 is by units."""
        return None if level.mention.has("unit_level") else cls.each_of_level(level)

    @staticmethod
    def each_of_level(level: Mark) -> Ask:
        """按省份案例数: a number for each place of the level."""
        return Ask("each_noun", level.effect, by="group")

    def each_of_tiers(self) -> Ask | None:
        """按等次统计案例数: the number of cases of each tier."""
        tiers = self.all_tiers()
        return Ask("howmany", "case", conditions=(self.plain(tiers),)) if tiers is not None else None

    def each_of_number(self, number: int, level: Mark) -> Ask:
        """四个省各参与了几个: each place of the level; where it has another number, the bot asks."""
        return Ask("each_noun" if self._counts_all(number, level) else "other_number", level.effect)

    def each_of_number_in(self, number: int, level: Mark, tiers: Names) -> Ask:
        """四个省市在最佳案例里各有几个: the same, of the cases of a tier."""
        return replace(self.each_of_number(number, level), conditions=(self.plain(tiers),))

    def rank_of_each(self, kind: str, level: Mark, by: Noun) -> Ask:
        """各地优秀案例排个名."""
        return self.rank(kind, by, Noun(level.effect))

    @staticmethod
    def rank_of_level(kind: str, level: Mark) -> Ask:
        """哪个省最少."""
        return Ask(kind, level.effect)

    @classmethod
    def first_of_level(cls, level: Mark, number: int) -> Ask | None:
        """哪个省第一: which has most."""
        return cls.rank_of_level("most", level) if number == 1 else None

    def rank_listed_by_units(self, kind: str, number: int, level: Mark) -> Ask | None:
        """四个省市中哪一个的参与单位最多: of all of them."""
        return Ask(kind, level.effect, "unit") if self.all_places(number, level) is not None else None

    @staticmethod
    def number_of_level(quantity: Quantity) -> Ask | None:
        """两个以上地级市局, which no query can hold; 六个县局 are those of a case."""
        return None if quantity.is_plain else Ask("other_number")

    def rank_of_number(self, kind: str, number: int, level: Mark, by: Noun) -> Ask:
        """四个省案例排名: the same of a ranking."""
        return self.rank(kind, by, Noun(level.effect)) if self._counts_all(number, level) else Ask("other_number")

    def rank_of_all(self, kind: str, number: int) -> Ask | None:
        """四家排个名: all provinces, if they are so many."""
        return Ask(kind, "province", "case") if number == len(self._provinces) else None

    def _counts_all(self, number: int, level: Mark) -> bool:
        return number == len(self._index.places(NOUNS[level.effect]))

    @staticmethod
    def fact(mention: object) -> Ask:
        return Ask("fact", mention=mention)  # type: ignore[arg-type]


def _as_units(condition: Condition) -> Condition:
    """The condition, as one that says which units are counted."""
    if condition.has_verb:
        return condition
    return replace(condition, names=tuple((replace(names, is_units=True), mode) for names, mode in condition.names))


def _is_of_one_place(condition: Condition) -> bool:
    where = condition.where
    return isinstance(where, PlaceCount) and (where.op, where.count) == ("==", 1)
