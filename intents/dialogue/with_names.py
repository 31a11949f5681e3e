"""Changes by fragments with names: a further condition, or one in the place of another (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.dialogue.change import (
    HOLDERS,
    NAMED,
    OWN,
    UNCLEAR,
    Change,
    kinds_of,
    points_back,
    replaced,
    without_scope,
)
from intents.model.query import (
    EVERYTHING,
    And,
    ByAgency,
    Filter,
    InRegion,
    Level,
    Not,
    Numbered,
    OnlyRegions,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    leaves,
    negated,
)
from intents.parsing.constituents import Condition


def of_card(change: Change) -> Query | None:
    """安徽参与了吗, after a card: asked of that case."""
    card = change.context.card or _only_case(change)
    kinds = change.kinds - {"count"} if any(isinstance(part, UnitLevel) for part in change.parts) else change.kinds
    if change.kinds == {"tier"} and (change.asks_truth or not change.asks):
        card = card or _single(change)  # 是最佳案例吗
    elif change.names_case and not change.has("point"):
        return None
    if card is not None and change.kinds == {"tier"} and not change.asks and any(map(_is_either, change.parts)):
        return Query("card", card.where)  # 属于最佳还是优秀
    if card is None or not change.parts or not kinds <= {"place", "org", "tier"}:
        return None
    where = both(card.where, change.new.where)
    if change.asks and change.new.ask in ("yes_no", "units", "count"):
        return change.new.with_(where=where)
    if (
        change.new.ask == "cases"
        and change.has("which")
        and change.kinds <= HOLDERS
        and (change.has("have") or any(condition.is_attributive for condition in change.conditions))
    ):
        within = tuple(part.code for part in change.parts if isinstance(part, InRegion))
        return Query("units", where, UnitScope(within=within)) if within else None  # 安徽的是哪个
    return None


def _is_either(part: Filter) -> bool:
    return isinstance(part, Or)


def _only_case(change: Change) -> Query | None:
    """The one case that the last question came to, where units are asked of it: 上海是哪个处, after 叉车有安徽吗."""
    old, new = change.old, change.new
    fresh = (
        new.ask != "units" or change.has("ne", "that", "partners", "take") or old.ask in ("rank", "compare", "notice")
    )
    return None if fresh else _single(change)


def _single(change: Change) -> Query | None:
    """The last question's case, if it came to one."""
    where = change.old.where
    alone = where != EVERYTHING and change.index.evaluate(where).bit_count() == 1
    return Query("card", where) if alone else None


def of_units(change: Change) -> Query | None:
    """上海的是哪个, 安徽有吗, after the units of some cases: those of them."""
    levels = [part for part in change.parts if isinstance(part, UnitLevel)]
    kinds = change.kinds - {"count"} if levels else change.kinds
    if not change.lists_units or not change.parts or not kinds <= HOLDERS or change.names_case:
        return None
    if (change.has("ne", "that") and not levels and not points_back(change)) or (
        change.has("take") and not change.has("yes_no") and not levels
    ):
        return None
    scope = change.new.scope
    within = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    parts = tuple(part for part in change.parts if isinstance(part, ByAgency))
    if len(within) + len(parts) + len(levels) != len(change.parts):
        return None
    rest = both(without_scope(change.old), *levels)
    narrowed = replace(
        change.old.scope,
        within=within or change.old.scope.within,
        parts=scope.parts or parts,
        level=scope.level or (levels[0].level if levels else change.old.scope.level),
    )
    bare = change.reading.has("howmany_unit") and not any(
        names.is_units for condition in change.conditions for names, _ in condition.names
    )
    if change.new.ask == "count" and (change.new.subject == "cases" or levels or bare):  # 浙江的有几家
        return change.old.with_(ask="count", subject="units", by="cases", where=rest, scope=narrowed)
    asks_truth = change.new.ask == "yes_no" and not change.has("which", "who")
    narrows = change.ends_attributive or (bool(levels) and points_back(change))  # 其中地级市局
    if (change.has("which", "who", "pick", "list") or narrows) and not asks_truth:
        return change.old.with_(ask="units", by="cases", where=rest, scope=narrowed)
    if change.new.ask == "yes_no":
        return change.new.with_(where=both(change.old.where, change.new.where), scope=scope)
    return None


def leave_out(change: Change) -> Query | None:
    """松江除外呢, 去掉江苏的还有谁, after units: all but those."""
    out = [part.part for part in change.parts if isinstance(part, Not) and isinstance(part.part, InRegion)]
    if not (change.lists_units or change.context.card) or not out or len(out) != len(change.parts) or change.names_case:
        return None
    said = change.leaves_out or change.reading.has("neg_left", "neg_right")
    if not said or (change.asks and change.new.ask != "units"):
        return None
    if not change.lists_units and change.new.ask != "units":
        return None
    codes = tuple(part.code for part in out)
    scope = replace(change.old.scope, outside=(*change.old.scope.outside, *codes))
    return change.old.with_(ask="units", scope=scope) if change.old.ask != "count" else change.old.with_(scope=scope)


