"""Queries for the places that have no part in cases, or in how many they have none."""

from __future__ import annotations

from collections.abc import Mapping

from data.model import Region
from intents.index.case_index import LEVELS
from intents.model.query import (
    Filter,
    InRegion,
    Level,
    Query,
    UnitScope,
    both,
    conjuncts,
)
from intents.parsing.composing.comparing import items_named
from intents.parsing.composing.question import Question
from intents.parsing.semantics.effects import NOUNS

_MORE = ("more_of", "less_of", "compare", "compare_less")
"""The kinds of events that compare what is named: 谁缺席的案例多, 谁缺席的案例更多."""


def absent(question: Question, where: Filter) -> Query | None:
    """Return the query that ranks places, those without a part first: 哪个省没参与八城联动, 江苏哪些市没有案例.

    With a superlative, they are ranked by the number of cases without them: 哪个省没参与的案例最多. Places above the
    level only say which places are meant. Return None if the question does not ask which place is absent.
    """
    asked = question.find("absent")
    counts = asked is None and question.has("negated")
    if counts:  # 缺席最多的省, 各省缺席几个
        kinds = ("each_noun", "most", "least", "which") if question.has("most", "least") else ("each_noun",)
        asked = next((one for one in map(question.find, kinds) if one is not None and one.noun in NOUNS), None)
    if asked is None or (question.has(*_MORE) and len(items_named(question)[0]) > 1):
        return None  # 上海和江苏谁缺席的案例多 compares them
    level: Level = asked.noun if asked.noun in ("city", "county") else "province"  # type: ignore[assignment]
    regions = question.index.regions
    above = [part for part in conjuncts(where) if isinstance(part, InRegion) and _is_above(part.code, level, regions)]
    rest = both(*(part for part in conjuncts(where) if part not in above))
    scope = UnitScope(within=tuple(part.code for part in above))
    if counts or question.has("most", "least"):
        return Query("rank", rest, scope, subject=level, by="missed", least=question.has("least"))
    return Query("rank", rest, scope, subject=level, by="absence", least=True)


def _is_above(code: str, level: Level, regions: Mapping[str, Region]) -> bool:
    """Return whether a place of the notices has divisions of the level: 江苏 has cities, 南京 has counties."""
    return code in regions and LEVELS.index(regions[code].level) < LEVELS.index(level)
