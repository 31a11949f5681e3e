"""Notices as JSON text: stored when they are announced, and read when their file has changed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from data.agency_name import parse_agency
from data.model import Agency, Case, Fact, Notice, Region, Tier
from data.place_name import Setting
from data.regions import RegionTable


def dumps(notice: Notice) -> str:
    """Return the notice, without its full text, as one line of JSON."""
    value = [
        [notice.id, notice.revision, notice.title, notice.aliases, notice.issued],
        [notice.issuers, notice.addressed_to],
        [[fact.topic, fact.aliases, fact.text, fact.value, fact.unit] for fact in notice.facts],
        [
            [tier.name, tier.aliases, [[c.title, c.aliases, [unit.name for unit in c.agencies]] for c in tier.cases]]
            for tier in notice.tiers
        ],
        [notice.received, notice.source, "", notice.noun, notice.measure],
    ]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def loads(text: str, regions: Sequence[Region]) -> Notice:
    """Return the notice that `dumps` wrote, its agencies parsed with `regions`. Raises ValueError on any other text."""
    table = RegionTable(regions)
    try:
        (name, revision, title, aliases, issued), (issuers, addressed), facts, tiers, *further = json.loads(text)
        setting = Setting.of((*issuers, *addressed), issued, table)

        @cache
        def agency(name: str) -> Agency:
            return parse_agency(name, table, setting)

        return Notice(
            name,
            title,
            tuple(aliases),
            issued,
            tuple(issuers),
            tuple(addressed),
            # Derived fields (ids, numbers, agencies) are not stored but computed again.
            tuple(Fact(topic, tuple(others), sentence, value, unit) for topic, others, sentence, value, unit in facts),
            tuple(
                Tier(
                    tier,
                    tuple(others),
                    tuple(
                        Case(f"{name}/{t}/{c}", name, tier, c, case, tuple(words), tuple(map(agency, units)))
                        for c, (case, words, units) in enumerate(cases, 1)
                    ),
                )
                for t, (tier, others, cases) in enumerate(tiers, 1)
            ),
            revision,
            *(further[0] if further else ()),  # snapshots before these fields lack them
        )
    except (TypeError, ValueError) as error:
        raise ValueError("not a stored notice") from error
