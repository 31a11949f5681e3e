"""A notice in short, for its reader: how many were chosen out of how many, by tier and by province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.model import Case, Notice
from intents.engine import Engine
from intents.language.normalize import normalize_name
from intents.model.query import EVERYTHING, InNotice, InRegion, InTier, Query, both

ENTRY_TOPICS = ("参评", "申报")
"""What the fact is called that says how many cases took part (data/notices: its topic or an alias)."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What there is to say of a notice, or of those of its cases that meet a condition."""

    notice: Notice
    query: Query
    """Asks for exactly the cases that are counted here; `refinements.refinements` leads from it to the lists."""
    condition: str
    """The condition in words (地区：安徽); empty where there is none."""
    chosen: int
    """Cases that the notice has."""
    entered: int | float | None
    """Cases that took part, where the notice says so (75)."""
    matching: int
    """Cases that meet the condition; all of those chosen, where there is none."""
    tiers: tuple[tuple[str, int], ...]
    """Matching cases by tier, in the notice's order; empty where it has no tiers."""
    provinces: tuple[tuple[str, int], ...]
    """Matching cases by province (short names), most first; a case counts for each province that takes part."""
    cases: Sequence[Case]
    """The matching cases, in the notice's order."""


def summarize_notice(notice: Notice, query: Query | None, engine: Engine) -> Summary | None:
    """The summary of a notice of the engine's dataset; with a query, of the cases that meet its conditions.

    None where no case does.
    """
    index, where = engine.index, query.where if query else EVERYTHING
    summarized = Query("cases", both(InNotice(notice.id), where))
    mask = index.evaluate(summarized.where)
    if not mask:
        return None
    tiers = ((tier.name, (mask & index.evaluate(InTier(tier.name))).bit_count()) for tier in notice.tiers if tier.name)
    provinces = (
        (province.short, (mask & index.evaluate(InRegion(province.code))).bit_count())
        for province in index.places("province")
    )
    return Summary(
        notice,
        summarized,
        condition=engine.describer.describe(Query("cases", where)) if where != EVERYTHING else "",
        chosen=len(notice.cases),
        entered=_entry_count(notice),
        matching=mask.bit_count(),
        tiers=tuple((name, count) for name, count in tiers if count),
        provinces=tuple(sorted(((name, count) for name, count in provinces if count), key=lambda pair: -pair[1])),
        cases=index.select(mask),
    )


def _entry_count(notice: Notice) -> int | float | None:
    facts = (fact for fact in notice.facts if {*map(normalize_name, (fact.topic, *fact.aliases))} & {*ENTRY_TOPICS})
    return next((fact.value for fact in facts if fact.value is not None), None)
