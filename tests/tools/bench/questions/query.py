"""A question with its right answer; a light module, since processes whose memory is measured import it."""

from __future__ import annotations

from dataclasses import dataclass

ONE_CASE = (
    "title",
    "part",
    "two keywords",
    "two keywords, run together",
    "three keywords",
    "three keywords, run together",
    "place in the title only",
    "place in the units only",
    "one typo",
    "two typos",
    "homophone",
    "dropped",
    "swapped",
    "traditional",
    "chatty",
)
"""Classes of questions for one case."""
ALL_CASES = ("place", "count", "unit", "tier", "place + tier", "two places")
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
