"""Find cases by a text of nothing but keywords, of which some have another meaning in questions: 联络储运, 领域协查.

Where titles have all of them, these cases are meant (SEMANTICS 5): a verb for taking part or a noun asks for nothing
without a question beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from intents.index.case_index import CaseIndex
from intents.model.query import About, Filter, InTitle, Query, both
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading
from intents.parsing.semantics.effects import KEYWORDS

MAX_LENGTH = 16
"""The most characters of all keywords together."""
MAX_WORDS = 4
_LEAST = 2
"""The fewest characters of a keyword."""
_IDLE = KEYWORDS | {"title", "case_title", "about", "show", "role"}
"""The effects of words that do not steer meaning where no question stands beside them."""


def keywords(reading: Reading, index: CaseIndex) -> Query | None:
    """Return a query for the cases whose titles have all words of a text; None if the text is more than keywords.

    Places stay conditions of their own, even where only titles have them. A text that was already read as keywords is
    left to its reading (None).
    """
    if reading.asks:
        return None
    others = [one for one in reading.mentions if one.sort != "place"]
    dropped = [one for one in others if one.sort != "topic"]
    least = 1 if reading.unknown else _LEAST  # 领域|协|查
    if not all(_is_idle(one, least) for one in dropped) or any(map(_is_group, reading.mentions)):
        return None
    if not dropped:
        return None
    runs = ["".join(one.text for one in run) for run in _runs(reading.mentions)]
    if not runs or sum(map(len, runs)) > MAX_LENGTH or not all(run.isalpha() and not run.isascii() for run in runs):
        return None
    named = [one for one in reading.mentions if one.sort == "place"]
    places, titled = [one.filters[0] for one in named], [InTitle(one.text) for one in named]
    empty: Query | None = None
    for words in _cuts(runs, index):
        if (len(words) > 1 or places) and index.topics.positions_with(words):
            where: Filter = both(*places, About(words))
            if index.evaluate(where):
                alone = index.evaluate(where).bit_count() == 1
                return Query("card" if alone else "cases", where)
            if empty is None and places and index.evaluate(both(*titled, About(words))):
                empty = Query("cases", where)  # only titles have the places
    return empty


def _is_idle(mention: Mention, least: int) -> bool:
    if mention.sort == "unknown":
        return True
    return mention.sort in ("op", "verb") and mention.effects <= _IDLE and len(mention.text) >= least


def _is_group(mention: Mention) -> bool:
    """Return whether the mention is several places at once, which are no single condition: 苏浙皖."""
    return mention.sort == "place" and len(mention.filters) != 1


def _runs(mentions: tuple[Mention, ...]) -> Iterator[list[Mention]]:
    """Yield each run of mentions between places."""
    run: list[Mention] = []
    for mention in mentions:
        if mention.sort == "place":
            if run:
                yield run
            run = []
        else:
            run.append(mention)
    if run:
        yield run


def _cuts(runs: list[str], index: CaseIndex) -> Iterator[tuple[str, ...]]:
    """Yield the ways to cut texts into words of titles, those of fewer words first."""
    ways: list[tuple[str, ...]] = [()]
    for run in runs:
        ways = [(*before, *words) for before in ways for words in _cut(run, index)]
    yield from sorted((words for words in ways if len(words) <= MAX_WORDS), key=len)


def _cut(run: str, index: CaseIndex) -> list[tuple[str, ...]]:
    if index.topics.has_words(run):
        return [(run,)]
    found: list[tuple[str, ...]] = []
    for end in range(len(run) - _LEAST, _LEAST - 1, -1):
        if index.topics.has_words(run[:end]):
            found += [(run[:end], *rest) for rest in _cut(run[end:], index)]
    return found
