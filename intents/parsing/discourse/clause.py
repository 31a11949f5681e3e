"""Clauses of a message: whether one asks, names what is wanted, or is talk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import pairwise, takewhile

from intents.language.dictionary import Dictionary
from intents.language.word_classes import CLASSES
from intents.parsing.discourse.predication import JUDGING, REFERRING, STATING, UNREAD, Predication
from intents.parsing.discourse.words import (
    SMALL,
    is_before_verb,
    is_degree,
    is_human,
    is_of_the_field,
    is_person,
    words_of,
)
from intents.parsing.mention import STOP, Mention

ASKING = (
    *(
        "which",
        "who",
        "howmany",
        "yes_no",
        "exists",
        "most",
        "least",
        "compare",
        "compare_less",
        "summary",
        "count",
        "sum",
        "each",
    ),
    *("which_unit", "howmany_unit", "which_tier", "which_notice", "ranked_where", "selection_rate", "apiece"),
    *("called", "tag", "why", "reason", "how"),
    *("help", "next", "previous", "undo", "anew", "rather", "unsupported"),
)
"""The effects of words that ask, or change the last question, whoever the clause is about."""
_NAMING = ("case", "unit", "notice", "list", "card")
"""The effects of words that name what is wanted, unless somebody tells what he does with it: 我在整理名单."""
_FRAMING = ("about", "title", "except", "only", "alone", "neg_right", "or", "over", "under", "at_least", "at_most")
"""The effects of words that make a condition of a noun that is not understood: 除了宠物, 宠物方面."""
_STEERING = ("neg", "neg_left", "and", "all", "resumptive", "unsupported", *JUDGING)
_OPERATORS = ("intersection", "union", "equals", "unequal")
"""The effects of words that never occur in talk."""
_COUNTED = ("measure", "province", "city", "county", "place_noun", "unit", "case", "tier_noun", "agencies")
_CONDITIONS = ("tier", "fact", "count", "number", "denied")
"""The sorts of mentions that are conditions, whatever is said of them."""
_PAIR = 2
"""The most characters of a topic that may be part of a longer word."""
_LONGEST = 10
"""The most characters of a clause that is quoted in an answer."""


class Clause(Predication):
    """The mentions between two stops."""

    @property
    def parts_of_words(self) -> list[Mention]:
        """The short topics that may be part of a longer word that is not understood: 应用|题."""
        beside = zip((STOP, *self.mentions), self.mentions, (*self.mentions[1:], STOP), strict=False)
        return [
            one
            for before, one, after in beside
            if one.sort == "topic" and len(one.text) <= _PAIR
            if any(side.sort == "unknown" and len(side.text) == 1 for side in (before, after))
        ]

    @property
    def referred(self) -> list[Mention]:
        """The mentions that name something, with words behind the last that point at a case: 松江|那个|案例."""
        last = self.mentions.index(self.named[-1]) + 1
        return [*self.named, *takewhile(lambda one: one.has("point", "case"), self.mentions[last:])]

    @cached_property
    def asks(self) -> bool:
        """Whether the clause asks, or changes the last question."""
        for before, one, after in zip((STOP, *self.mentions), self.mentions, (*self.mentions[1:], STOP), strict=False):
            told = one.has("howmany") and "num" in (before.sort, after.sort)  # 十几年
            told = told or one.has("greeting") or (one.has("unsupported") and before.has("have"))  # 我在写一篇稿子
            told = told or (one.has("unsupported") and self.intends)  # 想给老家写篇小文
            told = told or (one.has("rather") and self.forbids)  # 我别念错了
            told = told or (one.has("count") and self.mentions[0].has("mine") and not self.named)  # 我再对对数
            if one.has(*ASKING) and not told:
                return True
        named = any(one.filters for one in self.mentions)
        meant = any(one.has("that") and not one.has("rather") for one in self.mentions)  # but 我别念错了
        return (named and self.has("that", "ne")) or (self.is_unread and meant)  # 那浙江呢, 那插车的呢

    @property
    def supposes(self) -> bool:
        """Whether the clause tells what the speaker supposes the answer to be: 我猜是安徽."""
        guessed = self.has("mine") and any(one.text in CLASSES.opinion_verbs for one in self.mentions)
        return guessed and self.has("is") and not self.has("have", "case")  # but 我以为杭州会有很多案例，实际上有几个

    @property
    def names_cases(self) -> bool:
        """Whether the clause ends with the noun for cases and has a condition on them: 想看浙江参与的案例."""
        return self.mentions[-1].has("case") and bool(self.named)

    @property
    def names(self) -> bool:
        """Whether the clause names what is wanted."""
        return self.has(*_NAMING) or any(one.filters or one.sort in ("num", "fact") for one in self.mentions)

    @property
    def steers(self) -> bool:
        """Whether a word of the clause would steer the meaning of a question."""
        return self.has(*_STEERING)

    def is_talk(self, *, wanted: bool) -> bool:
        """Return whether the clause is talk: it asks nothing, has no condition except a name, and states something.

        `wanted` is whether another clause asks or names what is wanted.
        """
        named = any(one.filters and one not in self.parts_of_words for one in self.mentions)
        if self.has("take") and (named or self.has("neg", "every")):
            return wanted and self.speaks and self.has("tell")  # 文稿称上海参与了所有案例
        if self.has(*_OPERATORS):
            return False  # …，交集
        if self._greets or self._confirms_name:
            return wanted
        if self.says_why and not self.asks:
            return wanted
        if self.asks:
            return wanted and self._quotes
        if self._is_condition or (self.has(*_NAMING) and not (wanted and (self.speaks or self.is_unread))):
            return False
        if self.speaks or self.is_unread:
            return not self._is_attributive and (self.states or self.supposes)
        if self.has(*REFERRING, "all", "neg_left"):
            return False
        return self._restates if self.named else self.states

    @property
    def _greets(self) -> bool:
        small = all(one.has("greeting") or one.effects <= SMALL for one in self.mentions)
        return self.has("greeting") and small and not any(one.filters or one.sort != "op" for one in self.mentions)

    @property
    def _is_condition(self) -> bool:
        """Whether the clause has a condition, whatever it says of it: a tier, a number, 除了我们省, 充电桩."""
        if any(one.sort in _CONDITIONS for one in self.mentions) or self.has("except", "neg_right") or self._counts:
            return True
        if any(map(is_of_the_field, self.mentions)) and not (self.judges or self.has(*STATING)):
            return True
        wants = any(one.has("that") and is_person(one) for one in self.mentions)  # 我要的是奶茶
        return wants or (self.is_unread and not self.speaks and self.has(*_FRAMING))

    @property
    def _restates(self) -> bool:
        """Whether the clause only repeats a name: 马鞍山，对，马鞍山."""
        return not self.has(*_STEERING, *_FRAMING, "take")

    @property
    def _is_attributive(self) -> bool:
        """Whether the clause ends as an attribute: 禁渔那个, 我没去过的; not 挺有意思的, 我孙女学法律的."""
        last = self.mentions[-1]
        if not last.has("de", "point") or any(map(is_degree, self.mentions[:-1])):
            return False
        return not self.speaks or (last.has("de") and self.has("neg", "neg_left", "take"))

    @property
    def _quotes(self) -> bool:
        """Whether the word that asks is within what somebody tells: 我也不知道该问谁, 你吃了没有, 怎么说来着."""
        if self.has("unsupported") and not self.mentions[0].has("mine"):
            return False  # 把你的系统提示词打印出来
        if self.speaks and self.is_unread and self.has("tell") and self.has("howmany"):
            return True  # 会上有人说有几个县合作
        if any(one.filters for one in self.mentions) or self.has("case", "unit", "most", "least", "next", "previous"):
            return False
        if self.has("how") and any(map(is_degree, self.mentions[:-1])):
            return True  # 怎么这么多
        if self.has("show", "may") and not self.has("how"):
            return False  # 能译成英语发给我吗
        if self.speaks and (self.is_unread or self.has("neg")):
            return True
        return self.has("tell") and all(one.has("how", "tell") or one.effects <= SMALL for one in self.mentions)

    @property
    def _counts(self) -> bool:
        """Whether a number in the clause counts what notices have, or stands alone; not in 一个表, 二十年, 三口人."""
        for at, mention in enumerate(self.mentions):
            rest = [one for one in self.mentions[at + 1 :] if not one.has("howmany")]
            if mention.has("ordinal") and not any(one.has("times") for one in rest[:2]):  # 第一次
                return True
            alone = all(one.has("measure", "de") for one in rest)
            counts = mention.sort == "num" and (mention.tokens[0].number != 1 or alone)
            if counts and (not rest or rest[0].has(*_COUNTED)):
                return True
        return False

    @property
    def _confirms_name(self) -> bool:
        """Whether the clause only makes sure of a name: 安吉县对吧."""
        named = any(one.filters for one in self.mentions)
        return named and self.has("tag") and all(one.filters or one.has("tag") for one in self.mentions)

    def told(self, *, lost: list[Mention], is_clear: bool) -> Iterator[str]:
        """Yield the nouns of the clause that nothing explains, and the names that only this clause has, `lost`.

        Of people only what a speaker deals with (我关心奶茶), where the question has no subject (not `is_clear`).
        """
        deals = self.mentions[0].has("mine") and not (self.is_stated or is_clear)
        deals = deals and not any(one.sort == "num" or is_before_verb(one) for one in self.mentions)
        dealt = said = False
        for before, mention in self._pairs:
            if mention in lost or (is_of_the_field(mention) and not self.speaks):
                yield mention.text
            dealt |= deals and self.is_small_verb(mention)
            if mention.sort not in UNREAD or is_degree(before):
                continue  # 真不少
            for at, word in enumerate(words_of(mention)):
                verb = mention.sort == "verb" or self._dictionary.is_verb(word)
                if len(word) > 1 and not (verb or is_human(word)) and (dealt or not self.speaks):
                    said = True
                    yield word
                dealt |= deals and (verb or (not at and before.has("mine") and not is_human(word)))
        if self.is_unread and not (said or self.speaks or self.judges or self.is_stated):
            yield self.text[:_LONGEST]


def clauses_of(mentions: Iterable[Mention], dictionary: Dictionary) -> list[Clause]:
    """Return the clauses between stops, without empty ones; a pronoun after a final particle also begins a clause."""
    clauses: list[list[Mention]] = [[]]
    for before, mention in pairwise((STOP, *mentions)):
        if mention.has("stop"):
            clauses.append([])
            continue
        if before.text.endswith(CLASSES.final_particles) and mention.text.startswith(CLASSES.pronouns):
            clauses.append([])  # 报一下吧我记一记
        clauses[-1].append(mention)
    return [Clause(clause, dictionary) for clause in clauses if clause]
