"""What a clause says of somebody or something: whether it states, judges, forbids, or is about people."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from intents.language.dictionary import Dictionary
from intents.language.word_classes import CLASSES
from intents.parsing.discourse.words import (
    SMALL,
    is_before_verb,
    is_degree,
    is_human,
    is_own,
    is_person,
    is_wanting,
    words_of,
)
from intents.parsing.mention import STOP, Mention, Sort, effects

JUDGING = ("more_of", "less_of", "many")
"""The effects of words that compare; with nothing to compare, they judge the last answer: 比想象的多."""
REFERRING = ("point", "those", "there", "other", "besides", "unlimited", "condition_noun", "turn", "restore")
"""The effects of words that refer to the last answer."""
STATING = ("aspect", "ba", "particle", "very", "praise", "once")
"""The effects of words that stand beside a verb or an adjective, and beside no noun alone."""
SHOWING = ("show", "list", "card", "tell", "may")
"""The effects of verbs whose object is what is asked about: 想看无人机."""
UNREAD: tuple[Sort, ...] = ("unknown", "verb")


class Predication:
    """The mentions between two stops, with what they say of somebody or something."""

    def __init__(self, mentions: list[Mention], dictionary: Dictionary) -> None:
        """Hold `mentions`, at least one; `dictionary` knows verbs."""
        self.mentions, self._dictionary = mentions, dictionary
        self._pairs = list(pairwise((STOP, *mentions)))

    def has(self, *kinds: str) -> bool:
        """Return whether a mention has one of these effects."""
        return not self._effects.isdisjoint(kinds)

    @cached_property
    def _effects(self) -> frozenset[object]:
        return effects(self.mentions)

    @property
    def text(self) -> str:
        """The words of the clause."""
        return "".join([mention.text for mention in self.mentions])

    @cached_property
    def named(self) -> list[Mention]:
        """The mentions that name something other than the speaker's own place or unit."""
        return [mention for mention in self.mentions if mention.filters and not is_own(mention)]

    @cached_property
    def is_unread(self) -> bool:
        """Whether a word of the clause is not understood."""
        return any(mention.sort in UNREAD for mention in self.mentions)

    @property
    def is_latin(self) -> bool:
        """Whether all words of the clause that are not understood, one at least, are in Latin letters."""
        return all(one.text.isascii() for one in self.mentions if one.sort in UNREAD) and self.is_unread

    @cached_property
    def speaks(self) -> bool:
        """Whether the clause is about the speaker or other people."""
        return any(map(is_person, self.mentions))

    @property
    def says_where_from(self) -> bool:
        """Whether the clause says where the speaker works or comes from: 我在市场监管局上班, 我是安徽的."""
        at = next((at for at, one in enumerate(self.mentions) if one.sort in ("place", "org")), len(self.mentions))
        before, after = self.mentions[:at], self.mentions[at + 1 :]
        of_case = any(one.has("case", "de", "inside") for one in (*before, *after[1:]))  # 我在上海做过的案例
        if not after or not before or not before[0].has("mine") or of_case:
            return False
        works = before[-1].text in CLASSES.locatives and after[0].text.startswith(CLASSES.working_verbs)
        return works or (len(after) == 1 and after[0].has("de") and before[-1].text in CLASSES.copulas)

    @property
    def forbids(self) -> bool:
        """Whether the clause has a word that forbids something: 我别念错了."""
        return any(one.sort == "unknown" and one.text.startswith(CLASSES.prohibitives) for one in self.mentions)

    @property
    def judges(self) -> bool:
        """Whether the clause judges the last answer: 太多了, 有点长, 比想象的多."""
        degrees = (one for one in self.mentions if is_degree(one))
        return self.has(*JUDGING) or any(one is not self.mentions[-1] or one.sort == "unknown" for one in degrees)

    @property
    def is_stated(self) -> bool:
        """Whether the clause has a word that stands beside a verb or an adjective only."""
        return self.has(*STATING)

    @property
    def says_why(self) -> bool:
        """Whether the clause says what for something is asked, or how it seems: 方便学生画图, 写稿要用, 听着像是…."""
        begins = self.text.startswith((*CLASSES.purpose_openings, *CLASSES.seeming_words))
        return begins or self.text.endswith(CLASSES.purpose_endings)

    @property
    def intends(self) -> bool:
        """Whether the clause says what somebody wants to do, or does: 想给老家写篇小文, 我打算写篇稿子, 刚写到数据."""
        first = next((one for one in self.mentions if not is_person(one)), STOP)
        return is_wanting(first) or (is_before_verb(first) and self.is_unread)

    @property
    def looks_for(self) -> bool:
        """Whether the clause says that somebody wants to see what is not understood: 我想看无人机."""
        wants = [one for one in self.mentions if is_wanting(one) and not one.text.startswith(CLASSES.copulas)]
        last = self.mentions[-1]  # 有人想|知道
        pairs = [(one, after) for one, after in pairwise(self.mentions) if one in wants and not after.has("give")]
        pairs = [(one, after) for one, after in pairs if not (after is last and after.has("may"))]
        nouns = any(one.sort == "unknown" and not self._dictionary.is_verb(words_of(one)[0]) for _, one in pairs)
        return self.is_unread and (nouns or any(after.has(*SHOWING) for _, after in pairs))

    @property
    def states(self) -> bool:
        """Whether the clause is more than a noun phrase: it says something of somebody or something."""
        if self.mentions[0].has("mine") and self.is_unread and not (self.named or self.looks_for):
            return True  # 我再对对数
        if self.judges or self.is_stated or any(map(self._is_verb, self.mentions)) or self.has("unsupported"):
            return True  # 我在翻译这份通知
        if self.mentions[0].text in CLASSES.requests and self.is_unread:
            return True  # 请予明确
        if self.forbids:
            return True  # 别含糊
        if any(self._joins(before, one) for before, one in pairwise(self.mentions)):
            return True
        if self.is_latin or any(one.sort == "num" for one in self.mentions):
            return True  # a number that counts nothing of the notices: 一位小数
        unread = [one.text for one in self.mentions if one.sort in UNREAD]
        if unread and len(self.mentions) > 1 and all(len(word) == 1 for word in unread):
            return True  # 问一声, 慢点: no character alone is a subject
        at = next((at for at, one in enumerate(self.mentions) if one.sort in UNREAD), len(self.mentions))
        after = self.mentions[at + 1 :]
        if any(one.has("neg") for one in after):
            return True
        if any(is_wanting(one) and not verb.has(*SHOWING) for one, verb in pairwise(after)):
            return True  # 论文要用
        return self.speaks and self._tells(at)

    def _tells(self, at: int) -> bool:
        """Return whether people do something with the word at `at`, which is not understood: 我逐条打勾."""
        if self.has("take", "have", "neg", *REFERRING):
            return True
        if at == len(self.mentions):
            return False
        before = (one for one in reversed(self.mentions[:at]) if one.effects - SMALL - {"list"} or is_person(one))
        return is_person(next(before, STOP)) and not is_wanting(self.mentions[at - 1])

    def _joins(self, before: Mention, one: Mention) -> bool:
        """Return whether two mentions are a subject or an adverb and its predicate."""
        if one.text in CLASSES.copulas:
            return is_person(before) or before.sort in UNREAD  # 我是记者, 老伴是渔民
        if one.sort in UNREAD and (is_person(before) or is_before_verb(before)):
            return True  # 我姑姑家, 先喝口水
        if before.sort == "unknown" and (is_person(one) or is_human(before.text)):
            return True  # 老头子我, 听众想知道
        if not before.has("neg"):
            return False
        small = one.effects <= SMALL and len(one.text) > 1 and (self.is_unread or not self.named)  # 不着急
        return (one.sort == "op" and small) or self.is_small_verb(one)  # 没听清

    def _is_verb(self, mention: Mention) -> bool:
        if mention.sort != "unknown":
            return mention.sort == "verb" or self.is_small_verb(mention)
        words = (mention.text, *words_of(mention))
        return any(self._dictionary.is_verb(word[0] if word == word[0] * 2 else word) for word in words)  # 试试

    def is_small_verb(self, mention: Mention) -> bool:
        """Return whether a cue is a verb that neither shows nor wants anything."""
        verb = mention.sort == "op" and (self._dictionary.is_verb(mention.text) or mention.text in CLASSES.light_verbs)
        return verb and not mention.has(*SHOWING) and not is_wanting(mention)
