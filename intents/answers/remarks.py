"""Remarks on listed cases and places: the lower place or department through which each takes part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from data.model import Agency, Case, Region
from intents.index.case_index import CaseIndex
from intents.model.query import ByAgency, Filter, InArea, InRegion, Level, leaves

_MAX_DEPARTMENTS, _MAX_CHARACTERS = 5, 24
"""The maximum number of departments that a remark names, and of their characters; for more it gives the number."""


def case_remarks(where: Filter, cases: Sequence[Case], index: CaseIndex) -> Mapping[str, str]:
    """Return case id → the lower place or department through which the case matches `where` (SEMANTICS 1, 7)."""
    required = [leaf for leaf, positive in leaves(where) if positive]
    places = [leaf for leaf in required if isinstance(leaf, InRegion | InArea)]
    bureaus = [leaf for leaf in required if isinstance(leaf, ByAgency)]
    if not places and not bureaus:
        return {}
    facts: list[bool] = []

    def remark(name: str) -> str:
        case = index.cases[index.position_of[name]]
        names = dict.fromkeys(name for leaf in places for name in _places_through(leaf, case, index))
        parts = ["经" + "、".join(names)] if names else []
        units = _agencies_of_bureaus(bureaus, case, index)
        if units:
            if not facts:
                facts.extend(_departments_and_places(bureaus, cases, index))
            has_departments, name_places = facts
            if has_departments:
                parts.append(_describe_departments(units, name_places=name_places))
        return "；".join(parts)

    return LazyRemarks(cases, remark)


def _departments_and_places(bureaus: Sequence[ByAgency], cases: Sequence[Case], index: CaseIndex) -> tuple[bool, bool]:
    """Return whether the bureaus' agencies in these cases have departments, and whether in several places.

    Stops at the first cases that settle both, so that a long list is not evaluated to its end.
    """
    meant = {unit for leaf in bureaus for unit in index.agency_index.agencies(leaf)}
    with_departments = any(unit.department for unit in meant)
    at_most = 2 if len({unit.place for unit in meant}) > 1 else 1
    departments, places = False, set()
    for case in cases:
        for unit in _agencies_of_bureaus(bureaus, case, index):
            departments |= bool(unit.department)
            places.add(unit.place)
        if departments == with_departments and len(places) >= at_most:
            break
    return departments, len(places) > 1


def _places_through(leaf: InRegion | InArea, case: Case, index: CaseIndex) -> Iterable[str]:
    """Return the lower places through which a case belongs to a place, or its places within an area."""
    if isinstance(leaf, InRegion):
        region = index.regions.get(leaf.code)
        inside = [unit.place for unit in case.agencies if unit.place and region and unit.is_within(region)]
        return [] if region in inside else [place.name for place in inside]
    known = [place for place in index.areas.get(leaf.name, ()) if place.code in index.regions]
    places = [unit.place for unit in case.agencies if unit.place]
    present = [one for one in known if any(place.is_within(one) for place in places)]
    if len(present) == len(known) > 1:
        return []  # the whole area takes part
    return [place.name for place in places if any(place.is_within(one) for one in present)]


def _agencies_of_bureaus(bureaus: Sequence[ByAgency], case: Case, index: CaseIndex) -> list[Agency]:
    """Return the case's agencies that match by their bureau rather than by their department."""
    agencies: dict[Agency, None] = {}
    for leaf in bureaus:
        units = index.agency_index.agencies(leaf)
        meant = index.agency_index.names_meant(leaf.part) if leaf.part else frozenset()
        for unit in case.agencies:
            if unit in units and (not leaf.part or (unit.bureau in meant and unit.department not in meant)):
                agencies[unit] = None
    return list(agencies)


def _describe_departments(units: Sequence[Agency], *, name_places: bool) -> str:
    """Return the departments as text, with places if `name_places`: 浙江标准化处、安徽标准化处; 以本局名义."""
    departments = [unit for unit in units if unit.department]
    without_department = [unit for unit in units if not unit.department]

    def place(unit: Agency) -> str:
        return unit.place.short if name_places and unit.place else ""

    texts = []
    names = "、".join(place(unit) + unit.department for unit in departments)
    if len(departments) > _MAX_DEPARTMENTS or (len(departments) > 1 and len(names) > _MAX_CHARACTERS):
        texts.append(f"{len(departments)} 个部门")
    elif departments:
        texts.append(names)
    if without_department:
        names = (
            "、".join(place(unit) for unit in without_department)
            if departments and len(without_department) <= _MAX_DEPARTMENTS
            else ""
        )
        texts.append(f"{names}以本局名义" if departments or len(without_department) == 1 else "均以本局名义")
    return "；".join(texts)


def other_tiers_note(case: Case, index: CaseIndex) -> str:
    """Return a sentence about the other tiers that list the title of `case`; empty if there are none.

    One project may have several awards.
    """
    notice = next(notice for notice in index.dataset.notices if notice.id == case.notice)
    others = [
        f"{tier.name or ''}第 {other.number} {notice.measure}"
        for tier in notice.tiers
        if tier.name != case.tier
        for other in tier.cases
        if other.title == case.title
    ]
    return f"同时列入{'、'.join(others)}。" if others else ""


def lower_places_note(agencies: Sequence[Agency], level: Level) -> str:
    """Return a sentence about places that take part only through lower places; empty if there are none."""
    with_own_agency = {unit.place for unit in agencies}
    lower: dict[Region, dict[str, None]] = {}
    for unit in agencies:
        for place in unit.regions:
            if place.level == level and place not in with_own_agency and unit.place:
                lower.setdefault(place, {})[unit.place.name] = None
    if not lower or level == "province":
        return ""
    through = "、".join(name for names in lower.values() for name in names)
    return f"其中{'、'.join(place.short for place in lower)}由下辖的{through}参与。"


class LazyRemarks(Mapping[str, str]):
    """Case id → remark, computed when read. Cases without a remark have no entry."""

    def __init__(self, cases: Sequence[Case], remark: Callable[[str], str]) -> None:
        """Create the mapping; `remark` returns the remark for a case id, or an empty text for none."""
        self._cases, self._remark = cases, remark

    def __getitem__(self, name: str) -> str:
        remark = self._remark(name)
        if not remark:
            raise KeyError(name)
        return remark

    def __iter__(self) -> Iterator[str]:
        return (case.id for case in self._cases if self._remark(case.id))

    def __len__(self) -> int:
        return sum(1 for _ in self)
