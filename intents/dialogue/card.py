"""Rules for what is asked of the one case that was shown, and of its tier (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS
from intents.dialogue.references import is_this_case
from intents.model.query import (
    EVERYTHING,
    Filter,
    InRegion,
    InTier,
    Not,
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


def of_card(change: Change) -> Query | None:
    """Return what the fragment asks of the one case that was shown (安徽参与了吗, after a card).

    The changed query is a truth, number or list of agencies with the case as a condition, or the case's own card. OWN
    where the fragment counts cases (宁波一共参加几个); None if no single case was shown, or if the fragment is about
    cases.
    """
    card = None if _is_among_ranked(change) else change.context.card or _only_case(change)
    counted = change.kinds == {"count"} and change.has("list", "show")  # 四家单位全部列出来, after one case
    card = card or (the_case(change) if counted or change.reading.has("that_case") else None)
    levels = any(isinstance(part, UnitLevel) for part in change.parts)
    kinds = change.kinds - {"count"} if levels or change.asks_truth else change.kinds  # 单位超过三家吗
    told = change.kinds == {"tier"} and change.new.ask == "card"  # 优秀第几个, 是优秀案例里第几个
    numbered = change.reading.has("which_number") and not change.has("inside")  # 这是第几个优秀案例
    told = told and (not change.names_case or change.has("inside") or numbered)
    said = change.reading.has("is", "throughout") or (change.kinds == {"org"} and not change.asks)  # 江苏是执法稽查局吧
    supposed = said and change.reading.has("ba")  # 是宁波和上海一起做的吧
    of_single = change.kinds == {"tier"} and (change.asks_truth or not change.asks)  # 是最佳案例吗
    if told or of_single or (supposed and change.kinds == {"place"}):
        card = card or the_case(change)
    elif (change.names_case and not change.has("point")) or _is_of_tier(change):
        return None
    either_tier = change.kinds == {"tier"} and not change.asks and any(map(_is_either, change.parts))
    if card is not None and (told or either_tier):  # 属于最佳还是优秀; but 另外一个在最佳里排第几
        return Query("card", card.where) if change.events[:1] != ["other"] else UNCLEAR
    if card is None or not change.parts:
        return (card or the_case(change)) if _shows_it(change) else None
    if (some := _some_units(change, card)) is not None:
        return some
    if not kinds <= {"place", "org", "tier"}:
        return None
    where = both(card.where, change.new.where)
    if change.events == ["condition", "inside"] and change.reading.has("also"):
        return Query("yes_no", where)  # 杭州也在里面？
    if change.new.ask == "yes_no" and change.new.by == "number" and change.kinds == {"place"}:  # 浙江占四家，对吗
        within = tuple(part.code for part in change.parts if isinstance(part, InRegion))
        return change.new.with_(where=card.where, subject="units", scope=replace(change.new.scope, within=within))
    if len(change.kinds) == 1 and supposed:
        return Query("yes_no", where)  # 这个是最佳案例吧, 是宁波和上海一起做的吧
    if change.asks and change.new.ask in ("yes_no", "units", "count"):
        asked = _counted(change, where) or change.new.with_(where=where, every=None)  # 四家单位全是药监局，对吗
        return _besides_asked(change, asked)
    called = change.reading.has("called")  # 浙江的全称是什么
    if (
        change.new.ask == "cases"
        and (change.has("which") or called)
        and change.kinds <= HOLDERS
        and (
            change.has("have")
            or change.events[-1:] == ["take"]  # 江苏有哪两个参加了
            or is_this_case(change)  # 那个案例里浙江有哪些
            or change.events == ["condition", "which"]  # 浙江哪两个
            or any(condition.is_attributive for condition in change.conditions)
        )
    ):
        within = tuple(part.code for part in change.parts if isinstance(part, InRegion))
        only = len(within) == len(change.parts)  # not 浙江比江苏多参与了哪些
        return Query("units", where, UnitScope(within=within)) if only else None  # 安徽的是哪个
    return None


def of_another_case(change: Change) -> Query | None:
    """Return the last question of truth for another case, of the place it asked about, or None.

    For example 企业登记标准它参与了吗, after 安徽参与了长江禁渔吗.
    """
    old = change.old
    places = [part for part in conjuncts(old.where) if isinstance(part, InRegion)]
    of_it = change.has("those") and change.has("take") and change.kinds == {"topic"} and len(places) == 1
    asked = of_it and change.asks_truth and old.ask == "yes_no" and len(conjuncts(old.where)) > 1
    return old.with_(where=both(*places, *change.parts)) if asked else None


def _besides_asked(change: Change, asked: Query) -> Query:
    """Return the query for agencies of a place without those just asked about (安徽还有哪家, after 有亳州吗).

    Any other query is returned as it is.
    """
    scope = asked.scope
    bare = bool(scope.within) and not scope.outside
    if change.old.ask != "yes_no" or asked.ask != "units" or not change.has("more") or not bare:
        return asked
    named = (part.code for part in conjuncts(change.old.where) if isinstance(part, InRegion))
    regions = change.index.regions
    within = [regions[code] for code in scope.within if code in regions]
    left = (code for code in named if any(regions[code].is_within(place) for place in within if place.code != code))
    return asked.with_(scope=replace(scope, outside=tuple(left)))


def _without_places(change: Change, card: Query) -> Query | None:
    """Return the query for the agencies of the case without those of places (去掉上海还剩几家单位), or None."""
    codes = [part.part.code for part in change.parts if isinstance(part, Not) and isinstance(part.part, InRegion)]
    said = change.new.ask in ("count", "units") and (change.names_unit or change.reading.has("howmany_unit"))
    if not codes or len(codes) != len(change.parts) or not said or change.has("take"):
        return None
    return Query(change.new.ask, card.where, UnitScope(outside=tuple(codes)), subject="units")


def _shows_it(change: Change) -> bool:
    """Return whether the fragment only asks to see the case (给我看下这个案例)."""
    return change.has("this_case") and change.has("show") and not (change.asks or change.parts)


def _is_of_tier(change: Change) -> bool:
    """Return whether the fragment is about the cases of a tier that it names (最佳里面有没有安徽没参加的)."""
    first = change.conditions[0] if change.conditions else None
    inside = change.events[:2] == ["condition", "inside"] and first is not None and first.kinds == {"tier"}
    return inside and len(change.kinds) > 1


def _some_units(change: Change, card: Query) -> Query | None:
    """Return the query for agencies of the case, or None if the fragment asks for none.

    These are all of them, or those of the places or the level named: for example 安徽的, 市级的有哪些,
    四家单位，报一遍.
    """
    if (left := _without_places(change, card)) is not None:
        return left
    told = change.has("list", "show", "title") or change.new.ask == "units"
    if change.kinds == {"count"} and told and (_counts_units(change, card) or _counts_places(change, card)):
        return Query("units", card.where)
    coded = next((leaf for leaf, _ in leaves(card.where) if isinstance(leaf, UnitLevel) and leaf.code), None)
    if coded is not None and change.new.ask == "units" and change.parts == (replace(coded, code=""),):
        return Query(
            "units", card.where, UnitScope(within=(coded.code,), level=coded.level)
        )  # 湖州的县局参与的 → 是哪两个县局
    part = change.parts[0] if len(change.parts) == 1 else None
    if isinstance(part, UnitLevel) and change.new.ask == "cases" and change.has("which"):
        return Query("units", both(card.where, part), UnitScope(level=part.level))
    places = [one.code for one in change.one_by_one if isinstance(one, InRegion)]
    named = len(places) == len(change.one_by_one) and set(change.events) <= {"condition", "list", "show"}
    if named and change.ends_attributive:
        bare = not any(condition.has_verb for condition in change.conditions)
        return Query("units", card.where, UnitScope(within=tuple(places))) if bare else None
    return None


def _counted(change: Change, where: Filter) -> Query | None:
    """Return the number of a place's agencies in the case (江苏去了几个): one case has no number of cases.

    None if the fragment does not count cases that someone takes part in; OWN if it names no single place
    (上海没参与的有几个) or asks for a sum (宁波一共参加几个).
    """
    of_place = change.lists_units and bool(change.old.scope.within)
    again = of_place and change.has("ne", "that")  # 江苏的有哪些 → 浙江的有几个呢
    units = change.has("that_unit") or any(names.is_units for one in change.conditions for names, _ in one.names)
    cases = change.new.ask == "count" and change.new.subject == "cases"
    cases = cases and (again or units or not change.refers)  # 这个案例的安徽单位，有几个
    said = units or change.has("take") or any(condition.has_verb for condition in change.conditions)
    if not cases or not (said or (again and change.asks_count)):  # 上海有几个处室 → 江苏呢，几个
        return None
    place = change.parts[0] if len(change.parts) == 1 else None
    if not isinstance(place, InRegion) or change.has("sum"):
        return OWN  # 宁波一共参加几个
    return change.new.with_(where=where, subject="units", scope=UnitScope(within=(place.code,)))


def _counts_units(change: Change, card: Query) -> bool:
    """Return whether the fragment's only condition is the number of the case's agencies."""
    agencies = len(change.agencies(Query("units", card.where)))
    return change.parts == (UnitCount("==", agencies),)


def _counts_places(change: Change, card: Query) -> bool:
    """Return whether the fragment asks for agencies by the number of the case's places (四地具体是哪些处室)."""
    plain = len(change.parts) == 1 and isinstance(change.parts[0], PlaceCount) and change.parts[0].op == "=="
    return plain and change.new.ask == "units" and bool(change.index.evaluate(both(card.where, *change.parts)))


