"""Propose known words for mistyped ones: homophones, look-alikes, errors in one character, pinyin."""

from __future__ import annotations

import functools
import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz.distance import OSA

from data.hanzi import Hanzi
from data.record import record
from intents.language.word_classes import CLASSES

READINGS = 12
"""The maximum number of combinations of readings under which a word is indexed."""
SPELLED = frozenset((*CLASSES.operators, *CLASSES.small_words))
"""One-character words that may occur between longer words in a run of pinyin."""
HALVES = 6
"""The maximum number of two-character words that are proposed for one of their characters."""
OWN = 0.9
"""The weight from which a word counts as one of the dataset's own."""
_NEAR = (
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("ang", "an"),
    ("eng", "en"),
    ("ing", "in"),
    ("l", "n"),
    ("h", "f"),
    ("r", "l"),
)
"""Pairs of initials or finals that many speakers do not distinguish."""


@record
class Candidate:
    """A word for which a window of the question may be a slip."""

    word: str
    score: float
    """The likelihood, from 0 to 1."""


class SpellingIndex:
    """Finds candidates by hashing and scores them by edit distance (rapidfuzz); built once from a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, float], hanzi: Hanzi) -> None:
        """Index `vocabulary`: word → weight from 0 to 1, 1 for the dataset's own names."""
        self._hanzi = hanzi
        self.alike = functools.lru_cache(4096)(self._alike)
        self.likeness = functools.lru_cache(32768)(self._likely)
        self.candidates = functools.lru_cache(4096)(self._candidates)
        self._weights = dict(vocabulary)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        self._by_place: dict[tuple[int, str], list[str]] = defaultdict(list)
        for word in vocabulary:
            for sound in self._sounds(word, 3):
                self._by_sound[sound].append(word)
            if len(word) == 2:
                self._by_place[0, word[0]].append(word)
                self._by_place[1, word[1]].append(word)
            elif len(word) > 2:
                for shorter in _deletions(word):
                    self._by_deletion[shorter].append(word)
        self._longest = max(map(len, self._by_sound), default=0)
        self._pairs = frozenset(word[at : at + 2] for word in vocabulary for at in range(len(word) - 1))

    def _sounds(self, word: str, most: int) -> Iterable[str]:
        """Return the pinyin of a word, from the `most` commonest readings of each character."""
        readings = [self._hanzi.readings(char)[:most] or (char,) for char in word]
        combinations = itertools.product(*readings)
        return dict.fromkeys("".join(one) for one in itertools.islice(combinations, READINGS))

    def joins(self, text: str, at: int) -> bool:
        """Return whether swapping the characters at `at` and `at + 1` yields a bigram of a known word."""
        turned = text[at - 1 : at] + text[at + 1] + text[at] + text[at + 2 : at + 3]
        return any(turned[first : first + 2] in self._pairs for first in range(len(turned) - 1))

    def own(self, word: str) -> bool:
        """Return whether the word is one of the dataset's own."""
        return self._weights.get(word, 0) >= OWN

    def holding(self, char: str) -> list[str]:
        """Return up to six two-character words that contain `char`, those with the highest weight first."""
        found = dict.fromkeys((*self._by_place.get((0, char), ()), *self._by_place.get((1, char), ())))
        return sorted((word for word in found if self._weights[word] > 0.5), key=lambda word: -self._weights[word])[
            :HALVES
        ]

    def score(self, text: str, word: str) -> float:
        """Return how likely `text` is a slip for `word`, from 0 to 1, as if `word` were the dataset's own."""
        return self._score(text, word, own=True)

    def _candidates(self, text: str, *, lenient: bool = False) -> list[Candidate]:
        """Return the words for which `text` (two or more characters) may be a slip, the likeliest first.

        With `lenient` any kind of slip is considered for any word, not only for the dataset's own.
        """
        found: dict[str, float] = {}
        for word in sorted(self._nearby(text)):
            if word != text:
                weight = self._weights[word]
                score = self._score(text, word, own=lenient or weight >= OWN) * (0.78 + 0.22 * weight)
                if score > 0.5:
                    found[word] = score
        return sorted((Candidate(word, score) for word, score in found.items()), key=lambda one: -one.score)

    def _nearby(self, text: str) -> set[str]:
        near: set[str] = set()
        for sound in self._sounds(text, 1):
            near.update(self._by_sound.get(sound, ()))
        if len(text) == 2:
            near.update(self._by_place.get((0, text[0]), ()))
            near.update(self._by_place.get((1, text[1]), ()))
            swapped = text[::-1]
            if swapped in self._weights:
                near.add(swapped)
        near.update(self._by_deletion.get(text, ()))
        for shorter in _deletions(text):
            if shorter in self._weights:
                near.add(shorter)
            if len(text) > 2:
                near.update(self._by_deletion.get(shorter, ()))
        return near

    def _score(self, text: str, word: str, *, own: bool) -> float:
        """Return how likely `text` is a slip for `word`, from 0 to 1.

        With `own` any kind of slip is considered. Without it, differing characters must sound alike, and a missing or
        superfluous character is considered only in words of four or more characters.
        """
        size = max(len(text), len(word))
        if len(text) != len(word):
            if OSA.distance(text, word) > 1 or (size < 4 and not own):
                return 0.0
            return 0.79 if size == 3 and len(text) == 3 else 1 - 0.6 / size if size > 2 else 0.0
        if sorted(text) == sorted(word):
            return 0.9 if OSA.distance(text, word) == 1 else 0.0
        differing = [(one, other) for one, other in zip(text, word, strict=True) if one != other]
        likeness = [self.likeness(*pair) for pair in differing]
        if min(likeness) < 0.9 and not own:
            return 0.0
        if len(differing) == 1:
            return 1 - (1 - likeness[0]) * (0.5 if size == 2 else 1 / size)
        if min(likeness) < 0.95:
            return 0.0
        return 0.95 - 0.01 * len(differing)

    def _likely(self, one: str, other: str) -> float:
        """Return how easily one character is mistaken for another, 0 to 1: by sound, near sound or stroke order."""
        mine, yours = self._hanzi.readings(one)[:2], self._hanzi.readings(other)[:3]
        if set(mine) & set(yours):
            return 0.97
        strokes = self._hanzi.strokes(one), self._hanzi.strokes(other)
        shape = OSA.normalized_similarity(*strokes) if all(strokes) else 0.0
        short, long = sorted(strokes, key=len)
        if len(short) > 2 and 2 * len(short) >= len(long) and long.endswith(short):
            shape = max(shape, 0.85)  # a part of the character is left out: 工 for 江
        if shape >= (0.66 if min(map(len, strokes)) > 4 else 0.85):
            return 0.6 + 0.35 * shape
        if any(not _near(sound).isdisjoint(yours) for sound in mine):
            return 0.5
        return 0.3

    def spelled(self, letters: str) -> tuple[str, ...] | None:
        """Return the words that a run of pinyin spells, as few as possible; None if it spells none."""
        best: list[tuple[float, tuple[str, ...]] | None] = [None] * len(letters) + [(0.0, ())]
        for start in range(len(letters) - 1, -1, -1):
            for end in range(start + 1, min(len(letters), start + self._longest) + 1):
                rest, words = best[end], self._by_sound.get(letters[start:end])
                words = [word for word in words or () if len(word) > 1 or word in SPELLED]
                if rest is None or not words:
                    continue
                word = max(words, key=lambda one: self._weights[one])
                cost = rest[0] + 2 - self._weights[word] + (1 if len(word) == 1 else 0)
                if best[start] is None or cost < best[start][0]:  # type: ignore[index]
                    best[start] = (cost, (word, *rest[1]))
        found = best[0]
        return found[1] if found else None

    def completed(self, before: str, letters: str, after: str) -> str | None:
        """Return the likeliest word between known characters whose rest is in pinyin: 上hai, 安hui省.

        The word begins with `before`, ends with `after` and sounds like `letters` between them. Returns None if there
        is none.
        """
        sounds = itertools.product(self._sounds(before, 2), self._sounds(after, 2))
        found = [word for one, other in sounds for word in self._by_sound.get(one + letters + other, ())]
        fitting = [word for word in found if word.startswith(before) and word.endswith(after)]
        return max(fitting, key=lambda word: self._weights[word], default=None)

    def _alike(self, char: str, others: Sequence[str]) -> tuple[str, ...]:
        """Return those of the single characters `others` that sound or look like `char`."""
        return tuple(other for other in others if other != char and self.likeness(char, other) >= 0.85)


def _deletions(word: str) -> Iterable[str]:
    return dict.fromkeys(word[:at] + word[at + 1 :] for at in range(len(word)))


@functools.lru_cache(512)  # there are some 400 syllables
def _near(syllable: str) -> frozenset[str]:
    """Return the syllables that differ from `syllable` in an initial or final that many speakers do not distinguish."""
    near = set()
    for wide, narrow in _NEAR:
        for one, other in ((wide, narrow), (narrow, wide)):
            if "g" in (one[-1], other[-1]):
                if syllable.endswith(one):
                    near.add(syllable.removesuffix(one) + other)
            elif syllable.startswith(one):
                near.add(other + syllable.removeprefix(one))
    return frozenset(near)
