"""Find notices by parts of their titles and by their issuers, and tiers by their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile

from data.model import Notice
from data.nouns import short_noun
from intents.index.agency_index import is_abbreviation
from intents.language.normalize import normalize_name
from intents.language.numerals import ORDINAL, parse_number, to_hanzi
from intents.language.word_classes import CLASSES
from intents.model.query import EVERYTHING, About, Filter, InNotice, InTier, Query, either, leaves
from intents.model.substitution import replaced_everywhere

_OPENING, _VERB, _NOUN, _DE = (
    "|".join(words)
    for words in (CLASSES.title_openings, CLASSES.publishing_verbs, CLASSES.notice_nouns, CLASSES.attributives)
)
FRAME = re.compile(f"^(?:{_OPENING})(?:{_VERB})?|(?:(?:{_DE})?(?:{_NOUN}))+$")
"""The beginnings and endings of a notice's title that its short name lacks."""
_QUOTED = re.compile("[「『“《]([^」』”》]{3,})[」』”》]")
_PART = (3, 16)
"""The fewest and the most characters of a part of a title that names a notice."""
_SHORT, _LONGEST_NOUN = 2, 8
"""The number of characters of the short form of a noun of the title, and the most of the noun."""
_RANKS = tuple(map(to_hanzi, range(1, 11)))
_BATCH = re.compile(f"{ORDINAL}(?:{'|'.join(_RANKS)})({'|'.join(CLASSES.rank_nouns)})")
"""The name of a tier that is called by its number: 第一批."""
_GRADE = re.compile(f"(?:{'|'.join(_RANKS)})((?:{'|'.join(CLASSES.grade_nouns)}).*)")
"""The name of a tier that is called by its grade: 五星级站点."""
_UPPER = re.compile(
    f"^(?:.{{2,3}}(?:{'|'.join((*CLASSES.division_endings, *CLASSES.ministry_endings))})"
    f"|.{{2,8}}?(?:{'|'.join(CLASSES.autonomous_endings)}))(?=.)"
)
"""The place or the ministry at the beginning of an issuer's name: 重庆市, 水利部黄河水利委员会."""
_OFFICE = re.compile(f"(?<=.)(?:{'|'.join(CLASSES.general_offices)})$")
"""The office that issues a notice in the name of its agency."""
MAX_NOTICES = 200
"""The most notices of which parts of titles are used: among more, a part seldom tells one from the others."""


def names_of(notice: Notice) -> tuple[str, ...]:
    """Return the normalized title, aliases and issuers of a notice."""
    return tuple(map(normalize_name, (notice.title, *notice.aliases, *notice.issuers)))


def notices_called(words: str, notices: Sequence[Notice]) -> tuple[str, ...]:
    """Return the ids of the notices whose title, alias or issuer has the words, or whose issuer they abbreviate.

    If there are none, these are the notices whose title has a noun that two characters shorten (非遗), or of which such
    a name has the words in pieces: 贵州非遗, 教育部劳动教育; or else those whose issuers they name (川渝卫健委), or
    the one whose issuer has their characters in this order (团省委).
    """
    notices = [notice for notice in notices if _characters(names_of(notice)).issuperset(words)]
    found = tuple(notice.id for notice in notices if any(words in name for name in names_of(notice)))
    if found or not notices:
        return found
    found = tuple(notice.id for notice in notices if any(_is_short(words, issuer) for issuer in notice.issuers))
    if found or len(words) < _PART[0]:
        return found or tuple(
            notice.id for notice in notices if _shortens(words, FRAME.sub("", normalize_name(notice.title)))
        )
    pieces = (notice.id for notice in notices if _has_pieces(words, names_of(notice)))
    if (found := tuple(pieces)) or (found := tuple(one.id for one in notices if _names_issuers(words, one))):
        return found
    found = tuple(one.id for one in notices if any(_shortens_name(words, issuer) for issuer in one.issuers))
    return found if len(found) == 1 else ()


@lru_cache(MAX_NOTICES)
def _characters(names: tuple[str, ...]) -> frozenset[str]:
    """Return the characters of the names of a notice; most words of a question have others, which rules them out."""
    return frozenset("".join(names))


def _shortens_name(words: str, issuer: str) -> bool:
    """Return whether the words are characters of a name in its order, the last near its end: 团省委, 粮储局."""
    name = _OFFICE.sub("", normalize_name(issuer))
    return words[-1] in name[-3:] and is_abbreviation(words, name)


