"""Run other search engines on the same questions, in a process of their own.

`python -m tests.tools.bench.runs.peers DIR FILE` prints the figures as JSON. Each is set up as its documentation
suggests: rapidfuzz over the titles; SQLite's FTS5 and tantivy over titles, aliases and units cut by jieba, any word of
the question, titles weighted higher; tantivy also over pairs of characters. The product's engine is not imported, as it
disables jieba's guessing of new words.
"""

from __future__ import annotations

import json
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from itertools import pairwise
from pathlib import Path

import tantivy
from rapidfuzz import fuzz, process

from data.load import load
from data.model import Case
from tests.tools.bench.figures import PeerFigures, class_figures
from tests.tools.bench.progress import Progress
from tests.tools.bench.questions.query import ONE_CASE
from tests.tools.bench.questions.question_file import WARM_UP, StoredQuestion, by_class, read
from tests.tools.bench.questions.segmentation import search_words

Search = Callable[[str], str | None]
"""A question → the id of the best case."""
Cut = Callable[[str], list[str]]
"""A text → its terms."""
WEIGHTS = {"title": 2.0, "everything": 1.0}
"""Of several weights, those with which both did best at 10,000 cases."""
ENOUGH = 6.0
"""Seconds per class; a slower engine is asked fewer questions."""
FEWEST = 10


def main(arguments: list[str]) -> int:
    cases = load(Path(arguments[0])).cases
    questions = by_class(read(Path(arguments[1])))
    asked = {klass: questions[klass][WARM_UP:] for klass in ONE_CASE if klass in questions}
    rows, pairs = ([_cut(case, cut) for case in cases] for cut in (cached_words, bigrams))
    makers: tuple[tuple[str, Callable[[], Search]], ...] = (
        ("rapidfuzz WRatio", lambda: fuzzy(cases)),
        ("SQLite FTS5 + jieba", lambda: full_text(cases, rows)),
        ("tantivy + jieba", lambda: tantivy_index(cases, rows, search_words)),
        ("tantivy + bigrams", lambda: tantivy_index(cases, pairs, bigrams)),
    )
    json.dump([asdict(_measured(name, make, asked)) for name, make in makers], sys.stdout, ensure_ascii=False)
    return 0


def fuzzy(cases: Sequence[Case]) -> Search:
    """Return rapidfuzz's own search over the titles."""
    titles = [case.title for case in cases]

    def search(text: str) -> str | None:
        found = process.extract(text, titles, scorer=fuzz.WRatio, limit=1)
        return cases[found[0][2]].id if found else None

    return search


def full_text(cases: Sequence[Case], rows: Sequence[Sequence[str]]) -> Search:
    """Return FTS5 in memory, ranked by bm25."""
    base = sqlite3.connect(":memory:")
    base.execute(f"create virtual table cases using fts5({', '.join(WEIGHTS)})")
    base.executemany("insert into cases values (?, ?)", rows)
    # One segment instead of many, as a finished index would have.
    base.execute("insert into cases(cases) values ('optimize')")
    best = "select rowid from cases where cases match ? order by bm25(cases, ?, ?) limit 1"

    def search(text: str) -> str | None:
        words = " OR ".join(f'"{word}"' for word in search_words(text))
        found = base.execute(best, (words, *WEIGHTS.values())).fetchone() if words else None
        return cases[found[0] - 1].id if found else None

    return search


def bigrams(text: str) -> list[str]:
    """Return the pairs of neighbouring letters, digits and characters."""
    return ["".join(pair) for pair in pairwise(filter(str.isalnum, text.lower()))]


def tantivy_index(cases: Sequence[Case], rows: Sequence[Sequence[str]], cut: Cut) -> Search:
    """Return tantivy in memory, ranked by bm25; the question is cut as the rows were."""
    builder = tantivy.SchemaBuilder()
    for field in WEIGHTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("position", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer()
    for position, row in enumerate(rows):
        writer.add_document(tantivy.Document(**dict(zip(WEIGHTS, row, strict=True)), position=position))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(text: str) -> str | None:
        words = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, word), weight))
            for word in cut(text)
            for field, weight in WEIGHTS.items()
        ]
        hits = searcher.search(tantivy.Query.boolean_query(words), limit=1).hits if words else []
        return cases[searcher.doc(hits[0][1])["position"][0]].id if hits else None

    return search


def _cut(case: Case, cut: Cut) -> tuple[str, str]:
    title, *others = (" ".join(cut(text)) for text in (case.title, *case.aliases, *(u.name for u in case.agencies)))
    return title, " ".join((title, *others))


@cache
def cached_words(text: str) -> list[str]:
    """Return the words of a text; units recur."""
    return search_words(text)


def _measured(name: str, make: Callable[[], Search], asked: dict[str, list[StoredQuestion]]) -> PeerFigures:
    began = time.perf_counter()
    search = make()
    build = time.perf_counter() - began
    outcomes: dict[str, list[str]] = {}
    seconds: dict[str, list[float]] = {}
    progress = Progress(name, len(asked))
    for klass, questions in asked.items():
        outcomes[klass], seconds[klass] = [], []
        for number, question in enumerate(questions):
            # A slow engine would take hours for all questions of 100,000 cases.
            if number >= FEWEST and sum(seconds[klass]) > ENOUGH:
                break
            began = time.thread_time()
            found = search(question.text)
            seconds[klass].append(time.thread_time() - began)
            outcomes[klass].append("right" if found in question.first else "wrong")
        progress.step()
    return PeerFigures(
        name,
        build,
        {klass: class_figures(outcomes[klass], seconds[klass]) for klass in asked},
        class_figures(
            [one for each in outcomes.values() for one in each], [one for each in seconds.values() for one in each]
        ),
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
