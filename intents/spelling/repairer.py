"""Propose repairs of a question that is not wholly understood, with the reading that results from each."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
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
from intents.spelling.edits import STRUCTURE, EditFinder
from intents.spelling.repaired import (
    CERTAIN,
    MARGIN,
    MARGIN_OF_SLIP,
    OFFERED,
    Repaired,
    plausible,
)
from intents.spelling.title_repair import Edit, of_title, titles
from intents.spelling.windows import (
    ends_as_noun,
    follows_number,
    latin,
    makes_word,
)

if TYPE_CHECKING:
    from intents.spelling.candidates import SpellingIndex
    from intents.spelling.title_search import TitleSearch

_MENDED = 100
"""The maximum length of a question that is repaired: the question is read again for each proposal."""
_TRIED, _MORE = 5, 2
"""The maximum number of proposals that are read, and how many more if there is a slip."""
_CIRCUMSTANCES = ("why", "reason", "issued", "other_time")
"""Effects of words that ask why or when; no repair may add one of them to a question."""
_DENIALS = ("neg", "neg_left", "neg_right")
_PRAISE = re.compile(
    f"(?:{'|'.join(CLASSES.exclamation_beginnings)}).{{1,4}}(?:{'|'.join(CLASSES.exclamation_endings)})"
)
"""An exclamation, which is no slip for a name: 太好了."""


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
        self._edits = EditFinder(speller, dictionary, lexicon)

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

        It would if a word that counts off a noun is lost (报各|省 is no slip for 报名), if swapped characters change
        the structure, if the repaired question asks why, when or for something unknown, or if it asks for all cases
        through a word without effect.
        """
        if any(_counts_off(*pair, fix) for pair in itertools.pairwise(before.mentions)):
            return True
        if fix.swaps and not _is_order(after, before, fix):
            return True
        if after.query.fact == "?" or after.says("undo"):
            return True  # 答错了 is no slip for 打错了
        if after.query.ask == "cases" and after.query.where == EVERYTHING and self._edits.says_nothing(fix.word):
            return True  # 合肌参加了哪个案例 is no slip for 合计
        return after.has(*_CIRCUMSTANCES) and not before.has(*_CIRCUMSTANCES)

    def _fixes(self, clean: str, reading: Reading, *, hopeful: bool, slip: bool) -> list[Edit]:
        """Return the edits for what is not understood.

        Returns none if some part has no edit, unless `hopeful` says that other edits are found. With `slip`, edits of
        one or two characters are included.
        """
        fixes: list[Edit] = []
        for mention in sorted(reading.unknown, key=lambda one: -len(one.text)):
            mending = list(self._edits.of_windows(clean, reading, mention, slip=slip))
            if not mending and not hopeful:
                return []
            fixes += mending
        if slip:
            fixes += self._edits.of_slips(clean, reading)
        praise = [said.span() for said in _PRAISE.finditer(clean)]
        praise = [said for said in praise if not self._dictionary.has_word(clean[said[1] - 1 : said[1] + 1])]  # 了|解
        return [fix for fix in fixes if not any(fix.start < end and start < fix.end for start, end in praise)]

    def slipped(self, reading: Reading) -> bool:
        """Return whether all but a few characters is understood and these are no words, so that they are a slip."""
        unknown = reading.unknown
        return (
            sum(len(mention.text) for mention in unknown) <= 4
            and all(len(mention.text) <= 3 and not self._edits.has_word(mention) for mention in unknown)
            and not any(self._is_halved(reading, mention) or self._is_counted(reading, mention) for mention in unknown)
            and reading.query.fact != "?"
            and (not reading.has(*_CIRCUMSTANCES) or any(mention.sort == "fact" for mention in reading.mentions))
            and (plausible(reading) or any(group.sort != "count" for group in reading.groups))
        )

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

    # A slip: a superfluous character, half a word, or a mistyped function word.


def _counts_off(mention: Mention, after: Mention, fix: Edit) -> bool:
    """Return whether an edit takes away a word that counts off the noun after it: 各|省."""
    within = fix.start <= mention.tokens[0].start < fix.end <= after.tokens[0].start
    return within and mention.has("each", "per") and after.has("unit", "case", "province", "city", "county")


def _is_order(after: Reading, before: Reading, fix: Edit) -> bool:
    """Return whether swapping two characters yields a word without changing the structure: 不能错, not 不错能."""
    made, lost = after.effects - before.effects, before.effects - after.effects
    steers = not made.isdisjoint((*STRUCTURE, "function")) or not lost.isdisjoint(_DENIALS)
    return not steers and makes_word(after, fix.start, fix.end)
