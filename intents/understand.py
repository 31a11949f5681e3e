"""Text → Reading: repair what no term covers, and settle what is left unexplained."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.hanzi import Hanzi
from intents.answer import Repair
from intents.compose import Composer, Reading
from intents.dictionary import Dictionary
from intents.lexicon import Lexicon
from intents.mentions import UNKNOWN_UNITS, Mention, Reader
from intents.query import Filter, Unknown, both
from intents.speller import Candidate, Speller
from intents.text import Text
from intents.tokens import Token, Tokenizer
from intents.world import World

SURE, LIKELY = 0.76, 0.62
"""Scores from which a repair is made, and from which it is offered."""
_PARTICLES = frozenset("的了呢吗么啊吧呀")
ROUNDS = 4
"""Repairs in one question, at most."""
_TRIED = 8
_NEAR, _REACH = 2, 7
"""How far, in characters, a mistyped word may reach beyond the part that is not understood, cutting words or not."""
_LATIN = re.compile("[a-z]{2,}")
_KNOWN = ("place", "area", "group", "tier", "org")
"""What is never read as something else; a run of a title may be half of a mistyped word."""


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as far as it could be read."""

    text: Text
    reading: Reading
    repairs: tuple[Repair, ...] = ()
    guesses: tuple[Text, ...] = ()
    """Where a repair would be a guess: the texts it may stand for, best first."""


@dataclass(frozen=True, slots=True)
class _Fix:
    """A window of the text and what may stand there."""

    start: int
    end: int
    candidate: Candidate


