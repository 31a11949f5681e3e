"""Find the passage of a title or an alias for which a part of a question is a slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, LCSseq

from intents.index.topic_index import TopicIndex

_POSTINGS = 3000
"""The maximum number of postings of the rarest bigrams that are counted.

The right subject is among them for 99 of 100 slips in 100,000 cases.
"""
_PAIRS = 2
"""By how many bigrams fewer than the best a subject may share: an edit breaks two."""
_COUNTED, _RANKED, _NEAREST = 1000, 200, 16
"""The maximum numbers of subjects that are compared by common subsequence, that are ranked, and that are aligned."""
_SHORTEST = 4
"""The minimum length of a text that is searched: a shorter one is similar to too much."""
_PER_EDIT = 6
"""The number of characters that a text must have for each edit after the first."""
_EDITS, _BROKEN = 3, 3
"""The maximum number of edits, and the maximum number of bigrams that one edit breaks (three for a transposition)."""
_ALIKE = 0.6
"""The minimum likeness of characters that differ at the end of a short text, where no further character confirms it."""
_COST = 0.6
"""The cost of an edit, divided by the length of the text."""
_PUT_IN = 0.12
"""The additional cost of a superfluous character, which is a rare slip."""
_DOUBT, _AMPLE = 0.25, 4.5
"""The cost of two unlike characters in a text of so many characters; in a longer text the cost is lower."""


class TitleSearch:
    """Searches titles and aliases for passages that are nearly the same as a text."""

    def __init__(self, topics: TopicIndex, likeness: Callable[[str, str], float]) -> None:
        """Index the subjects of `topics`; `likeness` tells how easily one character is mistaken for another, 0 to 1."""
        self._topics, self._likeness = topics, likeness
        self._subjects, self._grams, self._whole = topics.subjects, topics.bigrams, topics.has_words

    def like(self, stretch: str, sound: Sequence[str] = ()) -> list[tuple[str, float]]:
        """Return (passage, likelihood from 0 to 1 that the text is a slip for it) for the passages with fewest edits.

        Of passages with as many edits the longest is returned: leaving a character out is likelier than adding one.
        Returns an empty list if all passages differ too much, or if a subject contains the text as it is. `sound` are
        parts of the text that are known to be right.
        """
        if len(stretch) < _SHORTEST:
            return []
        most = min(_EDITS, max(1, len(stretch) // _PER_EDIT))
        found: dict[str, int] = {}
        for subject in self._near(stretch, sound, len(stretch) - 1 - _BROKEN * most):
            for name in subject.split("\n"):
                for passage, edits in _close(stretch, name, most):
                    if passage not in found and (not edits or self._fits(stretch, passage)):
                        found[passage] = edits
        best = min(((edits, -len(passage)) for passage, edits in found.items()), default=(0, 0))
        return [
            (passage, self._score(stretch, passage, edits))
            for passage, edits in found.items()
            if edits and (edits, -len(passage)) == best
        ]

    def _fits(self, stretch: str, passage: str) -> bool:
        """Return whether the passage has the first and last character of the text, or consists of whole words instead.

        Such words must be no shorter than the text; for a short text, the differing characters must be alike.
        """
        if passage[:1] == stretch[0] and passage[-1:] == stretch[-1]:
            return True
        if len(passage) < len(stretch) or not self._whole(passage):
            return False
        return len(stretch) >= _PER_EDIT or self._alike(stretch, passage) >= _ALIKE

    def _alike(self, stretch: str, passage: str) -> float:
        """Return how easily the differing characters are mistaken for each other; 1 if they only are transposed."""
        if len(stretch) != len(passage) or sorted(stretch) == sorted(passage):
            return 1.0
        return min(self._likeness(one, other) for one, other in zip(stretch, passage, strict=True) if one != other)

    def _score(self, stretch: str, passage: str, edits: int) -> float:
        doubt = (1 - self._alike(stretch, passage)) * min(1.0, _AMPLE / len(stretch))
        return 1 - _COST * edits / len(stretch) - _DOUBT * doubt - _PUT_IN * (len(passage) < len(stretch))

    def _near(self, stretch: str, sound: Sequence[str], least: int) -> list[str]:
        """Return the subjects that have all of `sound`, or else most of the rarest bigrams, the most similar first.

        Returns none if no subject has at least `least` of the bigrams.
        """
        together = self._topics.positions_with(sound) if sound else []
        if 0 < len(together) <= _RANKED:
            return self._ranked(stretch, together)
        pairs = {stretch[at : at + 2] for at in range(len(stretch) - 1)}
        if sum(map(self._grams.has_bigram, pairs)) < least - (len(stretch) - 1 - len(pairs)):
            return []
        shared: Counter[int] = Counter()
        counted = 0
        for holding in sorted(map(self._grams.positions_of, sorted(pairs)), key=len):
            if counted > _RANKED and counted + len(holding) > _POSTINGS:
                break
            shared.update(holding)
            counted += len(holding)
        found: list[int] = []
        most = max(shared.values(), default=0)
        for number in range(most, most - _PAIRS - 1, -1):
            found += [at for at, pairs in shared.items() if pairs == number]
            if len(found) > _RANKED:
                break
        return self._ranked(stretch, found[:_COUNTED])

    def _ranked(self, stretch: str, found: Sequence[int]) -> list[str]:
        candidates = [self._subjects[at] for at in found]
        if len(candidates) <= _NEAREST:
            return candidates
        if len(candidates) > _RANKED:  # first by their common subsequence, which is faster
            alike = process.extract(stretch, candidates, scorer=LCSseq.similarity, processor=None, limit=_RANKED)
            candidates = [subject for subject, *_ in alike]
        ranked: dict[str, tuple[float, str]] = {}
        for subject in candidates:
            aligned = fuzz.partial_ratio_alignment(stretch, subject)
            if aligned is None:
                continue
            # The likeness of a passage of the same length, and of the common subsequence in the whole subject.
            likeness = aligned.score / 100 + LCSseq.similarity(stretch, subject) / len(stretch)
            passage = subject[max(0, aligned.dest_start - 1) : aligned.dest_end + 1]
            if likeness > ranked.get(passage, (0.0, ""))[0]:
                ranked[passage] = likeness, subject  # one subject per passage suffices
        return [subject for _, subject in sorted(ranked.values(), key=lambda one: -one[0])[:_NEAREST]]


def _close(stretch: str, name: str, most: int) -> Iterator[tuple[str, int]]:
    """Yield the passages of `name` that take at most `most` edits, with the number of edits."""
    aligned = fuzz.partial_ratio_alignment(stretch, name)
    if aligned is None:
        return
    first, size = aligned.dest_start - aligned.src_start, len(stretch)
    earliest = max(0, min(first, aligned.dest_end - size) - 2 * most)  # the passage may be shorter or longer
    for start in range(earliest, max(0, first) + most + 1):
        for end in range(start + size - most, min(len(name), start + size + most) + 1):
            edits = OSA.distance(stretch, name[start:end], score_cutoff=most)
            if edits <= most:
                yield name[start:end], edits
