"""Changes by fragments that name no case, place, agency or tier of their own (SEMANTICS 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intents.dialogue.change import HOLDERS, OWN, UNCLEAR, Change, kinds_of, level_of, replaced
from intents.model.query import (
    And,
    Ask,
    ByAgency,
    Filter,
    InRegion,
    InTier,
    IsCase,
    Not,
    Numbered,
    Or,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    either,
    leaves,
    negated,
)
from intents.parsing.composer import Event
from intents.parsing.semantics import NOUNS

# Positions.


def pick(change: Change) -> Query | None:
    """第二个, 前三个的单位, 除了第一个: positions in the last list."""
    listing = change.context.listing
    if listing is None or "number" not in change.kinds or change.kinds & {"tier", "topic", "notice"}:
        return None
    if change.new.items and all(isinstance(part, Numbered) for part in change.new.items):
        picked = tuple(change.nth(listing, part.number) for part in change.new.items if isinstance(part, Numbered))
        return change.new.with_(items=picked)
    mine = [part for part in change.parts if kinds_of(part) == {"number"}]
    rest = [part for part in change.parts if part not in mine]
    if len(mine) != 1 or (change.names_case and not change.asks):
        return None
    picks: list[Filter] = []
    for leaf, _ in leaves(mine[0]):
        if isinstance(leaf, Numbered):
            last = leaf.until or leaf.number
            picks += [change.nth(listing, number) for number in range(leaf.number, last + 1)]
    where = both(listing.where, *map(negated, picks)) if isinstance(mine[0], Not) else either(*picks)
    ask = change.new.ask if change.asks else "cases"
    if not change.asks and change.has("ne") and change.old.ask in ("units", "count"):
        return change.old.with_(where=where, scope=UnitScope())
    if not change.asks and change.has("ne") and change.old.ask == "yes_no" and change.old.every is None:
        held = (part for part in conjuncts(change.old.where) if not isinstance(part, IsCase | Numbered))
        return change.old.with_(where=both(where, *held))  # 第三个安徽参加没有 → 那第四个呢
    return change.new.with_(ask=ask, where=both(where, *rest), scope=change.new.scope if rest else UnitScope())


def step(change: Change) -> Query | None:
    """下一个, after a case that was named by its number or picked from a list."""
    by = 1 if change.has("next") else -1 if change.has("previous") else 0
    if not by or change.parts:
        return None
    shown = change.context.card or change.old
    for part in conjuncts(shown.where):
        number = part.number + by if isinstance(part, Numbered) else 0
        if isinstance(part, Numbered) and number * part.number > 0 and not part.until:
            rest = (other for other in conjuncts(shown.where) if other != part)
            return shown.with_(where=both(*rest, Numbered(number)))
    if change.old.ask == "card" and (beside := _along(change, shown, by) or _beside(change, by)) is not None:
        return beside
    return _along(change, shown, by) or _beside(change, by)


def _along(change: Change, shown: Query, by: int) -> Query | None:
    """The next or previous case of the list that one was picked from."""
    listing = change.context.listing
    for position in range(1, change.size(listing) + 1 if listing is not None else 0):
        if listing is not None and change.nth(listing, position) == shown.where:
            return Query("cases", change.nth(listing, position + by))
    return None


def _beside(change: Change, by: int) -> Query | None:
    """The case before or after the one that was shown, in its tier."""
    found = change.index.evaluate(change.old.where)
    if change.old.ask not in ("card", "cases") or found.bit_count() != 1:
        return None
    shown = change.index.select(found)
    if not shown[0].tier:
        return None
    number = shown[0].number + by
    return Query("cases", both(InTier(shown[0].tier), Numbered(number))) if number > 0 else None


def complement(change: Change) -> Query | None:
    """其他的, 其他省呢, 其他三省是谁参与的: the rest of what the last condition was taken from."""
    named = change.names_case and not change.has("ne") and change.new.ask != "count"
    if not change.has("other", "rest") or (named and not change.parts):
        return None
    old = [part for part in conjuncts(change.old.where) if part != And()]
    if change.parts:
        return _rest_of_tier(change, old)
    holders = [part for part in old if kinds_of(part) <= HOLDERS]
    of_units = change.has("who") or change.names_unit or change.lists_units
    if of_units or (change.has("which") and change.old.ask == "card"):
        return _other_units(change, old)
    other = next((e.ask for e in change.reading.events if e.kind == "other" and e.ask is not None), None)
    named = change.has("unit", *NOUNS) or (
        other is not None and bool(other.noun)
    )  # 其他省: of the places; 剩下的: of the last condition, whatever it is
    fresh = [part for part in old if part not in change.before] if change.before else _last_of(old)
    last = holders if named and holders else fresh or old[-1:]
    if not last:
        return None
    rest = [part for part in conjuncts(change.old.where) if part not in last]
    where = both(*rest, negated(both(*last)))
    if change.asks and change.new.ask in ("count", "yes_no"):
        return change.new.with_(where=where)
    # A question of truth tells some apart: what is left is listed.
    return change.old.with_(ask="cases" if change.old.ask == "yes_no" else _listed(change.old), where=where)


def _last_of(parts: Sequence[Filter]) -> list[Filter]:
    """The last condition: all places of one list, or one part."""
    if not parts or not kinds_of(parts[-1]) <= HOLDERS:
        return list(parts[-1:])
    start = next((at for at in range(len(parts), 0, -1) if not kinds_of(parts[at - 1]) <= HOLDERS), 0)
    return list(parts[start:])


def _rest_of_tier(change: Change, old: Sequence[Filter]) -> Query | None:
    """剩下的优秀案例呢: of the tier, those that the other conditions left out."""
    last = [part for part in old if part not in change.parts]
    if change.kinds != {"tier"} or not last or not set(change.parts) <= set(old):
        return None
    ask = change.new.ask if change.asks and change.new.ask in ("count", "yes_no") else "cases"
    return change.new.with_(ask=ask, where=both(*change.parts, negated(both(*last))))


def _other_units(change: Change, old: Sequence[Filter]) -> Query | None:
    """其他的是哪些单位: those of other places, and other agencies than the one that was named."""
    named = [leaf for part in old for leaf, _ in leaves(part)]
    codes = {leaf.code for leaf in named if isinstance(leaf, InRegion)} | set(change.old.scope.within)
    agencies = tuple(leaf for leaf in named if isinstance(leaf, ByAgency))
    if agencies and not codes and change.names_case:
        return Query("units", change.old.where, UnitScope(without=agencies))  # 该案例另有哪些参与单位
    units = (unit for leaf in agencies for unit in change.index.agency_index.agencies(leaf))
    codes |= {unit.regions[0].code for unit in units if unit.regions}
    return Query("units", change.old.where, UnitScope(outside=tuple(sorted(codes)))) if codes else None


def _listed(query: Query) -> Ask:
    """The ask of a list that takes the place of a query's."""
    return query.ask if query.ask in ("count", "units", "yes_no") else "cases"


