"""Resolve the case or place that a question describes as the first of a ranking (单位最多的案例有安徽吗)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from intents.answers.query_answerer import QueryAnswerer
from intents.dialogue.kinds import level_of
from intents.index.case_index import CaseIndex
from intents.interpreter import Interpreter, Understood
from intents.language.normalize import normalize
from intents.model.context import Context
from intents.model.query import Or, Query, either
from intents.parsing.discourse.superlatives import CASE_NOUNS, find_superlative
from intents.parsing.notices.nouns import of_their_notices
from intents.phrasing.description import Describer


class Resolved(NamedTuple):
    """A question about the first of a ranking, as a question about what that is."""

    found: Understood
    context: Context | None
    """The case as the last question, where the question is a follow-up on it; None for a place, which is named."""
    note: str
    """What is first, for the answer (哪个省市参与的案例最多：浙江。); empty for a case, which the query names."""


class SuperlativeResolver:
    """Resolves descriptions of cases and places over one dataset."""

    def __init__(
        self, index: CaseIndex, interpreter: Interpreter, answerer: QueryAnswerer, describer: Describer
    ) -> None:
        self._index, self._interpreter = index, interpreter
        self._answerer, self._describer = answerer, describer

    def resolve(self, found: Understood) -> Resolved | None:
        """Return the question about what it describes, or None where there is no such, or several such places."""
        parts = find_superlative(found.reading.mentions)
        if parts is None or found.questions or found.guesses:
            return None
        described, rest = found.reading.mentions[: parts.end], found.reading.mentions[parts.start :]
        noun = described[-1].has(*CASE_NOUNS)
        words = (one.text for one in described if noun or not one.has("point"))  # 参与最多的那个省 is 参与最多的省
        head = self._interpreter.understand(normalize("".join(words))).reading
        asked = found.text.clean[rest[0].tokens[0].start :]
        if head.query.ask != "rank" or head.query.items or head.unknown or head.dropped or head.unaccounted:
            return None
        ranking = of_their_notices(head.query, head.mentions, self._index.evaluate)
        lines = self._answerer.ranking(ranking)
        if len(lines) < parts.many:
            return None
        first = _first(lines, parts.many, least=ranking.least)
        if ranking.subject == "cases":
            reading = self._interpreter.understand(normalize(asked)).reading
            return Resolved(replace(found, reading=reading), self._as_last(ranking, len(first)), "")
        if head.query.subject == "units" and any(one.has("case") for one in rest):
            return Resolved(replace(found, reading=head), None, "")  # the ranking has the cases of the first units
        if level_of(head.query) is None or len(first) != 1:
            return None
        note = f"{self._describer.question(head.query)}：{first[0]}。"
        return Resolved(self._interpreter.understand(normalize(first[0] + asked)), None, note)

    def _as_last(self, ranking: Query, ties: int) -> Context:
        """Return the first cases of a ranking, several where they tie, as the last question."""
        where = either(*(self._answerer.nth(ranking, at) for at in range(1, ties + 1)))
        if isinstance(where, Or):
            return Context(Query("cases", where), Query("cases", where), None, "")
        return Context(Query("card", where), None, Query("card", where), "")


def _first(lines: Sequence[tuple[str, int]], many: int, *, least: bool) -> list[str]:
    """Return the names of the first lines of a ranking, and of those that tie with the last of these."""
    last = lines[many - 1][1]
    return [name for name, value in lines if (value <= last if least else value >= last)]
