"""`python -m tests.bench`: what a question costs, as a whole process and within one; ratios count, machines differ.

The whole process is run in turn with its yardstick, so that both have the same weather; peak memory is the kernel's.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from data.load import load
from intents.engine import Engine
from tests.questions.gold import read_parts

ROUNDS = 15
"""How often each process is run; the first run of each is a warm-up and not counted."""
ASK = (sys.executable, "-m", "bot", "ask", "安徽参与了哪些案例")
YARDSTICK = (sys.executable, "-c", "import jieba; jieba.setLogLevel(60); jieba.initialize()")
ROOT = Path(__file__).parent.parent


def main() -> int:
    """Print the table; progress goes to standard error."""
    ask, yardstick = cold_start()
    ratios = [a / b for (a, _), (b, _) in zip(ask, yardstick, strict=True)]
    rows = [
        ("anlitong ask, whole process, s", f"{statistics.median(t for t, _ in ask):.3f}"),
        ("import jieba; jieba.initialize(), s", f"{statistics.median(t for t, _ in yardstick):.3f}"),
        ("ratio, pair by pair (at most 0.5)", f"{statistics.median(ratios):.2f}"),
        ("anlitong ask, peak memory, MB (at most 90)", f"{max(memory for _, memory in ask):.0f}"),
        ("jieba, peak memory, MB", f"{max(memory for _, memory in yardstick):.0f}"),
    ]
    times = sorted(questions())
    rows += [
        ("questions asked in one process", f"{len(times)}"),
        ("ask(), p50, ms", f"{times[len(times) // 2] * 1e3:.2f}"),
        ("ask(), p99, ms", f"{times[len(times) * 99 // 100] * 1e3:.2f}"),
    ]
    width = max(len(name) for name, _ in rows)
    sys.stdout.write("".join(f"| {name:<{width}} | {figure:>7} |\n" for name, figure in rows))
    return 0


def cold_start() -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Seconds and peak megabytes of each run of both processes, in turn."""
    ask, yardstick = [], []
    for turn in range(ROUNDS + 1):
        sys.stderr.write(f"\rwhole processes: {turn} of {ROUNDS}")
        ask.append(run(ASK))
        yardstick.append(run(YARDSTICK))
    sys.stderr.write("\n")
    return ask[1:], yardstick[1:]


def run(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak megabytes of one process; raises CalledProcessError where it fails."""
    started = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.perf_counter() - started
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return elapsed, peak(usage)


def peak(usage: resource.struct_rusage) -> float:
    """Peak resident megabytes; Linux counts kilobytes."""
    return usage.ru_maxrss / 1024


def questions() -> list[float]:
    """Seconds of each question of the shipped dataset's, refusals and clarifications included."""
    engine = Engine(load())
    items, _ = read_parts(("dev", "heldout"))
    asked = [turn.ask for item in items if not item.data for turn in item.turns]
    for question in asked[:200]:
        engine.ask(question)
    gc.disable()
    times = []
    for question in asked:
        started = time.perf_counter()
        engine.ask(question)
        times.append(time.perf_counter() - started)
    gc.enable()
    return times


if __name__ == "__main__":
    sys.exit(main())