# Questions of their own.


def own(change: Change) -> Query | None:
    """最佳案例一共几个, 安徽参与了哪些案例: it names what it asks for, and of what."""
    if change.new.ask in ("notice", "help"):
        return change.context.card if change.context.card is not None and change.has("card") else OWN
    if change.kinds == {"tier"} and change.asks_truth and not change.has("have", "which"):
        return None  # 是最佳案例吗, after one case
    if change.has("every_noun") and change.names_case and change.asks and not change.has("those", "inside_those"):
        return OWN
    if change.has("those", "inside_those", "ne", "pick", "again", "more", "than", "compare") or _is_this_case(change):
        return None
    if change.new.by == "share":
        return _share(change)
    if change.new.by == "mean" and (
        change.names_case or change.parts or change.reading.has("per") or change.has("cases")
    ):
        return OWN
    belongs = change.reading.mentions[0].has("have") and change.has("which")  # 属于优秀案例的有哪些
    one = change.kinds == {"tier"} and change.new.ask == "cases" and (belongs or change.reading.has("which_one"))
    if one and change.old.ask == "cases" and "tier" not in kinds_of(change.old.where):
        return change.new.with_(where=both(change.old.where, change.new.where))  # 哪一个是优秀案例
    if change.asks and change.names_case and (change.parts or change.new.items) and change.new.ask != "card":
        return OWN
    named = next((event.ask.noun for event in change.reading.events if event.kind == "which" and event.ask), "")
    if change.new.ask == "rank" and named in NOUNS and change.new.by == "units":
        return OWN  # 哪个省单位最少
    if change.new.ask == "rank" and change.names_case and change.has("which", "who", "each_noun"):
        return OWN
    return None


