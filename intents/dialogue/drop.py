"""Changes by a condition that is no longer wanted (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import UNCLEAR, Change, kinds_of
from intents.model.query import And, Filter, InRegion, Not, OnlyRegions, Query, both, conjuncts, leaves, negated
from intents.parsing.semantics.effects import NOUNS


def drop(change: Change) -> Query | None:
    """不限最佳了, 不管等次: the conditions of that kind go; 不要合肥这个条件: just that one."""
    if change.has("not_only"):
        return _with_others(change.old)
    if (gone_one := _given_up(change)) is not None:
        return _without(change.old, gone_one)
    asked = next((e.ask for e in change.reading.events if e.kind == "unlimited" and e.ask is not None), None)
    if asked is None:
        return None
    nouns = {asked.noun, *change.events}
    if nouns.isdisjoint(("tier_noun", "count", "unit", *NOUNS)) and len(change.kinds) > 1:
        return UNCLEAR  # 优秀不优秀不管了，上海的都要
    gone = {"tier"} if "tier_noun" in nouns else {"count"} if "count" in nouns else set()
    gone |= {"place", "org"} if not nouns.isdisjoint(("unit", *NOUNS)) else set()
    fresh = change.new.where if gone else And()  # 不管哪个省，优秀的全要
    gone |= change.kinds
    if not gone:
        return None
    every = change.old.every and _left(change.old.every, gone)  # 不分档，整体占比
    return change.old.with_(where=both(_left(change.old.where, gone), fresh), every=every)


def _left(where: Filter, gone: set[str]) -> Filter:
    """The conditions but those of the kinds that are gone."""
    return both(*(part for part in conjuncts(where) if part == And() or not kinds_of(part) <= gone))


def _with_others(old: Query) -> Query:
    """The query without “only”: others may take part too; unclear if it has none."""
    only = [part for part in conjuncts(old.where) if isinstance(part, OnlyRegions)]
    kept = [part for part in conjuncts(old.where) if part not in only]
    places = [InRegion(code) for part in only for code in part.codes]
    return old.with_(where=both(*kept, *places)) if only else UNCLEAR


def _given_up(change: Change) -> Filter | None:
    """The condition that is no longer wanted: 去掉最佳这个条件, or 去掉最佳 where it was one."""
    asks = (event.ask for event in change.reading.events if event.kind == "given_up" and event.ask)
    named = next((ask.conditions[0].where for ask in asks), None)
    if named is not None:
        return named
    leaves_out = change.leaves_out and not change.reading.has("lacks")  # 不含安徽的 says what cases are without
    if change.asks or not leaves_out or change.has("ne", "that") or len(change.parts) != 1:
        return None
    (part,) = change.parts
    return part.part if isinstance(part, Not) and part.part in conjuncts(change.old.where) else None


def _without(old: Query, gone: Filter) -> Query:
    """The query without a condition; unclear if it has none such."""
    kept = [part for part in conjuncts(old.where) if part not in (gone, negated(gone))]  # 江苏加回来
    codes = {leaf.code for leaf, _ in leaves(gone) if isinstance(leaf, InRegion)}
    scope = replace(old.scope, within=tuple(code for code in old.scope.within if code not in codes))
    if not codes.isdisjoint(old.scope.within) and old.ask in ("count", "units"):
        return UNCLEAR  # 不含上海的, after its own units or places
    changed = old.with_(where=both(*kept), scope=scope)
    return changed if changed != old else UNCLEAR
