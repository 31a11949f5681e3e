"""Rule for fragments that add a condition to what was shown (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.claims import truth_of_each
from intents.dialogue.editing.widening import more_units
from intents.dialogue.kinds import kinds_of, without_scope
from intents.dialogue.references import asks_alike, joins_another, points_back
from intents.dialogue.replacing.replacement import exchanged
from intents.dialogue.shares import is_whole_of_share
from intents.model.query import (
    EVERYTHING,
    Filter,
    InRegion,
    Not,
    Numbered,
    Query,
    UnitLevel,
    UnitScope,
    asks_more,
    both,
    conjuncts,
    negated,
)
from intents.parsing.constituents import Condition


def add(change: Change) -> Query | None:
    """Return the last query with a further condition (其中…, 和上海一起的, 不要江苏的).

    It applies where the fragment points at what was shown, joins a condition on (而且…), picks some out, names a
    partner or leaves some out. What the fragment asks for takes the place of the last ask. OWN or UNCLEAR where the
    condition cannot be of what was shown; None where the fragment has no condition or adds none.
    """
    if (not change.parts and not change.new.items) or change.has("rather"):
        return None
    first = next((event for event in change.events if event not in ("tier_noun", "place_noun")), "")
    second = change.conditions[0] if change.conditions else None
    old, new = _shown(change), change.new
    left_out = all(group.mode in ("not", "not_all", "except") for group in change.reading.groups)
    joins = _joins(change, first, second)
    picked = change.has("pick_out") and (not change.asks or new.ask == "units")  # 把浙江的单位挑出来
    if change.lists_units and change.kinds == {"place"} and ((joins and not change.asks) or picked):
        return more_units(change, change.parts) if joins else _units_picked(change)
    picks = _picks(change, first, old)
    tier = _names_tier_alone(change, old)
    together = first == "condition" and second is not None and _is_partner(change, second)
    told = not change.asks or (change.begins("neg_right") and change.new.ask == "cases")  # 请排除安徽参与的案例
    told = told and not change.has("which", "howmany", "ne", "that")
    outer = left_out and told and change.leaves_out
    counts = change.kinds == {"count"} and not change.asks and not change.refers and "count" not in kinds_of(old.where)
    alike = change.kinds in ({"tier"}, {"number"}, {"tier", "number"}) and change.kinds <= kinds_of(old.where)
    if joins and alike:
        return _of_its_kind(change)
    joins = joins or joins_another(change)
    if not (points_back(change) or joins or picks or tier or together or outer or (counts and not change.names_case)):
        return None
    kept = tuple(part for part in conjuncts(old.where) if negated(part) not in change.parts)
    unsaid = UNCLEAR if together and old.ask in ("rank", "compare") else None  # 跟浙江一起的, after a ranking
    if (another := unsaid or _contradicted(change, old, kept) or _apart(change, both(*kept))) is not None:
        return another
    last = [part for part in conjuncts(old.where) if part not in change.before]
    again = (together and change.has("ne")) or (change.has("that") and change.has("inside") and change.asks)
    again = again or asks_alike(change)
    if again and change.before and change.kinds == kinds_of(both(*last)) == {"place"}:
        # 跟芜湖一起的呢, after 跟宁波一起的; 那江苏在里面占几个, after 安徽在里面占几个; 其中江苏参与了几个
        return (new if change.asks else old).with_(where=both(*change.before, new.where))
    where = both(*kept, new.where)
    if (asked := _of_part_of_domain(change, where) or _supposed(change, where) or truth_of_each(change)) is not None:
        return asked
    alike = _counts_alike(change) or (new.ask == old.ask == "rank" and not change.names_unit)
    if (picks and alike) or _ranks_alike(change):
        return old.with_(where=where, least=new.least)  # 只看最佳案例的话，是多少家; 只要优秀案例，从多到少
    if new.by == "share" and points_back(change):
        named = new.where if is_whole_of_share(change) else new.every  # 这部分占优秀案例的多少
        whole = both(*kept) if named is None or named == EVERYTHING else named
        return new.with_(where=where, every=whole)  # 其中最佳占比多少
    if (some := _some_units(change, where)) is not None:
        return some
    if (
        (change.asks and not (picks and change.has("compare") and old.ask == "compare"))
        or change.has("pick_out")
        or (old.ask in ("rank", "compare", "notice") and not (picks and old.ask != "notice"))
    ):
        return new.with_(where=where)
    return old.with_(where=where)


def _picks(change: Change, first: str, old: Query) -> bool:
    """Return whether the fragment picks out some of what was shown; `first` is its first event.

    For example 只看优秀的, 只在优秀里找, 先看优秀那一档, 按最佳实践案例再作统计.
    """
    if change.has("pick_out"):
        return True
    if change.kinds == {"tier"} and _picks_tier(change, old):
        return True
    inside = change.events == ["condition", "inside"] and not change.asks
    if inside and not change.kinds == {"tier"} <= kinds_of(old.where):  # 最佳里 → 优秀里
        return True
    new, tier = change.new, change.kinds == {"tier"}
    said = first in ("pick", "narrowed") or change.events[-1:] == ["pick"] or change.events[:2] == ["again", "pick"]
    same_ask = (
        not change.asks
        or (old.ask == "compare" and change.has("compare"))
        or (new.ask == old.ask == "rank" and not change.has("which", "who"))
        or _counts_alike(change)
        or (tier and old.ask in ("cases", "count") and new.ask in ("count", "units"))
    )
    others = bool(new.items) and new.items != old.items  # 只比最佳案例的话，浙江和安徽哪个多
    return said and same_ask and not others and not change.has("ne") and change.kinds.isdisjoint(kinds_of(old.where))


def _picks_tier(change: Change, old: Query) -> bool:
    """Return whether the fragment looks at one tier of what was shown, without a word for picking."""
    confined = change.begins("only") and change.reading.has("inside") and not change.asks
    looks = change.events == ["show", "condition"] and change.reading.has("that")
    return confined or looks or (change.has("by") and change.has("show") and old.ask in ("count", "rank"))


def _names_tier_alone(change: Change, old: Query) -> bool:
    """Return whether the fragment is a tier alone (优秀, +优秀), after cases of no tier or a case by its number."""
    if change.kinds != {"tier"} or not change.reading.bare or "tier" in kinds_of(old.where):
        return False
    numbered = any(isinstance(part, Numbered) for part in conjuncts(old.where))
    return numbered or (old.ask in ("cases", "count") and old.where != EVERYTHING and not change.names_case)


def _is_partner(change: Change, named: Condition) -> bool:
    """Return whether the fragment names a partner of what was shown: 跟芜湖一起的; not 安徽也没参与的, 杨浦也查一下."""
    if change.has("hole") or change.asks or len(change.reading.groups) != 1 or not named.names:
        return False
    names, mode = named.names[0]
    one = names.is_marked and mode != "not" and len(names.filters) == 1
    return one and change.kinds in ({"place"}, {"org"}) and not (change.reading.has("also") and change.has("show"))


def _counts_alike(change: Change) -> bool:
    """Return whether the fragment asks for the same number as the last question."""
    return change.new.ask == "count" and all(
        getattr(change.new, name) == getattr(change.old, name) for name in ("ask", "subject", "by")
    )


def _ranks_alike(change: Change) -> bool:
    """Return whether the fragment asks for the last ranking, of some of the cases (最佳案例里这个排名如何)."""
    asks = change.asks_of("most", "least")
    ranks = change.new.ask == change.old.ask == "rank" and bool(asks) and not change.has("which", "who")
    return ranks and not any(ask.noun or ask.by for ask in asks) and change.new.least == change.old.least


def _contradicted(change: Change, old: Query, kept: Sequence[Filter]) -> Query | None:
    """Return UNCLEAR if the fragment asks, among what was shown, for what the last query excludes, else None.

    For example 其中四地都参与的有哪些, after those without 安徽. A question of truth is asked of what was shown.
    """
    among = change.has("those", "inside_those") and change.asks  # not 没有安徽的那个是哪个
    among = among or (points_back(change) and (change.asks_count or change.asks_truth or change.new.ask == "units"))
    denied = among and len(kept) < len(conjuncts(old.where))
    if denied and change.asks_truth and old.ask in ("cases", "count"):
        return change.new.with_(where=both(old.where, change.new.where), every=None)  # 里面有安徽的吗
    return UNCLEAR if denied else None


def _some_units(change: Change, where: Filter) -> Query | None:
    """Return the query for those of the agencies shown that the fragment names, or None if it asks for none of them.

    They are named by tier (其中属于优秀案例的单位), or by place if they were chosen by a number of cases
    (其中浙江的几家).
    """
    old, new = change.old, change.new
    of_units = new.ask == "units" or (new.ask == "count" and new.subject == "units")
    if not (change.lists_units and of_units and points_back(change)):
        return None
    if change.kinds == {"tier"}:
        return old.with_(where=where)
    if old.scope.op is not None and change.kinds == {"place"} and new.scope.within:
        return new.with_(where=old.where, scope=replace(old.scope, within=new.scope.within))
    return None


def _units_picked(change: Change) -> Query:
    """Return the query for the agencies shown that are of the places named (江苏的拎出来).

    UNCLEAR if a condition is not a single place.
    """
    codes = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    scope = replace(change.old.scope, within=codes)
    return (
        change.old.with_(where=without_scope(change.old), scope=scope) if len(codes) == len(change.parts) else UNCLEAR
    )


def _supposed(change: Change, where: Filter) -> Query | None:
    """Return the question whether what the fragment supposes of the cases shown holds, or None.

    For example 同它一道的还有亳州吧, of one case, or 这两个都是优秀档的吧, of each of them.
    """
    supposed = change.reading.has("ba") and change.has("those") and not change.asks
    if supposed and change.has("all") and change.kinds == {"tier"} and asks_more(where, change.old.where):
        return Query("yes_no", where, every=change.old.where)
    supposed = supposed and change.kinds == {"place"}
    alone = supposed and change.index.evaluate(change.old.where).bit_count() == 1
    return Query("yes_no", where) if alone else None


def _shown(change: Change) -> Query:
    """Return the query that the fragment narrows: the last one, or a list before it.

    After a question of truth that was answered with no, 其中 is of the last list; after a question about all cases of a
    set, a count is of that set (最佳案例都有四个省市吗 → 其中不足四个的).
    """
    old, listing = change.old, change.context.listing
    of_set = change.kinds == {"count"} or (points_back(change) and not change.asks_truth)
    if old.ask == "yes_no" and old.every is not None and of_set:
        return Query("cases", old.every)  # 最佳案例都有四个省市吗 → 其中不足四个的
    denied = old.ask == "yes_no" and listing is not None and not change.index.evaluate(old.where)
    return old.with_(where=listing.where) if denied and listing is not None and change.has("those") else old


def _of_its_kind(change: Change) -> Query | None:
    """Return the change by a joined condition that is of a kind the last query has, or None if it is a swap.

    A number takes the place of the last one (还有第五个, after the fourth case). A tier is a swap (再看下最佳的), but
    同时有优秀案例的呢 is UNCLEAR. A tier with a number is OWN (再来后两个优秀案例).
    """
    if len(change.kinds) > 1:
        return OWN  # 再来后两个优秀案例
    if change.kinds == {"number"}:
        swapped = exchanged(change.old.where, change.new.where, keeps=True)
        return None if change.asks else change.old.with_(where=swapped)
    return UNCLEAR if change.begins("at_once") else None  # 同时有优秀案例的呢, after the units of 最佳


def _of_part_of_domain(change: Change, where: Filter) -> Query | None:
    """Return the last question about all cases of a set, asked of some of them, or None.

    For example 只看优秀的, after 浙江是否参与了每个案例. After a comparison, the number of one of its items
    (只留最佳的, after 两档各几个).
    """
    old, denied = change.old, all(isinstance(part, Not) for part in change.parts)
    if old.ask == "compare" and not change.asks and change.parts[0] in old.items:
        return Query("count", where)  # 只留最佳的, after 两档各几个
    if old.ask != "yes_no" or old.every is None or change.asks or not (change.kinds == {"tier"} or denied):
        return None
    return old.with_(where=where, every=both(old.every, change.new.where))


def _joins(change: Change, first: str, second: Condition | None) -> bool:
    """Return whether the fragment joins a condition on (而且有安徽的, 同时有安徽的呢, 地市局也参与的呢)."""
    joins = first in ("joined", "again", "but") and not change.has("which", "that")
    joins = joins and not (first == "again" and change.has("list", "show"))  # 再列出江苏参与的: another list
    joins = joins and not (first == "again" and _counts_absent(change))
    joins = (joins and (not change.has("ne") or change.begins("plus", "at_once"))) or change.reading.has("intersection")
    joins = joins or (change.reading.has("include") and change.asks_truth)  # 是否包括叉车那个
    held = {type(part) for part in conjuncts(change.old.where)}
    new_kind = bool(change.parts) and held.isdisjoint(map(type, change.parts))
    joins = joins or (change.reading.has("narrower") and new_kind and not change.asks)  # 再缩小到三个以上城市的
    levels = all(isinstance(part, UnitLevel) for part in change.parts) and not change.asks
    joins = joins or (levels and change.reading.has("also"))  # 地市局也参与的呢, after those of counties
    return joins and not (second is not None and second.kinds == {"topic"} and first == "joined")


def _counts_absent(change: Change) -> bool:
    """Return whether the fragment counts the cases without another place (再数数安徽没参与的, after 浙江没参与的)."""
    denied = all(isinstance(part, Not) for part in (*conjuncts(change.old.where), *change.parts))
    alike = change.kinds == kinds_of(change.old.where) == {"place"}
    return denied and alike and change.old.ask == "count" and change.asks_count


def _apart(change: Change, kept: Filter) -> Query | None:
    """Return the query for a condition that no case of `kept` meets; None if one meets it or it names no other.

    After a question of truth, another tier takes the place of the last one; a place can be of another case of the last
    list; for any other case, see `_of_another`.
    """
    old, new = change.old, change.new
    if change.index.evaluate(both(kept, new.where)) or change.reading.has("include"):
        return None
    if change.asks_truth and change.has("inside"):
        return None  # 商标也在里面吗
    if change.kinds == {"tier"} <= kinds_of(old.where) and old.ask == "yes_no":
        if change.has("which") and old.every is not None:
            return new.with_(where=both(old.every, new.where))  # 都是优秀吗 → 其中哪个是最佳
        asked = new if change.asks and not change.asks_truth else old  # 优秀案例里有几个这样的
        return asked.with_(where=exchanged(old.where, new.where, keeps=True))  # 是最佳吗 → 所以它是优秀咯
    listing = change.context.listing
    if change.kinds == {"place"} and change.has("point") and not change.asks and listing is not None:
        where = both(listing.where, new.where)  # 金华的那个呢, after 宁波的那个 of a list
        if change.index.evaluate(where):
            return old.with_(where=where)
    another = "topic" in change.kinds or (change.has("point") and not change.asks_truth)  # 南京也参加这个了吗
    return _of_another(change) if another and change.index.evaluate(new.where) else None


def _of_another(change: Change) -> Query:
    """Return the last query asked of another case (杨浦金华那个呢), or OWN.

    OWN where the fragment is about the other case alone (还有一个儿童免票的那个).
    """
    if change.has("ne") and change.lists_units:
        return change.old.with_(where=change.new.where, scope=UnitScope())
    if change.has("ne") and change.old.ask == "compare":
        return change.old.with_(where=change.new.where)  # G60案例里呢
    return OWN
