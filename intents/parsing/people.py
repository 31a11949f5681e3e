"""Words for people: those who speak, and those of whom they speak."""

from __future__ import annotations

from intents.language.word_classes import CLASSES
from intents.model.query import Unknown
from intents.parsing.mention import Mention

_SMALL = frozenset(("filler", "function"))


def is_person(mention: Mention) -> bool:
    """Return whether it is a pronoun or a noun for people, which no name is."""
    if mention.filters:
        return is_own(mention)
    unexplained = mention.sort in ("unknown", "verb") or (mention.effects and mention.effects <= _SMALL)
    return mention.text.startswith(CLASSES.pronouns) or (
        bool(unexplained) and any(is_human(word) for word in (mention.text, *(token.text for token in mention.tokens)))
    )


def is_human(word: str) -> bool:
    """Return whether a word is a noun for people."""
    return len(word) > 1 and word.endswith(CLASSES.person_endings)


def is_own(mention: Mention) -> bool:
    """Return whether it is the speaker's own place or unit: 我们科室."""
    return any(isinstance(part, Unknown) and part.what == "own" for part in mention.filters)
