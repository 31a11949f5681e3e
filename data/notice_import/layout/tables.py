"""Find the cases in tables with columns of any order and name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from data.notice_import.blocks import Block, Line, Table
from data.notice_import.columns import Role, is_header
from data.notice_import.layout.column_roles import Roles, find_roles
from data.notice_import.layout.found import Found, FoundCase
from data.notice_import.layout.headings import (
    Heading,
    is_name_of_list,
    is_rank,
    join_names,
    looks_like_heading,
    parse_heading,
)
from data.notice_import.layout.items import read_items
from data.notice_import.layout.reading import clean_title, is_nothing, is_title
from data.notice_import.layout.table_shapes import reshape
from data.notice_import.names.agencies import FIELD_BREAK, is_agency
from data.notice_import.names.places import Places
from data.notice_import.numbering import parse_number

_NO_CASE = re.compile(r"(?:合计|总计|小计|共计)[^\u4e00-\u9fff]*$|(?:注|备注|說明|说明)[:：]")
"""The beginning of cells in rows of sums and remarks."""
_MOST = 0.8
"""The minimum share of rows with title and agency in one cell for a table to be read so."""


def find_cases_in_tables(blocks: Sequence[Block], places: Places) -> Found:
    """Return the cases of all tables that have columns of cases or agencies, with the headings between the tables."""
    cases: list[FoundCase] = []
    counts: dict[str, int] = {}
    roles: Roles = ()
    above: list[Line] = []
    tier: Heading | None = None
    group = ""
    first = last = 0
    header = ""
    state: dict[int, str] = {}
    tables = reshape(blocks)
    shapes = [len(block.rows[0]) for block in tables if isinstance(block, Table)]
    # a table that continues on the next page has its header there too
    begin = [block for block, before in zip(tables, [None, *tables], strict=False) if not isinstance(before, Table)]
    headed = sum(isinstance(block, Table) and is_header(block.rows[0]) for block in begin)
    for block in tables:
        if isinstance(block, Line):
            if block.text:
                above.append(block)
            continue
        found_roles = () if _is_form(block) else find_roles(block, roles, tables, places)
        if not found_roles:
            above = []
            continue
        several = headed > 1 or (bool(roles) and not is_header(block.rows[0]))  # or the heading stands within the table
        if above or found_roles != roles:
            state = {}  # otherwise a merged cell may continue across pages
        roles = found_roles
        is_part = shapes.count(len(block.rows[0])) > 1
        named = [line for line in above if several or not is_part or not is_name_of_list(line.text)]
        if "tier" in roles:  # without it, the name of a list may be the only statement of its tier
            named = [line for line in named if not is_name_of_list(line.text)]
        tier, group = _headings(named, tier, group, places, several=several or is_part, is_first=not cases)
        above = []
        if tier and tier.count is not None:
            counts[tier.name] = tier.count
        if is_header(block.rows[0]):
            header += "".join(block.rows[0])
        new = _with_both(list(_cases(block, roles, tier.name if tier else "", group, places, state)), places)
        if new:
            first = first or block.number
            last = block.number + len(block.rows) - 1
        cases += new
    score = sum(1.0 if case.agencies else 0.3 for case in cases)
    return Found(tuple(_merged(cases)), counts, score, first, last, table=True, header=header)


def _headings(
    above: Sequence[Line], tier: Heading | None, group: str, places: Places, *, several: bool, is_first: bool
) -> tuple[Heading | None, str]:
    """Return tier and group that the lines above a table state, or those of the table before it."""
    found = False
    lines = above[-4:]
    if any(not is_name_of_list(line.text) and looks_like_heading(line.text) for line in lines):
        lines = [line for line in lines if not is_name_of_list(line.text)]
    for line in lines:
        if len(line.text) > 60 or line.text.endswith(("。", "；")):
            continue
        heading = parse_heading(line.text, line.number)
        if place := places.group_heading(heading.name):
            group = place
        elif _names_tier(line, heading, several=several):
            if found and tier and is_rank(heading.name) and not is_rank(tier.name):
                heading = replace(heading, name=tier.name + heading.name)
            elif not found and tier and heading.style == "" and is_rank(heading.name) and _is_upper(tier):
                heading = replace(heading, name=_upper_name(tier) + heading.name)
            tier, group, found = heading, "", True
    return (None if is_first and not found else tier), group


def _is_upper(tier: Heading) -> bool:
    return bool(_upper_name(tier)) and _upper_name(tier) != tier.name


def _upper_name(tier: Heading) -> str:
    match = None if is_rank(tier.name) else re.match(r"(.+?)(?:[特一二三四]等[奖獎]|[特優优]+等?|佳作)$", tier.name)
    return match[1] if match else ""


def _names_tier(line: Line, heading: Heading, *, several: bool) -> bool:
    if heading.count is not None or (heading.style and len(heading.name) <= 30):
        return True
    if re.match(r"附件?\s*\d{0,2}\s*[:：]?$", line.text):
        return False
    if not looks_like_heading(line.text):
        return False
    return several or is_rank(heading.name)


def _cases(
    table: Table, roles: Roles, tier: str, group: str, places: Places, state: dict[int, str]
) -> Iterator[FoundCase]:
    """Yield the cases of a table.

    `state` keeps the last value of each column of tiers or places, and the last title.
    """
    rows = table.rows[1:] if is_header(table.rows[0]) else table.rows
    offset = table.number + len(table.rows) - len(rows)
    above: list[str] = []
    for line, row in enumerate(rows, offset):
        carried = [_carry(cell, at, roles, state) for at, cell in enumerate(row)]
        texts: dict[Role, list[str]] = {role: [] for role in roles}
        for role, cell in zip(roles, carried, strict=False):
            if cell and cell not in texts[role]:
                texts[role].append(cell)
        sources = [*texts.get("agency", []), *texts.get("partner", [])]
        if "agency" not in roles:
            sources += [cell for cell in texts.get("person", []) if _has_agency(cell, places)]
        agencies = [cell for cell in sources if not is_nothing(cell)]
        if "title" in texts and not texts["title"] and agencies:
            texts["title"] = [state.get(-1, "")]  # a second agency of the case above
        as_above = bool(above and not sources and texts.get("title") and texts.get("number"))
        above = agencies = above if as_above else agencies  # one cell for several cases of the same agencies
        title = "".join(texts["title"][:1]) if "title" in texts else "\n".join(agencies[:1])
        title = clean_title(title)
        if any(_NO_CASE.match(cell) for cell in (title, *row)) or not is_title(title):
            continue
        if not agencies and _is_total(row):
            continue
        state[-1] = title
        of_row = reduce(join_names, (parse_heading(text, 0).name for text in texts.get("tier", [])), "")
        # beside an organisation alone a place only tells where it is
        cells = texts.get("place", []) if "title" in texts else []
        place = next((name for cell in cells if (name := places.group_heading(cell))), "")
        name = (
            of_row if not tier or of_row == tier else (tier + of_row if is_rank(of_row) and not is_rank(tier) else tier)
        )
        yield FoundCase(
            title, FIELD_BREAK.join(agencies), line, name or tier, place or group, "above" if as_above else "stated"
        )


def _with_both(cases: list[FoundCase], places: Places) -> list[FoundCase]:
    """Return the cases with title and agency separated if most cells hold both; otherwise unchanged."""
    if any(case.agencies for case in cases):
        return cases
    readings, _ = read_items([[number.rest if (number := parse_number(c.title)) else c.title] for c in cases], places)
    if sum(bool(r and r.agencies and r.agencies != r.title) for r in readings) < len(cases) * _MOST:
        return cases
    return [
        replace(case, title=reading.title, agencies=reading.agencies) if reading else case
        for case, reading in zip(cases, readings, strict=True)
    ]


def _has_agency(cell: str, places: Places) -> bool:
    return any(is_agency(part, places) for part in re.split(r"[\s，,、；;（）()]+", cell))


def _carry(cell: str, at: int, roles: Roles, state: dict[int, str]) -> str:
    """Return the cell; for an empty cell of a tier or place, the value above it."""
    if at < len(roles) and roles[at] in ("tier", "place"):
        state[at] = cell or state.get(at, "")
        return state[at]
    return cell


def _is_form(table: Table) -> bool:
    """Return whether the rows are labels and values, as above the text of a page: 名称：, 发文机关：."""
    return sum(row[0].endswith(("：", ":")) for row in table.rows if row) > len(table.rows) / 2


def _is_total(row: Sequence[str]) -> bool:
    return sum(bool(cell) for cell in row) <= 1


def _merged(cases: Sequence[FoundCase]) -> Iterator[FoundCase]:
    """Yield the cases with adjacent rows of the same title joined: a cell of the title spans several agencies."""
    pending: FoundCase | None = None
    for case in cases:
        if (
            pending
            and (case.title, case.tier) == (pending.title, pending.tier)
            and case.agencies not in (pending.agencies, case.title)
        ):
            pending = replace(pending, agencies=f"{pending.agencies}\n{case.agencies}")
            continue
        if pending:
            yield pending
        pending = case
    if pending:
        yield pending
