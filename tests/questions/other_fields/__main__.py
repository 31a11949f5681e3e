"""Print the figures of each set, or of those named, and every question that is not answered exactly."""

from __future__ import annotations

import sys
from collections import Counter

from data.faults import DataError
from tests.questions.other_fields import EXACT, HERE, ask_all, load_engine, read


def main(names: list[str]) -> None:
    """Score these sets; all if none is named."""
    for name in names or sorted(path.stem for path in HERE.glob("*.json")):
        try:
            asked = list(ask_all(read(name), load_engine(name)))
        except DataError as error:
            sys.stdout.write(f"{name}: {error}\n")
            continue
        sys.stdout.write(f"{name}: {dict(Counter(result for *_, result in asked))} of {len(asked)}\n")
        for row, answer, result in asked:
            if result != EXACT:
                told = [case.title for case in answer.cases] or [unit.name for unit in answer.agencies]
                got = f"{answer.kind} {answer.understood} {answer.value} {answer.yes} {told}"
                sys.stdout.write(f"  {result} {row}\n    → {got}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
