"""Questions in a file: how the process that makes them hands them to those that answer. And what a process used."""

from __future__ import annotations

import hashlib
import json
import resource
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.tools.bench.questions.query import Query

WARM_UP = 5
"""Questions of each class that are asked before any is counted."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A question as the file has it."""

    text: str
    klass: str
    source: str
    first: tuple[str, ...] = ()
    """Ids of the cases one of which has to come first, or …"""
    exactly: str = ""
    """… the digest of the cases that the answer has to have."""
    size: int = 0
    """How many cases are right."""


def store(file: Path, one_case: Iterable[Query], all_cases: Iterable[Query]) -> None:
    """Writes questions for one case, and questions for all cases of a kind."""
    stored = [Stored(q.text, q.klass, q.source, tuple(sorted(q.targets)), "", len(q.targets)) for q in one_case]
    stored += [Stored(q.text, q.klass, q.source, (), digest(q.targets), len(q.targets)) for q in all_cases]
    file.write_text(json.dumps([asdict(one) for one in stored], ensure_ascii=False), encoding="utf-8")


def read(file: Path) -> list[Stored]:
    """What `store` wrote."""
    return [Stored(**{**one, "first": tuple(one["first"])}) for one in json.loads(file.read_text(encoding="utf-8"))]


def by_class(questions: list[Stored]) -> dict[str, list[Stored]]:
    """The same, by class, in order."""
    found: defaultdict[str, list[Stored]] = defaultdict(list)
    for question in questions:
        found[question.klass].append(question)
    return dict(found)


def digest(cases: Iterable[str]) -> str:
    """The same for the same set of ids."""
    return hashlib.sha256("\n".join(sorted(cases)).encode()).hexdigest()


def peak() -> float:
    """Peak resident megabytes of this process; Linux counts kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