def _is_this_case(change: Change) -> bool:
    """Whether it points at one case: 这个案例里."""
    return any(pair == ("point", "case") for pair in pairwise(change.events))


def _share(change: Change) -> Query | None:
    """占全部案例的百分之几: of the last cases, where it names only what they are a part of."""
    new, first = change.new, change.reading.mentions[0]
    if change.old.by == "share" and change.has("ne"):
        return None  # 江苏的占比呢
    if new.subject == "units" and change.lists_units and not change.parts:
        return new.with_(where=change.old.where, scope=change.old.scope)  # 区县局有几家 → 占全部单位的百分之几
    if first.has("occupy") and change.parts:
        return new.with_(where=both(change.old.where, new.where), every=new.where)
    if new.every is None or set(conjuncts(new.every)) != set(conjuncts(new.where)):
        return OWN
    return new.with_(where=both(change.old.where, new.where))


# Fragments without a name.


def contrast(change: Change) -> Query | None:
    """比江苏少吗, 两省哪个多: the place of the last question and another, or those of the last two."""
    if not change.has("than", "compare", "more_of", "less_of") or change.new.items:
        return None
    held = _places(change.old)
    before = [part for part in _places(change.context.earlier[0]) if part not in held] if change.context.earlier else []
    mine = [part for part in change.parts if isinstance(part, InRegion)]
    items = (*held, *mine) if mine else (*before, *held)
    if len(items) != 2:
        return None
    rest = both(*(part for part in conjuncts(change.old.where) if part not in items))
    counted = change.old.subject if change.old.ask == "count" else "cases"
    nouns = [event.noun for event in change.reading.events if event.noun]
    by = "units" if "unit" in nouns or (counted == "units" and "case" not in nouns) else "cases"
    ask: Ask = "yes_no" if change.has("yes_no") else "compare"
    return Query(ask, rest, items=items, by=by, least=change.has("less_of", "compare_less"))


def _places(query: Query) -> list[InRegion]:
    """The places of a query's conditions, and those that its units are of."""
    found = [part for part in conjuncts(query.where) if isinstance(part, InRegion)]
    return list(dict.fromkeys((*found, *map(InRegion, query.scope.within))))


def elsewhere(change: Change) -> Query | None:
    """宁波还参与了其他案例吗, after one case: besides that."""
    where, found = change.old.where, change.index.evaluate(change.old.where)
    names = change.kinds & {"place", "org"}
    if not (change.has("other") and change.names_case and names and found.bit_count() == 1):
        return None
    return change.new.with_(where=both(change.new.where, negated(where)))


def of_places(change: Change) -> Query | None:
    """其中浙江有几个, after a number of cities: of them."""
    old = change.old
    codes = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    counted = old.ask == "count" and level_of(old) is not None and old.by == "cases"
    named = any(event.ask is not None and event.ask.noun for event in change.reading.events)
    if not counted or not codes or len(codes) != len(change.parts) or named or change.names_case:
        return None
    goes_on = change.new.ask == "count" and change.asks
    if not goes_on and not (old.scope.within and change.has("ne")):
        return None
    return old.with_(scope=replace(old.scope, within=codes))


