"""Measure everything in one run and print the tables: `python -m tests.tools.bench --help`.

Each measurement has a process of its own, and so its own memory and caches. Ratios count, since machines differ.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.tools.bench.figures import ClassFigures, EngineFigures, ListFigures, PeerFigures, SizeFigures, StartupFigures
from tests.tools.bench.report import DOCUMENT, insert_tables, report
from tests.tools.bench.runs.cold_start import ROOT, ColdStartFigures, measure_cold_start

PARTS = ("shipped", "engine", "peers", "telegram")
COMMAND = "python -m tests.tools.bench"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.write and options.only:
        parser.error("--write needs everything measured, not --only a part")
    parts = (options.only,) if options.only else PARTS
    by_size = {"engine", "peers"} & set(parts)
    each = 2 + 3 * ("engine" in parts) + ("peers" in parts)
    stages = Stages(("shipped" in parts) * 2 + len(options.sizes) * each * bool(by_size) + ("telegram" in parts))
    cold: ColdStartFigures | None = None
    asked: list[float] = []
    sizes: list[SizeFigures] = []
    telegram: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        run = Runner(Path(folder))
        if "shipped" in parts:
            stages.next("a question from a shell")
            cold = measure_cold_start()
            stages.next("the question set, 22 cases")
            asked = run.read("runs.shipped_notice")
        if by_size:
            sizes = [_size(cases, options, parts, run, stages) for cases in options.sizes]
        if "telegram" in parts:
            stages.next("throughput through Telegram")
            telegram = run.run("throughput", package="tests.e2e").splitlines()
    text = report(cold, asked, sizes, _command(options), telegram)
    sys.stdout.write(f"{text}\n")
    if options.misses:
        options.misses.write_text("".join(_misses(sizes)), encoding="utf-8")
    if options.write:
        DOCUMENT.write_text(insert_tables(DOCUMENT.read_text(encoding="utf-8"), text), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=(1_000, 10_000, 100_000), help="1000,10000,100000")
    parser.add_argument("--queries", type=int, default=200, help="questions of each class (200)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=PARTS, help="only this part")
    parser.add_argument("--misses", type=Path, metavar="FILE", help="write what was not answered rightly there")
    parser.add_argument("--write", action="store_true", help=f"write the tables to docs/{DOCUMENT.name}")
    return parser


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in text.replace("_", "").split(",")))


def _command(options: argparse.Namespace) -> str:
    """Return the command of this run, without the options for its output."""
    defaults = _parser().parse_args([])
    words = [COMMAND]
    if options.sizes != defaults.sizes:
        words += ["--sizes", ",".join(map(str, options.sizes))]
    for name in ("queries", "seed", "only"):
        if (value := getattr(options, name)) != getattr(defaults, name):
            words += [f"--{name}", str(value)]
    return " ".join(words)


class Stages:
    """Show the current stage on standard error."""

    def __init__(self, total: int) -> None:
        self._total, self._done = total, 0

    def next(self, what: str) -> None:
        self._done += 1
        sys.stderr.write(f"[{self._done}/{self._total}] {what}\n")
        sys.stderr.flush()


class Runner:
    """Run the modules of this package, each in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # The compiled form must be new, and disappear with the directory.
        self._environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), "TMPDIR": str(folder)}

    def run(self, module: str, *arguments: object, package: str = "tests.tools.bench") -> str:
        """Return the output of a module. Ends the run if it fails."""
        command = [sys.executable, "-m", f"{package}.{module}", *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, check=False, stdout=subprocess.PIPE)
        if done.returncode:
            raise SystemExit(f"{package}.{module} failed, see above; nothing was written")
        return done.stdout.decode()

    def read(self, module: str, *arguments: object) -> Any:
        """Return the JSON that a module prints."""
        return json.loads(self.run(module, *arguments))


def _size(cases: int, options: argparse.Namespace, parts: Sequence[str], run: Runner, stages: Stages) -> SizeFigures:
    data, questions = run.folder / str(cases), run.folder / f"{cases}.json"
    stages.next(f"{cases:,} cases: made up")
    run.run("generator.notices", data, "--cases", cases, "--seed", options.seed)
    stages.next(f"{cases:,} cases: questions made up")
    run.run("questions.writer", data, questions, options.queries, options.seed)
    size = SizeFigures(cases)
    if "engine" in parts:
        stages.next(f"{cases:,} cases: made ready from YAML")
        size.yaml = StartupFigures(**run.read("runs.startup", data))
        stages.next(f"{cases:,} cases: made ready from the compiled form")
        size.again = StartupFigures(**run.read("runs.startup", data))
        stages.next(f"{cases:,} cases: asked")
        size.asked = _asked(run.read("runs.engine", data, questions))
    if "peers" in parts:
        stages.next(f"{cases:,} cases: peers")
        size.peers = tuple(_peer(peer) for peer in run.read("runs.peers", data, questions))
    return size


def _asked(read: dict[str, Any]) -> EngineFigures:
    listings = tuple(ListFigures(**one) for one in read["listings"])
    return EngineFigures(**{**read, **_classes(read), "listings": listings, "misses": tuple(read["misses"])})


def _peer(read: dict[str, Any]) -> PeerFigures:
    return PeerFigures(**{**read, **_classes(read)})


def _classes(read: dict[str, Any]) -> dict[str, Any]:
    return {
        "classes": {name: ClassFigures(**figures) for name, figures in read["classes"].items()},
        "all_first": ClassFigures(**read["all_first"]),
    }


def _misses(sizes: Sequence[SizeFigures]) -> Iterator[str]:
    for size in sizes:
        yield f"===== {size.cases:,} cases =====\n\n"
        yield from (f"{miss}\n\n" for miss in (size.asked.misses if size.asked else ()))


if __name__ == "__main__":
    sys.exit(main())
