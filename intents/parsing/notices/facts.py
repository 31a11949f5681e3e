"""Read questions about a notice itself: its years, and facts whose words stand apart (案例是怎么从中评选的)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from data.model import Notice
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention, Sort
from intents.parsing.terms import Term, Terms

_OF_CASES: tuple[Sort, ...] = ("place", "org", "number", "count", "cases")
"""The sorts of mentions beside which a question is about cases."""
_PAIR = 2
"""The number of words of a fact's name that may be in reverse order: 有多少件工程参选 for 参选工程."""
_UNKNOWN: tuple[Sort, ...] = ("unknown", "verb")


def factual(text: str, mentions: tuple[Mention, ...], lexicon: Lexicon) -> tuple[Mention, ...]:
    """Return the mentions, with those that make up the name of a fact read as that fact; unchanged if there is none."""
    if any(mention.sort in _OF_CASES or mention.has("occupy", "selection_rate") for mention in mentions):
        return mentions  # 优秀案例占入选总数的比例 is a share of the cases
    said = next((mention for mention in mentions if mention.sort == "fact"), None)
    if said is not None:
        told = lexicon.told(next(str(term.value) for term in said.tokens[0].terms if term.kind == "fact"))
        beside = [one for one in _clause_of(said, mentions) if one.sort == "unknown" and one.text not in told]
        slip = len(beside) < 2  # 马拉松报名 is another subject
        return tuple(
            Mention("op", mention.tokens)
            if mention.sort == "verb"
            or (mention.sort == "unknown" and ((slip and len(mention.text) == 1) or mention.tokens[-1].text in told))
            else mention
            for mention in mentions
        )
    counts = any(mention.has("howmany") for mention in mentions)
    for name, words in lexicon.facts_in(text):
        spans = _in_order(text, words) or (_in_order(text, words[::-1]) if counts and len(words) == _PAIR else [])
        free = (_is_free(mention, spans) for mention in mentions if mention.sort in (*_UNKNOWN, "topic", "tier"))
        if spans and all(free) and not _asks_of_cases(mentions, spans):
            return tuple(_read(mention, name, spans) for mention in mentions)
    return mentions


def _clause_of(said: Mention, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield the mentions in the same clause as `said`."""
    at = next(at for at, mention in enumerate(mentions) if mention is said)
    yield from takewhile(lambda one: not one.has("stop"), reversed(mentions[:at]))
    yield from takewhile(lambda one: not one.has("stop"), mentions[at:])


def _in_order(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the spans of the words in the text, one after another; [] unless all are found."""
    spans: list[tuple[int, int]] = []
    position = 0
    for word in words:
        at = text.find(word, position)
        if at < 0:
            return []
        position = at + len(word)
        spans.append((at, position))
    return spans


def _asks_of_cases(mentions: Sequence[Mention], spans: list[tuple[int, int]]) -> bool:
    """Return whether the mentions outside the spans ask about cases, for their units or for a ranking.

    For example 那份通知里哪些单位参与了不止一个案例, 公布的案例共涉及多少家单位.
    """
    rest = [mention for mention in mentions if not _overlaps(mention, spans)]
    cases = any(mention.has("case") or mention.sort == "tier" for mention in rest)
    takes = (mention.has("take") and not mention.has("selected") for mention in rest)
    asks = (*takes, *(mention.has("most", "least", "howmany_unit") for mention in rest))
    return cases and any(asks)


def _overlaps(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    start, end = mention.tokens[0].start, mention.tokens[-1].end
    return any(s < end and start < e for s, e in spans)


def _is_free(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    """Return whether a mention fits the spans of a fact's name: half of it is within them, or it is one character.

    A topic must be within them wholly, and a tier must not overlap them.
    """
    start, end = mention.tokens[0].start, mention.tokens[-1].end
    if mention.sort == "tier":
        return not _overlaps(mention, spans)  # 组织单位 within 最佳组织单位奖
    covered = sum(max(0, min(end, e) - max(start, s)) for s, e in spans)
    if mention.sort == "topic":
        return covered == end - start
    return covered * 2 >= end - start or end - start == 1  # 去日本签证 is of no memorandum that was signed


def _read(mention: Mention, name: str, spans: list[tuple[int, int]]) -> Mention:
    if not _overlaps(mention, spans):
        return Mention("op", mention.tokens) if mention.sort in _UNKNOWN else mention
    token = mention.tokens[0]._replace(text=name, terms=Terms((Term("fact", name),)))
    return Mention("fact", (token,))


def years(notice: Notice) -> frozenset[str]:
    """Return the years of a notice: that of its date, and those in its title and aliases."""
    names = " ".join((notice.title, *notice.aliases))
    return frozenset(re.findall("(?:19|20)[0-9]{2}", f"{notice.issued or ''} {names}"))
