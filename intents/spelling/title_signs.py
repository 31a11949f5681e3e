"""Signs that a question consists of the words of a title, with a slip."""

from __future__ import annotations

from intents.index.case_index import CaseIndex
from intents.language.normalize import NormalizedText
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading

_SMALL = 4
"""The maximum number of characters of function words that may be a part of a title with a slip."""
_ASIDE = frozenset(
    ("filler", "take", "tier_noun", "all", "every", "county", "sum", "notice", "card", "issuers", "help")
)
"""The effects that such function words may have otherwise."""
_JOINTS = frozenset(("and", "or", "comma", "stop", "de"))
"""The effects that a single character must not have to be such a part."""


def core(reading: Reading) -> tuple[int, int]:
    """Return the start and end of the subject: the question without the function words at both ends.

    Returns (0, 0) if nothing names a subject.
    """
    content = [
        mention
        for mention in reading.mentions
        if mention.sort in ("topic", "unknown", "verb", "num", "place")
        or mention.has("neg", "only", "over")
        or mention.text in (*reading.dropped, *reading.unaccounted)
    ]
    named = [mention for mention in content if mention.sort in ("topic", "unknown", "verb")]
    if not named:
        return 0, 0
    return content[0].tokens[0].start, content[-1].tokens[-1].end


def may_be_title(index: CaseIndex, reading: Reading) -> bool:
    """Return whether the question may be a title with a slip.

    It may if something is not understood or not used, if no case matches, or if 不 or 只 stands in a phrase that asks
    nothing.
    """
    if reading.unknown or reading.dropped or reading.unaccounted:
        return True
    if not any(group.sort == "topic" for group in reading.groups) or reading.has("which", "howmany", "who"):
        return False
    return not index.evaluate(reading.query.where) or (not reading.asks and bool(reading.has("neg", "only")))


def is_odd(index: CaseIndex, text: NormalizedText, reading: Reading) -> bool:
    """Return whether the question has words of titles in an unusual form.

    That is: words that no case has together, words in a row without a blank, or function words among them.
    """
    if not any(group.sort == "topic" for group in reading.groups):
        return False
    if reading.bare:
        typed_apart = text.blanks or any(mention.has("comma", "stop") for mention in reading.mentions)
        several = sum(mention.sort == "topic" for mention in reading.mentions) > 1
        if (several and not typed_apart) or not index.evaluate(reading.query.where):
            return True
    return has_asides(index, reading)


def has_asides(index: CaseIndex, reading: Reading) -> bool:
    """Return whether a few characters that ask for nothing stand among words of titles: 秒批|秒|发平台."""
    small = [mention for mention in reading.mentions if mention.sort != "topic"]
    if not 0 < sum(len(mention.text) for mention in small) <= _SMALL:
        return False
    if len(small[0].text) > 1 and len(small) == 1 and reading.mentions[0] == small[0]:
        return small[0].has("tier_noun", "take")  # 请问
    return all(_is_aside(index, mention, reading) for mention in small)


def _is_aside(index: CaseIndex, mention: Mention, reading: Reading) -> bool:
    if mention.sort == "place":
        return len(mention.text) == 1 and not index.evaluate(reading.query.where)
    effects = {effect for token in mention.tokens for effect in token.terms.effects}
    allowed = effects.isdisjoint(_JOINTS) if len(mention.text) == 1 else effects <= _ASIDE
    return mention.sort in ("op", "cases") and allowed
