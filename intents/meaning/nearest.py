"""The cases that a text is nearest to in meaning; none where it is nearer to what no notice is about.

Similarity alone does not tell a paraphrase of a case from a question on another subject: any two texts are at 0.8 or
more. What tells them apart is whether a text is as near to a case as to the nearest of many other subjects
(other_subjects.txt). docs/quality.md says how the limits were chosen.
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
"""Tokens of a question, about 100 characters; a text of hostile characters has more than one for each."""
MAX_OFFERED = 3
COMPARED = 3
"""Names of a case, and other subjects, of which the mean similarity is compared: one alone may be near by chance."""
MARGIN = 0.035
"""Another subject may be nearer than a case that has one name by so much."""
MARGIN_LOST = 0.009
"""What a case's margin loses as the logarithm of the number of its names grows: the nearest of many is nearer."""
MIN_CHARACTERS = 3
"""Characters of an alias that is compared; the model knows no meaning of a shorter one (食安)."""
CLOSE = 0.04
"""A case that is less similar than the nearest by more than this is not offered beside it."""
SAME = 0.925
"""The similarity from which a word may be an alias."""
AHEAD = 0.03
"""How much more similar it is to the case than to the next."""
STEPS = 512
"""Steps to 1 in a vector that is stored as bytes."""
_CHUNK = 8192
"""Names that are compared at once, so that the memory needed does not grow with their number."""

Bytes = npt.NDArray[np.int8]


class NearestCases:
    """Finds cases by meaning; immutable, safe from many threads."""

    def __init__(self, index: CaseIndex, stored: Stored | None = None) -> None:
        """Read the vectors of all titles, aliases and paraphrases, or compute those that are not in the table."""
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
        """The vectors of other subjects, those of the topics and words that no case has, and the latter themselves."""
        table = _table()
        kept = [at for at in range(table.others, table.words) if not index.topics.has_text(table.names[at])]
        new = sorted(set(index.dataset.topics).difference(table.names))  # of a notice's own folder
        new = [topic for topic in new if not index.topics.has_text(normalize_name(topic))]
        names = [*(table.names[at] for at in kept), *new]
        vectors = np.concatenate([from_bytes(table.vectors[kept]), self._encoder.encode(new)])
        return from_bytes(table.vectors[: table.others]), vectors, names

    def find(self, text: str, rest: str = "") -> list[int]:
        """Return the positions of at most three cases that a question may be about, the nearest first.

        `rest` is the question without the words that cases have: it must not be much of another subject either. A text
        that takes long to encode is no question: none.
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
        """Return for each case how similar it must be at least: as much as other subjects are, but for its margin."""
        other = np.sort(self._others @ vector)[-COMPARED:].mean()
        return np.asarray(other - self._margins, np.float32)

    def words_without_case(self) -> dict[int, list[str]]:
        """Return position → the words that mean what this case is about and no other, but that no case has; best first.

        The words are those of the general language; topics of the field that no case has are other subjects.
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
        """Return for each case the mean similarity of its names that are nearest to a vector, so many of them."""
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
    """subjects.npz: other subjects, then topics and words, then the names of the shipped notices' cases."""

    names: list[str]
    vectors: Bytes
    others: int
    words: int
    """Where the others end, and where the topics and words do."""


@functools.cache
def _table() -> _Table:
    with np.load(io.BytesIO(shipped_folder().joinpath("subjects.npz").read_bytes()), allow_pickle=False) as arrays:
        return _Table(arrays["names"].tobytes().decode().split("\n"), arrays["vectors"], *map(int, arrays["ends"]))


def vectors_of(names: Sequence[str]) -> Bytes:
    """Return the vectors of names: those of the table, and others computed, at about 7 ms each."""
    table = _table()
    known = {name: at for at, name in enumerate(table.names)}
    new = [name for name in dict.fromkeys(names) if name not in known]
    vectors = np.concatenate([table.vectors, to_bytes(SentenceEncoder.load().encode(new))])
    positions = known | {name: len(known) + at for at, name in enumerate(new)}
    return vectors[[positions[name] for name in names]]


def names_of(case: Case, subject: str) -> list[str]:
    """Return what a case is compared by: its title and aliases, as they stand in its subject, and its paraphrases."""
    title, *aliases = subject.split("\n")
    names = (title, *(one for one in aliases if len(one) >= MIN_CHARACTERS), *map(normalize_name, case.paraphrases))
    return list(dict.fromkeys(names))


def to_bytes(vectors: Floats) -> Bytes:
    """Return vectors in a quarter of the memory."""
    return np.rint(vectors * STEPS).clip(-127, 127).astype(np.int8)


def from_bytes(vectors: Bytes) -> Floats:
    """Return vectors that `to_bytes` made, with an error of at most 0.001 in a component."""
    return vectors.astype(np.float32) * np.float32(1 / STEPS)
