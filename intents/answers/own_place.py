"""Ask which place or unit is meant by one that is the asker's own (我市, 咱们局)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from data.model import Region
from intents.answers.fallback import quote
from intents.index.case_index import LEVELS, CaseIndex
from intents.model.answer import Answer, Option

_OPTIONS = 4
"""The maximum number of places that are offered."""


def places_like(effects: Collection[object], index: CaseIndex) -> tuple[Region, ...]:
    """Return the places of the level that the word for the own place names (市 in 我市), or else of the first level."""
    level = next((level for level in LEVELS if level in effects), LEVELS[0])
    return tuple(place for place in index.places(level) if place.level == level)


def ask_whose(name: str, questions: Iterable[str]) -> Answer:
    """Return a clarification that asks which place `name` means, with up to four `questions` that name a place."""
    options = tuple(Option(question, question) for question in list(dict.fromkeys(questions))[:_OPTIONS])
    heading = f"{quote([name])}是哪里？请写出名称" + ("，比如：" if options else "。")
    return Answer("clarify", heading, options=options, unused=(name,))
