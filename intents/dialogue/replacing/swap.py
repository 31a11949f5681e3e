"""Rule for conditions that stand in the place of those of their kind, or of none (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.dialogue.change import OWN, Change
from intents.dialogue.claims import claimed_bound
from intents.dialogue.kinds import HOLDERS, kinds_of, without_scope
from intents.dialogue.replacing.again import asked_again
from intents.dialogue.replacing.instead import asks_truth_again, is_too, ranks_again, swaps
from intents.dialogue.replacing.moved import moved, other_items
from intents.dialogue.replacing.replacement import exchanged, swapped_where
from intents.model.query import (
    EVERYTHING,
    And,
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    IsCase,
    Level,
    Numbered,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    Unknown,
    both,
    conjuncts,
    leaves,
)


def swap(change: Change) -> Query | None:
    """Return the last query with the fragment's conditions in the place of those of their kind.

    For example 那江苏呢, 优秀的呢, 还是看江苏吧. What the fragment asks for takes the place of the last ask. OWN where
    it names another case; UNCLEAR where a special rule cannot tell what is meant; None where it has no condition or
    `swaps` is false.
    """
    if not change.parts or not swaps(change):
        return None
    new, old = _numbered_as_listed(change, _bounded_as_before(change)), change.old
    if (another := asked_again(change) or moved(change)) is not None:
        return another
    counts_units = old.ask == "count" and old.subject == "units"
    theirs = (
        (counts_units or old.ask == "units") and old.scope.within and without_scope(old) == EVERYTHING
    )  # 嘉兴的单位呢, after 湖州的
    nowhere = isinstance(old.where, Unknown) and old.where.what == "place"  # 衢州参与了吗 → 那浙江有哪些市
    theirs = theirs or nowhere
    if new.ask == "units" and change.asks and old.where != EVERYTHING and change.kinds <= HOLDERS and not theirs:
        return new.with_(where=without_scope(old) if change.lists_units else old.where)  # 安徽的单位呢 narrows
    where = swapped_where(change, new)
    if old.ask == "notice" and isinstance(where, InNotice) and where not in conjuncts(old.where):
        return old.with_(where=where)  # 申报了多少 → 川渝医疗的呢
    shown = change.context.card is not None and old.ask != "yes_no"
    # 双随机那个呢, after 叉车有上海吗
    asked = kinds_of(old.where) in ({"topic", "place"}, {"topic", "tier"})
    asked = asked and (not change.asks or is_too(change))  # 企业登记标准那个也是吗
    truth_of_case = old.ask == "yes_no" and change.kinds == {"topic"} and asked
    agency = change.kinds == {"org"} and change.has("ne") and not change.asks and old.ask in ("cases", "card")
    agency = agency and "tier" not in kinds_of(old.where)  # 最佳案例里知识产权局的有哪些 → 消保委呢
    other = (
        (change.has("point") and not truth_of_case)
        or agency
        or (change.kinds == {"topic"} and (shown or _names_another(change)))
        or change.kinds >= {"tier", "number"}
        or (shown and change.reading.has("than"))  # 那浙江比江苏多参与了哪些, after one case
        or _names_cases_of(change)
        or (change.in_turn and (change.names_case or change.kinds.isdisjoint(kinds_of(old.where))))  # 消保处的又是哪个
    )
    looks = change.kinds == {"topic"} and change.has("show", "card") and not change.names_unit  # 再看看禁渔那个
    if (looks or (other and not change.index.evaluate(where))) and change.index.evaluate(new.where):
        one = change.lists_units and change.index.evaluate(old.where).bit_count() == 1
        again = one and change.kinds == {"topic"} and change.has("ne") and not change.asks
        return old.with_(where=new.where) if again else OWN  # 几家单位 → 杨浦金华那个呢 → G60呢; 那叉车的呢
    places = {leaf.code for leaf, _ in leaves(old.where) if isinstance(leaf, InRegion)}
    known = not any(isinstance(part, Unknown) for part in change.parts)
    of_units = not change.asks or new.ask in ("units", "count") or _asks_which_units(change, [])
    # but 那上海呢，去了没有 asks of the case
    within = known and of_units and change.lists_units and change.kinds == {"place"} and bool(old.scope.within)
    of_case = not places <= set(old.scope.within) or without_scope(old) != And() or change.is_of_case_shown
    if within and of_case:
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
        return old.with_(where=where, least=new.least if new.ask == "rank" else old.least)
    again = (
        _asks_of_another_case(change)
        or asks_truth_again(change)
        or _asks_which_units(change, levels)
        or _counts_again(change)
    )
    in_turn = change.in_turn and not (change.names_case and new.ask == "cases")  # 计量处参与的又是哪个案例
    again = again or (in_turn and old.ask == "count" and change.lists_units)  # 浙江又有多少个单位
    if change.asks and not (is_too(change) or again):
        meant = old if in_turn and old.ask == "count" else new
        theirs = change.lists_units and meant.subject == "units" and change.kinds == {"tier"}  # 最佳的有几家
        scope = replace(meant.scope, within=meant.scope.within or old.scope.within) if theirs else meant.scope
        return meant.with_(where=where, scope=scope)
    if old.items and (compared := other_items(change)) is not None:
        return compared
    scope = _swapped_scope(change, levels)
    numbered = "number" in change.kinds and old.ask == "count" and old.subject == old.by == "cases"
    ask = "cases" if numbered or old.ask in ("card", "notice", "help") else old.ask  # 最佳第一个呢, after a number
    return old.with_(where=where, scope=scope, ask=ask, every=_swapped_domain(change, where))


def each_again(change: Change) -> Query | None:
    """Return the last ranking of places for the cases of a tier (最佳案例各是多少), or None."""
    old, new = change.old, change.new
    if old.ask != "rank" or new.ask != "count" or not change.has("each") or change.kinds != {"tier"}:
        return None
    kept = (part for part in conjuncts(old.where) if kinds_of(part) != {"tier"})
    return old.with_(where=both(*kept, *change.parts))


def _names_cases_of(change: Change) -> bool:
    """Return whether the fragment names cases after a question about one picked case (宁波跟上海合作的案例呢)."""
    picked = any(isinstance(part, IsCase) for part in conjuncts(change.old.where))
    of_case = picked or "topic" in kinds_of(change.old.where)  # 特设处参与的案例呢, after those about 食品安全
    return of_case and change.names_case and change.has("ne") and not change.has("point", "those")


def _counts_again(change: Change) -> bool:
    """Return whether the fragment asks for the last number of another name (江苏呢，也报个数, 金华呢也说一下)."""
    told = set(change.events) <= {"condition", "ne", "all", "card", "show", "list"} and change.reading.has("also")
    units = change.old.subject == "units" and change.new.ask == "units"
    if units and change.old.ask == "count" and set(change.events) <= {"condition", "ne", "that", "take", "unit"}:
        return True  # 浙江的单位呢, after 江苏有几家单位参与
    named = set(change.events) <= {"condition", "point", "case", "ne", "that"} and change.kinds == kinds_of(
        change.old.where
    )
    if named and change.has("ne") and change.old.ask == "count" and len(change.kinds) == 1:
        return True  # 八城联动一案呢, after the number of cities in another; 江苏的案例呢
    if told and change.old.ask == "count" and change.kinds <= kinds_of(change.old.where):
        return True
    bare = change.asks_count and change.new.subject == "cases" and not (change.names_case or change.names_unit)
    return bare and change.old.ask == "count" and change.has("sum") and change.has("ne")


def _asks_of_another_case(change: Change) -> bool:
    """Return whether the fragment asks for the agencies of another case: 换成叉车那个案例, after 江苏是哪个单位做的."""
    bare = set(change.events) <= {"that", "condition", "point", "this_case", "case", "ne"}
    return bare and change.reading.has("switched") and change.old.ask == "units" and change.kinds == {"topic"}


def _asks_which_units(change: Change, levels: Sequence[Level]) -> bool:
    """Return whether the fragment asks for the agencies of another name, as the last question did.

    For example 换成江苏是哪些呢, 地级市局呢.
    """
    if levels and change.has("ne") and change.old.ask in ("count", "units"):
        return True
    named = all(isinstance(part, InRegion | ByAgency) for part in change.parts)
    told = change.has("ne") or change.reading.has("also")  # 安徽的呢，也请报一下; 浙江的也说一下
    told = told and set(change.events) <= {"condition", "ne", "all", "list", "show", "card", "that"}
    if named and told and change.lists_units:
        return True
    which = change.new.ask == "cases" and change.has("which") and change.has("that", "ne") and not change.names_case
    return named and which and change.lists_units


def _numbered_as_listed(change: Change, new: Query) -> Query:
    """Return the fragment's query with its position as a case of the last list, if a case of that list was shown.

    For example 换成第三个呢, after the agencies of the second; any other query is returned as it is.
    """
    listing, picked = change.context.listing, any(isinstance(part, IsCase) for part in conjuncts(change.old.where))
    number = new.where if isinstance(new.where, Numbered) and not new.where.until else None
    if listing is None or number is None or not picked:
        return new
    return new.with_(where=change.nth(listing, number.number))


def _bounded_as_before(change: Change) -> Query:
    """Return the fragment's query, with the last comparison if it only revises the number.

    For example 放宽到两个省, after 至少三个省.
    """
    held = [leaf for leaf, _ in leaves(change.old.where) if isinstance(leaf, PlaceCount | UnitCount)]
    where = change.new.where
    if not held or not isinstance(where, PlaceCount | UnitCount):
        return change.new
    return change.new.with_(where=replace(where, op=change.comparison(held[0].op, where.op)))


def _swapped_domain(change: Change, where: Filter) -> Filter | None:
    """Return the set of which something was asked, with conditions of the fragment in the place of its own.

    It stays where the fragment names another place for the one that was asked about, so that `where`, the query's new
    condition, still has those of the set: 湖州参与的案例，安徽都参与了吗 → 上海也都参与了吗, 上海呢.
    """
    old, every = change.old, change.old.every
    if every is None:
        return None
    domain = {"tier", "notice"} if old.ask == "yes_no" else frozenset()
    claimed = both(*(part for part in conjuncts(old.where) if part not in conjuncts(every)))
    of_asked = old.ask == "yes_no" and kinds_of(claimed) == change.kinds == {"place"}
    kept = not change.has("inside") and set(conjuncts(every)) <= set(conjuncts(where))
    of_asked = of_asked and (is_too(change) or kept)
    of_domain = change.has("inside") or change.kinds <= domain | kinds_of(every)
    return exchanged(every, change.new.where, keeps=False) if of_domain and not of_asked else every


def _names_another(change: Change) -> bool:
    """Return whether the fragment's topic may name another case.

    For example 那禁渔呢, after 最佳案例; not 那消防的呢, after one of several notices.
    """
    named = change.has("ne", "that") and not change.asks and change.old.ask != "yes_no"
    return named and not change.old.scope.parts and "notice" not in kinds_of(change.old.where)


def _case_of_units(change: Change) -> Filter:
    """Return the conditions of the cases whose agencies were asked for, without the places that say whose.

    Places that single out one case stay, if it has the new place, too: 沪甬合作的那个，宁波出的是哪家.
    """
    bare, evaluate = without_scope(change.old), change.index.evaluate
    alone = evaluate(change.old.where).bit_count() == 1 and evaluate(bare) != evaluate(change.old.where)
    if bare == EVERYTHING and not (alone and evaluate(both(change.old.where, change.new.where))):
        return change.new.where  # 温州呢, after 这里面常州出的是哪家
    return change.old.where if alone and evaluate(both(change.old.where, change.new.where)) else bare


def _swapped_scope(change: Change, levels: Sequence[Level]) -> UnitScope:
    """Return the scope of the changed query: that of the last one, for the new place, agency or level."""
    new, old, scope = change.new, change.old, change.old.scope
    named = {leaf.code for leaf, _ in leaves(old.where) if isinstance(leaf, InRegion)}
    if scope.outside and named.issuperset(scope.outside) and change.kinds == {"place"} and not scope.within:
        codes = tuple(leaf.code for leaf, _ in leaves(new.where) if isinstance(leaf, InRegion))
        scope = replace(scope, outside=codes)  # 跟它一起的还有谁 → 芜湖呢: those beside the new place
    held = {leaf for leaf, _ in leaves(old.where) if isinstance(leaf, ByAgency)}
    if scope.without and held.issuperset(scope.without) and change.kinds == {"org"} and not scope.within:
        fresh = tuple(leaf for leaf, _ in leaves(new.where) if isinstance(leaf, ByAgency))
        scope = replace(scope, without=fresh)  # 青浦区局和谁合作了 → 松江区局呢
    apart = kinds_of(old.where).isdisjoint(change.kinds)
    places = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    nobody = old.ask == "units" and isinstance(old.where, Unknown) and old.where.what == "place"  # 温州的 → 那金华的
    again = places if _counts_again(change) or _asks_which_units(change, levels) or nobody else ()
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
