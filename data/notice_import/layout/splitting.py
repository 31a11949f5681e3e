"""Split lines that list several cases, and remove ornaments, bullets and brackets around headings and agencies."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.notice_import.blocks import WIDE_GAP, Block, Line, Table
from data.notice_import.columns import column_role, is_header
from data.notice_import.dates import is_date
from data.notice_import.labels import LABEL
from data.notice_import.layout.fields import label_role
from data.notice_import.layout.headings import is_award, is_rank, looks_like_heading, parse_heading, states_count
from data.notice_import.names.agencies import is_agency, is_agency_list, split_agencies
from data.notice_import.names.places import Places
from data.notice_import.numbering import NUMERAL, parse_number
from data.notice_import.readers.wrapping import width

_INLINE = (
    re.compile("[①-⑳㉑-㉟㊱-㊿]"),
    re.compile(r"(?:(?<=[；;。：:，,、\s])|^)[（(]\d{1,3}[）)]"),
    re.compile(r"(?:(?<=[；;。：:\s）)])|^)\d{1,3}[.．、](?!\d)"),
    re.compile(f"(?:(?<=[；;。：:\\s])|^)第{NUMERAL}[个個项項件](?:案例|项目|做法|作品|成果)?[，,：:]"),
)
_ORNAMENT = re.compile(r"([^\w\s…\"'、，。]|_)\1*\s*(?P<text>(?:(?!\1).){2,30}?)\s*\1+$")
"""A heading between equal marks: ★★ 一等奖 ★★, / 十佳案例 /."""
_BOXED = re.compile(r"[【\[]([^】\]]{2,8})[】\]]\s*[：:]?\s*")
_BULLET = re.compile(r"[-–•·▪◦*+●○◆◇■□▲△▶►➤✦◎]\s*")
_STATED_LABEL = re.compile(
    "(?<=[，,（(])((?:申报|报送|完成|实施|承担|主办|获奖|建设|牵头)(?:单位|主体|机构))[为是](?=.)"
)
"""A label within a sentence: 甲，申报单位为某某局."""
_BRACKETED = re.compile(r"[（(]((?:[^（）()]|[（(][^（）()]*[）)])+)[）)]$")
_ASIDE = re.compile(r"(?<=\S)\s*[（(](?P<label>[^（）()：:；;]{2,12})[：:](?P<value>[^（）()：:]+)[）)]$")
_TITLES = re.compile("(?P<agency>[^《》：:]+)[：:]?(?P<titles>(?:《[^《》]+》[、，,和]?){2,})")
"""Several cases of one agency: 某某监狱：《甲》《乙》."""
_QUOTED_CASE = re.compile("(?P<agency>[^《》]+)(?:《[^《》]+》)+[。；]?")
_BRACKETED_CASE = re.compile("《[^《》]+》[（(][^（）()《》]+[）)]")
_BRACKETED_CASES = re.compile(rf"(?:{_BRACKETED_CASE.pattern}[、，；。]?){{2,}}")
"""Several cases in a row: 《甲》（某某局）、《乙》（某某局）."""
_VOTES = re.compile(
    r"(?:\s+|\s*[（(](?=[^（）()]*[）)]$))(?:(?:得票数?|票数)?\s*[：:]?\s*\d[\d.,]*\s*票"
    r"|(?:得分|总分|评分|分数)\s*[：:]?\s*\d[\d.,]*\s*分?)[）)]?$"
    r"|(?:(?<=[）)])\s*|\s{2,})\d[\d.]*\s*分$"
)
"""Votes or points at the end of a case, 甲（某某局）  45821票, but not points in a title: 等候不超过 5分."""
_RANK_FIRST = re.compile(r"(?P<rank>\S{2,6}?)\s*[\s／/|｜·—]+\s*(?=\S)")
_ROWS = 3
"""The minimum number of lines of organisations side by side; fewer may be a signature."""
_MOST = 0.7
"""The minimum share of a column that must look like organisations."""
_OFF = 2
"""The maximum difference, in columns, between the indents of the lines of a labelled value."""
_DASH = re.compile(r"^(?:——|[—–-](?! ))\s*")
"""A dash before agencies; with a space after it the dash is a bullet."""


def split_line(line: Line, places: Places) -> Iterator[Line]:
    """Yield the line, or its parts if it lists several cases: 一等奖：①甲（乙局）②丙（丁局）."""
    text = _STATED_LABEL.sub(r"\1：", _VOTES.sub("", line.text))
    line = replace(line, text=_without_aside(text, places))
    if ornament := _ORNAMENT.match(line.text):
        line = replace(line, text=ornament["text"], heading=True)
    if heading := _heading_before(line.text, places):
        yield replace(line, text=heading[0], heading=True)
        for text in heading[1]:
            yield from split_line(replace(line, text=text), places)
        return
    boxed = _BOXED.match(line.text)
    if boxed and column_role(boxed[1]):
        line = replace(line, text=f"{boxed[1]}：{line.text[boxed.end() :]}")
    bullet = _BULLET.match(line.text)
    if bullet and (label := LABEL.match(line.text, bullet.end())) and column_role(label[1]):
        line = replace(line, text=line.text[bullet.end() :])
    bracketed = _BRACKETED.match(line.text)
    if bracketed and (_has_agency_label(bracketed[1]) or is_agency_list(bracketed[1], places)):
        yield replace(line, text=bracketed[1])
        return
    dash = _DASH.match(line.text)
    if dash and is_agency_list(line.text[dash.end() :], places):
        yield replace(line, text=line.text[dash.end() :])
        return
    if (titles := _TITLES.fullmatch(line.text)) and is_agency_list(titles["agency"], places):
        yield from (
            replace(line, text=titles["agency"] + title) for title in re.findall("《[^《》]+》", titles["titles"])
        )
        return
    parts = _BRACKETED_CASE.findall(line.text) if _BRACKETED_CASES.fullmatch(line.text) else split_numbers(line.text)
    yield from (replace(line, text=part) for part in parts) if len(parts) > 1 else (line,)


def split_numbers(text: str) -> list[str]:
    """Return the parts of the text at numbers that count up, from 1 or from the number at its beginning."""
    for pattern in _INLINE:
        starts: list[int] = []
        expected = 1
        for match in pattern.finditer(text):
            number = parse_number(text[match.start() :])
            if number and (number.value == expected or match.start() == 0):
                starts.append(match.start())
                expected = number.value + 1
        if len(starts) > 1:
            parts = [text[a:b] for a, b in itertools.pairwise((0, *starts, len(text)))]
            return [kept for part in parts if (kept := part.strip().rstrip("；;，,、").strip())]
    return [text]


def _without_aside(text: str, places: Places) -> str:
    """Return the text without brackets at its end that name persons, or agencies that are not those of the case.

    For example （执笔人：王建军）, （推荐单位：某某局）.
    """
    aside = _ASIDE.search(text)
    if not aside:
        return text
    role = column_role(aside["label"])
    has_agency = is_agency_list(aside["value"], places)
    is_person = role == "person" and label_role(aside["label"], aside["value"], places) == "person"
    return text[: aside.start()] if is_person or (role == "other" and has_agency) else text


def _heading_before(text: str, places: Places) -> tuple[str, list[str]] | None:
    """Return a rank, award or place before a colon, and the case or agencies after it; None for other text."""
    if (first := _RANK_FIRST.match(text)) and is_rank(first["rank"]) and parse_heading(text, 0).count is None:
        rest = text[first.end() :]
        return (first["rank"], [rest]) if re.search("[\u4e00-\u9fff]", rest) else None
    number = parse_number(text)
    plain = number.rest if number else text
    if (boxed := _BOXED.match(plain)) and is_rank(boxed[1]) and parse_heading(plain, 0).count is None:
        rest = plain[boxed.end() :]
        return (boxed[1], [text.removesuffix(plain) + rest]) if rest else None
    label = LABEL.match(plain)
    if not label:
        return None
    name, rest = label[1], plain[label.end() :].strip()
    heading = text[: text.index(label[0])] + name
    stated = parse_heading(name, 0)
    is_place = bool(places.group_heading(stated.name))
    is_group = is_place or is_award(name) or stated.count is not None
    cases = re.split("；|(?<=》)、", rest)
    if is_place and all(
        (case := _QUOTED_CASE.fullmatch(text)) and is_agency_list(case["agency"], places) for text in cases
    ):
        return heading, cases
    if is_group and is_agency_list(rest, places):
        return heading, [agency for agency, _ in split_agencies(rest, places)]
    return (heading, [rest]) if is_rank(name) and rest and not re.search("[；;]", rest) else None


def _has_agency_label(text: str) -> bool:
    label = LABEL.match(text)
    return label is not None and column_role(label[1]) == "agency"


def join_continued(blocks: Sequence[Block], places: Places) -> list[Block]:
    """Return the blocks with each line that ends within a list of names joined with the next line.

    The last item of a list of clauses, 甲；乙；丙。, loses its full stop.
    """
    result: list[Block] = []
    last = 0
    for block in blocks:
        before = result[-1] if result else None
        if (
            isinstance(block, Line)
            and isinstance(before, Line)
            and (before.text.endswith("、") or (block.number == last + 1 and _hangs(block, before)))
        ):
            value = LABEL.sub("", before.text, 1)
            is_more = before.text[-1] not in "、，," and is_agency_list(value, places)
            result[-1] = replace(before, text=before.text + "、" * is_more + block.text)
        elif isinstance(block, Line) and isinstance(before, Line) and before.text.endswith(("；", ";")):
            result.append(replace(block, text=block.text.removesuffix("。")))  # the last of a list
        else:
            result.append(block)
        last = block.last
    return result


def _hangs(block: Line, before: Line) -> bool:
    """Return whether the line continues the value of the labelled line before it, below which it is aligned."""
    label = LABEL.match(before.text)
    if not label or not column_role(label[1]) or LABEL.match(block.text) or parse_number(block.text):
        return False
    is_below = abs(block.indent - before.indent - width(label[0])) <= _OFF and block.indent > before.indent
    return is_below and before.text[-1] not in "。；" and not is_date(block.text)


def join_counts(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with each line that only states a count, （共24个）, joined with the heading above it."""
    result: list[Block] = []
    for block in blocks:
        before = result[-1] if result else None
        is_count = isinstance(block, Line) and states_count(block.text)
        if isinstance(block, Line) and is_count and isinstance(before, Line) and before.text[-1:] not in "。：:；":
            result[-1] = replace(before, text=before.text + block.text)
        else:
            result.append(block)
    return result


