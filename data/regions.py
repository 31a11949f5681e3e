"""The country's divisions: read from a table, found by name."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from data.faults import Fault, shown
from data.model import Level, Region

HEADER = ["code", "name", "level", "parent"]
LEVELS: tuple[Level, ...] = ("province", "city", "county")

_ENDINGS = ("特别行政区", "自治区", "自治州", "自治县", "自治旗", "联合旗", "地区", "新区", "林区", "特区", *"省市州县区旗盟")
_PLAIN = re.compile(r"[^治新地林特政]{2,}[省市县区]")
"""What nearly all names are, where the ending is the last character."""
_PEOPLES = tuple(
    "蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 "
    "拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 普米族 塔吉克族 怒族 "
    "鄂温克族 德昂族 保安族 裕固族 独龙族 鄂伦春族 各族 蒙古 哈萨克 柯尔克孜 塔吉克 锡伯 维吾尔".split()
)
_NAMED_BY_WHOLE = ("左旗", "右旗", "前旗", "中旗", "后旗")


def short_name(name: str) -> str:
    """`name` without its ending and its peoples: 安徽, 广西, 恩施; two characters at least (寿县 stays 寿县)."""
    if _PLAIN.fullmatch(name):
        return name[:-1]
    if name.endswith(_NAMED_BY_WHOLE):
        return name
    ending = next((e for e in _ENDINGS if name.endswith(e)), "")
    short = name.removesuffix(ending)
    if ending.startswith("自治"):
        while people := next((p for p in _PEOPLES if short.endswith(p) and len(short) - len(p) > 1), ""):
            short = short.removesuffix(people)
        if short in _PEOPLES:
            short = short.removesuffix("族")  # 东乡族自治县 is 东乡
    return short if len(short) > 1 else name


class RegionTable:
    """All divisions, provinces before cities before counties, found by full or short name."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self.regions = tuple(regions)
        named: dict[str, list[Region]] = {}
        short: dict[str, list[Region]] = {}
        for region in regions:
            named.setdefault(region.name, []).append(region)
            short.setdefault(region.short, []).append(region)
        self._named = {name: tuple(same) for name, same in named.items()}
        self._short = {name: tuple(same) for name, same in short.items()}
        self.longest = max(map(len, named), default=0)
        """The length of the longest full name."""

    def named(self, name: str) -> tuple[Region, ...]:
        """Every division with this full name."""
        return self._named.get(name, ())

    def short(self, name: str) -> tuple[Region, ...]:
        """Every division with this short name, the highest first: 吉林 is the province, then the city."""
        return self._short.get(name, ())

    def find(self, name: str) -> Region | None:
        """The one division called `name` in full, alone or after its parent (北京市朝阳区); None for none or several."""
        if same := self.named(name):
            return same[0] if len(same) == 1 else None
        for cut in range(2, len(name) - 1):
            for region in self.named(name[cut:]):
                if region.parent and region.parent.name == name[:cut]:
                    return region
        return None


def read_table(
    text: str, file: str, aliases: Mapping[str, Sequence[str]]
) -> tuple[RegionTable, list[Fault], tuple[str, ...]]:
    """The table in the CSV `text`, its faults, and those keys of `aliases` that name no division, or several.

    `aliases` has other names by full name, with the parent's full name before it where the name is shared.
    """
    rows, faults = _rows(text, file)
    shared = Counter(row[_NAME] for row in rows if row[_NAME] in aliases)
    regions: list[Region] = []
    used: set[str] = set()
    above: dict[str, Region] = {}
    for level in LEVELS:
        below: dict[str, Region] = {}
        for code, name, of, parent in rows:
            if of != level:
                continue
            upper = above.get(parent)
            if upper is None and level != "province":
                faults.append(Fault(file, f"代码 {code}", f"上级「{shown(parent)}」不在表里"))
                continue
            key = name if shared[name] == 1 else parent + name
            others: Sequence[str] = ()
            if key in aliases:
                others = aliases[key]
                used.add(key)
            below[code] = Region(code, name, short_name(name), level, upper, tuple(others))
        regions.extend(below.values())
        above.update({region.name: region for region in below.values()})
    return RegionTable(regions), faults, tuple(key for key in aliases if key not in used)


_NAME = 1


def _rows(text: str, file: str) -> tuple[list[list[str]], list[Fault]]:
    lines = csv.reader(text.splitlines())
    header = next(lines, [])
    if header != HEADER:
        return [], [Fault(file, "line 1", f"第一行应为 {','.join(HEADER)}，却是「{shown(','.join(header))}」")]
    rows: list[list[str]] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for row in lines:
        code = row[0] if row else ""
        if len(row) != 4 or row[2] not in LEVELS or len(code) != 6 or not code.isdecimal() or not row[1]:
            what = f"应为「六位代码,名称,级别,上级」：{shown(','.join(row))}"
            faults.append(Fault(file, f"line {lines.line_num}", what))
        elif code in seen:
            faults.append(Fault(file, f"line {lines.line_num}", f"代码 {code} 重复"))
        else:
            seen.add(code)
            rows.append(row)
    return rows, faults
