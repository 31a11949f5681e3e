"""Find the cases in tables, whatever the order and names of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from data.notice_import.blocks import Block, Line, Table
from data.notice_import.columns import Role, column_role, is_header
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
from data.notice_import.names.agencies import FIELD_BREAK, is_agency, is_agency_list
from data.notice_import.names.places import Places
from data.notice_import.numbering import parse_number

Roles = tuple[Role, ...]


_NO_CASE = re.compile(r"(?:合计|总计|小计|共计)[^\u4e00-\u9fff]*$|(?:注|备注|說明|说明)[:：]")
"""Cells of rows of sums and remarks."""
_PRESENTS = re.compile("推介")
_LONG = 6
"""Characters of an agency, more than the name of a county has as a rule."""
_MOST = 0.8
"""The share of rows with title and agency in one cell that tells such a table."""
_RANK_COLUMN = re.compile("[奖獎等级級次名]")
"""Names of columns that make tiers; beside one, fields and kinds make none."""


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
    tables = reshape(blocks)
    shapes = [len(block.rows[0]) for block in tables if isinstance(block, Table)]
    # a table that goes on on the next page has its header there too
    begin = [block for block, before in zip(tables, [None, *tables], strict=False) if not isinstance(before, Table)]
    headed = sum(isinstance(block, Table) and is_header(block.rows[0]) for block in begin)
    for block in tables:
        if isinstance(block, Line):
            if block.text:
                above.append(block)
            continue
        found_roles = _roles(block, roles, tables, places)
        if not found_roles:
            above = []
            continue
        several = headed > 1 or (bool(roles) and not is_header(block.rows[0]))  # or the heading stands within the table
        roles = found_roles
        is_part = shapes.count(len(block.rows[0])) > 1
        named = [line for line in above if several or not is_part or not is_name_of_list(line.text)]
        tier, group = _headings(named, tier, group, places, several=several or is_part, is_first=not cases)
        above = []
        if tier and tier.count is not None:
            counts[tier.name] = tier.count
        if is_header(block.rows[0]):
            header += "".join(block.rows[0])
        new = _with_both(list(_cases(block, roles, tier.name if tier else "", group, places)), places)
        if new:
            first = first or block.number
            last = block.number + len(block.rows) - 1
        cases += new
    score = sum(1.0 if case.agencies else 0.3 for case in cases)
    return Found(tuple(_merged(cases)), counts, score, first, last, table=True, header=header)


def _roles(table: Table, before: Roles, blocks: Sequence[Block], places: Places) -> Roles:
    """Return the roles of the columns: by the header, those of the table before, or by what the cells look like.

    A table of a row or two, as below each heading, is looked at with those of `blocks` that have as many columns.
    """
    header = table.rows[0]
    if is_header(header):
        return _settle([column_role(cell) for cell in header], header, table.rows[1:], places)
    if before and len(before) == len(header):
        return before
    if sum(column_role(cell) == "other" for cell in header) > 1:
        return ()  # the header names no cases: 说明, 分值, 评审单位
    alike = [block for block in blocks if isinstance(block, Table) and len(block.rows[0]) == len(header)]
    return _guess(Table(tuple(row for other in alike for row in other.rows), table.number), places)


def _settle(
    roles: Sequence[Role | None], header: Sequence[str], rows: Sequence[Sequence[str]], places: Places
) -> Roles:
    """Return the roles with one title: of several columns that could be it the one with the longest texts.

    A column with an unknown name is the agency or title if no other is. Without a title, an agency is the case itself.
    """
    roles = [
        "tier" if role in ("number", None) and any(is_rank(row[at]) for row in rows) else role
        for at, role in enumerate(roles)
    ]
    titles = [at for at, role in enumerate(roles) if role == "title"]
    others = any(role == "agency" and not _PRESENTS.match(name) for role, name in zip(roles, header, strict=True))
    # who presents a case did it only if nobody else did
    result = [
        "other" if role == "agency" and others and _PRESENTS.match(name) else role
        for role, name in zip(roles, header, strict=True)
    ]
    if len(titles) > 1:
        best = max(titles, key=lambda at: (_is_named_title(header[at]), sum(len(row[at]) for row in rows)))
        for at in titles:
            if at != best and header[at] != header[best]:
                result[at] = "agency" if _share(rows, at, places) > 0.7 and "agency" not in roles else "other"
    ranks = [at for at, role in enumerate(roles) if role == "tier" and _has_ranks(header[at], rows, at)]
    result = [
        "other" if role == "tier" and ranks and header[at] not in {header[rank] for rank in ranks} else role
        for at, role in enumerate(result)
    ]
    unknown = [at for at, role in enumerate(roles) if role is None and any(row[at] for row in rows)]
    if "agency" not in result and (likely := [at for at in unknown if _share(rows, at, places) > 0.6]):
        result[likely[0]] = "agency"
    elif "title" not in result and unknown and max(map(len, header)) <= 16:
        result[max(unknown, key=lambda at: sum(len(row[at]) for row in rows))] = "title"
    if "agency" not in result and "place" in result:
        # of several, a county stands after its city, and an agency is longer than a place
        at_places = [at for at, role in enumerate(result) if role == "place"]
        result[max(at_places, key=lambda at: (sum(len(row[at]) for row in rows) > len(rows) * _LONG, at))] = "agency"
    has_title = "title" in result
    if not has_title and re.search("联系|电话|手机|邮箱", "".join(header)):
        return ()
    settled: Roles = tuple(role or "other" for role in result)
    return settled if has_title or "agency" in result else ()


def _has_ranks(name: str, rows: Sequence[Sequence[str]], at: int) -> bool:
    return bool(_RANK_COLUMN.search(name)) or any(is_rank(row[at]) for row in rows)


def _is_named_title(name: str) -> bool:
    return bool(re.search("名称|名稱|题目|題目|标题|標題", name)) and not re.search("类|類|领域", name)


def _share(rows: Sequence[Sequence[str]], column: int, places: Places) -> float:
    cells = [row[column] for row in rows if row[column]]
    return sum(is_agency_list(cell, places) for cell in cells) / max(len(cells), 1)


def _guess(table: Table, places: Places) -> Roles:
    """Return the roles of columns without a header; none if no column has agencies or none has titles."""
    rows = table.rows
    columns = range(len(rows[0]))
    shares = [_share(rows, at, places) for at in columns]
    agency = max(columns, key=lambda at: shares[at])
    if len(rows) < 2 or shares[agency] < 0.6:
        return ()
    rest = [at for at in columns if at != agency and sum(is_title(row[at]) for row in rows) > len(rows) * 0.6]
    rest = [at for at in rest if len({row[at] for row in rows}) > len(rows) / 2]
    if not rest:
        return ()
    title = max(rest, key=lambda at: sum(len(row[at]) for row in rows))
    roles: list[Role] = ["other"] * len(rows[0])
    roles[agency], roles[title] = "agency", "title"
    for at in columns:
        texts = {row[at] for row in rows}
        if at not in (agency, title) and len(texts) <= len(rows) / 2 and all(looks_like_heading(t) for t in texts if t):
            roles[at] = "tier"
    return tuple(roles)


def _headings(
    above: Sequence[Line], tier: Heading | None, group: str, places: Places, *, several: bool, is_first: bool
) -> tuple[Heading | None, str]:
    """Return tier and group that the lines above a table state, or those of the table before."""
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
    match = re.match(r"(.+?)(?:[特一二三四]等[奖獎]|[特優优]+等?|佳作)$", tier.name)
    return match[1] if match else ""


def _names_tier(line: Line, heading: Heading, *, several: bool) -> bool:
    if heading.count is not None or (heading.style and len(heading.name) <= 30):
        return True
    if re.match(r"附件?\s*\d{0,2}\s*[:：]?$", line.text):
        return False
    if not looks_like_heading(line.text):
        return False
    return several or is_rank(heading.name)


def _cases(table: Table, roles: Roles, tier: str, group: str, places: Places) -> Iterator[FoundCase]:
    rows = table.rows[1:] if is_header(table.rows[0]) else table.rows
    offset = table.number + len(table.rows) - len(rows)
    state: dict[int, str] = {}
    for line, row in enumerate(rows, offset):
        carried = [_carry(cell, at, roles, state) for at, cell in enumerate(row)]
        texts = {role: [] for role in roles}  # type: dict[Role, list[str]]
        for role, cell in zip(roles, carried, strict=False):
            if cell and cell not in texts[role]:
                texts[role].append(cell)
        sources = [*texts.get("agency", []), *texts.get("partner", [])]
        if "agency" not in roles:
            sources += [cell for cell in texts.get("person", []) if _has_agency(cell, places)]
        agencies = [cell for cell in sources if not is_nothing(cell)]
        if "title" in texts and not texts["title"] and agencies:
            texts["title"] = [state.get(-1, "")]  # a second agency of the case above
        title = "".join(texts["title"][:1]) if "title" in texts else "\n".join(agencies[:1])
        title = clean_title(title)
        if any(_NO_CASE.match(cell) for cell in (title, *row)) or not is_title(title):
            continue
        if not agencies and _is_total(row):
            continue
        state[-1] = title
        of_row = reduce(join_names, (parse_heading(text, 0).name for text in texts.get("tier", [])), "")
        place = next((name for cell in texts.get("place", []) if (name := places.group_heading(cell))), "")
        name = (
            of_row if not tier or of_row == tier else (tier + of_row if is_rank(of_row) and not is_rank(tier) else tier)
        )
        yield FoundCase(title, FIELD_BREAK.join(agencies), line, name or tier, place or group)


def _with_both(cases: list[FoundCase], places: Places) -> list[FoundCase]:
    """Return the cases of cells that hold title and agency, read as lines are; all others as they are."""
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
    """Return the cell, or for an empty one of a tier or place what stood above it."""
    if at < len(roles) and roles[at] in ("tier", "place"):
        state[at] = cell or state.get(at, "")
        return state[at]
    return cell


def _is_total(row: Sequence[str]) -> bool:
    return sum(bool(cell) for cell in row) <= 1


def _merged(cases: Sequence[FoundCase]) -> Iterator[FoundCase]:
    """Join rows with the same title one after the other: a cell of the title over several agencies."""
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
