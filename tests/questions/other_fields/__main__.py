"""Print the figures of each set, or of those named, and every question that is not answered exactly."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from data.faults import DataError
from data.load import load
from intents.engine import Engine
from tests.questions.other_fields import EXACT, HERE, ask_all, files_of, read


def main(names: list[str]) -> None:
    """Score these sets; all if none is named."""
    for name in names or sorted(path.stem for path in HERE.glob("*.json")):
        with tempfile.TemporaryDirectory() as folder:
            notices = Path(folder) / "notices"
            notices.mkdir()
            for file in files_of(name):
                shutil.copy(file, notices)
            try:
                engine = Engine(load(Path(folder)))
            except DataError as error:
                print(f"{name}: {error}")
                continue
        asked = list(ask_all(read(name), engine))
        print(f"{name}: {dict(Counter(result for *_, result in asked))} of {len(asked)}")
        for row, answer, result in asked:
            if result != EXACT:
                told = [case.title for case in answer.cases] or [unit.name for unit in answer.agencies]
                print(f"  {result} {row}\n    → {answer.kind} {answer.understood} {answer.value} {answer.yes} {told}")


if __name__ == "__main__":
    main(sys.argv[1:])
