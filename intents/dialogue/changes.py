"""Read a fragment as a typed change of the last query, and apply it (SEMANTICS 11).

The rules stand in one ordered tuple; the first that applies decides. A rule returns the changed query, or None where
it does not apply. A question that names what it asks for and of what changes nothing: it starts afresh.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intents.dialogue.add import add, headless
from intents.dialogue.agencies import its_others, that_unit, unit_there
from intents.dialogue.card import of_card, of_its_tier
from intents.dialogue.change import OWN, UNCLEAR, Change, is_this_case, points_back, without_scope
from intents.dialogue.claims import said_of_units
from intents.dialogue.comparison import contrast, leader
from intents.dialogue.edits import drop, exchange, only_with, widen
from intents.dialogue.other_ask import of_all, other_ask
from intents.dialogue.own_question import own
from intents.dialogue.places import joint, of_both_tiers, of_places, told, turn
from intents.dialogue.positions import by_units, pick, step
from intents.dialogue.quantity import any_absent, measure, quantity
from intents.dialogue.rest import besides, complement, elsewhere, exception
from intents.dialogue.swap import swap
from intents.dialogue.units import called_so, leave_out, of_listed_level, of_those_units, of_units, other_level, so_many
from intents.index.case_index import LEVELS, CaseIndex
from intents.index.selection import agencies_named, listed_count
from intents.model.places import place_codes
from intents.model.query import (
    ALL_UNITS,
    EVERYTHING,
    And,
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    InTier,
    IsCase,
    Not,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    Unknown,
    asks_more,
    both,
    conjuncts,
    denies_itself,
    leaves,
    negated,
)
from intents.parsing.composing.ranking import measured

RULES: tuple[Callable[[Change], Query | None], ...] = (
    exchange,
    only_with,
    widen,
    told,
    other_level,
    by_units,
    pick,
    step,
    exception,
    besides,
    complement,
    its_others,
    that_unit,
    unit_there,
    of_its_tier,
    elsewhere,
    of_places,
    of_those_units,
    leader,
    contrast,
    of_both_tiers,
    any_absent,
    joint,
    own,
    quantity,
    turn,
    drop,
    leave_out,
    called_so,
    so_many,
    said_of_units,
    of_listed_level,
    of_units,
    measure,
    of_all,
    other_ask,
    of_card,
    add,
    headless,
    swap,
)
"""The kinds of changes, in the order in which they are tried."""
_ADDING = (add, complement, of_card, of_places)
"""Those that only narrow what was shown."""


def changed_query(change: Change) -> tuple[str, Query | None]:
    """Return the name of the rule that decides, and the last query as it changes it.

    The query is None where the fragment is a question of its own; the name is "" where no rule applies.
    """
    for rule in RULES:
        found = rule(change)
        if found is not None:
            found = found.with_(where=_without_denied(found.where)) if found not in (OWN, UNCLEAR) else found
            found = _as_many_as_said(change, _in_one_tier(change, found))
            if _ranks_nothing(change, found) or _is_of_none(change, found):
                return rule.__name__, None
            if found is OWN and _points_at_nothing(change):
                return rule.__name__, UNCLEAR
            if found.ask != "yes_no" and denies_itself(found.where):  # 浙江有哪些市局, after 不含浙江的
                return rule.__name__, None if change.asks else UNCLEAR
            holds = all(check(change, found) for check in _CHECKS)
            holds = holds and (rule not in _ADDING or _finds_units(change, found))
            steps = change.has("next", "previous") and rule not in (step, pick)  # nothing else holds it
            if found is not OWN and (steps or not holds):
                return rule.__name__, UNCLEAR
            if negated(EVERYTHING) in conjuncts(found.where):
                return rule.__name__, UNCLEAR  # 例外呢, after all cases: none is left
            if found.ask == "yes_no" and found.every is not None and not asks_more(found.where, found.every):
                found = found.with_(every=None)  # 换成最佳的, after 所有案例都是最佳的吗
            return rule.__name__, None if found is OWN else _measured(found, change)
    return "", UNCLEAR if _points_at_nothing(change) else None


def _in_one_tier(change: Change, found: Query) -> Query:
    """Of the tier that a fragment names, and no other: 里头优秀的那几个, after those of 最佳."""
    tiers = [part for part in conjuncts(found.where) if isinstance(part, InTier)]
    if len(tiers) < 2 or not any(part in change.parts for part in tiers):
        return found
    if change.index.evaluate(both(*tiers)):
        return found
    shown = change.index.evaluate(both(*(part for part in conjuncts(found.where) if part not in change.parts)))
    if found.ask == "yes_no" and shown.bit_count() == 1:  # 是优秀的吗, after 最佳第七个
        cases = (IsCase(case.id) for case in change.index.select(shown))
        return found.with_(where=both(*cases, *change.parts))
    return found.with_(where=both(*(p for p in conjuncts(found.where) if p not in tiers or p in change.parts)))


def _points_at_nothing(change: Change) -> bool:
    """Whether it points at what was shown where nothing was, and names nothing of its own: 它有哪些单位, after a no."""
    new = change.new
    pointed = change.has("those", "point") and new.where == EVERYTHING and not (change.parts or new.items)
    return pointed and new.ask in ("units", "cases", "count") and not change.has("sum", "most", "least", "every_noun")


def _as_many_as_said(change: Change, found: Query) -> Query:
    """Of the whole case where a fragment says that many: 四家单位的全称, after 江苏是哪个单位."""
    asks = [event.ask for event in change.reading.events if event.kind == "which" and event.ask is not None]
    said = [ask.quantity.bounds[0].number for ask in asks if ask.quantity is not None]
    if found.ask not in ("units", "cases") or not said or listed_count(found, change.index) == said[0]:
        return found
    whole = found.with_(where=without_scope(found), scope=replace(found.scope, within=()))
    return whole if listed_count(whole, change.index) == said[0] else UNCLEAR


def _ranks_nothing(change: Change, found: Query) -> bool:
    """Whether a whole question for a ranking has lines by itself and none of the last cases: 哪个区县参与得最多."""
    whole = change.new.ask == found.ask == "rank" and change.has("which") and not change.refers
    if whole and found.subject == "cases" and change.parts and change.index.evaluate(found.where).bit_count() == 1:
        return change.index.evaluate(change.new.where).bit_count() > 1  # 最佳案例里单位最多的是哪个, after one case
    return whole and not change.ranking(found) and bool(change.ranking(change.new))


def _is_of_none(change: Change, found: Query) -> bool:
    """Whether a whole question goes on from what was answered with no: 那药监局参加的是哪个, after 有药监局吗."""
    evaluate = change.index.evaluate
    denied = change.old.ask == "yes_no" and change.old.by == "cases" and not evaluate(change.old.where)
    denied = denied and not change.has("those")
    whole = found.ask in ("cases", "card") and change.asks and change.reading.has("take") and change.parts
    named = found.ask == "units" and change.asks and change.has("point") and not is_this_case(change)
    named = named and bool(change.parts)  # 沪甬那个的单位
    lacking = named and not change.agencies(found) and bool(change.agencies(change.new))  # 杨浦金华那个都有谁
    another = (denied and whole) or named
    return lacking or (bool(another) and not evaluate(found.where) and bool(evaluate(change.new.where)))


def _without_denied(where: Filter) -> Filter:
    """A conjunction without what is denied as a whole: 不是四地都参与的 after those of all, 都没有的 after either."""
    parts = conjuncts(where)
    denied = [part.part for part in parts if isinstance(part, Not)]
    wholes = [part for part in denied if isinstance(part, And)]
    taken_back: set[Filter] = {leaf for whole in wholes if set(whole.parts) <= set(parts) for leaf in whole.parts}
    taken_back |= {part for part in parts if isinstance(part, Or) and set(part.parts) <= set(denied)}
    return both(*(part for part in parts if part not in taken_back)) if taken_back else where


def _stands_in(item: Filter, query: Query, index: CaseIndex) -> bool:
    """Whether a place has a position in a ranking: 安徽排第几, but not once cities are ranked, or the least first."""
    place = index.regions.get(item.code) if isinstance(item, InRegion) else None
    plain = not query.least and query.by == "cases"
    return plain and place is not None and place.counts_as(query.subject)  # type: ignore[arg-type]


def _holds_number(change: Change, found: Query) -> bool:
    """Whether the number that a fragment holds is in the changed query, or says how much was listed."""
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
    return numbers <= {1, *counts, found.scope.count, *listed, *there}


def _holds_sense(change: Change, found: Query) -> bool:
    """Whether what a fragment denies is denied, or is no longer (缺了哪个省), and what it compares is compared."""
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
    by = {event.ask.by for event in change.reading.events if event.kind in ("most", "least") and event.ask is not None}
    if found.ask == "rank" and any(level in by and level not in (found.by, found.subject) for level in LEVELS):
        return False  # 哪个省的城市最多
    in_notice = any(isinstance(leaf, InNotice) for leaf, _ in leaves(change.old.where))
    if in_notice and change.kinds == {"topic"} and not change.index.evaluate(found.where):
        return False  # 那消防的呢, after a question of another notice: of that one, or of its cases
    shown = (change.old.where, (change.context.card or change.old).where)
    if change.has("other") and found.ask == "yes_no" and not change.parts and found.where in shown:
        return False  # 他们还参与了别的吗, of the case itself
    if change.has("alike") and not found.is_equal:
        return False
    if not change.has("negated") or found.ask in ("yes_no", "compare"):
        return True
    return found.where != change.old.where or found.scope != change.old.scope


def _holds_reference(change: Change, found: Query) -> bool:
    """Whether units of what a fragment points at are of some cases: 把它的单位念一遍, after a comparison."""
    refers = change.has("those", "that_unit", "point") or points_back(change)
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
    return not (of_all and (refers or change.has("each", "negated")))


def _holds_shown(change: Change, found: Query) -> bool:
    """Whether it is of what was shown: of a comparison or a ranking of places no cases or units were."""
    of_all = found.where == found.every == EVERYTHING and found.scope == UnitScope()
    if found.by == "share" and of_all and not change.parts:
        return False  # 占比呢, of all
    if change.has("each") and found.ask == "count" and found.by == "cases" and not change.parts:
        return False  # 它们各有几家单位, after units
    lines = change.old.ask == "compare" or (change.old.ask == "rank" and change.old.subject != "cases")
    if not lines or found.ask in ("rank", "compare", "notice", "help") or change.context.card is not None:
        return True
    if change.old.ask == "compare" and points_back(change):
        return bool(change.old.items) and any(item in conjuncts(found.where) for item in change.old.items)
    whole = change.has("sum", "every_noun", "every", "most", "least") or change.names_case or change.has("unit")
    listed = found.where == EVERYTHING and found.ask in ("units", "cases", "card")  # 都有谁, after 江苏和浙江谁多
    return bool(change.parts) or whole or not listed


def _finds_units(change: Change, found: Query) -> bool:
    """Whether units that are asked for are there: that there are none is rarely what is meant."""
    counted = found.ask == "count" and found.by == "cases" and found.subject not in ("cases", "notices", "number")
    if found.ask != "units" and not counted:
        return True
    unknown = any(isinstance(leaf, Unknown) for part in change.parts for leaf, _ in leaves(part))
    return unknown or bool(change.agencies(found.with_(ask="units", subject="cases")))


def _holds_truth(change: Change, found: Query) -> bool:
    """Whether what a fragment asks to be true is asked: 其余三省是不是各一家."""
    return not change.asks_truth or found.ask == "yes_no" or not change.has("hole")


def _holds_places(change: Change, found: Query) -> bool:
    """Whether the places that a fragment names are in the changed query, but for those that it takes out."""
    old = [leaf for leaf, _ in leaves(change.old.where)]
    if any(isinstance(leaf, InNotice) and leaf not in old for leaf, _ in leaves(found.where)):
        return True  # 甘肃的呢, of the notice of 甘肃
    if not any(mention.sort in ("place", "org") for mention in change.reading.mentions):
        return True  # 四个都参与的: of those before
    new = [one for part in change.parts for one in leaves(part)]
    named = {leaf.code for leaf, said in new if isinstance(leaf, InRegion) and (said or leaf not in old)}
    conditions = both(found.where, *found.items, *(() if found.every is None else (found.every,)))
    of_units = found.ask not in ("cases", "yes_no") or found.by == "number"
    held = place_codes(Query(where=conditions, scope=found.scope if of_units else ALL_UNITS))
    counted = {leaf.code for leaf, _ in leaves(conditions) if isinstance(leaf, PlaceCount)}
    return named <= held | counted


def _measured(query: Query, change: Change) -> Query:
    """The query without what only another ask can measure, or only another ranking of places can answer."""
    if query.ask == "rank" and any(not _stands_in(item, query, change.index) for item in query.items):
        query = query.with_(items=())
    if query.ask == "rank" and query.subject == query.by == "cases":
        return query.with_(by="units")  # cases have no number of cases
    if (query.by == "number" and query.ask != "yes_no") or (query.by in ("share", "mean") and query.ask != "count"):
        return query.with_(by="cases", scope=replace(query.scope, op=None, count=0))
    if query.by == "absence" and (query.ask != "rank" or query.subject not in LEVELS):
        return query.with_(by="cases")
    return measured(query, change.index) if query.ask == "rank" else query  # 哪个省最多, of one case


def _holds_level(change: Change, found: Query) -> bool:
    """Whether a level of places that the question cannot hold alone, 有区县的, is in the changed query."""
    if not change.reading.unaccounted or not change.has(*LEVELS) or found.ask not in ("cases", "count", "yes_no"):
        return True
    if found.where == EVERYTHING or change.reading.has("unlimited") or len(place_codes(Query(where=found.where))) > 1:
        return True  # 不限省份呢, 这两个城市都参与的
    parts = [leaf for part in (found.where, *found.items) for leaf, _ in leaves(part)]
    levelled = any(isinstance(leaf, UnitLevel | PlaceCount) for leaf in parts)
    return levelled or found.subject in LEVELS or found.scope.level is not None or bool(found.items)


_CHECKS = (_holds_number, _holds_truth, _holds_sense, _holds_places, _holds_reference, _holds_shown, _holds_level)
"""What a changed query must hold of a fragment, whatever the rule."""
