"""Check the gold fields of a question and evaluate their expressions over the notices."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass
from types import CodeType
from typing import Any

from tests.questions.notices import CASE_ID, NoticeIndex

NEEDS: dict[str, tuple[str, ...]] = {
    "cases": ("cases", "order"),
    "card": ("cases", "order"),
    "units": ("agencies",),
    "count": ("value", "cases", "agencies"),
    "rank": (),
    "compare": ("ranking",),
    "yes_no": ("yes",),
    "notice": (),
    "clarify": (),
    "none": (),
    "refuse": (),
    "help": (),
}
"""For each kind of answer, the fields of which gold must give at least one, so that it says enough."""

FIELDS = frozenset({"kind", "cases", "agencies", "value", "yes", "ranking", "order", "options", "repairs"})

Number = int | float


@dataclass(frozen=True)
class Gold:
    """The fields of the right answer; None if the file does not give them."""

    kind: str
    cases: frozenset[str] | None = None
    agencies: frozenset[str] | None = None
    value: Number | None = None
    yes: bool | None = None
    ranking: tuple[tuple[str, Number], ...] | None = None
    order: tuple[str, ...] | None = None
    options: bool | None = None
    repairs: bool | None = None


class FaultError(ValueError):
    """An error in a question file."""


class GoldReader:
    """Turn a question's fields into its Gold; expressions are evaluated, lists stand for themselves."""

    def __init__(self, entry: dict[str, Any], index: NoticeIndex, notice: str) -> None:
        self._entry, self._index, self._notice = entry, index, notice
        self.kind = str(entry.get("kind"))

    def gold(self) -> Gold:
        if self.kind not in NEEDS:
            raise FaultError(f"kind: unknown {self.kind!r}")
        needs = NEEDS[self.kind]
        if needs and all(self._entry.get(field) is None for field in needs):
            raise FaultError(f"kind {self.kind} needs {' or '.join(needs)}")
        cases, agencies, order = self._ids("cases"), self._names("agencies"), self._ids("order")
        return Gold(
            kind=self.kind,
            cases=None if cases is None else frozenset(cases),
            agencies=None if agencies is None else frozenset(agencies),
            value=self._value_of_count(cases, agencies),
            yes=self._one("yes", bool),
            ranking=self._ranking(),
            order=None if order is None else tuple(order),
            options=self._one("options", bool),
            repairs=self._one("repairs", bool),
        )

    def _value_of_count(self, cases: list[str] | None, agencies: list[str] | None) -> Number | None:
        """Return the given value; a count of one set defaults to its size."""
        given: Number | None = self._one("value", int, float)
        counted = [each for each in (cases, agencies) if each is not None]
        return len(counted[0]) if given is None and self.kind == "count" and len(counted) == 1 else given

    def _ids(self, field: str) -> list[str] | None:
        given = self._entry.get(field)
        if given is None:
            return None
        if isinstance(given, list) or CASE_ID.fullmatch(str(given)):
            keys = given if isinstance(given, list) else [given]
            try:
                return self._index.ids(map(str, keys), self._notice)
            except LookupError as error:
                raise self._fault(field, error.args[0]) from error
        value = self._value(field)
        if not isinstance(value, Collection) or not all(case in self._index.cases for case in value):
            raise self._fault(field, f"not cases: {value!r}")
        if field == "order" and isinstance(value, frozenset | set):
            raise self._fault(field, "a set has no order")
        return list(value)

    def _names(self, field: str) -> list[str] | None:
        if self._entry.get(field) is None:
            return None
        value = self._value(field)
        if not isinstance(value, frozenset | set | list | tuple):
            raise self._fault(field, f"not units: {value!r}")
        if unknown := [name for name in value if name not in self._index.all_units]:
            raise self._fault(field, f"no unit of the notices: {unknown}")
        return list(value)

    def _one(self, field: str, *types: type) -> Any:
        if self._entry.get(field) is None:
            return None
        value = self._value(field)
        if type(value) not in types:
            raise self._fault(field, f"wrong type: {value!r}")
        return value

    def _ranking(self) -> tuple[tuple[str, Number], ...] | None:
        if self._entry.get("ranking") is None:
            return None
        value = self._value("ranking")
        pairs = [tuple(pair) for pair in value] if isinstance(value, list | tuple) else []
        if not all(len(pair) == 2 and isinstance(pair[0], str) and type(pair[1]) in (int, float) for pair in pairs):
            raise self._fault("ranking", "not a list of [name, value]")
        return tuple(pairs)

    def _value(self, field: str) -> Any:
        given = self._entry[field]
        if not isinstance(given, str):
            return given
        try:
            code = _compiled(given, self._index)
            return eval(code, self._index.vocabulary(self._notice))  # noqa: S307 -- our own files
        except LookupError as error:
            raise self._fault(field, f"{given} → {error.args[0]}") from error
        except Exception as error:
            raise self._fault(field, f"{given} → {type(error).__name__}: {error}") from error

    def _fault(self, field: str, what: object) -> FaultError:
        return FaultError(f"{field}: {what}")


def _compiled(expression: str, index: NoticeIndex) -> CodeType:
    """Compile an expression. Places outside R(…) and the like must have short names: a full one is an error."""
    tree = ast.parse(expression.strip(), mode="eval")
    called = {id(text) for call in ast.walk(tree) if isinstance(call, ast.Call) for text in call.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in called:
            for place in index.places.by_name.get(node.value, ()):
                if place.name == node.value != place.short:
                    raise LookupError(f"write {place.short} for {place.name}: provinces, cities and counties are short")
    return compile(tree, expression, "eval")
