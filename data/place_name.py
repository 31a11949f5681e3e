"""Find the places that an agency's name states, at its beginning and where the name of a branch begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from data.chinese import simplify
from data.model import Region
from data.record import record
from data.regions import RegionTable

_NATIONAL = re.compile(
    "国家|中国|中华|全国|国务院|最高人民|中央|中共中央"
    "|(?:教育|科学技术|工业和信息化|公安|民政|司法|财政|人力资源和社会保障|自然资源|生态环境|住房和城乡建设|交通运输|水利|农业农村|商务"
    "|文化和旅游|应急管理|农业|交通|国土资源|环境保护|文化|卫生|铁道)部"
)
"""Beginnings of the names of national bodies, present and former ministries included; such a body may have no place."""

_CORPS = re.compile(r"生产建设兵团(?:第[一二三四五六七八九十\d]+师)?")
"""The name of 新疆生产建设兵团, which stands between the region and its cities."""
_GROUPS = re.compile(
    "国网|中车|中铁|中建|中交|中核|中冶|中煤|中粮|中化|中铝|中航|中电建|中能建|中远海运|中海油|中石化|中石油|国药|国投|招商局|招商|中船|中电科|中广核|中储粮|中国移动|中国联通|中国电信|国能|国电|华能|华电|华润|大唐"
    "|国家能源|国家电网|南方电网|中共|中国共产党|共青团|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟"
)
"""Groups and parties at the beginning of the names of their branches, before a place."""
_BRANCH = re.compile("[（(]|公司|总局|银行|委员会|共和国|集团|附属|大学|学院|保险")
"""Words after which the name of a branch may begin with its place."""
_NATIONAL_BRANCH = re.compile("局|署|会|院|部|团|社|中心|铁路|邮政|烟草|海关")
"""Further words after which a place may follow in the name of a national body: 国家统计局江苏调查总队."""
_PLACE_OFFICE = re.compile("局(?=.{2,6}分局$)")
"""The word after which the name of a local office begins with its place: 毕节市生态环境局金沙分局."""
_CLOSING = "）)"
_SEAT = ("附属", "大学", "学院")
"""Words after which a branch may lie outside the place before: 南京医科大学附属淮安市第一人民医院."""
_ENTERPRISES = ("公司", "厂", "集团")
_CITY = (2, 3, 4)
"""The possible lengths of short names of cities, in characters."""
_NAMESAKES = re.compile("中山(?:大学|医|纪念|陵|公园|舰)|延安医院|北海(?:航海|救助|海区|分?局)")
"""Names of persons, events and seas that look like places."""
_NO_PLACE_AFTER = re.compile("路|街(?!坊)|大道")
"""Words that make the name of a street of a place's short name: 南京路, but not 澳门街坊会."""
_NATURE = ("山", "湖", "江", "河", "洞", "沟", "岭", "峡", "岛", "滩")
"""Words that make the name of a mountain or river of a county's short name: 祁连山国家公园."""
_AFTER_COUNTY = re.compile(
    r"国家级?(?:经济|高新)|经济(?:技术)?开发|高新|开发区|工业园|产业园|示范区|综合保税|保税区|旅游度假"
    r"|海关|税务|公安|法院|检察|农商|供电|市场?监|生态环境|支公司|分公司|支行|分行|分局$"
)
"""Words required after a county's short name directly under its province: 昆山高新区, but not 新兴产业."""
_PLANT = re.compile("港|供电|发电|热电|电厂|石化|[矿煤]")
"""Installations that a group names only by their county-level city: 国能黄骅港务公司."""
_RESERVE = re.compile("自然保护区|森林公园|湿地公园|风景名胜区|地质公园")
"""Kinds of reserves that are named by province and a county's short name: 贵州赤水桫椤国家级自然保护区."""
_NAMED_BY_PLACE = ("海关", "边检站", "出入境边防检查站")
"""Offices before which a county's short name may stand alone, as it alone distinguishes them: 武夷山海关."""
_BRANCH_OFFICES = ("支公司", "分公司", "支行", "分行")
"""Branches of national companies that are named by a county's short name: …保险股份有限公司安吉支公司."""
_OUTSIDE = ("71", "81", "82")
"""Beginnings of the codes of 台湾, 香港 and 澳门; a name that the mainland shares means the mainland by default."""

