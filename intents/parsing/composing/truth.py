"""Queries for whether something is true: of any case, of all of some cases, or of a number."""

from __future__ import annotations

from dataclasses import replace

from intents.model.query import (
    EVERYTHING,
    Filter,
    InRegion,
    Query,
    UnitCount,
    UnitScope,
    asks_more,
    both,
    conjuncts,
)
from intents.parsing.composing.agencies import cases_of_units, unit_scope
from intents.parsing.composing.question import Question
from intents.parsing.constituents import Ask, Bound
from intents.parsing.semantics.effects import NOUNS


def truth(question: Question, where: Filter) -> Query | None:
    """Return the query for whether something is true (安徽参与了吗), or None if the question does not ask that."""
    numbers = [event.ask for event in question.events if event.ask is not None and event.kind in ("cases", "hole")]
    number = next((one for one in numbers if one.claim == "asked"), numbers[0] if numbers else None)
    only = number is not None and number.claim == "asked"
    stated_of_all = any(one.every is not None and not one.is_attributive for one in question.conditions)
    asked = only or any(condition.is_asked for condition in question.conditions)
    asked = asked or (stated_of_all and not question.has("card", "show", "units"))  # 浙江每个案例都参与了
    said_softly = question.has("particle") and not question.has("show", "card")  # 安徽参与了嘛, but 优秀的嘛
    verbs = [one for one in question.conditions if one.has_verb]
    cleft = (
        bool(verbs) and len(question.conditions) > 1 and verbs[-1] is question.conditions[-1]
    )  # 叉车的是消保委弄的吧
    of_shown = bool(verbs) and question.has("those")  # 它是跟金华市局一块儿的吧
    told = question.conditions[1:] and question.conditions[-1].kinds == {"tier"}
    of_tier = told and not any(names.has_noun for names, _ in question.conditions[-1].names)  # 叉车是优秀吧
    ends = [event.kind for event in question.events[-2:]] == ["condition", "particle"]
    also = ends and bool(verbs) and all(names.is_marked for names, _ in verbs[-1].names)  # 安徽也有份的吧
    said_softly = said_softly and (cleft or of_shown or of_tier or also or any(not one.is_attributive for one in verbs))
    if not asked and not said_softly and not question.has("yes_no", "exists"):
        return None
    request = question.has("may") and question.has("show", "list", "card")
    if request and not asked and not _is_told_whether(question):
        return None  # 能给我看看吗 is a polite request
    if question.has("which", "who", "howmany", "list"):
        return None
    if (units := _number_of_units(question, number) or _bound_of_units(question)) is not None:
        return units
    if (some := _some_units(question, number, where)) is not None:
        return some
    counted = question.position("cases")
    if counted >= 0 and "unit" in question.nouns(counted + 1, counted + 3):
        return None  # 有没有安徽参与了两个案例的单位
    if number is not None and number.claim == "all" and (of_domain := _every_of(number, where)) is not None:
        return of_domain
    counts = number is not None and number.quantity is not None
    before = question.events[: max(question.position("hole", "cases"), 0)]  # 安徽参与了九个吗, but 两个都有上海吗
    said = any(event.condition is not None and event.condition.has_verb for event in before)
    several = number is not None and number.quantity is not None and number.quantity.bounds != (Bound("==", 1),)
    said = said or (several and [one.kind for one in before[-2:]] == ["yes_no", "have"])  # 是不是有两个优秀案例
    counts = counts and (only or said or question.names_cases or question.has("take"))
    of_all = any(one.every is not None for one in question.conditions)  # 浙江参与了22个案例
    claims = len({one.quantity.bounds for one in numbers if one.quantity is not None})  # 参与2个，是不是2个: one claim
    said_twice = claims + of_all > 1  # 浙江22个，江苏20个: two claims
    if said_twice or any("count" in one.kinds and not one.is_attributive for one in question.conditions):
        counts = False
    ends = [event.kind for event in question.events[-2:]] == ["hole", "yes_no"] and question.names_cases
    stated = (
        only
        or said
        or ends  # 最佳案例是11个吗
        or _is_stated(question)
        or (number is not None and (number.claim in ("stated", "all") or question.has("take")))
    )
    if number is not None and number.quantity and counts and (stated or not number.quantity.is_plain):
        op, count = number.quantity.bounds[0]
        return Query("yes_no", where, UnitScope(op=op, count=count), by="number")
    every = _all_of(question)
    if every is not None and not asks_more(where, every):
        every = None  # 最佳案例都是最佳的吗 asks nothing of them
    return Query("yes_no", where, every=every)


def _is_told_whether(question: Question) -> bool:
    """Return whether a request is to be told whether something is true: 能告诉我有没有杭州的吗.

    A question word then stands between the verb and what is asked about.
    """
    asked = question.position("yes_no")
    return 0 <= question.position("show", "list", "card") < asked < len(question.events) - 1


def _all_of(question: Question) -> Filter | None:
    """Return the filter on the cases that something is said of all of, or None if nothing is.

    All cases are those of the domain, the tier or the topic that is named: 最佳案例，上海是否全部参与.
    """
    every = _every(question) or _before_all(question) or _cases_of_units(question)
    if every != EVERYTHING or question.domain is not None:
        return every if every != EVERYTHING else question.domain
    claims = any(one.every is not None for one in question.conditions)
    given = {"tier", "topic"} if claims else {"tier"}  # but 是不是每个案例都讲食品 claims the topic
    named = [one for one in question.conditions if one.every is None and len(one.kinds) == 1]
    return both(*(one.where for one in named if one.kinds <= given))


