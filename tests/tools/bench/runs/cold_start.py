"""Measure one question asked from a shell as a whole process, compared with jieba's own startup.

Both run alternately, under the same conditions. This process stays small: the peak memory of a child includes what its
parent had.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.tools.bench.progress import Progress

ROUNDS = 15
"""Runs of each process; the first of each is a warm-up and not counted."""
ASK = (sys.executable, "-m", "bot", "ask", "安徽参与了哪些案例")
YARDSTICK = (sys.executable, "-c", "import jieba; jieba.setLogLevel(60); jieba.initialize()")
ROOT = Path(__file__).parents[4]
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Both processes have bytecode, as where they are installed; the warm-up writes what is missing."""


@dataclass(frozen=True, slots=True)
class ColdStartFigures:
    """Processor seconds and peak megabytes of whole processes; other programs share the machine."""

    ask: float
    yardstick: float
    ratio: float
    """Median of the ratios of each pair."""
    ask_peak: float
    yardstick_peak: float


def measure_cold_start() -> ColdStartFigures:
    """Run both processes alternately. Returns medians of time and maxima of memory."""
    ask, yardstick = [], []
    progress = Progress("whole processes", ROUNDS + 1)
    for _ in range(ROUNDS + 1):
        ask.append(_run(ASK))
        yardstick.append(_run(YARDSTICK))
        progress.step()
    pairs = list(zip(ask[1:], yardstick[1:], strict=True))
    return ColdStartFigures(
        ask=median(mine for (mine, _), _ in pairs),
        yardstick=median(theirs for _, (theirs, _) in pairs),
        ratio=median(mine / theirs for (mine, _), (theirs, _) in pairs),
        ask_peak=max(memory for (_, memory), _ in pairs),
        yardstick_peak=max(memory for _, (_, memory) in pairs),
    )


def _run(command: Sequence[str]) -> tuple[float, float]:
    """Return the processor seconds and peak megabytes of one process. Raises CalledProcessError if it fails."""
    with subprocess.Popen(command, cwd=ROOT, env=_ENVIRONMENT, stdout=subprocess.DEVNULL) as process:
        # Only wait4 returns the usage of this child alone.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024  # Linux counts kilobytes
