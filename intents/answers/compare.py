"""Set two or more things side by side."""

from __future__ import annotations

from collections.abc import Sequence

from intents.index.case_index import World
from intents.model.answer import Answer, Ranked
from intents.model.query import About, ByAgency, Filter, InRegion, IsCase, Query
from intents.phrasing.description import Phraser


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
        (Ranked(_name(item, world, say), value(item, query, world)) for item in query.items),
        key=lambda line: -line.value,
    )
    return Answer("compare", f"{difference(lines, query)}。", ranking=tuple(lines))


def _name(item: Filter, world: World, say: Phraser) -> str:
    """A case by its title, whatever it was called; anything else as it is named."""
    mask = world.evaluate(item) if isinstance(item, About | IsCase) else 0
    return world.select(mask)[0].title if mask.bit_count() == 1 else say.name(item)


def difference(lines: Sequence[Ranked], query: Query) -> str:
    """江苏 20 个，安徽 17 个，相差 3 个. Of more than two, the first and the last."""
    noun = "个单位" if query.by == "units" else "个"
    first, last = lines[0], lines[-1]
    apart = abs(first.value - last.value)
    if all(line.value == first.value for line in lines):
        names = "、".join(line.name for line in lines[:-1]) + f"和{last.name}"
        return f"{names}一样多，都是 {first.value} {noun}"
    if len(lines) == 2:
        return f"{first.name} {first.value} {noun}，{last.name} {last.value} 个，相差 {apart} 个"
    return f"{first.name}最多，{first.value} {noun}；{last.name}最少，{last.value} 个"
