"""Titles of generated cases, with what a reader remembers of them."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from string import Formatter

from tests.tools.bench.generator.units import Group, UnitGenerator
from tests.tools.bench.generator.vocabulary import Field, vocabulary

REMEMBERED = ("subject", "means", "second", "brand")
"""The parts of a title that people search for."""
ALIASED = 0.25
"""The share of cases with aliases."""
TRIES = 200


@dataclass(frozen=True, slots=True)
class Title:
    """A title and its parts."""

    text: str
    keywords: tuple[str, ...]
    """Two or more, as they stand in the title."""
    places: tuple[str, ...]
    """Names of places in the title."""
    aliases: tuple[str, ...]


class TitleGenerator:
    """Generates titles, none of them twice."""

    def __init__(self, units: UnitGenerator) -> None:
        self._units = units
        self._taken: set[str] = set()

    def title(self, random: Random, field: Field, group: Group) -> Title:
        """Return a new title for a case of the field by these units. Raises RuntimeError if the words run out."""
        for _ in range(TRIES):
            made = self._made(random, field, group)
            if made.text not in self._taken:
                self._taken.add(made.text)
                return made
        raise RuntimeError(f"no new title about {field.name}")

    def _made(self, random: Random, field: Field, group: Group) -> Title:
        words = vocabulary()
        pattern = random.choices([text for _, text in words["patterns"]], [share for share, _ in words["patterns"]])[0]
        names = {name for _, name, _, _ in Formatter().parse(pattern) if name}
        if "neighbour" in names and not group.neighbour:
            return self._made(random, field, group)
        result = random.choice(words["results"])
        before, after = random.choice(words["turns"])
        means, second = random.sample(field.means, 2)
        parts = {
            "verb": "编制" if "document" in names else random.choice(result["verbs"]),
            "noun": random.choice(result["nouns"]),
            "place": group.name,
            "neighbour": group.neighbour,
            "far": self._units.elsewhere(random, group),
            "subject": random.choice(field.subjects),
            "means": means,
            "second": second,
            "brand": random.choice(words["brands"]["first"]) + random.choice(words["brands"]["second"]),
            "before": before,
            "after": after,
            **{name: random.choice(words[f"{name}s"]) for name in ("effect", "trouble", "practice", "document")},
            **{name: random.choice(words[f"{name}s"]) for name in ("number", "measure")},
        }
        aliases = []
        if random.random() < ALIASED:
            usable = [alias for alias in words["aliases"] if "{brand}" not in alias or "brand" in names]
            aliases = [alias.format(**parts) for alias in random.sample(usable, random.randint(1, 3))]
        return Title(
            pattern.format(**parts),
            tuple(parts[name] for name in REMEMBERED if name in names),
            tuple(parts[name] for name in ("place", "neighbour", "far") if name in names),
            tuple(aliases),
        )
