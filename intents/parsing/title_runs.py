"""Runs of titles in a question, as tokens: passages of three or more characters, and parts that are typed apart."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator

from intents.index.case_index import CaseIndex
from intents.language.numerals import ORDINAL, parse_number
from intents.language.word_classes import CLASSES
from intents.model.query import InRegion
from intents.parsing.lexicon import Lexicon
from intents.parsing.semantics.effects import KEYWORDS
from intents.parsing.terms import Term, Terms, Token

TERM, RUN = 4.0, 7.9
"""The cost of a known term and of a run of a title, in nats, as for the other edges of the word graph."""
SEPARATORS = "，、"
_CONNECTING = "".join(CLASSES.connecting_words)
"""The characters that no run of a title begins or ends with in a question."""
_BORDER = re.compile(f"[{SEPARATORS}{''.join(CLASSES.attributives)}]")
_APART = 4
"""The most characters of a part that is typed apart; a longer run is found by its words."""
_FILLED, _JOINED, _FILLER = 20, 10, 6
"""The most characters of a part among blanks, of a part elsewhere, and of a filler beside it."""
_PLACE = 12
"""The most characters of a place's name."""
_LEVELS = (*CLASSES.division_endings, *CLASSES.prefecture_endings)
"""The endings that belong to a place's name rather than to the next word."""
_SAYS_NOTHING, _PLACES = frozenset(("filler",)), frozenset(("place",))
_TOPIC = Terms((Term("topic"),))


class TitleRuns:
    """Finds runs of titles and aliases. Built once; immutable."""

    def __init__(
        self,
        index: CaseIndex,
        lexicon: Lexicon,
        terms: Callable[[str], Terms],
        counted: tuple[str, ...],
        asking: tuple[str, ...],
    ) -> None:
        """`terms` returns the terms of a word; `counted` are nouns and `asking` the words that ask about them."""
        self._index, self._topics, self._lexicon = index, index.topics, lexicon
        self._terms, self._counted, self._asking = terms, counted, asking

    def of_titles(self, text: str, blanks: frozenset[int], named: dict[int, int]) -> Iterator[tuple[float, Token]]:
        """Yield runs of three or more characters of a title or an alias, across separators but not across blanks.

        Only the longest run from each position is yielded; one ending no later than an earlier one must start where a
        run or a place (`named`) ends.
        """
        kept = [position for position, char in enumerate(text) if char not in SEPARATORS]
        squeezed = text if len(kept) == len(text) else "".join(text[position] for position in kept)
        starts = [start for start in range(len(squeezed)) if self._topics.has_prefix(squeezed[start : start + 2])]
        if not starts:
            return
        stops = sorted({at for at, position in enumerate(kept) if position in blanks} | {len(squeezed)})
        places = set(named.values())
        reached, joints = 0, {at for at, position in enumerate(kept) if position in named}
        for start in starts:
            stop = stops[bisect_right(stops, start)]
            alias = self._topics.alias_end(squeezed[:stop], start)
            if alias:
                yield self._span(squeezed, start, alias, kept, TERM + 0.2)
            if reached == stop and start not in joints:
                continue  # a longer run ends here already
            end = self._topics.longest_run_end(squeezed[:stop], start)
            while end > start and squeezed[end - 1] in _CONNECTING:
                end -= 1
            if squeezed[start] in _CONNECTING:
                continue
            if (
                end - start > 2
                and (end > reached or start in joints)
                and not (kept[start] in places and self._begins_with_place(squeezed[start:end]))
                and not self._is_position(squeezed[start:end])
                and not self._lists_places(text[kept[start] : kept[end - 1] + 1])
                and not (squeezed.startswith(self._counted, start) and squeezed[:start].endswith(self._asking))
            ):
                joints.add(end)
                if squeezed[start] not in _LEVELS:  # 大丰|区人才联合培养 is 大丰区|人才联合培养
                    reached = max(reached, end)
                yield self._span(squeezed, start, end, kept, RUN)

    def typed_apart(self, text: str, blanks: frozenset[int]) -> Iterator[tuple[float, Token]]:
        """Yield the parts that are typed apart from the rest and that a title has, known words or not: 气瓶 协查."""
        borders = {0, len(text), *blanks}
        for match in _BORDER.finditer(text):
            borders |= set(match.span())
        for first, last in itertools.pairwise(sorted(borders)):
            if not 1 < last - first <= (_FILLED if blanks else _JOINED):
                continue
            if not blanks and not self._topics.has_text(text[max(first, last - 2) : last]):
                continue  # no title has its end
            start, end = self._bare(text, first, last)
            part = text[start:end]
            if 1 < end - start <= _APART and self._topics.has_text(part) and not self._is_number(part):
                terms = self._terms(part)
                if not terms:
                    yield RUN, Token(part, start, end, _TOPIC)
                elif blanks and terms.kinds == {"cue"} and terms.effects <= KEYWORDS:  # 彭水 机器人
                    yield TERM - 0.1, Token(part, start, end, _TOPIC)

    def _is_position(self, run: str) -> bool:
        """Return whether a run is half of a position from the end: 最后一, where a title has 最后一公里."""
        sizes = (size for size in range(2, len(run)) if parse_number(run[size:]) is not None)
        return any("last" in self._terms(run[:size]).effects for size in sizes)

    def _is_number(self, part: str) -> bool:
        """Return whether a part is an ordinal or a number of something: 第三, where a title has 第三方; 三省."""
        if part.startswith(ORDINAL) and parse_number(part[1:]) is not None:
            return True
        ends = range(1, len(part))
        return any(self._terms(part[end:]).effects and parse_number(part[:end]) is not None for end in ends)

    def _bare(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return the span without the places before it, and the fillers on both sides of it: 请问|安徽|名录."""
        shorter = True
        while shorter:
            shorter = False
            for size in range(min(_FILLER, end - start - 2), 0, -1):
                terms = self._terms(text[start : start + size])
                if terms.effects == _SAYS_NOTHING or (size > 1 and terms.kinds == _PLACES):
                    start, shorter = start + size, True
                    break
                if self._terms(text[end - size : end]).effects == _SAYS_NOTHING:
                    end, shorter = end - size, True
                    break
        return start, end

    def _begins_with_place(self, run: str) -> bool:
        """Return whether a run is a place and another run, and the place has a case with that alone: 安徽马拉松赛事."""
        for size in range(2, min(_PLACE, len(run) - 2) + 1):
            place = next((term for term in self._terms(run[:size]) if term.kind == "place" and term.own), None)
            rest = run[size:].lstrip(_CONNECTING)
            if place is not None and any(term.kind == "place" for term in self._terms(rest)):
                return True  # 湖州和阜阳
            if place is not None and self._topics.has_words(run[size:]):
                there = self._index.evaluate(InRegion(place.value[0]))  # type: ignore[index]
                return self._topics.has_without(run[size:], run, there) and not self._topics.is_name(run)
        return False

    def _lists_places(self, run: str) -> bool:
        """Return whether the run is a list of places, of one letter each or more: 苏、浙、皖."""
        names = run.replace("，", "、").split("、")
        return len(names) > 1 and all(
            name in self._lexicon.letters or "place" in self._terms(name).kinds for name in names
        )

    def _span(self, text: str, start: int, end: int, kept: list[int], cost: float) -> tuple[float, Token]:
        return cost, Token(text[start:end], kept[start], kept[end - 1] + 1, _TOPIC)