def add(change: Change) -> Query | None:
    """其中…, 和上海一起的, 不要江苏的: a further condition."""
    if (not change.parts and not change.new.items) or change.has("rather"):
        return None
    first = change.events[0] if change.events else ""
    second = change.conditions[0] if change.conditions else None
    old, new = change.old, change.new
    left_out = all(group.mode in ("not", "except") for group in change.reading.groups)
    numbered = any(isinstance(part, Numbered) for part in conjuncts(old.where))
    joins = first in ("joined", "again", "but") and not change.has("which", "that")
    joins = (joins and not change.has("ne")) or change.reading.has("intersection")
    joins = joins and not (second is not None and second.kinds == {"topic"} and first == "joined")
    picks = (
        first == "pick" and not change.asks and not change.has("ne") and change.kinds.isdisjoint(kinds_of(old.where))
    )
    tier = numbered and change.kinds == {"tier"} and change.reading.bare and "tier" not in kinds_of(old.where)
    together = (
        first == "condition"
        and second is not None
        and not change.asks
        and len(change.reading.groups) == 1
        and second.names
        and second.names[0][0].is_marked
        and len(second.names[0][0].filters) == 1
        and change.kinds == {"place"}
    )
    outer = left_out and not change.asks and not change.has("ne", "that") and change.leaves_out
    picks = picks or (change.events == ["condition", "inside"] and not change.asks)
    counts = change.kinds == {"count"} and not change.asks and not change.refers and "count" not in kinds_of(old.where)
    if not (points_back(change) or joins or picks or tier or together or outer or (counts and not change.names_case)):
        return None
    apart = not change.index.evaluate(both(old.where, new.where))
    if apart and change.index.evaluate(new.where) and ("topic" in change.kinds or change.has("point")):
        if change.lists_units and change.has("ne"):
            return old.with_(where=new.where, scope=UnitScope())  # 杨浦金华那个呢
        return OWN  # 还有一个儿童免票的那个, after another case
    kept = tuple(part for part in conjuncts(old.where) if negated(part) not in change.parts)
    where = both(*kept, new.where)
    every = change.has("all", "everything", "every") or change.reading.has("every")
    if new.ask == "yes_no" and new.every is None and every and points_back(change):
        return _of_each(new, old.where)  # 这些案例都有上海吗
    if new.ask == old.ask == "rank" and picks and not change.names_unit:
        return old.with_(where=where, least=new.least)  # 只要优秀案例，从多到少
    if change.asks or (old.ask in ("rank", "compare", "notice") and not (picks and old.ask != "notice")):
        return new.with_(where=where)
    return old.with_(where=where)


def _of_each(new: Query, old: Filter) -> Query:
    """A question of truth, asked of each of the cases before; of what they were chosen by, it is true as it is."""
    given = set(conjuncts(new.where)) <= set(conjuncts(old))
    return new.with_(where=both(old, new.where), every=None if given else old)


def headless(change: Change) -> Query | None:
    """浙江的, 有江苏的, 最佳的是哪个, 安徽有吗: conditions without a noun are of what was listed."""
    listing = change.context.listing or (
        change.old if change.old.ask == "rank" and change.old.where != EVERYTHING else None
    )
    if listing is None or change.names_case or change.refers or not (change.parts or change.new.items):
        return None
    new, old = change.new, listing.where
    if change.kinds & NAMED or change.has("turn"):
        return None
    if change.has("which") and _has_object(change):
        return OWN
    if not _may_lack_noun(change) or _is_instead(change, old) or _is_too(change):
        return None
    marked = all(names.is_marked for one in change.conditions for names, _ in one.names)
    if new.ask == "yes_no" and (marked or change.has("all")):
        return _of_each(new, old)  # 都有浙江吗
    if new.ask == "count" and new.subject != "cases":
        return new.with_(where=both(old, new.where))
    if set(conjuncts(new.where)) <= set(conjuncts(old)):
        return None
    if change.kinds == {"org"} <= kinds_of(old) and not change.index.evaluate(both(old, new.where)):
        return None  # 药监局的呢, after those of 消保委: another agency's
    return new.with_(where=both(*(part for part in conjuncts(old) if part != And()), new.where))


