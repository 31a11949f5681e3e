"""Rule for the rest of what the last condition was taken from (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, kinds_of, last_of, listed
from intents.dialogue.rest.agencies import (
    done_by_rest,
    other_of_two,
    other_units,
    units_beside,
    units_left,
    units_of_other,
    units_of_rest,
)
from intents.model.query import (
    EVERYTHING,
    And,
    Ask,
    Filter,
    InNotice,
    InRegion,
    IsCase,
    Not,
    Numbered,
    Or,
    Query,
    UnitScope,
    both,
    conjuncts,
    leaves,
    negated,
)
from intents.model.substitution import replaced
from intents.parsing.semantics.effects import NOUNS

_TWO = 2


def complement(change: Change) -> Query | None:
    """Return the query for the rest of what the last condition was taken from (其他的, 其他省呢, 其他三省是谁参与的).

    UNCLEAR where no rest is determined or it is not as many as the fragment says; None if the fragment asks for no
    rest.
    """
    if change.has("that_unit"):
        return None  # 这个处还有别的案例 is of that agency
    bare = {"other", "again", "howmany", "list", "show", "ne", "hole"}
    out = [part.part for part in conjuncts(change.old.where) if isinstance(part, Not)]
    others = any(isinstance(part, IsCase) for part in out)
    if (
        change.old.ask == "yes_no"
        and others
        and change.has("other")
        and set(change.events) <= {*bare, "which", "de", "have"}
    ):
        return change.old.with_(ask="count" if change.asks_count else "cases")  # 别的是哪个, after 金华还参加了别的吗
    picked = others or any(all(isinstance(leaf, IsCase) for leaf, _ in leaves(part)) for part in out)
    if change.old.ask == "cases" and picked and change.events == ["other", "howmany"]:
        return change.old.with_(ask="count")  # 前三个 → 剩下的 → 还剩几个
    unnamed = change.reading.has("other") and set(change.events) <= bare and not change.parts
    rules = (
        _beside_leader,
        _other_notice,
        units_beside,
        units_of_other,
        units_left,
        units_of_rest,
        other_of_two,
        _rest_of_number,
        _not_listed,
        _left_over,
        done_by_rest,
        _rest_of_either,
        _rest_of_last,
    )
    found = next((query for rule in rules if (query := rule(change)) is not None), None)
    ranked = change.old.ask == "rank" and change.old.subject == "cases" and not change.parts
    if ranked and _beside_leader(change) is None and (unnamed or change.events[:2] == ["again", "howmany"]):
        return UNCLEAR  # 另外几个, after a ranking
    nothing = found is None or (change.old.ask == "yes_no" and not change.index.evaluate(found.where))
    if (unnamed and nothing) or (found is not None and _are_not_so_many(change, found)):
        return UNCLEAR
    units = found is None and change.lists_units and change.has("other", "rest") and not change.parts
    return UNCLEAR if units and change.new.ask == "cases" and not (change.names_case or change.has("take")) else found


def _beside_leader(change: Change) -> Query | None:
    """Return the one of two ranked cases that does not lead (另外那个介绍一下), or None.

    UNCLEAR if more than two were ranked.
    """
    ranked = change.old.ask == "rank" and change.old.subject == "cases" and change.has("other")
    asked = change.numbers in ([], [1]) and not (change.parts or change.has("agencies", "which"))
    if not ranked or not asked or change.new.ask not in ("cases", "card", "units"):
        return None
    lines = change.ranking(change.old)
    leads = len(lines) == _TWO and lines[0][1] != lines[1][1]
    ask: Ask = "units" if change.new.ask == "units" else "card"
    return Query(ask, change.nth(change.old, _TWO)) if leads else UNCLEAR


def _other_notice(change: Change) -> Query | None:
    """Return the last query for the other of two notices (另一份呢), or None."""
    named = [part for part in conjuncts(change.old.where) if isinstance(part, InNotice)]
    others = [InNotice(one.id) for one in change.index.dataset.notices if InNotice(one.id) not in named]
    asked = change.has("other") and not change.parts and not change.asks
    if len(named) != 1 or len(others) != 1 or not asked:
        return None
    return change.old.with_(where=replaced(change.old.where, named[0], others[0]))


def _are_not_so_many(change: Change, found: Query) -> bool:
    """Return whether neither the cases nor the agencies found are as many as the fragment says (另一个, 剩下那两个)."""
    singular = change.has("point") and not change.has("there", "hole")
    numbers = change.numbers or [1] * singular
    nouns = {ask.noun for ask in change.asks_of("other")}  # 其他三地 are places
    plain = found.ask in ("cases", "units") and not change.parts and change.has("other", "rest")
    plain = plain and nouns.isdisjoint(NOUNS)
    counts = [change.index.evaluate(found.where).bit_count()]
    counts += [len(change.agencies(found))] if found.ask == "units" else []
    return plain and bool(numbers) and numbers[0] not in counts


def _rest_of_number(change: Change) -> Query | None:
    """Return the query for the cases of an earlier list beside those shown last, or None.

    It applies if they are as many as the fragment says (剩下那九个呢).
    """
    numbers = change.numbers or [1] * change.has("point")  # 剩下那个是什么案例
    plain = not (change.parts or change.names_unit or change.lists_units or change.new.ask not in ("cases", "card"))
    others = change.has("other", "rest") or change.events in (["again", "hole"], ["again", "hole", "ne"])  # 还有一个呢
    if not (plain and numbers and others):
        return None
    for before in change.context.earlier:
        shared = conjuncts(before.where)
        rest = both(*shared, negated(both(*(part for part in conjuncts(change.old.where) if part not in shared))))
        listed_cases = before.ask in ("cases", "count", "yes_no") and before.subject == "cases"
        if listed_cases and change.index.evaluate(rest).bit_count() == numbers[0]:
            return Query("cases", rest)
    return None


def _not_listed(change: Change) -> Query | None:
    """Return the query for the cases of a tier that were not shown (未列入的最佳案例是哪一个), or None."""
    asks = change.events[:1] == ["negated"] and change.kinds == {"tier"} and change.new.ask in ("cases", "count")
    shown = [part for part in conjuncts(change.old.where) if part not in change.parts]
    if not asks or not shown or change.old.ask not in ("cases", "count"):
        return None
    return change.new.with_(where=both(*change.parts, negated(both(*shown))))


def _left_over(change: Change) -> Query | None:
    """Return what the fragment asks of the cases that are left (还剩下几个, after 去掉有安徽的), or None."""
    told = [part for part in conjuncts(change.old.where) if part not in change.before] if change.before else []
    counts = change.reading.has("left") and change.asks_count  # 保留安徽的 → 还剩几个
    removed = bool(told) and (counts or all(isinstance(part, Not) for part in told))
    left = change.events[:1] == ["again"] or change.has("those") or change.reading.has("left")  # 剩下这两个都有哪些单位
    asks = change.asks and left and change.has("other", "rest") and not change.parts
    return change.new.with_(where=change.old.where) if removed and asks else None


def _points_outside(change: Change) -> bool:
    """Return whether the fragment points at what was not shown: 另外那些案例, 这几个以外的案例, 不在这里面的案例."""
    begins = change.events[:2] in (["those", "beyond"], ["negated", "those"])
    return begins or (change.reading.has("other") and change.events[:2] == ["again", "which"])


def _rest_of_last(change: Change) -> Query | None:
    """Return the query for the rest of what the last condition was taken from, or None where that is not what is meant.

    The rest is of places, agencies or cases, as the fragment and the last query say; UNCLEAR if 其他省呢 names none.
    """
    named = change.names_case and not change.has("ne") and change.new.ask not in ("cases", "count", "card")
    of_it = change.has("take") and change.has("those", "that_unit") and change.lists_units  # 它还搞过别的没
    if change.new.ask in ("notice", "help"):
        return None  # 另请说明，备忘录何时签的
    others = change.reading.has("other") and change.events[:2] == ["again", "howmany"]  # 另外几个呢
    others = others or (change.names_case and not change.parts and _points_outside(change))
    if of_it or not (change.has("other", "rest") or others) or (named and not change.parts):
        return None
    old = [part for part in conjuncts(change.old.where) if part != And()]
    holders = [part for part in old if kinds_of(part) <= HOLDERS]
    if not change.parts and (places := _other_places(change, holders)) is not None:
        return places
    if change.old.where == EVERYTHING and not (change.lists_units and change.old.scope.within):
        return None
    if change.parts:
        return _rest_of_named(change, old)
    listing, picked = change.context.listing, [leaf for leaf, _ in leaves(change.old.where)]
    if listing is not None and picked and all(isinstance(leaf, IsCase) for leaf in picked) and not change.names_unit:
        if listing.where == change.old.where:  # 最佳案例 → 前三个 → 其余的呢
            listing = next((one for one in change.context.earlier if one.ask == "cases"), listing)
        return listing.with_(where=both(listing.where, negated(change.old.where)))  # 那另外一个呢, after one of two
    tiers = [part for part in old if kinds_of(part) == {"tier"}]
    pointed = change.has("point") or (change.has("that") and change.has("hole"))  # 剩下那个, 剩下的那一个
    given = all(part in change.before for part in holders)
    if pointed and holders and tiers and not given:  # 最佳里有安徽的 → 剩下那个是谁做的
        ask = "units" if change.has("who") else change.new.ask if change.asks else "cases"
        return Query(ask, both(*(part for part in old if part not in holders), negated(both(*holders))))
    of_units = change.has("who") or change.names_unit or change.lists_units
    other = change.find("other")
    if of_units or (change.has("which") and change.old.ask == "card"):
        unnamed = other is not None and other.noun in NOUNS and change.has("ne")  # 其他省呢
        return other_units(change, old) or (UNCLEAR if unnamed else None)
    named = change.has("unit", *NOUNS) or (
        other is not None and bool(other.noun)
    )  # 其他省: of the places; 剩下的: of the last condition, whatever it is
    within = [part for part in old if kinds_of(part) != {"notice"}] or old  # 那份通知的金奖 → 剩下的: of that notice
    fresh = [part for part in within if part not in change.before] if change.before else last_of(within)
    # 四地都参与的优秀案例 → 剩下的: of that tier, unless it was asked for by itself (有最佳的吗).
    apart = [part for part in within if part not in tiers]  # 三到五家单位参与的优秀案例 → 剩下的
    domain = bool(apart and tiers) and not change.before and change.old.ask != "yes_no"
    last = holders if named and holders else apart if domain else fresh or old[-1:]
    ranges: list[Filter] = [part for part in old if isinstance(part, Numbered) and part.until and not change.before]
    last = ranges or last  # 前五个优秀案例 → 剩下的
    if not last:
        return None
    rest = [part for part in conjuncts(change.old.where) if part not in last]
    where = both(*rest, *_only_notice(change, both(*last)), negated(both(*last)))
    if change.asks and change.new.ask in ("count", "yes_no") and not others:
        return change.new.with_(where=where)
    # A question of truth tells some apart: what is left is listed.
    lists = change.old.ask == "yes_no" or (
        change.old.ask == "count" and (change.has("which", "card", "list") or change.reading.has("called"))
    )
    return change.old.with_(ask="cases" if lists else listed(change.old), where=where)


def _only_notice(change: Change, where: Filter) -> tuple[InNotice, ...]:
    """Return the only notice that has a tier, of which its rest is, if there are several: 示范景区 → 剩下的."""
    found = change.index.select(change.index.evaluate(where)) if kinds_of(where) == {"tier"} else ()
    ids = {case.notice for case in found}
    return (InNotice(ids.pop()),) if len(ids) == 1 and len(change.index.dataset.notices) > 1 else ()


def _rest_of_either(change: Change) -> Query | None:
    """Return the cases with any of several names, but not with all of them as the last question required, or None.

    For example 其余的呢, after 湖州或者嘉兴的 → 其中两市同时参与的.
    """
    before = change.context.earlier[0].where if change.context.earlier else EVERYTHING
    named = conjuncts(change.old.where)
    narrowed = isinstance(before, Or) and len(named) > 1 and set(before.parts) == set(named)
    of_cases = not (change.parts or change.lists_units or change.names_unit or change.new.ask in ("notice", "help"))
    if not (narrowed and of_cases and change.has("other", "rest")):
        return None
    return change.old.with_(where=both(before, negated(change.old.where)))


def _other_places(change: Change, holders: Sequence[Filter]) -> Query | None:
    """Return the last query for the other places of a level (其他省呢), or None if the fragment does not mean places.

    UNCLEAR if the last query names no place or denies one, or if just one is left to compare.
    """
    other = change.find("other")
    old, level = change.old, NOUNS.get(other.noun) if other is not None else None
    if level is None or change.asks or change.names_unit or change.lists_units:
        return None
    named = {
        leaf.code
        for leaf, _ in (*leaves(old.where), *(one for item in old.items for one in leaves(item)))
        if isinstance(leaf, InRegion)
    }
    others = tuple(InRegion(place.code) for place in change.index.places(level) if place.code not in named)
    if old.items and others and all(isinstance(item, InRegion) for item in old.items):
        return old.with_(items=others) if len(others) > 1 else UNCLEAR
    if not holders or any(isinstance(part, Not) for part in holders):
        return UNCLEAR
    rest = both(*(part for part in conjuncts(old.where) if part not in holders))
    if old.ask == "count" and old.by == "cases" and old.subject == "cases":
        return Query("rank", rest, UnitScope(outside=tuple(sorted(named))), subject=level)
    if old.ask == "yes_no" and change.index.evaluate(rest).bit_count() == 1:
        return Query("units", rest, UnitScope(outside=tuple(sorted(named))))
    return None


def _rest_of_named(change: Change, old: Sequence[Filter]) -> Query | None:
    """Return the query for the cases of a tier or place that the other last conditions left out, or None.

    For example 剩下的优秀案例呢, 安徽其余的案例.
    """
    last = [part for part in old if part not in change.parts]
    other = any(kinds_of(part) == {"tier"} for part in old) and change.kinds == {"tier"}
    if other and not set(change.parts) & set(old) and len(old) > 1:  # 其中最佳的有几个 → 剩下那些优秀的
        kept = (part for part in old if kinds_of(part) != {"tier"})
        return change.new.with_(ask="cases" if not change.asks else change.new.ask, where=both(*kept, *change.parts))
    if change.kinds not in ({"tier"}, {"place"}) or not last or not set(change.parts) <= set(old):
        return None
    ask = change.new.ask if change.asks and change.new.ask in ("count", "yes_no") else "cases"
    shown = change.index.select(change.index.evaluate(change.old.where))
    told = IsCase(shown[0].id) if len(shown) == 1 else both(*last)  # 杨浦还有别的案例吗, after its one with 金华
    return change.new.with_(ask=ask, where=both(*change.parts, negated(told)))
