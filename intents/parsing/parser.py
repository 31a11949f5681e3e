"""Parse a question as it was typed: with cuts at blanks where these explain more, and without doubled characters."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from intents.index.case_index import CaseIndex
from intents.language.normalize import NormalizedText
from intents.language.word_classes import CLASSES
from intents.model.answer import Repair
from intents.model.query import EVERYTHING, InRegion, Query, UnitScope, with_themes
from intents.parsing import grammar
from intents.parsing.attributes import idle_attributes
from intents.parsing.chart import Chart, Step, Word
from intents.parsing.composing.accountability import unaccounted
from intents.parsing.composing.composer import compose
from intents.parsing.composing.question import Question
from intents.parsing.composing.taking_part import says_of_cases
from intents.parsing.discourse.corrections import affirmed, closed_by_asking, corrected
from intents.parsing.events import TOPS, events_of, text_of, without_inner_references
from intents.parsing.lexicon import Lexicon
from intents.parsing.lists import fold_lists
from intents.parsing.mention import Mention, Sort, effects
from intents.parsing.mention_reader import Reader
from intents.parsing.notices.facts import factual
from intents.parsing.reading import Reading, groups_in, unexplained, unknown_in
from intents.parsing.semantics.actions import Semantics
from intents.parsing.tokenizer import Tokenizer
from intents.parsing.words import BEGIN, END, words_of

_OF_CASES: frozenset[Sort] = frozenset(("place", "org", "number", "topic"))
"""The sorts of mentions beside which a question is about cases, not about the notice."""
_UNITS = frozenset(("place", "org"))
_TWICE = re.compile(r"(.)\1")
MAX_WORDS = 48
"""The most words of a question that are parsed: a chart of so many takes 100 ms; no question people ask has more."""
_BRACKETS = 16
"""The most pairs of brackets within each other that are read."""
ROUNDS = 4
"""The most repairs in one question."""
_READINGS = 16
"""The number of readings that are cached: a quarter of the texts of one question are read more than once."""
SPELLED = 40
"""The most characters not understood of a question in which pinyin is read; with more, it is about another subject."""


_HESITATION = frozenset(("filler", "function"))
"""The effects of hesitation words: 嗯."""


class Parser:
    """Reads questions over one dataset without repairs; built once, never changed."""

    def __init__(self, index: CaseIndex, lexicon: Lexicon, tokenizer: Tokenizer) -> None:
        self._index, self._lexicon, self._tokenizer = index, lexicon, tokenizer
        self._semantics = Semantics(index)
        self._chart = Chart(grammar.shipped(), self._semantics, TOPS)
        self._reading = functools.lru_cache(_READINGS)(self._read)

    def read(self, text: str, blanks: frozenset[int] = frozenset(), *, facts: bool = True) -> Reading:
        """Return the reading of a normalized question.

        `blanks` are the positions of its blanks. Without `facts`, names of facts are not read: it is about cases then.
        """
        return self._reading(text, blanks, facts)

    def _read(self, text: str, blanks: frozenset[int], facts: bool) -> Reading:  # noqa: FBT001 - a key of the cache
        mentions = self._mentions(text, blanks, facts=facts)
        if not facts:
            return self.composed(mentions)
        if _takes_part(mentions):
            mentions = self._mentions(text, blanks, facts=False)
        if facts_said := [mention.text for mention in mentions if mention.sort == "fact"]:
            titles = [title for fact in facts_said for title in self._lexicon.titles_with(fact)]
            mentions = tuple(one for one in mentions if not self._is_all_places(one) and not _is_of(one, titles))
            if any(mention.sort in _OF_CASES or mention.has("ordinal") for mention in mentions):
                mentions = self._mentions(text, blanks, facts=False)  # 叉车是谁搞的 is no question about the notice
        return self.composed(factual(text, mentions, self._lexicon))

    def _is_all_places(self, mention: Mention) -> bool:
        """Return whether the places named are all that there are, so that they are no condition: 三省一市签的备忘录."""
        provinces = self._index.places("province")
        return mention.sort == "place" and len(mention.filters) == len(provinces) > 1

    def _mentions(self, text: str, blanks: frozenset[int], *, facts: bool) -> tuple[Mention, ...]:
        tokens = self._tokenizer.cut(text, blanks, facts=facts)
        return closed_by_asking(affirmed(corrected(Reader(self._index, self._lexicon, tokens, blanks).read())))

    def composed(self, mentions: tuple[Mention, ...]) -> Reading:
        """Return the reading of a sequence of mentions."""
        mentions = self._unbracketed(mentions)
        steps = self._steps(mentions)
        question = Question(self._index, self._semantics, list(events_of(steps)))
        if any(mention.sort == "verb" for mention in mentions) and not says_of_cases(question, mentions):
            mentions = tuple(m if m.sort != "verb" else Mention("unknown", m.tokens) for m in mentions)
            steps = self._steps(mentions)
            question = Question(self._index, self._semantics, list(events_of(steps)))
        events, query = without_inner_references(question.events), compose(question)
        said = effects(mentions)
        if "prefecture" in said and not query.scope.within and "city" in (query.subject, query.level):
            # 地级市: a municipality is a city, but not one of these.
            out = (place.code for place in self._index.places("city") if place.level == "province")
            query = query.with_(scope=replace(query.scope, outside=(*query.scope.outside, *out)))
        if query.ask == "compare" and "apiece" in said:
            query = self._ranked_apiece(query)
        kinds = question.kinds
        is_fact = query.ask == "notice" and not question.has(
            "share", "most", "least", "compare", "compare_less", "negated", "absent"
        )  # it is quoted whole
        is_fact = is_fact and not (
            question.has("yes_no") and any("tier" in one.kinds for one in question.conditions)
        )  # 75个里最佳占10个，对吗
        unused = (text_of(step.edge) for step in steps if step.is_dropped)
        dropped = () if is_fact else (*unused, *idle_attributes(mentions))
        # 评审用了多长时间: no fact says how long
        timed = is_fact and self._lexicon.tells_time(query.fact)
        unsaid = tuple(one.text for one in mentions if one.has("duration") and not timed) if "duration" in said else ()
        missing = unsaid if is_fact else tuple(unaccounted(question, query))
        asks = query.ask != "cases" or not kinds.isdisjoint(("which", "case", "list", "howmany"))
        bare = all(
            mention.sort not in ("op", "fact", "num") or mention.has("comma", "stop", "de", "filler")
            for mention in mentions
        )
        return Reading(
            query,
            mentions,
            tuple(events),
            tuple(steps),
            dropped,
            missing,
            asks,
            bare,
            said,
            frozenset([event.kind for event in events]),
            groups_in(events),
            unknown_in(steps),
        )

    def _ranked_apiece(self, query: Query) -> Query:
        """Return the ranking of the places that 各 names, for a comparison of them (SEMANTICS 9).

        For example 苏州、无锡各参与了几个. Unless all items are places of one level, the query is returned unchanged.
        """
        codes = [item.code for item in query.items if isinstance(item, InRegion)]
        levels = {self._index.regions[code].level for code in codes if code in self._index.regions}
        if len(codes) < len(query.items) or len(levels) != 1:
            return query
        scope = UnitScope(within=tuple(codes), level=query.scope.level)
        return Query("rank", query.where, scope, subject=levels.pop(), by=query.by)

    def _steps(self, mentions: Iterable[Mention]) -> list[Step]:
        read = tuple(fold_lists(tuple(mentions)))
        first = next((at for at, one in enumerate(read) if not one.effects or not one.effects <= _HESITATION), 0)
        if len(read) > first + 2 and read[first].has("point") and read[first + 1].has("stop"):
            read = read[first + 2 :]  # 嗯那个，江苏有几个: somebody hesitates
        # 江苏同样没有: only at the beginning it says that the question is the same; but 同样多 compares
        pairs = zip_longest(read, read[1:])
        read = tuple(
            one
            for at, (one, after) in enumerate(pairs)
            if at <= first or not one.has("likewise") or (after is not None and after.has("more_of", "less_of"))
        )
        words = [
            found for mention, after in zip_longest(read, read[1:]) if mention and (found := words_of(mention, after))
        ]
        if len(words) > MAX_WORDS:
            words[MAX_WORDS:] = [[Word("OMITTED", None)]]  # no production uses it: the question is asked about
        return self._chart.parse([[BEGIN], *words, [END]])

    def _unbracketed(self, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the mentions with each pair of brackets, innermost first, read as one condition."""
        if not any(mention.tokens[0].text in ("(", ")") for mention in mentions):
            return mentions
        outer: list[list[Mention]] = [[]]
        for mention in mentions:
            if mention.text == "(" and len(outer) < _BRACKETS:
                outer.append([])
            elif mention.text == ")" and len(outer) > 1:
                inner = outer.pop()
                events = list(events_of(self._steps(inner)))
                question = Question(self._index, self._semantics, events)
                where = question.where()
                if question.has("about"):
                    where = with_themes(where)
                remark = any(one.has("include") for one in inner) and not any(one.has("neg") for one in inner)
                remark = remark or (bool(outer[-1]) and outer[-1][-1].has("itself"))  # 湖州市局自己（不算下面县局）
                if outer[-1] and _is_own_place(outer[-1][-1]) and all(one.sort == "place" for one in inner):
                    outer[-1][-1:] = inner  # 我省（安徽）
                elif where != EVERYTHING and not remark:
                    tokens = tuple(token for one in inner for token in one.tokens)
                    outer[-1].append(Mention("bracket", tokens, (where,)))
                elif not remark and any(one.has("neg", "neg_right", "only", "except") for one in inner):
                    counts = any(one.has("count_case", "count_unit") for one in inner)  # （不是案例数）
                    outer[-1] += inner if not counts else ()  # （不含处室）
            elif mention.text not in ("(", ")"):
                outer[-1].append(mention)
        return tuple(mention for level in outer for mention in level)

    def spaced(self, text: NormalizedText) -> tuple[NormalizedText, Reading]:
        """Return the question and its reading, with its blanks as borders of words where that explains more.

        Names alone are cut at the blanks between them.
        """
        without = replace(text, blanks=frozenset()) if text.blanks else text
        reading = self.read(without.clean)
        if (apart := self._apart_from_places(without, reading)) is not None:
            return without, apart
        sorts = {group.sort for group in reading.groups}
        taken = reading.has("take") and sorts <= _UNITS  # 安徽 参与
        if not text.blanks or taken or unexplained(reading) > SPELLED or not (reading.unknown or "topic" in sorts):
            return without, reading
        topics = [mention for mention in reading.mentions if mention.sort == "topic"]
        whole = any(mention.tokens[0].start < at < mention.tokens[-1].end for mention in topics for at in text.blanks)
        found = self._index.evaluate(reading.query.where)
        apart = self.read(text.clean, text.blanks)
        if not reading.unknown and whole and found and len(topics) == 1 and not _are_cut(apart, topics[0]):
            return without, reading  # one subject, though it was typed with a blank in it
        if reading.unknown:
            return (text, apart) if unexplained(apart) <= unexplained(reading) else (without, reading)
        more = sum(mention.sort == "topic" for mention in apart.mentions) > len(topics)
        named = all(self._index.topics.is_name(mention.text) for mention in topics)
        some = bool(self._index.evaluate(apart.query.where))
        chosen = some and (more or (apart.bare and not named)) if found else some or more or apart.bare
        return (text, apart) if chosen and not apart.unknown else (without, reading)

    def _apart_from_places(self, text: NormalizedText, reading: Reading) -> Reading | None:
        """Return the reading with places cut off the subjects that they were read with; None unless that finds cases.

        清单化管理湖南 is a part of a title, but in 清单化管理湖南绿色建材 the place stands by itself: no case has all
        of the subjects.
        """
        topics = [mention for mention in reading.mentions if mention.sort == "topic"]
        if len(topics) < 2 or not reading.bare or self._index.topics.positions_with([one.text for one in topics]):
            return None
        borders = {border for mention in topics for border in self._place_borders(mention)}
        if not borders:
            return None
        apart = self.read(text.clean, frozenset(borders))
        return apart if not apart.unknown and self._index.evaluate(apart.query.where) else None

    def _place_borders(self, mention: Mention) -> Iterator[int]:
        """Yield the positions where names of the dataset's places begin and end within a topic."""
        words, first = mention.text, mention.tokens[0].start
        for start, end in itertools.combinations(range(len(words) + 1), 2):
            terms = self._lexicon.terms.get(words[start:end], ()) if end - start > 1 else ()
            if any(term.kind == "place" and term.own for term in terms):
                yield from (first + start, first + end)

    def undoubled(self, text: NormalizedText, reading: Reading) -> tuple[NormalizedText, Reading, list[Repair]]:
        """Return the question with doubled characters typed once, its reading and the repairs.

        A character stays doubled if less is understood without the second one.
        """
        repairs: list[Repair] = []
        if not _TWICE.search(text.clean):
            return text, reading, repairs
        twice = list(itertools.islice(doubled(reading), ROUNDS + 1))
        if len(twice) > ROUNDS:
            return text, reading, repairs  # 哈哈哈哈哈 is no slip
        for at in reversed(twice):
            once = text.replace_span(at, at + 2, text.clean[at])
            read = self.read(once.clean, once.blanks)
            if unexplained(read) <= unexplained(reading):
                repairs.append(Repair(text.source(at, at + 2), text.clean[at]))
                text, reading = once, read
        return text, reading, repairs[::-1]


