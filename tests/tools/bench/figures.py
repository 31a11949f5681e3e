"""The figures of one run, as the processes that measure hand them over in JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Class:
    """How the questions of one class were answered, and what they cost."""

    number: int
    right: int
    """The right case first, or exactly the right cases."""
    asked: int
    """Asked back, with the right reading as the first option."""
    p50: float
    """Milliseconds."""
    p99: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """What it costs to have the data in memory."""

    seconds: float
    peak: float
    """Megabytes."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A question for a list: what the answer, its first page and its JSON cost."""

    cases: int
    ask: float
    """Milliseconds."""
    page: float
    json: float


@dataclass(frozen=True, slots=True)
class Asked:
    """What the engine did at one size."""

    built: float
    """Peak megabytes before the first question."""
    peak: float
    """Peak megabytes after the last."""
    classes: dict[str, Class]
    all_first: Class
    """The classes of questions for one case together."""
    listings: tuple[Listing, ...] = ()
    misses: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Peer:
    """What another way of searching did on the same questions."""

    name: str
    build: float
    classes: dict[str, Class]
    all_first: Class


@dataclass(slots=True)
class Size:
    """Everything about one number of cases."""

    cases: int
    yaml: Loaded | None = None
    again: Loaded | None = None
    """The same, once there can be a compiled form."""
    asked: Asked | None = None
    peers: tuple[Peer, ...] = ()


def percentile(times: Sequence[float], percent: int) -> float:
    """Of `times`, in any order, the one that so many percent do not pass; 0 where there are none."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0


def classed(outcomes: Sequence[str], seconds: Sequence[float]) -> Class:
    """The figures of a class from `right`, `asked`, `wrong`, and the seconds of each."""
    p50, p99 = (percentile(seconds, percent) * 1e3 for percent in (50, 99))
    return Class(len(outcomes), outcomes.count("right"), outcomes.count("asked"), p50, p99)
