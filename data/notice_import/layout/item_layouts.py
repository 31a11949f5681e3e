"""The layouts of a single case: each function reads title and agencies from the lines of a case."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence

from data.agency_name import body_ends
from data.notice_import.blocks import WIDE_GAP
from data.notice_import.columns import column_role
from data.notice_import.layout.gap_layouts import names_persons
from data.notice_import.layout.reading import Reading, make_reading
from data.notice_import.names.agencies import Judge, is_person, split_names

Reader = Callable[[Sequence[str], Judge], Reading | None]

_DASH = re.compile(r"\s*(?:——|—|--|–|－|-{1,2}|―)\s*")
_LEADING = re.compile(
    r"(?:【[^【】]+】|\[[^\[\]]+\]|〔[^〔〕]+〕|[（(](?:[^（）()]|[（(][^（）()]*[）)])+[）)])\s*(?=.)"
)
_TRAILING = re.compile(r"\s*[（(\[【](?P<inside>[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)\]】]\s*[。；;]?$")
_AROUND = re.compile(r"[—–-]{1,2}\s*(?P<after>.+)|[（(](?P<inside>(?:[^（）()]|[（(][^（）()]*[）)])+)[）)]")
"""A dash before agencies, or brackets around them."""
_NUMBERED_AUTHORS = re.compile(r"(?:[\u4e00-\u9fff·]{2,8}\d(?:[,，]\d)*(?:[，,、\s]+|$)){2,}")
"""Persons with numbers that refer to their institutions: 覃国栋1，韦丽萍2."""
_AUTHORS_OF = re.compile(
    r"(?:[\u4e00-\u9fff·]{2,4}[，,、\s]+)*[\u4e00-\u9fff·]{2,4}[（(](?P<agencies>[^（）()]+[；;][^（）()]+)[）)]"
)
"""Persons with their institutions in brackets: 梁嘉豪，陈思齐（某某大学；某某气象台）."""
_TITLE = 5
"""The minimum length of a title in brackets; a shorter text is a note."""
_STORY = 10
"""The maximum number of lines of a title and the text about the case above the agencies."""
_SENT = re.compile(r"(?:报送|选送|申报|推荐|提供|供稿|完成|实施|创建|主办|承办|负责)$")
DOING = (
    "(?:共同|联合|聯合)?"
    "(?:辦理|管理|办理|报送|申报|选送|实施|完成|推荐|创建|主辦|主办|承办|推出|建设|打造|探索|提交|负责)"
)
"""Verbs for what agencies did, between their names and the title: 共同申报."""
_OF = re.compile(
    rf"(?P<agency>.+?){DOING}?(?:之|的)?[“「『《](?P<title>.+)[”」』》](?:案例|项目|項目|做法|作品|实践|經驗|经验)?$"
)
_OF_ALONE = re.compile("(?P<agency>[^“「『《]+)(?P<title>[“「『].+[”」』].{1,12})")
_GOES_ON = re.compile(r"[的在及]|[（(](?!\d{4}[）)])|第[一二三四五六七八九十]+[分支大中]|中心|管理|建设")
"""Text after an agency's name that continues it, or that shows that the agency did not act.

The year of a judgment in brackets shows neither.
"""
_BY = re.compile(rf"(?P<title>.+?)\s*[，,：:]\s*[由系](?P<agency>.+?){DOING}[。；;]?")
_REPORT = re.compile(
    r"《?(?P<agency>[^\d《》“”]{2,40}?)\s*(?:\d{4}(?:\s*[-–—/至]\s*\d{2,4})?|[〇○零一二三四五六七八九]{4})[^《》]{0,30}(?:报告|報告|年报|年報)(?:书|書)?》?"
)


def read_above(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of agencies on a line and the title below; None for other lines."""
    if len(lines) < 2 or not judge.is_list(lines[0]):
        return None
    return make_reading(lines[1], lines[0])


