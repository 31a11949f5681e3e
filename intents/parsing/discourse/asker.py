"""Tell who asks, or for whom something is asked, from what is asked about: 安徽的同事想知道江苏有哪些案例."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, pairwise

from intents.language.word_classes import CLASSES
from intents.parsing.discourse.words import is_human, is_own, is_wanting
from intents.parsing.mention import Mention

_NICKNAME = 3
"""The most characters of the name of somebody that one knows."""
_OF_ASKER = ("place", "org", "unknown", "verb", "num")
_SMALL = frozenset(("filler", "function", "de", "measure", "rank_measure", "mine"))
"""What the words for who asks consist of: 一位企业读者, 文化站的老师."""
_LONGEST_ASKER = 8
"""The most mentions that are read for who asks: 文化站的老师."""
_WITH_ASKER = ("mine", "itself", "all", "also", "and", "with", "more", "partners", "who_else", "except")
"""The effects of words beside which the asker's own place may be meant."""


def asker_ends(mentions: list[Mention]) -> int:
    """Return the number of mentions at the beginning that say who asks: 安徽的同事|想知道江苏有哪些案例.

    0 if there are none, if there may be a condition among them, or if the question may need the place they name: it
    names none itself, or one beside it.
    """
    for at, (subject, verb) in enumerate(pairwise(mentions[:_LONGEST_ASKER]), 1):
        part = subject.sort == "topic" and verb.sort == "unknown"  # 文化|站
        if subject.text in CLASSES.indefinite_persons:
            return 0
        if not (part or subject.sort in _OF_ASKER or (subject.sort == "op" and subject.effects <= _SMALL)):
            return 0
        wants = is_wanting(verb) and verb.text not in CLASSES.copulas
        if wants and (is_human(subject.text) or _is_nickname(subject)):
            rest = list(dropwhile(lambda one: is_wanting(one) and not one.filters, mentions[at:]))  # 想|知道
            places = any(one.sort in ("place", "org") for one in mentions[:at])
            named = any(one.filters or one.has("notice", "roster") for one in rest)
            if places:
                named = any(one.sort in ("place", "org") for one in rest) and not needs_the_asker(rest)
            return len(mentions) - len(rest) if named else 0
    return 0


def _is_nickname(mention: Mention) -> bool:
    """Return whether a mention is the name of somebody that one knows: 小陈, 老王."""
    short = len(mention.text) <= _NICKNAME and mention.text.startswith(CLASSES.nickname_openings)
    return short and not mention.filters and mention.sort in ("unknown", "op")


def is_someone(before: Mention, mention: Mention, after: Mention, second: Mention) -> bool:
    """Return whether a topic only says who wants or does something: 孩子|要做小报, 老师让|孩子|抄下来, 孩子|们."""
    if mention.sort != "topic" or not is_human(mention.text):
        return False
    if after.text.startswith(CLASSES.plural_endings) or before.text in CLASSES.causative_verbs:
        return not after.filters
    says = after.text in (*CLASSES.reporting_verbs, *CLASSES.saying_verbs)
    wants = is_wanting(after) and (second.sort == "place" or not after.text.startswith(CLASSES.copulas))
    does = (after.has("take") or after.sort == "verb") and second.sort == "unknown"  # 孩子|做|小调查
    does = does or (after.sort == "unknown" and is_wanting(second))  # 孩子|作文|要写
    return says or wants or does


def needs_the_asker(question: Sequence[Mention]) -> bool:
    """Return whether a question may mean the asker's own place too: 和江苏合作了哪些, 我们参与的, 还和谁合作过."""
    return any(is_own(one) or one.has(*_WITH_ASKER) for one in question)
