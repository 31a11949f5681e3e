"""Settle what mentions are by several mentions around them: nouns of a subject, words for who asks and why."""

from __future__ import annotations

from collections.abc import Callable

from intents.language.word_classes import CLASSES
from intents.parsing.discourse.words import is_human, is_wanting
from intents.parsing.mention import STOP, Mention
from intents.parsing.terms import NO_TERMS

_OF_A_SUBJECT = frozenset(
    ("filler", "tier_noun", "level_word", "card", "summary", "called", "notice", "county", "list", "back")
)
"""The effects of nouns that make another subject of the one before them, so not understood: 叉车称号的案例."""
_UNREAD = ("unknown", "verb")
_PLACES = ("province", "city", "county", "place_noun")


def in_context(mentions: list[Mention], is_verb: Callable[[str], bool]) -> list[Mention]:
    """Return the mentions with those settled that the words around them show to be something else.

    `is_verb` is whether a word is a verb of the general dictionary.
    """
    settled = list(mentions)
    for at, (first, second, third, fourth) in enumerate(
        zip([STOP, *mentions], mentions, mentions[1:], mentions[2:], strict=False)
    ):
        wants = first.has("stop") and is_wanting(third) and bool(fourth.filters)
        asks = wants and second.sort == "unknown" and is_human(second.text)  # 客户要浙江的案例: who asks
        intends = third.sort == "topic" and fourth.has("point") and is_wanting(first)
        intends = intends and second.sort in _UNREAD and is_verb(second.text)  # 想采访儿童免票这条: what for
        if asks or intends:
            settled[at] = Mention("op", second.tokens)
        if first.has("mine") and second.has("list") and third.has("stop"):  # 我捋一捋，…
            settled[at] = Mention("op", tuple(token._replace(terms=NO_TERMS) for token in second.tokens))
        if first.sort == "topic" and third.has("de") and fourth.has("case") and _is_of_subject(second):
            settled[at] = Mention("unknown", second.tokens)
        described = third.sort == "unknown" and _is_of_place(third, fourth)
        if first.sort == "place" and second.has("point", "those") and described:
            settled[at + 1] = Mention("op", third.tokens)  # 宁波这座港城
    return settled


def _is_of_place(mention: Mention, after: Mention) -> bool:
    """Return whether an unknown word describes a place: 港|城, 小县城."""
    last = mention.tokens[-1].text
    return after.has(*_PLACES) or any(ending in last for ending in CLASSES.division_endings)


def _is_of_subject(mention: Mention) -> bool:
    """Return whether the mention is a noun that makes another subject of the one before it: 称号 in 叉车称号的案例."""
    return len(mention.text) > 1 and bool(mention.effects) and mention.effects <= _OF_A_SUBJECT
