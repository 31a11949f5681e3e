"""Cut a question into tokens: jieba's word graph, with names, numbers and runs of titles as further edges."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping

from intents.index.case_index import CaseIndex
from intents.language.dictionary import Dictionary, add_prefixes
from intents.language.numerals import DIGITS, NUMERAL_PATTERN, parse_number
from intents.language.word_classes import CLASSES
from intents.model.query import ByAgency
from intents.parsing.lexicon import Lexicon
from intents.parsing.terms import NO_TERMS, Term, Terms, Token
from intents.parsing.title_runs import SEPARATORS, TERM, TitleRuns

_KINDS = frozenset((*CLASSES.enterprise_endings, *CLASSES.unit_kinds))
"""The words that a unit may be called by its kind alone: 公司, 政府."""
_ENDINGS = tuple(dict.fromkeys((*CLASSES.unit_endings, *CLASSES.unit_kinds)))
"""The endings of names of units, for those that are abbreviated or called by their kind."""
# The cost of an edge of the word graph, in nats, as jieba's -log(probability): a known term is as likely as the most
# frequent words, two of them are likelier than a run of a title, and that is likelier than three unknown words.
_NUMBER, _ORG, _FOREIGN, _LATIN, _UNKNOWN = 5.0, 5.5, 6.5, 9.5, 14.0
_NUMERAL, _LATIN_RUN = re.compile(NUMERAL_PATTERN), re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_BLANK = 3.5
"""The cost of a word that reaches over a blank: less than that of two unknown words."""
_LEVELS = (*CLASSES.division_endings, *CLASSES.prefecture_endings)
"""The endings that belong to a place's name rather than to the next word."""
_SAYS_NOTHING = frozenset(("filler",))
_PLACES, _FIELD = frozenset(("place",)), frozenset(("field",))
_PAIR = 2
"""The characters of a rare word of a title that might be cut into cues."""
_DENYING = frozenset(("neg_left", "neg_right"))
"""The effects of words that deny."""
_VERB = 3
"""The most characters of a verb that is said twice: 上没上榜, 参不参与."""
_LETTERS = 8
"""The most one-letter places run together."""
_GRAPHS = 16
"""The texts of which the word graph is cached: one may be cut with the names of facts and without, or read again."""
_COUNTED = frozenset(("province", "city", "county", "place_noun", "unit", "case", "measure"))
"""The effects of what a numeral stands before; 两地 and 三省 are no words of their own."""
_ASKING = frozenset(("which", "howmany"))
"""The effects of words that ask about the noun after them: 哪些部门|联合, though a title has 部门联合."""
_QUANTIFIERS = frozenset(("every", "per", "each", "all"))
"""The effects of characters that make no word of their own with the noun after them: 各省, 全市."""
_STOP, _COMMA, _TOPIC = (
    Terms((Term("cue", "stop"),)),
    Terms((Term("cue", "comma"),)),
    Terms((Term("topic"),)),
)
_Edge = tuple[float, int, str, Terms, int | None, bool]
"""The cost of a word, its end, and the fields of its token; a `Token` is only made of the edges that are chosen."""
_FUNCTION = frozenset(("function",))
_CUE = frozenset(("cue",))
_WEAK = frozenset(("filler", "function", "range", "nth", "year", "inside", "publish", "may", "show", "by", "give"))
"""The effects of words that steer only beside others, if at all: two such characters may well be another word."""