def _names_issuers(words: str, notice: Notice) -> bool:
    """Return whether the words are a piece of the title and what all issuers of a notice are called: 川渝卫健委."""
    title = normalize_name(notice.title)
    pieces = takewhile(lambda one: one in title, (words[:size] for size in range(2, len(words) - 1)))
    rests = (words[len(piece) :] for piece in pieces)
    return bool(notice.issuers) and any(all(_is_short(rest, one) for one in notice.issuers) for rest in rests)


def _shortens(words: str, title: str) -> bool:
    """Return whether two characters shorten a noun of the title: 非遗, 非物质文化遗产."""
    if len(words) != _SHORT:
        return False
    starts = (at for at, char in enumerate(title) if char == words[:1])
    return any(words[1:] in title[at + 1 : at + _LONGEST_NOUN] for at in starts)


def issuing(words: str, notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Return the notices of which the words are an issuer, in full or in short: 广西卫健委, 卫健委."""
    if len(words) < _PART[0]:
        return ()
    return tuple(
        notice
        for notice in notices
        if any(_is_called(words, normalize_name(one)) or _is_short(words, one) for one in notice.issuers)
    )


def _is_called(words: str, issuer: str) -> bool:
    """Return whether the words are the end of an issuer's name, or a company's name without its legal form."""
    return issuer.endswith(words) or (issuer.startswith(words) and issuer[len(words) :] in CLASSES.legal_forms)


def proposes(names: Iterable[str]) -> bool:
    """Return whether one of a fact's names says how many cases were proposed: 申报路段."""
    return any(name.startswith(CLASSES.proposing_verbs) for name in names)


def _has_pieces(words: str, names: Sequence[str]) -> bool:
    """Return whether the words are pieces of the names of two characters or more, in any order: 香港社福.

    Two characters may shorten a noun there: 国税西北.
    """
    ends = {0}  # each end is tried once: retrying the rest for each piece before it takes exponential time
    for start in range(len(words)):
        if start in ends:
            if any(_shortens(words[start : start + _SHORT], name) for name in names):
                ends.add(start + _SHORT)
            pieces = (words[start:end] for end in range(start + 2, len(words) + 1))
            held = takewhile(lambda one: any(one in name for name in names), pieces)  # no name has a longer one either
            ends.update(start + len(one) for one in held)
    return len(words) in ends


def is_of(place: str, notice: Notice) -> bool:
    """Return whether the title, or each issuer, of a notice begins with the name of a place: 广西."""
    issuers = tuple(map(normalize_name, notice.issuers))
    return normalize_name(notice.title).startswith(place) or (
        bool(issuers) and all(issuer.startswith(place) for issuer in issuers)
    )


def _is_short(words: str, issuer: str) -> bool:
    """Return whether the words abbreviate the name to its kind, from its first character or without its place.

    For example 重庆高院, 广西卫健委; 卫健委; 国家林草局 for 国家林业和草原局办公室.
    """
    names = _names_of_issuer(issuer)
    return any(words[0] == one[0] and words[-1] in one[-3:] and is_abbreviation(words, one) for one in names)


@lru_cache(4 * MAX_NOTICES)
def _names_of_issuer(issuer: str) -> tuple[str, str, str]:
    """Return the name of an issuer, without its office, and without its place."""
    whole = normalize_name(issuer)
    name = _OFFICE.sub("", whole)
    return whole, name, _UPPER.sub("", name)


def title_parts(
    notices: Sequence[Notice], runs: Callable[[str], Iterable[Sequence[str]]], is_taken: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    """Yield each part of a title that names one notice alone, and the notice's id: 工业互联网, 公共工程金质奖.

    A part is what the title quotes, or three or more characters of words in a row. `runs` returns the rows of words of
    a text that may be such parts; `is_taken` tells whether a part means something else, such as a case.
    """
    if len(notices) > MAX_NOTICES:
        return
    parts = {notice.id: frozenset(_parts(notice, runs)) for notice in notices}
    held = Counter(part for found in parts.values() for part in found)
    for name, found in parts.items():
        others = [normalize_name(notice.title) for notice in notices if notice.id != name]
        for part in sorted(found):
            if held[part] == 1 and not any(part in other for other in others) and not is_taken(part):
                yield part, name
        own = next(notice for notice in notices if notice.id == name)
        for word, part in _words_with_noun(own, runs):
            if not any(word in other for other in others) and not is_taken(part):
                yield part, name


def _words_with_noun(notice: Notice, runs: Callable[[str], Iterable[Sequence[str]]]) -> Iterator[tuple[str, str]]:
    """Yield each word of two characters of a title, and the word with the notice's noun for cases: 非遗作品."""
    nouns = {normalize_name(notice.noun), short_noun(notice.noun)} - {""}
    for words in runs(FRAME.sub("", normalize_name(notice.title))):
        pairs = (before + word for before, word in pairwise(words))  # 非|遗
        for word in (*words, *pairs):
            if len(word) == _PART[0] - 1:
                yield from ((word, word + noun) for noun in nouns)


def _parts(notice: Notice, runs: Callable[[str], Iterable[Sequence[str]]]) -> Iterator[str]:
    for title in (notice.title, *notice.aliases):
        yield from map(normalize_name, _QUOTED.findall(title))
        for words in runs(FRAME.sub("", normalize_name(title))):
            for first in range(len(words)):
                part = ""
                for word in words[first:]:
                    part += word
                    if _PART[0] <= len(part) <= _PART[1]:
                        yield part


def further_ranks(names: Iterable[str]) -> Iterator[str]:
    """Yield names of ranks like those of the notices, which no notice need have (SEMANTICS 5): 第三批 beside 第一批."""
    names = tuple(names)
    for graded in dict.fromkeys(match[1] for name in names if (match := _GRADE.fullmatch(name))):
        yield from (f"{digit}{graded}" for digit in _RANKS)
    for counted in dict.fromkeys(match[1] for name in names if (match := _BATCH.fullmatch(name))):
        for digit in _RANKS:
            yield f"{ORDINAL}{digit}{counted}"
            yield f"{ORDINAL}{parse_number(digit)}{counted}"


def short_tiers(name: str, aliases: tuple[str, ...]) -> Iterator[str]:
    """Yield a tier's names, and each without the words that all tiers share (最佳实践案例 → 最佳)."""
    for one in (name, *aliases):
        yield one
        if one[0] == ORDINAL and len(one) > 2 and (value := parse_number(one[1])):
            yield f"{ORDINAL}{value}{one[2:]}"
        for ending in CLASSES.case_nouns:
            if one.endswith(ending) and len(one) - len(ending) > 1:
                yield one.removesuffix(ending)


def in_their_notices(query: Query, notices: Sequence[Notice]) -> Query:
    """Return the query with each tier that its notices do not have replaced by what they call so.

    优秀案例 is a tier of one notice; another one may call a tier 优秀实践案例, or all its cases.
    """
    if len(notices) == 1:
        return query  # most have one
    named = {leaf.id for leaf, positive in leaves(query.where) if positive and isinstance(leaf, InNotice)}
    tiers = [
        (tier.name, tier.aliases) for notice in notices if notice.id in named for tier in notice.tiers if tier.name
    ]
    held = {name for name, _ in tiers}
    for leaf in {leaf for leaf, _ in leaves(query.where) if isinstance(leaf, InTier) and leaf.name not in held}:
        meant = [InTier(name) for name, aliases in tiers if normalize_name(leaf.name) in names_of_tier(name, aliases)]
        if meant:
            query = replaced_everywhere(query, leaf, either(*meant))
        elif named and _are_called(leaf.name, named, notices):
            query = replaced_everywhere(query, leaf, EVERYTHING)
    return query


def _are_called(tier: str, named: Collection[str], notices: Sequence[Notice]) -> bool:
    """Return whether the titles of all notices with these ids have a name of another notice's tier: 优秀实践名单."""
    tiers = [one for notice in notices for one in notice.tiers if one.name == tier]
    short = {name for one in tiers for name in names_of_tier(tier, one.aliases)}
    titles = (normalize_name(notice.title) for notice in notices if notice.id in named)
    return all(any(name in title for name in short) for title in titles)


def of_the_field(query: Query, notices: Sequence[Notice], evaluate: Callable[[Filter], int]) -> Query:
    """Return the query with a subject that leaves no case replaced by the one notice whose title has its words.

    For example 知识产权案例. The query is returned unchanged if there is no such notice, or more than one.
    """
    if len(notices) == 1 or query.ask == "notice" or evaluate(query.where):
        return query
    for leaf in {leaf for leaf, positive in leaves(query.where) if positive and isinstance(leaf, About)}:
        named = [one for one in notices if all(word in normalize_name(one.title) for word in leaf.words)]
        if len(named) == 1:
            meant = replaced_everywhere(query, leaf, InNotice(named[0].id))
            if evaluate(meant.where):
                return meant
    return query


def names_of_tier(name: str, aliases: tuple[str, ...]) -> set[str]:
    """Return all that a tier is called, normalized."""
    return set(map(normalize_name, short_tiers(name, aliases)))
