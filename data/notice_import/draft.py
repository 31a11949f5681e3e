"""The draft of a notice: its values, its doubts, and both as YAML and JSON."""

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
    """A case."""

    title: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DraftTier:
    """A tier; `name` is None where the notice has none."""

    name: str | None
    cases: tuple[DraftCase, ...]


class About(StrEnum):
    """What a doubt is about: a key of the notice, or something of its cases."""

    TITLE = "title"
    ISSUED = "issued"
    ISSUERS = "issuers"
    AGENCY = "agency"
    """The name of an agency."""
    NO_AGENCY = "no agency"
    """A case for which no agency was found."""
    COUNT = "count"
    """The number of cases that the notice states for a tier."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that an editor should look at."""

    line: int
    """The line, paragraph or row of the source, from 1; 0 for the whole."""
    message: str
    """What is doubtful, in Chinese."""
    about: About | None = None
    """None in a draft that was stored before doubts told what they are about."""
    name: str = ""
    """The agency as the draft has it, the title of the case or the tier, where the doubt is about one."""
    stated: int = 0
    """The number of cases that the notice states, where the doubt is about it."""

    def __str__(self) -> str:
        message = f"{self.message}，{self.about} 留空" if self.about in (About.ISSUED, About.ISSUERS) else self.message
        return f"line {self.line}: {message}" if self.line else message


def doubt_count(tier: str, stated: int, have: int) -> Doubt:
    """Return the doubt about a tier that has another number of cases than the notice states."""
    return Doubt(0, f"“{tier}”写明 {stated} 个，找到 {have} 个", About.COUNT, tier, stated)


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
    return {**draft.to_mapping(), "doubts": [list(astuple(doubt)) for doubt in draft.doubts]}


def from_message(message: Mapping[str, Any]) -> Draft:
    """Return the draft that `to_message` wrote down."""
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

    These are the aliases of what has the same name, the addressees, the facts and more that is not read from a notice.
    `received` is the date of the import as YYYY-MM-DD; that of the former version counts, so that it is not the latest.
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
    """Add what the notice, and each tier and case of the same name, is called in the former version."""
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
    """Return when and from where the notice came, and what it calls its cases, as far as it is known."""
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
    """Writes dates without quotes, as editors do."""


def _represent_text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return dumper.represent_scalar("tag:yaml.org,2002:timestamp", value)
    return dumper.represent_str(value)


_Dumper.add_representer(str, _represent_text)
