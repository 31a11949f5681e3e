"""Phrasings of one meaning each, by people who had not seen the code: whatever the wording, the answer is one.

`questions.txt` has a line with the meaning and a line with its phrasings; `follow_ups.txt` has between these the turns
before, for which the phrasings are the last turn.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from intents.engine import Engine
from intents.model.answer import Answer

HERE = Path(__file__).parent
UNDECIDED = ("clarify", "refuse")


class Group(NamedTuple):
    """A meaning, the turns before, and its phrasings."""

    meaning: str
    before: tuple[str, ...]
    phrasings: tuple[str, ...]


class Outcome(NamedTuple):
    """What became of the phrasings of a group."""

    otherwise: list[str]
    """Those answered otherwise than most."""
    undecided: list[str]
    """Those asked about or refused."""


def groups(name: str) -> Iterator[Group]:
    """Yield the groups of a file."""
    meaning, before = "", tuple[str, ...]()
    for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("# "):
            meaning, before = line[2:], ()
        elif line.startswith("@ "):
            before = tuple(line[2:].split(" / "))
        else:
            yield Group(meaning, before, tuple(line.split("|")))


def ask(group: Group, engine: Engine) -> Outcome:
    """Return what becomes of the phrasings of a group; a list of one counts as its card."""
    context = None
    for turn in group.before:
        _, context = engine.ask(turn, context, 0.0)
    answers = {phrasing: engine.ask(phrasing, context, 0.0)[0] for phrasing in group.phrasings}
    decided = {phrasing: _says(answer) for phrasing, answer in answers.items() if answer.kind not in UNDECIDED}
    most = Counter(decided.values()).most_common(1)[0][0] if decided else ()
    return Outcome(
        [phrasing for phrasing, said in decided.items() if said != most],
        [phrasing for phrasing, answer in answers.items() if answer.kind in UNDECIDED],
    )


def _says(answer: Answer) -> tuple[object, ...]:
    """Return what an answer says: its value, its verdict, the cases or agencies asked for, and its ranking."""
    cases = sorted(case.id for case in answer.cases)
    agencies = sorted(agency.name for agency in answer.agencies)
    kind = "cases" if answer.kind == "card" else answer.kind
    shown = {"cases": cases, "yes_no": cases, "units": agencies}.get(kind, [])
    lines = tuple((line.name, line.value) for line in answer.ranking or ())
    return kind, answer.value, answer.yes, tuple(shown), lines
