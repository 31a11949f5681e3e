"""List every case that meets the conditions."""

from __future__ import annotations

from intents.answer import Answer, Option
from intents.listing import marks, ordered
from intents.phrase import Phraser
from intents.query import And, InRegion, Numbered, Query, conjuncts, either, leaves
from intents.world import World


def answer(query: Query, world: World, say: Phraser) -> Answer:
    """The complete set, in answer order; the reading that was not taken is offered beside it."""
    mask = world.evaluate(query.where)
    found = ordered(query.where, mask, world)
    heading = f"共 {len(found)} 个案例：" if found else "没有符合这些条件的案例。"
    return Answer(
        "cases", heading, cases=found, marks=marks(query.where, found, world), options=options(query, world, say)
    )


def options(query: Query, world: World, say: Phraser) -> tuple[Option, ...]:
    """任一 beside a list of places, and the tiers beside a number that names none."""
    parts = conjuncts(query.where)
    places = [part for part in parts if isinstance(part, InRegion)]
    if len(places) > 1:
        rest = tuple(part for part in parts if part not in places)
        wider = query.with_(where=And((either(*places), *rest)) if rest else either(*places))
        return (Option("任一参与", say.question(wider)),)
    if any(isinstance(leaf, Numbered) for leaf, _ in leaves(query.where)):
        tiers = {case.tier: None for case in world.select(world.evaluate(query.where)) if case.tier}
        number = next(leaf for leaf, _ in leaves(query.where) if isinstance(leaf, Numbered))
        if len(tiers) > 1:
            return tuple(Option(f"{tier}", f"{say.name(number).replace(' ', '')}{tier}") for tier in list(tiers)[:3])
    return ()
