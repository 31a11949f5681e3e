"""A domain that a question is about: in 安徽没参与的案例里，上海和江苏哪个多, the cases before 里.

What stands before says which cases are meant and nothing else; what stands after is a question of its own about these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from intents.model.query import EVERYTHING, ByAgency, InRegion, InTitle, Query, UnitScope, asks_more, both, leaves
from intents.parsing.composing.comparing import items_named
from intents.parsing.composing.question import Question
from intents.parsing.composing.ranking import measured
from intents.parsing.constituents import Condition, Event
from intents.parsing.semantics.effects import NOUNS

_JOINING = frozenset(("condition", "case", "have", "take", "de", "comma", "stop", "and", "yet", "located", "inside"))
"""The kinds of events of which the words for a domain consist."""


def within_domain(question: Question, compose: Callable[[Question], Query]) -> Query | None:
    """Return the query of the question after its domain, asked of the cases of the domain.

    Return None if the question names no domain before what it asks.
    """
    end = _end(question.events)
    if end < 0:
        return None
    noun = (event for event in question.events[max(end - 1, 0) : end + 1] if event.kind in ("case", "inside"))
    domain = question.themed(both(*map(question.filter_of, _conditions(question.events[: end + 1]))))
    domain = both(question.domain or EVERYTHING, domain)
    rest = Question(question.index, question.semantics, [*noun, *question.events[end + 1 :]], domain)
    if not _asks_of_its_own(rest):
        return None
    query = compose(rest)
    if query.ask in ("notice", "help"):
        return None
    whole = rest.find("share")
    of_all = whole is not None and whole.noun == "every"
    every = query.every if query.every is None or of_all else both(domain, query.every)
    if rest.has("more") and not rest.conditions:
        query = query.with_(scope=_others(question.events[:end], query.scope))
    where = both(domain, query.where)
    if query.ask == "yes_no" and every is not None and not asks_more(where, every):
        every = None  # 上海参与的案例里，上海都参与了吗
    return measured(query.with_(where=where, every=every), question.index)


def _others(domain: list[Event], scope: UnitScope) -> UnitScope:
    """Return the scope of the units beside those that the domain names: 宁波参与的案例，还有谁参与."""
    named = (names for one in _conditions(domain) for names, mode in one.names if mode == "plain")
    found = [part for names in named for part in names.filters]
    places = tuple(part.code for part in found if isinstance(part, InRegion))
    agencies = tuple(part for part in found if isinstance(part, ByAgency))
    return replace(scope, outside=(*scope.outside, *places), without=(*scope.without, *agencies))


def _asks_of_its_own(rest: Question) -> bool:
    """Return whether what stands after the domain is a question without it.

    安徽参与的案例占比多少 and 江苏参与的案例多，还是安徽参与的多 are none: what stands before is what they ask about.
    """
    if rest.has("share"):
        return bool(rest.conditions) and rest.has("inside")
    if rest.has("compare", "compare_less", "than", "than_less", "alike", "more_of", "less_of"):
        return len(items_named(rest)[0]) > 1
    return bool(rest.conditions) or rest.has("which", "who", "howmany", "most", "least", "mean", "unit", *NOUNS)


def _end(events: list[Event]) -> int:
    """Return the position of the last word of the domain (案例, or 里 after it), or -1 if there is none."""
    end = -1
    for at, event in enumerate(events):
        if at and _is_noun(events[at - 1]) and _ranks_others(event):
            end = at - 1  # 四地都参与的案例按省份排名
        if event.kind not in _JOINING or (event.condition is not None and not _selects(event.condition)):
            break
        if event.kind == "case" or (event.kind == "inside" and at and _is_noun(events[at - 1])):
            end = at
    claims = any(one.every is not None for one in _conditions(events[end + 1 :]))
    named = any(one.has_verb or claims or _is_of_titles(one) for one in _conditions(events[: end + 1]))
    return end if named and end + 1 < len(events) else -1


def _ranks_others(event: Event) -> bool:
    """Return whether a ranking names what it is of or by, other than cases: not 四地参与的案例数排名."""
    named = {event.ask.noun, event.ask.by} if event.ask is not None else set()
    return event.kind in ("most", "least") and not named.isdisjoint(("unit", *NOUNS))


def _is_noun(event: Event) -> bool:
    """Return whether an event is a noun phrase for cases: 案例, 最佳案例, 安徽参与的."""
    named = event.condition.names if event.condition is not None else ()
    return event.kind == "case" or _is_clause(event) or any(names.has_noun for names, _ in named)


def _is_clause(event: Event) -> bool:
    """Return whether an event is a clause that ends with 的: 安徽参与的."""
    return event.condition is not None and event.condition.has_verb and event.condition.is_attributive


def _is_of_titles(condition: Condition) -> bool:
    """Return whether a condition is on the titles of cases: 标题里带“标准”的."""
    return any(isinstance(leaf, InTitle) for leaf, _ in leaves(condition.where))


def _selects(condition: Condition) -> bool:
    """Return whether a condition may say which cases are meant: it asks nothing, and claims nothing of all."""
    claims = condition.every is not None or condition.rest or condition.is_asked
    return not claims and all(mode != "except" for _, mode in condition.names)


def _conditions(events: Iterable[Event]) -> list[Condition]:
    return [event.condition for event in events if event.condition is not None]
