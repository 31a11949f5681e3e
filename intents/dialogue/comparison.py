"""Rules that compare the last question's subject with another, or ask for the one that leads (SEMANTICS 11)."""

from __future__ import annotations

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.claims import place_leads
from intents.dialogue.kinds import kinds_of
from intents.dialogue.places import places_named
from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    And,
    Ask,
    Filter,
    InRegion,
    InTier,
    IsCase,
    PlaceCount,
    Query,
    UnitScope,
    both,
    conjuncts,
    leaves,
    negated,
)
from intents.parsing.semantics.effects import NOUNS

_OF_THOSE_COMPARED = ("that", "ne", "measure", "inside", "yet", "show", "about", "those", "both", *LEVELS)
"""The kinds of events that only point at what was compared: 优秀里面，这两个省谁多."""
_COMPARING = frozenset(("condition", "compare", "compare_less", "than", "who", "more_of", "less_of", "case"))
_COMPARING |= {"howmany", "again", "de", "which"}
"""The kinds of events of a fragment that only compares: 再比比它俩的优秀案例数."""


def _compared_again(change: Change) -> Query | None:
    """Return the last comparison, as it was (相差几个) or of the cases of a tier (最佳的谁多), or None."""
    said = [event for event in change.events if event not in _OF_THOSE_COMPARED]
    if said in (["compare"], ["compare", "howmany"]) and _compares_truth(change.old):
        return change.old.with_(ask="compare", scope=UnitScope())  # 差几个, after 安徽比江苏多吗
    if change.old.ask != "compare":
        return None
    if said in (["compare"], ["compare_less"], ["compare", "howmany"]):
        nouns = {ask.noun for ask in change.asks_of("compare")}
        return change.old.with_(by="units") if "unit" in nouns else change.old  # 哪一档的单位多
    compares = change.has("compare", "compare_less", "than") or (change.has("who") and change.has("more_of", "less_of"))
    named = [part for part in change.parts if not _counts_compared(change, part)]  # 两省的优秀案例，哪边多
    of_tier = kinds_of(both(*named)) == {"tier"} and kinds_of(both(*change.old.items)) == {"place"}
    if not (compares and of_tier) or change.new.items or not _COMPARING.issuperset(said):
        return None
    kept = (part for part in conjuncts(change.old.where) if kinds_of(part) != {"tier"})
    return change.old.with_(where=both(*kept, *named), least=change.has("less_of", "compare_less"))


def _compares_truth(old: Query) -> bool:
    """Return whether the last question asked if one of two has more: 安徽比江苏多吗."""
    return old.ask == "yes_no" and len(old.items) == 2


def _counts_compared(change: Change, part: Filter) -> bool:
    """Return whether a condition only says how many places were compared: 两省 after 江苏和安徽哪个多."""
    items = change.old.items
    places = [change.index.regions.get(item.code) for item in items if isinstance(item, InRegion)]
    if not isinstance(part, PlaceCount) or part.op != "==" or not part.count == len(items) == len(places):
        return False
    return all(place is not None and place.counts_as(part.level) for place in places)


def _with_another(change: Change) -> Query | None:
    """Return the last comparison with one more place (加入金华，再比一次), or None.

    A place with 和 or the like is compared in the place of another.
    """
    old, marks = change.old, ("include", "more", "tally", "plus")
    if change.asks_truth or change.has("more_of", "less_of"):
        return None  # 比安徽还多吗
    joins = change.has("compare") or (change.has("than") and change.has(*marks))
    one = len(change.parts) == 1 and change.kinds == {"place"} == kinds_of(both(*old.items))
    if old.ask != "compare" or not (joins and one) or change.reading.has("and") or change.parts[0] in old.items:
        return None
    return old.with_(items=(*old.items, *change.parts))


def _equal_again(change: Change) -> Query | None:
    """Return whether the last two compared are equal (一样多吗), also of another place (江苏呢，一样多吗), or None."""
    old = change.old
    if old.ask != "compare" or not (not change.parts or change.kinds == {"place"} == kinds_of(old.where)):
        return None
    where = both(*change.parts) if change.parts else old.where
    return old.with_(ask="yes_no", where=where, scope=UnitScope(op="=="))


