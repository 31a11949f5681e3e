"""Determine the roles of the columns of a table by the names in its header, else by the form of the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.notice_import.blocks import Block, Table
from data.notice_import.columns import Role, column_role, is_header
from data.notice_import.layout.headings import is_rank, looks_like_heading
from data.notice_import.layout.reading import is_title
from data.notice_import.names.agencies import is_agency_list
from data.notice_import.names.places import Places

Roles = tuple[Role, ...]
_RANK_COLUMN = re.compile("[奖獎等级級次名]")
"""Names of columns that make tiers; beside one, columns of fields and kinds make none."""
_LONG = 6
"""The mean length of cells above which a column of places holds agencies rather than names of counties."""
_MOST = 0.8
"""The minimum share of titles that look like agencies in a list of organisations."""
_PRESENTS = re.compile("推介")
_PLACE_OF = re.compile("(?:申报|实施|保护)(?:地|地区|[省市县区])")
"""Names of columns of places that are the agencies if no other column has agencies."""
_DESIGNS = re.compile("设计|設計")


def find_roles(table: Table, before: Roles, blocks: Sequence[Block], places: Places) -> Roles:
    """Return the roles of the columns: by the header, those of the table before, or by the form of the cells.

    Tables of a row or two, as below each heading, are examined together with those of `blocks` that have as many
    columns and no header either. Returns an empty tuple for a table without cases.
    """
    header = table.rows[0]
    if is_header(header):
        return _settle([column_role(cell) for cell in header], header, table.rows[1:], places)
    if before and len(before) == len(header):
        return before
    if sum(column_role(cell) == "other" for cell in header) > 1:
        return ()  # the header names no cases: 说明, 分值, 评审单位
    alike = [
        block
        for block in blocks
        if isinstance(block, Table) and len(block.rows[0]) == len(header) and not is_header(block.rows[0])
    ]
    return _guess(Table(tuple(row for other in alike for row in other.rows), table.number), places)


def _settle(
    roles: Sequence[Role | None], header: Sequence[str], rows: Sequence[Sequence[str]], places: Places
) -> Roles:
    """Return the roles with a single title: of several candidates the column with the longest texts.

    A column with an unknown name is the agency or title if no other column is. Without a title, the agency is the case
    itself. Returns an empty tuple for a table without cases.
    """
    roles = [
        "tier" if role in ("number", None) and any(is_rank(row[at]) for row in rows) else role
        for at, role in enumerate(roles)
    ]
    if "agency" not in roles:  # the designer is the agency of a design
        roles = [
            "agency" if role == "other" and _DESIGNS.match(name) else role
            for role, name in zip(roles, header, strict=True)
        ]
    titles = [at for at, role in enumerate(roles) if role == "title"]
    others = any(role == "agency" and not _PRESENTS.match(name) for role, name in zip(roles, header, strict=True))
    # the presenting agency counts only if there is no other
    result = [
        "other" if role == "agency" and others and _PRESENTS.match(name) else role
        for role, name in zip(roles, header, strict=True)
    ]
    placed = [at for at, role in enumerate(result) if role == "agency" and _PLACE_OF.fullmatch(header[at])]
    if len(placed) < result.count("agency"):
        result = ["place" if at in placed else role for at, role in enumerate(result)]  # 实施地, beside 实施单位
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
    organizations = [at for at, role in enumerate(result) if role == "title" and _share(rows, at, places) > _MOST]
    if "agency" not in result and organizations:
        result[organizations[0]] = "agency"  # 网点名称: the case itself
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
    """Return the roles of columns without a header; an empty tuple if no column has agencies or none has titles."""
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
        are_ranks = all(is_rank(text) for text in texts)
        is_common = len(texts) <= len(rows) / 2 and all(looks_like_heading(text) for text in texts if text)
        if at not in (agency, title) and (are_ranks or is_common):
            roles[at] = "tier"
    return tuple(roles)
