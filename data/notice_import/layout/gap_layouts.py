"""Layouts of a case on one line in which white space or a bar separates title and agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from data.notice_import.blocks import WIDE_GAP
from data.notice_import.layout.reading import Reading, make_reading
from data.notice_import.names.agencies import Judge, is_person

_BODY = re.compile("(?:局|委员会|公司|集团|大学|学院|医院|政府|工会|总会|协会|学会)$")
"""Endings of agencies that titles do not have."""
_BAR = "[|｜丨/／]"
_APART = rf"(?:\s|{_BAR})+"
"""The separators of title and agency on a line: white space or bars."""
_NAME = re.compile("[\u4e00-\u9fff·]{2,6}")
_FIGURE = re.compile(r"[\d.]+\s*[分票%％]?")
"""A score beside title and agency."""


def read_title_field(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of title and agencies separated by wide gaps, without persons; None for other lines."""
    title, *others = _fields(lines[0]) or [""]
    if others and judge.is_strict_list(others[0]):
        # names without surnames (次仁卓玛) are recognized by their position
        others = [
            others[0],
            *(other for other in others[1:] if judge.is_strict_list(other) or not _NAME.fullmatch(other)),
        ]
    return _of_fields(title, others, judge)


def read_agency_field(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of agencies and title separated by wide gaps, without persons; None for other lines."""
    *agencies, title = _fields(lines[0]) or [""]
    return _of_fields(title, agencies, judge)


def _of_fields(title: str, agencies: Sequence[str], judge: Judge) -> Reading | None:
    if not agencies or not all(map(judge.is_list, agencies)):
        return None
    if judge.is_strict_list(title) and (not judge.lenient or _BODY.search(title)):
        return None
    return make_reading(title, "、".join(agencies))


def _fields(text: str) -> list[str]:
    """Return the fields that wide gaps separate, without figures and, beside two others, without persons."""
    fields = [field for field in WIDE_GAP.split(text) if not _FIGURE.fullmatch(field)] if WIDE_GAP.search(text) else []
    for at in reversed(range(len(fields))):
        if len(fields) > 2 and names_persons(fields[at]):  # a title may look like a name: 大学物理·热学
            del fields[at]
    return fields


def _has_persons(text: str) -> bool:
    """Return whether one of three or more fields is a list of persons."""
    fields = WIDE_GAP.split(text)
    return len(fields) > 2 and any(map(names_persons, fields))


def names_persons(text: str) -> bool:
    """Return whether the text is a list of persons: 王建军等, 刘海涛、何平."""
    return all(is_person(re.sub("等$", "", name)) for name in re.split("[、，, ]", text))


def read_agency_space(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 某某局 标题; None for other lines."""
    if _has_persons(lines[0]):
        return None
    for match in _gaps(lines[0], "[，,](?=[“《])"):
        left, right = lines[0][: match.start()], lines[0][match.end() :]
        # a bar, or the only space of the line, separates title and agency of any form
        is_apart = judge.lenient and (re.search(_BAR, match[0]) or _has_one_gap(lines)) and not _BODY.search(right)
        is_list = judge.is_list if is_apart else judge.is_strict_list
        if is_list(left) and len(right) > 2 and (is_apart or not judge.is_strict_list(right)):
            return make_reading(right, left)
    return None


def _gaps(text: str, other: str) -> Iterator[re.Match[str]]:
    """Yield the possible separators of title and agency.

    These are wide gaps, or without them white space and bars; and the pattern `other`.
    """
    apart = r"\s{2,}" if re.search(r"\S\s{2,}\S", text) else _APART
    return re.finditer(rf"{apart}|{other}", text)


def _has_one_gap(lines: Sequence[str]) -> bool:
    return len(lines) == 1 and len(lines[0].split()) == 2


def read_space_agency(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 标题 某某局, also with several agencies separated by spaces; None for other lines."""
    if _has_persons(lines[0]):
        return None
    for match in _gaps(lines[0], "[，,]"):
        left, right = lines[0][: match.start()], lines[0][match.end() :]
        is_apart = judge.lenient and (re.search(_BAR, match[0]) or _has_one_gap(lines))
        is_list = judge.is_list if is_apart else judge.is_strict_list
        if is_list(right) and len(left) > 1 and (is_apart or not judge.is_strict_list(left)):
            return make_reading(left, right)
    return None
