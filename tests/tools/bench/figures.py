"""The figures of one run, which the measuring processes pass on as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """The outcomes and times of the questions of one class."""

    number: int
    right: int
    """Answers with the right case first, or with exactly the right cases."""
    listed: int
    """Answers with the right case among the first ten."""
    asked: int
    """Clarifications with the right reading as the first option."""
    p50: float
    """Milliseconds."""
    p99: float


@dataclass(frozen=True, slots=True)
class StartupFigures:
    """The cost of loading the data."""

    seconds: float
    peak: float
    """Megabytes."""


@dataclass(frozen=True, slots=True)
class ListFigures:
    """The cost of a list: the answer, its first page and its JSON."""

    cases: int
    ask: float
    """Milliseconds."""
    page: float
    json: float


@dataclass(frozen=True, slots=True)
class EngineFigures:
    """The engine's figures at one size."""

    built: float
    """Peak megabytes before the first question."""
    peak: float
    """Peak megabytes after the last question."""
    classes: dict[str, ClassFigures]
    all_first: ClassFigures
    """All classes of questions for one case together."""
    listings: tuple[ListFigures, ...] = ()
    misses: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PeerFigures:
    """The figures of another engine for the same questions."""

    name: str
    build: float
    """Seconds."""
    classes: dict[str, ClassFigures]
    all_first: ClassFigures


@dataclass(slots=True)
class SizeFigures:
    """All figures for one number of cases."""

    cases: int
    yaml: StartupFigures | None = None
    again: StartupFigures | None = None
    """The same, from the compiled form."""
    asked: EngineFigures | None = None
    peers: tuple[PeerFigures, ...] = ()


def percentile(times: Sequence[float], percent: int) -> float:
    """Return the percentile of `times`, in any order; 0 for none."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else 0.0


def class_figures(outcomes: Sequence[str], seconds: Sequence[float]) -> ClassFigures:
    """Return the figures of a class from the outcomes of its questions, as `judge` names them, and their seconds."""
    p50, p99 = (percentile(seconds, percent) * 1e3 for percent in (50, 99))
    right, listed, asked = (outcomes.count(outcome) for outcome in ("right", "listed", "asked"))
    return ClassFigures(len(outcomes), right, listed, asked, p50, p99)
