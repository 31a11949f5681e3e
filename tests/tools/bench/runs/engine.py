"""Ask the engine the stored questions in a separate process: `python -m tests.tools.bench.runs.engine DIR FILE`.

Prints the figures as JSON.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median

from bot.cli.json_lines import to_json_line
from bot.cli.sessions import Reply
from intents import engine_cache
from intents.engine import Engine
from intents.model.answer import Answer
from tests.tools.bench.figures import EngineFigures, ListFigures, class_figures
from tests.tools.bench.progress import Progress
from tests.tools.bench.questions.query import ALL_CASES, ONE_CASE
from tests.tools.bench.questions.question_file import WARM_UP, StoredQuestion, by_class, digest, peak_memory, read
from tests.tools.bench.runs.timer import time_question

PAGE = 20
"""Cases on the first page of a list in a chat."""
SHOWN = 3
"""Cases of a wrong answer that are shown."""
LISTED = 10
"""Cases of a set among which the right one counts as found."""


def main(arguments: list[str]) -> int:
    directory, file = map(Path, arguments)
    engine = engine_cache.open_engine(directory)
    gc.freeze()  # as the product does
    built = peak_memory()
    questions = by_class(read(file))
    for each in questions.values():
        for question in each[:WARM_UP]:
            time_question(engine, question.text)
    progress = Progress("questions", sum(len(each) - WARM_UP for each in questions.values()))
    outcomes: dict[str, list[str]] = {}
    seconds: dict[str, list[float]] = {}
    misses: list[str] = []
    for klass, each in questions.items():
        outcomes[klass], seconds[klass] = [], []
        for question in each[WARM_UP:]:
            answer, taken = time_question(engine, question.text)
            seconds[klass].append(taken)
            outcome = judge(question, answer, engine)
            outcomes[klass].append(outcome)
            if outcome != "right":
                misses.append(miss(question, answer, outcome))
            progress.step()
    first = [klass for klass in ONE_CASE if klass in outcomes]
    figures = EngineFigures(
        built=built,
        peak=peak_memory(),
        classes={klass: class_figures(outcomes[klass], seconds[klass]) for klass in outcomes},
        all_first=class_figures(
            [one for klass in first for one in outcomes[klass]], [one for klass in first for one in seconds[klass]]
        ),
        listings=tuple(listings(engine, [one for klass in ALL_CASES for one in questions.get(klass, ())])),
        misses=tuple(misses),
    )
    json.dump(asdict(figures), sys.stdout, ensure_ascii=False)
    return 0


def judge(question: StoredQuestion, answer: Answer, engine: Engine) -> str:
    """Return `right`, `listed` (a right case near the top), `asked` (the first option offered is right) or `wrong`."""
    if _right(question, answer):
        return "right"
    if any(case.id in question.first for case in answer.cases[:LISTED]):
        return "listed"
    if answer.kind == "clarify" and answer.options and _right(question, engine.ask(answer.options[0].question)[0]):
        return "asked"
    return "wrong"


def _right(question: StoredQuestion, answer: Answer) -> bool:
    if question.exactly:
        return len(answer.cases) == question.size and digest(case.id for case in answer.cases) == question.exactly
    return len(answer.cases) > 0 and answer.cases[0].id in question.first


def miss(question: StoredQuestion, answer: Answer, outcome: str) -> str:
    """Describe a question that was not answered rightly."""
    from_ = f"   ← {question.source}" if question.source != question.text else ""
    wanted = ", ".join(question.first[:SHOWN]) if question.first else "exactly these"
    lines = [
        f"{outcome}  {question.klass}: {question.text}{from_}",
        f"  want  {question.size}: {wanted}",
        f"  got   {answer.kind}  {len(answer.cases)} cases  {answer.understood}",
    ]
    lines += [f"          {case.id} {case.title}" for case in answer.cases[:SHOWN]]
    lines += [f"        [{repair.source} → {repair.target}]" for repair in answer.repairs]
    if answer.kind == "clarify":
        lines += [f"        ? {option.question}" for option in answer.options]
    return "\n".join(lines)


def listings(engine: Engine, questions: list[StoredQuestion]) -> Iterator[ListFigures]:
    """Yield the longest lists that are asked for, and as many short ones; medians, each question asked anew."""
    ordered = sorted(questions, key=lambda question: question.size)
    for some in (ordered[: len(ordered) // 4], ordered[-max(1, len(ordered) // 20) :]):
        asks, pages, lines = [], [], []
        for question in some:
            # The added space makes the text new to any cache.
            answer, taken = time_question(engine, f"{question.text} ")
            asked = time.perf_counter()
            list(answer.cases[:PAGE])
            paged = time.perf_counter()
            to_json_line(Reply(answer), engine.dataset)
            lines.append(time.perf_counter() - paged)
            pages.append(paged - asked)
            asks.append(taken)
        cases = round(median(question.size for question in some))
        yield ListFigures(cases, *(median(times) * 1e3 for times in (asks, pages, lines)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
