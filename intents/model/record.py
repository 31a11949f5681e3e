"""Dataclasses that are made many times for each question."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """Make a dataclass with slots and a hash that nothing may change once it is made.

    Type checkers see to that. To enforce it at run time as well, as `frozen` does, makes each instance several times
    dearer: its fields are then set one by one through `object.__setattr__`.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
