"""A decorator for dataclasses that are read at each start, or of which many instances are made for each question."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, TypeVar, cast, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """Return the class as a dataclass with slots and a hash; no code may change an instance.

    Type checkers enforce this. Enforcing it at run time, as `frozen` does, makes creating an instance several times
    slower, as each field is then set through `object.__setattr__`, and the class itself takes twice as long to make.
    """
    made = dataclass(slots=True, unsafe_hash=True, repr=False)(cls)
    cast("Any", made).__repr__ = _repr
    return made


def _repr(self: Any) -> str:
    """Return what `dataclass` would, by one function for all classes: to compile one for each delays the start."""
    shown = (f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"
