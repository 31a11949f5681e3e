"""The answer to a question, independent of the surface that shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from typing import Literal

from data.model import Agency, Case
from data.record import record

Kind = Literal[
    "cases", "card", "units", "count", "rank", "compare", "yes_no", "notice", "clarify", "none", "refuse", "help"
]


@record
class Repair:
    """A part of the question (`source`) that was read as something else (`target`)."""

    source: str
    target: str


@record
class Option:
    """A choice offered to the user: the label of its button and the question it asks."""

    label: str
    question: str


@record
class RankedItem:
    """One line of a ranking or a comparison."""

    name: str
    value: int


@record
class Answer:
    """The exact answer to one question (see the table at the end of SEMANTICS)."""

    kind: Kind
    heading: str
    """The first sentence of the reply."""
    question: str = ""
    understood: str = ""
    """The line of interpretation; empty if nothing was understood."""
    repairs: tuple[Repair, ...] = ()
    cases: Sequence[Case] = ()
    agencies: Sequence[Agency] = ()
    value: int | float | None = None
    yes: bool | None = None
    ranking: tuple[RankedItem, ...] = ()
    options: tuple[Option, ...] = ()
    unused: tuple[str, ...] = ()
    """Content words of the question that the answer does not use (SEMANTICS 14)."""
    notes: tuple[str, ...] = ()
    """Further sentences below the list."""
    remarks: Mapping[str, str] = field(default_factory=dict)
    """Case id → the remark that is shown with the case."""

    @property
    def is_empty(self) -> bool:
        """Whether the answer has nothing of what was asked for."""
        found = len(self.cases) or len(self.agencies) or len(self.ranking) or self.value
        return self.kind == "none" or (self.kind in ("cases", "units", "count") and not found)

    def with_(self, **changes: object) -> Answer:
        """Return a copy with some fields changed."""
        return replace(self, **changes)  # type: ignore[arg-type]
