"""Run a broadcast under kill -9 and under load: `python -m tests.tools.soak`. Exits with 1 if a guarantee fails."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.tools.soak.broadcast import measure_broadcast
from tests.tools.soak.kills import measure_kills
from tests.tools.soak.report import DOCUMENT, broken_guarantees, insert_tables, report

COMMAND = "python -m tests.tools.soak"


def main() -> int:
    """Measure, print, and with --write update the document."""
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write the tables into {DOCUMENT.name}")
    parser.add_argument(
        "--short", action="store_true", help="60 chats and 4 kills, 150 chats to broadcast to; time is not judged"
    )
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.write and chosen.short:
        parser.error("--write needs all of it")
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        small = chosen.short
        crashed = measure_kills(here / "crash", chats=60 if small else 300, kills=4 if small else 20, seed=chosen.seed)
        sent = measure_broadcast(here / "broadcast", chats=150 if small else 1000)
    text = report(crashed, sent, COMMAND)
    sys.stdout.write(f"{text}\n")
    if chosen.write:
        DOCUMENT.write_text(insert_tables(DOCUMENT.read_text("utf-8"), text), "utf-8")
    wrong = broken_guarantees(crashed, sent, timed=not small)
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
