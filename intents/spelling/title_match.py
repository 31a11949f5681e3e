"""Match a text as a whole against titles, aliases and long parts of them (SEMANTICS 8)."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import NamedTuple

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from intents.index.bitset import positions
from intents.index.topic_index import TopicIndex

MIN_LENGTH = 6
"""The minimum length of a text that is matched: a shorter one is near too many titles."""
MIN_SHARED_BIGRAMS = 0.3
"""The minimum share of the text's bigrams that a title must have to be compared."""
MAX_CANDIDATES = 200
"""The maximum number of titles that are compared, those that share most bigrams first."""
MIN_RATIO, ALIGNED = 60, 12
"""The minimum partial ratio of a name that is aligned with the text, and the maximum number of such names."""
MAX_REACH = 4
"""The maximum number of characters by which the nearest part may extend beyond the aligned window."""
MAX_EDIT_RATE = 0.29
"""The maximum number of edits per character of the text; two edits in nineteen characters are a tenth."""
MARGIN = 2
"""The minimum number of edits by which the next title must be farther for the first title to be meant."""
SINGLE = 1
"""The number of edits up to which the nearest part is meant, however near the next one is."""
OFFERED = 3
"""The maximum number of titles that are offered if several are near."""


class TitleMatch(NamedTuple):
    """A case whose title or alias, or a long part of it, is near to a text."""

    position: int
    """The position of the case in the index."""
    name: str
    """The title or alias."""
    part: str
    """The part of the title or alias that is meant."""
    edits: int


def match_titles(text: str, topics: TopicIndex) -> list[TitleMatch]:
    """Return the cases whose title, or a long part of it, the text is a slip for, the nearest first.

    A single result, or several results with the same part, means that the text means that part; otherwise it may mean
    any of the results. Texts are compared by optimal string alignment over the window of the title that rapidfuzz's
    partial ratio aligns.
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
    """Return the positions of the subjects that share enough bigrams with the text."""
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
    """Return the part of a name that is nearest to the text, and the number of edits between them."""
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
    """Return the part of a name, extended by adjacent Latin letters and digits of the words at its ends."""
    start = name.find(part)
    end = start + len(part)
    while start > 0 and _is_latin(name[start - 1]) and _is_latin(name[start]):
        start -= 1
    while end < len(name) and _is_latin(name[end - 1]) and _is_latin(name[end]):
        end += 1
    return name[start:end]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
