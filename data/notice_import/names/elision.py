"""Restore what a list of agencies omits after its first member, and what a notice omits because of its issuer."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from data.agency_name import is_complete_name
from data.chinese import simplify
from data.notice_import.names.agencies import FIELD_BREAK, is_agency, is_of_ministry
from data.notice_import.names.places import Places

_BARE = (
    (
        "city",
        re.compile(
            "市(?!场|区|域|辖|值|井|售)(?:市(?=[场政民容])|(?!政(?!府|协|法|务|数|研|管)|民(?![政族宗营防航])|容))"
        ),
    ),
    ("province", re.compile("省(?!立|级|会|道|际)")),
    ("county", re.compile("[区县](?!域|级)")),
)
_OF_UNIVERSITY = re.compile(
    "(?:医院|醫院|学院|學院|系|研究院|研究所|书院|学部|學部|实验室|研究中心|图书馆|圖書館|博物馆|档案馆)$"
)
_OF_BUREAU = re.compile("(?:处|處|科|室|办公室|分局|支队|大队|中心)$")
_BRANCH = re.compile("[^局]{2,6}分局")
_BRANCH_INSTITUTE = re.compile("[\u4e00-\u9fff]{2,6}分院")
_ACADEMY = re.compile(".+?(?:科学院|研究院|设计院|勘察院|检察院|法院)(?=.{2,})")
"""An academy at the beginning of the name of one of its parts: 黑龙江省农业科学院|水稻研究所."""
_BRANCH_OF = re.compile("(?<=局)[^局]{2,6}分局$")
"""A branch of a bureau that is named by a place."""
_PART = re.compile("(?!.*(?:有限|股份|集团))[\u4e00-\u9fff]{2,10}(?:公司|[发變变]?[电電]厂|电站|分厂)")
_OF_COMPANY = re.compile("(.{4,}?(?:有限责任公司|有限公司))[\u4e00-\u9fff]{3,}(?:公司|研究院|中心|[电電]厂)$")
"""A part of a company that is no company of its own."""
_OF_ANY = re.compile("(?:部|组|中心|所|站|队|党委|团委|教研室)$")
_COUNTED = re.compile(
    "^第?[一二三四五六七八九十]号?[^公]{0,4}[矿厂]$|(?<=公司)第?[一二三四五六七八九十]号?[^公]{0,4}[矿厂]$"
)
"""Numbered plants of a company: 二号煤矿."""
_FIELD = (
    "发展(?:和|与)?改革|发改|经济发展|环境保护|工务|劳工|社会|教育|体育|科学技术|科技|工业和信息化|经济和信息化|工信|民族宗教(?:事务)?|公安|民政|司法|财政|人力资源和?社会保障|人社"
    "|自然资源|规划|生态环境|住房和?城乡建设|住建|城市管理|城管|综合执法|行政执法|交通运输|交通|水利|水务|农业农村|商务|文化|广播?电视?|旅游|文旅|卫生健康|卫健|卫生"
    "|退役军人事务|应急管理|审计|国有资产监督管理|市场监督管理|市场监管|统计|医疗保障|医保|林业|草原|园林|绿化|乡村振兴|信访|机关事务管理|政务服务(?:数据)?管理"
    "|行政审批(?:服务)?|大数据(?:发展)?(?:管理)?|税务|气象|档案|金融(?:工作)?|海洋|渔业|粮食和物资储备|投资促进|知识产权"
)
_BARE_BODY = re.compile(
    f"(?:(?:{_FIELD})[和与]?)+(?:局|厅|委员会|委)|(?:人民)?(?:政府|法院|检察院)|妇女联合会|妇联|总工会|残疾人联合会|残联|工商业联合会|工商联"
    "|科学技术协会|科协|文学艺术界联合会|文联|红十字会|团委|政法委(?:员会)?|宣传部|组织部|统战部|网信办|供销合作社(?:联合社)?|消防救援(?:支队|大队)"
    "|图书馆|文化馆|博物馆|美术馆|档案馆|少年宫|党校|融媒体中心|妇幼保健院|疾控中心|疾病预防控制中心"
)
"""Bodies that every division has, without the name of the division."""
_GOVERNMENT = re.compile("政府(?=[^政]{1,8}[局处處]$)")
"""The government at the beginning of the names of its bureaus, as in Taiwan."""
_TAIWAN = "71"
"""The beginning of the codes of Taiwan's divisions."""
_STATION = re.compile(
    "(?!.*(?:大学|公司|国家|中国|研究|集团|边检|边防|海关))[\u4e00-\u9fff]{2,10}(?:站|公所|事务中心|服务中心|保障中心|管理所)"
)
"""Offices of a division that are named by their field: 植物检疫站."""
_INDEPENDENT = (
    "中国",
    "中央",
    "中华",
    "国家",
    "全国",
    "国网",
    "财团法人",
    "財團法人",
    "社团法人",
    "社團法人",
    "國立",
    "国立",
)
"""Beginnings of names that do not belong to a body named before."""
_BUREAU_WITHIN = re.compile("局.{2,}局$")
"""A bureau that is a department of another one: 重庆市市场监督管理局执法稽查局."""
_COMPANY = re.compile("公司$")
"""The end of a registered name, which is complete."""
_OF_SCHOOL = re.compile("(?:大学|大學).{2,}$")
"""A department of a university, which may have offices: 某某大学科研院、人事处."""
_ABOVE = re.compile("国家[\u4e00-\u9fff]{2,4}局(?=.{2,}局$)")
"""A national authority at the beginning of the names of its local offices."""
_STANDS_ALONE = re.compile("大学|公司|中国|国家|省|市(?!场)|县")
"""Words that the name of a department does not have."""
_OFFICE = re.compile(
    "(?:处|處|部|室|科|(?:实验|实验教学|实训|实践|创新|创业|教师发展|教学发展|信息|网络|计算|测试|工程训练)中心|^后勤.{0,4}集团)$"
)
"""Endings of the offices of a university."""
_ATTACHED = re.compile("(?:第.{1,2}|直属)?附属")
"""The beginning of the name of a university's hospital or school: X大学第一附属医院、第二附属医院."""
_INSTITUTE = re.compile("(?:.*?(?:大学|大學|局|委员会|委|厅|总局|署|院|公司|集团|政府))(?=.*\\S)")


