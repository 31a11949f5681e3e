"""The words of a question that its query does not hold (SEMANTICS 14)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from intents.index.case_index import LEVELS
from intents.language.word_classes import CLASSES
from intents.model.query import (
    About,
    ByAgency,
    InNotice,
    InRegion,
    Leaf,
    Level,
    OnlyAgencies,
    PlaceCount,
    Query,
    UnitCount,
    UnitLevel,
    conjuncts,
    leaves,
    negated,
)
from intents.parsing.composing.held import codes_in, is_held
from intents.parsing.composing.question import Question
from intents.parsing.constituents import Condition

_ATTRIBUTES = ("unit", "take", "howmany", "sum", "share", "pick", "card")
"""The kinds of events that say nothing of a case between its topic and the noun for cases."""
_DE = tuple(CLASSES.attributives)
_OF_UNITS = ("units", "count")
"""The kinds of queries that can hold a condition on all cases of a unit."""


def unaccounted(question: Question, query: Query) -> Iterator[str]:
    """Yield the words that steer meaning and that the query does not hold (SEMANTICS 14)."""
    found = [leaf for part in (query.where, *query.items) for leaf, _ in leaves(part)]
    found += [leaf for part in (query.every, query.scope.only) if part is not None for leaf, _ in leaves(part)]
    codes = {code for leaf in found for code in codes_in(leaf)} | {*query.scope.within, *query.scope.outside}
    codes |= _ranked_codes(question, query)
    held: set[object] = {*found, *query.scope.parts, *query.scope.without}
    if query.scope.level is not None:
        held.add(UnitLevel(query.scope.level))
    placed = codes or question.has("point") or any(isinstance(one, PlaceCount | UnitLevel | UnitCount) for one in found)
    parts = frozenset(conjuncts(query.where))
    yield from _between_topic_and_case(question)
    for at, event in enumerate(question.events):
        units = query.ask == "units" or (query.ask == "count" and query.subject == "units")
        counts = query.by == "number" and query.subject != "cases"
        lists = query.ask in ("cases", "card", "yes_no") or (query.ask == "count" and query.subject == "cases")
        of_level = (not counts and lists) or (units and query.scope.level is None)
        if event.noun in LEVELS and of_level and (not placed or (lists and _is_of_place(question, at, found))):
            yield event.text
        if (
            event.noun in LEVELS
            and (query.subject == "units" or query.ask == "units")
            and query.scope.level not in (None, event.noun)
        ):
            yield event.text  # 省级、市级、县级单位各有几家
        if units and event.condition is not None and _is_other_level(event.condition, query.scope.level):
            yield event.text  # 市局和县局的名单
        if (
            query.ask == "rank"
            and query.subject == "cases"
            and event.condition is not None
            and not _units_named(event.condition) <= {*query.scope.within}
        ):
            yield event.text  # 安徽单位参与最多的案例
        if event.condition is not None and _denies_in_vain(question, event.condition, query if units else None):
            yield event.text
        left_out = units and bool(query.scope.outside or query.scope.without)  # 上海参与的案例里，除了上海还有哪些单位
        said = conjuncts(event.condition.where) if event.condition is not None else ()
        if any(negated(part) in parts for part in said) and not left_out:
            yield event.text  # one part is both stated and denied
        if (event.ask is not None and not is_held(question, event, event.ask, query)) or (
            event.condition is not None and _is_of_units(event.condition) and query.ask not in _OF_UNITS
        ):
            yield event.text
        elif event.condition is not None and query.ask not in ("rank", "notice"):
            names = [leaf for names, _ in event.condition.names for part in names.filters for leaf, _ in leaves(part)]
            if not (all(_is_in(leaf, held, codes) for leaf in names) or _is_narrowed(question, names)):
                yield event.text


def _is_of_place(question: Question, at: int, found: Sequence[Leaf]) -> bool:
    """Return whether the noun at `at` names places within a province (安徽的县), while the query has no level."""
    whose = question.events[at - 1].condition if at else None
    places = [question.index.regions.get(leaf.code) for leaf in found if isinstance(leaf, InRegion)]
    held = any(isinstance(leaf, UnitLevel | PlaceCount) for leaf in found)
    lower = question.events[at].noun in ("city", "county") and {one and one.level for one in places} == {"province"}
    return lower and not held and whose is not None and whose.is_attributive and whose.kinds == {"place"}


def _is_narrowed(question: Question, names: Sequence[Leaf]) -> bool:
    """Return whether a condition names only one of several tiers that another lists: 两档案例里，最佳的有哪些."""
    tiers = [one for one in question.conditions if one.kinds == {"tier"}]
    said = ({leaf for leaf, _ in leaves(one.where)} for one in tiers)
    return len(tiers) > 1 and len(names) > 1 and any(one < {*names} for one in said)


def _between_topic_and_case(question: Question) -> Iterator[str]:
    """Yield the words between a topic and 的案例 that ask nothing there: 叉车单位的案例, 叉车投身的案例."""
    events = [event for event in question.events if event.kind != "de"]
    for before, event, after in zip(events, events[1:], events[2:], strict=False):
        topic = before.condition
        if topic is None or topic.kinds != {"topic"} or topic.has_verb or event.kind not in _ATTRIBUTES:
            continue
        takes_part = event.kind == "take" and _is_of_units_name(question, topic)  # 街道参与的场景
        ends = after.text.startswith(_DE) or event.kind == "pick"  # 叉车限期的案例
        if after.kind == "case" and ends and not takes_part:
            yield event.text


def _is_of_units_name(question: Question, topic: Condition) -> bool:
    """Return whether the name of any unit has all words of a topic."""
    words = [word for leaf, _ in leaves(topic.where) if isinstance(leaf, About) for word in leaf.words]
    names = question.index.agency_index.names
    return bool(words) and any(all(word in name for word in words) for name in names)


def _ranked_codes(question: Question, query: Query) -> set[str]:
    """Return the codes of all provinces for a claim about a ranking (四地中最多的是浙江吗), else an empty set."""
    leads = query.ask == "yes_no" and len(query.items) == 1
    return {place.code for place in question.index.places("province")} if leads else set()


def _is_other_level(condition: Condition, level: Level | None) -> bool:
    """Return whether a condition names units of another level than that of the units that are asked for."""
    named = [
        leaf for names, mode in condition.names if mode == "plain" for part in names.filters for leaf, _ in leaves(part)
    ]
    return not condition.has_verb and any(isinstance(leaf, UnitLevel) and leaf.level != level for leaf in named)


def _denies_of_units(question: Question, condition: Condition) -> bool:
    """Return whether a condition denies a tier or a level to units, while a query can only deny it to their cases.

    For example 没参加最佳案例, with a verb, and 非省级单位, where neither cases nor a verb for taking part are named.
    """
    denied = {names.kind for names, mode in condition.names if mode == "not"}
    of_level = "level" in denied and not question.names_cases and not question.has("take", "those", "inside")
    return ("tier" in denied and condition.has_verb) or of_level


def _denies_in_vain(question: Question, condition: Condition, query: Query | None) -> bool:
    """Return whether a condition denies what the query cannot deny; the query is None if it does not ask for units.

    省级、县级单位各有多少家 leaves out one level, but asks for each of the others; 哪些城市没参加最佳案例 means those
    in no such case, rather than those in a case of another tier.
    """
    named = (names for names, mode in condition.names if names.kind == "level" and mode == "except")
    levels = {leaf for names in named for leaf in names.filters}
    if levels and condition.is_attributive:
        return query is None or not levels <= {*query.scope.without} or question.has("each")
    return query is not None and _denies_of_units(question, condition)


def _units_named(condition: Condition) -> set[str]:
    """Return the codes of the places whose units a condition names.

    Units that say which cases are meant are not among them: 安徽单位参与的案例.
    """
    if condition.is_attributive:
        return set()
    named = (names for names, mode in condition.names if names.is_units and names.kind == "place" and mode == "plain")
    return {leaf.code for names in named for leaf in names.filters if isinstance(leaf, InRegion)}


def _is_of_units(condition: Condition) -> bool:
    """Return whether a condition is on all cases of a unit: 只参与最佳的."""
    return any(names.join in ("meets", "only") for names, _ in condition.names)


def _is_in(leaf: Leaf, held: AbstractSet[object], codes: AbstractSet[str]) -> bool:
    """Return whether a condition is among the leaves and places of a query."""
    if isinstance(leaf, InRegion):
        return leaf.code in codes
    if isinstance(leaf, ByAgency):
        return leaf in held or any(isinstance(one, OnlyAgencies) and leaf in one.parts for one in held)
    if isinstance(leaf, InNotice):  # 2022年的仪器通知 is one of two
        return any(isinstance(one, InNotice) for one in held)
    if isinstance(leaf, About):
        return any(isinstance(one, About) and set(leaf.words) <= set(one.words) for one in held)
    return leaf in held
