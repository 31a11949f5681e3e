"""Settle what mentions are by several mentions around them: nouns of a subject, words for who asks and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from intents.language.word_classes import CLASSES
from intents.parsing.discourse.asker import asker_ends, is_someone
from intents.parsing.discourse.words import SMALL, is_degree, is_human, is_of_the_field, is_wanting
from intents.parsing.mention import NOTHING, STOP, Mention
from intents.parsing.terms import NO_TERMS, Term, Terms

_OF_A_SUBJECT = frozenset(
    ("filler", "tier_noun", "level_word", "card", "summary", "called", "notice", "county", "list", "back")
)
"""The effects of nouns that make another subject of the one before them, so not understood: 叉车称号的案例."""
_UNREAD = ("unknown", "verb")
_FILLER = frozenset(("filler",))
_LEVEL = frozenset(("level_word",))
_END = Mention("op", (NOTHING,))
"""The mention after the last."""
_ASPECT = 3
"""The number of mentions of an aspect with what it is of: 维度|的|比较."""
_GOVERNED = 4
"""The most mentions of what a place includes: 及|所辖|各|县."""
_PLACES = ("province", "city", "county", "place_noun")


def in_context(mentions: list[Mention], is_verb: Callable[[str], bool]) -> list[Mention]:
    """Return the mentions with those settled that the words around them show to be something else.

    `is_verb` is whether a word is a verb of the general dictionary.
    """
    asker = asker_ends(mentions)
    settled = [_emptied(mention) for mention in mentions[:asker]]
    around = [STOP, STOP, *mentions, _END, _END]
    rules = _rules(mentions)
    for at in range(asker, len(mentions)):
        beside = _Beside(mentions, at, around, is_verb)
        for rule in rules:
            if (found := rule(beside)) is not None:
                settled.append(found)
                break
        else:
            settled.append(mentions[at])
    return settled


def _rules(mentions: list[Mention]) -> list[_Rule]:
    """Return the rules that may apply to the mentions: most need a word that few questions have."""
    effects = frozenset().union(*(mention.effects for mention in mentions))
    return [rule for rule, signs in _RULES if not signs or not effects.isdisjoint(signs)]


class _Beside:
    """A mention with those around it; a stop stands before the first, and an empty mention after the last."""

    __slots__ = ("after", "around", "at", "before", "earlier", "is_verb", "it", "mentions", "second")

    def __init__(self, mentions: list[Mention], at: int, around: list[Mention], is_verb: Callable[[str], bool]) -> None:
        self.mentions, self.at, self.around, self.is_verb = mentions, at, around, is_verb
        self.earlier, self.before, self.it, self.after, self.second = around[at : at + 5]

    @property
    def is_asked(self) -> bool:
        """Whether something is asked for after the mention: which, or how many."""
        return any(one.has("which", "howmany") for one in self.mentions[self.at :])

    @property
    def ends(self) -> bool:
        """Whether nothing, or first a particle, follows in the clause."""
        return self.after.has("stop") or self.after is _END or self.after.effects == _FILLER


def _emptied(mention: Mention) -> Mention:
    """Return the mention without any meaning."""
    return Mention("op", tuple(token._replace(terms=NO_TERMS, number=None) for token in mention.tokens))


def _meaning(mention: Mention, effect: str) -> Mention:
    """Return the mention as a word with this effect only."""
    return Mention("op", tuple(token._replace(terms=Terms((Term("cue", effect),))) for token in mention.tokens))


def _what_for(beside: _Beside) -> Mention | None:
    """Return an unknown word for what for something is asked, or how it seems, as passed over: 想|采访|儿童免票这条."""
    before, it, after = beside.before, beside.it, beside.after
    intends = is_wanting(before) and after.sort == "topic" and beside.second.has("point")
    intends = intends and it.sort in _UNREAD and beside.is_verb(it.text)
    seems = before.text in CLASSES.seeming_words and it.sort == "unknown" and after.has("stop")  # 听起来|有意思，…
    return Mention("op", it.tokens) if intends or seems else None


def _someone(beside: _Beside) -> Mention | None:
    """Return a topic that only says who wants or does something as nothing: 孩子|要做小报."""
    return _emptied(beside.it) if is_someone(beside.before, beside.it, beside.after, beside.second) else None


def _article_or_aspect(beside: _Beside) -> Mention | None:
    """Return what only introduces a ranking or a comparison as nothing: 出|一|个|城市排名, 城市|维度|的|比较."""
    mentions, at = beside.mentions, beside.at
    compared = _is_aspect(mentions, at + 1) and mentions[at + 3].has("compare")  # 城市: the places are named
    said = compared or _is_aspect(mentions, at) or _is_article(mentions, at)
    return _emptied(beside.it) if said else None


def _exclaimed(beside: _Beside) -> Mention | None:
    """Return the words of an exclamation as nothing: 这么|多|单位，…."""
    for first in (beside.at, beside.at + 1):
        degree, many, noun, end = (*beside.around[first : first + 4], _END)[:4]
        counted = many.has("many") and noun.has("unit", "case", "province", "city")
        if is_degree(degree) and counted and (end.has("stop") or end is _END):
            return _emptied(beside.it)
    return None


def _asked_at_end(beside: _Beside) -> Mention | None:
    """Return the negation at the end of a question in the past as what asks: 溧阳和南京合作|过|没有."""
    done = beside.earlier.has("take") or (beside.earlier.has("all") and len(beside.earlier.text) > 1)
    ends = beside.after is _END or beside.after.has("stop")
    return (
        _meaning(beside.it, "yes_no")
        if done and beside.before.has("aspect") and beside.it.has("neg") and ends
        else None
    )


def _of_the_speaker(beside: _Beside) -> Mention | None:
    """Return what the speaker supposes or does as nothing: 我总|感觉…, 我|捋一捋，…, 感谢您的|说明."""
    subject = beside.earlier if beside.before.effects <= SMALL else beside.before
    supposes = subject.has("mine") and beside.it.text in CLASSES.opinion_verbs
    ends = beside.after.has("stop") or beside.after.has("neg_left")
    lists = beside.before.has("mine") and beside.it.has("list") and ends
    praises = beside.before.has("mine") and beside.it.sort == "unknown" and beside.after.sort == "place"  # 我|大|温州
    amiss = beside.earlier.has("mine") and beside.before.has("list") and beside.it.has("neg_left")  # 我抄|漏了
    lists = lists or (amiss and beside.ends)
    people = beside.before.has("mine") and is_of_the_field(beside.it) and is_human(beside.it.text)  # 我们|老年人
    thanks = beside.it.sort in ("op", "topic", *_UNREAD) and beside.ends and _is_thanked(beside.mentions[: beside.at])
    return (
        _emptied(beside.it) if supposes or lists or people or thanks or (praises and len(beside.it.text) == 1) else None
    )


def _old_friend(beside: _Beside) -> Mention | None:
    """Return an unknown 老 or 小 before a noun for people as nothing: 听|老|朋友说."""
    it, after = beside.it, beside.after
    person = it.sort == "unknown" and it.text in CLASSES.person_prefixes and after.sort == "op" and is_human(after.text)
    return _emptied(it) if person else None


def _this_time(beside: _Beside) -> Mention | None:
    """Return an occasion that is pointed at as nothing: 这|一|回."""
    at = beside.at if beside.it.sort == "num" else beside.at - 1
    number = beside.mentions[at] if at > 0 else STOP
    pointed = at > 0 and beside.mentions[at - 1].text in CLASSES.near_determiners
    once = number.sort == "num" and number.tokens[0].number == 1 and beside.around[at + 3].has("times")
    return _emptied(beside.it) if pointed and once else None


def _governed(beside: _Beside) -> Mention | None:
    """Return what a place includes anyway as nothing: 丽水市|及|所辖|县."""
    mentions, at = beside.mentions, beside.at
    for first in range(max(at - _GOVERNED + 1, 1), at + 1):
        joined, governed, *levels = mentions[first : first + _GOVERNED] + [STOP] * 2
        if governed.text not in CLASSES.governed_words:
            continue
        joins = mentions[first - 1].sort == "place" and joined.has("and", "and_its")
        level = next((size for size, one in enumerate(levels, 3) if one.has("city", "county")), 0)
        after = next(iter(mentions[first + level :]), _END)
        apart = after.has("each", "per", "apiece") or (after.has("all") and not beside.is_asked)  # 及下辖县各参与了几个
        if joins and at < first + level and not apart:
            return _emptied(beside.it)
    return None


def _people_of(beside: _Beside) -> Mention | None:
    """Return a noun for people of a place, who stand for it, as nothing: 杭州的|人|做了哪些案例."""
    of_place = beside.earlier.sort in ("place", "org") and beside.before.has("de") and beside.after.has("take")
    people = beside.it.text in CLASSES.people_nouns
    return _emptied(beside.it) if of_place and people else None


def _kind_of_agency(beside: _Beside) -> Mention | None:
    """Return a noun for agencies that is asked for as such: 安徽是什么|中心."""
    kind = beside.it.sort == "topic" and beside.it.text in CLASSES.unit_endings
    asked = kind and beside.ends and beside.before.has("which_one", "what", "card")
    return _meaning(beside.it, "unit") if asked else None


def _noun_of_name(beside: _Beside) -> Mention | None:
    """Return the noun after a name that makes another subject, or says what it is: 叉车|称号|的案例, 这座|港城."""
    subject = beside.before.sort == "topic" and beside.after.has("de") and beside.second.has("case")
    if subject and _is_of_subject(beside.it):
        return Mention("unknown", beside.it.tokens)
    described = beside.earlier.sort == "place" and beside.before.has("point", "those")
    described = described and beside.it.sort == "unknown" and _is_of_place(beside.it, beside.after)
    return Mention("op", beside.it.tokens) if described else None


def _too(beside: _Beside) -> Mention | None:
    """Return “too” before all cases as nothing: 上海是否|也|是每个案例都参与."""
    at = beside.at + 1 + beside.after.has("is")
    following = beside.mentions[at : at + 2]
    all_cases = len(following) == 2 and following[0].has("per", "every") and following[1].has("case")
    return _emptied(beside.it) if beside.it.has("also") and all_cases else None


_Rule: TypeAlias = Callable[[_Beside], Mention | None]
_RULES: tuple[tuple[_Rule, frozenset[str]], ...] = (
    (_what_for, frozenset()),
    (_someone, frozenset()),
    (_article_or_aspect, frozenset(("order", "total", "compare"))),
    (_exclaimed, frozenset(("many",))),
    (_asked_at_end, frozenset(("aspect",))),
    (_of_the_speaker, frozenset(("mine", "thanks"))),
    (_old_friend, frozenset()),
    (_this_time, frozenset(("times",))),
    (_governed, frozenset(("and", "and_its"))),
    (_people_of, frozenset(("de",))),
    (_kind_of_agency, frozenset(("which_one", "what", "card"))),
    (_too, frozenset(("also",))),
    (_noun_of_name, frozenset(("de", "point", "those"))),
)
"""Each rule, with the effects of which a question must have one for it to apply; none if it may always."""


def _is_article(mentions: list[Mention], at: int) -> bool:
    """Return whether the number at `at` is only an article: 出|一|个|城市排名, 做|一|个|城市维度的比较."""
    number, *measured = mentions[at : at + 4]
    counts = number.sort != "num" or number.tokens[0].number != 1 or (at > 0 and mentions[at - 1].has("ordinal"))
    if counts or not measured or not measured[0].has("measure"):
        return False
    of_places = any(noun.has(*_PLACES) for noun in measured[1:2])
    ranked = any(noun.has("order", "total") for noun in measured[1 : 2 + of_places])
    return ranked or (of_places and _is_aspect(mentions, at + 3))


def _is_aspect(mentions: list[Mention], at: int) -> bool:
    """Return whether the word at `at` says in what respect places are compared or ranked: 城市|维度|的|比较."""
    place, *after = mentions[at - 1 : at + 3] if at > 0 else [STOP]
    said = place.has(*_PLACES) and len(after) == _ASPECT and after[0].effects in (_FILLER, _LEVEL)
    return said and after[1].has("de") and after[2].has("compare", "order")


def _is_thanked(before: list[Mention]) -> bool:
    """Return whether what follows is what somebody is thanked for: 感谢您的|说明."""
    thanks = next((at for at in range(len(before) - 1, -1, -1) if before[at].has("thanks")), len(before))
    between = (one.has("de", "mine") or one.effects <= SMALL for one in before[thanks + 1 :])
    return thanks < len(before) and all(between)


def _is_of_place(mention: Mention, after: Mention) -> bool:
    """Return whether an unknown word describes a place: 港|城, 小县城."""
    last = mention.tokens[-1].text
    return after.has(*_PLACES) or any(ending in last for ending in CLASSES.division_endings)


def _is_of_subject(mention: Mention) -> bool:
    """Return whether the mention is a noun that makes another subject of the one before it: 称号 in 叉车称号的案例."""
    return len(mention.text) > 1 and bool(mention.effects) and mention.effects <= _OF_A_SUBJECT
