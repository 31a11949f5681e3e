"""Read title and agencies of the items of a list, preferring the layout that fits most of them."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from data.notice_import.layout.fields import read_labelled
from data.notice_import.layout.gap_layouts import (
    read_agency_field,
    read_agency_space,
    read_space_agency,
    read_title_field,
)
from data.notice_import.layout.item_layouts import (
    Reader,
    read_above,
    read_above_two,
    read_agency_bracket,
    read_agency_dash,
    read_below,
    read_bracket_first,
    read_bracketed,
    read_by,
    read_colon,
    read_dash_agency,
    read_leading,
    read_organization,
    read_quoted,
    read_report,
    read_title,
)
from data.notice_import.layout.reading import Reading
from data.notice_import.names.agencies import Judge, is_person
from data.notice_import.names.places import Places

READERS: tuple[tuple[Reader, float], ...] = (
    (read_labelled, 1.0),
    (read_above_two, 0.96),
    (read_above, 0.95),
    (read_below, 0.95),
    (read_bracket_first, 0.93),
    (read_colon, 0.92),
    (read_quoted, 0.92),
    (read_by, 0.92),
    (read_bracketed, 0.91),
    (read_agency_bracket, 0.85),
    (read_dash_agency, 0.9),
    (read_agency_dash, 0.9),
    (read_title_field, 0.89),
    (read_agency_field, 0.89),
    (read_agency_space, 0.88),
    (read_space_agency, 0.88),
    (read_report, 0.75),
    (read_organization, 0.7),
    (read_leading, 0.5),
    (read_title, 0.3),
)
"""The readers of all layouts, with the score of a reading of each."""


_LEAST_SHARE: Mapping[Reader, float] = {
    read_above_two: 0.8,
    read_agency_bracket: 0.8,
    read_report: 0.5,
    read_organization: 0.6,
    read_leading: 0.4,
}
"""The minimum share of a list's items that a layout must fit; other layouts may fit single items."""
_HALF = 0.5
"""The minimum share of items with agencies where a layout expects them, for all others to have theirs there, too.

If a layout fits fewer items, the text at that place is as likely something else: a note in brackets, the second part of
a title after a dash.
"""
_LENIENT: Mapping[Reader, float] = {
    **dict.fromkeys(
        (
            read_above,
            read_above_two,
            read_below,
            read_colon,
            read_bracketed,
            read_by,
            read_bracket_first,
            read_dash_agency,
            read_agency_dash,
            read_quoted,
            read_title_field,
            read_agency_field,
            read_agency_space,
            read_space_agency,
        ),
        _HALF,
    ),
    read_organization: 0.8,
}
"""Layout → the minimum share of items that it must fit for names of any form to count as agencies.

In these layouts the place of the agency is certain enough. An agency alone has nothing beside it that shows its place,
so that more of the items must fit.
"""
_LEAST_FIT = 0.25
"""The minimum share of the items that the best layout must fit; a layout that fits fewer does so by chance."""
_NAMED = re.compile(r"(?P<name>[\u4e00-\u9fff·]{2,6})(?:\s+[\u4e00-\u9fff·]{2,6})*?\s+(?P<agency>[^\s].*)")
"""One or several persons, and the agency."""
_BAR = re.compile(r"[|｜丨]|\s[/／]\s")
_GAP = re.compile(r"(?<=\S)(?:\s{2,}|\t)(?=\S)")
_DASHES = re.compile("——|—|--")
_MARKS: Mapping[Reader, re.Pattern[str]] = {
    read_agency_space: _BAR,
    read_space_agency: _BAR,
    read_title_field: _GAP,
    read_agency_field: _GAP,
    read_dash_agency: _DASHES,
    read_agency_dash: _DASHES,
    read_bracketed: re.compile("[（(][^（）()]+[）)]$"),
    read_by: re.compile("[，,：:]\\s*[由系]"),
}
"""Layout → the separator of its title and agency."""
_OTHER_WAY: Mapping[Reader, Reader] = {
    read_agency_space: read_space_agency,
    read_space_agency: read_agency_space,
    read_title_field: read_agency_field,
    read_agency_field: read_title_field,
    read_dash_agency: read_agency_dash,
    read_agency_dash: read_dash_agency,
}
"""Layout → the layout with title and agency in the reverse order."""
_AGENCY_FIRST = (read_agency_space, read_agency_field, read_agency_dash)
_PAIR = 2
_SHORTER = 0.8
"""The maximum length of names of unknown form, relative to the titles, for them to count as agencies."""
_SEVERAL = 4
"""The minimum number of items for such a comparison."""
_ALIKE = 0.9
"""The minimum share of items that have a separator exactly once, for it to be that of the list."""
_FEW = 0.25
"""The minimum share of items that a layout must fit if all have its separator.

Many companies do not look like agencies.
"""
_NO_CASE = -0.5
"""The score of an item that no layout reads.

It outweighs a title alone (0.3), so that a list of paragraphs with a few titles among them does not count.
"""
_WITHOUT_AGENCIES = 0.5
"""The factor of the score if no case has an agency: a list of titles is less likely one of cases."""


