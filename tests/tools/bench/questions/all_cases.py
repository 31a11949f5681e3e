"""Questions for all cases of a kind, each with exactly the cases that are right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from tests.questions.notices import Case
from tests.questions.places import Place
from tests.tools.bench.questions.corpus import Corpus
from tests.tools.bench.questions.query import TargetQuestion

LIST = ("{}参与了哪些案例", "{}参加的案例有哪些", "列出{}的所有案例", "哪些案例有{}参与", "{}的案例")
COUNT = ("{}参与了几个案例", "{}有多少个案例", "{}一共参加了多少案例")
TIER = ("{}有哪些", "列出所有{}", "全部{}")
BOTH = ("{}和{}都参与的案例", "哪些案例是{}和{}共同参与的", "{}、{}一起做的案例有哪些")

MET = 0.8
"""The share of questions for two places of one case; the others have mostly no answer."""

Found = tuple[str, frozenset[str]]
"""The question and the right cases."""


class SetQuestionGenerator:
    """Makes questions whose answer is a set: all cases of a place, a unit, a tier, and of two of these."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._tiers = sorted({case.tier for case in corpus.cases if case.tier})
        self.classes: dict[str, Callable[[Case, Random], Found]] = {
            "place": lambda case, random: self._place(case, random, LIST),
            "count": lambda case, random: self._place(case, random, COUNT),
            "unit": self._unit,
            "tier": self._tier,
            "place + tier": self._place_and_tier,
            "two places": self._two_places,
        }

    def questions(self, klass: str, number: int, seed: int) -> Iterator[TargetQuestion]:
        """Yield questions of a class; of tiers there are few, and some are asked again."""
        random = Random(f"{klass}:{seed}")
        for _ in range(number):
            text, right = self.classes[klass](random.choice(self._corpus.cases), random)
            yield TargetQuestion(text, klass, right, text)

    def _place(self, case: Case, random: Random, forms: tuple[str, ...]) -> Found:
        name = self._name(case, random)
        return random.choice(forms).format(name), self._corpus.at(name)

    def _unit(self, case: Case, random: Random) -> Found:
        """A bureau stands for its departments, too, however its place is written."""
        unit = random.choice(case.units)
        place, name = self._split(unit)
        right = frozenset(
            other.id
            for other in self._corpus.cases
            if any(self._split(one)[0] is place and self._split(one)[1].startswith(name) for one in other.units)
        )
        return random.choice(LIST[:4]).format(unit), right

    def _tier(self, case: Case, random: Random) -> Found:
        tier = case.tier or random.choice(self._tiers)
        return random.choice(TIER).format(tier), self._of_tier(tier)

    def _place_and_tier(self, case: Case, random: Random) -> Found:
        tier, name = case.tier or random.choice(self._tiers), self._name(case, random)
        form = random.choice(("{}的{}有哪些", "{}参与的{}", "{}有哪些{}"))
        return form.format(name, tier), self._of_tier(tier) & self._corpus.at(name)

    def _two_places(self, case: Case, random: Random) -> Found:
        """Take two places, mostly of one case, of which none contains the other."""
        first = random.choice(self._distinct(case))
        other = case if random.random() < MET else random.choice(self._corpus.cases)
        apart = [place for place in self._distinct(other) if first not in place.chain and place not in first.chain]
        if not apart:
            return self._two_places(random.choice(self._corpus.cases), random)
        second = random.choice(apart)
        names = random.sample((first.short, second.short), 2)
        return random.choice(BOTH).format(*names), self._corpus.at(names[0]) & self._corpus.at(names[1])

    def _name(self, case: Case, random: Random) -> str:
        return random.choice(self._distinct(case)).short

    def _distinct(self, case: Case) -> list[Place]:
        """Return the places of a case whose short names no other place has, and people say: not 梅里斯达斡尔族."""
        named = self._corpus.index.places.named
        said = (p for p in self._corpus.places_of(case) if len(named(p.short)) == 1 and not p.short.endswith("族"))
        return sorted(said, key=lambda place: place.name)

    def _of_tier(self, tier: str) -> frozenset[str]:
        return frozenset(case.id for case in self._corpus.cases if case.tier == tier)

    def _split(self, unit: str) -> tuple[object, str]:
        """Return the place of a unit, and what follows it in the name."""
        place = self._corpus.index.chains[unit][-1]
        return place, unit[unit.index(place.name) + len(place.name) :]
