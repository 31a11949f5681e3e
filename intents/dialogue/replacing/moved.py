"""Swaps with rules of their own: the same asked of another place, notice or case (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, kinds_of
from intents.dialogue.replacing.replacement import exchanged
from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    And,
    ByAgency,
    InRegion,
    InTier,
    Not,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    leaves,
    negated,
)
from intents.model.substitution import replaced


def other_items(change: Change) -> Query | None:
    """Return the last comparison or ranking of some, with other items of the same kind, or None.

    For example 换成浙江和江苏，优秀案例. Denied names become a condition (没有安徽的呢); after tiers were compared, one
    tier is counted (优秀呢). UNCLEAR, or OWN for a topic, where the names are of another kind.
    """
    old = change.old
    if all(isinstance(part, Not) for part in change.parts):
        return old.with_(where=both(old.where, change.new.where))  # 没有安徽的呢
    if old.ask == "compare" and change.kinds == {"tier"} and all(kinds_of(item) == {"tier"} for item in old.items):
        return Query("count", both(old.where, change.new.where), subject=old.by)  # 优秀呢, after 最佳和优秀各有几个
    if old.ask == "compare" and change.kinds == {"number"}:
        return UNCLEAR  # 第二个呢
    if old.ask == "yes_no":
        return _leads_too(change)
    if old.ask not in ("rank", "compare") or not change.kinds & {"place", "org", "topic"}:
        return None
    items = tuple(part for part in change.parts if kinds_of(part) <= {"place", "org", "topic"})
    if not kinds_of(both(*items)) <= frozenset().union(*map(kinds_of, old.items)):
        if old.ask == "compare" and kinds_of(both(*items)) <= kinds_of(old.where) and not change.asks:
            return old.with_(where=exchanged(old.where, change.new.where, keeps=True))  # 安徽的呢, after tiers of 浙江
        return OWN if change.kinds == {"topic"} else UNCLEAR  # 叉车那个呢, after 江苏和浙江谁多
    rest = both(*(part for part in change.parts if part not in items))
    kept = exchanged(old.where, rest, keeps=True) if rest != And() else old.where
    swapped = items if len(items) >= len(old.items) else (*old.items[:-1], *items)
    return old.with_(where=kept, items=swapped) if len(set(swapped)) == len(swapped) else UNCLEAR


def _leads_too(change: Change) -> Query | None:
    """Return the last claim that one place or case leads, of another (江苏呢, after 参与最多的是浙江吗), or None.

    A claim that two are equal is made of two others. UNCLEAR where one of two is exchanged.
    """
    old, named = change.old, change.parts[0]
    if change.asks or change.kinds != kinds_of(both(*old.items)):
        return None
    if old.is_equal and len(change.parts) == len(old.items):
        return old.with_(items=change.parts)
    if len(old.items) > 1 or len(change.parts) > 1 or kinds_of(named) != change.kinds:
        return UNCLEAR
    level = change.index.regions[named.code].level if isinstance(named, InRegion) else old.subject
    return old.with_(items=(named,), subject=level)


def _compared_by(change: Change) -> Query | None:
    """Return the last comparison, of other places and by the number named (换成苏州和杭州的单位数), or None."""
    old, new, items = change.old, change.new, tuple(change.one_by_one)
    counted = old.ask == "compare" and new.ask == "count" and change.has("that", "turn", "instead")
    if not counted or change.kinds != {"place"} or len(items) < 2:
        return None
    return old.with_(items=items, by="units" if new.subject == "units" else old.by)


def _denied_too(change: Change) -> Query | None:
    """Return the last query without the names that are denied as well (也没有金华的呢, 安徽也没参与的呢), or None."""
    also = change.begins("also") or any(
        one.has("also") and (one.has("neg") or after.has("neg", "neg_left"))
        for one, after in pairwise(change.reading.mentions)
    )
    several = len(change.parts) > 1 and not change.begins("also")  # 没有江苏也没有安徽的呢 says both
    if several or not (also and change.has("ne") and all(isinstance(part, Not) for part in change.parts)):
        return None
    return change.old.with_(where=both(change.old.where, change.new.where))


def _fact_of_another(change: Change) -> Query | None:
    """Return the last question for a fact, of another notice (教育部那份呢, after 博物馆那份申报了多少个), or None.

    UNCLEAR for a tier after the share that was chosen (最佳的呢).
    """
    if change.old.ask == "notice" and change.old.subject in ("share", "rest") and change.kinds == {"tier"}:
        return UNCLEAR if change.has("ne") and not change.asks else None
    asks_fact = change.old.ask == "notice" and change.old.fact and not change.asks
    return change.old.with_(where=change.new.where) if asks_fact and change.kinds == {"notice"} else None


def _moved(change: Change) -> Query | None:
    """Return the last query for agencies of another place (江苏的呢, after 安徽的区县局参与的), or None."""
    if change.has("everything"):
        return None  # 那整个苏州呢
    where = change.old.where
    coded = [leaf for leaf, _ in leaves(where) if isinstance(leaf, UnitCount | UnitLevel) and leaf.code]
    place = change.parts[0] if len(change.parts) == 1 else None
    of_cases = not change.lists_units and not change.old.scope.within
    if isinstance(place, InRegion) and of_cases and not change.asks and change.has("ne"):
        for leaf in (one for one, _ in leaves(where) if isinstance(one, ByAgency) and one.code not in ("", place.code)):
            there = replace(leaf, code=place.code)  # 那江苏的呢, after 安徽省药监局
            if change.index.agency_index.agencies(there) or change.old.ask == "yes_no":
                return change.old.with_(where=replaced(where, leaf, there))
    if isinstance(place, InRegion) and change.lists_units and not change.asks:
        for leaf in (part for part in change.old.scope.parts if part.code not in ("", place.code)):
            there = replace(leaf, code=place.code)  # 吴江的呢, after the full name of 嘉善县局
            if change.index.agency_index.agencies(there):
                parts = tuple(there if part == leaf else part for part in change.old.scope.parts)
                scope = replace(change.old.scope, parts=parts, within=())
                return change.old.with_(where=replaced(change.old.where, leaf, there), scope=scope)
    of_units = change.lists_units and change.old.scope.within  # the place of the agencies shown is another's to change
    if not coded or of_units or change.asks or not isinstance(place, InRegion):
        return None
    return change.old.with_(where=replaced(where, coded[0], replace(coded[0], code=place.code)))


def _placed_in_ranking(change: Change) -> Query | None:
    """Return the last ranking of places if the fragment asks for a position, which it says (第二呢), else None."""
    ranks = change.old.ask == "rank" and change.old.subject != "cases" and change.old.by != "absence"
    return change.old if ranks and change.kinds == {"number"} else None


def _of_one_place(change: Change) -> Query | None:
    """Return the query for one place, or None.

    After a ranking of places, its number or position (上海呢); after 这个案例是最佳的吗, whether it takes part in the
    case.
    """
    old, new, asked = change.old, change.new, [part for part in conjuncts(change.old.where) if part != And()]
    place = change.parts[0] if len(change.parts) == 1 else None
    if not isinstance(place, InRegion) or change.asks or not change.has("ne", "that"):
        return None
    if old.ask == "rank" and old.items and isinstance(old.items[0], InRegion) and old.subject in LEVELS:
        region = change.index.regions.get(place.code)
        level = region.level if region is not None and not region.counts_as(old.subject) else old.subject
        return old.with_(items=(place,), subject=level)  # 湖州呢, after 浙江排第几
    if old.ask == "rank" and old.subject in LEVELS and old.by in ("cases", "units") and not old.items:
        scope = replace(old.scope, within=(place.code,)) if old.by == "units" else UnitScope()
        return Query("count", both(old.where, place), scope, subject=old.by)
    tiers = [part for part in asked if kinds_of(part) == {"tier"}]
    case = both(*(part for part in asked if part not in tiers))
    alone = old.ask == "yes_no" and tiers and case != EVERYTHING and not kinds_of(case) & HOLDERS
    of_case = alone and old.every is None and change.index.evaluate(case).bit_count() == 1
    return old.with_(where=both(case, new.where)) if of_case else None


def _of_several_places(change: Change) -> Query | None:
    """Return the comparison of several places, after a ranking of places (那浙江和江苏呢), or None."""
    old, places = change.old, change.parts
    ranked = old.ask == "rank" and old.subject in LEVELS and old.by in ("cases", "units") and not old.items
    named = len(places) > 1 and all(isinstance(part, InRegion) for part in places)
    if not (ranked and named) or change.asks or not change.has("ne", "that"):
        return None
    return Query("compare", old.where, items=places, by=old.by)


def _ranked_there(change: Change) -> Query | None:
    """Return the last ranking of agencies, or comparison of tiers, for one place, or None.

    For example 江苏呢, after the agencies with most cases, or after 各档各几个.
    """
    old, place = change.old, change.parts[0] if len(change.parts) == 1 else None
    if not isinstance(place, InRegion) or change.asks or not change.has("ne", "that", "instead") or change.has("than"):
        return None
    kept = both(*(part for part in conjuncts(old.where) if kinds_of(part) != {"place"}))
    if old.ask == "rank" and old.subject == "units" and not old.items:
        return old.with_(where=kept, scope=replace(old.scope, within=(place.code,)))
    tiers = old.ask == "compare" and bool(old.items) and all(isinstance(item, InTier) for item in old.items)
    return old.with_(where=both(kept, place)) if tiers else None


def _units_there(change: Change) -> Query | None:
    """Return the query for those of the agencies shown that are of the place named, or None.

    It applies after the agencies of cases without a place, or of the one case that several places have (安徽的呢).
    """
    old, places = change.old, [part for part in conjuncts(change.old.where) if kinds_of(part) == {"place"}]
    asks_cases = change.names_case and change.new.ask == "cases" and change.has("which")  # 杭州参加的案例又有哪些
    of_units = change.lists_units and change.kinds == {"place"} and not asks_cases
    if not of_units or old.scope.within or old.where == EVERYTHING:
        return None
    # Also in the one case that several places have (长兴跟安吉那个), if the new place has a part in it.
    alone = len(places) > 1 and change.new.ask != "units" and change.index.evaluate(old.where).bit_count() == 1
    alone = alone and bool(change.index.evaluate(both(old.where, change.new.where)))
    if not alone and not all(isinstance(part, Not) for part in places):
        return None
    return old.with_(scope=replace(old.scope, within=change.new.scope.within))


def _absent_too(change: Change) -> Query | None:
    """Return the query for the cases without another place (安徽呢，未参与的有哪几项, after 江苏未参与的), or None."""
    if change.events[:3] != ["condition", "ne", "negated"] or change.kinds != {"place"} or not change.asks:
        return None
    kept = (part for part in conjuncts(change.old.where) if kinds_of(part) != {"place"})
    return Query(change.new.ask, both(*kept, *map(negated, change.parts)))


def moved(change: Change) -> Query | None:
    """Return the result of the first rule here that applies, or None where the fragment is a plain swap.

    The changed query asks the same of another (教育部那份呢; 江苏的呢, after the agencies of 安徽).
    """
    rules = (
        _absent_too,
        _fact_of_another,
        _moved,
        _compared_by,
        _units_there,
        _denied_too,
        _placed_in_ranking,
        _of_one_place,
        _of_several_places,
        _ranked_there,
    )
    return next((found for rule in rules if (found := rule(change)) is not None), None)