def contrast(change: Change) -> Query | None:
    """Return the comparison of the last query's place with another, or of the places of the last two questions.

    For example 比江苏少吗, 两省哪个多. After a comparison or ranking, the items named take the place of its items.
    UNCLEAR if a place would be compared with itself; None if the fragment compares nothing, or there are no two items.
    """
    if change.old.ask == change.new.ask == "compare" and change.new.items and not change.names_case:
        by = "units" if change.reading.has("count_unit") else change.old.by
        alike = kinds_of(both(*change.new.items)) == kinds_of(both(*change.old.items)) == {"place"}
        where = change.old.where if alike and change.new.where == EVERYTHING else change.new.where
        bare = set(change.events) <= {"condition", "compare", "compare_less", "than"}  # 上海和安徽的对比
        return (
            change.new.with_(by=by, where=where) if bare or change.has("ne", "that") else None
        )  # 那八城联动和一地六县比呢
    if (again := _compared_again(change) or _with_another(change)) is not None:
        return again
    if (shown := _units_compared(change) or _tiers_of_shown(change) or _cases_compared(change)) is not None:
        return shown
    if (other := _with_other_place(change)) is not None:
        return other
    beyond = change.events[:2] == ["more_of", "de"] and not change.parts and not change.new.items
    if change.old.ask == "compare" and len(change.old.items) == 2 and beyond and change.has("which", "list", "who"):
        size = lambda item: change.index.evaluate(both(change.old.where, item)).bit_count()  # noqa: E731 - of these two
        lacks, has = sorted(change.old.items, key=size)
        return Query("cases", both(change.old.where, has, negated(lacks)))  # 多出来的是哪个
    if change.old.ask == "rank" and change.new.ask == "compare" and change.new.items and change.has("ne"):
        plain = change.new.where == And() and not change.names_case  # 浙江跟江苏比呢
        by = "units" if change.old.by == "units" else "cases"
        return change.new.with_(where=change.old.where, by=by) if plain else None
    denied = change.old.ask == "yes_no" and any(not positive for _, positive in leaves(change.old.where))
    if change.has("alike") and (denied or change.events[:2] == ["alike", "de"]):
        return UNCLEAR  # 一样的呀，那长兴呢; 安徽没参与吧 → 江苏也一样吗
    truth_of_one = change.old.ask == "yes_no" and not change.old.items and change.old.scope.op is None
    alike = change.has("alike") and not truth_of_one  # but 浙江是不是每个案例都有份 → 上海是不是也一样
    if not (alike or change.has("than", "compare", "compare_less", "more_of", "less_of")) or change.new.items:
        return None
    if alike and (equal := _equal_again(change)) is not None:
        return equal
    held = places_named(change.old)
    before = (
        [part for part in places_named(change.context.earlier[0]) if part not in held] if change.context.earlier else []
    )
    mine = [part for part in change.parts if isinstance(part, InRegion)]
    than_it = change.events[1:3] == ["than", "those"]  # 浙江比它多吗
    items = ((*mine, *held) if than_it else (*held, *mine)) if mine else (*before, *held)
    if len(items) != 2:
        return None
    if items[0] == items[1]:
        return UNCLEAR  # 和江苏比呢, after 江苏 alone
    rest = both(*(part for part in conjuncts(change.old.where) if part not in items))
    counted = change.old.subject if change.old.ask == "count" else "cases"
    nouns = [event.noun for event in change.reading.events if event.noun]
    nouns += [ask.noun for ask in change.asks_of("alike", "which")]
    by = "units" if "unit" in nouns or (counted == "units" and "case" not in nouns) else "cases"
    ask: Ask = "yes_no" if alike or change.has("yes_no") else "compare"
    scope = UnitScope(op="==") if alike else UnitScope()
    return Query(ask, rest, scope, items=items, by=by, least=change.has("less_of", "compare_less"))


