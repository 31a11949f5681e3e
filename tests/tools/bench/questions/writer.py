"""Generate the questions in a separate process: `python -m tests.tools.bench.questions.writer DIR FILE NUMBER SEED`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.questions.notices import NoticeIndex, folder
from tests.tools.bench.progress import Progress
from tests.tools.bench.questions.all_cases import generate_for_all
from tests.tools.bench.questions.one_case import QuestionGenerator
from tests.tools.bench.questions.query import ONE_CASE, TargetQuestion
from tests.tools.bench.questions.question_file import WARM_UP, store

FEWER = 4
"""Questions for all cases of a kind are fewer by this factor: each has a long answer to compare."""


def main(arguments: list[str]) -> int:
    directory, file, number, seed = Path(arguments[0]), Path(arguments[1]), int(arguments[2]), int(arguments[3])
    index = NoticeIndex(folder(directory / "notices"))
    progress = Progress("classes", len(ONE_CASE) + 1)
    asker = QuestionGenerator(index)
    one_case: list[TargetQuestion] = []
    for klass in ONE_CASE:
        one_case += asker.questions(klass, number + WARM_UP, seed)
        progress.step()
    all_cases = generate_for_all(index, max(1, number // FEWER) + WARM_UP, seed)
    progress.step()
    store(file, one_case, all_cases)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
