"""The draft of a notice: its values, its doubts, and its representation as YAML and JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from enum import StrEnum
from typing import Any

import yaml

from data.model import Fact, Notice


@dataclass(frozen=True, slots=True)
class DraftCase:
    """A case of the draft."""

    title: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftTier:
    """A tier of the draft; `name` is None if the notice has no tiers."""

    name: str | None
    cases: tuple[DraftCase, ...]


class About(StrEnum):
    """The subject of a doubt: a key of the notice, or something about its cases."""

    TITLE = "title"
    ISSUED = "issued"
    ISSUERS = "issuers"
    AGENCY = "agency"
    """The name of an agency is doubtful."""
    NO_AGENCY = "no agency"
    """No agency was found for a case."""
    COUNT = "count"
    """The number of cases differs from the number that the notice states for a tier."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubtful part of the draft that an editor should check."""

    line: int
    """The line, paragraph or row of the source, from 1; 0 if the doubt concerns the whole notice."""
    message: str
    """The description of the doubt, in Chinese."""
    about: About | None = None
    """The subject of the doubt; None in drafts stored by versions without this field."""
    name: str = ""
    """The name of the agency in the draft, of the case or of the tier that the doubt is about; else empty."""
    stated: int = 0
    """The number of cases that the notice states, for a doubt about this number; else 0."""

    def __str__(self) -> str:
        message = f"{self.message}，{self.about} 留空" if self.about in (About.ISSUED, About.ISSUERS) else self.message
        return f"line {self.line}: {message}" if self.line else message


def doubt_count(tier: str, stated: int, have: int) -> Doubt:
    """Return the doubt about a tier whose number of cases differs from the number that the notice states."""
    return Doubt(0, f"“{tier}”写明 {stated} 个，找到 {have} 个", About.COUNT, tier, stated)


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice as it was read from a document."""

    id: str
    title: str
    issued: str | None
    issuers: tuple[str, ...]
    tiers: tuple[DraftTier, ...]
    doubts: tuple[Doubt, ...] = ()

    def to_mapping(self) -> dict[str, Any]:
        """Return the notice without doubts, in the structure of its JSON and YAML form."""
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
    return {**draft.to_mapping(), "doubts": [list(astuple(doubt)) for doubt in draft.doubts]}


def from_message(message: Mapping[str, Any]) -> Draft:
    """Return the draft that `to_message` represented."""
    tiers = tuple(
        DraftTier(tier["name"], tuple(DraftCase(case["title"], tuple(case["agencies"])) for case in tier["cases"]))
        for tier in message["tiers"]
    )
    doubts = tuple(
        Doubt(line, text, About(about[0]) if about and about[0] else None, *about[1:])
        for line, text, *about in message["doubts"]
    )
    issuers = tuple(message["issuers"])
    return Draft(message["id"], message["title"], message["issued"], issuers, tiers, doubts)


def to_json(draft: Draft | None) -> str:
    """Return the draft as one line of JSON; `null` for None."""
    return json.dumps(draft.to_mapping() if draft else None, ensure_ascii=False)


def to_yaml(draft: Draft, former: Notice | None = None, received: str | None = None) -> str:
    """Return the draft in the schema of data/notices, with what editors added to its `former` version.

    The additions are the aliases of tiers and cases with the same name, the addressees, the facts and other values that
    are not read from a notice. `received` is the date of the import as YYYY-MM-DD; the date of the former version takes
    precedence, so that the notice does not become the latest one.
    """
    content = draft.to_mapping()
    content = {
        **{key: content[key] for key in ("id", "title", "issued")},
        **_origin(former, received),
        "issuers": content["issuers"],
        "addressed_to": list(former.addressed_to) if former else [],
        "facts": [_fact(fact) for fact in former.facts] if former else [],
    } | {"tiers": content["tiers"]}
    if former:
        _add_aliases(content, former)
    return yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)


def _add_aliases(content: dict[str, Any], former: Notice) -> None:
    """Add the aliases from the former version to the notice, and to tiers and cases with the same name."""
    if former.aliases:
        content["aliases"] = list(former.aliases)
    tiers = {tier.name: tier.aliases for tier in former.tiers}
    cases = {case.title: case for case in former.cases}
    for tier in content["tiers"]:
        if aliases := tiers.get(tier["name"]):
            tier["aliases"] = list(aliases)
        for case in tier["cases"]:
            if (named := cases.get(case["title"])) is not None:
                words = {"aliases": list(named.aliases), "paraphrases": list(named.paraphrases)}
                case |= {key: some for key, some in words.items() if some}


def _origin(former: Notice | None, received: str | None) -> dict[str, Any]:
    """Return the known values of the date of receipt, the source, the text and the noun for cases."""
    if former is None:
        return {"received": received} if received else {}
    value: dict[str, Any] = {"received": former.received, "source": former.source, "text": former.text}
    if (former.noun, former.measure) != ("案例", "个"):
        value |= {"noun": former.noun, "measure": former.measure}
    return {key: part for key, part in value.items() if part}


def _fact(fact: Fact) -> dict[str, Any]:
    value = {
        "topic": fact.topic,
        "aliases": list(fact.aliases),
        "value": fact.value,
        "unit": fact.unit,
        "text": fact.text,
    }
    return {key: part for key, part in value.items() if part not in (None, "")}


class _Dumper(yaml.SafeDumper):
    """Writes dates without quotation marks, as editors do."""


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return dumper.represent_scalar("tag:yaml.org,2002:timestamp", value)
    return dumper.represent_str(value)


_Dumper.add_representer(str, _represent_text)
