"""Derive the noun that a notice uses for its cases (项目, 工程, 计划), and the measure word of that noun."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from data.chinese import simplify
from data.model import Notice


class CaseNoun(NamedTuple):
    """A noun for cases, and its measure word."""

    noun: str = "案例"
    measure: str = "个"

    def counted(self, number: object) -> str:
        """Return a number with the noun: 3 件工程."""
        return f"{number} {self.measure}{self.noun}"

    def ordinal(self, number: object) -> str:
        """Return an ordinal with the noun: 第 3 件工程."""
        return f"第 {self.counted(number)}"


DEFAULT = CaseNoun()
MEASURES = {
    **dict.fromkeys(
        ("案例", "项目", "计划", "展览", "工作室", "基地", "平台", "产品", "品牌", "团队", "集体", "园区"), "个"
    ),
    **dict.fromkeys(
        ("场景", "课题", "专题", "故事", "活动", "节目", "站点", "景区", "街区", "社区", "庭院", "农场"), "个"
    ),
    **dict.fromkeys(("范例", "样板", "模式", "名片", "阵地", "驿站", "工坊", "小镇", "实践"), "个"),
    **dict.fromkeys(("工程", "作品", "案件", "展品", "藏品", "提案", "实事", "发明"), "件"),
    **dict.fromkeys(("成果", "举措", "做法", "技术", "专利", "标准", "经验", "方案", "赛事"), "项"),
    **dict.fromkeys(("课程", "微课"), "门"),
    **dict.fromkeys(("论文", "报告", "文章"), "篇"),
    **dict.fromkeys(("图书", "影片", "剧目"), "部"),
    **dict.fromkeys(("线路", "路线"), "条"),
    **dict.fromkeys(("人物", "楷模", "标兵"), "位"),
}
"""Noun that notices use for their cases, in simplified characters → its measure word."""
SHORT = {
    "课程": "课",
    "展览": "展",
    "路段": "路",
    "站点": "站",
    "驿站": "站",
    "图书": "书",
    "影片": "片",
    "村庄": "村",
    "歌曲": "歌",
    "剧目": "剧",
}
"""Noun → shorter word for it."""
_SHORT_OF_TWO = tuple("店站树塔船井碑")
"""Characters that stand alone for nouns of two and more characters that end with them: 店 for 门店."""
_SHORT_ENDINGS = (*_SHORT_OF_TWO, *"村路街园馆镇所课剧片书歌桥湖河队班")
"""Characters that stand alone for nouns of three or more characters that end with them: 馆 for 博物馆."""
COUNTED = frozenset((*MEASURES.values(), *"家间座处支名场台首幅款所本期种类位套份株棵"))
"""The measure words of cases; other units, such as 万元 and 年, measure something else."""
_NOUN = re.compile("|".join(MEASURES))
_FRAME = re.compile("(?:的?(?:通知|通报|公告|公示|决定|名单|(?:评选|评审|认定|遴选)?结果))+$")
"""The end of a title, after the noun for its cases."""
_QUOTED_NOUN = re.compile(f"({_NOUN.pattern})[」”》）)]")
_SHORTEST_NOUN = 2
"""The minimum length of a noun that is not listed: a single character (奖) may stand for a rank, too."""


def shared_noun(notices: Iterable[Notice]) -> CaseNoun:
    """Return the noun and measure word that all of these notices use; 案例 and 个 if they differ or there are none."""
    nouns = {CaseNoun(notice.noun, notice.measure) for notice in notices}
    return nouns.pop() if len(nouns) == 1 else DEFAULT


def short_noun(noun: str) -> str:
    """Return the shorter word for a noun, 站 for 工作站; empty if there is none."""
    single = noun.endswith(_SHORT_ENDINGS) and (len(noun) > _SHORTEST_NOUN or noun.endswith(_SHORT_OF_TWO))
    ending = noun[-1:] if single else ""
    return SHORT.get(noun, ending)


def quoted_nouns(title: str) -> list[str]:
    """Return the nouns at the end of names in quotes or brackets, which may stand for cases, too: “工会驿站”."""
    return [match[1] for match in _QUOTED_NOUN.finditer(simplify(title))]


def derive_noun(
    title: str,
    tiers: Iterable[str],
    counts: Iterable[tuple[str, str]] = (),
    issuers: Iterable[str] = (),
    cases: Iterable[str] = (),
) -> CaseNoun:
    """Return the noun for the cases of a notice, and its measure word.

    `tiers` are the names of the tiers, `counts` the names of the notice's own counts with their units, `cases` the
    titles of its cases. The noun is the common ending of every tier, or of the title, and of a count (金牌路段,
    申报路段); else the last noun of the title, as what is listed stands at its end (获奖项目名单), ignoring the names
    of the issuers (科学技术厅); else the common ending of the tiers, which may be any word that the title has, too
    (领航范例, 先锋范例); else that of the cases (青浜门灯塔, 虎蹲山灯塔); else 案例.
    """
    title = simplify(title)
    for issuer in issuers:
        title = title.replace(simplify(issuer), "")
    names = [simplify(name) for name in tiers]
    facts = [(simplify(name), unit) for name, unit in counts]
    found = _NOUN.findall(title)
    shared = (word for word in MEASURES if names and all(name.endswith(word) for name in names))
    counted_noun = _common_ending(names, [name for name, _ in facts])
    head = _FRAME.sub("", title)
    shared_ends = (_common_end(head, name) for name, unit in facts if unit in COUNTED)
    counted_noun = max((counted_noun, *shared_ends), key=len)
    counted_noun = "" if _NOUN.search(counted_noun) else counted_noun  # 案例 of 实践案例
    noun = counted_noun or (found[-1] if found else next(shared, "")) or _common_ending(names, [title])
    noun = noun or _common_ending([simplify(case) for case in cases], [title])
    if not noun:
        return DEFAULT
    counted = {unit for name, unit in facts if unit in COUNTED and noun in name}
    counted = counted or {unit for _, unit in facts if unit in MEASURES.values()}
    return CaseNoun(noun, counted.pop() if len(counted) == 1 else MEASURES.get(noun, DEFAULT.measure))


def _common_end(head: str, name: str) -> str:
    """Return the common ending of `head` and `name` (入选歌曲, 应征歌曲); empty if there is none.

    The ending has two or more characters, and is shorter than `name`.
    """
    size = next((at for at in range(1, len(name)) if head[-at:] != name[-at:]), len(name)) - 1
    return name[-size:] if _SHORTEST_NOUN <= size < len(name) else ""


def _common_ending(names: list[str], places: list[str]) -> str:
    """Return the longest ending that all `names` share and one of `places` contains; empty if there is none.

    The ending has two or more characters, and each name has further characters before it.
    """
    if len(names) < 2:
        return ""
    shortest = min(map(len, names))
    endings = (names[0][-length:] for length in range(shortest - 1, _SHORTEST_NOUN - 1, -1))
    return next(
        (word for word in endings if all(name.endswith(word) for name in names) and any(word in one for one in places)),
        "",
    )
