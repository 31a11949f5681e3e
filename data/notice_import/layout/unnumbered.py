"""Find the cases in lines without numbers: labelled, or with alternating agencies and titles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from data.notice_import.blocks import WIDE_GAP, Line
from data.notice_import.columns import column_role
from data.notice_import.dates import is_date
from data.notice_import.layout.by_agency import by_agency, longest_chain, several_below_agencies
from data.notice_import.layout.fields import label_role, read_labelled
from data.notice_import.layout.found import Found
from data.notice_import.layout.headings import is_addressees, is_award, looks_like_heading, names_list, parse_heading
from data.notice_import.layout.item_list import read_list
from data.notice_import.layout.items import read_items
from data.notice_import.layout.outline import Item
from data.notice_import.layout.reading import is_title
from data.notice_import.layout.signature import is_signature
from data.notice_import.names.agencies import LETTERHEAD, Judge, is_agency_list, is_person
from data.notice_import.names.places import Places
from data.notice_import.numbering import parse_number

_IN_A_ROW = 3
"""The number of organisations directly below a heading that show that it is their heading."""
_STATED = re.compile(r"[（(]共\s*\d.*[）)]")
"""The total number of cases: （共3类 9项）."""
_BOXED_LABEL = re.compile("【[^【】]*(?:背景|做法|成效|启示|意义|概况|简介|介绍|经验|问题|举措)】")
"""The heading of a part of the text about a case: 【案例背景】."""
_MARKS = (WIDE_GAP, re.compile(r"\S\s+\S"), re.compile("——|—|--"), re.compile("[|｜丨]"), re.compile("[）)]$"))
_ENCLOSED = re.compile("《[^《》]+》(?:[（(][^（）()]{2,8}[）)])?")
_NEARLY_ALL = 0.8
_TWO = 2
_ROWS = 4
"""The minimum number of lines with a gap that form columns."""
_MOST = 0.5
"""The minimum share of counted organisations that must look like agencies."""
_WEIGHT = 0.9
"""The certainty of items without numbers, relative to numbered ones."""


def find_unnumbered(lines: Sequence[Line], places: Places) -> Iterator[Found]:
    """Yield the readings of the lines as cases without numbers, one for each layout that applies."""
    kinds = [_kind(line.text, places) for line in lines]
    single = ["both" if _has_both(line.text, places) else kind for line, kind in zip(lines, kinds, strict=True)]
    for items in (
        _after_labels(lines, kinds, places),
        by_agency(lines, single, first=True),
        by_agency(lines, single, first=False),
        _alone(lines, kinds, places),
        _with_gap(lines, kinds),
        _organizations(lines, kinds, places),
        several_below_agencies(lines, kinds),
    ):
        if len(items) >= 2:
            yield read_list(lines, items, places, _WEIGHT)


def _has_both(text: str, places: Places) -> bool:
    """Return whether the line has a title and, after a wide gap, an agency."""
    title, *others = WIDE_GAP.split(text)
    return bool(others) and is_agency_list(others[-1], places) and not is_agency_list(title, places)


def _kind(text: str, places: Places) -> str:
    """Return the kind of a line on its own: case, label, field, heading, agency, title or other."""
    if is_addressees(text) or _STATED.fullmatch(text):
        return "other"
    if _BOXED_LABEL.fullmatch(text):
        return "field"
    if text.endswith(("：", ":")) and parse_heading(text, 0).count is not None and looks_like_heading(text):
        return "heading"  # not a label: 优秀团队（3个）：
    label = re.match(r"([^：:|｜丨]{2,14})[：:|｜丨]", text)
    role = label_role(label[1].replace(" ", ""), text[label.end() :], places) if label else None
    if read_labelled([text], Judge(places)):
        return "case"
    if role == "agency":
        return "label"
    if role:
        return "field"
    if looks_like_heading(text) or places.group_heading(parse_heading(text, 0).name):
        return "agency" if is_agency_list(text, places) and parse_heading(text, 0).count is None else "heading"
    if text.endswith(("：", ":")) or is_agency_list(LETTERHEAD.sub("", text), places) != is_agency_list(text, places):
        return "other"  # the addressees, the letterhead
    if is_agency_list(text, places):
        return "title" if is_person(text.split(maxsplit=1)[0]) else "agency"  # the person is the case: 王芳 某某图书馆
    text = re.sub("(?<=[）)])[。；;]$", "", text)
    if is_date(text) or re.search(
        r"[。：:]$|^附件|[〔\[]\d{4}[〕\]]|^\W*$|当前位置|上一篇|下一篇|版权|来源|浏览", text
    ):
        return "other"
    return "title" if is_title(text) else "other"


def _after_labels(lines: Sequence[Line], kinds: Sequence[str], places: Places) -> list[Item]:
    """Return items that end with a labelled line: titles and 单位：… in turn."""
    items: list[Item] = []
    at = 0
    while at < len(lines):
        if kinds[at] not in ("label", "case"):
            at += 1
            continue
        start = at
        while (
            kinds[at] != "case"
            and start > 0
            and kinds[start - 1] in ("field", "title", "heading", "agency")
            and at - start < 4
        ):
            previous = items[-1].end if items else 0
            if start - 1 < previous:
                break
            start -= 1
            if kinds[start] == "field" and _is_title_field(lines[start].text):
                break
            if kinds[start] in ("title", "agency") or (kinds[start] == "heading" and not _heads_items(lines, start)):
                break
        end = at + 1
        while (
            end < len(lines)
            and kinds[end] in ("label", "field")
            and column_role(re.split("[：:]", lines[end].text)[0]) != "title"
        ):
            end += 1
        # more agencies, but for the line above the next label, which is its title
        while end + 1 < len(lines) and kinds[end] == "agency" and kinds[end + 1] in ("agency", "title", "heading"):
            end += 1
        texts = [line.text for line in lines[start:end]]
        if read_labelled(texts, Judge(places)):
            items.append(Item(start, end, texts, 0))
        at = end
    return items


def _is_title_field(text: str) -> bool:
    return column_role(re.split("[：:|｜丨]", text)[0].strip()) == "title"


def _heads_items(lines: Sequence[Line], at: int) -> bool:
    return parse_heading(lines[at].text, 0).count is not None


def _alone(lines: Sequence[Line], kinds: Sequence[str], places: Places) -> list[Item]:
    """Return items of a single line each that has both title and agency."""
    items = [
        Item(at, at + 1, [line.text], 0)
        for at, line in enumerate(lines)
        if kinds[at] in ("title", "heading", "agency")
        and len(line.text) > 4
        and not names_list(line.text)
        and not parse_number(line.text)
        and parse_heading(line.text, line.number).count is None
    ]
    chain = longest_chain(_with_both(items, places))
    # read again without the head and foot of the page, which tell nothing of the layout
    items = [item for item in items if chain and chain[0].start <= item.start < chain[-1].end + 4]
    for mark in _MARKS:  # the separator of title and agency, so that headings between the items are left out
        if sum(bool(mark.search(item.texts[0])) for item in chain) > len(chain) * _NEARLY_ALL:
            items = [item for item in items if mark.search(item.texts[0])]
            break
    chain = longest_chain(_with_both(items, places))
    # a line of the head that looks like the items is no item when read by itself
    return list(
        itertools.dropwhile(
            lambda item: (
                not WIDE_GAP.search(item.texts[0])
                and kinds[item.start - 1] != "heading"
                and not _with_both([item], places)
            ),
            chain,
        )
    )


def _with_gap(lines: Sequence[Line], kinds: Sequence[str]) -> list[Item]:
    """Return items of a single line each that a wide gap splits into two columns."""
    items = [
        Item(at, at + 1, [line.text], 0)
        for at, line in enumerate(lines)
        if kinds[at] in ("title", "heading", "agency")
        and len(WIDE_GAP.split(line.text)) == _TWO
        and not parse_number(line.text)
    ]
    chain = longest_chain([item for item in items if not any(map(is_date, WIDE_GAP.split(item.texts[0])))])
    return chain if len(chain) >= _ROWS else []


def _with_both(items: Sequence[Item], places: Places) -> list[Item]:
    readings, _ = read_items([item.texts for item in items], places)
    kept = [
        (item, reading.title == item.texts[0])
        for item, reading in zip(items, readings, strict=True)
        if reading and reading.agencies and reading.title != reading.agencies
    ]
    # a title that only begins with an agency, among others, is that of the notice
    is_rare = sum(is_whole for _, is_whole in kept) < len(kept) * _MOST
    return [item for item, is_whole in kept if not (is_whole and is_rare)]


def _is_between(kinds: Sequence[str], at: int, items: Sequence[Item]) -> bool:
    """Return whether an organisation stands directly above and below the line."""
    return bool(items) and items[-1].end == at and kinds[at] == "title" and kinds[at + 1 : at + 2] == ["agency"]


def _organizations(lines: Sequence[Line], kinds: Sequence[str], places: Places) -> list[Item]:
    """Return items of an agency alone below headings.

    Such headings state a count, have a number, or name an award or a place.
    """
    items: list[Item] = []
    below = False
    headings = [parse_heading(line.text, 0) for line in lines]
    are_places = [bool(places.group_heading(heading.name)) for heading in headings]
    kinds = list(kinds)
    for at, heading in enumerate(headings):
        # of as many lines as the heading states, some may not look like agencies
        run = kinds[at + 1 : at + 1 + (heading.count or 0)]
        if kinds[at] == "heading" and set(run) <= {"agency", "title"} and run.count("agency") > len(run) * _MOST:
            kinds[at + 1 : at + 1 + len(run)] = ["agency"] * len(run)
    for at, (kind, heading) in enumerate(zip(kinds, headings, strict=True)):
        if are_places[at] and sum(are_places) > 1:
            below = True
        elif kind == "heading" or (kind != "agency" and heading.style in ("chinese", "chinese-paren")):
            below = heading.count is not None or bool(heading.style) or lines[at].heading or is_award(heading.name)
            following = [
                kinds[i] == "agency" and " " not in lines[i].text for i in range(at + 1, min(at + 4, len(lines)))
            ]
            below = below or (following == [True] * _IN_A_ROW and not names_list(lines[at].text))
        elif (
            below
            and (kind == "agency" or _is_between(kinds, at, items))
            and not heading.style
            and not is_signature(lines, at, places)
        ):
            items.append(Item(at, at + 1, [lines[at].text], 0))
        else:
            below = False
    return items
