"""Find items in alternating lines of agencies and titles, or in several titles below one agency."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from data.notice_import.blocks import WIDE_GAP, Line
from data.notice_import.dates import is_date
from data.notice_import.layout.headings import parse_heading
from data.notice_import.layout.outline import Item
from data.notice_import.numbering import parse_number

_AGENCIES = 3
"""The minimum number of agencies in a list of agencies with several titles."""
_SHORT_TITLE = 40
"""The maximum length of a title among several below an agency."""
_MAX_TOLD = 60
"""The maximum number of lines of text about one case."""


def by_agency(lines: Sequence[Line], kinds: Sequence[str], *, first: bool) -> list[Item]:
    """Return items of an agency's line and the title below it; with `first` False, above it."""
    items: list[Item] = []
    for at, (kind, other) in enumerate(itertools.pairwise(kinds)):
        agency, title = (kind, at + 1) if first else (other, at)
        # between agencies what looks like a heading is a title too
        if agency != "agency" or not (kinds[title] == "title" or _is_plain(lines[title], kinds[title])):
            continue
        if items and at < items[-1].end:
            continue
        if lines[at + 1].heading and not lines[at].heading:
            continue  # what the source marks as a heading begins a section
        if any(
            (number := parse_number(lines[i].text)) and number.style not in ("bullet", "bare") for i in (at, at + 1)
        ):
            continue
        if at + 2 < len(lines) and is_date(lines[at + 2].text):
            continue  # the signature
        end = at + 2
        while not first and kinds[end : end + 1] == ["agency"] and _is_told(lines, end + 1):
            end += 1  # another agency, above the text about the case
        items.append(Item(at, end, [line.text for line in lines[at:end]], 0))
    return _with_gaps_filled(longest_chain(items, kinds), lines, kinds)


def _is_told(lines: Sequence[Line], at: int) -> bool:
    return at < len(lines) and lines[at].text.endswith("。")


def several_below_agencies(lines: Sequence[Line], kinds: Sequence[str]) -> list[Item]:
    """Return items of one title each, below agencies of which some have several: 某某图书馆, 甲, 乙, 某某博物馆, 丙.

    All titles have numbers of one style, or none has a number.
    """
    numbers = (parse_number(line.text) for line in lines)
    styles = dict.fromkeys(["", *(number.style for number in numbers if number)])
    return max((_several_below(lines, kinds, style) for style in styles), key=len)


def _several_below(lines: Sequence[Line], kinds: Sequence[str], style: str) -> list[Item]:
    items: list[Item] = []
    best: list[Item] = []
    at = 0
    while at < len(lines):
        titles = list(
            itertools.takewhile(
                lambda title: _is_short_title(lines[title], kinds[title], style), range(at + 1, len(lines))
            )
        )
        if kinds[at] == "agency" and titles:
            items += [
                Item(at if title == at + 1 else title, title + 1, [lines[at].text, _unnumbered(lines[title].text)], 0)
                for title in titles
            ]
            at = titles[-1]
        elif kinds[at] != "heading":
            best, items = max(best, items, key=len), []
        at += 1
    best = max(best, items, key=len)
    agencies = {item.texts[0] for item in best}
    return best if _AGENCIES <= len(agencies) < len(best) else []


def _unnumbered(text: str) -> str:
    number = parse_number(text)
    return number.rest if number else text


def _is_short_title(line: Line, kind: str, style: str) -> bool:
    number = parse_number(line.text)
    if (number.style if number else "") != style or kind == "agency" or (kind != "title" and not style):
        return False
    if len(line.text) > _SHORT_TITLE or line.text.endswith(("。", "，", "！", "：", ":")):
        return False
    return not (line.text.startswith(("—", "–")) or WIDE_GAP.search(line.text))


def _with_gaps_filled(items: Sequence[Item], lines: Sequence[Line], kinds: Sequence[str]) -> list[Item]:
    """Return the items, adding two lines between items as an item whose agency does not look like one."""
    result: list[Item] = []
    end = max(items[0].start - 3, 0) if len(items) > 2 else 0
    for item in items if len(items) > 2 else ():
        start = end
        while start < item.start - 2 and kinds[start] == "heading":
            start += 1
        is_headed = bool(result) or (start > end and item.start - start == 2)
        is_number = any((number := parse_number(line.text)) and not number.rest for line in lines[start : item.start])
        if (
            is_headed
            and not is_number
            and item.start - start == 2
            and {kinds[start], kinds[start + 1]} <= {"title", "heading", "agency"}
        ):
            result.append(Item(start, item.start, [lines[start].text, lines[start + 1].text], 0))
        result.append(item)
        end = item.end
    if result and end + 1 < len(lines):  # after the last one, if the source marks its title as it marks the others
        marks = [line.heading for line in lines[end - 2 : end]]
        if any(marks) and marks == [line.heading for line in lines[end : end + 2]]:
            result.append(Item(end, end + 2, [lines[end].text, lines[end + 1].text], 0))
    return result or list(items)


def _is_plain(line: Line, kind: str) -> bool:
    heading = parse_heading(line.text, line.number)
    return kind == "heading" and heading.count is None and not heading.style and len(line.text) > 6


def longest_chain(items: Sequence[Item], kinds: Sequence[str] = ()) -> list[Item]:
    """Return the longest run of items with at most six lines between neighbours.

    This excludes the head and foot of the page. More lines are allowed if `kinds` has labelled lines among them, which
    describe the case: 主要做法：….
    """
    best: list[Item] = []
    chain: list[Item] = []
    for item in items:
        between = item.start - chain[-1].end if chain else 0
        told = between <= _MAX_TOLD and "field" in kinds[item.start - between : item.start]
        if between > 6 and not told:
            chain = []
        chain.append(item)
        if len(chain) > len(best):
            best = list(chain)
    return best
