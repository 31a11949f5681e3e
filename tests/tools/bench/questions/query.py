"""A question with what is right for it; light, since processes whose memory is measured read it."""

from __future__ import annotations

from dataclasses import dataclass

ONE_CASE = ("title", "keywords", "keyword + place", "homophone", "look-alike", "dropped", "traditional", "chatty")
"""Classes of questions for one case."""
SLIPS = ("homophone", "look-alike", "dropped")
"""Those of them that have a character wrong."""
ALL_CASES = ("place", "unit", "tier")
"""Classes of questions for all cases of a kind."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the cases that are right: one of them first in the answer, or exactly these."""

    text: str
    klass: str
    targets: frozenset[str]
    """Ids. See `queries.Asker` and `sets` for which cases are meant, class by class."""
    source: str
    """What was meant before it was edited."""
