"""Parse dates of notices, in digits or Chinese numerals, of the common era or the Republic of China's."""

from __future__ import annotations

import datetime as dt
import re

from data.notice_import.numbering import to_int

_NUMERAL = "[〇○零O0-9一二三四五六七八九十百]"
_DATE = re.compile(
    rf"(?P<era>中[华華]民[国國]|民[国國])?\s*(?P<year>{_NUMERAL}{{2,5}})\s*(?P<mark>[年./\-])\s*"
    rf"(?P<month>{_NUMERAL}{{1,3}})\s*[月./\-]\s*(?P<day>{_NUMERAL}{{1,3}})\s*[日号號]?(?!\d)"
)
_ONLY = re.compile(rf"[（(]?(?:{_DATE.pattern})[）)]?(?:\s*[（(]?(?:星期|週|周).[）)]?)?")
ANNOUNCED = "(?:公[布佈]|[发發][布佈]|揭[晓曉])"
"""The verb of a report that something was published."""
_PUBLISHED = re.compile(
    rf"(?:{ANNOUNCED}|成文|发文|印发|公告|刊登|更新|张贴|上网|发表|新聞|发稿|資料|撰写|登载|录入)?(?:日期|时间|時間|于|於|日)[：:\s]*(?:为)?"
    r"|(?:[发發][布佈]|[来來]源|发表|date)[^\d]{0,30}"
)
_REPORT = re.compile(rf"[，,]?[^，。]{{0,30}}?{ANNOUNCED}了?[^的]{{0,40}}[。，]")
"""The continuation of the first sentence of a news report after its date: 2023年12月28日，某某局公布了…."""
_PERIOD = re.compile(r"\s*(?:[至到起]|[-—–~～])")
"""The continuation after the first day of a period, such as that for objections."""
_PRINTED = re.compile(r"印发|印發")


def parse_date(text: str) -> str | None:
    """Return the first full date in `text` as YYYY-MM-DD; None if there is none or it does not exist."""
    match = _DATE.search(text)
    return _to_iso(match) if match else None


def is_date(text: str) -> bool:
    """Return whether the text is a full date and nothing else."""
    match = _ONLY.fullmatch(text.strip())
    return match is not None and _to_iso(match) is not None


def date_of_publication(text: str) -> str | None:
    """Return the date that the line states as that of publication, 发布日期：2022-03-21; None if it states none."""
    for match in _PUBLISHED.finditer(text):
        date = _DATE.match(text, match.end())
        if date and match[0].strip() and not _PERIOD.match(text, date.end()):
            return _to_iso(date)
    first = _DATE.match(text)
    return _to_iso(first) if first and _REPORT.match(text, first.end()) else None


def date_of_page(text: str) -> str | None:
    """Return the date in a line about the page, 2023-07-11 17:20 来源：某某网; None for any other line."""
    return parse_date(text) if len(text) < 80 and re.search("来源|來源|浏览|更新|编辑|記者|记者|点击", text) else None


def date_of_printing(text: str) -> str | None:
    """Return the date in a line about the printing, 2023年11月9日印发; None for any other line."""
    return parse_date(text) if _PRINTED.search(text) and len(text) < 60 else None


def _to_iso(match: re.Match[str]) -> str | None:
    year, month, day = _year(match["year"]), to_int(match["month"]), to_int(match["day"])
    if year is None or month is None or day is None:
        return None
    # Years of the Republic have two or three digits; those of the common era have four.
    if match["era"] or 80 <= year < 200:
        year += 1911
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date.isoformat() if 1949 <= year < 2100 else None


def _year(text: str) -> int | None:
    """Return the value of a year, written digit by digit (二〇二二) or as a number (一百一十五)."""
    if "十" in text or "百" in text:
        return to_int(text)
    digits = text.translate(str.maketrans("〇○零O一二三四五六七八九", "0000123456789"))
    return int(digits) if digits.isascii() and digits.isdecimal() else None
