"""The actions of the grammar: what each production means, given the meanings of its parts.

An action returns None where its parts do not fit, and the production then does not apply.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from intents.index.case_index import CaseIndex
from intents.model.query import (
    EVERYTHING,
    OPERATORS,
    About,
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    InTier,
    InTitle,
    Level,
    Not,
    Numbered,
    OnlyAgencies,
    OnlyRegions,
    Op,
    PlaceCount,
    UnitCount,
    UnitLevel,
    Unknown,
    both,
    either,
    negated,
)
from intents.parsing.constituents import Ask, Bound, Condition, Join, Mark, Mode, Names, Noun, Quantity
from intents.parsing.notice_facts import years

NOUNS: dict[str, Level] = {
    "province": "province",
    "place_noun": "province",
    "city": "city",
    "prefecture": "city",
    "county": "county",
}
"""The nouns that count places, and the level they count (SEMANTICS 4: 地区 are provinces)."""
_DISJOINT = ("tier", "number", "topic", "notice")
"""Kinds of which a case has one name only, so that 最佳和优秀 is either."""
_SIDES: dict[str, Op] = {
    "at_least": ">=",
    "at_most": "<=",
    "over": ">",
    "under": "<",
    "exactly": "==",
    "only": "==",
    "above": ">=",
    "below": "<=",
}
_FLIPPED: dict[Op, Op] = {"==": "==", ">=": "<=", "<=": ">=", ">": "<", "<": ">"}


_FIRST_YEAR, _LAST_YEAR = 1949, 2100
"""A number before 年 outside these is no year."""


class Semantics:
    """The actions over one dataset."""

    def __init__(self, index: CaseIndex) -> None:
        self._index = index
        self._provinces = index.places("province")

    # Generic.

    @staticmethod
    def same(value: object) -> object:
        return value

    @staticmethod
    def literal(value: str) -> str:
        return value

    # 1. Lists of names.

    @staticmethod
    def join(a: Names, b: Names, link: Mark | None = None) -> Names | None:
        """江苏和安徽: one list; a list that 都 or 任一 has closed takes no more members."""
        if a.is_marked or (a.join != b.join and (a.join or b.join)):
            return None
        kind = a.kind if a.kind == b.kind else "place"
        closed = a.is_closed or b.is_closed or link is None or link.effect == "and"
        return Names(
            kind, (*a.filters, *b.filters), a.join or b.join, b.is_marked, b.is_units, is_joined=True, is_closed=closed
        )

    @staticmethod
    def adjoin(a: Names, b: Names) -> Names | None:
        """江苏安徽: a list without a conjunction; topics side by side are one topic."""
        if a.is_marked or b.is_marked or a.is_units or a.join != b.join:
            return None
        if a.kind == "topic" and len(a.filters) == len(b.filters) == 1 and not (a.is_joined or b.is_joined):
            first, second = a.filters[0], b.filters[0]
            if isinstance(first, About) and isinstance(second, About):
                return replace(a, filters=(About((*first.words, *second.words), first.theme or second.theme),))
        if a.kind == "tier":
            return None  # 优秀一档: neither both nor either, but a doubt
        kind = a.kind if a.kind == b.kind else "place"
        return Names(kind, (*a.filters, *b.filters), a.join, is_units=b.is_units, is_joined=a.is_joined)

    def join_or(self, a: Names, b: Names) -> Names | None:
        if a.is_marked or a.join not in ("", "any") or b.join not in ("", "any"):
            return None
        if len(a.filters) > 1 and a.join != "any" and a.is_closed:
            return None  # 江苏和安徽，或者浙江
        kind = a.kind if a.kind == b.kind else "place"
        return Names(kind, (*a.filters, *b.filters), "any", b.is_marked, b.is_units, is_joined=True)

    @staticmethod
    def any_of(names: Names, join: Join, number: int | None = None) -> Names | None:
        if (number is not None and number != len(names.filters)) or (len(names.filters) < 2 and not names.join):
            return None
        return replace(names, join=join)

    @staticmethod
    def each_of(names: Names) -> Names | None:
        return replace(names, join="each") if len(names.filters) > 1 else None

    @staticmethod
    def counted(names: Names, number: int) -> Names | None:
        """沪浙两地: the number only repeats how many are listed."""
        return names if len(names.filters) == number else None

    @staticmethod
    def as_units(names: Names, level: Mark | None = None) -> Names | None:
        if level is not None and level.effect not in ("province", "place_noun"):
            return None  # a level that must not be lost
        return None if names.is_units else replace(names, is_units=True)

    @staticmethod
    def all_of(names: Names) -> Names | None:
        return None if names.is_marked else replace(names, is_marked=True)

    def all_places(self, number: int, level: Mark) -> Names | None:
        """四地, 三省: all such places of the dataset, where the number fits."""
        provinces = self._provinces
        if level.effect == "province" and number != len(provinces):
            provinces = tuple(place for place in provinces if place.name.endswith("省"))
        if NOUNS[level.effect] != "province" or number != len(provinces) or number < 2:
            return None
        return Names("place", tuple(InRegion(place.code) for place in provinces))

    def every_place(self, level: Mark) -> Names | None:
        """所有省: every place of the first level."""
        if NOUNS[level.effect] != "province":
            return None
        return Names("place", tuple(InRegion(place.code) for place in self._provinces))

    def all_listed(self, number: int, level: Mark) -> Condition | None:
        """四个省市里: all of them, as a list to choose from."""
        names = self.all_places(number, level)
        return self.plain(names) if names is not None else None

    def each_province(self, number: int) -> Names | None:
        """四家都: as many as there are provinces."""
        if number != len(self._provinces):
            return None
        return Names("place", tuple(InRegion(place.code) for place in self._provinces), is_marked=True)

    def all_places_of_two(self, first: int, second: int) -> Names | None:
        """三省一市."""
        if first + second != len(self._provinces):
            return None
        return Names("place", tuple(InRegion(place.code) for place in self._provinces))

    def end_of_tiers(self, which: str) -> Names | None:
        """级别最高的: the first, or the last, tier of each notice that has several."""
        notices = [notice for notice in self._index.dataset.notices if len(notice.tiers) > 1]
        names = [notice.tiers[0 if which == "first" else -1].name for notice in notices]
        tiers = tuple(InTier(name) for name in dict.fromkeys(names) if name)
        return Names("tier", (either(*tiers),)) if tiers else None

    def all_tiers(self) -> Names | None:
        """各等次: each of them."""
        tiers = dict.fromkeys(tier.name for notice in self._index.dataset.notices for tier in notice.tiers if tier.name)
        return Names("tier", tuple(map(InTier, tiers)), "each") if len(tiers) > 1 else None

    def tiers_of_number(self, number: int) -> Names | None:
        """两档: either of them."""
        every = self.all_tiers()
        return replace(every, join="any") if every is not None and len(every.filters) == number else None

    def of_year(self, year: int) -> Names | None:
        """2024年: the notices of that year."""
        found = [notice.id for notice in self._index.dataset.notices if str(year) in years(notice)]
        if not found and not _FIRST_YEAR <= year <= _LAST_YEAR:
            return None
        return Names("notice", (either(*map(InNotice, found)) if found else Unknown(str(year), "topic"),))

    # 3. Quantities.

    @staticmethod
    def number(count: int) -> Quantity:
        return Quantity((Bound("==", count),), is_plain=True)

    @staticmethod
    def measured(count: int) -> Quantity:
        return Quantity((Bound("==", count),), is_plain=True, is_measured=True)

    @staticmethod
    def bounded(quantity: Quantity, side: Mark) -> Quantity | None:
        if len(quantity.bounds) > 1 or not quantity.is_plain:
            return None
        bound = Bound(_SIDES[side.effect], quantity.bounds[0].number)
        return Quantity((bound,), is_measured=quantity.is_measured)

    @staticmethod
    def between(low: int, high: int) -> Quantity | None:
        return Quantity((Bound(">=", low), Bound("<=", high))) if low < high else None

    @staticmethod
    def several() -> Quantity:
        return Quantity((Bound(">=", 2),), is_measured=True, is_vague=True)

    @staticmethod
    def one_or_other(first: int, second: Quantity) -> Quantity | None:
        return Quantity((Bound("==", first), *second.bounds), is_either=True) if second.is_plain else None

    @staticmethod
    def within_both(a: Quantity, b: Quantity) -> Quantity | None:
        if a.is_plain or b.is_plain or a.is_either or b.is_either:
            return None
        return Quantity((*a.bounds, *b.bounds))

    def so_many(self, quantity: Quantity, noun: Mark) -> Names:
        """三个省: cases with so many of them."""
        filters = tuple(self._count(noun.effect, bound) for bound in quantity.bounds)
        return Names("count", filters, "any" if quantity.is_either else "")

    def so_many_counted(self, count: Mark, quantity: Quantity) -> Names | None:
        """城市数不少于五."""
        noun = count.effect.partition("_")[2]
        if noun not in (*NOUNS, "unit") or (quantity.is_plain and not quantity.is_measured):
            return None  # 单位数为 4 家, but not 单位数 4
        filters = tuple(self._count(noun, bound) for bound in quantity.bounds)
        return Names("count", filters, "any" if quantity.is_either else "")

    def so_many_units(self, number: int) -> Names:
        """参与单位为四家."""
        return Names("count", (UnitCount("==", number),))

    def so_many_named(self, count: Mark, number: int) -> Names | None:
        """省份数为三的."""
        return self.so_many_counted(count, Quantity((Bound("==", number),), is_plain=True, is_measured=True))

    def so_many_after(self, noun: Mark, quantity: Quantity, side: str = "") -> Names | None:
        """单位超过五个: the noun stands first, and a bare number is none of its."""
        if quantity.is_plain and side:
            quantity = Quantity((Bound(_SIDES[side], quantity.bounds[0].number),))
        return None if quantity.is_plain or quantity.is_vague else self.so_many(quantity, noun)

    def units_of_place(self, quantity: Quantity, names: Names) -> Names | None:
        """两家以上安徽单位: so many agencies of one place."""
        place = names.filters[0]
        if not names.is_units or len(names.filters) > 1 or not isinstance(place, InRegion) or quantity.is_vague:
            return None
        filters = tuple(UnitCount(bound.op, bound.number, place.code) for bound in quantity.bounds)
        return Names("count", filters, "any" if quantity.is_either else "")

    @staticmethod
    def _count(noun: str, bound: Bound) -> Filter:
        if noun == "unit":
            return UnitCount(bound.op, bound.number)
        return PlaceCount(NOUNS[noun], bound.op, bound.number)

    @staticmethod
    def bounded_count(names: Names, side: Mark) -> Names | None:
        first = names.filters[0]
        if len(names.filters) > 1 or not isinstance(first, PlaceCount | UnitCount) or first.op != "==":
            return None
        return replace(names, filters=(replace(first, op=_SIDES[side.effect]),))

    @staticmethod
    def count_or(quantity: Quantity, names: Names) -> Names | None:
        first = names.filters[0]
        if not isinstance(first, PlaceCount | UnitCount) or len(names.filters) > 1 or len(quantity.bounds) > 1:
            return None
        bound = quantity.bounds[0]
        return replace(names, filters=(replace(first, op=bound.op, count=bound.number), first), join="any")

    @staticmethod
    def cases_quantity(quantity: Quantity) -> Quantity:
        return quantity

    @staticmethod
    def cases_quantity_after(quantity: Quantity) -> Quantity | None:
        return None if quantity.is_plain or quantity.is_vague else quantity

    def all_cases(self, noun: Noun) -> Ask | None:
        """参与全部最佳案例的: in as many cases as there are."""
        if noun.noun != "case" or noun.is_every or not all(one.kinds == {"tier"} for one in noun.conditions):
            return None
        number = self._index.evaluate(both(*(one.where for one in noun.conditions))).bit_count()
        return Ask("cases", "case", "take", noun.conditions, Quantity((Bound("==", number),)))

    # 4. Ordinals.

    @staticmethod
    def ordinal(number: int) -> Names:
        return Names("number", (Numbered(number),))

    @staticmethod
    def ordinals(first: int, last: int) -> Names | None:
        return Names("number", (Numbered(first, last),)) if first < last else None

    @staticmethod
    def numbers(number: int, names: Names) -> Names:
        """2、4、6 号: the first of several."""
        return replace(names, filters=(Numbered(number), *names.filters))

    @staticmethod
    def first(number: int = 1) -> Names:
        return Names("number", (Numbered(1, number if number > 1 else 0),))

    @staticmethod
    def last(number: int = 1) -> Names:
        return Names("number", (Numbered(-number, -1 if number > 1 else 0),))

    @staticmethod
    def from_end(number: int) -> Names:
        return Names("number", (Numbered(-number),))

    # 6. Conditions.

    def _condition(self, names: Names, mode: Mode = "plain", *, has_verb: bool = True) -> Condition:
        return Condition(self.meaning(names, mode), ((names, mode),), has_verb)

    def plain(self, names: Names) -> Condition:
        return self._condition(names, has_verb=False)

    def involves(self, names: Names) -> Condition:
        return self._condition(names)

    def absent(self, names: Names) -> Condition:
        return self._condition(names, "not")

    def asked_of(self, names: Names) -> Condition:
        return replace(self.involves(names), is_asked=True)

    def denied(self, names: Names) -> Condition:
        """没有江苏和安徽, but 不是江苏和安徽都: a negation before a list that a word for “all” closes."""
        return self.not_all(names) if names.is_marked else self.absent(names)

    def absent_one(self, names: Names, number: int) -> Condition | None:
        """一个都没参加: none of them."""
        return self.absent(names) if number == 1 else None

    def absent_everywhere(self, names: Names, number: int) -> Condition | None:
        """是不是一个案例都没参与: whether all cases lack it."""
        if number != 1:
            return None
        return replace(self.absent(names), every=EVERYTHING, is_asked=True)

    def any_absent(self, names: Names) -> Condition | None:
        """至少一方缺席."""
        if len(names.filters) < 2:
            return None
        return self.absent(replace(names, join="any"))

    def itself(self, names: Names) -> Condition:
        """苏州市局自己 only stresses the unit; 江苏自己 is 江苏 alone."""
        return self._condition(names, "plain" if names.kind == "org" else "only")

    def more_than(self, a: Names, b: Names) -> Condition:
        """浙江比安徽多参与的: those that the first has and the second lacks."""
        where = both(self.meaning(a, "plain"), self.meaning(b, "not"))
        return Condition(where, ((a, "plain"), (b, "not")), has_verb=True)

    def both_tiers(self, a: Names, b: Names) -> Condition:
        """既参与最佳又参与优秀的: units that have a case in each."""
        return self._tiers(Names("tier", (*a.filters, *b.filters), "meets"))

    def tiers_all(self, names: Names) -> Condition | None:
        return self._tiers(replace(names, join="meets")) if len(names.filters) > 1 else None

    def only_tier(self, names: Names) -> Condition | None:
        """只参与最佳的: units all of whose cases are such."""
        return self._tiers(replace(names, join="only")) if len(names.filters) == 1 else None

    def _tiers(self, names: Names) -> Condition:
        return Condition(either(*names.filters), ((names, "plain"),), has_verb=True)

    @staticmethod
    def exists_case() -> Ask:
        return Ask("yes_no", "case")

    @staticmethod
    def cases_exactly(quantity: Quantity) -> Ask:
        """只在一个案例里出现过: so many and no more."""
        return Ask("cases", "case", "take", quantity=quantity)

    @staticmethod
    def howmany_notices() -> Ask:
        return Ask("howmany", "notice")

    @staticmethod
    def cases_taken(quantity: Quantity) -> Ask:
        """参与了两个案例: so many, even if the number is bare."""
        return Ask("cases", "case", "take", quantity=quantity)

    def not_all(self, names: Names) -> Condition:
        return self._condition(names, "not_all" if len(names.filters) > 1 else "not")

    def not_every_of(self, names: Names) -> Condition:
        """没有全部四地参与的; 没有全部安徽 is of one place."""
        return self.not_all(names) if len(names.filters) > 1 else self.denied(names)

    def only(self, names: Names) -> Condition:
        return self._condition(names, "only")

    def others(self, names: Names) -> Condition:
        return self._condition(names, "others")

    def not_only(self, names: Names) -> Condition:
        return self._condition(names, "not_only")

    def not_exactly(self, names: Names) -> Condition:
        return self._condition(names, "not_exactly")

    def except_for(self, names: Names) -> Condition:
        return self._condition(names, "except")

    def only_count(self, names: Names) -> Condition | None:
        plain = all(isinstance(part, PlaceCount | UnitCount) and part.op == "==" for part in names.filters)
        return self._condition(names) if plain else None

    def negate_names(self, names: Names) -> Condition:
        condition = self._condition(names)
        return replace(condition, where=negated(condition.where), names=((names, "not"),))

    def negate(self, condition: Condition) -> Condition | None:
        """Deny a whole condition: 不是四地都参与的."""
        if condition.rest or condition.where == EVERYTHING:
            return None
        if len(condition.names) == 1 and condition.every is None:
            names, mode = condition.names[0]
            if mode == "plain" and names.kind != "count":
                return self._condition(names, "not_all" if names.is_marked and len(names.filters) > 1 else "not")
            if mode == "only":
                return self._condition(names, "not_only")
        return replace(condition, where=negated(condition.where), has_verb=True)

    def so_many_absent(self, names: Names) -> Condition:
        """三个省没参与: so many of the places are absent, and the rest are there."""
        if not all(isinstance(part, PlaceCount) for part in names.filters):
            return self.negate_names(names)
        flipped = tuple(self._there(part) for part in names.filters if isinstance(part, PlaceCount))
        return self._condition(replace(names, filters=flipped))

    def _there(self, absent: PlaceCount) -> PlaceCount:
        """How many places are there where so many are absent; if more than all are, what no or what every case has."""
        op, count = _FLIPPED[absent.op], len(self._index.places(absent.level)) - absent.count
        return (
            replace(absent, op=op, count=count)
            if count >= 0
            else replace(absent, op=">=" if ">" in op else "<", count=0)
        )

    @staticmethod
    def tier_number(names: Names, number: int) -> Names:
        """最佳3: the tier and the number in it are one condition."""
        return Names("number", (both(*names.filters, Numbered(number)),))

    @staticmethod
    def tier_ordinal(names: Names, number: Names) -> Names | None:
        """最佳案例第1个, beside another."""
        ordinal = number.filters[0]
        if len(number.filters) > 1 or len(names.filters) > 1 or not isinstance(ordinal, Numbered) or ordinal.until:
            return None
        return Semantics.tier_number(names, ordinal.number)

    @staticmethod
    def one_of_them(number: int) -> Ask | None:
        """来一份: a number that counts nothing."""
        return Ask("ignored") if number == 1 else None

    @staticmethod
    def only_one(number: int) -> str | None:
        return "all" if number == 1 else None

    @staticmethod
    def counted_noun_of(quantity: Quantity) -> Quantity:
        return quantity

    def case_number(self, number: int) -> Condition:
        return self.plain(Names("number", (Numbered(number),)))

    def unit_level(self, level: Mark) -> Condition | None:
        return self._level(level, "plain")

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

    def units_of_level(self, level: Mark) -> Noun | None:
        condition = self.level_of_units(level)
        return Noun("unit", (condition,)) if condition is not None else None

    def no_unit_level(self, level: Mark) -> Condition | None:
        return self._level(level, "not")

    def no_levels(self, a: Mark, b: Mark) -> Condition | None:
        """没有市级局或区县局参与的: neither."""
        first, second = self.no_unit_level(a), self.no_unit_level(b)
        return self.c_and(first, second) if first is not None and second is not None else None

    def only_level_named(self, level: Mark, names: Names) -> Condition | None:
        """均为区县级市场监督管理局的: that every agency is one is said by its level."""
        return self.only_level(level) if names.kind == "org" else None

    def only_level(self, level: Mark) -> Condition | None:
        """仅有县级局参与的: a unit of that level, and none of another."""
        if level.effect == "place_noun":
            return None
        mine = UnitLevel(NOUNS[level.effect])
        others: tuple[Level, ...] = ("province", "city", "county")
        where = both(mine, *(Not(UnitLevel(other)) for other in others if other != mine.level))
        return Condition(where, ((Names("level", (mine,)), "only"),), has_verb=True)

    def _level(self, level: Mark, mode: Mode) -> Condition | None:
        if level.effect == "place_noun":
            return None
        return self._condition(Names("level", (UnitLevel(NOUNS[level.effect]),)), mode)

    def rest_of(self, number: int | None = None) -> int:
        return number or 0

    def rest_all(self) -> Condition:
        return Condition(EVERYTHING, has_verb=True, rest="all")

    def rest_none(self) -> Condition:
        return Condition(EVERYTHING, has_verb=True, rest="none")

    def beyond_rest(self, names: Names) -> Condition:
        return Condition(self.meaning(names, "not"), ((names, "except"),), has_verb=True, rest="all")

    def some_of(self, names: Names, quantity: Quantity, side: Mark | None = None) -> Condition | None:
        return self._some(names, names.filters, quantity, side)

    def some_absent(self, names: Names, quantity: Quantity, side: Mark | None = None) -> Condition | None:
        return self._some(names, tuple(map(negated, names.filters)), quantity, side)

    def some_missing(self, names: Names, number: int) -> Condition | None:
        """四地中缺一: exactly so many of them are absent."""
        return self._some(names, tuple(map(negated, names.filters)), Quantity((Bound("==", number),)), None)

    def _some(self, names: Names, parts: tuple[Filter, ...], quantity: Quantity, side: Mark | None) -> Condition | None:
        """江苏和安徽至少有一个: so many of those listed."""
        bound = quantity.bounds[0]
        op = _SIDES[side.effect] if side is not None else bound.op
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
        """单位名称含“知识产权”."""
        return self.plain(found) if (found := self.units_named(names)) is not None else None

    def units_named(self, names: Names) -> Names | None:
        """名称含“登记注册”的单位: agencies whose name has the words."""
        words = [word for part in names.filters if isinstance(part, About) for word in part.words]
        agencies = tuple(ByAgency(word) for word in words)
        found = agencies and all(map(self._index.agency_index.agencies, agencies))
        return Names("org", agencies, text=names.text, is_units=True) if found else None

    def theme(self, names: Names) -> Condition:
        return self.plain(_themed(names))

    def theme_absent(self, names: Names) -> Condition:
        return self._condition(_themed(names), "not")

    def titled(self, names: Names) -> Condition | None:
        """标题里有“协同”: the title itself, not an alias."""
        return self.plain(found) if (found := _in_title(names)) is not None else None

    def titled_absent(self, names: Names) -> Condition | None:
        return self._condition(found, "not") if (found := _in_title(names)) is not None else None

    @staticmethod
    def attributive(condition: Condition) -> Condition | None:
        return None if condition.is_attributive else replace(condition, is_attributive=True)

    def c_and(self, a: Condition, b: Condition) -> Condition | None:
        if a.rest or b.rest or a.every is not None or b.every is not None:
            return None
        if a.names and not b.has_verb and all(mode == "except" for _, mode in a.names):
            b = Condition(negated(b.where), tuple((names, "except") for names, _ in b.names))  # 除了上海和最佳的
        return Condition(both(a.where, b.where), (*a.names, *b.names), a.has_verb or b.has_verb)

    def tier_and(self, names: Names, condition: Condition) -> Condition | None:
        return self.c_and(self.plain(names), condition)

    def c_or(self, a: Condition, b: Condition) -> Condition | None:
        alike = a.kinds == b.kinds or a.kinds | b.kinds <= {"place", "org"}
        return self.clauses_or(a, b) if alike else None

    def clauses_or(self, a: Condition, b: Condition) -> Condition | None:
        if a.rest or b.rest or a.every is not None or b.every is not None:
            return None
        return Condition(either(a.where, b.where), (*a.names, *b.names), has_verb=True, is_or=True)

    def cases_and(self, a: Condition, b: Condition) -> Condition | None:
        """宁波的案例和杨浦的案例: either, since each has a noun of its own."""
        return self.c_or(a, b)

    def c_and_list(self, a: Condition, b: Condition) -> Condition | None:
        """安徽的和江苏的: one list."""
        if len(a.names) == len(b.names) == 1 and a.names[0][1] == b.names[0][1] == "plain":
            first, second = a.names[0][0], b.names[0][0]
            if first.kind == second.kind and (joined := self.join(first, second)):
                return self.involves(joined)
        return self.c_and(a, b)

    def neither(self, a: Condition, b: Condition) -> Condition | None:
        if a.has_verb or b.has_verb:
            return None
        first, second = self.negate(a), self.negate(b)
        return self.c_and(first, second) if first is not None and second is not None else None

    @staticmethod
    def instead(a: Condition, b: Condition) -> Condition | None:
        """三个省的，不对，是两个省的: what is said last."""
        return b if not a.kinds.isdisjoint(b.kinds) else None

    @staticmethod
    def any_clause(condition: Condition, number: int | None = None) -> Condition | None:
        return condition if condition.is_or and number in (None, 2) else None

    def domain(self, names: Names | None = None) -> Condition:
        return self.plain(names) if names is not None else Condition(EVERYTHING)

    def domain_of_number(self, number: int) -> Condition | None:
        """全部22个案例, where there are so many."""
        return self.domain() if number == self._index.everything.bit_count() else None

    def domain_one(self, number: int) -> Condition | None:
        return self.domain() if number == 1 else None

    def every(self, domain: Condition, condition: Condition, asked: Mark | None = None) -> Condition | None:
        if condition.kinds <= {"tier"} or condition.every is not None:
            return None
        return Condition(
            both(domain.where, condition.where),
            (*domain.names, *condition.names),
            has_verb=True,
            every=domain.where,
            is_asked=asked is not None,
        )

    def every_of(self, names: Names, domain: Condition, asked: Mark | None = None) -> Condition | None:
        return self.every(domain, self.involves(names), asked)

    def asked_about(self, names: Names, asked: Mark | None = None) -> Condition:
        """无锡是否参与了任何案例."""
        return replace(self.involves(names), is_asked=asked is not None)

    @staticmethod
    def asked_if(condition: Condition) -> Condition:
        """有没有任何案例只由区县局参与: whether there is one."""
        return replace(condition, is_asked=True)

    def every_of_level(self, domain: Condition, level: Mark, asked: Mark | None = None) -> Condition | None:
        """最佳案例是否全部由省级单位完成: each of them by that level alone."""
        condition = self.only_level(level)
        return self.every(domain, condition, asked) if condition is not None else None

    def every_of_all(self, names: Names, asked: Mark | None = None) -> Condition | None:
        """浙江个个都参加了: of all cases."""
        return self.every_of(names, self.domain(), asked)

    def nobody_else(self, condition: Condition) -> Condition | None:
        if len(condition.names) != 1:
            return None
        names, mode = condition.names[0]
        return self.only(names) if mode in ("plain", "only") and names.kind in ("place", "org") else None

    # 7. What is asked for.

    @staticmethod
    def noun_phrase(noun: Mark) -> Noun:
        return Noun(noun.effect)

    def tier_phrase(self, names: Names) -> Noun:
        return Noun("case", (self.plain(names),))

    def unit_phrase(self, names: Names) -> Noun | None:
        return Noun("unit", (self.plain(names),), is_name=True) if names.kind == "org" or names.is_units else None

    @staticmethod
    def every_phrase(noun: Noun) -> Noun:
        return replace(noun, is_every=True)

    def every_of_number(self, noun: Noun, number: int) -> Noun | None:
        """全部22个案例: all, where there are so many."""
        whole = noun.noun == "case" and number == self._index.everything.bit_count()
        return replace(noun, is_every=True) if whole else None

    @staticmethod
    def standing(noun: Noun) -> Noun | None:
        """A noun phrase outside every ask; a name that may be one is a condition there."""
        return None if noun.is_name else noun

    @staticmethod
    def more_phrase(condition: Condition, noun: Noun) -> Noun | None:
        if condition.every is not None:
            return None
        return Noun(
            noun.noun,
            is_name=noun.is_name,
            conditions=(replace(condition, is_of_cases=condition.has_verb and noun.noun == "case"), *noun.conditions),
        )

    @staticmethod
    def which(mark: Mark, noun: Noun | None = None) -> Ask | None:
        if noun is not None and any(one.has_verb and not one.is_attributive for one in noun.conditions):
            return None  # 哪些质量发展处参与了案例
        head = noun.noun if noun else "unit" if mark.effect == "which_unit" else ""
        return Ask("which", head, conditions=noun.conditions if noun else (), mention=mark.mention)

    @staticmethod
    def howmany(mark: Mark, noun: Noun | None = None) -> Ask:
        head = noun.noun if noun else "unit" if mark.effect.endswith("_unit") else ""
        return Ask("howmany", head, conditions=noun.conditions if noun else (), mention=mark.mention)

    @staticmethod
    def howmany_cases(mark: Mark) -> Ask:
        """参加了几次: in how many cases."""
        return Ask("howmany", "case", mention=mark.mention)

    @staticmethod
    def counted_noun(mark: Mark) -> Ask:
        return Ask("howmany", mark.effect.partition("_")[2], mention=mark.mention)

    @staticmethod
    def first_of(mark: Mark) -> Mark:
        return mark

    def all_involved(self, names: Names) -> Condition:
        return self.involves(replace(names, is_marked=True))

    @staticmethod
    def ask(kind: str) -> Ask:
        return Ask(kind)

    @staticmethod
    def which_level(level: Mark) -> Ask:
        """八个城市是哪些: the places."""
        return Ask("which", level.effect)

    def given_up(self, names: Names) -> Ask:
        """不要合肥这个条件了: that condition goes."""
        return Ask("given_up", conditions=(self.plain(names),))

    def replaced(self, a: Names, b: Names) -> Ask:
        """把芜湖换成亳州: one name in the place of another."""
        return Ask("replaced", conditions=(self.plain(a), self.plain(b)))

    def units_called(self, names: Names) -> Ask | None:
        """浙江的计量处全称是什么: the agencies of that name."""
        named = names.kind == "org" or names.is_units
        return Ask("which", "unit", conditions=(self.plain(names),)) if named else None

    @staticmethod
    def included(names: Names) -> Ask | None:
        """包括上海在内, where cities are counted: it is one of them anyway."""
        return Ask("included") if names.kind == "place" and len(names.filters) == 1 else None

    @staticmethod
    def which_bureau() -> Ask:
        return Ask("which", "bureau")

    @staticmethod
    def other(noun: Mark | None) -> Ask:
        return Ask("other", noun.effect if noun is not None else "")

    def share_of(self, names: Names, noun: Noun | None = None) -> Ask:
        return Ask("share", conditions=(*(noun.conditions if noun else ()), self.plain(names)))

    @staticmethod
    def share_of_units() -> Ask:
        """占全部单位的百分之几."""
        return Ask("share", "unit")

    def provinces_and_cities(self, provinces: int, cities: int) -> Names:
        """两省一市: so many places of the first level, of which some are municipalities."""
        return Names("count", (PlaceCount("province", "==", provinces + cities),))

    @staticmethod
    def partners(names: Names) -> Ask:
        return Ask("partners", "unit", conditions=(Condition(EVERYTHING, ((names, "plain"),)),))

    @staticmethod
    def rank_word(kind: str) -> str:
        return kind

    @staticmethod
    def rank(kind: str, by: Noun | None = None, of: Noun | None = None) -> Ask:
        conditions = (*(by.conditions if by else ()), *(of.conditions if of else ()))
        return Ask(kind, of.noun if of else "", by.noun if by else "", conditions)

    @staticmethod
    def rank_cases(kind: str) -> Ask:
        """哪个参与单位最多: which case has most."""
        return Ask(kind, "case", "unit")

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

    def rank_places(self, kind: str, by: Noun, places: Names) -> Ask | None:
        """按参与单位数量给三省一市排名."""
        levels = {self._index.regions[part.code].level for part in places.filters if isinstance(part, InRegion)}
        level = levels.pop() if len(levels) == 1 else ""
        return Ask(kind, level, by.noun, (*by.conditions, self.plain(places))) if level else None

    def rank_count_places(self, kind: str, count: Mark, places: Names) -> Ask | None:
        return self.rank_places(kind, Noun(count.effect.partition("_")[2]), places)

    @staticmethod
    def each(noun: Noun) -> Ask:
        return Ask("each_noun", noun.noun, conditions=noun.conditions)

    @staticmethod
    def hole(quantity: Quantity) -> Ask:
        return Ask("hole", quantity=quantity)

    @staticmethod
    def every_case() -> Noun:
        return Noun("case", is_whole=True)

    def cases_bounded(self, quantity: Quantity, side: Mark) -> Ask | None:
        """不止参与了一个案例: the comparison stands before the verb."""
        bounded = self.bounded(quantity, side)
        return self.cases_asked(bounded) if bounded is not None else None

    @staticmethod
    def cases_asked(quantity: Quantity) -> Ask:
        return Ask("cases", "case", quantity=quantity)

    @staticmethod
    def fact(mention: object) -> Ask:
        return Ask("fact", mention=mention)  # type: ignore[arg-type]

    # What a list of names comes to, with what its operator does to it.

    def absent_asked(self, names: Names) -> Condition:
        """安徽有没有没参与的."""
        return replace(self.absent(names), is_asked=True)

    def meaning(self, names: Names, mode: Mode) -> Filter:
        """The condition on cases."""
        parts = names.filters
        if names.join in ("exactly", "at_most") and mode in ("plain", "not"):
            return _one_of(parts if mode == "plain" else tuple(map(negated, parts)), at_most=names.join == "at_most")
        match mode:
            case "not" | "except":
                either_absent = names.join == "any" and mode == "not"
                return (either if either_absent else both)(*map(negated, parts))
            case "not_all":
                return Not(both(*parts))
            case "only" | "others" | "not_only":
                return self._exactly(names, mode)
            case "not_exactly":
                return negated(self._exactly(names, mode))
        known = not any(isinstance(part, Unknown) for part in parts)
        apart = names.kind in _DISJOINT and len(parts) > 1 and known and not self._index.evaluate(both(*parts))
        return either(*parts) if names.join or apart else both(*parts)

    def _exactly(self, names: Names, mode: Mode) -> Filter:
        """只有 and its kin, on places and units."""
        parts = names.filters
        agencies = tuple(part for part in parts if isinstance(part, ByAgency))
        if agencies and len(agencies) == len(parts):
            only = OnlyAgencies(agencies)
            return {"not_only": both(*agencies, Not(only)), "others": both(*map(Not, agencies))}.get(mode, only)
        unknown = [part for part in parts if isinstance(part, Unknown)]
        codes = tuple(part.code for part in parts if isinstance(part, InRegion))
        if unknown or not codes:
            return both(*unknown) if unknown else both(*parts)
        if mode == "others":
            level = self._index.regions[codes[0]].level
            rest = [place.code for place in self._index.places(level) if place.code not in codes]
            return both(*(InRegion(code) for code in rest), *(Not(part) for part in parts))
        if mode == "not_only":
            return both(*parts, Not(OnlyRegions(codes)))
        if names.join:
            return either(*(OnlyRegions((code,)) for code in codes))
        return OnlyRegions(codes)


def _one_of(parts: tuple[Filter, ...], *, at_most: bool) -> Filter:
    """Exactly one of the conditions, or at most one."""
    if at_most:
        return both(*(negated(both(*pair)) for pair in combinations(parts, 2)))
    return either(*(both(one, *(negated(other) for other in parts if other != one)) for one in parts))


def _themed(names: Names) -> Names:
    """The same topics as themes: every case that has the words, not the closest ones."""
    return replace(names, filters=tuple(replace(p, theme=True) if isinstance(p, About) else p for p in names.filters))


def _in_title(names: Names) -> Names | None:
    """The words of topics as words of titles."""
    words = [InTitle("".join(part.words)) for part in names.filters if isinstance(part, About)]
    return replace(names, filters=tuple(words)) if len(words) == len(names.filters) else None
