"""Actions that make quantities (grammar.txt, section 3)."""

from __future__ import annotations

from dataclasses import replace

from intents.index.case_index import LEVELS
from intents.model.query import Filter, InRegion, Op, PlaceCount, UnitCount, both
from intents.parsing.constituents import Ask, Bound, Condition, Mark, Names, Noun, Quantity, said
from intents.parsing.semantics.effects import NOUNS, SIDES
from intents.parsing.semantics.meaning import Meaning


class Quantities(Meaning):
    """The actions that make numbers, and what is counted by them."""

    @staticmethod
    def number(count: int) -> Quantity:
        return said(count)

    @staticmethod
    def measured(count: int, measure: Mark | None = None) -> Quantity:
        of_cases = measure is not None and measure.mention.has("item")
        return Quantity((Bound("==", count),), is_plain=True, is_measured=True, is_of_cases=of_cases)

    @staticmethod
    def bounded(quantity: Quantity, side: Mark) -> Quantity | None:
        if len(quantity.bounds) > 1 or not quantity.is_plain:
            return None
        bound = Bound(SIDES[side.effect], quantity.bounds[0].number)
        if bound == (">=", 1) and side.effect == "above" and not side.mention.has("inclusive"):
            bound = Bound(">", 1)  # 一个以上: any has one
        return Quantity((bound,), is_measured=quantity.is_measured)

    @staticmethod
    def beyond(quantity: Quantity, side: Mark) -> Quantity | None:
        """Return more or less than a bare number: 比五家多; None for any other quantity."""
        op: Op = ">" if side.effect == "more_of" else "<"
        bound = Bound(op, quantity.bounds[0].number)
        return Quantity((bound,), is_measured=quantity.is_measured) if quantity.is_plain else None

    @staticmethod
    def or_equal(side: Mark) -> Mark:
        """Return the word as “at least” (大于或等于) or “at most” (小于或等于)."""
        return side._replace(effect="at_least" if side.effect == "over" else "at_most")

    @staticmethod
    def strictly(quantity: Quantity, side: Mark, bound: Quantity) -> Quantity | None:
        """Return the quantity without the bound itself: 三家以下（不含三家）.

        Return None if the two numbers differ or are not bare.
        """
        strict = Bound(">" if side.effect == "above" else "<", quantity.bounds[0].number)
        alone = quantity.is_plain and bound.is_plain and bound.bounds == quantity.bounds
        return Quantity((strict,), is_measured=quantity.is_measured) if alone else None

    @staticmethod
    def between(low: int, high: int) -> Quantity | None:
        return Quantity((Bound(">=", low), Bound("<=", high))) if low < high else None

    @staticmethod
    def one() -> Quantity:
        return said(1)

    @staticmethod
    def several() -> Quantity:
        return Quantity((Bound(">=", 2),), is_measured=True, is_vague=True)

    @staticmethod
    def one_or_other(first: int, second: Quantity) -> Quantity | None:
        """Return the quantity of a number or another quantity: 两个或三个.

        两个或两个以上 is the same as 两个以上. Return None for any other bound on the second number.
        """
        if second.is_plain:
            return Quantity((Bound("==", first), *second.bounds), is_either=True)
        return second if second.bounds == (Bound(">=", first),) else None

    @staticmethod
    def one_or_the_other(first: int, second: int) -> Quantity:
        """Return the quantity of one of two numbers: =2或者3."""
        return Quantity((Bound("==", first), Bound("==", second)), is_either=True)

    @staticmethod
    def within_both(a: Quantity, b: Quantity) -> Quantity | None:
        if a.is_plain or b.is_plain or a.is_either or b.is_either:
            return None
        return Quantity((*a.bounds, *b.bounds))

    def so_many(self, quantity: Quantity, noun: Mark) -> Names | None:
        """Return the number of places or units of a case as a name: 三个省.

        Return None for a number of cases (两件的单位 are those of two cases) and for the number of all units.
        """
        if quantity.is_of_cases:
            return None
        filters = tuple(self._count(noun.effect, bound) for bound in quantity.bounds)
        units = quantity.is_plain and noun.effect == "unit" and quantity.bounds[0].number == len(self._index.agencies)
        if units and not self._index.evaluate(both(*filters)):
            return None  # 88家单位 are all there are
        return Names("count", filters, "any" if quantity.is_either else "")

    def so_many_counted(self, count: Mark, quantity: Quantity) -> Names | None:
        """Return the number of what a count word counts as a name: 城市数不少于五.

        Return None if it counts neither places nor units, or the quantity is vague or a number without a measure word.
        """
        noun = count.effect.partition("_")[2]
        if noun not in (*NOUNS, "unit") or (quantity.is_plain and not quantity.is_measured) or quantity.is_vague:
            return None  # 单位数为 4 家, but not 单位数 4, and 单位数多 compares
        filters = tuple(self._count(noun, bound) for bound in quantity.bounds)
        return Names("count", filters, "any" if quantity.is_either else "")

    def so_many_units(self, number: int) -> Names:
        """Return the number of units of a case as a name: 参与单位为四家."""
        return Names("count", (UnitCount("==", number),))

    def so_many_named(self, count: Mark, number: int) -> Names | None:
        """Return the exact number of what a count word counts as a name: 省份数为三的.

        Return None if it counts neither places nor units.
        """
        return self.so_many_counted(count, Quantity((Bound("==", number),), is_plain=True, is_measured=True))

    def so_many_after(self, noun: Mark, quantity: Quantity, side: str = "") -> Names | None:
        """Return the number of places or units as a name, where the noun stands first: 单位超过五个.

        Return None for a vague or a bare number, which does not belong to the noun before it.
        """
        if quantity.is_plain and side:
            quantity = Quantity((Bound(SIDES[side], quantity.bounds[0].number),))
        return None if quantity.is_plain or quantity.is_vague else self.so_many(quantity, noun)

    def units_of_place(self, quantity: Quantity, names: Names) -> Names | None:
        """Return the number of agencies of one place as a name: 两家以上安徽单位.

        Return None if the names are not the units of a single place, or the quantity is vague.
        """
        place = names.filters[0]
        if not names.is_units or len(names.filters) > 1 or not isinstance(place, InRegion) or quantity.is_vague:
            return None
        filters = tuple(UnitCount(bound.op, bound.number, place.code) for bound in quantity.bounds)
        return Names("count", filters, "any" if quantity.is_either else "")

    def so_many_of_place(self, quantity: Quantity, names: Names) -> Names | None:
        """Return the number of agencies of one place as a name: 两家以上的浙江单位.

        Return None for a bare number, which is that of cases (那两项的上海单位), and as `units_of_place` does.
        """
        return self.units_of_place(quantity, names) if quantity.is_measured and not quantity.is_plain else None

    @staticmethod
    def so_many_of_each(names: Names, number: int) -> Names | None:
        """Return the number of agencies of each of several places as a name: 三省一市各一家; None for other names."""
        codes = [place.code for place in names.filters if isinstance(place, InRegion)]
        if len(codes) < max(len(names.filters), 2):
            return None
        return Names("count", tuple(UnitCount("==", number, code) for code in codes))

    def units_of_place_before(self, names: Names, quantity: Quantity) -> Names | None:
        """Return the number of agencies of a place that stands first as a name: 上海有两家单位参与.

        Return None if the names are not a single place, or the quantity is vague.
        """
        return self.units_of_place(quantity, replace(names, is_units=True)) if not names.is_marked else None

    def has_so_many_units(self, names: Names, quantity: Quantity, cases: Names) -> Condition | None:
        """Return the claim that a place has so many agencies in cases, or None as above: 安徽是不是有两家参与叉车."""
        counted = self.units_of_place_before(names, quantity)
        if counted is None:
            return None
        said, of = self.involves(counted), self.plain(cases)
        return replace(said, where=both(said.where, of.where), names=(*said.names, *of.names), is_asked=True)

    def units_of_place_after(self, quantity: Quantity, names: Names, side: Mark | None = None) -> Names | None:
        """Return the number of agencies of a place that stands last as a name: 有两家以上单位来自安徽.

        Return None if the names are not a single place, or the quantity is vague or does not take `side`.
        """
        bounded = self.bounded(quantity, side) if side is not None else quantity
        return self.units_of_place_before(names, bounded) if bounded is not None else None

    def places_within(self, names: Names, quantity: Quantity, noun: Mark) -> Names | None:
        """Return the number of places of a level within one place as a name: 安徽有两个以上城市.

        Return None if the names are not a single place above that level, or the quantity is vague.
        """
        place = names.filters[0]
        if names.is_marked or len(names.filters) > 1 or not isinstance(place, InRegion) or quantity.is_vague:
            return None
        level = NOUNS.get(noun.effect)
        region = self._index.regions.get(place.code)
        if level is None or region is None or LEVELS.index(level) <= LEVELS.index(region.level):
            return None
        filters = tuple(PlaceCount(level, bound.op, bound.number, place.code) for bound in quantity.bounds)
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
        return replace(names, filters=(replace(first, op=SIDES[side.effect]),))

    @staticmethod
    def count_or(quantity: Quantity, names: Names) -> Names | None:
        first = names.filters[0]
        if not isinstance(first, PlaceCount | UnitCount) or len(names.filters) > 1 or len(quantity.bounds) > 1:
            return None
        bound = quantity.bounds[0]
        return replace(names, filters=(replace(first, op=bound.op, count=bound.number), first), join="any")

    @staticmethod
    def counted_noun_of(quantity: Quantity) -> Quantity:
        return quantity

    def provinces_and_cities(self, provinces: int, cities: int) -> Names:
        """Return the number of provinces as a name, some of which are municipalities: 两省一市."""
        return Names("count", (PlaceCount("province", "==", provinces + cities),))

    @staticmethod
    def cases_quantity(quantity: Quantity) -> Quantity:
        return quantity

    @staticmethod
    def not_so_many_cases() -> Ask:
        """Return an ask that no query holds, so that the bot asks back: 案例数不是一个的单位."""
        return Ask("other_number")

    @staticmethod
    def cases_quantity_after(quantity: Quantity) -> Quantity | None:
        return None if quantity.is_plain or quantity.is_vague else quantity

    def all_cases(self, noun: Noun) -> Ask | None:
        """Return the ask for those in all cases, or in all of a tier: 参与全部最佳案例的.

        Return None for a noun other than cases, or with conditions other than tiers.
        """
        if noun.noun != "case" or noun.is_every or not all(one.kinds == {"tier"} for one in noun.conditions):
            return None
        number = self._index.evaluate(both(*(one.where for one in noun.conditions))).bit_count()
        return Ask("cases", "case", "", noun.conditions, Quantity((Bound("==", number),)), "all")

    def every_case_taken(self) -> Ask:
        """Return the ask for those in all cases: 一个案例都没落下."""
        number = self._index.everything.bit_count()
        return Ask("cases", "case", quantity=Quantity((Bound("==", number),)), claim="all")

    def not_all_cases(self, noun: Noun) -> Ask | None:
        """Return the ask for those in fewer cases than there are: 没有参与全部案例的.

        Return None for a noun other than cases, or with conditions other than tiers.
        """
        every = self.all_cases(noun)
        if every is None or every.quantity is None:
            return None
        return replace(every, quantity=Quantity((Bound("<", every.quantity.bounds[0].number),)), claim="stated")

    @staticmethod
    def cases_exactly(quantity: Quantity) -> Ask:
        """Return the ask for those in so many cases and no more: 只在一个案例里出现过."""
        return Ask("cases", "case", quantity=quantity, claim="stated")

    @staticmethod
    def cases_taken(quantity: Quantity) -> Ask:
        """Return the ask for those in so many cases, even if the number is bare: 参与了两个案例."""
        return Ask("cases", "case", quantity=quantity, claim="stated")

    @classmethod
    def cases_taken_last(cls, quantity: Quantity) -> Ask | None:
        """Return the ask for those in so many cases at the end of a question, or None for “several”: 哪个上榜多."""
        return None if quantity.is_vague else cls.cases_taken(quantity)

    @classmethod
    def repeated(cls) -> Ask:
        """Return the ask for those in several cases: 重复的单位."""
        return cls.cases_taken(cls.several())

    @staticmethod
    def taken_by_units(quantity: Quantity) -> Ask:
        """Return the ask that says that there are units in so many cases: 有单位参与了两个案例."""
        return Ask("cases", "case", quantity=quantity, claim="units")

    @staticmethod
    def cases_asked(quantity: Quantity) -> Ask:
        return Ask("cases", "case", quantity=quantity)

    @staticmethod
    def cases_claimed(quantity: Quantity) -> Ask:
        """Return the ask for whether there are so many cases: 21个案例，没错吧."""
        return Ask("cases", "case", quantity=quantity, claim="asked")

    def cases_bounded(self, quantity: Quantity, side: Mark) -> Ask | None:
        """Return the ask for so many cases, where the comparison stands before the verb: 不止参与了一个案例.

        Return None if the quantity has a comparison of its own.
        """
        bounded = self.bounded(quantity, side)
        return self.cases_asked(bounded) if bounded is not None else None

    @staticmethod
    def hole(quantity: Quantity) -> Ask:
        return Ask("hole", quantity=quantity)

    @staticmethod
    def asked_number(quantity: Quantity) -> Ask | None:
        """Return the ask for whether there are so many (是不是只有一项, 超过十个吗), or None for a vague quantity."""
        return Ask("hole", quantity=quantity, claim="asked") if not quantity.is_vague else None

    @staticmethod
    def number_of(quantity: Quantity, noun: Noun | None = None) -> Ask | None:
        """Return the ask for whether there are just so many cases (上海参与的案例数为21个, 安徽参与的案例有18个).

        Return None for another noun, or for a bound without a noun.
        """
        other = not quantity.is_plain if noun is None else noun.noun != "case"
        asked = None if other else Quantities.asked_number(quantity)
        return replace(asked, conditions=noun.conditions if noun is not None else ()) if asked is not None else None

    @staticmethod
    def asked_units(quantity: Quantity) -> Ask:
        """Return the ask for whether there are so many agencies: 是不是四家."""
        return Ask("hole", "unit", quantity=quantity, claim="asked")

    @staticmethod
    def stated_number(count: Mark, quantity: Quantity) -> Ask | None:
        """Return the ask that states the number of what a count word counts: 案例数为 2 个, 单位数是 4 家.

        Return None for a quantity that is not a plain number with a measure word.
        """
        effects = ("count_unit", "count_city", "count_province")
        noun = next((one.partition("_")[2] for one in effects if count.mention.has(one)), "case")
        plain = quantity.is_plain and quantity.is_measured
        return Ask("hole", noun, quantity=quantity, claim="stated") if plain else None

    def stated_count(self, count: Mark, number: int) -> Ask | None:
        """Return the ask that states the number of what a count word counts, without a measure word: 案例数为 2."""
        return self.stated_number(count, self.measured(number))

    @staticmethod
    def one_of_them(number: int) -> Ask | None:
        """Return an ask to be ignored, since one counts nothing here (来一份), or None for another number."""
        return Ask("ignored") if number == 1 else None

    @staticmethod
    def one_any(number: int) -> str | None:
        """Return the way to join a list by any of its names (有其中一个的), or None for a number other than one."""
        return "any" if number == 1 else None

    @staticmethod
    def only_one(number: int) -> str | None:
        return "all" if number == 1 else None
