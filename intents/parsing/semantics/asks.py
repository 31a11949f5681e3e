"""What is asked for (grammar.txt, section 7)."""

from __future__ import annotations

from dataclasses import replace

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

    def too(self, names: Names) -> Ask:
        """或者宁波的也行: those of that name besides."""
        return Ask("too", conditions=(self.plain(names),))

    @staticmethod
    def number_of_level(quantity: Quantity) -> Ask | None:
        """两个以上地级市局, which no query can hold; 六个县局 are those of a case."""
        return None if quantity.is_plain else Ask("other_number")

    @staticmethod
    def fact(mention: object) -> Ask:
        return Ask("fact", mention=mention)  # type: ignore[arg-type]


def _is_of_one_place(condition: Condition) -> bool:
    where = condition.where
    return isinstance(where, PlaceCount) and (where.op, where.count) == ("==", 1)
