"""Queries about the notice itself: its facts, its fields, and what it selected of its candidates."""

from __future__ import annotations

from itertools import pairwise

from intents.language.normalize import normalize_name
from intents.language.word_classes import CLASSES
from intents.model.query import (
    EVERYTHING,
    Filter,
    InNotice,
    InTier,
    PlaceCount,
    Query,
    UnitScope,
    both,
    conjuncts,
    either,
    with_themes,
)
from intents.parsing.composing.comparing import compares_notices
from intents.parsing.composing.question import Question

_COUNTING = frozenset(("most", "least", "howmany", "compare", "compare_less", "than", "who", "which"))
"""The kinds of events that ask for something else than a notice."""


def of_notice(question: Question, where: Filter) -> Query | None:
    """Return the query for a fact or a field of the notice, or None if the question asks something else."""
    every = _every_place(question) if question.has("fact") else None
    kinds = frozenset(kind for one in question.conditions if one.where != every for kind in one.kinds)
    if question.has("which_notice") and kinds & {"topic", "place", "org"}:
        return _with_such_cases(question, where)
    if kinds - {"tier", "notice"}:
        return None
    rest = both(*(part for part in conjuncts(where) if not isinstance(part, InTier) and part != every))
    rest = _with_tier(question, where) if rest == EVERYTHING else rest
    name = _fact_named(question)
    if name and not (_asks_for_selected(question) or of_candidates(question)):
        counted = any(word in name for word in CLASSES.howmany_determiners)  # 多少案例参评
        subject = "number" if counted or question.has("howmany", "sum") else "cases"
        claimed = question.find("hole", "cases")
        if claimed is not None and claimed.quantity is not None and question.has("yes_no", "particle"):
            op, count = claimed.quantity.bounds[0]  # 共有75个案例参评，是否属实
            scope = UnitScope(op=op, count=count)
            return Query("notice", scope=scope, subject="number", by="number", fact=name, where=rest)
        return Query("notice", subject=subject, fact=name, where=rest)
    named = question.has("notice") or "notice" in kinds
    if question.has("its_issuers"):
        return Query("notice", fact="@issuers", where=rest)
    if question.has("source"):
        return Query("notice", fact="@source", where=rest)
    if question.has("which_notice") and compares_notices(question):
        return None
    for kind in ("addressed", "issuers", "issued", "which_notice", "summary"):
        told = kind in ("summary", "which_notice")
        if question.has(kind) and (
            named or kind == "addressed" or question.has("publish") or (told and _is_all_asked(question))
        ):
            return Query("notice", fact="@summary" if told else f"@{kind}", where=rest)
    pairs = pairwise((*(event.kind for event in question.events), ""))
    apart = any(one == "point" and after != "notice" for one, after in pairs)  # not 讲讲这个通知
    if named and question.has("card") and not (question.names_cases or apart or question.has("those")):
        return Query("notice", fact="@summary", where=rest)
    return None


def _with_tier(question: Question, where: Filter) -> Filter:
    """Return the condition on the one notice with a tier that a question names, or none: 盛京金奖工程奖补多少."""
    tiers = {part.name for part in conjuncts(where) if isinstance(part, InTier)}
    notices = question.index.dataset.notices
    having = [one.id for one in notices if tiers and tiers <= {tier.name for tier in one.tiers}]
    return InNotice(having[0]) if len(having) == 1 < len(notices) else EVERYTHING


def _with_such_cases(question: Question, where: Filter) -> Query | None:
    """Return the query for the notices that have the cases of a condition: 哪份通知是讲养老的.

    Return None if there are none, or the question asks for something else.
    """
    index = question.index
    if question.kinds & _COUNTING or compares_notices(question):
        return None
    cases = index.select(index.evaluate(with_themes(where)))
    found = dict.fromkeys(case.notice for case in cases)
    return Query("notice", either(*map(InNotice, found)), fact="@summary") if found else None


