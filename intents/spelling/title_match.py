"""Match a text as a whole against titles, aliases and long parts of them (SEMANTICS 8)."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from intents.index.bitset import positions
from intents.index.topic_index import TopicIndex

MIN_LENGTH = 6
"""Characters of a text from which it is matched: a shorter one is near too many titles."""
MIN_SHARED_BIGRAMS = 0.3
"""The share of its pairs of characters that a title must have to be compared."""
MAX_CANDIDATES = 200
"""Titles that are compared: those that share most pairs of characters."""
MIN_RATIO, ALIGNED = 60, 12
"""The partial ratio from which a name is aligned with the text, and how many names are, at most."""
MAX_REACH = 4
"""Characters around what partial ratio aligns in which the nearest part is looked for, at most."""
MAX_EDIT_RATE = 0.29
"""Edits in a text for each of its characters, at most; two edits in nineteen are a tenth."""
MARGIN = 2
"""By how many edits the next title must be farther for the first to be meant."""
SINGLE = 1
"""Edits up to which the nearest part is meant, however near the next: that would take one more."""
OFFERED = 3
"""Titles that are offered where several are near."""


class TitleMatch(NamedTuple):
    """A case whose title, or a long part of it, a text is near to."""

    position: int
    """The position of the case in the index."""
    name: str
    """The title or alias."""
    part: str
    """The part of it that is meant."""
    edits: int


def match_titles(text: str, topics: TopicIndex) -> list[TitleMatch]:
    """Return the cases whose title, or a long part of it, the text is a slip for, the nearest first.

    One result, or several of one part: the text means it. Several: it may mean any of them. Texts are compared by
    optimal string alignment over the window of the title that rapidfuzz's partial ratio aligns.
    """
    if len(text) < MIN_LENGTH:
        return []
    most = max(1, int(len(text) * MAX_EDIT_RATE))
    found: dict[int, TitleMatch] = {}
    every = ((name, at) for at in _candidates(text, topics) for name in topics.subjects[at].split("\n"))
    names = [(name, at) for name, at in every if len(name) >= len(text) - most]
    alike = process.extract(
        text,
        [name for name, _ in names],
        scorer=fuzz.partial_ratio,
        processor=None,
        score_cutoff=MIN_RATIO,
        limit=ALIGNED,
    )
    for name, _, at in alike:
        position = names[at][1]
        part, edits = _nearest_part(text, name, most)
        if edits <= most and (position not in found or edits < found[position].edits):
            found[position] = TitleMatch(position, name, _in_whole_words(part, name), edits)
    ranked = sorted(found.values(), key=lambda match: (match.edits, match.position))
    if not ranked:
        return []
    nearest = [match for match in ranked if match.edits == ranked[0].edits]
    is_far = len(nearest) == len(ranked) or ranked[len(nearest)].edits - ranked[0].edits >= MARGIN
    if len({match.part for match in nearest}) == 1 and (is_far or ranked[0].edits <= SINGLE):
        return nearest[:OFFERED]
    return ranked[:OFFERED]


def _candidates(text: str, topics: TopicIndex) -> list[int]:
    """The positions of the subjects that share enough pairs of characters with the text."""
    pairs = {first + second for first, second in pairwise(text)}
    found: list[int] = []
    for number, some in topics.bigrams.shared(pairs):
        if number < len(pairs) * MIN_SHARED_BIGRAMS:
            break
        found += islice(positions(some), MAX_CANDIDATES - len(found))
        if len(found) == MAX_CANDIDATES:
            break
    return found


def _nearest_part(text: str, name: str, most: int) -> tuple[str, int]:
    """The part of a name that the text is nearest to, and the number of edits between them."""
    if len(name) <= len(text):
        return name, OSA.distance(text, name)
    aligned = fuzz.partial_ratio_alignment(text, name)
    if aligned is None:
        return name, len(name)
    best = (name, OSA.distance(text, name))
    reach = min(most + 1, MAX_REACH)
    for start in range(max(0, aligned.dest_start - reach), aligned.dest_start + reach + 1):
        for end in range(max(start + 1, aligned.dest_end - reach), min(len(name), aligned.dest_end + reach) + 1):
            part = name[start:end]
            edits = OSA.distance(text, part, score_cutoff=best[1])
            if (edits, abs(len(part) - len(text))) < (best[1], abs(len(best[0]) - len(text))):
                best = (part, edits)
    return best


def _in_whole_words(part: str, name: str) -> str:
    """The part of a name, with the Latin letters and digits beside it that are of one word with its ends."""
    start = name.find(part)
    end = start + len(part)
    while start > 0 and _is_latin(name[start - 1]) and _is_latin(name[start]):
        start -= 1
    while end < len(name) and _is_latin(name[end - 1]) and _is_latin(name[end]):
        end += 1
    return name[start:end]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
