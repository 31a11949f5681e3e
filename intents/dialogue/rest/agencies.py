"""The agencies of the rest, and the rest of some agencies: parts of the rule `complement` (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.dialogue.change import Change
from intents.dialogue.kinds import HOLDERS, kinds_of, without_scope
from intents.model.query import Ask, ByAgency, Filter, InRegion, Query, UnitScope, both, conjuncts, leaves, negated

_TWO = 2


def units_beside(change: Change) -> Query | None:
    """Return the agencies of the one case shown without those by which it was asked for, or None.

    For example 另外三家药监局的全称, after the case of 上海市药监局; they must be as many as the fragment says.
    """
    named = [part for part in conjuncts(change.old.where) if kinds_of(part) <= HOLDERS]
    units = change.names_unit or change.new.ask == "units" or (change.kinds == {"org"} and not change.names_case)
    said = change.has("other") and len(change.numbers) == 1 and change.kinds <= {"org"}
    said = said and not change.reading.has("item")  # 另一件是哪些单位做的
    alone = change.index.evaluate(change.old.where).bit_count() == 1
    if not (named and units and said and alone) or change.asks_truth or change.old.ask not in ("cases", "card"):
        return None
    places = tuple(part.code for part in named if isinstance(part, InRegion))
    agencies = tuple(part for part in named if isinstance(part, ByAgency))
    found = Query("units", change.old.where, UnitScope(outside=places, without=agencies))
    return found if len(change.agencies(found)) == change.numbers[0] else None


def units_of_other(change: Change) -> Query | None:
    """Return the query for the agencies of the other of two cases that were listed, after one of them, or None.

    For example 那另一个案例是谁做的, 另一个案例里是湖州的哪些单位.
    """
    shown = change.index.evaluate(without_scope(change.old))
    again = change.old.ask == "units" and change.has("ne") and not change.asks  # 另一个呢, after the units of the first
    places = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    plain = len(places) == len(change.parts) and not change.leaves_out
    if not (change.new.ask == "units" or again) or not change.has("other") or not plain:
        return None
    if change.has("those") or shown.bit_count() != 1:
        return None
    lists = (query for query in change.context.earlier if query.ask in ("cases", "count") and query.subject == "cases")
    both_of_them = next((query for query in lists if change.index.evaluate(query.where).bit_count() == _TWO), None)
    if both_of_them is None or not change.index.evaluate(both_of_them.where) & shown:
        return None
    numbered = change.has("cases") or change.numbers == [1] or not change.names_unit
    rest = both(both_of_them.where, negated(without_scope(change.old)))
    return Query("units", rest, UnitScope(within=places)) if numbered else None


def units_left(change: Change) -> Query | None:
    """Return the query for the agencies beside those named (剩下的是哪两家, after 其中知识产权局有几家), or None."""
    old, before = change.old, change.context.earlier[0] if change.context.earlier else None
    named = change.lists_units and bool(old.scope.parts) and before is not None and before.scope.parts == ()
    others = change.has("other", "rest") and not change.parts and not change.names_case
    if not (named and others) or before is None or before.where != old.where:
        return None
    scope = replace(old.scope, parts=(), without=(*old.scope.without, *old.scope.parts))
    return old.with_(ask="units", subject="cases", by="cases", scope=scope)


def done_by_rest(change: Change) -> Query | None:
    """Return the agencies of the cases that a tier has just left out, or None.

    For example 其余的都是谁做的, after 哪个是最佳.
    """
    fresh = [part for part in conjuncts(change.old.where) if part not in change.before]
    tiers = bool(fresh) and all(kinds_of(part) == {"tier"} for part in fresh)
    asked = change.has("other", "rest") and change.has("who") and not change.parts and not change.has("those")
    if change.old.ask != "cases" or not (asked and change.before and tiers):
        return None
    return Query("units", both(*change.before, negated(both(*fresh))))


def units_of_rest(change: Change) -> Query | None:
    """Return what the fragment asks of the agencies of the cases that the last condition left out, or None.

    For example 剩下的有几家单位, after 哪些是最佳 of some cases; 其余两项是谁做的.
    """
    parts = conjuncts(change.old.where)
    told = [part for part in parts if part not in change.before] if change.before else []
    # 另一个的单位有哪些: of the other case; 还有哪些其他单位 is of the same.
    others = change.asks_of("other")
    numbered = change.has("hole", "point") or any(ask.quantity is not None and not ask.noun for ask in others)
    of_units = change.names_unit or (numbered and change.has("who"))
    if not (told and change.old.ask == "cases" and change.has("other", "rest") and change.asks and of_units):
        return None
    rest = both(*change.before, negated(both(*told)))
    other_cases = numbered and change.index.evaluate(rest).bit_count() == (*change.numbers, 1)[0]
    if any(kinds_of(part) <= HOLDERS for part in told) and not other_cases:
        return None
    which = change.has("which", "who") and change.new.ask == "count"  # 其余几则是哪些单位承办的
    return Query("units", rest) if which else change.new.with_(where=rest)


def other_of_two(change: Change) -> Query | None:
    """Return the query for the other of two listed cases, after the agencies of one (另一个呢), or None."""
    listing = change.context.listing
    its_units = change.events == ["other", "cases", "unit"]  # 另一个案例的单位
    plain = not (change.names_unit or change.asks or change.parts) or its_units
    if listing is None or not (plain and change.has("other") and change.lists_units):
        return None
    if change.size(listing) != _TWO or change.size(change.old) != 1:
        return None
    rest = both(listing.where, negated(without_scope(change.old)))
    return Query("units", rest) if its_units else listing.with_(where=rest)


def other_units(change: Change, old: Sequence[Filter]) -> Query | None:
    """Return the query for agencies of other places, or other agencies than the one named, or None if none was named.

    For example 其他的是哪些单位.
    """
    if change.lists_units and change.old.scope.without:
        return None  # 剩下的呢, after those with whom an agency works
    named = [leaf for part in old for leaf, _ in leaves(part)]
    within = set(change.old.scope.within) if change.lists_units else set()
    codes = within or {leaf.code for leaf in named if isinstance(leaf, InRegion)}  # 其余两家, after those of one place
    agencies = tuple(leaf for leaf in named if isinstance(leaf, ByAgency))
    other = change.find("other")
    of_units = other is not None and other.noun == "unit" and not change.lists_units  # 同案例其他单位
    if agencies and not codes and (change.names_case or of_units):
        return Query("units", change.old.where, UnitScope(without=agencies))  # 该案例另有哪些参与单位
    meant = [set(change.index.agency_index.agencies(leaf)) for leaf in agencies]
    units = (set.intersection(*meant) or set.union(*meant)) if meant else set()  # 安徽省局标准化处
    codes |= {unit.regions[0].code for unit in units if unit.regions}
    scope = replace(change.old.scope, within=()) if within else UnitScope()
    where = without_scope(change.old) if within else change.old.where
    ask: Ask = "count" if within and change.old.ask == "count" and not change.asks else "units"
    subject = "units" if ask == "count" else "cases"
    return Query(ask, where, replace(scope, outside=tuple(sorted(codes))), subject=subject) if codes else None
