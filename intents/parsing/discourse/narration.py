"""Tell the question at the end of a message from the sentences before it, which only tell something."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from intents.language.normalize import NormalizedText
from intents.language.word_classes import CLASSES
from intents.parsing.discourse.sentences import is_asked
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading

_ASKING = ("which", "who", "howmany", "yes_no", "compare", "compare_less", "why", "reason")
"""The effects of words that ask something themselves."""
_CHANGING = ("only", "alone", "except", "instead", "turn", "rather", "anew", "undo", "front", "restore", "unnarrowed")
"""The effects of words that change what is asked."""
_PICKING = (
    *("show", "list", "card", "back", "ordinal", "pick", "next", "previous", "last", "other", "rest", "point", "those"),
    *("neg", "neg_left", "neg_right", "is_not", "or", "over", "under", "each", "every", "most", "least"),
)
"""The effects of words that request something, or make a condition of what was shown."""


def last_start(text: NormalizedText, reading: Reading, *, follows: bool) -> int:
    """Return where the last sentence of a message begins; 0 if it is a single sentence, or if one before it asks.

    In what `follows` a question, an acknowledgement ends a sentence, too: 十六个，好的，没有齐全的是哪几个.
    """
    *before, last = [(start, end) for start, end in text.sentences() if start < end] or [(0, 0)]
    if any(is_asked(text, start, end) for start, end in before):
        return 0
    begins = last[0] if before else 0
    mentions = reading.mentions if follows else ()
    for mention, after in pairwise(mentions):
        if mention.text in CLASSES.acknowledgements and after.has("stop") and after.tokens[-1].end < len(text.clean):
            begins = max(begins, after.tokens[-1].end)
    return begins


class Told:
    """What stands before the last sentence of a message."""

    def __init__(self, reading: Reading) -> None:
        self._reading, self.mentions, self.where = reading, reading.mentions, reading.query.where

    @property
    def asks(self) -> bool:
        """Whether it asks something itself, or changes what is asked."""
        return self._reading.has(*_ASKING, *_CHANGING)

    @cached_property
    def named(self) -> list[Mention]:
        """The mentions with conditions, without a number that counts what is not understood: 最后一个环节."""
        pairs = zip(self.mentions, (*self.mentions[1:], None), strict=False)
        return [one for one, after in pairs if one.filters and not (_is_number(one) and _is_unread(after))]

    def is_talk(self, *, follows: bool, repeats: bool, adds_nothing: bool) -> bool:
        """Return whether it is only talk, beside what the question and the one before name.

        `repeats` is whether it names nothing else; `adds_nothing` is whether what it names holds of their cases.

        A story has words that are not understood (上个月去绍兴录外景). What follows a question may repeat its answer:
        with an acknowledgement after it (五统一，对上了), or as a statement (也是十个).
        """
        if (adds_nothing and self._reading.unknown) or (follows and self.mentions[-1].text in CLASSES.acknowledgements):
            return True
        if self._reading.has(*_PICKING) or self.mentions[-1].has("de", "case"):
            return False
        return repeats if follows else adds_nothing and not self.named


def _is_number(mention: Mention) -> bool:
    return mention.sort in ("num", "number", "count")


def _is_unread(mention: Mention | None) -> bool:
    return mention is not None and mention.sort in ("unknown", "verb")
