"""Rules that change the places of the last query: any or all of them (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import Change
from intents.dialogue.kinds import HOLDERS, kinds_of, level_of
from intents.dialogue.references import points_back
from intents.index.case_index import LEVELS
from intents.model.query import (
    And,
    Filter,
    InRegion,
    Not,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitScope,
    both,
    conjuncts,
    either,
    leaves,
    negated,
)
from intents.model.substitution import own_places, replaced_everywhere
from intents.parsing.semantics.meaning import one_of


def places_named(query: Query) -> list[InRegion]:
    """Return the places of a query's conditions and of its scope (`within`)."""
    found = [part for part in conjuncts(query.where) if isinstance(part, InRegion)]
    return list(dict.fromkeys((*found, *map(InRegion, query.scope.within))))


def of_places(change: Change) -> Query | None:
    """Return the last count or ranking of places, for those within the places named.

    For example 其中浙江有几个, after a number of cities; 安徽的有哪些 lists them. None if the last query counted or
    ranked no level of places, or if the fragment names what it counts.
    """
    old = change.old
    codes = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    counted = old.ask == "count" and level_of(old) is not None and old.by == "cases"
    bounds = [part for part in change.parts if isinstance(part, PlaceCount) and part.level == level_of(old)]
    if counted and bounds and codes and change.asks_truth and len(change.parts) == len(codes) + 1:
        scope = replace(old.scope, within=codes, op=bounds[0].op, count=bounds[0].count)
        return old.with_(ask="yes_no", by="number", scope=scope)  # 安徽也是两个城市吗
    if old.by == "absence" and codes and points_back(change) and not change.asks:
        return old.with_(scope=replace(old.scope, within=codes))  # 缺席的城市有哪些 → 其中江苏的
    if old.ask == "rank" and level_of(old) is not None and (ranked := _ranked_of(change, codes)) is not None:
        return ranked
    named = any(event.ask is not None and event.ask.noun for event in change.reading.events)
    if not counted or not codes or len(codes) != len(change.parts) or named or change.names_case:
        return None
    if change.events == ["condition", "which"] and change.conditions[0].is_attributive:
        return Query("units", old.where, UnitScope(within=codes, level=level_of(old)))  # 安徽的有哪些
    goes_on = change.new.ask == "count" and change.asks
    of_them = change.has("those", "inside_those") and not change.asks  # 其中浙江的呢
    if not goes_on and not of_them and not (old.scope.within and change.has("ne")):
        return None
    last = {InRegion(code) for code in old.scope.within}
    kept = both(*(part for part in conjuncts(old.where) if part not in last))
    of_it = goes_on and change.refers and not change.has("ne")  # 其中芜湖几个, after those of 安徽
    of_it = of_it or of_them
    return old.with_(where=old.where if of_it else kept, scope=replace(old.scope, within=codes))


def _ranked_of(change: Change, codes: tuple[str, ...]) -> Query | None:
    """Return the last ranking of places for those within a place (江苏的呢), or outside it (除了上海), or None."""
    old, level, regions = change.old, level_of(change.old), change.index.regions
    kept = both(*(part for part in conjuncts(old.where) if not isinstance(part, InRegion) or not old.scope.within))
    alone = len(codes) == len(change.parts) > 0 and codes == change.new.scope.within
    if change.new.ask == "rank" and change.new.subject == old.subject and alone:
        by = change.new.by if any(ask.by for ask in change.asks_of("most", "least")) else old.by
        least = change.new.least if change.has("which", "least") else old.least
        scope = replace(old.scope, within=codes)  # 我只要浙江各城市的排名
        return old.with_(where=kept, scope=scope, by=by, least=least)
    out = [part.part.code for part in change.parts if isinstance(part, Not) and isinstance(part.part, InRegion)]
    theirs = old.by == "units" and change.new.ask == "cases" and change.has("which", "list") and not change.has("take")
    if theirs and len(codes) == len(change.parts) > 0 and not change.names_case:
        return Query("units", old.where, UnitScope(within=codes))  # 浙江的全部列出来, after a ranking by agencies
    if change.names_case or (change.asks and change.new.ask != "units") or not change.parts:
        return None
    if len(out) == len(change.parts) and change.leaves_out:
        return old.with_(scope=replace(old.scope, outside=(*old.scope.outside, *out)))
    if len(old.scope.within) > 1 and len(codes) == len(change.parts) > 1 and change.has("ne", "that"):
        levels = {regions[code].level for code in codes if code in regions}
        subject = levels.pop() if len(levels) == 1 else old.subject  # 绍兴、宁波呢
        subject = subject if subject in LEVELS else old.subject
        return old.with_(subject=subject, scope=replace(old.scope, within=codes))  # after 上海、浙江各几个
    higher = LEVELS[: LEVELS.index(level)] if level is not None else ()
    above = all(code in regions and regions[code].level in higher for code in codes)
    if len(codes) < len(change.parts) or not above or not change.has("pick", "narrowed", "ne", "inside", "that"):
        return None
    return old.with_(where=kept, scope=replace(old.scope, within=codes))


