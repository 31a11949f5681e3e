"""Replace a part of a question that is a passage of a title with a slip by the passage itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from data.record import record
from intents.parsing.reading import Reading
from intents.parsing.title_runs import SEPARATORS
from intents.spelling.windows import stretches

if TYPE_CHECKING:
    from intents.spelling.title_search import TitleSearch


_WORD = 2
"""The maximum length of a fragment beside a slip that may belong to the mistyped word: 工|做法 is 工作法."""


@record
class Edit:
    """A replacement of a part of the question by a word."""

    score: float
    """How likely the word is meant, 0 to 1."""
    start: int
    end: int
    word: str
    swaps: bool = False
    """Whether the edit only swaps two characters."""


def titles(clean: str, reading: Reading, passages: TitleSearch) -> Iterator[Edit]:
    """Yield the edits that turn the first part that is nearly a passage of a title into this passage."""
    unknown = [(mention.tokens[0].start, mention.tokens[-1].end) for mention in reading.unknown]
    fixes = (list(of_title(clean, one, unknown, passages)) for one in dict.fromkeys(stretches(reading, len(clean))))
    yield from next((some for some in fixes if some), ())


def of_title(
    clean: str, stretch: tuple[int, int], slips: Sequence[tuple[int, int]], passages: TitleSearch
) -> Iterator[Edit]:
    """Yield the edits that turn a part of the question into a passage of a title, if they change one of the `slips`."""
    first, last = stretch
    kept = [at for at in range(first, last) if clean[at] not in SEPARATORS]
    written = "".join(clean[at] for at in kept)
    slipped = {at for start, end in slips for at in range(start, end)}
    sound = "".join("\n" if at in slipped else clean[at] for at in kept).split("\n")
    for passage, score in passages.like(written, [part for part in sound if len(part) > _WORD]):
        start, end, word = differing(written, passage)
        start, end = kept[start] if start < len(kept) else last, kept[end - 1] + 1 if end else first
        if any(start <= e and s <= end for s, e in slips):
            yield Edit(score, start, end, word)


def differing(stretch: str, passage: str) -> tuple[int, int, str]:
    """Return start and end of the part of `stretch` that differs from `passage`, and the passage's text there.

    The part is extended by a character before or after it if it is shorter than two characters.
    """
    start, end, size = 0, len(stretch), len(passage)
    while start < min(end, size) and stretch[start] == passage[start]:
        start += 1
    while end > start and size > start and stretch[end - 1] == passage[size - 1]:
        end, size = end - 1, size - 1
    if start and (end - start < 2 or size - start < 2):
        start -= 1
    if end < len(stretch) and (start in (end, size) or end - start < 2 or size - start < 2):
        end, size = end + 1, size + 1
    return start, end, passage[start:size]
