"""Rank places, units or cases."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

from data.model import Agency, Region
from intents.answer import Answer, Ranked
from intents.listing import units
from intents.phrase import LEVEL_NAMES, Phraser
from intents.query import And, Filter, InNotice, Query, both, conjuncts, leaves
from intents.world import LEVELS, World, positions

Item = TypeVar("Item", bound=Hashable)


def answer(query: Query, world: World, say: Phraser) -> Answer:
    """The whole ranking; `cases` are those ranked, or those of the top."""
    mask = world.evaluate(query.where)
    if query.subject == "cases":
        return _cases(query, mask, world)
    if query.subject in LEVELS:
        return _places(query, mask, world)
    return _units(query, mask, world)


def _sorted(items: Iterable[Item], value: Callable[[Item], int], least: bool) -> list[tuple[Item, int]]:
    """Items with their values, most (or least) first; ties keep their order."""
    return sorted(((item, value(item)) for item in items), key=lambda pair: pair[1] if least else -pair[1])


def _cases(query: Query, mask: int, world: World) -> Answer:
    def value(position: int) -> int:
        case = world.cases[position]
        if query.by == "units":
            return len(case.agencies)
        return len({place for unit in case.agencies for place in unit.regions if place.level == query.by})

    ranked = _sorted(positions(mask), value, query.least)
    shown = [position for position, count in ranked if not query.least or count == ranked[0][1]]
    lines = tuple(Ranked(world.cases[position].title, count) for position, count in ranked)
    noun = "单位" if query.by == "units" else LEVEL_NAMES[query.by]
    heading = f"参与{noun}最{'少' if query.least else '多'}的案例："
    return Answer("rank", heading, cases=tuple(world.cases[position] for position in shown), ranking=lines)


def _places(query: Query, mask: int, world: World) -> Answer:
    scope = query.scope
    within = [world.regions[code] for code in scope.within if code in world.regions]
    outside = [world.regions[code] for code in scope.outside if code in world.regions]
    notices = both(*(part for part in conjuncts(query.where) if not isinstance(part, And) and only_notices(part)))
    base = world.evaluate(notices)
    places = [
        place
        for place in world.places(query.subject)  # type: ignore[arg-type]
        if world.region_cases(place) & base
        and (not within or any(place.within(region) for region in within))
        and not any(place.within(region) for region in outside)
    ]

    def value(place: Region) -> int:
        if query.by == "units":
            return sum(unit.within(place) for unit in world.agencies_of(mask))
        return (world.region_cases(place) & mask).bit_count()

    ranked = [pair for pair in _sorted(places, value, query.least) if pair[1] or query.subject == "province"]
    top = 0
    for place, count in ranked:
        if count == ranked[0][1]:
            top |= world.region_cases(place) & mask
    lines = tuple(Ranked(place.short, count) for place, count in ranked)
    return Answer(
        "rank", _heading(lines, "家单位" if query.by == "units" else "个案例"), cases=world.select(top), ranking=lines
    )


def only_notices(part: Filter) -> bool:
    """Whether a condition is about notices alone."""
    return all(isinstance(leaf, InNotice) and positive for leaf, positive in leaves(part))


def _units(query: Query, mask: int, world: World) -> Answer:
    found, _ = units(mask, query.scope, world)
    bureaus: dict[str, int] = {}
    for unit in found:
        bureaus[unit.office] = bureaus.get(unit.office, 0) | world.unit_cases(unit) & mask
    by_bureau = _sorted(bureaus, lambda office: bureaus[office].bit_count(), query.least)
    if query.subject == "bureaus":
        lines = tuple(Ranked(office, count) for office, count in by_bureau)
        top = [office for office, count in by_bureau if count == by_bureau[0][1]]
        cases = world.select(sum(bureaus[office] for office in top[:1]))
        return Answer("rank", _heading(lines, "个案例"), cases=cases, agencies=found, ranking=lines)
    ranked = _sorted(found, lambda unit: (world.unit_cases(unit) & mask).bit_count(), query.least)
    lines = tuple(Ranked(unit.name, count) for unit, count in ranked)
    top_cases = 0
    for unit, count in ranked:
        if count == ranked[0][1]:
            top_cases |= world.unit_cases(unit) & mask
    notes = tuple(f"{office}：{count} 个案例" for office, count in by_bureau[:5])
    agencies: tuple[Agency, ...] = tuple(unit for unit, _ in ranked)
    return Answer(
        "rank",
        _heading(lines, "个案例"),
        cases=world.select(top_cases),
        agencies=agencies,
        ranking=lines,
        notes=(("按局合计：" + "；".join(notes),) if notes else ()),
    )


def _heading(lines: tuple[Ranked, ...], noun: str) -> str:
    if not lines:
        return "没有可以排名的。"
    top = [line.name for line in lines if line.value == lines[0].value]
    return f"{'、'.join(top[:3])}{'等' if len(top) > 3 else ''}{'并列，各' if len(top) > 1 else '：'} {lines[0].value} {noun}"
