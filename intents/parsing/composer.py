"""Compose the constituents of a question to a query: what is asked for, of which cases, and of which of their units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from intents.index.case_index import LEVELS, CaseIndex
from intents.model.query import (
    EVERYTHING,
    About,
    ByAgency,
    Filter,
    InRegion,
    InTier,
    Leaf,
    Level,
    OnlyAgencies,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    asks_more,
    both,
    conjuncts,
    either,
    leaves,
    negated,
    with_themes,
)
from intents.parsing.constituents import Ask, Condition, Names
from intents.parsing.semantics.actions import Semantics
from intents.parsing.semantics.effects import NOUNS

_UNIT_KINDS = ("place", "org")
_COUNTING = ("count", "compare", "rank", "yes_no", "notice", "help")
"""What may be asked with 几个."""
_OF_A_CHANGE = frozenset(
    ("negated", "not_every", "replaced", "given_up", "that_unit", "next", "previous", "unlimited", "undo")
)
"""What only a change of the last question can hold."""
_OF_UNITS = ("units", "count")
"""What conditions on all cases of a unit may stand in."""


@dataclass(frozen=True, slots=True)
class Event:
    """One part of a question in its order: a condition, an ask, a noun or a word between them."""

    kind: str
    condition: Condition | None = None
    ask: Ask | None = None
    noun: str = ""
    text: str = ""
    """Its words."""


@dataclass(slots=True)
class Composer:
    """Composes the query of one question."""

    index: CaseIndex
    semantics: Semantics
    events: list[Event]
    conditions: list[Condition] = field(init=False)
    kinds: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.kinds = frozenset(event.kind for event in self.events)
        if "each" in self.kinds:
            self.events = [self._apart(event) for event in self.events]
        self.conditions = [event.condition for event in self.events if event.condition is not None]

    def _apart(self, event: Event) -> Event:
        """分别, wherever it stands: each of the places listed, not all of them."""
        condition = event.condition
        if condition is None or len(condition.names) != 1:
            return event
        names, mode = condition.names[0]
        if mode != "plain" or names.is_marked or names.join or len(names.filters) < 2 or names.kind not in _UNIT_KINDS:
            return event
        apart = replace(names, join="each")
        where = self.semantics.meaning(apart, mode)
        return replace(event, condition=replace(condition, where=where, names=((apart, mode),)))

    # What the events hold.

    def has(self, *kinds: str) -> bool:
        """Whether one of these kinds of events is there."""
        return not self.kinds.isdisjoint(kinds)

    def find(self, *kinds: str) -> Ask | None:
        """The first ask of these kinds."""
        return next((event.ask for event in self.events if event.ask and event.kind in kinds), None)

    def position(self, *kinds: str) -> int:
        """The position of the first event of these kinds, or -1."""
        return next((at for at, event in enumerate(self.events) if event.kind in kinds), -1)

    def nouns(self, start: int = 0, end: int | None = None) -> list[str]:
        """The nouns that stand alone, in order; a list of places or bureaus that ends as one counts as units."""
        return [noun for event in self.events[start:end] for noun in self._nouns_of(event)]

    @staticmethod
    def _nouns_of(event: Event) -> Iterator[str]:
        if event.noun:
            yield event.noun
        elif event.condition is not None and not event.condition.is_attributive:
            yield from ("unit" for names, mode in event.condition.names if names.is_units and mode == "plain")

    @classmethod
    def _named_by(cls, event: Event) -> Iterator[str]:
        """The nouns of an event, and that of what it asks for."""
        if event.ask is not None and event.ask.noun:
            yield event.ask.noun
        yield from cls._nouns_of(event)

    @property
    def has_tier_noun(self) -> bool:
        """Whether a tier's name holds the noun for cases: 最佳案例."""
        return any(names.has_noun for condition in self.conditions for names, _ in condition.names)

    @property
    def names_cases(self) -> bool:
        """Whether a noun for cases, or a tier, is named."""
        return (
            self.has("case")
            or any(event.ask is not None and "case" in (event.ask.noun, event.ask.by) for event in self.events)
            or any("tier" in condition.kinds for condition in self.conditions)
        )

    # Conditions.

    def where(self, without: Sequence[Condition] = ()) -> Filter:
        """All conditions together; 或 between two joins all left of it with all right of it."""
        alternatives: list[list[Condition]] = [[]]
        for event in self.events:
            if event.condition is not None and not any(event.condition is one for one in without):
                alternatives[-1].append(event.condition)
            elif event.kind == "or" and alternatives[-1]:
                alternatives.append([])
        found = [both(*self._parts(some)) for some in alternatives if some]
        return either(*found) if len(found) > 1 else found[0] if found else EVERYTHING

    def _parts(self, conditions: Sequence[Condition]) -> list[Filter]:
        """The parts of a conjunction; conditions of one disjoint kind that stand apart are either: 最佳的和优秀的."""
        parts: list[Filter] = []
        last: tuple[str, int] | None = None
        for condition in conditions:
            names, mode = condition.names[0] if len(condition.names) == 1 else (None, "")
            disjoint = names is not None and mode == "plain" and names.kind in ("tier", "number", "notice")
            if names is not None and disjoint and last is not None and last[0] == names.kind:
                parts[last[1]] = either(parts[last[1]], condition.where)
                continue
            if names is not None and disjoint:
                last = (names.kind, len(parts))
            parts.append(self._rest(condition) if condition.rest else condition.where)
        return parts

    def _rest(self, condition: Condition) -> Filter:
        """The provinces that no condition names: all of them take part, or none does."""
        named = {
            leaf.code
            for one in self.conditions
            for names, _ in one.names
            for leaf in names.filters
            if isinstance(leaf, InRegion)
        }
        rest = [InRegion(place.code) for place in self.index.places("province") if place.code not in named]
        return both(condition.where, *(rest if condition.rest == "all" else map(negated, rest)))

    def themed(self, where: Filter) -> Filter:
        """Where cases are asked for by a theme, every case that has it."""
        return with_themes(where) if self.has("about", "which", "list", "case") or "case" in self.nouns() else where

    # Which units.

    def _is_left_out(self, names: Names, mode: str) -> bool:
        """Whether units of these names are not wanted: 除了安徽还有谁."""
        if names.kind not in _UNIT_KINDS:
            return False
        if mode == "except":
            return not any(condition.rest for condition in self.conditions)
        if mode == "plain":
            excepted = any(mode == "except" for condition in self.conditions for _, mode in condition.names)
            return self.has("more") and self.has("who", "unit") and not self.has("and") and not excepted
        return mode == "not" and (names.is_units or names.kind == "org") and not self.has("take")

    def for_units(self) -> Filter:
        """The cases whose units are asked for."""
        out = [
            condition
            for condition in self.conditions
            if len(condition.names) == 1 and self._is_left_out(*condition.names[0]) and condition.names[0][1] != "plain"
        ]
        meets, only = self._tiers_of_units()
        if meets or only is not None:
            rest = [one for one in self.conditions if not one.kinds <= {"tier"} and not any(one is o for o in out)]
            return both(either(*meets) if meets else only or EVERYTHING, *(one.where for one in rest))
        return self.where(out)

    def _tiers_of_units(self) -> tuple[tuple[Filter, ...], Filter | None]:
        """既参与最佳又参与优秀的单位, 只参与最佳的单位: what holds over all cases of a unit."""
        for condition in self.conditions:
            for names, _ in condition.names:
                if names.join == "meets":
                    return names.filters, None
                if names.join == "only":
                    return (), names.filters[0]
        return (), None

    def scope(self, level: Level | None = None) -> UnitScope:
        """Which of the cases' units are meant."""
        within: list[str] = []
        outside: list[str] = []
        parts: list[ByAgency] = []
        without: list[ByAgency] = []
        op, count = None, 0
        for at, event in enumerate(self.events):
            if event.ask is not None and event.ask.quantity is not None and event.kind == "cases":
                quantity = event.ask.quantity
                if not quantity.is_plain or event.ask.by == "take":
                    op, count = quantity.bounds[0]
            of_partners = event.ask is not None and event.kind == "partners"
            conditions = event.ask.conditions if event.ask is not None and of_partners else (event.condition,)
            for condition in conditions:
                for names, mode in condition.names if condition is not None else ():
                    for leaf in names.filters:
                        if isinstance(leaf, InRegion) and names.kind in _UNIT_KINDS:
                            if of_partners or self._is_left_out(names, mode):
                                outside.append(leaf.code)
                            elif mode in ("plain", "only") and (
                                names.is_units or not self._says_which_cases(at, condition)
                            ):
                                within.append(leaf.code)
                        elif isinstance(leaf, ByAgency) and (of_partners or self._is_left_out(names, mode)):
                            without.append(leaf)
                        elif (
                            isinstance(leaf, ByAgency)
                            and mode == "plain"
                            and (names.is_units or not self._says_which_cases(at, condition))
                        ):
                            parts.append(leaf)
        meets, only = self._tiers_of_units()
        level = level or self._level_of_units()
        return UnitScope(tuple(within), tuple(outside), tuple(parts), tuple(without), level, op, count, meets, only)

    def _level_of_units(self) -> Level | None:
        """The level of the units that are asked for: 县级局有几家."""
        named = (names for one in self.conditions if not one.has_verb for names, mode in one.names if mode == "plain")
        return next((leaf.level for names in named for leaf in names.filters if isinstance(leaf, UnitLevel)), None)

    def _says_which_cases(self, at: int, condition: Condition | None) -> bool:
        """Whether the condition at `at` says which cases are meant, not which units: 上海参与的案例有哪些单位."""
        if condition is None or condition.is_of_cases:
            return True
        if not (condition.has_verb and condition.is_attributive):
            return False
        for event in self.events[at + 1 : at + 3]:
            if event.noun == "case" or (event.condition is not None and "tier" in event.condition.kinds):
                return True
        return False

    # What is asked for.

    def compose(self) -> Query:
        """The query; of the kinds of questions, tried in this order, the first that fits."""
        where = with_themes(self.where()) if self.has("about") else self.where()
        for ask in (
            self._notice,
            self._help,
            self._pointed,
            self._compared,
            self._ranked,
            self._each,
            self._truth,
            self._share,
            self._counted,
            self._units,
            self._card,
        ):
            query = ask(where)
            if query is not None:
                return query
        return Query("cases", self.themed(where), self.scope())

    def unaccounted(self, query: Query) -> Iterator[str]:
        """Yield the words that steer meaning and that the query does not hold (SEMANTICS 14)."""
        found = [leaf for part in (query.where, *query.items) for leaf, _ in leaves(part)]
        found += [leaf for part in (query.every, query.scope.only) if part is not None for leaf, _ in leaves(part)]
        codes = {code for leaf in found for code in _codes(leaf)} | {*query.scope.within, *query.scope.outside}
        held = {*found, *query.scope.parts, *query.scope.without}
        placed = codes or self.has("point") or any(isinstance(one, PlaceCount | UnitLevel | UnitCount) for one in found)
        parts = frozenset(conjuncts(query.where))
        for event in self.events:
            units = query.ask == "units" or (query.ask == "count" and query.subject == "units")
            of_level = query.ask in ("cases", "card", "yes_no") or (units and query.scope.level is None)
            if event.noun in LEVELS and of_level and not placed:
                yield event.text
            if event.condition is not None and any(negated(part) in parts for part in conjuncts(event.condition.where)):
                yield event.text  # it is said and denied
            if (event.ask is not None and not self._is_held(event, event.ask, query)) or (
                event.condition is not None and self._is_of_units(event.condition) and query.ask not in _OF_UNITS
            ):
                yield event.text
            elif event.condition is not None and query.ask not in ("rank", "notice"):
                names = [
                    leaf for names, _ in event.condition.names for part in names.filters for leaf, _ in leaves(part)
                ]
                if not all(_is_in(leaf, held, codes) for leaf in names):
                    yield event.text

    @staticmethod
    def _is_of_units(condition: Condition) -> bool:
        return any(names.join in ("meets", "only") for names, _ in condition.names)

    def _is_held(self, event: Event, ask: Ask, query: Query) -> bool:  # noqa: C901 - one case for each kind
        """Whether what an ask says is in the query."""
        match event.kind:
            case "help" | "summary":
                return query.ask in ("help", "notice")
            case "hole" | "cases" if query.by == "number":
                return True
            case "hole" if ask.quantity is not None:
                return ask.quantity.is_plain and self._repeats(ask.quantity.bounds[0].number, query)
            case kind if kind in _OF_A_CHANGE:
                return False
            case "any" | "or":
                return bool(query.items) or any(isinstance(part, Or) for part in conjuncts(query.where))
            case "included":
                return query.subject in LEVELS or query.level is not None
            case "share" | "mean":
                return query.by == event.kind
            case "everything" | "every_noun":
                return query.ask != "yes_no" or query.every is not None
            case "yes_no":
                return query.ask == "yes_no" or self.has("may")
            case "most" | "least":
                return query.ask == "rank"
            case "compare" | "compare_less" | "than" | "than_less" | "more_of" | "less_of":
                return bool(query.items) or query.ask == "rank"
            case "fact":
                return query.ask == "notice"
            case "howmany" if ask.noun in LEVELS and query.ask in ("compare", "rank") and _counts(ask):
                return ask.noun in (query.subject, query.by)
            case "howmany":
                return query.ask in _COUNTING or self.has("which", "this_case")
            case "cases" if ask.quantity is not None:
                bound = ask.quantity.bounds[0]
                if query.scope.op is not None:
                    return (query.scope.op, query.scope.count) == bound
                return ask.quantity.is_plain and (bound.number == 1 or self._repeats(bound.number, query))
        return True

    def _repeats(self, number: int, query: Query) -> bool:
        """Whether a number only repeats how many are named, or how many cases there are: 这十二个."""
        listed = [len(names.filters) for condition in self.conditions for names, _ in condition.names]
        return number in (*listed, len(self.conditions), self.index.evaluate(query.where).bit_count())

    def _notice(self, where: Filter) -> Query | None:
        """The fact, or the part of the notice itself, that is asked for."""
        kinds = frozenset(kind for condition in self.conditions for kind in condition.kinds)
        if kinds - {"tier", "notice"}:
            return None
        rest = both(*(part for part in conjuncts(where) if not isinstance(part, InTier)))
        fact = self.find("fact")
        if fact is not None and fact.mention is not None and not self._asks_for_selected():
            subject = "number" if self.has("howmany", "sum") else "cases"
            return Query("notice", subject=subject, fact=fact.mention.tokens[0].text, where=rest)
        named = self.has("notice") or "notice" in kinds
        if self.has("source"):
            return Query("notice", fact="@source", where=rest)
        for kind in ("addressed", "issuers", "issued", "summary"):
            if self.has(kind) and (
                named or kind == "addressed" or self.has("publish") or (kind == "summary" and self._is_all_asked())
            ):
                return Query("notice", fact=f"@{kind}", where=rest)
        if named and self.has("card") and not self.has("case", "point", "those"):
            return Query("notice", fact="@summary", where=rest)
        return None

    def _asks_for_selected(self) -> bool:
        """75 个参评案例里选上了几个: of what the notice chose from, those that it chose."""
        fact, chosen = self.position("fact"), self.position("selected")
        return 0 <= fact < chosen and any(event.kind == "howmany" for event in self.events[chosen:])

    def _is_all_asked(self) -> bool:
        return self.kinds <= {"summary", "those", "de", "stop", "which"}

    def _help(self, _: Filter) -> Query | None:
        if not self.has("help") or self.conditions:
            return None
        return Query("notice", fact="@summary") if self.has("notice") else Query("help")

    def _pointed(self, where: Filter) -> Query | None:
        """叉车那个."""
        return (
            Query("card", where)
            if self.conditions and self.has("this_case") and not self.has("yes_no", "ne", "who")
            else None
        )

    def _items(self) -> tuple[tuple[Filter, ...], list[Condition]]:
        """What is set side by side: the first list of several names, or conditions of one kind."""
        plain = [
            (condition, names) for condition in self.conditions for names, mode in condition.names if mode == "plain"
        ]
        for condition, names in plain:
            if len(names.filters) > 1:
                return names.filters, [condition]
        for anchor in (plain[0], plain[-1]) if plain else ():
            same = [(condition, names) for condition, names in plain if names.kind == anchor[1].kind]
            if len(same) > 1:
                return tuple(names.filters[0] for _, names in same), [condition for condition, _ in same]
        return (), []

    def _without(self, taken: Sequence[Condition]) -> Filter:
        return both(*(one.where for one in self.conditions if not any(one is other for other in taken)))

    def _compared(self, _: Filter) -> Query | None:
        more = sum(event.kind in ("more_of", "less_of") for event in self.events)
        asked = self.has("compare", "compare_less", "than", "than_less")
        if not asked and not (more and (more > 1 or self.has("who", "which", "or"))):
            return None
        items, taken = self._items()
        if len(items) < 2:
            return None
        nouns = [noun for event in self.events for noun in self._named_by(event)]
        by = "units" if "unit" in nouns and ("case" not in nouns or nouns[-1] == "unit") else "cases"
        least = self.has("less_of", "compare_less", "than_less")
        ask = "yes_no" if self.has("yes_no") and asked else "compare"
        return Query(ask, self._without(taken), items=items, by=by, least=least)  # type: ignore[arg-type]

    def _ranked(self, where: Filter) -> Query | None:
        rank = self.find("most", "least")
        if rank is None:
            return None
        least = rank.kind == "least"
        picked = [one for one in self.conditions if one.kinds == {"number"}]
        where = self.where(picked)  # 排名前三的案例: the whole ranking, most first
        subject, by = self._rank_subject(rank)
        if subject == "case":
            measure = by if by and by != "case" else next((n for n in self.nouns() if n != "case"), "unit")
            return Query("rank", where, subject="cases", by=NOUNS.get(measure, "units"), least=least)
        ranked = "bureaus" if subject == "bureau" else NOUNS.get(subject, "units")
        counted = self.find("howmany")
        by = by or (counted.noun if counted is not None else "")
        by = by or next((noun for noun in self.nouns() if noun != subject), "")
        measure = "units" if by == "unit" and ranked not in ("units", "bureaus") else "cases"
        scope = self.scope() if ranked in ("units", "bureaus", "city", "county") else UnitScope()
        if ranked in LEVELS:
            ranked, where, scope = self._ranked_places(ranked, where, scope)
        return Query("rank", where, scope, subject=ranked, by=measure, least=least)

    def _ranked_places(self, level: str, where: Filter, scope: UnitScope) -> tuple[str, Filter, UnitScope]:
        """The level, conditions and scope of a ranking of places: those that are listed, or those of one place."""
        listed = [
            (condition, names, mode)
            for condition in self.conditions
            for names, mode in condition.names
            if names.kind == "place" and mode in ("plain", "except")
        ]
        alone = len(listed) == 1 and listed[0][2] == "plain" and not self.has("take", "case")
        several = [
            entry for entry in listed if len(entry[1].filters) > 1 or entry[2] == "except" or alone or len(listed) > 1
        ]
        codes = [leaf.code for _, names, _ in several for leaf in names.filters if isinstance(leaf, InRegion)]
        levels = {self.index.regions[code].level for code in codes if code in self.index.regions}
        if len(codes) > 1 and len(levels) == 1 and "province" not in levels and not self.has("city", "county"):
            level = levels.pop()
        if several and not (level != "province" and len(codes) == 1):
            where = self._without([condition for condition, _, _ in several])
            scope = UnitScope() if alone and level == "province" else self.scope()
        if level == "province":
            whole = PlaceCount("province", "==", len(self.index.places("province")))
            where = both(*(part for part in conjuncts(where) if part != whole))
        return level, where, scope

    def _rank_subject(self, rank: Ask) -> tuple[str, str]:
        """What is ranked, and by what: the noun at the question word before any other (SEMANTICS 9)."""
        by, subject = rank.by, rank.noun
        which = self.find("which")
        named = which.noun if which else ""
        nouns = self.nouns()
        lower = next((noun for noun in nouns if noun in ("city", "county")), "")
        if (asked := self._asked_of_ranking(subject, by, which)) is not None:
            return asked
        each = self.find("each_noun")
        if named:
            return named, by
        if each is not None and each.noun:
            return each.noun, by
        listed = next(
            (n for c in self.conditions for n, mode in c.names if mode == "plain" and len(n.filters) > 1), None
        )
        if by and listed is not None and listed.kind == "place":
            return "place_noun", by
        if by and which is not None:
            return "case", by
        if self.has("who"):
            return lower or "province", by
        tiers = ["case"] if by != "case" and self.has_tier_noun else []
        others = [noun for noun in nouns if noun != by]
        if others:
            return others[-1], by
        if tiers and by:
            return "case", by
        if by == "unit":
            return "case", by  # 按单位数排一下
        return by or (nouns[0] if nouns else "province"), by

    def _asked_of_ranking(self, subject: str, by: str, which: Ask | None) -> tuple[str, str] | None:
        """What is ranked, and by what, where the noun of the ranking or that of the question word says so."""
        named = which.noun if which is not None else ""
        nouns = self.nouns()
        of_cases = named == "case" or (which is not None and not named and (self.has_tier_noun or "case" in nouns))
        if subject == "unit" and of_cases:
            return "case", "unit"  # 哪个案例拥有最多的参与单位
        before = self.nouns(0, self.position("which"))
        domain = before[-1] if which is not None and not named and before and before[-1] in NOUNS else ""
        if domain and (subject or by):
            return domain, subject or by  # 在所有的省里面，哪一个参与了最多的案例
        if subject == "case" and (named == "unit" or named in NOUNS) and not by:
            return named, "case"  # 哪个省份参与了最少的案例
        return (subject, by) if subject else None

    def _each(self, where: Filter) -> Query | None:
        """江苏和安徽分别有几个, 各省参与了几个, 每个案例有几家单位: a number for each."""
        asks = [event.ask for event in self.events if event.ask is not None and event.kind == "howmany"]
        if not asks and not self.has("many"):
            return None
        unnamed = not any(ask.noun for ask in asks) and self.nouns()[-1:] == ["unit"]
        by = "units" if unnamed or any(ask.noun == "unit" for ask in asks) else "cases"
        items, taken = self._items()
        apart = any(names.join == "each" for condition in self.conditions for names, _ in condition.names)
        if (self.has("each") or apart or self._asks_apart()) and len(items) > 1:
            return Query("compare", self._without(taken), items=items, by=by)
        each = self.find("each_noun")
        if each is None:
            return None
        if each.noun in NOUNS and asks:
            return Query("rank", where, self.scope(), subject=NOUNS[each.noun], by=by)
        if each.noun == "case" and self.has("unit", *NOUNS):
            level = next((NOUNS[ask.noun] for ask in asks if ask.noun in NOUNS), "units")
            return Query("rank", where, subject="cases", by=level)
        return None

    def _is_amount(self, ask: Ask | None) -> bool:
        """Whether an amount is asked for, rather than a number of cases."""
        alone = not self.has("have", "take", "case", "sum", "measure")
        return alone and ask is not None and ask.mention is not None and ask.mention.has("amount")

    def _asks_apart(self) -> bool:
        """Whether two counts are asked for, each of a condition of its own: 最佳几个优秀几个."""
        counts = [at for at, event in enumerate(self.events) if event.kind == "howmany"]
        return len(counts) > 1 and any(event.condition is not None for event in self.events[counts[0] : counts[1]])

    def _truth(self, where: Filter) -> Query | None:
        asked = any(condition.is_asked for condition in self.conditions)
        if not asked and not self.has("yes_no", "exists"):
            return None
        if self.has("may") and self.has("show", "list", "card") and not asked:
            return None  # 能给我看看吗 is a polite request
        if self.has("which", "who", "howmany", "list"):
            return None
        number = self.find("cases", "hole")
        counts = number is not None and number.quantity is not None and self.names_cases
        if number is not None and number.quantity and counts and (number.by == "take" or not number.quantity.is_plain):
            op, count = number.quantity.bounds[0]
            return Query("yes_no", where, UnitScope(op=op, count=count), by="number")
        every = next((condition.every for condition in self.conditions if condition.every is not None), None)
        every = every or self._domain()
        if every is not None and not asks_more(where, every):
            every = None  # 最佳案例都是最佳的吗 asks nothing of them
        return Query("yes_no", where, every=every)

    def _domain(self) -> Filter | None:
        """Of what all is asked: 最佳案例全都是四地联合的吗."""
        at = self.position("everything")
        before = [event.condition for event in self.events[:at] if event.condition is not None]
        after = any(event.condition is not None for event in self.events[at:])
        return both(*(one.where for one in before)) if at > 0 and before and after else None

    def _share(self, where: Filter) -> Query | None:
        """占比, 平均: what part of the cases of a tier, topic or notice meet the rest; units a case."""
        if self.has("mean"):
            counted = self.find("howmany")
            level = NOUNS.get(counted.noun) if counted is not None else None
            return Query("count", where, subject=level or "units", by="mean")
        if not self.has("share"):
            return None
        asked = self.find("share")
        if asked is not None and asked.noun == "unit":
            return Query("count", EVERYTHING, self.scope(), subject="units", by="share", every=EVERYTHING)
        domain = [one for one in self.conditions if one.kinds <= {"tier", "topic", "notice"}]
        if len(domain) == len(self.conditions):
            domain = []
        return Query("count", where, by="share", every=both(*(one.where for one in domain)))

    def _counted(self, where: Filter) -> Query | None:
        named = (at for at, one in enumerate(self.events) if one.kind == "howmany" and one.ask and one.ask.noun)
        at = next(named, self.position("howmany"))
        ask = self.events[at].ask if at >= 0 else None
        which = self.find("which")
        if ask is None:
            if not self.has("sum") or self.has("which", "who", "list"):
                return None
            at = len(self.events)
        noun = ask.noun if ask is not None else ""
        if noun == "unit" and which is not None and which.noun == "case":
            return None
        if not noun:
            before = [noun for noun in self.nouns(0, at) if noun != "notice" or not self.conditions]
            tiers = ["case"] if self.has_tier_noun else []
            noun = (before[-1:] or tiers or self.nouns(at + 1, at + 4) or [""])[0]
        kinds = {kind for condition in self.conditions for kind in condition.kinds}
        if not noun and kinds == {"org"} and not self.has("take", "case"):
            agencies = [leaf for c in self.conditions for n, _ in c.names for leaf in n.filters]
            if not any(isinstance(leaf, ByAgency) and leaf.code for leaf in agencies):
                noun = "unit"  # 计量处有几个
        if not noun and kinds == {"topic"} and self._is_amount(ask):
            return None  # 叉车标准是多少
        if noun == "notice":
            return Query("count", where, subject="notices")
        if noun in ("unit", "bureau"):
            return Query("count", self.for_units(), self.scope(), subject="units")
        if noun in NOUNS and not (noun == "place_noun" and self.has("case")):
            return Query("count", self.themed(where), self.scope(), subject=NOUNS[noun])
        return Query("count", self.themed(where))

    def _units(self, where: Filter) -> Query | None:
        which = self.find("which")
        head = which.noun if which is not None else ""
        if head == "case":
            return None
        counts = self.find("cases") is not None
        nouns = self.nouns()
        after = self.events[self.position("which") + 1 :] if which is not None and not head else ()
        if any(event.condition is not None and event.condition.has_verb for event in after):
            return None  # 哪一个有嘉善县的单位: which case
        if counts and not head and nouns and nouns[-1] in LEVELS:
            head = nouns[-1]
        if not (head or self.has("who", "partners", "who_else")):
            nouns = self.nouns()
            if not nouns or nouns[-1] == "case" or "unit" not in nouns:
                return None
        if counts and head in LEVELS:
            return Query("units", where, self.scope(NOUNS[head]))  # 参与了20个以上案例的省
        level: Level | None = NOUNS[head] if head in ("city", "county") else None
        return Query("units", both(self.for_units(), *self._partners()), self.scope(level))

    def _partners(self) -> Iterator[Filter]:
        """和上海一起的单位: of the cases that it took part in."""
        asks = (event.ask for event in self.events if event.ask is not None and event.kind == "partners")
        for condition in (one for ask in asks for one in ask.conditions):
            yield from (self.semantics.meaning(names, mode) for names, mode in condition.names)

    def _card(self, where: Filter) -> Query | None:
        return Query("card", where) if self.has("card") else None


def _counts(ask: Ask) -> bool:
    """Whether a number is asked for by 几个 or 多少, not by a noun."""
    return ask.mention is not None and ask.mention.has("howmany", "howmany_unit")


def _codes(leaf: Leaf) -> tuple[str, ...]:
    if isinstance(leaf, InRegion):
        return (leaf.code,)
    return leaf.codes if isinstance(leaf, OnlyRegions) else ()


def _is_in(leaf: Leaf, held: AbstractSet[object], codes: AbstractSet[str]) -> bool:
    """Whether a query with these leaves and places holds a condition."""
    if isinstance(leaf, InRegion):
        return leaf.code in codes
    if isinstance(leaf, ByAgency):
        return leaf in held or any(isinstance(one, OnlyAgencies) and leaf in one.parts for one in held)
    if isinstance(leaf, About):
        return any(isinstance(one, About) and set(leaf.words) <= set(one.words) for one in held)
    return leaf in held
