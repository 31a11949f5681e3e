"""Every word counts (SEMANTICS 14): in the development questions, none is passed over without a word about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from intents.engine import Engine
from intents.language.normalize import normalize
from intents.model.answer import Answer
from intents.model.query import (
    About,
    ByAgency,
    Filter,
    InRegion,
    InTier,
    IsCase,
    Leaf,
    OnlyAgencies,
    OnlyRegions,
    Query,
    Unknown,
    leaves,
)
from intents.parsing.reading import Reading
from tests.questions.gold import read_parts

SILENT = ("refuse", "clarify", "help")
"""Answers that assert nothing."""

ELSEWHERE = ("rank", "notice")
"""What answers a name otherwise: a ranking has a line for each place, a fact is quoted whole."""
UNTOLD = frozenset(("安徽应该有混进儿童免票那个案例吧？",))
"""A question that is answered with the case that its other words point at, without a word about its place."""


@dataclass(frozen=True)
class Asked:
    """A question without a context, as it was read and answered."""

    text: str
    reading: Reading
    query: Query
    answer: Answer


@pytest.fixture(scope="module")
def answered(engine: Engine) -> list[Asked]:
    """The development questions over the shipped notice that got an answer, each asked on its own."""
    return list(ask_all(engine))


def ask_all(engine: Engine) -> Iterator[Asked]:
    for text in dict.fromkeys(item.turns[0].ask for item in read_parts(["dev"])[0] if item.data is None):
        clean = normalize(text)
        answer, context = engine.ask(text)
        if answer.kind not in SILENT and context is not None and clean.clean:
            reading = engine._understanding.understand(clean).reading  # noqa: SLF001 - a reading has no other door
            yield Asked(text, reading, context.query, answer)


def test_no_word_that_steers_meaning_is_dropped(answered: list[Asked]) -> None:
    assert len(answered) > 2000
    assert [one.text for one in answered if one.reading.dropped or one.reading.unaccounted] == []


def test_no_word_that_nothing_explains_is_passed_over(answered: list[Asked]) -> None:
    silent = [
        one.text
        for one in answered
        for mention in one.reading.unknown
        if mention.text not in one.answer.unused and mention.text not in names_unknown(one.query)
    ]
    assert silent == []


def test_every_name_is_in_the_query(answered: list[Asked]) -> None:
    astray = [
        f"{one.text}: {leaf}"
        for one in answered
        if one.query.ask not in ("rank", "notice")
        and one.text not in UNTOLD  # a ranking may be of the places named, a fact is quoted whole
        for group in one.reading.groups
        for part in group.filters
        for leaf, _ in leaves(part)
        if not is_held(leaf, one.query)
    ]
    assert astray == []


def held(query: Query) -> list[Leaf]:
    parts: list[Filter] = [query.where, *query.items, *query.scope.meets]
    parts += [part for part in (query.every, query.scope.only) if part is not None]
    parts += [*map(InRegion, (*query.scope.within, *query.scope.outside)), *query.scope.parts, *query.scope.without]
    return [leaf for part in parts for leaf, _ in leaves(part)]


def names_unknown(query: Query) -> str:
    return " ".join(leaf.name for leaf in held(query) if isinstance(leaf, Unknown))


def is_held(leaf: Leaf, query: Query) -> bool:
    """Whether the query has a name, alone or within a condition on several."""
    found = held(query)
    if isinstance(leaf, InRegion | About) and any(isinstance(one, IsCase) for one in found):
        return True  # the case that the name describes
    match leaf:
        case InRegion(code):
            codes = {one.code for one in found if isinstance(one, InRegion | ByAgency)}
            return code in codes.union(*(one.codes for one in found if isinstance(one, OnlyRegions)))
        case ByAgency():
            return any(leaf == one or (isinstance(one, OnlyAgencies) and leaf in one.parts) for one in found)
        case About(words):
            return any(isinstance(one, About) and set(words) <= set(one.words) for one in found)
        case InTier() | Unknown():
            return leaf in found
    return True
