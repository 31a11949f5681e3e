"""Conditions of the shipped notice, and the answer of one intent to a query."""

from __future__ import annotations

from intents.answers.registry import HANDLERS
from intents.engine import Engine
from intents.model.answer import Answer
from intents.model.query import InRegion, InTier, Query
from tests.intents.names import REGIONS, TIERS

CODES = {place.short: place.code for place in REGIONS}
SHANGHAI, JIANGSU, ANHUI = (InRegion(CODES[name]) for name in ("上海", "江苏", "安徽"))
BEST, GOOD = map(InTier, TIERS)


def answer_query(engine: Engine, query: Query) -> Answer:
    return HANDLERS[query.ask](query, engine.index, engine.describer)
