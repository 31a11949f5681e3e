"""Rules that deny the places of the last query, take that back, or count the cases without one (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence

from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, kinds_of
from intents.dialogue.references import points_back
from intents.model.query import (
    And,
    Ask,
    Filter,
    InNotice,
    InRegion,
    Not,
    PlaceCount,
    Query,
    UnitLevel,
    both,
    conjuncts,
    negated,
)
from intents.model.substitution import replaced


def most_absent(change: Change) -> Query | None:
    """Return the query that ranks places by the cases without them (谁缺席最多, 各省缺席几个), or None.

    It is of the last cases where the fragment points at them (其中谁缺席最多), else of all.
    """
    if change.new.by != "missed":
        return None
    those = change.has("those", "inside_those") or points_back(change)
    return change.new.with_(where=both(change.old.where, change.new.where)) if those else OWN


def affirmed(change: Change) -> Query | None:
    """Return the last query for the cases that a denied place has a part in, or None.

    For example 那参与了的呢 or 参与的有几个, after 安徽没参与的.
    """
    parts = conjuncts(change.old.where)
    fresh = [part for part in parts if kinds_of(part) <= HOLDERS and part not in change.before]
    denied = [part for part in fresh if isinstance(part, Not)]
    events = [event for event in change.events if event not in ("that", "de", "have")]
    said = events == ["take", "ne"] or (events == ["take", "howmany"] and change.has("de"))
    bare = not any(ask.noun for ask in change.asks_of("which"))
    said = said or (bare and change.events == ["which", "have"])  # 哪些没有江苏 → 哪些有
    if not said or not denied or len(denied) < len(fresh):
        return None
    where = both(*(part.part if isinstance(part, Not) and part in denied else part for part in parts))
    return change.new.with_(where=where) if change.asks_count else change.old.with_(where=where)


def lacks_leader(change: Change) -> Query | None:
    """Return the query for the cases without the place that leads the last ranking (它没参与的最佳案例), or None.

    With a superlative, the places are ranked by such cases: 缺席最多的呢.
    """
    ranked = change.old.ask == "rank" and change.old.subject in ("province", "city", "county")
    if not ranked or not change.has("negated", "not_every") or change.reading.unknown or change.has("who"):
        return None
    if change.has("most", "least"):
        return change.old.with_(by="missed", least=change.has("least"), items=())
    place = change.top() if change.kinds <= {"tier"} else None
    return Query("cases", both(*change.parts, negated(place))) if place is not None else None


def turn(change: Change) -> Query | None:
    """Return the last query with its places denied (那没参与的呢, 哪个没参与) or reversed (反过来).

    A ranking of which 反过来 is said has the other end first. UNCLEAR if the last query has nothing to reverse; None if
    the fragment names another condition, or if the last query has no place to deny.
    """
    if set(change.parts) - set(conjuncts(change.old.where)) or change.reading.unknown or change.has("who"):
        return None  # 还有谁没来 asks for places
    if change.old.ask == "rank" and change.has("turn"):
        return change.old.with_(least=not change.old.least)
    places = [part for part in conjuncts(change.old.where) if part != And() and kinds_of(part) <= HOLDERS]
    places = places or [part for part in conjuncts(change.old.where) if isinstance(part, UnitLevel)]
    counted = [part for part in conjuncts(change.old.where) if isinstance(part, PlaceCount)]
    asks = change.old.ask == "card" or change.has("which", "list", "lacking")
    ask: Ask = "cases" if asks else change.old.ask
    if change.has("not_every") and not places and len(counted) == 1:
        where = replaced(change.old.where, counted[0], negated(counted[0]))
        return change.old.with_(where=where, ask=ask)  # 没全参加的
    turned = change.has("negated", "not_every", "lacking")  # 缺的是哪个
    if _turns_nothing(change, places):
        return UNCLEAR
    if not places or not (turned or change.has("turn")):
        return None
    if turned:
        places = [part for part in places if part not in change.before] or places  # 上海也在的 → 不在的是哪个

    some = _lacks_some(change)  # 至少一家没去的呢
    several = len(places) > 1 and all(isinstance(part, InRegion) for part in places)
    some = some or (several and change.has("turn", "lacking"))  # 取反 or 缺的是哪个, after 四地都参与的: all but those
    if some or (change.has("not_every") and not any(isinstance(part, Not) for part in places)):
        rest = (part for part in conjuncts(change.old.where) if part not in places)
        held = (part.part if isinstance(part, Not) else part for part in places)
        where = both(*rest, negated(both(*held)))
        return change.old.with_(where=where, ask=ask)  # 没有全部参加的, after 四地都参加的

    def polarity(part: Filter) -> Filter:
        if change.has("turn"):
            return negated(part)
        return part if isinstance(part, Not) else negated(part)

    where = both(*(polarity(part) if part in places else part for part in conjuncts(change.old.where)))
    found = change.notices_of_last
    if turned and len(found) == 1 < len(change.index.dataset.notices):
        where = both(where, InNotice(found[0].id))  # 没参与的呢, after cases of one of several notices
    if change.asks and change.new.ask not in ("cases", "card"):
        return change.new.with_(where=where, scope=change.old.scope)
    return change.old.with_(where=where, ask=ask)


def _lacks_some(change: Change) -> bool:
    """Return whether the fragment says that at least one place is absent (至少一家没去的)."""
    holes = (ask.quantity for ask in change.asks_of("hole"))
    number = next((hole.bounds[0] for hole in holes if hole is not None), None)
    least = number is not None and number.number == 1 and (number.op == ">=" or change.has("at_least"))
    return least and change.has("negated") and change.events[-1] == "ne"


def _turns_nothing(change: Change, places: Sequence[Filter]) -> bool:
    """Return whether no place of the last query can be reversed (反过来呢, after 最佳案例 or the agencies of 安徽)."""
    whose = {InRegion(code) for code in change.old.scope.within if change.lists_units}
    alone = change.events[:1] == ["turn"] and not change.asks and not change.parts
    levels = change.lists_units and all(isinstance(place, UnitLevel) for place in places)
    return alone and (not places or levels or not whose.isdisjoint(places))
