"""The notices as their YAML states them, with the vocabulary of gold expressions; imports nothing of the product."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from tests.questions.places import Place, Places

ROOT = Path(__file__).resolve().parents[2]
REGIONS = ROOT / "data" / "regions.csv"

CASE_ID = re.compile(r"(?:(?P<notice>[^/\s]+)/)?(?P<tier>\d+)/(?P<number>\d+)")


class Loader(yaml.CSafeLoader):
    """A YAML loader in which `yes` is an ordinary key and a repeated key is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        keys = [key.value for key, _ in node.value]
        if repeated := {key for key in keys if keys.count(key) > 1}:
            raise yaml.constructor.ConstructorError(None, None, f"repeated key {sorted(repeated)}", node.start_mark)
        return super().construct_mapping(node, deep=deep)


# YAML 1.1 reads yes, no, on and off as booleans; here only true and false are.
Loader.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in resolvers if not (tag.endswith(":bool") and first not in "tTfF")]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True)
class Case:
    """A case, reduced to what gold needs."""

    id: str
    notice: str
    tier: str
    words: tuple[str, ...]
    """Its title and aliases."""
    units: tuple[str, ...]


class NoticeIndex:
    """A directory of notices. Its methods are the functions that gold expressions call, over ids of cases."""

    def __init__(self, notices: Iterable[Path], regions: Path = REGIONS) -> None:
        read = [Loader(path.read_text(encoding="utf-8")).get_single_data() for path in notices]
        read.sort(key=lambda notice: str(notice.get("issued") or ""))
        self.notices: list[str] = [notice["id"] for notice in read]
        self.cases: dict[str, Case] = {case.id: case for notice in read for case in _cases(notice)}
        self.places: Places = _places(regions)
        self.chains: dict[str, tuple[Place, ...]] = {
            unit: place.chain if (place := self.places.of_unit(unit)) else ()
            for case in self.cases.values()
            for unit in case.units
        }

    @cached_property
    def all_units(self) -> frozenset[str]:
        return frozenset(self.chains)

    def ids(self, keys: Iterable[str], notice: str) -> list[str]:
        """Return full ids, in order, of 1/3 (in the given notice) or csj-2022/1/3. Raises an error for unknown ones."""
        found = []
        for key in keys:
            match = CASE_ID.fullmatch(key)
            full = f"{match['notice'] or notice}/{match['tier']}/{match['number']}" if match else key
            if full not in self.cases:
                raise LookupError(f"no case {key}")
            found.append(full)
        return found

    def in_place(self, name: str) -> frozenset[Place]:
        """Return the places with a name: those of the highest level among the notices' places, else all."""
        named = self.places.named(name)
        known = {place for chain in self.chains.values() for place in chain}
        present = [place for place in named if place in known] or named
        highest = min((len(place.chain) for place in present), default=0)
        return frozenset(place for place in present if len(place.chain) == highest)

    def vocabulary(self, notice: str) -> dict[str, object]:
        """Return the names that an expression may use; `notice` is the notice of 1/3."""

        def in_region(name: str) -> frozenset[str]:
            if not (places := self.in_place(name)):
                raise LookupError(f"R({name!r}): no such place in the table")
            return self._where(lambda case: any(places & set(self.chains[unit]) for unit in case.units))

        def of_tier(text: str) -> frozenset[str]:
            return _some(self._where(lambda case: text in case.tier), f"T({text!r})")

        def of_notice(name: str) -> frozenset[str]:
            return _some(self._where(lambda case: case.notice == name), f"N({name!r})")

        def by_unit(*texts: str) -> frozenset[str]:
            found = self._where(lambda case: any(all(text in unit for text in texts) for unit in case.units))
            return _some(found, f"U{texts!r}")

        def with_words(*texts: str) -> frozenset[str]:
            found = self._where(lambda case: any(text in word for text in texts for word in case.words))
            return _some(found, f"W{texts!r}")

        def units_of(cases: Iterable[str], *texts: str) -> frozenset[str]:
            units = {unit for case in cases for unit in self.cases[case].units}
            return frozenset(unit for unit in units if all(self._belongs(unit, text) for text in texts))

        def in_order(items: Iterable[Any], **options: Any) -> list[Any]:
            order = {case: place for place, case in enumerate(self.cases)}
            listed = list(items)
            if all(item in order for item in listed):  # ids: as mere text, 1/10 would come before 1/2
                listed.sort(key=order.__getitem__)
                return listed if not options else sorted(listed, **options)
            return sorted(listed, **options)

        return {
            "__builtins__": {},
            "ALL": frozenset(self.cases),
            "R": in_region,
            "T": of_tier,
            "N": of_notice,
            "C": lambda *keys: frozenset(self.ids(keys, notice)),
            "U": by_unit,
            "W": with_words,
            "UN": units_of,
            "units": lambda case: frozenset(self.cases[case].units),
            "provinces": lambda case: self._places_of(case, "province"),
            "cities": lambda case: self._places_of(case, "city"),
            "counties": lambda case: self._places_of(case, "county"),
            "sorted": in_order,
            **{function.__name__: function for function in (len, max, min, sum, any, all)},
            "set": set,
        }

    def _where(self, holds: Callable[[Case], bool]) -> frozenset[str]:
        return frozenset(case.id for case in self.cases.values() if holds(case))

    def _places_of(self, case: str, level: str) -> frozenset[str]:
        chains = (self.chains[unit] for unit in self.cases[case].units)
        return frozenset(place.short for chain in chains for place in chain if place.level == level)

    def _belongs(self, unit: str, text: str) -> bool:
        return text in unit or bool(self.in_place(text) & set(self.chains[unit]))


def _some(found: frozenset[str], what: str) -> frozenset[str]:
    if not found:  # most likely a typo; an empty set is written set()
        raise LookupError(f"{what} finds nothing")
    return found


@cache
def _places(table: Path) -> Places:
    return Places(table)


def _cases(notice: dict[str, Any]) -> Iterable[Case]:
    for place, tier in enumerate(notice["tiers"], 1):
        for number, case in enumerate(tier["cases"] or (), 1):
            words = (case["title"], *(case.get("aliases") or ()))
            name = f"{notice['id']}/{place}/{number}"
            yield Case(name, notice["id"], tier["name"] or "", words, tuple(case["agencies"]))


def folder(notices: Path) -> list[Path]:
    """Return the YAML files of a directory of notices, sorted by name."""
    return sorted(notices.glob("*.yaml"))