def _is_either(part: Filter) -> bool:
    return isinstance(part, Or)


def _is_among_ranked(change: Change) -> bool:
    """Return whether the fragment asks which of the cases ranked lack a name: 其中哪个没有上海的."""
    denied = any(isinstance(part, Not) for part in change.parts)
    return denied and change.old.ask == "rank" and change.events[:1] == ["those"] and change.has("which")


def _only_case(change: Change) -> Query | None:
    """Return the card of the one case of the last question if agencies are asked of it, else None.

    For example 上海是哪个处, after 叉车有安徽吗.
    """
    old, new = change.old, change.new
    if old.ask == "yes_no" and change.reading.has("howmany_unit"):
        return the_case(change)  # 安徽的有几家
    if is_this_case(change) or (change.reading.has("called") and not change.names_case):
        return the_case(change)
    of_level = bool(change.parts) and all(isinstance(part, UnitLevel) for part in change.parts)  # 由哪些县局参与
    takes = change.has("take") and not of_level
    fresh = new.ask != "units" or takes or change.has("ne", "that", "partners")
    return None if fresh or old.ask in ("rank", "compare", "notice") else the_case(change)


def the_case(change: Change) -> Query | None:
    """Return the card of the last question's case, or None if it had no or several cases.

    After a question that was answered with no, it is the case of the conditions before it.
    """
    where = change.old.where
    if change.old.ask == "yes_no" and not change.index.evaluate(where):
        earlier = conjuncts(change.context.earlier[0].where) if change.context.earlier else ()
        common = [part for part in conjuncts(where) if part in earlier]  # 宣城也在吗 → 滁州呢
        where = both(*(change.before or common or conjuncts(where)))
    alone = where != EVERYTHING and change.index.evaluate(where).bit_count() == 1
    return Query("card", where) if alone else None


