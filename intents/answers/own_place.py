"""Ask which place or unit is meant by one that is the asker's own (我市, 咱们局)."""

from __future__ import annotations

from intents.answers.fallback import quote
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer, Option
from intents.model.query import Filter, InRegion, Query, Unknown, leaves, replaced
from intents.phrasing.description import Describer

_OPTIONS = 4
"""Places offered: the provinces of the Yangtze River Delta."""


def ask_whose(query: Query, index: CaseIndex, describer: Describer) -> Answer | None:
    """Return the question with places it may be asked of; None if no place of the query is the asker's own."""
    parts = (query.where, *query.items, *(one for one in (query.every, query.scope.only) if one is not None))
    own = next(
        (leaf for part in parts for leaf, _ in leaves(part) if isinstance(leaf, Unknown) and leaf.what == "own"), None
    )
    if own is None:
        return None
    named = {leaf.code for part in parts for leaf, _ in leaves(part) if isinstance(leaf, InRegion)}
    places = [InRegion(place.code) for place in index.places("province") if place.code not in named]
    questions = [describer.question(_of(query, own, place)) for place in places]
    options = tuple(Option(question, question) for question in questions[:_OPTIONS])
    return Answer("clarify", f"{quote([own.name])}是哪里？请写出名称，比如：", options=options, unused=(own.name,))


def _of(query: Query, own: Unknown, place: InRegion) -> Query:
    """The query with a place in the asker's own."""

    def of(where: Filter) -> Filter:
        return replaced(where, own, place)

    every = of(query.every) if query.every is not None else None
    return query.with_(where=of(query.where), items=tuple(map(of, query.items)), every=every)
