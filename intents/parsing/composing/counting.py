"""Queries for a number of cases, units or places, and for shares and means."""

from __future__ import annotations

from intents.language.word_classes import CLASSES
from intents.model.query import ByAgency, Filter, Query, both
from intents.parsing.composing.agencies import cases_of_units, unit_scope
from intents.parsing.composing.question import Question
from intents.parsing.constituents import Ask, Event
from intents.parsing.semantics.effects import NOUNS


def counted(question: Question, where: Filter) -> Query | None:
    """Return the query for the number of what the nearest noun names: 安徽参与了几个案例, 有几家单位.

    Return None if no number is asked for.
    """
    named = (at for at, one in enumerate(question.events) if one.kind == "howmany" and one.ask and one.ask.noun)
    at = next(named, question.position("howmany"))
    ask = question.events[at].ask if at >= 0 else None
    which = question.find("which")
    if ask is None:
        if not question.has("sum") or question.has("which", "who", "list", "card"):
            return None
        at = len(question.events)
    noun = _counted_noun(question, question.events[at], ask) if ask is not None else ""
    if noun == "unit" and which is not None and which.noun == "case":
        return None
    kinds = {kind for condition in question.conditions for kind in condition.kinds}
    agencies = [leaf for c in question.conditions for n, _ in c.names for leaf in n.filters]
    coded = kinds == {"org"} and any(isinstance(leaf, ByAgency) and leaf.code for leaf in agencies)
    if noun == "unit" and coded and _is_bare_number(question, ask):
        noun = "case"  # 苏州市局几个
    if not noun:
        before = [noun for noun in question.nouns(0, at) if noun != "notice" or not question.conditions]
        tiers = ["case"] if question.has_tier_noun else []
        noun = (before[-1:] or tiers or question.nouns(at + 1, at + 4) or [""])[0]
    said = any(condition.has_verb for condition in question.conditions)  # 合格评定处参与了几个
    if not noun and kinds == {"org"} and not said and not question.has("take", "case"):
        noun = "" if coded else "unit"  # 计量处有几个
    if not noun and kinds == {"topic"} and _is_amount(question, ask):
        return None  # 叉车标准是多少
    if noun == "tier_noun" and not question.conditions:
        every = question.semantics.all_tiers()  # 等级有几种
        return Query("compare", items=every.filters) if every is not None else None
    if noun == "notice" and _counts_notices(question, ask) and not question.has("take", "selected"):
        return Query("count", where, subject="notices")
    if noun in ("unit", "bureau"):
        return Query("count", cases_of_units(question), unit_scope(question), subject="units")
    if noun in NOUNS and not (noun == "place_noun" and question.has("case")):
        return Query("count", question.themed(where), unit_scope(question), subject=NOUNS[noun])
    return Query("count", question.themed(where))


def _counts_notices(question: Question, ask: Ask | None) -> bool:
    """Return whether notices are counted (有几份通知), not the cases of the one that there is (名单一共多少个)."""
    said = ask is not None and (ask.noun == "notice" or ask.mention is None)
    several = len(question.index.dataset.notices) > 1 and not question.has("hole")  # 两份通知一共多少个
    return said or question.has("have") or several


def _is_bare_number(question: Question, ask: Ask | None) -> bool:
    """Return whether neither a noun nor a measure word says that units are counted."""
    said = ask.mention if ask is not None else None
    return said is not None and not said.has("howmany_unit") and not question.has("unit", "have")


def _counted_noun(question: Question, event: Event, ask: Ask) -> str:
    """Return the noun at the question word, or that of its measure word: 地级市参与的有几条 counts cases."""
    said = ask.mention
    if said is None or not said.has("howmany") or event.text != said.text:
        return ask.noun
    measures = {notice.measure for notice in question.index.dataset.notices}.difference(CLASSES.unit_measures)
    return "case" if said.text.endswith(tuple(measures)) else ask.noun


def _is_amount(question: Question, ask: Ask | None) -> bool:
    """Return whether an amount is asked for, rather than a number of cases."""
    alone = not question.has("have", "take", "case", "sum", "measure")
    return alone and ask is not None and ask.mention is not None and ask.mention.has("amount")


def share(question: Question, where: Filter) -> Query | None:
    """Return the query for a share (占比) or a mean (平均), or None if neither is asked for.

    A share is the part of the cases of a tier, topic or notice that meet the other conditions; a mean is the number of
    units or places per case.
    """
    if question.has("mean"):
        counted = question.find("howmany")
        level = NOUNS.get(counted.noun) if counted is not None else None
        return Query("count", where, subject=level or "units", by="mean")
    if not question.has("share"):
        return None
    asked = question.find("share")
    nouns = question.nouns(0, question.position("share"))  # 浙江的单位占百分之几
    if asked is not None and (asked.noun == "unit" or nouns[-1:] == ["unit"]):
        of = both(*(one.where for one in question.conditions if one.kinds <= {"tier", "topic", "notice", "number"}))
        return Query("count", of, unit_scope(question), subject="units", by="share", every=of)
    if asked is not None and asked.noun == "set":
        return Query("count", where, by="share", every=asked.conditions[-1].where)
    inside = [event.condition for event in question.events[: max(0, question.position("inside"))] if event.condition]
    domain = [one for one in question.conditions if one.kinds <= {"tier", "topic", "notice"}]
    if asked is not None and asked.noun == "every":
        domain = [one for one in domain if one.kinds == {"notice"}]
    elif 0 < len(inside) < len(question.conditions):
        domain = inside  # 在浙江参与的案例中，最佳实践案例的占比
    if len(domain) == len(question.conditions):  # 那份通知里，一等奖占全部的百分之几 is of that notice
        notices = [one for one in domain if one.kinds == {"notice"}]
        domain = notices if len(notices) < len(domain) else []
    return Query("count", where, by="share", every=both(*(one.where for one in domain)))