def one_of_tier(change: Change) -> Query | None:
    """Return what the fragment asks of the one case of its tier, among the last cases or an earlier list.

    For example 最佳的那一项由谁承担. None if the fragment does not point at one, or if no list has just one of that
    tier.
    """
    said = change.reading
    pointed = said.has("point") or (said.has("that") and said.has("item"))
    if change.kinds != {"tier"} or not pointed or change.new.ask not in ("units", "cases", "card"):
        return None
    for query in (change.old, *change.context.earlier):
        rest = [part for part in conjuncts(query.where) if not isinstance(part, InTier)]
        listed = query.ask in ("cases", "count") and query.subject == query.by == "cases"
        where = both(*rest, change.new.where)
        if listed and both(*rest) != EVERYTHING and change.index.evaluate(where).bit_count() == 1:
            again = change.has("ne") and not change.asks and change.lists_units  # 优秀的那个有几家单位 → 最佳的那个呢
            return (change.old if again else change.new).with_(where=where)
    return None


def of_its_tier(change: Change) -> Query | None:
    """Return what the fragment asks of the cases of the tier shown last.

    For example 这个等次一共有几个案例, after a case or a tier. UNCLEAR if not one tier was shown; None if the fragment
    does not point at a tier, or keeps it and asks of another name (这一档江苏呢).
    """
    if not change.has("that_tier"):
        return None
    tiers = {part for part in conjuncts(change.old.where) if isinstance(part, InTier)}
    if tiers and change.has("ne"):
        return None  # 这一档江苏呢: that stays
    if change.reading.has("which_number", "ranked_where") and (card := change.context.card or the_case(change)):
        return card  # 在这一档里是第几项
    shown = (change.context.card or change.old).where
    found = change.index.evaluate(shown)
    one = found.bit_count() == 1
    if not tiers and one:
        tiers = {InTier(case.tier) for case in change.index.select(found) if case.tier}
    if len(tiers) != 1:
        return UNCLEAR
    besides = negated(shown) if one and change.has("more") else EVERYTHING
    where = both(*tiers, change.new.where, besides)
    return change.new.with_(ask=change.new.ask if change.asks else "cases", where=where)