@dataclass(frozen=True, slots=True)
class Speaker:
    """The divisions for which the notice speaks, by level; empty if unknown."""

    province: str = ""
    city: str = ""
    county: str = ""


def find_speaker(texts: Sequence[str], places: Places) -> Speaker:
    """Return the divisions that the issuers and the title name; for each level the first text with one counts."""

    def first(levels: tuple[str, ...]) -> str:
        return next((name for text in texts if (name := places.find(text, levels))), "")  # type: ignore[arg-type]

    province = first(("province",))
    county = first(("county",))
    city = first(("city",)) or (province if places.is_municipality(province) else "")
    if not city and county.endswith("市"):
        city = county  # in a notice of 桐乡市 a bare 市 is that one
    return Speaker(province, city, county)


def restore(names: Sequence[tuple[str, str]], places: Places, speaker: Speaker, group: str = "") -> list[str]:
    """Return the full names of a list of (name, separator before it).

    `group` is the province or city whose heading stands above the list; a county below a city stays as written if its
    name is unambiguous. Unknown names stay as written.
    """
    result: list[str] = []
    # the divisions of each name as the list writes them, since the last break between groups: only within a group
    # does a name go on where the one before it stopped
    written: list[str] = []
    was_spoken = False
    has_groups = any(separator == "、" for _, separator in names)
    for at, (name, separator) in enumerate(names):
        if separator == FIELD_BREAK or (has_groups and separator in ("，", ",", "；", ";")):
            written.clear()
        full = _speak(name, places, _speaker_after(result[-1], places, speaker) if at else speaker)
        leading = places.leading(name)
        # the name of a division alone is that of a participating place, which lists write as people call it
        if at and full == name and not places.is_place(name):
            divides = bool(written) and not was_spoken and not _repeats(written)
            full = _completed(name, names[at - 1][0], result[-1], places, divides=divides)
        was_spoken = full != name and not leading
        result.append(full)
        written.append("".join(text for text, _ in leading))
    grouped: list[str] = []
    for name in result:
        grouped.append(_with_group(name, group, places, grouped[-1] if grouped else ""))
    return grouped


def _completed(name: str, before: str, full_before: str, places: Places, *, divides: bool) -> str:
    """Return the name with what a list omits after the name `before`, which is `full_before` in full.

    `divides` is whether the list may omit the divisions above the first one of the name.
    """
    leading = places.leading(name)
    if _BRANCH.fullmatch(name) and (branch := _BRANCH_OF.search(full_before)):
        return full_before[: branch.start()] + name  # 某某局黄岩分局、椒江分局
    if _BRANCH_INSTITUTE.fullmatch(name) and (academy := _ACADEMY.match(full_before)):
        return academy[0] + name  # 某省农业科学院水稻研究所、佳木斯分院
    if _is_part(name, places) and (company := _OF_COMPANY.match(full_before)):
        return company[1] + name  # 某某有限公司汉中供电公司、安康供电公司
    if not leading and _BARE_BODY.fullmatch(simplify(name)) and not _OF_SCHOOL.search(full_before):
        # 綦江区法院、司法局: every county, but no town, has such a body; it belongs to the county before it
        division = "".join(text for text, rank in places.leading(full_before) if rank < 3)
        region = places.region(division)
        of_government = region is not None and region.code.startswith(_TAIWAN)  # 臺南市政府工務局、經濟發展局
        government = _GOVERNMENT.match(full_before, len(division)) if of_government else None
        return division + (government[0] if government else "") + name
    may_belong = not (leading or places.begins_with_place(name, counties=False) or name.startswith(_INDEPENDENT))
    if may_belong and _STATION.fullmatch(name) and (division := _division_of_office(full_before, places)):
        return division + name  # 全州县植保站、植物检疫站
    if leading and (above := _ABOVE.match(full_before)) and name[-3:] == full_before[-3:]:
        # 国家税务总局武汉市江岸区税务局、硚口区税务局
        return above[0] + _with_divisions(name, full_before[above.end() :], places)
    if not leading:
        return _with_institute(name, before, full_before, places)
    return _with_divisions(name, full_before, places) if divides else name


