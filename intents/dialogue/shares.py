"""Shares of what was shown, and of which whole they are (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import OWN, UNCLEAR, Change
from intents.dialogue.kinds import kinds_of, without_scope
from intents.dialogue.replacing.replacement import exchanged
from intents.model.query import EVERYTHING, InRegion, Query, UnitScope, both, conjuncts


def is_whole_of_share(change: Change) -> bool:
    """Return whether a tier is the whole that a share is of.

    For example 在优秀案例里占多少, 占优秀案例的百分之几; not 最佳占百分之几.
    """
    mentions = change.reading.mentions
    occupies = next((at for at, mention in enumerate(mentions) if mention.has("occupy")), len(mentions))
    return change.reading.has("inside") or any(mention.sort == "tier" for mention in mentions[occupies:])


def share(change: Change) -> Query | None:
    """Return the query for a share of or among what was shown (占全部案例的百分之几).

    OWN where the fragment names both the whole and the part; UNCLEAR where the whole is not clear; None for the last
    share asked of another with 呢 (江苏的占比呢).
    """
    new = change.new
    if change.old.by == "share" and change.kinds == {"tier"} and (is_whole_of_share(change) or not change.has("ne")):
        return _share_of_tier(change)
    if change.old.by == "share" and change.has("ne"):
        return None  # 江苏的占比呢
    if change.lists_units and change.kinds == {"place"} and new.every == EVERYTHING and not change.names_case:
        codes = tuple(part.code for part in change.parts if isinstance(part, InRegion))
        if change.old.where != EVERYTHING or len(codes) != len(change.parts):
            return UNCLEAR
        scope = replace(change.old.scope, within=codes)  # 一共多少家单位 → 浙江占多大比例
        return Query("count", EVERYTHING, scope, subject="units", by="share", every=EVERYTHING)
    listed = change.old.ask in ("cases", "count") and change.old.where != EVERYTHING
    if listed and change.kinds == {"tier"} and not change.lists_units and is_whole_of_share(change):
        kept = (part for part in conjuncts(change.old.where) if kinds_of(part) != {"tier"})
        return new.with_(where=both(*kept, new.where), every=new.where)  # 在优秀案例里占多少
    if new.subject == "units" and change.lists_units and not change.parts:
        if new.scope.within:  # 一共有多少家单位 → 浙江的单位占百分之几
            return new if change.old.where == EVERYTHING and not change.old.scope.within else UNCLEAR
        scope = change.old.scope
        return new.with_(where=change.old.where, scope=scope)  # 区县局有几家 → 占全部单位的百分之几
    if change.begins("occupy") and change.parts:
        return new.with_(where=both(change.old.where, new.where), every=new.where)
    if new.where == EVERYTHING and change.old.ask == "notice":
        return UNCLEAR  # 入选的占百分之几, after the number that was chosen from
    asks = [one.ask for one in change.reading.events if one.ask is not None and one.kind == "share"]
    of_those = new.every == EVERYTHING and "every" not in [ask.noun for ask in asks]  # not 最佳的占全部案例的百分之几
    if listed and change.kinds == {"tier"} and of_those and "tier" not in kinds_of(change.old.where):
        return new.with_(where=both(change.old.where, new.where), every=change.old.where)  # 最佳占百分之几
    if new.every is None or set(conjuncts(new.every)) != set(conjuncts(new.where)):
        return OWN
    return new.with_(where=both(change.old.where, new.where))


def share_in_tier(change: Change) -> Query | None:
    """Return the last share, in a tier in which something takes part (那优秀案例它参与了百分之几), or None."""
    shares = change.new.by == change.old.by == "share" and change.has("take") and change.kinds == {"tier"}
    return _share_of_tier(change) if shares and "place" in kinds_of(change.old.where) else None


def _share_of_tier(change: Change) -> Query:
    """Return the last share, in a tier (在最佳案例里占多少) or of another tier (最佳的占百分之几)."""
    old, tier = change.old, change.new.where
    if kinds_of(old.where) == {"tier"} and not is_whole_of_share(change):
        return old.with_(where=tier)
    kept = (part for part in conjuncts(old.where) if kinds_of(part) != {"tier"})
    return old.with_(where=both(*kept, tier), every=tier)


def share_of_units(change: Change) -> Query | None:
    """Return the share of the agencies last asked for among all of the same cases, or None.

    For example 占百分之几, after 其中浙江有几家. None if nothing restricts the agencies, or only their number of cases
    does.
    """
    scope = change.old.scope
    if not change.lists_units or not (scope.within or scope.level or scope.parts) or scope.op is not None:
        return None
    domain = without_scope(change.old)
    return Query("count", domain, scope, subject="units", by="share", every=domain)


def share_in_case(change: Change) -> Query | None:
    """Return the share of a place among the agencies of the one case asked about (安徽的单位占百分之几), or None."""
    old, within = change.old, change.new.scope.within
    of_units = change.new.subject == "units" and change.lists_units and old.scope == UnitScope()
    one = change.index.evaluate(old.where).bit_count() == 1
    if not (of_units and within and one) or change.names_case:
        return None
    return Query("count", old.where, UnitScope(within=within), subject="units", by="share", every=old.where)


def share_of_another_place(change: Change) -> Query | None:
    """Return the last share, of another place (江苏的占比, after that of 安徽 in 优秀案例), or None."""
    placed = change.kinds == {"place"} and change.events[:1] == ["condition"] and not change.names_case
    alike = change.old.by == "share" and change.old.subject == "cases" and change.new.every in (None, EVERYTHING)
    if not (placed and alike) or change.has("ne"):
        return None
    return change.old.with_(where=exchanged(change.old.where, change.new.where, keeps=True))


def number_of_tier(change: Change) -> Query | None:
    """Return the last number, of another tier (优秀的占多少, after 最佳的占几个), or None."""
    old = change.old
    counted = old.ask == "count" and old.by == "cases" and change.reading.has("how_large")
    if not counted or not change.kinds == {"tier"} <= kinds_of(old.where) or old.where in change.parts:
        return None
    return old.with_(where=exchanged(old.where, change.new.where, keeps=True))
