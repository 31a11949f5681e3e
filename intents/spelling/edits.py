"""Find edits: words that a stretch of a question may stand for, and slips of one character."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from intents.language.dictionary import Dictionary
from intents.language.word_classes import CLASSES
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading
from intents.parsing.terms import Token
from intents.spelling.repaired import (
    LIKELY,
    SLIP,
    SURE,
)
from intents.spelling.title_repair import Edit
from intents.spelling.windows import (
    beside_letter,
    beside_topic,
    borders,
    holds_small,
    holds_topic,
    inside,
    overlaps_word,
    tokens,
)

if TYPE_CHECKING:
    from intents.spelling.candidates import SpellingIndex

_LONGEST = 10
"""The maximum length of a stretch that is replaced."""
STRUCTURE = (
    "only",
    "neg",
    "neg_left",
    "neg_right",
    "except",
    "and",
    "or",
    "over",
    "under",
    "at_least",
    "at_most",
    "yes_no",
    "howmany",
    "most",
    "least",
)
"""Effects of function words that a repair must keep."""
_IDLE = frozenset(("sum", "together", "take", "filler", "function"))
"""Effects of words that do not change a list."""
_OFFICE = frozenset(("org",))
_PROTECTED = ("place", "area", "group", "tier", "org")
"""Kinds of terms that are never replaced; a run of a title is not among them, as it may be half of a mistyped word."""


class EditFinder:
    """Finds edits of questions. Built once; immutable."""

    def __init__(self, speller: SpellingIndex, dictionary: Dictionary, lexicon: Lexicon) -> None:
        self._speller, self._dictionary, self._lexicon = speller, dictionary, lexicon
        self._negations = {word for word, effects in lexicon.cues.items() if len(word) == 1 and "neg" in effects}

    def of_windows(self, clean: str, reading: Reading, mention: Mention, *, slip: bool) -> Iterator[Edit]:
        """Yield the edits for all windows that overlap a mention that is not understood."""
        known = [
            (token.start, token.end)
            for mention in reading.mentions
            for token in mention.tokens
            if len(token.text) > 1 + (token.terms.kinds == _OFFICE)  # 规|化处 is 规划处
            and any(term.kind in _PROTECTED and not term.weak for term in token.terms)
        ]
        cut = inside(reading)
        first, last = mention.tokens[0].start, mention.tokens[-1].end
        words = self.has_word(mention)
        starts, ends = (sorted(some - cut) for some in borders(reading, first, last, len(clean)))
        for start, end in itertools.product(starts, ends):
            if not (2 <= end - start <= _LONGEST and start < last and first < end and clean[start:end].isalpha()):
                continue
            if any(start < e and s < end for s, e in known):
                continue
            yield from self._candidates(clean, reading, start, end, words=words, slip=slip)

    def of_slips(self, clean: str, reading: Reading) -> Iterator[Edit]:
        """Yield edits of unknown mentions: a character too many, two in the wrong order, a small word mistyped."""
        for mention in reading.unknown:
            start, end = mention.tokens[0].start, mention.tokens[-1].end
            for at in range(start, end):
                char = clean[at]
                if char in (clean[at - 1 : at], clean[at + 1 : at + 2]):
                    yield Edit(0.9, at, at + 1, "")
                elif not beside_letter(reading, at):
                    yield Edit(0.6, at, at + 1, "")
                for other in self._speller.alike(char, CLASSES.operators):
                    yield Edit(0.7, at, at + 1, other)
                for other in self._speller.alike(char, CLASSES.small_words):
                    yield Edit(0.66, at, at + 1, other)
            for at in range(max(0, start - 1), min(len(clean) - 1, end)):
                if clean[at] != clean[at + 1] and clean[at : at + 2].isalpha() and self._speller.joins(clean, at):
                    yield Edit(0.85, at, at + 2, clean[at + 1] + clean[at], swaps=True)
            if end - start == 1:
                for word in self._speller.holding(clean[start]):
                    yield Edit(0.62 if self._speller.own(word) else 0.61, start, end, word)

    def has_word(self, mention: Mention) -> bool:
        """Return whether a mention holds a word of the dictionary or a place, or more than Chinese characters."""
        text = mention.text
        parts = (text[a:b] for a in range(len(text)) for b in range(a + 2, len(text) + 1))
        names = any(token.term("place") for token in mention.tokens)
        return names or not text.isalpha() or text.isascii() or any(map(self._dictionary.has_word, parts))

    def says_nothing(self, word: str) -> bool:
        """Return whether a list is the same without the word: the word has no effect, or only effects in `_IDLE`."""
        return {term.value for term in self._lexicon.terms.get(word, ())} <= _IDLE

    def _candidates(
        self, clean: str, reading: Reading, start: int, end: int, *, words: bool, slip: bool
    ) -> Iterator[Edit]:
        window = clean[start:end]
        likely = self._speller.candidates(window, lenient=slip)[:5]
        if not likely or self._is_part_of_word(clean, start, end) or _is_counted(reading, clean, start):
            return
        word = words and (self._dictionary.has_word(window) or overlaps_word(reading, start, end))
        held = [
            t.text
            for t in tokens(reading, start, end)
            if t.number is not None or t.text in (*CLASSES.particles, *CLASSES.measure_words)
        ]
        floor = 0.9 if holds_topic(reading, start, end) else 0.85 if word else SLIP if slip else LIKELY
        if floor < SURE and not slip and holds_small(reading, start, end):
            floor = SURE
        for candidate in likely:
            own = self._speller.own(candidate.word)
            of_title = own and candidate.word not in self._lexicon.terms
            if of_title and self._dictionary.has_word(window) and not beside_topic(reading, start, end):
                continue  # 重新 is no slip for 中心 of a title, but 食品安全追诉 is one for 食品安全追溯
            if candidate.score < floor or candidate.word in window or (not own and word):
                continue
            if window.endswith(CLASSES.other_offices) and not candidate.word.endswith(CLASSES.other_offices):
                continue  # 市场监管总局 is no 市场监管局
            if len(set(candidate.word)) == 1 < len(set(window)):
                continue  # two different characters are no slip for 件件
            if not own and window.startswith(CLASSES.pointing_determiners) and self.says_nothing(candidate.word):
                continue  # 这桩 refers to a shown case: no slip for 这样
            lost = [text for text in held if text not in candidate.word]
            if lost and (candidate.score < 0.88 or (not own and not set(lost).isdisjoint(CLASSES.particles))):
                continue
            score = (
                candidate.score
                if own
                else min(candidate.score, self._ceiling(reading, window, start, end, candidate.word))
            )
            if score >= floor:
                yield Edit(score, start, end, candidate.word)

    def _is_part_of_word(self, clean: str, start: int, end: int) -> bool:
        """Return whether the window is a part of a word of the general dictionary: 马德 in 马德里."""
        longer = ((start, end + 1), (start, end + 2), (max(0, start - 1), end), (max(0, start - 2), end))
        return any(self._dictionary.has_word(clean[first:last]) for first, last in longer if last - first > end - start)

    def _ceiling(self, reading: Reading, window: str, start: int, end: int, word: str) -> float:
        """Return the maximum score of a repair to a word that is not the dataset's own."""
        terms = self._lexicon.terms.get(word, ())
        effects = {term.value for term in terms if term.kind == "cue"}
        inside = [
            t
            for m in reading.mentions
            if m.sort == "op"
            for t in m.tokens
            if start <= t.start and t.end <= end and t.terms and not _stays(t, window, start, word)
        ]
        if not self._negations.isdisjoint(word) and self._negations.isdisjoint(window):
            return 0.66  # a negation is never read into a question without asking
        if "verify" in effects:
            return 0.66  # 互查 is no slip for 核查, which would discard the words before it
        if any(token.has(*STRUCTURE) and not effects & {t.value for t in token.terms} for token in inside):
            return 0.6
        score = self._speller.score(window, word)
        if inside and score < 0.9 and (not effects or any(token.has(*map(str, effects)) for token in inside)):
            return 0.64  # the repair would only absorb a token: 重共 is hardly 总共
        return 1.0


def _is_counted(reading: Reading, clean: str, start: int) -> bool:
    """Return whether a measure word of what no notice counts stands there behind its number: 第一|场讲最佳案例."""
    counted = any(token.end == start and token.number is not None for one in reading.mentions for token in one.tokens)
    return counted and clean[start] in CLASSES.other_measures


def _stays(token: Token, window: str, start: int, word: str) -> bool:
    """Return whether the token keeps its place in the repaired word: 与 in 惨与, for 参与."""
    first, last = token.start - start, token.end - start
    return len(window) == len(word) and word[first:last] == token.text
