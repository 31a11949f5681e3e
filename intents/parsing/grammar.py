"""Read the grammar file: weighted productions, each with the action that gives it a meaning and with an example."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LINE = re.compile(
    r"(?P<left>\S+) -> (?P<right>[^=@\s]\S*(?: [^=@\s]\S*)*)(?: = (?P<action>\w+)(?:\((?P<arguments>[^)]*)\))?)?"
    r"(?: @(?P<cost>[\d.]+))?(?:\s+\| (?P<example>\S.*))?"
)
_LOOSE = re.compile(r"loose (?P<cost>[\d.]+): (?P<words>.+)")
_EXAMPLE = re.compile(r"\s+\| \S.*")
_LIST = "{L}"
LISTS = {"P": "place", "T": "tier", "O": "topic", "M": "number", "I": "notice"}
"""The categories of lists of names, and the kind of name each holds; the macro {L} stands for each in turn."""


@dataclass(frozen=True, slots=True)
class Production:
    """One line of the grammar."""

    line: int
    left: str
    right: str
    action: str
    arguments: tuple[str, ...]
    cost: float
    example: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A production with its optional symbols and alternatives written out."""

    production: Production
    left: str
    symbols: tuple[str, ...]
    arguments: tuple[int | str | None, ...]
    """For each argument of the action: the position of a child, a literal string, or None for an absent child."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules, and the price of each word that may stand outside every constituent."""

    productions: tuple[Production, ...]
    rules: tuple[Rule, ...]
    loose: dict[str, float]


@cache
def shipped() -> Grammar:
    """Return the grammar that comes with the code. Raises ValueError at the first line that is no production."""
    return parse(_shipped_text())


@cache
def shipped_lines() -> tuple[str, ...]:
    """Return the lines of the grammar that comes with the code, without the examples; line 1 is at position 0."""
    return tuple(_EXAMPLE.sub("", line).strip() for line in _shipped_text().splitlines())


def _shipped_text() -> str:
    return Path(__file__).with_name("grammar.txt").read_text("utf-8")


def parse(text: str) -> Grammar:
    """Parse the text of a grammar file. Raises ValueError with the number of the first line that is malformed."""
    productions: list[Production] = []
    loose: dict[str, float] = {}
    for number, line in enumerate(text.splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped[0] == "#":
            continue
        if found := _LOOSE.fullmatch(stripped):
            loose |= dict.fromkeys(found["words"].split(), float(found["cost"]))
            continue
        found = _LINE.fullmatch(stripped)
        if found is None:
            raise ValueError(f"grammar line {number}: {stripped}")
        arguments = tuple(part.strip() for part in (found["arguments"] or "").split(",") if part.strip())
        productions.append(
            Production(
                number,
                found["left"],
                found["right"],
                found["action"] or "same",
                arguments,
                float(found["cost"] or 0),
                found["example"] or "",
            )
        )
    rules = tuple(rule for production in productions for rule in _rules(production))
    return Grammar(tuple(productions), rules, loose)


def _rules(production: Production) -> Iterator[Rule]:
    for category in LISTS if _LIST in production.right + production.left else ("",):
        left = production.left.replace(_LIST, category)
        symbols = [
            symbol.replace(_LIST, category).replace("{l}", category.lower()) for symbol in production.right.split()
        ]
        written = _written_out(production, left, symbols)
        yield from {(rule.symbols, rule.arguments): rule for rule in written}.values()


def _written_out(production: Production, left: str, symbols: list[str]) -> Iterator[Rule]:
    names: list[str] = []
    choices: list[tuple[str, ...]] = []
    for symbol in symbols:
        name, _, rest = symbol.rpartition(":")
        options = tuple(rest.rstrip("?").split("|"))
        names.append(name or options[0])
        choices.append((*options, "") if rest.endswith("?") else options)
    literals: dict[str, int | str | None] = {one: one.strip("'") for one in production.arguments if one[0] == "'"}
    for argument in production.arguments:
        if argument not in (*names, *literals, "None"):
            raise ValueError(f"grammar line {production.line}: no symbol {argument}")
    for chosen in itertools.product(*choices):
        present = tuple(filter(None, chosen))
        if not production.arguments and production.action == "same":
            yield Rule(production, left, present, (present.index(left) if left in present else 0,))
            continue
        values = literals.copy()
        for at, name in enumerate(itertools.compress(names, chosen)):
            values.setdefault(name, at)
        yield Rule(production, left, present, tuple(map(values.get, production.arguments)))
