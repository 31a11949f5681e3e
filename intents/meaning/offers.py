"""The cases to offer for a question that may mean them in other words (SEMANTICS 16).

The module imports no numpy and reads no model before it is needed: a question that is understood needs neither.
"""

from __future__ import annotations

import os
from itertools import pairwise, takewhile
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from data.model import Case
from intents.index.case_index import LEVELS, CaseIndex
from intents.language.normalize import NormalizedText, normalize
from intents.parsing.reading import Reading

if TYPE_CHECKING:
    from intents.meaning.nearest import NearestCases

MAX_CASES_AT_ONCE = 1000
"""The maximum number of cases whose vectors a question may compute; for more, only `prepare` does so."""
_UNTOLD = ("amount", "issued", "other_time", "reason")
"""Effects of words that ask for something that no notice states: such a question is not about a case."""
MIN_CHARACTERS = 3
"""The minimum number of Chinese characters of a question that may be about a case."""
MAX_DONE = 4
"""The maximum number of characters after 怎么 that name an activity of the asker: 申请办理."""
_NAMING = ("unknown", "topic", "verb", "org")


class Stored(Protocol):
    """A store for the vectors of a dataset's names."""

    def exists(self) -> bool:
        """Return whether the store has content."""

    def read(self) -> bytes | None:
        """Return the stored content; None if there is none that can be trusted."""

    def write(self, content: bytes) -> None:
        """Store `content`; do nothing if that is not possible."""


class Offers:
    """Finds cases by meaning. Thread-safe."""

    def __init__(self, index: CaseIndex, stored: Stored | None = None) -> None:
        """Create the finder without reading the model; `stored` keeps the vectors, None computes them per process."""
        self._index, self._stored = index, stored
        self._nearest: NearestCases | None = None
        self._preparing = Lock()

    def prepare(self) -> NearestCases:
        """Read the model, and read or compute the vectors: about 7 ms for each name of a case that is not shipped."""
        with self._preparing:
            if self._nearest is None:
                # Matrices are so small that threads cost more than they save; numpy reads this once.
                os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
                from intents.meaning.nearest import NearestCases  # noqa: PLC0415 - it brings numpy

                self._nearest = NearestCases(self._index, self._stored)
            return self._nearest

    def find(self, text: NormalizedText, reading: Reading) -> list[Case]:
        """Return up to three cases that a question may be about, the likeliest first.

        Returns an empty list if the question is about another subject, or while another thread prepares the vectors.
        """
        # The text as typed: repairs may turn the words of another subject into those of a case.
        rest = typed = normalize(text.raw).clean
        if not may_be_about_a_case(typed, reading) or (self._nearest is None and not self._is_quickly_prepared()):
            return []
        for mention in reading.mentions:
            rest = rest.replace(mention.text, "", 1) if mention.sort in ("topic", "org") else rest
        return [self._index.cases[at] for at in self.prepare().find(typed, rest)]

    def words_without_case(self) -> dict[str, list[str]]:
        """Return case id → everyday words for its subject that no case has, the likeliest first."""
        found = self.prepare().words_without_case()
        return {self._index.cases[at].id: words for at, words in found.items()}

    def _is_quickly_prepared(self) -> bool:
        if self._preparing.locked():
            return False
        return len(self._index.cases) <= MAX_CASES_AT_ONCE or (self._stored is not None and self._stored.exists())


def may_be_about_a_case(text: str, reading: Reading) -> bool:
    """Return whether the question may be about a case in other words: it asks for what notices tell."""
    elsewhere = reading.has(*_UNTOLD) or _asks_what_to_do(reading) or _names_participant(reading)
    return sum(char.isalpha() and not char.isascii() for char in text) >= MIN_CHARACTERS and not elsewhere


def names_subject(reading: Reading) -> bool:
    """Return whether a word besides places, tiers and operators names something; in 两家都在的 none does."""
    return any(mention.sort in _NAMING for mention in reading.mentions)


def _names_participant(reading: Reading) -> bool:
    """Return whether all that is not understood names a participant, not a subject: 比亚迪参与了哪些案例."""
    before = [one for one, after in pairwise(reading.mentions) if one.sort == "unknown" and after.has("take")]
    return (
        bool(before)
        and len(before) == len(reading.unknown)
        and not any(one.sort == "topic" for one in reading.mentions)
    )


def _asks_what_to_do(reading: Reading) -> bool:
    """Return whether the question is about the asker's own affairs: 营业执照怎么办理, 核名要多久, but not 怎么做的.

    A question that names several places, or uses a word of titles (怎么监督), is about what others did.
    """
    if not reading.says("why") or reading.has("case", "that", "point", "all", *LEVELS):
        return False
    if reading.mentions[-1].has("which_one"):
        return False  # 叉车怎么验是哪个
    places = {part for one in reading.mentions if one.sort == "place" for part in one.filters}
    at = next((at for at, mention in enumerate(reading.mentions) if mention.has("how")), None)
    if at is None or len(places) > 1:
        return at is None
    clause = list(takewhile(lambda mention: not mention.has("stop"), reading.mentions[at + 1 :]))
    others = any(one.has("de") or one.sort == "topic" for one in clause)
    return sum(len(one.text) for one in clause) <= MAX_DONE and not others
