"""Pass over whom an answer is for, and how a place stands to the asker: 给学员们讲讲…, 兄弟省份安徽."""

from __future__ import annotations

from collections.abc import Sequence

from intents.language.word_classes import CLASSES
from intents.parsing.discourse.words import is_human, is_own, is_person
from intents.parsing.mention import Mention
from intents.parsing.terms import NO_TERMS

_TELLING = ("show", "card", "tell", "list", "count", "summary", "once")
_PEOPLE = 3
"""Words for whom an answer is for, at most: 隔壁|科室."""
_LEVELS = ("province", "city", "county", "place_noun")


def without_circumstances(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions, with those that say whom the answer is for, or how a place stands to the asker, mute."""
    kept = list(mentions)
    for at, mention in enumerate(mentions):
        if mention.text in CLASSES.benefactives and (taken := _audience(mentions[at + 1 :])):
            kept[at : at + 1 + taken] = map(_mute, mentions[at : at + 1 + taken])
        if mention.text in CLASSES.place_relations and (taken := _relation(mentions[at + 1 :])):
            kept[at : at + taken] = map(_mute, mentions[at : at + taken])
    return kept


def _audience(after: Sequence[Mention]) -> int:
    """How many mentions name people, before a verb of telling."""
    for taken, one in enumerate(after[: _PEOPLE + 1]):
        if taken and one.has(*_TELLING):
            return taken if any(map(_is_people, after[:taken])) else 0
        if not (_is_people(one) or one.has("unit", "de")):
            break
    return 0


def _is_people(mention: Mention) -> bool:
    """Whether it may be people: a word that nothing explains is, right after 给."""
    return mention.sort == "unknown" or is_person(mention) or is_own(mention) or is_human(mention.text)


def _relation(after: Sequence[Mention]) -> int:
    """How many mentions say how the place after them stands to the asker, this one too; 0 if none follows."""
    between = next((at for at, one in enumerate(after) if not one.has("de", *_LEVELS)), len(after))
    return between + 1 if between < len(after) and between < 2 and after[between].sort == "place" else 0


def _mute(mention: Mention) -> Mention:
    return Mention("op", tuple(token._replace(terms=NO_TERMS) for token in mention.tokens))
