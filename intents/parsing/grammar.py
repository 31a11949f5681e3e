"""Read the grammar file: weighted productions, each with the action that gives it a meaning and with an example."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from data.record import record

_LINE = re.compile(
    r"(?P<left>\S+) -> (?P<right>[^=@\s]\S*(?: [^=@\s]\S*)*)(?: = (?P<action>\w+)(?:\((?P<arguments>[^)]*)\))?)?"
    r"(?: @(?P<cost>[\d.]+))?(?:\s+\| (?P<example>\S.*))?"
)
_LOOSE = re.compile(r"loose (?P<cost>[\d.]+): (?P<words>.+)")
_EXAMPLE = re.compile(r"\s+\| \S.*")
_LIST = "{L}"
LISTS = {"P": "place", "T": "tier", "O": "topic", "M": "number", "I": "notice"}
"""The categories of lists of names, and the kind of name each holds; the macro {L} stands for each in turn."""


@record
class Production:
    """One line of the grammar."""

    line: int
    left: str
    right: str
    action: str
    arguments: tuple[str, ...]
    cost: float
    example: str


class Slot(NamedTuple):
    """One symbol of a production: `side:OVER|UNDER?` has a name, two alternatives, and may be absent."""

    name: str
    options: tuple[str, ...]
    is_optional: bool


class Form(NamedTuple):
    """A production for one kind of list, with its optional symbols and alternatives as they are in the file."""

    production: Production
    left: str
    slots: tuple[Slot, ...]

    def first_symbols(self) -> Iterator[str]:
        """Yield the symbols that it may begin with."""
        for slot in self.slots:
            yield from slot.options
            if not slot.is_optional:
                return

    def needed_symbols(self) -> Iterator[str]:
        """Yield the symbols that it cannot do without."""
        return (slot.options[0] for slot in self.slots if len(slot.options) == 1 and not slot.is_optional)


class Rule(NamedTuple):
    """A production with its optional symbols and alternatives written out."""

    production: Production
    left: str
    symbols: tuple[str, ...]
    arguments: tuple[int | str | None, ...]
    """For each argument of the action: the position of a child, a literal string, or None for an absent child."""


@record
class Grammar:
    """All rules, and the price of each word that may stand outside every constituent."""

    productions: tuple[Production, ...]
    forms: tuple[Form, ...]
    loose: dict[str, float]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules, in the order of their productions; each access writes them out."""
        return tuple(rule for form in self.forms for rule in written_out(form))


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
    forms = tuple(form for production in productions for form in _forms(production))
    return Grammar(tuple(productions), forms, loose)


def _forms(production: Production) -> Iterator[Form]:
    for category in LISTS if _LIST in production.right + production.left else ("",):
        right = production.right.replace(_LIST, category).replace("{l}", category.lower())
        form = Form(production, production.left.replace(_LIST, category), tuple(map(_slot, right.split())))
        names = {slot.name for slot in form.slots}
        if missing := [one for one in production.arguments if one[0] != "'" and one not in (*names, "None")]:
            raise ValueError(f"grammar line {production.line}: no symbol {missing[0]}")
        yield form


@cache
def _slot(symbol: str) -> Slot:
    name, _, rest = symbol.rpartition(":")
    options = tuple(rest.rstrip("?").split("|"))
    return Slot(name or options[0], options, rest.endswith("?"))


def written_out(form: Form) -> Iterable[Rule]:
    """Return the rules of a form, each once."""
    return {(rule.symbols, rule.arguments): rule for rule in _choices(form)}.values()


def _choices(form: Form) -> Iterator[Rule]:
    production, left, slots = form
    names = [slot.name for slot in slots]
    choices = [(*slot.options, "") if slot.is_optional else slot.options for slot in slots]
    literals: dict[str, int | str | None] = {one: one.strip("'") for one in production.arguments if one[0] == "'"}
    for chosen in itertools.product(*choices):
        present = tuple(filter(None, chosen))
        if not production.arguments and production.action == "same":
            yield Rule(production, left, present, (present.index(left) if left in present else 0,))
            continue
        values = literals.copy()
        for at, name in enumerate(itertools.compress(names, chosen)):
            values.setdefault(name, at)
        yield Rule(production, left, present, tuple(map(values.get, production.arguments)))
