"""Actions that make conditions on all cases of a domain, and on all cases of a unit (grammar.txt, section 6)."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import EVERYTHING, UnitCount, both, either
from intents.parsing.constituents import Condition, Mark, Names, Noun, Quantity
from intents.parsing.semantics.levels import Levels


class Domains(Levels):
    """The actions that make conditions on several cases together; a domain is the condition that selects these."""

    def domain(self, names: Names | None = None) -> Condition:
        return self.plain(names) if names is not None else Condition(EVERYTHING)

    @staticmethod
    def domain_called(noun: Mark) -> Condition:
        """Return the domain of all cases, or of those that the noun means, if it is some notices' own: 每座灯塔."""
        return Condition(both(*noun.mention.filters))

    def domain_of_number(self, number: int, noun: Mark | None = None) -> Condition | None:
        """Return the domain of all cases with a noun (全部22个案例), or None if there is another number of them."""
        domain = self.domain_called(noun) if noun is not None else self.domain()
        return domain if number == self._index.evaluate(domain.where).bit_count() else None

    def domain_one(self, number: int, noun: Mark) -> Condition | None:
        return self.domain_called(noun) if number == 1 else None

    def domain_each(self, mark: Mark) -> Condition | None:
        """Return the domain of all cases (每个都有安徽吗), or None for each of some agencies (每家)."""
        return None if mark.mention.has("each_unit") else self.domain()

    def every(self, domain: Condition, condition: Condition, asked: Mark | None = None) -> Condition | None:
        of_set = domain.where != EVERYTHING and not domain.kinds <= {"tier"}  # 四地都参与的案例都是最佳
        if (condition.kinds <= {"tier"} and not of_set) or condition.every is not None:
            return None
        return Condition(
            both(domain.where, condition.where),
            (*domain.names, *condition.names),
            has_verb=True,
            every=domain.where,
            is_asked=asked is not None,
        )

    def every_of_units(self, domain: Condition, quantity: Quantity, asked: Mark | None = None) -> Condition | None:
        """Return the condition that each case of a domain has so many units: 优秀案例的单位都少于十家.

        Return None for “several”.
        """
        counted = self._unit_count(quantity)
        return self.every(domain, counted, asked) if counted is not None else None

    def _unit_count(self, quantity: Quantity) -> Condition | None:
        """Return the condition that a case has so many units, or None for “several”."""
        if quantity.is_vague:
            return None
        counts = tuple(UnitCount(bound.op, bound.number) for bound in quantity.bounds)
        return self.plain(Names("count", counts, "any" if quantity.is_either else ""))

    def none_of(self, domain: Condition, condition: Condition, number: int) -> Condition | None:
        """Return the asked condition that no case of a domain meets another: 是不是没有一个最佳案例有宁波.

        Return None for a number other than one.
        """
        denied = self.negate(condition) if number == 1 else None
        every = self.every(domain, denied) if denied is not None else None
        return replace(every, is_asked=True) if every is not None else None

    def none_has(self, domain: Condition, quantity: Quantity, number: int) -> Condition | None:
        """Return the asked condition that no case of a domain has so many units: 没有一个最佳案例少于三家参与单位.

        Return None for “several” units, or a number of cases other than one.
        """
        counted = self._unit_count(quantity)
        return self.none_of(domain, counted, number) if counted is not None else None

    def no_place_missing(self, number: int, level: Mark) -> Condition | None:
        """Return the condition that all provinces take part: 没有一个省市缺席; None for another number or level."""
        every = self.every_place(level) if number == 1 else None
        return self.involves(every) if every is not None else None

    def every_of_theirs(self, a: Condition, b: Condition, asked: Mark | None = None) -> Condition | None:
        """Return the condition that all cases of `a` meet `b`, without a noun for the cases: 安徽参与的都是优秀吗.

        Return None if `a` is a counted list: 四地是否均参与 is asked of the places.
        """
        return None if any(names.is_counted for names, _ in a.names) else self.every(a, b, asked)

    def every_in(self, a: Condition, tier: Names, b: Condition, asked: Mark | None = None) -> Condition | None:
        """Return the condition that all cases of `a` in a tier meet `b`: 江苏参与的优秀案例都有安徽.

        Return None if they cannot be combined.
        """
        domain = self.c_and(a, self.plain(tier))
        return self.every(domain, b, asked) if domain is not None else None

    def every_of(self, names: Names, domain: Condition, asked: Mark | None = None) -> Condition | None:
        return self.every(domain, self.involves(names), asked)

    def every_of_tier(self, names: Names, tiers: Names, asked: Mark) -> Condition | None:
        """Return the asked condition that all names take part in every case of a tier: 最佳案例是不是三省一市都参与了.

        Return None if a word for “all” closes the list before.
        """
        everyone = self.all_of(names)
        return self.every_of(everyone, self.domain(tiers), asked) if everyone is not None else None

    def absent_in_tier(self, names: Names, tiers: Names, number: int = 1) -> Condition | None:
        """Return the asked condition that all cases of a tier lack the names: 优秀案例里宁波一个都没有吗.

        Return None for a number other than one.
        """
        everywhere = self.absent_everywhere(names, number)
        return replace(everywhere, every=self.domain(tiers).where) if everywhere is not None else None

    def only_in_tier(
        self, names: Names, tiers: Names, asked: Mark | None = None, others: Names | None = None
    ) -> Condition | None:
        """Return the condition that all cases of the names are of a tier: 安徽只参与了优秀案例.

        Return None if `others`, said to have none of them, are the same tier.
        """
        if others is not None and set(others.filters) & set(tiers.filters):
            return None
        return self.every(self.involves(names), self.plain(tiers), asked)

    def every_of_place(self, names: Names, domain: Condition, asked: Mark | None = None) -> Condition | None:
        """Return the condition that one name takes part in every case of a domain: 最佳案例里江苏一个都没落下.

        Return None for several names, which all take part in one case.
        """
        return self.every_of(names, domain, asked) if len(names.filters) == 1 else None

    def every_there(self, domain: Condition, names: Names, asked: Mark) -> Condition | None:
        """Return the asked condition that the names take part in every case of a domain.

        For example 江苏参与的案例，安徽是否都参与.
        """
        return self.every(domain, self.involves(names), asked)

    def every_there_all(self, domain: Condition, names: Names, asked: Mark) -> Condition | None:
        """Return the condition as `every_there` does, or None unless “all” closes a single name: 上海都在吗."""
        return self.every_there(domain, names, asked) if names.is_marked and len(names.filters) == 1 else None

    def asked_about(self, names: Names, asked: Mark | None = None) -> Condition:
        """Return the condition that the names take part in a case, asked if `asked` is set: 无锡是否参与了任何案例."""
        return replace(self.involves(names), is_asked=asked is not None)

    def asked_tier(self, names: Names, asked: Mark | None = None) -> Condition:
        """Return the condition that a case is of a tier, asked if `asked` is set: 有最佳的吧."""
        return replace(self.plain(names), is_asked=asked is not None)

    def asked_about_in(self, names: Names, domain: Condition, asked: Mark | None = None) -> Condition:
        """Return the condition that the names take part in a case of a domain, asked if `asked` is set.

        For example 合肥有没有参与任何一个最佳案例.
        """
        where = both(domain.where, self.involves(names).where)
        return Condition(where, (*domain.names, (names, "plain")), has_verb=True, is_asked=asked is not None)

    def all_asked(self, names: Names) -> Condition | None:
        """Return the asked condition that all names of a list take part: 亳州、安庆是否都参与.

        Return None for a single name or if a word for “all” closes the list before.
        """
        if len(names.filters) < 2 or names.is_marked:
            return None
        return replace(self.involves(replace(names, is_marked=True)), is_asked=True)

    def case_of(self, names: Names) -> Condition:
        """Return the condition on the one case that the names take part in, with all its units: 安吉那个案例."""
        return replace(self._whole_cases_of(names), is_of_one=True)

    def _whole_cases_of(self, names: Names) -> Condition:
        """Return the condition on the cases that the names take part in, with all their units."""
        return replace(self.involves(names), is_of_cases=True)

    def units_beside(self, names: Names, whose: Names) -> Noun:
        """Return the noun phrase of the units of `whose` in the cases of `names`: 与宁波合作的上海单位."""
        return Noun("unit", (self._whole_cases_of(names), self.plain(replace(whose, is_units=True))))

    def units_of_that(self, names: Names) -> Noun:
        """Return the noun phrase of all units of the case that the names take part in: 杨浦那件的参与单位."""
        return Noun("unit", (self._whole_cases_of(names),))

    def units_in_tier(self, names: Names, tiers: Names) -> Noun:
        """Return the noun phrase of the units of a place in the cases of a tier: 安徽参与最佳案例的单位."""
        return Noun("unit", (self.plain(tiers), self.plain(replace(names, is_units=True))))

    @staticmethod
    def asked_if(condition: Condition) -> Condition:
        """Return the condition as asked, whether any case meets it: 有没有任何案例只由区县局参与."""
        names = tuple((replace(one, has_noun=True), mode) for one, mode in condition.names)
        return replace(condition, names=names, is_asked=True)

    def asked_if_any(self, condition: Condition) -> Condition | None:
        """Return the condition as asked, or None if one of a level is asked for: 有没有哪个省没参与."""
        return None if "level" in condition.kinds else replace(condition, is_asked=True)

    def asked_absent(self, names: Names) -> Condition:
        """Return the condition as asked, whether any case lacks the names: 有没有哪条没写浙江."""
        return replace(self.denied(names), is_asked=True)

    def nothing_left_out(self, names: Names, asked: Mark | None = None) -> Condition | None:
        """Return the condition that one name takes part in all cases (浙江无一缺席), or that several all take part."""
        of_all = self.every_of_place(names, self.domain(), asked)
        return of_all or replace(self.involves(names), is_asked=asked is not None)

    def domain_of_tier(self, number: int, names: Names) -> Condition | None:
        """Return the domain of the cases of a tier (十个最佳案例), or None if it has another number of them."""
        domain = self.domain(names)
        return domain if number == self._index.evaluate(domain.where).bit_count() else None

    @staticmethod
    def asked_in(domain: Condition, condition: Condition) -> Condition:
        """Return the asked condition that any case of a domain meets a condition: 有没有哪个最佳案例是没有安徽的."""
        where = both(domain.where, condition.where)
        return Condition(where, (*domain.names, *condition.names), has_verb=True, is_asked=True)

    def every_of_agencies(self, domain: Condition, names: Names, asked: Mark | None = None) -> Condition | None:
        """Return the condition that all units of all cases of a domain are called so: …都是知识产权局吗.

        Return None for places: 最佳案例都是浙江的吗 does not say that nobody else takes part.
        """
        only = self.only_agencies(names)
        return self.every(domain, only, asked) if only is not None else None

    def every_of_level(self, domain: Condition, level: Mark, asked: Mark | None = None) -> Condition | None:
        """Return the condition that all cases of a domain have units of one level: 最佳案例是否全部由省级单位完成.

        Return None if the word names no level.
        """
        condition = self.only_level(level)
        return self.every(domain, condition, asked) if condition is not None else None

    def every_of_all(self, names: Names, asked: Mark | None = None) -> Condition | None:
        """Return the condition that the names take part in all cases: 浙江个个都参加了."""
        return self.every_of(names, self.domain(), asked)

    def every_of_one(self, names: Names, asked: Mark) -> Condition | None:
        """Return the condition that one place takes part in all cases: 安徽都参与了吗.

        Return None for several names, which may all take part in one case.
        """
        alone = names.kind == "place" and len(names.filters) == 1 and not names.is_marked
        return self.every_of_all(names, asked) if alone else None

    def never_of_one(self, names: Names, asked: Mark) -> Condition | None:
        """Return the condition that one place takes part in no case: 安徽都没参与吗.

        Return None for several names, of which all may be absent from one case.
        """
        alone = names.kind == "place" and len(names.filters) == 1 and not names.is_marked
        return self.every(self.domain(), self.absent(names), asked) if alone else None

    def never_there(self, domain: Condition, names: Names, asked: Mark) -> Condition | None:
        """Return the asked condition that the names take part in no case of a domain: 示范区的案例，安徽都没参与吗."""
        return self.every(domain, self.absent(names), asked)

    def both_tiers(self, a: Names, b: Names) -> Condition:
        """Return the condition on units that have a case in each of two tiers: 既参与最佳又参与优秀的."""
        return self._tiers(Names("tier", (*a.filters, *b.filters), "meets"))

    def all_met(self, names: Names) -> Condition | None:
        """Return the condition on units with a case of each of several tiers or subjects, or None for one name.

        For example 两档案例都参与的, G60和八城联动都参与的.
        """
        return self._tiers(replace(names, join="meets")) if len(names.filters) > 1 else None

    def tiers_beside_all(self, a: Names, b: Names) -> Condition | None:
        """Return the condition on units that have a case in each of two tiers side by side: 最佳优秀都上榜的.

        Return None if both tiers are the same.
        """
        return self.all_met(replace(a, filters=(*a.filters, *b.filters))) if a.filters != b.filters else None

    def only_tier(self, names: Names) -> Condition | None:
        """Return the condition on units whose cases are all of one tier (只参与最佳的), or None for several tiers."""
        return self._tiers(replace(names, join="only")) if len(names.filters) == 1 else None

    def _tiers(self, names: Names) -> Condition:
        return Condition(either(*names.filters), ((names, "plain"),), has_verb=True)
