"""Split an agency's name by rules: the places it states, the bureau, and the department within the bureau."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.model import Agency, Region
from data.regions import RegionTable

_NATIONAL = ("国家", "中国", "中华", "全国", "国务院", "最高人民", "中央", "中共中央")
"""Beginnings of national bodies, which need not belong to any division."""

_CORPS = re.compile(r"生产建设兵团(?:第[一二三四五六七八九十\d]+师)?")
"""新疆生产建设兵团 stands between the region and its cities."""

_BODY = re.compile(
    r"""局(?![面限部势]) | 署 | 委员?会 | 委(?![员会托派任培]) | (?<![餐客舞歌])厅 | (?:宣传|组织|统战|武装|总)部
    | (?<!场)所(?![得属有在需]) | 院(?![校士线]) | 站(?![点台]) | 队(?!伍) | 办公室 | 办事处 | 街道(?!办)
    | 中心(?!城|小学|中学|幼儿|医院|支行|血站|卫生|工作) | [协学商工字]会(?![计议展员]) | (?:联合|基金|促进|研究)会
    | 政府(?!采购) | 海关(?!总署) | 银行(?!业|保险|间|卡) | 大学(?![生城])
    | 集团(?!有限|股份|公司) | 公司(?!登记|注册|治理)""",
    re.VERBOSE,
)
"""Matches the word that ends the name of a bureau; the first match counts."""

_TAIL = re.compile(r"(?:(?:股份|控股)?有限(?:责任)?公司)?(?:（[^（）]*）|\([^()]*\))?")
"""Matches what still belongs to the bureau after that word."""

_OWN_BUREAU = re.compile(r"(?:市场监督管理|市场监管|药品监督管理|知识产权|税务|公安)局")
"""A bureau under a zone's 管理委员会 that has departments of its own: it is the bureau, not the 管理委员会."""

_PLACE_ENDINGS = {
    "市": ("城都超上全门", "场区容"),
    "县": ("", "域级"),
    "区": ("开发新高经园范试验实保税自度假合作管理工业产能务商港社街片库林矿护聚导校厂科农景战灾牧", "域"),
}
"""Ending of a place → characters before it, and beginnings after it, that make it another word (a zone, a market)."""

_BEFORE_SHORT = re.compile(r"(?:[（(]|公司|总局|银行|委员会|共和国|集团)$")
_OPEN, _CLOSE = ("（", "("), "）)"
_NO_PLACE_AFTER = ("路", "街", "大道")
_AFTER_COUNTY = re.compile(
    r"国家级?(?:经济|高新)|经济(?:技术)?开发|高新|开发区|工业园|产业园|示范区|综合保税|保税区|旅游度假"
    r"|海关|税务|公安|法院|检察|农商|供电|市场?监"
)
"""Required after a county's short name directly under its province: 昆山高新区, but not 新兴产业."""


class _PlaceMatch(NamedTuple):
    """The places that a name states: the lowest one, their span in the text, and the candidates if it is ambiguous."""

    place: Region | None
    start: int
    end: int
    choices: tuple[Region, ...] = ()


def parse_agency(name: str, table: RegionTable) -> Agency:
    """Split `name` into an Agency. Its place is the lowest known one; None if there is none or several are possible."""
    match = _find_places(name, table)
    rest = name[match.end + len(_unknown_place(name, match.end)) :]
    before = name[: match.start]
    if before.endswith(_OPEN):
        before, rest = before[:-1], rest.lstrip(_CLOSE)  # 中国（上海）自由贸易试验区
    bureau, department = _split_bureau(rest)
    # Text before the place belongs to the bureau's own name.
    if before and not before.endswith(("总局", "共和国")):
        bureau = before + bureau  # 中国移动通信集团江苏有限公司: 有限公司 alone would not name it
    return Agency(name, match.place, bureau, department)


def find_doubt(name: str, table: RegionTable) -> str:
    """Return a warning in Chinese about the places in `name`; empty if there is none."""
    match = _find_places(name, table)
    if match.choices:
        choices = "、".join("".join(r.name for r in region.chain) for region in match.choices)
        return f"地名不止一处（{choices}），请在前面写明上级"
    unknown = _unknown_place(name, match.end)
    if unknown and not name.startswith(_NATIONAL):
        instead = f"归入{match.place.name}" if match.place else "只按名称匹配"
        return f"地名「{unknown}」不在行政区划表里，{instead}"
    if not match.place and not name.startswith(_NATIONAL):
        return "看不出属于哪个地方，只按名称匹配"
    return ""


