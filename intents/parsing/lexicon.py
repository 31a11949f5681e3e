"""The lexicon: the terms that a word may stand for, such as places, tiers, units, facts, and cues of the YAML files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import accumulate

from data.model import Region
from data.nouns import quoted_nouns, short_noun
from intents.index.case_index import LEVELS, CaseIndex
from intents.language.cues import Cues
from intents.language.dictionary import Dictionary
from intents.language.normalize import normalize_name
from intents.language.numerals import DIGITS, to_hanzi
from intents.language.word_classes import CLASSES
from intents.model.query import ByAgency
from intents.parsing.notices.names import FRAME, further_ranks, proposes, short_tiers, title_parts
from intents.parsing.notices.nouns import own_nouns, title_endings
from intents.parsing.terms import Term, Terms, Words

STEERING = frozenset(
    (
        *(
            "neg",
            "neg_right",
            "neg_left",
            "except",
            "beyond",
            "only",
            "alone",
            "all",
            "any",
            "every",
            "per",
            "each",
            "or",
        ),
        *("which", "howmany", "who", "more", "other", "over", "under", "at_least", "at_most", "above", "below", "most"),
        *("least", "exactly", "equals", "many", "more_of", "less_of", "front", "back", "last", "ordinal"),
        *("province", "city", "county", "why", "reason", "yes_no", "than"),
    )
)
"""The effects of characters that change a question's meaning; a word with such a character is not passed over."""

_TELLING = frozenset(("show", "list"))
"""The effects of verbs that ask for an answer."""
_CONNECTIVE = frozenset(("or", "than", "more", "all", "front", "back"))
"""The effects that a character loses within a common word of the general language: 或 in 或许, 既 in 既然."""
_ASKED = frozenset(("notice", "who", "which", "which_unit", "unit"))
"""The effects of words that name no fact, or 通知了谁 would be the fact 通知是谁出的."""
_COMMON = 300
"""The fewest occurrences of a common function word in the general dictionary; 对齐, listed as one, is a rare verb."""


def _wordings(name: str, hows: Sequence[str]) -> Iterator[str]:
    """Yield the name of a fact with each word for “how” instead of the one it has: 怎么选出, 咋选出, 怎么被选出."""
    held = max((word for word in hows if word in name), key=len, default="")
    asked = [word + passive for word in hows if held for passive in ("", *CLASSES.passive_markers)]
    yield from dict.fromkeys((name, *(name.replace(held, word, 1) for word in asked)))