def read_above_two(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of agencies on a line and a title of two lines below; None for other lines."""
    if len(lines) < 3 or not judge.is_list(lines[0]) or len(lines[2]) > 40 or lines[2].endswith(("。", "；", "！")):
        return None
    return make_reading(f"{lines[1]} {lines[2]}", lines[0])


def read_below(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of a title of one to three lines and agencies below; None for other lines.

    Sentences about the case may stand between them.
    """
    lines = [lines[0], *(line for line in lines[1:] if not _names_authors(line))]
    title = [lines[0], *itertools.takewhile(lambda line: not line.endswith("。"), lines[1:3])]
    is_list = judge.is_strict_list if lines[0].endswith("。") else judge.is_list

    def is_agencies(line: str) -> bool:
        # a sentence below agencies is about the case: only certain names of agencies may end with a full stop
        return (judge.is_strict_list if line.endswith("。") else is_list)(_freed(line))

    for at in range(1, min(len(lines), 2 if lines[0].endswith("。") else _STORY)):
        agencies = list(itertools.takewhile(is_agencies, lines[at:]))
        if agencies:
            return make_reading("".join(title[:at]), "\n".join(map(_freed, agencies)))
        if at >= len(title) and not lines[at].endswith("。"):
            break
    return None


def _names_authors(line: str) -> bool:
    """Return whether the line names persons, perhaps with numbers of their institutions: 李娜1，陆 峰2."""
    name = re.sub(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff](?![\u4e00-\u9fff]))", r"\1", line)
    return names_persons(name) or _NUMBERED_AUTHORS.fullmatch(name) is not None


def _freed(line: str) -> str:
    if authors := _AUTHORS_OF.fullmatch(line):
        return authors["agencies"].replace("；", "、").replace(";", "、")
    fields = WIDE_GAP.split(line)
    kept = [field for field in fields if not names_persons(field)]
    line = "、".join(kept) if 0 < len(kept) < len(fields) else line
    match = _AROUND.fullmatch(line)
    return (match["after"] or match["inside"]) if match else line.removesuffix("。")