def _without_persons(items: Sequence[Sequence[str]], judge: Judge) -> list[Sequence[str]]:
    """Return the items without the names before agencies, if most of them look like those of persons.

    In 额尔敦 某某大学 the person's name has no known surname, but those of the other items have.
    """
    named = [match for item in items for text in item if (match := _NAMED.fullmatch(text))]
    named = [match for match in named if judge.is_strict_list(match["agency"]) and not judge.is_agency(match["name"])]
    persons = [match for match in named if is_person(match["name"].removesuffix("等"))]
    if len(named) < _SEVERAL or len(persons) < len(named) * _HALF:
        return list(items)
    agencies = {match[0]: match["agency"] for match in named}
    return [[agencies.get(text, text) for text in item] for item in items]


def _least_sure(reader: Reader, items: Sequence[Sequence[str]], shares: Mapping[Reader, float]) -> float:
    """Return the minimum share of items that a layout must fit for the place of its agency to be trusted."""
    mark = _MARKS.get(reader)
    pairs = [parts for item in items if mark and item and len(parts := mark.split(item[0])) == _PAIR]
    if not mark or len(pairs) < len(items) * _ALIKE:
        return _LENIENT.get(reader, math.inf)
    other = _OTHER_WAY.get(reader)
    if other is None or len(items) < _SEVERAL or shares[other] > shares[reader]:
        return _FEW
    left, right = (sum(len(pair[at].strip()) for pair in pairs) for at in (0, 1))
    shorter = left < right * _SHORTER if reader in _AGENCY_FIRST else right < left * _SHORTER
    if shares[other] == 0 or shorter:
        return 1 / len(items)
    return _LENIENT[reader] if shares[other] == shares[reader] else _FEW


def _share(column: Sequence[Reading | None]) -> float:
    return sum(reading is not None for reading in column) / max(len(column), 1)


def _joined(item: Sequence[str]) -> list[str]:
    """Return the lines of an item with the first two joined, which the width of a page may have separated."""
    return [item[0] + item[1], *item[2:]]


def read_items(items: Sequence[Sequence[str]], places: Places) -> tuple[list[Reading | None], float]:
    """Return title and agencies of each item, None for an item that is no case, and the score of the whole.

    The layout that reads most of the items is tried first on each. If a layout reads at least half of the items, names
    that do not look like agencies count as agencies at its place for them.
    """
    judge, lenient = Judge(places), Judge(places, lenient=True)
    items = _without_persons(items, judge)
    readings = {reader: [reader(item, judge) if item else None for item in items] for reader, _ in READERS}
    strict = {reader: _share(column) for reader, column in readings.items()}
    least = {reader: _least_sure(reader, items, strict) for reader, _ in READERS}
    sure = {reader for reader in least if strict[reader] >= least[reader] and strict[reader] > 0}
    for reader in sure & {reader for reader in least if least[reader] < _LEAST_FIT}:  # all items have its mark
        readings[reader] = [reader(item, lenient) if item else None for item in items]
    shares = {reader: _share(column) for reader, column in readings.items()}
    weights = dict(READERS)
    order = [reader for reader, _ in READERS if shares[reader] >= _LEAST_SHARE.get(reader, 0.0)]
    order.sort(key=lambda reader: (reader is read_title, -weights[reader] * shares[reader]))
    if order and shares[order[0]] < _LEAST_FIT:
        order = [reader for reader in order if reader in (read_title, read_labelled)]
    for reader in sure:
        readings[reader] = [
            found or (reader(item, lenient) if item else None) or (reader(_joined(item), judge) if item[1:] else None)
            for found, item in zip(readings[reader], items, strict=True)
        ]
    result: list[Reading | None] = []
    score = 0.0
    for position in range(len(items)):
        fitting = next((reader for reader in order if readings[reader][position] is not None), None)
        result.append(readings[fitting][position] if fitting else None)
        score += weights[fitting] if fitting else _NO_CASE
    share = sum(bool(reading and reading.agencies) for reading in result) / max(len(items), 1)
    return result, score * max(_WITHOUT_AGENCIES, math.sqrt(share))
