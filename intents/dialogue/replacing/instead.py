"""Tests whether a fragment's conditions stand in the place of those of the last query (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from intents.dialogue.change import Change
from intents.dialogue.claims import claimed_bound
from intents.dialogue.kinds import HOLDERS, kinds_of
from intents.dialogue.replacing.replacement import measures
from intents.model.query import (
    EVERYTHING,
    And,
    Filter,
    InRegion,
    InTier,
    Not,
    Or,
    Query,
    both,
    conjuncts,
    negated,
)
from intents.parsing.semantics.effects import NOUNS


def swaps(change: Change) -> bool:
    """Return whether the fragment's conditions stand in the place of those of their kinds in the last query."""
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
        or (change.reading.has("also") and change.has("list", "show") and not change.names_case)
        or asks_too(change)
        or counted
        or _lists_too(change)
        or ranks_again(change)
        or _measures_again(change)
        or _looks_again(change)
        or (old.by == "share" and new.ask == "count" and change.reading.has("amount") and not change.names_case)
        or (_is_bare(change) and change.kinds == {"place"} and change.lists_units and bool(old.scope.within))
        or (change.reading.bare and change.kinds == {"place"} and swapped_place(change) is not None)
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
        or asks_truth_again(change)
        or _lists_all_tiers(change)
    )


def _lists_all_tiers(change: Change) -> bool:
    """Return whether the fragment lists the cases of all tiers (两档都列出来, after 安徽参与的最佳案例)."""
    tiers = {InTier(tier.name) for notice in change.index.dataset.notices for tier in notice.tiers if tier.name}
    named = change.parts[0] if len(change.parts) == 1 else None
    told = set(change.events) <= {"condition", "all", "list", "show"} and "tier" in kinds_of(change.old.where)
    return told and isinstance(named, Or) and set(named.parts) == tiers


def ranks_again(change: Change) -> bool:
    """Return whether the fragment asks for the last ranking of another tier (最佳案例的排名呢)."""
    asks = change.asks_of("most", "least")
    named = change.has("which", "who", "unit", *NOUNS) or any(ask.noun or ask.by not in ("", "case") for ask in asks)
    also = change.reading.has("also") and len(change.events) < 4  # 最佳案例也排一下
    if change.old.ask == "rank" and change.kinds == {"tier"} and change.in_turn and change.has("which"):
        return change.new.ask == "cases"  # 优秀案例里又是哪一个
    if change.old.ask == "rank" and change.kinds == {"tier"} and change.events == ["condition", "sum", "ne"]:
        return True  # 两档加起来呢
    if change.old.ask == "rank" and change.kinds == {"tier"} and change.events[-1:] == ["again"]:
        return set(change.events) <= {"by", "condition", "howmany", "give", "range", "again"}  # 按最佳案例数重新排
    if change.old.ask == "rank" and change.kinds == {"tier"} and change.events == ["condition", "howmany", "ne"]:
        # 优秀案例数呢, after a ranking of the best
        return change.kinds <= kinds_of(change.old.where) and change.old.by == "cases" == change.new.subject
    return (
        change.new.ask == change.old.ask == "rank" and change.kinds == {"tier"} and bool(asks) and (also or not named)
    )


def _measures_again(change: Change) -> bool:
    """Return whether the fragment asks for the last ranking or comparison of another tier.

    For example 再看优秀这一档, 优秀案例再比一下.
    """
    told = set(change.events) <= {"again", "by", "condition", "show", "list", "than", "compare", "compare_less", "ne"}
    again = change.has("again") or change.reading.has("more")
    return told and again and change.kinds == {"tier"} and change.old.ask in ("rank", "compare")


def _looks_again(change: Change) -> bool:
    """Return whether the fragment wants to see another tier (再看优秀那一档, after 其中最佳的)."""
    told = set(change.events) <= {"again", "show", "list", "condition"} and change.has("again") and change.has("show")
    return told and change.kinds == {"tier"} <= kinds_of(change.old.where) and not change.names_case


def asks_truth_again(change: Change) -> bool:
    """Return whether the fragment asks the last question of truth of another place, tier or notice.

    For example 上海是吗, after 浙江是不是所有案例都参与了; 安徽没参与的有吗, after 江苏没参与的.
    """
    asked = change.asks_truth and change.old.ask == "yes_no" and change.old.every is not None
    plain = set(change.events) <= {"condition", "yes_no", "have"}
    truths = plain and change.asks_truth and change.old.ask == "yes_no"
    inside = set(change.events) <= {"condition", "notice", "inside", "yes_no", "have"} and not change.names_case
    if inside and change.has("inside") and change.old.ask == "yes_no" == change.new.ask:
        one = change.kinds in ({"tier"}, {"notice"})  # 最佳里有没有区县局的 → 优秀里有吗; 气象那份通知里有吗
        return one and change.kinds < kinds_of(change.old.where)
    said = change.has("take") or any(one.has_verb for one in change.conditions)
    again = change.asks_truth and change.old.ask == "yes_no" and change.old.every is None
    if change.reading.has("take") and again and change.kinds == {"tier"}:
        return change.kinds < kinds_of(change.old.where)  # 宁波参与了最佳案例吗 → 优秀案例参与了吗
    places = [part for part in conjuncts(change.old.where) if kinds_of(part) == {"place"}]
    alike = {*map(type, places)} == {*map(type, change.parts)} == {Not}
    if truths and alike and change.kinds == {"place"} and change.conditions[0].is_attributive:
        return True
    of_tier = change.kinds == {"tier"} <= kinds_of(change.old.every or EVERYTHING)  # 优秀案例也是吗
    if asked and of_tier and change.reading.has("also") and set(change.events) <= {"condition", "all", "yes_no"}:
        return True
    return asked and change.kinds == {"place"} and change.new.every is None and not said


