"""Refinements: follow-up queries offered with an answer, for other cases, places or agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from data.model import Agency, Case
from intents.engine import Engine
from intents.index.case_index import LEVELS, CaseIndex
from intents.index.selection import select_agencies
from intents.index.selection import select_places as places_of
from intents.model.answer import Answer, Kind
from intents.model.places import place_codes, with_place
from intents.model.query import (
    ByAgency,
    Filter,
    InArea,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Not,
    OnlyAgencies,
    OnlyRegions,
    Or,
    Query,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    either,
    leaves,
)

PLACES_OP = "r"
"""The operation that opens the menu of provinces (`list_place_refinements`); it has no query of its own."""

_MAX_REFINEMENTS = 8
"""Refinements offered for one answer."""
_MAX_TIERS = _MAX_DROPS = 3
"""Refinements of these two kinds that are offered, each."""
_MAX_CASES_WITH_AGENCIES = 5
"""Up to this many cases are shown with their agencies; more get a list of their own."""
_MAX_CASES_EXAMINED = 1000
"""Cases whose agencies are examined for whether any is left; of more cases, some always are."""
_OPERATIONS_BY_KIND: dict[Kind, str] = {
    "cases": "urtTsyld",
    "count": "ucrtTyld",
    "yes_no": "urtTyld",
    "units": "crtTyld",
    "rank": "vcrtTd",
    "compare": "tT",
    "notice": "c",
    "card": "s",
    "none": "d",
}
"""The operations offered after each kind of answer, by their first letters, in order of use."""


@dataclass(frozen=True, slots=True)
class Refinement:
    """A follow-up query with its button."""

    label: str
    """The label of the button."""
    op: str
    """The operation, at most 24 ASCII letters and digits."""
    query: Query | None
    """The query it asks; None for `PLACES_OP`."""


def list_refinements(query: Query, answer: Answer, engine: Engine) -> tuple[Refinement, ...]:
    """Return the refinements of `query`, which `answer` answered: at most eight, in order of use.

    Each changes the answer and has a result. None repeats one of the answer's options.
    """
    steps = _OPERATIONS_BY_KIND.get("notice" if query.ask == "notice" else answer.kind, "")
    asked = {option.question for option in answer.options}
    if answer.ranking and answer.ranking[0].value == answer.ranking[-1].value:
        steps = steps.replace("v", "")  # all values are equal: the reversed ranking is the same
    found: dict[Query | None, Refinement] = {}
    for refinement in sorted(_all_refinements(query, engine), key=lambda refinement: steps.find(refinement.op[0])):
        if refinement.op[0] in steps and not (
            asked and refinement.query and engine.describer.question(refinement.query) in asked
        ):
            found.setdefault(refinement.query, refinement)  # several operations may lead to the same query
    return tuple(found.values())[:_MAX_REFINEMENTS]


def list_place_refinements(query: Query, engine: Engine) -> tuple[Refinement, ...]:
    """Return the query for each other province (or narrowed to each, if it names no place); ops r<code>."""
    return tuple(_only_useful(_province_refinements(query, engine), _UsefulnessCheck(query, engine.index)))


def apply_refinement(query: Query, op: str, engine: Engine) -> Query | None:
    """Return the query that `op` makes of `query`; None if it makes none (forged or outdated op, or `PLACES_OP`)."""
    steps = list_place_refinements(query, engine) if op.startswith(PLACES_OP) else _all_refinements(query, engine)
    return next((refinement.query for refinement in steps if refinement.op == op), None)


def matching_agencies(where: Filter, case: Case, index: CaseIndex) -> frozenset[Agency]:
    """Return the agencies through which a case matches, to be marked on its card; empty if all do."""
    meant = [leaf for leaf, positive in leaves(where) if positive]
    found = frozenset(unit for unit in case.agencies if any(names_agency(leaf, unit, index) for leaf in meant))
    return found if len(found) < len(set(case.agencies)) else frozenset()


def names_agency(leaf: Filter, unit: Agency, index: CaseIndex) -> bool:
    """Return whether a condition names the agency: by its place, its bureau or its level."""
    place_codes = [place.code for place in unit.regions]
    match leaf:
        case InRegion(code):
            return code in place_codes
        case OnlyRegions(named):
            return any(code in place_codes for code in named)
        case InArea(name):
            return any(place.code in place_codes for place in index.areas.get(name, ()))
        case ByAgency():
            return unit in index.agency_index.agencies(leaf)
        case OnlyAgencies(parts):
            return any(unit in index.agency_index.agencies(part) for part in parts)
        case UnitLevel(level):
            return unit.place is not None and unit.place.level == level
    return False


# The refinements of a query.


def _all_refinements(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield each refinement that changes the answer and has a result."""
    check = _UsefulnessCheck(query, engine.index)
    for make in (_other_questions, _tier_refinements, _any_or_all, _without_condition):
        yield from _only_useful(make(query, engine), check)
    if any(_only_useful(_province_refinements(query, engine), check)):
        yield Refinement("换省份" if place_codes(query) else "选省份", PLACES_OP, None)


