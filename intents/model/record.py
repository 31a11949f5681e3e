"""A decorator for dataclasses of which many instances are made for each question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """Return the class as a dataclass with slots and a hash; no code may change an instance.

    Type checkers enforce this. Enforcing it at run time, as `frozen` does, makes creating an instance several times
    slower: each field is then set through `object.__setattr__`.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
