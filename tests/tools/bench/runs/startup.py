"""Load a data directory in a separate process: `python -m tests.tools.bench.runs.startup DIR`.

Prints seconds and megabytes as JSON. The first run reads YAML, the second the compiled form that the first stored.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from pathlib import Path

from intents.engine_cache import open_engine
from tests.tools.bench.figures import StartupFigures
from tests.tools.bench.questions.question_file import peak_memory


def main(arguments: list[str]) -> int:
    began = time.perf_counter()
    made = open_engine(Path(arguments[0]))
    seconds = time.perf_counter() - began
    json.dump(asdict(StartupFigures(seconds, peak_memory())), sys.stdout)
    return 0 if made.dataset.notices else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
