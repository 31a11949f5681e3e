"""Propose repairs of a question that is not wholly understood, with the reading that results from each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from intents.language.dictionary import Dictionary
from intents.language.normalize import NormalizedText
from intents.language.word_classes import CLASSES
from intents.model.answer import Repair
from intents.model.query import EVERYTHING
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.reading import Reading, unexplained
from intents.parsing.terms import Token
from intents.spelling.repaired import (
    CERTAIN,
    LIKELY,
    MARGIN,
    MARGIN_OF_SLIP,
    OFFERED,
    SLIP,
    SURE,
    Repaired,
    plausible,
)
from intents.spelling.title_repair import Edit, of_title, titles
from intents.spelling.windows import (
    beside_letter,
    beside_topic,
    borders,
    ends_as_noun,
    follows_number,
    holds_small,
    holds_topic,
    inside,
    latin,
    makes_word,
    overlaps_word,
    tokens,
)

if TYPE_CHECKING:
    from intents.spelling.candidates import SpellingIndex
    from intents.spelling.title_search import TitleSearch

_LONGEST = 10
_MENDED = 100
"""The maximum length of a question that is repaired: the question is read again for each proposal."""
_TRIED, _MORE = 5, 2
"""The maximum number of proposals that are read, and how many more if there is a slip."""
_STRUCTURE = (
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
_CIRCUMSTANCES = ("why", "reason", "issued", "other_time")
"""Effects of words that ask why or when; no repair may add one of them to a question."""
_DENIALS = ("neg", "neg_left", "neg_right")
_PRAISE = re.compile(
    f"(?:{'|'.join(CLASSES.exclamation_beginnings)}).{{1,4}}(?:{'|'.join(CLASSES.exclamation_endings)})"
)
"""An exclamation, which is no slip for a name: 太好了."""
_OFFICE = frozenset(("org",))
_PROTECTED = ("place", "area", "group", "tier", "org")
"""Kinds of terms that are never replaced; a run of a title is not among them, as it may be half of a mistyped word."""


class Repairer:
    """Proposes repairs of questions. Built once; immutable."""

    def __init__(
        self,
        speller: SpellingIndex,
        passages: TitleSearch,
        dictionary: Dictionary,
        lexicon: Lexicon,
        read: Callable[[str, frozenset[int]], Reading],
    ) -> None:
        self._speller, self._passages = speller, passages
        self._dictionary, self._lexicon, self._read = dictionary, lexicon, read
        self._negations = {word for word, effects in lexicon.cues.items() if len(word) == 1 and "neg" in effects}

    def spelled(self, text: NormalizedText, reading: Reading) -> Repaired | None:
        """Return the question with its first run of pinyin in characters; None if no run of pinyin spells words."""
        for mention in reading.unknown:
            for start, end in latin(text.clean, mention.tokens[0].start, mention.tokens[-1].end):
                words = self._speller.spelled(text.clean[start:end])
                if words:
                    return self._proposal(text, Edit(0.9, start, end, "".join(words)))
                for first, last in itertools.product((start - 2, start - 1, start), (end, end + 1, end + 2)):
                    before, after = text.clean[max(0, first) : start], text.clean[end:last]
                    if first < 0 or not before + after or (before + after).isascii():
                        continue
                    if word := self._speller.completed(before, text.clean[start:end], after):
                        return self._proposal(text, Edit(0.9, first, end + len(after), word))
        return None

    def retitled(self, text: NormalizedText) -> Repaired | None:
        """Return the repair that turns the whole question into a passage of a title.

        Returns None if the question is a slip for no passage or for several.
        """
        fixes = list(of_title(text.clean, (0, len(text.clean)), [(0, len(text.clean))], self._passages))
        return self._proposal(text, fixes[0]) if len(fixes) == 1 else None

    def proposals(self, text: NormalizedText, reading: Reading) -> list[Repaired]:
        """Return the repairs after which less of the question is unexplained, those with the highest score first."""
        if len(text.clean) > _MENDED or reading.query.fact == "?":  # a quantity of something else is asked for
            return []
        of_titles = list(titles(text.clean, reading, self._passages))
        longer = [
            replace(self._proposal(text, fix), titled=True) for fix in of_titles if len(fix.word) >= fix.end - fix.start
        ]
        if any(not proposal.reading.unknown for proposal in longer):
            return [proposal for proposal in longer if not proposal.reading.unknown]
        slip = self.slipped(reading)
        fixes = [*of_titles, *self._fixes(text.clean, reading, hopeful=slip or bool(of_titles), slip=slip)]
        best: dict[tuple[int, int, str], Edit] = {}
        for fix in sorted(fixes, key=lambda fix: (-fix.score, fix.start - fix.end)):
            best.setdefault((fix.start, fix.end, fix.word), fix)
        before = unexplained(reading)
        found: list[Repaired] = []
        settled, readings = 0.0, set()
        for fix in list(best.values())[: _TRIED + _MORE * slip]:
            if fix.score < settled - (MARGIN_OF_SLIP if slip else MARGIN):
                break  # a repair that explains everything takes precedence over these
            proposal = self._proposal(text, fix)
            if self._asks_otherwise(proposal.reading, reading, fix):
                continue
            if unexplained(proposal.reading) < before:
                found.append(proposal)
                if not proposal.reading.unknown:
                    settled = max(settled, fix.score)
                    readings.add(proposal.reading.query)
                if len(readings) >= OFFERED and settled < CERTAIN:
                    break  # no more are offered, and none takes precedence
        return found

    def _asks_otherwise(self, after: Reading, before: Reading, fix: Edit) -> bool:
        """Return whether a repair would change the question.

        It would if swapped characters change the structure, if the repaired question asks why, when or for something
        unknown, or if it asks for all cases through a word without effect.
        """
        if fix.swaps and not _is_order(after, before, fix):
            return True
        if after.query.fact == "?" or after.says("undo"):
            return True  # 答错了 is no slip for 打错了
        if after.query.ask == "cases" and after.query.where == EVERYTHING and self._says_nothing(fix.word):
            return True  # 合肌参加了哪个案例 is no slip for 合计
        return after.has(*_CIRCUMSTANCES) and not before.has(*_CIRCUMSTANCES)

    def _fixes(self, clean: str, reading: Reading, *, hopeful: bool, slip: bool) -> list[Edit]:
        """Return the edits for what is not understood.

        Returns none if some part has no edit, unless `hopeful` says that other edits are found. With `slip`, edits of
        one or two characters are included.
        """
        fixes: list[Edit] = []
        for mention in sorted(reading.unknown, key=lambda one: -len(one.text)):
            mending = list(self._windows(clean, reading, mention, slip=slip))
            if not mending and not hopeful:
                return []
            fixes += mending
        if slip:
            fixes += self._slips(clean, reading)
        praise = [said.span() for said in _PRAISE.finditer(clean)]
        praise = [said for said in praise if not self._dictionary.has_word(clean[said[1] - 1 : said[1] + 1])]  # 了|解
        return [fix for fix in fixes if not any(fix.start < end and start < fix.end for start, end in praise)]

    def slipped(self, reading: Reading) -> bool:
        """Return whether all but a few characters is understood and these are no words, so that they are a slip."""
        unknown = reading.unknown
        return (
            sum(len(mention.text) for mention in unknown) <= 4
            and all(len(mention.text) <= 3 and not self._has_word(mention) for mention in unknown)
            and not any(self._is_halved(reading, mention) or self._is_counted(reading, mention) for mention in unknown)
            and reading.query.fact != "?"
            and (not reading.has(*_CIRCUMSTANCES) or any(mention.sort == "fact" for mention in reading.mentions))
            and (plausible(reading) or any(group.sort != "count" for group in reading.groups))
        )

    def _has_word(self, mention: Mention) -> bool:
        text = mention.text
        parts = (text[a:b] for a in range(len(text)) for b in range(a + 2, len(text) + 1))
        names = any(token.term("place") for token in mention.tokens)
        return names or not text.isalpha() or text.isascii() or any(map(self._dictionary.has_word, parts))

    def _is_halved(self, reading: Reading, mention: Mention) -> bool:
        """Return whether the mention makes a word with a short function word beside it: 评分, 真伪."""
        start, end = mention.tokens[0].start, mention.tokens[-1].end
        beside = [
            t
            for m in reading.mentions
            for t in m.tokens
            if len(t.text) <= 2 and t.terms and t.text not in CLASSES.particles
        ]
        return any(
            (token.end == start and self._dictionary.has_word(token.text + mention.text[0]))
            or (token.start == end and self._dictionary.has_word(mention.text[-1] + token.text))
            for token in beside
        )

    def _is_counted(self, reading: Reading, mention: Mention) -> bool:
        """Return whether a number counts the mention, so that it is no slip (多少分).

        A character that is half of a noun for cases or agencies (几家单) or looks like a measure word may be a slip.
        """
        whole = (
            term.value for word in self._speller.holding(mention.text[0]) for term in self._lexicon.terms.get(word, ())
        )
        other = mention.text[0] in CLASSES.other_measures
        measure = not other and self._speller.alike(mention.text[0], CLASSES.measure_words)
        return (
            (follows_number(reading, mention) or ends_as_noun(reading, mention))
            and not measure
            and not {"case", "unit"} & set(whole)
        )

    def _proposal(self, text: NormalizedText, fix: Edit) -> Repaired:
        after = text.replace_span(fix.start, fix.end, fix.word)
        repair = Repair(text.source(fix.start, fix.end), fix.word)
        reading = self._read(after.clean, after.blanks)
        return Repaired(fix.score, after, reading, repair, not fix.word, stretch=(fix.start, fix.end))

    # Words for which a part of the question may be a slip.

    def _says_nothing(self, word: str) -> bool:
        """Return whether a list is the same without the word: the word has no effect, or only effects in `_IDLE`."""
        return {term.value for term in self._lexicon.terms.get(word, ())} <= _IDLE

    def _windows(self, clean: str, reading: Reading, mention: Mention, *, slip: bool) -> Iterator[Edit]:
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
        words = self._has_word(mention)
        starts, ends = (sorted(some - cut) for some in borders(reading, first, last, len(clean)))
        for start, end in itertools.product(starts, ends):
            if not (2 <= end - start <= _LONGEST and start < last and first < end and clean[start:end].isalpha()):
                continue
            if any(start < e and s < end for s, e in known):
                continue
            yield from self._candidates(clean, reading, start, end, words=words, slip=slip)

    def _candidates(
        self, clean: str, reading: Reading, start: int, end: int, *, words: bool, slip: bool
    ) -> Iterator[Edit]:
        window = clean[start:end]
        likely = self._speller.candidates(window, lenient=slip)[:5]
        if not likely or self._is_part_of_word(clean, start, end):
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
            if not own and window.startswith(CLASSES.pointing_determiners) and self._says_nothing(candidate.word):
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
        if any(token.has(*_STRUCTURE) and not effects & {t.value for t in token.terms} for token in inside):
            return 0.6
        score = self._speller.score(window, word)
        if inside and score < 0.9 and (not effects or any(token.has(*map(str, effects)) for token in inside)):
            return 0.64  # the repair would only absorb a token: 重共 is hardly 总共
        return 1.0

    # A slip: a superfluous character, half a word, or a mistyped function word.

    def _slips(self, clean: str, reading: Reading) -> Iterator[Edit]:
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


def _stays(token: Token, window: str, start: int, word: str) -> bool:
    """Return whether the token keeps its place in the repaired word: 与 in 惨与, for 参与."""
    first, last = token.start - start, token.end - start
    return len(window) == len(word) and word[first:last] == token.text


def _is_order(after: Reading, before: Reading, fix: Edit) -> bool:
    """Return whether swapping two characters yields a word without changing the structure: 不能错, not 不错能."""
    made, lost = after.effects - before.effects, before.effects - after.effects
    steers = not made.isdisjoint((*_STRUCTURE, "function")) or not lost.isdisjoint(_DENIALS)
    return not steers and makes_word(after, fix.start, fix.end)
