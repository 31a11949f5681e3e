"""Find the cases that are nearest to a text in meaning, unless other subjects are nearer to it.

Similarity alone does not distinguish a paraphrase of a case from a question on another subject: any two texts have a
similarity of 0.8 or more. What distinguishes them is whether a text is as near to a case as to the nearest of many
other subjects (other_subjects.txt). docs/quality.md says how the limits were chosen.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from data.files import shipped_folder
from data.model import Case
from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize_name
from intents.meaning.encoder import SIZE, Floats, SentenceEncoder
from intents.meaning.offers import Stored

MAX_TOKENS = 64
"""The maximum number of tokens of a question, about 100 characters of normal text."""
MAX_OFFERED = 3
COMPARED = 3
"""The number of names of a case, and of other subjects, whose mean similarity is compared.

A single name may be near by chance.
"""
MARGIN = 0.035
"""By how much another subject may be nearer than a case that has one name."""
MARGIN_LOST = 0.009
"""By how much a case's margin decreases with the logarithm of the number of its names.

The nearest of many names is nearer by chance.
"""
MIN_CHARACTERS = 3
"""The minimum length of an alias that is compared; the model knows no meaning of a shorter one (食安)."""
CLOSE = 0.04
"""The maximum difference in similarity between the nearest case and a case that is offered beside it."""
SAME = 0.925
"""The minimum similarity of a word that may be an alias of a case."""
AHEAD = 0.03
"""By how much such a word must be more similar to the case than to the next one."""
STEPS = 512
"""The integer that stands for 1 in a vector that is stored as bytes."""
_CHUNK = 8192
"""The number of names that are compared at once, so that memory use does not grow with their number."""

Bytes = npt.NDArray[np.int8]


class NearestCases:
    """Finds cases by meaning. Immutable; thread-safe."""

    def __init__(self, index: CaseIndex, stored: Stored | None = None) -> None:
        """Read the vectors of all titles, aliases and paraphrases from `stored`, or compute and store them."""
        self._encoder = SentenceEncoder.load()
        self._subjects, self._topics = index.topics.subjects, frozenset(index.dataset.topics)
        names = [names_of(case, subject) for case, subject in zip(index.cases, self._subjects, strict=True)]
        self._numbers = np.array([*map(len, names)])
        self._first_names = np.cumsum(self._numbers) - self._numbers
        self._margins = MARGIN - MARGIN_LOST * np.log(self._numbers)
        flat = [name for some in names for name in some]
        content = stored.read() if stored is not None else None
        if content is None or len(content) != len(flat) * SIZE:
            content = vectors_of(flat).tobytes()
            if stored is not None:
                stored.write(content)
        self._names: Bytes = np.frombuffer(content, np.int8).reshape(-1, SIZE)
        self._others, self._words, self._word_names = self._elsewhere(index)

    def _elsewhere(self, index: CaseIndex) -> tuple[Floats, Floats, list[str]]:
        """Return the vectors of other subjects, and the vectors and names of topics and words that no case has."""
        table = _table()
        kept = [at for at in range(table.others, table.words) if not index.topics.has_text(table.names[at])]
        new = sorted(set(index.dataset.topics).difference(table.names))  # of another data folder than the shipped one
        new = [topic for topic in new if not index.topics.has_text(normalize_name(topic))]
        names = [*(table.names[at] for at in kept), *new]
        vectors = np.concatenate([from_bytes(table.vectors[kept]), self._encoder.encode(new)])
        return from_bytes(table.vectors[: table.others]), vectors, names

    def find(self, text: str, rest: str = "") -> list[int]:
        """Return the positions of up to three cases that a question may be about, the nearest first.

        `rest` is the question without the words that cases have; it must not be near to another subject either. Returns
        an empty list for a text of more than `MAX_TOKENS` tokens.
        """
        if self._encoder.count_tokens(text) > MAX_TOKENS:
            return []
        vector, *besides = self._encoder.encode([text, rest] if rest not in ("", text) else [text])
        similarity = self.similarities(vector)
        ahead = similarity - self._allowed(vector)
        for beside in besides:
            if ahead.max(initial=-1) + (self.similarities(beside) - self._allowed(beside)).max(initial=-1) < 0:
                return []  # 叉车年检要带什么材料
        best = np.argsort(-similarity, kind="stable")[:MAX_OFFERED]
        least = similarity[best].max(initial=-1) - CLOSE
        return [int(at) for at in best if ahead[at] >= 0 and similarity[at] >= least]

    def _allowed(self, vector: Floats) -> Floats:
        """Return for each case its minimum similarity: that of the nearest other subjects, less the case's margin."""
        other = np.sort(self._others @ vector)[-COMPARED:].mean()
        return np.asarray(other - self._margins, np.float32)

    def words_without_case(self) -> dict[int, list[str]]:
        """Return position → words that mean the subject of this case alone, and that no case has.

        The most similar words come first. They are words of the general dictionary; topics that no case has are other
        subjects.
        """
        found: dict[int, list[tuple[float, str]]] = {}
        for at, word in enumerate(self._word_names):
            if word in self._topics:
                continue
            similarity = self.similarities(self._words[at], compared=1)
            *_, second, best = np.argsort(similarity, kind="stable")[-2:] if len(similarity) > 1 else (0, 0)
            alone = best == second or similarity[best] - similarity[second] >= AHEAD
            if similarity[best] >= SAME and alone:
                found.setdefault(int(best), []).append((float(similarity[best]), word))
        return {at: [word for _, word in sorted(words, reverse=True)] for at, words in sorted(found.items())}

    def similarities(self, vector: Floats, compared: int = COMPARED) -> Floats:
        """Return for each case the mean similarity to a vector of its `compared` most similar names."""
        if not len(self._names):
            return np.empty(0, np.float32)
        chunks = range(0, len(self._names), _CHUNK)
        products = np.concatenate([from_bytes(self._names[start : start + _CHUNK]) @ vector for start in chunks])
        total = np.zeros(len(self._numbers), np.float32)
        for place in range(compared):
            nearest = np.maximum.reduceat(products, self._first_names)
            total += np.where(self._numbers > place, nearest, 0)
            products[products == np.repeat(nearest, self._numbers)] = -1
        return np.asarray(total / np.minimum(self._numbers, compared), np.float32)