_BODIES = "部署局厅院会"
_PLACE_ENDINGS = {
    "市": ("城都超上全门", "场区容"),
    "县": ("", "域级"),
    "区": ("开发新高经园范试验实保税自度假合作管理工业产能务商港社街片库林矿护聚导校厂科农景战灾牧", "域"),
}
"""Ending of a place → characters before it, and beginnings after it, with which it is another word (a zone, 市场)."""


@record
class Setting:
    """The places and the year of a notice, which resolve ambiguous names of places."""

    places: tuple[Region, ...] = ()
    """The places of the issuers and addressees."""
    year: int | None = None
    """The year of the notice."""

    @classmethod
    def of(cls, names: Iterable[str], date: str | None, table: RegionTable) -> Setting:
        """Return the setting of a notice by the names of its issuers and addressees, and its date as YYYY-MM-DD."""
        year = int(date[:4]) if date else None
        found = (find_places(simplify(name), table, cls(year=year)).place for name in names)
        return cls(tuple(dict.fromkeys(place for place in found if place)), year)

    def has(self, region: Region) -> bool:
        """Return whether the region lies in one of the places."""
        return any(region.is_within(place) for place in self.places)


class PlaceMatch(NamedTuple):
    """The places that a name states: the lowest one, their span in the text, and the candidates if ambiguous."""

    place: Region | None
    start: int
    end: int
    choices: tuple[Region, ...] = ()


def find_places(name: str, table: RegionTable, setting: Setting) -> PlaceMatch:
    """Return the places in `name`, which must be in simplified characters.

    The span is that of the first place and the places directly after it. The place of a branch may be lower
    (福建省…公司德化县分公司).
    """
    match = PlaceMatch(None, 0, 0)
    for start, word in _beginnings(name):
        if match.place is None and not match.choices:
            if start and name.startswith(name[start : start + 2]):
                continue  # 中山大学中山眼科中心: called by the name of the university, which is no place
            found = _match_chain(name, start, table, setting)
            match = found if found.place or found.choices else match
        elif match.place and start > match.end:
            match = match._replace(place=_branch_place(name, start, word, match.place, table, setting) or match.place)
    if match.place and match.place.level == "province" and name.endswith(_ENTERPRISES):
        match = match._replace(place=_city_in(name, match.end, match.place, table) or match.place)
    return match


def is_national(name: str) -> bool:
    """Return whether the name is that of a national body."""
    return _NATIONAL.match(name) is not None


def _city_in(name: str, start: int, province: Region, table: RegionTable) -> Region | None:
    """Return the only city of the province in an enterprise's name after `start`: 黑龙江龙煤鹤岗矿业公司.

    Returns None if there is none or several.
    """
    parts = {name[at : at + size] for size in _CITY for at in range(start, len(name) - size)}
    found = {
        region
        for part in parts
        for region in table.short(part)
        if region.level == "city" and region.name.endswith("市") and region.is_within(province)
    }
    return found.pop() if len(found) == 1 else None


def _is_reserve(name: str, start: int) -> bool:
    """Return whether a nature reserve or a park is named from `start` on."""
    return _RESERVE.search(name, start) is not None


def unknown_place(name: str, at: int) -> str:
    """Return the text at `at` that looks like a place that no table has; empty if there is none."""
    for end in range(at + 1, min(at + 8, len(name))):
        last = name[end]
        # A place name consists of Chinese characters only, and none of them ends the name of a body.
        if not ("\u4e00" <= name[end - 1] <= "\u9fff") or name[end - 1] in _BODIES:
            break
        if last in _PLACE_ENDINGS:
            before, after = _PLACE_ENDINGS[last]
            if name[end - 1] not in before and not name.startswith(tuple(after), end + 1) and end - at > (last == "区"):
                return name[at : end + 1]
    return ""


def _beginnings(name: str) -> Iterator[tuple[int, str]]:
    """Yield the positions where a place may begin, each with the word before it."""
    yield 0, ""
    if group := _GROUPS.match(name):
        yield group.end(), group.group()
    ends = {one.end(): one.group() for one in _BRANCH.finditer(name)}
    if is_national(name):
        ends |= {one.end(): one.group() for one in _NATIONAL_BRANCH.finditer(name)}
    if office := _PLACE_OFFICE.search(name):
        ends[office.end()] = office.group()
    yield from sorted(ends.items())


