"""Answer yes or no, with the evidence."""

from __future__ import annotations

from intents import compare
from intents.answer import Answer
from intents.listing import marks, ordered, units
from intents.phrase import Phraser
from intents.query import Query
from intents.world import World


def answer(query: Query, world: World, say: Phraser) -> Answer:
    """Whether such a case exists, whether all cases are such, or whether one thing exceeds another."""
    mask = world.evaluate(query.where)
    if query.items:
        first, second = (compare.value(item, query, world) for item in query.items[:2])
        yes = first < second if query.least else first > second
        names = "，".join(f"{say.name(item)} {compare.value(item, query, world)} 个" for item in query.items)
        return Answer("yes_no", f"{'是的' if yes else '不是'}：{names}", yes=yes)
    if query.every is not None:
        domain = world.evaluate(query.every)
        exceptions = domain & ~mask
        found = ordered(query.where, exceptions or domain, world)
        heading = f"不是，有 {len(found)} 个例外：" if exceptions else f"是的，{len(found)} 个都是。"
        return Answer("yes_no", heading, cases=found, yes=not exceptions)
    found = ordered(query.where, mask, world)
    evidence, _ = units(mask, query.scope, world)
    heading = f"有，{len(found)} 个案例：" if found else "没有。"
    return Answer(
        "yes_no", heading, cases=found, agencies=evidence, yes=bool(found), marks=marks(query.where, found, world)
    )
