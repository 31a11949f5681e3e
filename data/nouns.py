"""What a notice calls its cases (项目, 工程, 计划), and the measure word of that noun."""

from __future__ import annotations

import re
from collections.abc import Iterable

from data.chinese import simplify

DEFAULT = ("案例", "个")
MEASURES = {
    "案例": "个",
    "项目": "个",
    "工程": "件",
    "计划": "个",
    "作品": "件",
    "案件": "件",
    "成果": "项",
    "举措": "项",
    "做法": "项",
    "产品": "个",
    "品牌": "个",
    "课程": "门",
    "论文": "篇",
    "故事": "个",
}
"""The nouns by which notices call their cases, in simplified characters, and their measure words."""
_NOUN = re.compile("|".join(MEASURES))


def derive_noun(title: str, tiers: Iterable[str], units: Iterable[str]) -> tuple[str, str]:
    """Return the noun and its measure word.

    `tiers` are the names of the tiers, `units` those of the notice's own counts. The last noun of the title counts,
    since what is listed stands at its end (获奖项目名单); without one, the noun that every tier ends with; else 案例.
    """
    found = _NOUN.findall(simplify(title))
    names = [simplify(name) for name in tiers]
    shared = (word for word in MEASURES if names and all(name.endswith(word) for name in names))
    noun = found[-1] if found else next(shared, "")
    if not noun:
        return DEFAULT
    counted = {unit for unit in units if unit in MEASURES.values()}
    return noun, counted.pop() if len(counted) == 1 else MEASURES[noun]
