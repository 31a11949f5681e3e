"""The figures of a run as Markdown, for docs/reliability.md."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import psutil

from tests.tools.soak.broadcast import BroadcastFigures
from tests.tools.soak.due_query import MOST_MILLISECONDS, QueryFigures
from tests.tools.soak.full_disk import MOST_SECONDS as MOST_RECOVERY
from tests.tools.soak.full_disk import FullDiskFigures
from tests.tools.soak.kills import KillFigures
from tests.tools.soak.memory import MOST_GROWTH, MemoryFigures
from tests.tools.soak.odd import OddFigures
from tests.tools.soak.takeover import MOST_SECONDS as MOST_TAKEOVER
from tests.tools.soak.takeover import TakeoverFigures

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "reliability.md"

MOST_TIME, MOST_LATENCY = 1.05, 1.0
"""Guarantees: ratio to the time that the limits allow; seconds to an answer, 99th percentile."""

Rows = Iterable[tuple[object, ...]]


class Section:
    """A part of the document, and the guarantees that its figures break."""

    def __init__(self, name: str, heading: str, head: Sequence[str], rows: Rows, broken: dict[str, object]) -> None:
        """`name` is that of its markers in the document; `broken` has what is wrong, and whether it is."""
        self.name = name
        self.text = f"### {heading}\n\n{origin()}\n\n{_table(head, rows)}"
        self.broken = [what for what, wrong in broken.items() if wrong]

    def insert(self, document: str) -> str:
        """Return the document with this section between its markers. Raises ValueError if they are missing."""
        begin, end = f"<!-- soak writes {self.name} -->", f"<!-- end of {self.name} -->"
        before, found, rest = document.partition(begin)
        _, found_end, after = rest.partition(end)
        if not found or not found_end:
            raise ValueError(f"{DOCUMENT.name} needs the lines {begin} and {end}")
        return f"{before}{begin}\n\n{self.text}\n\n{end}{after}"


def origin() -> str:
    """Return where the figures come from: machine, commit and date."""
    git = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True, check=False).stdout.strip()
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}) and {memory:.0f} GB, shared with other work; "
        f"Python {platform.python_version()}; commit {commit or 'unknown'}; {datetime.now(UTC):%Y-%m-%d}."
    )


def kill_section(runs: Sequence[KillFigures]) -> Section:
    """Report the kills, a row for each database and seed."""
    lost, unrecorded, again, uncounted = (
        sum(getattr(run, name) for run in runs) for name in ("lost", "unrecorded", "again", "uncounted")
    )
    kills = sum(len(run.kills) for run in runs)
    return Section(
        "kills",
        f"Killed {kills} times, in {len(runs)} broadcasts to {runs[0].chats} chats each",
        (
            "database, seed",
            "kills",
            "of these before the first message",
            "chats without it",
            "not recorded once",
            "again after being recorded",
            "unknown outcomes",
            "of these arrived",
            "copies",
            "copies not counted as unknown",
        ),
        (
            (
                f"{run.database}, {run.seed}",
                len(run.kills),
                sum(not kill.sending for kill in run.kills),
                run.lost,
                run.unrecorded,
                run.again,
                run.unanswered,
                sum(kill.arrived for kill in run.kills),
                run.twice,
                run.uncounted,
            )
            for run in runs
        ),
        {
            f"{lost} chats got nothing": lost,
            f"{unrecorded} chats are not recorded once, as sent": unrecorded,
            f"{again} chats got what had been recorded as sent": again,
            f"{uncounted} copies are not counted as unknown": uncounted,
        },
    )


def broadcast_section(run: BroadcastFigures, *, timed: bool = True) -> Section:
    """Report a broadcast; without `timed`, time is not judged, as a short run depends on the machine."""
    return Section(
        "broadcast",
        f"A broadcast to {run.chats:,} chats while {run.questions} questions are asked",
        ("what", "figure"),
        (
            ("seconds from the first message to the last", f"{run.seconds:.1f}"),
            ("answers sent during that time", run.answers),
            ("seconds that the limits allow for all of them", f"{run.allowed:.1f}"),
            (f"ratio (at most {MOST_TIME})", f"{run.ratio:.3f}"),
            ("seconds to an answer, p50", f"{run.p50:.2f}"),
            (f"seconds to an answer, p99 (at most {MOST_LATENCY:g})", f"{run.p99:.2f}"),
            ("questions without an answer", run.unanswered),
            ("calls refused by flood control", run.refused),
        ),
        {
            f"the broadcast took {run.ratio:.3f} of the time that the limits allow": timed and run.ratio > MOST_TIME,
            f"answers took {run.p99:.2f} s (p99)": timed and run.p99 > MOST_LATENCY,
            f"{run.unanswered} questions were not answered": run.unanswered,
        },
    )


def takeover_section(runs: Sequence[TakeoverFigures]) -> Section:
    """Report the take-overs, a row for each database."""
    slowest = max(max(run.seconds) for run in runs)
    return Section(
        "takeovers",
        "The leader is killed while a standby waits",
        (
            "database",
            "kills",
            "seconds to the next message: median",
            f"at most ({MOST_TAKEOVER:g} allowed)",
            "chats without it",
            "not recorded once",
            "unknown outcomes",
            "copies",
            "copies not counted as unknown",
        ),
        (
            (
                run.database,
                len(run.seconds),
                f"{median(run.seconds):.1f}",
                f"{max(run.seconds):.1f}",
                run.lost,
                run.unrecorded,
                run.unanswered,
                run.twice,
                run.uncounted,
            )
            for run in runs
        ),
        {
            f"a take-over took {slowest:.1f} s": slowest > MOST_TAKEOVER,
            "chats got nothing": any(run.lost for run in runs),
            "chats are not recorded once, as sent": any(run.unrecorded for run in runs),
            "copies are not counted as unknown": any(run.uncounted for run in runs),
        },
    )


def memory_section(run: MemoryFigures, *, judged: bool = True) -> Section:
    """Report the memory. Unless `judged`, it may grow: a shorter run ends before caches are full."""
    quarters = (f"{megabytes:.1f}" for megabytes in run.quarters)
    return Section(
        "memory",
        f"Memory over {run.questions:,} questions, with a broadcast to {run.chats} chats in the middle",
        ("", "first quarter", "second", "third", "last", "most"),
        (
            ("MB resident, mean", *quarters, f"{run.most:.1f}"),
            ("from the third to the last", "", "", "", f"{run.growth:+.1%}", ""),
        ),
        {
            f"memory changed by {run.growth:+.1%}": judged and run.growth > MOST_GROWTH,
            f"{run.unanswered} questions were not answered": run.unanswered,
        },
    )


def full_disk_section(run: FullDiskFigures) -> Section:
    """Report the full disk."""
    return Section(
        "full disk",
        f"A full disk ({run.disk})",
        ("what", "figure"),
        (
            ("questions asked while it was full", run.asked),
            ("without an answer (at most 0)", run.unanswered),
            ("seconds to the slowest answer", f"{run.slowest:.2f}"),
            ("seconds until administrators were told", f"{run.told:.1f}"),
            (
                f"seconds from free space to what was asked being written (at most {MOST_RECOVERY:g})",
                f"{run.recovered:.1f}",
            ),
            ("a follow-up to it after a restart", "answered" if run.remembered else "not answered"),
        ),
        {
            f"{run.unanswered} questions were not answered": run.unanswered,
            "administrators were not told": not run.told,
            f"it took {run.recovered:.0f} s to recover": run.recovered > MOST_RECOVERY,
            "what was asked is forgotten": not run.remembered,
        },
    )


def odd_section(run: OddFigures) -> Section:
    """Report odd updates and random questions."""
    return Section(
        "odd",
        "Odd updates and random questions",
        ("what", "figure"),
        (
            ("updates of every type, most with odd fields", f"{run.updates:,}"),
            ("of these handled as empty ones, since they cannot be read", f"{run.unreadable:,}"),
            ("unexpected errors (at most 0)", run.errors),
            ("questions asked between them", run.asked),
            ("without an answer (at most 0)", run.unanswered),
            ("random questions to the engine, in dialogues", f"{run.questions:,}"),
            ("exceptions (at most 0)", run.raised),
        ),
        {
            f"{run.errors} unexpected errors": run.errors,
            f"{run.unanswered} questions were not answered": run.unanswered,
            f"{run.raised} questions raised": run.raised,
        },
    )


def query_section(runs: Sequence[QueryFigures], *, timed: bool = True) -> Section:
    """Report the query for what is due; without `timed`, time is not judged."""
    slowest = max(run.p90 for run in runs)
    return Section(
        "queries",
        "Finding what is due",
        ("database", "rows", "of these pending", "ms, median", f"ms, p90 (at most {MOST_MILLISECONDS:g})"),
        ((run.database, f"{run.rows:,}", f"{run.pending:,}", f"{run.p50:.2f}", f"{run.p90:.2f}") for run in runs),
        {f"the query takes {slowest:.2f} ms (p90)": timed and slowest > MOST_MILLISECONDS},
    )


def _table(head: Sequence[str], rows: Rows) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
