"""Rules after agencies were shown: for some of them, all but some, and their cases (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, without_scope
from intents.dialogue.references import has_object, is_this_case, points_back
from intents.model.query import (
    EVERYTHING,
    About,
    ByAgency,
    Filter,
    InRegion,
    InTitle,
    Not,
    OnlyRegions,
    PlaceCount,
    Query,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    leaves,
)
from intents.model.substitution import replaced
from intents.parsing.semantics.effects import NOUNS


def of_listed_level(change: Change) -> Query | None:
    """Return the query for the agencies of the level and place by which the last cases were chosen, or None.

    For example 分别是哪几个区局, after the cases of the district bureaus of 上海.
    """
    held = conjuncts(change.old.where)
    places = tuple(part.code for part in held if isinstance(part, InRegion))
    levels = [part.level for part in held if isinstance(part, UnitLevel) and not part.code]
    named = [part.level for part in change.parts if isinstance(part, UnitLevel)]
    listed = change.old.ask in ("cases", "yes_no") or (change.old.ask == "count" and change.old.subject == "cases")
    asked = listed and change.new.ask == "units" and len(named) == len(change.parts)
    if not asked or named != levels or len(levels) != 1 or len(places) != 1:
        return None
    return change.old.with_(ask="units", scope=UnitScope(within=places, level=levels[0]))


def _confined(change: Change, only: Sequence[OnlyRegions]) -> Query | None:
    """Return the query for the agencies shown that are of the places named, or None after an “only” condition.

    For example 仅限浙江的. There the fragment is a swap: 只有沪苏浙的呢, after 只有上海和浙江的.
    """
    if any(isinstance(part, OnlyRegions) for part in conjuncts(change.old.where)):
        return None
    codes = tuple(code for part in only for code in part.codes)
    return change.old.with_(where=without_scope(change.old), scope=replace(change.old.scope, within=codes))


def of_every_place(change: Change) -> Query | None:
    """Return the query for all agencies of the case, after those of one of its places (四地的都给我), or None."""
    count = change.parts[0] if len(change.parts) == 1 else None
    rest = without_scope(change.old)
    whole = isinstance(count, PlaceCount) and count.op == "==" and change.has("all") and not change.names_case
    if not whole or not change.lists_units or not change.old.scope.within or rest == EVERYTHING:
        return None
    cases = change.index.evaluate(rest)
    if cases & ~change.index.evaluate(change.new.where):
        return None
    return change.old.with_(ask="units", subject="cases", where=rest, scope=replace(change.old.scope, within=()))


def of_units(change: Change) -> Query | None:
    """Return the query for those of the agencies shown that are of the places, agencies or levels named.

    For example 上海的是哪个, 安徽有吗: it lists them, counts them, or asks for their share or whether there are any.
    UNCLEAR where the fragment may be of other cases; None if no agencies were shown, or if it is about cases or other
    conditions.
    """
    levels = [part for part in change.parts if isinstance(part, UnitLevel)]
    out = [part for part in change.parts if isinstance(part, Not) and isinstance(part.part, UnitLevel)]
    kinds = change.kinds - {"count"} if levels else change.kinds
    another = change.reading.has("yet") and change.has("who_else")  # 宁波又是跟谁合作的
    if another or not change.lists_units or not change.parts or not kinds <= HOLDERS or change.names_case:
        return None
    holds = change.reading.has("have") and not change.reading.has("take")  # 浙江有哪几个, not 金华参加了哪几个
    objects = change.new.ask == "cases" and has_object(change) and not (points_back(change) or holds)
    joins = _joins_place(change)
    if objects or joins or (change.has("card") and not change.has("those", "inside_those")):
        there = objects and change.old.ask == "units" and bool(change.old.scope.within) and change.kinds == {"place"}
        there = there and not change.in_turn  # 江苏又去了哪些
        return UNCLEAR if there or joins else None  # 浙江来了哪些; 杨浦和金华合作的那个，介绍一下: of another case
    only = [part for part in change.parts if isinstance(part, OnlyRegions)]
    if only and len(only) == len(change.parts) and not change.asks:
        return _confined(change, only)
    of_case = change.reading.has("which_one") and not points_back(change)
    if of_case and any(one.has_verb and one.is_attributive for one in change.conditions):
        return None  # 江苏省知识产权局参与的是哪一项
    scope = change.new.scope
    of_it = _is_some(change) or _asks_whether_units(change) or _is_one_of_them(change) or _are_as_many(change)
    if (change.has("ne", "that") and not levels and not points_back(change) and not of_it) or (
        change.has("take") and not change.has("yes_no") and not levels
    ):
        return None
    meant = change.one_by_one  # 江苏或者浙江的: the units of both
    within = tuple(part.code for part in meant if isinstance(part, InRegion))
    parts = tuple(part for part in meant if isinstance(part, ByAgency))
    if len(within) + len(parts) + len(levels) + (len(out) if levels else 0) != len(meant):
        return None
    claims = change.asks_truth and change.reading.has("is")  # 是苏州市局吗
    if parts and not (points_back(change) or claims) and _are_others(change, parts):
        return None  # 知识产权局有几家, after those of 药监局
    kept = (part for part in conjuncts(without_scope(change.old)) if not (levels and isinstance(part, UnitLevel)))
    whole = is_this_case(change) or change.reading.has("that_case")
    whole = whole or (points_back(change) and change.is_of_case_shown)  # 里面宣城的呢
    rest = change.old.where if whole else both(*kept, *levels)
    narrowed = replace(
        change.old.scope,
        within=within or change.old.scope.within,
        outside=scope.outside if whole else (*change.old.scope.outside, *scope.outside),
        parts=scope.parts or parts or _name_kept(change, within, rest),
        without=scope.without if whole else (*change.old.scope.without, *scope.without),
        level=scope.level or (levels[0].level if levels else change.old.scope.level),
    )
    if change.new.by == "share" and not levels:  # 其中上海的单位占百分之几, after all of them or those of a case
        whole = change.old.scope == UnitScope()
        return Query("count", rest, narrowed, subject="units", by="share", every=rest) if whole else UNCLEAR
    bare = change.reading.has("howmany_unit") and not any(
        names.is_units for condition in change.conditions for names, _ in condition.names
    )
    if change.new.ask == "count" and (change.new.subject == "cases" or levels or bare):  # 浙江的有几家
        subject = "units" if levels else change.old.level or "units"  # 浙江的有几个, after cities
        scope = narrowed if subject == "units" else replace(narrowed, level=None)
        return change.old.with_(ask="count", subject=subject, by="cases", where=rest, scope=scope)
    asks_truth = change.new.ask == "yes_no" and not change.has("which", "who")
    of_them = (change.has("those") or change.begins("inside")) and change.has("ne")  # 其中安徽的呢
    plain = not any(names.is_units for condition in change.conditions for names, _ in condition.names)
    of_them = of_them or (plain and change.events == ["those", "condition"])  # 其中浙江是
    narrows = (
        change.ends_attributive or of_it or of_them or change.has("pick") or (bool(levels) and points_back(change))
    )  # 其中地级市局
    lists = change.has("which", "who", "narrowed", "list") or (change.has("pick") and change.old.ask != "count")
    lists = lists or (bool(levels) and change.has("again"))  # 再看区县局
    lists = lists and change.new.by != "share"
    if (lists or narrows) and not asks_truth:
        ask = "units" if lists or change.old.ask != "count" or change.new.ask == "count" else "count"  # 其中江苏的
        if ask == "count":
            return change.old.with_(where=rest, scope=narrowed)
        found = change.old.with_(ask="units", by="cases", where=rest, scope=narrowed)
        another = change.has("point") and change.has("ne")
        return found if not another or change.agencies(found) else None  # 那杨浦和金华合作的那个呢: another case
    return _truth_of_units(change, rest, narrowed) if change.new.ask == "yes_no" else None


def _name_kept(change: Change, within: Sequence[str], rest: Filter) -> tuple[ByAgency, ...]:
    """Return the name by which the agencies shown were asked for, if agencies of the new places have it, too.

    For example 安徽的是哪个, after 名字里带中心的单位, but not 浙江是哪个处, after those called 知识产权局.
    """
    scope = replace(change.old.scope, within=tuple(within) or change.old.scope.within)
    alike = scope.parts and change.agencies(Query("units", rest, scope))
    return scope.parts if alike else ()


def _is_some(change: Change) -> bool:
    """Return whether 江苏的呢 is of the agencies shown: of a case (它有哪些单位), or of others' (跟松江一起的单位).

    So is 来自江苏的呢, after any agencies.
    """
    old, said = change.old, {part.code for part in change.parts if isinstance(part, InRegion)}
    partners = bool(old.scope.outside) and said.isdisjoint(old.scope.outside)
    shown = (partners or (old.ask == "units" and change.took_over)) and not old.scope.within
    shown = shown or (change.reading.has("origin") and not change.asks_count)
    return shown and any(condition.is_attributive for condition in change.conditions)


def _are_others(change: Change, parts: Sequence[ByAgency]) -> bool:
    """Return whether the agencies named are none of those by whose name the last question asked."""
    units = change.index.agency_index
    named = {agency for part in parts for agency in units.agencies(part)}
    held = [*change.old.scope.parts, *(part for part in conjuncts(change.old.where) if isinstance(part, ByAgency))]
    asked = {agency for part in held for agency in units.agencies(part)}
    return bool(asked) and named.isdisjoint(asked)


def _truth_of_units(change: Change, rest: Filter, narrowed: UnitScope) -> Query:
    """Return the question whether one of the agencies shown is of the place or level named (安徽有吗)."""
    if narrowed.op is not None and not change.kinds & {"count", "level"}:
        return Query("yes_no", rest, narrowed, subject="units")  # after those of two cases
    shown = change.old.where if change.kinds == {"count"} else without_scope(change.old)
    places = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    counts = change.new.by == "number" and change.new.subject == "cases" and change.new.scope.count > 1
    if counts and places and change.index.evaluate(shown).bit_count() == 1:  # 安徽有两个吗, after those of one case
        scope = replace(change.new.scope, within=places)
        return change.new.with_(where=both(shown, change.new.where), scope=scope, subject="units")
    return change.new.with_(where=both(shown, change.new.where), scope=change.new.scope)


def _joins_place(change: Change) -> bool:
    """Return whether the fragment, after agencies, names a partner and not the agencies meant (跟江苏一起的)."""
    marked = change.events == ["condition"] and all(names.is_marked for names, _ in change.conditions[0].names)
    return marked and change.old.ask == "units" and change.kinds == {"place"} and not change.asks_truth


def _asks_whether_units(change: Change) -> bool:
    """Return whether the fragment asks if there are agencies of a name (那有没有上海的单位)."""
    units = any(names.is_units for condition in change.conditions for names, _ in condition.names)
    return units and change.new.ask == "yes_no"


def _is_one_of_them(change: Change) -> bool:
    """Return whether the fragment points at the one agency shown that is of its place (浙江的那个呢)."""
    codes = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    if not change.has("point") or change.asks or len(codes) != len(change.parts) or len(codes) != 1:
        return False
    there = change.old.with_(where=without_scope(change.old), scope=replace(change.old.scope, within=codes))
    return len(change.agencies(there)) == 1


def so_many(change: Change) -> Query | None:
    """Return the query for those of the agencies shown that have so many cases (其中参与不止一个案例的), or None."""
    scope = change.new.scope
    if (
        not change.lists_units
        or change.parts
        or scope.op is None
        or not (points_back(change) or (change.has("de") and not change.names_unit))
        or change.asks_truth
        or change.old.scope.op is not None
    ):
        return None
    counts = change.asks_count or (change.old.ask == "count" and not change.asks)
    narrowed = replace(change.old.scope, op=scope.op, count=scope.count)
    return change.old.with_(ask="count" if counts else "units", subject="units" if counts else "cases", scope=narrowed)


def _are_as_many(change: Change) -> bool:
    """Return whether the place named has as many of the agencies shown as the fragment says.

    For example 江苏的两个, 浙江那边的两个呢.
    """
    codes = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    holes = [ask.quantity for ask in change.asks_of("hole")]
    number = holes[0].bounds[0].number if len(holes) == 1 and holes[0] is not None and holes[0].is_plain else 0
    if not number or change.asks or len(codes) != 1 or len(change.parts) != 1:
        return False
    there = change.old.with_(where=without_scope(change.old), scope=replace(change.old.scope, within=codes))
    return len(change.agencies(there.with_(ask="units", subject="cases", by="cases"))) == number


def called_so(change: Change) -> Query | None:
    """Return the query for those of the agencies shown whose names have, or have not, the words.

    For example 哪家不是执法稽查的, 名字里有中心的呢. None if no agencies were shown, if the words name none of them, or
    if they name a case.
    """
    if change.old.ask != "units" or len(change.parts) != 1 or change.names_case:
        return None
    (part,) = change.parts
    leaf = part.part if isinstance(part, Not) else part
    refers = change.reading.has("which_unit", "which", "who") or change.refers or change.has("that", "instead")
    if not isinstance(leaf, About | InTitle) or not refers:
        return None
    if change.has("point") and not change.has("which", "who") and change.index.evaluate(leaf).bit_count() == 1:
        return None  # 检验检测那个呢: a case
    named = ByAgency(leaf.words if isinstance(leaf, InTitle) else "".join(leaf.words))
    if change.has("ne") and not change.index.agency_index.agencies(named) and change.index.evaluate(leaf):
        return None  # 娃娃云诊室呢: a case
    if change.old.scope.parts and change.has("that", "ne", "instead") and isinstance(part, About):
        return change.old.with_(where=_without_parts(change.old), scope=replace(change.old.scope, parts=(named,)))
    meant = set(change.index.agency_index.agencies(named))
    if meant.isdisjoint(change.agencies(change.old)):
        return None
    scope = change.old.scope
    if isinstance(part, Not):
        return change.old.with_(scope=replace(scope, without=(*scope.without, named)))
    return change.old.with_(scope=replace(scope, parts=(*scope.parts, named)))


def _without_parts(query: Query) -> Filter:
    """Return the conditions of a query without those that only say by name which agencies are meant (`scope.parts`)."""
    return both(*(part for part in conjuncts(query.where) if part not in query.scope.parts))


def other_level(change: Change) -> Query | None:
    """Return the last query for another level of agencies (县级呢, after those of 市级), or None."""
    named = [part.level for part in change.parts if isinstance(part, UnitLevel) and not part.code]
    ranked = bool(named) and change.old.ask == "rank"  # 市局呢, after 哪个省的区县局最多
    if len(named) != len(change.parts) or change.asks_truth or not (change.reading.has("unit_level") or ranked):
        return None
    if not change.has("ne", "that", "list", "show", "pick"):
        return None
    nouns = [NOUNS[event.noun] for event in change.reading.events if event.noun in NOUNS]
    level = next(iter((*named, *nouns[-1:])), None)
    held = next((leaf for leaf, _ in leaves(change.old.where) if isinstance(leaf, UnitLevel)), None)
    if ranked and held is None and change.old.by == "units":  # 只算县级单位呢, after all units
        scope = replace(change.old.scope, level=level)
        return change.old.with_(where=both(change.old.where, *change.parts), scope=scope)
    if level is not None and points_back(change) and change.old.ask == "units":
        return change.old.with_(scope=replace(change.old.scope, level=level))  # 其中区县级的呢
    if level is None or (held is None and change.old.scope.level is None):
        return None
    of_level = [
        part for part in conjuncts(change.old.where) if all(isinstance(leaf, UnitLevel) for leaf, _ in leaves(part))
    ]
    if any(isinstance(part, Not) for part in of_level) and change.reading.has("have", "take"):
        kept = (part for part in conjuncts(change.old.where) if part not in of_level)
        return change.old.with_(where=both(*kept, *change.parts))  # 有县级局参与的呢, after 只有县级局参与的
    where = replaced(change.old.where, held, replace(held, level=level)) if held is not None else change.old.where
    scope = replace(change.old.scope, level=level) if change.old.scope.level else change.old.scope
    return change.old.with_(where=where, scope=scope)


def leave_out(change: Change) -> Query | None:
    """Return the query for the agencies shown but those of the places or levels named (松江除外呢, 哪家不是市级的).

    UNCLEAR where all cases may be meant; None if neither agencies nor a card were shown last, or if the fragment denies
    no place and no level.
    """
    out = [part.part for part in change.parts if isinstance(part, Not) and isinstance(part.part, InRegion | UnitLevel)]
    if not (change.lists_units or change.context.card) or not out or len(out) != len(change.parts) or change.names_case:
        return None
    said = change.leaves_out or change.reading.has("neg_left", "neg_right", "which_unit")  # 哪家不是江苏的
    counts = change.lists_units and change.asks_count and change.new.subject == "units" and not change.has("take")
    others = change.has("other") and change.reading.has("agencies")  # 除浙江外，其余三家是哪些
    denied = change.lists_units and change.reading.has("is_not") and not change.has("take")
    levels = tuple(part for part in out if isinstance(part, UnitLevel))
    # 不是安徽的有几家, 不是安徽的有哪些, 不是市级的呢
    said = said or (denied and (counts or change.has("which") or bool(levels)))
    rest = change.new.ask == "cases" and (others or denied or (change.lists_units and change.has("more")))
    if not said or (change.asks and change.new.ask != "units" and not (rest or counts)):
        return UNCLEAR if not said and _may_leave_out(change) else None
    if not change.lists_units and change.new.ask != "units" and not others:
        return None
    codes = tuple(part.code for part in out if isinstance(part, InRegion))
    scope, without = change.old.scope, change.old.scope.without
    scope = replace(scope, outside=(*scope.outside, *codes), without=(*without, *levels))
    if counts:
        return change.old.with_(ask="count", subject="units", by="cases", scope=scope)
    return change.old.with_(ask="units", scope=scope) if change.old.ask != "count" else change.old.with_(scope=scope)


def _may_leave_out(change: Change) -> bool:
    """Return whether 没有上海的, after agencies, may be of these or of all cases."""
    places = bool(change.parts) and all(isinstance(p, Not) and isinstance(p.part, InRegion) for p in change.parts)
    bare = change.lists_units and places and not (change.names_case or change.leaves_out or change.has("ne", "take"))
    bare = bare and not points_back(change)  # 其中没有上海的是哪个
    return bare and (change.ends_attributive or change.has("which")) and not change.asks_truth
