"""Leave out what a speaker takes back (上海的哦不安徽的), and negations only in form (安徽不是参加了吗)."""

from __future__ import annotations

from collections.abc import Sequence

from intents.language.word_classes import CLASSES
from intents.parsing.mention import Mention, effects
from intents.parsing.terms import Term, Terms

_CORRECTED = ("place", "org", "tier", "num", "topic")
"""The sorts of conditions that a correction replaces."""
_CORRECTING = frozenset(("is_not", "rather", "anew", "neg"))
"""The effects of words that take something back, or do so where they stand alone."""
_ASKING = ("which", "who", "howmany", "yes_no", "list")
"""The effects of words that a question asks by; its other words stay, whatever is taken back after it."""
_SMALL = frozenset(
    (
        "filler",
        "function",
        "de",
        "is",
        "stop",
        "comma",
        "give",
        "show",
        "mine",
        "ne",
        "ba",
        "particle",
        "rather",
        "that",
        "anew",
    )
)
"""The effects of small words beside a name that replaces another one."""
_FALTERING = (*CLASSES.hesitations, *CLASSES.suppositions)
_BEFORE_NAMES = frozenset(("ordinal", "neg", "neg_left", "neg_right"))
"""The effects of words that belong to the name or number after them."""
_REACH = 3
"""The most mentions from 不是 to what it denies, and from that to what is meant instead."""