def of_those_units(change: Change) -> Query | None:
    """它们参与的是哪个案例, after the units of a level or of a place: their cases."""
    it = change.has("those") and change.has("take") and change.lists_units and change.new.ask in ("cases", "count")
    scope = change.old.scope
    if not it or change.parts or change.has("that_unit") or not (scope.level or scope.within) or len(scope.within) > 1:
        return None
    code = scope.within[0] if scope.within else ""
    units = UnitLevel(scope.level, code) if scope.level else InRegion(code)
    rest = (part for part in conjuncts(change.old.where) if not isinstance(part, InRegion | UnitLevel))
    return Query(change.new.ask, both(*rest, units))


def that_unit(change: Change) -> Query | None:
    """这个处还参与了几个: the agency that was named last."""
    it = change.has("those") and change.has("take") and change.lists_units and change.new.ask in ("cases", "count")
    if not change.has("that_unit") and not it:
        return None
    if change.has("that_unit") and not change.lists_units:
        where = change.context.card.where if change.context.card is not None else change.old.where
        return Query("units", where, change.new.scope) if change.index.evaluate(where).bit_count() == 1 else UNCLEAR
    agencies = change.agencies(change.old)
    if len(agencies) != 1:
        return UNCLEAR if change.has("that_unit") else None
    name = agencies[0].bureau + agencies[0].department
    where = ByAgency(name, agencies[0].place.code if agencies[0].place else "")
    return Query(change.new.ask if change.asks else "cases", both(where, change.new.where))


def joint(change: Change) -> Query | None:
    """任意一个参与的呢, 两个都参与的呢: the places of the last question, any or all of them."""
    number = _number_of_places(change)
    if (change.parts and not number) or not change.has("any", "all", "both"):
        return None
    if not (change.refers or change.has("de", "both") or change.ends_attributive):
        return None
    old = [part for part in conjuncts(change.old.where) if part != And() and kinds_of(part) <= HOLDERS]
    flat = [leaf for part in old for leaf in (part.parts if isinstance(part, Or) else (part,))]
    if len(flat) == 1 and change.context.earlier and (number == 2 or change.has("both")):
        earlier = conjuncts(change.context.earlier[0].where)  # 宣城参加了哪些, 嘉兴呢, 两个市都参加的呢
        flat = [*(part for part in earlier if part != And() and kinds_of(part) <= HOLDERS and part not in flat), *flat]
    if any(isinstance(part, Not) for part in change.parts):
        flat = [part if isinstance(part, Not) else negated(part) for part in flat]  # 这两地都没参与的
    if len(flat) < 2 or number not in (0, len(flat)):
        return None
    rest = [part for part in conjuncts(change.old.where) if part not in old]
    where = both(*rest, either(*flat) if change.has("any") else both(*flat))
    return change.new.with_(where=where, scope=change.old.scope) if change.asks else change.old.with_(where=where)


def _number_of_places(change: Change) -> int:
    """How many places a fragment speaks of without a name: 两市, 两家; 0 if it does otherwise."""
    match change.parts:
        case (PlaceCount(op="==", count=count),) | (UnitCount(op="==", count=count),):
            return count
        case (Not(PlaceCount(op="==", count=count)),) | (Not(UnitCount(op="==", count=count)),):
            return count
    hole = next((event.ask.quantity for event in change.reading.events if event.ask and event.kind == "hole"), None)
    return hole.bounds[0].number if hole is not None and hole.is_plain else 0


