"""Count cases, units, or places."""

from __future__ import annotations

from intents.answer import Answer
from intents.listing import marks, ordered, units
from intents.phrase import LEVEL_NAMES, Phraser
from intents.query import Query
from intents.world import World


def answer(query: Query, world: World, say: Phraser) -> Answer:
    """The count, with all that was counted."""
    mask = world.evaluate(query.where)
    if query.subject == "cases":
        found = ordered(query.where, mask, world)
        return Answer(
            "count", f"{len(found)} 个案例", cases=found, value=len(found), marks=marks(query.where, found, world)
        )
    counted, rest = units(mask, query.scope, world)
    if query.subject == "units":
        return Answer("count", f"{len(counted)} 个单位", agencies=counted, value=len(counted))
    places = {place: None for unit in counted for place in unit.regions if place.level == query.subject}
    names = "、".join(place.short for place in places)
    return Answer(
        "count",
        f"{len(places)} 个{LEVEL_NAMES[query.subject]}" + (f"：{names}" if names else ""),
        agencies=counted,
        value=len(places),
    )
