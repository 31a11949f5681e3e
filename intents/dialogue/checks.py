"""Checks whether a changed query holds what its fragment says, whatever rule changed it (SEMANTICS 11 and 14)."""

from __future__ import annotations

import re

from intents.dialogue.change import Change
from intents.dialogue.references import is_this_case, points_back
from intents.dialogue.replacing.instead import is_too
from intents.index.case_index import LEVELS
from intents.index.selection import agencies_named
from intents.language.numerals import NUMERAL_PATTERN, parse_number
from intents.language.word_classes import CLASSES
from intents.model.places import place_codes
from intents.model.query import (
    ALL_UNITS,
    EVERYTHING,
    ByAgency,
    InNotice,
    InRegion,
    IsCase,
    Not,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    Unknown,
    both,
    conjuncts,
    leaves,
)


def holds_all(change: Change, found: Query) -> bool:
    """Return whether the changed query holds the numbers, places, levels and senses that the fragment has."""
    return all(check(change, found) for check in _CHECKS)


def _holds_number(change: Change, found: Query) -> bool:
    """Return whether each number of the fragment is in the changed query, or is the size of what was listed."""
    numbers = {
        bound.number
        for event in change.reading.events
        if event.kind in ("hole", "cases") and event.ask is not None and event.ask.quantity is not None
        if event.ask.claim != "all" or change.asks_truth  # 两个城市都在的
        for bound in event.ask.quantity.bounds
    }
    numbers |= {2} if change.has("both") and found.ask == "yes_no" else set()  # 两者都有上海吗
    old = [leaf for part in (change.old.where, *change.old.items) for leaf, _ in leaves(part)]
    new = [leaf for leaf, _ in leaves(found.where)]
    counts = [leaf.count for leaf in new if isinstance(leaf, PlaceCount | UnitCount)]
    places = sum(isinstance(leaf, InRegion) for leaf in new)  # 两个都参与的
    listed = (len(old), len(new), places, change.index.evaluate(change.old.where).bit_count())
    there = (len(change.agencies(found)),) if numbers and found.ask == "units" else ()  # 江苏的两个
    return numbers <= {1, *counts, found.scope.count, len(found.items), *listed, *there}


def _holds_shared(change: Change, found: Query) -> bool:
    """Return whether units that cases share are asked of several cases, if the fragment asks for such units."""
    return bool(found.scope.meets) or found.scope.op is not None or not change.has("shared")


def _holds_sense(change: Change, found: Query) -> bool:
    """Return whether the changed query denies, compares and ranks as the fragment does.

    What the fragment denies must be denied, or an earlier denial be taken back (缺了哪个省).
    """
    leads = change.has("yes_no") and change.has("most", "least") and not change.has("which", "who")
    if leads and found.ask == "rank":
        return False  # 它是不是单位最多的案例
    if change.has("than", "compare") and found.ask not in ("compare", "rank", "yes_no"):
        return False  # 和第二个比单位谁多
    if change.has("than") and found.ask == "yes_no" and len(found.items) < 2:
        return False  # 比江苏多吗, after one case
    if change.has("than") and found.ask == "rank" and change.reading.has("resumptive"):
        return False  # 哪个案例的单位比它还多
    if change.has("own_name") and any(unit.department for unit in agencies_named((found.where,), change.index)):
        return False  # 以该局自身名义参与的
    more = change.has("more_of", "less_of") and change.old.ask != "compare"
    if more and found.ask not in ("compare", "rank", "yes_no"):
        return False  # 哪个单位多, after the units of a case
    by = {ask.by for ask in change.asks_of("most", "least")}
    if found.ask == "rank" and any(level in by and level not in (found.by, found.subject) for level in LEVELS):
        return False  # 哪个省的城市最多
    in_notice = any(isinstance(leaf, InNotice) for leaf, _ in leaves(change.old.where))
    if in_notice and change.kinds == {"topic"} and not change.index.evaluate(found.where):
        return False  # 那消防的呢, after a question of another notice: of that one, or of its cases
    shown = (change.old.where, (change.context.card or change.old).where)
    if change.has("other") and found.ask == "yes_no" and not change.parts and found.where in shown:
        return False  # 他们还参与了别的吗, of the case itself
    if change.has("alike") and not (found.is_equal or is_too(change)):
        return False
    if not change.has("negated") or found.ask in ("yes_no", "compare") or found.by in ("absence", "missed"):
        return True
    return (found.where != change.old.where or found.scope != change.old.scope) and _denies(change, found)


