"""Find the passage of a title or an alias that a stretch of a question is a slip for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, LCSseq

from intents.topics import Topics

_POSTINGS = 3000
"""So many places of the rarest pairs are counted; the right subject is among them in 99 of 100 slips at 100,000."""
_PAIRS = 2
"""How many pairs fewer than the most a subject may share: an edit takes two."""
_RANKED, _NEAREST = 200, 16
"""Subjects that are ranked by rapidfuzz, and those of them that a stretch is laid beside."""
_SHORTEST = 4
"""Characters of a stretch, at least: a shorter one is like too much."""
_PER_EDIT = 6
"""Characters that a stretch has for each edit after the first."""
_EDITS = 3


class Passages:
    """The subjects, searched for what is nearly the same."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics
        self._subjects, self._grams, self._whole = topics.subjects, topics.grams, topics.known

    def like(self, stretch: str, sound: Sequence[str] = ()) -> tuple[list[str], int]:
        """The passages, of whole words or with the ends of the stretch, with the fewest edits, and how many these are.

        Of those with as many, the longest: rather a character was left out than one put in. None where all differ too
        much, or the stretch stands in a subject as it is. `sound` are parts of it that are known to be right.
        """
        if len(stretch) < _SHORTEST:
            return [], 0
        most = min(_EDITS, max(1, len(stretch) // _PER_EDIT))
        found: dict[str, int] = {}
        for subject in self._near(stretch, sound):
            for name in subject.split("\n"):
                for passage, edits in _close(stretch, name, most):
                    same_ends = passage[:1] == stretch[0] and passage[-1:] == stretch[-1]
                    if passage not in found and (same_ends or self._whole(passage)):
                        found[passage] = edits
        best = min(((edits, -len(passage)) for passage, edits in found.items()), default=(0, 0))
        return [passage for passage, edits in found.items() if (edits, -len(passage)) == best and edits], best[0]

    def _near(self, stretch: str, sound: Sequence[str]) -> list[str]:
        """The subjects that have all sound parts, or else most of the rarest pairs, by how like their passages are."""
        together = self._topics.having(sound) if sound else []
        if together:
            return self._ranked(stretch, together)
        pairs = {stretch[at : at + 2] for at in range(len(stretch) - 1)}
        shared: Counter[int] = Counter()
        counted = 0
        for holding in sorted(map(self._grams.holding, sorted(pairs)), key=len):
            shared.update(holding)
            counted += len(holding)
            if counted > _POSTINGS:
                break
        enough = max(shared.values(), default=0) - _PAIRS
        return self._ranked(stretch, [at for at, pairs in shared.items() if pairs >= enough])

    def _ranked(self, stretch: str, found: Sequence[int]) -> list[str]:
        candidates = [self._subjects[at] for at in found[:_RANKED]]
        if len(candidates) <= _NEAREST:
            return candidates

        def likeness(subject: str) -> float:
            """Of the characters in a passage as long, and of those in the order of the stretch, wherever they stand."""
            return fuzz.partial_ratio(stretch, subject) / 100 + LCSseq.similarity(stretch, subject) / len(stretch)

        return sorted(candidates, key=likeness, reverse=True)[:_NEAREST]


def _close(stretch: str, name: str, most: int) -> Iterator[tuple[str, int]]:
    """The passages of `name` that take at most so many edits, and how many each takes."""
    aligned = fuzz.partial_ratio_alignment(stretch, name)
    if aligned is None:
        return
    first, size = aligned.dest_start - aligned.src_start, len(stretch)
    earliest = max(0, min(first, aligned.dest_end - size) - most)
    for start in range(earliest, max(0, first) + most + 1):
        for end in range(start + size - most, min(len(name), start + size + most) + 1):
            edits = OSA.distance(stretch, name[start:end], score_cutoff=most)
            if edits <= most:
                yield name[start:end], edits
