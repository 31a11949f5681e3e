"""Measure the guarantees of docs/reliability.md: `python -m tests.tools.soak`. Exits with 1 if one is broken."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from tests.postgres import Postgres, postgres_server
from tests.tools.soak import report
from tests.tools.soak.broadcast import measure_broadcast
from tests.tools.soak.due_query import measure_due_queries
from tests.tools.soak.full_disk import measure_full_disk
from tests.tools.soak.kills import measure_kills
from tests.tools.soak.memory import measure_memory
from tests.tools.soak.odd import measure_odd
from tests.tools.soak.report import DOCUMENT, Section
from tests.tools.soak.takeover import measure_takeovers

SHORT, STANDARD, LONG = "short", "standard", "long"
SEEDS = {SHORT: 1, STANDARD: 1, LONG: 5}
KILLS = {SHORT: 4, STANDARD: 20, LONG: 40}
"""For each seed and database."""
TAKEOVERS = {SHORT: 2, STANDARD: 5, LONG: 20}
CHATS = {SHORT: 150, STANDARD: 300, LONG: 600}
"""Enough that no broadcast ends before the last kill."""
QUESTIONS = {SHORT: 2_000, STANDARD: 8_000, LONG: 20_000}
ODD_UPDATES = {SHORT: 2_000, STANDARD: 10_000, LONG: 10_000}
RANDOM_QUESTIONS = {SHORT: 1_000, STANDARD: 10_000, LONG: 1_000_000}


class Soak:
    """The measurements at one size."""

    def __init__(self, folder: Path, size: str, seed: int, postgres: Postgres | None) -> None:
        """Without `postgres`, SQLite alone is measured."""
        self._folder, self._size, self._seed, self._postgres = folder, size, seed, postgres

    def _databases(self) -> Iterator[tuple[str, Callable[[], str | None]]]:
        """Yield the name of each database, and what makes an empty one and returns its URL."""
        yield "sqlite", lambda: None
        if self._postgres is not None:
            yield "postgresql", self._postgres

    def kills(self) -> Section:
        """Kill the bot."""
        return report.kill_section(
            [
                measure_kills(
                    self._folder / f"kills-{name}-{seed}",
                    chats=CHATS[self._size],
                    kills=KILLS[self._size],
                    seed=seed,
                    url=new(),
                )
                for name, new in self._databases()
                for seed in range(self._seed, self._seed + SEEDS[self._size])
            ]
        )

    def takeovers(self) -> Section:
        """Kill the leader."""
        return report.takeover_section(
            [
                measure_takeovers(
                    self._folder / f"takeovers-{name}",
                    chats=CHATS[self._size],
                    kills=TAKEOVERS[self._size],
                    seed=self._seed,
                    url=new(),
                )
                for name, new in self._databases()
            ]
        )

    def broadcast(self) -> Section:
        """Send to many chats."""
        short = self._size == SHORT
        figures = measure_broadcast(self._folder / "broadcast", chats=150 if short else 1000)
        return report.broadcast_section(figures, timed=not short)

    def memory(self) -> Section:
        """Answer many questions."""
        figures = measure_memory(self._folder / "memory", questions=QUESTIONS[self._size])
        return report.memory_section(figures, judged=self._size == LONG)

    def disk(self) -> Section | None:
        """Fill the disk."""
        figures = measure_full_disk(self._folder / "disk")
        return report.full_disk_section(figures) if figures else None

    def odd(self) -> Section:
        """Send odd updates and random questions."""
        size = self._size
        figures = measure_odd(
            self._folder / "odd", updates=ODD_UPDATES[size], questions=RANDOM_QUESTIONS[size], seed=self._seed
        )
        return report.odd_section(figures)

    def queries(self) -> Section:
        """Query a large outbox."""
        short = self._size == SHORT
        rows = 10_000 if short else 1_000_000
        databases = list(self._databases())
        figures = [
            run for name, new in databases for run in measure_due_queries(self._folder / name, url=new(), rows=rows)
        ]
        return report.query_section(figures, timed=not short)


PARTS = ("kills", "takeovers", "broadcast", "memory", "disk", "odd", "queries")


def main() -> int:
    """Measure, print, and with --write update the document."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.soak", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them if none is given")
    parser.add_argument("--write", action="store_true", help=f"write the tables into {DOCUMENT.name}")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--short", dest="size", action="store_const", const=SHORT, help="some minutes; for CI")
    sizes.add_argument("--long", dest="size", action="store_const", const=LONG, help="an hour; for the document")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    wrong: list[str] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgres = None
        with suppress(LookupError):
            postgres = stack.enter_context(postgres_server())
        soak = Soak(folder, chosen.size or STANDARD, chosen.seed, postgres)
        for part in chosen.parts or PARTS:
            section: Section | None = getattr(soak, part)()
            if section is None:
                sys.stderr.write(f"{part}: cannot be measured on this machine\n")
                continue
            sys.stdout.write(f"{section.text}\n\n")
            sys.stdout.flush()
            wrong += section.broken
            if chosen.write:
                DOCUMENT.write_text(section.insert(DOCUMENT.read_text("utf-8")), "utf-8")
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
