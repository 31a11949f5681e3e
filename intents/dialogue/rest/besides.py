"""Rules for other cases than those that were shown (SEMANTICS 11)."""

from __future__ import annotations

from intents.dialogue.card import the_case
from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, kinds_of
from intents.dialogue.references import points_back
from intents.model.query import (
    EVERYTHING,
    ByAgency,
    InRegion,
    IsCase,
    Not,
    Query,
    UnitScope,
    both,
    conjuncts,
    leaves,
    negated,
)


def besides(change: Change) -> Query | None:
    """Return the fragment's query without the cases shown (除此之外浙江还参与了哪些).

    For agencies of a place, see `_units_besides`. UNCLEAR after all cases, or for 除了这些呢 after agencies; None if
    the fragment excludes nothing so, or asks for anything else.
    """
    if change.has("beside_it"):
        return _beside_it(change)
    if (there := _others_there(change)) is not None:
        return there
    if change.has("besides") and change.has("other", "rest") and change.before and not change.parts:
        return None  # 其中最佳的 → 除去这几个，剩下哪些: of those before
    if change.has("besides") and change.new.ask == "units" and change.kinds == {"place"}:
        return _units_besides(change)
    if change.has("besides") and change.lists_units and not (change.parts or change.asks):
        return UNCLEAR  # 除了这些呢, after units
    if not change.has("besides") or change.lists_units or change.new.ask not in ("cases", "count", "yes_no"):
        return None
    if change.old.where == EVERYTHING:
        return UNCLEAR
    return change.new.with_(where=both(change.new.where, negated(change.old.where)))


def _others_there(change: Change) -> Query | None:
    """Return the query for the other agencies of a place around the last one (芜湖 → 安徽还有谁), or None."""
    excepted = any(mode == "except" for one in change.conditions for _, mode in one.names)
    further = change.new.ask == "units" and change.has("more") and len(change.parts) == 1 and not excepted
    around = change.parts[0] if further else None
    if not isinstance(around, InRegion) or around.code not in change.index.regions:
        return None
    upper, regions = change.index.regions[around.code], change.index.regions
    named = [part.code for part in conjuncts(change.old.where) if isinstance(part, InRegion) and part != around]
    inner = tuple(code for code in named if code in regions and regions[code].is_within(upper))
    whose = UnitScope(within=(around.code,), outside=inner)
    return Query("units", change.old.where, whose) if inner else None


def _beside_it(change: Change) -> Query:
    """Return the query for the other agencies of the one case that an agency or place named (除了它还有谁).

    UNCLEAR after several cases, or a case that was named otherwise.
    """
    named = [part for part in conjuncts(change.old.where) if kinds_of(part) <= HOLDERS]
    agencies = tuple(part for part in named if isinstance(part, ByAgency))
    places = tuple(part.code for part in named if isinstance(part, InRegion))
    alone = change.index.evaluate(change.old.where).bit_count() == 1
    outside = dict.fromkeys((*places, *change.old.scope.within))
    whose = UnitScope(outside=tuple(outside), without=agencies)
    return Query("units", change.old.where, whose) if alone and (whose.outside or agencies) else UNCLEAR


def _units_besides(change: Change) -> Query:
    """Return the query for agencies in the places named, but none in the places of the last query.

    For example 除了它们，还有哪些安徽的单位, after the cases of 合肥 and 芜湖. UNCLEAR if either has no places, or they
    share one.
    """
    within = tuple(leaf.code for part in change.parts for leaf, _ in leaves(part) if isinstance(leaf, InRegion))
    named = {leaf.code for leaf, said in leaves(change.old.where) if isinstance(leaf, InRegion) and said}
    named |= set(change.old.scope.within)
    if not named or not within or not named.isdisjoint(within):
        return UNCLEAR
    return change.new.with_(where=change.old.where, scope=UnitScope(within=within, outside=tuple(sorted(named))))


def elsewhere(change: Change) -> Query | None:
    """Return the fragment's query without the one case that was shown (宁波还参与了其他案例吗), or None.

    It applies if the fragment names a place or agency and asks for other cases of it.
    """
    shown = the_case(change)
    if shown is None:
        return None
    where, names = shown.where, change.kinds & {"place", "org", "topic"}
    other = change.find("other")
    takes = change.has("take") or (change.has("more") and any(one.has_verb for one in change.conditions))
    plain = other is not None and not other.noun and takes
    said = change.names_case or (plain and change.asks_truth)  # 合肥局还参与了其他项吗
    lacks = all(isinstance(part, Not) for part in change.parts) and change.events[:1] == ["condition"]
    # 缺安徽的还有哪些案例
    further = change.has("more") and (change.has("take") or lacks) and change.has("which") and change.new.ask == "cases"
    again = change.events.count("more") > 1 and change.asks_truth and not change.begins("more")  # 宁波另外还有案例吗
    further = further or (again and (change.names_case or change.has("take")))
    refers = change.has("those", "inside_those") or points_back(change)
    further = further and not refers and bool(change.index.evaluate(both(where, change.new.where)))  # 金华还参与了什么
    of_units = other is not None and other.noun == "unit"  # 这个案例里浙江还有别的单位吗
    if not ((change.has("other") and said and not of_units) or further) or not names:
        return None
    left = [part for part in conjuncts(where) if isinstance(part, Not) and isinstance(part.part, IsCase)]
    if kinds_of(where) <= HOLDERS or left:  # named by its places, for which others can be put: 金华呢
        where = IsCase(next(iter(change.index.select(change.index.evaluate(where)))).id)
    return change.new.with_(where=both(change.new.where, *left, negated(where)))
