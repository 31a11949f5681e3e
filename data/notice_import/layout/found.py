"""What the analysis of a document finds, before names are split and put back in full."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Source = Literal["stated", "above", "story"]
"""Agencies are those of the row above where their cell is empty, those that the story names where none are stated."""


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case as it stands in the document."""

    title: str
    agencies: str
    """The agencies as one text; empty if none was found."""
    line: int
    """Where it begins, from 1."""
    tier: str = ""
    group: str = ""
    """The province or city whose heading stands above it; empty without one."""
    source: Source = "stated"
    """Where its agencies come from."""


@dataclass(frozen=True, slots=True)
class Found:
    """The cases of a document."""

    cases: tuple[FoundCase, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """The number of cases that the heading of a tier states, by its name."""
    score: float = 0
    """How sure the reading is: at most one for each case."""
    first: int = 0
    """The position of the first line of the list, from 1; 0 if there is none."""
    last: int = 0
    """The position of its last line."""
    table: bool = False
    """Whether the cases stand in a table."""
    prose: bool = False
    """Whether sentences name the cases."""
    header: str = ""
    """The names of the table's columns; empty if it has none."""

    def joined(self, other: Found) -> Found:
        """Return both, in the order of the document."""
        upper, lower = sorted((self, other), key=lambda found: found.first)
        return Found(
            upper.cases + lower.cases,
            {**upper.counts, **lower.counts},
            self.score + other.score,
            upper.first,
            lower.last,
            table=self.table,
            prose=self.prose,
            header=self.header,
        )
