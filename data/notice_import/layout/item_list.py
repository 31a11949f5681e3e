"""Read the items of a list as cases, with their ranks and the agencies in headings or texts about them."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from data.notice_import.blocks import Line
from data.notice_import.layout.found import Found, FoundCase, Source
from data.notice_import.layout.headings import Heading, is_award, join_names
from data.notice_import.layout.items import read_items
from data.notice_import.layout.outline import Item, Outline
from data.notice_import.layout.reading import Reading, clean_title
from data.notice_import.layout.stories import agencies_of_stories
from data.notice_import.names.agencies import is_agency, is_agency_list
from data.notice_import.names.places import Places

_BEHIND = re.compile(r"\s*[（(](?P<award>[^（）()]{2,10})[）)]$")
"""A rank in brackets after a title: 甲（最佳服务奖）."""
_FEW = 3
_TOLD = 0.6
"""The score of a case whose agency is named in the first sentence about it."""
_HARDLY = 0.4
"""The maximum share of cases with agencies in a run of sentences, beside a run where all have some."""
_ABOVE = 0.9
"""The score of a case whose agency stands above it as a heading."""


def read_list(lines: Sequence[Line], items: Sequence[Item], places: Places, weight: float) -> Found:
    """Return the cases of the items with the headings above them; `weight` is the certainty of the items."""
    readings, score = _read(items, places)
    runs = _runs_with_agencies(items, readings)
    if 0 < len(runs) < len(items):  # numbered sentences elsewhere in the notice are no cases
        items = [items[at] for at in runs]
        readings, score = _read(items, places)
    source: Source = "stated" if any(reading and reading.agencies for reading in readings) else "story"
    if source == "story":
        agencies = agencies_of_stories([item.texts for item in items], places)
        readings = [
            reading and reading._replace(agencies=found) for reading, found in zip(readings, agencies, strict=True)
        ]
        score = max(score, sum(map(bool, agencies)) * _TOLD)
    kept = [(item, reading) for item, reading in zip(items, _with_ranks(readings), strict=True) if reading]
    if not kept:
        return Found()
    headings = Outline(lines, items, places)
    tiers = [headings.at(item.start)[0] for item, _ in kept]
    has_agencies_above = _are_agencies(tiers, [reading for _, reading in kept], places)
    cases = []
    counts: dict[str, int] = {}
    for item, reading in kept:
        tier, group = headings.at(item.start)
        if has_agencies_above and tier:
            score = len(kept) * _ABOVE
            cases.append(FoundCase(reading.title, tier.name, lines[item.start].number, "", group))
            continue
        if tier and tier.count is not None:
            counts[tier.name] = tier.count
        is_place = tier is not None and places.is_place(tier.name)  # a county, which its agencies state themselves
        name = join_names(tier.name if tier and not is_place else "", reading.rank)
        cases.append(FoundCase(reading.title, reading.agencies, lines[item.start].number, name, group, source))
    return Found(
        tuple(cases), counts, weight * score, lines[kept[0][0].start].number, lines[kept[-1][0].end - 1].number
    )


def _read(items: Sequence[Item], places: Places) -> tuple[list[Reading | None], float]:
    """Return title and agencies of each item, including those of lists of organisations, and the score of the whole."""
    readings, score = read_items([item.texts for item in items], places)
    named = sum(bool(reading and reading.agencies) for reading in readings)
    readings = _with_organizations(items, readings, places)
    all_named = sum(bool(reading and reading.agencies) for reading in readings)
    return readings, score * math.sqrt(all_named / named) if named else score


def _with_ranks(readings: Sequence[Reading | None]) -> list[Reading | None]:
    """Return the readings with awards in brackets after their titles as ranks, if all have one: 甲（最佳服务奖）."""
    behind = [_BEHIND.search(reading.title) for reading in readings if reading]
    awards = [match["award"] for match in behind if match and is_award(match["award"])]
    if len(awards) < max(len(behind), _FEW) or len(set(awards)) == len(awards):
        return list(readings)
    return [_with_rank(reading) if reading else None for reading in readings]


def _with_rank(reading: Reading) -> Reading:
    match = _BEHIND.search(reading.title)
    if match is None:
        return reading
    return reading._replace(title=clean_title(reading.title[: match.start()]), rank=reading.rank or match["award"])


def _are_agencies(tiers: Sequence[Heading | None], readings: Sequence[Reading], places: Places) -> bool:
    """Return whether the headings are agencies, and the cases below them have none: 某某大学（3项）."""
    names = {tier.name if tier else "" for tier in tiers}
    return (
        len(names) > 1
        and not any(reading.agencies for reading in readings)
        and all(is_agency_list(n, places) for n in names)
    )


def _runs(items: Sequence[Item]) -> list[list[int]]:
    """Return the indexes of the items, grouped by runs of numbers, or by runs of adjacent bullets."""
    runs: list[list[int]] = []
    for at, item in enumerate(items):
        before = items[at - 1] if at else None
        if not before or (item.value == 1 and before.value != 0) or (item.value == 0 and item.start > before.end):
            runs.append([])
        runs[-1].append(at)
    return runs


def _runs_with_agencies(items: Sequence[Item], readings: Sequence[Reading | None]) -> list[int]:
    """Return the indexes of the items of those runs in which some case has an agency.

    If all cases of one run have agencies, a run in which hardly any case has some is one of sentences.
    """
    shares = [(run, sum(bool((r := readings[at]) and r.agencies) for at in run) / len(run)) for run in _runs(items)]
    least = _HARDLY if any(share == 1 for _, share in shares) else 0
    return [at for run, share in shares if share > least for at in run]


def _with_organizations(
    items: Sequence[Item], readings: Sequence[Reading | None], places: Places
) -> list[Reading | None]:
    """Return the readings with titles as agencies in runs that only name agencies: 优秀组织奖 after lists of cases."""
    result = list(readings)
    for run in _runs(items):
        alone = [reading.title for at in run if (reading := readings[at]) and not reading.agencies]
        if len(alone) == len(run) and all(is_agency(title, places) for title in alone):
            for at, title in zip(run, alone, strict=True):
                result[at] = Reading(title, title)
    return result