def _is_part(name: str, places: Places) -> bool:
    """Return whether the name is that of a part of a company; a plant is one if it is called by its place."""
    return bool(_PART.fullmatch(name)) and (name.endswith("公司") or places.begins_with_place(name))


def _division_of_office(name: str, places: Places) -> str:
    """Return the divisions at the beginning of the name of an office of theirs; "" if it is no such name."""
    division = "".join(text for text, rank in places.leading(name) if rank < 3)
    office = name[len(division) :]
    return division if division and (_BARE_BODY.fullmatch(office) or _STATION.fullmatch(office)) else ""


def _speak(name: str, places: Places, speaker: Speaker) -> str:
    """Return the name with a bare 市, 省, 区 or 县 at its beginning replaced by the division that it means."""
    if places.leading(name) and places.leading(name)[0][1] < 3:
        return name
    for level, pattern in _BARE:
        division = getattr(speaker, level)
        if division and len(name) > 2 and pattern.match(name):
            return str(division) + name[1:]
    return name


def _speaker_after(before: str, places: Places, speaker: Speaker) -> Speaker:
    """Return the divisions that a bare 市 or 县 means after the name `before`: those that this name states."""
    stated = {rank: text for text, rank in places.leading(before)}
    above = "".join(stated[rank] for rank in sorted(stated) if rank < 2)
    county = above + stated[2] if 2 in stated else speaker.county
    return Speaker(speaker.province, stated.get(1, speaker.city), county)


def _with_divisions(name: str, before: str, places: Places) -> str:
    """Return the name with the divisions above its first one, as the name before it states them."""
    first, rank = places.leading(name)[0]
    above = places.leading(before)
    shared = [text for text, upper in above if upper < rank]
    if not shared or (len(above) == 1 and above[0][1] == 0 and not places.is_municipality(above[0][0])):
        return name  # 某省博物馆、某市博物馆: the province's own agency is no elision
    while shared and not places.is_within(first, shared[-1]):
        shared.pop()
    # a county is known by its own name: a list leaves its city out only together with the province
    if rank == 2 and above[0][1] == 1 and not first.endswith(("区", "區", "鄉", "鎮")):
        return name
    return "".join(shared) + name


def _repeats(written: Sequence[str]) -> bool:
    """Return whether two names in a row state the same division, so that the list omits nothing."""
    stated = [text for text in written if text]
    return any(b.startswith(a) for a, b in itertools.pairwise(stated))


def _with_institute(name: str, before: str, full_before: str, places: Places) -> str:
    """Return the department with the institute of the department before it: X大学农学院、植物保护学院.

    Returns the name unchanged if it is no such department.
    """
    if _ATTACHED.match(name) and (attached := _ATTACHED.search(full_before)):
        return full_before[: attached.start()] + name
    kinds = [
        kind for kind in (_OF_UNIVERSITY, _OF_BUREAU, _OF_ANY, _COUNTED) if kind.search(name) and kind.search(before)
    ]
    if _OF_BUREAU.search(name) and _BUREAU_WITHIN.search(before):
        kinds.append(_OF_BUREAU)
    if _OF_SCHOOL.search(full_before) and _OFFICE.search(name):
        kinds.append(_OFFICE)
    if (
        not kinds
        or places.begins_with_place(name, counties=False)
        or name.startswith(_INDEPENDENT)
        or is_of_ministry(name)
    ):
        return name
    ending = kinds[0].search(name)
    for match in reversed(list(_INSTITUTE.finditer(full_before))):
        institute = full_before[: match.end()]
        department = full_before[len(institute) :]
        whole = is_complete_name(department) or _OF_UNIVERSITY.search(department)
        if len(department) < 3 or not (_COUNTED in kinds or whole):
            continue
        own = name.removesuffix(ending[0] if ending else "")
        if _INSTITUTE.match(own) and is_agency(own, places):
            return (
                name  # 甲大学农学院、乙医院外科: what comes first in the name is an institute, and needs none before it
            )
        if _STANDS_ALONE.search(name):
            return name
        return institute + name
    return name


def _with_group(name: str, group: str, places: Places, before: str) -> str:
    """Return the name with those divisions of the group that are above its first one.

    If the name `before` states a city between the two, a county alone gets this city, too.
    """
    leading = places.leading(name)
    if group and _BARE_BODY.fullmatch(name) and places.is_place(group):
        return group + name
    if not group or not leading or _COMPANY.search(name):
        return name
    first, rank = leading[0]
    heading = places.leading(group)
    if rank == 2 and heading and heading[0][1] == 1 and places.region(first) is not None:
        return name  # but 鼓楼区, of which there are several
    above = [text for text, upper in heading if upper < rank]
    between = [text for text, upper in places.leading(before) if upper < rank]
    if above and places.is_place(name) and between[: len(above)] == above and places.is_within(first, between[-1]):
        above = between
    return "".join(above) + name if above and places.is_within(first, above[-1]) else name