def _denies(change: Change, found: Query) -> bool:
    """Return whether one of the two queries denies something, or the fragment has no condition to deny.

    The changed query may also deny by its scope, which then excludes agencies.
    """
    denied = any(not said for query in (found, change.old) for _, said in leaves(query.where))
    limited = found.scope.outside or found.scope.without or found.scope.only is not None
    return denied or bool(limited) or not change.parts


def _holds_reference(change: Change, found: Query) -> bool:
    """Return whether the changed query is of some cases or agencies where the fragment points at what was shown.

    For example 把它的单位念一遍, after a comparison, must not list all agencies.
    """
    refers = change.has("those", "that_unit", "point") or points_back(change)
    ranked = change.old.ask == "rank" and change.old.subject == "cases" and change.has("those", "inside_those")
    if ranked and change.kinds == {"tier"} and found.ask in ("cases", "count"):
        return False  # 其中最佳的有几个, after 单位最多的三个案例: of those, or of all
    of_all = found.ask in ("units", "cases") and found.where == EVERYTHING and found.scope == UnitScope()
    denied = [
        part.part.code for part in conjuncts(found.where) if isinstance(part, Not) and isinstance(part.part, InRegion)
    ]
    of_units = found.ask == "units" or (found.ask == "count" and found.subject == "units")
    if of_units and not set(denied).isdisjoint(found.scope.within):
        return False  # 没有安徽的呢, after the units of 安徽
    of_them = refers or (change.events == ["de", "which"] and change.names_case)  # 对应的是哪些案例
    if of_them and change.old.scope.op is not None and found.ask == "cases":
        return any(
            isinstance(leaf, IsCase | ByAgency) for leaf, _ in leaves(found.where)
        )  # 其中最佳的, after some units
    # 它们参与了哪些, after a comparison: of no cases that were shown.
    of_all = of_all and (found.ask == "units" or change.old.ask in ("compare", "rank", "units"))
    counted = found.ask == "count" and found.subject != "cases" and found.where == EVERYTHING
    of_all = of_all or (counted and change.has("those") and found.scope == UnitScope())  # 它有多少个城市
    return not (of_all and (refers or change.has("each", "negated")))


def _holds_shown(change: Change, found: Query) -> bool:
    """Return whether the changed query is of what was shown.

    A comparison or a ranking of places shows no cases or agencies that a query without conditions could list.
    """
    of_all = found.where == found.every == EVERYTHING and found.scope == UnitScope()
    if found.by == "share" and of_all and not change.parts:
        return False  # 占比呢, of all
    counts = found.ask == "count" and found.by == "cases" and found.subject != "notices"
    if change.has("each") and counts and not change.parts:
        return False  # 它们各有几家单位, after units
    lines = change.old.ask == "compare" or (change.old.ask == "rank" and change.old.subject != "cases")
    if not lines or found.ask in ("rank", "compare", "notice", "help") or change.context.card is not None:
        return True
    if change.old.ask == "compare" and points_back(change):
        return bool(change.old.items) and any(item in conjuncts(found.where) for item in change.old.items)
    whole = change.has("sum", "every_noun", "every", "most", "least") or change.names_case or change.has("unit")
    listed = found.where == EVERYTHING and found.ask in ("units", "cases", "card")  # 都有谁, after 江苏和浙江谁多
    return bool(change.parts) or whole or not listed


def finds_units(change: Change, found: Query) -> bool:
    """Return whether the changed query finds agencies, if it asks for them; a query that finds none is rarely meant.

    True where the fragment names something that no notice has: the answer says so.
    """
    counted = found.ask == "count" and found.by == "cases" and found.subject not in ("cases", "notices", "number")
    if found.ask != "units" and not counted:
        return True
    unknown = any(isinstance(leaf, Unknown) for part in change.parts for leaf, _ in leaves(part))
    return unknown or bool(change.agencies(found.with_(ask="units", subject="cases")))


def _holds_truth(change: Change, found: Query) -> bool:
    """Return whether the changed query asks for a truth where the fragment asks whether a number is true.

    For example 其余三省是不是各一家.
    """
    return not change.asks_truth or found.ask == "yes_no" or not change.has("hole")