def joint(change: Change) -> Query | None:
    """Return the last query for any, all, only or exactly one of its places (任意一个参与的呢, 两个都参与的呢).

    The places are those of its conditions, the items of a comparison, or those of the last two questions. Where the
    fragment denies them, all or any of them are absent (这两地都没参与的). None if it does not speak of the places
    together, or of another number of them.
    """
    number = _number_of_places(change)
    number = 0 if number == 1 and change.events[:2] == ["any", "hole"] else number  # 任意一家在就行
    either_one = change.events in (["instead", "ne"], ["that", "or"], ["that", "instead"])  # 或者呢, 改成或者
    both_of_them = change.reading.has("both") or change.has("both", "exactly_one", "any_absent")
    limits = change.has("narrowed", "only_those") or (change.has("hole") and change.reading.has("only"))
    only = limits and (number > 0 or both_of_them or change.has("only_those"))
    counts_units = change.has("howmany") and change.names_unit and not (number or change.has("any"))
    if counts_units or change.new.scope.outside or change.events[:2] == ["again", "who"]:
        return None  # 几家单位一起搞的; 除了合肥和芜湖，还有谁一起干的
    if change.new.ask == "units" and not number and (change.names_unit or change.has("which")):
        return None  # 把参与单位的全称都写给我, 由哪些局共同完成
    of_places = change.has("those") and change.has("place_noun", *LEVELS)  # 这两个省都没参与的
    several = ("any", "all", *(("negated",) if number > 1 or of_places else ()))
    present = any(ask.claim == "all" for ask in change.asks_of("cases"))
    present = present or (number > 1 and change.reading.has("present"))  # 两个局都在的
    pointed = number > 1 and change.asks_truth and change.has("those") and not _counts_units(change)  # 就两家单位做的
    together = present or pointed or change.has(*several)  # 两个都在的
    none = number > 1 and isinstance(change.parts[0], Not) if change.parts else False  # 两方都没有参与的呢
    together = (
        together
        or (none and not _counts_units(change))
        or (number > 1 and number == len(change.parts) and not change.has("turn"))
    )
    if (change.parts and not number) or not (together or both_of_them or either_one or only):  # 两地是同一个案例，对吗
        return None
    denied = change.has("negated") and (number > 1 or of_places or change.has("all"))  # 两个都没有的
    alone = change.events == ["all"] or (
        change.has("any") and set(change.events) <= {"any", "all", "have", "take", "hole"}
    )
    alone = alone or present or (number > 1 and change.has("all") and change.names_case)  # 两市都有的案例
    if not (alone or change.refers or both_of_them or denied or change.has("de", "which") or change.ends_attributive):
        return None
    old = [part for part in conjuncts(change.old.where) if part != And() and kinds_of(part) <= HOLDERS]
    # 江苏和浙江谁多, 嘉兴和湖州各几个 → 两个都参与的
    compared = change.old.items if change.old.ask == "compare" else _ranked_places(change.old)
    flat = list(dict.fromkeys(leaf for part in (*old, *compared) for leaf in _each_of(part)))
    joins = number == 2 or both_of_them or change.events[:2] == ["all", "take"]  # 都参与的呢
    joins = joins or (of_places and change.has("all", "negated"))  # 这两个城市都
    if len(flat) == 1 and change.context.earlier and joins:
        earlier = conjuncts(change.context.earlier[0].where)  # 宣城参加了哪些, 嘉兴呢, 两个市都参加的呢
        flat = [*(part for part in earlier if part != And() and kinds_of(part) <= HOLDERS and part not in flat), *flat]
    if not (change.has("negated") or either_one or any(isinstance(part, Not) for part in change.parts)):
        marked = any(names.is_marked for one in change.conditions for names, _ in one.names)  # 四地都参与的
        takes = present or change.has("all", "any") or marked  # 两个都参与的, 任一参与的
        flat = [part.part if isinstance(part, Not) and takes else part for part in flat]
    if change.has("negated", "any_absent") or any(isinstance(part, Not) for part in change.parts):
        flat = [part if isinstance(part, Not) else negated(part) for part in flat]  # 这两地都没参与的
    if len(flat) < 2 or number not in (0, len(flat)) or any(negated(part) in flat for part in change.parts):
        return None  # but 四地一个不缺, after 苏浙皖参与、没有沪
    tiers = [part for part in change.parts if kinds_of(part) == {"tier"}]
    rest = [
        part for part in conjuncts(change.old.where) if part not in old and not (tiers and kinds_of(part) == {"tier"})
    ]
    codes = tuple(part.code for part in flat if isinstance(part, InRegion))
    joined: Filter = either(*flat) if change.has("any", "any_absent") or either_one else both(*flat)
    if change.has("exactly_one"):
        joined = one_of(tuple(flat), at_most=False)  # 只有一方参与的呢
    if only and len(codes) == len(flat):
        joined = OnlyRegions(codes)  # 只有这两家的呢
    where = both(*rest, joined, *tiers)
    if compared and not change.asks:
        return Query("cases", where)
    subject = "cases" if change.new.subject in LEVELS and of_places else change.new.subject  # 这两个省都缺席的有几项
    asked = change.new.with_(where=where, scope=change.old.scope, subject=subject)
    return asked if change.asks else change.old.with_(where=where)


