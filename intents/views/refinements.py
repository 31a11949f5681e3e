"""Refinements: follow-up queries offered with an answer, for other cases, places or agencies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from data.model import Case
from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer, Kind
from intents.model.places import place_codes, with_place
from intents.model.query import (
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Not,
    Numbered,
    Or,
    Query,
    UnitScope,
    Unknown,
    both,
    conjuncts,
    either,
    leaves,
)
from intents.phrasing.words import names_rank
from intents.views.usefulness import UsefulnessCheck, asks_for_cases, asks_for_units

PLACES_OP = "r"
"""The operation that opens the menu of provinces (`list_place_refinements`); it has no query of its own."""

_MAX_REFINEMENTS = 8
"""Refinements offered for one answer."""
_MAX_PLACES = 4
"""Provinces offered after an answer with nothing in it."""
_MAX_TIERS = 5
"""Tiers that are offered; where there are more, none is: the numbers of some would not add up."""
_MAX_DROPS = 3
"""Conditions that can be left out."""
_MAX_CASES_WITH_AGENCIES = 5
"""Up to this many cases are shown with their agencies; more get a list of their own."""
_MAX_LISTED_AGENCIES = 5
"""Up to this many agencies of a yes are listed with it."""
_OPERATIONS_BY_KIND: dict[Kind, str] = {
    "cases": "rutTsyld",
    "count": "ructTyld",
    "yes_no": "rutTyld",
    "units": "crtTyld",
    "rank": "vcrtTd",
    "compare": "tT",
    "notice": "c",
    "card": "s",
}
"""The operations offered after each kind of answer, by their first letters, in order of use."""
_OPERATIONS_FOR_ONE_CASE = "srtTyld"
"""Those after a list of one case, which is shown with its agencies."""

_UNLIMITED: dict[type, str] = {InNotice: "不限通知", IsCase: "不限这个案例"}
"""Labels of the query without a condition whose name is long."""


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

    Each changes the answer and has a result. None repeats one of the answer's options. After an answer with nothing in
    it, they are the ways on: other provinces, and the query without each of its conditions.
    """
    if answer.is_empty:
        return _ways_on(query, engine)
    steps = _OPERATIONS_BY_KIND.get("notice" if query.ask == "notice" else answer.kind, "")
    if answer.kind == "cases" and len(answer.cases) == 1:
        steps = _OPERATIONS_FOR_ONE_CASE
    if answer.kind == "yes_no" and 0 < len(answer.agencies) <= _MAX_LISTED_AGENCIES and query.scope == UnitScope():
        steps = steps.replace("u", "")  # the units are listed already
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
    """Return the query for each other province (or narrowed to each, if it names no place); ops r<code>.

    Of a query that no case meets, without what no notice has; if that does not help, the cases of each province.
    """
    check = UsefulnessCheck(query, engine.index)
    found = tuple(_only_useful(_province_refinements(query, engine), check))
    if found or engine.index.evaluate(query.where):
        return found
    known = query.with_(where=both(*(part for part in conjuncts(query.where) if not _is_unknown(part))))
    replaced = all(leaf.what == "place" for leaf, _ in leaves(query.where) if isinstance(leaf, Unknown))
    for other in (known, Query()):
        found = tuple(_only_useful(_province_refinements(other, engine), check))
        if found:
            in_full = other.where != query.where and not (other == known and replaced)
            return tuple(_label_in_full(step, other, engine) for step in found) if in_full else found
    return ()


def apply_refinement(query: Query, op: str, engine: Engine) -> Query | None:
    """Return the query that `op` makes of `query`; None if it makes none (forged or outdated op, or `PLACES_OP`)."""
    steps: Iterable[Refinement] = list_place_refinements(query, engine)
    if not op.startswith(PLACES_OP):
        ways_on = () if engine.index.evaluate(query.where) else _ways_on(query, engine)
        steps = chain(ways_on, _all_refinements(query, engine))
    return next((refinement.query for refinement in steps if refinement.op == op), None)


# The refinements of a query.


def _ways_on(query: Query, engine: Engine) -> tuple[Refinement, ...]:
    """Return the query without each of its conditions, and for other provinces, or tiers where a tier is missed."""
    check = UsefulnessCheck(query, engine.index)
    without_tier = (step for step in _tier_refinements(query, engine) if step.op == "T")
    wider = (
        *_without_condition(query, engine),
        *(_label_in_full(step, query, engine, counted=True) for step in without_tier),
    )
    tiers = tuple(_only_useful(_tier_refinements(Query(), engine), check)) if _misses_tier(query, engine) else ()
    found: dict[Query | None, Refinement] = {}
    for step in (*_only_useful(wider, check), *(tiers or list_place_refinements(query, engine)[:_MAX_PLACES])):
        found.setdefault(step.query, step)
    return tuple(found.values())[:_MAX_REFINEMENTS]


