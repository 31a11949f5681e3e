"""Another thing asked of the same cases (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import (
    HOLDERS,
    OWN,
    UNCLEAR,
    Change,
    is_this_case,
    kinds_of,
    last_of,
    level_of,
    without_scope,
)
from intents.dialogue.other_ranking import (
    leaders,
    names_noun,
    of_ranked_units,
    other_measure,
    other_ranking,
    other_subject,
    ranking_before,
)
from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    And,
    ByAgency,
    Filter,
    InRegion,
    IsCase,
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


def other_ask(change: Change) -> Query | None:
    """谁做的, 有几个: another thing of the same cases; 城市呢 after a ranking: of other places."""
    new, old = change.new, change.old
    refers = change.refers or change.has("per", "each_noun")
    refers = refers or set(change.events) == {"show"}  # 发来看看
    if change.parts or new.items or change.reading.unknown or not (change.asks or refers):
        return None
    named = (_named_nothing, of_ranked_units, _absent, other_measure, _of_both_turns, _each_of_places)
    if (settled := next((found for rule in named if (found := rule(change)) is not None), None)) is not None:
        return settled
    if change.has("every_case") and change.context.card is not None and not change.has("which"):
        return new.with_(where=change.context.card.where, scope=UnitScope())
    if old.ask == "rank" and old.subject != "cases" and change.events == ["which"] and change.names_case:
        return _of_listed_places(old) or UNCLEAR  # 是哪些案例, after a ranking of cities: whose
    afresh = change.has("which") and old.ask in ("cases", "rank", "compare", "notice", "help")
    if change.names_case and (change.has("sum", "every", "every_case") or afresh) and not refers:
        return OWN
    if old.ask == "rank" and (ranked := other_subject(change) or other_ranking(change)) is not None:
        return ranked
    if (listed := _other_list(change) or _of_listed(change) or ranking_before(change)) is not None:
        return listed
    if not change.asks:
        again = change.has("ne", "that", "those", "show")
        again = again and not change.has("other", "rest", "negated", "not_every", "turn")
        return old if again else None
    if old.ask == "rank" and new.ask in ("cases", "count") and not change.names_case and (place := change.top()):
        if not change.has("those"):
            return None
        within = (place.code,) if new.subject == "units" and isinstance(place, InRegion) else ()
        return new.with_(where=place, scope=UnitScope(within=within))
    of_card = old.ask == "yes_no" or ((old.ask == "rank" and new.ask in ("units", "card")) or new.subject == "units")
    base = change.context.card.where if of_card and change.context.card is not None else old.where
    of_units = new.ask in ("units", "cases") or new.subject in ("units", *LEVELS)
    if old.ask == "yes_no" and of_units and not change.index.evaluate(old.where):
        return _of_denied(change, base)
    ranks_cases = new.ask == "rank" and new.subject == "cases"  # by their units, whatever was compared before
    keeps_measure = {new.ask, old.ask} <= {"rank", "compare"} and not ranks_cases and new.by == "cases"
    of_cases = change.has("case") or change.names_case
    keeps_measure = keeps_measure and not change.has("unit", "case")
    counted = (old.ask, old.subject, new.ask) == ("count", "units", "rank")  # 有多少单位 → 哪个省最多
    counted = counted and new.subject in LEVELS and not of_cases
    by = "units" if counted else old.by if keeps_measure else new.by
    return new.with_(where=base, scope=_scope_of_last(change), items=old.items if new.ask == "compare" else (), by=by)


def _of_listed_places(old: Query) -> Query | None:
    """具体是哪些案例, after 绍兴、金华各参与了几个案例: those of any of them."""
    listed = tuple(map(InRegion, old.scope.within)) if old.by == "cases" else ()
    return Query("cases", both(old.where, either(*listed))) if len(listed) > 1 else None


def _absent(change: Change) -> Query | None:
    """哪个省没参与, after one case: the provinces that have no part in it."""
    if not change.has("absent"):
        return None
    shown = change.context.card.where if change.context.card is not None else change.old.where
    alone = change.index.evaluate(shown).bit_count() == 1
    return change.new.with_(where=shown) if alone and change.new.ask == "rank" else UNCLEAR


def _of_denied(change: Change, base: Filter) -> Query | None:
    """那都有谁, after 有安徽吗 was answered with no: of the cases without the place."""
    new, old = change.new, change.old
    if base is not old.where:
        return new.with_(where=base)
    parts = [part for part in conjuncts(old.where) if part != And()]
    units = new.ask == "units" or new.subject in ("units", *LEVELS)
    others = [part for part in parts if not kinds_of(part) <= HOLDERS] if units else []
    before = [part for part in conjuncts(old.where) if part in change.before]
    kept = before or others or parts[: -len(last_of(parts)) or None]
    return new.with_(where=both(*kept)) if kept else None


def of_all(change: Change) -> Query | None:
    """参与最多的是哪个, 其中上海的占百分之几, after units: of them; 一共呢, after a number of cases: of all tiers."""
    new, old = change.new, change.old
    if new.by == "share" and new.subject == "units" and new.scope != UnitScope() and change.lists_units:
        return new if old.where == EVERYTHING and old.scope == UnitScope() else UNCLEAR
    if old.ask == "yes_no" and (new.ask, new.subject) == ("count", "units") and not change.parts:
        claimed = [part for part in conjuncts(old.where) if isinstance(part, UnitCount)]
        rest = [part for part in conjuncts(old.where) if part not in claimed]
        return new.with_(where=both(*rest)) if claimed and rest else None  # 那是几家
    if old.ask == "rank" and new.items and change.has("ranked_where") and not old.items:
        return old.with_(items=new.items)  # 各省最佳案例数 → 安徽第几
    before = change.context.earlier[0].ask if change.context.earlier else ""
    if old.ask == "units" and new.ask == "rank" and before != "rank" and not (change.parts or names_noun(change)):
        return Query("rank", old.where, old.scope, subject="units", least=new.least)  # 上海的单位 → 参与最多的是哪个
    if old.subject == "number" and change.events[:1] == ["selected"] and change.has("ne") and not change.parts:
        return Query("count")  # 最后入选的呢, after the number that was chosen from
    if not change.parts and change.has("sum") and change.has("ne") and old.ask == "count":
        kept = [part for part in conjuncts(old.where) if kinds_of(part) != {"tier"}]
        return old.with_(where=both(*kept)) if "tier" in kinds_of(old.where) else None
    return None


def _each_of_places(change: Change) -> Query | None:
    """各参与了几个, after 上海哪个区参与了: the cases of each."""
    old, new = change.old, change.new
    counts = change.has("each") and new.ask == "count" and new.subject == "cases"
    if not counts or old.ask != "units" or old.level is None or change.names_unit:
        return None
    return Query("rank", old.where, replace(old.scope, level=None), subject=old.level)


def _of_both_turns(change: Change) -> Query | None:
    """合起来几家, after the units of 合肥 and those of 芜湖: of both."""
    old, before = change.old, change.context.earlier[0] if change.context.earlier else change.old
    added = change.reading.has("together") and change.asks_count
    added = added and not change.has("take")  # 合计几家单位参与该案 is of the case
    added = added and old.ask == before.ask == "units"
    apart = bool(old.scope.within) and set(old.scope.within).isdisjoint(before.scope.within) and before.scope.within
    if not added or not apart:
        return None
    scope = replace(old.scope, within=(*before.scope.within, *old.scope.within))
    return Query("count", either(before.where, old.where), scope, subject="units")


def _named_nothing(change: Change) -> Query | None:
    """What is asked without a name for it: 全称是什么, 那个啥来着."""
    if change.old.ask == "notice" and change.reading.has("called") and not change.names_case:
        named = change.has("title") or change.names_unit
        return UNCLEAR if named else change.old  # 备忘录什么时候签的 → 全称是什么: the fact says it
    if change.old.ask in ("rank", "compare") and change.has("title") and not change.has("which", "most", "least"):
        ranks_cases = change.old.ask == "rank" and change.old.subject == "cases"
        return Query("cases", leaders(change, change.old)) if ranks_cases else UNCLEAR  # 标题叫什么
    if change.has("every_case") and set(change.events) <= {"every_case", "case", "that", "ne", "de", "inside"}:
        return UNCLEAR  # 范围扩大到全部案例: of all, or without a condition
    if change.asks_truth and change.reading.has("same_case") and not change.has("take"):
        return _is_one_case(change)
    pointed = change.has("point") and set(change.events) <= {"point", "which", "that"}
    return UNCLEAR if pointed else None  # 那个啥来着 names nothing


def _is_one_case(change: Change) -> Query:
    """是同一个案例吗: whether there is just one, or whether the last two questions share theirs."""
    old, before = change.old, change.context.earlier[0] if change.context.earlier else None
    alike = before is not None and before.ask == old.ask and kinds_of(before.where) == kinds_of(old.where)
    if before is not None and alike and set(conjuncts(before.where)).isdisjoint(conjuncts(old.where)):
        return Query("yes_no", both(before.where, old.where))  # 宁波参加了哪个, 金华呢
    return Query("yes_no", old.where, UnitScope(op="==", count=1), by="number")


def _of_listed(change: Change) -> Query | None:
    """各有几家单位, 最多的是哪个, 各是几个, 它们有哪些单位: of the cases that were listed, compared or ranked."""
    new, old = change.new, change.old
    if old.ask == "units" and new.ask == "cases" and old.scope.level and len(old.scope.within) < 2:
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
        return new.with_(where=leaders(change, old))  # 参与单位最少的案例 → 它们有哪些单位
    noun = next((event.ask for event in change.reading.events if event.kind == "each_noun" and event.ask), None)
    both_cases = old.items if old.ask == "compare" and all(kinds_of(item) == {"topic"} for item in old.items) else ()
    if both_cases and change.has("all") and change.has("cases") and new.ask == "units":
        return Query(
            "units", EVERYTHING, UnitScope(meets=both_cases)
        )  # G60和八城联动哪个单位多 → 两个案例都参与了的单位
    each = noun.noun if noun is not None and (new.ask != "rank" or noun.by in ("group", "list")) else ""
    if each in NOUNS and old.ask in ("cases", "count", "units"):
        by = "units" if change.lists_units else "cases"  # 按省拆开看
        scope = old.scope if change.lists_units else UnitScope()
        return Query("rank", old.where, scope, subject=NOUNS[each], by=by)
    if change.has("each") and new.ask == "count" and (old.items or old.ask == "rank") and old.by != "share":
        return old.with_(by="units" if new.subject == "units" else "cases")  # 各参与了几个案例, after their units
    counted = old.ask == "cases" or (old.ask == "count" and old.subject == old.by == "cases")
    if change.has("each") and new.ask == "count" and new.subject == "units" and counted:
        return Query("rank", old.where, subject="cases", by="units")  # 各有几家单位, after cases
    several = change.index.evaluate(old.where).bit_count() > 1
    if old.ask == "cases" and new.ask == "rank" and several and not names_noun(change):
        by = new.by if new.by in LEVELS else "units"  # 其中涉及城市最多的是哪个
        ranking = new.with_(where=old.where, subject="cases", by=by)  # 单位超过五家的案例 → 最多的是哪个
        return Query("card", leaders(change, ranking)) if change.has("card") else ranking
    return None


def _other_list(change: Change) -> Query | None:
    """是哪些, after a number: what was counted; 有几个, after units: their number."""
    new, old = change.new, change.old
    named = change.has("title") and set(change.events) <= {"title", "card", "ne", "that", "those", "de"}  # 说一下名字
    shown = change.has("show", "list") and (not change.asks or change.reading.bare)
    truth = old.ask == "yes_no" and old.every is None and not old.items and old.by == "cases"
    if truth and change.has("show") and not change.asks and change.index.evaluate(old.where):
        return Query("cases", old.where)  # 三个省参与的有吗 → 发来看看
    if change.events == ["list"] and change.lists_units and (change.reading.has("called") or old.ask == "units"):
        return old.with_(ask="units", subject="cases", by="cases")  # 全称, 列一下
    if (named or shown) and old.ask == "count":
        return old.with_(ask="units" if change.lists_units else "cases", subject="cases", by="cases")
    if not change.asks or change.names_case:
        return None
    units = old.ask == "units" and new.ask == "cases" and change.events == ["which"]
    if units and not change.reading.has("which_one"):
        return old  # 是哪几个
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


def _scope_of_last(change: Change) -> UnitScope:
    """Which units another ask is of: those of the last question, those beside its places, or those of them."""
    new, old, scope = change.new, change.old, change.new.scope
    if change.reading.has("that_case") or is_this_case(change):
        return scope
    counted = old.ask == "count" and old.subject in LEVELS  # 浙江的有几个市 → 单位名称分别是
    if counted and new.ask == "units" and not scope.within:
        scope = replace(scope, within=old.scope.within)
    if change.lists_units and (new.ask == "units" or (new.ask == "count" and new.subject == "units")):
        outside, without = (*old.scope.outside, *scope.outside), (*old.scope.without, *scope.without)
        op, count = (scope.op, scope.count) if scope.op is not None else (old.scope.op, old.scope.count)
        whole = set(old.scope.within) & set(outside) or change.has("every_noun")  # 四地的单位
        within = () if whole else old.scope.within  # 除了浙江还有谁, after those of 浙江
        scope = replace(old.scope, within=within, outside=outside, without=without, op=op, count=count)
        if change.has("sum") and old.ask == "units" and old.scope.within and len(change.agencies(old)) == 1:
            scope = replace(scope, within=())  # 江苏是哪家单位 → 一共几家: of the case
        if change.names_unit and not any(isinstance(leaf, UnitLevel) for leaf, _ in leaves(old.where)):
            scope = replace(scope, level=new.scope.level)  # 有哪些城市 → 几家单位: of all levels
    level = next((leaf.level for leaf, _ in leaves(old.where) if isinstance(leaf, UnitLevel) and not leaf.code), None)
    if old.ask == "yes_no" and level is not None and change.reading.has("howmany_unit"):
        return replace(scope, level=level)  # 有县一级的单位吗 → 一共有多少家
    if new.ask != "units":
        return scope
    named = [part for part in conjuncts(old.where) if isinstance(part, InRegion)]
    codes = tuple(part.code for part in named if part not in change.before) or tuple(part.code for part in named)
    agencies = tuple(part for part in conjuncts(old.where) if isinstance(part, ByAgency) and part not in change.before)
    coded = next((leaf for leaf, _ in leaves(old.where) if isinstance(leaf, UnitLevel) and leaf.code), None)
    if coded is not None and scope.level in (None, coded.level):
        scope = replace(
            scope, level=coded.level, within=scope.within or (coded.code,)
        )  # 湖州的县局参与了哪些 → 是哪些局
    if change.has("more", "who_else") and not change.lists_units:
        scope = replace(scope, without=agencies) if agencies else replace(scope, outside=scope.outside or codes)
    whole = change.reading.has("roster") or change.has("unit", "all", "those", "more", "who_else")
    if old.ask == "yes_no" and not whole:  # 有江苏的单位吗 → 是哪个
        scope = replace(scope, within=scope.within or (() if agencies else codes), parts=scope.parts or agencies)
    return scope
