"""Match free words to cases: by titles and aliases, or by names of agencies if those do not contain the words."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from data.model import Case
from intents.index.bigrams import BigramIndex
from intents.index.bitset import Postings, positions, to_mask
from intents.index.suffix_array import WordSuffixArray
from intents.language.dictionary import Dictionary
from intents.language.normalize import normalize_name
from intents.model.query import About

_QUOTED = re.compile("“([^”]{2,})”")

_CUTS = 4
"""The maximum number of bigrams of a text that a case may lack and still match the whole text."""
_MAX_CASES_READ_SINGLY = 500
"""The maximum number of cases that are tested one by one; for more cases, sets are intersected first."""

Part = Literal["title", "owner", "subject", "unit", "any"]
"""The part of a case in which a word is matched.

title: the whole title. owner: within the title, or a whole alias. subject: within title and aliases. unit: within the
name of an agency. any: anywhere.
"""


class TopicIndex:
    """Titles, aliases and agencies of the cases, searchable by words."""

    RANKS = (0, 1, 2)

    def __init__(self, cases: tuple[Case, ...], dictionary: Dictionary) -> None:
        """Index the cases; `dictionary` splits titles into words."""
        self._titles = [normalize_name(case.title) for case in cases]
        self._aliases = [
            tuple(map(normalize_name, (*case.aliases, *_QUOTED.findall(case.title)))) for case in cases
        ]  # a quoted part of a title is a name of its own: “八城联动”
        self.subjects = [
            "\n".join((title, *aliases)) for title, aliases in zip(self._titles, self._aliases, strict=True)
        ]
        self._cases = cases
        self._cases_by_agency: Postings[str] = Postings()
        for position, case in enumerate(cases):
            for unit in case.agencies:
                self._cases_by_agency.add(normalize_name(unit.bureau + unit.department), position)
        self._agency_names = tuple(self._cases_by_agency)
        self.bigrams, self._agency_bigrams = BigramIndex(self.subjects), BigramIndex(self._agency_names)
        self._word_runs = WordSuffixArray(
            (one for subject in self.subjects for one in subject.split("\n")), dictionary.boundaries
        )
        self._agency_runs = WordSuffixArray(self._agency_names, dictionary.boundaries)
        aliased = (alias for aliases in self._aliases for alias in aliases)
        words = (
            word for text in (*self._titles, *self._agency_names) for word in dictionary.cut(text) if len(word) > 1
        )
        self._words = tuple(dict.fromkeys((*aliased, *words)))
        self._aliased = frozenset(alias for aliases in self._aliases for alias in aliases)
        self._titled = frozenset(self._titles)
        self._alias_lengths: dict[str, tuple[int, ...]] = {}
        """The first two characters of aliases → the lengths of these aliases, the longest first."""
        # By first two characters, so that most positions of a question need one lookup.
        for alias in self._aliased:
            lengths = {len(alias), *self._alias_lengths.get(alias[:2], ())}
            self._alias_lengths[alias[:2]] = tuple(sorted(lengths, reverse=True))
        self.find = functools.lru_cache(512)(self._find)

    def words(self) -> Iterable[str]:
        """Return the words that name subjects: aliases, and the words of titles and agencies."""
        return self._words

    def has_prefix(self, pair: str) -> bool:
        """Return whether a run of words or an alias begins with these two characters."""
        return pair in self._word_runs.prefixes or pair in self._alias_lengths

    def longest_run_end(self, text: str, start: int) -> int:
        """Return the end of the longest run of words of a title or alias from `start`; `start` if there is none."""
        return self._word_runs.longest_run_end(text, start)

    def alias_end(self, text: str, start: int) -> int:
        """Return the end of the longest alias that stands in `text` from `start`; 0 if there is none."""
        for size in self._alias_lengths.get(text[start : start + 2], ()):
            if start + size <= len(text) and text[start : start + size] in self._aliased:
                return start + size
        return 0

    def has_without(self, part: str, longer: str, among: int) -> bool:
        """Return whether the subject of a case in the set `among` contains `part`, but not `longer`."""
        subjects = self.subjects
        some = positions(among & self.bigrams.candidate_mask(part))
        return any(part in subjects[at] and longer not in subjects[at] for at in some)

    def is_name(self, text: str) -> bool:
        """Return whether `text` is a whole title or alias."""
        return text in self._aliased or text in self._titled

    def is_title(self, text: str) -> bool:
        """Return whether `text` is a whole title."""
        return text in self._titled

    def has_words(self, part: str) -> bool:
        """Return whether `part` occurs, in whole words, in a subject or an agency."""
        return self._word_runs.has_run(part) or self._agency_runs.has_run(part)

    def has_text(self, part: str) -> bool:
        """Return whether `part` occurs in a subject, in whole words or not."""
        return any(part in self.subjects[at] for at in self.bigrams.candidate_positions(part))

    def is_common(self, part: str) -> bool:
        """Return whether every case has `part`, so that it does not count as a condition (SEMANTICS 1)."""
        size = len(self.subjects)
        return size > 1 and len(self.bigrams.candidate_positions(part)) == size == len(self.bigrams.positions_of(part))

    def candidate_cases(self, part: str) -> Iterable[Case]:
        """Yield the cases whose subject may contain `part`."""
        return (self._cases[at] for at in self.bigrams.candidate_positions(part))

    def titled(self, words: str) -> int:
        """Return the set of cases whose title has the words."""
        return to_mask([at for at in self.bigrams.candidate_positions(words) if words in self._titles[at]])

    def positions_with(self, parts: Sequence[str]) -> list[int]:
        """Return the positions of the cases whose subjects contain all parts."""
        return self._with_all([(part, "subject") for part in parts])

    def nearest(self, text: str, among: int, number: int) -> list[int]:
        """Return up to `number` positions of the set `among`, those that share most bigrams with `text` first."""
        found: list[int] = []
        for _, some in self.bigrams.shared(set(map("".join, itertools.pairwise(text)))):
            found += itertools.islice(positions(some & among), number - len(found))
            if len(found) == number:
                break
        return found

    def _find(self, about: About) -> int:
        """Return the set of cases that have all words; if there is none, the set of cases that come closest."""
        word_parts = [(word, self._best_part(word, theme=about.theme)) for word in about.words]
        together = self._with_all(word_parts) or self._with_all([(word, "any") for word in about.words])
        return to_mask(together) if together else self._cut_otherwise("".join(about.words)) or self._closest(word_parts)

    def _cut_otherwise(self, text: str) -> int:
        """Return the set of cases that have the whole text if it is split into other words (志愿巡查|网络售药柔性执法).

        Each character of the text must stand beside one of its neighbours in the subject, and as few of the bigrams as
        possible may be missing. Returns 0 if there is no such case.
        """
        pairs = list(map("".join, itertools.pairwise(text)))
        for number, some in self.bigrams.shared(set(pairs)):
            if number < len(set(pairs)) - _CUTS:
                break
            if found := [at for at in positions(some) if _covers(self.subjects[at], pairs)]:
                return to_mask(found)
        return 0

    def _best_part(self, word: str, *, theme: bool) -> Part:
        """Return the most specific part of a case in which any case has the word; with `theme`, at best the subject."""
        holding = self.bigrams.candidate_positions(word)
        if not theme and word in self._titled:
            return "title"
        if not theme and (word in self._aliased or any(word in self._titles[at] for at in holding)):
            return "owner"
        return "subject" if any(word in self.subjects[at] for at in holding) else "unit"

    def _has(self, position: int, word: str, part: Part) -> bool:
        """Return whether the case at a position has the word in the given part."""
        if part == "title":
            return word == self._titles[position]
        if part == "owner":
            return word in self._titles[position] or word in self._aliases[position]
        if part != "unit" and word in self.subjects[position]:
            return True
        return part != "subject" and any(
            word in normalize_name(unit.bureau + unit.department) for unit in self._cases[position].agencies
        )

    def _candidates(self, word: str, part: Part) -> Sequence[int]:
        """Return the positions of the cases that may have the word in the given part."""
        if part in ("title", "owner", "subject"):
            return self.bigrams.candidate_positions(word)
        names = [self._agency_names[at] for at in self._agency_bigrams.positions_of(word)]
        matching = {position for name in names for position in self._cases_by_agency[name]}
        return sorted(matching.union(self.bigrams.candidate_positions(word)) if part == "any" else matching)

    def _with_all(self, word_parts: Sequence[tuple[str, Part]]) -> list[int]:
        """Return the positions of the cases that have each word in the part given with it.

        The candidates come from the rarest word.
        """
        matching = min((self._candidates(*one) for one in word_parts), key=len)
        if len(matching) > _MAX_CASES_READ_SINGLY and all(part in ("owner", "subject") for _, part in word_parts):
            matching = list(
                positions(functools.reduce(int.__and__, (self.bigrams.candidate_mask(word) for word, _ in word_parts)))
            )
        for word, part in word_parts:
            if part == "subject":  # `_has` inlined, here and below: a call per case is too slow
                matching = [at for at in matching if word in self.subjects[at]]
            elif part == "owner":
                titles, aliases = self._titles, self._aliases
                matching = [at for at in matching if word in titles[at] or word in aliases[at]]
            else:
                matching = [at for at in matching if self._has(at, word, part)]
        return list(matching)

    def _closest(self, word_parts: Sequence[tuple[str, Part]]) -> int:
        """Return the set of cases with the highest sum of word weights; rare words weigh more."""
        scores: dict[int, float] = defaultdict(float)
        for word, part in word_parts:
            matching = [at for at in self._candidates(word, part) if self._has(at, word, part)]
            # Inverse document frequency (Spärck Jones, 1972).
            weight = math.log(1 + len(self.subjects) / max(1, len(matching)))
            for position in matching:
                scores[position] += weight
        # Equal sums may differ in the last digits when added in another order.
        best = max(scores.values(), default=0)
        return to_mask(sorted(position for position, score in scores.items() if score >= best * 0.99))

    def rank(self, about: About, position: int) -> int:
        """Return how directly a case is about the words: 0 in its title, 1 in an alias, 2 otherwise."""
        if all(word in self._titles[position] for word in about.words):
            return 0
        return 1 if all(word in self.subjects[position] for word in about.words) else 2


def _covers(subject: str, pairs: Sequence[str]) -> bool:
    """Return whether each character of a text, given as its bigrams, is in a bigram that the subject contains."""
    held = [pair in subject for pair in pairs]
    return held[0] and held[-1] and all(one or other for one, other in itertools.pairwise(held))