def quantity(change: Change) -> Query | None:
    """三个的呢, 超过五个的: another number of what the last question counted."""
    hole = next((e.ask.quantity for e in change.reading.events if e.ask is not None and e.kind == "hole"), None)
    if hole is None or change.parts:
        return None
    if change.lists_units and change.old.scope.op:
        bound = hole.bounds[0]
        return change.old.with_(scope=replace(change.old.scope, op=bound.op, count=bound.number))
    counted = [leaf for leaf, _ in leaves(change.old.where) if isinstance(leaf, PlaceCount | UnitCount)]
    if not counted:
        return None
    fresh = both(*(replace(counted[0], op=bound.op, count=bound.number) for bound in hole.bounds))
    alike = [part for part in conjuncts(change.old.where) if part in counted and type(part) is type(counted[0])]
    if len(alike) > 1:  # 三到五家: both bounds go
        kept = (part for part in conjuncts(change.old.where) if part not in alike)
        ask = change.new.ask if change.asks and change.new.ask in ("count", "yes_no") else _listed(change.old)
        return change.old.with_(where=both(*kept, fresh), ask=ask)
    ask = change.new.ask if change.asks and change.new.ask in ("count", "yes_no") else _listed(change.old)
    ask = "cases" if change.has("list", "show") and ask == "count" and not change.asks_count else ask
    return change.old.with_(where=replaced(change.old.where, counted[0], fresh), ask=ask)


def turn(change: Change) -> Query | None:
    """那没参与的呢, 哪个没参与, 反过来: the places of the last question, turned round."""
    if change.parts or change.reading.unknown:
        return None
    if change.old.ask == "rank" and change.has("turn"):
        return change.old.with_(least=not change.old.least)
    places = [part for part in conjuncts(change.old.where) if part != And() and kinds_of(part) <= HOLDERS]
    turned = change.has("negated", "not_every")
    if change.old.ask == "rank" and turned and change.old.subject in ("province", "city", "county"):
        place = change.top()
        return Query("cases", negated(place)) if place is not None else None
    if not places or not (turned or change.has("turn")):
        return None
    if turned:
        places = [part for part in places if part not in change.before] or places  # 上海也在的 → 不在的是哪个

    if change.has("not_every") and not any(isinstance(part, Not) for part in places):
        rest = (part for part in conjuncts(change.old.where) if part not in places)
        return change.old.with_(where=both(*rest, negated(both(*places))))  # 没有全部参加的, after 四地都参加的

    def polarity(part: Filter) -> Filter:
        if change.has("turn"):
            return negated(part)
        return part if isinstance(part, Not) else negated(part)

    where = both(*(polarity(part) if part in places else part for part in conjuncts(change.old.where)))
    if change.asks and change.new.ask not in ("cases", "card"):
        return change.new.with_(where=where, scope=change.old.scope)
    ask: Ask = "cases" if change.old.ask == "card" or change.has("which", "list") else change.old.ask
    return change.old.with_(where=where, ask=ask)


def drop(change: Change) -> Query | None:
    """不限最佳了, 不管等次: the conditions of that kind go."""
    if not change.has("unlimited"):
        return None
    gone = (
        change.kinds
        | ({"tier"} if change.has("tier_noun") else set())
        | ({"place", "org"} if change.has("unit", *NOUNS) else set())
    )
    kept = (part for part in conjuncts(change.old.where) if part == And() or not kinds_of(part) <= gone)
    return change.old.with_(where=both(*kept)) if gone else None