def _holds_places(change: Change, found: Query) -> bool:
    """Return whether the changed query holds the places that the fragment names, but for those that it takes out."""
    old = [leaf for leaf, _ in leaves(change.old.where)]
    if any(isinstance(leaf, InNotice) and leaf not in old for leaf, _ in leaves(found.where)):
        return True  # 甘肃的呢, of the notice of 甘肃
    if not any(mention.sort in ("place", "org") for mention in change.reading.mentions):
        return True  # 四个都参与的: of those before
    new = [one for part in change.parts for one in leaves(part)]
    named = {leaf.code for leaf, said in new if isinstance(leaf, InRegion) and (said or leaf not in old)}
    conditions = both(found.where, *found.items, *(() if found.every is None else (found.every,)))
    of_units = found.ask not in ("cases", "yes_no") or found.by == "number" or found.finds_units
    held = place_codes(Query(where=conditions, scope=found.scope if of_units else ALL_UNITS))
    counted = {leaf.code for leaf, _ in leaves(conditions) if isinstance(leaf, PlaceCount)}
    return named <= held | counted


def _holds_level(change: Change, found: Query) -> bool:
    """Return whether the changed query holds a level of places that the fragment's own query lacks (有区县的)."""
    if not change.reading.unaccounted or not change.has(*LEVELS) or found.ask not in ("cases", "count", "yes_no"):
        return True
    if found.where == EVERYTHING or change.reading.has("unlimited") or len(place_codes(Query(where=found.where))) > 1:
        return True  # 不限省份呢, 这两个城市都参与的
    if change.old.ask == "rank" and change.old.subject in LEVELS and change.has(change.old.subject):
        return True  # 最后那个省有哪些案例, after a ranking of provinces
    parts = [leaf for part in (found.where, *found.items) for leaf, _ in leaves(part)]
    levelled = any(isinstance(leaf, UnitLevel | PlaceCount) for leaf in parts)
    return levelled or found.subject in LEVELS or found.scope.level is not None or bool(found.items)


def _holds_count_shown(change: Change, found: Query) -> bool:
    """Return whether as many were shown as the fragment points at (这两项都参与的单位, after one case).

    These are cases, agencies, places or tiers of the last question, or the lines of its answer.
    """
    said = [mention.text for mention in change.reading.mentions if mention.has("those")]
    digits = (re.search(NUMERAL_PATTERN, text) for text in said if text.startswith(CLASSES.near_determiners))
    numbers = {parse_number(match[0]) for match in digits if match is not None}
    if not numbers:
        return True
    old = change.old
    listing = change.context.listing
    lately = (old, *change.context.earlier)
    named = [leaf for part in (old.where, *old.items) for leaf, _ in leaves(part)]
    shown = {
        *(change.index.evaluate(query.where).bit_count() for query in lately),
        len(change.agencies(old.with_(ask="units", subject="cases", by="cases"))),
        len(change.agencies(Query("units", old.where))),
        len(named),
        sum(isinstance(leaf, InRegion) for leaf in named),
        len(found.scope.within),
        len(found.scope.meets),
        len(change.ranking(old)) if old.ask == "rank" else 0,
        change.size(listing) if listing is not None else 0,
        len(set().union(*map(place_codes, lately[:2]))),  # 江苏的有多少 → 安徽的 → 这两个省哪个多
    }
    return numbers <= shown


def _holds_one_case(change: Change, found: Query) -> bool:
    """Return whether the changed query is of a single case where the fragment points at one (那个案例都有谁参加)."""
    several = change.index.evaluate(found.where).bit_count() > 1 and change.context.card is None
    of_units = found.ask == "units" or (found.ask == "count" and found.subject != "cases")
    return not (is_this_case(change) and several and of_units)


def _holds_other_cases(change: Change, found: Query) -> bool:
    """Return whether the changed query is of other cases where the fragment asks who has some (谁还参与了别的案例)."""
    others = change.has("other") and change.has("take") and change.names_case and change.has("which")
    same = found.ask == "units" and found.where == change.old.where and not change.parts
    return not (others and same) or bool(found.scope.outside or found.scope.without)


def _holds_partners(change: Change, found: Query) -> bool:
    """Return whether partners of a named agency or place are found (那杨浦的呢, after 跟青浦区局一起的)."""
    apart = (
        found.ask == "units" and bool(found.scope.outside or found.scope.without) and found.scope != change.new.scope
    )
    unknown = any(isinstance(leaf, Unknown) for leaf, _ in leaves(found.where))
    return not apart or unknown or bool(change.agencies(found))


_CHECKS = (
    _holds_other_cases,
    _holds_partners,
    _holds_count_shown,
    _holds_one_case,
    _holds_number,
    _holds_truth,
    _holds_shared,
    _holds_sense,
    _holds_places,
    _holds_reference,
    _holds_shown,
    _holds_level,
)