def _is_too(change: Change) -> bool:
    """Whether the last question of truth is asked of another: 上海也是吗."""
    truth = change.old.ask == "yes_no" == change.new.ask and not change.old.items and change.new.every is None
    too = change.has("all") or any(names.is_marked for one in change.conditions for names, _ in one.names)
    return truth and too and not change.names_case and change.kinds <= kinds_of(change.old.where)


def _may_lack_noun(change: Change) -> bool:
    """Whether its noun can be left out: 浙江的, 最佳的那个, 有江苏的是哪个."""
    if change.new.ask != "cases":
        return change.new.ask in ("count", "yes_no", "units", "card")
    return change.ends_attributive or change.has("point", "which")


def _is_instead(change: Change, old: Filter) -> bool:
    """Whether it takes a condition back, or stands in the place of one: 优秀的, after 最佳的; 宁波的, after 金华的."""
    alike = [part for part in conjuncts(old) if part != And() and kinds_of(part) <= HOLDERS]
    if alike and change.kinds <= HOLDERS and not change.asks_truth:
        denied = all(isinstance(part, Not) for part in (*alike, *change.parts))
        apart = not change.index.evaluate(both(old, change.new.where)) and change.index.evaluate(change.new.where)
        if denied or (apart and not any(isinstance(part, Not) for part in change.parts)):
            return True
    if any(negated(part) in conjuncts(old) for part in change.parts):
        return True
    return change.kinds in ({"tier"}, {"count"}) and change.kinds <= kinds_of(old) and change.new.ask != "yes_no"


def _has_object(change: Change) -> bool:
    """Whether the question word is the object of a verb: 金华参与了哪些."""
    before: Condition | None = None
    for event in change.reading.events:
        if event.kind == "which" and before is not None and before.has_verb and not before.is_attributive:
            return True
        before = event.condition
    return False


def _is_other_tier(change: Change) -> bool:
    """优秀, after 安徽的最佳案例有几个."""
    return change.reading.bare and "tier" in kinds_of(change.old.where) and change.old.ask in ("count", "yes_no")


def _swaps(change: Change) -> bool:
    """Whether its conditions stand in the place of those of their kinds."""
    new, old = change.new, change.old
    alone = change.kinds if not change.asks else frozenset()
    ends = change.ends_attributive
    counted = change.kinds == {"tier"} and new.ask == "count" and not change.names_case and not change.has("sum")
    return (
        change.has("ne", "turn", "instead", "that", "rather")
        or counted
        or (ends and _is_instead(change, old.where))
        or any(negated(part) in conjuncts(old.where) for part in change.parts)
        or _is_too(change)
        or (alone == {"number"} and {"tier", "number"} <= kinds_of(old.where))
        or (alone == {"tier"} and ("pick" in change.events[:1] or ends or _is_other_tier(change)))
        or (alone == {"count"} and "count" in kinds_of(old.where))
    )


def _asked_parts(change: Change) -> tuple[list[Filter], list[Filter]]:
    """The conditions that a question of truth was asked of, and those that it asked about; all but of truth."""
    parts = [part for part in conjuncts(change.old.where) if part != And()]
    places = [part for part in parts if isinstance(part, InRegion)]
    if change.old.ask != "yes_no" or change.kinds != {"place"} or len(change.parts) > 1:
        return [], parts
    given = list(change.before) or (places[:-1] if len(places) > 1 else [])
    return [part for part in parts if part in given], [part for part in parts if part not in given]


def _moved(change: Change) -> Query | None:
    """江苏的呢, after 安徽的区县局参与的: agencies of another place."""
    where = change.old.where
    coded = [leaf for leaf, _ in leaves(where) if isinstance(leaf, UnitCount | UnitLevel) and leaf.code]
    place = change.parts[0] if len(change.parts) == 1 else None
    if not coded or change.asks or not isinstance(place, InRegion):
        return None
    return change.old.with_(where=replaced(where, coded[0], replace(coded[0], code=place.code)))


def _swapped_scope(change: Change, levels: Sequence[Level]) -> UnitScope:
    """Which units are meant after a swap: those of the new place, agency or level."""
    new, old, scope = change.new, change.old, change.old.scope
    apart = kinds_of(old.where).isdisjoint(change.kinds)
    if scope.within or scope.parts or (change.lists_units and new.scope != UnitScope() and apart):
        scope = replace(
            scope,
            within=new.scope.within or scope.within,
            parts=new.scope.parts or scope.parts,
            level=new.scope.level or scope.level,
        )
    return replace(scope, level=levels[0]) if levels and scope.level else scope  # 地级市的呢, after units of counties


