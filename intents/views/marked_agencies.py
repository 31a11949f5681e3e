"""The agencies through which a case meets conditions, to be marked on its card."""

from __future__ import annotations

from data.model import Agency, Case
from intents.index.case_index import CaseIndex
from intents.model.query import ByAgency, Filter, InArea, InRegion, OnlyAgencies, OnlyRegions, UnitLevel, leaves


def matching_agencies(where: Filter, case: Case, index: CaseIndex) -> frozenset[Agency]:
    """Return the agencies through which a case matches, to be marked on its card; empty if all do."""
    meant = [leaf for leaf, positive in leaves(where) if positive]
    found = frozenset(unit for unit in case.agencies if any(names_agency(leaf, unit, index) for leaf in meant))
    return found if len(found) < len(set(case.agencies)) else frozenset()


def names_agency(leaf: Filter, unit: Agency, index: CaseIndex) -> bool:
    """Return whether a condition names the agency: by its place, its bureau or its level."""
    place_codes = [place.code for place in unit.regions]
    match leaf:
        case InRegion(code):
            return code in place_codes
        case OnlyRegions(named):
            return any(code in place_codes for code in named)
        case InArea(name):
            return any(place.code in place_codes for place in index.areas.get(name, ()))
        case ByAgency():
            return unit in index.agency_index.agencies(leaf)
        case OnlyAgencies(parts):
            return any(unit in index.agency_index.agencies(part) for part in parts)
        case UnitLevel(level):
            return unit.place is not None and unit.place.level == level
    return False
