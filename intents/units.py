"""List the units of the cases."""

from __future__ import annotations

from intents.answer import Answer
from intents.listing import units
from intents.phrase import Phraser
from intents.query import Query
from intents.world import World


def answer(query: Query, world: World, say: Phraser) -> Answer:
    """The distinct units in scope, as the notice writes them, and the cases they rest on."""
    found, rest = units(world.evaluate(query.where), query.scope, world)
    heading = f"共 {len(found)} 个单位：" if found else "没有符合这些条件的单位。"
    return Answer("units", heading, cases=world.select(rest), agencies=found)