def spread_organizations(blocks: Sequence[Block], places: Places) -> list[Block]:
    """Return the blocks with organisations that stand side by side, in lines or a table, each on its own line."""
    result: list[Block] = []
    for _, group in itertools.groupby(_spread_counted(blocks, places), _width):
        run = list(group)
        rows = [(row, block) for block in run for row in _side_by_side(block)]
        is_table = isinstance(run[0], Table)
        if len(rows) >= (2 if is_table else _ROWS) and _are_organizations([row for row, _ in rows], places):
            result += [Line(name, block.number) for row, block in rows for name in row if name]
        else:
            result += run
    return result


def _spread_counted(blocks: Sequence[Block], places: Places) -> Iterator[Block]:
    """Yield the blocks with each organisation below a heading that states their number on its own line."""
    at = 0
    while at < len(blocks):
        yield blocks[at]
        before, at = blocks[at], at + 1
        count = parse_heading(before.text, 0).count if isinstance(before, Line) else None
        names: list[Line] = []
        end = at
        while end < len(blocks) and len(names) < (count or 0):
            block = blocks[end]
            parts = re.split(r"[\s、]+", block.text.rstrip("。；")) if isinstance(block, Line) else []
            likely = sum(is_agency(part, places) for part in parts)
            least = len(parts) * _MOST if len(parts) == count else len(parts)
            if not parts or likely < least:
                break
            names += [Line(part, block.number, block.indent if isinstance(block, Line) else 0) for part in parts]
            end += 1
        # a title below them would be the case of which they are the agencies
        following = blocks[end] if end < len(blocks) else None
        is_last = not isinstance(following, Line) or _ends_list(following.text, places)
        if len(names) == count and is_last:
            yield from names
            at = end


def _ends_list(text: str, places: Places) -> bool:
    """Return whether the line is a heading, a sentence, a signature or a date."""
    is_heading = looks_like_heading(text) or bool(places.group_heading(parse_heading(text, 0).name))
    return is_heading or text.endswith(("。", "：")) or is_date(text) or is_agency(text, places)


def _width(block: Block) -> int:
    return len(rows[0]) if (rows := _side_by_side(block)) else 0


def _side_by_side(block: Block) -> list[list[str]]:
    """Return the rows of fields in a table or in a line with wide gaps; an empty list for other lines."""
    if isinstance(block, Table):
        return [] if is_header(block.rows[0]) else [list(row) for row in block.rows]
    parts = WIDE_GAP.split(block.text)
    return [parts] if len(parts) > 1 and not parse_number(block.text) else []


def _are_organizations(rows: Sequence[Sequence[str]], places: Places) -> bool:
    """Return whether each column consists mostly of organisations, without repetition."""
    names = [name for row in rows for name in row if name]
    columns = [[name for name in column if name] for column in zip(*rows, strict=True)]
    return len(set(names)) == len(names) and all(
        sum(is_agency(name, places) for name in column) >= len(column) * _MOST for column in columns
    )
