"""Score the sets: `python -m tests.questions.meaning`."""

from __future__ import annotations

import sys

from data.load import load
from intents.engine import Engine
from tests.questions.meaning import OFFERED, REFUSED, RIGHT, elsewhere, paraphrases, shares


def main() -> None:
    """Write the percentages of each set, and the questions that are not as they should be."""
    engine = Engine(load())
    for name in ("tuned", "learned", "fresh", "stranger", "titles"):
        for ask, well in ((paraphrases, (RIGHT, OFFERED)), (elsewhere, (REFUSED,))):
            results = list(ask(f"{name}_{ask.__name__}", engine))
            sys.stdout.write(f"{name} {ask.__name__}, {len(results)}: {shares(iter(results))}\n")
            misses = [f"{question} ({result})" for question, result in results if result not in well]
            sys.stdout.write("".join(f"  {miss}\n" for miss in misses))


if __name__ == "__main__":
    main()
