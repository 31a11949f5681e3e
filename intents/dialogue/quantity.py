"""Rules for the number that the last question counted, and for the measure of a ranking (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import Change
from intents.dialogue.kinds import HOLDERS, kinds_of, listed
from intents.model.query import (
    And,
    Filter,
    InRegion,
    Not,
    PlaceCount,
    Query,
    UnitCount,
    both,
    conjuncts,
    either,
    leaves,
    negated,
)
from intents.model.substitution import replaced
from intents.parsing.constituents import Quantity, said


def quantity(change: Change) -> Query | None:
    """Return the last query with another number in its count (三个的呢, 超过五个的).

    The number can also be left out (去掉只有两家的), narrow the count (其中只有两家的) or be added to it (三个的也算).
    None if the fragment has no number of its own, or if the last query has no count.
    """
    asks = [event.ask for event in change.reading.events if event.ask is not None]
    holes = [one.quantity for one in asks if one.kind == "hole" or (one.kind == "cases" and change.has("ne"))]
    holes = [one for one in holes if one is not None]
    hole = holes[-1 if change.reading.has("into") else 0] if holes else None  # 两个改成三个
    if hole is None or change.parts or (change.lists_units and change.names_case):
        return None  # 这两家共同参与的是哪个案例
    if change.has("card") and hole.bounds == said(1).bounds:
        return None  # 请介绍这一件
    claimed = change.events == ["hole", "yes_no"] and len(hole.bounds) == 1
    if change.old.ask == "count" and claimed and not change.old.scope.op:
        scope = replace(change.old.scope, op=hole.bounds[0].op, count=hole.bounds[0].number)
        return change.old.with_(ask="yes_no", by="number", scope=scope)  # 16个，对吗
    if change.lists_units and change.old.scope.op:
        bound = hole.bounds[0]
        return change.old.with_(scope=replace(change.old.scope, op=bound.op, count=bound.number))
    counted = [leaf for leaf, _ in leaves(change.old.where) if isinstance(leaf, PlaceCount | UnitCount)]
    if not counted:
        return _of_all_provinces(change, hole)
    held = next((leaf for leaf, _ in leaves(_last_said(change)) if leaf in counted), counted[0])
    fresh = both(*(replace(held, op=change.comparison(held.op, b.op), count=b.number) for b in hole.bounds))
    if change.leaves_out and not change.asks:
        return change.old.with_(where=both(change.old.where, negated(fresh)))  # 去掉只有两家的
    among = both(change.old.where, fresh)
    if change.has("those", "inside_those") and not change.asks and change.index.evaluate(among):
        return change.old.with_(where=among, ask=listed(change.old))  # 其中只有两家的, after 少于四家的
    if change.has("counted_in"):
        return change.old.with_(where=replaced(change.old.where, held, either(held, fresh)))  # 三个的也算
    alike = [part for part in conjuncts(_last_said(change)) if part in counted and type(part) is type(held)]
    if len(alike) > 1:  # 三到五家: both bounds go
        kept = (part for part in conjuncts(change.old.where) if part not in alike)
        ask = change.new.ask if change.asks and change.new.ask in ("count", "yes_no") else listed(change.old)
        return change.old.with_(where=both(*kept, fresh), ask=ask)
    ask = change.new.ask if change.asks and change.new.ask in ("count", "yes_no") else listed(change.old)
    ask = "cases" if change.has("list", "show") and ask == "count" and not change.asks_count else ask
    denied = Not(held) in conjuncts(change.old.where) and change.has("which")  # 五家的是哪个, after 不是四家的
    return change.old.with_(where=replaced(change.old.where, Not(held) if denied else held, fresh), ask=ask)


def _last_said(change: Change) -> Filter:
    """Return the conditions that the last fragment added, or all if it added none."""
    parts = conjuncts(change.old.where)
    return both(*([part for part in parts if part not in change.before] or parts))


def _of_all_provinces(change: Change, hole: Quantity) -> Query | None:
    """Return the last query with a number of provinces in the place of all of them, or None.

    For example 哪些只有三个, after 四个省市共同完成的.
    """
    parts = conjuncts(change.old.where)
    places = {part.code for part in parts if isinstance(part, InRegion)}
    if places != {place.code for place in change.index.places("province")} or hole.is_vague:
        return None
    fresh = both(*(PlaceCount("province", bound.op, bound.number) for bound in hole.bounds))
    return change.old.with_(where=both(*(part for part in parts if not isinstance(part, InRegion)), fresh))


def measure(change: Change) -> Query | None:
    """Return the last ranking or comparison by another number (换成单位数), or None."""
    changes = change.has("that", "instead", "turn", "ne", "by") and not (change.parts or change.new.items)
    if change.old.ask not in ("rank", "compare") or not changes or change.has("those"):
        return None  # 那它一共有多少家单位呢 is of the first
    each = any(ask.noun for ask in change.asks_of("most", "least"))
    if change.old.ask == "compare" and change.new.ask == "rank" and each and not change.has("than"):
        return change.new  # 按单位数给各省排名呢
    if change.old.ask == "compare" and change.has("compare") and change.has("unit", "case"):
        return change.old.with_(by="units" if change.has("unit") else "cases")  # 参与单位呢，谁多
    counted = next((ask.noun for ask in change.asks_of("howmany")), None)
    ranks_cases = change.old.ask == "rank" and change.old.subject == "cases"
    if counted != "unit" and (counted != "case" or ranks_cases):
        return None
    return change.old.with_(by="units" if counted == "unit" else "cases")


def any_absent(change: Change) -> Query | None:
    """Return the last query for cases from which at least one of its places is absent, or None.

    For example 至少一省未参与的呢, after 苏皖均未参与的.
    """
    count = change.parts[0] if len(change.parts) == 1 else None
    lacks = change.reading.has("at_least") and change.reading.has("neg_left", "neg_right")
    if not (isinstance(count, PlaceCount) and count.op == "<=" and lacks):
        return None
    held = [part for part in conjuncts(change.old.where) if part != And() and kinds_of(part) <= HOLDERS]
    named = [leaf for part in held for leaf, _ in leaves(part) if isinstance(leaf, InRegion)]
    rest = [part for part in conjuncts(change.old.where) if part not in held]
    return change.old.with_(where=both(*rest, either(*map(negated, named)))) if len(named) > 1 else None
