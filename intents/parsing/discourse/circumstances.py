"""Ignore whom an answer is for, and how a place is related to the asker: 给学员们讲讲…, 兄弟省份安徽."""

from __future__ import annotations

from collections.abc import Sequence

from intents.language.word_classes import CLASSES
from intents.parsing.discourse.words import is_human, is_own, is_person
from intents.parsing.mention import Mention
from intents.parsing.terms import NO_TERMS

_TELLING = ("show", "card", "tell", "list", "count", "summary", "once")
_PEOPLE = 3
"""The most words for those whom an answer is for: 隔壁|科室."""
_LEVELS = ("province", "city", "county", "place_noun")


def without_circumstances(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, without terms for whom the answer is for, and for how a place is related to the asker."""
    kept = list(mentions)
    for at, mention in enumerate(mentions):
        if mention.text in CLASSES.benefactives and (taken := _audience(mentions[at + 1 :])):
            kept[at : at + 1 + taken] = map(_mute, mentions[at : at + 1 + taken])
        if mention.text in CLASSES.place_relations and (taken := _relation(mentions[at + 1 :])):
            kept[at : at + taken] = map(_mute, mentions[at : at + taken])
    return kept


def _audience(after: Sequence[Mention]) -> int:
    """Return how many mentions name people before a verb of telling; 0 if there is no such verb."""
    for taken, one in enumerate(after[: _PEOPLE + 1]):
        if taken and one.has(*_TELLING):
            return taken if any(map(_is_people, after[:taken])) else 0
        if not (_is_people(one) or one.has("unit", "de")):
            break
    return 0


def _is_people(mention: Mention) -> bool:
    """Return whether a mention right after 给 may be people, as any unknown word may be there."""
    return mention.sort == "unknown" or is_person(mention) or is_own(mention) or is_human(mention.text)


def _relation(after: Sequence[Mention]) -> int:
    """Return how many mentions relate the next place to the asker, with the word before `after`; 0 if none follows."""
    between = next((at for at, one in enumerate(after) if not one.has("de", *_LEVELS)), len(after))
    return between + 1 if between < len(after) and between < 2 and after[between].sort == "place" else 0


def _mute(mention: Mention) -> Mention:
    return Mention("op", tuple(token._replace(terms=NO_TERMS) for token in mention.tokens))