def _misses_tier(query: Query, engine: Engine) -> bool:
    """Return whether no case has a number or a tier: 第 99 个, 特等奖."""
    return not engine.index.evaluate(query.where) and any(
        isinstance(leaf, Numbered) or names_rank(leaf) for leaf, _ in leaves(query.where)
    )


def _label_in_full(step: Refinement, query: Query, engine: Engine, *, counted: bool = False) -> Refinement:
    """Return the refinement with a label that says what it asks, where other conditions are dropped: 上海的案例."""
    parts = conjuncts(step.query.where) if step.query else ()
    if len(parts) != 1 or not isinstance(parts[0], InRegion | ByAgency) or (counted and not asks_for_cases(query)):
        return step
    noun = "单位" if asks_for_units(query) else engine.describer.noun(parts[0]).noun
    count = f" {engine.index.evaluate(parts[0]).bit_count()}" if counted else ""
    return replace(step, label=f"{engine.describer.name(parts[0])}的{noun}{count}")


def _is_unknown(part: Filter) -> bool:
    """Return whether a condition names what no notice has."""
    return any(isinstance(leaf, Unknown) and positive for leaf, positive in leaves(part))


def _all_refinements(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield each refinement that changes the answer and has a result."""
    check = UsefulnessCheck(query, engine.index)
    for make in (_other_questions, _tier_refinements, _any_or_all, _without_condition):
        yield from _only_useful(make(query, engine), check)
    if any(_only_useful(_province_refinements(query, engine), check)):
        yield Refinement("换省份" if place_codes(query) else "选省份", PLACES_OP, None)


def _only_useful(steps: Iterable[Refinement], check: UsefulnessCheck) -> Iterator[Refinement]:
    return (refinement for refinement in steps if refinement.query is not None and check.is_useful(refinement.query))


def _other_questions(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield: agencies of the cases, cases of the agencies, the reversed ranking, other cases of the same agencies."""
    ask, where = query.ask, query.where
    if asks_for_cases(query):
        yield Refinement("这些案例的单位", "u", Query("units", where))
    mask = engine.index.evaluate(where)
    if ask in ("rank", "notice") or (
        asks_for_units(query) and _scope_is_in_conditions(query) and mask.bit_count() > _MAX_CASES_WITH_AGENCIES
    ):
        yield Refinement("案例列表", "c", Query("cases", where))
    if ask == "rank":
        yield Refinement("从多到少" if query.least else "从少到多", "v", query.with_(least=not query.least))
    if ask in ("cases", "card") and mask.bit_count() == 1:
        yield from _same_agencies(engine.index.select(mask)[0], engine.index)


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
    tiers = list(dict.fromkeys(tier.name for notice in engine.dataset.notices for tier in notice.tiers if tier.name))
    mask = engine.index.evaluate(rest)
    present = [name for name in tiers if mask & engine.index.evaluate(InTier(name))]
    for name in present if len(present) <= _MAX_TIERS else ():
        short = engine.index.short_tier(name)
        count = (mask & engine.index.evaluate(InTier(name))).bit_count()
        label = f"{short} {count}" if asks_for_cases(query) else f"只看{short}"
        yield Refinement(label, f"t{tiers.index(name)}", query.with_(where=both(rest, InTier(name))))
    if rest != query.where:
        label = f"全部 {mask.bit_count()}" if asks_for_cases(query) else "不限等次"
        yield Refinement(label, "T", query.with_(where=rest))


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
        label = _UNLIMITED.get(type(part)) or f"去掉“{name}”"
        yield Refinement(label, f"d{at}", query.with_(where=where, scope=scope))


# Other places.


def _province_refinements(query: Query, engine: Engine) -> Iterator[Refinement]:
    """Yield the query for each province instead of its one place, or narrowed to it if it names none."""
    named = place_codes(query)
    ranks = query.ask == "rank" and query.subject != "province"
    if len(named) > 1 or not (asks_for_cases(query) or asks_for_units(query) or ranks):
        return
    for province in engine.index.places("province"):
        # The code becomes part of an operation, which is sent as callback data.
        if province.code.isalnum():
            to = with_place(query, province.code) if named else _narrow_to_place(query, province.code)
            yield Refinement(province.short, f"{PLACES_OP}{province.code}", to)


def _narrow_to_place(query: Query, code: str) -> Query:
    """Return the query for the cases of one place; for its agencies, if agencies are asked for."""
    where = both(query.where, InRegion(code))
    of_units = asks_for_units(query) or (query.ask == "rank" and query.subject != "cases")
    return query.with_(where=where, scope=replace(query.scope, within=(code,)) if of_units else query.scope)
