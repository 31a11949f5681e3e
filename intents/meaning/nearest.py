"""The cases that a text is nearest to in meaning; none where it is nearer to what no notice is about.

Similarity alone does not tell a paraphrase of a case from a question on another subject: both may be at 0.4. What
tells them apart is how near a text is to something else: to other subjects (other_subjects.txt), to topics of the
field that no case has, and to words of the general language that no case's title or alias has.
"""

from __future__ import annotations

import io

import numpy as np
import numpy.typing as npt

from data.files import shipped_folder
from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize_name
from intents.meaning.encoder import SIZE, Floats, SentenceEncoder
from intents.meaning.offers import Stored, Subject

MAX_OFFERED = 3
NEAR = 0.33
"""The similarity to the nearest case from which cases are offered."""
SUBJECT_MARGIN = 0.11
"""Another subject may be nearer than the nearest case by so much: it is named in everyday words, a case formally."""
WORD_MARGIN = 0.15
"""The same for a topic or a word, which is one word of the text at most (猪肉 for 食品安全)."""
ELSEWHERE = 0.6
"""The similarity to another subject from which nothing is offered. docs/quality.md says how these were chosen."""
MIN_CHARACTERS = 3
"""Characters of an alias that is compared; the model knows no meaning of a shorter one (食安)."""
CLOSE = 0.15
"""A case that is less similar than the nearest by more than this is not offered beside it."""
SAME = 0.65
"""The similarity from which a word may be an alias."""
AHEAD = 0.1
"""How much more similar it is to the case than to the next."""
STEPS = 512
"""Steps to 1 in a vector that is stored as bytes."""
_CHUNK = 8192
"""Names that are compared at once, so that the memory needed does not grow with their number."""

Bytes = npt.NDArray[np.int8]


class NearestCases:
    """Finds cases by meaning; immutable, safe from many threads."""

    def __init__(self, index: CaseIndex, stored: Stored | None = None) -> None:
        """Read the vectors of all titles and aliases, or compute them: about 1 ms each."""
        self._encoder = SentenceEncoder.load()
        self._subjects, self._topics = index.topics.subjects, frozenset(index.dataset.topics)
        names = [_names(subject) for subject in self._subjects]
        self._first_names = np.cumsum([0, *map(len, names[:-1])])
        flat = [name for some in names for name in some]
        content = stored.read() if stored is not None else None
        if content is None or len(content) != len(flat) * SIZE:
            content = to_bytes(self._encoder.encode(flat)).tobytes()
            if stored is not None:
                stored.write(content)
        self._names: Bytes = np.frombuffer(content, np.int8).reshape(-1, SIZE)
        self._others, self._words, self._word_names = self._elsewhere(index)

    def _elsewhere(self, index: CaseIndex) -> tuple[Floats, Floats, list[str]]:
        """The vectors of other subjects, those of the topics and words that no case has, and the latter themselves."""
        with np.load(io.BytesIO(shipped_folder().joinpath("subjects.npz").read_bytes()), allow_pickle=False) as arrays:
            known = arrays["names"].tobytes().decode().split("\n")
            vectors = from_bytes(arrays["vectors"])
            others = int(arrays["others"][0])
        kept = [at for at in range(others, len(known)) if not index.topics.has_text(known[at])]
        new = sorted(set(index.dataset.topics).difference(known))  # of a notice's own folder
        new = [topic for topic in new if not index.topics.has_text(normalize_name(topic))]
        names = [*(known[at] for at in kept), *new]
        return vectors[:others], np.concatenate([vectors[kept], self._encoder.encode(new)]), names

    def find(self, subject: Subject) -> list[int]:
        """Return the positions of at most three cases that a question may be about, the nearest first."""
        vector = self._encoder.encode([subject.text])[0]
        other = self._nearest_other(vector)
        if other > ELSEWHERE:
            return []
        similarity = self.similarities(vector)
        best = np.argsort(-similarity, kind="stable")[:MAX_OFFERED]
        nearest = float(similarity[best].max(initial=-1))
        word = float((self._words @ vector).max(initial=-1))
        if nearest < max(NEAR, other - SUBJECT_MARGIN, word - WORD_MARGIN):
            return []
        rest = subject.text
        for known in subject.words:
            if known in self._subjects[best[0]]:
                rest = rest.replace(known, "", 1)
        # 食品安全 is a case's, but 食品安全管理员考试题库 is elsewhere: without the case's words it is another subject.
        if rest not in ("", subject.text) and self._nearest_other(self._encoder.encode([rest])[0]) > ELSEWHERE:
            return []
        return [int(at) for at in best if similarity[at] >= nearest - CLOSE]

    def words_without_case(self) -> dict[int, list[str]]:
        """Return position → the words that mean what this case is about and no other, but that no case has; best first.

        The words are those of the general language; topics of the field that no case has are other subjects.
        """
        found: dict[int, list[tuple[float, str]]] = {}
        for at, word in enumerate(self._word_names):
            if word in self._topics:
                continue
            similarity = self.similarities(self._words[at])
            *_, second, best = np.argsort(similarity, kind="stable")[-2:] if len(similarity) > 1 else (0, 0)
            alone = best == second or similarity[best] - similarity[second] >= AHEAD
            if similarity[best] >= SAME and alone:
                found.setdefault(int(best), []).append((float(similarity[best]), word))
        return {at: [word for _, word in sorted(words, reverse=True)] for at, words in sorted(found.items())}

    def _nearest_other(self, vector: Floats) -> float:
        return float((self._others @ vector).max(initial=-1))

    def similarities(self, vector: Floats) -> Floats:
        """Return for each case the similarity of the nearest of its names to a vector."""
        if not len(self._names):
            return np.empty(0, np.float32)
        chunks = range(0, len(self._names), _CHUNK)
        products = [from_bytes(self._names[start : start + _CHUNK]) @ vector for start in chunks]
        return np.asarray(np.maximum.reduceat(np.concatenate(products), self._first_names), np.float32)


def _names(subject: str) -> list[str]:
    """Return the title and the aliases in a subject that have a meaning of their own."""
    title, *aliases = subject.split("\n")
    return [title, *(alias for alias in aliases if len(alias) >= MIN_CHARACTERS)]


def to_bytes(vectors: Floats) -> Bytes:
    """Return vectors in a quarter of the memory."""
    return np.rint(vectors * STEPS).clip(-127, 127).astype(np.int8)


def from_bytes(vectors: Bytes) -> Floats:
    """Return vectors that `to_bytes` made, with an error of at most 0.001 in a component."""
    return vectors.astype(np.float32) * np.float32(1 / STEPS)
