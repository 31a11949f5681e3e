"""Rules that exchange or give up conditions of the last query by name (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.kinds import kinds_of
from intents.model.query import (
    And,
    ByAgency,
    Filter,
    InRegion,
    Not,
    OnlyRegions,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    Unknown,
    both,
    conjuncts,
    denies_itself,
    leaves,
    negated,
)
from intents.model.substitution import replaced, replaced_everywhere, replaced_list
from intents.parsing.semantics.effects import NOUNS


def exchange(change: Change) -> Query | None:
    """Return the last query with one condition in the place of another, wherever it stands (把芜湖换成亳州).

    Several pairs are exchanged one after another. UNCLEAR if the last query lacks a condition that is to go; None if
    the fragment names no pair.
    """
    asks = [ask.conditions for ask in change.asks_of("replaced")]
    pairs, query = [(gone.where, fresh.where) for gone, fresh in asks], change.old
    denied = [part for mention in change.reading.mentions if mention.sort == "denied" for part in mention.filters]
    if len(denied) == len(change.parts) == 1 and _with(query, denied[0], change.parts[0]) != query:
        pairs = [(denied[0], change.parts[0])]  # 不是江苏，是安徽
    if len(change.parts) == 2 and isinstance(change.parts[0], Not) and change.reading.has("into") and not change.asks:
        gone, fresh = change.parts[0].part, change.parts[1]  # 不要湖州，换苏州
        pairs = [(gone, fresh)] if _with(query, gone, fresh) != query else pairs
    out = [part.part for part in conjuncts(query.where) if isinstance(part, Not) and kinds_of(part) == {"place"}]
    absent = change.find("absent_replaced")
    if absent is not None and len(out) != 1:
        return UNCLEAR
    if absent is not None:
        pairs = [(out[0], absent.conditions[0].where)]  # 没参与的换成安徽
    for gone, fresh in pairs:
        changed = _with(query, gone, fresh)
        if changed == query:
            return UNCLEAR
        query = changed
    return query if pairs else None


def _with(query: Query, gone: Filter, fresh: Filter) -> Query:
    """Return the query with `fresh` in the place of `gone`, in its conditions and in the places of its scope.

    If the query would then deny what it requires, the two conditions change places: 除安徽外，其他三方均参与的 →
    不是安徽，是江苏.
    """
    changed, scope = replaced_everywhere(query, gone, fresh), query.scope
    if changed == query:
        changed = query.with_(where=replaced_list(query.where, gone, fresh))  # 只有沪苏浙的 → 把沪苏浙换成苏浙皖
    if denies_itself(changed.where):  # 除安徽外，其他三方均参与的 → 不是安徽，是江苏: each in the place of the other
        held = Unknown("", "place")
        apart = replaced_everywhere(replaced_everywhere(query, gone, held), fresh, gone)
        changed = replaced_everywhere(apart, held, fresh)
    if isinstance(gone, InRegion) and isinstance(fresh, InRegion):
        changed = changed.with_(where=_moved(changed.where, gone.code, fresh.code))
        scope = replace(scope, within=tuple(fresh.code if code == gone.code else code for code in scope.within))
    return changed.with_(scope=scope)


def _moved(where: Filter, gone: str, fresh: str) -> Filter:
    """Return the filter with the agencies, counts and levels of one place moved to another.

    For example 湖州市局也参与的 → 把湖州换成南京.
    """
    for leaf, _ in leaves(where):
        if isinstance(leaf, ByAgency | UnitCount | UnitLevel | PlaceCount) and leaf.code == gone:
            where = replaced(where, leaf, replace(leaf, code=fresh))
    return where


def drop(change: Change) -> Query | None:
    """Return the last query without the conditions that the fragment gives up.

    They are those of a kind (不限最佳了, 不管等次, 不限通知), one condition (不要合肥这个条件), or “only”. UNCLEAR if
    the last query has no such condition or if the kind is not clear; None if the fragment gives up nothing.
    """
    if change.has("not_only"):
        return _with_others(change.old)
    if (gone_one := given_up(change)) is not None:
        return _asked_after(change, _without(change.old, gone_one))
    if change.has("every_notice"):
        return _of_every_notice(change)
    asked = change.find("unlimited")
    if asked is None:
        return None
    if asked.noun == "notice" and _is_whole(change):
        return OWN  # 不限通知，AI 的案例有哪些
    if change.has("every_case") and change.asks and not change.parts:
        return OWN  # 不分地区，全部案例有几个
    nouns = {asked.noun, *change.events}
    if nouns.isdisjoint(("tier_noun", "count", "unit", *NOUNS)) and len(change.kinds) > 1:
        return UNCLEAR  # 优秀不优秀不管了，上海的都要
    gone = {"tier"} if "tier_noun" in nouns else {"count"} if "count" in nouns else set()
    gone |= {"notice"} if "notice" in nouns else set()
    gone |= {"place", "org"} if not nouns.isdisjoint(("unit", *NOUNS)) else set()
    fresh = change.new.where if gone else And()  # 不管哪个省，优秀的全要
    gone |= change.kinds
    if not gone:
        return None
    every = change.old.every and _left(change.old.every, gone)  # 不分档，整体占比
    edited = change.old.with_(where=both(_left(change.old.where, gone), fresh), every=every)
    counts = change.asks_count and change.new.subject == "cases" and change.old.ask == "cases"
    if counts and change.parts:
        return edited.with_(ask="count")  # 不分档次，安徽没参与的总共几个
    return _asked_after(change, edited) if counts else edited  # 全部通知里这样的一共有几个


def _is_whole(change: Change) -> bool:
    """Return whether the fragment asks by itself: 全部通知里海口参与了哪些, 不限通知，AI 的案例有哪些."""
    return change.asks and (change.names_case or (bool(change.parts) and change.has("which", "howmany")))


def _of_every_notice(change: Change) -> Query:
    """Return the last query, or what the fragment asks, of all notices (两份加起来一共几个).

    UNCLEAR if there are not as many notices.
    """
    numbers = [ask.quantity.bounds[0].number for ask in change.asks_of("every_notice") if ask.quantity is not None]
    if numbers != [len(change.index.dataset.notices)]:
        return UNCLEAR
    if change.names_unit and change.asks_count and not change.lists_units:
        return OWN  # 三份通知里总共有多少家单位, after cases
    return _asked_after(change, change.old.with_(where=_left(change.old.where, {"notice"})))


def _asked_after(change: Change, edited: Query) -> Query:
    """Return what the fragment asks of the edited query, or that query if it asks nothing.

    For example 去掉上海这个条件，安徽的有多少个.
    """
    if edited == UNCLEAR or change.new.ask not in ("count", "units", "rank"):
        return edited
    gone = given_up(change)
    fresh = (part for part in change.parts if gone is None or part not in (gone, negated(gone)))
    return change.new.with_(where=both(*conjuncts(edited.where), *fresh))


def _left(where: Filter, gone: set[str]) -> Filter:
    """Return the filter without the conditions whose kinds are all in `gone`."""
    return both(*(part for part in conjuncts(where) if part == And() or not kinds_of(part) <= gone))


def _with_others(old: Query) -> Query:
    """Return the query without “only”, so that others may take part too; UNCLEAR if it has no such condition."""
    only = [part for part in conjuncts(old.where) if isinstance(part, OnlyRegions)]
    kept = [part for part in conjuncts(old.where) if part not in only]
    places = [InRegion(code) for part in only for code in part.codes]
    return old.with_(where=both(*kept, *places)) if only else UNCLEAR


def given_up(change: Change) -> Filter | None:
    """Return the condition that the fragment gives up, or None.

    For example 去掉最佳这个条件, or 去掉最佳 where the last query has it.
    """
    asks = change.asks_of("given_up")
    named = next((ask.conditions[0].where for ask in asks), None)
    if named is not None:
        return named
    leaves_out = change.leaves_out or change.reading.has("regardless")  # 不用管安徽了
    leaves_out = leaves_out and not change.reading.has("lacks")  # 不含安徽的 says what cases are without
    if not leaves_out or change.has("ne", "that"):
        return None
    events = change.reading.events
    first = events[0].condition.where if events and events[0].condition is not None else None
    apart = change.asks and [event.kind for event in events[1:2]] == ["stop"]
    if first is not None and apart and not change.reading.has("except", "beyond", "other", "left"):
        return _taken_away(change, first)  # 去掉上海，安徽的有多少个
    whose = change.lists_units and change.kinds == {"place"}  # 不要上海的, after agencies: leaves out those of 上海
    if change.asks or len(change.parts) != 1 or whose:
        return None
    return _taken_away(change, change.parts[0])


def _taken_away(change: Change, part: Filter) -> Filter | None:
    """Return the condition that `part` denies, or itself (不考虑安徽了), if the last query has it, else None."""
    held = conjuncts(change.old.where)
    if not isinstance(part, Not):
        return None
    again = part in held and change.reading.has("aspect") and not change.ends_attributive
    return part.part if part.part in held else part if again else None


def _without(old: Query, gone: Filter) -> Query:
    """Return the query without a condition or its negation.

    UNCLEAR if it has neither, or if it lists agencies of the place that the condition names.
    """
    kept = [part for part in conjuncts(old.where) if part not in (gone, negated(gone))]  # 江苏加回来
    codes = {leaf.code for leaf, _ in leaves(gone) if isinstance(leaf, InRegion)}
    scope = replace(old.scope, within=tuple(code for code in old.scope.within if code not in codes))
    if not codes.isdisjoint(old.scope.within) and old.ask in ("count", "units"):
        return UNCLEAR  # 不含上海的, after its own units or places
    changed = old.with_(where=both(*kept), scope=scope)
    return changed if changed != old else UNCLEAR