def asks_too(change: Change) -> bool:
    """Return whether the fragment asks the same of another name (江苏的也数一下, 江苏的又有几个, 江苏的再报一下)."""
    one = change.conditions[0] if len(change.conditions) == 1 and change.reading.events[0].condition else None
    held = kinds_of(change.old.where) | ({"place"} if change.old.scope.within else frozenset())
    counted = change.old.ask == "count" and change.asks_count  # 安徽也帮我数一下
    named = one is not None and (one.is_attributive or counted) and not one.has_verb and one.kinds <= held
    again = change.reading.has("also", "yet", "more") and change.has("howmany", "list", "show", "card", "most")
    return named and again and not (change.names_case or change.names_unit or change.refers)


def _lists_too(change: Change) -> bool:
    """Return whether the fragment asks for the agencies of another place, too (安徽的也来一份, after those of 浙江)."""
    told = change.reading.has("also") and set(change.events) <= {"condition", "all", "list", "show"}
    return told and change.kinds == {"place"} and change.lists_units and bool(change.old.scope.within)


def _asked_of(old: Query, named: AbstractSet[str]) -> bool:
    """Return whether the query asks for a number or a truth of names of these kinds (昆山, after 松江参加了没)."""
    kinds = kinds_of(old.where)
    return (old.ask == "count" and named <= kinds) or (old.ask == "yes_no" and kinds == named)


def swapped_place(change: Change) -> Filter | None:
    """Return the place that the last question put in the place of another (江苏呢), or None if it did not."""
    asks = {query.ask for query in (change.old, *change.context.earlier[:1])}
    if not change.context.earlier or (len(asks) > 1 and asks != {"cases", "count"}):
        return None
    now, before = (conjuncts(query.where) for query in (change.old, change.context.earlier[0]))
    fresh, gone = ([part for part in parts if part not in others] for parts, others in ((now, before), (before, now)))
    alike = len(fresh) == len(gone) == 1 and kinds_of(fresh[0]) == kinds_of(gone[0]) == {"place"}
    return fresh[0] if alike else None


def _is_bare(change: Change) -> bool:
    """Return whether the fragment is only a name, with 在 at most (江苏, 而在江苏)."""
    located = change.reading.has("located") and change.events in (["condition"], ["but", "condition"])
    return change.reading.bare or (located and not change.asks and not change.ends_attributive)


def is_instead(change: Change, old: Filter) -> bool:
    """Return whether the fragment takes back a condition of `old` or stands in the place of one.

    For example 优秀的, after 最佳的; 宁波的, after 金华的.
    """
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
        # 只看有广德的 is of these, if none of them has it.
        picks = change.events[:1] == ["pick"] and any(one.has_verb for one in change.conditions)
        apart = apart and not picks
        if denied or (apart and not any(isinstance(part, Not) for part in change.parts)):
            return True
    if any(negated(part) in conjuncts(old) for part in change.parts):
        return True
    counts = change.kinds == {"count"} and not measures(old).isdisjoint(measures(both(*change.parts)))
    return (counts or change.kinds == {"tier"}) and change.kinds <= kinds_of(old) and change.new.ask != "yes_no"


def _is_of_another(change: Change, held: Sequence[Filter]) -> bool:
    """Return whether the fragment counts the cases of another place (浙江多少).

    After a list, 浙江的有几个 counts those listed.
    """
    bare = all(isinstance(part, InRegion) for part in (*held, *change.parts)) and change.new.subject == "cases"
    marked = any(names.is_marked for one in change.conditions for names, _ in one.names)
    of_them = marked or any(condition.is_attributive for condition in change.conditions)
    counted = change.old.ask == "count" or change.old.by == "number"  # 江苏的优秀案例有10个吗 → 安徽几个
    return counted or (change.old.ask == "cases" and bare and not of_them)


def is_too(change: Change) -> bool:
    """Return whether the fragment asks the last question of truth of another name (上海也是吗, 上海也一样吗)."""
    asks = change.new.ask == "yes_no" or change.has("alike")
    truth = change.old.ask == "yes_no" and asks and not change.old.items and change.new.every is None
    too = change.has("all", "alike") or any(names.is_marked for one in change.conditions for names, _ in one.names)
    return truth and too and not change.names_case and change.kinds <= kinds_of(change.old.where)


def _is_other_tier(change: Change) -> bool:
    """Return whether the fragment is a bare tier after a number or a truth of a tier.

    For example 优秀, after 安徽的最佳案例有几个.
    """
    return change.reading.bare and "tier" in kinds_of(change.old.where) and change.old.ask in ("count", "yes_no")