def _each_of(part: Filter) -> tuple[Filter, ...]:
    """Return the places that a condition joins (只有一方参与的), or the condition itself if it joins none."""
    return tuple(leaf for leaf, _ in leaves(part)) if isinstance(part, Or) else (part,)


def _ranked_places(query: Query) -> tuple[InRegion, ...]:
    """Return the places that a ranking names, or () for any other query."""
    return tuple(map(InRegion, query.scope.within)) if query.ask == "rank" and level_of(query) is not None else ()


def of_both_tiers(change: Change) -> Query | None:
    """Return the number, or the ranking, for both tiers after two questions that differ by tier, or None.

    For example 两者合计多少; 合起来呢, after rankings by each.
    """
    before = change.context.earlier[0] if change.context.earlier else None
    together = change.reading.has("together")
    two = [ask.quantity for ask in change.asks_of("hole")]
    both_of_them = change.reading.has("both") or (len(two) == 1 and two[0] is not None and two[0].bounds[0].number == 2)
    ranked = change.old.ask == "rank" and set(change.events) == {"sum", "ne"}
    added = (together and change.events == ["sum"]) or change.reading.has("added_up") or ranked  # 加一块多少
    counts = added or (both_of_them and (change.has("sum") or together))
    alike = before is not None and before.ask == change.old.ask and (ranked or change.old.ask in ("count", "cases"))
    if not counts or change.parts or before is None or not alike:
        return None
    last, first = conjuncts(change.old.where), conjuncts(before.where)
    others = [part for part in last if part not in first], [part for part in first if part not in last]
    if any(len(parts) != 1 or kinds_of(parts[0]) != {"tier"} for parts in others):
        return None
    shared = (part for part in last if part in first)
    tiers = either(others[1][0], others[0][0])
    return change.old.with_(ask="rank" if ranked else "count", where=both(*shared, tiers))


def told(change: Change) -> Query | None:
    """Return the last query with the asker's own place replaced by the one named, or None.

    For example 安徽, after the bot asked back about 我省参与了几个.
    """
    own = next(own_places(change.old), None)
    if own is None or change.asks or len(change.parts) != 1 or not change.kinds <= HOLDERS:
        return None
    found = replaced_everywhere(change.old, own, change.parts[0])
    return found.with_(where=both(*conjuncts(found.where)))


def _counts_units(change: Change) -> bool:
    """Return whether the fragment gives a number of agencies (两家单位, but not 两方)."""
    return any(mention.has("unit") and not mention.has("party") for mention in change.reading.mentions)


def _number_of_places(change: Change) -> int:
    """Return how many places the fragment speaks of without a name (两市, 两家), or 0."""
    counted = tuple(part for part in change.parts if kinds_of(part) != {"tier"} or not change.has("all"))
    match counted:  # 两地都有的优秀案例
        case (PlaceCount(op="==", count=count),) | (UnitCount(op="==", count=count),):
            return count
        case (Not(PlaceCount(op="==", count=count)),) | (Not(UnitCount(op="==", count=count)),):
            return count
    if change.parts and not any(mention.sort in ("place", "org") for mention in change.reading.mentions):
        return len(change.parts) if all(isinstance(part, InRegion) for part in change.parts) else 0  # 四个都参与的
    hole = next((ask.quantity for ask in change.asks_of("hole")), None)
    return hole.bounds[0].number if hole is not None and hole.is_plain else 0
