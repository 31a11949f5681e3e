"""The order of a list of cases, and what is remarked beside each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.model import Agency, Case
from intents.query import OPERATORS, About, ByAgency, Filter, InRegion, UnitScope, leaves
from intents.world import World, positions


def ordered(where: Filter, mask: int, world: World) -> Sequence[Case]:
    """The cases of a set: by how directly they are about the topic, if there is one, else in the notices' order."""
    about = [leaf for leaf, positive in leaves(where) if positive and isinstance(leaf, About)]
    found = positions(mask)
    if len(about) == 1:
        found.sort(key=lambda position: world.topics.rank(about[0], position))
    return tuple(world.cases[position] for position in found)


def marks(where: Filter, cases: Sequence[Case], world: World) -> Mapping[str, str]:
    """Which lower place, or which department, a case was found by, where it is not the one named (SEMANTICS 1, 7)."""
    wanted = [leaf for leaf, positive in leaves(where) if positive and isinstance(leaf, InRegion | ByAgency)]
    found: dict[str, str] = {}
    for case in cases if wanted else ():
        remarks = [remark for leaf in wanted if (remark := _remark(leaf, case, world))]
        if remarks:
            found[case.id] = "；".join(remarks)
    return found


def _remark(leaf: InRegion | ByAgency, case: Case, world: World) -> str:
    if isinstance(leaf, InRegion):
        region = world.regions[leaf.code]
        inside = [unit for unit in case.agencies if unit.within(region)]
        if inside and all(unit.place != region for unit in inside):
            return "经" + "、".join(dict.fromkeys(unit.place.name for unit in inside if unit.place))
        return ""
    units = world.offices.units(leaf)
    meant = [unit for unit in case.agencies if unit in units]
    bureaus = world.offices.meaning(leaf.part) if leaf.part else frozenset()
    if meant and (not leaf.part or any(unit.bureau in bureaus for unit in meant)):
        return "、".join(unit.department or "以本局名义" for unit in meant)
    return ""


def units(mask: int, scope: UnitScope, world: World) -> tuple[tuple[Agency, ...], int]:
    """The units of a set of cases that are in scope, and the set of cases they rest on."""
    within = [world.regions[code] for code in scope.within if code in world.regions]
    outside = [world.regions[code] for code in scope.outside if code in world.regions]
    meant = frozenset(unit for part in scope.parts for unit in world.offices.units(part))
    meets = [world.evaluate(one) for one in scope.meets]
    unmeant = frozenset(unit for part in scope.without for unit in world.offices.units(part))
    found: list[Agency] = []
    rest = 0
    for unit in world.agencies_of(mask):
        cases = world.unit_cases(unit) & mask
        if within and not any(unit.within(region) for region in within):
            continue
        if any(unit.within(region) for region in outside):
            continue
        if scope.parts and unit not in meant:
            continue
        if unit in unmeant or not all(world.unit_cases(unit) & one for one in meets):
            continue
        if scope.only is not None and world.unit_cases(unit) & ~world.evaluate(scope.only):
            continue
        if scope.level and (unit.place is None or unit.place.level != scope.level):
            continue
        if scope.op and not OPERATORS[scope.op](cases.bit_count(), scope.count):
            continue
        found.append(unit)
        rest |= cases
    return tuple(found), rest
