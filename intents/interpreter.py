"""Text → Reading: repair what no term covers, and settle what is left unexplained."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from data.hanzi import Hanzi
from intents.index.case_index import CaseIndex
from intents.language.dictionary import Dictionary
from intents.language.normalize import NormalizedText
from intents.model.answer import Repair
from intents.model.query import Filter, InRegion, Query, Unknown, both
from intents.parsing.asides import without_asides, without_preface
from intents.parsing.lexicon import Lexicon
from intents.parsing.mention import Mention
from intents.parsing.mention_reader import UNKNOWN_UNITS
from intents.parsing.parser import ROUNDS, SPELLED, Parser, doubled
from intents.parsing.reading import Reading, unexplained
from intents.parsing.tokenizer import Tokenizer
from intents.spelling.repairer import (
    CERTAIN,
    HARMLESS,
    LIKELY,
    MARGIN,
    MARGIN_OF_SLIP,
    MARGIN_OF_SOUND,
    OFFERED,
    SOUNDS,
    SURE,
    Repaired,
    Repairer,
    plausible,
)
from intents.spelling.sounds import sounding_like

if TYPE_CHECKING:
    from intents.spelling.candidates import SpellingIndex

_ASKING = frozenset(("which", "who", "howmany"))
"""What asks for an answer of its own."""
_OF_ONE_ASK = (
    *("than", "compare", "more_of", "less_of", "yes_no"),
    *("count", "count_unit", "count_case", "count_province", "count_city"),
)
"""What two conditions of one question stand with."""
_QUESTION = ("which", "who", "howmany", "yes_no", "most", "least", "compare", "list", "card", "why", "reason")
TITLE_LENGTH = 6
"""Characters of a subject from which it is matched against whole titles."""
MAX_QUESTIONS = 3
"""Questions in one text that are offered."""
_SENTENCES = 12
"""Sentences of a story that is read for the question at its end, at most."""
_REMARKS = 6
"""Characters of what is said beside a question and typed apart from it by blanks alone, at least."""
_REMARK = re.compile(r"\([^()]*\)")
MENDED = 12
"""Characters not understood beyond which no slip is mended: it is another subject."""
_SMALL = 4
"""Characters of words that ask for nothing, at most, that may be a part of a title with a slip."""
_ASIDE = frozenset(
    ("filler", "take", "tier_noun", "all", "every", "county", "sum", "notice", "card", "issuers", "help")
)
"""What they mean otherwise."""
_JOINTS = frozenset(("and", "or", "comma", "stop", "de"))
"""What a single character must not mean, to be such a part."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as far as it could be read."""

    text: NormalizedText
    reading: Reading
    repairs: tuple[Repair, ...] = ()
    guesses: tuple[Understood, ...] = ()
    """Where a repair would be a guess: what it may stand for, best first."""
    questions: tuple[str, ...] = ()
    """The questions, where the text holds several."""


