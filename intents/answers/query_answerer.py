"""Answer a query by its intent, or state that nothing of the kind exists."""

from __future__ import annotations

from collections.abc import Sequence

from data.model import Agency
from intents.answers.registry import HANDLERS
from intents.index.case_index import CaseIndex
from intents.model.answer import Answer
from intents.model.query import (
    About,
    Filter,
    InNotice,
    InTier,
    IsCase,
    Numbered,
    Query,
    Unknown,
    both,
    conjuncts,
    either,
    leaves,
)
from intents.parsing.reading import Reading
from intents.phrasing.description import Describer
from intents.phrasing.interpretation import interpretation_line
from intents.phrasing.words import names_rank


class QueryAnswerer:
    """Answers queries over one dataset."""

    def __init__(self, index: CaseIndex, describer: Describer) -> None:
        self._index, self._describer = index, describer

    def answer(self, query: Query, reading: Reading | None = None) -> Answer:
        """Return the answer to a query; `reading` is the reading of the question, if there is one."""
        nothing = self._nothing(query)
        if nothing is not None:
            return nothing
        if (
            query.ask == "cases"
            and self._identifies(query, reading)
            and self._index.evaluate(query.where).bit_count() == 1
        ):
            query = query.with_(ask="card")
        answer = HANDLERS[query.ask](query, self._index, self._describer)
        return answer.with_(understood=interpretation_line(query, answer, self._describer))

    def _identifies(self, query: Query, reading: Reading | None) -> bool:
        """Return whether the conditions name a single case, rather than list the cases that meet them."""
        parts = conjuncts(query.where)
        topics = [part for part in parts if isinstance(part, About)]
        if topics and reading is not None and reading.points:
            return True  # 苏浙皖三省交界的那个案例
        if any(self._index.topics.is_title(word) for part in topics for word in part.words):
            return True
        if not all(isinstance(part, About | IsCase | Numbered | InTier | InNotice) for part in parts):
            return False
        if any(isinstance(part, IsCase | Numbered) for part in parts):
            return True
        named = reading is not None and any(group.sort == "topic" for group in reading.groups)
        if not named and any(isinstance(part, About) and part.theme for part in parts):
            return False
        lists = reading is not None and reading.has("which", "about", "list") and not reading.points
        return not lists and any(isinstance(part, About) for part in parts)

    def _nothing(self, query: Query) -> Answer | None:
        """Return the answer `none` for an unknown name or a number past the end (SEMANTICS 6, 13); else None."""
        if query.ask in ("notice", "help", "compare"):
            return None
        named = [leaf for leaf, positive in leaves(query.where) if positive and isinstance(leaf, Unknown)]
        if named and not self._index.evaluate(query.where):
            names = "、".join(dict.fromkeys(leaf.name for leaf in named))
            what = {"place": "的单位", "unit": "", "topic": "的案例", "number": ""}[named[0].what]
            heading = f"{'' if named[0].what == 'number' else '通知里'}没有{names}{what}。"
            if names_rank(named[0]):
                heading = f"通知里没有{names}：{self._tier_sizes()}。"
            return self._none(query, heading)
        numbers = [part for part in conjuncts(query.where) if isinstance(part, Numbered)]
        if numbers and not self._index.evaluate(query.where):
            tiers = tuple(part for part in conjuncts(query.where) if isinstance(part, InTier))
            beyond = any(not self._index.evaluate(both(*tiers, number)) for number in numbers)
            if beyond:
                return self._none(query, self._past_the_end(tiers, self._describer.name(numbers[0])))
        return None

    def _past_the_end(self, tiers: tuple[InTier, ...], ordinal: str) -> str:
        """Return the sentence that there is no case with this number, with the number of cases."""
        if tiers:
            name = "、".join(tier.name for tier in tiers)
            return f"{name}只有 {self._index.evaluate(both(*tiers)).bit_count()} 个，没有{ordinal}。"
        return f"没有{ordinal}：{self._tier_sizes()}。"

    def _tier_sizes(self) -> str:
        """Return the tiers with the number of their cases as text."""
        tiers = (tier for notice in self._index.dataset.notices for tier in notice.tiers if tier.cases)
        return "、".join(f"{tier.name or '案例'} {len(tier.cases)} 个" for tier in tiers)

    def _none(self, query: Query, heading: str) -> Answer:
        counted, asked = query.ask == "count", query.ask == "yes_no"
        answer = Answer("none", heading, value=0 if counted else None, yes=False if asked else None)
        return answer.with_(understood=interpretation_line(query, answer, self._describer))

    def size(self, listing: Query) -> int:
        """Return the number of cases of a list."""
        return len(HANDLERS[listing.ask](listing, self._index, self._describer).cases)

    def ranking(self, query: Query) -> list[tuple[str, int]]:
        """Return the lines of a ranking as (name, value)."""
        return [(line.name, line.value) for line in HANDLERS[query.ask](query, self._index, self._describer).ranking]

    def agencies(self, query: Query) -> Sequence[Agency]:
        """Return the agencies of the answer to a query."""
        return HANDLERS[query.ask](query, self._index, self._describer).agencies

    def nth(self, listing: Query, at: int | Numbered) -> Filter:
        """Return the condition for the cases at a position, or a range of positions, of a list (苏州的第二个案例).

        Negative positions count from the end, those of a range that the list does not have are left out. If the list
        has none of them the condition is `Unknown`.
        """
        number, until = (at.number, at.until or at.number) if isinstance(at, Numbered) else (at, at)
        found = HANDLERS[listing.ask](listing, self._index, self._describer).cases
        start, last = (position - 1 if position > 0 else len(found) + position for position in (number, until))
        if picked := found[max(start, 0) : max(last + 1, 0)]:
            return either(*(IsCase(case.id) for case in picked))
        name = f"{'第' if number > 0 else '倒数第'} {abs(number)} 个" if number else "更前面的案例"
        return Unknown(f"{name}（这个列表一共 {len(found)} 个）", "number")
