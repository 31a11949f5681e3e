"""A file of questions, from the process that generates them to those that answer; and the memory of a process."""

from __future__ import annotations

import hashlib
import json
import resource
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.tools.bench.questions.query import TargetQuestion

WARM_UP = 5
"""Questions of each class that are asked before any is counted."""


@dataclass(frozen=True, slots=True)
class StoredQuestion:
    """A question in the file."""

    text: str
    klass: str
    source: str
    first: tuple[str, ...] = ()
    """Ids of the cases one of which must come first, or …"""
    exactly: str = ""
    """… the digest of the cases that the answer must have."""
    size: int = 0
    """The number of right cases."""


def store(file: Path, one_case: Iterable[TargetQuestion], all_cases: Iterable[TargetQuestion]) -> None:
    """Write questions for one case, and questions for all cases of a kind."""
    stored = [StoredQuestion(q.text, q.klass, q.source, tuple(sorted(q.targets)), "", len(q.targets)) for q in one_case]
    stored += [StoredQuestion(q.text, q.klass, q.source, (), digest(q.targets), len(q.targets)) for q in all_cases]
    file.write_text(json.dumps([asdict(one) for one in stored], ensure_ascii=False), encoding="utf-8")


def read(file: Path) -> list[StoredQuestion]:
    """Read what `store` wrote."""
    return [
        StoredQuestion(**{**one, "first": tuple(one["first"])}) for one in json.loads(file.read_text(encoding="utf-8"))
    ]


def by_class(questions: list[StoredQuestion]) -> dict[str, list[StoredQuestion]]:
    """Return the questions by class, in order."""
    found: defaultdict[str, list[StoredQuestion]] = defaultdict(list)
    for question in questions:
        found[question.klass].append(question)
    return dict(found)


def digest(cases: Iterable[str]) -> str:
    """Return a digest that is equal for equal sets of ids."""
    return hashlib.sha256("\n".join(sorted(cases)).encode()).hexdigest()


def peak_memory() -> float:
    """Return the peak resident memory of this process in megabytes; Linux counts kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
