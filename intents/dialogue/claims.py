"""Rules for claims about what was shown, and for questions whether they are true (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace

from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import HOLDERS, kinds_of, level_of, without_scope
from intents.dialogue.references import points_back
from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    And,
    Ask,
    ByAgency,
    Filter,
    InRegion,
    Not,
    OnlyAgencies,
    OnlyRegions,
    Query,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    only_of_level,
)
from intents.parsing.constituents import Bound
from intents.parsing.semantics.effects import NOUNS


def said_of_units(change: Change) -> Query | None:
    """Return the question whether all agencies shown are of a level, places or bureaus (都是浙江的吗, 全是药监局吗).

    UNCLEAR for agencies that a scope restricts, and for a tier that is claimed of several cases; None if neither
    agencies nor a card were shown last, or if the fragment does not claim it of all.
    """
    if (some := _units_elsewhere(change) or _units_in_tier(change)) is not None:
        return some
    words = change.reading
    every = words.has("throughout") or words.has("every")
    supposed = words.has("ba") and (words.has("is") or every) and not change.asks
    of_none = every and change.asks_truth and (change.lists_units or change.old.ask == "compare")
    supposed = change.kinds == {"tier"} and (supposed or of_none)
    listed = every and change.context.listing is not None  # 都是最佳的吧: each of those
    alone = change.context.card is not None or change.index.evaluate(change.old.where).bit_count() == 1
    if supposed and not (alone or listed):
        return UNCLEAR  # 是最佳的吧, after several cases
    asked = change.asks_truth or change.has("particle")
    shown = change.lists_units or change.context.card is not None
    shown = shown or (alone and any(condition.is_of_units for condition in change.conditions))
    known = any(isinstance(part, ByAgency) and part in conjuncts(change.old.where) for part in change.parts)
    shown = shown or (alone and known)  # 知识产权局参与的案例是哪个 → 都是知识产权局吗
    if not (asked and shown and every) or change.names_case or change.refers:
        return None
    if words.has("have") and not words.has("origin"):
        return None  # 都有浙江的吗
    several = len(change.parts) > 1 and all(isinstance(part, InRegion) for part in change.parts)
    if several and alone and any(one.has_verb for one in change.conditions):
        return None  # 四地都参加了吗, of the case
    levels = [part.level for part in change.parts if isinstance(part, UnitLevel)]
    levels += [NOUNS[kind] for kind in change.events if kind in LEVELS and not change.parts]
    places = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    bureaus = tuple(part for part in change.parts if isinstance(part, ByAgency) and not words.has("take"))
    only = [part.parts for part in change.parts if isinstance(part, OnlyAgencies)]  # 单位都是药监局吗
    bureaus += only[0] if len(only) == len(change.parts) == 1 else ()
    others = [part for part in change.parts if isinstance(part, Not) and isinstance(part.part, UnitLevel)]
    said = len(change.parts) - len(others) or 1
    named = [one for one in (levels, places, bureaus) if one]
    if len(named) != 1 or len(named[0]) != said or len(levels) > 1:
        return None
    cases = change.old.where
    if change.lists_units and change.old.scope != UnitScope():
        cases = without_scope(change.old)
        if len(change.agencies(Query("units", cases))) not in (len(bureaus), *change.numbers):  # not 四家都是消保委吧
            return UNCLEAR  # 都是市局吗, after the units of 浙江
    mine = only_of_level(levels[0]) if levels else OnlyAgencies(bureaus) if bureaus else OnlyRegions(places)
    several = change.index.evaluate(cases).bit_count() > 1
    return Query("yes_no", both(cases, mine), every=cases if several else None)


def _units_elsewhere(change: Change) -> Query | None:
    """Return the question whether an agency shown is of another place (不是上海的有吗), or None if it asks otherwise.

    UNCLEAR if anything but a place is denied (有没有不是市局的).
    """
    others = [part.part for part in change.parts if isinstance(part, Not)]
    denied = change.asks_truth and change.reading.has("is_not") and len(others) == len(change.parts) > 0
    if not denied or not change.lists_units or change.names_case:
        return None
    codes = tuple(part.code for part in others if isinstance(part, InRegion))
    if len(codes) != len(others):
        return UNCLEAR  # 有没有不是市局的
    scope = replace(change.old.scope, outside=codes, op=">=", count=1)
    return Query("yes_no", change.old.where, scope, subject="units", by="number")


def _units_in_tier(change: Change) -> Query | None:
    """Return those of the agencies shown that take part in a tier, or their number, or None.

    For example 其中参与优秀案例的有多少个, after the agencies of 安徽.
    """
    said = change.conditions[0] if len(change.conditions) == 1 else None
    takes = said is not None and said.kinds == {"tier"} and said.is_attributive and change.reading.has("take")
    if not (takes and change.lists_units and change.has("those") and change.new.ask in ("count", "cases", "units")):
        return None
    ask: Ask = "count" if change.new.ask == "count" else "units"
    subject = "units" if ask == "count" else "cases"
    return change.old.with_(ask=ask, subject=subject, by="cases", where=both(change.old.where, *change.parts))


def part_in_each(change: Change) -> Query | None:
    """Return the question whether the place or agency of the last query took part in all of the cases, or None.

    For example 是不是全部都参与了, after 上海参与了几个最佳案例, is of all 最佳案例.
    """
    parts = [part for part in conjuncts(change.old.where) if part != And()]
    holders = [part for part in parts if isinstance(part, InRegion | ByAgency)]
    every = change.has("per", "everything") or change.reading.has("every")
    every = every or (
        change.has("all") and len(holders) == 1 and set(change.events) <= {"all", "take", "yes_no"}
    )  # 都参与了吗
    if not (every and change.asks_truth and change.has("take")) or change.old.ask not in ("cases", "count", "yes_no"):
        return None
    others = both(*(part for part in parts if part not in holders))
    return Query("yes_no", both(others, *holders), every=others) if holders else None


def number_claimed(change: Change) -> Query | None:
    """Return the question whether the agencies shown are as many as the fragment says (有十个吗), or None.

    A number in the place of one claimed before is claimed likewise (那改成20个，对吗). UNCLEAR after what is no list,
    as after a ranking; None after cases.
    """
    new, old = change.new, change.old
    if not change.has("hole") or not change.asks_truth or change.names_case or change.parts:
        return None
    if new.by != "number" and (bound := claimed_bound(change)) is not None:  # 那改成20个，对吗
        scope = replace(old.scope, op=bound.op, count=bound.number)
        return old.with_(scope=scope, by="number", every=None)
    if (new.by, new.subject) != ("number", "cases"):
        return None
    if change.lists_units:
        scope = replace(old.scope, op=new.scope.op, count=new.scope.count)
        level = old.scope.level if old.ask == "units" else level_of(old)
        return new.with_(where=old.where, scope=scope, subject=level or "units")
    return None if old.ask in ("cases", "count") and change.context.card is None else UNCLEAR


def place_leads(change: Change) -> Query | None:
    """Return the question whether a place leads among the last cases (最多的是浙江吗, after 最佳案例有几个), or None.

    Places and agencies of the last query are dropped; in a single case, places are ranked by agencies.
    """
    new, old = change.new, change.old
    named = change.names_case or change.names_unit or new.where != EVERYTHING
    if new.ask != "yes_no" or new.subject not in LEVELS or len(new.items) != 1 or named:
        return None
    cases = change.context.card.where if change.context.card is not None else old.where
    kept = both(*(part for part in conjuncts(cases) if not kinds_of(part) <= HOLDERS))
    by = "units" if change.index.evaluate(kept).bit_count() == 1 else new.by
    return new.with_(where=kept, by=by)


def claimed_bound(change: Change) -> Bound | None:
    """Return the number that the fragment claims, if the last question claimed one, else None."""
    counted = change.old.by == "number" or change.old.every == EVERYTHING  # 浙江参与了22个 says all of them
    claims = change.old.ask == "yes_no" and counted and change.new.ask in ("yes_no", "cases")
    counts = (event for event in change.reading.events if event.kind in ("hole", "cases"))
    holes = [event.ask.quantity for event in counts if event.ask is not None]
    return holes[0].bounds[0] if claims and len(holes) == 1 and holes[0] is not None else None


def truth_of_each(change: Change) -> Query | None:
    """Return the question whether something holds of each case shown (这些案例都有上海吗), or None.

    UNCLEAR after a comparison, a ranking without one clear group of leaders, or a query that no case meets.
    """
    old, new = change.old, change.new
    if new.ask != "yes_no" or not points_back(change):
        return None
    if old.ask == "rank" and old.subject == "cases":
        if change.has("all") and change.context.card is None and not change.numbers:
            # 这两个都有上海吗, after those that share the first place
            return of_each(change, new, change.leaders(old))
        return UNCLEAR  # 其中有江苏的吗, after 单位最少的案例: of those that come first, or of all
    if old.ask in ("rank", "compare") or (change.has("all") and not change.index.evaluate(old.where)):
        return UNCLEAR  # 这些都有上海吗, after a ranking of places, or what no case meets
    every = (change.has("all") and not change.reading.has("also")) or change.has("everything", "every")
    every = every or change.reading.has("every")  # but 叉车也在里面吗
    several = "those" in change.events and len(change.parts) == 1
    several = several and change.reading.has("throughout") and not change.reading.has("also")  # 这两个上海都在吗
    every = every or several
    return of_each(change, new, old.where) if new.every == EVERYTHING or (new.every is None and every) else None


def of_each(change: Change, new: Query, old: Filter) -> Query:
    """Return a question of truth, asked of each of the cases of `old`.

    Of a single case, or if its conditions are those by which the cases were chosen, it is asked without “each”; whether
    a place takes part in all (浙江是不是全都参与了, after its number in a tier) is asked of the cases without it.
    """
    named = set(conjuncts(new.where))
    places = {part for part in conjuncts(old) if kinds_of(part) == {"place"}}
    if named == places and change.reading.has("take") and change.kinds == {"place"}:
        old = both(*(part for part in conjuncts(old) if part not in named))
        return new.with_(where=both(old, new.where), every=old)
    given = named <= set(conjuncts(old)) or change.index.evaluate(old).bit_count() == 1
    return new.with_(where=both(old, new.where), every=None if given else old)
