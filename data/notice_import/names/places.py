"""The places at the beginning of a name, as the name writes them."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from functools import cache
from pathlib import Path

from data.chinese import simplify
from data.files import shipped_folder
from data.model import Level, Region
from data.regions import RegionTable, read_table

_RANK: dict[str, int] = {"province": 0, "city": 1, "county": 2, "town": 3}
_TOWN = re.compile("[\u4e00-\u9fff]{1,6}?(?:镇|(?<!城)乡|街道)(?!业|村振|办(?!事处))")
_BESIDE = re.compile("新疆生产建设兵团|[省市区县州]直属?(?:单位|机关|部门)?")
"""Units that stand beside provinces or cities in lists of them."""
_IN_BRACKETS = re.compile("[（(]([^（）()]{2,4})[）)]")
"""A place within a name: 中国（天津）自由贸易试验区."""
_MARKET = ("市场", "区域", "县域")


class Places:
    """Looks up divisions of the country. `words` are words of the language that may also be names of divisions."""

    def __init__(self, table: RegionTable, words: AbstractSet[str] = frozenset()) -> None:
        self._table = table
        self._words = words

    def leading(self, name: str) -> list[tuple[str, int]]:
        """Return the divisions at the beginning of `name`, with their ranks: 0 for a province to 3 for a town."""
        found: list[tuple[str, int]] = []
        simple = simplify(name)
        simple = simple if len(simple) == len(name) else name
        at = 0
        while True:
            above = found[-1][1] if found else -1
            text, rank = self._longest(simple, at, above)
            if not text:
                return found
            found.append((name[at : at + len(text)], rank))
            at += len(text)

    def _longest(self, name: str, at: int, above: int) -> tuple[str, int]:
        for end in range(min(len(name), at + self._table.longest), at + 1, -1):
            text = name[at:end]
            ranks = [_RANK[region.level] for region in self._table.named(text) if _RANK[region.level] > above]
            if ranks and name[end - 1 : end + 1] not in _MARKET:
                return text, min(ranks)
        if above < 3 and (town := _TOWN.match(name, at)) and len(town[0]) > 2 and not self._table.short(town[0]):
            of_province = any(region.level == "province" for region in self._table.short(town[0][:2]))
            return ("", 0) if of_province else (town[0], 3)  # 贵州清镇黄粑食品厂 is in 清镇, and in no town
        return "", 0

    def is_place(self, name: str) -> bool:
        """Return whether the name is that of a division, with or without the divisions above it: 北京市丰台区."""
        leading = self.leading(name)
        return bool(leading) and len("".join(text for text, _ in leading)) == len(name) and leading[0][1] < 3

    def begins_with_place(self, name: str, *, counties: bool = True) -> bool:
        """Return whether the name begins with a division, in full or short: 杭州西湖.

        Short names of counties that are also other words (资源) count unless `counties` is False.
        """
        short = (region for length in (2, 3, 4) for region in self._table.short(name[:length]))
        return bool(self.leading(name)) or any(
            counties or region.level != "county" or region.short not in self._words for region in short
        )

    def region(self, name: str) -> Region | None:
        """Return the only division with this full name, or the highest with this short name; None if there is none."""
        if regions := self._table.named(simplify(name)):
            return regions[0] if len(regions) == 1 else None
        return next(iter(self._table.short(simplify(name))), None)

    def group_heading(self, text: str) -> str:
        """Return the full name of the province or city that `text` names; empty if it names none.

        A city may stand after its province: 江苏省扬州市.
        """
        if _BESIDE.fullmatch(text):
            return text
        chain = self.leading(text)
        if len(chain) > 1 and chain[-1][1] == 1 and self.is_place(text):
            return text
        region = self.region(text)
        return region.name if region and region.level != "county" else ""

    def is_within(self, name: str, upper: str) -> bool:
        """Return whether a division called `name` lies in one called `upper`; True if either is unknown."""
        regions, uppers = self._table.named(simplify(name)), self._table.named(simplify(upper))
        return not regions or not uppers or any(r.is_within(u) for r in regions for u in uppers)

    def find(self, text: str, levels: tuple[Level, ...]) -> str:
        """Return the first division of these levels in `text`; empty if there is none.

        A short name counts only at the beginning or in brackets.
        """
        for at in range(len(text)):
            for end in range(min(len(text), at + self._table.longest), at + 2, -1):
                for region in self._table.named(text[at:end]):
                    if region.level in levels and text[end - 1 : end + 1] not in _MARKET:
                        return region.name
        if self.leading(text):
            return ""  # 吉林省… does not name the city of that name
        starts = (text[:length] for length in (4, 3, 2))
        for short in (*starts, *_IN_BRACKETS.findall(text)):
            for region in self._table.short(short):
                if region.level in levels:
                    return region.name
        return ""

    def is_municipality(self, name: str) -> bool:
        """Return whether the name is that of a municipality: 上海市."""
        return any(
            region.level == "province" and region.name.endswith("市") for region in self._table.named(simplify(name))
        )


@cache
def load_places(folder: Path | None = None) -> Places:
    """Return the divisions of the shipped table, or of the table in `folder`."""
    file = (folder or shipped_folder()) / "regions.csv"
    lines = (shipped_folder() / "further_regions.csv").read_text("utf-8").splitlines()
    further = "\n".join(line for line in lines if line.endswith(",,"))  # those that exist at present: 江北区 of 重庆
    table, _, _ = read_table(file.read_text("utf-8"), file.name, {}, further)
    lists = ((shipped_folder() / name).read_text("utf-8") for name in ("words.txt", "common.txt"))
    return Places(table, frozenset(line.split(" ")[0] for text in lists for line in text.splitlines()))
