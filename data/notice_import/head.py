"""Read title, issuers and date of a notice from the lines around its list of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from data.notice_import.blocks import Line
from data.notice_import.dates import (
    ANNOUNCED,
    date_of_page,
    date_of_printing,
    date_of_publication,
    is_date,
    parse_date,
)
from data.notice_import.layout.headings import parse_heading
from data.notice_import.names.agencies import LETTERHEAD, is_agency, is_agency_list, split_agencies
from data.notice_import.names.places import Places
from data.notice_import.official_title import has_frame
from data.notice_import.title import DATELINE, META, Title, find_title

_ISSUER_LABEL = re.compile(
    r"(?:[發发公][布佈](?:機關|單位|機構|机构|单位|部门)|公告(?:機關|單位|单位|机关)|发文(?:机关|单位)|推介(?:机构|单位)|填[报表](?:单位|部门)|主办单位|主辦單位|主辦機構|主辦機關|主办"
    r"|颁发机构|颁奖机构|信息来源|稿件来源|来源|來源)\s*[：:|｜]\s*(?P<name>[^\s　，,；;|｜]{4,40}?)"
    r"(?=(?:发|成|生成|公开|索引|文号|主题|有效|标题|名称|来源|日期|时间|字号|浏览|作者|编辑|信息)[\u4e00-\u9fff]{0,4}[：:]"
    r"|[\s　，,；;|｜]|$)"
)
"""A label with the name of an issuer; the name ends before the next label, which may follow without a space."""
_REPORT = re.compile(
    r"(?:(?P<name>[^，。、：:\s]{4,30}?)(?:今|日前|近日|\d{1,2}日|于|於)[^，。]{0,12}?"
    r"|[^，。：:]{0,16}(?:近日|日前|今天|当天|日|[上下]午)[，,](?P<then>[^，。：:\s在]{4,60}?)(?:联合)?(?:在[^，。]{2,10}?)?)"
    + ANNOUNCED
)
"""The beginning of a press release: 国家发展委员会今（15）日公布…, 近日，甲局、乙协会联合发布…."""
_WITHOUT_DATE = re.compile(
    r"(?:中[华華]民[国國]|民[国國])?\s*[〇○零O0-9一二三四五六七八九十]{2,5}\s*[年./-]\s*[0-9一二三四五六七八九十]{1,3}\s*"
    r"(?:[月./-]\s*(?:[0-9一二三四五六七八九十]{1,3}\s*[日號号]?)?)?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?"
)
_MONTH = re.compile(
    r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月|二[〇○零]?[〇○零一二三四五六七八九]{2,3}年[一二三四五六七八九十]{1,2}月"
)
"""A date without a day, below the signature."""
_GAP = 5
"""The maximum number of lines between an issuer and the date, or another issuer."""
_AFTER = 4
"""The number of lines after the list that are searched for an issuer without a date."""
_NAME = 5
"""The minimum length of a name that a single space separates from the next one: 最高人民法院."""
_ABOVE = 8
"""The number of lines above the title that are searched for the letterhead, besides the first line."""
_FOOT = 3
"""The number of lines at the end that are searched for a date beside the reporter: 某某日报 2023年12月20日."""


class Head(NamedTuple):
    """The title, issuers and date that a notice states."""

    title: str
    issuers: tuple[str, ...]
    issued: str | None


def read_head(lines: Sequence[Line], places: Places, first: int, last: int) -> Head:
    """Return title, issuers and date; the list of cases extends from line number `first` to `last`."""
    lines = _without_next(lines, last)
    before = [line for line in lines if not first or line.number < first]
    title = find_title(before or lines[:1], places)
    outside = [line for line in lines if not first <= line.number <= last]
    signed, date = _signature(
        [line for line in lines if not first <= line.number <= last or is_date(line.text)], places
    )
    signed = signed or _closing([line for line in lines if last and line.number > last], places)
    named = _from_title(title.text, places)
    labelled = _labelled(outside, places)
    issuers = (
        signed
        or _letterhead(before, title, places)
        or _in_full(named, places)
        or _announced([line for line in lines if not first or line.number <= first], places)
        or _in_full(labelled, places)
        or _account(before[title.end : title.end + 1], places)
        or labelled
        or named
    )
    issued = date or _published(lines) or _dated(before[title.end : title.end + 5]) or _dated(lines[-_FOOT:])
    return Head(title.text, tuple(issuers), issued)


def _without_next(lines: Sequence[Line], last: int) -> Sequence[Line]:
    """Return the lines before the title of another notice, which may follow the date of this one on the page."""
    is_dated = False
    for at, line in enumerate(lines):
        if line.number > last and is_dated and line.text.startswith(("关于", "關於")) and has_frame(line.text):
            return lines[:at]
        is_dated = line.number > last and (is_dated or is_date(line.text))
    return lines


def _signature(lines: Sequence[Line], places: Places) -> tuple[list[str], str | None]:
    """Return the agencies at the last date that stands on a line of its own or beside them, and this date.

    The date is None if there is none.
    """
    best: tuple[list[str], str | None] = ([], None)
    for at, line in enumerate(lines):
        text = line.text
        date = parse_date(text)
        if date is None and _MONTH.fullmatch(text.strip()) and not best[0]:
            best = (list(_names_above(lines, at, places)), best[1])
        if date is None or len(text) > 80:
            continue
        if is_date(text):
            names = list(_names_above(lines, at, places))
        else:  # 某某局 2022年11月25日, or the other way round
            left = re.sub(r"公告$|[，,]?\s+(?:公布|发布)$", "", _WITHOUT_DATE.sub(" ", text).strip(" |｜·•"))
            if not left or not is_agency_list(_squeezed(left), places):
                continue
            names = _names(left)
        if names or best[1] is None:
            best = (names, date)
    return best


def _names_above(lines: Sequence[Line], at: int, places: Places) -> Iterator[str]:
    found: list[list[str]] = []
    below = lines[at].number
    for line in reversed(lines[max(0, at - 8) : at]):
        if below - line.number > _GAP:
            break
        below = line.number
        text = re.sub(r"[（(][^（）()]*(?:盖章|公章|代章|印章)[）)]$", "", line.text)
        if not text:
            continue
        if re.search(r"[。：:；，]", text) or len(text) > 90:
            break
        names = _names(text)
        if not names or not _are_issuers(names, places):
            break
        found.append(names)
    for names in reversed(found):
        yield from names


def _are_issuers(names: Sequence[str], places: Places) -> bool:
    """Return whether all names are agencies, and none is a place or a heading of the list: 甘肃省（6个）."""
    return all(
        is_agency(name, places) and not places.is_place(name) and parse_heading(name, 0).count is None for name in names
    )


def _closing(lines: Sequence[Line], places: Places) -> list[str]:
    """Return the agencies on lines of their own soon after the list, for a notice whose date stands elsewhere."""
    found: list[str] = []
    for line in lines[:_AFTER]:
        names = _names(re.sub("(?:供稿|来稿|编|编印)$", "", _WITHOUT_DATE.sub(" ", line.text)))
        if names and all(is_agency(name, places) for name in names):
            found += names
        elif found:
            break
    return found


def _names(text: str) -> list[str]:
    """Return the names in the text, separated by wide gaps, or by single spaces if all names are long."""
    gap = r"\s+|、" if all(len(part) >= _NAME for part in text.split()) else r"\s{2,}|、|\t"
    return [_squeezed(part) for part in re.split(gap, text.strip()) if part.strip()]


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _letterhead(lines: Sequence[Line], title: Title, places: Places) -> list[str]:
    """Return the agencies on lines of their own above the title, or between it and the text."""
    found: list[str] = []
    for line in [*lines[: int(title.first > _ABOVE)], *lines[max(0, title.first - _ABOVE) : title.first]]:
        text = LETTERHEAD.sub("", line.text)
        names = _names(text)
        if names and _are_issuers(names, places) and not META.search(text):
            found += names
    end = title.end
    if end < len(lines) and is_date(lines[end].text.strip("（()）")):
        end += 1
    if not found and end < len(lines):
        below = lines[end].text
        names = _names(LETTERHEAD.sub("", _WITHOUT_DATE.sub(" ", below)).strip(" ·•|｜"))
        if _are_issuers(names, places) and not below.endswith(("：", ":")):
            found = names
    return found


def _from_title(title: str, places: Places) -> list[str]:
    title = re.sub("^[^！!：:】]{1,8}[！!：:】]", "", title)
    match = re.match(r"(?P<issuers>[^“《「]{2,60}?)(?:联合)?(?:关于|關於|公布|发布|\s公告$)", title)
    if not match:
        return []
    names = re.split(r"\s+|、", match["issuers"].strip())
    return names if all(is_agency(name, places) for name in names) else []


def _in_full(names: list[str], places: Places) -> list[str]:
    """Return the names; none if one of them is incomplete or only a place: 市政府办公厅, 合肥市."""
    return [] if any(re.match("[市省区县]|自治[区州]", name) or places.is_place(name) for name in names) else names


def _announced(lines: Sequence[Line], places: Places) -> list[str]:
    for line in lines:
        match = _REPORT.match(DATELINE.sub("", line.text))
        names = re.split("、", match["name"] or match["then"]) if match else []
        if names and all(is_agency(name, places) for name in names) and _in_full(names, places):
            return names
    return []


def _labelled(lines: Sequence[Line], places: Places) -> list[str]:
    """Return the agencies after a label, preferably another one than 来源, which may name another publisher."""
    texts = [line.text for line in lines]
    texts += [label + name for label, name in pairwise(texts) if label.endswith(("：", ":"))]
    matches = [match for text in texts if (match := _ISSUER_LABEL.search(text))]
    for match in sorted(matches, key=lambda match: bool(re.search("[来來]源", match[0]))):
        if is_agency_list(match["name"], places) and not re.search("网$|公众号|报$", match["name"]):
            names = re.split("[、和及]", match["name"])
            if all(is_agency(name, places) for name in names):
                return names
            return [name for name, _ in split_agencies(match["name"], places)]
    return []


def _account(lines: Sequence[Line], places: Places) -> list[str]:
    """Return the agency whose account published the page: 原创 宣传组 某某中心 2024-07-12 18:30 广东."""
    parts = [part for line in lines if parse_date(line.text) for part in _WITHOUT_DATE.sub(" ", line.text).split()]
    names = [part for part in parts if len(part) >= _NAME and is_agency(part, places)]
    return names[-1:] if parts[:1] == ["原创"] else names


def _dated(lines: Sequence[Line]) -> str | None:
    """Return the first date in one of the short lines, 某某网 2021年5月20日; None if there is none."""
    short = (
        line.text for line in lines if len(line.text) < 50 and not re.search("[。；：]$|编号|編號|公示", line.text)
    )
    return next((date for text in short if (date := parse_date(text))), None)


def _published(lines: Sequence[Line]) -> str | None:
    for find in (date_of_publication, date_of_page, date_of_printing):
        for line in lines:
            if len(line.text) < 120 and (date := find(line.text)):
                return date
    return None
