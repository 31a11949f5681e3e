"""The table of administrative divisions, with lookup by name."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from data.faults import Fault, quote
from data.model import Level, Region

HEADER = ["code", "name", "level", "parent"]
FURTHER_HEADER = ["code", "name", "level", "parent", "now", "until"]
LEVELS: tuple[Level, ...] = ("province", "city", "county")

_ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "联合旗", "地区", "新区", "林区", *"省市县区旗盟")
_PLAIN = re.compile(r"[^治族新地林政]{2,}[省市县区]")
"""Matches nearly all full names, in which the ending is the last character alone."""
_PEOPLES = re.compile(
    "(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜"
    "|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|德昂|保安|裕固|独龙|各)族"
    "|(?<!内)蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|维吾尔)+$"
)
_NAMED_BY_WHOLE = ("左旗", "右旗", "前旗", "中旗", "后旗")


def short_name(name: str) -> str:
    """Return `name` without ending and ethnic groups, at least two characters: 安徽, 广西, 恩施; 寿县 stays 寿县."""
    # The fast path for nearly all of the 3,200 names.
    if _PLAIN.fullmatch(name):
        return name[:-1]
    # 阿拉善左旗 and 阿拉善右旗 would both become 阿拉善.
    if name.endswith(_NAMED_BY_WHOLE):
        return name
    ending = next((e for e in _ENDINGS if name.endswith(e)), "")
    short = name.removesuffix(ending)
    if ending.startswith("自治") or short.endswith("族"):
        short = _PEOPLES.sub("", short) or short
        short = short.removesuffix("族")  # 东乡族自治县 → 东乡
    return short if len(short) > 1 else name


class RegionTable:
    """All divisions (provinces, then cities, then counties), found by full or short name."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self.regions = tuple(regions)
        named: dict[str, list[Region]] = {}
        short: dict[str, list[Region]] = {}
        for region in regions:
            for name in (region.name, *region.full_names):
                named.setdefault(name, []).append(region)
            if not region.further:
                short.setdefault(region.short, []).append(region)
        self._named = {name: tuple(same) for name, same in named.items()}
        self._short = {name: tuple(same) for name, same in short.items()}
        self.longest = max(map(len, named), default=0)
        """The length of the longest full name, in characters."""

    def named(self, name: str) -> tuple[Region, ...]:
        """Return all divisions with this full name, present or former."""
        return self._named.get(name, ())

    def short(self, name: str) -> tuple[Region, ...]:
        """Return all divisions with this short name, the highest first: 吉林 is the province, then the city."""
        return self._short.get(name, ())

    def find(self, name: str) -> Region | None:
        """Return the only division called `name`, alone or after its parent (北京市朝阳区); None if not exactly one."""
        if same := [region for region in self.named(name) if region.name == name and not region.further]:
            return same[0] if len(same) == 1 else None
        for cut in range(2, len(name) - 1):
            for region in self.named(name[cut:]):
                if region.parent and region.parent.name == name[:cut]:
                    return region
        return None


def read_table(
    text: str, file: str, aliases: Mapping[str, Sequence[str]], further: str = ""
) -> tuple[RegionTable, list[Fault], tuple[str, ...]]:
    """Return the table in the CSV `text`, its faults, and the unused keys of `aliases`.

    `further` is the CSV of further divisions, which is not checked. `aliases` maps full names to other names; if
    divisions share a name, the parent's full name precedes it. A key is unused if it names no division or several.
    """
    rows, faults = _rows(text, file)
    shared = Counter(row[_NAME] for row in rows if row[_NAME] in aliases)
    more = [row for row in csv.reader(further.splitlines()) if row != FURTHER_HEADER]
    former: dict[str, list[str]] = {}
    for _, name, _, _, now, _ in more:
        former.setdefault(now, []).append(name)
    regions: list[Region] = []
    used: set[str] = set()
    above: dict[str, Region] = {}
    # Provinces first: each region refers to its parent.
    for level in LEVELS:
        below: dict[str, Region] = {}
        for code, name, row_level, parent in rows:
            if row_level != level:
                continue
            upper = above.get(parent)
            if upper is None and level != "province":
                faults.append(Fault(file, f"代码 {code}", f"上级「{quote(parent)}」不在表里"))
                continue
            key = name if shared[name] == 1 else parent + name
            others: Sequence[str] = ()
            if key in aliases:
                others = aliases[key]
                used.add(key)
            short = short_name(name)
            names = dict.fromkeys((*_without_peoples(name, short), *former.get(code, ())))
            below[code] = Region(code, name, short, level, upper, tuple(others), tuple(names))
        regions.extend(below.values())
        above.update({region.name: region for region in below.values()})
    regions += _further(more, {region.code: region for region in regions})
    return RegionTable(regions), faults, tuple(key for key in aliases if key not in used)


def _without_peoples(name: str, short: str) -> tuple[str, ...]:
    """Return the usual name of an autonomous division without its peoples: 三都县, 黔东南州; else nothing."""
    kind = next((kind for kind in ("自治县", "自治州", "自治旗") if name.endswith(kind)), "")
    return (short + kind[-1],) if kind and short != name else ()


def _further(rows: list[list[str]], present: Mapping[str, Region]) -> list[Region]:
    """Return the further divisions without a present successor, except for namesakes of a present city (南宁地区)."""
    called = {(region.short, region.level, code[:2]) for code, region in present.items() if region.level == "city"}
    return [
        Region(code, name, short_name(name), level, present[parent], until=int(until) if until else None, further=True)
        for code, name, level, parent, now, until in rows
        if not now and level in LEVELS and (short_name(name), level, code[:2]) not in called
    ]


_NAME = 1
"""The index of the column of names."""


def _rows(text: str, file: str) -> tuple[list[list[str]], list[Fault]]:
    lines = csv.reader(text.splitlines())
    header = next(lines, [])
    if header != HEADER:
        return [], [Fault(file, "line 1", f"第一行应为 {','.join(HEADER)}，却是「{quote(','.join(header))}」")]
    rows: list[list[str]] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for row in lines:
        code = row[0] if row else ""
        if len(row) != 4 or row[2] not in LEVELS or len(code) != 6 or not code.isdecimal() or not row[1]:
            message = f"应为「六位代码,名称,级别,上级」：{quote(','.join(row))}"
            faults.append(Fault(file, f"line {lines.line_num}", message))
        elif code in seen:
            faults.append(Fault(file, f"line {lines.line_num}", f"代码 {code} 重复"))
        else:
            seen.add(code)
            rows.append(row)
    return rows, faults