def corrected(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions without those that a speaker takes back.

    A name meant instead takes the place of the one denied; else all from that to the correcting word is left out.
    A name that is denied, but not said before, becomes a mention of the sort "denied".
    """
    falters = any(one.text.startswith(_FALTERING) for one in mentions)
    if not falters and effects(mentions).isdisjoint(_CORRECTING):
        return mentions
    for at, mention in enumerate(mentions):
        if at and mention.text in CLASSES.hesitations and _begins_again(mentions[:at], mentions[at + 1 :]):
            return corrected(mentions[at + 1 :])  # 浙江和江苏哪个多，呃，浙江和上海哪个多
        if at and _breaks_off(mentions, at) and (kept := _resumed(mentions, at)) is not None:
            return corrected(kept)
        if mention.has("is_not") and (after := _meant(mentions, at)) is not None:
            before = _last(mentions[:at], mentions[after].sort)
            if before is None:  # what it takes back may be of the question before
                denied = mentions[_next(mentions, at) or at]._replace(sort="denied")
                return corrected((*mentions[:at], denied, *mentions[after:]))
            return corrected((*mentions[:before], mentions[after], *mentions[before + 1 : at], *mentions[after + 1 :]))
        if at and mention.has("rather", "anew"):
            after = _next(mentions, at)
            before = _last(mentions[:at], mentions[after].sort) if after is not None else None
            rest = (*mentions[at + 1 : after], *mentions[after + 1 :]) if after is not None else ()
            if before is not None and after is not None and _asks(mentions[before:at]) and all(map(_is_small, rest)):
                # 江苏的最佳案例有几个啊不对，安徽的
                return corrected((*mentions[:before], mentions[after], *mentions[before + 1 : at]))
            if before is not None and after is not None:
                said = after if mentions[after].sort == "num" else at + 1  # 第五个哦不第六个: 第 was said
                return corrected((*mentions[:before], *mentions[said:]))
            if after is not None and mention.has("anew") and any(one.sort in _CORRECTED for one in mentions[:at]):
                return corrected(mentions[at + 1 :])  # 最佳的有哪些，算了，看江苏的
    return mentions


def _breaks_off(mentions: Sequence[Mention], at: int) -> bool:
    """Return whether a word takes back what is before it because it stands alone, or after half a phrase.

    For example 优秀，不是，最佳; 江苏的，不，安徽的; 第七个，应该是第八个; 江苏的是，呃，安徽的.
    """
    before, mention, after = mentions[at - 1], mentions[at], mentions[at + 1] if at + 1 < len(mentions) else None
    if after is None or not (before.has("stop") or before.text in CLASSES.hesitations):
        return False
    alone = after.has("stop") and (mention.has("is_not") or mention.text in CLASSES.closing_negations)
    pauses = mention.text in CLASSES.hesitations and after.has("stop")
    alone = alone or (pauses and any(one.has("is") for one in mentions[at + 2 : at + 3]))  # 等下，是没有上海的
    half = mention.text in CLASSES.hesitations and at > 1 and before.has("stop") and mentions[at - 2].has("is")
    supposes = mention.text.startswith(CLASSES.suppositions) and (mention.has("that") or after.has("is"))
    # 安徽参与的案例，应该是江苏也参与了吧 takes nothing back
    supposes = supposes and not (mentions[at - 2].has("case") or any(one.has("also", "ba") for one in mentions[at:]))
    return alone or half or supposes


def _begins_again(before: Sequence[Mention], after: Sequence[Mention]) -> bool:
    """Return whether two sequences of mentions are questions of their own for names of the same sort."""
    sorts = [{one.sort for one in some if one.filters} for some in (before, after)]
    asks = all(any(one.has(*_ASKING, "compare", "compare_less") for one in some) for some in (before, after))
    return asks and sorts[0] <= sorts[1]


def _resumed(mentions: tuple[Mention, ...], at: int) -> tuple[Mention, ...] | None:
    """Return the mentions without those that the word at `at` takes back; None if nothing of the kind follows it.

    What is taken back begins at the names of the sort with which the speaker goes on.
    """
    after = _next(mentions, at)
    before = _last(mentions[:at], mentions[after].sort) if after is not None else None
    if after is None or before is None:
        return None
    while (first := _member_before(mentions, before)) < before:
        before = first
    rest = at + 1 + mentions[at + 1].has("stop", "is")
    end = next((n for n in range(after, len(mentions)) if mentions[n].sort != mentions[after].sort), len(mentions))
    if _asks(mentions[before:at]) and all(map(_is_small, (*mentions[rest:after], *mentions[end:]))):
        begin = next(n for n in range(before, at) if mentions[n].sort != mentions[before].sort)
        return (*mentions[:before], *mentions[after:end], *mentions[begin:at])  # 上海参加了几个，我说的是江苏
    meant = {one.sort for one in mentions[rest:] if one.filters}
    if any(one.filters and one.sort not in meant for one in mentions[before:at]):
        return None  # 上海有几个最佳案例，我说的是江苏有几个
    if before and not mentions[before - 1].effects.isdisjoint(mentions[after - 1].effects & _BEFORE_NAMES):
        before -= 1  # 第七个，应该是第八个; 没有安徽的，等下，是没有上海的
    return (*mentions[:before], *mentions[rest:])


def _member_before(mentions: Sequence[Mention], at: int) -> int:
    """Return the position of the name before that at `at` in a list of names; `at` if it is the first."""
    step = 2 if at > 1 and mentions[at - 1].has("and", "comma") else 1
    return at - step if at >= step and mentions[at - step].sort == mentions[at].sort else at


def affirmed(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions without 不是 before a verb where 吗 asks for confirmation: 安徽不是也参加了叉车吗."""
    if len(mentions) < 3 or mentions[-1].text not in CLASSES.asking_particles:
        return mentions
    for at, mention in enumerate(mentions[:-2]):
        verb = mentions[at + 1 + mentions[at + 1].has("also")]
        if mention.has("is_not") and verb.has("have", "take"):
            return (*mentions[:at], *mentions[at + 1 :])
    return mentions


def closed_by_asking(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions with 不 as a word that asks, if it closes the question: 上海是消保委不."""
    last = next((at for at in range(len(mentions) - 1, 1, -1) if not mentions[at].has("stop", "ne")), 0)
    if not last or mentions[last].text not in CLASSES.closing_negations or not mentions[last].has("neg"):
        return mentions
    asking = mentions[last].tokens[0]._replace(terms=Terms((Term("cue", "yes_no"),)))
    return (*mentions[:last], Mention("op", (asking,)), *mentions[last + 1 :])


def _asks(mentions: Sequence[Mention]) -> bool:
    return any(mention.has(*_ASKING) for mention in mentions)


def _is_small(mention: Mention) -> bool:
    """Return whether the mention is a small word beside a name: 我要问的是安徽的."""
    return mention.sort == "op" and mention.effects <= _SMALL


def _next(mentions: Sequence[Mention], at: int) -> int | None:
    """Return the position of the next condition after `at`; None if there is none."""
    return next((n for n in range(at + 1, len(mentions)) if mentions[n].sort in _CORRECTED), None)


def _last(mentions: Sequence[Mention], sort: str) -> int | None:
    """Return the position of the last condition of a sort; None if there is none."""
    return next((n for n in range(len(mentions) - 1, -1, -1) if mentions[n].sort == sort), None)


def _meant(mentions: Sequence[Mention], at: int) -> int | None:
    """Return the position of what is meant instead of what 不是 at `at` denies (不是杭州啊是常州), or None."""
    denied = _next(mentions, at)
    meant = _next(mentions, denied) if denied is not None else None
    if denied is None or meant is None or denied - at > _REACH or meant - denied > _REACH:
        return None
    said = any(mention.has("is") for mention in mentions[denied + 1 : meant])
    alone = not at and mentions[denied + 1].has("stop") and all(map(_is_small, mentions[meant + 1 :]))  # 不是杭州，绍兴
    said = said or (alone and meant == denied + 2)
    return meant if said and mentions[denied].sort == mentions[meant].sort else None