def _only_useful(steps: Iterable[Refinement], check: _UsefulnessCheck) -> Iterator[Refinement]:
    return (refinement for refinement in steps if refinement.query is not None and check.is_useful(refinement.query))


def _other_questions(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield: agencies of the cases, cases of the agencies, the reversed ranking, other cases of the same agencies."""
    ask, where = query.ask, query.where
    if _asks_for_cases(query):
        yield Refinement("参与单位", "u", Query("units", where))
    mask = engine.index.evaluate(where)
    if ask in ("rank", "notice") or (
        _asks_for_units(query) and _scope_is_in_conditions(query) and mask.bit_count() > _MAX_CASES_WITH_AGENCIES
    ):
        yield Refinement("案例列表", "c", Query("cases", where))
    if ask == "rank":
        yield Refinement("从多到少" if query.least else "从少到多", "v", query.with_(least=not query.least))
    if ask in ("cases", "card") and mask.bit_count() == 1:
        yield from _same_agencies(engine.index.select(mask)[0], engine.index)


def _asks_for_cases(query: Query) -> bool:
    plain = query.ask == "yes_no" and not query.items and query.every is None
    return query.ask == "cases" or (query.ask == "count" and query.subject == "cases") or plain


def _asks_for_units(query: Query) -> bool:
    return query.ask == "units" or (query.ask == "count" and query.subject != "cases")


def _scope_is_in_conditions(query: Query) -> bool:
    """Return whether the conditions of the cases already contain the whole scope of the agencies."""
    places = (InRegion(code) for code in query.scope.within)
    return replace(query.scope, within=(), parts=(), level=None) == UnitScope() and all(
        part in conjuncts(query.where) for part in (*places, *query.scope.parts)
    )


def _same_agencies(case: Case, index: CaseIndex) -> Iterator[Refinement]:
    itself = IsCase(case.id)
    units = [
        ByAgency(unit.bureau + unit.department, unit.place.code)
        for unit in dict.fromkeys(case.agencies)
        if unit.place is not None
    ]
    shared = [unit for unit in units if index.evaluate(unit) & ~index.evaluate(itself)]
    if shared:
        yield Refinement("同单位的其他案例", "s", Query("cases", both(either(*shared), Not(itself))))


def _tier_refinements(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield the query for one tier only, or for all tiers."""
    if query.scope.meets or query.scope.only is not None or query.every is not None:
        return
    parts = conjuncts(query.where)
    rest = both(*(part for part in parts if not isinstance(part, InTier)))
    tiers = {tier.name: tier.aliases for notice in engine.dataset.notices for tier in notice.tiers if tier.name}
    mask = engine.index.evaluate(rest)
    present = [name for name in tiers if mask & engine.index.evaluate(InTier(name))]
    for name in present[:_MAX_TIERS]:
        others = {alias for other in tiers if other != name for alias in (other, *tiers[other])}
        short = min((name, *tiers[name]), key=lambda alias: (alias in others, len(alias)))
        yield Refinement(f"只看{short}", f"t{list(tiers).index(name)}", query.with_(where=both(rest, InTier(name))))
    if rest != query.where:
        yield Refinement("不限等次", "T", query.with_(where=rest))


def _any_or_all(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield the query for any of the places instead of all of them, or the reverse."""
    parts = conjuncts(query.where)
    named = [part for part in parts if isinstance(part, InRegion)]
    if len(named) > 1:
        wider = both(either(*named), *(part for part in parts if part not in named))
        yield Refinement("任一参与即可", "y", query.with_(where=wider))
    for part in parts:
        if isinstance(part, Or) and all(isinstance(one, InRegion) for one in part.parts):
            narrower = both(*part.parts, *(other for other in parts if other != part))
            yield Refinement("要全部都参与", "l", query.with_(where=narrower))
            return


def _without_condition(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield the query without one of its conditions other than tiers."""
    parts = conjuncts(query.where)
    if len(parts) < 2 or query.every is not None:
        return
    for at, part in [(at, part) for at, part in enumerate(parts) if not isinstance(part, InTier)][:_MAX_DROPS]:
        scope = query.scope
        place_codes = [leaf.code for leaf, _ in leaves(part) if isinstance(leaf, InRegion)]
        scope = replace(
            scope,
            within=tuple(code for code in scope.within if code not in place_codes),
            parts=tuple(unit for unit in scope.parts if unit != part),
        )
        where = both(*(other for other in parts if other != part))
        name = engine.describer.clause(part) if isinstance(part, Not) else engine.describer.name(part)
        label = "不限通知" if isinstance(part, InNotice) else f"去掉“{name}”"
        yield Refinement(label, f"d{at}", query.with_(where=where, scope=scope))


# Other places.


def _province_refinements(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield the query for each province instead of its one place, or narrowed to it if it names none."""
    named = place_codes(query)
    ranks = query.ask == "rank" and query.subject != "province"
    if len(named) > 1 or not (_asks_for_cases(query) or _asks_for_units(query) or ranks):
        return
    for province in engine.index.places("province"):
        # The code becomes part of an operation, which is sent as callback data.
        if province.code.isalnum():
            to = with_place(query, province.code) if named else _narrow_to_place(query, province.code)
            yield Refinement(province.short, f"{PLACES_OP}{province.code}", to)


def _narrow_to_place(query: Query, code: str) -> Query:
    """Return the query for the cases of one place; for its agencies, if agencies are asked for."""
    where = both(query.where, InRegion(code))
    of_units = _asks_for_units(query) or (query.ask == "rank" and query.subject != "cases")
    return query.with_(where=where, scope=replace(query.scope, within=(code,)) if of_units else query.scope)


# Usefulness of a refinement.


class _UsefulnessCheck:
    """Decides whether a query that follows another has a result, and a different one."""

    def __init__(self, query: Query, index: CaseIndex) -> None:
        self._query, self._index = query, index
        self._here: object = None  # computed once, by the first candidate that needs it

    def is_useful(self, to: Query) -> bool:
        """Return whether `to` is worth offering."""
        here = self._query
        another = (to.ask, to.subject, to.least) != (here.ask, here.subject, here.least)
        if another and to.scope == UnitScope():
            return any(
                case.agencies or to.ask != "units" for case in self._index.select(self._index.evaluate(to.where))
            )
        there = _outcome_of(to, self._index)
        if another or not there:
            return bool(there)
        if self._here is None:
            self._here = _outcome_of(here, self._index)
        return there != self._here


def _outcome_of(query: Query, index: CaseIndex) -> object:
    """Return what the answer consists of, as far as that is cheap to evaluate; falsy if there is nothing."""
    mask = index.evaluate(query.where)
    if query.items:
        mask &= index.evaluate(either(*query.items))
    of_units = _asks_for_units(query) or (query.ask == "rank" and query.subject not in ("cases", "province"))
    if not of_units or mask.bit_count() > _MAX_CASES_EXAMINED:
        return mask
    level = next((level for level in LEVELS if level in (query.scope.level, query.subject)), None)
    found, _ = select_agencies(mask, replace(query.scope, level=None) if level else query.scope, index)
    named: tuple[object, ...] = places_of(found, level) if level else found
    return mask if named and query.ask == "rank" else named