def _with_other_place(change: Change) -> Query | None:
    """Return the comparison of two others (那个江苏跟浙江呢), or of the first with another (那比上海呢), or None."""
    old = change.old
    if old.ask not in ("compare", "yes_no") or old.is_equal or len(old.items) != 2:
        return None
    if len(change.parts) == 2 and change.kinds == {"place"} and change.has("ne") and not change.asks:
        return old.with_(items=change.parts)
    than_one = change.has("than") and len(change.parts) == 1 and change.kinds in ({"place"}, {"topic"})
    than_one = than_one and change.kinds == kinds_of(both(*old.items))
    if not (than_one and (change.asks_truth or change.has("ne"))):
        return None
    less = old.least if not change.has("more_of", "less_of") else change.has("less_of")
    found = old.with_(items=(old.items[0], *change.parts), least=less)
    return found.with_(ask="yes_no") if change.asks_truth else found


def _units_compared(change: Change) -> Query | None:
    """Return the fragment's comparison of two places by the agencies shown, or None.

    For example 浙江比安徽多吗, after the agencies of a case. UNCLEAR if a scope restricts the agencies shown.
    """
    new, plain = change.new, not (change.has("take") or change.names_case or change.reading.has("unit", "count_unit"))
    plain = plain and not any(names.is_units for one in change.conditions for names, _ in one.names)
    of_two = len(new.items) == 2 and all(isinstance(item, InRegion) for item in new.items) and new.where == EVERYTHING
    if not (change.lists_units and of_two and plain and new.ask in ("compare", "yes_no")):
        return None
    return new.with_(where=change.old.where, by="units") if change.old.scope == UnitScope() else UNCLEAR


def _tiers_of_shown(change: Change) -> Query | None:
    """Return the fragment's comparison of tiers, of the cases shown (两档各几个, after the cases of 安徽), or None."""
    new, old = change.new, change.old
    tiers = new.ask == "compare" and len(new.items) > 1 and all(isinstance(item, InTier) for item in new.items)
    counted = old.ask == "cases" or (old.ask == "count" and old.subject == old.by == "cases")
    named = change.names_case or any(names.has_noun for one in change.conditions for names, _ in one.names)
    named = named or change.has("unlimited") or change.reading.has("unlimited")  # 不分档次的话一共几个
    if not tiers or not counted or named or new.where != EVERYTHING:
        return None
    if change.reading.has("everything", "every") and change.has("sum") and old.ask == "count":  # 所有档次合计多少个
        return old.with_(where=both(*(part for part in conjuncts(old.where) if kinds_of(part) != {"tier"})))
    rest = both(*(part for part in conjuncts(old.where) if kinds_of(part) != {"tier"}))  # 安徽的最佳案例 → 两档各几个
    return new.with_(where=rest) if change.index.evaluate(rest) and kinds_of(rest) else None  # not of 三等奖


def _cases_compared(change: Change) -> Query | None:
    """Return the comparison of the case shown with the one named, by their numbers of agencies, or None.

    For example 比八城联动的单位多吗, after the agencies of another case.
    """
    if not change.has("than", "compare", "compare_less") or change.kinds != {"topic"} or change.new.items:
        return None
    if not (change.lists_units or change.old.ask == "card"):
        return None
    items = ((change.context.card or change.old).where, change.new.where)
    if any(change.index.evaluate(item).bit_count() != 1 for item in items):
        return None
    ask: Ask = "yes_no" if change.has("yes_no") else "compare"
    return Query(ask, items=items, by="units", least=change.has("less_of", "compare_less"))


