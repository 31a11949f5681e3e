"""Title and agencies of a case as written, and the form of titles."""

from __future__ import annotations

import re
from typing import NamedTuple

from data.notice_import.dates import is_date

MAX_TITLE = 120
"""The maximum length of a title; a longer text is prose."""
_LIST_END = re.compile("[。；;]+(?:以?及|和)?$")
"""The separator at the end of a case in a list: 甲；及 乙。"""
_AMOUNT = re.compile(r"[\d.,]+\s*[万亿]?\s*(?:[元户个人名分件项%]|亩|公里)?")
_ENCLOSED = re.compile("《([^《》]*)》")


class Reading(NamedTuple):
    """Title and agencies of a case as written."""

    title: str
    agencies: str
    rank: str = ""
    """The rank that a label states, 获奖等级：一等奖; empty without one."""


_BLANK = re.compile(r"[□☐]|[（(](?:盖章|公章|\d+字)")
"""Parts of a form that are to be filled in: □是 □否, （300字以内）."""


_TOTAL = re.compile("(?:申报|报送|推荐|入选|获奖|案例|项目)?(?:数量?|总数|率|占比|比例)|合计|小计|总计")
"""The name of a column of statistics."""


def clean_title(text: str) -> str:
    """Return a title without enclosing 《》, white space at its ends and closing punctuation."""
    title = _LIST_END.sub("", re.sub(r"\s*\n\s*", "", text).strip()).strip()
    title = re.sub(r"[:：，,]$|^[、，,]", "", title).strip()
    enclosed = _ENCLOSED.fullmatch(title)
    return enclosed[1].strip() if enclosed else title


def is_title(text: str) -> bool:
    """Return whether the text can be a title: no sentence and not too long."""
    title = clean_title(text)
    return (
        1 < len(title) <= MAX_TITLE
        and not is_date(title)
        and not _AMOUNT.fullmatch(title)
        and not _BLANK.match(title)
        and not _TOTAL.fullmatch(title)
        and "。" not in title
        and bool(re.search("[\u4e00-\u9fffA-Za-z]", title))
    )


def is_nothing(text: str) -> bool:
    """Return whether a cell or the value of a label states that there is none: —, /, 无."""
    return bool(re.fullmatch(r"[-—–/／\s]*|[无無]|不[适適]用|暂无|[Nn]/?[Aa]", text.strip()))


def make_reading(title: str, agencies: str) -> Reading | None:
    """Return the reading with a clean title; None if the text cannot be a title."""
    if not is_title(title):
        return None
    return Reading(clean_title(title), agencies.strip())
