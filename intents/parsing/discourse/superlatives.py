"""Find where a question goes on about what it describes as the first of a ranking (单位最多的案例有安徽吗)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from intents.parsing.mention import Mention

CASE_NOUNS = ("case", "point", "this_case", "that_case")
"""The effects of words for a case at the end of its description."""
_LEVELS = ("province", "city", "county", "level")
_WHICH = ("which", "which_one")
_INTRODUCING = ("stop", "is", "tag", "inside", "have", "filler", "de", "exists")
"""The effects of words between the description and what is asked."""
_JOINING = ("and", "with", "or", "than", "most", "least")
"""The effects of words after which the description is one of two things, or the question ranks again."""
_MEASURED = ("unit", "member_unit", "count_unit", "case", "count_case", "take", *_LEVELS)
"""The effects of words for what the ranking is by; 最多的那个 alone is of the last ranking."""
_ASKED = ("unit", "which_unit", "which_tier", "tier_noun", "which_number")
"""The effects of words that ask for what a case or place has."""
_NAMES = ("place", "org", "tier", "level")


class Superlative(NamedTuple):
    """Where the parts of a question are that asks about the first of a ranking, as indexes of mentions."""

    end: int
    """The end of the description: 单位最多的案例."""
    start: int
    """The start of what is asked."""
    many: int
    """How many are described: 1, or 3 in 单位最多的三个案例."""


def find_superlative(mentions: Sequence[Mention]) -> Superlative | None:
    """Return where the description of a case or place ends, and where the question about it starts, or None.

    None where the question only asks which case or place it is (单位最多的案例是哪个) or claims which is first
    (单位最多的是安徽吗).
    """
    most = next((at for at, one in enumerate(mentions) if one.has("most", "least", "front")), len(mentions))
    end = most + 1
    while most < len(mentions) and mentions[most].has("front") and end < len(mentions) and _counts(mentions[end]):
        end += 1  # 单位数前三名的案例
    if not any(one.has(*_MEASURED) for one in mentions[:most]):
        return None
    if any(one.has(*_WHICH) for one in mentions[:most]):
        said = end < len(mentions) and mentions[end].has("stop")  # 哪个案例单位最多，有安徽吗
    else:
        said = end < len(mentions) and mentions[end].has("de")
        end = _noun_end(mentions, end + 1)
    described = mentions[most:end]
    many = next((one.tokens[0].number or 1 for one in described if one.sort == "num"), 1)
    if many > 1 and not described[-1].has("case"):
        return None
    start = _start(mentions, end)
    said = said and (
        end != most + 2 or any(one.has(*_WHICH) for one in mentions[end:start])
    )  # 单位最多的是哪个，有安徽吗
    rest = mentions[start:]
    if not said or not rest or any(one.has(*_JOINING) for one in rest):
        return None
    asks = any(one.sort in _NAMES or one.has(*_ASKED) for one in rest)
    asks = asks or (described[-1].has("case") and any(one.has("who") for one in rest))  # not 参与最多的省是谁
    takes = any(one.has("take") for one in rest) and any(one.has("which", "yes_no", "exists") for one in rest)
    return Superlative(end, start, many) if (asks or takes) and not _claims(mentions[most:end], rest) else None


def _noun_end(mentions: Sequence[Mention], at: int) -> int:
    """Return the end of the noun at `at`: 案例, 那个案例, 那一个, 前三个案例, 省份, 那个省, 单位."""
    nouns = (*CASE_NOUNS, *_LEVELS, "unit", "that", "front")
    while at < len(mentions) and (mentions[at].has(*nouns) or _counts(mentions[at])):
        at += 1
    return at


def _start(mentions: Sequence[Mention], at: int) -> int:
    """Return the start of what is asked: `at`, or after 里, a stop and 是哪个."""
    stop = next((then for then in range(at, len(mentions)) if mentions[then].has("stop")), at)
    clause = mentions[at:stop]
    if any(one.has(*_WHICH) for one in clause) and all(one.has("is", *_WHICH, *CASE_NOUNS, *_LEVELS) for one in clause):
        at = stop
    while at < len(mentions) and mentions[at].has("stop", "inside"):
        at += 1
    return at


def _claims(described: Sequence[Mention], rest: Sequence[Mention]) -> bool:
    """Return whether the question claims what is first: 单位最多的是安徽吗, 单位最多的案例是叉车那个吗."""
    named = next((one for one in rest if not one.has(*_INTRODUCING)), None)
    if named is None or not rest[0].has("is", "tag") or named.sort not in ("place", "org", "topic"):
        return False
    return named.sort == "topic" or not any(one.has("case") for one in described)


def _counts(mention: Mention) -> bool:
    """Return whether the mention is a number or a measure word."""
    return mention.sort == "num" or mention.has("measure")
