"""Search titles for places whose agencies have no such case (SEMANTICS 8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from intents.index.case_index import CaseIndex
from intents.model.query import (
    About,
    Filter,
    InNotice,
    InRegion,
    InTier,
    InTitle,
    Query,
    UnitScope,
    Unknown,
    both,
    conjuncts,
)
from intents.parsing.reading import Reading


def in_parts(query: Query, index: CaseIndex) -> Query | None:
    """Return the query with a subject split in two (外资企业|简易注销), if only that has a result; else None."""
    parts = conjuncts(query.where)
    if query.ask not in ("cases", "card", "units") or len(parts) < 2 or index.evaluate(query.where):
        return None
    wheres = (both(*cut) for cut in _cut_in_two(parts, index))
    return next((query.with_(where=where) for where in wheres if index.evaluate(where)), None)


def _cut_in_two(parts: Sequence[Filter], index: CaseIndex) -> Iterator[tuple[Filter, ...]]:
    """Yield the conditions with one word of a topic split into two words that some case has together."""
    for at, part in enumerate(parts):
        if not isinstance(part, About):
            continue
        for place, word in enumerate(part.words):
            for cut in range(2, len(word) - 1):
                if not (index.topics.has_words(word[:cut]) and index.topics.has_words(word[cut:])):
                    continue
                words = (*part.words[:place], word[:cut], word[cut:], *part.words[place + 1 :])
                if index.topics.positions_with(words):
                    yield (*parts[:at], About(words, part.theme), *parts[at + 1 :])


class TitledPlaces(NamedTuple):
    """A query whose places are searched for in titles."""

    query: Query
    places: tuple[str, ...]
    """The places as they were typed."""


def in_titles(reading: Reading, index: CaseIndex, query: Query) -> TitledPlaces | None:
    """Return the query with its places as words of titles.

    Returns None if the query has a result as it is, or has none even so. The query must consist of a subject and of
    places that all cases must have: a negated place, or one of several alternatives, is no word of a title.
    """
    parts = conjuncts(query.where)
    if query.ask not in ("cases", "card", "units") or index.evaluate(query.where):
        return None
    kept = [part for part in parts if isinstance(part, About | InTier | InNotice)]
    places = [
        part for part in parts if isinstance(part, InRegion) or (isinstance(part, Unknown) and part.what == "place")
    ]
    if not places or len(kept) + len(places) < len(parts) or not any(isinstance(part, About) for part in kept):
        return None
    mentions = [mention for mention in reading.mentions if mention.sort == "place"]
    if {one for mention in mentions for one in mention.filters} != set(places):
        return None
    typed = tuple(dict.fromkeys(mention.text for mention in mentions))
    wheres = (both(*cut, *map(InTitle, typed)) for cut in (kept, *_cut_in_two(kept, index)))
    where = next((where for where in wheres if index.evaluate(where)), None)
    if where is None:
        return None
    found, number = query.with_(where=where, scope=UnitScope()), index.evaluate(where).bit_count()
    alone = number == 1 and query.ask == "cases" and not reading.asks
    return TitledPlaces(found.with_(ask="card") if alone else found, typed)


def not_among_units(places: Sequence[str]) -> str:
    """Return the sentence that these places are in the title, but have no agency in the case."""
    names = "、".join(places)
    return f"{names}没有单位参与这样的案例，只是标题写到{names}。"
