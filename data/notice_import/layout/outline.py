"""The items of a list and the headings above them: tiers, provinces and cities, kinds of winners."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from data.notice_import.blocks import Line
from data.notice_import.columns import column_role, is_header
from data.notice_import.dates import is_date
from data.notice_import.layout.headings import (
    Heading,
    is_award,
    is_name_of_list,
    is_rank,
    join_names,
    looks_like_heading,
    parse_heading,
)
from data.notice_import.names.agencies import is_agency
from data.notice_import.names.places import Places
from data.notice_import.numbering import parse_number

_UPPER = {
    "chinese": 0,
    "part": 0,
    "nth": 0,
    "chinese-paren": 1,
    "case": 1,
    "arabic": 2,
    "bracket": 2,
    "lettered": 2,
    "bare": 2,
    "paren": 3,
    "enclosed": 3,
    "enclosed-paren": 3,
    "bullet": 4,
}
"""Style of a number → its usual level, 0 for the highest."""


_ENCLOSED = re.compile("[【〖].{2,14}[】〗]")
_INTRODUCED = re.compile("(?!各|附|现|以下)[\u4e00-\u9fff]{2,8}[：:]")
"""A few words that introduce what stands below: 特别致敬：."""
_KIND = 14
"""The maximum length of a heading that names a kind of winner."""
_SECTION = re.compile("(?:结果|結果|情况|情況|名单|要求|决定|事项|安排)$")
"""Endings of the headings of sections of a notice, which are no part of a tier's name."""


class Item(NamedTuple):
    """The lines of a case."""

    start: int
    """The index of the first line."""
    end: int
    """The index after the last line."""
    texts: list[str]
    value: int
    """The number of the item; 0 without one."""


def _is_field(text: str) -> bool:
    """Return whether the line is a labelled value of a case, such as its number."""
    label, colon, _ = text.partition("：")
    return bool(colon) and column_role(label) in ("number", "other", "person")


def is_certain_heading(line: Line) -> bool:
    """Return whether the line can only be a heading: it states a count, or the source marks it as a heading."""
    heading = parse_heading(line.text, line.number)
    stated = heading.count is not None and looks_like_heading(line.text) and not re.search("[：:，、]", heading.name)
    return stated or (line.heading and looks_like_heading(line.text))


def _is_numbered_heading(text: str) -> bool:
    return looks_like_heading(text) and parse_heading(text, 0).style in ("chinese", "chinese-paren", "part", "nth")


def is_heading(lines: Sequence[Line], at: int, *, restarts: bool) -> bool:
    """Return whether the line is a heading above the next item; `restarts` tells if the numbers restart there."""
    text = lines[at].text
    if is_header(text.split()) or lines[at - 1].text.endswith(("、", "，")):
        return False
    if _ENCLOSED.fullmatch(text):
        return True
    if lines[at].heading or looks_like_heading(text):
        heading = parse_heading(text, 0)
        return not re.search("[:：](?=.)", text.removesuffix(heading.name)) or heading.count is not None
    number = parse_number(text)
    short = len(text) <= 30 and not re.search("[。；！？，,：:]", text)
    return short and (restarts or (number is not None and number.style in ("chinese", "chinese-paren", "part", "nth")))


