"""One repair of a question, and the scores from which repairs are made, offered or discarded."""

from __future__ import annotations

from data.record import record
from intents.language.normalize import NormalizedText
from intents.model.answer import Repair
from intents.parsing.reading import Reading

SURE, LIKELY, SLIP = 0.76, 0.62, 0.52
"""The minimum score of a repair that is made, that is offered, and that is offered for a slip in a clear question."""
MARGIN, MARGIN_OF_SLIP, MARGIN_OF_SOUND = 0.04, 0.16, 0.03
"""By how much the score of a repair may be lower than the best one for it to be offered as well."""
SOUNDS = 0.98
"""The score of a homophone of one of the dataset's own places that differs in one character."""
CERTAIN = 0.9
"""The score from which one of the dataset's own words takes precedence over any other word."""
OFFERED = 3
"""The maximum number of readings that are offered (SEMANTICS, the table)."""
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
"""The effects of function words that may be repaired without asking if the rest of the question is clear."""


@record
class Repaired:
    """One repair, and the question after this repair."""

    score: float
    text: NormalizedText
    reading: Reading
    repair: Repair
    drops: bool = False
    """Whether the repair only deletes a character."""
    titled: bool = False
    """Whether the repair turns the question into a passage of a title."""
    stretch: tuple[int, int] = (0, 0)
    """The start and end of the repaired part, as positions in the original question."""

    def meets(self, other: Repaired) -> bool:
        """Return whether both repairs change some of the same characters."""
        return self.stretch[0] < other.stretch[1] and other.stretch[0] < self.stretch[1]


def plausible(reading: Reading) -> bool:
    """Return whether the reading has words that ask for cases, or names a tier, rather than only single words."""
    named = any(group.sort == "tier" for group in reading.groups)
    return (
        reading.bare
        or named
        or reading.has("case", "unit", "take", "who", "which", "howmany", "count", "sum", "ne", "that", "those", "all")
    )
