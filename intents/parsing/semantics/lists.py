"""Lists of names (grammar.txt, section 1)."""

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
"""A number before 年 outside these is no year."""


class Lists(Meaning):
    """The actions that make lists of names."""

    @staticmethod
    def join(a: Names, b: Names, link: Mark | None = None) -> Names | None:
        """江苏和安徽: one list; a list that 都 or 任一 has closed takes no more members."""
        if a.is_marked or a.is_counted or (a.join != b.join and (a.join or b.join)):
            return None
        kind = a.kind if a.kind == b.kind else "place"
        closed = a.is_closed or b.is_closed or link is None or link.effect == "and"
        return Names(
            kind, (*a.filters, *b.filters), a.join or b.join, b.is_marked, b.is_units, is_joined=True, is_closed=closed
        )

    def adjoin(self, a: Names, b: Names) -> Names | None:
        """江苏安徽: a list without a conjunction; topics side by side are one, as are a bureau and its department."""
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
        """江苏省局认证监督管理处: the department of that bureau, if it has one of that name."""
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
        """嘉兴包括嘉善: the place, which holds the other anyway."""
        codes = [[one.code for one in names.filters if isinstance(one, InRegion)] for names in (a, b)]
        if len(codes[0]) != 1 or len(codes[0]) != len(a.filters) or not codes[1] or len(codes[1]) != len(b.filters):
            return None
        return a if all(code.startswith(codes[0][0].rstrip("0")) for code in codes[1]) else None

    @staticmethod
    def single(names: Names) -> Names | None:
        """上海方面; 江苏、安徽一方 is any of several."""
        return names if len(names.filters) == 1 else None

    @staticmethod
    def any_of(names: Names, join: Join, number: int | None = None) -> Names | None:
        if (number is not None and number != len(names.filters)) or (len(names.filters) < 2 and not names.join):
            return None
        return replace(names, join=join)

    def any_unit(self, names: Names, join: Join) -> Names | None:
        """宁波任一单位: of one place, what its units do is what it does; of several, any of them."""
        found = names if len(names.filters) == 1 else self.any_of(names, join)
        return found and self.as_units(found)

    @staticmethod
    def each_of(names: Names) -> Names | None:
        return replace(names, join="each") if len(names.filters) > 1 else None

    def counted(self, names: Names, number: int) -> Names | None:
        """沪浙两地, 十个最佳案例: the number only repeats how many are listed, or have the tier."""
        tiers = names.kind == "tier" and self._index.evaluate(either(*names.filters)).bit_count() == number
        fits = tiers or len(names.filters) == number
        return replace(names, is_counted=True) if fits else None

    def so_many_of(self, names: Names, number: int) -> Names | None:
        """四家药监局: each of them, where there are so many, one in each province."""
        wanted = names.filters[0] if len(names.filters) == 1 else None
        if not isinstance(wanted, ByAgency) or wanted.code:
            return None
        units = self._index.agency_index.agencies(wanted)
        codes = [unit.place.code for unit in units if unit.place is not None and unit.place.level == "province"]
        each = tuple(ByAgency(wanted.part, code) for code in sorted(set(codes)))
        return replace(names, filters=each) if len(each) == len(units) == number > 1 else None

    def of_field(self, field: Names, places: Names | None = None) -> Names | None:
        """执法稽查部门, 安徽的计量部门: the agencies whose names have the word; none for what is no field of theirs."""
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
    def departments(names: Names) -> Names | None:
        """江苏省局下属单位: a bureau has its departments; what belongs to a place is not said."""
        return replace(names, is_units=True) if names.kind == "org" and not names.is_units else None

    @staticmethod
    def all_of(names: Names) -> Names | None:
        return None if names.is_marked else replace(names, is_marked=True)

    def either_involved(self, a: Names, b: Names) -> Condition | None:
        """药监局参与的和消保委参与的一共: of all that one or the other took part in."""
        names = self.either_set(a, b)
        return replace(self.involves(names), has_verb=True) if names is not None else None

    def together_with(self, names: Names) -> Condition | None:
        """跟合肥合作的: of those that take part with it."""
        marked = self.all_of(names)
        return self.involves(replace(marked, is_partner=True)) if marked is not None else None

    def both_sets(self, a: Names, b: Names) -> Names | None:
        """杭州参与的案例与湖州参与的案例的交集."""
        joined = self.join(a, b)
        return self.all_of(joined) if joined is not None else None

    def either_set(self, a: Names, b: Names) -> Names | None:
        joined = self.join(a, b)
        return self.any_of(joined, "any") if joined is not None else None

    def all_places(self, number: int, level: Mark) -> Names | None:
        """四地, 三省: all such places of the dataset, where the number fits."""
        provinces = self._provinces
        if level.effect == "province" and number != len(provinces):
            provinces = tuple(place for place in provinces if place.name.endswith(CLASSES.province_endings))
        if NOUNS[level.effect] != "province" or number != len(provinces) or number < 2:
            return None
        return Names("place", tuple(InRegion(place.code) for place in provinces))

    def units_everywhere(self, number: int, level: Mark) -> Noun | None:
        """四地的单位: all of them."""
        return Noun("unit", is_every=True) if self.all_places(number, level) is not None else None

    def every_so_many(self, number: int, level: Mark) -> Names | None:
        """四个省市: all places of the first level, where there are just so many."""
        return self.every_place(level) if number == len(self._provinces) else None

    def every_place(self, level: Mark) -> Names | None:
        """所有省: every place of the first level."""
        if NOUNS[level.effect] != "province" or level.mention.has("unit_level"):
            return None
        return Names("place", tuple(InRegion(place.code) for place in self._provinces))

    def all_listed(self, number: int, level: Mark) -> Condition | None:
        """四个省市里: all of them, as a list to choose from."""
        names = self.all_places(number, level)
        return self.plain(names) if names is not None else None

    def all_of_them(self, number: int) -> Condition | None:
        """四家里头: as many as there are provinces, as a list to choose from."""
        names = self.each_province(number)
        return self.plain(replace(names, is_marked=False)) if names is not None else None

    def each_province(self, number: int) -> Names | None:
        """四家都: as many as there are provinces."""
        if number != len(self._provinces):
            return None
        return Names("place", tuple(InRegion(place.code) for place in self._provinces), is_marked=True)

    def provinces_added(self, number: int) -> Names | None:
        """四地加起来: all of them together, not what all have."""
        names = self.each_province(number)
        return replace(names, is_marked=False) if names is not None else None

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

    def plain_any(self, names: Names) -> Condition | None:
        """江苏或安徽参与的案例，并集: either of them."""
        found = self.any_of(names, "any")
        return self.plain(found) if found is not None else None

    def plain_all(self, names: Names) -> Condition | None:
        """江苏和安徽参与的案例，交集: all of them."""
        found = self.all_of(names)
        return self.plain(found) if found is not None else None

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

    def named_in_year(self, year: int, names: Names) -> Names | None:
        """2022年长三角那份: the notice of the name, which is of that year."""
        named = {leaf for part in names.filters for leaf, _ in leaves(part)}
        dated = self.of_year(year)
        held = {leaf for part in dated.filters for leaf, _ in leaves(part)} if dated is not None else set()
        return names if named and named <= held else None


def _is_own(names: Names) -> bool:
    return any(isinstance(one, Unknown) and one.what == "own" for one in names.filters)