def _every(question: Question) -> Filter | None:
    """Return the filter on the cases of a condition on all of them, or None if there is no such condition.

    Clauses that a word joins to it select them, too: 江苏没参与、有两家上海单位的案例都有浙江吗.
    """
    said = [event.condition for event in question.events]
    at, one = next(((at, one) for at, one in enumerate(said) if one is not None and one.every is not None), (0, None))
    if one is None or one.every is None or one.every == EVERYTHING or said[at - 1] is not None:
        return one.every if one is not None else None
    joined = question.events[at - 1].kind == "and"
    return both(*(before.where for before in said[:at] if before and (before.has_verb or joined)), one.every)


def _every_of(number: Ask, where: Filter) -> Query | None:
    """Return the query for whether all cases of a domain meet the rest: 安徽该市是不是参与了所有最佳案例.

    The rest are the conditions that do not define the domain. Return None if there are none.
    """
    domain = both(*(condition.where for condition in number.conditions))
    rest = both(*(part for part in conjuncts(where) if part not in conjuncts(domain)))
    return Query("yes_no", rest, every=domain) if rest != EVERYTHING else None


def _number_of_units(question: Question, number: Ask | None) -> Query | None:
    """Return the query for whether there are so many units or places: 江苏的单位是否超过二十家.

    Return None if the number counts something else.
    """
    at = question.position("hole")
    before = [event.kind for event in question.events[: max(at, 0)] if event.kind not in ("yes_no", "sum", "have")]
    nouns = question.nouns(0, max(at, 0))
    if number is not None and number.noun in ("unit", *NOUNS):
        nouns = [number.noun]  # 单位数是 4
    if number is None or number.quantity is None or number.kind != "hole" or before[-1:] == ["take"]:
        return None
    if any("count" in one.kinds and not one.is_attributive for one in question.conditions):
        return None  # 浙江有四家单位、安徽有三家
    if not nouns or nouns[-1] not in ("unit", *NOUNS):
        return None
    op, count = number.quantity.bounds[0]
    subject = "units" if nouns[-1] == "unit" else NOUNS[nouns[-1]]
    scope = replace(unit_scope(question), op=op, count=count)
    return Query("yes_no", cases_of_units(question), scope, subject=subject, by="number")


def _bound_of_units(question: Question) -> Query | None:
    """Return the query for whether a place, not a case, has so many units: 江苏的单位超过二十家吗.

    Return None if the question asks something else.
    """
    if len(question.conditions) != 2 or question.names_cases:
        return None
    first, second = question.conditions
    asks = question.has("take", "which", "who", "howmany", "list")
    if asks or second.is_attributive or not first.is_attributive:
        return None
    whose, bound = first.where, second.where
    if not isinstance(whose, InRegion) or not isinstance(bound, UnitCount) or bound.op == "==":
        return None
    scope = replace(unit_scope(question), op=bound.op, count=bound.count)
    return Query("yes_no", whose, replace(scope, within=(whose.code,)), subject="units", by="number")


def _some_units(question: Question, number: Ask | None, where: Filter) -> Query | None:
    """Return the query for whether there is a unit with so many cases (有没有单位参与了两个案例), or that cases share.

    Return None if the number is not that of a unit, or no unit is asked about.
    """
    if question.has("shared") and (shared := unit_scope(question)).meets:
        return Query("yes_no", cases_of_units(question), replace(shared, op=">=", count=1), subject="units")
    if number is None or number.quantity is None or number.kind != "cases":
        return None
    unit, counted = question.position("unit"), question.position("cases")
    between = question.events[unit:counted] if 0 <= unit < counted else ()
    told = bool(between) and not any(event.condition is not None or event.kind == "take" for event in between)
    if number.claim != "units" and not (told and number.claim == "stated"):
        return None  # 单位，安徽参与了两个案例
    op, count = number.quantity.bounds[0]
    return Query("yes_no", where, replace(unit_scope(question), op=op, count=count), subject="units")


def _is_stated(question: Question) -> bool:
    """Return whether a clause of its own asks if what is said is true: 杭州参与了三个案例，对不对."""
    stop, asked = question.position("stop"), question.position("yes_no")
    return 0 < stop < asked == len(question.events) - 1 or (asked, stop) == (0, 1)


def _cases_of_units(question: Question) -> Filter | None:
    """Return the filter on the cases of all whose units something is said: 最佳案例的单位都是省级吗.

    Return None if nothing is, or there are not several such cases.
    """
    said = [one for one in question.conditions if one.is_of_units and not one.is_attributive]
    cases = both(*(one.where for one in question.conditions if one not in said))
    several = cases != EVERYTHING and question.index.evaluate(cases).bit_count() > 1
    return cases if said and several else None


def _before_all(question: Question) -> Filter | None:
    """Return the filter on the cases that a word for “all” refers to: 最佳案例全都是四地联合的吗.

    Return None if it does not stand between conditions. After the words for a domain it refers to that.
    """
    words = ("everything",) if question.domain is None or question.has("everything") else ("all",)
    at = question.position(*words)  # 计量处和药监局参与的案例都有江苏吗
    before = [event.condition for event in question.events[: max(at, 0)] if event.condition is not None]
    after = any(event.condition is not None for event in question.events[max(at, 0) :])
    if at < 0 or not after:
        return None
    return both(*(one.where for one in before)) if before else question.domain