def read_colon(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 某某局：标题; None for other lines."""
    left, colon, right = _cut(lines[0], r"[：:]")
    return make_reading(right, left) if colon and judge.is_list(left) else None


def read_bracket_first(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 【某某局】标题; None for other lines."""
    match = _LEADING.match(lines[0])
    agency = match[0].strip()[1:-1] if match else ""
    return make_reading(lines[0][match.end() :], agency) if match and judge.is_list(agency) else None


def read_agency_dash(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 某某局——标题; None for other lines."""
    left, dash, right = _cut(lines[0], _DASH.pattern)
    return make_reading(right, left) if dash and judge.is_list(left) else None


def read_dash_agency(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 标题——某某局; None for other lines."""
    for match in reversed(list(_DASH.finditer(lines[0]))):
        right = lines[0][match.end() :].strip("。；; ")
        if judge.is_list(right):
            return make_reading(lines[0][: match.start()], right)
    return None


def read_by(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 标题，由某某局实施; None for other lines."""
    match = _BY.fullmatch(lines[0])
    return make_reading(match["title"], match["agency"]) if match and judge.is_list(match["agency"]) else None


def read_bracketed(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 标题（某某局）, also 标题（某某局报送）; None for other lines."""
    text = lines[0]
    match = _TRAILING.search(text)
    if not match:
        return None
    inside = _SENT.sub("", _without_recommender(match["inside"].strip()))
    label = re.match(r"[^：:]{2,8}[：:]", inside)
    inside = inside[label.end() :] if label and column_role(label[0][:-1]) == "agency" else inside
    return make_reading(_without_authors(text[: match.start()]), inside) if judge.is_list(inside) else None


def read_agency_bracket(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 某某局（标题）; None for other lines."""
    match = _TRAILING.search(lines[0])
    if not match or len(match["inside"]) < _TITLE or judge.is_list(match["inside"]):
        return None
    agency = lines[0][: match.start()]
    return make_reading(match["inside"], agency) if judge.is_strict_list(agency) else None


def _without_recommender(text: str) -> str:
    """Return the text without recommending agencies: 甲厅推荐，乙局.

    An agency that stands alone is kept, as it is the one of the case.
    """
    parts = re.split("[，,；;]", text)
    return "，".join(part for part in parts if not part.endswith(("推荐", "推薦", "推荐单位"))) or text


def _without_authors(title: str) -> str:
    """Return the title without the authors after it, who may have numbers: 标题 王强1，李娜2."""
    before, gap, last = title.rstrip().rpartition(" ")
    return before if gap and names_persons(re.sub(r"(?<=[\u4e00-\u9fff])\d", "", last)) else title


def read_quoted(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of 某某局《标题》, 某某局辦理之「标题」 or 《标题》某某局; None for other lines."""
    text = lines[0].rstrip("。；; ")
    if (
        (match := _OF.fullmatch(text))
        and not match["agency"].endswith("  ")  # a gap separates title and agency: the title is quoted
        and judge.is_list(match["agency"].rstrip("，,、：: "))
    ):
        return make_reading(match["title"], match["agency"].rstrip("，,、：: "))
    if (match := _OF_ALONE.fullmatch(text)) and judge.is_strict_list(match["agency"]) and not judge.is_agency(text):
        return make_reading(match["title"], match["agency"])
    if match := re.fullmatch(r"《(?P<title>.+?)》[\s，,、:：—-]*(?P<agency>[^《》]+)", text):
        agency = match["agency"].strip()
        bracket = _TRAILING.search(agency)
        if bracket and judge.is_strict_list(bracket["inside"]) and not _has_holder(agency[: bracket.start()], judge):
            return (
                None  # 《甲》乙（某某局）: 《》 enclose a part of the title or all of it, and the brackets the agencies
            )
        if judge.is_list(agency) or any(judge.is_agency(part) for part in re.split(r"[\s，,、（）()]+", agency)):
            return make_reading(match["title"], agency)
    return None


def _has_holder(text: str, judge: Judge) -> bool:
    """Return whether the text before brackets is an agency or a person, to which the brackets belong."""
    return judge.is_strict_list(text) or names_persons(text)


def read_organization(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of a line with an agency alone as both title and agency; None for other lines."""
    first, *others = lines[0].split()
    if others and is_person(first):
        return None
    name = lines[0].rstrip("。；;，, ")
    if len(lines) == 1 and judge.is_agency(name) and len(list(split_names(name))) == 1:
        return make_reading(name, name)
    return None


def read_report(lines: Sequence[str], _judge: Judge) -> Reading | None:
    """Return the reading of a report of the company in its title, 某某集团2021年社会责任报告; None for other lines."""
    match = _REPORT.fullmatch(lines[0])
    return make_reading(lines[0], match["agency"]) if match else None


def read_leading(lines: Sequence[str], judge: Judge) -> Reading | None:
    """Return the reading of a title that begins with its agency, 某某公司2022年社会责任报告; None for other lines."""
    text = lines[0]
    end = 0 if judge.is_agency(text) else _leading_end(text, judge)
    while end and text[end] in "、和与" and (after := _leading_end(text[end + 1 :], judge)):
        end += 1 + after
    return make_reading(text, re.sub("[和与]", "、", text[:end])) if end else None


def _leading_end(text: str, judge: Judge) -> int:
    """Return the end of an agency's name at the beginning of a longer text; 0 if there is none."""
    ends = [end for end in range(4, min(len(text) - 2, 40) + 1) if _is_leading(text[:end], text[end:], judge)]
    bodies = set(body_ends(text))
    return next((end for end in ends if end in bodies), ends[-1] if ends else 0)


def _is_leading(name: str, rest: str, judge: Judge) -> bool:
    if re.search(r"\d|、", name) or _GOES_ON.match(rest) or name.count("（") != name.count("）"):
        return False
    known = judge.places.begins_with_place(name) or re.search("(?:公司|集团|大学|银行|医院)$", name)
    return bool(known) and judge.is_agency(name) and not judge.places.is_place(name)


def read_title(lines: Sequence[str], _judge: Judge) -> Reading | None:
    """Return the reading of a title without agencies; None for a sentence that others follow, or many lines."""
    return make_reading(lines[0], "") if len(lines) <= 3 and not _is_sentence(lines) else None


def _is_sentence(lines: Sequence[str]) -> bool:
    return len(lines) > 1 and lines[0].endswith("。")


def _cut(text: str, pattern: str) -> tuple[str, bool, str]:
    match = re.search(pattern, text)
    return (text[: match.start()].strip(), True, text[match.end() :].strip()) if match else (text, False, "")
