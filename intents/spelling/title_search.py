"""Find the passage of a title or an alias that a stretch of a question is a slip for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, LCSseq

from intents.index.topic_index import TopicIndex

_POSTINGS = 3000
"""So many places of the rarest pairs are counted; the right subject is among them in 99 of 100 slips at 100,000."""
_PAIRS = 2
"""How many pairs fewer than the most a subject may share: an edit takes two."""
_COUNTED, _RANKED, _NEAREST = 1000, 200, 16
"""Subjects whose characters in order are counted, those that are ranked, and those that a stretch is laid beside."""
_SHORTEST = 4
"""Characters of a stretch, at least: a shorter one is like too much."""
_PER_EDIT = 6
"""Characters that a stretch has for each edit after the first."""
_EDITS, _BROKEN = 3, 3
"""Edits, at most, and the pairs of characters that one breaks: two out of place are in three."""
_ALIKE = 0.6
"""How alike characters are that may be mistyped at the end of a short stretch, as nothing beyond confirms the rest."""
_COST = 0.6
"""What an edit costs, for each of the characters that agree otherwise."""
_PUT_IN = 0.12
"""What it costs that a character was put in, which is rare."""
_DOUBT, _AMPLE = 0.25, 4.5
"""What it costs that two characters are nothing alike, in a stretch so long; in a longer one it costs less."""


class TitleSearch:
    """The subjects, searched for what is nearly the same."""

    def __init__(self, topics: TopicIndex, likeness: Callable[[str, str], float]) -> None:
        """`likeness`: how easily one character is taken for another, 0 to 1."""
        self._topics, self._likeness = topics, likeness
        self._subjects, self._grams, self._whole = topics.subjects, topics.bigrams, topics.has_words

    def like(self, stretch: str, sound: Sequence[str] = ()) -> list[tuple[str, float]]:
        """The passages with the fewest edits, and how likely the stretch is a slip for each, 0 to 1.

        Of those with as many, the longest: rather a character was left out than one put in. None where all differ too
        much, or the stretch stands in a subject as it is. `sound` are parts of it that are known to be right.
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
        """Whether the passage has the ends of the stretch, or whole words in place of what is easily taken for them."""
        if passage[:1] == stretch[0] and passage[-1:] == stretch[-1]:
            return True
        if len(passage) < len(stretch) or not self._whole(passage):
            return False
        return len(stretch) >= _PER_EDIT or self._alike(stretch, passage) >= _ALIKE

    def _alike(self, stretch: str, passage: str) -> float:
        """How easily the characters that differ are taken for each other; 1 where some are only out of place."""
        if len(stretch) != len(passage) or sorted(stretch) == sorted(passage):
            return 1.0
        return min(self._likeness(one, other) for one, other in zip(stretch, passage, strict=True) if one != other)

    def _score(self, stretch: str, passage: str, edits: int) -> float:
        doubt = (1 - self._alike(stretch, passage)) * min(1.0, _AMPLE / len(stretch))
        return 1 - _COST * edits / len(stretch) - _DOUBT * doubt - _PUT_IN * (len(passage) < len(stretch))

    def _near(self, stretch: str, sound: Sequence[str], least: int) -> list[str]:
        """The subjects that have all sound parts, or else most of the rarest pairs, by how like their passages are.

        None where no subject has at `least` so many of the pairs.
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
        if len(candidates) > _RANKED:  # by the characters in order, which are counted faster
            alike = process.extract(stretch, candidates, scorer=LCSseq.similarity, processor=None, limit=_RANKED)
            candidates = [subject for subject, *_ in alike]
        ranked: dict[str, tuple[float, str]] = {}
        for subject in candidates:
            aligned = fuzz.partial_ratio_alignment(stretch, subject)
            if aligned is None:
                continue
            # Of the characters in a passage as long, and of those in the order of the stretch, wherever they stand.
            likeness = aligned.score / 100 + LCSseq.similarity(stretch, subject) / len(stretch)
            passage = subject[max(0, aligned.dest_start - 1) : aligned.dest_end + 1]
            if likeness > ranked.get(passage, (0.0, ""))[0]:
                ranked[passage] = likeness, subject  # of many with the same passage one will do
        return [subject for _, subject in sorted(ranked.values(), key=lambda one: -one[0])[:_NEAREST]]


def _close(stretch: str, name: str, most: int) -> Iterator[tuple[str, int]]:
    """The passages of `name` that take at most so many edits, and how many each takes."""
    aligned = fuzz.partial_ratio_alignment(stretch, name)
    if aligned is None:
        return
    first, size = aligned.dest_start - aligned.src_start, len(stretch)
    earliest = max(0, min(first, aligned.dest_end - size) - 2 * most)  # it is laid where it is shorter, or longer
    for start in range(earliest, max(0, first) + most + 1):
        for end in range(start + size - most, min(len(name), start + size + most) + 1):
            edits = OSA.distance(stretch, name[start:end], score_cutoff=most)
            if edits <= most:
                yield name[start:end], edits
