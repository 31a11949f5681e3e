"""Generate the questions in a separate process: `python -m tests.tools.bench.questions.writer DIR FILE NUMBER SEED`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.tools.bench.progress import Progress
from tests.tools.bench.questions.all_cases import SetQuestionGenerator
from tests.tools.bench.questions.corpus import Corpus
from tests.tools.bench.questions.one_case import QuestionGenerator
from tests.tools.bench.questions.query import TargetQuestion
from tests.tools.bench.questions.question_file import WARM_UP, store

FEWER = 4
"""Questions for all cases of a kind are fewer by this factor: each has a long answer to compare."""


def main(arguments: list[str]) -> int:
    directory, file, number, seed = Path(arguments[0]), Path(arguments[1]), int(arguments[2]), int(arguments[3])
    corpus = Corpus(directory)
    for_one, for_all = QuestionGenerator(corpus), SetQuestionGenerator(corpus)
    progress = Progress("classes", len(for_one.classes) + len(for_all.classes))
    for_one_case: list[TargetQuestion] = []
    for klass in for_one.classes:
        for_one_case += for_one.questions(klass, number + WARM_UP, seed)
        progress.step()
    for_all_cases: list[TargetQuestion] = []
    for klass in for_all.classes:
        for_all_cases += for_all.questions(klass, max(1, number // FEWER) + WARM_UP, seed)
        progress.step()
    store(file, for_one_case, for_all_cases)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
