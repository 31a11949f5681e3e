"""One repair of a question, and the scores from which repairs are made, offered or dropped."""

from __future__ import annotations

from dataclasses import dataclass

from intents.language.normalize import NormalizedText
from intents.model.answer import Repair
from intents.parsing.reading import Reading

SURE, LIKELY, SLIP = 0.76, 0.62, 0.52
"""Scores from which a repair is made, is offered, and is offered for a slip in a question that is clear otherwise."""
MARGIN, MARGIN_OF_SLIP, MARGIN_OF_SOUND = 0.04, 0.16, 0.03
"""How much less likely a repair may be than the best and still be offered beside it."""
SOUNDS = 0.98
"""The score of what sounds the same as one of the dataset's own places, and differs in one character."""
CERTAIN = 0.9
"""The score from which one of the dataset's own words goes before any other."""
OFFERED = 3
"""Readings that are offered, at most (SEMANTICS, the table)."""
HARMLESS = frozenset(
    (
        "case",
        "take",
        "which",
        "filler",
        "de",
        "measure",
        "unit",
        "who",
        "list",
        "have",
        "howmany",
        "sum",
        "card",
        "ne",
        "that",
    )
)
"""Effects of small words that may be mended without asking where all else is clear."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """One repair, and the question after it."""

    score: float
    text: NormalizedText
    reading: Reading
    repair: Repair
    drops: bool = False
    """Whether it only leaves a character out."""
    titled: bool = False
    """Whether it makes the question a passage of a title."""
    stretch: tuple[int, int] = (0, 0)
    """What it changes: the positions in the question as it was."""

    def meets(self, other: Repaired) -> bool:
        """Whether both change some of the same characters."""
        return self.stretch[0] < other.stretch[1] and other.stretch[0] < self.stretch[1]


def plausible(reading: Reading) -> bool:
    """Whether more than single words says that cases are asked for."""
    named = any(group.sort == "tier" for group in reading.groups)
    return (
        reading.bare
        or named
        or reading.has("case", "unit", "take", "who", "which", "howmany", "count", "sum", "ne", "that", "those", "all")
    )
