"""Paraphrases of the shipped titles, and questions that nothing fits: what is offered by meaning (SEMANTICS 16).

`python -m tests.questions.meaning` scores the sets and lists the misses. A paraphrase is *right* if the answer has its
case alone, *offered* if the case is an option of a clarification, *asked* if only others are; a question that nothing
fits is *offered* if anything is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from intents.engine import Engine

HERE = Path(__file__).parent
SETS = (
    "tuned",
    "learned",
    "fresh",
    "stranger",
    "titles",
    "bare",
    "plain",
    "mixed",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twentyfirst",
    "twentysecond",
    "twentythird",
    "twentyfourth",
    "twentyfifth",
)
RIGHT, OFFERED, ASKED, REFUSED, OTHER = "right", "offered", "asked", "refused", "other"


def lines(name: str) -> list[str]:
    """Return the lines of a set without its comments."""
    return [line for line in (HERE / f"{name}.txt").read_text("utf-8").splitlines() if not line.startswith("#")]


def paraphrases(name: str, engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield each paraphrase with what became of it."""
    titles = {case.id.partition("/")[2]: case.title for case in engine.dataset.cases}
    for line in lines(name):
        number, _, question = line.partition(" ")
        answer, _ = engine.ask(question, None, 0.0)
        if [case.title for case in answer.cases] == [titles[number]]:
            yield question, RIGHT
        elif answer.kind == "clarify" and titles[number] in [option.question for option in answer.options]:
            yield question, OFFERED
        else:
            yield question, {"refuse": REFUSED, "clarify": ASKED}.get(answer.kind, OTHER)


def elsewhere(name: str, engine: Engine) -> Iterator[tuple[str, str]]:
    """Yield each question that nothing fits with what became of it."""
    for question in lines(name):
        kind = engine.ask(question, None, 0.0)[0].kind
        yield question, REFUSED if kind in ("refuse", "none") else OFFERED if kind == "clarify" else OTHER


def shares(results: Iterator[tuple[str, str]]) -> dict[str, float]:
    """Return the percentage of each outcome."""
    counts = Counter(result for _, result in results)
    return {outcome: round(100 * count / counts.total(), 1) for outcome, count in counts.most_common()}