def swap(change: Change) -> Query | None:
    """那江苏呢, 优秀的呢, 还是看江苏吧: conditions in the place of those of their kind."""
    if not change.parts:
        return None
    if not _swaps(change):
        return None
    new, old = change.new, change.old
    if (moved := _moved(change)) is not None:
        return moved
    if new.ask == "units" and change.asks and old.where != EVERYTHING and change.kinds <= HOLDERS:
        return new.with_(where=old.where)  # 安徽的单位呢 narrows
    kept, open_parts = _asked_parts(change)
    where = both(*kept, _exchanged(both(*open_parts), new.where, keeps=not change.has("have", "turn")))
    if change.has("point") and not change.index.evaluate(where) and change.index.evaluate(new.where):
        return OWN  # 那沪甬那个, after another case
    named = {leaf.code for leaf, _ in leaves(old.where) if isinstance(leaf, InRegion)}
    within = change.lists_units and change.kinds == {"place"} and bool(old.scope.within)
    if within and (not named <= set(old.scope.within) or without_scope(old) != And()):
        where = without_scope(old)  # the place only says which units are meant
    if old.by == new.by == "share":
        return old.with_(where=where)  # 江苏的占比呢
    levels = [part.level for part in change.parts if isinstance(part, UnitLevel)]
    counts = levels and change.has("ne") and old.ask == "count"  # 地级市局呢
    if change.asks and not _is_too(change) and not counts:
        return new.with_(where=where)
    if old.ask in ("rank", "compare") and change.kinds & {"place", "org", "topic"} and old.items:
        items = tuple(part for part in change.parts if kinds_of(part) <= {"place", "org", "topic"})
        return old.with_(items=items if len(items) >= len(old.items) else (*old.items[:-1], *items))
    scope = _swapped_scope(change, levels)
    every = old.every
    domain = {"tier", "notice"} if old.ask == "yes_no" else frozenset()
    if every is not None and (change.has("inside") or change.kinds <= domain | kinds_of(every)):
        every = _exchanged(every, new.where, keeps=False)
    ask = "cases" if old.ask in ("card", "notice", "help") else old.ask
    return old.with_(where=where, scope=scope, ask=ask, every=every)


def exchange(change: Change) -> Query | None:
    """把芜湖换成亳州, 不要合肥这个条件: one condition in the place of another or of none, wherever it stands."""
    pair = next(
        (event.ask.conditions for event in change.reading.events if event.kind == "replaced" and event.ask), None
    )
    if pair is None:
        return None
    gone, fresh = pair[0].where, pair[1].where
    old = change.old
    where, items = replaced(old.where, gone, fresh), tuple(replaced(item, gone, fresh) for item in old.items)
    scope = old.scope
    if isinstance(gone, InRegion) and isinstance(fresh, InRegion):
        scope = replace(scope, within=tuple(fresh.code if code == gone.code else code for code in scope.within))
    changed = old.with_(where=where, items=items, scope=scope)
    return changed if changed != old else UNCLEAR


def _exchanged(old: Filter, new: Filter, *, keeps: bool) -> Filter:
    """`old` with the conditions of `new` in place of those of their kinds; a negation is kept if `keeps`."""
    gone = kinds_of(new)
    placed = all(isinstance(leaf, PlaceCount) for leaf, _ in leaves(new))
    if gone == {"count"} and placed and "count" not in kinds_of(old):
        gone |= {"place"}  # 换成三地的, after 四地的
    if gone & NAMED:
        gone |= NAMED
    parts = [part for part in conjuncts(old) if part != And()]
    out = [part for part in parts if kinds_of(part) <= gone or (gone == {"place"} and _is_placed(part))]
    back = [part for part in out if negated(part) in conjuncts(new)]
    if back and len(back) == len(conjuncts(new)):
        out = back  # 改为湖州也参与的, after 湖州没参与: only that is taken back
    kept = [part for part in parts if part not in out]
    minus = [part for part in out if isinstance(part, Not)]
    fresh = new
    if any(isinstance(part, OnlyRegions) for part in out) and kinds_of(new) == {"place"}:
        codes = tuple(leaf.code for leaf, positive in leaves(new) if positive and isinstance(leaf, InRegion))
        fresh = OnlyRegions(codes) if codes else new
    denies = any(isinstance(part, Not) for part in conjuncts(new))
    taken_back = bool(back) and out == back  # 还是要江苏的, after 没有江苏的
    if minus and len(minus) == len(out) and not denies and keeps and not taken_back:
        fresh = both(*map(negated, conjuncts(new)))
    elif minus and len(minus) < len(out) and not denies and not taken_back:
        kept += minus
    return both(*kept, fresh)


def _is_placed(part: Filter) -> bool:
    """Whether it names an agency of a place: 苏州市市场监督管理局."""
    found = [leaf for leaf, _ in leaves(part)]
    return all(isinstance(leaf, ByAgency) and leaf.code for leaf in found)
