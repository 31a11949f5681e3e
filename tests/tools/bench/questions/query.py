"""A question with its right answer; a light module, since processes whose memory is measured import it."""

from __future__ import annotations

from dataclasses import dataclass

ONE_CASE = ("title", "keywords", "keyword + place", "homophone", "look-alike", "dropped", "traditional", "chatty")
"""Classes of questions for one case."""
SLIPS = ("homophone", "look-alike", "dropped")
"""Those of them with a wrong character."""
ALL_CASES = ("place", "unit", "tier")
"""Classes of questions for all cases of a kind."""


@dataclass(frozen=True, slots=True)
class TargetQuestion:
    """A question, and the cases that are right: one of them first in the answer, or exactly these."""

    text: str
    klass: str
    targets: frozenset[str]
    """Ids; `one_case` and `all_cases` define which cases are right, by class."""
    source: str
    """The question before it was edited."""