def selection(question: Question, where: Filter) -> Query | None:
    """Return the query for what the notice selected of its candidates, or for the rest: 入选率, 没评上的有几个.

    Return None if neither is asked for, other conditions are named, or no fact tells the number of candidates.
    """
    asked = question.find("selection_share", "unselected")
    if asked is None or any(one.kinds != {"notice"} for one in question.conditions):
        return None
    if asked.mention is not None:
        name = next((str(term.value) for term in asked.mention.tokens[0].terms if term.kind == "fact"), "")
    else:
        facts = (fact for notice in question.index.dataset.notices for fact in notice.facts if fact.value is not None)
        names = (name for fact in facts for name in map(normalize_name, (fact.topic, *fact.aliases)))
        name = next((name for name in names if name.startswith(tuple(CLASSES.chosen_from))), "")
    subject = "share" if asked.kind == "selection_share" else "rest"
    return Query("notice", subject=subject, fact=name, where=where) if name else None


def _every_place(question: Question) -> Filter | None:
    """Return the condition that states the number of all places before a fact: 五省区报送了多少.

    It says who proposed the cases, and restricts nothing. Return None if there is no such condition.
    """
    before = [event for event in question.events[: question.position("fact")] if event.kind not in ("sum", "all")]
    said = before[-1].condition if before else None
    where = said.where if said is not None else None
    whole = isinstance(where, PlaceCount) and where.count == len(question.index.places(where.level))
    return where if whole else None


def _fact_named(question: Question) -> str:
    """Return the name of the fact that is asked for, or an empty string if none is.

    Of several, it is the one in whose unit of measure something is counted (带动了多少人就业), else the one whose name
    has most of the words: 参选的设施 is 参选设施.
    """
    said = [event.ask.mention for event in question.events if event.ask is not None and event.kind == "fact"]
    counts = question.find("howmany")
    if (
        counts is not None
        and counts.noun == "unit"
        and all(one is not None and one.tokens[0].has("take") for one in said)
    ):
        return ""  # 几家单位署名
    pairs = pairwise(question.events)
    counted = [
        after.ask.mention for one, after in pairs if one.kind == "howmany" and after.kind == "fact" and after.ask
    ]
    said = counted or said  # 评选结果是从多少个参评案例里挑出来的
    terms = [(one.text, term) for one in said if one is not None for term in one.tokens[0].terms if term.kind == "fact"]
    names = [str(term.value) for _, term in terms]
    units = _units_asked(question) if len(names) > 1 else frozenset()
    return max(names, key=lambda name: (name in units, sum(text in name for text, _ in terms)), default="")


def _units_asked(question: Question) -> frozenset[str]:
    """Return the names of the facts whose unit of measure stands right behind 多少 or 几."""
    asked = [event.text for event in question.events if event.kind == "howmany"]
    text = "".join(event.text for event in question.events)
    facts = (fact for notice in question.index.dataset.notices for fact in notice.facts if fact.unit)
    counted = (fact for fact in facts if any(f"{one.removesuffix(fact.unit)}{fact.unit}" in text for one in asked))
    return frozenset(normalize_name(name) for fact in counted for name in (fact.topic, *fact.aliases))


def _asks_for_selected(question: Question) -> bool:
    """Return whether the question asks, after the candidates, how many were selected (参评数和获评数分别是多少)."""
    fact, chosen = question.position("fact"), question.position("selected")
    return 0 <= fact < chosen and any(event.kind == "howmany" for event in question.events[chosen:])


def of_candidates(question: Question) -> bool:
    """Return whether the question asks how many of the candidates were selected: 75 个参评案例里选上了几个.

    A tier may say for what: 参评的里面有几个评上最佳.
    """
    fact = question.position("fact")
    after = question.events[fact + 1 :] if fact >= 0 else []
    inside = "inside" in (one.kind for one in after[:3])
    tiers = any(one.condition is not None and one.condition.kinds == {"tier"} for one in after)
    if tiers and inside and any(one.kind == "howmany" for one in after):
        return True
    return _asks_for_selected(question) and (inside or question.has("hole"))


def states_candidates(question: Question, number: int) -> bool:
    """Return whether the question asks how many of the candidates were selected, and this is their number."""
    if not of_candidates(question):
        return False
    notices, name = question.index.dataset.notices, _fact_named(question)
    facts = [fact for notice in notices for fact in notice.facts if fact.value == number]
    named = (normalize_name(topic) for fact in facts for topic in (fact.topic, *fact.aliases))
    return len(notices) == 1 and name in named


def _is_all_asked(question: Question) -> bool:
    """Return whether the question asks for nothing else than the notice or its summary."""
    return question.kinds <= {"summary", "which_notice", "those", "de", "stop", "which"}
