"""The figures of a run as Markdown, for docs/reliability.md."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.tools.soak.broadcast import BroadcastFigures
from tests.tools.soak.kills import KillFigures

DOCUMENT = Path(__file__).parents[3] / "docs" / "reliability.md"
BEGIN, END = "<!-- make soak writes from here -->", "<!-- to here -->"

MOST_TIME, MOST_LATENCY = 1.05, 1.0
"""Guarantees: ratio to the time that the limits allow; seconds to an answer, 99th percentile."""


def insert_tables(document: str, text: str) -> str:
    """Return `document` with `text` between the markers. Raises ValueError if they are missing."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{DOCUMENT.name} needs the lines {BEGIN} and {END}")
    return f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}"


def broken_guarantees(kill_figures: KillFigures, broadcast: BroadcastFigures, *, timed: bool = True) -> list[str]:
    """Return the broken guarantees; without `timed`, not those of time, as a short run depends on the machine."""
    checks = {
        f"{kill_figures.lost} chats got nothing": kill_figures.lost,
        f"{kill_figures.unrecorded} chats are not recorded once, as sent": kill_figures.unrecorded,
        f"{kill_figures.again} chats got what had been recorded as sent": kill_figures.again,
        f"{kill_figures.twice} messages came twice, {kill_figures.unanswered} could have": kill_figures.twice
        > kill_figures.unanswered,
        f"the broadcast took {broadcast.ratio:.3f} of the time that the limits allow": timed
        and broadcast.ratio > MOST_TIME,
        f"answers took {broadcast.p99:.2f} s (p99)": timed and broadcast.p99 > MOST_LATENCY,
        f"{broadcast.unanswered} questions were not answered": broadcast.unanswered,
    }
    return [what for what, wrong in checks.items() if wrong]


def report(kill_figures: KillFigures, broadcast: BroadcastFigures, command: str) -> str:
    """Return all tables."""
    return "\n\n".join(
        (
            f"Measured by `{command}`.",
            f"### Killed {len(kill_figures.kills)} times in one broadcast to {kill_figures.chats} chats",
            _table(
                ("what", "figure"),
                (
                    ("chats that got nothing (at most 0)", kill_figures.lost),
                    ("chats not recorded once, as sent (at most 0)", kill_figures.unrecorded),
                    ("chats that got again what was recorded as sent (at most 0)", kill_figures.again),
                    ("sends in progress at a kill, with unknown outcome", kill_figures.unanswered),
                    ("duplicate messages", kill_figures.twice),
                ),
            ),
            _table(
                ("kill", "seconds", "after", "recorded as sent", "in progress", "of these arrived"),
                (
                    (
                        number,
                        f"{kill.after:.2f}",
                        "its first message" if kill.sending else "its start" if number > 1 else "the notice was added",
                        kill.sent,
                        kill.under_way,
                        kill.arrived,
                    )
                    for number, kill in enumerate(kill_figures.kills, 1)
                ),
            ),
            f"### A broadcast to {broadcast.chats:,} chats while {broadcast.questions} questions are asked",
            _table(
                ("what", "figure"),
                (
                    ("seconds from the first message to the last", f"{broadcast.seconds:.1f}"),
                    ("answers sent during that time", broadcast.answers),
                    ("seconds that the limits allow for all of them", f"{broadcast.allowed:.1f}"),
                    (f"ratio (at most {MOST_TIME})", f"{broadcast.ratio:.3f}"),
                    ("seconds to an answer, p50", f"{broadcast.p50:.2f}"),
                    (f"seconds to an answer, p99 (at most {MOST_LATENCY:g})", f"{broadcast.p99:.2f}"),
                    ("questions without an answer", broadcast.unanswered),
                    ("calls refused by flood control", broadcast.refused),
                ),
            ),
        )
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)
