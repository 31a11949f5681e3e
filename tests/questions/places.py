"""The place of a unit, for gold answers, from the table of divisions; imports nothing of the product."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

LEVELS = ("province", "city", "county")

_ENDINGS = (re.compile(r"(特别行政区|自治[区州县旗]|地区|[新林特矿]区)$"), re.compile(r"[省市区县旗盟]$"))
_NATION = re.compile(r"^国家\w*?总?局(?=\w)")  # a local office of a national body: 国家税务总局广安市税务局
_PEOPLES = re.compile(
    "(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|"
    "仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|裕固|保安|独龙|鄂伦春|各)族?$"
)


@dataclass(frozen=True)
class Place:
    """A division; `above` is the one that contains it."""

    name: str
    level: str
    short: str
    """安徽省 → 安徽, 广西壮族自治区 → 广西; at least two characters: 寿县 stays."""
    above: Place | None = field(repr=False)

    @property
    def chain(self) -> tuple[Place, ...]:
        """The divisions that contain it, the province first, and itself."""
        return (*self.above.chain, self) if self.above else (self,)


def short_name(name: str) -> str:
    bare = next((bare for ending in _ENDINGS if 2 <= len(bare := ending.sub("", name)) < len(name)), name)
    while "自治" in name and 2 <= len(shorter := _PEOPLES.sub("", bare)) < len(bare):
        bare = shorter
    return bare


class Places:
    """The country's divisions, read from a table with the columns code, name, level, parent."""

    def __init__(self, table: Path) -> None:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            rows = sorted(csv.DictReader(lines), key=lambda row: LEVELS.index(row["level"]))
        above: dict[str, Place] = {}
        self.by_name: dict[str, list[Place]] = {}
        """Places by full and short name."""
        self._by_initial: dict[str, list[Place]] = {}
        for row in rows:
            name, parent = row["name"], row["parent"]
            place = Place(name, row["level"], short_name(name), above[parent] if parent else None)
            for known in {name, place.short}:
                self.by_name.setdefault(known, []).append(place)
            self._by_initial.setdefault(name[0], []).append(place)
            if place.level != "county":
                above[name] = place

    def named(self, name: str) -> list[Place]:
        """Return every place with that full or short name: 苏州, 苏州市, 朝阳 (several)."""
        found = self.by_name.get(name, [])
        return [place for place in found if place.name == name] or found

    def of_unit(self, unit: str) -> Place | None:
        """Return the lowest place that a unit's full name states; it may skip levels."""
        place: Place | None = None
        rest = _NATION.sub("", unit)
        while (step := self._next(place, rest)) is not None:
            place, length = step
            rest = rest[length:]
        return place

    def _next(self, within: Place | None, rest: str) -> tuple[Place, int] | None:
        near = self._by_initial.get(rest[:1], [])
        below = [p for p in near if p is not within and (within is None or within in p.chain)]
        full = [(p, len(p.name)) for p in below if rest.startswith(p.name)]
        level = "province" if within is None else "city"
        brief = [(p, len(p.short)) for p in below if p.level == level and rest.startswith(p.short)]
        for found in (full, brief):
            longest = max((length for _, length in found), default=0)
            best = [(p, length) for p, length in found if length == longest]
            if len({p.chain for p, _ in best}) == 1:
                return best[0]
        return None
