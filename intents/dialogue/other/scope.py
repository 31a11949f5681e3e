"""The agencies that another ask is about, after a question about agencies or places (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.dialogue.change import Change
from intents.dialogue.kinds import level_of
from intents.dialogue.references import is_this_case
from intents.index.case_index import LEVELS, CaseIndex
from intents.model.query import ByAgency, InRegion, UnitLevel, UnitScope, conjuncts, leaves


def scope_of_last(change: Change) -> UnitScope:
    """Return the scope of another ask: the agencies of the last query, those beside its places, or those of them."""
    new, old, scope = change.new, change.old, change.new.scope
    if _points_at_case(change):
        return scope
    each_other = change.events[:2] == ["who", "who_else"] and not change.lists_units
    scope = replace(scope, outside=()) if each_other else scope  # 谁跟谁搞的
    counted = old.ask == "count" and old.subject in LEVELS  # 浙江的有几个市 → 单位名称分别是
    another = change.events[:1] == ["who_else"] or change.events[:2] == ["again", "who"]
    if another and new.ask == "units" and len(old.scope.within) == 1 and change.lists_units:
        return UnitScope(outside=old.scope.within)  # 跟谁一起的, after the unit of a place
    claims_units = new.by == "number" and new.subject == "units"  # 有二十家吗, after the units of 浙江
    of_units = new.ask == "units" or (new.ask == "count" and new.subject == "units") or claims_units
    if counted and of_units and not scope.within:  # 上海有几个区参与 → 有几家
        level = level_of(old) if new.ask == "count" and old.scope.within else scope.level
        scope = replace(scope, within=old.scope.within, level=level)
    if change.lists_units and of_units:
        kept = UnitScope() if change.begins("plus") and change.has("those") else old.scope  # 加上它们一共几家
        outside, without = (*kept.outside, *scope.outside), (*kept.without, *scope.without)
        op, count = (scope.op, scope.count) if scope.op is not None else (old.scope.op, old.scope.count)
        whole = set(old.scope.within) & set(outside) or change.has("every_noun") or change.reading.has("everyone")
        apart = bool(scope.outside) and not any(
            _lies_in(code, old.scope.within, change.index) for code in scope.outside
        )
        whole = whole or (apart and change.has("who", "who_else"))  # 除了安徽还有谁, after those of 浙江
        within = () if whole else old.scope.within  # 除了浙江还有谁, after those of 浙江
        level = scope.level or old.scope.level  # 涉及哪些城市, after the units of 安徽
        scope = replace(old.scope, within=within, outside=outside, without=without, op=op, count=count, level=level)
        if (
            (change.has("sum") or change.reading.has("total"))
            and old.ask == "units"
            and old.scope.within
            and len(change.agencies(old)) == 1
        ):
            scope = replace(scope, within=())  # 江苏是哪家单位 → 一共几家: of the case
        if change.names_unit and not any(isinstance(leaf, UnitLevel) for leaf, _ in leaves(old.where)):
            scope = replace(scope, level=new.scope.level)  # 有哪些城市 → 几家单位: of all levels
    level = next((leaf.level for leaf, _ in leaves(old.where) if isinstance(leaf, UnitLevel) and not leaf.code), None)
    told = change.reading.has("howmany_unit") or (new.ask == "units" and not (scope.level or change.names_case))
    if old.ask == "yes_no" and level is not None and told and not change.refers:
        places = tuple(part.code for part in conjuncts(old.where) if isinstance(part, InRegion))
        within = scope.within or (places if new.ask == "units" else ())
        return replace(scope, level=level, within=within)  # 安徽有县一级的单位吗 → 是哪些局
    if new.ask != "units":
        return scope
    named = [part for part in conjuncts(old.where) if isinstance(part, InRegion)]
    codes = tuple(part.code for part in named if part not in change.before) or tuple(part.code for part in named)
    agencies = tuple(part for part in conjuncts(old.where) if isinstance(part, ByAgency) and part not in change.before)
    coded = next((leaf for leaf, _ in leaves(old.where) if isinstance(leaf, UnitLevel) and leaf.code), None)
    if coded is not None and scope.level in (None, coded.level):
        within = scope.within or (coded.code,)  # 湖州的县局参与了哪些 → 是哪些局
        scope = replace(scope, level=coded.level, within=within)
    beside_it = change.events[:3] == ["joined", "those", "all"]  # 跟它合作的是谁
    others = (change.events[:2] == ["again", "who"] or _asks_other_units(change)) and bool(codes or agencies)
    others = others or (change.has("more", "who_else") and not each_other)
    excepts = bool(scope.outside)  # 除了安徽，还有哪几家
    if (beside_it or others) and not (change.lists_units or excepts):
        scope = replace(scope, without=agencies) if agencies else replace(scope, outside=codes)
    whole = change.reading.has("roster", "everyone") or others or change.has("unit", "all", "those", "more", "who_else")
    claimed = old.scope.within if old.subject == "units" else ()  # 上海是否有两个处室参与 → 是哪两个处室
    if old.ask != "yes_no" or (whole and not claimed):
        return scope
    within = scope.within or (() if agencies else codes) or claimed
    return replace(scope, within=within, parts=scope.parts or agencies)  # 有江苏的单位吗 → 是哪个


def _lies_in(code: str, places: Sequence[str], index: CaseIndex) -> bool:
    """Return whether a place lies in one of others (芜湖, after the agencies of 安徽)."""
    region = index.regions.get(code)
    return region is not None and any(region.is_within(index.regions[one]) for one in places if one in index.regions)


def _points_at_case(change: Change) -> bool:
    """Return whether the fragment points at a case and asks for no others of it: 这个案例还有哪家单位."""
    beside = change.has("more") and not change.lists_units
    return (change.reading.has("that_case") or is_this_case(change)) and not beside


def _asks_other_units(change: Change) -> bool:
    """Return whether the fragment asks for the other units of the one case that was shown: 还有哪些单位参与."""
    asks = change.events[:2] == ["again", "which"] and set(change.events) <= {"again", "which", "take"}
    return asks and change.names_unit and change.index.evaluate(change.old.where).bit_count() == 1
