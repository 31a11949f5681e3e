"""Settle what mentions are by several mentions around them: nouns of a subject, words for who asks and why."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from intents.language.word_classes import CLASSES
from intents.parsing.discourse.clause import ASKING
from intents.parsing.discourse.words import is_degree, is_human, is_wanting
from intents.parsing.mention import NOTHING, STOP, Mention
from intents.parsing.terms import NO_TERMS, Term, Terms

_OF_A_SUBJECT = frozenset(
    ("filler", "tier_noun", "level_word", "card", "summary", "called", "notice", "county", "list", "back")
)
"""The effects of nouns that make another subject of the one before them, so not understood: 叉车称号的案例."""
_UNREAD = ("unknown", "verb")
_SMALL = frozenset(("filler", "function"))
_ASKS = Terms((Term("cue", "yes_no"),))
"""What a negation after a verb in the past says at the end of a question: 溧阳和南京合作过没有."""
_UNIT = Terms((Term("cue", "unit"),))
_FILLER = frozenset(("filler",))
_END = Mention("op", (NOTHING,))
"""The mention after the last."""
_LONGEST_ASKER = 8
"""The most mentions that are read for who asks: 文化站的老师."""
_PLACES = ("province", "city", "county", "place_noun")


def in_context(mentions: list[Mention], is_verb: Callable[[str], bool]) -> list[Mention]:
    """Return the mentions with those settled that the words around them show to be something else.

    `is_verb` is whether a word is a verb of the general dictionary.
    """
    settled = list(mentions)
    for at in range(_asker_ends(mentions)):
        settled[at] = Mention("op", tuple(token._replace(terms=NO_TERMS) for token in mentions[at].tokens))
    for at, (first, second, third, fourth) in enumerate(
        zip([STOP, *mentions], mentions, [*mentions[1:], _END], [*mentions[2:], _END, _END], strict=False)
    ):
        wants = first.has("stop") and is_wanting(third) and bool(fourth.filters)
        asks = wants and second.sort == "unknown" and is_human(second.text)  # 客户要浙江的案例: who asks
        intends = third.sort == "topic" and fourth.has("point") and is_wanting(first)
        intends = intends and second.sort in _UNREAD and is_verb(second.text)  # 想采访儿童免票这条: what for
        if asks or intends:
            settled[at] = Mention("op", second.tokens)
        if at > 0 and _is_aspect(mentions, at):
            settled[at] = Mention("op", tuple(token._replace(terms=NO_TERMS) for token in second.tokens))
        if third is not _END and _is_article(mentions, at):
            settled[at] = Mention("op", tuple(token._replace(terms=NO_TERMS, number=None) for token in second.tokens))
        if _is_someone(first, second, third, fourth):
            settled[at] = Mention("op", tuple(token._replace(terms=NO_TERMS) for token in second.tokens))
        if first.text in CLASSES.seeming_words and second.sort == "unknown" and third.has("stop"):
            settled[at] = Mention("op", second.tokens)  # 第三个听起来有意思，…
        many = is_degree(first) and second.has("many") and third.has("unit", "case", "province", "city")
        if many and (fourth.has("stop") or fourth is _END):  # 这么多单位，…
            settled[at : at + 2] = (
                Mention("op", tuple(t._replace(terms=NO_TERMS) for t in one.tokens)) for one in (second, third)
            )
        ends = not fourth.tokens[0].text or fourth.has("stop")
        done = first.has("take") or (first.has("all") and len(first.text) > 1)
        if done and second.has("aspect") and third.has("neg") and ends:
            settled[at + 1] = Mention("op", tuple(token._replace(terms=_ASKS) for token in third.tokens))
        before = mentions[at - 2] if at > 1 and first.effects <= _SMALL else first  # 我总感觉…
        if before.has("mine") and second.text in CLASSES.opinion_verbs:
            settled[at] = Mention("op", tuple(token._replace(terms=NO_TERMS) for token in second.tokens))
        if first.has("mine") and second.has("list") and third.has("stop"):  # 我捋一捋，…
            settled[at] = Mention("op", tuple(token._replace(terms=NO_TERMS) for token in second.tokens))
        ends = third.has("stop") or not third.tokens[0].text or third.effects == _FILLER
        if ends and second.text in CLASSES.unit_endings and first.has("which", "what", "card"):
            settled[at] = Mention("op", tuple(token._replace(terms=_UNIT) for token in second.tokens))  # 是什么中心啊
        if second.text in CLASSES.thanked_for and ends and _is_thanked(mentions[:at]):
            settled[at] = Mention("op", tuple(token._replace(terms=NO_TERMS) for token in second.tokens))
        if first.sort == "topic" and third.has("de") and fourth.has("case") and _is_of_subject(second):
            settled[at] = Mention("unknown", second.tokens)
        described = third.sort == "unknown" and _is_of_place(third, fourth)
        if first.sort == "place" and second.has("point", "those") and described:
            settled[at + 1] = Mention("op", third.tokens)  # 宁波这座港城
    return settled


def _is_someone(before: Mention, mention: Mention, after: Mention, second: Mention) -> bool:
    """Return whether a topic only says who wants or does something: 孩子|要做小报, 老师让|孩子|抄下来, 孩子|们."""
    if mention.sort != "topic" or not is_human(mention.text):
        return False
    if after.text.startswith(CLASSES.plural_endings) or before.text in CLASSES.causative_verbs:
        return not after.filters
    says = after.text in (*CLASSES.reporting_verbs, *CLASSES.saying_verbs)
    wants = is_wanting(after) and (second.sort == "place" or not after.text.startswith(CLASSES.copulas))
    does = (after.has("take") or after.sort == "verb") and second.sort == "unknown"  # 孩子|做|小调查
    return says or wants or does


def _asker_ends(mentions: list[Mention]) -> int:
    """Return the number of mentions at the beginning that say who asks, before a question that names what it is about.

    For example 安徽的同事|想知道江苏有哪些案例. 0 if there are none, or if the question needs what they name.
    """
    for at, (subject, verb) in enumerate(pairwise(mentions[:_LONGEST_ASKER]), 1):
        if subject.has("stop", "take", "case", *ASKING):
            return 0
        wants = is_wanting(verb) and verb.text not in CLASSES.copulas
        if wants and (is_human(subject.text) or subject.text.startswith(CLASSES.nickname_openings)):
            rest = mentions[at + 1 :]
            return at if any(one.filters or one.has("notice", "roster") for one in rest) else 0
    return 0


def _is_article(mentions: list[Mention], at: int) -> bool:
    """Return whether the number at `at` is an article before what is wanted: 出|一|个|城市排名, 做|一|个|城市维度的比较."""
    number, measure, *nouns = mentions[at : at + 4]
    counts = number.sort != "num" or number.tokens[0].number != 1 or (at > 0 and mentions[at - 1].has("ordinal"))
    if counts or not measure.has("measure"):
        return False
    of_places = any(noun.has(*_PLACES) for noun in nouns[:1])
    if of_places and _is_aspect(mentions, at + 3):
        return True
    return any(noun.has("order", "total") for noun in nouns[: 1 + of_places])


def _is_aspect(mentions: list[Mention], at: int) -> bool:
    """Return whether the word at `at` says in what respect places are compared or ranked: 城市|维度|的|比较."""
    aspect, *after = mentions[at : at + 3]
    said = mentions[at - 1].has(*_PLACES) and aspect.has("filler", "level_word")
    return said and len(after) == 2 and after[0].has("de") and after[1].has("compare", "order")


def _is_thanked(before: list[Mention]) -> bool:
    """Return whether what follows is what somebody is thanked for: 感谢您的|支持."""
    thanks = next((at for at in range(len(before) - 1, -1, -1) if before[at].has("thanks")), len(before))
    between = (one.has("de", "mine") or one.effects <= _SMALL for one in before[thanks + 1 :])
    return thanks < len(before) and all(between)


def _is_of_place(mention: Mention, after: Mention) -> bool:
    """Return whether an unknown word describes a place: 港|城, 小县城."""
    last = mention.tokens[-1].text
    return after.has(*_PLACES) or any(ending in last for ending in CLASSES.division_endings)


def _is_of_subject(mention: Mention) -> bool:
    """Return whether the mention is a noun that makes another subject of the one before it: 称号 in 叉车称号的案例."""
    return len(mention.text) > 1 and bool(mention.effects) and mention.effects <= _OF_A_SUBJECT
