"""Tell the question at the end of a message from the sentences before it, which only tell something."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from intents.language.normalize import NormalizedText
from intents.language.word_classes import CLASSES
from intents.model.query import Filter
from intents.parsing.discourse.sentences import is_asked
from intents.parsing.discourse.words import is_person, is_wanting
from intents.parsing.mention import STOP, Mention
from intents.parsing.reading import Reading

_ASKING = ("which", "who", "howmany", "yes_no", "compare", "compare_less", "why", "reason")
"""The effects of words that ask something themselves."""
_CHANGING = (
    *("only", "alone", "except", "instead", "turn", "rather", "anew", "undo", "restore", "unnarrowed"),
    *("at_least", "at_most", "over", "under", "exactly", "above", "below"),
)
"""The effects of words that change what is asked."""
_PICKING = (
    *("show", "list", "card", "back", "ordinal", "pick", "next", "previous", "last", "other", "rest", "point", "those"),
    *("neg", "neg_left", "neg_right", "is_not", "or", "over", "under", "each", "every", "most", "least"),
)
"""The effects of words that request something, or make a condition of what was shown."""
_REQUESTING = frozenset(("list", "card", "pick", "next", "previous", "more", "about"))
"""The effects of words that request something, even beside a question that is complete without them."""
_CLAUSES = 6
"""The most clauses at the end of a question that may be all of it."""
_PART = 2
"""The most characters of a topic that may be part of a longer word."""
_WHO = 3
"""The most words for somebody who asks: 来电|人, 有人|打|进来."""
_BETWEEN = frozenset(("and", "yet", "also", "again", "more"))
"""The effects of words between somebody and a verb for what he says: 她又问."""
_STATING = ("take", "have", "present", "is", "neg", "neg_left", "most", "least", "tell", "all", "aspect", "particle")
"""The effects of words that make more than a noun phrase of the names beside them."""
_SIDES = {"org": "place", "case": "topic", "fact": "topic"}
"""The sorts of names that stand for the same part of a question as another one."""


def starts(text: NormalizedText, reading: Reading, *, follows: bool) -> list[int]:
    """Return where the question of a message may begin after what is told, the likeliest first.

    That is its last sentence, unless one before it asks, and what somebody else asks (来电的女士问扬州参加了哪个案例).
    In what `follows` a question, an acknowledgement ends a sentence, too: 十六个，好的，没有齐全的是哪几个.
    """
    *before, last = [(start, end) for start, end in text.sentences() if start < end] or [(0, 0)]
    reported = _reported(reading.mentions)
    if any(is_asked(text, start, end) for start, end in before):
        return [reported] if reported > last[0] else []
    begins = last[0] if before else 0
    for mention, after in pairwise(reading.mentions if follows else ()):
        if mention.text in CLASSES.acknowledgements and after.has("stop") and after.tokens[-1].end < len(text.clean):
            begins = max(begins, after.tokens[-1].end)
    return sorted({begins, reported} - {0}, reverse=True)


def clause_starts(text: NormalizedText, reading: Reading) -> list[int]:
    """Return where the last clauses of a question begin that is not understood as a whole, without its first one."""
    stops = (one.tokens[-1].end for one in reading.mentions if one.has("stop"))
    return [at for at in stops if at < len(text.clean)][-_CLAUSES:] if reading.unknown else []


def _reported(mentions: Sequence[Mention]) -> int:
    """Return where what somebody else asks or says begins: 用户说要查宣城，问|宣城参与了几个案例; 0 if nobody does."""
    for at in range(len(mentions) - 2, -1, -1):
        if mentions[at].text not in CLASSES.reporting_verbs or mentions[at + 1].has("de"):
            continue
        said = [one for one in mentions[:at] if not one.effects & _BETWEEN or _is_other(one)]
        subject = said[-1] if said else STOP
        if any(map(_is_other, said[-_WHO:])) or (subject.has("stop") and any(map(_is_other, mentions[:at]))):
            after = mentions[at + 1] if mentions[at + 1].has("stop") else mentions[at]
            return after.tokens[-1].end
    return 0


def _is_other(mention: Mention) -> bool:
    """Return whether a mention is a pronoun or noun for people who are neither the speaker nor the one spoken to."""
    if mention.text.startswith(CLASSES.third_persons):
        return True
    return is_person(mention) and not mention.text.startswith(CLASSES.pronouns)


class Told:
    """What stands before the last sentence of a message."""

    def __init__(self, reading: Reading, is_verb: Callable[[str], bool]) -> None:
        """Hold its reading; `is_verb` is whether a word is a verb of the general dictionary."""
        self._reading, self.mentions, self.where = reading, reading.mentions, reading.query.where
        self._is_verb = is_verb

    @property
    def asks(self) -> bool:
        """Whether it asks something itself, or changes what is asked."""
        first = any(one.has("front") and after.sort == "num" for one, after in pairwise(self.mentions))  # 前三个
        return first or self._reading.has(*_ASKING, *_CHANGING)

    @property
    def states_part(self) -> bool:
        """Whether it names something of the notices, or says that somebody takes part."""
        return bool(self.named) or self._reading.has("take", "case", "unit")

    def limits(self, *, follows: bool) -> bool:
        """Return whether it may restrict what is asked, by its words or by an attribute that is denied: 没有外省的.

        A correction (喇叭念错了) only does in what `follows` a question.
        """
        denies = self._reading.has("neg", "neg_left", "neg_right", "exactly", "every")
        changing = [one for one in _CHANGING if follows or one != "rather"]
        return self._reading.has(*changing) or (denies and self.mentions[-1].has("de"))

    @cached_property
    def named(self) -> list[Mention]:
        """The mentions with conditions, without a number that counts what is not understood: 最后一个环节."""
        pairs = zip(self.mentions, (*self.mentions[1:], None), strict=False)
        return [one for one, after in pairs if one.filters and not (_is_number(one) and _is_unread(after))]

    @property
    def apart_from_unread(self) -> list[Mention]:
        """The mentions with conditions, without topics that may be part of a word that is not understood: 贺|信用."""
        beside = zip((None, *self.mentions), self.mentions, (*self.mentions[1:], None), strict=False)
        unread = [one for before, one, after in beside if _is_unread(before) or _is_unread(after)]
        return [one for one in self.named if not (one.sort == "topic" and len(one.text) <= _PART and one in unread)]

    @cached_property
    def _content(self) -> list[Mention]:
        small = (*CLASSES.acknowledgements, *CLASSES.reporting_verbs)
        return [one for one in self.mentions if not (one.has("stop") or one.text in small or _is_other(one))]

    @property
    def _acknowledges(self) -> bool:
        return self.mentions[-1].text in CLASSES.acknowledgements

    @property
    def states(self) -> bool:
        """Whether it is more than names and a request for something."""
        return not self._requests and (self._reading.has(*_STATING) or bool(self._reading.unknown))

    @cached_property
    def _requests(self) -> bool:
        """Whether it requests something, or ends as a condition on cases."""
        mentions = self._content
        pairs = pairwise((*mentions, STOP))
        if any(one.effects & _REQUESTING and not (one.has("tell") or after.has("aspect")) for one, after in pairs):
            return True  # but 介绍过背景 only tells
        is_said = any(one.has("is", "all") for one in mentions)  # 这些都是环太湖的
        return not mentions or mentions[-1].has("case") or (mentions[-1].has("de") and not is_said)

    @property
    def _wants(self) -> bool:
        return any(is_wanting(one) and not one.has("is") for one in self.mentions)

    def subject(self, asked: Reading) -> tuple[int, int] | None:
        """Return where the names are that a question without names refers to: 一地六县是个亮点。这个案例有几家单位.

        They are those of the last clause that has some. None if the question refers to nothing, or if nothing is told
        of them.
        """
        pairs = pairwise(asked.mentions)
        case = asked.has("this_case", "that_case")  # 该案例里浙江是哪几家局
        case = case or any(one.has("point", "those") and after.has("case") for one, after in pairs)
        alone = not any(one.filters for one in asked.mentions) and asked.has("point", "those", "both")
        exists = asked.query.ask == "yes_no" and alone and asked.has("exists", "have")  # …，有这个案例吗
        names_case = case and bool(self.named) and self.named[-1].sort == "topic"  # 要做禁渔的小报，这个案例…
        wants = self._wants and not names_case
        if not ((case or alone) and self.states) or wants or exists:
            return None
        stops = [at for at, one in enumerate(self.mentions) if one.has("stop")]
        last = max((at for at, one in enumerate(self.mentions) if one in self.named), default=0)
        begin = max((at + 1 for at in stops if at < last), default=0)
        named = [one for one in self.mentions[begin : last + 1] if one in self.named]
        if not named or not _sides(named).isdisjoint(_sides(asked.mentions)):
            return None
        end = min((at for at in stops if at > last), default=len(self.mentions))
        within = self.mentions[self.mentions.index(named[0]) : last + 2]
        before = self.mentions[self.mentions.index(named[0]) - 1] if named[0] is not self.mentions[0] else STOP
        if _is_unread(before) and before.sort == "unknown" and not self._is_verb(before.tokens[-1].text):
            return None  # 剂量|技术规范
        slips = (one for one in within if _is_unread(one) and (one in within[:-1] or len(one.tokens[0].text) == 1))
        if named[-1].sort == "topic" and any(slips):
            return None  # 长三角|剂量|技术规范, 长江|禁|鱼
        counts = (one for one in self.mentions[begin:end] if one.sort == "num" and one.tokens[0].number != len(named))
        denies = (one for one in self.mentions[begin:end] if one.has("ordinal", "neg", "neg_left", "neg_right"))
        if any((*counts, *denies)):
            return None  # 四省市悉数到场的最佳案例
        return (named[0].tokens[0].start, named[-1].tokens[-1].end)

    def is_apart(self, asked: Reading) -> bool:
        """Return whether it states something, and a question after it names its own conditions.

        That is one of the names again (大家在问叉车，叉车的案例有哪些), or names of each kind that it has
        (上海的讲完了，江苏有几个).
        """
        said, again = _parts(self.named), _parts(asked.mentions)
        named = [one for one in self.named if one.sort != "fact" or not self._reading.has("aspect")]
        return self.states and (
            not said.isdisjoint(again) or (_sides(named) <= _sides(asked.mentions) and not self._wants)
        )

    def is_echo(self, asked: Reading, masks: Mapping[Filter, int], shown: int) -> bool:
        """Return whether it says what an answer had: 是儿童免票; 亳州和安庆，两座古城 before a complete question.

        `shown` are the cases of the answer as a mask, `masks` those of the conditions named, and of all together.
        """
        found = [mask for part in _parts(self.named) if (mask := masks[part])]
        if not found or not all(mask & shown for mask in found) or self._wants:
            return False
        if self._reading.has("neg", "neg_left", "neg_right") and not masks[self.where] & shown:
            return False  # 安徽没参与, after its cases
        complete = any(one.filters for one in asked.mentions) or asked.has("ne", "next", "previous", "ordinal", "point")
        if not complete and any(shown & ~mask for mask in found):
            return False  # 八城联动，嗯，谁参与的 selects one
        if not complete and any(one.has(*_PICKING) for one in self._content):
            return False  # 叉车那个，好，谁做的
        return self.states or self._acknowledges or _sides(self.named) <= _sides(asked.mentions)

    def is_talk(self, *, follows: bool, repeats: bool, adds_nothing: bool) -> bool:
        """Return whether it is only talk, beside what the question and the one before name.

        `repeats` is whether it names nothing else; `adds_nothing` is whether what it names holds of their cases.

        A story has words that are not understood (上个月去绍兴录外景). What follows a question may repeat its
        number (也是十个; 十二个，好的); what repeats names is an echo (`is_echo`).
        """
        if adds_nothing and self._reading.unknown:
            return True
        said = self._content
        if any(one.has(*_PICKING) for one in said) or (said and said[-1].has("de", "case")):
            return False
        return (repeats or (self._acknowledges and not self.named)) if follows else adds_nothing and not self.named


def _sides(mentions: Iterable[Mention]) -> set[str]:
    """Return the kinds of conditions that mentions name."""
    return {_SIDES.get(one.sort, one.sort) for one in mentions if one.filters}


def _parts(mentions: Iterable[Mention]) -> set[Filter]:
    return {part for one in mentions for part in one.filters}


def _is_number(mention: Mention) -> bool:
    return mention.sort in ("num", "number", "count")


def _is_unread(mention: Mention | None) -> bool:
    return mention is not None and mention.sort in ("unknown", "verb")