def is_complete_name(name: str) -> bool:
    """Return whether `name` ends as bureaus and departments do, so that it is probably not cut off."""
    return name.endswith(tuple("局处科室委会厅院心所站队府行学团部署关司社馆园办区镇乡校厂组）)"))


def _unknown_place(name: str, at: int) -> str:
    """Return the text at `at` that looks like a place that no table has; empty if there is none."""
    for end in range(at + 1, min(at + 8, len(name))):
        last = name[end]
        # A place name consists of Chinese characters only.
        if not ("\u4e00" <= name[end - 1] <= "\u9fff"):
            break
        if last in _PLACE_ENDINGS:
            before, after = _PLACE_ENDINGS[last]
            if name[end - 1] not in before and not name.startswith(tuple(after), end + 1) and end - at > (last == "区"):
                return name[at : end + 1]
    return ""


def _find_places(name: str, table: RegionTable) -> _PlaceMatch:
    for start in range(len(name) - 1):
        match = _match_chain(name, start, table)
        if match.place or match.choices:
            return match
    return _PlaceMatch(None, 0, 0)


def _match_chain(name: str, start: int, table: RegionTable) -> _PlaceMatch:
    """Return the places stated from `start` on, each within the one before."""
    match = _PlaceMatch(None, start, start)
    # Each place must lie within the one before: 江苏省, 苏州市, 吴江区.
    while True:
        at = match.end
        if match.place and (corps := _CORPS.match(name, at)):
            at = corps.end()
        regions, end = (
            _match_full_name(name, at, match.place, table) or _match_short_name(name, at, match, table) or ((), at)
        )
        if len(regions) != 1:
            return _PlaceMatch(_common_ancestor(regions), start, end, regions) if regions else match
        match = _PlaceMatch(regions[0], start, end)


def _common_ancestor(regions: tuple[Region, ...]) -> Region | None:
    """Return the lowest division that contains all of them: 江苏省 for its two 鼓楼区."""
    return next((r for r in reversed(regions[0].chain) if all(other.is_within(r) for other in regions)), None)


def _match_full_name(
    name: str, at: int, above: Region | None, table: RegionTable
) -> tuple[tuple[Region, ...], int] | None:
    for end in range(min(len(name), at + table.longest), at + 1, -1):
        # The longest name first: 海南藏族自治州 is not 海南.
        regions = table.named(name[at:end])
        if above:
            regions = tuple(r for r in regions if r is not above and r.is_within(above))
        if regions:
            # 上海市场监管局 is 上海 + 市场监管局; 吴江区域 is not 吴江区
            return regions, end - 1 if name[end - 1 : end + 1] in ("市场", "区域", "县域") else end
    return None


def _match_short_name(
    name: str, at: int, match: _PlaceMatch, table: RegionTable
) -> tuple[tuple[Region, ...], int] | None:
    """Return the place whose short name stands at `at`, unless it is probably another word."""
    if at > 0 and not match.place and not _BEFORE_SHORT.search(name, 0, at):
        return None
    for end in range(min(len(name) - 1, at + table.longest), at + 1, -1):
        for region in table.short(name[at:end]):
            if match.place and (region is match.place or not region.is_within(match.place)):
                continue
            prefecture = region.name.endswith("自治州") and name[end] == "州"
            # Short names of counties are ordinary words too; those of provinces and cities hardly ever.
            likely = prefecture or region.level == "province" or region.name.endswith("市")
            if region.level == "county":
                likely = match.place is not None and _AFTER_COUNTY.match(name, end) is not None
            if likely and not name.startswith(_NO_PLACE_AFTER, end):
                return (region,), end + prefecture
    return None


def _split_bureau(rest: str) -> tuple[str, str]:
    """Split the text after the places into bureau and department."""
    if not (body := _BODY.search(rest)):
        return rest, ""
    end = body.end()
    if rest[:end].endswith(("管理委员会", "管委会")) and (own := _OWN_BUREAU.match(rest, end)):
        end = own.end()
    tail = _TAIL.match(rest, end)
    end = tail.end() if tail else end
    return rest[:end], rest[end:]