def other_ask(change: Change) -> Query | None:
    """谁做的, 有几个: another thing of the same cases; 城市呢 after a ranking: of other places."""
    new, old = change.new, change.old
    refers = change.refers or change.has("per", "each_noun")
    if change.parts or new.items or change.reading.unknown or not (change.asks or refers):
        return None
    if change.has("every_case") and change.context.card is not None and not change.has("which"):
        return new.with_(where=change.context.card.where, scope=UnitScope())
    afresh = change.has("which") and old.ask in ("cases", "rank", "compare", "notice", "help")
    if change.names_case and (change.has("sum", "every", "every_case") or afresh) and not refers:
        return OWN
    if old.ask == "rank" and (ranked := _other_ranking(change)) is not None:
        return ranked
    if (listed := _other_list(change) or _of_listed(change)) is not None:
        return listed
    if not change.asks:
        return old if change.has("ne", "that", "those") and not change.has("other") else None
    if old.ask == "rank" and new.ask in ("cases", "count") and not change.names_case and (place := change.top()):
        if not change.has("those"):
            return None
        within = (place.code,) if new.subject == "units" and isinstance(place, InRegion) else ()
        return new.with_(where=place, scope=UnitScope(within=within))
    of_card = old.ask == "yes_no" or ((old.ask == "rank" and new.ask in ("units", "card")) or new.subject == "units")
    base = change.context.card.where if of_card and change.context.card is not None else old.where
    if old.ask == "yes_no" and new.ask in ("units", "cases") and not change.index.evaluate(old.where):
        # 有安徽吗 was answered with no: 那都有谁 is of the cases without the place.
        kept = [part for part in conjuncts(old.where) if part in change.before]
        parts = [part for part in conjuncts(old.where) if part != And()]
        others = [part for part in parts if not kinds_of(part) <= HOLDERS] if new.ask == "units" else []
        kept = kept or others or parts[: -len(_last_of(parts)) or None]
        return new.with_(where=both(*kept)) if kept else None
    ranks_cases = new.ask == "rank" and new.subject == "cases"  # by their units, whatever was compared before
    keeps_measure = {new.ask, old.ask} <= {"rank", "compare"} and not ranks_cases and not change.has("unit", "case")
    by = old.by if keeps_measure else new.by
    return new.with_(where=base, scope=_scope_of_last(change), items=old.items if new.ask == "compare" else (), by=by)


def _of_listed(change: Change) -> Query | None:
    """各有几家单位, 最多的是哪个, 各是几个, 它们有哪些单位: of the cases that were listed, compared or ranked."""
    new, old = change.new, change.old
    fresh = tuple(p.code for p in conjuncts(old.where) if isinstance(p, InRegion) and p not in change.before)
    one = bool(change.before) and change.index.evaluate(both(*change.before)).bit_count() == 1
    if old.ask == "yes_no" and new.ask == "cases" and change.has("which") and one and fresh and not change.names_case:
        return Query("units", old.where, UnitScope(within=fresh))  # 同一案例中还有江苏的单位吗 → 是哪一个
    if old.items and old.ask == "yes_no" and change.has("each") and new.ask == "count":
        return Query("compare", old.where, items=old.items, by=old.by)  # 比江苏多吗 → 各是几个
    leads = change.has("those") or new.ask == "units" or (old.least and new.ask == "count")
    if old.ask == "rank" and old.subject == "cases" and leads and change.context.card is None:
        return new.with_(where=_leaders(change))  # 参与单位最少的案例 → 它们有哪些单位
    each = next((event.ask.noun for event in change.reading.events if event.kind == "each_noun" and event.ask), "")
    if each in NOUNS and old.ask in ("count", "units") and new.ask != "rank":
        by = "units" if change.lists_units else "cases"  # 按省拆开看
        return Query("rank", old.where, old.scope, subject=NOUNS[each], by=by)
    if change.has("each") and new.ask == "count" and (old.items or old.ask == "rank") and not old.by.startswith("s"):
        return old.with_(by="units" if new.subject == "units" else "cases")  # 各参与了几个案例, after their units
    if change.has("each") and new.ask == "count" and new.subject == "units" and old.ask == "cases":
        return Query("rank", old.where, subject="cases", by="units")  # 各有几家单位, after cases
    nouns = change.has("unit", *NOUNS) or any(
        event.ask is not None and event.ask.noun for event in change.reading.events
    )
    if old.ask == "cases" and new.ask == "rank" and change.has("which", "each") and not nouns:
        return new.with_(where=old.where, subject="cases", by="units")  # 单位超过五家的案例 → 最多的是哪个
    return None


def _leaders(change: Change) -> Filter:
    """The cases at the top of a ranking, which share a place."""
    lines = change.ranking(change.old)
    ties = sum(value == lines[0][1] for _, value in lines)
    return either(*(change.nth(change.old, position) for position in range(1, ties + 1)))


