"""Rules for the last question of another name, where no plain swap of conditions fits (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, kinds_of, without_scope
from intents.dialogue.replacing.instead import swapped_place
from intents.dialogue.replacing.replacement import swapped_where
from intents.index.case_index import LEVELS
from intents.language.word_classes import CLASSES
from intents.model.query import (
    EVERYTHING,
    InRegion,
    Not,
    OnlyRegions,
    Query,
    UnitLevel,
    both,
    conjuncts,
    either,
)
from intents.model.substitution import replaced


def _as_often(change: Change) -> Query | None:
    """Return the query for agencies of another place with the same number of cases, or None.

    For example 那安徽有几家, after the agencies of 浙江 with more than one case.
    """
    old, new = change.old, change.new
    alike = change.lists_units and old.scope.op is not None and bool(old.scope.within)
    there = change.kinds == {"place"} and bool(new.scope.within) and new.scope.op is None
    if not (alike and there) or change.reading.has("unit", "take") or new.ask not in ("count", "units"):
        return None
    return new.with_(where=without_scope(old), scope=replace(old.scope, within=new.scope.within))


def _exchanged_again(change: Change) -> Query | None:
    """Return the last query with another place for the one put in last (把安徽换成江苏 → 再换成浙江), or None."""
    fresh, place = swapped_place(change), change.parts[0] if len(change.parts) == 1 else None
    again = change.reading.has("switched") and change.has("again") and not change.asks
    bare = change.events == ["condition", "ne"] and change.new.ask != "units"
    again = again or (isinstance(fresh, Not) and bare)  # 安徽呢, after 江苏没参加的几个
    if fresh is None or not again or not isinstance(place, InRegion):
        return None
    put = Not(place) if isinstance(fresh, Not) else place
    return change.old.with_(where=replaced(change.old.where, fresh, put))


def _as_asked_before(change: Change) -> Query | None:
    """Return the question before that for partners, of another agency, or None.

    For example 青浦区局参加的是哪个案例 → 它和谁一起做的 → 松江区局参加的呢.
    """
    before = change.context.earlier[0] if change.context.earlier else None
    partners = change.old.ask == "units" and bool(change.old.scope.outside or change.old.scope.without)
    said = change.has("ne") and not change.asks and any(one.has_verb for one in change.conditions)
    if before is None or not (partners and said) or not change.kinds <= HOLDERS:
        return None
    if kinds_of(before.where) != change.kinds:
        return None
    return before.with_(where=change.new.where) if before.ask in ("cases", "count", "yes_no") else None


def _itself(change: Change) -> Query | None:
    """Return the last number or truth for one of several places (溧阳自己呢, after 溧阳和宜兴都参与了吗), or None."""
    old, new = change.old, change.new
    held = [part for part in conjuncts(old.where) if kinds_of(part) == {"place"}]
    codes = new.where.codes if isinstance(new.where, OnlyRegions) and change.reading.has("itself") else ()
    if len(codes) != 1 or len(held) < 2 or old.ask not in ("yes_no", "count") or change.asks:
        return None
    kept = (part for part in conjuncts(old.where) if part not in held)
    return old.with_(where=both(*kept, *map(InRegion, codes)))


def _level_ranked(change: Change) -> Query | None:
    """Return the last ranking of places for another level (城市的呢, after one of provinces), or None."""
    levels = [part.level for part in change.parts if isinstance(part, UnitLevel) and not part.code]
    ranked = change.old.ask == "rank" and change.old.subject in LEVELS and change.events == ["condition", "ne"]
    return change.old.with_(subject=levels[0]) if ranked and len(levels) == len(change.parts) == 1 else None


def _of_another_agency(change: Change) -> Query | None:
    """Return the last query for the cases of another agency (那消保委有哪些, after the cases of 药监局), or None."""
    alike = change.kinds == {"org"} == kinds_of(change.old.where) and change.old.ask in ("cases", "count")
    return change.old.with_(where=swapped_where(change, change.new)) if alike and change.new.ask == "units" else None


def _taken_back(change: Change) -> Query | None:
    """Return the last query without the conditions after those that the fragment goes back to, or None.

    For example 不对，还是看宣城的, after 不要合肥参加的.
    """
    said = change.has("rather") or (change.has("or") and change.begins("that", "instead", "correction"))
    back = said and bool(change.parts) and not change.asks and set(change.parts) <= set(change.before)
    return change.old.with_(where=both(*change.before)) if back else None


def _beside_only(change: Change) -> Query | None:
    """Return UNCLEAR if the fragment wants a place after an “only” condition, else None.

    For example 有安徽的, after 只有上海和浙江参与的: none of these cases has it.
    """
    named = change.ends_attributive and change.kinds == {"place"} and not change.has("ne", "that", "turn", "instead")
    only = any(isinstance(part, OnlyRegions) for part in conjuncts(change.old.where))
    return UNCLEAR if named and only and change.reading.has("have") else None


def _units_of_both(change: Change) -> Query | None:
    """Return the query for the agencies of several places (绍兴和宁波呢, after the agencies of 上海), or None."""
    old, codes = change.old, tuple(part.code for part in change.parts if isinstance(part, InRegion))
    several = len(codes) == len(change.parts) > 1 and change.lists_units and bool(old.scope.within)
    if not several or change.asks or without_scope(old) == old.where != EVERYTHING:
        return None
    where = both(without_scope(old), either(*change.parts)) if without_scope(old) != old.where else old.where
    return old.with_(where=where, scope=replace(old.scope, within=codes))


def returned(change: Change) -> Query | None:
    """Return an earlier question that the fragment goes back to by its place, or None.

    For example 回到金华, after 金华参与了几个案例 and 那芜湖呢; 返回刚才安徽的全部案例, after 其中最佳的.
    """
    recalls = any(one.text.startswith(CLASSES.recalling_words) for one in change.reading.mentions)
    said = recalls or change.reading.has("renewed", "once_more", "back_to", "undo")
    bare = change.kinds == {"place"} and not (change.names_unit or change.asks_truth)
    if not said or not bare or change.new.ask not in ("cases", "count"):
        return None
    held = set(conjuncts(change.old.where))
    for query in change.context.earlier:
        parts = set(conjuncts(query.where))
        alone = parts == set(change.parts) and (change.names_case or parts < held)  # the last question narrowed it
        another = set(change.parts) <= parts and not parts <= held and not change.names_case
        if query.ask in ("cases", "count") and (alone or another):
            return query
    return None


def asked_again(change: Change) -> Query | None:
    """Return the result of the first rule here that applies, or None where the fragment is a plain swap.

    For example 再换成浙江, 溧阳自己呢, 不对，还是看宣城的.
    """
    rules = (
        _as_often,
        _exchanged_again,
        _as_asked_before,
        _itself,
        _level_ranked,
        _of_another_agency,
        _taken_back,
        _beside_only,
        _units_of_both,
    )
    return next((found for rule in rules if (found := rule(change)) is not None), None)
