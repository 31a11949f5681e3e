"""The words from which notices are generated (words.yaml), as values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

WORDS = Path(__file__).with_name("words.yaml")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Verbs, and the nouns that go with them: 打造 … 平台."""

    verbs: Words
    nouns: Words


@dataclass(frozen=True, slots=True)
class Field:
    """A field of market regulation: its topics and its departments."""

    name: str
    topics: Words
    means: Words
    departments: Words
    """Departments of a bureau of a province or city."""
    sections: Words
    """Sections of a bureau of a county."""
    institutes: Words
    """Separate bodies of provinces and cities."""


@dataclass(frozen=True, slots=True)
class Selection:
    """An annual selection, with a notice for each year."""

    key: str
    about: str
    tiers: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The content of words.yaml."""

    frames: tuple[Frame, ...]
    documents: Frame
    drives: Words
    goals: Words
    benefits: Words
    means: Words
    """Measures that fit the topics of every field."""
    joins: Words
    suffixes: Words
    prefixes: Words
    brands: Words
    areas: Words
    partners: dict[str, Words]
    """Bodies other than bureaus of market regulation, by level of their place."""
    fields: tuple[Field, ...]
    notices: tuple[Selection, ...]


@cache
def vocabulary() -> Vocabulary:
    """Return the words, read once."""
    read: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return Vocabulary(
        frames=tuple(Frame(**_tuples(frame)) for frame in read.pop("frames")),
        documents=Frame(**_tuples(read.pop("documents"))),
        partners={level: tuple(names) for level, names in read.pop("partners").items()},
        fields=tuple(Field(**_tuples(field)) for field in read.pop("fields")),
        notices=tuple(Selection(**_tuples(notice)) for notice in read.pop("notices")),
        **_tuples(read),
    )


def _tuples(mapping: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in mapping.items()}