def _other_ranking(change: Change) -> Query | None:
    """城市呢, 最少的, 各个城市排个榜: another ranking of the same cases."""
    new, old = change.new, change.old
    nouns = [noun for event in change.reading.events if (noun := event.noun or _each_noun(event))]
    if nouns and change.has("ne") and not change.has("which", "who", "howmany"):
        if nouns[0] == "case":
            return old.with_(subject="cases", by="units")
        level = NOUNS.get(nouns[0]) or {"unit": "units"}.get(nouns[0])
        if level:
            return old.with_(subject=level)
    if not change.asks or new.ask != "rank":
        return None
    return new.with_(where=old.where) if change.has("each_noun") else old.with_(least=new.least)


def _other_list(change: Change) -> Query | None:
    """是哪些, after a number: what was counted; 有几个, after units: their number."""
    new, old = change.new, change.old
    if change.has("show", "list") and (not change.asks or change.reading.bare) and old.ask == "count":
        return old.with_(ask="units" if change.lists_units else "cases", subject="cases", by="cases")
    if not change.asks or change.names_case:
        return None
    if new.ask == "cases" and old.ask == "count" and old.subject != "cases":
        scope = replace(old.scope, level=level_of(old) or old.scope.level)
        return old.with_(ask="units", subject="cases", by="cases", scope=scope)
    if new.ask == "count" and new.subject == "cases" and old.ask == "units":
        return old.with_(ask="count", subject="units")
    return None


def _scope_of_last(change: Change) -> UnitScope:
    """Which units another ask is of: those of the last question, those beside its places, or those of them."""
    new, old, scope = change.new, change.old, change.new.scope
    if change.reading.has("that_case") or _is_this_case(change):
        return scope
    if change.lists_units and (new.ask == "units" or (new.ask == "count" and new.subject == "units")):
        outside, without = (*old.scope.outside, *scope.outside), (*old.scope.without, *scope.without)
        op, count = (scope.op, scope.count) if scope.op is not None else (old.scope.op, old.scope.count)
        within = () if set(old.scope.within) & set(outside) else old.scope.within  # 除了浙江还有谁, after those of 浙江
        scope = replace(old.scope, within=within, outside=outside, without=without, op=op, count=count)
    if new.ask != "units":
        return scope
    named = [part for part in conjuncts(old.where) if isinstance(part, InRegion)]
    codes = tuple(part.code for part in named if part not in change.before) or tuple(part.code for part in named)
    agencies = tuple(part for part in conjuncts(old.where) if isinstance(part, ByAgency) and part not in change.before)
    coded = next((leaf for leaf, _ in leaves(old.where) if isinstance(leaf, UnitLevel) and leaf.code), None)
    if coded is not None and scope.level in (None, coded.level):
        scope = replace(
            scope, level=coded.level, within=scope.within or (coded.code,)
        )  # 湖州的县局参与了哪些 → 是哪些局
    if change.has("more", "who_else") and not change.lists_units:
        scope = replace(scope, outside=scope.outside or codes)
    if old.ask == "yes_no" and not change.has("unit", "all", "those", "more", "who_else"):  # 有江苏的单位吗 → 是哪个
        scope = replace(scope, within=scope.within or (() if agencies else codes), parts=scope.parts or agencies)
    return scope


def measure(change: Change) -> Query | None:
    """换成单位数, after a ranking or a comparison: by another number."""
    if change.parts or change.old.ask not in ("rank", "compare") or not change.has("that", "instead", "turn", "ne"):
        return None
    counted = next((event.ask.noun for event in change.reading.events if event.ask and event.kind == "howmany"), None)
    ranks_cases = change.old.ask == "rank" and change.old.subject == "cases"
    if counted != "unit" and (counted != "case" or ranks_cases):
        return None
    return change.old.with_(by="units" if counted == "unit" else "cases")


def _each_noun(event: Event) -> str:
    return event.ask.noun if event.kind == "each_noun" and event.ask is not None else ""