class Tokenizer:
    """Cuts normalized questions into tokens; built once, never changed."""

    def __init__(self, index: CaseIndex, lexicon: Lexicon, dictionary: Dictionary) -> None:
        self._index, self._topics, self._offices = index, index.topics, index.agency_index
        self._lexicon = lexicon
        nouns = {word for word, effects in lexicon.cues.items() if not _COUNTED.isdisjoint(effects)}
        small = {word for word, effects in lexicon.cues.items() if not _WEAK.issuperset(effects)}
        insides = {word for word, effects in lexicon.cues.items() if "inside" in effects}
        quantifiers = {word for word, effects in lexicon.cues.items() if not _QUANTIFIERS.isdisjoint(effects)}
        self._quantifiers = frozenset(word for word in quantifiers if len(word) == 1)
        self._nouns = frozenset(nouns)
        counted = {digit + noun for digit in DIGITS for noun in nouns}
        within = {noun + inside for noun in nouns for inside in insides if len(noun) == 1}  # 四地里 is no 地里
        singles = [word for word in small if len(word) == 1]
        quantified = {first + second for first in quantifiers if len(first) == 1 for second in singles}
        no_words = counted.union(word for word in within | quantified if word not in lexicon.terms)
        hidden = no_words.intersection(dictionary.frequencies)
        self._words = {word: count for word, count in dictionary.frequencies.items() if word not in no_words}
        self._joining = frozenset(word for word, effects in lexicon.cues.items() if "with" in effects)
        self._negations = frozenset(
            word for word, effects in lexicon.cues.items() if "neg" in effects and len(word) == 1
        )
        self._function_words, self._is_verb = dictionary.function_words, dictionary.is_verb
        frequencies = dict.fromkeys(lexicon.terms, 1) | self._words
        self._prefixes = add_prefixes(frequencies, dictionary.prefixed | dict.fromkeys(hidden, 0))
        letters = "".join(map(re.escape, lexicon.letters))
        self._lettered = re.compile(f"[{letters}]+" if letters else "(?!)")
        self._logtotal = math.log(sum(frequencies.values()))
        self._graph = functools.lru_cache(_GRAPHS)(self._edges)
        self._word = functools.lru_cache(16384)(self._weigh)
        longer = tuple(noun for noun in nouns if len(noun) > 1)
        asking = tuple(word for word, effects in lexicon.cues.items() if not _ASKING.isdisjoint(effects))
        self._runs = TitleRuns(index, lexicon, lambda word: self._word(word)[1], longer, asking)

    def known(self, word: str) -> bool:
        """Return whether a text is a word of the general dictionary, of two characters or more."""
        return len(word) > 1 and word in self._words

    def cut(self, text: str, blanks: frozenset[int] = frozenset(), *, facts: bool = True) -> tuple[Token, ...]:
        """Return the likeliest tokens of a normalized `text`, with or without the names of facts as words.

        `blanks` are the positions of its blanks: a word rather ends there.
        """
        edges = self._graph(text, blanks)
        if not facts:
            edges = [[kept for one in some if (kept := _without_fact(one)) is not None] for some in edges]
        costs = [0.0] * (len(text) + 1)
        best: list[_Edge] = [(0.0, at + 1, char, NO_TERMS, None, False) for at, char in enumerate(text)]
        for start in range(len(text) - 1, -1, -1):
            least = math.inf
            for edge in edges[start]:
                total = edge[0] + costs[edge[1]]
                if total < least:
                    least, best[start] = total, edge
            costs[start] = least
        tokens, position = [], 0
        while position < len(text):
            _, end, word, terms, number, known = best[position]
            tokens.append(Token(word, position, end, terms, number, known))
            position = end
        return tuple(tokens)

    def _edges(self, text: str, blanks: frozenset[int]) -> list[list[_Edge]]:
        """Return for each position the edges of the words that may begin there."""
        edges: list[list[_Edge]] = [[] for _ in text]
        named: dict[int, int] = {}
        """End of each name of the dataset's places → its start."""
        for start, here in enumerate(edges):
            for word in self._known_at(text, start):
                last = start + len(word) - 1
                cost, terms, known = self._word(word)
                if "rather" in terms.effects and word[-1] in self._negations and self._begins_cue(text, last):
                    continue  # 呃|不到 before 呃不|到
                if terms.kinds == _PLACES:
                    if word[-1] in self._joining and named.get(last, start) < start:
                        continue  # 黔西南|和 before 黔西|南和
                    if any(term.own for term in terms):
                        named[last + 1] = start
                    elif self._is_joined(text, start, named):
                        continue
                if blanks and any(start < at <= last for at in blanks):
                    if terms.kinds == _FIELD:
                        continue  # 食品 追溯 are two keywords, unless a title has them as one
                    cost += _BLANK
                here.append((cost, last + 1, word, terms, None, known))
                spoken = len(word) > 1 and terms.kinds == _CUE and terms.effects != _SAYS_NOTHING
                if spoken and text.startswith(CLASSES.spoken_suffixes, last + 1):
                    here.append((cost, last + 2, text[start : last + 2], terms, None, known))
        for cost, token in self._further(text, blanks, named):
            word, start, end, terms, number, known = token
            edges[start].append((cost, end, word, terms, number, known))
        return edges

    def _begins_cue(self, text: str, start: int) -> bool:
        """Return whether a cue of two characters or more begins at a position."""
        return any(len(word) > 1 and word in self._lexicon.cues for word in self._known_at(text, start))

    def _known_at(self, text: str, start: int) -> list[str]:
        """Return the known words that begin at a position, as in jieba's word graph; else its character."""
        found, prefixes = [], self._prefixes
        for end in range(start + 1, len(text) + 1):
            word = text[start:end]
            frequency = prefixes.get(word)
            if frequency is None:
                break
            if frequency:
                found.append(word)
        return found or [text[start]]

    def _is_joined(self, text: str, start: int, named: Mapping[int, int]) -> bool:
        """Return whether the name of a place that the dataset lacks would begin within another word.

        That word is the noun or the 和 at the beginning of the name (三市|中, 各市|中, 城市|中, 浙江|和|安), or a place
        of the dataset: 上海|城区.
        """
        if any(first < start < end for end, first in named.items()):
            return True
        if text[start] in _LEVELS:
            before = text[start - 1] if start else " "
            return before in DIGITS or before in self._quantifiers or before + text[start] in self._nouns
        return text[start] in self._joining and start in named

    def _weigh(self, word: str) -> tuple[float, Terms, bool]:
        """Return the cost of a word, its terms, and whether it is a word of the general dictionary."""
        known = self._lexicon.terms
        terms = known[word] if word in known else NO_TERMS  # noqa: SIM401 - get would raise and catch for most
        frequency = self._words.get(word, 0)
        general = bool(frequency) and len(word) > 1
        cost = self._logtotal - math.log(frequency) if frequency else _UNKNOWN
        if general and not terms and len(word) == _PAIR and self._topics.has_words(word):
            return min(cost, sum(self._word(char)[0] for char in word) - 0.1), terms, True  # 筛查, before 筛|查
        if terms.effects == _FUNCTION and len(terms) == 1:
            return self._whole(word, min(cost, self._logtotal - math.log(self._function_words[word]))), terms, True
        if not terms and general and self._is_small_words(word):
            cost = _UNKNOWN * len(word)
        elif not terms and general and self._may_be_noun(word):
            cost = self._whole(word, cost)
        if terms:
            # A one-character cue is only as likely as its character, else it would cut words apart.
            if all(term.kind == "place" and not term.own for term in terms):
                cost = min(cost, _FOREIGN) if not all(term.weak for term in terms) else cost
                return cost, terms, general
            if word.endswith(CLASSES.division_endings) and any(term.kind == "place" for term in terms):
                cost = TERM - 0.1  # 上海市|市监局 before 上海|市市监局
            cost = min(cost, TERM + 2 if len(word) == 1 else 9.0 if all(term.weak for term in terms) else TERM)
        return cost, terms, general

    def _is_small_words(self, word: str) -> bool:
        """Return whether a word without a meaning here is 的 among other cues: 有的是."""
        return any(char in CLASSES.attributives for char in word) and all(char in self._lexicon.cues for char in word)

    def _may_be_noun(self, word: str) -> bool:
        """Return whether a word without a meaning here is two cues of which one steers only beside others: 年限."""
        effects = [self._lexicon.cues.get(char, ()) for char in word]
        small = len(word) == _PAIR and all(effects) and any(map(_WEAK.issuperset, effects))
        return small and not self._is_verb(word)

    def _whole(self, word: str, cost: float) -> float:
        """Return the cost of a word of the general language.

        It is less than that of its characters if these are likelier only by their meanings in questions.
        """
        general = sum(self._logtotal - math.log(self._words.get(char, 1)) for char in word)
        here = sum(_NUMBER if _NUMERAL.fullmatch(char) else self._word(char)[0] for char in word)
        return min(cost, here - 0.1) if cost < general else cost

    def _further(self, text: str, blanks: frozenset[int], named: dict[int, int]) -> Iterator[tuple[float, Token]]:
        for start, char in enumerate(text):
            if char in SEPARATORS:
                yield 0.0, Token(char, start, start + 1, _STOP if char == "，" else _COMMA)
        for match in _NUMERAL.finditer(text):
            for start, end in _runs(match):
                value = parse_number(text[start:end])
                if value is not None:
                    yield _NUMBER, Token(text[start:end], start, end, NO_TERMS, value)
        for match in _LATIN_RUN.finditer(text):
            yield _LATIN, Token(match[0], *match.span())
        yield from self._letters(text)
        yield from self._asked(text)
        yield from self._runs.of_titles(text, blanks, named)
        yield from self._runs.typed_apart(text, blanks)
        yield from self._organisations(text, blanks)
        yield from self._prizes(text, blanks)

    def _prizes(self, text: str, blanks: frozenset[int]) -> Iterator[tuple[float, Token]]:
        """Yield a word of two characters with the ending of a prize: 特别奖 is none of the tiers."""
        for ending in CLASSES.prize_endings:
            for match in re.finditer(re.escape(ending), text):
                start, end = match.start() - _PAIR, match.end()
                word, name = text[max(start, 0) : match.start()], text[max(start, 0) : end]
                plain = word in self._words and _FUNCTION.issuperset(self._lexicon.cues.get(word, ()))
                named = name in self._lexicon.terms or any(term.kind == "tier" for term in self._word(word)[1])
                if start >= 0 and plain and not named and blanks.isdisjoint(range(start + 1, end)):
                    yield TERM, Token(name, start, end, Terms((Term("field"),)))

    def _asked(self, text: str) -> Iterator[tuple[float, Token]]:
        """Yield a token that asks, for a verb said twice with a negation between: 上没 before 上榜."""
        for start in range(len(text) - 2):
            verb, negation = text[start], text[start + 1]
            if verb != text[start + 2] or negation not in self._negations or verb in self._negations:
                continue
            verbs = (text[start + 2 : end] for end in range(start + 3, start + 3 + _VERB))
            denied = not _DENYING.isdisjoint(self._lexicon.cues.get(negation + verb, ()))  # 去没去, 算不算
            if denied or any("take" in self._lexicon.cues.get(word, ()) for word in verbs):
                yield 0.0, Token(verb + negation, start, start + 2, Terms((Term("cue", "yes_no"),)))

    def _letters(self, text: str) -> Iterator[tuple[float, Token]]:
        """Yield one-letter names of places, and runs of two or more; a single one not of the dataset is weak."""
        letters, own = self._lexicon.letters, self._lexicon.own_letters
        for match in self._lettered.finditer(text):
            for first in range(*match.span()):
                for last in range(first + 1, min(match.end(), first + _LETTERS) + 1):
                    run = text[first:last]
                    if len(run) == 1 and run in own:
                        yield 7.5, Token(run, first, last, Terms((Term("place", (letters[run],)),)))
                    elif len(run) == 1:
                        yield 8.5, Token(run, first, last, Terms((Term("place", (letters[run],), weak=True),)))
                    elif own.issuperset(run):
                        yield (
                            _NUMBER,
                            Token(run, first, last, Terms((Term("group", tuple(letters[char] for char in run)),))),
                        )
                    elif run not in self._words:
                        yield (
                            9.0,
                            Token(run, first, last, Terms((Term("group", tuple(letters[char] for char in run)),))),
                        )

    def _organisations(self, text: str, blanks: frozenset[int]) -> Iterator[tuple[float, Token]]:
        """Yield abbreviations of bureaus and departments: 特设处, 网监处, 12315中心."""
        for ending in _ENDINGS:
            position = text.find(ending)
            while position >= 0:
                end = position + len(ending)
                nearest = max((at for at in blanks if at < end), default=0)
                last = position + (ending in _KINDS and len(ending) > 1)
                for start in range(max(nearest, position - 8), last):
                    part = text[start:end]
                    if (
                        part[0] not in CLASSES.division_endings
                        and part[0] not in SEPARATORS
                        and part not in self._lexicon.terms
                        and "(" not in part
                        and (self._offices.names_meant(part) or self._offices.called(part))
                    ):
                        yield _ORG, Token(part, start, end, Terms((Term("org", ByAgency(part)),)))
                position = text.find(ending, end)


def _without_fact(edge: _Edge) -> _Edge | None:
    """Return the edge without the name of a fact; None if that is all its word means and it is no word itself."""
    cost, end, word, terms, number, known = edge
    if "fact" not in terms.kinds or len(word) == 1:
        return edge
    others = Terms(term for term in terms if term.kind != "fact")
    return (cost, end, word, others, number, known) if others or known else None


def _runs(match: re.Match[str]) -> Iterable[tuple[int, int]]:
    """Yield the span of a numeral, and that of each character if it is in Chinese."""
    yield match.span()
    if not match[0].isdigit() or not match[0].isascii():
        yield from ((position, position + 1) for position in range(*match.span()) if len(match[0]) > 1)
