"""Classes of words by a property of the language: what names of bureaus end with, measure words, pronouns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import yaml

from intents.language.cues import Loader

SHIPPED = Path(__file__).with_name("word_classes.yaml")


@dataclass(frozen=True, slots=True)
class WordClasses:
    """The words of each class, in the order of the file."""

    unit_endings: tuple[str, ...]
    """What the names of units and of their parts end with."""
    enterprise_endings: tuple[str, ...]
    """What the names of enterprises end with, which people call by their first characters."""
    institution_endings: tuple[str, ...]
    """What else the names end with that are abbreviated with their place: 重医附一院, 重庆高院."""
    nation_beginnings: tuple[str, ...]
    """What names of enterprises begin with before what tells one from another."""
    measure_words: tuple[str, ...]
    """Measure words of any noun."""
    attributives: tuple[str, ...]
    """The particle between a noun and what it is said of."""
    particles: tuple[str, ...]
    """Particles at the end of a phrase or sentence."""
    operators: tuple[str, ...]
    """One-character words that turn a question's meaning."""
    small_words: tuple[str, ...]
    """Further one-character words that a character not understood may be a slip for."""
    exclamation_beginnings: tuple[str, ...]
    """What an exclamation begins with: 太好了 …"""
    exclamation_endings: tuple[str, ...]
    """… and what it ends with."""


def read_word_classes(path: Path = SHIPPED) -> WordClasses:
    """Read the classes. Raises ValueError, as “file: what”, if one is missing, unknown or no list of words."""
    content = yaml.load(path.read_text("utf-8"), Loader)  # noqa: S506 - a safe loader
    if not isinstance(content, dict):
        raise ValueError(f"{path}: no classes")  # noqa: TRY004 - of whatever kind the fault in the file is
    names = [field.name for field in fields(WordClasses)]
    if missing := [name for name in names if name not in content]:
        raise ValueError(f"{path}: missing classes: {', '.join(missing)}")
    if unknown := [name for name in content if name not in names]:
        raise ValueError(f"{path}: unknown classes: {', '.join(map(str, unknown))}")
    for name, words in content.items():
        if not words or not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise ValueError(f"{path}: {name} is no list of words")
    return WordClasses(**{name: tuple(words) for name, words in content.items()})


CLASSES: Final = read_word_classes()
"""The shipped classes."""
