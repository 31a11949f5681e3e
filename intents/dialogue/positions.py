"""Rules for positions: one of the list that was shown, the next and the previous (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence

from intents.dialogue.card import the_case
from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import kinds_of, level_of
from intents.dialogue.references import points_back
from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    Filter,
    InRegion,
    InTier,
    IsCase,
    Not,
    Numbered,
    Query,
    UnitScope,
    both,
    conjuncts,
    either,
    leaves,
    negated,
)

_TWO = 2


def pick(change: Change) -> Query | None:
    """Return what the fragment asks of positions in the last list (第二个, 前三个的单位, 除了第一个).

    With 呢 the last question is asked of them; where nothing was listed, see `_without_list`. UNCLEAR for 第二多的
    after what was not ranked; None if the position is one of a tier, topic or notice that the fragment names.
    """
    listing, ranks = change.context.listing, change.reading.has("more_of", "less_of") and not change.asks
    if change.reading.has("former", "latter") and (listing is None or change.size(listing) != _TWO):
        return _of_two_items(change)
    if change.kinds == {"number"} and ranks and (change.old.ask != "rank" or listing is None):
        return UNCLEAR  # 第二多的, after what was not ranked
    if listing is None:
        return _without_list(change)
    if change.kinds == {"number"} and _corrects(change) and (corrected := _in_its_tier(change)) is not None:
        return corrected  # 优秀的第五个 → 不对，第六个, whatever was listed before
    if "number" not in change.kinds or change.kinds & {"topic", "notice"} or _is_of_tier(change):
        return None
    if change.new.items and all(isinstance(part, Numbered) for part in change.new.items):
        picked = tuple(change.nth(listing, part.number) for part in change.new.items if isinstance(part, Numbered))
        return change.new.with_(items=picked)
    mine = [part for part in change.parts if kinds_of(part) == {"number"}]
    rest = [part for part in change.parts if part not in mine]
    if len(mine) != 1 or (change.names_case and not change.asks):
        return None
    listing = _long_enough(change, listing, mine[0])
    picks = [change.nth(listing, leaf) for leaf, _ in leaves(mine[0]) if isinstance(leaf, Numbered)]
    if not picks:  # the number belongs to an unknown notice
        return None
    where = both(listing.where, *map(negated, picks)) if isinstance(mine[0], Not) else either(*picks)
    ask = change.new.ask if change.asks else "cases"
    if not change.asks and change.has("ne") and change.old.ask in ("units", "count"):
        there = [part for part in conjuncts(change.old.where) if _says_whose(part, change.old)]
        counts = change.old.ask == "count" and change.old.subject == "cases" and not there
        scope = change.old.scope if there else UnitScope()
        return change.old.with_(ask="cases" if counts else change.old.ask, where=both(where, *there), scope=scope)
    if (again := _asked_of_picked(change, where, rest)) is not None:
        return again
    if (ask == "card" and change.has("who")) or change.events == ["condition", "fact"]:
        ask = "units"  # 第二个是谁搞的, 前两个是谁搞的
    scope = change.new.scope if rest or change.new.by == "number" else UnitScope()  # 第二个只有两家单位吧
    return change.new.with_(ask=ask, where=both(where, *rest), scope=scope)


def _corrects(change: Change) -> bool:
    """Return whether the fragment takes back what was asked for: 不对，第六个; 不，第六个."""
    first, second = change.reading.mentions[0], change.reading.mentions[1:2]
    return change.reading.has("rather") or (first.has("neg") and any(one.has("stop") for one in second))


def _of_two_items(change: Change) -> Query:
    """Return what the fragment asks of the first or the last of two compared names (后者有几个), or UNCLEAR."""
    old = change.old
    if len(old.items) != _TWO:
        return UNCLEAR  # 后者, after a list of three
    item = old.items[-1 if change.reading.has("latter") else 0]
    asked = change.new if change.asks else Query("cases")
    return asked.with_(where=both(old.where, item), scope=UnitScope())


def _asked_of_picked(change: Change, where: Filter, rest: Sequence[Filter]) -> Query | None:
    """Return what the last question asked, of the cases picked, or None.

    For example 那第四个呢, after 第三个安徽参加没有; 我是想问第二个案例里的上海, after the units of a place.
    """
    places = tuple(part.code for part in rest if isinstance(part, InRegion))
    named = change.new.ask == "cases" and not change.has("which", "list", "show") and len(places) == len(rest) == 1
    if change.old.ask == "units" and change.has("inside") and named:
        return Query("units", where, UnitScope(within=places))
    elided = change.new.ask == "yes_no" and change.has("have") and not rest  # 第十个是否也有
    again = elided or (change.has("ne") and not change.asks)
    if not again or change.old.ask != "yes_no" or change.old.every is not None:
        return None
    held = (part for part in conjuncts(change.old.where) if not isinstance(part, IsCase | Numbered))
    return change.old.with_(where=both(where, *held))


def _is_of_tier(change: Change) -> bool:
    """Return whether the position is one within a tier (最佳的第五个; not 第五个是最佳吗)."""
    asked = change.asks_truth and [sorted(one.kinds) for one in change.conditions] == [["number"], ["tier"]]
    return "tier" in change.kinds and not asked


def _without_list(change: Change) -> Query | None:
    """Return the query for a position where no cases were listed, or None.

    The position is one of the last ranking, or in the tier of the last position. UNCLEAR if what was shown has no such
    positions.
    """
    if (ranked := _last_of_ranking(change) or _ranked_place(change) or _at_end(change)) is not None:
        return ranked
    if change.kinds == {"number"} and change.old.ask == "units" and change.events == ["condition", "unit"]:
        return _in_its_tier(change)  # 4号的单位, after those of 优秀3
    if change.kinds == {"number"} and change.old.ask == "yes_no":
        ranges = any(isinstance(part, Numbered) and part.until for part in change.parts)
        every = change.old.every is not None  # 第二个呢, after 每个案例都有浙江吗
        return _in_its_tier(change) or (UNCLEAR if ranges or every else None)  # 取前三, after 有没有无锡的
    return UNCLEAR if _is_of_no_list(change) else None


def _is_of_no_list(change: Change) -> bool:
    """Return whether no cases were listed that a position could be of (第一个是上海吗, after agencies or a ranking)."""
    if change.kinds == {"number"}:
        lists_none = change.lists_units or change.old.ask in ("rank", "compare")  # 第一个是谁做的, after units
        lists_none = lists_none and change.context.card is None and not change.names_case
        return _may_be_unit(change) or _is_of_no_case(change) or lists_none
    return change.kinds == {"number", "place"} and change.asks_truth and change.old.ask != "yes_no"


def _last_of_ranking(change: Change) -> Query | None:
    """Return the last ranking of places from its other end (最后一名是谁), or None."""
    old, part = change.old, change.parts[0] if len(change.parts) == 1 else None
    last = isinstance(part, Numbered) and part.number == -1 and change.has("who", "which", "ne")
    ranks = old.ask == "rank" and old.subject in LEVELS and not change.names_case
    return old.with_(least=not old.least) if last and ranks else None


def _ranked_place(change: Change) -> Query | None:
    """Return what the fragment asks of the place at a position of the last ranking, or None.

    For example 第二名的案例, 第二名参与了几个最佳; for 第二名是谁, the ranking with the place there. UNCLEAR if no
    place, or several, have the position.
    """
    numbered = [part for part in change.parts if isinstance(part, Numbered) and not part.until]
    rest = [part for part in change.parts if part not in numbered]
    if change.old.ask != "rank" or level_of(change.old) is None or len(numbered) != 1:
        return None
    if change.has("take") or (change.names_case and not rest):
        place = change.top(numbered[0].number)
        return change.new.with_(where=both(place, *rest), scope=UnitScope()) if place is not None else UNCLEAR
    if not change.has("who", "which", "ne") or change.new.ask == "card" or rest:
        return None
    there = change.top(numbered[0].number)
    return change.old.with_(items=(there,) if there is not None else ())  # the ranking itself names those that share it


def _at_end(change: Change) -> Query | None:
    """Return the question whether a place is the first or the last of the last ranking (浙江是第一吗), or None."""
    old = change.old
    ends = [part.number for part in change.parts if isinstance(part, Numbered) and part.number in (1, -1)]
    places = [part for part in change.parts if isinstance(part, InRegion)]
    ranks = old.ask == "rank" and old.subject in LEVELS and not (old.items or change.names_case or change.has("inside"))
    if not ranks or not change.asks_truth or not len(ends) == len(places) == 1 or len(change.parts) != 2:
        return None
    return old.with_(ask="yes_no", items=tuple(places), least=old.least != (ends[0] == -1))


def by_units(change: Change) -> Query | None:
    """Return the cases shown, ranked by agencies (这里面哪个单位最多, 这两个里头单位多的是哪个), or None."""
    more = change.has("most", "least", "more_of", "less_of")
    asked = more and change.names_unit and change.has("which") and not change.has("take")
    compared = change.events == ["which", "compare"] and change.reading.has("unit")  # 哪个的单位更多
    if compared and change.old.ask == "cases" and change.size(change.old) > 1:
        return Query("rank", change.old.where, subject="cases", by="units")
    if change.old.ask != "cases" or not asked or change.parts or not points_back(change):
        return None
    holes = [ask.quantity for ask in change.asks_of("hole")]
    number = holes[0].bounds[0].number if holes and holes[0] is not None else 0
    if number not in (0, change.size(change.old)):
        return None
    return Query("rank", change.old.where, subject="cases", by="units", least=change.has("least", "less_of"))


def _may_be_unit(change: Change) -> bool:
    """Return whether a position may be one of the agencies listed (第一个参与了几个案例, 第一家还参与了哪些)."""
    numbered = any(isinstance(leaf, Numbered) for leaf, _ in leaves(change.old.where))
    takes = change.has("take") or any(condition.has_verb for condition in change.conditions)
    asked = change.asks_count or change.names_unit or change.has("more")
    return change.old.ask == "units" and takes and asked and not numbered


def _is_of_no_case(change: Change) -> bool:
    """Return whether a bare position comes after lines that are no cases.

    For example 第二个, after agencies or a ranking of places.
    """
    old = change.old
    counted = old.ask == "count" and old.subject != "cases"
    lines = change.lists_units or counted or old.ask == "compare" or (old.ask == "rank" and old.subject != "cases")
    numbered = any(isinstance(leaf, Numbered) for leaf, _ in leaves(old.where))
    placed = old.ask == "rank" and change.has("ne")  # 第二呢, after a ranking: it says so
    bare = not change.asks or (change.new.ask == "cases" and not change.names_case)  # 前两个是什么
    return lines and bare and not placed and not numbered


def _in_its_tier(change: Change) -> Query | None:
    """Return the query for a position in the tier of the last position, or None.

    For example 第四个是什么, after 优秀案例第三个是…吗.
    """
    parts = conjuncts(change.old.where)
    tiers = [part for part in parts if isinstance(part, InTier)]
    numbered = any(isinstance(part, Numbered) for part in parts)
    if not tiers or not numbered:
        return None
    if change.has("ne") and not change.asks and change.old.every is None:
        held = (part for part in parts if not isinstance(part, Numbered))
        return change.old.with_(where=both(*held, change.new.where))  # 第3个最佳案例里有没有安徽 → 第4个呢
    return change.new.with_(where=both(*tiers, change.new.where))


def _long_enough(change: Change, listing: Query, numbers: Filter) -> Query:
    """Return the list, or the one that it was picked from if the positions go beyond it.

    For example 前三个 → 后三个呢; 前三个 → 等等，前五个吧.
    """
    ranges = [leaf for leaf, _ in leaves(numbers) if isinstance(leaf, Numbered) and leaf.until]
    most = max((max(leaf.number, leaf.until) for leaf, _ in leaves(numbers) if isinstance(leaf, Numbered)), default=0)
    whole, size = _picked_from(change, listing), change.size(listing)
    many = any(one.until - one.number + 1 >= size for one in ranges)  # as many as were picked, or more
    if whole is not None and many and change.size(whole) > size:
        return whole
    if not change.reading.has("rather") or most <= size:
        return listing
    before = (one for one in change.context.earlier if one.ask == "cases" and change.size(one) >= most)
    return next(before, listing)


def _picked_from(change: Change, listing: Query) -> Query | None:
    """Return the list of which a range was picked, or None.

    It is the list of the tier or place for 最佳案例前五个, or else the one shown before.
    """
    parts = conjuncts(listing.where)
    rest = [part for part in parts if not (isinstance(part, Numbered) and part.until)]
    if rest and len(rest) < len(parts) and not change.before:
        return listing.with_(where=both(*rest))
    picked = listing.where != EVERYTHING and all(isinstance(leaf, IsCase) for leaf, _ in leaves(listing.where))
    return next((one for one in change.context.earlier if one.ask == "cases"), None) if picked else None


def _says_whose(part: Filter, query: Query) -> bool:
    """Return whether a place only says which agencies are meant (第一个有几家浙江的单位 → 第二个呢)."""
    return isinstance(part, InRegion) and part.code in query.scope.within


def step(change: Change) -> Query | None:
    """Return the query for the case after or before the one shown (下一个, 上一个), or None.

    Cases follow one another by their number, in the list that one was picked from, or in the tier.
    """
    back = change.reading.has("back") and change.parts == (Numbered(-1),) and change.context.card is not None
    back = back and change.old.ask in ("card", "cases")
    by = 1 if change.has("next") or back else -1 if change.has("previous") else 0  # 后面那个呢, after a card
    if not by or (change.parts and not (back or _is_of_its_tier(change))):
        return None
    shown = change.context.card or change.old
    for part in conjuncts(shown.where):
        number = part.number + by if isinstance(part, Numbered) else 0
        if isinstance(part, Numbered) and number * part.number > 0 and not part.until:
            rest = (other for other in conjuncts(shown.where) if other != part)
            return _asked_of(change, both(*rest, Numbered(number)))
    if change.old.ask == "card" and (beside := _along(change, shown, by) or _beside(change, by)) is not None:
        return beside
    return _along(change, shown, by) or _beside(change, by)


def _is_of_its_tier(change: Change) -> bool:
    """Return whether the fragment names only the tier of the case that was shown (下一个优秀案例)."""
    case = the_case(change)
    shown = change.index.evaluate((change.context.card or case or change.old).where)
    return change.kinds == {"tier"} and shown.bit_count() == 1 and not shown & ~change.index.evaluate(change.new.where)


def _asked_of(change: Change, where: Filter) -> Query:
    """Return the query for a case, or for its agencies or a number if the fragment asks for these.

    For example 下一项，几家单位.
    """
    return change.new.with_(where=where) if change.new.ask in ("units", "count") else Query("cases", where)


def _along(change: Change, shown: Query, by: int) -> Query | None:
    """Return the query for the next or previous case of the list from which the one shown was picked, or None."""
    listing = change.context.listing
    for position in range(1, change.size(listing) + 1 if listing is not None else 0):
        if listing is not None and change.nth(listing, position) == shown.where:
            return _asked_of(change, change.nth(listing, position + by))
    return None


def _beside(change: Change, by: int) -> Query | None:
    """Return the query for the case before or after the one that was shown, in its tier, or None."""
    in_view = (change.context.card or the_case(change)) if change.old.ask == "yes_no" else None  # 它是优秀的吗
    found = change.index.evaluate((in_view or change.old).where)
    listed = change.old.ask in ("card", "cases", "units") or change.old.subject == "units"  # 有几家单位参加
    of_case = listed or in_view is not None
    if not of_case or found.bit_count() != 1:
        return None
    shown = change.index.select(found)
    if not shown[0].tier:
        return None
    number = shown[0].number + by
    return _asked_of(change, both(InTier(shown[0].tier), Numbered(number))) if number > 0 else None
