"""Which agencies are asked for, and of which cases: the scope of a query and its filter."""

from __future__ import annotations

from collections.abc import Iterator

from intents.model.query import (
    EVERYTHING,
    ByAgency,
    Filter,
    InRegion,
    Level,
    UnitLevel,
    UnitScope,
    both,
    either,
    negated,
)
from intents.parsing.composing.question import HOLDER_KINDS, Question
from intents.parsing.constituents import Condition, Names


def cases_of_units(question: Question) -> Filter:
    """Return the filter on the cases whose units are asked for."""
    out = [
        condition
        for condition in question.conditions
        if len(condition.names) == 1
        and _is_left_out(question, *condition.names[0])
        and condition.names[0][1] != "plain"
    ]
    meets, only = _over_all_cases(question)
    if meets or only is not None:
        rest = [one for one in question.conditions if not one.kinds <= {"tier"} and not any(one is o for o in out)]
        rest = [one for one in rest if not any(_is_no_partner(names, mode) for names, mode in one.names)]
        return both(either(*meets) if meets else only or EVERYTHING, *(one.where for one in rest))
    named = ((at, event.condition) for at, event in enumerate(question.events) if event.condition is not None)
    several = [one for at, one in named if _lists_places(one) and not _names_their_case(question, at, one)]
    provinces = {InRegion(place.code) for place in question.index.places("province")}
    places = [one.names[0][0].filters for one in several]
    some = (either(*listed) for listed in places if set(listed) != provinces)
    return both(question.where([*out, *several]), *some, *_partners(question))


def unit_scope(question: Question, level: Level | None = None) -> UnitScope:
    """Return the scope of the query: which of the cases' units are meant, of `level` if it is given."""
    if question.position("who_else") == question.position("who") + 1 > 0:
        return UnitScope(level=level)  # 金华的那个案例是谁和谁合作的
    return _scope_said(question, level)


def _scope_said(question: Question, level: Level | None) -> UnitScope:
    """Return the scope that the conditions and asks of the question give."""
    within = [leaf.code for leaf in _unit_levels(question) if leaf.code and level is None]
    outside: list[str] = []
    parts: list[ByAgency] = []
    without: list[ByAgency | UnitLevel] = []
    op, count = None, 0
    named = any(names.is_units and names.kind == "place" for one in question.conditions for names, _ in one.names)
    for at, event in enumerate(question.events):
        if event.ask is not None and event.ask.quantity is not None and event.kind == "cases":
            quantity = event.ask.quantity
            if not quantity.is_plain or event.ask.claim in ("stated", "all") or _is_of_units(question, at):
                op, count = quantity.bounds[0]
        of_partners = (event.ask is not None and event.kind == "partners") or (
            _names_partner(event.condition) and not _says_which_cases(question, at, event.condition)
        )
        conditions = event.ask.conditions if event.ask is not None and event.kind == "partners" else (event.condition,)
        for condition in conditions:
            for names, mode in condition.names if condition is not None else ():
                for leaf in names.filters:
                    if isinstance(leaf, InRegion) and names.kind in HOLDER_KINDS:
                        if of_partners or _is_left_out(question, names, mode):
                            outside.append(leaf.code)
                        elif mode in ("plain", "only") and (  # 安徽的案例里，上海的单位有几家
                            names.is_units or not (named or _says_which_cases(question, at, condition))
                        ):
                            within.append(leaf.code)
                    elif isinstance(leaf, ByAgency | UnitLevel) and (
                        of_partners or _is_left_out(question, names, mode)
                    ):
                        without.append(leaf)
                    elif (
                        isinstance(leaf, ByAgency)
                        and mode == "plain"
                        and (names.is_units or not _says_which_cases(question, at, condition))
                    ):
                        parts.append(leaf)
    meets, only = _over_all_cases(question)
    level = level or level_of_units(question)
    return UnitScope(tuple(within), tuple(outside), tuple(parts), tuple(without), level, op, count, meets, only)


def _is_left_out(question: Question, names: Names, mode: str) -> bool:
    """Return whether the units of these names are to be left out: 除了安徽还有谁."""
    if names.kind not in HOLDER_KINDS and not (names.kind == "level" and mode == "except"):
        return False
    if mode == "except":
        return not any(condition.rest for condition in question.conditions)
    if mode == "plain":
        excepted = any(mode == "except" for condition in question.conditions for _, mode in condition.names)
        beyond = question.has("more") and question.has("who", "unit") and not names.is_units  # not 安徽的单位还有谁
        beyond = beyond and not (_are_provinces(question, names) and _names_case(question))  # 江苏还有谁参与了八城联动
        others = question.has("other_units", "who_else")
        return (beyond or others) and not question.has("and") and not excepted
    of_units = any(names.is_units for one in question.conditions for names, mode in one.names if mode == "not")
    return mode == "not" and (of_units or names.kind == "org") and not question.has("take")


