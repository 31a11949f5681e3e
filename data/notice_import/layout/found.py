"""The cases found in a document, before names are split and restored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Source = Literal["stated", "above", "story"]
"""Where the agencies of a case come from.

`above` is the row above an empty cell, `story` the text about a case that states no agencies otherwise.
"""


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case as written in the document."""

    title: str
    agencies: str
    """The agencies as one text; empty if none was found."""
    line: int
    """The position where the case begins, from 1."""
    tier: str = ""
    group: str = ""
    """The province or city whose heading stands above the case; empty without one."""
    source: Source = "stated"
    """Where the agencies come from."""


@dataclass(frozen=True, slots=True)
class Found:
    """The cases of a document."""

    cases: tuple[FoundCase, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    """Name of a tier → the number of cases that its heading states."""
    score: float = 0
    """The certainty of the reading: at most one per case."""
    first: int = 0
    """The position of the first line of the list, from 1; 0 without cases."""
    last: int = 0
    """The position of the last line of the list; 0 without cases."""
    table: bool = False
    """Whether the cases stand in a table."""
    prose: bool = False
    """Whether the cases are named in sentences."""
    header: str = ""
    """The joined names of the table's columns; empty without a header."""

    def joined(self, other: Found) -> Found:
        """Return the cases of both, in the order of the document."""
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