def _is_own_place(mention: Mention) -> bool:
    """Return whether the mention is the asker's own place: 我省."""
    return mention.has("mine") and mention.text.endswith(CLASSES.division_endings)


def _takes_part(mentions: Sequence[Mention]) -> bool:
    """Return whether the only fact named is a verb that cases or agencies are said to do: 四地都署名的案例数."""
    facts = [mention for mention in mentions if mention.sort == "fact"]
    verbs = bool(facts) and all(mention.tokens[0].has("take") for mention in facts)
    return verbs and any(mention.has("case", "unit", "count_case", "count_unit") for mention in mentions)


def _is_of(mention: Mention, titles: Iterable[str]) -> bool:
    """Return whether a place only says which notice a fact is of, as a title has it: 长三角的备忘录."""
    return mention.sort == "place" and any(mention.text in title for title in titles)


def doubled(reading: Reading) -> Iterator[int]:
    """Yield the positions of characters that are doubled: 优|优秀, 没|没有.

    One of the two is a word that is not understood, or both words have an effect in common.
    """
    tokens = [(mention, token) for mention in reading.mentions for token in mention.tokens]
    for (before, first), (after, second) in itertools.pairwise(tokens):
        single = len(first.text) == 1 or len(second.text) == 1
        if not single or first.text[-1] != second.text[0] or not first.text[-1].isalpha() or first.end != second.start:
            continue
        same = not first.terms.effects.isdisjoint(second.terms.effects)
        if same or "unknown" in (
            before.sort if len(first.text) == 1 else "",
            after.sort if len(second.text) == 1 else "",
        ):
            yield first.end - 1


def _are_cut(apart: Reading, topic: Mention) -> bool:
    """Return whether a topic begins or ends within a word of the text read with its blanks, or holds a place there.

    For example 告知|承诺 连锁企业.
    """
    start, end = topic.tokens[0].start, topic.tokens[-1].end
    spans = [(mention.sort, mention.tokens[0].start, mention.tokens[-1].end) for mention in apart.mentions]
    return any(
        (sort == "topic" and (first < start < last or first < end < last))
        or (sort == "place" and start <= first and last <= end)
        for sort, first, last in spans
    )
