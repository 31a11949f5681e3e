"""The draft of a notice: its values, its doubts, and both as YAML and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class DraftCase:
    """A case."""

    title: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftTier:
    """A tier; `name` is None where the notice has none."""

    name: str | None
    cases: tuple[DraftCase, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that an editor should look at."""

    line: int
    """The line, paragraph or row of the source, from 1; 0 for the whole."""
    message: str
    """What is doubtful, in Chinese."""

    def __str__(self) -> str:
        return f"line {self.line}: {self.message}" if self.line else self.message


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as it was read."""

    id: str
    title: str
    issued: str | None
    issuers: tuple[str, ...]
    tiers: tuple[DraftTier, ...]
    doubts: tuple[Doubt, ...] = ()

    def to_mapping(self) -> dict[str, Any]:
        """Return the notice without doubts, as JSON and YAML show it."""
        return {
            "id": self.id,
            "title": self.title,
            "issued": self.issued,
            "issuers": list(self.issuers),
            "tiers": [
                {
                    "name": tier.name,
                    "cases": [{"title": case.title, "agencies": list(case.agencies)} for case in tier.cases],
                }
                for tier in self.tiers
            ],
        }


def to_message(draft: Draft) -> dict[str, Any]:
    """Return the draft with its doubts, for `from_message` in another process."""
    return {**draft.to_mapping(), "doubts": [[doubt.line, doubt.message] for doubt in draft.doubts]}


def from_message(message: Mapping[str, Any]) -> Draft:
    """Return the draft that `to_message` wrote down."""
    tiers = tuple(
        DraftTier(tier["name"], tuple(DraftCase(case["title"], tuple(case["agencies"])) for case in tier["cases"]))
        for tier in message["tiers"]
    )
    doubts = tuple(Doubt(line, text) for line, text in message["doubts"])
    issuers = tuple(message["issuers"])
    return Draft(message["id"], message["title"], message["issued"], issuers, tiers, doubts)


def to_json(draft: Draft | None) -> str:
    """Return the draft as one line of JSON; `null` for None."""
    return json.dumps(draft.to_mapping() if draft else None, ensure_ascii=False)


def to_yaml(draft: Draft) -> str:
    """Return the draft in the schema of data/notices."""
    content = draft.to_mapping()
    content = {
        **{key: content[key] for key in ("id", "title", "issued", "issuers")},
        "addressed_to": [],
        "facts": [],
    } | {"tiers": content["tiers"]}
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


class _Dumper(yaml.SafeDumper):
    """Writes dates without quotes, as editors do."""


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return dumper.represent_scalar("tag:yaml.org,2002:timestamp", value)
    return dumper.represent_str(value)


_Dumper.add_representer(str, _represent_text)