class Interpreter(Parser):
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
        """What mends a question: built at the first that needs it, always to the same."""
        from intents.spelling.title_search import TitleSearch  # noqa: PLC0415 - the same

        passages = TitleSearch(self._index.topics, self._speller.likeness)
        return Repairer(self._speller, passages, self._dictionary, self._lexicon, self.read)

    def warm(self) -> None:
        """Build what only a question with a slip needs."""
        self._mender  # noqa: B018

    def understand(self, text: NormalizedText) -> Understood:
        """Read a question, repairing what is not understood where there is no doubt how."""
        text, reading = self.spaced(text)
        text, slips = self._respelt(text, reading)
        if not slips:
            return self._understood(text, reading)
        found = self._understood(*self.spaced(text))
        return replace(found, repairs=(*slips, *found.repairs))

    def _respelt(self, text: NormalizedText, reading: Reading) -> tuple[NormalizedText, list[Repair]]:
        """The question without the misspellings that read as small words: 案列, 浙将, 技术规范提系."""
        slips: list[Repair] = []
        heard = sounding_like(reading.mentions, self._index, self._hanzi)
        for wrong, right in (*self._misspellings.items(), *heard):
            while (at := text.clean.find(wrong)) >= 0:
                slips.append(Repair(text.source(at, at + len(wrong)), right))
                text = text.replace_span(at, at + len(wrong), right)
        return text, slips

    def _understood(self, text: NormalizedText, reading: Reading) -> Understood:
        if len(questions := self._questions(text) or self._two_asks(text, reading)) > 1:
            return Understood(text, reading, questions=questions)
        start = text
        script = tuple(
            Repair(text.source(token.start, token.end), token.text)
            for mention in reading.mentions
            for token in mention.tokens
            if not text.simplified.isdisjoint(range(token.start, token.end))
        )
        if (whole := self._whole_title(text, reading)) is not None:
            return replace(whole, repairs=(*script, *whole.repairs))
        text, reading = self._without_stray_letters(text, reading)
        text, reading, twice = self.undoubled(text, reading)
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
        reading = self._without_brackets(text, reading)
        if reading.unknown and (told := self._told(start)):
            return told
        if reading.unknown:
            reading = self.composed(without_asides(without_preface(reading.mentions)))
        return Understood(text, reading, (*script, *repairs))

    def _mended(self, text: NormalizedText, reading: Reading) -> Understood:
        """The question with its slips repaired, one at a time; guesses where there is doubt how."""
        repairs: list[Repair] = []
        for _ in range(ROUNDS):
            if not reading.unknown or unexplained(reading) > SPELLED:
                break
            chosen: Sequence[Repaired]
            spelled = self._mender.spelled(text, reading)
            chosen = [spelled] if spelled else self._chosen(text, reading) if unexplained(reading) <= MENDED else ()
            if not chosen or (len(chosen) > 1 and self.settled(reading)):
                break
            others = [one for one in chosen if one.text.clean not in ("", text.clean)]
            if len(chosen) > 1 and not (len(others) == 1 and self._is_likely(others[0], reading)):
                guesses = tuple(Understood(one.text, one.reading) for one in others)
                return Understood(text, reading, tuple(repairs), guesses)
            best = others[0] if len(chosen) > 1 else chosen[0]
            text, reading = best.text, best.reading
            repairs.append(best.repair)
        return Understood(text, reading, tuple(repairs))

    def _titled(self, text: NormalizedText, reading: Reading) -> Understood | None:
        """A question that is understood, but reads better with a title that it is a slip for."""
        retitled = self._mender.retitled(text) if self._is_odd(text, reading) else None
        if retitled is None or retitled.reading.unknown:
            return None
        longer = len(retitled.text.clean) > len(text.clean)
        empty = reading.bare and not self._index.evaluate(reading.query.where)
        amid = retitled.score >= SURE and self._has_asides(reading)
        is_better = longer or empty or amid
        return Understood(retitled.text, retitled.reading, (retitled.repair,)) if is_better else None

    def _without_brackets(self, text: NormalizedText, reading: Reading) -> Reading:
        """A reading without remarks in brackets, where more is understood so."""
        if not reading.unknown or "(" not in text.clean:
            return reading
        without = self.read(_REMARK.sub("", text.clean))
        return without if unexplained(without) < unexplained(reading) else reading

    def _without_stray_letters(self, text: NormalizedText, reading: Reading) -> tuple[NormalizedText, Reading]:
        """The question without a Latin letter at its end that an input method leaves behind (叉车b; SEMANTICS 12)."""
        edges = (0, len(text.clean))
        stray = [
            one.tokens[0]
            for one in reading.unknown
            if len(one.text) == 1 and one.text.isascii() and one.text.isalpha()
            if one.tokens[0].start == edges[0] or one.tokens[0].end == edges[1]
        ]
        if not stray or len(stray) != len(reading.unknown) or not reading.groups:
            return text, reading
        for token in reversed(stray):
            text = text.replace_span(token.start, token.end, "")
        return text, self.read(text.clean, text.blanks)

    def _whole_title(self, text: NormalizedText, reading: Reading) -> Understood | None:
        """The question with its subject as a title that it is a slip for; guesses where several titles are near."""
        start, end = self._core(reading)
        if end - start < TITLE_LENGTH or not self._may_be_title(reading):
            return None
        from intents.spelling.title_match import match_titles  # noqa: PLC0415 - rapidfuzz again

        core = text.clean[start:end].replace("，", "").replace("、", "")
        if self._index.topics.has_words(core):
            return None
        placed = [
            mention.text
            for mention in reading.mentions
            if mention.sort == "place" and start <= mention.tokens[0].start < end and len(mention.text) > 1
            if any(isinstance(one, InRegion) for one in mention.filters)
        ]
        found = [match for match in match_titles(core, self._index.topics) if all(one in match.name for one in placed)]
        meant = [text.replace_span(start, end, match.name) for match in found]
        read = [(after, self.read(after.clean)) for after in meant]
        known = [(after, one) for after, one in read if not one.unknown and not one.dropped]
        if len(found) == 1 and known:
            after, one = known[0]
            return Understood(after, one, (Repair(text.source(start, end), found[0].part),))
        if len(found) > 1 and known and reading.unknown:
            titles = tuple(self._index.cases[match.position].title for match in found)
            return Understood(text, reading, questions=titles)
        return None

    @staticmethod
    def _core(reading: Reading) -> tuple[int, int]:
        """Where the subject begins and ends: what is left without the words at both ends that name nothing."""
        content = [
            mention
            for mention in reading.mentions
            if mention.sort in ("topic", "unknown", "verb", "num", "place") or mention.has("neg", "only", "over")
        ]
        named = [mention for mention in content if mention.sort in ("topic", "unknown", "verb")]
        if not named:
            return 0, 0
        return content[0].tokens[0].start, content[-1].tokens[-1].end

    def _may_be_title(self, reading: Reading) -> bool:
        """Whether something is not understood, or what is understood comes to nothing or stands amid a title."""
        if reading.unknown:
            return True
        if not any(group.sort == "topic" for group in reading.groups) or reading.has("which", "howmany", "who"):
            return False
        return not self._index.evaluate(reading.query.where) or (not reading.asks and bool(reading.has("neg", "only")))

    def _questions(self, text: NormalizedText) -> tuple[str, ...]:
        """The questions in a text, where several sentences each ask something of names of their own (SEMANTICS 15)."""
        if not text.clean:
            return ()
        ends = [end for _, end in text.sentences() if text.raw[text.offsets[end - 1] + 1 :].lstrip()[:1] in ("?", "？")]
        if not ends:
            return ()
        questions: list[str] = []
        for start, end in itertools.islice(text.sentences(), MAX_QUESTIONS):
            if start >= end:
                continue
            reading = self.read(text.clean[start:end])
            goes_on = bool(questions) and reading.has("ne")
            named = reading.groups or reading.query.ask == "notice" or reading.says("partners")
            if (reading.asks or goes_on) and named and not reading.unknown and not reading.dropped:
                questions.append(text.clean[start:end])
        return tuple(questions)

    def _two_asks(self, text: NormalizedText, reading: Reading) -> tuple[str, ...]:
        """The two questions of one sentence: 安庆参加了哪些案例再问一下芜湖参加了几个; none where it is one."""
        end = 0
        for event in reading.events if not reading.unknown else ():
            at = text.clean.find(event.text, end)
            if event.kind in _ASKING and at >= 0:
                end = at + len(event.text)
            elif end and event.condition is not None and at >= 0:
                parts = (text.clean[:end], text.clean[at:])
                readings = [self.read(part) for part in parts]
                apart = all(one.asks and one.groups and not one.unknown for one in readings)
                apart = (
                    apart and any(one.kind in _ASKING for one in readings[1].events) and not reading.has(*_OF_ONE_ASK)
                )
                asks = {one.query.ask for one in readings}
                return parts if apart and asks != {"count"} else ()
        return ()

    def _told(self, text: NormalizedText) -> Understood | None:
        """The question in a story, with those sentences of it that are understood; None where it is none."""
        sentences = list(itertools.islice(text.sentences(), _SENTENCES + 1))
        typed_apart = len(sentences) == 1
        if typed_apart:
            sentences = list(itertools.islice(text.sentences(blanks=True), _SENTENCES + 1))
        if not 1 < len(sentences) <= _SENTENCES:
            return None
        kept, asked = [], False
        for start, end in sentences:
            reading = self.read(text.clean[start:end])
            asks = start < end and text.raw[text.offsets[end - 1] + 1 :].lstrip()[:1] in ("?", "？")
            if not reading.unknown:
                kept.append((start, end))
                asked |= self._asks(reading)
            elif end == sentences[-1][1] and not asked:
                kept.append((start, end))  # it may have a slip
            elif (
                asks
                or reading.has("which", "who", "yes_no", "why", "reason")
                or (typed_apart and end - start < _REMARKS)
            ):
                return None  # two questions, or keywords
        if len(kept) == len(sentences):
            return None
        found = self.understand(text.select(kept))
        asks = self._asks(found.reading)
        return found if asks and found.reading.groups and not found.reading.unknown and not found.guesses else None

    @staticmethod
    def _asks(reading: Reading) -> bool:
        """Whether it is a question, or names what is wanted: 安徽的最佳案例."""
        wanted = reading.has("case") or any(group.sort == "tier" for group in reading.groups)
        return reading.asks or wanted or reading.has(*_QUESTION)

    def _is_odd(self, text: NormalizedText, reading: Reading) -> bool:
        """Whether words of titles were typed that no case has together, or in a row, or with small words among them."""
        if not any(group.sort == "topic" for group in reading.groups):
            return False
        if reading.bare:
            typed_apart = text.blanks or any(mention.has("comma", "stop") for mention in reading.mentions)
            several = sum(mention.sort == "topic" for mention in reading.mentions) > 1
            if (several and not typed_apart) or not self._index.evaluate(reading.query.where):
                return True
        return self._has_asides(reading)

    def _has_asides(self, reading: Reading) -> bool:
        """Whether a few characters that ask for nothing stand among what else are words of titles: 秒批|秒|发平台."""
        small = [mention for mention in reading.mentions if mention.sort != "topic"]
        if not 0 < sum(len(mention.text) for mention in small) <= _SMALL:
            return False
        if len(small[0].text) > 1 and len(small) == 1 and reading.mentions[0] == small[0]:
            return small[0].has("tier_noun", "take")  # 请问
        return all(self._is_aside(mention, reading) for mention in small)

    def _is_aside(self, mention: Mention, reading: Reading) -> bool:
        if mention.sort == "place":
            return len(mention.text) == 1 and not self._index.evaluate(reading.query.where)
        effects = {effect for token in mention.tokens for effect in token.terms.effects}
        allowed = effects.isdisjoint(_JOINTS) if len(mention.text) == 1 else effects <= _ASIDE
        return mention.sort in ("op", "cases") and allowed

    def _chosen(self, text: NormalizedText, reading: Reading) -> Sequence[Repaired]:
        """The repair to make; several, where they are guesses to be offered (one guess comes with the text itself)."""
        proposals = self._mender.proposals(text, reading)
        if not proposals:
            return ()
        whole = [one for one in proposals if not one.reading.unknown]
        first = max(proposals, key=lambda one: (one.score, -one.stretch[0]))
        full = whole or [one for one in proposals if one.meets(first)]  # each slip at its turn: 苏洲和加兴
        least = min(unexplained(one.reading) for one in full)
        full = [one for one in full if unexplained(one.reading) == least]
        best = max(one.score for one in full)
        slipped = self._mender.slipped
        doubtful = best < SOUNDS and not all(one.titled for one in full) and slipped(reading)
        margin = MARGIN_OF_SLIP if doubtful else MARGIN_OF_SOUND if best >= SOUNDS else MARGIN
        distinct: dict[Query, Repaired] = {}
        for one in full:
            if one.score >= best - margin:
                distinct.setdefault(one.reading.query, one)
        own = {query: one for query, one in distinct.items() if one.titled or self._speller.own(one.repair.target)}
        if best >= CERTAIN and len(own) == 1:
            distinct = own  # 铭城 is 名城 of a title before it is 名称
        if len(distinct) == 1:
            only = next((one for one in full if one.score >= best - margin and not one.drops), full[0])
            if best >= SURE or (slipped(reading) and self._is_harmless(only, reading)):
                return (only if only.score >= best - margin else full[0],)
        clear = [
            one for one in distinct.values() if not one.reading.unknown and next(doubled(one.reading), None) is None
        ]
        offered = [one for one in clear if plausible(one.reading)]
        words = any(token.word for mention in reading.unknown for token in mention.tokens)
        if not offered or (words and not slipped(reading)):
            return ()
        offered.sort(key=lambda one: -one.score)
        unchanged = Repaired(0.0, text, reading, Repair("", ""))
        return (*offered[:OFFERED], unchanged)

    def _is_likely(self, guess: Repaired, before: Reading) -> bool:
        """Whether the only repair that fits makes a name of what was not understood: 绍新 → 绍兴 (SEMANTICS 12)."""
        start, end = guess.stretch
        within = any(one.tokens[0].start <= start and end <= one.tokens[-1].end for one in before.unknown)
        source, target = guess.repair.source, guess.repair.target
        if not (within and guess.score >= LIKELY and self._speller.own(target)):
            return False
        near = {word for char in source for word in self._speller.holding(char) if self._speller.own(word)} - {target}
        alike = (
            word for word in near if any(map(str.__eq__, word, source)) and self._kinds(word) & self._kinds(target)
        )
        return len(source) > 2 or not any(alike)  # 吴善 may be 吴江 or 嘉善

    def _kinds(self, word: str) -> set[str]:
        return {term.kind for term in self._lexicon.terms.get(word, ())}

    def _is_harmless(self, proposal: Repaired, before: Reading) -> bool:
        """Whether a repair only mends small words, so that what is asked of the cases stays the same."""
        effects = {term.value for term in self._lexicon.terms.get(proposal.repair.target, ())}
        same = [group.filters for group in proposal.reading.groups] == [group.filters for group in before.groups]
        return bool(effects) and effects <= HARMLESS and same

    def settled(self, reading: Reading) -> Reading | None:
        """The reading with words of the field that no case has as conditions; None where a word is not of the field."""
        parts: list[Filter] = []
        for mention in reading.unknown:
            if not self._of_the_field(mention):
                return None
            parts.append(Unknown(mention.text, "unit" if mention.text.endswith(UNKNOWN_UNITS) else "topic"))
        query = reading.query.with_(where=both(reading.query.where, *parts))
        return replace(reading, query=query, asks=reading.asks or not reading.groups)

    def _of_the_field(self, mention: Mention) -> bool:
        """Whether it is a topic of the field, or called like a unit."""
        if len(mention.text) > 2 and mention.text.endswith(UNKNOWN_UNITS):
            return True
        return any(token.term("field") for token in mention.tokens)


def vocabulary(index: CaseIndex, lexicon: Lexicon) -> dict[str, float]:
    """The words a typo is mended to, and how readily: the dataset's own first, other places last."""
    words: dict[str, float] = {}
    for word, terms in lexicon.terms.items():
        weight = 0.0
        for term in terms:
            if term.kind == "cue" and term.value == "function":
                continue
            if term.kind == "cue":
                weight = max(weight, 0.3 if len(word) == 1 else 0.4 if term.value == "filler" else 0.7)
            elif term.kind == "place":
                own = any(code in index.regions for code in term.value)  # type: ignore[attr-defined]
                upper = lexicon.region(term.value[0]).level != "county"  # type: ignore[index]
                weight = max(weight, 1.0 if own else 0.05 if upper else 0.0)
            elif term.kind != "field" or len(word) > 2:
                whole = term.kind in ("tier", "area", "group", "org")
                weight = max(weight, 1.0 if whole else 0.9 if len(word) > 3 else 0.6)
        if weight and len(word) <= 12 and word[0] != "的":
            words[word] = weight
    for subject in index.topics.words():
        words.setdefault(subject, 0.9)
    return words