class Outline:
    """The headings above each item: the tier and the province or city."""

    def __init__(self, lines: Sequence[Line], items: Sequence[Item], places: Places) -> None:
        above: list[tuple[list[Heading], str]] = []
        stack: list[tuple[int, Heading]] = []
        with_items: list[Heading] = []  # headings directly above an item have no ranks below them
        group = ""
        end = 0
        # lines above an item whose number continues the count are kinds of winners within a tier
        has_kinds = any(b.value > 1 and b.start > a.end for a, b in itertools.pairwise(items))
        lines_of = {line.number: line.text for line in lines}
        kinds = self._kinds(lines, items, places)
        for position, item in enumerate(items):
            restarts = item.value <= 1
            found = list(self._between(lines, end, item.start, places, first=position == 0, restarts=restarts))
            if len(found) > 1 and is_name_of_list(lines_of[found[0].line]):
                del found[0]
            for heading in found:
                if place := places.group_heading(heading.name):
                    group = place
                    continue
                if heading.name in kinds:
                    continue
                is_plain = not heading.style and heading.count is None
                if has_kinds and is_plain and any(h.style or h.count is not None for _, h in stack):
                    continue
                level = self._level(heading, stack, with_items)
                stack = [(upper, other) for upper, other in stack if upper < level]
                stack.append((level, heading))
                if level == 0:
                    group = "" if not any(places.group_heading(h.name) for h in found) else group
            above.append(([heading for _, heading in stack], group))
            with_items += [heading for _, heading in stack[-1:]]
            end = item.end
        self._complete_first(above, lines, items, places)
        # a heading above all tiers, without a number or count, names the list
        while all(len(s) > 1 and s[0] == above[0][0][0] and not s[0].style and s[0].count is None for s, _ in above):
            for s, _ in above:
                del s[0]
        # a single heading that names the list is no tier; its count is that of the list
        only = above[0][0][0] if above[0][0] else None
        if only and is_name_of_list(lines_of[only.line]) and all(s == [only] for s, _ in above):
            for s, _ in above:
                s[0] = replace(only, name="")
        self._above = {
            item.start: (self._name(stack), group) for item, (stack, group) in zip(items, above, strict=True)
        }

    @classmethod
    def _kinds(cls, lines: Sequence[Line], items: Sequence[Item], places: Places) -> set[str]:
        """Return the names of headings below awards that are kinds of winners rather than tiers.

        Such headings recur below another award, or the numbers continue below them.
        """
        headings: list[Heading] = []
        going_on: set[str] = set()
        for before, item in zip([None, *items], items, strict=False):
            end = before.end if before else 0
            found = list(cls._between(lines, end, item.start, places, first=not before, restarts=item.value <= 1))
            headings += found
            going_on |= {heading.style for heading in found if heading.style and item.value > 1}
        awards = {heading.style for heading in headings if is_award(heading.name)}
        lower = [heading for heading in headings if not is_award(heading.name)]
        counts = Counter(heading.name for heading in lower)
        again = {h.name for h in lower if counts[h.name] > 1 or h.style in going_on - awards}
        return again if awards else set()

    @staticmethod
    def _complete_first(
        above: Sequence[tuple[list[Heading], str]], lines: Sequence[Line], items: Sequence[Item], places: Places
    ) -> None:
        """Add the line above the first item as its heading if later items have headings of this form: a few words."""
        later = [stack for stack, _ in above if stack]
        if not later or above[0][0] or not items[0].start or any(len(s) > 1 or s[0].style for s in later):
            return
        line = lines[items[0].start - 1]
        if len(line.text) > _KIND or re.search("[。；！？，,：:]", line.text) or is_agency(line.text, places):
            return
        heading = parse_heading(line.text, line.number)
        if is_date(line.text) or is_name_of_list(line.text) or places.group_heading(heading.name):
            return
        for stack, _ in above[: [bool(stack) for stack, _ in above].index(True)]:
            stack.append(heading)

    def at(self, start: int) -> tuple[Heading | None, str]:
        """Return tier and group of the item that starts at this line; None and an empty text without headings."""
        return self._above[start]

    @staticmethod
    def _between(
        lines: Sequence[Line], end: int, start: int, places: Places, *, first: bool, restarts: bool
    ) -> Iterator[Heading]:
        at = start
        while at > end and start - at < 4:
            line = lines[at - 1]
            is_place = bool(places.group_heading(parse_heading(line.text, 0).name))
            if _is_field(line.text):
                at -= 1
                continue
            introduces = not first and _INTRODUCED.fullmatch(line.text) and not column_role(line.text[:-1])
            if not is_place and not introduces and not is_heading(lines, at - 1, restarts=restarts and not first):
                # a kind of winner right below the heading of a tier
                upper = lines[at - 2] if at - 1 > end else None
                if (
                    upper
                    and len(line.text) <= _KIND
                    and (is_certain_heading(upper) or _is_numbered_heading(upper.text))
                ):
                    at -= 1
                    continue
                break
            at -= 1
            if first and not is_place and is_name_of_list(line.text):
                break
        for index in range(at, start):
            if _is_field(lines[index].text):
                continue
            heading = parse_heading(lines[index].text, lines[index].number)
            if not first or is_heading(lines, index, restarts=False) or places.group_heading(heading.name):
                yield heading

    @staticmethod
    def _level(heading: Heading, stack: Sequence[tuple[int, Heading]], with_items: Sequence[Heading]) -> int:
        for level, other in stack:
            is_beside = other in with_items or is_rank(other.name) == is_rank(heading.name)
            if other.style == heading.style and is_beside:
                return level
        if heading.style:
            return _UPPER[heading.style]
        return 3 if is_rank(heading.name) and stack and not is_rank(stack[0][1].name) else 0

    @staticmethod
    def _name(stack: Sequence[Heading]) -> Heading | None:
        if len(stack) < 2:
            return stack[0] if stack else None
        *upper, lowest = stack
        names = [heading.name for heading in upper if not _SECTION.search(heading.name)]
        return Heading(join_names("".join(names), lowest.name), lowest.count, lowest.style, lowest.line)