def _branch_place(
    name: str, start: int, word: str, above: Region, table: RegionTable, setting: Setting
) -> Region | None:
    """Return the place that the name of a branch states at `start`; None if it states none, or only a place above."""
    if word in "（(":
        # Only a place alone is another one: 香港中文大学（深圳）; the second name of an agency may tell a lower one.
        close = next((at for at in range(start, len(name)) if name[at] in _CLOSING), start)
        found = list(table.named(name[start:close]) or table.short(name[start:close]))
        found = [region for region in found if not above.is_within(region)]
        if len(found) == 1 or (found and found[0].level != "county"):
            return found[0]
    within = _match_chain(name, start, table, setting, above).place
    if within is not above or word in "（(":
        return within
    return _match_chain(name, start, table, setting).place if word in _SEAT else None


def _match_chain(
    name: str, start: int, table: RegionTable, setting: Setting, above: Region | None = None
) -> PlaceMatch:
    """Return the places stated from `start` on, each within the one before, the first within `above`."""
    match = PlaceMatch(above, start, start)
    # Each place must lie within the one before: 江苏省, 苏州市, 吴江区.
    while True:
        at = match.end
        if match.place and (corps := _CORPS.match(name, at)):
            at = corps.end()
        regions, end = (
            _match_full_name(name, at, match.place, table)
            or _match_short_name(name, at, match, table, setting)
            or ((), at)
        )
        regions = _choose(regions, setting)
        if len(regions) != 1:
            return PlaceMatch(_common_ancestor(regions), start, end, regions) if regions else match
        match = PlaceMatch(regions[0], start, end)


def _choose(regions: tuple[Region, ...], setting: Setting) -> tuple[Region, ...]:
    """Return those of the regions with the same name that it may mean in this setting."""
    if len(regions) < 2:
        return regions
    year = setting.year
    for sieve in (
        setting.has,
        lambda region: not (year and region.until and year > region.until + 1),  # notices use a name for a while
        lambda region: not region.code.startswith(_OUTSIDE),
    ):
        regions = tuple(filter(sieve, regions)) or regions
    return regions


def _common_ancestor(regions: tuple[Region, ...]) -> Region | None:
    """Return the lowest division that contains all regions, 江苏省 for its two 鼓楼区; None if there is none."""
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
    name: str, at: int, match: PlaceMatch, table: RegionTable, setting: Setting
) -> tuple[tuple[Region, ...], int] | None:
    """Return the place whose short name stands at `at`, unless it is probably another word."""
    if _NAMESAKES.match(name, at):
        return None
    for end in range(min(len(name) - 1, at + table.longest), at + 1, -1):
        if _NO_PLACE_AFTER.match(name, end):
            continue
        regions = table.short(name[at:end])
        alone = at == 0 and match.place is None and name[end:] in _NAMED_BY_PLACE
        if alone and regions and all(region.is_within(regions[0]) for region in regions):
            return (regions[0],), end  # 塔城海关: the prefecture has the name of its city
        if name.startswith(_NATURE, end):
            regions = tuple(region for region in regions if region.level != "county")
        if match.place:
            regions = tuple(r for r in regions if r is not match.place and r.is_within(match.place))
        for region in regions:
            prefecture = region.name.endswith("自治州") and name[end] == "州"
            # Short names of counties are ordinary words too; those of provinces and cities hardly ever.
            likely = prefecture or region.level == "province" or region.name.endswith("市")
            likely = likely or (match.place is not None and region.level == "city")  # 四川省阿坝生态环境监测中心站
            if region.level == "county":
                likely = match.place is not None and _AFTER_COUNTY.match(name, end) is not None
                # 赛罕乌拉 is not in 赛罕区: names of districts are ordinary words more often
                likely = likely or (
                    match.place is not None and not region.name.endswith("区") and _is_reserve(name, end)
                )
                if len(regions) == 1 and match.place is None:
                    plant = at > 0 and region.name.endswith("市") and _PLANT.match(name, end) is not None
                    branch = not region.name.endswith("区") and name[end:] in _BRANCH_OFFICES  # 城东支行 is anywhere
                    likely = plant or (branch if at else name[end:] in _NAMED_BY_PLACE)
            if likely:
                return (region,), end + prefecture
        # A lower place of the notice's own stands for itself: 玉屏民族中等职业学校 in a notice of 贵州.
        own = tuple(region for region in regions if setting.has(region)) if at == 0 else ()
        if len(own) == 1:
            return own, end
    return None
