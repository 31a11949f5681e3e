"""Adjust the query that a rule gives to what the fragment says besides: notices, tiers, numbers and measures."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, kinds_of, without_scope
from intents.dialogue.references import is_this_case, points_back
from intents.index.case_index import LEVELS, CaseIndex
from intents.index.selection import listed_count
from intents.model.query import (
    EVERYTHING,
    And,
    ByAgency,
    Filter,
    InNotice,
    InRegion,
    IsCase,
    Not,
    Or,
    Query,
    UnitScope,
    both,
    conjuncts,
    leaves,
)
from intents.parsing.composing.ranking import measured
from intents.parsing.semantics.effects import NOUNS


def adjusted(change: Change, found: Query) -> Query:
    """Return the changed query without conditions that others of it deny, and of one notice and one tier."""
    if found not in (OWN, UNCLEAR):
        found = _of_the_case(change, found.with_(where=_without_denied(change, found.where)))
        if found.ask == change.new.ask == "rank" and change.new.scope.outside:
            found = found.with_(scope=replace(found.scope, outside=change.new.scope.outside))  # 除了浙江，哪个省最多
    return _of_its_whole(change, _in_one_notice(change, _in_one_tier(change, _of_compared(change, found))))


def is_of_all(change: Change, found: Query) -> bool:
    """Return whether the fragment is a question of its own, as it finds something by itself and nothing as changed."""
    return _ranks_nothing(change, found) or _is_of_none(change, found)


def _without_denied(change: Change, where: Filter) -> Filter:
    """Return a conjunction without the last conditions that the fragment denies as a whole, or the reverse.

    For example 不是四地都参与的, after those of all four, or 都没有的, after those of either.
    """
    parts = conjuncts(where)
    denied = [part.part for part in parts if isinstance(part, Not)]
    wholes = [part for part in denied if isinstance(part, And) and set(part.parts) <= set(parts)]
    taken_back: set[Filter] = set()
    for whole in wholes:
        taken_back |= set(whole.parts) if Not(whole) in change.parts else {Not(whole)}
    taken_back |= {part for part in parts if isinstance(part, Or) and set(part.parts) <= set(denied)}
    return both(*(part for part in parts if part not in taken_back)) if taken_back else where


def _of_the_case(change: Change, found: Query) -> Query:
    """Return the changed query about the one case that was shown itself, not about all with its places and agencies.

    For example 这个案例有几家单位, after 扬州参与了什么案例: 浙江的呢 then asks for units of this case.
    """
    kept = conjuncts(found.where)
    shown = change.context.card.where if change.context.card is not None else change.old.where
    parts = conjuncts(shown)
    named = not set(parts) <= set(kept) or any(part in parts for part in change.parts)
    named = named or (bool(change.parts) and kinds_of(shown) <= {"place"})  # another place may take theirs
    if not is_this_case(change) or named or not kinds_of(shown) <= HOLDERS | {"count", "tier"}:
        return found
    cases = change.index.select(change.index.evaluate(shown))
    if len(cases) != 1 or found.every is not None:
        return found
    return found.with_(where=both(IsCase(cases[0].id), *(part for part in kept if part not in parts)))


def _of_its_whole(change: Change, found: Query) -> Query:
    """Return a share without conditions of its whole that were taken out of the last query (不限优秀)."""
    if found.ask != "count" or found.by != "share":
        return found
    lost = set(conjuncts(change.old.where)) - set(conjuncts(found.where))
    whole = (part for part in conjuncts(found.every or EVERYTHING) if part not in lost)
    return found.with_(every=both(*whole))


def _in_one_notice(change: Change, found: Query) -> Query:
    """Return the changed query with only the notice that the fragment names, and without a tier that it lacks.

    For example 林长制那份里重庆参与的是哪个, after the first prizes of another notice.
    """
    notices = [part for part in conjuncts(found.where) if isinstance(part, InNotice)]
    tiers = [part for part in change.parts if kinds_of(part) == {"tier"} and part in conjuncts(found.where)]
    named = any(part in change.parts for part in notices)
    if notices and tiers and not named and not change.index.evaluate(both(*notices, *tiers)):
        of_other = both(*(part for part in conjuncts(found.where) if part not in notices))
        return found.with_(where=of_other) if change.index.evaluate(both(*tiers)) else found  # a tier of another notice
    if len(notices) < 2 or not named:
        return found
    kept = [p for p in conjuncts(found.where) if p in change.parts or p not in notices]
    untiered = [p for p in kept if p in change.parts or kinds_of(p) != {"tier"}]
    return found.with_(where=both(*(kept if change.index.evaluate(both(*kept)) else untiered)))


def _in_one_tier(change: Change, found: Query) -> Query:
    """Return the changed query with only the tier that the fragment names, where no case has all tiers it requires.

    For example 里头优秀的那几个, after those of 最佳. A question of truth about a single case is asked of that case
    (是优秀的吗, after 最佳第七个).
    """
    tiers = [part for part in conjuncts(found.where) if kinds_of(part) == {"tier"} and not isinstance(part, Not)]
    fresh = [part for part in tiers if part in change.parts]
    if len(tiers) < 2 or not fresh:
        return found
    if change.index.evaluate(both(*tiers)) and not any(isinstance(part, Or) for part in fresh):
        return found  # but 最佳和优秀合起来, after those of 最佳
    shown = change.index.evaluate(both(*(part for part in conjuncts(found.where) if part not in change.parts)))
    if found.ask == "yes_no" and shown.bit_count() == 1:  # 是优秀的吗, after 最佳第七个
        cases = (IsCase(case.id) for case in change.index.select(shown))
        return found.with_(where=both(*cases, *change.parts))
    return found.with_(where=both(*(p for p in conjuncts(found.where) if p not in tiers or p in change.parts)))


def _of_compared(change: Change, found: Query) -> Query:
    """Return a comparison without a condition that is one of its items; any other query as it is.

    For example 江苏和安徽哪个多, after the cases of 安徽, compares all cases of the two. After a comparison of those
    without a place, others are compared so, too (浙江呢, after 上海和江苏各缺席几个).
    """
    denied = any(isinstance(item, Not) for item in change.old.items) and not change.reading.has("take", "have")
    if denied and change.old.ask == found.ask == "compare":
        found = found.with_(items=tuple(item if isinstance(item, Not) else Not(item) for item in found.items))
    alone = (part for part in conjuncts(found.where) if part not in found.items)
    return found.with_(where=both(*alone)) if found.ask in ("compare", "yes_no") and len(found.items) > 1 else found


def _ranks_nothing(change: Change, found: Query) -> bool:
    """Return whether a whole question for a ranking has lines by itself but none of the last cases.

    For example 哪个区县参与得最多. A ranking of cases after a single case counts as such, too.
    """
    ranks = change.new.ask == found.ask == "rank"
    whole = ranks and change.has("which") and not change.refers
    of_all = ranks and not (change.has("those", "inside_those") or points_back(change))
    if of_all and found.subject == "cases" and change.index.evaluate(found.where).bit_count() == 1:
        return change.index.evaluate(change.new.where).bit_count() > 1  # 最佳案例里单位最多的是哪个, after one case
    return whole and not change.ranking(found) and bool(change.ranking(change.new))


def _is_of_none(change: Change, found: Query) -> bool:
    """Return whether a whole question finds something by itself but nothing among what was shown.

    For example 那药监局参加的是哪个, after 有药监局吗 was answered with no.
    """
    evaluate = change.index.evaluate
    denied = change.old.ask == "yes_no" and change.old.by == "cases" and not evaluate(change.old.where)
    denied = denied and not change.has("those")
    said = change.reading.has("take", "all", "located")  # 两家单位合作的有哪些; 那宁波在哪个里面
    whole = found.ask in ("cases", "card") and change.asks and said and change.parts
    complete = change.names_case and change.has("which") and not (change.refers or change.reading.has("switched"))
    whole_of_all = found.ask in ("cases", "card") and complete and change.parts  # 江苏没参与的是哪几个案例
    named = found.ask == "units" and change.asks and change.has("point") and not is_this_case(change)
    named = named and bool(change.parts)  # 沪甬那个的单位
    corrects = change.reading.has("rather") and change.names_case and bool(change.parts)  # 不对，是金华那个案例
    subject = found.ask == "cases" and change.names_case and change.kinds == {"topic"}  # 知识产权方面的案例呢
    lacking = named and not change.agencies(found) and bool(change.agencies(change.new))  # 杨浦金华那个都有谁
    # 溧阳跟谁合作的, after cases without 溧阳
    partners = change.has("partners") and bool(change.parts) and not evaluate(both(found.where, *change.parts))
    if partners and evaluate(change.new.where):
        return True
    another = (denied and whole) or named or whole_of_all or corrects or subject
    return lacking or (bool(another) and not evaluate(found.where) and bool(evaluate(change.new.where)))


def as_many_as_said(change: Change, found: Query) -> Query:
    """Return a query that lists as many cases or agencies as the fragment says, or UNCLEAR.

    The changed query is tried first, then one for the agencies that its conditions name, then one without the scope's
    places: 四家单位的全称, after 江苏是哪个单位, is of the whole case.
    """
    asks = change.asks_of("which")
    said = [ask.quantity.bounds[0].number for ask in asks if ask.quantity is not None]
    of_units = change.names_unit or change.has("who")
    of_units = of_units and all(ask.noun not in NOUNS for ask in change.asks_of("other"))  # 其他三地 are places
    if change.has("other") and of_units and found.ask == "units" and change.numbers:
        return _others_as_many(change, found)
    if found.ask not in ("units", "cases") or not said or listed_count(found, change.index) == said[0]:
        return found
    named = tuple(leaf for leaf, positive in leaves(found.where) if positive and isinstance(leaf, ByAgency))
    of_name = found.with_(ask="units", scope=replace(found.scope, parts=named))
    if named and found.ask == "units" and listed_count(of_name, change.index) == said[0]:
        return of_name  # 是哪两个处, after the cases of those that are called so
    whole = found.with_(where=without_scope(found), scope=replace(found.scope, within=()))
    if listed_count(whole, change.index) == said[0]:
        return whole
    alone = change.index.evaluate(found.where).bit_count() == 1
    of_case = found.with_(scope=UnitScope())  # 杨浦那个，是哪两家单位
    return of_case if alone and listed_count(of_case, change.index) == said[0] else UNCLEAR


def _others_as_many(change: Change, found: Query) -> Query:
    """Return a query for as many other agencies as the fragment says (另外两家是谁), or UNCLEAR.

    Those of the places that the last questions named are left out, if they are then as many.
    """
    number = change.numbers[0]
    shown = change.index.evaluate(found.where)
    cases = shown.bit_count() if not change.reading.has("agencies") else 0  # but not 另外一家
    if number in (listed_count(found, change.index), cases):
        return found
    before = [query for query in change.context.earlier if change.index.evaluate(query.where) == shown]
    for query in (change.old, *before):
        named = tuple(leaf.code for leaf, said in leaves(query.where) if said and isinstance(leaf, InRegion))
        beside = found.with_(scope=replace(found.scope, outside=(*found.scope.outside, *named)))
        if named and listed_count(beside, change.index) == number:
            return beside
    return UNCLEAR


def with_its_measure(query: Query, change: Change) -> Query:
    """Return the query without a measure that its ask does not have, or items that its ranking cannot place."""
    if query.ask == "rank" and any(not _stands_in(item, query, change.index) for item in query.items):
        query = query.with_(items=())
    if query.ask == "rank" and query.subject == query.by == "cases":
        return query.with_(by="units")  # cases have no number of cases
    counts = change.new.by == "cases" and change.asks_count and not change.reading.has("amount")
    if query.by == "share" and counts:
        return query.with_(by="cases", every=None)  # 占比呢 → 没有全部参与的有几个
    if (query.by == "number" and query.ask != "yes_no") or (query.by in ("share", "mean") and query.ask != "count"):
        return query.with_(by="cases", scope=replace(query.scope, op=None, count=0))
    if query.by in ("absence", "missed") and (query.ask != "rank" or query.subject not in LEVELS):
        return query.with_(by="cases")
    return measured(query, change.index) if query.ask == "rank" else query  # 哪个省最多, of one case


def _stands_in(item: Filter, query: Query, index: CaseIndex) -> bool:
    """Return whether a place has a position in a ranking by most cases (安徽排第几, but not in a ranking of cities)."""
    place = index.regions.get(item.code) if isinstance(item, InRegion) else None
    plain = not query.least and query.by == "cases"
    return plain and place is not None and place.counts_as(query.subject)  # type: ignore[arg-type]
