"""Signs that a question is the words of a title, with a slip."""

from __future__ import annotations

from intents.index.case_index import CaseIndex
from intents.language.normalize import NormalizedText
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading

_SMALL = 4
"""Characters of words that ask for nothing, at most, that may be a part of a title with a slip."""
_ASIDE = frozenset(
    ("filler", "take", "tier_noun", "all", "every", "county", "sum", "notice", "card", "issuers", "help")
)
"""What they mean otherwise."""
_JOINTS = frozenset(("and", "or", "comma", "stop", "de"))
"""What a single character must not mean, to be such a part."""


def core(reading: Reading) -> tuple[int, int]:
    """Return where the subject begins and ends: what is left without the words at both ends that name nothing."""
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
    """Return whether something is not understood or not used, comes to nothing, or stands amid a title."""
    if reading.unknown or reading.dropped or reading.unaccounted:
        return True
    if not any(group.sort == "topic" for group in reading.groups) or reading.has("which", "howmany", "who"):
        return False
    return not index.evaluate(reading.query.where) or (not reading.asks and bool(reading.has("neg", "only")))


def is_odd(index: CaseIndex, text: NormalizedText, reading: Reading) -> bool:
    """Return if words of titles were typed that no case has together, or in a row, or with small words among them."""
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