class Understanding:
    """Reads questions over one dataset; built once, never changed."""

    def __init__(self, world: World, lexicon: Lexicon, tokenizer: Tokenizer, dictionary: Dictionary, hanzi: Hanzi) -> None:
        self._world, self._lexicon, self._tokenizer = world, lexicon, tokenizer
        self._dictionary = dictionary
        self._speller = Speller(vocabulary(world, lexicon), hanzi)

    def read(self, text: str) -> Reading:
        """Read a written question as it stands."""
        mentions = Reader(self._world, self._lexicon, self._tokenizer.cut(text)).read()
        return Composer(self._world, mentions).compose()

    def understand(self, text: Text) -> Understood:
        """Read a question, repairing what is not understood where there is no doubt how."""
        start, reading = text, self.read(text.clean)
        repairs = [
            Repair(text.source(token.start, token.end), token.text)
            for mention in reading.mentions
            for token in mention.tokens
            if not text.simplified.isdisjoint(range(token.start, token.end))
        ]
        script = tuple(repairs)
        foreign = 0
        for _ in range(ROUNDS):
            if not reading.unknown:
                break
            fixed = self._spelled(text, reading) or self._fixed(text, reading)
            guess = fixed is not None and (len(fixed) > 1 or not fixed[0][3])
            if fixed is None or (guess and self.settled(reading)):
                break
            if guess:
                return Understood(text, reading, tuple(repairs), tuple(after for after, *_ in fixed))
            text, reading, repair, _ = fixed[0]
            repairs.append(repair)
            foreign += not self._speller.own(repair.target) and repair.source.isascii() is False
        if foreign > 1:  # one small word may be mistyped; where several are, another subject is being bent to ours
            return Understood(start, self.read(start.clean), script)
        if reading.unknown and len(repairs) > len(script):
            return Understood(start, self.read(start.clean), script)  # a repair that does not make sense of the whole is none
        return Understood(text, reading, tuple(repairs))

    def _spelled(self, text: Text, reading: Reading) -> list[tuple[Text, Reading, Repair, bool]] | None:
        """Pinyin, put into characters."""
        for mention in reading.unknown:
            start, end = mention.tokens[0].start, mention.tokens[-1].end
            for match in _LATIN.finditer(text.clean, start, end):
                words = self._speller.spelled(match[0])
                if words:
                    after = text.replaced(*match.span(), "".join(words))
                    repair = Repair(text.source(*match.span()), "".join(words))
                    return [(after, self.read(after.clean), repair, True)]
        return None

    def _fixed(self, text: Text, reading: Reading) -> list[tuple[Text, Reading, Repair, bool]] | None:
        """The repair after which least is left unexplained; several where they are as good as each other."""
        fixes = sorted(self._fixes(text.clean, reading), key=lambda fix: (-fix.candidate.score, fix.start - fix.end))
        before = _unexplained(reading)
        tried = []
        for fix in fixes[:_TRIED]:
            after = text.replaced(fix.start, fix.end, fix.candidate.word)
            new = self.read(after.clean)
            gained = before - _unexplained(new)
            if gained > 0:
                repair = Repair(text.source(fix.start, fix.end), fix.candidate.word)
                tried.append((gained, fix.candidate.score, after, new, repair))
        if not tried:
            return None
        most = max(gained for gained, *_ in tried)
        best = max(score for gained, score, *_ in tried if gained == most)
        close = [one for one in tried if one[0] == most and one[1] > best - 0.04]
        distinct = {one[3].query: one for one in reversed(close)}
        sure = best >= SURE
        if not sure or len(distinct) > 1:
            # A guess is offered only where it explains everything, else another subject would be bent to ours.
            distinct = {query: one for query, one in distinct.items() if not one[3].unknown and _plausible(one[3])}
            if not distinct or any(token.word for mention in reading.unknown for token in mention.tokens):
                return None
            ranked = sorted(distinct.values(), key=lambda one: -one[1])[:3]
            return [(after, new, repair, False) for _, _, after, new, repair in ranked]
        one = close[0]
        return [(one[2], one[3], one[4], sure)]

    def _fixes(self, clean: str, reading: Reading) -> Iterator[_Fix]:
        known = [
            (token.start, token.end)
            for mention in reading.mentions
            for token in mention.tokens
            if len(token.text) > 1 and any(term.kind in _KNOWN and not term.weak for term in token.terms)
        ]
        for mention in reading.unknown:
            first, last = mention.tokens[0].start, mention.tokens[-1].end
            starts, ends = self._borders(reading, first, last, len(clean))
            for start, end in itertools.product(sorted(starts), sorted(ends)):
                if end - start < 2 or end <= first or start >= last or self._cuts(reading, start, end):
                    continue
                if end - start > 10 or not clean[start:end].isalpha() or any(start < e and s < end for s, e in known):
                    continue
                window = clean[start:end]
                word = self._is_word(window, start, mention.tokens)
                particles = self._holds_particle(reading, start, end)
                floor = 0.9 if self._holds_known(reading, start, end) else 0.85 if word else LIKELY
                if floor == LIKELY and self._holds_small(reading, start, end):
                    floor = SURE
                for candidate in self._speller.candidates(window)[:4]:
                    own = self._speller.own(candidate.word)
                    if candidate.score >= floor and (own or not (word or particles)):
                        yield _Fix(start, end, candidate)

    @staticmethod
    def _borders(reading: Reading, first: int, last: int, size: int) -> tuple[set[int], set[int]]:
        """Where a window around [first, last) may begin and end: near it anywhere, farther off between tokens."""
        starts = set(range(max(0, first - _NEAR), last))
        ends = set(range(first + 1, min(size, last + _NEAR) + 1))
        for mention in reading.mentions:
            for token in mention.tokens:
                if first - _REACH <= token.start < first:
                    starts.add(token.start)
                if last < token.end <= last + _REACH:
                    ends.add(token.end)
        return starts, ends

    @staticmethod
    def _cuts(reading: Reading, start: int, end: int) -> bool:
        """Whether the window cuts through a small word of several characters."""
        return any(
            token.terms and len(token.text) > 2 and (token.start < start < token.end or token.start < end < token.end)
            for mention in reading.mentions
            if mention.sort == "op"
            for token in mention.tokens
        )

    @staticmethod
    def _holds_known(reading: Reading, start: int, end: int) -> bool:
        """Whether a whole known topic stands in the window, so that only the rest of it is in doubt."""
        return any(
            start <= token.start and token.end <= end and len(token.text) > 1
            for mention in reading.mentions
            if mention.sort == "topic"
            for token in mention.tokens
        )

    @staticmethod
    def _holds_small(reading: Reading, start: int, end: int) -> bool:
        """Whether a small word that was understood stands in the window."""
        return any(
            start <= token.start and token.end <= end for mention in reading.mentions if mention.sort == "op" for token in mention.tokens
        )

    @staticmethod
    def _holds_particle(reading: Reading, start: int, end: int) -> bool:
        """Whether a particle or a number stands in the window, which seldom is half of a mistyped word."""
        return any(
            start <= token.start and token.end <= end and (token.number is not None or token.text in _PARTICLES)
            for mention in reading.mentions
            for token in mention.tokens
        )

    def _is_word(self, window: str, start: int, tokens: tuple[Token, ...]) -> bool:
        """Whether the window is, or cuts into, a word that is well written as it stands."""
        return self._tokenizer.known(window) or any(
            (token.word or (token.terms and len(token.text) > 1)) and token.start < start + len(window) and start < token.end for token in tokens
        )

    def names(self, reading: Reading) -> bool:
        """Whether a word that is not understood names a thing."""
        return any(
            self._dictionary.names(token.text) or not token.word and len(token.text) > 1
            for mention in reading.unknown
            for token in mention.tokens
        )

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


def _plausible(reading: Reading) -> bool:
    """Whether more than the guessed word says that cases are asked for."""
    return reading.bare or reading.has("case", "unit", "take", "who")


def _unexplained(reading: Reading) -> int:
    return sum(len(mention.text) for mention in reading.unknown)


def vocabulary(world: World, lexicon: Lexicon) -> dict[str, float]:
    """The words a typo is mended to, and how readily: the dataset's own first, other places last."""
    words: dict[str, float] = {}
    for word, terms in lexicon.terms.items():
        weight = 0.0
        for term in terms:
            if term.kind == "cue":
                weight = max(weight, 0.3 if len(word) == 1 else 0.4 if term.value == "filler" else 0.7)
            elif term.kind == "place":
                own = any(code in world.regions for code in term.value)  # type: ignore[attr-defined]
                upper = lexicon.region(term.value[0]).level != "county"  # type: ignore[index]
                weight = max(weight, 1.0 if own else 0.4 if upper else 0.0)
            else:
                weight = max(weight, 1.0 if term.kind in ("tier", "area", "group", "org") else 0.6)
        if weight and len(word) <= 12:
            words[word] = weight
    for subject in world.topics.words():
        words.setdefault(subject, 0.9)
    return words
