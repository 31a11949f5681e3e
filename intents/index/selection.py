"""The order of a list of cases, what is remarked beside each, and which units and places a set of cases has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from data.model import Agency, Case, Region
from intents.index.bitset import positions
from intents.index.case_index import CaseIndex
from intents.index.lazy_list import LazyCases, Remarks
from intents.model.query import OPERATORS, About, ByAgency, Filter, InArea, InRegion, Level, UnitScope, leaves

_NAMED = 5
"""Departments that a remark names, at most."""


def ordered(where: Filter, mask: int, index: CaseIndex) -> LazyCases:
    """The cases of a set: by how directly they are about the topic, if there is one, else in the notices' order."""
    about = [leaf for leaf, positive in leaves(where) if positive and isinstance(leaf, About)]
    if len(about) != 1:
        return index.select(mask)
    topics = index.topics
    order = (at for rank in topics.RANKS for at in positions(mask) if topics.rank(about[0], at) == rank)
    return LazyCases(index.cases, order, mask.bit_count())


# Remarks beside cases.


def marks(where: Filter, cases: Sequence[Case], index: CaseIndex) -> Mapping[str, str]:
    """By which lower place, or which department, a case was found, where it is not the one named (SEMANTICS 1, 7)."""
    wanted = [leaf for leaf, positive in leaves(where) if positive]
    places = [leaf for leaf in wanted if isinstance(leaf, InRegion | InArea)]
    bureaus = [leaf for leaf in wanted if isinstance(leaf, ByAgency)]
    if not places and not bureaus:
        return {}
    told: list[bool] = []

    def remark(name: str) -> str:
        case = index.cases[index.index[name]]
        names = dict.fromkeys(name for leaf in places for name in _ways(leaf, case, index))
        parts = ["经" + "、".join(names)] if names else []
        units = _of_bureaus(bureaus, case, index)
        if units:
            if not told:
                told.extend(_tells(bureaus, cases, index))
            has_departments, several = told
            if has_departments:
                parts.append(_departments(units, several=several))
        return "；".join(parts)

    return Remarks(cases, remark)


def _tells(bureaus: Sequence[ByAgency], cases: Sequence[Case], index: CaseIndex) -> tuple[bool, bool]:
    """Whether the bureaus' units in these cases have departments, and are of several places.

    Both are seen in the first cases or, from the bureaus' units, not to be at all; no long list is read to its end.
    """
    meant = {unit for leaf in bureaus for unit in index.offices.units(leaf)}
    with_departments = any(unit.department for unit in meant)
    at_most = 2 if len({unit.place for unit in meant}) > 1 else 1
    departments, places = False, set()
    for case in cases:
        for unit in _of_bureaus(bureaus, case, index):
            departments |= bool(unit.department)
            places.add(unit.place)
        if departments == with_departments and len(places) >= at_most:
            break
    return departments, len(places) > 1


def _ways(leaf: InRegion | InArea, case: Case, index: CaseIndex) -> Iterable[str]:
    """The places by which a case is in a place that has no unit of its own there, or in an area."""
    if isinstance(leaf, InRegion):
        region = index.regions.get(leaf.code)
        inside = [unit.place for unit in case.agencies if unit.place and region and unit.within(region)]
        return [] if region in inside else [place.name for place in inside]
    known = [place for place in index.areas.get(leaf.name, ()) if place.code in index.regions]
    places = [unit.place for unit in case.agencies if unit.place]
    present = [one for one in known if any(place.within(one) for place in places)]
    if len(present) == len(known) > 1:
        return []  # all of the area is there
    return [place.name for place in places if any(place.within(one) for one in present)]


def _of_bureaus(wanted: Sequence[ByAgency], case: Case, index: CaseIndex) -> list[Agency]:
    """The case's units that were found because their bureau was asked for."""
    found: dict[Agency, None] = {}
    for leaf in wanted:
        units = index.offices.units(leaf)
        meant = index.offices.meaning(leaf.part) if leaf.part else frozenset()
        for unit in case.agencies:
            if unit in units and (not leaf.part or (unit.bureau in meant and unit.department not in meant)):
                found[unit] = None
    return list(found)


def _departments(units: Sequence[Agency], *, several: bool) -> str:
    """浙江标准化处、安徽标准化处; 以本局名义. The places are named where there are `several`."""
    departments = [unit for unit in units if unit.department]
    own = [unit for unit in units if not unit.department]

    def place(unit: Agency) -> str:
        return unit.place.short if several and unit.place else ""

    texts = []
    if len(departments) > _NAMED:
        texts.append(f"{len(departments)} 个部门")
    elif departments:
        texts.append("、".join(place(unit) + unit.department for unit in departments))
    if own:
        names = "、".join(place(unit) for unit in own) if departments and len(own) <= _NAMED else ""
        texts.append(f"{names}以本局名义" if departments or len(own) == 1 else "均以本局名义")
    return "；".join(texts)


# Units and places.


def units(mask: int, scope: UnitScope, index: CaseIndex) -> tuple[tuple[Agency, ...], int]:
    """The units of a set of cases that are in scope, and the set of cases they rest on."""
    within = [index.regions[code] for code in scope.within if code in index.regions]
    outside = [index.regions[code] for code in scope.outside if code in index.regions]
    meant = frozenset(unit for part in scope.parts for unit in index.offices.units(part))
    left_out = frozenset(unit for part in scope.without for unit in index.offices.units(part))
    meets = [index.evaluate(where) for where in scope.meets]
    others = ~index.evaluate(scope.only) if scope.only is not None else 0
    found: list[Agency] = []
    rest = 0
    for unit in index.agencies_of(mask):
        cases = index.unit_cases(unit) & mask
        if index.unit_cases(unit) & others or not all(index.unit_cases(unit) & one for one in meets):
            continue
        if within and not any(unit.within(region) for region in within):
            continue
        if unit in left_out or any(unit.within(region) for region in outside):
            continue
        if scope.parts and unit not in meant:
            continue
        if scope.level and (unit.place is None or unit.place.level != scope.level):
            continue
        if scope.op and not OPERATORS[scope.op](cases.bit_count(), scope.count):
            continue
        found.append(unit)
        rest |= cases
    return tuple(found), rest


def places(found: Iterable[Agency], level: Level) -> tuple[Region, ...]:
    """The places of a level that have a unit, or that a place with one lies in."""
    return tuple(dict.fromkeys(place for unit in found for place in unit.regions if place.level == level))


def by_lower(found: Sequence[Agency], level: Level) -> str:
    """A sentence on those places that take part only by places within them; empty where there are none."""
    own = {unit.place for unit in found}
    lower: dict[Region, dict[str, None]] = {}
    for unit in found:
        for place in unit.regions:
            if place.level == level and place not in own and unit.place:
                lower.setdefault(place, {})[unit.place.name] = None
    if not lower or level == "province":
        return ""
    through = "、".join(name for names in lower.values() for name in names)
    return f"其中{'、'.join(place.short for place in lower)}由下辖的{through}参与。"