def _are_provinces(question: Question, names: Names) -> bool:
    regions = (question.index.regions.get(part.code) for part in names.filters if isinstance(part, InRegion))
    return all(region is not None and region.level == "province" for region in regions)


def _names_case(question: Question) -> bool:
    """Return whether a condition names the case, or a word points at it, whatever places are named."""
    return question.has("this_case", "inside") or any(one.kinds & {"topic", "number"} for one in question.conditions)


def _names_their_case(question: Question, at: int, condition: Condition) -> bool:
    """Return whether the places at `at` say which case is meant: 杨浦金华案例由谁参与, 沪甬那个几家单位."""
    after = [event.kind for event in question.events[at + 1 : at + 2]]
    return _says_which_cases(question, at, condition) or after in (["case"], ["point"])


def _partners(question: Question) -> Iterator[Filter]:
    """Yield the filters on the cases of those whose partners are asked for: 和上海一起的单位."""
    asks = (event.ask for event in question.events if event.ask is not None and event.kind == "partners")
    for condition in (one for ask in asks for one in ask.conditions):
        yield from (question.semantics.meaning(names, mode) for names, mode in condition.names)


def _over_all_cases(question: Question) -> tuple[tuple[Filter, ...], Filter | None]:
    """Return the filters that some case of a unit must meet each, and the one that all its cases must meet.

    既参与最佳又参与优秀的单位 and G60和八城联动的共同单位 have the former, 只参与最佳的单位 the latter; without either,
    they are () and None.
    """
    shared = question.has("shared")
    for condition in question.conditions:
        for names, mode in condition.names:
            if names.join == "meets" or (shared and names.kind in ("topic", "tier") and len(names.filters) > 1):
                return names.filters, None
            if names.join == "only":
                return (), names.filters[0]
            if _is_no_partner(names, mode):
                return (), negated(either(*names.filters))  # 没和上海合作过的城市
    return (), None


def _is_of_units(question: Question, at: int) -> bool:
    """Return whether the number of cases at `at` is that of each unit: 浙江参与了两个案例的单位."""
    before = question.events[at - 1].condition if at else None
    said = before is not None and before.has_verb and not before.is_attributive
    return said and "unit" in (noun for event in question.events[at + 1 : at + 3] for noun in question.named_by(event))


def level_of_units(question: Question) -> Level | None:
    """Return the level of the units that are asked for (县级局有几家), or None if none is named."""
    named = _unit_levels(question)
    return named[0].level if named else None


def _unit_levels(question: Question) -> list[UnitLevel]:
    """Return the levels that say which units are meant: 区县局参与了几家.

    Those that say which cases are meant are not among them: 区县局参与的案例有几家单位.
    """
    of_units = (one for one in question.conditions if not (one.has_verb and (one.is_attributive or one.is_of_cases)))
    named = (names for one in of_units for names, mode in one.names if mode == "plain")
    return [leaf for names in named for leaf in names.filters if isinstance(leaf, UnitLevel)]


def _says_which_cases(question: Question, at: int, condition: Condition | None) -> bool:
    """Return whether the condition at `at` says which cases are meant, not units: 上海参与的案例有哪些单位."""
    if condition is None or condition.is_of_cases:
        return True
    if not condition.has_verb:
        return False
    if not condition.is_attributive:  # 上海参与、安徽没参与的案例有哪些单位
        after = range(at + 1, len(question.events))
        then = next((to for to in after if question.events[to].kind not in ("comma", "stop", "and", "yet")), at)
        further = question.events[then].condition
        if further is None or then == at:
            return question.events[then].kind == "case"  # 上海参与了，这样的案例有几家单位
        return further.has_verb and _says_which_cases(question, then, further)
    following = question.events[at + 1 : at + 3]
    for event in following:
        if event.noun == "case" or (event.condition is not None and "tier" in event.condition.kinds):
            return True
    # 南京参与的那个，牵头的是谁
    return "point" in [event.kind for event in following] and question.has("who") and not question.has("unit")


def _is_no_partner(names: Names, mode: str) -> bool:
    """Return whether the names are those of a place that the units asked for never work with: 没和上海合作过的城市."""
    return names.is_partner and mode == "not"


def _lists_places(condition: Condition) -> bool:
    """Return whether a condition lists places whose units are asked for, of each place its own: 宁波和金华的单位.

    四地都参与的 is no such list.
    """
    names, mode = condition.names[0] if len(condition.names) == 1 else (None, "")
    if names is None or names.kind != "place" or mode != "plain" or names.is_marked:
        return False
    places = all(isinstance(leaf, InRegion) for leaf in names.filters)
    return places and len(names.filters) > 1 and condition.where == both(*names.filters)


def _names_partner(condition: Condition | None) -> bool:
    """Return whether a condition names the places that others work with: 跟合肥合作的城市."""
    names = condition.names[0][0] if condition is not None and len(condition.names) == 1 else None
    return names is not None and names.kind in ("place", "org") and names.is_partner
