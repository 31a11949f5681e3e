"""Find the cases in lines: numbered, labelled, or with alternating agencies and titles."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from data.notice_import.blocks import Line
from data.notice_import.columns import column_role
from data.notice_import.dates import is_date, parse_date
from data.notice_import.layout.found import Found
from data.notice_import.layout.headings import is_award, looks_like_heading
from data.notice_import.layout.item_list import read_list
from data.notice_import.layout.outline import Item, is_certain_heading, is_heading
from data.notice_import.layout.signature import is_signature
from data.notice_import.layout.unnumbered import find_unnumbered
from data.notice_import.names.agencies import is_agency_list
from data.notice_import.names.places import Places
from data.notice_import.numbering import Number, number_before_digit, parse_number

_LABEL = re.compile("[^：:]{2,12}[：:]")
_TITLE_SENTENCE = re.compile(r"(?<=。)(?=[^”』」）)])")
"""The end of a title that its summary follows on the same line."""
MAX_LINES = 60
"""The maximum number of lines of one case that are read."""


def find_cases(lines: Sequence[Line], places: Places) -> Found:
    """Return the reading of the lines as a list of cases that has the highest score; without cases if there is none."""
    candidates = [*_numbered(lines, places), *find_unnumbered(lines, places)]
    return max(candidates, key=lambda found: found.score, default=Found())


# Numbered items


def _numbered(lines: Sequence[Line], places: Places) -> Iterator[Found]:
    numbers = _with_digits(
        [None if line.heading and is_award(line.text) else parse_number(line.text) for line in lines], lines
    )
    for style in dict.fromkeys(number.style for number in numbers if number):
        starts = _runs(lines, numbers, style)
        if style == "bullet":
            starts = _innermost(lines, starts)
        if len(starts) >= 2:
            yield read_list(lines, _items(lines, numbers, starts, places), places, 1.0)


def _with_digits(numbers: list[Number | None], lines: Sequence[Line]) -> list[Number | None]:
    """Return the numbers, with those before titles that begin with a digit if they count on: 2.5G基站… after 1.…."""
    before = 0
    for at, number in enumerate(numbers):
        if number and number.style == "arabic":
            before = number.value
        elif number is None:
            found = number_before_digit(lines[at].text, before) if before else None
            if not found and (first := number_before_digit(lines[at].text, 0)):
                following = next((n for n in numbers[at + 1 :] if n and n.style == "arabic"), None)
                found = first if following and following.value == 2 else None
            numbers[at] = found
            before = found.value if found else before
    return numbers


def _runs(lines: Sequence[Line], numbers: Sequence[Number | None], style: str) -> list[int]:
    """Return the indexes of lines whose numbers count up from 1, also repeatedly; those of all bullets."""
    starts: list[int] = []
    expected = 1
    of_style = [(index, number.value) for index, number in enumerate(numbers) if number and number.style == style]
    for (index, value), following in itertools.zip_longest(of_style, of_style[1:]):
        if style == "bullet":
            starts.append(index)
        elif value == expected or (not starts and style == "case" and following and following[1] == value + 1):
            starts.append(index)  # a series of posts may begin with another number than 1
            expected = value + 1
        elif value == 1:
            # a lone 1 that nothing follows does not begin another list, but below a heading
            is_headed = index > 0 and looks_like_heading(lines[index - 1].text)
            if expected > 2 or is_headed or (following and following[1] in (1, 2)):
                starts.append(index)
                expected = 2
        elif expected < value <= expected + 2 and starts:
            starts.append(index)  # one is missing or was misread
            expected = value + 1
        elif style == "nth" and value == expected - 1:
            starts.append(index)  # two items share a position
    return starts


def _innermost(lines: Sequence[Line], starts: Sequence[int]) -> list[int]:
    """Return the bullets that have no further indented bullets below them."""
    return [
        start
        for start, following in itertools.zip_longest(starts, starts[1:])
        if following is None or lines[following].indent <= lines[start].indent
    ]


def _items(
    lines: Sequence[Line], numbers: Sequence[Number | None], starts: Sequence[int], places: Places
) -> list[Item]:
    items: list[Item] = []
    at = {start: number for start in starts if (number := numbers[start])}
    shortest = min((b - a for a, b in itertools.pairwise(starts) if at[b].value == at[a].value + 1), default=0)
    for start, following in itertools.zip_longest(starts, starts[1:]):
        end = following if following is not None else _end_of_last(lines, items, start, places)
        if following is not None:
            restarts = at[following].value == 1
            end = _before_headings(lines, start, end, shortest, places, restarts=restarts)
        below = [line.text for line in lines[start + 1 : min(end, start + MAX_LINES)]]
        texts = [text for text in (*_TITLE_SENTENCE.split(at[start].rest, 1), *below) if text]
        items.append(Item(start, end, texts, at[start].value))
    return _without_kinds(items, places)


def _without_kinds(items: Sequence[Item], places: Places) -> list[Item]:
    """Return the items without a short last line that most items lack: the heading of a kind or place below them.

    If some items end with a place and others do not, the others determine the number of lines of an item.
    """
    without_place = [item for item in items if item.texts and not places.group_heading(item.texts[-1])]
    usual = Counter(len(item.texts) for item in without_place or items).most_common(1)[0][0]
    result = []
    for item, following in itertools.zip_longest(items, items[1:]):
        texts, end = item.texts, item.end
        goes_on = len(texts) > 1 and texts[-2].endswith(("、", "，"))
        while (
            following
            and not goes_on
            and len(texts) > usual
            and len(texts[-1]) <= 14
            and not re.search("[。；，、：:]", texts[-1])
            and (places.group_heading(texts[-1]) or not is_agency_list(texts[-1], places))
        ):
            texts, end = texts[:-1], end - 1
        result.append(Item(item.start, end, texts, item.value))
    return result


def _before_headings(
    lines: Sequence[Line], start: int, end: int, shortest: int, places: Places, *, restarts: bool
) -> int:
    """Return the end of an item, excluding headings between it and the next item at `end`.

    `shortest` is the number of lines of the shortest item that another item of its list follows: no item has fewer.
    """
    following = end
    while end - start > 1:
        text = lines[end - 1].text
        is_place = text.endswith(("：", ":")) and places.group_heading(text[:-1])
        certain = is_certain_heading(lines[end - 1]) or is_place
        if end < following and not certain and is_agency_list(text, places):
            break  # above a heading of the next items it is the agency of this one
        if not certain and not (
            end - start > shortest and is_heading(lines, end - 1, restarts=restarts and shortest > 0)
        ):
            break
        end -= 1
    return end


def _end_of_last(lines: Sequence[Line], items: Sequence[Item], start: int, places: Places) -> int:
    """Return the end of the last item, which has as many lines as the others and ends before a signature or prose."""
    number = parse_number(lines[start].text)
    alone = number is not None and not number.rest  # the number stands on a line of its own
    usual = max((item.end - item.start for item in items), default=3)
    end = start + 1
    while end < len(lines) and end - start < MAX_LINES:
        text = lines[end].text
        role = column_role(re.split("[：:|｜]", text)[0]) if re.search("[：:|｜]", text) else None
        if role in ("agency", "partner") and not alone:
            end += 1  # another label of the case
            continue
        if end - start >= usual:
            break
        after = lines[end + 1].text if end + 1 < len(lines) else ""
        if (
            is_date(text)
            or is_date(after)
            or is_signature(lines, end, places)
            or (parse_date(text) and len(text) < 30)
            or re.match("附件|[（(]?联系人", text)
        ):
            break
        at = end - start - alone
        typical = [item.texts[at] for item in items if len(item.texts) > at]
        if len(typical) > 1 and all(map(_LABEL.match, typical)) and not _LABEL.match(text):
            break
        if text.endswith("。") and typical and not any(t.endswith("。") for t in typical):
            break
        if not typical and not is_agency_list(text, places):
            break
        end += 1
    return end
