"""Measure the shipped 22 cases: a whole process with its yardstick, and every question of the question set in one.

`python -m tests.tools.bench.runs.shipped_notice` prints the times of the latter as JSON. The kernel reports the peak
memory.
"""

from __future__ import annotations

import gc
import json
import sys

from data.load import load
from intents.engine import Engine
from tests.questions.gold import read_parts
from tests.tools.bench.runs.timer import time_question


def main() -> int:
    engine = Engine(load())
    items, _ = read_parts(("dev", "heldout"))
    asked = [turn.ask for item in items if not item.data for turn in item.turns]
    # The first questions load lazily built tables.
    for question in asked[:200]:
        time_question(engine, question)
    # A collection within one question would dominate p99.
    gc.disable()
    times = [time_question(engine, question)[1] for question in asked]
    gc.enable()
    json.dump(times, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
