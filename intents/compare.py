"""Set two or more things side by side."""

from __future__ import annotations

from intents.answer import Answer, Ranked
from intents.phrase import Phraser
from intents.query import ByAgency, Filter, InRegion, Query
from intents.world import World


def value(item: Filter, query: Query, world: World) -> int:
    """How many cases (or units) an item has among the cases asked for."""
    mask = world.evaluate(item) & world.evaluate(query.where)
    if query.by != "units":
        return mask.bit_count()
    found = world.agencies_of(mask)
    if isinstance(item, InRegion):
        return sum(unit.within(world.regions[item.code]) for unit in found)
    if isinstance(item, ByAgency):
        return sum(unit in world.offices.units(item) for unit in found)
    return len(found)


def answer(query: Query, world: World, say: Phraser) -> Answer:
    """Each with its number, larger first."""
    lines = sorted(
        (Ranked(say.name(item), value(item, query, world)) for item in query.items), key=lambda line: -line.value
    )
    noun = "家单位" if query.by == "units" else "个案例"
    if lines[0].value == lines[-1].value:
        heading = f"一样多，都是 {lines[0].value} {noun}"
    else:
        heading = "，".join(f"{line.name} {line.value} {noun}" for line in lines)
    return Answer("compare", heading, ranking=tuple(lines))
