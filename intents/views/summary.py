"""A notice in short: how many cases were selected out of how many, by tier and by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.model import Case, Notice, Region
from intents.engine import Engine
from intents.index.case_index import CaseIndex
from intents.language.normalize import normalize_name
from intents.model.places import place_codes
from intents.model.query import EVERYTHING, Filter, InNotice, InTier, Query, UnitLevel, both
from intents.phrasing.interpretation import describe_query

ENTRY_TOPICS = ("参评", "申报")
"""Topics or aliases of the fact that states how many cases entered (data/notices)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary of a notice, or of those of its cases that match a condition."""

    notice: Notice
    query: Query
    """Asks for exactly the cases counted here; `refinements.list_refinements` leads from it to the lists."""
    condition: str
    """The condition in words (地区：安徽); empty for none."""
    chosen: int
    """The number of cases of the notice."""
    entered: int | float | None
    """The number of cases that entered, if the notice states it (75)."""
    matching: int
    """The number of cases that match the condition; all of the notice's if there is none."""
    tiers: tuple[tuple[str, int], ...]
    """Matching cases by tier, in the notice's order; empty if it has no tiers."""
    places: tuple[tuple[Region, int], ...]
    """Matching cases by province, most first; a case counts for each of its provinces.

    By the cities of a province, if the condition names it and no other place. Empty if several places only repeat the
    number of the matching cases.
    """
    provincial: int
    """If they are counted by city: the matching cases in which the province's own units take part; else 0."""
    cases: Sequence[Case]
    """The matching cases, in the notice's order."""


def summarize_notice(notice: Notice, query: Query | None, engine: Engine) -> Summary | None:
    """Return the summary of a notice of the engine's dataset; with a query, of the cases that match its conditions.

    None if no case does.
    """
    index, where = engine.index, query.where if query else EVERYTHING
    summarized = Query("cases", both(InNotice(notice.id), where))
    mask = index.evaluate(summarized.where)
    if not mask:
        return None
    tiers = ((tier.name, (mask & index.evaluate(InTier(tier.name))).bit_count()) for tier in notice.tiers if tier.name)
    places = _places(where, mask, index)
    counted = [(place, count) for place in places if (count := (mask & index.region_cases(place)).bit_count())]
    if len(counted) > 1 and all(count == mask.bit_count() for _, count in counted):
        counted = []
    province = counted[0][0].province if counted and counted[0][0].level == "city" else None
    own = index.evaluate(UnitLevel("province", province.code)) if province else 0
    return Summary(
        notice,
        summarized,
        condition=describe_query(Query("cases", where), engine.describer) if where != EVERYTHING else "",
        chosen=len(notice.cases),
        entered=_entry_count(notice),
        matching=mask.bit_count(),
        tiers=tuple((name, count) for name, count in tiers if count),
        places=tuple(sorted(counted, key=lambda pair: -pair[1])),
        provincial=(mask & own).bit_count(),
        cases=index.select(mask),
    )


def _places(where: Filter, mask: int, index: CaseIndex) -> Sequence[Region]:
    """Return the places to count by: provinces, or the cities of the one province that the condition names."""
    codes = place_codes(Query(where=where))
    province = index.regions.get(next(iter(codes))) if len(codes) == 1 else None
    if province is not None and province.level == "province":
        cities = [city for city in index.places("city") if city.is_within(province) and city != province]
        if any(index.region_cases(city) & mask for city in cities):
            return cities
    return index.places("province")


def _entry_count(notice: Notice) -> int | float | None:
    facts = (fact for fact in notice.facts if {*map(normalize_name, (fact.topic, *fact.aliases))} & {*ENTRY_TOPICS})
    return next((fact.value for fact in facts if fact.value is not None), None)
