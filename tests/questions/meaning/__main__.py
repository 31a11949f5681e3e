"""Score the sets: `python -m tests.questions.meaning`; with `--names`, as if no case had paraphrases."""

from __future__ import annotations

import sys
from dataclasses import replace

from data.load import load
from data.model import Dataset, Notice
from intents.engine import Engine
from tests.questions.meaning import OFFERED, REFUSED, RIGHT, SETS, elsewhere, paraphrases, shares


def main() -> None:
    """Write the percentages of each set, and the questions that are not as they should be."""
    dataset = load()
    engine = Engine(_with_names_alone(dataset) if "--names" in sys.argv[1:] else dataset)
    for name in SETS:
        for ask, well in ((paraphrases, (RIGHT, OFFERED)), (elsewhere, (REFUSED,))):
            results = list(ask(f"{name}_{ask.__name__}", engine))
            sys.stdout.write(f"{name} {ask.__name__}, {len(results)}: {shares(iter(results))}\n")
            misses = [f"{question} ({result})" for question, result in results if result not in well]
            sys.stdout.write("".join(f"  {miss}\n" for miss in misses))


def _with_names_alone(dataset: Dataset) -> Dataset:
    return replace(dataset, notices=tuple(map(_without_paraphrases, dataset.notices)))


def _without_paraphrases(notice: Notice) -> Notice:
    tiers = (replace(tier, cases=tuple(replace(case, paraphrases=()) for case in tier.cases)) for tier in notice.tiers)
    return replace(notice, tiers=tuple(tiers))


if __name__ == "__main__":
    main()