def leader(change: Change) -> Query | None:
    """Return what the fragment asks of the one that leads the last ranking or comparison.

    For example 它参与了几个最佳案例, after a ranking of places, or 最多的参与了哪些, after a comparison. UNCLEAR if
    several lead the comparison; None if the fragment does not ask of a leader, or if the ranking has no single one.
    """
    if change.old.ask == "compare" and change.new.ask == "rank":
        return _leader_compared(change)
    if (leads := _case_leads(change) or place_leads(change)) is not None:
        return leads
    of_cases = change.old.ask == "rank" and change.old.subject == "cases" and bool(change.parts)
    if of_cases and change.reading.has("top_one") and change.has("yes_no") and not change.refers:
        led = change.leaders(change.old)
        alone = change.index.evaluate(led).bit_count() == 1
        return Query("yes_no", both(led, *change.parts)) if alone else UNCLEAR  # 第一名是最佳案例吗
    first = change.reading.has("top_one") and change.new.ask == "rank" and change.new.subject == "cases"
    if first and not change.parts and (place := change.top()) is not None:
        return Query("cases", place)  # 第一名的案例
    counts = change.has("most", "least") and change.has("howmany") and not change.has("which", "who")
    counts = counts and change.old.by == "cases" and change.new.least == change.old.least and not change.parts
    if counts and not change.names_unit and (place := change.top()) is not None:
        return Query("count", both(change.old.where, place))  # 最多的那个有几个案例
    old, plain = change.old, change.new.ask == "rank" and not change.parts and not change.has("who")
    if old.ask == "yes_no" and len(old.items) == 1 and plain and not change.has("which"):
        return Query("rank", old.where, subject=old.subject, by=old.by, least=change.new.least)  # 那最少的呢
    if _counts_bare(change) and _is_of_one_place(old) and old.by == "cases":
        return Query("count", both(old.where, *old.items))  # 具体是几个, after 安徽最少吗
    takes = change.has("take") or (change.has("have") and change.kinds == {"tier"})  # 它有多少个优秀案例
    refers = change.has("those") or (change.has("point") and change.has(old.subject, "place_noun"))  # 这个省参与的
    before = {*change.events[: change.events.index("those")]} if change.has("those") else set()  # 垫底的那个，它…
    of_ranked = plain and change.old.ask == "rank" and change.old.subject in LEVELS and bool(before & {"most", "least"})
    of_ranked = of_ranked and any(ask.noun == "case" for ask in change.asks_of("which"))
    it = refers and takes and (change.new.ask in ("cases", "count", "units") or of_ranked)
    end = -1 if change.old.ask == "rank" and not change.old.least and "least" in before else 1
    place = change.top(end) if it and not change.has("inside_those") else None
    if it and _is_of_one_place(change.old):
        place = change.old.items[0]  # 湖州排第几 → 它参与了哪些
    if place is None or not change.kinds <= {"tier", "topic"}:
        return None
    if of_ranked:
        return Query("cases", both(place, change.new.where))  # 垫底的那个，它参与了哪些案例
    return change.new.with_(where=both(place, change.new.where))


def _is_of_one_place(old: Query) -> bool:
    """Return whether the last question asked where one place stands, or whether it leads: 湖州排第几, 安徽最少吗."""
    return old.ask in ("rank", "yes_no") and len(old.items) == 1 and old.subject in LEVELS


def _counts_bare(change: Change) -> bool:
    """Return whether the fragment asks for a number, and says no more: 具体是多少个."""
    return change.has("howmany") and set(change.events) <= {"howmany", "that", "have", "measure", "case"}


def _case_leads(change: Change) -> Query | None:
    """Return the question whether the case shown leads by agencies (它是不是单位最多的案例), or None."""
    card, asks = change.context.card, change.has("yes_no") and change.has("most", "least")
    if card is None or not asks or change.parts or change.has("which", "who") or change.new.by != "units":
        return None
    shown = change.index.select(change.index.evaluate(card.where))
    if len(shown) != 1 or change.new.subject != "cases":
        return None
    item = IsCase(shown[0].id)
    return Query("yes_no", subject="cases", by="units", least=change.new.least, items=(item,))


def _leader_compared(change: Change) -> Query | None:
    """Return the query for the cases of the compared item that has most, or fewest, or None if it asks otherwise.

    UNCLEAR if several items share that number.
    """
    old, plain = change.old, not change.parts and not any(event.noun for event in change.reading.events)
    places = any(event.ask is not None and event.ask.noun in NOUNS for event in change.reading.events)
    plain = plain and not places  # 哪个省参加的案例最少, of all
    if not plain or not change.has("take") or not change.has("which") or old.by != "cases":
        return None
    sizes = [change.index.evaluate(both(old.where, item)).bit_count() for item in old.items]
    most = (min if change.new.least else max)(sizes)
    return Query("cases", both(old.where, old.items[sizes.index(most)])) if sizes.count(most) == 1 else UNCLEAR
