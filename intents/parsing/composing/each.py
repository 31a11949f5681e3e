"""Queries for a number for each of several: 各省参与了几个, 江苏和安徽分别有几个."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from intents.model.query import (
    EVERYTHING,
    Filter,
    InRegion,
    Query,
    UnitScope,
    both,
    conjuncts,
)
from intents.parsing.composing.agencies import cases_of_units, unit_scope
from intents.parsing.composing.comparing import items_named, units_compared, without_named, without_scope_of_units
from intents.parsing.composing.question import Question
from intents.parsing.semantics.effects import NOUNS


def each_counted(question: Question, where: Filter) -> Query | None:
    """Return the query for a number for each: 江苏和安徽分别有几个, 各省参与了几个, 每个案例有几家单位.

    Return None if no number is asked for, or not for each.
    """
    asks = [event.ask for event in question.events if event.ask is not None and event.kind == "howmany"]
    each = question.find("each_noun")
    listed = each is not None and each.by == "list" and question.nouns()[-1:] != ["unit"]  # 按省列出单位
    grouped = listed or (each is not None and each.by == "group")  # 按省分组
    if not asks and not question.has("many") and not grouped:
        return None
    unnamed = not any(ask.noun for ask in asks) and question.nouns()[-1:] == ["unit"]
    of_units = unnamed or any(ask.noun == "unit" for ask in asks) or (each is not None and each.by == "units")
    by = "units" if of_units else "cases"
    items, taken = items_named(question)
    apart = any(names.join == "each" for condition in question.conditions for names, _ in condition.names)
    if (question.has("each") or apart or _asks_apart(question)) and len(items) > 1:
        scope = units_compared(question, items) if by == "units" else UnitScope()
        return Query(
            "compare", without_scope_of_units(without_named(question, taken), scope), scope, items=items, by=by
        )
    noun = _noun_of_each(question)
    if not noun or question.has("mean"):
        return None
    if noun in NOUNS and (asks or grouped):
        return Query("rank", where, unit_scope(question), subject=NOUNS[noun], by=by)
    if noun in ("unit", "bureau") and by == "cases" and asks and not question.has("sum"):
        return _each_unit(question, "bureaus" if noun == "bureau" else "units")
    if noun == "case" and (question.has("unit", *NOUNS) or any(ask.noun in ("unit", *NOUNS) for ask in asks)):
        level = next((NOUNS[ask.noun] for ask in asks if ask.noun in NOUNS), "units")
        return Query("rank", where, subject="cases", by=level)
    return None


def _each_unit(question: Question, subject: Literal["units", "bureaus"]) -> Query:
    """Return the query for the number of cases of each unit: 每个单位参与了几个.

    For the units of one case (叉车案例的单位), all cases of theirs are counted.
    """
    cases, scope = cases_of_units(question), unit_scope(question)
    whose = set(map(InRegion, scope.within))
    case = both(*(part for part in conjuncts(cases) if part not in whose))
    if case != EVERYTHING and question.index.evaluate(case).bit_count() == 1:
        return Query("rank", EVERYTHING, replace(scope, meets=(case,)), subject=subject)
    return Query("rank", cases, scope, subject=subject)


def _noun_of_each(question: Question) -> str:
    """Return the noun that “each” refers to, or an empty string if there is none.

    It is the noun at the word (各省), or the one that stands before it (有哪些单位，各参与了几个).
    """
    each = question.find("each_noun")
    before = question.events[: max(question.position("each_noun", "each"), 0)]
    if each is not None:
        kinds = [event.kind for event in before if event.kind != "those"]
        return "" if kinds[-1:] == ["include"] or kinds[-2:] == ["stop", "have"] else each.noun  # 连同, ，含其各处室
    nouns = [noun for event in before for noun in question.named_by(event)]
    if not question.has("each") or len({noun for noun in nouns if noun in NOUNS}) > 1:
        return ""  # 省级、市级、区县级各有多少家
    return nouns[-1] if nouns else "case" if question.has_tier_noun else ""  # 优秀案例各有几家单位


def _asks_apart(question: Question) -> bool:
    """Return whether two numbers are asked for, each with a condition of its own: 最佳几个优秀几个."""
    counts = [at for at, event in enumerate(question.events) if event.kind == "howmany"]
    if len(counts) < 2:
        return False
    parts = (question.events[: counts[0]], question.events[counts[0] : counts[1]])
    first, second = ({event.condition.where for event in part if event.condition is not None} for part in parts)
    return bool(first and second) and first != second  # not 数一数，最佳案例有几个
