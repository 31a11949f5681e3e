"""Rules for the list, the number, or a number for each, of what was listed, counted or compared (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import NAMED, kinds_of, level_of, without_scope
from intents.dialogue.other.ranking import (
    names_noun,
)
from intents.dialogue.references import is_this_case
from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    InRegion,
    IsCase,
    Level,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    either,
    leaves,
)
from intents.parsing.semantics.effects import NOUNS

_TWO = 2


def of_listed_places(old: Query) -> Query | None:
    """Return the query for the cases of any of the places that the last ranking named, or None for fewer than two.

    For example 具体是哪些案例, after 绍兴、金华各参与了几个案例.
    """
    listed = tuple(map(InRegion, old.scope.within)) if old.by == "cases" else ()
    return Query("cases", both(old.where, either(*listed))) if len(listed) > 1 else None


def which_cases(change: Change) -> Query | None:
    """Return the query for the cases of what was counted, ranked or compared (参与的案例是哪一个), or None.

    For example 是哪些案例, after a ranking of places, or 都是哪个案例, after a comparison. UNCLEAR after all cases, or
    after a ranking that names no places.
    """
    old, which = change.old, (change.events == ["which"] and change.names_case) or change.events == ["each", "which"]
    if change.events in (["take", "which"], ["take", "de", "which"]) and change.names_case:
        return UNCLEAR if old.where == EVERYTHING else Query("cases", old.where)
    if old.ask == "rank" and old.subject != "cases" and which:
        return of_listed_places(old) or UNCLEAR  # 分别是哪些
    if old.ask == "compare" and which and change.names_case:
        return Query("cases", both(old.where, either(*old.items)))
    return None


def each_of_places(change: Change) -> Query | None:
    """Return the number of the places that were listed, or that of the cases of each, or None.

    For example 一共几个市, after 浙江有哪些城市参与; 各参与了几个, after 上海哪个区参与了.
    """
    old, new = change.old, change.new
    if old.ask != "units" or old.level is None or change.names_unit:
        return None
    of_them = replace(old.scope, level=None)
    if (new.ask, new.subject) == ("count", old.level) and new.by == "cases" and new.scope == UnitScope():
        return Query("count", old.where, of_them, subject=old.level)
    counts = (new.ask, new.subject) in (("count", "cases"), ("rank", old.level)) and new.by == "cases"
    return Query("rank", old.where, of_them, subject=old.level) if change.has("each") and counts else None


def of_both_turns(change: Change) -> Query | None:
    """Return the number of the agencies of the last two questions, or None.

    For example 合起来几家, after those of 合肥 and those of 芜湖.
    """
    old, before = change.old, change.context.earlier[0] if change.context.earlier else change.old
    added = change.reading.has("together") and change.asks_count
    added = added and not (change.has("take") or is_this_case(change))  # 合计几家单位参与该案 is of the case
    added = added and old.ask == before.ask == "units"
    apart = bool(old.scope.within) and set(old.scope.within).isdisjoint(before.scope.within) and before.scope.within
    if not added or not apart:
        return None
    scope = replace(old.scope, within=(*before.scope.within, *old.scope.within))
    return Query("count", either(before.where, old.where), scope, subject="units")


def taking_part_in_all(change: Change) -> Query | None:
    """Return the agencies that take part in all cases listed (这些案例都参与的单位), or in both shown last, or None."""
    before = change.events[: change.events.index("take")] if change.has("take") else []
    said = "all" in before and {"which", "who", "unit"}.isdisjoint(before)  # not 都是谁参与的
    if change.new.ask != "units" or not change.has("those") or not (said or change.has("shared")) or change.parts:
        return None
    listing = change.context.listing or change.old
    if (size := change.size(listing)) > _TWO:
        return Query("units", listing.where, UnitScope(op="==", count=size))
    cases = [IsCase(case.id) for case in change.index.select(change.index.evaluate(listing.where))] if size > 1 else []
    for query in () if cases else (change.old, *change.context.earlier):
        named = [part for part in conjuncts(query.where) if kinds_of(part) <= NAMED | {"tier"} and part != EVERYTHING]
        found = change.index.evaluate(both(*named)) if named else 0
        if found.bit_count() != 1:
            break
        cases = list(dict.fromkeys((*(IsCase(case.id) for case in change.index.select(found)), *cases)))
    meets = tuple(cases[-_TWO:])
    return Query("units", either(*meets), UnitScope(meets=meets)) if len(meets) == _TWO else None


def of_recent_places(change: Change) -> Query | None:
    """Return the comparison of the places that the last questions asked about one by one, or None.

    For example 这几个省市里谁最多, after the numbers of 上海, 浙江 and 安徽. UNCLEAR if the fragment gives another
    number of places.
    """
    old, new = change.old, change.new
    ranks = new.ask in ("rank", "compare") and new.subject in LEVELS and new.by != "absence"
    if not (ranks and change.has("those")):
        return None
    places: list[InRegion] = []
    rest = [part for part in conjuncts(old.where) if not isinstance(part, InRegion)]
    for query in (old, *change.context.earlier):
        named = [part for part in conjuncts(query.where) if isinstance(part, InRegion)]
        others = [part for part in conjuncts(query.where) if part not in named]
        if query.ask not in ("count", "cases") or len(named) != 1 or others != rest:
            break
        places += named
    items = tuple(dict.fromkeys(reversed(places)))
    said = [mention.tokens[0].number for mention in change.reading.mentions if mention.sort == "num"]
    if said and items and len(items) != said[0]:
        return UNCLEAR  # 这三地里哪个最多, after the numbers of two
    return Query("compare", both(*rest), items=items) if len(items) > 1 else None


def is_one_case(change: Change) -> Query:
    """Return the question whether there is just one case, or one that the last two questions share (是同一个案例吗)."""
    old, before = change.old, change.context.earlier[0] if change.context.earlier else None
    alike = before is not None and before.ask == old.ask and kinds_of(before.where) == kinds_of(old.where)
    if before is not None and alike and set(conjuncts(before.where)).isdisjoint(conjuncts(old.where)):
        return Query("yes_no", both(before.where, old.where))  # 宁波参加了哪个, 金华呢
    where = old.where
    if change.lists_units and old.scope.level and len(old.scope.within) < 2:  # of those agencies: 哪俩 → 是同一个案例吗
        where = both(without_scope(old), UnitLevel(old.scope.level, next(iter(old.scope.within), "")))
    return Query("yes_no", where, UnitScope(op="==", count=1), by="number")


def of_listed(change: Change) -> Query | None:
    """Return what the fragment asks of the cases that were listed, compared or ranked, or None.

    For example 各有几家单位, 最多的是哪个, 各是几个, 它们有哪些单位.
    """
    new, old = change.new, change.old
    asked = change.asks or change.names_case
    if asked and old.ask == "units" and new.ask == "cases" and old.scope.level and len(old.scope.within) < 2:
        level = UnitLevel(old.scope.level, next(iter(old.scope.within), ""))
        return new.with_(where=both(without_scope(old), level))  # 上海哪个区参与了 → 分别是哪个案例
    fresh = tuple(p.code for p in conjuncts(old.where) if isinstance(p, InRegion) and p not in change.before)
    picked = [part for part in conjuncts(old.where) if isinstance(part, IsCase)]
    one = bool(change.before or picked) and change.index.evaluate(both(*(change.before or picked))).bit_count() == 1
    if old.ask == "yes_no" and new.ask == "cases" and change.has("which") and one and fresh and not change.names_case:
        return Query("units", old.where, UnitScope(within=fresh))  # 同一案例中还有江苏的单位吗 → 是哪一个
    places = tuple(part for part in conjuncts(old.where) if isinstance(part, InRegion))
    if change.has("each") and new.ask == "count" and old.ask == "cases" and len(places) > 1 and not change.names_unit:
        return Query("compare", both(*(part for part in conjuncts(old.where) if part not in places)), items=places)
    if old.items and old.ask == "yes_no" and change.has("each") and new.ask == "count":
        return Query("compare", old.where, items=old.items, by=old.by)  # 比江苏多吗 → 各是几个
    if old.ask == "compare" and new.ask == "cases" and set(change.events) == {"which"}:
        return Query("cases", both(old.where, either(*old.items)))  # 绍兴、金华各参与了几个案例 → 具体是哪些案例
    leads = change.has("those") or new.ask == "units" or (old.least and new.ask == "count")
    if old.ask == "rank" and old.subject == "cases" and leads and change.context.card is None:
        return new.with_(where=change.leaders(old))  # 参与单位最少的案例 → 它们有哪些单位
    noun = change.find("each_noun")
    if (shared := _units_of_both(change)) is not None:
        return shared
    each = noun.noun if noun is not None and (new.ask != "rank" or noun.by in ("group", "list")) else ""
    asks_which = change.has("which") and change.names_unit  # 各省是哪个部门承办的 asks for the units
    if each in NOUNS and old.ask in ("cases", "count", "units") and not asks_which:
        return _grouped(change, NOUNS[each])
    if change.has("each") and new.ask == "count" and (old.items or old.ask == "rank") and old.by != "share":
        return old.with_(by="units" if new.subject == "units" else "cases")  # 各参与了几个案例, after their units
    counted = old.ask == "cases" or (old.ask == "count" and old.subject == old.by == "cases")
    if change.has("each") and new.ask == "count" and new.subject == "units" and counted:
        return Query("rank", old.where, subject="cases", by="units")  # 各有几家单位, after cases
    several = change.index.evaluate(old.where).bit_count() > 1
    by_units = change.has("point") or any(isinstance(leaf, UnitCount) for leaf, _ in leaves(old.where))
    ranked = old.ask == "cases" or (counted and by_units)  # 单位超过五家的有几件 → 最多的那件
    of_places = new.subject in LEVELS and bool(new.scope.within)  # 其中四地各参与了几个
    if ranked and new.ask == "rank" and several and not (names_noun(change) or change.has("who") or of_places):
        by = new.by if new.by in LEVELS else "units"  # 其中涉及城市最多的是哪个
        ranking = new.with_(where=old.where, subject="cases", by=by)  # 单位超过五家的案例 → 最多的是哪个
        return Query("card", change.leaders(ranking)) if change.has("card") else ranking
    return None


def _units_of_both(change: Change) -> Query | None:
    """Return what the fragment asks of the units that take part in each of two cases, or None.

    For example 两个案例都参与了的单位, after G60和八城联动哪个单位多; 有没有共同的单位.
    """
    new, old = change.new, change.old
    if not change.has("all", "shared"):
        return None
    compared = old.ask == "compare" and change.has("cases") and all(kinds_of(item) == {"topic"} for item in old.items)
    cases = old.items if compared else _both_listed(change)
    if cases and change.has("shared") and new.ask == "yes_no":
        return Query("yes_no", either(*cases), UnitScope(op=">=", count=1, meets=cases), subject="units")
    if cases and (new.ask == "units" or new.subject == "units"):
        return new.with_(where=either(*cases), scope=replace(new.scope, meets=cases))
    return None


def _both_listed(change: Change) -> tuple[IsCase, ...]:
    """Return the two cases that were listed if the fragment speaks of both (两个都, 这两个案例都参与的), else ().

    共同的单位 speaks of both, too.
    So are the cases of the last two questions: 第8项有几家单位 → 第9项呢 → 两项都有的单位.
    """
    takes_all = not {("all", "take"), ("all", "have")}.isdisjoint(pairwise(change.events))
    counted = change.numbers == [_TWO] and (change.has("cases") or (change.has("hole") and takes_all))
    counted = counted or (takes_all and (change.has("cases") or (change.has("those") and change.names_case)))
    if not counted and not change.has("shared"):
        return ()
    shown = change.index.evaluate(change.old.where)
    before = change.context.earlier[0] if change.context.earlier else change.old
    if shown.bit_count() == 1 and before.ask == change.old.ask:
        shown |= change.index.evaluate(before.where)
    cases = change.index.select(shown) if shown.bit_count() == _TWO else ()
    return tuple(IsCase(case.id) for case in cases)


def _grouped(change: Change, level: Level) -> Query:
    """Return the ranking by places of a level of what was listed or counted (按省拆开看)."""
    old, scope = change.old, change.old.scope if change.lists_units else UnitScope()
    if len(scope.within) == 1 and any(place.code == scope.within[0] for place in change.index.places(level)):
        scope = replace(scope, within=())  # 按省分组, after the units of 上海: it would be alone
    return Query("rank", old.where, scope, subject=level, by="units" if change.lists_units else "cases")


def other_list(change: Change) -> Query | None:
    """Return the list of what was counted, or the number of what was listed (有几个, after agencies), or None.

    For example 是哪些.
    """
    new, old = change.new, change.old
    naming = {"title", "card", "ne", "that", "those", "de", "each"}  # 说一下名字
    naming |= {"point"} if change.index.evaluate(old.where).bit_count() == 1 else set()  # 这个叫啥名字
    named = change.has("title") and set(change.events) <= naming
    shown = change.has("show", "list") and (not change.asks or change.reading.bare)
    truth = old.ask == "yes_no" and old.every is None and not old.items and old.by == "cases"
    if truth and change.has("show") and not change.asks and change.index.evaluate(old.where):
        return Query("cases", old.where)  # 三个省参与的有吗 → 发来看看
    plain = set(change.events) <= {"list", "everything", "all"} and change.has("list")
    if plain and change.lists_units and (change.reading.has("called") or old.ask == "units"):
        return old.with_(ask="units", subject="cases", by="cases")  # 全称, 列一下
    if (named or shown) and old.ask == "count":
        return old.with_(ask="units" if change.lists_units else "cases", subject="cases", by="cases")
    if not change.asks or change.names_case:
        return None
    units = old.ask == "units" and new.ask == "cases" and change.events in (["which"], ["each", "which"])
    if units and not change.reading.has("which_one"):
        return old  # 是哪几个
    if change.lists_units and change.events == ["each", "card"]:
        return old.with_(ask="units", subject="cases", by="cases")  # 各是什么
    if new.ask == "cases" and old.ask == "count" and old.subject != "cases":
        scope = replace(old.scope, level=level_of(old) or old.scope.level)
        return old.with_(ask="units", subject="cases", by="cases", scope=scope)
    if new.ask == "count" and new.subject in LEVELS and change.lists_units and change.reading.has("unit_level"):
        return Query("count", old.where, replace(old.scope, level=NOUNS[new.subject]), subject="units")  # 其中市级几个
    counts = new.ask == "count" and new.subject == "cases" and not change.has("take")
    if counts and old.ask == "count" and old.subject in LEVELS:
        return old  # 有几个城市参与 → 合计多少
    if counts and change.lists_units:
        places = old.level if old.ask == "units" else None  # 是哪八个城市 → 有几个
        scope = replace(old.scope, level=None) if places else old.scope
        return old.with_(ask="count", subject=places or "units", scope=scope)
    return None
