"""The words of generated notices, from `vocabulary.yaml`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work: what it is about, what is done about it, and who does it."""

    name: str
    subjects: list[str]
    means: list[str]
    departments: list[str]


@cache
def vocabulary() -> dict[str, Any]:
    """Return the file's content: names → lists; the fields are under `fields`."""
    return dict(yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")))


@cache
def fields() -> list[Field]:
    """Return the fields; the means that suit all fields are added to each."""
    words = vocabulary()
    return [Field(**{**field, "means": [*field["means"], *words["common_means"]]}) for field in words["fields"]]
