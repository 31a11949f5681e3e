"""Queries that compare what a question names side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.model.query import (
    ByAgency,
    Filter,
    InRegion,
    Level,
    PlaceCount,
    Query,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    negated,
)
from intents.parsing.composing.agencies import level_of_units, unit_scope
from intents.parsing.composing.question import Question
from intents.parsing.constituents import Condition, Mode
from intents.parsing.semantics.effects import NOUNS


def compared(question: Question, _: Filter) -> Query | None:
    """Return the query that compares the items of a question: 江苏和安徽哪个多.

    Return None if no comparison is asked for, or fewer than two items are named.
    """
    more = sum(event.kind in ("more_of", "less_of") for event in question.events)
    asked = question.has("compare", "compare_less", "than", "than_less", "alike")
    if not asked and not (more and (more > 1 or question.has("who", "which", "which_notice", "or", "absent"))):
        return None
    items, taken = items_named(question)
    if len(items) < 2:
        return None
    taken += [one for one in question.conditions if _counts_them(one, len(items))]
    taken += [one for one in question.conditions if one.where in items and not one.has_verb]  # …哪个多，最佳多吗
    nouns = [noun for event in question.events for noun in question.named_by(event)]
    out = any(names.is_units and mode == "except" for one in question.conditions for names, mode in one.names)
    nouns += ["unit"] if out else []  # 除了上海的单位外，最佳和优秀哪个多
    which = question.find("which")
    one = which is not None and which.mention is not None and len(which.mention.text) == 1  # 哪|一|家, not 哪家单位
    of_cases = question.has("take") or (question.has_tier_noun and one)
    if which is not None and which.noun == "unit" and of_cases and nouns.count("unit") == 1:
        nouns.remove("unit")  # 哪家参加得多 asks which of the two
    by = "units" if "unit" in nouns and ("case" not in nouns or nouns[-1] == "unit") else "cases"
    least = question.has("less_of", "compare_less", "than_less")
    standard_first = question.events[0].kind == "joined" and len(question.events) > 2
    before = question.events[0].kind == "than" and len(items) == 2 and question.has("compare", "compare_less")
    if before or (standard_first and question.events[2].kind in ("compare", "than")):
        items = items[::-1]  # 跟上海相比，浙江是否更多
    alike = question.has("alike") and not question.has("which", "who", "howmany")
    ask = "yes_no" if alike or (question.has("yes_no") and asked) else "compare"
    scope = replace(units_compared(question, items) if by == "units" else UnitScope(), op="==" if alike else None)
    where = without_scope_of_units(without_named(question, taken), scope)
    return Query(ask, where, scope, items=items, by=by, least=least)  # type: ignore[arg-type]


def units_compared(question: Question, items: Sequence[Filter]) -> UnitScope:
    """Return which agencies of each item are counted: 最佳和优秀里上海的单位哪个多, 浙江和安徽的区县局哪边多.

    Where the items are places or agencies themselves, only a level restricts theirs.
    """
    levels = any(isinstance(item, UnitLevel) for item in items)  # 市级局和县级局哪个多
    level = None if levels else level_of_units(question) or _level_asked(question, items)
    if any(isinstance(item, InRegion | ByAgency) for item in items):
        return UnitScope(level=level)
    said = unit_scope(question)
    return UnitScope(said.within, said.outside, level=level)


def without_scope_of_units(where: Filter, scope: UnitScope) -> Filter:
    """Return a filter without what only says which agencies are counted: their level, and places left out."""
    said = [negated(InRegion(code)) for code in scope.outside]
    said += [UnitLevel(scope.level)] if scope.level is not None else []
    return both(*(part for part in conjuncts(where) if part not in said))


def _level_asked(question: Question, items: Sequence[Filter]) -> Level | None:
    """Return the level in 最佳和优秀哪个区县局多, or None: in 浙江和安徽哪个省的单位多 it is that of the items."""
    ask = question.find("compare") or question.find("compare_less")
    level = NOUNS.get(ask.by) if ask is not None and ask.noun == "unit" else None
    places = [question.index.regions[item.code] for item in items if isinstance(item, InRegion)]
    return None if level is None or (places and all(place.counts_as(level) for place in places)) else level


def compares_notices(question: Question) -> bool:
    """Return whether numbers decide which notice is meant: 哪份入选的多, 哪份通知的单位最多."""
    return question.has("most", "least", "more_of", "less_of", "compare", "compare_less", "than", "than_less")


def items_named(question: Question) -> tuple[tuple[Filter, ...], list[Condition]]:
    """Return the items of a comparison, and the conditions that name them; both are empty if there are none.

    The items are those of the first list of several names, or of conditions of one kind; conditions that deny their
    names are items too, if no others are (没有上海的和没有江苏的哪个多).
    """
    items, taken = _items(question, "plain")
    if len(items) > 1:
        return (tuple(map(negated, items)) if question.has("absent") else items), taken
    items, taken = _items(question, "not")
    return tuple(map(negated, items)), taken


def _items(question: Question, mode: Mode) -> tuple[tuple[Filter, ...], list[Condition]]:
    """Return the items after the domain of a question, if it names two there: 安徽参与的案例里，浙江比上海多几个."""
    inside = question.position("inside") + 1
    parts = (question.events[:inside], question.events[inside:])
    before, after = ([event.condition for event in part if event.condition is not None] for part in parts)
    found = _items_of(question, after, mode)
    named, taken = _items_of(question, before, mode)
    # but 最佳和优秀里，江浙沪的各有几个; 四地都参与的案例里 names no items
    domain = len(found[0]) > 1 and (len(named) < 2 or not taken)
    return found if domain else _items_of(question, question.conditions, mode)


def _items_of(
    question: Question, conditions: Sequence[Condition], mode: Mode
) -> tuple[tuple[Filter, ...], list[Condition]]:
    plain = [(condition, names) for condition in conditions for names, its in condition.names if its == mode]
    which = question.find("which")
    of_cases = which is not None and which.noun == "case"  # 哪些案例是四地都参与的 lists no places
    for condition, names in plain:
        if len(names.filters) > 1 and not (names.is_marked and of_cases):
            of_shared = names.is_marked and condition.has_verb and condition.is_attributive
            return names.filters, [] if of_shared else [condition]  # 两省都参与的案例里谁的单位多
    for anchor in (plain[0], plain[-1]) if plain else ():
        same = [(condition, names) for condition, names in plain if names.kind == anchor[1].kind]
        items = dict.fromkeys(names.filters[0] for _, names in same)  # a name said twice is one item
        if len(items) > 1:
            return tuple(items), [condition for condition, _ in same]
    return (), []


def _counts_them(condition: Condition, number: int) -> bool:
    """Return whether a condition is only the number of the items that are compared: 浙江远超安徽，两地相差多少."""
    where = condition.where
    return isinstance(where, PlaceCount) and (where.op, where.count) == ("==", number)


def without_named(question: Question, taken: Sequence[Condition]) -> Filter:
    """Return the filter of all conditions but those of `taken`, which name the items."""
    kept = (one for one in question.conditions if not any(one is other for other in taken))
    return both(*(question.filter_of(one) for one in kept))
