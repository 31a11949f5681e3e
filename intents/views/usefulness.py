"""Whether a query that follows another is worth offering: it has a result, and a different one."""

from __future__ import annotations

from dataclasses import replace

from intents.index.case_index import LEVELS, CaseIndex
from intents.index.selection import select_agencies
from intents.index.selection import select_places as places_of
from intents.model.query import Query, UnitScope, either

_MAX_CASES_EXAMINED = 1000
"""Cases whose agencies are examined for whether any is left; of more cases, some always are."""


def asks_for_cases(query: Query) -> bool:
    """Return whether cases are listed or counted, or whether there are any."""
    plain = query.ask == "yes_no" and not query.items and query.every is None
    return query.ask == "cases" or (query.ask == "count" and query.subject == "cases") or plain


def asks_for_units(query: Query) -> bool:
    """Return whether agencies, or places, are listed or counted."""
    return query.ask == "units" or (query.ask == "count" and query.subject != "cases")


class UsefulnessCheck:
    """Decides whether a query that follows another has a result, and a different one."""

    def __init__(self, query: Query, index: CaseIndex) -> None:
        self._query, self._index = query, index
        self._here: object = None  # computed once, by the first candidate that needs it

    def is_useful(self, to: Query) -> bool:
        """Return whether `to` is worth offering."""
        here = self._query
        another = (to.ask, to.subject, to.least) != (here.ask, here.subject, here.least)
        if another and to.scope == UnitScope():
            return any(
                case.agencies or to.ask != "units" for case in self._index.select(self._index.evaluate(to.where))
            )
        there = _outcome_of(to, self._index)
        if another or not there:
            return bool(there)
        if self._here is None:
            self._here = _outcome_of(here, self._index)
        return there != self._here


def _outcome_of(query: Query, index: CaseIndex) -> object:
    """Return what the answer consists of, as far as that is cheap to evaluate; falsy if there is nothing."""
    mask = index.evaluate(query.where)
    if query.items:
        mask &= index.evaluate(either(*query.items))
    of_units = asks_for_units(query) or (query.ask == "rank" and query.subject not in ("cases", "province"))
    if not of_units or mask.bit_count() > _MAX_CASES_EXAMINED:
        return mask
    level = next((level for level in LEVELS if level in (query.scope.level, query.subject)), None)
    found, _ = select_agencies(mask, replace(query.scope, level=None) if level else query.scope, index)
    named: tuple[object, ...] = places_of(found, level) if level else found
    return mask if named and query.ask == "rank" else named
