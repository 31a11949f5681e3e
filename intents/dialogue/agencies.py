"""Rules for the cases of agencies that were shown or named (SEMANTICS 11)."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from data.model import Agency
from intents.dialogue.change import UNCLEAR, Change
from intents.dialogue.kinds import without_scope
from intents.model.query import (
    EVERYTHING,
    Ask,
    ByAgency,
    Filter,
    InRegion,
    IsCase,
    Query,
    UnitLevel,
    UnitScope,
    both,
    conjuncts,
    either,
    negated,
)

_MOST = 20
"""The most cases that a query names one by one."""


def _asked_about(change: Change) -> UnitScope:
    """Return the scope of the agencies that a question of truth was about (有江苏的单位吗 → 那个单位叫什么).

    After any other question, the scope of the fragment.
    """
    places = [part.code for part in conjuncts(change.old.where) if isinstance(part, InRegion)]
    asked = change.old.ask == "yes_no" and places
    return replace(change.new.scope, within=(places[-1],)) if asked else change.new.scope


def its_others(change: Change) -> Query | None:
    """Return the query for the other cases of the agency that the last question of truth was about.

    For example 它还参与了其他案例吗; the case of that question, if it was one, is left out. None if the last question
    was not of the truth about one agency, or if the fragment has a condition.
    """
    held = [part for part in conjuncts(change.old.where) if isinstance(part, ByAgency)]
    said = change.has("those") and change.has("take") and change.has("other", "more") and change.names_case
    if change.old.ask != "yes_no" or len(held) != 1 or not said or change.parts:
        return None
    rest = both(*(part for part in conjuncts(change.old.where) if part not in held))
    besides = negated(rest) if change.index.evaluate(rest).bit_count() == 1 else EVERYTHING
    return Query(change.new.ask if change.asks else "cases", both(held[0], besides))


def that_unit(change: Change) -> Query | None:
    """Return what the fragment asks of the agency that was named last, or of the agencies of the last case.

    It applies where the fragment points at an agency (这个处还参与了几个, 该局, 其参与单位). UNCLEAR where no or
    several agencies can be meant.
    """
    it = change.has("those") and change.has("take") and change.lists_units
    it = it and (change.new.ask in ("cases", "count") or change.has("other")) and not change.reading.has("that_case")
    held = [part for part in conjuncts(change.old.where) if isinstance(part, ByAgency)]
    if change.old.ask == "yes_no" and len(held) == 1 and change.has("those") and change.has("take"):
        return Query("cases", held[0]) if change.new.ask == "cases" else None  # 那它参与的是哪一件, after 青浦区局呢
    if _lists_them(change):
        return change.old.with_(ask="units", subject="cases", by="cases")
    if not change.has("that_unit") and not it:
        return None
    if change.asks_truth and change.has("all"):
        return UNCLEAR  # 这两个处一起参与过吗
    if ("that_unit", "inside") in pairwise(change.events) and change.parts:
        return _among_those(change)
    named = change.has("that_unit") and not change.reading.has("member_unit")  # not 其参与单位
    if named and not change.lists_units and len(held) == 1 and change.new.ask in ("cases", "card"):
        return Query("cases", both(held[0], change.new.where))  # 该局参与的是哪一项, after 苏州市局参与了两项，对否
    if change.has("that_unit") and change.reading.has("member_unit") and not change.lists_units:
        ask: Ask = "count" if change.asks_count else "units"  # 其参与单位分别是谁
        return Query(ask, change.old.where, change.new.scope, subject="units" if change.asks_count else "cases")
    if change.has("that_unit") and change.has("take") and not change.lists_units:
        return UNCLEAR  # 这些单位还参与了什么, after a case
    if change.has("that_unit") and not change.lists_units:
        where = change.context.card.where if change.context.card is not None else change.old.where
        alone = change.index.evaluate(where).bit_count() == 1
        return Query("units", where, _asked_about(change)) if alone else UNCLEAR
    agencies = change.agencies(change.old)
    counts = change.new.ask == "count" and not (change.parts or change.has("take") or change.names_case)
    if len(agencies) > 1 and change.has("that_unit") and counts:
        return change.old.with_(ask="count", subject="units")  # 这些单位一共多少家
    if len(agencies) != 1:
        return UNCLEAR if change.has("that_unit") else None
    return _cases_of(change, agencies[0], change.new.where)


def _lists_them(change: Change) -> bool:
    """Return whether the fragment asks for the list of the agencies shown or counted: 列出这两个单位, 把它们列出来."""
    events = set(change.events)
    pointed = "list" in events and not events.isdisjoint(("those", "that_unit"))
    return change.lists_units and pointed and events <= {"give", "those", "that_unit", "list", "show", "all"}


def _among_those(change: Change) -> Query | None:
    """Return those of the agencies shown that are of a place, or whether a case has an agency or a place, or None.

    For example 请列出上述单位中浙江的单位; 其参与单位里有南京市局吗, after a case. UNCLEAR after several cases.
    """
    old, codes = change.old, tuple(part.code for part in change.parts if isinstance(part, InRegion))
    if change.lists_units:  # but 上述单位中属于安徽的是哪一个 is of one that is asked for
        listed = change.has("list") and len(codes) == len(change.parts)
        scope = replace(old.scope, within=codes)
        return old.with_(ask="units", subject="cases", by="cases", scope=scope) if listed else None
    shown = (change.context.card or old).where
    alone = change.index.evaluate(shown).bit_count() == 1
    return (Query("yes_no", both(shown, *change.parts)) if alone else UNCLEAR) if change.asks_truth else None


def unit_there(change: Change) -> Query | None:
    """Return the query for the cases of the one agency shown that is of the place named.

    For example 浙江的那家单位还参与了哪个案例, after the agencies of a case. UNCLEAR if no or several agencies are of
    the place; None if neither agencies nor a single case were shown last, or the fragment does not point at one agency.
    """
    codes = tuple(part.code for part in change.parts if isinstance(part, InRegion))
    units = any(names.is_units for condition in change.conditions for names, _ in condition.names)
    pointed = units and change.reading.has("agency_pronoun", "point")
    pointed = pointed and change.events[:2] != ["point", "inside"]  # 这项里面安徽的
    pointed = pointed or (change.reading.has("that") and change.reading.has("agencies"))  # 安徽那一家
    that_one = change.lists_units and change.events[:2] == ["condition", "point"] and not change.names_unit
    pointed = pointed or (that_one and change.conditions[0].is_attributive)  # 浙江的那个做了哪个案例
    pointed = pointed or (change.has("those") and units and change.has("more"))  # 其中浙江的处室还参与了哪个案例
    shown = change.lists_units or change.index.evaluate(change.old.where).bit_count() == 1
    if not pointed or not shown or not change.asks or len(codes) != len(change.parts) or len(codes) != 1:
        return None
    more = change.has("more", "other") and change.has("take")
    said = any(one.has_verb for one in change.conditions) and not change.asks_truth
    said = said and not change.reading.has("origin")  # 来自上海的那个叫什么
    takes = change.has("take") or said or change.reading.has("located")
    if not more and not (takes and change.new.ask != "units"):
        return None
    if change.new.ask == "units" and change.has("who", "partners", "who_else"):
        return None
    there = replace(change.old.scope, within=codes, op=None, count=0)
    agencies = change.agencies(Query("units", without_scope(change.old), there))
    if len(agencies) != 1:
        return UNCLEAR
    found = _cases_of(change, agencies[0], EVERYTHING)
    return found.with_(ask="cases", scope=UnitScope()) if found.ask == "units" else found  # 还参与了什么


def called_there(change: Change) -> Query | None:
    """Return the query for the agency of a place that is called like the one asked about, or None.

    For example 安徽的那个叫什么, after 上海和江苏都有质量发展处吗.
    """
    held = [part for part in conjuncts(change.old.where) if isinstance(part, ByAgency) and not part.code]
    places = [part for part in change.parts if isinstance(part, InRegion)]
    asked = change.reading.has("called") and not change.names_case and len(places) == len(change.parts) == 1
    if not asked or len(held) != 1 or change.old.ask != "yes_no" or change.context.card is not None:
        return None
    scope = UnitScope(within=(places[0].code,), parts=(held[0],))
    query = Query("units", both(held[0], places[0]), scope)
    return query if change.agencies(query) else None


def _cases_of(change: Change, agency: Agency, more: Filter) -> Query:
    """Return the query for the cases of an agency that meet a further condition.

    If the fragment asks for others, the one case shown is left out (它还搞过别的没).
    """
    name = agency.bureau + agency.department
    where = ByAgency(name, agency.place.code if agency.place else "")
    shown = without_scope(change.old)
    others = change.has("other") or (change.has("more") and change.reading.has("which_one"))  # 还参与了哪个案例
    alone = others and change.index.evaluate(shown).bit_count() == 1
    besides = negated(shown) if alone else EVERYTHING  # 它还搞过别的没: all but that case
    if not change.has("other") and not change.index.evaluate(both(where, more, besides)):
        besides = EVERYTHING
    return Query(change.new.ask if change.asks else "cases", both(where, more, besides))


def of_those_units(change: Change) -> Query | None:
    """Return the query for the cases of the agencies shown (它们参与的是哪个案例, 一共参与了几个案例).

    UNCLEAR if names or exclusions restrict the agencies, or if the cases are more than `_MOST`; None if the fragment
    does not ask for their cases, or if no level, place or number says which agencies they are.
    """
    scope, new = change.old.scope, change.new
    if change.reading.has("same_case"):
        return None  # 它们参加的是同一个案例吧
    counted = scope.op is not None and change.begins("take") and change.has("which")  # 参与了哪些
    theirs = counted or change.has("those") or (new.ask == "count" and change.names_case and bool(scope.within))
    takes_part = change.has("take") or (change.names_case and change.has("have", "inside"))  # 它们都在哪些案例里
    asked = "cases" if new.ask == "card" and change.names_case else new.ask  # 它们参与的是什么案例
    it = theirs and takes_part and change.lists_units and asked in ("cases", "count")
    it = it and new.subject == "cases" and not change.reading.has("that_case")
    named = scope.level or scope.within or scope.op is not None
    if not it or change.parts or change.has("that_unit") or not named:
        return None
    if scope.parts or scope.outside or scope.without:
        return UNCLEAR
    if scope.op is not None:  # 哪些单位参与了不止一个案例 → 它们参与了哪些
        units, among = set(change.agencies(change.old)), change.index.select(change.index.evaluate(change.old.where))
        cases = [IsCase(case.id) for case in among if not units.isdisjoint(case.agencies)]
        return Query(asked, either(*cases)) if 0 < len(cases) <= _MOST else UNCLEAR
    whose = [UnitLevel(scope.level, code) if scope.level else InRegion(code) for code in scope.within or ("",)]
    rest = (part for part in conjuncts(change.old.where) if not isinstance(part, InRegion | UnitLevel))
    return Query(asked, both(*rest, either(*whose)))
