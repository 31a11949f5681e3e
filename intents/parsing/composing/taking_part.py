"""Whether the verbs of a question are words for taking part: only in what it says of cases, whatever the verb."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from intents.language.word_classes import CLASSES
from intents.parsing.composing.question import Question
from intents.parsing.mention import Mention

_NAMES = ("place", "org", "topic")
_DOERS = (
    *("who", "which_unit", "howmany_unit", "unit", "taker", "agency_pronoun", "those", "that_unit", "resumptive"),
    *("province", "city", "county", "prefecture", "place_noun", "mine", "issuer", "alone", "itself", "all", "other"),
)
"""The effects of words for who does something with a case, beside names."""


def says_of_cases(question: Question, mentions: Sequence[Mention]) -> bool:
    """Return whether a question, read with its verbs, says something of cases: not 南京下雨了没有."""
    of_cases = (question.names_cases or _is_of_listed(question, mentions)) and _may_say(mentions)
    return of_cases or _asks_who(mentions) or _counts_found(mentions)


def _may_say(mentions: Sequence[Mention]) -> bool:
    """Return whether the verbs may say what is done with cases: not 回收 in 回收的案例, which is a subject.

    The question then names somebody who may do it, asks who did, or names a subject besides; or a tier is the object of
    the verb: 列为优秀的, but not 回收的优秀案例.
    """
    kinds = (
        one.sort if one.sort in ("verb", "tier") else "de" for one in mentions if one.sort != "op" or one.has("de")
    )
    of_tier = ("verb", "tier") in itertools.pairwise(kinds)
    return of_tier or any(one.sort in _NAMES or one.has(*_DOERS) for one in mentions)


def _is_of_listed(question: Question, mentions: Sequence[Mention]) -> bool:
    """Return whether the question is of all cases, or of what a notice lists: 谁出品的广播剧, not 谁发的广播剧通知."""
    listed = not any(one.has("notice", "which_notice") for one in mentions)
    return any(one.every is not None or (listed and "notice" in one.kinds) for one in question.conditions)


def _asks_who(mentions: Sequence[Mention]) -> bool:
    """Return whether the question asks who did something, whatever the verb, with a case named or shown.

    For example 脐橙那条是谁修的.
    """
    which = any(one.has("which", "which_unit") for one in mentions)
    asked = any(
        (one.has("who", "which_unit", "unit") or (which and one.sort == "org")) and after.sort == "verb"
        for one, after in itertools.pairwise(mentions)
    )
    named = any(one.sort in ("topic", "number", "tier") or one.has("that_case") for one in mentions)
    alone = all(one.sort in ("op", "verb") for one in mentions)
    framed = any(one.has("de") for one in mentions[-1:]) or any(one.text in CLASSES.agentives for one in mentions)
    doers = any(
        one.sort == "verb" and de.has("de") and noun.has("unit")
        for one, de, noun in zip(mentions, mentions[1:], mentions[2:], strict=False)
    )
    role = any(one.sort == "verb" and noun.has("unit") for one, noun in itertools.pairwise(mentions))
    return (asked and (named or (alone and framed))) or (alone and which and (doers or role)) or (role and named)
    # 是哪几个局办理的, 由哪些单位办理, 办理的单位是哪几家, 守护单位有哪些


def _counts_found(mentions: Sequence[Mention]) -> bool:
    """Return whether the question asks nothing but how many were found, with whatever verb: 命中几条."""
    said = [one for one in mentions if one.effects != {"filler"}]
    return [one.sort for one in said] == ["verb", "op"] and said[1].has("howmany")
