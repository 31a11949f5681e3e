"""Split an agency's name by rules: the places it states, the bureau, and the department within the bureau."""

from __future__ import annotations

import re
from collections.abc import Iterator

from data.chinese import simplify
from data.model import Agency
from data.place_name import Setting, find_places, is_national, unknown_place
from data.regions import RegionTable

ANYWHERE = Setting()

_BODY = re.compile(
    r"""局(?![面限部势]) | 署 | 委员?会 | 委(?![员会托派任培]) | (?<![餐客舞歌])厅 | (?:宣传|组织|统战|武装|总)部
    | (?<!场)所(?![得属有在需]) | 院(?![校士线]) | 站(?![点台]) | 队(?!伍) | 办公室 | 办事处 | 街道(?!办)
    | 中心(?!城|小学|中学|幼儿|医院|支行|血站|卫生|工作) | [协学商工字]会(?![计议展员]) | (?:联合|基金|促进|研究)会
    | 政府(?!采购) | 海关(?!总署) | 银行(?!业|保险|间|卡) | 大学(?!城|生(?![态物命理化殖]))
    | 集团(?!有限|股份|公司) | 公司(?!登记|注册|治理)""",
    re.VERBOSE,
)
"""Matches the word that ends the name of a bureau; the first match that can be one counts."""

_TAIL = re.compile(r"(?:(?:股份|控股)?有限(?:责任)?公司)?(?:（[^（）]*）|\([^()]*\))?")
"""Matches the rest of a bureau's name after the match of `_BODY`."""
_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")

_OWN_BUREAU = re.compile(r"(?:市场监督管理|市场监管|药品监督管理|知识产权|税务|公安)局")
"""A bureau under a zone's 管理委员会 that counts as the bureau, as it has departments of its own."""

_DEPARTMENT = re.compile(r".*(?:[处科室部院系所站队局委会厅办馆组团社厂校区课行署]|中心|分公司|支公司|供电公司)")
_NO_DEPARTMENT = re.compile(r"(?:第.{1,2}|直属)?附属")
"""The beginning of the name of a university's hospital or school, which is an agency of its own."""
_NEEDS_DEPARTMENT = ("集团", "公司", "大学", "医院", "委")
"""Words that end the name of a bureau only if a department follows."""

_OPEN, _CLOSE = ("（", "("), "）)"


def parse_agency(name: str, table: RegionTable, setting: Setting = ANYWHERE) -> Agency:
    """Split `name` into an Agency; its place is the lowest place that `name` states.

    The place is None if `name` states no known place or an ambiguous one.
    """
    plain = simplify(name)
    match = find_places(plain, table, setting)
    start = match.end + len(unknown_place(plain, match.end))
    before, rest = name[: match.start], name[start:]
    if before.endswith(_OPEN) and rest.startswith(tuple(_CLOSE)):
        before, rest = before[:-1], rest.lstrip(_CLOSE)  # 中国（上海）自由贸易试验区
    elif before.endswith(_OPEN):
        before, rest = "", name  # a second name in brackets that begins with a place
    end = _bureau_end(simplify(rest))
    bureau, department = rest[:end], rest[end:]
    # Text before the place belongs to the bureau's own name.
    if before and not before.endswith(("总局", "總局", "共和国", "共和國")):
        bureau = before + bureau  # 中国移动通信集团江苏有限公司: 有限公司 alone would not name it
    return Agency(name, match.place, bureau, department)


def find_doubt(name: str, table: RegionTable, setting: Setting = ANYWHERE) -> str:
    """Return a warning in Chinese about the places in `name`; empty if there is none."""
    plain = simplify(name)
    match = find_places(plain, table, setting)
    if match.choices:
        choices = "、".join("".join(r.name for r in region.chain) for region in match.choices)
        return f"地名不止一处（{choices}），请在前面写明上级"
    unknown = unknown_place(plain, match.end)
    if unknown and not is_national(plain):
        instead = f"归入{match.place.name}" if match.place else "只按名称匹配"
        return f"地名「{unknown}」不在行政区划表里，{instead}"
    if not match.place and not is_national(plain):
        return "看不出属于哪个地方，只按名称匹配"
    return ""


def is_complete_name(name: str) -> bool:
    """Return whether `name` has an ending of bureaus or departments, so that it is probably not cut off."""
    return name.endswith(tuple("局处科室委会厅院心所站队府行学团部署关司社馆园办区镇乡校厂组）)"))


def body_ends(text: str) -> Iterator[int]:
    """Yield the positions in `text` where a name of a bureau, company or school may end, in ascending order."""
    for body in _BODY.finditer(text):
        tail = _TAIL.match(text, body.end())
        end = tail.end() if tail else body.end()
        if not _NO_DEPARTMENT.match(text, end):
            yield end


def _bureau_end(rest: str) -> int:
    """Return where the bureau ends in the text after the places; the length of the text if no department follows."""
    hidden = [range(*one.span()) for one in _BRACKETS.finditer(rest)]
    for body in _BODY.finditer(rest):
        # Brackets never split a name: 茅台酒厂（集团）有限责任公司.
        if any(body.start() in span for span in hidden):
            continue
        end = body.end()
        if rest[:end].endswith(("管理委员会", "管委会")) and (own := _OWN_BUREAU.match(rest, end)):
            end = own.end()
        tail = _TAIL.match(rest, end)
        end = tail.end() if tail else end
        department = rest[end:]
        if not rest[:end].endswith(_NEEDS_DEPARTMENT) or not department:
            return end
        committee = body.group() == "委" and body.start() == 0  # 区委政法委 is one body
        if _DEPARTMENT.fullmatch(department) and not _NO_DEPARTMENT.match(department) and not committee:
            return end
    return len(rest)
