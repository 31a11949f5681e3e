"""Compose the events of a question to a query: what is asked for, of which cases, and of which of their units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from intents.index.case_index import LEVELS
from intents.model.query import (
    EVERYTHING,
    Filter,
    InRegion,
    Level,
    Query,
    UnitCount,
    UnitScope,
    asks_more,
    both,
    conjuncts,
    with_themes,
)
from intents.parsing.composing.absence import absent
from intents.parsing.composing.agencies import cases_of_units, unit_scope
from intents.parsing.composing.comparing import compared
from intents.parsing.composing.counting import counted, share
from intents.parsing.composing.domain import within_domain
from intents.parsing.composing.each import each_counted
from intents.parsing.composing.held import not_all_provinces
from intents.parsing.composing.notice import of_notice, selection
from intents.parsing.composing.question import Question
from intents.parsing.composing.ranking import (
    leads,
    notices_ranked,
    placed,
    position_asked,
    ranked,
)
from intents.parsing.constituents import Ask
from intents.parsing.semantics.effects import NOUNS


def compose(question: Question) -> Query:
    """Return the query of the first kind of question that fits, or one that lists cases if none does."""
    if (query := within_domain(question, compose)) is not None:
        return query
    where = with_themes(question.where()) if question.has("about") else question.where()
    where = both(where, *not_all_provinces(question))
    for kind in _KINDS:
        query = kind(question, where)
        if query is not None:
            return query
    return Query("cases", question.themed(where), unit_scope(question))


def _help(question: Question, _: Filter) -> Query | None:
    """Return the query for help, or for the notice's summary if the notice is named.

    Return None if help is not asked for, or a condition is named.
    """
    if not question.has("help") or question.conditions:
        return None
    return Query("notice", fact="@summary") if question.has("notice") else Query("help")


def _pointed(question: Question, where: Filter) -> Query | None:
    """Return the query for the card of the case that is pointed at: 叉车那个.

    Return None if the question asks something else.
    """
    asked = question.has("yes_no", "ne", "who") or any(one.is_asked for one in question.conditions)
    counted = question.find("howmany")
    asked = asked or (counted is not None and counted.noun == "unit")  # 有多少个单位参与了八城联动这个案例
    if not question.conditions or not question.has("this_case") or asked:
        return None
    which = question.find("which")
    return Query("card", where) if which is None or which.noun != "unit" else None


def _truth(question: Question, where: Filter) -> Query | None:
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
    every = _every(question)
    every = every or _domain(question) or _cases_of_units(question)
    every = _all_cases(question) if every == EVERYTHING else every
    if every is not None and not asks_more(where, every):
        every = None  # 最佳案例都是最佳的吗 asks nothing of them
    return Query("yes_no", where, every=every)


def _is_told_whether(question: Question) -> bool:
    """Return whether a request is to be told whether something is true: 能告诉我有没有杭州的吗.

    A question word then stands between the verb and what is asked about.
    """
    asked = question.position("yes_no")
    return 0 <= question.position("show", "list", "card") < asked < len(question.events) - 1


def _every(question: Question) -> Filter | None:
    """Return the filter on the cases that something is said of all of, or None if nothing is.

    Clauses before the noun for them select them, too: 江苏没参与、有两家上海单位的案例都有浙江吗.
    """
    said = [event.condition for event in question.events]
    at = next((at for at, one in enumerate(said) if one is not None and one.every is not None), -1)
    every = said[at].every if at >= 0 else None  # type: ignore[union-attr]
    if every is None or every == EVERYTHING or said[at - 1] is not None:
        return every
    return both(*(one.where for one in said[:at] if one is not None and one.has_verb), every)


def _all_cases(question: Question) -> Filter:
    """Return the filter on the cases that “all” refers to: those of the domain, the tier or the topic that is named.

    For example 最佳案例，上海是否全部参与, or 叉车案例，安徽都参与了吗.
    """
    if question.domain is not None:
        return question.domain
    claims = any(one.every is not None for one in question.conditions)
    given = {"tier", "topic"} if claims else {"tier"}  # but 是不是每个案例都讲食品 claims the topic
    named = [one for one in question.conditions if one.every is None and len(one.kinds) == 1]
    return both(*(one.where for one in named if one.kinds <= given))


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


def _domain(question: Question) -> Filter | None:
    """Return the filter on the cases that a word for “all” refers to: 最佳案例全都是四地联合的吗.

    Return None if it does not stand between conditions.
    """
    at = question.position("everything")
    if question.domain is not None and at < 0:
        at = question.position("all")  # 计量处和药监局参与的案例都有江苏吗
    before = [event.condition for event in question.events[: max(at, 0)] if event.condition is not None]
    after = any(event.condition is not None for event in question.events[at:])
    if question.domain is not None and not before:
        return question.domain if at >= 0 and after else None
    return both(*(one.where for one in before)) if at > 0 and before and after else None


def _units(question: Question, _: Filter) -> Query | None:
    """Return the query that lists units or places (叉车是谁做的), or None if the question does not ask for them."""
    which = question.find("which")
    partners = question.find("partners")
    head = which.noun if which is not None else partners.noun if partners is not None else ""
    one = which is not None and not head and which.mention is not None and which.mention.has("which_one")
    if head == "case" or (one and question.find("cases") is not None):
        return None  # 与上海的单位做过一个案例，是哪一个
    other = question.find("other")
    left_out = any(mode == "except" for one in question.conditions for _, mode in one.names)
    if other is not None and other.noun == "unit" and which is not None and left_out and question.has("more"):
        head = head or "unit"  # 除了市监局还有哪些别的单位
    counts = question.find("cases") is not None
    nouns = question.nouns()
    after = question.events[question.position("which") + 1 :] if which is not None and not head else ()
    if any(event.condition is not None and event.condition.has_verb for event in after):
        return None  # 哪一个有嘉善县的单位: which case
    last = next((one for one in reversed(question.events) if one.kind not in ("list", "show")), None)
    named = question.conditions or question.has("every_noun")
    ends = named and last is not None and last.noun in LEVELS  # 跟上海合作过的县, 所有城市
    if (counts or ends) and not head and nouns and nouns[-1] in LEVELS:
        head = nouns[-1]
    if not (head or question.has("who", "partners", "who_else", "other_units")):
        nouns = question.nouns()
        if not nouns or nouns[-1] == "case" or "unit" not in nouns:
            return None
    if counts and head in LEVELS:
        return Query("units", cases_of_units(question), unit_scope(question, NOUNS[head]))  # 参与了20个以上案例的省
    of_tiers = any(names.join in ("meets", "only") for one in question.conditions for names, _ in one.names)
    each, at = question.find("each_noun"), question.position("each_noun")
    around = question.events[max(at - 1, 0) : at + 2]
    of_place = len(around) == 3 and around[0].condition is not None and around[2].kind != "stop"
    if each is not None and each.noun in ("city", "county") and of_place:
        head = each.noun  # 上海各区里有哪些单位
    level: Level | None = NOUNS[head] if head in ("city", "county") or (of_tiers and head in LEVELS) else None
    return Query("units", cases_of_units(question), unit_scope(question, level))


def _card(question: Question, where: Filter) -> Query | None:
    """Return the query for the card of a case (介绍一下叉车), or None if the question does not ask for it."""
    told = question.has("card", "ranked_where") or (
        question.has("summary") and bool(question.conditions)
    )  # 最佳9讲了啥
    return Query("card", where) if told else None


_KINDS: tuple[Callable[[Question, Filter], Query | None], ...] = (
    selection,
    of_notice,
    _help,
    _pointed,
    absent,
    compared,
    notices_ranked,
    position_asked,
    placed,
    leads,
    ranked,
    each_counted,
    _truth,
    share,
    counted,
    _units,
    _card,
)
"""A function for each kind of question, in the order in which `compose` tries them."""
