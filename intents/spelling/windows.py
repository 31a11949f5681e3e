"""Examine a window of a question that is not wholly understood: its tokens, its neighbours and its borders."""

from __future__ import annotations

from collections.abc import Iterator

from intents.parsing.mention import Mention
from intents.parsing.reading import Reading
from intents.parsing.terms import Token

_NEAR, _REACH = 2, 7
"""By how many characters a window may extend beyond what is not understood: across tokens, and at token borders."""


def latin(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run of two or more Latin letters in [start, end)."""
    while start < end:
        stop = start
        while stop < end and clean[stop].isascii() and clean[stop].isalpha():
            stop += 1
        if stop - start > 1:
            yield start, stop
        start = max(stop, start + 1)


def stretches(reading: Reading, size: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of the parts of a question that may be a title with a slip.

    These are the whole question, the part from the first name to the last, and each unknown mention with the names
    beside it.
    """
    yield 0, size
    named = [m for m in reading.mentions if m.sort not in ("op", "cases")]
    yield named[0].tokens[0].start, named[-1].tokens[-1].end
    for mention in reading.unknown:
        at = named.index(mention)
        for first, last in ((at - 1, at + 1), (at - 1, at), (at, at + 1), (at, at)):
            if first >= 0 and last < len(named):
                yield named[first].tokens[0].start, named[last].tokens[-1].end


def borders(reading: Reading, first: int, last: int, size: int) -> tuple[set[int], set[int]]:
    """Return the possible starts and ends of a window around [first, last): anywhere near, else at token borders."""
    starts = set(range(max(0, first - _NEAR), last))
    ends = set(range(first + 1, min(size, last + _NEAR) + 1))
    for mention in reading.mentions:
        for token in mention.tokens:
            if first - _REACH <= token.start < first:
                starts.add(token.start)
            if last < token.end <= last + _REACH:
                ends.add(token.end)
    return starts, ends


def inside(reading: Reading) -> set[int]:
    """Return the positions within a dictionary word or a longer function word, where no window begins or ends."""
    return {
        position
        for mention in reading.mentions
        for token in mention.tokens
        if token.word or (mention.sort == "op" and any(term.value != "filler" for term in token.terms))
        for position in range(token.start + 1, token.end)
    }


def overlaps_word(reading: Reading, start: int, end: int) -> bool:
    """Return whether the window overlaps a dictionary word in what is not understood."""
    return any(
        (token.word or (token.terms and len(token.text) > 1)) and token.start < end and start < token.end
        for mention in reading.unknown
        for token in mention.tokens
    )


def tokens(reading: Reading, start: int, end: int) -> Iterator[Token]:
    """Yield the tokens that lie wholly in the window."""
    for mention in reading.mentions:
        for token in mention.tokens:
            if start <= token.start and token.end <= end:
                yield token


def holds_topic(reading: Reading, start: int, end: int) -> bool:
    """Return whether the window overlaps a known topic, so that only the rest of the window is in doubt."""
    return any(
        token.start < end and start < token.end and len(token.text) > 1
        for mention in reading.mentions
        if mention.sort == "topic"
        for token in mention.tokens
    )


_BESIDE = 2
"""The maximum number of characters between a window and what stands beside it."""


def beside_topic(reading: Reading, start: int, end: int) -> bool:
    """Return whether a known topic stands beside the window, at most two characters away: 食品安全|追诉."""
    topics = (token for mention in reading.mentions if mention.sort == "topic" for token in mention.tokens)
    return any(0 <= start - token.end <= _BESIDE or 0 <= token.start - end <= _BESIDE for token in topics)


def holds_small(reading: Reading, start: int, end: int) -> bool:
    """Return whether the window contains a function word that was understood."""
    return any(
        start <= token.start and token.end <= end
        for mention in reading.mentions
        if mention.sort == "op"
        for token in mention.tokens
    )


def beside_letter(reading: Reading, at: int) -> bool:
    """Return whether a one-character place stands beside the position, so that both may be one mistyped name."""
    return any(
        len(token.text) == 1 and token.term("place") and (token.end == at or token.start == at + 1)
        for mention in reading.mentions
        for token in mention.tokens
    )


def ends_as_noun(reading: Reading, mention: Mention) -> bool:
    """Return whether the mention ends the question after 的, where the noun asked for stands: …的诗."""
    at = reading.mentions.index(mention)
    return at == len(reading.mentions) - 1 and at > 0 and reading.mentions[at - 1].has("de")


def follows_number(reading: Reading, mention: Mention) -> bool:
    """Return whether the mention follows a number or 多少, and no countable noun follows it."""
    at = reading.mentions.index(mention)
    before = reading.mentions[at - 1] if at else None
    after = reading.mentions[at + 1] if at + 1 < len(reading.mentions) else None
    counts = before is not None and (before.has("howmany") or before.tokens[-1].number is not None)
    return counts and (after is None or not after.has("case", "unit", "province", "city", "county", "place_noun"))


def makes_word(reading: Reading, start: int, end: int) -> bool:
    """Return whether a token of several characters overlaps [start, end), as it must after a transposition."""
    return any(
        len(token.text) > 1 and (token.terms or token.number is not None) and token.start < end and start < token.end
        for mention in reading.mentions
        for token in mention.tokens
    )