class Lexicon:
    """The words that have a meaning here, in their squeezed form; built once from a dataset and the cues."""

    def __init__(self, index: CaseIndex, cues: Cues, dictionary: Dictionary) -> None:
        self._index, self._dictionary = index, dictionary
        self.cues = cues.effects
        """Cue → its effects."""
        self.misspellings = cues.misspellings
        """Misspelling of a common word → the word."""
        self.own_nouns = own_nouns(index.dataset.notices)
        """Noun that only some notices have for their cases → the condition that a case is of these notices."""
        self.letters: dict[str, str] = {}
        """One-letter names of places → code."""
        self.regions = {region.code: region for region in index.dataset.regions} | index.regions
        found: dict[str, list[Term]] = defaultdict(list)
        for word, term in self._terms(cues):
            if term not in found[word]:
                found[word].append(term)
        for word, notice in title_parts(index.dataset.notices, self._content_words(found), self._is_taken(found)):
            found[word].append(Term("notice", notice))
        for word, fact in self._short_facts(found):
            found[word].append(Term("fact", fact))
        self._facts = self._in_words(dictionary.cut)
        """First character → names of facts of two words or more, with the words, which may stand apart in a text."""
        shared = cache(Terms)  # most words mean the same as many others
        own = {word: shared(tuple(terms)) for word, terms in found.items() if word}
        self.terms = Words(own, self._elsewhere(found), dictionary)
        """Word → the terms that it may stand for."""

    def _terms(self, cues: Cues) -> Iterator[tuple[str, Term]]:
        for word, effects in cues.effects.items():
            said_once = len(word) == 1 and not _TELLING.isdisjoint(effects)
            more = (f"{to_hanzi(1)}{word}", *CLASSES.directions) if said_once else ()  # 列一列, 发出来
            parted = CLASSES.separating_particles if word in CLASSES.separable_verbs else ()
            words = (word, *(word + rest for rest in more), *(word[0] + one + word[1] for one in parted))
            for effect in effects:
                yield from ((one, Term("cue", effect)) for one in words)
        for word in self._function_words(cues):
            yield word, Term("cue", "function")
        for topic in sorted(self._index.dataset.topics):
            yield normalize_name(topic), Term("field")
        yield from self._places()
        yield from self._groups()
        yield from self._tiers()
        yield from self._agencies()
        yield from self._nouns()
        hows = [word for word, effects in cues.effects.items() if "how" in effects]
        for notice in self._index.dataset.notices:
            for name in (notice.title, FRAME.sub("", notice.title), *notice.aliases):
                yield normalize_name(name), Term("notice", notice.id)
            for fact in notice.facts:
                for name in map(normalize_name, (fact.topic, *fact.aliases)):
                    yield from ((wording, Term("fact", name)) for wording in _wordings(name, hows))

    def _nouns(self) -> Iterator[tuple[str, Term]]:
        """Yield the nouns and measure words that the notices have for their cases: 工程, 几件."""
        notices = self._index.dataset.notices
        for notice in notices:
            endings = title_endings(notice, notices) if len(notices) > 1 else ()
            yield from ((noun, Term("cue", "case")) for noun in (*quoted_nouns(notice.title), *endings))
        numbers = (numeral for digit, value in DIGITS.items() if value > 1 for numeral in (digit, str(value)))
        several = (*CLASSES.howmany_determiners, *dict.fromkeys(numbers))
        for measure in (
            word for word, effects in self.cues.items() if "item" in effects or word in CLASSES.any_measures
        ):  # 这两条
            beside = (near + number for near in CLASSES.near_determiners for number in several)
            yield from ((words + measure, Term("cue", "those")) for words in beside)
        for noun, measure in dict.fromkeys((notice.noun, notice.measure) for notice in notices):
            for word in filter(None, (normalize_name(noun), short_noun(noun))):
                yield word, Term("cue", "case")
            yield measure, Term("cue", "measure")
            for word in CLASSES.pointing_determiners:
                yield word + measure, Term("cue", "point")
            for word in CLASSES.which_determiners:
                yield word + measure, Term("cue", "which")
                if measure not in CLASSES.unit_measures:
                    yield word + measure, Term("cue", "which_case")
            for word in CLASSES.howmany_determiners:
                yield word + measure, Term("cue", "howmany")
                if measure not in CLASSES.measure_words:  # 一共有几件 counts 工程, without a noun
                    yield word + measure, Term("cue", "own_measure")

    def _content_words(self, found: Mapping[str, list[Term]]) -> Callable[[str], Iterable[Sequence[str]]]:
        """Return a function that splits a text into runs of content words, at cues, places, tiers and years."""

        def runs(text: str) -> Iterable[Sequence[str]]:
            run: list[str] = []
            for word in self._dictionary.cut(text):
                kinds = {term.kind for term in found.get(word, ())}
                cue = "cue" in kinds and (len(word) > 1 or word in CLASSES.connecting_words)
                if cue or kinds & {"place", "tier"} or word.isdigit() or "year" in self.cues.get(word, ()):
                    yield run
                    run = []
                else:
                    run.append(word)
            yield run

        return runs

    def _is_taken(self, found: Mapping[str, list[Term]]) -> Callable[[str], bool]:
        """Return a function that tells whether a word means something else than a notice."""
        topics = self._index.topics
        return lambda word: word in found or topics.has_text(word) or topics.has_words(word)

    def _function_words(self, cues: Cues) -> Iterator[str]:
        """Yield the general language's words without content, but for those that hold a character that steers."""
        singles = {word: effects for word, effects in cues.effects.items() if len(word) == 1}
        steering = {word for word, effects in singles.items() if not STEERING.isdisjoint(effects)}
        always = {word for word in steering if not (STEERING - _CONNECTIVE).isdisjoint(singles[word])}
        one = to_hanzi(1)  # 一般 counts nothing
        for word in self._dictionary.function_words:
            rare = self._dictionary.function_words[word] < _COMMON
            idiom = word.replace(one, "") if len(word) > 2 and not rare else word.removeprefix(one)  # 进一步
            counts = any(char in DIGITS for char in idiom)
            loose = rare or any("have" in cues.effects.get(char, ()) for char in word)  # 既|有 are two words
            steers = not (steering if loose else always).isdisjoint(word)
            if word not in cues.effects and not steers and not counts:
                yield word

    def _in_words(self, cut: Callable[[str], Sequence[str]]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
        found: dict[str, tuple[str, ...]] = {}
        for notice in self._index.dataset.notices:
            for fact in notice.facts:
                for name in map(normalize_name, (fact.topic, *fact.aliases)):
                    words = tuple(word for word in cut(name) if word not in CLASSES.connecting_words)
                    says = any(_ASKED.isdisjoint(self.cues.get(word, ())) for word in words)
                    if len(words) > 1 and len("".join(words)) > 2 and says:
                        found[name] = words
        by_character: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for name, words in found.items():
            by_character[words[0][0]].append((name, words))
        return dict(by_character)

    def _short_facts(self, found: Mapping[str, list[Term]]) -> Iterator[tuple[str, str]]:
        """Yield the short names of facts, each with the full name: 有效期 for 命名有效期, 公示 for 公示期.

        A short name is a part of the name of one fact of a notice only, and has no meaning but that of notices (公示).
        """
        is_taken = self._is_taken(found)
        titles = "".join(normalize_name(notice.title) for notice in self._index.dataset.notices)
        for notice in self._index.dataset.notices:
            names = {normalize_name(fact.topic): [normalize_name(one) for one in fact.aliases] for fact in notice.facts}
            for name in names:
                starts = accumulate(map(len, self._dictionary.cut(name)))
                heads = (name.removesuffix(head) for head in CLASSES.fact_heads if name.endswith(head))
                for short in dict.fromkeys((*(name[start:] for start in starts), *heads)):
                    single = sum(short in one for one in names) == 1
                    of_notices = {term.value for term in found.get(short, ())} == {"notice"} and short not in titles
                    own = short in normalize_name(notice.title)  # 歌曲有多少首 counts those chosen
                    if len(short) > 1 and single and not own and (of_notices or not is_taken(short)):
                        yield short, name
            counted = {normalize_name(fact.topic) for fact in notice.facts if fact.value is not None}
            said = [name for name, others in names.items() if name in counted and proposes((name, *others))]
            if len(said) == 1:
                count = next(one for one in (said[0], *names[said[0]]) if proposes((one,)))
                verbs = (verb + done for verb in CLASSES.proposing_verbs for done in ("", *CLASSES.perfect_particles))
                asked = (verb + many for verb in verbs for many in CLASSES.howmany_determiners)
                yield from ((words, count) for words in asked)  # 申报了多少; 收到 alone is thanks

    def facts_in(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return the names of facts whose first character is in `text`, with their words; the longest name first."""
        found = [fact for character in dict.fromkeys(text) for fact in self._facts.get(character, ())]
        return sorted(found, key=lambda fact: -len(fact[0]))

    def told(self, name: str) -> str:
        """Return the texts and names of all facts that have a name, as one string."""
        return "\n".join(
            normalize_name(part)
            for notice in self._index.dataset.notices
            for fact in notice.facts
            if name in map(normalize_name, (fact.topic, *fact.aliases))
            for part in (fact.text, fact.topic, *fact.aliases)
        )

    def titles_with(self, name: str) -> list[str]:
        """Return the normalized titles of the notices that have a fact of this name."""
        return [
            normalize_name(notice.title)
            for notice in self._index.dataset.notices
            if any(name in map(normalize_name, (fact.topic, *fact.aliases)) for fact in notice.facts)
        ]

    def tells_time(self, name: str) -> bool:
        """Return whether a fact of this name is a length of time: 有效期 3 年."""
        return any(
            name in map(normalize_name, (fact.topic, *fact.aliases)) and fact.unit in CLASSES.time_units
            for notice in self._index.dataset.notices
            for fact in notice.facts
        )

    def _places(self) -> Iterator[tuple[str, Term]]:
        """Yield the names of the dataset's places; a name may have several bearers.

        A place that is called so goes before one of which it is another name: 姑苏 is the district, then 苏州.
        """
        own: dict[str, list[str]] = defaultdict(list)
        for region in self._index.regions.values():
            for name in dict.fromkeys((region.name, region.short, *region.aliases, *region.full_names)):
                if len(name) == 1:
                    self.letters[name] = region.code
                else:
                    own[name].append(region.code)
        for name, codes in own.items():
            called = [code for code in codes if name not in self.regions[code].aliases] or codes
            highest = min(LEVELS.index(self.regions[code].level) for code in called)
            alike = [code for code in called if LEVELS.index(self.regions[code].level) == highest]
            yield name, Term("place", (*alike, *(code for code in codes if code not in alike)), bearers=len(alike))

    def _elsewhere(self, found: Mapping[str, list[Term]]) -> dict[str, Region]:
        """Return the names of the country's other places, each with the highest region that bears it."""
        names: dict[str, Region] = {}
        own, letters = self._index.regions, self.letters
        for region in self._index.dataset.regions:
            if region.code in own:
                continue
            short = () if region.further else (region.short, *region.aliases)
            for name in (region.name, *short, *region.full_names):
                if len(name) == 1:
                    letters.setdefault(name, region.code)
                elif name not in names and (len(name) > 2 or not name.endswith(CLASSES.district_endings)):
                    names[name] = region
        counted = {digit + notice.measure for notice in self._index.dataset.notices for digit in DIGITS}  # 三门课程
        return {
            name: region
            for name, region in names.items()
            if name not in counted and not any(term.kind == "place" and term.own for term in found.get(name, ()))
        }

    def _groups(self) -> Iterator[tuple[str, Term]]:
        for group in self._index.dataset.groups:
            for name in group.names:
                if group.area:
                    yield normalize_name(name), Term("area", name)
                else:
                    yield normalize_name(name), Term("group", tuple(region.code for region in group.regions))

    def _tiers(self) -> Iterator[tuple[str, Term]]:
        names: dict[str, dict[str, None]] = defaultdict(dict)
        exact: dict[str, dict[str, None]] = defaultdict(dict)
        nouns: dict[str, None] = dict.fromkeys(CLASSES.case_nouns)
        for notice in self._index.dataset.notices:
            nouns[normalize_name(notice.noun)] = None
            for tier in notice.tiers:
                if tier.name:
                    exact[normalize_name(tier.name)][tier.name] = None
                    for name in short_tiers(tier.name, tier.aliases):
                        names[normalize_name(name)][tier.name] = None
        for name, tiers in (names | exact).items():  # an exact name goes before another notice's alias (SEMANTICS 5)
            yield name, Term("tier", tuple(tiers), has_noun=name.endswith(tuple(nouns)))
        yield from ((name, Term("field")) for name in further_ranks(names) if name not in names)
        counted = [name[1:] for name in names if name[0] in DIGITS]
        for word in CLASSES.howmany_determiners[:1]:  # 是几星, 几星级, where there are 五星级 and 四星级
            asked = (word + rest[:size] for rest in counted for size in range(1, len(rest) + 1))
            yield from ((one, Term("cue", "which_tier")) for one in dict.fromkeys(asked))

    def _agencies(self) -> Iterator[tuple[str, Term]]:
        for alias in self._index.dataset.agency_aliases:
            yield normalize_name(alias), Term("org", ByAgency(alias))
        offices = self._index.agency_index
        for name in (*offices.names, *offices.full_names, *offices.placeless_names(), *offices.kinds()):
            yield normalize_name(name), Term("org", ByAgency(name))
        places = {name for region in self.regions.values() for name in (region.name, region.short)}
        for name, meant in offices.short_enterprises().items():
            if name not in self.cues and name not in places and not self._index.topics.has_text(name):
                yield name, Term("org", meant)
        for brand in offices.brands(self._dictionary.cut):
            if not self._dictionary.has_word(brand) and brand not in self.cues:
                yield brand, Term("org", ByAgency(brand))

    def region(self, code: str) -> Region:
        """Return the region of a code, in the dataset or the country's table. Raises KeyError for any other code."""
        return self.regions[code]

    @cached_property
    def own_letters(self) -> frozenset[str]:
        """The one-letter names of places that the dataset has."""
        return frozenset(letter for letter, code in self.letters.items() if code in self._index.regions)