class _Table(NamedTuple):
    """The content of subjects.npz: other subjects, then topics and words, then the names of the shipped cases."""

    names: list[str]
    vectors: Bytes
    others: int
    words: int
    """The end of the other subjects (`others`), and the end of the topics and words (`words`)."""


@functools.cache
def _table() -> _Table:
    with np.load(io.BytesIO(shipped_folder().joinpath("subjects.npz").read_bytes()), allow_pickle=False) as arrays:
        return _Table(arrays["names"].tobytes().decode().split("\n"), arrays["vectors"], *map(int, arrays["ends"]))


def vectors_of(names: Sequence[str]) -> Bytes:
    """Return the vectors of names: from the table, or else computed at about 7 ms each."""
    table = _table()
    known = {name: at for at, name in enumerate(table.names)}
    new = [name for name in dict.fromkeys(names) if name not in known]
    vectors = np.concatenate([table.vectors, to_bytes(SentenceEncoder.load().encode(new))])
    positions = known | {name: len(known) + at for at, name in enumerate(new)}
    return vectors[[positions[name] for name in names]]


def names_of(case: Case, subject: str) -> list[str]:
    """Return the names by which a case is compared: title and aliases as in its subject, and paraphrases."""
    title, *aliases = subject.split("\n")
    names = (title, *(one for one in aliases if len(one) >= MIN_CHARACTERS), *map(normalize_name, case.paraphrases))
    return list(dict.fromkeys(names))


def to_bytes(vectors: Floats) -> Bytes:
    """Return vectors as signed bytes, which take a quarter of the memory."""
    return np.rint(vectors * STEPS).clip(-127, 127).astype(np.int8)


def from_bytes(vectors: Bytes) -> Floats:
    """Return vectors that `to_bytes` made, with an error of at most 0.001 in a component."""
    return vectors.astype(np.float32) * np.float32(1 / STEPS)
