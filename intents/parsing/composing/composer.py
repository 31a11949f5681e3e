"""Compose the events of a question to a query: what is asked for, of which cases, and of which of their units."""

from __future__ import annotations

from collections.abc import Callable

from intents.index.case_index import LEVELS
from intents.language.word_classes import CLASSES
from intents.model.query import (
    Filter,
    InNotice,
    Level,
    Query,
    both,
    either,
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
from intents.parsing.composing.truth import truth
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


def _units(question: Question, _: Filter) -> Query | None:
    """Return the query that lists units or places (叉车是谁做的), or None if the question does not ask for them."""
    which = question.find("which")
    partners = question.find("partners")
    head = which.noun if which is not None else partners.noun if partners is not None else ""
    one = which is not None and not head and which.mention is not None and which.mention.has("which_one")
    if head == "case" or (one and question.find("cases") is not None):
        return None  # 与上海的单位做过一个案例，是哪一个
    if which is not None and not head and which.mention is not None and which.mention.has("what"):
        return None  # 杨浦那家参与了啥
    if _asks_for_people(question):
        return None  # 终身成就人物都有谁
    each, at = question.find("each_noun"), question.position("each_noun")
    behind = next((event.kind for event in question.events[at + 1 :] if event.kind != "stop"), "")
    if each is not None and each.noun == "unit" and behind in ("", "which", "who", "list", "show"):
        head = head or "unit"  # 各自的参与单位是哪些, but not 各处室参与的最佳案例
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
    around = question.events[max(at - 1, 0) : at + 2]
    of_place = len(around) == 3 and around[0].condition is not None and around[2].kind != "stop"
    if each is not None and each.noun in ("city", "county") and of_place:
        head = each.noun  # 上海各区里有哪些单位
    level: Level | None = NOUNS[head] if head in ("city", "county") or (of_tiers and head in LEVELS) else None
    return Query("units", cases_of_units(question), unit_scope(question, level))


def _asks_for_people(question: Question) -> bool:
    """Return whether “who” asks for the cases, since these are people: 终身成就人物都有谁, but not …是谁推荐的."""
    at, index = question.position("who"), question.index
    done = question.has("take", "unit") or any(event.kind == "de" for event in question.events[at:])
    if at < 0 or done or not question.conditions:
        return False
    people = (InNotice(notice.id) for notice in index.dataset.notices if notice.measure in CLASSES.person_measures)
    cases = index.evaluate(question.where())
    return bool(cases) and not cases & ~index.evaluate(either(*people))


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
    truth,
    share,
    counted,
    _units,
    _card,
)
"""A function for each kind of question, in the order in which `compose` tries them."""
