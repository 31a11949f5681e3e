"""Generate questions for all cases of a place, a unit or a tier, with the exact set; seeded, without the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tests.questions.notices import Case, NoticeIndex
from tests.questions.places import Place
from tests.tools.bench.questions.places import PlaceIndex
from tests.tools.bench.questions.query import ALL_CASES, TargetQuestion

OFFICE = ("市场监督管理局", ("市场监督管理局", "市场监管局", "市监局"))
"""The official name of a bureau, and what people call it."""


def generate_for_all(index: NoticeIndex, number: int, seed: int) -> list[TargetQuestion]:
    """Return `number` questions of each class; the same seed gives the same questions."""
    asker = _Asker(index)
    found = []
    for klass, make in zip(ALL_CASES, (asker.places, asker.units, asker.tiers), strict=True):
        makes = asker.distinct(klass, make, Random(f"{klass}:{seed}"))
        found += [one for _, one in zip(range(number), makes, strict=False)]
    return found


_Made = tuple[str, frozenset[str]]


class _Asker:
    def __init__(self, index: NoticeIndex) -> None:
        self._cases = list(index.cases.values())
        self._all = frozenset(index.cases)
        self._place_index = PlaceIndex(index)
        self._by_unit: dict[str, set[str]] = {}
        self._by_tier: dict[str, set[str]] = {}
        for case in self._cases:
            self._by_tier.setdefault(case.tier, set()).add(case.id)
            for unit in case.units:
                self._by_unit.setdefault(unit, set()).add(case.id)
        self._by_tier.pop("", None)

    def distinct(
        self, klass: str, make: Callable[[Case, Random], _Made | None], random: Random
    ) -> Iterator[TargetQuestion]:
        """Yield distinct questions with an answer, until no more are found."""
        given: set[str] = set()
        misses = 0
        while misses < 1000:
            made = make(random.choice(self._cases), random)
            if made is None or not made[1] or made[0] in given:
                misses += 1
                continue
            misses = 0
            given.add(made[0])
            yield TargetQuestion(made[0], klass, made[1], made[0])

    def places(self, case: Case, random: Random) -> _Made | None:
        """Ask for one place, for two that have a case together, or for the cases without it."""
        named = self._named(case, random)
        if not named:
            return None
        name, cases = named[0]
        asks: list[_Made] = [
            (f"{name}参与了哪些案例", cases),
            (f"{name}有哪些案例？", cases),
            (f"{name}参与了几个案例", cases),
            (f"没有{name}参与的案例有哪些", self._all - cases),
        ]
        if len(named) > 1:
            other, others = named[1]
            both = (f"{name}和{other}共同参与的案例有哪些", cases & others)
            asks += [both, both, (f"{name}或{other}参与的案例", cases | others)]
        return random.choice(asks)

    def units(self, case: Case, random: Random) -> _Made | None:
        """Ask for a unit by its full name, with all that belongs to it; or for a body of a place."""
        unit = random.choice(case.units)
        chain = self._place_index.chain(unit)
        form = random.choice(("{}参与了哪些案例", "{}有哪些案例", "{}做了什么案例"))
        if not chain or random.random() < 0.5:
            return form.format(unit), self._of(unit)
        name = chain[-1].name
        whole = "".join(place.name for place in chain)
        if self._place_index.name(chain[-1]) not in (name, chain[-1].short) or not unit.startswith(whole):
            return None
        body = unit.removeprefix(whole)
        office, called = OFFICE
        if body.startswith(office):
            body = random.choice(called) + body.removeprefix(office)
        return form.format(name + body), self._of(unit)

    def tiers(self, case: Case, random: Random) -> _Made | None:
        """Ask for a tier, or for a place's cases in it."""
        named = self._named(case, random)
        if not case.tier or not named:
            return None
        name, cases = named[0]
        tier = frozenset(self._by_tier[case.tier])
        asks = [
            (f"{name}的{case.tier}有哪些", tier & cases),
            (f"{name}有几个{case.tier}", tier & cases),
            (f"{name}参与了哪些{case.tier}", tier & cases),
            (f"没有{name}参与的{case.tier}", tier - cases),
            (f"{case.tier}有哪些", tier),
        ]
        return random.choice(asks)

    def _named(self, case: Case, random: Random) -> list[tuple[str, frozenset[str]]]:
        """Return one or two places of the case, neither within the other, with unambiguous names."""
        chosen: list[Place] = []
        for unit in random.sample(case.units, len(case.units)):
            place = random.choice(self._place_index.chain(unit) or (None,))
            if place and not any(place in other.chain or other in place.chain for other in chosen):
                chosen.append(place)
        named = [(self._place_index.name(place), self._place_index.cases(place)) for place in chosen[:2]]
        return [(name, cases) for name, cases in named if name]

    def _of(self, unit: str) -> frozenset[str]:
        """Return the cases of a body with those of its departments, whose names begin with its own."""
        return frozenset(case for name, cases in self._by_unit.items() if name.startswith(unit) for case in cases)
