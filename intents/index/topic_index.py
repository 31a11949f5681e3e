"""Match free words to cases: titles and aliases first, the names of units where these say nothing."""

from __future__ import annotations

import functools
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

_MAX_CASES_READ_SINGLY = 500
"""Cases that are looked at one by one, about: of more, those that all words may have are told from sets first."""

Part = Literal["title", "owner", "subject", "unit", "any"]
"""Where a word stands: as the whole title; in the title or as a whole alias; anywhere in title and aliases; in a
unit's name; anywhere."""


class TopicIndex:
    """The subjects of the cases, searchable by any part of their words."""

    RANKS = (0, 1, 2)

    def __init__(self, cases: tuple[Case, ...], dictionary: Dictionary) -> None:
        """`dictionary` tells the words of a title."""
        self._titles = [normalize_name(case.title) for case in cases]
        self._aliases = [
            tuple(map(normalize_name, (*case.aliases, *_QUOTED.findall(case.title)))) for case in cases
        ]  # what a title puts in quotes is a name of its own: “八城联动”
        self.subjects = [
            "\n".join((title, *aliases)) for title, aliases in zip(self._titles, self._aliases, strict=True)
        ]
        self._cases = cases
        self._cases_by_agency: Postings[str] = Postings()
        for position, case in enumerate(cases):
            for unit in case.agencies:
                self._cases_by_agency.add(unit.bureau + unit.department, position)
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
        """The beginnings of aliases → how long these are, the longest first."""
        for alias in self._aliased:
            lengths = {len(alias), *self._alias_lengths.get(alias[:2], ())}
            self._alias_lengths[alias[:2]] = tuple(sorted(lengths, reverse=True))
        self.find = functools.lru_cache(512)(self._find)

    def words(self) -> Iterable[str]:
        """The words that name subjects: aliases, and the words of titles."""
        return self._words

    def has_prefix(self, pair: str) -> bool:
        """Whether a run of words, or an alias, begins with these two characters."""
        return pair in self._word_runs.prefixes or pair in self._alias_lengths

    def longest_run_end(self, text: str, start: int) -> int:
        """The end of the longest run of words from `start` that a title or an alias has; `start` if there is none."""
        return self._word_runs.longest_run_end(text, start)

    def alias_end(self, text: str, start: int) -> int:
        """The end of the longest alias of some case that stands in `text` from `start`; 0 where there is none."""
        for size in self._alias_lengths.get(text[start : start + 2], ()):
            if start + size <= len(text) and text[start : start + size] in self._aliased:
                return start + size
        return 0

    def has_without(self, part: str, longer: str, among: int) -> bool:
        """Whether any of the cases `among` has `part` in its subject, but not the `longer` part."""
        subjects = self.subjects
        some = positions(among & self.bigrams.candidate_mask(part))
        return any(part in subjects[at] and longer not in subjects[at] for at in some)

    def is_name(self, text: str) -> bool:
        """Whether it is a whole title or alias."""
        return text in self._aliased or text in self._titled

    def is_title(self, text: str) -> bool:
        """Whether it is a whole title."""
        return text in self._titled

    def has_words(self, part: str) -> bool:
        """Whether any case has `part`, in whole words, in its subject or its units."""
        return self._word_runs.has_run(part) or self._agency_runs.has_run(part)

    def has_text(self, part: str) -> bool:
        """Whether any subject has `part`, be it in whole words or not."""
        return any(part in self.subjects[at] for at in self.bigrams.candidate_positions(part))

    def is_common(self, part: str) -> bool:
        """Whether every case has it, so that it is no condition (SEMANTICS 1)."""
        size = len(self.subjects)
        return size > 1 and len(self.bigrams.candidate_positions(part)) == size == len(self.bigrams.positions_of(part))

    def candidate_cases(self, part: str) -> Iterable[Case]:
        """The cases in whose subject `part` may stand."""
        return (self._cases[at] for at in self.bigrams.candidate_positions(part))

    def positions_with(self, parts: Sequence[str]) -> list[int]:
        """The positions of the cases whose subjects have all the parts."""
        return self._with_all([(part, "subject") for part in parts])

    def _find(self, about: About) -> int:
        """The cases about the words: all of them, else the closest."""
        where = [(word, self._best_part(word, theme=about.theme)) for word in about.words]
        together = self._with_all(where) or self._with_all([(word, "any") for word in about.words])
        return to_mask(together) if together else self._closest(where)

    def _best_part(self, word: str, *, theme: bool) -> Part:
        """Where a word stands that is most telling."""
        holding = self.bigrams.candidate_positions(word)
        if not theme and word in self._titled:
            return "title"
        if not theme and (word in self._aliased or any(word in self._titles[at] for at in holding)):
            return "owner"
        return "subject" if any(word in self.subjects[at] for at in holding) else "unit"

    def _has(self, position: int, word: str, part: Part) -> bool:
        """Whether a case has the word there."""
        if part == "title":
            return word == self._titles[position]
        if part == "owner":
            return word in self._titles[position] or word in self._aliases[position]
        if part != "unit" and word in self.subjects[position]:
            return True
        return part != "subject" and any(
            word in unit.bureau + unit.department for unit in self._cases[position].agencies
        )

    def _candidates(self, word: str, part: Part) -> Sequence[int]:
        """The positions of the cases that may have the word there."""
        if part in ("title", "owner", "subject"):
            return self.bigrams.candidate_positions(word)
        names = [self._agency_names[at] for at in self._agency_bigrams.positions_of(word)]
        found = {position for name in names for position in self._cases_by_agency[name]}
        return sorted(found.union(self.bigrams.candidate_positions(word)) if part == "any" else found)

    def _with_all(self, where: Sequence[tuple[str, Part]]) -> list[int]:
        """The positions of the cases that have every word where it stands; the rarest word is looked up."""
        found = min((self._candidates(*one) for one in where), key=len)
        if len(found) > _MAX_CASES_READ_SINGLY and all(part in ("owner", "subject") for _, part in where):
            found = list(
                positions(functools.reduce(int.__and__, (self.bigrams.candidate_mask(word) for word, _ in where)))
            )
        for word, part in where:
            if part == "subject":  # as `_has`, which is a call for each
                found = [at for at in found if word in self.subjects[at]]
            else:
                found = [at for at in found if self._has(at, word, part)]
        return list(found)

    def _closest(self, where: Sequence[tuple[str, Part]]) -> int:
        scores: dict[int, float] = defaultdict(float)
        for word, part in where:
            found = [at for at in self._candidates(word, part) if self._has(at, word, part)]
            weight = math.log(1 + len(self.subjects) / max(1, len(found)))
            for position in found:
                scores[position] += weight
        best = max(scores.values(), default=0)
        return to_mask(sorted(position for position, score in scores.items() if score >= best * 0.99))

    def rank(self, about: About, position: int) -> int:
        """How directly a case is about the words: 0 in its title, 1 in an alias, 2 otherwise."""
        if all(word in self._titles[position] for word in about.words):
            return 0
        return 1 if all(word in self.subjects[position] for word in about.words) else 2
