"""Read the text of a question: repair words that no term covers, and settle what is left unexplained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from data.hanzi import Hanzi
from data.record import record
from intents.index.case_index import CaseIndex
from intents.language.dictionary import Dictionary
from intents.language.normalize import NormalizedText, normalize, normalize_name
from intents.model.answer import Repair
from intents.model.query import Filter, InRegion, Query
from intents.parsing.discourse.background import BackgroundReader
from intents.parsing.discourse.sentences import (
    announced,
    asked_statement,
    asks_twice,
    is_wanted,
    quoted_claim,
    several_questions,
    two_asks,
    without_story,
)
from intents.parsing.discourse.talk import Talk
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.parser import ROUNDS, SPELLED
from intents.parsing.reading import Reading, unexplained
from intents.parsing.relevance import settled
from intents.parsing.tokenizer import Tokenizer
from intents.spelling.choice import Chooser
from intents.spelling.repaired import SURE, Repaired
from intents.spelling.repairer import Repairer
from intents.spelling.sounds import sounding_like
from intents.spelling.title_signs import core, has_asides, is_odd, may_be_title
from intents.spelling.vocabulary import vocabulary

if TYPE_CHECKING:
    from intents.spelling.candidates import SpellingIndex

TITLE_LENGTH = 6
"""The fewest characters of a subject that is matched against whole titles."""
_REMARK = re.compile(r"\([^()]*\)")
MENDED = 12
"""The most characters not understood of a question that is repaired; with more, it is about another subject."""


@record
class Understood:
    """A question as far as it could be read, with the repairs made or guessed."""

    text: NormalizedText
    reading: Reading
    repairs: tuple[Repair, ...] = ()
    guesses: tuple[Understood, ...] = ()
    """The repaired questions, best first, where a repair would be a guess; empty otherwise."""
    questions: tuple[str, ...] = ()
    """The questions or titles to choose from, where the text holds several questions or may mean several titles."""
    beside: Reading | None = None
    """The reading without a clause that may be background: one not understood, or one about the speaker."""
    talk: Talk | None = None
    """The talk beside the question, if there is any."""
    is_fragment: bool = False
    """Whether the question is a fragment: it continues a context and names no subject."""


class Interpreter(BackgroundReader):
    """Reads questions over one dataset; built once, never changed."""

    def __init__(
        self, index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer, dictionary: Dictionary, hanzi: Hanzi
    ) -> None:
        super().__init__(index, lexicon, tokenizer)
        self._dictionary, self._hanzi = dictionary, hanzi
        self._misspellings = lexicon.misspellings

    @cached_property
    def _speller(self) -> SpellingIndex:
        from intents.spelling.candidates import SpellingIndex  # noqa: PLC0415 - it brings rapidfuzz, which most questions do without

        return SpellingIndex(vocabulary(self._index, self._lexicon), self._hanzi)

    @cached_property
    def _mender(self) -> Repairer:
        """The repairer of questions, built for the first question that needs it."""
        from intents.spelling.title_search import TitleSearch  # noqa: PLC0415 - the same

        passages = TitleSearch(self._index.topics, self._speller.likeness)
        return Repairer(self._speller, passages, self._dictionary, self._lexicon, self.read)

    @cached_property
    def _chooser(self) -> Chooser:
        return Chooser(self._mender, self._speller, self._lexicon)

    def warm(self) -> None:
        """Build the repairer, which only a question with a slip needs."""
        self._mender  # noqa: B018

    def understand(self, text: NormalizedText, known: Sequence[Filter] | None = None) -> Understood:
        """Read a question, and repair words that are not understood where only one repair is likely.

        `known` are the conditions of the last question, which this one may continue; None if there was none.
        """
        typed = quoted_claim(self.read, text) or announced(self.read, text, self._index.evaluate) or text
        text, reading = self.spaced(typed)
        if (asked := asked_statement(self.read, text, reading)) is not None:
            text, reading = self.spaced(asked)
        if reading.unknown and (ended := self.ended_at_blank(typed, known)) is not None:
            text, reading = ended
        text, slips = self._respelt(text, reading)
        if not slips:
            return self._understood(text, reading, known)
        found = self._understood(*self.spaced(text), known)
        return replace(found, repairs=(*slips, *found.repairs))

    def _respelt(self, text: NormalizedText, reading: Reading) -> tuple[NormalizedText, list[Repair]]:
        """Return the question with misspellings that read as small words corrected, and the repairs made.

        For example 案列, 浙将, 技术规范提系.
        """
        slips: list[Repair] = []
        heard = sounding_like(reading.mentions, self._index, self._hanzi)
        for wrong, right in (*self._misspellings.items(), *heard):
            at = text.clean.find(wrong)
            while at >= 0:
                slips.append(Repair(text.source(at, at + len(wrong)), right))
                text = text.replace_span(at, at + len(wrong), right)
                at = text.clean.find(wrong, at + len(right))  # not again in what it is written as
        return text, slips

    def _understood(self, text: NormalizedText, reading: Reading, known: Sequence[Filter] | None) -> Understood:
        short, asked, talk = self.without_talk(text, reading, known)
        questions = several_questions(self.read, text if talk is None else short)
        if len(questions) < 2 and talk is None:
            questions = two_asks(self.read, text, reading)
        if len(questions) > 1:
            return self._said_twice(questions) or Understood(text, reading, questions=questions)
        text, reading = short, asked
        found = self._asked(text, reading)
        return replace(found, talk=talk) if talk is not None else found

    def _said_twice(self, questions: Sequence[str]) -> Understood | None:
        """Return the question that all of several questions ask (评选经过了哪些程序？案例是怎么选出来的), or None."""
        texts = list(map(normalize, questions))
        readings = [self.read(text.clean, text.blanks) for text in texts]
        first = readings[0]
        clear = not any(one.unknown or one.dropped or one.unaccounted for one in readings)
        same = clear and all(self._means(one.query, first.query) for one in readings) and first.query != Query("cases")
        return Understood(texts[0], first) if same else None

    def _means(self, one: Query, other: Query) -> bool:
        """Return whether two queries are the same, whichever name of a fact they have."""
        facts = (fact for notice in self._index.dataset.notices for fact in notice.facts)
        names = ({*map(normalize_name, (fact.topic, *fact.aliases))} for fact in facts)
        same_fact = one.fact == other.fact or any({one.fact, other.fact} <= some for some in names)
        return same_fact and one.with_(fact="") == other.with_(fact="")

    def _asked(self, text: NormalizedText, reading: Reading) -> Understood:
        start = text
        if not reading.unknown and (short := self.beside(reading)) is not None:
            return Understood(text, reading, beside=short)
        script = tuple(
            Repair(text.source(token.start, token.end), token.text)
            for mention in (reading.mentions if text.simplified else ())
            for token in mention.tokens
            if not text.simplified.isdisjoint(range(token.start, token.end))
        )
        if (whole := self._whole_title(text, reading)) is not None:
            return replace(whole, repairs=(*script, *whole.repairs))
        text, reading = self._without_stray_letters(text, reading)
        text, reading, twice = self.undoubled(text, reading)
        if reading.unknown:
            short = self.without_preface(reading)
            reading = reading if short.unknown or short.dropped else short
        mended = self._mended(text, reading)
        if mended.guesses:
            return replace(mended, repairs=(*script, *twice, *mended.repairs))
        text, reading, repairs = mended.text, mended.reading, [*twice, *mended.repairs]
        foreign = sum(not self._speller.own(one.target) and not one.source.isascii() for one in mended.repairs)
        if not reading.unknown and not repairs and (titled := self._titled(text, reading)) is not None:
            return replace(titled, repairs=(*script, *titled.repairs))
        if foreign > 1 or (reading.unknown and repairs):
            # One small word may be mistyped; where several are, another subject is being bent to ours.
            text, reading, repairs = start, self.read(start.clean, start.blanks), []
        reading = self._without_verbs(reading)
        reading = self._without_brackets(text, reading)
        if reading.unknown and (told := self._told(start)):
            return told
        if reading.unknown and not asks_twice(start):
            reading = self.without_preface(reading)
        return Understood(text, reading, (*script, *repairs), beside=self.beside(reading))

    def _mended(self, text: NormalizedText, reading: Reading) -> Understood:
        """Return the question with its slips repaired, one at a time; with guesses if several repairs are likely."""
        repairs: list[Repair] = []
        for _ in range(ROUNDS):
            if not reading.unknown or unexplained(reading) > SPELLED:
                break
            chosen: Sequence[Repaired]
            spelled = self._mender.spelled(text, reading)
            chosen = (
                [spelled] if spelled else self._chooser.chosen(text, reading) if unexplained(reading) <= MENDED else ()
            )
            if not chosen or (len(chosen) > 1 and settled(reading)):
                break
            others = [one for one in chosen if one.text.clean not in ("", text.clean)]
            if len(chosen) > 1 and not (len(others) == 1 and self._chooser.is_likely(others[0], reading)):
                guesses = tuple(Understood(one.text, one.reading) for one in others)
                return Understood(text, reading, tuple(repairs), guesses)
            best = others[0] if len(chosen) > 1 else chosen[0]
            text, reading = best.text, best.reading
            repairs.append(best.repair)
        return Understood(text, reading, tuple(repairs))

    def _titled(self, text: NormalizedText, reading: Reading) -> Understood | None:
        """Return an understood question with its subject repaired to a title, if that reads better; else None."""
        retitled = self._mender.retitled(text) if is_odd(self._index, text, reading) else None
        if retitled is None or retitled.reading.unknown:
            return None
        places = [mention.text for mention in reading.mentions if mention.sort == "place" and len(mention.text) > 1]
        if any(place not in retitled.text.clean for place in places):  # a place is no slip, whoever has cases there
            return None
        longer = len(retitled.text.clean) > len(text.clean)
        empty = reading.bare and not self._index.evaluate(reading.query.where)
        topics = [mention.text for mention in reading.mentions if mention.sort == "topic"]
        apart = reading.bare and not self._index.topics.positions_with(topics)  # 检测行业协同|化发展: no case has both
        amid = retitled.score >= SURE and (apart or has_asides(self._index, reading))
        is_better = longer or empty or amid
        return Understood(retitled.text, retitled.reading, (retitled.repair,)) if is_better else None

    def _without_verbs(self, reading: Reading) -> Reading:
        """Return the reading with the verbs among its topics as words not understood, where only so a case matches.

        In 最近在研究电梯，有什么可以借鉴的 the verbs 研究 and 借鉴 are no subjects, though a title has each. Otherwise
        the reading is returned unchanged.
        """
        topics = [mention for mention in reading.mentions if mention.sort == "topic"]
        verbs = [m for m in topics if len(m.tokens) == 1 and self._dictionary.is_verb(m.text)]
        if not 0 < len(verbs) < len(topics) or self._index.evaluate(reading.query.where):
            return reading
        without = self.composed(tuple(Mention("unknown", m.tokens) if m in verbs else m for m in reading.mentions))
        return without if self._index.evaluate(without.query.where) else reading

    def _without_brackets(self, text: NormalizedText, reading: Reading) -> Reading:
        """Return the reading of the question without remarks in brackets, if more is understood so; else `reading`."""
        if not reading.unknown or "(" not in text.clean:
            return reading
        without = self.read(_REMARK.sub("", text.clean))
        return without if unexplained(without) < unexplained(reading) else reading

    def _without_stray_letters(self, text: NormalizedText, reading: Reading) -> tuple[NormalizedText, Reading]:
        """Return the question without Latin letters that an input method leaves behind, and its reading.

        For example 叉车b那个 (SEMANTICS 12). Both are returned unchanged if other words are not understood, too.
        """
        stray = [
            one.tokens[0]
            for one in reading.unknown
            if len(one.text) == 1 and one.text.isascii() and one.text.isalpha()
            if one.tokens[0].end == len(text.clean) or _is_small(text, one.tokens[0].start)
        ]
        if not stray or len(stray) != len(reading.unknown) or not reading.groups:
            return text, reading
        for token in reversed(stray):
            text = text.replace_span(token.start, token.end, "")
        return text, self.read(text.clean, text.blanks)

    def _whole_title(self, text: NormalizedText, reading: Reading) -> Understood | None:
        """Return the question with its subject repaired to the title that it is a slip for; None if no title is near.

        If several titles are near, their titles are the `questions` of the result.
        """
        if not may_be_title(self._index, reading):
            return None
        from intents.spelling.title_match import TitleMatch, match_titles  # noqa: PLC0415 - rapidfuzz again

        start, end, matches = 0, 0, list[TitleMatch]()
        for first, last in dict.fromkeys((core(reading), (0, len(text.clean)))):
            subject = text.clean[first:last].replace("，", "").replace("、", "")
            if last - first < TITLE_LENGTH or self._index.topics.has_words(subject):
                return None
            nearer = match_titles(subject, self._index.topics)
            # What stands around it is a part of the title, too, where that takes no edit: 名称|分积管理模式.
            if nearer and (not matches or nearer[0].edits <= matches[0].edits + (len(nearer) == 1)):
                start, end, matches = first, last, nearer
        subject = text.clean[start:end].replace("，", "").replace("、", "")
        placed = [
            mention.text
            for mention in reading.mentions
            if mention.sort == "place" and start <= mention.tokens[0].start < end and len(mention.text) > 1
            if any(isinstance(one, InRegion) for one in mention.filters)
        ]
        beside = text.clean[max(0, start - 1) : start], text.clean[end : end + 1]  # 注册人性|别的
        pairs = [pair for pair in map("".join, pairwise(subject.join(beside))) if pair not in self._lexicon.cues]
        foreign = [pair for pair in pairs if self._dictionary.has_word(pair)]
        found = [
            match
            for match in matches
            if all(one in match.name for one in placed)
            # A word of the general language with no character of the title is another subject: G60科创走廊房价.
            if not any(set(match.part).isdisjoint(word) for word in foreign)
        ]
        if len({match.part for match in found}) == 1:
            name = found[0].part if len(found) > 1 else found[0].name
            for after, one in self._known_after(text, start, end, [name]):
                return Understood(after, one, (Repair(text.source(start, end), found[0].part),))
        names = [match.name for match in found]
        if len(found) > 1 and reading.unknown and any(self._known_after(text, start, end, names)):
            titles = tuple(self._index.cases[match.position].title for match in found)
            return Understood(text, reading, questions=titles)
        return None

    def _known_after(
        self, text: NormalizedText, start: int, end: int, names: Sequence[str]
    ) -> Iterator[tuple[NormalizedText, Reading]]:
        """Yield the question with the span replaced by each name, and its reading, where all is then understood."""
        for after in (text.replace_span(start, end, name) for name in names):
            reading = self.read(after.clean)
            if not reading.unknown and not reading.dropped:
                yield after, reading

    def _told(self, text: NormalizedText) -> Understood | None:
        """Return the question that a story contains; None if there is none, or none that is understood."""
        kept = without_story(self.read, text)
        found = self.understand(kept) if kept is not None else None
        if found is None or not is_wanted(found.reading):
            return None
        return found if found.reading.groups and not found.reading.unknown and not found.guesses else None


def _is_small(text: NormalizedText, at: int) -> bool:
    """Return whether the letter at `at` was typed in lower case: 叉车b那个, but not 等级A是什么意思."""
    return text.raw[text.offsets[at]].islower()
