"""Loads a folder, in a process of its own: `python -m tests.bench.loading DIR` prints seconds and megabytes as JSON."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from data.load import load
from tests.bench.figures import Loaded
from tests.bench.stored import peak


def main(arguments: list[str]) -> int:
    began = time.perf_counter()
    dataset = load(Path(arguments[0]))
    seconds = time.perf_counter() - began
    json.dump(asdict(Loaded(seconds, peak())), sys.stdout)
    return 0 if dataset.notices else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
