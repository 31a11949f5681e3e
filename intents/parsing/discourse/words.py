"""Tell apart words of talk and of questions: those for people, of degree, and before verbs."""

from __future__ import annotations

from itertools import groupby

from intents.language.word_classes import CLASSES
from intents.model.query import Unknown
from intents.parsing.mention import Mention

_FIRST_HANZI = chr(0x4E00)
SMALL = frozenset(("filler", "function"))
"""The effects of words that say nothing, or do so only in a construction."""


def is_person(mention: Mention) -> bool:
    """Return whether a mention is a pronoun or a noun for people, or the speaker's own place or unit."""
    if mention.filters:
        return is_own(mention)
    unexplained = mention.sort in ("unknown", "verb") or (mention.sort == "op" and mention.effects <= SMALL)
    return mention.text.startswith(CLASSES.pronouns) or (
        bool(unexplained) and any(is_human(word) for word in (mention.text, *(token.text for token in mention.tokens)))
    )


def is_human(word: str) -> bool:
    """Return whether a word is a noun for people."""
    return len(word) > 1 and word.endswith(CLASSES.person_endings)


def is_own(mention: Mention) -> bool:
    """Return whether a mention is the speaker's own place or unit: 我们科室."""
    return any(isinstance(part, Unknown) and part.what == "own" for part in mention.filters)


def words_of(mention: Mention) -> list[str]:
    """Return the words of a mention; single characters in a row are joined."""
    words = []
    for joined, tokens in groupby(mention.tokens, lambda token: len(token.text) == 1 and token.text >= _FIRST_HANZI):
        texts = [token.text for token in tokens]
        words += ["".join(texts)] if joined else texts
    return words


def is_of_the_field(mention: Mention) -> bool:
    """Return whether a mention is a topic of the field that no case has."""
    return any(isinstance(part, Unknown) and part.what == "topic" for part in mention.filters)


def is_degree(mention: Mention) -> bool:
    """Return whether a mention begins with an adverb of degree: 太, 这么."""
    return mention.text.startswith(CLASSES.degree_adverbs)


def is_before_verb(mention: Mention) -> bool:
    """Return whether a mention stands before verbs and not before nouns: 刚, 正在."""
    return mention.text in CLASSES.verbal_adverbs


def is_wanting(mention: Mention) -> bool:
    """Return whether a mention begins with a verb of looking for something: 想要, 打听, 问了; 问卷 is a word itself."""
    whole = mention.sort == "unknown" and mention.tokens[0].word and mention.text not in CLASSES.wanting_verbs
    return mention.text.startswith(CLASSES.wanting_verbs) and not whole
