"""Actions that make lists of names (grammar.txt, section 1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.language.numerals import parse_number
from intents.language.word_classes import CLASSES
from intents.model.query import About, ByAgency, Filter, InNotice, InRegion, InTier, Unknown, either, leaves
from intents.parsing.constituents import Condition, Join, Mark, Names, Noun
from intents.parsing.notices.facts import years
from intents.parsing.semantics.effects import NOUNS
from intents.parsing.semantics.meaning import Meaning

_FIRST_YEAR, _LAST_YEAR = 1949, 2100
"""The range of years: a number before 年 outside it is no year."""


class Lists(Meaning):
    """The actions that make lists of names."""

    @staticmethod
    def join(a: Names, b: Names, link: Mark | None = None) -> Names | None:
        """Return one list of two with a conjunction: 江苏和安徽.

        Return None if 都, a number or a noun closes the first list, the two combine their members in different ways, or
        the conjunction is one of clauses and joins names that differ in kind: 没有安徽且药监局参加的.
        """
        clausal = link is not None and link.mention.has("furthermore")
        if clausal and (a.kind != b.kind or len(b.filters) > 1):
            return None
        if a.is_marked or a.is_counted or (a.is_units and not b.is_units) or (a.join != b.join and (a.join or b.join)):
            return None
        kind = a.kind if a.kind == b.kind else "place"
        closed = a.is_closed or b.is_closed or link is None or link.effect == "and"
        clausal = clausal or a.is_clausal or b.is_clausal
        joined = Names(kind, (*a.filters, *b.filters), a.join or b.join, b.is_marked, b.is_units, is_joined=True)
        return replace(joined, is_closed=closed, is_clausal=clausal)

    def adjoin(self, a: Names, b: Names) -> Names | None:
        """Return one list of two without a conjunction (江苏安徽), or None if they do not fit.

        Topics side by side make one topic, and a bureau with its department makes one agency.
        """
        if a.is_marked or a.is_counted or b.is_marked or a.is_units or a.join != b.join:
            return None
        if a.kind == b.kind == "org" and (department := self._department(a.filters[-1:], b.filters)) is not None:
            return replace(a, filters=(*a.filters[:-1], department), is_units=b.is_units)
        if _is_own(a) and not _is_own(b):
            return b  # 我们县局就是郎溪县局: its name is told
        if a.kind == "topic" and len(a.filters) == len(b.filters) == 1 and not (a.is_joined or b.is_joined):
            first, second = a.filters[0], b.filters[0]
            if isinstance(first, About) and isinstance(second, About):
                return replace(a, filters=(About((*first.words, *second.words), first.theme or second.theme),))
        if a.kind == "tier":  # 优秀一档: that tier
            return a if parse_number(b.text[:1]) == 1 else None
        kind = a.kind if a.kind == b.kind else "place"
        return Names(kind, (*a.filters, *b.filters), a.join, is_units=b.is_units, is_joined=a.is_joined)

    def _department(self, bureau: Sequence[Filter], part: Sequence[Filter]) -> ByAgency | None:
        """Return the department that a bureau has of a name (江苏省局认证监督管理处), or None if it has none."""
        match (*bureau, *part):
            case (ByAgency(part="", code=code), ByAgency(part=name, code="")) if name:
                own = ByAgency(name, code)
                return own if self._index.agency_index.agencies(own) else None
        return None

    def join_or(self, a: Names, b: Names) -> Names | None:
        if a.is_marked or a.join not in ("", "any") or b.join not in ("", "any"):
            return None
        if len(a.filters) > 1 and a.join != "any" and a.is_closed:
            return None  # 江苏和安徽，或者浙江
        kind = a.kind if a.kind == b.kind else "place"
        return Names(kind, (*a.filters, *b.filters), "any", b.is_marked, b.is_units, is_joined=True)

    @staticmethod
    def including(a: Names, b: Names) -> Names | None:
        """Return the place that holds the other anyway (嘉兴包括嘉善), or None if it does not."""
        codes = [[one.code for one in names.filters if isinstance(one, InRegion)] for names in (a, b)]
        if len(codes[0]) != 1 or len(codes[0]) != len(a.filters) or not codes[1] or len(codes[1]) != len(b.filters):
            return None
        return a if all(code.startswith(codes[0][0].rstrip("0")) for code in codes[1]) else None

    @staticmethod
    def single(names: Names) -> Names | None:
        """Return the list if it has one name (上海方面), else None: 江苏、安徽一方 is any of several."""
        return names if len(names.filters) == 1 else None

    @staticmethod
    def any_of(names: Names, join: Join, number: int | None = None) -> Names | None:
        if (number is not None and number != len(names.filters)) or (len(names.filters) < 2 and not names.join):
            return None
        return replace(names, join=join)

    def any_unit(self, names: Names, join: Join) -> Names | None:
        """Return the names as units, any of them if they are several: 宁波任一单位.

        Return None if they end as a noun for units already.
        """
        found = names if len(names.filters) == 1 else self.any_of(names, join)
        return found and self.as_units(found)

    @staticmethod
    def each_of(names: Names) -> Names | None:
        return replace(names, join="each") if len(names.filters) > 1 else None

    def counted(self, names: Names, number: int) -> Names | None:
        """Return the list as closed by its number: 沪浙两地, 十个最佳案例.

        Return None if the number is neither that of the names nor that of the cases of the tiers.
        """
        tiers = names.kind == "tier" and self._index.evaluate(either(*names.filters)).bit_count() == number
        fits = tiers or len(names.filters) == number
        return replace(names, is_counted=True) if fits else None

    def each_counted(self, names: Names, number: int) -> Names | None:
        """Return the list of `counted`, of which each is asked about: 苏浙两省的案例数分别."""
        counted = self.counted(names, number)
        return self.each_of(counted) if counted is not None else None

    def in_own_name(self, names: Names) -> Names | None:
        """Return the list of bureaus without their departments: 上海市市场监督管理局以自己名义.

        Return None for other names.
        """
        bureaus = tuple(replace(one, own=True) for one in names.filters if isinstance(one, ByAgency))
        plain = names.kind == "org" and len(bureaus) == len(names.filters)
        return replace(names, filters=bureaus) if plain else None

    @staticmethod
    def this_one(names: Names, number: int) -> Names | None:
        """Return the list before 这一类 as it is, or None for another number."""
        return names if number == 1 else None

    def so_many_of(self, names: Names, number: int) -> Names | None:
        """Return the list of the agencies of a name, one in each province: 四家药监局.

        Return None if there is another number of them, or a place is named.
        """
        wanted = names.filters[0] if len(names.filters) == 1 else None
        if not isinstance(wanted, ByAgency) or wanted.code:
            return None
        units = self._index.agency_index.agencies(wanted)
        codes = [unit.place.code for unit in units if unit.place is not None and unit.place.level == "province"]
        each = tuple(ByAgency(wanted.part, code) for code in sorted(set(codes)))
        return replace(names, filters=each) if len(each) == len(units) == number > 1 else None

    def of_field(self, field: Names, places: Names | None = None) -> Names | None:
        """Return the list of the agencies whose names have the word of a field: 执法稽查部门, 安徽的计量部门.

        Return None if there is none, or one of the places has none.
        """
        word = field.filters[0]
        if not isinstance(word, About) or len(field.filters) > 1:
            return None
        codes = [one.code for one in places.filters if isinstance(one, InRegion)] if places is not None else [""]
        agencies = tuple(ByAgency("".join(word.words), code) for code in codes)
        if not agencies or not all(map(self._index.agency_index.agencies, agencies)):
            return None
        return Names("org", agencies, places.join if places is not None else "")

    @staticmethod
    def as_units(names: Names, level: Mark | None = None) -> Names | None:
        if level is not None and level.effect not in ("province", "place_noun"):
            return None  # a level that must not be lost
        return None if names.is_units else replace(names, is_units=True)

    @staticmethod
    def with_lower(names: Names) -> Names:
        """Return the places, which hold all below them; for the bureau of a place, its place: 宣城市局连同县局."""
        places = tuple(
            InRegion(one.code) if isinstance(one, ByAgency) and one.code and not one.part else one
            for one in names.filters
        )
        changed = places != names.filters
        return replace(names, kind="place", filters=places, is_units=True) if changed else names

    @staticmethod
    def departments(names: Names) -> Names | None:
        """Return a bureau as a list of units, for its departments: 江苏省局下属单位.

        Return None for a place: what belongs to it is not said.
        """
        return replace(names, is_units=True) if names.kind == "org" and not names.is_units else None

    @staticmethod
    def all_of(names: Names) -> Names | None:
        return None if names.is_marked else replace(names, is_marked=True)

    def either_involved(self, a: Names, b: Names) -> Condition | None:
        """Return the condition that a name of either set takes part: 药监局参与的和消保委参与的一共.

        Return None if the two lists cannot be joined.
        """
        names = self.either_set(a, b)
        return replace(self.involves(names), has_verb=True) if names is not None else None

    def together_with(self, names: Names) -> Condition | None:
        """Return the condition on those that take part with the names: 跟合肥合作的.

        Return None if a word for “all” closes the list.
        """
        marked = self.all_of(names)
        return self.involves(replace(marked, is_partner=True)) if marked is not None else None

    def both_sets(self, a: Names, b: Names) -> Names | None:
        """Return the list whose names all take part: 杭州参与的案例与湖州参与的案例的交集.

        Return None if the two lists cannot be joined.
        """
        joined = self.join(a, b)
        return self.all_of(joined) if joined is not None else None

    def either_set(self, a: Names, b: Names) -> Names | None:
        joined = self.join(a, b)
        return self.any_of(joined, "any") if joined is not None else None

    def all_places(self, number: int, level: Mark) -> Names | None:
        """Return the list of all places that a number and a noun mean together, where the number fits.

        These are all provinces (四地), or those that are provinces by name (三省). Return None for another number.
        """
        provinces = self._provinces
        if level.effect == "province" and number != len(provinces):
            provinces = tuple(place for place in provinces if place.name.endswith(CLASSES.province_endings))
        if NOUNS[level.effect] != "province" or number != len(provinces) or number < 2:
            return None
        return Names("place", tuple(InRegion(place.code) for place in provinces))

    def units_everywhere(self, number: int, level: Mark) -> Noun | None:
        """Return the noun phrase of all units (四地的单位), or None if the number is not that of the places."""
        return Noun("unit", is_every=True) if self.all_places(number, level) is not None else None

    def every_so_many(self, number: int, level: Mark) -> Names | None:
        """Return the list of all provinces (四个省市), or None if there is another number of them."""
        return self.every_place(level) if number == len(self._provinces) else None

    def every_place(self, level: Mark) -> Names | None:
        """Return the list of all provinces (所有省), or None if the word means other places or units."""
        if NOUNS[level.effect] != "province" or level.mention.has("unit_level"):
            return None
        return Names("place", tuple(InRegion(place.code) for place in self._provinces))

    def all_listed(self, number: int, level: Mark) -> Condition | None:
        """Return the condition on all places, as a list to choose from: 四个省市里.

        Return None if the number is not that of the places.
        """
        names = self.all_places(number, level)
        return self.plain(names) if names is not None else None

    def all_of_them(self, number: int) -> Condition | None:
        """Return the condition on all provinces, as a list to choose from: 四家里头.

        Return None if there is another number of them.
        """
        names = self.each_province(number)
        return self.plain(replace(names, is_marked=False)) if names is not None else None

    def each_province(self, number: int) -> Names | None:
        """Return the list of all provinces, closed by “all” (四家都), or None if the number does not fit."""
        if number != len(self._provinces):
            return None
        return Names("place", tuple(InRegion(place.code) for place in self._provinces), is_marked=True)

    def provinces_added(self, number: int) -> Names | None:
        """Return the list of all provinces for what they have together, not what each has: 四地加起来.

        Return None if there is another number of them.
        """
        names = self.each_province(number)
        return replace(names, is_marked=False) if names is not None else None

    def all_places_of_two(self, first: int, second: int) -> Names | None:
        """Return the list of all provinces, whose number is the sum of two (三省一市), or None if it does not fit."""
        if first + second != len(self._provinces):
            return None
        return Names("place", tuple(InRegion(place.code) for place in self._provinces))

    def end_of_tiers(self, which: str) -> Names | None:
        """Return the first or the last tier of each notice with several (级别最高的), or None if none has."""
        notices = [notice for notice in self._index.dataset.notices if len(notice.tiers) > 1]
        names = [notice.tiers[0 if which == "first" else -1].name for notice in notices]
        tiers = tuple(InTier(name) for name in dict.fromkeys(names) if name)
        return Names("tier", (either(*tiers),)) if tiers else None

    def all_tiers(self) -> Names | None:
        """Return the list of all tiers, each on its own (各等次), or None if there are fewer than two."""
        tiers = dict.fromkeys(tier.name for notice in self._index.dataset.notices for tier in notice.tiers if tier.name)
        return Names("tier", tuple(map(InTier, tiers)), "each") if len(tiers) > 1 else None

    def plain_any(self, names: Names) -> Condition | None:
        """Return the condition that any of the names takes part: 江苏或安徽参与的案例，并集.

        Return None for a single name.
        """
        found = self.any_of(names, "any")
        return self.plain(found) if found is not None else None

    def plain_all(self, names: Names) -> Condition | None:
        """Return the condition that all of the names take part: 江苏和安徽参与的案例，交集.

        Return None if a word for “all” closes the list before.
        """
        found = self.all_of(names)
        return self.plain(found) if found is not None else None

    def tiers_of_number(self, number: int) -> Names | None:
        """Return the list of all tiers, any of them (两档), or None if there is another number of tiers."""
        every = self.all_tiers()
        return replace(every, join="any") if every is not None and len(every.filters) == number else None

    def of_year(self, year: int) -> Names | None:
        """Return the list of the notices of a year (2024年), or None if the number is no year.

        A year without a notice is an unknown topic.
        """
        found = [notice.id for notice in self._index.dataset.notices if str(year) in years(notice)]
        if not found and not _FIRST_YEAR <= year <= _LAST_YEAR:
            return None
        return Names("notice", (either(*map(InNotice, found)) if found else Unknown(str(year), "topic"),))

    def named_in_year(self, year: int, names: Names) -> Names | None:
        """Return the notice of a name if it is of the year (2022年长三角那份), else None."""
        named = {leaf for part in names.filters for leaf, _ in leaves(part)}
        dated = self.of_year(year)
        held = {leaf for part in dated.filters for leaf, _ in leaves(part)} if dated is not None else set()
        return names if named and named <= held else None


def _is_own(names: Names) -> bool:
    return any(isinstance(one, Unknown) and one.what == "own" for one in names.filters)
