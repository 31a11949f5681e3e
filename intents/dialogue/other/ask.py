"""Rules for another thing asked of the same cases (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.card import the_case
from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.claims import number_claimed, part_in_each
from intents.dialogue.kinds import HOLDERS, kinds_of, last_of, without_scope
from intents.dialogue.other.listing import (
    each_of_places,
    of_both_turns,
    of_listed,
    of_recent_places,
    other_list,
    taking_part_in_all,
    which_cases,
)
from intents.dialogue.other.ranking import (
    names_noun,
    of_ranked_units,
    other_measure,
    other_ranking,
    other_subject,
    position_of_place,
    ranking_before,
)
from intents.dialogue.other.scope import scope_of_last
from intents.dialogue.other.unnamed import asks_again, named_nothing, of_all_tiers, part_of_card, said_again
from intents.dialogue.references import is_this_case, points_back
from intents.index.case_index import LEVELS
from intents.model.query import (
    And,
    ByAgency,
    Filter,
    InRegion,
    Not,
    Query,
    UnitCount,
    UnitScope,
    both,
    conjuncts,
    negated,
)
from intents.model.substitution import replaced

_REFERRING = ("those", "ne", "inside_those", "per", "each_noun")
"""The kinds of events that refer to what was said; 那 at the beginning does not: 那所有案例一共有几家单位."""


def other_ask(change: Change) -> Query | None:
    """Return the query for another thing asked of the same cases (谁做的, 有几个).

    After a ranking it may be another ranking (城市呢) or the place that leads. OWN where the fragment is about all
    cases; UNCLEAR where it does not say what it asks, or of what; None where it has a condition, or neither asks for
    anything nor refers to something.
    """
    new, old = change.new, change.old
    refers = change.refers or change.has("per", "each_noun") or change.has("this_case")
    refers = refers or (
        "show" in change.events and set(change.events) <= {"show", "may", "all"}
    )  # 发来看看, 都念给我听
    refers = refers or asks_again(change)
    if change.parts or new.items or change.reading.unknown or not (change.asks or refers):
        return None
    if _asks_of_all(change):
        return OWN
    named = (
        taking_part_in_all,
        _of_other_places,
        _in_own_name,
        part_of_card,
        _of_leader,
        said_again,
        of_all_tiers,
        named_nothing,
        position_of_place,
        which_cases,
        part_in_each,
        number_claimed,
        of_ranked_units,
        _absent,
        _of_whole_case,
        other_measure,
        of_both_turns,
        each_of_places,
        of_recent_places,
        _of_all_asked,
    )
    if (settled := next((found for rule in named if (found := rule(change)) is not None), None)) is not None:
        return settled
    shown = change.context.card or (the_case(change) if change.reading.has("whole") else None)  # 整个案例几家单位
    of_units = new.ask == "units" or new.subject == "units"
    of_case = of_units or change.reading.has("whole")
    if change.has("every_case") and shown is not None and of_case and not change.reading.has("notice"):
        return new.with_(where=shown.where, scope=UnitScope())
    afresh = change.has("which") and old.ask in ("cases", "rank", "compare", "notice", "help")
    all_cases = change.has("every_case") and new.by == old.by == "mean"  # 全部案例的平均呢
    all_cases = all_cases or (change.events[:1] == ["again"] and new.by == "mean")  # 另外，平均每个案例有几家单位
    total = change.has("sum", "every", "every_case") or change.reading.has("sum")
    all_cases = all_cases or (change.has("every_case") and not (points_back(change) or change.has(*_REFERRING)))
    named_case = change.names_case and change.reading.has("case", "count_case")  # 一共几家, after 工作站 that 家 counts
    if all_cases or _counts_all_cases(change) or (named_case and (total or afresh) and not refers):
        return OWN
    if old.ask == "rank" and (ranked := other_subject(change) or other_ranking(change)) is not None:
        return ranked
    if (listed := other_list(change) or of_listed(change) or ranking_before(change)) is not None:
        return listed
    if not change.asks:
        again = change.has("ne", "that", "those", "show")
        again = again and not change.has("other", "rest", "negated", "not_every", "turn")
        counts = change.has("hole") and change.has("take")  # 只有一家参与的呢
        return UNCLEAR if counts else old if again else None
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
    counted = change.lists_units and new.ask == "rank" and not change.has("take")  # 有多少单位 → 哪个省最多
    counted = counted and new.subject in LEVELS and not of_cases
    by = "units" if counted else old.by if keeps_measure else new.by
    return new.with_(where=base, scope=scope_of_last(change), items=old.items if new.ask == "compare" else (), by=by)


def _of_all_asked(change: Change) -> Query | None:
    """Return what is asked of all cases of which the last question claimed something, or None.

    For example 这些案例的单位有哪些 and 平均几家单位, after 都是最佳吗; but 有几个 counts those that meet the claim, or
    that contradict it, if it was that there are none (宁波一个都没有吧).
    """
    old, new = change.old, change.new
    of_all = new.subject == "units" or new.ask == "units" or change.has("those", "sum")
    if old.ask != "yes_no" or old.every is None or not change.asks:
        return None
    claimed = [part for part in conjuncts(old.where) if part not in conjuncts(old.every)]
    if not of_all and change.asks_count and len(claimed) == 1 and isinstance(claimed[0], Not):
        return new.with_(where=both(old.every, negated(claimed[0])))
    if not of_all:
        return None
    return new.with_(where=old.every)


def _counts_all_cases(change: Change) -> bool:
    """Return whether the fragment counts all cases, or those of the notice: 整个通知里有几个案例."""
    counts = change.asks_count and change.new.subject == "cases" and change.reading.has("case", "count_case")
    refers = points_back(change) or change.has(*_REFERRING)
    return counts and change.reading.has("every", "notice") and not refers


def _asks_of_all(change: Change) -> bool:
    """Return whether cases are asked for that cannot be the one whose card was shown.

    For example 入选的案例有哪些, 22 个案例都列出来.
    """
    asks = change.new.ask in ("cases", "card", "count") and change.reading.has("case", "cases")
    asks = asks and not change.reading.has("whole")
    if change.old.ask != "card" or not asks:
        return False
    several = change.has("which") and not change.reading.has("which_one") and not change.refers
    counted = change.has("cases") and change.numbers == [len(change.index.cases)]
    return several or counted or (change.has("every_case") and not change.refers)


def _of_other_places(change: Change) -> Query | None:
    """Return the last ranking of listed places for other ones (浙江和安徽各有多少呢), or None."""
    old, new = change.old, change.new
    listed_twice = old.ask == new.ask == "rank" and bool(old.scope.within) and bool(new.scope.within)
    return old.with_(scope=replace(old.scope, within=new.scope.within)) if listed_twice else None


def _in_own_name(change: Change) -> Query | None:
    """Return what is asked of the last bureau in its own name (其中以局本身名义参与的有哪些), or None.

    With its departments again for 连内设处室一起算呢.
    """
    bureaus = [part for part in conjuncts(change.old.where) if isinstance(part, ByAgency)]
    whole = change.reading.has("include") and change.reading.has("unit", "parts_of_unit")  # 连内设处室一起算呢
    if len(bureaus) != 1 or not (change.has("own_name") or (whole and bureaus[0].own)):
        return None
    where = replaced(change.old.where, bureaus[0], replace(bureaus[0], own=not whole))
    return change.new.with_(where=where) if change.asks else change.old.with_(ask="cases", where=where)


def _of_leader(change: Change) -> Query | None:
    """Return the number of places of the case that leads the last ranking (它涉及几个省), or None."""
    ranked = change.old.ask == "rank" and change.old.subject == "cases"
    counts = change.asks_count and change.new.subject in LEVELS
    it = change.reading.has("resumptive") and change.has("those")
    if not (ranked and counts and it):
        return None
    card = change.context.card
    return change.new.with_(where=card.where if card is not None else change.leaders(change.old))


def _of_whole_case(change: Change) -> Query | None:
    """Return the query for all agencies of a case, after those of one place in it, or None.

    For example 单位有哪几家, after the agencies of 上海 in one case.
    """
    old, new, again = change.old, change.new, change.refers or change.has("more")
    if (old.ask, new.ask) != ("units", "units") or not (change.names_unit and old.scope.within) or again:
        return None
    where = without_scope(old)
    one = not new.scope.outside and change.index.evaluate(where).bit_count() == 1
    return new.with_(where=where) if one else None


def _absent(change: Change) -> Query | None:
    """Return the query for the places that have no part in the case shown (哪个省没参与, 还有谁没来), or None.

    After such a query, their number is that query again (有几个). OWN for cities or counties, if no case was pointed at
    (江苏哪些城市没参与); UNCLEAR if it was not a single case.
    """
    if change.old.by == "absence" and change.asks_count and not change.names_case:
        return change.old
    level = change.new.subject if change.new.by == "absence" else "province"
    if level != "province":
        points = change.has("those", "point", "this_case", "inside_those")
        case = the_case(change) if points else None
        return change.new.with_(where=case.where) if case is not None else UNCLEAR if points else OWN
    nobody = change.has("who") and change.has("negated") and not change.has("take", "unit")
    if not (change.has("absent") or nobody):
        return None
    shown = change.context.card.where if change.context.card is not None else change.old.where
    alone = change.index.evaluate(shown).bit_count() == 1
    return Query("rank", shown, subject="province", by="absence", least=True) if alone else UNCLEAR


def _of_denied(change: Change, base: Filter) -> Query | None:
    """Return what the fragment asks after an answer of no, of the cases without the condition that none met.

    For example 那都有谁, after 有安徽吗. If no other condition is left, UNCLEAR, or None where all cases are meant.
    """
    new, old = change.new, change.old
    if base is not old.where:
        return new.with_(where=base)
    if is_this_case(change) and (case := the_case(change)) is not None:
        return new.with_(where=case.where)  # 杭州也在里头吗 → 宁波呢 → 这个案例几家单位
    parts = [part for part in conjuncts(old.where) if part != And()]
    units = new.ask == "units" or new.subject in ("units", *LEVELS)
    others = [part for part in parts if not kinds_of(part) <= HOLDERS] if units else []
    before = [part for part in conjuncts(old.where) if part in change.before]
    held = conjuncts(change.context.earlier[0].where) if change.context.earlier else ()
    earlier = [part for part in parts if part in held]  # 青浦 → 有嘉善吗 → 有安徽吗: of 青浦
    kept = before or others or parts[: -len(last_of(parts)) or None] or (earlier if len(earlier) < len(parts) else ())
    if not kept:  # 哪些单位, after 有没有案例没有浙江; but 那实际参与的是哪几个省市 is of all
        return None if change.has("take", "that") else UNCLEAR
    return new.with_(where=both(*kept))


def of_all(change: Change) -> Query | None:
    """Return the query for what is asked of all agencies or cases of the last query, or None.

    For example 参与最多的是哪个, 其中上海的占百分之几, after agencies; 一共呢, after a number of cases, is of all
    tiers. UNCLEAR for a share of agencies that a scope restricts.
    """
    new, old = change.new, change.old
    if new.by == "share" and new.subject == "units" and new.scope != UnitScope() and change.lists_units:
        return new.with_(where=old.where, every=old.where) if old.scope == UnitScope() else UNCLEAR
    if old.ask == "yes_no" and (new.ask, new.subject, new.by) == ("count", "units", "cases") and not change.parts:
        claimed = [part for part in conjuncts(old.where) if isinstance(part, UnitCount)]
        rest = [part for part in conjuncts(old.where) if part not in claimed]
        return new.with_(where=both(*rest)) if claimed and rest else None  # 那是几家
    if old.ask == "rank" and new.items and change.has("ranked_where") and not old.items:
        return old.with_(items=new.items)  # 各省最佳案例数 → 安徽第几
    before = change.context.earlier[0].ask if change.context.earlier else ""
    named = names_noun(change) and (new.subject != "units" or old.scope == UnitScope())
    if old.ask == "units" and new.ask == "rank" and before != "rank" and not (change.parts or named):
        return Query("rank", old.where, old.scope, subject="units", least=new.least)  # 上海的单位 → 参与最多的是哪个
    if old.subject == "number" and change.events[:1] == ["selected"] and change.has("ne") and not change.parts:
        return Query("count")  # 最后入选的呢, after the number that was chosen from
    if not change.parts and change.has("sum") and change.has("ne") and old.ask == "count":
        kept = [part for part in conjuncts(old.where) if kinds_of(part) != {"tier"}]
        return old.with_(where=both(*kept)) if "tier" in kinds_of(old.where) else None
    return None
