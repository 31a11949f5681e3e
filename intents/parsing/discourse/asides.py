"""Pass over the clauses in which an asker speaks of himself, where others ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from intents.language.word_classes import CLASSES
from intents.model.query import Filter
from intents.parsing.mention import STOP, Mention

_ASKING = (
    "which",
    "who",
    "howmany",
    "yes_no",
    "case",
    "unit",
    "list",
    "card",
    "most",
    "least",
    "compare",
    "summary",
    "count",
    "why",
    "reason",
    "each",
)
_STEERING = (
    "neg",
    "neg_left",
    "neg_right",
    "except",
    "only",
    "alone",
    "and",
    "or",
    "over",
    "under",
    "at_least",
    "at_most",
)

_TOLD = ("card", "list")
"""What a speaker may say that he wants, before he asks for it: 老头子我想听听."""
_UNKNOWN = ("unknown", "verb")
_WORD = 3
"""Characters of a word of the general language, at most."""


def without_asides(
    mentions: tuple[Mention, ...], is_void: Callable[[Filter], bool], *, naming: bool = False
) -> tuple[Mention, ...]:
    """Without the clauses that ask nothing, where others do: 我是跑市场监管口的记者，…; …，我们处想对照一下.

    A clause that names what the others do not stays, as it may be a condition (我想看叉车培训，江苏参与了吗); but not
    with `naming`, nor where `is_void` says that the name tells no case from another (市场监管).
    """
    clauses = clauses_of(mentions)
    clear = [clause for clause in clauses if not any(mention.sort in _UNKNOWN for mention in clause)]
    if not any(_is_clear(mention) for clause in clear for mention in clause):
        return mentions
    named = any(mention.filters or mention.sort == "num" for clause in clear for mention in clause)
    described = any(mention.has("most", "least", "help") for clause in clear for mention in clause)
    said = {part for clause in clear for mention in clause for part in mention.filters}
    kept = [
        clause
        for clause in clauses
        if clause in clear
        or not _is_aside(clause, named=named, described=described)
        or (
            not naming and any(part not in said and not is_void(part) for mention in clause for part in mention.filters)
        )
    ]
    if len(kept) == len(clauses):
        return mentions
    return tuple(mention for clause in kept for mention in (*clause, STOP))[:-1]


def clauses_of(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Return the mentions of each clause, without the stops between them."""
    clauses: list[list[Mention]] = [[]]
    for mention in mentions:
        if mention.has("stop"):
            clauses.append([])
        else:
            clauses[-1].append(mention)
    return clauses


def asks(clause: Iterable[Mention]) -> bool:
    """Return whether a word for asking stands in a clause."""
    return any(mention.has(*_ASKING) for mention in clause)


def _is_clear(mention: Mention) -> bool:
    """Whether it asks for something by itself, or is a subject that no general word is."""
    subject = mention.sort == "topic" and len(mention.text) > _WORD
    return subject or mention.sort == "fact" or mention.has("help", *_ASKING)


def without_preface(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Without what is said before 问一下 and the like, where that names no condition: 我是小王让我问一下, 小王说."""
    after = next((at for at, one in enumerate(mentions) if _opens(one)), -1) + 1
    said, question = mentions[:after], mentions[after:]
    if not any(mention.sort == "unknown" and len(mention.text) > 1 for mention in said) or any(
        mention.filters for mention in said
    ):
        return mentions
    if said[-1].text in CLASSES.saying_verbs and not any(_names(mention) for mention in question):
        return mentions  # 用 Python 写个快速排序
    return question if any(mention.has(*_ASKING) for mention in question) else mentions


def _names(mention: Mention) -> bool:
    """Whether it names what is asked about, or says a number."""
    return bool(mention.filters) or mention.sort in ("fact", "num") or mention.has("case", "unit")


def _opens(mention: Mention) -> bool:
    """Whether a question is begun with it: 我是小王让我问一下, 小王说."""
    return mention.text.endswith(CLASSES.question_openings) or mention.text in CLASSES.saying_verbs


def _is_aside(clause: list[Mention], *, named: bool, described: bool) -> bool:
    """Whether a clause with words that are not understood neither asks nor names a condition."""
    mine = any(mention.text.startswith(CLASSES.first_person) for mention in clause)  # 我年纪大了不太会
    myself = named and mine
    speaking = any(mention.has("mine") for mention in clause)
    names = any(mention.filters for mention in clause)
    steering = _STEERING if (names or not named) and not mine else ()  # 空口无凭 names nothing that it could deny
    asking = [kind for kind in _ASKING if not myself or kind not in _TOLD]
    if not names and any(one.sort in _UNKNOWN and after.has("point") for one, after in pairwise(clause)):
        return False  # 禁鱼那个，江苏谁去的
    if not (named or mine or described) and clause[-1].has("de"):
        return False  # 能查出菜打哪儿来的，那个案例叫什么
    return all(
        (myself and mention.filters)
        or (speaking and mention.has("unit"))
        or (mention.sort == "num" and (myself or mention.tokens[0].number == 1))
        or mention.sort in _UNKNOWN
        or (mention.sort == "op" and not mention.has(*asking, *steering))
        for mention in clause
    )
