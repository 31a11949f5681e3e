"""A subscriber's condition in plain words (安徽 最佳), stored as a query that selects from future cases."""

from __future__ import annotations

from dataclasses import dataclass

from intents.engine import Engine
from intents.index.case_index import LEVELS
from intents.language.normalize import normalize_name
from intents.model.answer import Repair
from intents.model.query import (
    EVERYTHING,
    About,
    And,
    ByAgency,
    Filter,
    InRegion,
    IsCase,
    Not,
    Or,
    Query,
    Unknown,
    both,
    either,
    leaves,
    negated,
)
from intents.phrasing.interpretation import describe_query
from intents.phrasing.words import names_rank
from intents.serialization.codec import dumps


@dataclass(frozen=True, slots=True)
class SubscriptionFilter:
    """The condition of a subscription."""

    query: Query
    """Asks for the cases that match."""
    description: str
    """The condition in words (地区：安徽；等次：最佳实践案例); empty if every case matches."""
    repairs: tuple[Repair, ...] = ()
    """Parts of the text that were read as something else."""


def parse_filter(text: str, engine: Engine) -> SubscriptionFilter | None:
    """Return the filter that a text states; None for nonsense and for questions that are no condition.

    Places and subjects that no notice has yet are accepted. The order of the words does not change the query.
    """
    answer, context = engine.ask(text)
    if context is None or answer.kind not in ("cases", "card", "none"):
        return None
    query = context.query
    if query.ask not in ("cases", "card") or query.items or query.every is not None:
        return None
    # the id of a case is a position, which may be another case's later
    if any(isinstance(leaf, IsCase) for leaf, _ in leaves(query.where)):
        return None
    if any(names_rank(leaf) for leaf, _ in leaves(query.where)):
        return None  # 特等奖: a tier that no notice has is no subject
    query = Query(where=_generalize(query.where, engine))
    return SubscriptionFilter(query, describe_filter(query, engine), answer.repairs)


def describe_filter(query: Query, engine: Engine) -> str:
    """Return the condition of a query in words, empty for none. `validity.check_query` must accept the query."""
    return describe_query(query, engine.describer) if query.where != EVERYTHING else ""


def example_filters(engine: Engine) -> tuple[str, ...]:
    """Return example conditions that match cases: a place, a place with a tier, a subject."""
    last = engine.dataset.notices[-1:]
    cases = [case for notice in last for case in notice.cases]
    places = [unit.place.province.short for case in cases for unit in case.agencies if unit.place]
    tiers = [min((tier.name, *tier.aliases), key=len) for notice in last for tier in notice.tiers if tier.name]
    subjects = [case.aliases[0] for case in cases if case.aliases]
    found = (places[-1:], [f"{place} {tier}" for place in places[-1:] for tier in tiers[:1]], subjects[-1:])
    return tuple(text for texts in found for text in texts if parse_filter(text, engine))


def _generalize(where: Filter, engine: Engine) -> Filter:
    """Return the filter for future notices: one theme per word, nothing unknown, in canonical order."""
    match where:
        case About(words):
            return both(*(About((word,), theme=True) for word in sorted(words)))
        case Unknown(name, what):
            return _generalize_unknown(name, what, engine)
        case And(parts):
            return both(*sorted((_generalize(part, engine) for part in parts), key=_sort_text))
        case Or(parts):
            return either(*sorted((_generalize(part, engine) for part in parts), key=_sort_text))
        case Not(part):
            return negated(_generalize(part, engine))
    return where


def _generalize_unknown(name: str, what: str, engine: Engine) -> Filter:
    """Return the filter for an unknown name: the highest place of that name, an agency, or a theme."""
    if what == "unit":
        return ByAgency(name)
    if what == "place":
        regions = [
            region
            for region in engine.dataset.regions
            if name in map(normalize_name, (region.name, region.short, *region.aliases))
        ]
        highest = min((LEVELS.index(region.level) for region in regions), default=0)
        codes = [region.code for region in regions if LEVELS.index(region.level) == highest]
        if codes:
            return either(*map(InRegion, codes))
    return About((name,), theme=True)


def _sort_text(where: Filter) -> str:
    return dumps(Query(where=where))
