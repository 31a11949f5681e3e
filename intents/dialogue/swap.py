"""Changes by a condition in the place of those of its kind, or of none (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from intents.dialogue.change import HOLDERS, OWN, UNCLEAR, Change, kinds_of, without_scope
from intents.dialogue.claims import claimed_bound
from intents.dialogue.moved import moved, other_items
from intents.dialogue.replacement import exchanged, measures, swapped_where
from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    And,
    ByAgency,
    Filter,
    InRegion,
    IsCase,
    Level,
    Not,
    Numbered,
    OnlyRegions,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    Unknown,
    both,
    conjuncts,
    either,
    leaves,
    negated,
)
from intents.parsing.semantics.effects import NOUNS


def swap(change: Change) -> Query | None:
    """那江苏呢, 优秀的呢, 还是看江苏吧: conditions in the place of those of their kind."""
    if not change.parts or not _swaps(change):
        return None
    new, old = _numbered_as_listed(change, _bounded_as_before(change)), change.old
    named = (_level_ranked, _of_another_agency, _taken_back, _beside_only, moved, _units_of_both)
    if (another := next((found for rule in named if (found := rule(change)) is not None), None)) is not None:
        return another
    counts_units = old.ask == "count" and old.subject == "units"
    theirs = (
        (counts_units or old.ask == "units") and old.scope.within and without_scope(old) == EVERYTHING
    )  # 嘉兴的单位呢, after 湖州的
    if new.ask == "units" and change.asks and old.where != EVERYTHING and change.kinds <= HOLDERS and not theirs:
        return new.with_(where=without_scope(old) if change.lists_units else old.where)  # 安徽的单位呢 narrows
    where = swapped_where(change, new)
    shown = change.context.card is not None and old.ask != "yes_no"
    # 双随机那个呢, after 叉车有上海吗
    asked = kinds_of(old.where) == {"topic", "place"} and not change.asks
    truth_of_case = old.ask == "yes_no" and change.kinds == {"topic"} and asked
    agency = change.kinds == {"org"} and change.has("ne") and not change.asks and old.ask in ("cases", "card")
    other = (
        (change.has("point") and not truth_of_case)
        or agency
        or (change.kinds == {"topic"} and (shown or _names_another(change)))
        or change.kinds >= {"tier", "number"}
        or (change.in_turn and (change.names_case or change.kinds.isdisjoint(kinds_of(old.where))))  # 消保处的又是哪个
    )
    looks = change.kinds == {"topic"} and change.has("show", "card") and not change.names_unit  # 再看看禁渔那个
    if (looks or (other and not change.index.evaluate(where))) and change.index.evaluate(new.where):
        return OWN  # 那沪甬那个, 那叉车的呢, after another case
    places = {leaf.code for leaf, _ in leaves(old.where) if isinstance(leaf, InRegion)}
    known = not any(isinstance(part, Unknown) for part in change.parts)
    of_units = not change.asks or new.ask in ("units", "count")  # 那上海呢，去了没有 asks of the case
    within = known and of_units and change.lists_units and change.kinds == {"place"} and bool(old.scope.within)
    if within and (not places <= set(old.scope.within) or without_scope(old) != And()):
        where = _case_of_units(change)  # the place only says which units are meant
    bare = new.ask == "count" and not change.names_case and not change.names_unit
    if old.by == "share" and (new.by == "share" or bare):
        of_kind = old.every is not None and change.kinds <= kinds_of(old.every)
        every = exchanged(old.every or EVERYTHING, new.where, keeps=False) if of_kind else old.every
        return old.with_(where=where, every=every)  # 江苏的占比呢, 上海又是多少; 优秀的占比呢, after that in 最佳
    levels = [part.level for part in change.parts if isinstance(part, UnitLevel)]
    if (number := claimed_bound(change)) is not None:
        scope = replace(old.scope, op=number.op, count=number.number)
        return old.with_(where=where, scope=scope, by="number", every=None)  # 那上海21个，对吗
    if ranks_again(change):
        return old.with_(where=where, least=new.least)
    again = _asks_truth_again(change) or _asks_which_units(change, levels) or _counts_again(change)
    again = again or (change.in_turn and old.ask == "count" and change.lists_units)  # 浙江又有多少个单位
    if change.asks and not (is_too(change) or again):
        return (old if change.in_turn and old.ask == "count" else new).with_(where=where)
    if old.items and (compared := other_items(change)) is not None:
        return compared
    scope = _swapped_scope(change, levels)
    every = old.every
    domain = {"tier", "notice"} if old.ask == "yes_no" else frozenset()
    if every is not None and (change.has("inside") or change.kinds <= domain | kinds_of(every)):
        every = exchanged(every, new.where, keeps=False)
    numbered = "number" in change.kinds and old.ask == "count" and old.subject == old.by == "cases"
    ask = "cases" if numbered or old.ask in ("card", "notice", "help") else old.ask  # 最佳第一个呢, after a number
    return old.with_(where=where, scope=scope, ask=ask, every=every)


def _level_ranked(change: Change) -> Query | None:
    """城市的呢, after a ranking of provinces: that of the cities."""
    levels = [part.level for part in change.parts if isinstance(part, UnitLevel) and not part.code]
    ranked = change.old.ask == "rank" and change.old.subject in LEVELS and change.events == ["condition", "ne"]
    return change.old.with_(subject=levels[0]) if ranked and len(levels) == len(change.parts) == 1 else None


def _of_another_agency(change: Change) -> Query | None:
    """那消保委有哪些, after the cases of 药监局: those of the other."""
    alike = change.kinds == {"org"} == kinds_of(change.old.where) and change.old.ask in ("cases", "count")
    return change.old.with_(where=swapped_where(change, change.new)) if alike and change.new.ask == "units" else None


def _taken_back(change: Change) -> Query | None:
    """不对，还是看宣城的, after 不要合肥参加的: what was asked before that condition."""
    said = change.has("rather") or (change.has("or") and change.begins("that", "instead", "correction"))
    back = said and bool(change.parts) and not change.asks and set(change.parts) <= set(change.before)
    return change.old.with_(where=both(*change.before)) if back else None


def _units_of_both(change: Change) -> Query | None:
    """绍兴和宁波呢, after the units of 上海: those of either."""
    old, codes = change.old, tuple(part.code for part in change.parts if isinstance(part, InRegion))
    several = len(codes) == len(change.parts) > 1 and change.lists_units and bool(old.scope.within)
    if not several or change.asks or without_scope(old) == old.where != EVERYTHING:
        return None
    where = both(without_scope(old), either(*change.parts)) if without_scope(old) != old.where else old.where
    return old.with_(where=where, scope=replace(old.scope, within=codes))


def _beside_only(change: Change) -> Query | None:
    """有安徽的, after 只有上海和浙江参与的: of none of these, so it is unclear."""
    named = change.ends_attributive and change.kinds == {"place"} and not change.has("ne", "that", "turn", "instead")
    only = any(isinstance(part, OnlyRegions) for part in conjuncts(change.old.where))
    return UNCLEAR if named and only and change.reading.has("have") else None


def _counts_again(change: Change) -> bool:
    """江苏呢，也报个数, 金华呢也说一下, after a number: of what was counted."""
    told = set(change.events) <= {"condition", "ne", "all", "card", "show", "list"} and change.reading.has("also")
    units = change.old.subject == "units" and change.new.ask == "units"
    if units and change.old.ask == "count" and set(change.events) <= {"condition", "ne", "that", "take", "unit"}:
        return True  # 浙江的单位呢, after 江苏有几家单位参与
    if told and change.old.ask == "count" and change.kinds <= kinds_of(change.old.where):
        return True
    bare = change.asks_count and change.new.subject == "cases" and not (change.names_case or change.names_unit)
    return bare and change.old.ask == "count" and change.has("sum") and change.has("ne")


def ranks_again(change: Change) -> bool:
    """最佳案例的排名呢, after a ranking: the same of another tier."""
    asks = [event.ask for event in change.reading.events if event.ask is not None and event.kind in ("most", "least")]
    named = change.has("which", "who", "unit", *NOUNS) or any(ask.noun or ask.by not in ("", "case") for ask in asks)
    also = change.reading.has("also") and len(change.events) < 4  # 最佳案例也排一下
    if change.old.ask == "rank" and change.kinds == {"tier"} and change.events == ["condition", "howmany", "ne"]:
        # 优秀案例数呢, after a ranking of the best
        return change.kinds <= kinds_of(change.old.where) and change.old.by == "cases" == change.new.subject
    return (
        change.new.ask == change.old.ask == "rank" and change.kinds == {"tier"} and bool(asks) and (also or not named)
    )


def _measures_again(change: Change) -> bool:
    """再看优秀这一档, 优秀案例再比一下, after a ranking or a comparison: the same of another tier."""
    told = set(change.events) <= {"again", "condition", "show", "list", "than", "compare", "ne"}
    again = change.has("again") or change.reading.has("more")
    return told and again and change.kinds == {"tier"} and change.old.ask in ("rank", "compare")


def _asks_which_units(change: Change, levels: Sequence[Level]) -> bool:
    """换成江苏是哪些呢, after units: of which it asks, too; 地级市局呢."""
    if levels and change.has("ne") and change.old.ask in ("count", "units"):
        return True
    named = all(isinstance(part, InRegion | ByAgency) for part in change.parts)
    told = change.has("ne") and set(change.events) <= {"condition", "ne", "all", "list", "show", "card"}
    if named and told and change.lists_units:
        return True  # 安徽的呢，也请报一下
    which = change.new.ask == "cases" and change.has("which") and change.has("that", "ne")
    return named and which and change.lists_units


def _numbered_as_listed(change: Change, new: Query) -> Query:
    """换成第三个呢, after the units of the second: the third of that list."""
    listing, picked = change.context.listing, any(isinstance(part, IsCase) for part in conjuncts(change.old.where))
    number = new.where if isinstance(new.where, Numbered) and not new.where.until else None
    if listing is None or number is None or not picked:
        return new
    return new.with_(where=change.nth(listing, number.number))


def _bounded_as_before(change: Change) -> Query:
    """放宽到两个省, after 至少三个省: a number alone keeps the comparison of the last one."""
    held = [leaf for leaf, _ in leaves(change.old.where) if isinstance(leaf, PlaceCount | UnitCount)]
    where = change.new.where
    if not held or not isinstance(where, PlaceCount | UnitCount):
        return change.new
    return change.new.with_(where=replace(where, op=change.comparison(held[0].op, where.op)))


def _swaps(change: Change) -> bool:
    """Whether its conditions stand in the place of those of their kinds."""
    new, old = change.new, change.old
    alone = change.kinds if not change.asks else frozenset()
    ends = change.ends_attributive
    counted = change.kinds == {"tier"} and new.ask == "count" and not change.names_case
    counted = counted and (not change.has("sum") or change.reading.has("tier_noun"))  # 两档合计多少个
    listed = change.events == ["condition", "which"] and old.ask in ("count", "cases") and not change.names_case
    counted = counted or (listed and change.kinds == {"tier"} <= kinds_of(old.where))  # 几个优秀 → 最佳的是哪个
    return (
        change.has("ne", "turn", "instead", "that", "rather")
        or (change.events == ["condition", "howmany"] and is_instead(change, old.where))
        or change.in_turn
        or (change.reading.has("side") and not change.asks)  # 上海方面
        or (change.reading.has("also") and change.has("list", "show") and not change.names_case)  # 江苏的也报一下
        or counted
        or _lists_too(change)
        or ranks_again(change)
        or _measures_again(change)
        or (old.by == "share" and new.ask == "count" and change.reading.has("amount") and not change.names_case)
        or (_is_bare(change) and change.kinds == {"place"} and change.lists_units and bool(old.scope.within))
        or (change.reading.bare and change.kinds == {"place"} and _follows_swap(change))
        or (change.reading.bare and change.kinds in ({"place"}, {"org"}) and _asked_of(old, change.kinds))
        or (ends and is_instead(change, old.where))
        or any(negated(part) in conjuncts(old.where) for part in change.parts)
        or is_too(change)
        or (all(isinstance(part, InRegion) for part in change.parts) and claimed_bound(change) is not None)
        or (alone == {"number"} and {"tier", "number"} <= kinds_of(old.where))
        or (
            alone == {"tier"}
            and (change.has("narrowed") or "pick" in change.events[:1] or ends or _is_other_tier(change))
        )
        or (change.events == ["condition", "inside"] and change.kinds == {"tier"} <= kinds_of(old.where))  # 优秀里
        or (alone == {"count"} and "count" in kinds_of(old.where))
        or _asks_truth_again(change)
    )


def _asks_truth_again(change: Change) -> bool:
    """上海是吗, after 浙江是不是所有案例都参与了: the same of another place; 安徽没参与的有吗, after 江苏没参与的."""
    asked = change.asks_truth and change.old.ask == "yes_no" and change.old.every is not None
    plain = set(change.events) <= {"condition", "yes_no", "have"}
    truths = plain and change.asks_truth and change.old.ask == "yes_no"
    places = [part for part in conjuncts(change.old.where) if kinds_of(part) == {"place"}]
    alike = {*map(type, places)} == {*map(type, change.parts)} == {Not}
    if truths and alike and change.kinds == {"place"} and change.conditions[0].is_attributive:
        return True
    said = change.has("take") or any(one.has_verb for one in change.conditions)
    return asked and change.kinds == {"place"} and change.new.every is None and not said


def _lists_too(change: Change) -> bool:
    """安徽的也来一份, after the units of 浙江."""
    told = change.reading.has("also") and set(change.events) <= {"condition", "all", "list", "show"}
    return told and change.kinds == {"place"} and change.lists_units and bool(change.old.scope.within)


def _asked_of(old: Query, named: AbstractSet[str]) -> bool:
    """Whether a number or a truth was asked of places, or of agencies: 昆山, after 松江参加了没."""
    kinds = kinds_of(old.where)
    return (old.ask == "count" and named <= kinds) or (old.ask == "yes_no" and kinds == named)


def _follows_swap(change: Change) -> bool:
    """上海, after 江苏呢: the last question put one place in the place of another, and this one goes on with it."""
    if not change.context.earlier or change.context.earlier[0].ask != change.old.ask:
        return False
    now, before = (conjuncts(query.where) for query in (change.old, change.context.earlier[0]))
    fresh, gone = ([part for part in parts if part not in others] for parts, others in ((now, before), (before, now)))
    return len(fresh) == len(gone) == 1 and kinds_of(fresh[0]) == kinds_of(gone[0]) == {"place"}


def _is_bare(change: Change) -> bool:
    """江苏, 而在江苏: a name, and at most where something is."""
    located = change.reading.has("located") and change.events in (["condition"], ["but", "condition"])
    return change.reading.bare or (located and not change.asks and not change.ends_attributive)


def is_instead(change: Change, old: Filter) -> bool:
    """Whether it takes a condition back, or stands in the place of one: 优秀的, after 最佳的; 宁波的, after 金华的."""
    alike = [part for part in conjuncts(old) if part != And() and kinds_of(part) <= HOLDERS]
    which_of_them = change.events[:1] == ["which"]  # 哪几个有宁波, after the cases of 江苏
    if alike and change.kinds <= HOLDERS and not change.asks_truth and not which_of_them:
        if change.asks_count and change.events == ["condition", "howmany"] and _is_of_another(change, alike):
            return True  # 浙江几个, after 上海参与了几个 or 上海参与了哪些
        if change.old.ask == "count" and change.new.ask == "cases" and change.reading.bare:
            return True  # 江苏的, after 上海的案例有几个
        also = change.reading.has("also")  # 安徽也没参与的, after 江苏没参与的
        denied = all(isinstance(part, Not) for part in (*alike, *change.parts)) and not also
        apart = not change.index.evaluate(both(old, change.new.where)) and change.index.evaluate(change.new.where)
        if denied or (apart and not any(isinstance(part, Not) for part in change.parts)):
            return True
    if any(negated(part) in conjuncts(old) for part in change.parts):
        return True
    counts = change.kinds == {"count"} and not measures(old).isdisjoint(measures(both(*change.parts)))
    return (counts or change.kinds == {"tier"}) and change.kinds <= kinds_of(old) and change.new.ask != "yes_no"


def _is_of_another(change: Change, held: Sequence[Filter]) -> bool:
    """Whether it counts the cases of another place: 浙江多少; after a list 浙江的有几个 is of those."""
    bare = all(isinstance(part, InRegion) for part in (*held, *change.parts)) and change.new.subject == "cases"
    marked = any(names.is_marked for one in change.conditions for names, _ in one.names)
    of_them = marked or any(condition.is_attributive for condition in change.conditions)
    return change.old.ask == "count" or (change.old.ask == "cases" and bare and not of_them)


def is_too(change: Change) -> bool:
    """Whether the last question of truth is asked of another: 上海也是吗."""
    truth = change.old.ask == "yes_no" == change.new.ask and not change.old.items and change.new.every is None
    too = change.has("all") or any(names.is_marked for one in change.conditions for names, _ in one.names)
    return truth and too and not change.names_case and change.kinds <= kinds_of(change.old.where)


def _is_other_tier(change: Change) -> bool:
    """优秀, after 安徽的最佳案例有几个."""
    return change.reading.bare and "tier" in kinds_of(change.old.where) and change.old.ask in ("count", "yes_no")


def _names_another(change: Change) -> bool:
    """那禁渔呢, after 最佳案例: perhaps another case; not 那消防的呢, after one of several notices."""
    named = change.has("ne", "that") and not change.asks and change.old.ask != "yes_no"
    return named and not change.old.scope.parts and "notice" not in kinds_of(change.old.where)


def _case_of_units(change: Change) -> Filter:
    """The cases whose units were asked for; of one that places name, with these: 沪甬合作的那个，宁波出的是哪家."""
    bare, evaluate = without_scope(change.old), change.index.evaluate
    alone = evaluate(change.old.where).bit_count() == 1 and evaluate(bare) != evaluate(change.old.where)
    return change.old.where if alone and evaluate(both(change.old.where, change.new.where)) else bare


def _swapped_scope(change: Change, levels: Sequence[Level]) -> UnitScope:
    """Which units are meant after a swap: those of the new place, agency or level."""
    new, old, scope = change.new, change.old, change.old.scope
    named = {leaf.code for leaf, _ in leaves(old.where) if isinstance(leaf, InRegion)}
    if scope.outside and named.issuperset(scope.outside) and change.kinds == {"place"} and not scope.within:
        codes = tuple(leaf.code for leaf, _ in leaves(new.where) if isinstance(leaf, InRegion))
        scope = replace(scope, outside=codes)  # 跟它一起的还有谁 → 芜湖呢: those beside the new place
    apart = kinds_of(old.where).isdisjoint(change.kinds)
    places = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    nobody = old.ask == "units" and isinstance(old.where, Unknown) and old.where.what == "place"  # 温州的 → 那金华的
    again = places if _counts_again(change) or nobody else ()
    if nobody and scope == UnitScope():
        return replace(scope, within=again)
    if scope.within or scope.parts or (change.lists_units and new.scope != UnitScope() and apart):
        unknown = any(isinstance(part, Unknown) for part in change.parts)  # 衢州呢, where no unit is of it
        scope = replace(
            scope,
            within=new.scope.within if unknown else new.scope.within or again or scope.within,
            parts=new.scope.parts or scope.parts,
            level=new.scope.level or scope.level,
        )
    return replace(scope, level=levels[0]) if levels and scope.level else scope  # 地级市的呢, after units of counties
